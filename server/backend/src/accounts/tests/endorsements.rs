//! Endorsements: by whom, of what, and who sees them.

use domain::accounts::{EndorsedSkill, Kind, PersonView, Profile, Viewer};
use domain::ideas::IdeaRef;
use domain::skills::{Skills, fold};
use domain::teams::TeamStage;
use domain::votes::Choice;
use domain::{Denied, Noun};

use super::*;
use crate::accounts::endorsements::endorsed;
use crate::skills::SkillsService;
use crate::testing::contract;

/// A team at work: Ada started it and has no seat, Ben packs, Cleo makes forms.
struct Crew {
    ada: Actor,
    ben: Actor,
    cleo: Actor,
    idea: IdeaRef,
}

async fn crew(house: &House) -> Crew {
    house.organisation().await;
    let ada = house.employee("Ada", "service").await;
    let (ben, cleo) = (house.customer("Ben").await, house.customer("Cleo").await);
    let idea = house.idea(&ada).await;
    house.supporters(&idea, 10).await;
    at_work(house, &ada, &idea, [&ben, &cleo]).await;
    Crew {
        ada,
        ben,
        cleo,
        idea,
    }
}

/// Two sit on a team for the idea, and it launches.
async fn at_work(house: &House, starter: &Actor, idea: &IdeaRef, two: [&Actor; 2]) {
    let seats = [("Packaging", 3), ("Web forms", 4)];
    let team = house.team(starter, idea, &seats).await.number;
    for (who, (skill, _)) in two.into_iter().zip(seats) {
        house.sit(who, team, skill).await.expect("a seat");
    }
    let stage = house.team_seen_by(starter, team).await.stage;
    assert_eq!(stage, TeamStage::Launched);
}

/// The member's profile names these skills and no others.
async fn declares(house: &House, who: &Actor, skills: &[&str]) {
    let row = |name: &&str| ((*name).to_owned(), "2".to_owned());
    let rows: Vec<_> = skills.iter().map(row).collect();
    let profile = Profile::parse(&who.display_name, &who.handle, "", "", &rows);
    let profile = profile.expect("a form that passes");
    let saved = accounts(house).save_profile(who, profile).await;
    saved.expect("saved");
}

async fn endorse(house: &House, by: &Actor, of: &Actor, skill: &str) -> Outcome<()> {
    accounts(house).endorse(by, of.id, &fold(skill)).await
}

async fn take_back(house: &House, by: &Actor, of: &Actor, skill: &str) {
    let taken = accounts(house).unendorse(by, of.id, &fold(skill)).await;
    taken.expect("taken back");
}

async fn page(house: &House, viewer: &Viewer, of: &Actor) -> PersonView {
    let page = accounts(house).person(viewer, &of.handle).await;
    page.expect("a page")
}

/// How many endorsed each skill of somebody, in the order of their profile.
async fn counts(house: &House, of: &Actor) -> Vec<i64> {
    let page = page(house, &Viewer::Visitor, of).await;
    page.skills.iter().map(|skill| skill.people).collect()
}

fn handles(skill: &EndorsedSkill) -> Vec<&str> {
    skill.named.iter().map(|by| by.handle.as_str()).collect()
}

/// How often somebody was told of an endorsement.
async fn told(house: &House, who: &Actor) -> usize {
    let told = house.told(who).await;
    told.iter().filter(|kind| *kind == "skill_endorsed").count()
}

contract! {
    async fn whoever_worked_together_endorses_what_the_other_declares(house: House) {
        let c = crew(&house).await;
        declares(&house, &c.cleo, &["Oak", "Web forms"]).await;
        let ben = Viewer::Member(c.ben.clone());
        assert!(page(&house, &ben, &c.cleo).await.may_endorse);
        endorse(&house, &c.ben, &c.cleo, "Oak").await.expect("endorsed");
        let seen = page(&house, &ben, &c.cleo).await;
        assert_eq!((seen.skills[0].people, seen.skills[0].mine), (1, true));
        assert_eq!((seen.skills[1].people, seen.skills[1].mine), (0, false));
        let visited = page(&house, &Viewer::Visitor, &c.cleo).await;
        assert_eq!(handles(&visited.skills[0]), ["ben"]);
        assert!(!visited.skills[0].mine && !visited.may_endorse);
        let own = page(&house, &Viewer::Member(c.cleo.clone()), &c.cleo).await;
        assert_eq!(handles(&own.skills[0]), ["ben"]);
        assert!(!own.may_endorse, "nobody endorses themself");
        assert_eq!((told(&house, &c.cleo).await, told(&house, &c.ben).await), (1, 0));
    }

    async fn it_is_taken_back_and_given_again_and_told_once(house: House) {
        let c = crew(&house).await;
        declares(&house, &c.cleo, &["Oak"]).await;
        for _ in 0..2 {
            endorse(&house, &c.ben, &c.cleo, "Oak").await.expect("endorsed");
            endorse(&house, &c.ben, &c.cleo, "Oak").await.expect("again changes nothing");
            assert_eq!(counts(&house, &c.cleo).await, [1]);
            take_back(&house, &c.ben, &c.cleo, "Oak").await;
            take_back(&house, &c.ben, &c.cleo, "Oak").await;
            assert_eq!(counts(&house, &c.cleo).await, [0]);
        }
        assert_eq!(told(&house, &c.cleo).await, 1);
        let drift = crate::reconcile::drift(&house.ctx.db).await.expect("counters can be checked");
        assert!(drift.is_empty(), "{drift:?}");
    }

    async fn nobody_else_may_and_of_nothing_else(house: House) {
        let c = crew(&house).await;
        let ines = house.customer("Ines").await;
        declares(&house, &c.cleo, &["Oak"]).await;
        let stranger = endorse(&house, &ines, &c.cleo, "Oak").await;
        assert_eq!(stranger, Err(Denied::NotTeammates.into()));
        let unseated = endorse(&house, &c.ada, &c.cleo, "Oak").await;
        assert_eq!(unseated, Err(Denied::NotTeammates.into()), "she started the team and has no seat");
        assert_eq!(endorse(&house, &c.cleo, &c.cleo, "Oak").await, Err(Denied::OwnThing.into()));
        assert_eq!(endorse(&house, &c.ben, &c.cleo, "Pine").await, Err(Noun::Skill.into()));
        let nobody = Actor { id: 999_999, ..c.cleo.clone() };
        assert_eq!(endorse(&house, &c.ben, &nobody, "Oak").await, Err(Noun::Person.into()));
        let gone = accounts(&house).unendorse(&c.ben, nobody.id, "oak").await;
        assert_eq!(gone, Err(Noun::Person.into()));
        take_back(&house, &ines, &c.cleo, "Oak").await;
        assert_eq!(counts(&house, &c.cleo).await, [0]);
        assert!(!page(&house, &Viewer::Member(ines), &c.cleo).await.may_endorse);
        house.spoil(&format!("UPDATE ideas SET hidden_at = 1 WHERE id = {}", c.idea.number)).await;
        let hidden = endorse(&house, &c.ben, &c.cleo, "Oak").await;
        assert_eq!(hidden, Err(Denied::NotTeammates.into()), "the team rests");
    }

    async fn those_who_only_gathered_did_not_work_together(house: House) {
        house.organisation().await;
        let (ben, cleo) = (house.customer("Ben").await, house.customer("Cleo").await);
        let idea = house.idea(&ben).await;
        let team = house.team(&ben, &idea, &[("Packaging", 3), ("Web forms", 4)]).await.number;
        house.sit(&ben, team, "Packaging").await.expect("a seat");
        house.sit(&cleo, team, "Web forms").await.expect("a seat");
        declares(&house, &cleo, &["Oak"]).await;
        assert_eq!(endorse(&house, &ben, &cleo, "Oak").await, Err(Denied::NotTeammates.into()));
    }

    async fn those_who_were_never_there_at_once_did_not_work_together(house: House) {
        let c = crew(&house).await;
        declares(&house, &c.ben, &["Oak", "Pine"]).await;
        let kept = "UPDATE pledges SET state = 'kept', ended_at = created_at + 1000 WHERE member_id";
        house.spoil(&format!("{kept} = {}", c.ben.id)).await;
        endorse(&house, &c.cleo, &c.ben, "Oak").await.expect("a promise that was kept counts");
        let later = "UPDATE pledges SET created_at = created_at + 2000 WHERE member_id";
        house.spoil(&format!("{later} = {}", c.cleo.id)).await;
        let missed = endorse(&house, &c.cleo, &c.ben, "Pine").await;
        assert_eq!(missed, Err(Denied::NotTeammates.into()));
    }

    async fn doing_it_twice_at_the_same_moment_counts_once(house: House) {
        let c = crew(&house).await;
        declares(&house, &c.cleo, &["Oak"]).await;
        let (one, other) = tokio::join!(
            endorse(&house, &c.ben, &c.cleo, "Oak"),
            endorse(&house, &c.ben, &c.cleo, "Oak"),
        );
        assert_eq!((one, other), (Ok(()), Ok(())));
        assert_eq!(counts(&house, &c.cleo).await, [1]);
        assert_eq!(told(&house, &c.cleo).await, 1);
    }

    async fn who_is_suspended_endorses_nothing_and_does_not_count(house: House) {
        let c = crew(&house).await;
        declares(&house, &c.cleo, &["Oak", "Pine"]).await;
        endorse(&house, &c.ben, &c.cleo, "Oak").await.expect("endorsed");
        house.suspend(&c.ben).await;
        assert_eq!(endorse(&house, &c.ben, &c.cleo, "Pine").await, Err(Denied::SignInFirst.into()));
        let seen = page(&house, &Viewer::Visitor, &c.cleo).await;
        assert_eq!((seen.skills[0].people, handles(&seen.skills[0]).len()), (0, 0));
        house.spoil("UPDATE members SET suspended_at = NULL WHERE handle = 'ben'").await;
        assert_eq!(counts(&house, &c.cleo).await, [1, 0], "back with him");
    }

    async fn whoever_lost_sight_of_the_team_may_take_back_and_no_more(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.employee("Ada", "service").await, house.employee("Bor", "sales").await);
        let idea = house.inside_idea(&ada, "A quieter workshop floor").await;
        for number in 0..10 {
            let voter = house.employee(&format!("Voter {number}"), "product").await;
            house.vote(&voter, &idea, Choice::Support).await;
        }
        at_work(&house, &ada, &idea, [&ada, &bo]).await;
        declares(&house, &bo, &["Oak", "Pine"]).await;
        endorse(&house, &ada, &bo, "Oak").await.expect("endorsed");
        house.spoil("UPDATE members SET kind = 'customer', department_id = NULL WHERE handle = 'ada'").await;
        let left = Actor { kind: Kind::Customer, department: None, ..ada };
        assert_eq!(endorse(&house, &left, &bo, "Pine").await, Err(Denied::NotTeammates.into()));
        let seen = page(&house, &Viewer::Member(left.clone()), &bo).await;
        assert!(seen.skills[0].mine && !seen.may_endorse);
        take_back(&house, &left, &bo, "Oak").await;
        assert_eq!(counts(&house, &bo).await, [0, 0]);
    }

    async fn words_that_mean_the_same_are_one_skill(house: House) {
        let c = crew(&house).await;
        let admin = house.admin("Root").await;
        declares(&house, &c.cleo, &["Wood work", "Joinery"]).await;
        for skill in ["Wood work", "Joinery"] {
            endorse(&house, &c.ben, &c.cleo, skill).await.expect("endorsed");
        }
        let skills = SkillsService::new(house.ctx.clone());
        skills.unite(&admin, "Wood work", "Joinery").await.expect("united");
        assert_eq!(counts(&house, &c.cleo).await, [1, 1], "one person counts once");
        let db = &house.ctx.db;
        let counted = endorsed(db, &[c.cleo.id, c.ben.id]).await.expect("a count");
        assert_eq!(counted.into_iter().collect::<Vec<_>>(), [((c.cleo.id, "joinery".to_owned()), 1)]);
        take_back(&house, &c.ben, &c.cleo, "Wood work").await;
        assert_eq!(counts(&house, &c.cleo).await, [0, 0], "whichever word it is");
        endorse(&house, &c.ben, &c.cleo, "Joinery").await.expect("endorsed again");
        endorse(&house, &c.ben, &c.cleo, "Wood work").await.expect("again changes nothing");
        skills.part(&admin, "Wood work").await.expect("parted");
        assert_eq!(counts(&house, &c.cleo).await, [0, 1]);
        assert_eq!(told(&house, &c.cleo).await, 2, "of the two that they were at first");
    }

    async fn what_is_no_longer_declared_is_not_shown_until_it_is_back(house: House) {
        let c = crew(&house).await;
        declares(&house, &c.cleo, &["Oak"]).await;
        endorse(&house, &c.ben, &c.cleo, "Oak").await.expect("endorsed");
        declares(&house, &c.cleo, &["Pine"]).await;
        assert_eq!(counts(&house, &c.cleo).await, [0]);
        let counted = endorsed(&house.ctx.db, &[c.cleo.id]).await.expect("a count");
        assert!(counted.is_empty(), "{counted:?}");
        declares(&house, &c.cleo, &["Pine", "OAK"]).await;
        assert_eq!(counts(&house, &c.cleo).await, [0, 1], "however it is written");
    }

    async fn three_are_named_and_the_owner_sees_all(house: House) {
        let c = crew(&house).await;
        declares(&house, &c.cleo, &["Oak"]).await;
        house.spoil(&format!(
            "INSERT INTO endorsements (member_id, folded, by_id, created_at)
             SELECT {}, 'oak', id, created_at FROM members WHERE handle LIKE 'supporter%'",
            c.cleo.id
        )).await;
        let visited = page(&house, &Viewer::Visitor, &c.cleo).await.skills[0].clone();
        assert_eq!((visited.people, visited.named.len(), visited.more()), (10, 3, 7));
        let own = page(&house, &Viewer::Member(c.cleo.clone()), &c.cleo).await.skills[0].clone();
        assert_eq!((own.people, own.named.len(), own.more()), (10, 10, 0));
    }
}
