//! Accounts from the command line.

use domain::accounts::{Kind, Role};
use domain::{Conflict, Noun};

use super::*;
use crate::accounts::admin;
use crate::testing::contract;

contract! {
    async fn a_member_made_by_hand_signs_in(house: House) {
        let made = admin::create(
            &house.ctx, "Ines Duarte", "ines@example.com", PASSWORD, Kind::Employee, Role::Steward,
        );
        assert_eq!(made.await, Ok("ines-duarte".to_owned()));
        let accounts = accounts(&house);
        let token = sign_in(&accounts, PASSWORD).await.expect("the password fits");
        let ines = holder(&accounts, &token).await.expect("signed in");
        assert_eq!((ines.kind, ines.role), (Kind::Employee, Role::Steward));
    }

    async fn what_is_made_by_hand_is_checked_like_a_form(house: House) {
        let weak = admin::create(
            &house.ctx, "Ines", "ines@example.com", "1234567890", Kind::Customer, Role::Member,
        );
        assert_eq!(weak.await, Err(wrong("password", FieldError::Guessable)));
        let no_address = admin::create(
            &house.ctx, "Ines", "ines", PASSWORD, Kind::Customer, Role::Member,
        );
        assert_eq!(no_address.await, Err(wrong("email", FieldError::NotAnEmail)));
    }

    async fn the_last_admin_stays(house: House) {
        house.admin("Ada").await;
        let step_down = || admin::promote(&house.ctx, "ada@example.com", Role::Member);
        assert_eq!(step_down().await, Err(Conflict::LastAdmin.into()));
        house.customer("Bo").await;
        let nobody = admin::promote(&house.ctx, "nobody@example.com", Role::Admin).await;
        assert_eq!(nobody, Err(AppError::NotFound(Noun::Person)));
        admin::promote(&house.ctx, "BO@example.com", Role::Admin).await.expect("Bo runs it too");
        step_down().await.expect("Bo is there");
    }

    async fn two_admins_who_step_down_at_once_leave_one(house: House) {
        house.admin("Ada").await;
        house.admin("Bo").await;
        let both = ["ada@example.com", "bo@example.com"].map(|email| {
            let ctx = house.ctx.clone();
            tokio::spawn(async move { admin::promote(&ctx, email, Role::Member).await })
        });
        let results = futures::future::join_all(both).await;
        let gone = results.iter().filter(|result| matches!(result, Ok(Ok(())))).count();
        assert_eq!(gone, 1, "{results:?}");
    }
}
