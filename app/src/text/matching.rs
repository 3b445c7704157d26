//! Sentences about seats and people finding each other.

use domain::matching::Reason;

use super::count;

/// What telling one's preferences is for.
pub const MATCHING: &str = "Teams look for hands, and you may look for a team. What you tell here brings the two together, with the reasons said each time. Nothing is suggested to you, or of you, unless you say yes.";
/// Neither suggested nor told of seats.
pub const NOT_OPEN: &str = "No, and do not suggest me for seats";
/// Seats may be suggested, and the member for seats.
pub const OPEN: &str = "Yes, and suggest me for seats";
/// After the preferences were kept.
pub const PREFERENCES_SAVED: &str = "What you told is kept.";
/// To a member who never said whether seats may be suggested.
pub const ASK_TO_OPEN: &str =
    "Say what you can do and how much time you have, and the seats that fit you stand here.";
/// To a member whom nothing fits just now.
pub const NO_SEATS: &str = "No open seat asks for one of your skills just now. Name more of them, or look through the teams below.";

/// Why a seat is suggested, as a sentence to the one it is suggested to.
pub fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Skill { level, asked } if level >= asked => {
            format!("You bring the skill at level {level} of 3; it hopes for {asked}.")
        }
        Reason::Skill { level, asked } => {
            format!(
                "You bring the skill at level {level} of 3. It hopes for {asked}, which is no gate."
            )
        }
        Reason::Wish => "You want to learn this, and the seat is for an apprentice.".to_owned(),
        Reason::Endorsed(people) => format!(
            "{} you worked with endorsed it.",
            count(i64::from(*people), "person", "people")
        ),
        Reason::Rare(0 | 1) => "You are the only one here who named it.".to_owned(),
        Reason::Rare(people) => format!(
            "Only {} named it.",
            count(i64::from(*people), "member", "members")
        ),
        Reason::Topics(topics) => {
            format!("Its idea is about {}, as you are.", topics.join(" and "))
        }
        Reason::Hours { left, asked } => format!("You have {} it takes.", hours(*left, *asked)),
        Reason::NewCompany => "Nobody on it has worked with you yet.".to_owned(),
        Reason::NewDepartment => "Nobody of your department is on it yet.".to_owned(),
    }
}

/// Why somebody is suggested for a seat, as a sentence about them.
pub fn reason_of(reason: &Reason) -> String {
    match reason {
        Reason::Skill { level, asked } => {
            format!("Has the skill at level {level} of 3; the seat hopes for {asked}.")
        }
        Reason::Endorsed(people) => format!(
            "{} who worked with them endorsed it.",
            count(i64::from(*people), "person", "people")
        ),
        Reason::Wish => "Wants to learn this, and the seat is for an apprentice.".to_owned(),
        Reason::Rare(0 | 1) => "Nobody else here named the skill.".to_owned(),
        Reason::Rare(people) => format!(
            "One of {} who named the skill.",
            count(i64::from(*people), "member", "members")
        ),
        Reason::Topics(topics) => {
            format!("Cares about {}, as the idea does.", topics.join(" and "))
        }
        Reason::Hours { left, asked } => format!("Has {} the seat takes.", hours(*left, *asked)),
        Reason::NewCompany => "Has worked with nobody on the team yet.".to_owned(),
        Reason::NewDepartment => "Brings a department that is not on the team yet.".to_owned(),
    }
}

/// So many of the hours asked.
fn hours(left: u32, asked: u32) -> String {
    let asked_for = count(i64::from(asked), "hour", "hours");
    if left < asked {
        format!("{left} of the {asked_for} a week")
    } else {
        format!("the {asked_for} a week")
    }
}

/// What the page of people is for.
pub const PEOPLE_LEAD: &str = "Members who said that they may be found, those who fit best first. Offer somebody a seat, and they take it or say no with one click.";
/// Where nobody may be found for a seat.
pub const NOBODY_FITS: &str = "Nobody else who may be found has this skill just now. A seat for an apprentice, or one that hopes for something else, may find somebody; so may a word to people you know.";
/// Where no seat is open.
pub const ALL_TAKEN: &str = "Every seat is taken. Nobody else has to be found.";
/// How a whole team is put together.
pub const WHOLE_TEAM: &str = "One person for each free place: the rarest skill first, then people near to each other, of two departments where it can be, and never more than half of them from an old circle.";
/// Beside a place for which nobody is suggested.
pub const NOBODY_SUGGESTED: &str = "Nobody to suggest";
/// Beside somebody who was asked.
pub const ASKED: &str = "Offered, not answered yet";
/// Leads from one side of the matching to how it is weighed.
pub const HOW_WEIGHED: &str = "How people and seats are weighed";

/// How well somebody fits.
pub fn fits(score: f64) -> String {
    format!("{} fit", super::percent(score))
}

/// What a suggested team is made of.
pub fn made_of(departments: usize, acquainted: usize) -> String {
    let departments = i64::try_from(departments).unwrap_or(i64::MAX);
    let departments = count(departments, "department", "departments");
    match acquainted {
        0 => format!("{departments} · nobody worked together before"),
        known => format!("{departments} · {known} of them worked together before"),
    }
}

/// What somebody promises by taking the seat offered to them.
pub fn offer_terms(hours: i64, until: &str) -> String {
    format!("{hours} h a week until {until}")
}
