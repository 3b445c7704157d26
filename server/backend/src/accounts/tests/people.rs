//! Profiles, and the pages where others read them.

use domain::Noun;
use domain::accounts::{Profile, Skill, Viewer};
use domain::teams::TeamStage;

use super::*;
use crate::testing::contract;

fn profile(handle: &str, department: &str) -> Profile {
    let skills = [("Packaging", "3"), ("Web forms", "1")]
        .map(|(name, level)| (name.to_owned(), level.to_owned()));
    Profile::parse("Ines Duarte", handle, department, "Builds boxes.", &skills)
        .expect("a form that passes")
}

contract! {
    async fn a_profile_is_saved_as_written(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let bo = house.employee("Bo", "service").await;
        accounts.save_profile(&bo, profile("ines", "product")).await.expect("saved");
        let fewer = Profile { skills: vec![Skill { name: "Oak".into(), level: 2 }], ..profile("ines", "sales") };
        accounts.save_profile(&bo, fewer.clone()).await.expect("saved again");
        let (saved, departments) = accounts.profile(&bo).await.expect("his own");
        assert_eq!(saved, fewer);
        let slugs: Vec<&str> = departments.iter().map(|d| d.slug.as_str()).collect();
        assert_eq!(slugs, ["service", "product", "sales"]);
    }

    async fn a_handle_and_a_department_must_be_there_to_take(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let bo = house.employee("Bo", "service").await;
        house.customer("Ines").await;
        let taken = accounts.save_profile(&bo, profile("ines", "service")).await;
        assert_eq!(taken, Err(wrong("handle", FieldError::Taken)));
        let unknown = accounts.save_profile(&bo, profile("bo-2", "marketing")).await;
        assert_eq!(unknown, Err(wrong("department", FieldError::NotOffered)));
        let (saved, _) = accounts.profile(&bo).await.expect("his own");
        assert_eq!((saved.handle.as_str(), saved.skills.len()), ("bo", 0), "nothing was saved");
    }

    async fn customers_have_no_department(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let ines = house.customer("Ines").await;
        accounts.save_profile(&ines, profile("ines", "service")).await.expect("saved");
        let (saved, _) = accounts.profile(&ines).await.expect("her own");
        assert_eq!(saved.department, None);
    }

    async fn a_page_shows_what_its_reader_may_see(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let ada = house.employee("Ada", "service").await;
        let shown = house.idea(&ada).await;
        let inside = house.inside_idea(&ada, "A quieter workshop floor").await;
        let numbers = async |viewer: &Viewer| -> Vec<i64> {
            let page = accounts.person(viewer, "Ada").await.expect("her page");
            page.ideas.iter().map(|card| card.idea.number).collect()
        };
        let bo = Viewer::Member(house.employee("Bo", "sales").await);
        let ines = Viewer::Member(house.customer("Ines").await);
        assert_eq!(numbers(&bo).await, [inside.number, shown.number], "newest first");
        assert_eq!(numbers(&ines).await, [shown.number]);
        assert_eq!(numbers(&Viewer::Visitor).await, [shown.number]);
    }

    async fn a_page_lists_the_teams_its_reader_may_see(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let ada = house.employee("Ada", "service").await;
        let shown = house.idea(&ada).await;
        let inside = house.inside_idea(&ada, "A quieter workshop floor").await;
        let mut numbers = Vec::new();
        for idea in [&shown, &inside] {
            let team = house.team(&ada, idea, &[("Oak", 2), ("Post", 2)]).await.number;
            house.sit(&ada, team, "Oak").await.expect("a seat");
            numbers.push(team);
        }
        let listed = async |viewer: &Viewer| -> Vec<i64> {
            let page = accounts.person(viewer, "ada").await.expect("her page");
            page.teams.iter().map(|card| card.number).collect()
        };
        let bo = Viewer::Member(house.employee("Bo", "sales").await);
        assert_eq!(listed(&bo).await, [numbers[1], numbers[0]], "newest first");
        assert_eq!(listed(&Viewer::Visitor).await, [numbers[0]]);
    }

    async fn a_move_to_another_department_launches_the_team_that_waited_for_it(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let ada = house.employee("Ada", "service").await;
        let bo = house.employee("Bo", "service").await;
        let idea = house.idea(&ada).await;
        house.supporters(&idea, 10).await;
        let team = house.team(&ada, &idea, &[("Oak", 2), ("Post", 2)]).await.number;
        house.sit(&ada, team, "Oak").await.expect("a seat");
        let waiting = house.sit(&bo, team, "Post").await.expect("a seat");
        assert_eq!(waiting.stage, TeamStage::Gathering, "one department only");
        accounts.save_profile(&bo, profile("bo-box", "product")).await.expect("saved");
        assert_eq!(house.team_seen_by(&ada, team).await.stage, TeamStage::Launched);
    }

    async fn a_page_knows_its_owner(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let bo = house.employee("Bo", "service").await;
        accounts.save_profile(&bo, profile("bo-box", "service")).await.expect("saved");
        let page = accounts.person(&Viewer::Member(bo), "bo-box").await.expect("his page");
        assert!(page.own);
        assert_eq!(page.department.as_deref(), Some("Service"));
        assert_eq!(page.about, "Builds boxes.");
        assert_eq!(page.skills[0].skill, Skill { name: "Packaging".into(), level: 3 });
        let ines = Viewer::Member(house.customer("Ines").await);
        assert!(!accounts.person(&ines, "bo-box").await.expect("his page").own);
    }

    async fn who_is_not_there_is_not_found(house: House) {
        let found = accounts(&house).person(&Viewer::Visitor, "nobody").await;
        assert_eq!(found.err(), Some(AppError::NotFound(Noun::Person)));
    }
}
