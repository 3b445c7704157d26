//! Suspended members.

use std::sync::Arc;

use domain::accounts::{Accounts, Device, NewAccount, Password, SessionToken};
use domain::limits::ClientAddress;
use domain::teams::{PledgeState, TeamStage, Teams};
use domain::time::DAY;
use domain::{FieldError, FieldErrors, Outcome};

use super::*;
use crate::accounts::{AccountsService, admin};
use crate::teams::TeamsService;
use crate::testing::contract;
use crate::testing::teams::{reason, welcome_seat};

const PASSWORD: &str = "seven planks of oak";

fn accounts(house: &House) -> AccountsService {
    let teams = TeamsService::new(house.ctx.clone());
    AccountsService::new(house.ctx.clone(), Arc::new(ideas(house)), Arc::new(teams))
}

fn device() -> Device {
    Device {
        agent: "Firefox".into(),
        address: ClientAddress::LOCAL,
    }
}

/// Somebody who signed up by themself, and their session.
async fn cleo(house: &House) -> (Actor, SessionToken) {
    let form = NewAccount::parse("Cleo Marsh", "cleo@example.com", PASSWORD, "");
    let form = form.expect("a form that passes");
    let token = accounts(house)
        .sign_up(form, &device())
        .await
        .expect("she joins");
    let viewer = accounts(house)
        .viewer(Some(&token))
        .await
        .expect("an answer");
    (viewer.member().expect("signed in"), token)
}

async fn sign_in(house: &House, password: &str) -> Outcome<SessionToken> {
    let password = Password::claimed(password);
    accounts(house)
        .sign_in("cleo@example.com", &password, &device())
        .await
}

contract! {
    async fn whoever_is_suspended_is_out_at_once_and_told_why(house: House) {
        let s = story(&house).await;
        let (cleo, token) = cleo(&house).await;
        let link = admin::reset_link(&house.ctx, "cleo@example.com").await.expect("a link");
        let until = house.now().date().plus_days(3);
        care(&house).suspend(&s.mo, &cleo.handle, cause(), Some(until)).await.expect("suspended");

        assert_eq!(accounts(&house).viewer(Some(&token)).await, Ok(Viewer::Visitor));
        let Err(AppError::Suspended(told)) = sign_in(&house, PASSWORD).await else {
            panic!("she is told why");
        };
        assert_eq!(told.cause, cause());
        assert_eq!(told.until.map(domain::Timestamp::date), Some(until));
        let wrong = Err(FieldErrors::one("password", FieldError::WrongPassword).into());
        assert_eq!(sign_in(&house, "eight planks of oak").await, wrong, "guessers learn nothing");
        let new = || Password::parse("eight planks of ash").expect("a password");
        let reset = accounts(&house).reset_password(&link, new()).await;
        assert_eq!(reset, not_found(Noun::Link));
        let fresh = admin::reset_link(&house.ctx, "cleo@example.com").await.expect("a link");
        let reset = accounts(&house).reset_password(&fresh, new()).await;
        assert_eq!(reset, not_found(Noun::Link), "nor does a link made later open anything");

        let suspended = |stands, by| so_already(MeasureKind::Suspended, stands, by);
        let again = care(&house).suspend(&s.ada, &cleo.handle, cause(), None).await;
        assert_eq!(again, suspended(true, "Mo"));
        care(&house).lift(&s.mo, &cleo.handle).await.expect("lifted");
        assert_eq!(care(&house).lift(&s.ada, &cleo.handle).await, suspended(false, "Mo"));
        let back = sign_in(&house, PASSWORD).await.expect("she is back");
        assert_ne!(accounts(&house).viewer(Some(&back)).await, Ok(Viewer::Visitor));
        assert_eq!(accounts(&house).viewer(Some(&token)).await, Ok(Viewer::Visitor), "what ended, ended");
        let kinds = ["reset_link.made", "member.suspended", "reset_link.made", "suspension.lifted"];
        assert_eq!(acts(&house).await, kinds);
        all_is_well(&house).await;
    }

    async fn a_suspension_ends_by_itself_after_its_last_day(house: House) {
        let s = story(&house).await;
        let (cleo, _) = cleo(&house).await;
        let until = house.now().date().plus_days(2);
        care(&house).suspend(&s.ada, &cleo.handle, cause(), Some(until)).await.expect("suspended");
        house.clock.pass(2 * DAY);
        assert_eq!(care(&house).sweep().await, Ok(0), "its last day");
        house.clock.pass(DAY);
        assert_eq!(care(&house).sweep().await, Ok(1));
        sign_in(&house, PASSWORD).await.expect("she is back");
        assert_eq!(care(&house).sweep().await, Ok(0));
        assert_eq!(acts(&house).await, ["member.suspended", "suspension.lifted"]);
        let ever = care(&house).measures(&s.mo, false, None).await.expect("a page").items;
        assert!(ever[0].lifted.is_some() && ever[0].lifted_by.is_none(), "by time alone");
        all_is_well(&house).await;
    }

    async fn seats_on_gathering_teams_come_free_and_the_team_is_told(house: House) {
        let s = story(&house).await;
        let team = house.team(&s.sal, &s.idea, &[("Packaging", 3), ("Web forms", 4)]).await;
        house.sit(&s.ben, team.number, "Packaging").await.expect("a seat");
        care(&house).suspend(&s.mo, "ben", cause(), None).await.expect("suspended");
        let view = house.team_seen_by(&s.sal, team.number).await;
        assert_eq!(view.seats[0].held, []);
        assert_eq!(view.freed[0].state, PledgeState::Released);
        assert_eq!(view.freed[0].reason, "", "why is between Ben and those who care");
        assert_eq!(house.told(&s.sal).await, ["seat_taken", "seat_freed"]);
        let words = CommentBody::parse("I can do it.").expect("words");
        let _ = comments(&house).post(&s.ines, s.idea.number, None, words).await.expect("life goes on");
        all_is_well(&house).await;
    }

    async fn a_block_goes_with_its_person_and_the_team_launches(house: House) {
        let s = story(&house).await;
        house.supporters(&s.idea, 9).await;
        let team = house.team(&s.sal, &s.idea, &[("Packaging", 3), ("Web forms", 4)]).await;
        let (dan, eve) = (house.customer("Dan").await, house.customer("Eve").await);
        let teams = house.teams();
        let extra = teams.add_seat(&s.sal, team.number, welcome_seat("Paper"));
        extra.await.expect("one seat more");
        house.sit(&s.ben, team.number, "Paper").await.expect("a seat");
        let blocked = teams.block_charter(&s.ben, team.number, reason("I want it all my way"));
        blocked.await.expect("blocked");
        house.sit(&dan, team.number, "Packaging").await.expect("a seat");
        let full = house.sit(&eve, team.number, "Web forms").await.expect("a seat");
        assert_eq!(full.stage, TeamStage::Gathering, "the block stands");
        care(&house).suspend(&s.mo, "ben", cause(), None).await.expect("suspended");
        let view = house.team_seen_by(&dan, team.number).await;
        assert_eq!(view.stage, TeamStage::Launched);
    }

    async fn a_role_is_suspended_by_a_higher_one_only(house: House) {
        let s = story(&house).await;
        let suspend = |by: &Actor, handle: &'static str| {
            let (by, service) = (by.clone(), care(&house));
            async move { service.suspend(&by, handle, cause(), None).await }
        };
        for (who, handle) in [
            (&s.sam, "ben"), (&s.ben, "ines"), (&s.mo, "sam"), (&s.mo, "ada"),
        ] {
            assert_eq!(suspend(who, handle).await, denied(), "{} suspends {handle}", who.handle);
        }
        for (who, handle) in [(&s.mo, "mo"), (&s.ada, "ada")] {
            assert_eq!(suspend(who, handle).await, own_thing(), "{handle}");
            let page = care(&house).case(who, &Subject::Person(handle.into())).await;
            assert_eq!(page.map(|_| ()), own_thing(), "{handle}");
        }
        assert_eq!(suspend(&s.ada, "nobody").await, not_found(Noun::Person));
        assert_eq!(acts(&house).await, Vec::<String>::new());
        suspend(&s.ada, "mo").await.expect("an admin may");
        assert_eq!(care(&house).lift(&s.sam, "mo").await, denied());
        assert_eq!(suspend(&s.mo, "ben").await, Err(AppError::Denied(Denied::SignInFirst)));
    }

    async fn only_care_people_read_that_somebody_is_suspended(house: House) {
        let s = story(&house).await;
        care(&house).suspend(&s.mo, "ben", cause(), None).await.expect("suspended");
        let page = |viewer: Viewer| {
            let service = accounts(&house);
            async move { service.person(&viewer, "ben").await.expect("a person") }
        };
        for viewer in [Viewer::Visitor, by(&s.ines), by(&s.sam)] {
            let view = page(viewer).await;
            assert!(view.suspended.is_none() && !view.may_suspend);
        }
        for viewer in [by(&s.mo), by(&s.ada)] {
            let view = page(viewer).await;
            assert_eq!(view.suspended.expect("they know").cause, cause());
            assert!(view.may_suspend);
        }
    }

    async fn a_session_opened_at_that_moment_is_of_no_use(house: House) {
        let s = story(&house).await;
        let (cleo, _) = cleo(&house).await;
        let (service, mo) = (care(&house), s.mo.clone());
        let handle = cleo.handle.clone();
        let signing = futures::future::join_all((0..6).map(|_| sign_in(&house, PASSWORD)));
        let suspending = service.suspend(&mo, &handle, cause(), None);
        let (tokens, suspended) = futures::future::join(signing, suspending).await;
        suspended.expect("suspended");
        for token in tokens {
            match token {
                Ok(token) => {
                    let viewer = accounts(&house).viewer(Some(&token)).await;
                    assert_eq!(viewer, Ok(Viewer::Visitor));
                }
                Err(error) => assert!(matches!(error, AppError::Suspended(_)), "{error:?}"),
            }
        }
        let left = one!(db & house.ctx.db, i64, "SELECT COUNT(*) FROM sessions");
        assert_eq!(left.expect("a count"), 0);
    }
}
