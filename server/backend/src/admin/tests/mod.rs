//! What the administration promises, on both engines.

mod boards;
mod departments;
mod members;
mod settings;
mod system;
mod topics;

use domain::accounts::{Actor, Device, Kind, Role};
use domain::admin::Admin;
use domain::limits::ClientAddress;
use domain::{AppError, Denied, Outcome};

use super::AdminService;
use crate::db::{all, one};
use crate::testing::House;

/// The parts of the administration on this house.
fn admin(house: &House) -> Admin {
    AdminService::new(house.ctx.clone()).parts()
}

/// Whatever it was: refused, because it is for admins.
fn refused<T: std::fmt::Debug>(done: Outcome<T>) {
    let error = done.expect_err("only admins may");
    assert_eq!(error, AppError::Denied(Denied::NotYours));
}

/// A member of every other role, none of whom may administer anything.
async fn outsiders(house: &House) -> Vec<Actor> {
    vec![
        house.customer("Ines").await,
        house.employee("Jun", "service").await,
        house
            .member("Sol", Kind::Employee, Role::Steward, Some("service"))
            .await,
        house
            .member("Mo", Kind::Employee, Role::Moderator, None)
            .await,
    ]
}

/// A browser on this machine.
fn device() -> Device {
    Device {
        agent: "a browser".to_owned(),
        address: ClientAddress::LOCAL,
    }
}

/// Kinds and details of what the audit log holds, oldest first.
async fn log(house: &House) -> Vec<(String, String)> {
    let sql = "SELECT kind, detail FROM events WHERE audit = 1 ORDER BY id";
    all!(db & house.ctx.db, (String, String), sql).expect("the log")
}

/// The kinds alone.
async fn deeds(house: &House) -> Vec<String> {
    log(house).await.into_iter().map(|(kind, _)| kind).collect()
}

/// How many unread notices the bell shows a member.
async fn unread(house: &House, member: &Actor) -> i64 {
    let sql = "SELECT unread FROM members WHERE id = $1";
    one!(db & house.ctx.db, i64, sql, member.id).expect("a member")
}

#[test]
fn a_thing_moves_by_one_place_and_stays_at_the_ends() {
    use domain::admin::Way;

    use super::stepped;

    assert_eq!(stepped(&[1, 2, 3], 2, Way::Up), Some(vec![2, 1, 3]));
    assert_eq!(stepped(&[1, 2, 3], 2, Way::Down), Some(vec![1, 3, 2]));
    assert_eq!(stepped(&[1, 2, 3], 1, Way::Up), None);
    assert_eq!(stepped(&[1, 2, 3], 3, Way::Down), None);
    assert_eq!(stepped(&[1, 2, 3], 4, Way::Up), None);
}
