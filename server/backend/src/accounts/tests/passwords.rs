//! Changing a password, ending sessions, and what is never written down.

use domain::Noun;
use domain::time::DAY;

use super::*;
use crate::accounts::admin;
use crate::db::{all, one};
use crate::testing::contract;

const NEW: &str = "eight chairs of ash";

fn new() -> Password {
    Password::parse(NEW).expect("long enough")
}

contract! {
    async fn a_changed_password_ends_every_other_session(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let old = sign_up(&accounts).await;
        let here = sign_in(&accounts, PASSWORD).await.expect("signed in");
        let ines = holder(&accounts, &here).await.expect("signed in");
        let current = Password::claimed(PASSWORD);
        accounts.change_password(&ines, &here, &current, new()).await.expect("changed");
        assert!(holder(&accounts, &here).await.is_some());
        assert!(holder(&accounts, &old).await.is_none());
        assert!(sign_in(&accounts, PASSWORD).await.is_err());
        assert!(sign_in(&accounts, NEW).await.is_ok());
    }

    async fn a_password_is_changed_by_whoever_knows_it(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let token = sign_up(&accounts).await;
        let ines = holder(&accounts, &token).await.expect("signed in");
        let guess = Password::claimed("a guess of somebody");
        let refused = accounts.change_password(&ines, &token, &guess, new()).await;
        assert_eq!(refused, Err(wrong("current", FieldError::NotYourPassword)));
        let current = Password::claimed(PASSWORD);
        let weak = Password::parse("ines-duarte").expect("long enough");
        let refused = accounts.change_password(&ines, &token, &current, weak).await;
        assert_eq!(refused, Err(wrong("password", FieldError::Guessable)));
    }

    async fn sessions_are_listed_and_ended_one_by_one(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let here = sign_up(&accounts).await;
        house.clock.pass(DAY);
        let there = sign_in(&accounts, PASSWORD).await.expect("signed in");
        let ines = holder(&accounts, &there).await.expect("signed in");
        let listed = accounts.sessions(&ines, &here).await.expect("a list");
        let current: Vec<bool> = listed.iter().map(|session| session.current).collect();
        assert_eq!(current, [false, true], "newest use first");
        assert_eq!(listed[0].agent, device().agent);
        let bo = house.customer("Bo").await;
        let refused = accounts.end_session(&bo, listed[0].id).await;
        assert_eq!(refused, Err(AppError::NotFound(Noun::Session)), "not his");
        accounts.end_session(&ines, listed[0].id).await.expect("ended");
        assert!(holder(&accounts, &there).await.is_none());
    }

    async fn a_reset_link_works_once_and_signs_out_everywhere(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let token = sign_up(&accounts).await;
        let link = admin::reset_link(&house.ctx, "ines@example.com").await.expect("a link");
        let weak = Password::parse("1234567890").expect("long enough");
        let refused = accounts.reset_password(&link, weak).await;
        assert_eq!(refused, Err(wrong("password", FieldError::Guessable)), "and the link still works");
        accounts.reset_password(&link, new()).await.expect("reset");
        assert!(holder(&accounts, &token).await.is_none());
        assert!(sign_in(&accounts, NEW).await.is_ok());
        let again = accounts.reset_password(&link, new()).await;
        assert_eq!(again, Err(AppError::NotFound(Noun::Link)));
    }

    async fn a_reset_link_works_for_a_day_and_only_the_newest(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        sign_up(&accounts).await;
        let gone = Err(AppError::NotFound(Noun::Link));
        let first = admin::reset_link(&house.ctx, "ines@example.com").await.expect("a link");
        let second = admin::reset_link(&house.ctx, "ines@example.com").await.expect("a link");
        assert_eq!(accounts.reset_password(&first, new()).await, gone);
        house.clock.pass(DAY);
        assert_eq!(accounts.reset_password(&second, new()).await, gone);
    }

    async fn no_secret_is_written_down(house: House) {
        house.organisation().await;
        let accounts = accounts(&house);
        let token = sign_up(&accounts).await;
        let ines = holder(&accounts, &token).await.expect("signed in");
        let current = Password::claimed(PASSWORD);
        accounts.change_password(&ines, &token, &current, new()).await.expect("changed");
        let link = admin::reset_link(&house.ctx, "ines@example.com").await.expect("a link");
        let trail: Vec<(String, String)> = all!(db &house.ctx.db, (String, String), "SELECT kind, detail FROM events").expect("the trail");
        assert!(trail.iter().any(|(kind, _)| kind == "password.changed"));
        let hash: String = one!(db &house.ctx.db, String, "SELECT password_hash FROM members").expect("the hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let trail = format!("{trail:?}");
        for secret in [PASSWORD, NEW, hash.as_str(), token.0.as_str(), link.as_str()] {
            assert!(!trail.contains(secret));
        }
        for stored in ["SELECT token_hash FROM sessions", "SELECT token_hash FROM links"] {
            let kept: Vec<u8> = one!(db &house.ctx.db, Vec<u8>, stored).expect("the hash");
            assert_eq!(kept.len(), 32);
            assert_ne!(crate::secret::hex(&kept), token.0);
            assert_ne!(crate::secret::hex(&kept), link);
        }
    }
}
