//! Teams.

use domain::Timestamp;
use domain::accounts::MemberId;

use crate::db::{Fault, Tx};

/// Asks the launch rule for every gathering team of an idea; every command
/// that changes one of its inputs calls this. Teams whose last condition
/// turned true launch here and now.
pub(crate) async fn reconsider(_tx: &mut Tx<'_>, _idea: i64, _now: Timestamp) -> Result<(), Fault> {
    todo!()
}

/// Asks the launch rule for every gathering team this member holds a seat on:
/// after a change of kind, department or reliability.
pub(crate) async fn reconsider_member(
    _tx: &mut Tx<'_>,
    _member: MemberId,
    _now: Timestamp,
) -> Result<(), Fault> {
    todo!()
}
