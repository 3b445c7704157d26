//! Departments: in their order, renamed, retired.

use domain::accounts::{Kind, Role, Viewer};
use domain::admin::Way;
use domain::boards::Boards;
use domain::ideas::{IdeaForm, Ideas};
use domain::{AppError, FieldError, FieldErrors, Noun};

use super::{admin, deeds, outsiders, refused};
use crate::boards::BoardsService;
use crate::ideas::IdeasService;
use crate::testing::ideas::{idea_form, new_idea};
use crate::testing::{House, contract};

async fn slugs(house: &House, by: &domain::accounts::Actor) -> Vec<String> {
    let list = admin(house).departments.list(by).await.expect("the list");
    list.into_iter().map(|kept| kept.department.slug).collect()
}

contract! {
    async fn departments_are_for_admins_alone(house: House) {
        house.organisation().await;
        let departments = admin(&house).departments;
        for other in outsiders(&house).await {
            refused(departments.list(&other).await);
            refused(departments.add(&other, "Legal".into()).await);
            refused(departments.rename(&other, "sales", "Shops".into()).await);
            refused(departments.step(&other, "sales", Way::Up).await);
            refused(departments.retire(&other, "sales", true).await);
        }
        assert_eq!(deeds(&house).await, [""; 0]);
    }

    async fn departments_are_added_named_and_put_in_order(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let departments = admin(&house).departments;
        departments.add(&ada, "Söze & Co".into()).await.expect("added");
        departments.step(&ada, "soze-co", Way::Up).await.expect("moved");
        departments.step(&ada, "service", Way::Up).await.expect("stays at its end");
        assert_eq!(slugs(&house, &ada).await, ["service", "product", "soze-co", "sales"]);
        let taken = departments.rename(&ada, "soze-co", "SALES".into()).await;
        assert_eq!(taken, Err(FieldErrors::one("name", FieldError::Taken).into()));
        departments.rename(&ada, "sales", "Sales".into()).await.expect("its own name is free");
        departments.rename(&ada, "sales", "Shops".into()).await.expect("renamed");
        assert_eq!(slugs(&house, &ada).await[3], "sales", "the address stays");
        let none = departments.rename(&ada, "moon", "Moon".into()).await;
        assert_eq!(none, Err(AppError::NotFound(Noun::Department)));
        let deeds = deeds(&house).await;
        assert_eq!(deeds, ["department.added", "department.moved", "department.renamed", "department.renamed"]);
    }

    async fn a_department_names_its_people_ideas_and_stewards(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        house.member("Sol", Kind::Employee, Role::Steward, Some("service")).await;
        house.idea(&ada).await;
        let list = admin(&house).departments.list(&ada).await.expect("the list");
        let service = &list[0];
        assert_eq!((service.people, service.ideas), (1, 1));
        assert_eq!(service.stewards[0].handle, "sol");
        assert_eq!((list[1].people, list[1].ideas, list[1].stewards.len()), (0, 0, 0));
    }

    async fn a_retired_department_is_kept_and_not_offered(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let ben = house.employee("Ben", "service").await;
        let old = house.idea(&ben).await;
        admin(&house).departments.retire(&ada, "service", true).await.expect("retired");
        let site = BoardsService::new(house.ctx.clone()).site(&Viewer::Visitor).await.expect("a site");
        assert!(site.offered(None).all(|department| department.slug != "service"));
        assert_eq!(site.departments.len(), 3, "old ideas are still found by it");

        let ideas = IdeasService::new(house.ctx.clone());
        let refused = ideas.submit(&ben, new_idea(&idea_form("Another one of these"))).await;
        assert_eq!(refused, Err(FieldErrors::one("department", FieldError::NotOffered).into()));
        let reworded = new_idea(&idea_form("Spare screws by letter"));
        ideas.edit(&ben, old.number, reworded).await.expect("what it has it keeps");
        let moved = IdeaForm { department: "sales".into(), ..idea_form("Spare screws by letter") };
        ideas.edit(&ben, old.number, new_idea(&moved)).await.expect("moved");
        let back = ideas.edit(&ben, old.number, new_idea(&idea_form("Spare screws by letter"))).await;
        assert!(back.is_err(), "once left it is not offered again");

        let accounts = crate::services(&house.ctx).accounts;
        let (profile, offered) = accounts.profile(&ben).await.expect("a profile");
        assert!(offered.iter().any(|department| department.slug == "service"), "his own");
        accounts.save_profile(&ben, profile).await.expect("he stays where he is");
        admin(&house).departments.retire(&ada, "service", false).await.expect("offered again");
        ideas.submit(&ben, new_idea(&idea_form("Another one of these"))).await.expect("posted");
    }
}
