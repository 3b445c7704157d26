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
        Reason::Rare(0 | 1) => "You are the only one here who named it.".to_owned(),
        Reason::Rare(people) => format!(
            "Only {} named it.",
            count(i64::from(*people), "member", "members")
        ),
        Reason::Topics(topics) => {
            format!("Its idea is about {}, as you are.", topics.join(" and "))
        }
        Reason::Hours { left, asked } => format!(
            "You have {} free a week; it takes {asked}.",
            count(i64::from(*left), "hour", "hours")
        ),
        Reason::NewCompany => "Nobody on it has worked with you yet.".to_owned(),
        Reason::NewDepartment => "Nobody of your department is on it yet.".to_owned(),
    }
}
