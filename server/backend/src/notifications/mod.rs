//! Notices, written in the transaction that causes them.

use domain::Timestamp;
use domain::accounts::MemberId;
use domain::notifications::NoticeKind;

use crate::db::{Fault, Tx};

/// A notice to write.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    /// What it is about.
    pub(crate) kind: NoticeKind,
    /// Whose doing it was; never told to themself.
    pub(crate) by: Option<MemberId>,
    /// The idea concerned.
    pub(crate) idea: i64,
    /// The team concerned.
    pub(crate) team: Option<i64>,
    /// The comment concerned.
    pub(crate) comment: Option<i64>,
    /// The skill of the seat concerned.
    pub(crate) seat: Option<String>,
}

/// Tells these members, each once, in ascending order (so that two commands
/// never wait for each other), and raises their count of unread notices.
pub(crate) async fn notify(
    _tx: &mut Tx<'_>,
    _to: &[MemberId],
    _notice: &Notice,
    _at: Timestamp,
) -> Result<(), Fault> {
    todo!()
}
