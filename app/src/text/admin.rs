//! Sentences of the administration.

use domain::accounts::{Kind, Role};
use domain::admin::{Accent, MemberState, SignUp};
use domain::boards::Visibility;
use domain::launch::LaunchRule;

use super::count;

/// After a change was saved.
pub const SAVED: &str = "Saved. Everybody sees it now.";

/// What the list of members is for.
pub const MEMBERS: &str =
    "Who is here, what they may do, and how they come in. Changes hold from the next click on.";
/// What a member's kind, department and role are.
pub const MEMBER_CHANGE: &str = "Customers see public boards; employees see all of them. Roles are for employees. \
     Votes stay counted with the group they were cast in.";
/// After a member was changed.
pub const MEMBER_CHANGED: &str = "Saved. It holds from their next click on.";
/// After a member was signed out.
pub const SESSIONS_ENDED: &str = "Signed out everywhere.";
/// Beside the role of the last admin.
pub const ONLY_ADMIN: &str =
    "Nobody else runs this site, so this role stays. Make another admin first.";
/// Above a link for a new password.
pub const RESET_LINK: &str = "Here is the link. It is shown once, works once, and for a day. \
    Send it in a way that only they can read.";
/// Above the link of an invitation.
pub const INVITATION_LINK: &str =
    "Here is the link. It is shown once; send it to the person yourself.";
/// What a reset link is for.
pub const RESET_LINK_HINT: &str = "For somebody who forgot theirs. Earlier links stop working; they stay signed in until they use it.";
/// What a suspension does.
pub const SUSPENDING: &str = "A suspended member is signed out and cannot come back in until it is lifted. What they wrote stays.";

/// Asks whether an employee shall become a customer.
pub fn becomes_customer(seats_inside: i64) -> String {
    let seats = match seats_inside {
        0 => String::new(),
        seats => format!(
            " {} on teams that only employees see come free, and the teams are told.",
            count(seats, "seat", "seats")
        ),
    };
    format!("Yes, make a customer of them. They no longer see the employees' boards.{seats}")
}

/// Customers or employees, many of them.
pub const fn sides(kind: Kind) -> &'static str {
    match kind {
        Kind::Customer => "Customers",
        Kind::Employee => "Employees",
    }
}

/// A role in a filter.
pub const fn role_title(role: Role) -> &'static str {
    match role {
        Role::Member => "No role",
        Role::Steward => "Stewards",
        Role::Moderator => "Moderators",
        Role::Admin => "Admins",
    }
}

/// A role as offered, with what it allows.
pub const fn role_offered(role: Role) -> &'static str {
    match role {
        Role::Member => "None: takes part like everybody",
        Role::Steward => "Steward: answers for a department",
        Role::Moderator => "Moderator: cares for the tone",
        Role::Admin => "Admin: runs this site",
    }
}

/// Whether a member may come in.
pub const fn member_state(state: MemberState) -> &'static str {
    match state {
        MemberState::Active => "Active",
        MemberState::Suspended => "Suspended",
    }
}

/// What departments are for.
pub const DEPARTMENTS: &str = "Ideas are addressed to a department, and employees work in one. \
    Who is its steward is set on a member's page.";
/// What retiring a department does.
pub const RETIRING: &str =
    "A retired department is not offered any more. Ideas and people that have it keep it.";

/// What boards are for.
pub const BOARDS: &str = "Each has a purpose, people who see it, and a rule by which its teams launch. The first is the front page.";
/// What the launch rule does.
pub const LAUNCH_RULE: &str = "A team launches by itself in the moment its last condition is met. Promised hours are weighed by \
     reliability: at 60 % a full team of newcomers launches, above 66 % it does not.";
/// What closing a board does.
pub const CLOSING: &str = "A closed board takes no new ideas. Everything on it stays readable, \
    and what was begun there goes on.";
/// On a board that is closed.
pub const BOARD_CLOSED: &str =
    "This board takes no new ideas any more. What is here can still be read and discussed.";
/// What opening a board does.
pub const OPENING: &str = "Ideas can be posted here again.";

/// What a board holds.
pub fn board_holds(ideas: i64, gathering: i64) -> String {
    format!(
        "{}, {}.",
        count(ideas, "idea", "ideas"),
        count(gathering, "gathering team", "gathering teams")
    )
}

/// A launch rule in a line.
pub fn rule(rule: &LaunchRule) -> String {
    format!(
        "{}, {:.0} % of the hours, {}",
        count(rule.supporters, "supporter", "supporters"),
        rule.hours_share * 100.0,
        count(rule.departments, "department", "departments")
    )
}

/// Asks whether a board shall be seen by others than before.
pub fn board_opens_or_closes(now: Visibility, ideas: i64) -> String {
    let ideas = count(ideas, "idea", "ideas");
    match now {
        Visibility::Employees => format!(
            "Yes, show this board to everyone. {ideas}, with every comment and name on them, become public."
        ),
        Visibility::Public => format!(
            "Yes, keep this board among employees. {ideas} disappear for everyone else at once; \
             customers lose their seats on its teams."
        ),
    }
}

/// What a changed rule means for teams that gather.
pub fn teams_asked(gathering: i64) -> String {
    let teams = match gathering {
        1 => "The team that gathers here is".to_owned(),
        n => format!("The {n} teams that gather here are"),
    };
    format!(
        "{teams} weighed by the rule as soon as you save it. One that meets it launches at once."
    )
}

/// What topics are for.
pub const TOPICS: &str =
    "Words that people put on ideas. Unite those that mean the same, so that each is found by one.";
/// Where there are none.
pub const NO_TOPICS: &str = "They appear with the first idea that has one.";
/// Where a search finds none.
pub const NO_SUCH_TOPIC: &str = "No topic begins with these letters.";

/// After topics changed on so many ideas.
pub fn ideas_changed(ideas: i64) -> String {
    match ideas {
        1 => "Done. 1 idea has changed.".into(),
        n => format!("Done. {n} ideas have changed."),
    }
}

/// What removing a topic does.
pub fn topic_removed_from(ideas: i64) -> String {
    format!(
        "Removing takes it off {}. That cannot be undone.",
        count(ideas, "idea", "ideas")
    )
}

/// What settings are for.
pub const SETTINGS: &str = "How this site introduces itself, and who may join it.";

/// Who may create an account.
pub const fn sign_up(policy: SignUp) -> &'static str {
    match policy {
        SignUp::Open => "Everyone, as a customer",
        SignUp::Invited => "Only people with an invitation",
    }
}

/// The name of a colour.
pub const fn accent(accent: Accent) -> &'static str {
    match accent {
        Accent::Barn => "Barn",
        Accent::Clay => "Clay",
        Accent::Spruce => "Spruce",
        Accent::Lake => "Lake",
        Accent::Plum => "Plum",
        Accent::Slate => "Slate",
    }
}

/// What the logo is for.
pub const LOGO: &str = "It takes the place of the barn in the header, beside the name.";
/// What a logo may be.
pub const LOGO_FILE: &str = "PNG, JPEG or WebP, up to 1 MiB. It is drawn anew from its pixels: place and time of a photo stay out.";
/// What alternative text is for.
pub const LOGO_TEXT: &str =
    "For people who do not see it. Empty if it shows nothing but the name beside it.";

/// What the logo in the settings is called for those who do not see it.
pub fn logo_now(text: &str) -> String {
    if text.is_empty() {
        "The logo as it is".into()
    } else {
        text.into()
    }
}

/// Where accounts are made by invitation only.
pub const BY_INVITATION: &str = "New members come in by invitation here. Ask somebody of the organisation for a link; it opens this page with a form.";

/// The same to somebody whose invitation was used, withdrawn or is too old.
pub const INVITATION_USED_UP: &str = "This invitation does not work any more, and new members come in by invitation here. Ask whoever sent it for a new link.";
