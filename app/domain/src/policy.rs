//! Every permission, as a pure function. Default deny: what no function here
//! allows is not allowed.

mod care;

use crate::accounts::{Actor, Kind, MemberId, Role, Viewer};
use crate::boards::Visibility;
use crate::{AppError, Denied, Noun};

pub use care::{
    Exposure, Reach, care, care_for, reach, reach_of, see_exposed, sees_suspensions, suspend,
    take_part_in,
};

/// Whether the viewer may know of what is on a board of this visibility.
pub fn sees(viewer: &Viewer, visibility: Visibility) -> bool {
    match (visibility, viewer) {
        (Visibility::Public, _) => true,
        (Visibility::Employees, Viewer::Member(actor)) => actor.kind == Kind::Employee,
        (Visibility::Employees, Viewer::Visitor) => false,
    }
}

/// Seeing a thing on a board. What may not be seen is not found, so that
/// nobody learns that it exists.
pub fn see(viewer: &Viewer, visibility: Visibility, noun: Noun) -> Result<(), AppError> {
    if sees(viewer, visibility) {
        Ok(())
    } else {
        Err(AppError::NotFound(noun))
    }
}

/// Taking part (post, vote, comment, start a team, take a seat) on a board:
/// whoever may see it and is signed in.
pub fn take_part(actor: &Actor, visibility: Visibility, noun: Noun) -> Result<(), AppError> {
    see(&Viewer::Member(actor.clone()), visibility, noun)
}

/// Changing what one wrote: its author only.
pub fn edit(actor: &Actor, author: MemberId) -> Result<(), Denied> {
    own(actor, author)
}

/// Withdrawing an idea: its author only.
pub fn withdraw(actor: &Actor, author: MemberId) -> Result<(), Denied> {
    own(actor, author)
}

/// Deleting a comment: its author, or whoever cares for the tone.
pub fn delete_comment(actor: &Actor, author: MemberId) -> Result<(), Denied> {
    if matches!(actor.role, Role::Moderator | Role::Admin) {
        Ok(())
    } else {
        own(actor, author)
    }
}

/// Changing what a gathering team agrees on (charter, seats): whoever
/// leads it, and whoever sits in it.
pub fn shape_team(actor: &Actor, lead: MemberId, seated: bool) -> Result<(), Denied> {
    if seated {
        return Ok(());
    }
    own(actor, lead)
}

/// Asking somebody in a seat whether they are still there: whoever leads the
/// team, and whoever sits in it.
pub fn nudge(actor: &Actor, lead: MemberId, seated: bool) -> Result<(), Denied> {
    shape_team(actor, lead, seated)
}

/// Working in a launched team (milestones, tasks, updates, links): whoever leads
/// it, and whoever sits in it.
pub fn work(actor: &Actor, lead: MemberId, seated: bool) -> Result<(), Denied> {
    shape_team(actor, lead, seated)
}

/// Running a gathering team (release a pledger, extend it, end it, hand it over): whoever
/// leads it.
pub fn run_team(actor: &Actor, lead: MemberId) -> Result<(), Denied> {
    own(actor, lead)
}

/// Writing, listing and withdrawing invitations: admins.
pub fn invite(actor: &Actor) -> Result<(), Denied> {
    administer(actor)
}

/// Running the installation (members, departments, boards, topics, settings,
/// jobs, system): admins.
pub fn administer(actor: &Actor) -> Result<(), Denied> {
    if actor.role == Role::Admin {
        Ok(())
    } else {
        Err(Denied::NotYours)
    }
}

fn own(actor: &Actor, owner: MemberId) -> Result<(), Denied> {
    if actor.id == owner {
        Ok(())
    } else {
        Err(Denied::NotYours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(kind: Kind, role: Role) -> Actor {
        Actor {
            id: 7,
            display_name: "Ines".into(),
            handle: "ines".into(),
            kind,
            department: None,
            role,
            unread: 0,
        }
    }

    #[test]
    fn boards_for_employees_show_to_employees_only() {
        let employee = Viewer::Member(actor(Kind::Employee, Role::Member));
        let customer = Viewer::Member(actor(Kind::Customer, Role::Admin));
        assert!(sees(&employee, Visibility::Employees));
        assert!(!sees(&customer, Visibility::Employees));
        assert!(!sees(&Viewer::Visitor, Visibility::Employees));
        assert!(sees(&Viewer::Visitor, Visibility::Public));
        assert_eq!(
            see(&customer, Visibility::Employees, Noun::Idea),
            Err(AppError::NotFound(Noun::Idea)),
        );
    }

    #[test]
    fn words_belong_to_their_author_whatever_the_role() {
        for role in Role::ALL {
            let actor = actor(Kind::Employee, *role);
            assert_eq!(edit(&actor, 7), Ok(()));
            assert_eq!(edit(&actor, 8), Err(Denied::NotYours));
            assert_eq!(withdraw(&actor, 8), Err(Denied::NotYours));
            assert_eq!(run_team(&actor, 8), Err(Denied::NotYours));
            assert_eq!(shape_team(&actor, 8, false), Err(Denied::NotYours));
            assert_eq!(shape_team(&actor, 8, true), Ok(()));
            assert_eq!(shape_team(&actor, 7, false), Ok(()));
        }
    }

    #[test]
    fn others_comments_are_deleted_by_moderators_and_admins_only() {
        for role in Role::ALL {
            let allowed = matches!(role, Role::Moderator | Role::Admin);
            assert_eq!(
                delete_comment(&actor(Kind::Employee, *role), 8).is_ok(),
                allowed
            );
        }
    }

    #[test]
    fn only_admins_invite_and_run_the_installation() {
        for role in Role::ALL {
            assert_eq!(
                administer(&actor(Kind::Employee, *role)).is_ok(),
                *role == Role::Admin
            );
            assert_eq!(
                invite(&actor(Kind::Employee, *role)).is_ok(),
                *role == Role::Admin
            );
        }
    }
}
