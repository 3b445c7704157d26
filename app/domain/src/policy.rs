//! Every permission, as a pure function. Default deny: what no function here
//! allows is not allowed.

mod care;

use crate::accounts::{Actor, Kind, MemberId, Role, Viewer};
use crate::boards::Visibility;
use crate::stage::Stage;
use crate::{AppError, Conflict, Denied, Noun};

pub use care::{
    Exposure, Reach, care, care_for, reach, reach_of, see_exposed, sees_suspensions, suspend,
    take_part_in, tidy_team,
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

/// Posting an idea that grows from another: whoever sees that one, unless it is
/// hidden, withdrawn or united with another. Nothing is added to it, so it may be
/// locked.
pub fn build_on(actor: &Actor, original: &Exposure, stage: Stage) -> Result<(), AppError> {
    take_part_in(actor, original, false, Noun::Idea)?;
    match stage {
        Stage::Withdrawn => Err(Conflict::IdeaWithdrawn.into()),
        Stage::Merged => Err(Conflict::IdeaMerged.into()),
        Stage::Open
        | Stage::Answered
        | Stage::Gathering
        | Stage::Building
        | Stage::Delivered
        | Stage::Declined => Ok(()),
    }
}

/// Whether what grows from an idea of this visibility may stand on a board of
/// that one: before the same people, or fewer of them.
pub const fn may_hold_fork(original: Visibility, board: Visibility) -> bool {
    matches!(
        (original, board),
        (Visibility::Public, _) | (Visibility::Employees, Visibility::Employees)
    )
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

/// Changing or withdrawing a proposal: whoever made it.
pub fn change_proposal(actor: &Actor, by: MemberId) -> Result<(), Denied> {
    own(actor, by)
}

/// Withdrawing a proposal: whoever made it; the lead, where they take no part in
/// the team any more.
pub fn withdraw_proposal(
    actor: &Actor,
    (by, still): (MemberId, bool),
    lead: MemberId,
) -> Result<(), Denied> {
    if !still && actor.id == lead {
        return Ok(());
    }
    own(actor, by)
}

/// Running a gathering team (release a pledger, extend it, end it, hand it over): whoever
/// leads it.
pub fn run_team(actor: &Actor, lead: MemberId) -> Result<(), Denied> {
    own(actor, lead)
}

/// Endorsing what somebody else declares to be able to: whoever worked with them.
pub fn endorse(actor: &Actor, member: MemberId, together: bool) -> Result<(), Denied> {
    if actor.id == member {
        Err(Denied::OwnThing)
    } else if together {
        Ok(())
    } else {
        Err(Denied::NotTeammates)
    }
}

/// Tending the vocabulary of skills: whoever cares for a part of the place and
/// sees all of it, for words stand there that only seats of employees' boards use.
pub fn tend_skills(actor: &Actor) -> Result<(), Denied> {
    let inside = actor.kind == Kind::Employee;
    if inside && matches!(actor.role, Role::Steward | Role::Moderator | Role::Admin) {
        Ok(())
    } else {
        Err(Denied::NotYours)
    }
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
    fn an_idea_grows_from_what_stands_and_shows_it_to_nobody_new() {
        let member = actor(Kind::Customer, Role::Member);
        let original = |visibility, hidden| Exposure {
            visibility,
            author: 7,
            department: None,
            hidden,
        };
        let (public, inside) = (Visibility::Public, Visibility::Employees);
        for stage in Stage::ALL {
            let expected: Result<(), AppError> = match stage {
                Stage::Withdrawn => Err(Conflict::IdeaWithdrawn.into()),
                Stage::Merged => Err(Conflict::IdeaMerged.into()),
                _ => Ok(()),
            };
            let built = build_on(&member, &original(public, false), *stage);
            assert_eq!(built, expected, "{stage}");
        }
        let hidden = build_on(&member, &original(public, true), Stage::Open);
        assert_eq!(hidden, Err(Conflict::IdeaHidden.into()));
        let unseen = build_on(&member, &original(inside, false), Stage::Open);
        assert_eq!(unseen, Err(AppError::NotFound(Noun::Idea)));
        assert!(may_hold_fork(public, public) && may_hold_fork(public, inside));
        assert!(may_hold_fork(inside, inside) && !may_hold_fork(inside, public));
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
            let actor = actor(Kind::Employee, *role);
            assert_eq!(delete_comment(&actor, 8).is_ok(), allowed);
            assert_eq!(tidy_team(&actor).is_ok(), allowed, "files and links alike");
        }
    }

    #[test]
    fn skills_are_endorsed_by_those_who_worked_together_and_never_by_oneself() {
        for role in Role::ALL {
            let actor = actor(Kind::Employee, *role);
            assert_eq!(endorse(&actor, 8, true), Ok(()));
            assert_eq!(endorse(&actor, 8, false), Err(Denied::NotTeammates));
            assert_eq!(endorse(&actor, 7, true), Err(Denied::OwnThing));
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
