//! Ideas.

use domain::Timestamp;
use domain::boards::Visibility;
use domain::ideas::IdeaRef;
use domain::ranking::Warmth;
use domain::stage::Stage;

use crate::db::{Fault, Tx};

/// What other features need to know of an idea before they touch it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// Number, slug and title.
    pub(crate) idea: IdeaRef,
    /// Its board.
    pub(crate) board: i64,
    /// Who may see it.
    pub(crate) visibility: Visibility,
    /// Who posted it.
    pub(crate) author: i64,
    /// Its stage.
    pub(crate) stage: Stage,
    /// Supporters, the author included.
    pub(crate) support: i64,
}

/// Looks an idea up inside a command; fails with not found.
pub(crate) async fn known(_tx: &mut Tx<'_>, _idea: i64) -> Result<Known, Fault> {
    todo!()
}

/// Adds an event's warmth to the idea's score (stored day sums included).
pub(crate) async fn warm(
    _tx: &mut Tx<'_>,
    _idea: i64,
    _what: Warmth,
    _at: Timestamp,
) -> Result<(), Fault> {
    todo!()
}

/// Takes back the warmth of an event that was added at that time.
pub(crate) async fn cool(
    _tx: &mut Tx<'_>,
    _idea: i64,
    _what: Warmth,
    _at: Timestamp,
) -> Result<(), Fault> {
    todo!()
}

/// Derives the idea's stage, launch time and open seats anew from its teams
/// and withdrawal; every command that changes one of those calls this.
pub(crate) async fn restage(_tx: &mut Tx<'_>, _idea: i64) -> Result<(), Fault> {
    todo!()
}
