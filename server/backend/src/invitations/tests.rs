//! What invitations promise, on both engines. How a link makes an employee at
//! sign-up is with the accounts.

use domain::accounts::PersonRef;
use domain::time::DAY;
use domain::{AppError, Denied, FieldError, FieldErrors};

use super::*;
use crate::db::one;
use crate::testing::{House, contract};

fn gone<T>() -> Outcome<T> {
    Err(AppError::NotFound(Noun::Link))
}

async fn invite(house: &House, by: &Actor, department: &str) -> String {
    let service = InvitationsService::new(house.ctx.clone());
    let new = NewInvitation::parse("The new joiner", department).expect("a form");
    service.invite(by, new).await.expect("a link")
}

async fn kind_of(house: &House, member: &Actor) -> String {
    const KIND: &str = "SELECT kind FROM members WHERE id = $1";
    one!(db & house.ctx.db, String, KIND, member.id).expect("a member")
}

contract! {
    async fn a_member_who_accepts_is_an_employee(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let ines = house.customer("Ines").await;
        let service = InvitationsService::new(house.ctx.clone());
        let link = invite(&house, &ada, "sales").await;
        service.check(&link).await.expect("it works");
        service.accept(&ines, &link).await.expect("accepted");
        assert_eq!(kind_of(&house, &ines).await, "employee");
        assert_eq!(service.check(&link).await, gone());
        let listed = service.list(&ada).await.expect("a list");
        assert_eq!(listed[0].department.as_deref(), Some("Sales"));
        let now = PersonRef { name: "Ines".into(), handle: "ines".into(), kind: Kind::Employee };
        assert_eq!(listed[0].used_by, Some(now));
    }

    async fn one_link_makes_one_employee(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let link = invite(&house, &ada, "").await;
        let service = InvitationsService::new(house.ctx.clone());
        let mut people = Vec::new();
        for n in 0..10 {
            people.push(house.customer(&format!("Customer {n}")).await);
        }
        let takers = people.iter().map(|member| service.accept(member, &link));
        let results = futures::future::join_all(takers).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
        assert_eq!(results.iter().filter(|result| **result == gone()).count(), 9, "{results:?}");
    }

    async fn links_end_after_thirty_days_or_when_withdrawn(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let ines = house.customer("Ines").await;
        let service = InvitationsService::new(house.ctx.clone());
        let link = invite(&house, &ada, "").await;
        let id = service.list(&ada).await.expect("a list")[0].id;
        service.withdraw(&ada, id).await.expect("withdrawn");
        assert_eq!(service.accept(&ines, &link).await, gone());
        assert_eq!(service.withdraw(&ada, id).await, gone(), "once");
        let link = invite(&house, &ada, "").await;
        house.clock.pass(INVITATION_DAYS * DAY);
        assert_eq!(service.check(&link).await, gone());
        assert_eq!(service.accept(&ines, &link).await, gone());
        assert_eq!(kind_of(&house, &ines).await, "customer");
    }

    async fn admins_invite_and_nobody_else(house: House) {
        house.organisation().await;
        let bo = house.employee("Bo", "sales").await;
        let service = InvitationsService::new(house.ctx.clone());
        let new = NewInvitation::parse("", "").expect("a form");
        let denied = AppError::Denied(Denied::NotYours);
        assert_eq!(service.invite(&bo, new).await, Err(denied.clone()));
        assert_eq!(service.list(&bo).await, Err(denied.clone()));
        assert_eq!(service.withdraw(&bo, 1).await, Err(denied));
    }

    async fn employees_and_unknown_departments_are_turned_away(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let bo = house.employee("Bo", "sales").await;
        let service = InvitationsService::new(house.ctx.clone());
        let link = invite(&house, &ada, "").await;
        assert_eq!(service.accept(&bo, &link).await, Err(Conflict::AlreadyEmployee.into()));
        service.check(&link).await.expect("the link is not used up");
        let new = NewInvitation::parse("", "marketing").expect("a form");
        let unknown = FieldErrors::one("department", FieldError::NotOffered);
        assert_eq!(service.invite(&ada, new).await, Err(unknown.into()));
    }
}
