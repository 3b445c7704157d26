//! The organisation, its departments and its boards.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::accounts::Viewer;
use crate::admin::{Accent, Logo, SignUp};
use crate::launch::LaunchRule;
use crate::policy;
use crate::words;

words! {
    /// Who may see a board and everything on it.
    Visibility {
        /// Everyone, visitors included.
        Public = "public",
        /// Employees only.
        Employees = "employees",
    }
}

/// A part of the organisation that ideas are addressed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Its number.
    pub id: i64,
    /// The word in URLs and forms.
    pub slug: String,
    /// The name people see.
    pub name: String,
    /// Not offered for new ideas and new people any more.
    pub retired: bool,
}

/// A board, as linked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRef {
    /// The word in URLs and forms.
    pub slug: String,
    /// The name people see.
    pub name: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// Takes no new ideas any more.
    pub closed: bool,
}

/// A board with its purpose and rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// Its number.
    pub id: i64,
    /// Slug, name and visibility.
    pub board: BoardRef,
    /// What the board is for, one or two sentences.
    pub purpose: String,
    /// What a team here needs to launch.
    pub rule: LaunchRule,
}

/// What every page shows around its content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The organisation's name; empty before set-up.
    pub organisation: String,
    /// IANA name of the zone that times are shown in.
    pub time_zone: String,
    /// The boards this viewer may see, in their order, closed ones included.
    pub boards: Vec<BoardRef>,
    /// Every department, in its order, retired ones included.
    pub departments: Vec<Department>,
    /// What visitors read on top of the board: markup made from Markdown.
    pub welcome: String,
    /// Who may make an account.
    pub sign_up: SignUp,
    /// The leading colour.
    pub accent: Accent,
    /// The organisation's mark.
    pub logo: Option<Logo>,
}

impl Site {
    /// Whether nobody has set up this installation yet, so there is nothing to
    /// show but where that is done.
    pub fn waits(&self) -> bool {
        self.organisation.is_empty()
    }

    /// The boards that take new ideas.
    pub fn open_boards(&self) -> impl Iterator<Item = &BoardRef> {
        self.boards.iter().filter(|board| !board.closed)
    }

    /// The boards that take new ideas grown from one of this visibility.
    pub fn fork_boards(&self, original: Visibility) -> impl Iterator<Item = &BoardRef> {
        self.open_boards()
            .filter(move |board| policy::may_hold_fork(original, board.visibility))
    }

    /// The departments offered in a form, and the one it names already.
    pub fn offered(&self, named: Option<&str>) -> impl Iterator<Item = &Department> {
        self.departments.iter().filter(move |department| {
            !department.retired || Some(department.slug.as_str()) == named
        })
    }
}

/// Looking up the organisation's shape.
#[async_trait]
pub trait Boards: Send + Sync {
    /// Name, boards and departments, as this viewer may see them.
    async fn site(&self, viewer: &Viewer) -> Outcome<Site>;
    /// A board by its slug; the first board when none is named.
    async fn board(&self, viewer: &Viewer, slug: Option<&str>) -> Outcome<Board>;
}
