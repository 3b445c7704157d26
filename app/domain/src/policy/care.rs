//! Who cares for what: hiding, closing, suspending, and who still sees what is
//! hidden.

use super::see;
use crate::accounts::{Actor, MemberId, Role, Viewer};
use crate::boards::Visibility;
use crate::{AppError, Conflict, Denied, Noun};

/// What decides who may know of an idea, or of a comment on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// Of its board.
    pub visibility: Visibility,
    /// Who wrote it.
    pub author: MemberId,
    /// The idea's department.
    pub department: Option<i64>,
    /// Whether it is hidden.
    pub hidden: bool,
}

/// How far somebody's care reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// They care for nothing.
    Nothing,
    /// Ideas of this department, and those without one.
    Department(Option<i64>),
    /// Everything.
    Everything,
}

impl Reach {
    /// Whether an idea of this department is within it.
    pub fn covers(self, department: Option<i64>) -> bool {
        match self {
            Self::Nothing => false,
            Self::Department(own) => department.is_none() || department == own,
            Self::Everything => true,
        }
    }
}

/// Stewards care for their department and for what has none; moderators and
/// admins for everything.
pub const fn reach(actor: &Actor) -> Reach {
    match actor.role {
        Role::Member => Reach::Nothing,
        Role::Steward => Reach::Department(actor.department),
        Role::Moderator | Role::Admin => Reach::Everything,
    }
}

/// [`reach`] of whoever looks.
pub fn reach_of(viewer: &Viewer) -> Reach {
    viewer.actor().map_or(Reach::Nothing, reach)
}

/// Seeing an idea or a comment: what is hidden is there for its author and for
/// care people, and for nobody else.
pub fn see_exposed(viewer: &Viewer, exposure: &Exposure, noun: Noun) -> Result<(), AppError> {
    see(viewer, exposure.visibility, noun)?;
    let own = viewer.id() == exposure.author;
    if !exposure.hidden || own || reach_of(viewer).covers(exposure.department) {
        Ok(())
    } else {
        Err(AppError::NotFound(noun))
    }
}

/// Taking part in what belongs to an idea: whoever sees it, unless it is hidden
/// (it rests, for its author too) or locked.
pub fn take_part_in(
    actor: &Actor,
    exposure: &Exposure,
    locked: bool,
    noun: Noun,
) -> Result<(), AppError> {
    see_exposed(&Viewer::Member(actor.clone()), exposure, noun)?;
    if exposure.hidden {
        Err(Conflict::IdeaHidden.into())
    } else if locked {
        Err(Conflict::IdeaLocked.into())
    } else {
        Ok(())
    }
}

/// The page of care: whoever's care reaches anything.
pub fn care(actor: &Actor) -> Result<(), Denied> {
    allowed(reach(actor) != Reach::Nothing)
}

/// Hiding, restoring, locking and unlocking: care people within their reach,
/// and nobody where they are the author.
pub fn care_for(actor: &Actor, exposure: &Exposure) -> Result<(), Denied> {
    allowed(reach(actor).covers(exposure.department))?;
    not_own(actor, exposure.author)
}

/// Taking away what stands beside a team's work, at any time: moderators and admins.
pub fn tidy_team(actor: &Actor) -> Result<(), Denied> {
    allowed(reach(actor) == Reach::Everything)
}

/// Knowing who is suspended, and why: moderators and admins.
pub fn sees_suspensions(viewer: &Viewer) -> bool {
    reach_of(viewer) == Reach::Everything
}

/// Suspending a member of this role, and lifting it: moderators where it is an
/// ordinary member, admins whoever it is; nobody themself.
pub fn suspend(actor: &Actor, member: MemberId, role: Role) -> Result<(), Denied> {
    let over = match actor.role {
        Role::Admin => true,
        Role::Moderator => role == Role::Member,
        Role::Member | Role::Steward => false,
    };
    if reach(actor) == Reach::Everything {
        not_own(actor, member)?;
    }
    allowed(over)
}

/// Nobody judges their own.
fn not_own(actor: &Actor, whose: MemberId) -> Result<(), Denied> {
    if actor.id == whose {
        Err(Denied::OwnThing)
    } else {
        Ok(())
    }
}

fn allowed(allowed: bool) -> Result<(), Denied> {
    if allowed {
        Ok(())
    } else {
        Err(Denied::NotYours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Kind;

    const AUTHOR: MemberId = 3;
    const SERVICE: i64 = 1;
    const SALES: i64 = 2;

    fn actor(id: MemberId, role: Role, department: Option<i64>) -> Actor {
        Actor {
            id,
            display_name: "Mo".into(),
            handle: "mo".into(),
            kind: Kind::Employee,
            department,
            role,
            unread: 0,
        }
    }

    fn of(department: Option<i64>) -> Exposure {
        Exposure {
            visibility: Visibility::Public,
            author: AUTHOR,
            department,
            hidden: true,
        }
    }

    #[test]
    fn care_reaches_as_far_as_the_role() {
        // Role, own department; then: the same department's, another's, nobody's.
        let table = [
            (Role::Member, Some(SERVICE), [false, false, false]),
            (Role::Steward, Some(SERVICE), [true, false, true]),
            (Role::Steward, None, [false, false, true]),
            (Role::Moderator, Some(SERVICE), [true, true, true]),
            (Role::Admin, None, [true, true, true]),
        ];
        for (role, department, expected) in table {
            let actor = actor(7, role, department);
            let things = [of(Some(SERVICE)), of(Some(SALES)), of(None)];
            let cares = things.map(|thing| care_for(&actor, &thing).is_ok());
            assert_eq!(cares, expected, "{role:?} of {department:?}");
            let viewer = Viewer::Member(actor.clone());
            let sees = things.map(|thing| see_exposed(&viewer, &thing, Noun::Idea).is_ok());
            assert_eq!(
                sees, expected,
                "{role:?} of {department:?} sees what is hidden"
            );
            assert_eq!(care(&actor).is_ok(), role != Role::Member);
        }
    }

    #[test]
    fn authors_see_their_hidden_things_and_never_judge_them() {
        for role in Role::ALL {
            let author = actor(AUTHOR, *role, Some(SERVICE));
            let why = match role {
                Role::Member => Denied::NotYours,
                _ => Denied::OwnThing,
            };
            let judged = care_for(&author, &of(Some(SERVICE)));
            assert_eq!(judged, Err(why), "{role:?}");
            let viewer = Viewer::Member(author);
            assert_eq!(see_exposed(&viewer, &of(Some(SALES)), Noun::Idea), Ok(()));
        }
    }

    #[test]
    fn what_is_hidden_is_not_found_by_others() {
        let visitor = see_exposed(&Viewer::Visitor, &of(None), Noun::Idea);
        assert_eq!(visitor, Err(AppError::NotFound(Noun::Idea)));
        let shown = Exposure {
            hidden: false,
            ..of(None)
        };
        assert_eq!(see_exposed(&Viewer::Visitor, &shown, Noun::Idea), Ok(()));
    }

    #[test]
    fn nobody_takes_part_in_what_is_hidden_or_locked() {
        let shown = Exposure {
            hidden: false,
            ..of(None)
        };
        let member = actor(7, Role::Member, None);
        let part = |actor: &Actor, exposure: Exposure, locked| {
            take_part_in(actor, &exposure, locked, Noun::Idea)
        };
        assert_eq!(part(&member, shown, false), Ok(()));
        let locked = Err(AppError::Conflict(Conflict::IdeaLocked));
        assert_eq!(part(&member, shown, true), locked);
        let not_found = Err(AppError::NotFound(Noun::Idea));
        assert_eq!(part(&member, of(None), true), not_found);
        let hidden = Err(AppError::Conflict(Conflict::IdeaHidden));
        for (id, role) in [(AUTHOR, Role::Member), (7, Role::Moderator)] {
            assert_eq!(part(&actor(id, role, None), of(None), false), hidden);
        }
    }

    #[test]
    fn care_does_not_open_boards_for_employees() {
        let mut moderator = actor(7, Role::Moderator, None);
        moderator.kind = Kind::Customer;
        let inside = Exposure {
            visibility: Visibility::Employees,
            ..of(None)
        };
        let seen = see_exposed(&Viewer::Member(moderator), &inside, Noun::Idea);
        assert_eq!(seen, Err(AppError::NotFound(Noun::Idea)));
    }

    #[test]
    fn suspending_takes_a_role_above_and_is_never_done_to_oneself() {
        // Who; then: a member, a steward, a moderator, an admin.
        let table = [
            (Role::Member, [false, false, false, false]),
            (Role::Steward, [false, false, false, false]),
            (Role::Moderator, [true, false, false, false]),
            (Role::Admin, [true, true, true, true]),
        ];
        for (role, expected) in table {
            let by = actor(7, role, None);
            let may = [Role::Member, Role::Steward, Role::Moderator, Role::Admin]
                .map(|target| suspend(&by, 8, target).is_ok());
            assert_eq!(may, expected, "{role:?}");
            let why = match role {
                Role::Moderator | Role::Admin => Denied::OwnThing,
                _ => Denied::NotYours,
            };
            assert_eq!(suspend(&by, 7, Role::Member), Err(why));
            let knows = sees_suspensions(&Viewer::Member(by));
            assert_eq!(knows, matches!(role, Role::Moderator | Role::Admin));
        }
    }
}
