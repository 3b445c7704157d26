//! Signing up, in and out, and how long that lasts.

use domain::accounts::{Email, Kind, Role, Viewer};
use domain::invitations::{Invitations, NewInvitation};
use domain::time::{DAY, HOUR};
use domain::{Conflict, Noun, Outcome};

use super::*;
use crate::db::one;
use crate::invitations::InvitationsService;
use crate::testing::contract;

contract! {
    async fn nobody_joins_before_the_site_is_set_up(house: House) {
        let joined = accounts(&house).sign_up(form("Ines Duarte"), &device()).await;
        assert_eq!(joined, Err(Conflict::NotSetUp.into()));
    }

    async fn whoever_signs_up_is_a_customer_and_signed_in(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let token = sign_up(&accounts).await;
        let ines = holder(&accounts, &token).await.expect("signed in");
        assert_eq!(ines.display_name, "Ines Duarte");
        assert_eq!(ines.handle, "ines-duarte");
        assert_eq!((ines.kind, ines.role), (Kind::Customer, Role::Member));
        assert_eq!((ines.department, ines.unread), (None, 0));
    }

    async fn signing_out_ends_the_session_and_no_other(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let at_home = sign_up(&accounts).await;
        let at_work = sign_in(&accounts, PASSWORD).await.expect("the password fits");
        assert_ne!(at_home, at_work, "every sign-in has a token of its own");
        accounts.sign_out(&at_work).await.expect("signed out");
        assert!(holder(&accounts, &at_work).await.is_none());
        assert!(holder(&accounts, &at_home).await.is_some());
        accounts.sign_out(&at_work).await.expect("twice does no harm");
    }

    async fn a_wrong_password_and_an_unknown_address_look_the_same(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        sign_up(&accounts).await;
        let refused = Err(wrong("password", FieldError::WrongPassword));
        assert_eq!(sign_in(&accounts, "eight planks of oak").await, refused);
        let password = Password::claimed(PASSWORD);
        for unknown in ["nobody@example.com", "no address", ""] {
            assert_eq!(accounts.sign_in(unknown, &password, &device()).await, refused);
        }
    }

    async fn addresses_are_the_same_in_capitals(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        sign_up(&accounts).await;
        let password = Password::claimed(PASSWORD);
        let token = accounts.sign_in(" Ines@Example.com", &password, &device()).await;
        assert!(holder(&accounts, &token.expect("the same address")).await.is_some());
    }

    async fn what_can_be_guessed_is_refused_beside_the_taken_address(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        sign_up(&accounts).await;
        let again = NewAccount::parse("Ines Duarte", "ines@example.com", "inesduarte1", "")
            .expect("long enough");
        let mut errors = FieldErrors::one("email", FieldError::Taken);
        errors.check::<()>("password", Err(FieldError::Guessable));
        assert_eq!(accounts.sign_up(again, &device()).await, Err(errors.into()));
    }

    async fn one_address_makes_one_member_however_often_it_is_sent(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let device = device();
        let sent = (0..20).map(|_| accounts.sign_up(form("Ines Duarte"), &device));
        let results = futures::future::join_all(sent).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
        let refused = Err(wrong("email", FieldError::Taken));
        let taken = results.iter().filter(|result| **result == refused).count();
        assert_eq!(taken, 19, "{results:?}");
        let members: i64 = one!(db &house.ctx.db, i64, "SELECT COUNT(*) FROM members").expect("a count");
        assert_eq!(members, 1);
    }

    async fn many_people_join_and_sign_in_at_the_same_moment(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let device = device();
        let addresses: Vec<String> = (0..24).map(|n| format!("p{n}@example.com")).collect();
        let joining = addresses.iter().enumerate().map(|(n, email)| {
            let new = NewAccount::parse(&format!("Person {n}"), email, PASSWORD, "");
            accounts.sign_up(new.expect("a form"), &device)
        });
        let joined = futures::future::join_all(joining).await;
        assert!(joined.iter().all(Result::is_ok), "{joined:?}");
        let password = Password::claimed(PASSWORD);
        let coming = addresses.iter().map(|email| accounts.sign_in(email, &password, &device));
        let came = futures::future::join_all(coming).await;
        assert!(came.iter().all(Result::is_ok), "{came:?}");
    }

    async fn people_of_one_name_get_handles_of_their_own(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        for (n, handle) in (1..).zip(["ada", "ada-2", "ada-3"]) {
            let new = NewAccount::parse("Ada", &format!("ada{n}@example.com"), PASSWORD, "");
            let token = accounts.sign_up(new.expect("a form"), &device()).await.expect("she joins");
            assert_eq!(holder(&accounts, &token).await.expect("signed in").handle, handle);
        }
    }

    async fn an_unused_session_ends_after_thirty_days(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let token = sign_up(&accounts).await;
        house.clock.pass(30 * DAY - 1);
        assert!(holder(&accounts, &token).await.is_some());
        used_now(&accounts, &token).await;
        house.clock.pass(30 * DAY);
        assert!(holder(&accounts, &token).await.is_none());
    }

    async fn a_used_session_lives_on_but_no_longer_than_half_a_year(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let token = sign_up(&accounts).await;
        for _ in 0..8 {
            house.clock.pass(20 * DAY);
            used_now(&accounts, &token).await;
        }
        house.clock.pass(20 * DAY - 1);
        assert!(holder(&accounts, &token).await.is_some(), "179 days");
        house.clock.pass(1);
        assert!(holder(&accounts, &token).await.is_none(), "180 days");
    }

    async fn use_is_noted_every_five_minutes_at_most(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let token = sign_up(&accounts).await;
        let ines = holder(&accounts, &token).await.expect("signed in");
        let began = house.ctx.now();
        house.clock.pass(HOUR / 12 - 1);
        holder(&accounts, &token).await;
        house.clock.pass(1);
        used_now(&accounts, &token).await;
        let listed = accounts.sessions(&ines, &token).await.expect("a list");
        assert_eq!(listed[0].seen, began + HOUR / 12);
    }

    async fn a_suspended_member_is_a_visitor_at_once(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let token = sign_up(&accounts).await;
        let ines = holder(&accounts, &token).await.expect("signed in");
        house.suspend(&ines).await;
        assert_eq!(accounts.viewer(Some(&token)).await, Ok(Viewer::Visitor));
        let refused = Err(wrong("password", FieldError::WrongPassword));
        assert_eq!(sign_in(&accounts, "eight planks of oak").await, refused);
        let Err(AppError::Suspended(told)) = sign_in(&accounts, PASSWORD).await else {
            panic!("whoever knows the password is told why it opens nothing");
        };
        assert_eq!(told.cause.words, "The same advert five times.");
    }

    async fn an_invitation_makes_an_employee_of_its_department(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let invitations = InvitationsService::new(house.ctx.clone());
        let invitation = NewInvitation::parse("Ines", "product").expect("a form");
        let link = invitations.invite(&ada, invitation).await.expect("a link");
        let accounts = accounts(&house);
        let token = accounts.sign_up(invited(&link), &device()).await.expect("she joins");
        let ines = holder(&accounts, &token).await.expect("signed in");
        assert_eq!(ines.kind, Kind::Employee);
        assert_eq!(ines.department, house.employee("Bo", "product").await.department);
    }

    async fn a_link_that_does_not_work_makes_no_member(house: House) {
        let accounts = accounts(&house);
        let refused = accounts.sign_up(invited("no such link"), &device()).await;
        assert_eq!(refused, Err(AppError::NotFound(Noun::Link)));
        let members: i64 = one!(db &house.ctx.db, i64, "SELECT COUNT(*) FROM members").expect("a count");
        assert_eq!(members, 0);
    }

    async fn one_invitation_makes_one_employee_however_many_bring_it(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let invitations = InvitationsService::new(house.ctx.clone());
        let invitation = NewInvitation::parse("", "").expect("a form");
        let link = invitations.invite(&ada, invitation).await.expect("a link");
        let accounts = accounts(&house);
        let device = device();
        let people = (0..8).map(|n| {
            let email = Email::parse(&format!("p{n}@example.com")).expect("an address");
            accounts.sign_up(NewAccount { email, ..invited(&link) }, &device)
        });
        let results: Vec<Outcome<_>> = futures::future::join_all(people).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        let members: i64 = one!(db &house.ctx.db, i64, "SELECT COUNT(*) FROM members").expect("a count");
        assert_eq!(members, 2, "Ada and one more");
    }

    async fn sessions_that_are_over_are_swept(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        sign_up(&accounts).await;
        house.clock.pass(20 * DAY);
        let token = sign_in(&accounts, PASSWORD).await.expect("signed in");
        house.clock.pass(10 * DAY);
        assert_eq!(crate::accounts::sweep(&house.ctx).await, Ok(1));
        assert!(holder(&accounts, &token).await.is_some());
    }
}

fn invited(link: &str) -> NewAccount {
    NewAccount {
        invitation: Some(link.to_owned()),
        ..form("Ines Duarte")
    }
}

/// Opens a page and waits until the use of the session is noted, which happens
/// beside the page.
async fn used_now(accounts: &AccountsService, token: &SessionToken) {
    let actor = holder(accounts, token).await.expect("signed in");
    let noted = async {
        loop {
            let listed = accounts.sessions(&actor, token).await.expect("a list");
            if listed
                .iter()
                .any(|s| s.current && s.seen == accounts.ctx.now())
            {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    let patience = std::time::Duration::from_secs(20);
    tokio::time::timeout(patience, noted)
        .await
        .expect("the use is noted");
}
