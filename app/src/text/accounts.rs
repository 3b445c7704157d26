//! Sentences about accounts, invitations and notices.

use domain::accounts::{Kind, Role};
use domain::boards::Visibility;
use domain::notifications::NoticeKind;

use super::{DateOfCalendar, MONTHS, role};

/// Which side of the counter somebody stands on.
pub const fn side(kind: Kind) -> &'static str {
    match kind {
        Kind::Customer => "customer",
        Kind::Employee => "employee",
    }
}

/// Side and duty in one: "employee, steward".
pub fn standing(kind: Kind, duty: Role) -> String {
    match duty {
        Role::Member => side(kind).to_owned(),
        duty => format!("{}, {}", side(kind), role(duty)),
    }
}

/// Who may see a board.
pub const fn visibility(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "Everyone, visitors included",
        Visibility::Employees => "Employees only",
    }
}

/// The heading of the sign-up page.
pub fn join(organisation: &str) -> String {
    if organisation.is_empty() {
        "Create an account".into()
    } else {
        format!("Join {organisation}")
    }
}

/// To somebody who came by an invitation that works.
pub const INVITED: &str = "You are invited as an employee.";
/// To somebody who came by an invitation that was used, withdrawn or is too old.
pub const INVITATION_OVER: &str = "This invitation does not work any more. You can join as a customer, \
    and ask whoever sent it for a new link: it makes you an employee later just as well.";
/// To an employee who came by an invitation.
pub const EMPLOYEE_ALREADY: &str =
    "You are an employee here already, so there is nothing left to accept.";
/// To a member who came by an invitation that works.
pub const JOIN_AS_EMPLOYEE: &str =
    "This invitation makes you an employee. Your ideas, votes and seats stay yours.";
/// To a member who would sign in again.
pub const NOTHING_TO_DO: &str = "There is nothing to do here. The board is waiting.";
/// After a new password was set by a link.
pub const PASSWORD_RESET: &str =
    "Your new password is set, and every device was signed out. Sign in with it.";
/// After the password was changed.
pub const PASSWORD_CHANGED: &str =
    "Your password is changed, and every other device was signed out.";
/// After the profile was saved.
pub const PROFILE_SAVED: &str = "Your profile is saved.";

/// A level of a declared skill, for those who do not see the pegs.
pub fn pegs(level: u32) -> String {
    format!("level {level} of 3")
}

/// What a browser calls itself, as people call it: "Firefox on Linux".
pub fn device(agent: &str) -> String {
    const BROWSERS: [(&str, &str); 8] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("FxiOS", "Firefox"),
        ("Firefox/", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Chromium/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let known = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => match agent.split(['/', ' ']).next() {
            Some(name) if !name.is_empty() => name.chars().take(30).collect(),
            _ => "Unknown device".to_owned(),
        },
    }
}

/// A month with its year: "March 2026".
pub fn month(day: DateOfCalendar) -> String {
    let month = MONTHS[usize::from(day.month().unsigned_abs()).clamp(1, 12) - 1];
    format!("{month} {}", day.year())
}

/// A share as whole percent: "67 %".
pub fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// The heading over what happened on a day, seen from today.
pub fn how_recent(day: DateOfCalendar, today: DateOfCalendar) -> &'static str {
    match (today - day).get_days() {
        n if n <= 0 => "Today",
        n if n < 7 => "This week",
        _ => "Earlier",
    }
}

/// The sentence under the heading of one's notices.
pub fn unread(count: i64) -> String {
    match count {
        0 => "You have read everything.".into(),
        1 => "One of them is new.".into(),
        n => format!("{n} of them are new."),
    }
}

/// Who a notice begins with: a person, unless it tells of a team as a whole.
pub fn notice_by(kind: NoticeKind, name: Option<&str>) -> Option<String> {
    if super::names_nobody(kind) {
        return None;
    }
    Some(name.unwrap_or("Somebody").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_go_by_the_names_people_know() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36";
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1 Version/18.1 Mobile Safari/604.1";
        assert_eq!(device(chrome), "Chrome on Linux");
        assert_eq!(device(&format!("{chrome} Edg/156.0")), "Edge on Linux");
        assert_eq!(device(phone), "Safari on iPhone");
        assert_eq!(device("curl/8.5.0"), "curl");
        assert_eq!(device(""), "Unknown device");
    }

    #[test]
    fn notices_are_grouped_by_how_long_ago_their_day_was() {
        let day = |d| DateOfCalendar::constant(2026, 5, d);
        assert_eq!(how_recent(day(12), day(12)), "Today");
        assert_eq!(how_recent(day(6), day(12)), "This week");
        assert_eq!(how_recent(day(5), day(12)), "Earlier");
    }
}
