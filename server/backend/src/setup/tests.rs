//! What setting up promises, on both engines.

use domain::AppError;
use domain::accounts::Viewer;
use domain::boards::Boards;
use domain::setup::SetupForm;

use super::*;
use crate::accounts::sessions;
use crate::boards::BoardsService;
use crate::testing::{House, contract};

const AGENT: &str = "Firefox on a workbench";

fn form() -> SetupForm {
    SetupForm {
        organisation: "Harrow & Pine".into(),
        time_zone: "europe/lisbon".into(),
        departments: "Service\nR & D\nR. D.\n木工".into(),
        board: "Our ideas".into(),
        purpose: "What should we build next, and why?".into(),
        visibility: "public".into(),
        display_name: "Ada Harrow".into(),
        email: "ada@example.com".into(),
        password: "seven planks of oak".into(),
    }
}

fn setup(form: &SetupForm) -> Setup {
    Setup::parse(form).expect("a form that passes")
}

async fn link(house: &House) -> String {
    let link = open_link(&house.ctx).await.expect("an answer");
    link.expect("this house needs setting up")
}

contract! {
    async fn the_link_makes_the_organisation_and_its_first_admin(house: House) {
        let service = SetupService::new(house.ctx.clone());
        assert_eq!(service.needed().await, Ok(true));
        let link = link(&house).await;
        service.check(&link).await.expect("the open link");
        let token = service.complete(&link, setup(&form()), AGENT).await.expect("set up");
        assert_eq!(service.needed().await, Ok(false));
        let ada = sessions::holder(&house.ctx, &token).await.expect("an answer").expect("signed in");
        assert_eq!((ada.kind, ada.role), (Kind::Employee, Role::Admin));
        let site = BoardsService::new(house.ctx.clone()).site(&Viewer::Visitor).await.expect("a site");
        assert_eq!(site.organisation, "Harrow & Pine");
        assert_eq!(site.time_zone, "Europe/Lisbon", "as the database of zones spells it");
        assert_eq!(site.boards[0].slug, "our-ideas");
        let departments: Vec<&str> = site.departments.iter().map(|d| d.slug.as_str()).collect();
        assert_eq!(departments[..3], ["service", "r-d", "r-d-2"]);
        assert!(!departments[3].is_empty(), "every department has a word in URLs");
    }

    async fn it_happens_once(house: House) {
        let service = SetupService::new(house.ctx.clone());
        let link = link(&house).await;
        let attempts = (0..4).map(|n| {
            let form = SetupForm { email: format!("ada{n}@example.com"), ..form() };
            service.complete(&link, setup(&form), AGENT)
        });
        let results = futures::future::join_all(attempts).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        let again = service.complete(&link, setup(&form()), AGENT).await;
        assert_eq!(again, Err(Conflict::AlreadySetUp.into()));
        assert_eq!(service.check(&link).await, Err(AppError::NotFound(Noun::Link)));
        assert_eq!(open_link(&house.ctx).await, Ok(None));
    }

    async fn only_the_newest_link_works_and_not_for_ever(house: House) {
        let service = SetupService::new(house.ctx.clone());
        let (first, second) = (link(&house).await, link(&house).await);
        let gone = AppError::NotFound(Noun::Link);
        assert_eq!(service.check(&first).await, Err(gone.clone()));
        assert_eq!(service.complete(&first, setup(&form()), AGENT).await, Err(gone.clone()));
        house.clock.pass(LINK);
        assert_eq!(service.complete(&second, setup(&form()), AGENT).await, Err(gone));
        assert_eq!(service.needed().await, Ok(true));
    }

    async fn every_wrong_field_is_said_and_the_link_still_works(house: House) {
        let service = SetupService::new(house.ctx.clone());
        let link = link(&house).await;
        let wrong = SetupForm {
            time_zone: "Europe/Atlantis".into(),
            password: "ada-harrow1".into(),
            ..form()
        };
        let mut errors = FieldErrors::one("time_zone", FieldError::NotATimeZone);
        errors.check::<()>("password", Err(FieldError::Guessable));
        assert_eq!(service.complete(&link, setup(&wrong), AGENT).await, Err(errors.into()));
        service.check(&link).await.expect("nothing happened");
    }
}
