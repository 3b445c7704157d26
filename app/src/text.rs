//! Every sentence the product says on its own account. English first; another
//! language is another file with the same functions.

mod accounts;
mod admin;
mod decisions;
mod forks;
mod ledger;
mod limits;
mod matching;
mod moderation;
mod refusals;
mod requests;
mod skills;
mod system;
mod teams;
mod work;

pub use accounts::*;
pub use admin::*;
pub use decisions::*;
pub use forks::*;
pub use ledger::*;
pub use limits::*;
pub use matching::*;
pub use moderation::*;
pub use refusals::*;
pub use requests::*;
pub use skills::*;
pub use system::*;
pub use teams::*;
pub use work::*;

use domain::accounts::Role;
use domain::ideas::{IdeaKind, Sort};
use domain::launch::{Condition, Line};
use domain::notifications::NoticeKind;
use domain::stage::Stage;
use domain::teams::{Decides, PledgeState, TeamStage};
use domain::time::{DAY, HOUR, SECOND};
use domain::{Date, Timestamp};

/// An idea's stage in a word.
pub const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Open => "Open",
        Stage::Answered => "Answered",
        Stage::Gathering => "Gathering",
        Stage::Building => "Building",
        Stage::Delivered => "Delivered",
        Stage::Declined => "Declined",
        Stage::Merged => "Merged",
        Stage::Withdrawn => "Withdrawn",
    }
}

/// A team's stage in a word.
pub const fn team_stage(stage: TeamStage) -> &'static str {
    match stage {
        TeamStage::Gathering => "Gathering",
        TeamStage::Launched => "Launched",
        TeamStage::Delivered => "Delivered",
        TeamStage::Stopped => "Stopped",
    }
}

/// The kind of a post, one of it.
pub const fn kind(kind: IdeaKind) -> &'static str {
    match kind {
        IdeaKind::Idea => "Idea",
        IdeaKind::Problem => "Problem",
        IdeaKind::Question => "Question",
        IdeaKind::Praise => "Praise",
    }
}

/// The kind of a post, many of them.
pub const fn kinds(kind: IdeaKind) -> &'static str {
    match kind {
        IdeaKind::Idea => "Ideas",
        IdeaKind::Problem => "Problems",
        IdeaKind::Question => "Questions",
        IdeaKind::Praise => "Praise",
    }
}

/// The order of a list.
pub const fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Trending => "Trending",
        Sort::New => "New",
        Sort::Discussed => "Discussed",
    }
}

/// What somebody may do beyond taking part.
pub const fn role(role: Role) -> &'static str {
    match role {
        Role::Member => "member",
        Role::Steward => "steward",
        Role::Moderator => "moderator",
        Role::Admin => "admin",
    }
}

/// A level of skill, as offered.
pub const fn level(level: i64) -> &'static str {
    match level {
        1 => "1, can help",
        2 => "2, can do it",
        _ => "3, can teach it",
    }
}

/// How a team decides.
pub const fn decides(rule: Decides) -> &'static str {
    match rule {
        Decides::Consent => {
            "By consent: a proposal passes when nobody in a seat objects within its deadline"
        }
        Decides::Lead => "The lead decides after hearing everyone in a seat",
    }
}

/// What became of a seat that is free again.
pub const fn freed(state: PledgeState) -> &'static str {
    match state {
        PledgeState::Left => "left the seat before launch",
        PledgeState::Released => "was released",
        PledgeState::HandedBack => "handed back the seat",
        PledgeState::Kept => "kept the promise to the end",
        PledgeState::Broken => "was not heard from for two weeks",
        PledgeState::Held => "holds the seat",
    }
}

/// A count with its noun: "1 comment", "3 comments".
pub fn count(number: i64, one: &str, many: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {many}")
    }
}

/// One line of the launch checklist.
pub fn condition(line: &Line) -> String {
    let whole = |number: f64| format!("{}", number.round());
    let missing = (line.need - line.have).max(0.0);
    match line.condition {
        Condition::Supporters => format!("{}, {} needed", supporters(line.have), whole(line.need)),
        Condition::Seats if line.met => "Every required seat taken".into(),
        Condition::Seats => format!("Every required seat taken, {} to go", whole(missing)),
        Condition::Hours => format!(
            "Promised hours × reliability, {} of {}",
            tenths(line.have),
            tenths(line.need)
        ),
        Condition::Mix if line.met => format!("{}, or a customer", departments(line.need)),
        Condition::Mix => format!("{}, or a customer, on the team", departments(line.need)),
        Condition::Charter => format!(
            "Charter accepted by {}, {} needed",
            whole(line.have),
            whole(line.need)
        ),
        Condition::NoBlock if line.met => "Nobody blocks the charter".into(),
        Condition::NoBlock => "The charter is blocked".into(),
    }
}

fn departments(number: f64) -> String {
    match number.round() {
        n if n < 1.5 => "A department".into(),
        n if n < 2.5 => "Two departments".into(),
        n if n < 3.5 => "Three departments".into(),
        n => format!("{n} departments"),
    }
}

fn supporters(number: f64) -> String {
    if (number - 1.0).abs() < 0.5 {
        "1 supporter".into()
    } else {
        format!("{} supporters", number.round())
    }
}

/// A number with one decimal, none where it is whole; rounded down, so that a
/// missing bit never shows as enough.
pub fn tenths(number: f64) -> String {
    let down = (number * 10.0 + 1e-6).floor() / 10.0;
    if (down - down.round()).abs() < 1e-9 {
        format!("{down:.0}")
    } else {
        format!("{down:.1}")
    }
}

/// What a notice says after the person's name.
pub const fn notice(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Commented => "commented on your idea",
        NoticeKind::Replied => "replied to your comment on",
        NoticeKind::IdeaForked => "built a new idea on yours:",
        NoticeKind::TeamStarted => "started a team on your idea",
        NoticeKind::SeatTaken => "took a seat on your team for",
        NoticeKind::SeatLeft => "left a seat on your team for",
        NoticeKind::Released => "released you from your seat for",
        NoticeKind::SeatHandedBack => "handed back a seat on your team for",
        NoticeKind::CharterChanged => "changed the charter and asks you again, for",
        NoticeKind::CharterBlocked => "blocks the charter of your team for",
        NoticeKind::TeamLaunched => "The team launched for",
        NoticeKind::TeamExpired => "Time ran out before the team could launch, for",
        NoticeKind::DeadlineNear => "A few days are left for the team to come together, for",
        NoticeKind::TeamExtended => "gave your team two more weeks, for",
        NoticeKind::TeamHandedBack => {
            "handed the idea back to the crowd, with thanks to the team for"
        }
        NoticeKind::TeamClosed => "closed the team, with thanks to everybody in it, for",
        NoticeKind::Nudged => "asks whether you are still with the team for",
        NoticeKind::NudgeAnswered => "is still with the team for",
        NoticeKind::PledgeKept => "You kept your promise, with thanks from the team for",
        NoticeKind::PledgeBroken => {
            "Two weeks went by without a word, so your seat is free again, on the team for"
        }
        NoticeKind::MilestoneReached => "reached a milestone of the team for",
        NoticeKind::LeadGiven => "handed you the lead of the team for",
        NoticeKind::LeadChanged => "changed who leads your team for",
        NoticeKind::SeatOffered => "offers you a seat on the team for",
        NoticeKind::SeatFits => "A seat fits you, on the team for",
        NoticeKind::OfferDeclined => "declined the seat you offered, on the team for",
        NoticeKind::SkillEndorsed => "endorsed a skill of yours, after your work together on",
        NoticeKind::TeamDelivered => "brought it to an end, with thanks to the team: delivered",
        NoticeKind::IdeaDelivered => "Delivered by its team:",
        NoticeKind::TeamStopped => "stopped the team, and tells what it learned, for",
        NoticeKind::SplitOpened => "Split your points for a milestone of the team for",
        NoticeKind::SplitCounted => "The shares of a milestone are counted, in the team for",
        NoticeKind::DecisionProposed => "asks for a decision in the team for",
        NoticeKind::DecisionObjected => "objects to what you proposed, in the team for",
        NoticeKind::DecisionAgreed => "Agreed, as nobody objected: a proposal in the team for",
        NoticeKind::DecisionMade => "decided what was proposed in the team for",
        NoticeKind::SplitDisputed => "disputes the shares of a milestone of the team for",
        NoticeKind::UpdateAsked => "A week is over: tell how it went, in the team for",
        NoticeKind::TaskFreed => {
            "A week went by without a word about your task, so it is free again, in the team for"
        }
        NoticeKind::IdeaHidden
        | NoticeKind::IdeaRestored
        | NoticeKind::IdeaLocked
        | NoticeKind::IdeaUnlocked
        | NoticeKind::CommentHidden
        | NoticeKind::CommentRestored
        | NoticeKind::HiddenChanged
        | NoticeKind::TeamRests
        | NoticeKind::TeamGoesOn
        | NoticeKind::SeatFreed => care_notice(kind),
    }
}

/// How long ago (or ahead) a moment is; `None` beyond a week, where the day
/// says more.
pub fn ago(now: Timestamp, at: Timestamp) -> Option<String> {
    let past = now - at;
    let words = |number: i64, one: &str, many: &str| count(number, one, many);
    match past {
        p if p < -HOUR => None,
        p if p < 60 * SECOND => Some("just now".into()),
        p if p < HOUR => Some(format!(
            "{} ago",
            words(p / (60 * SECOND), "minute", "minutes")
        )),
        p if p < DAY => Some(format!("{} ago", words(p / HOUR, "hour", "hours"))),
        p if p < 2 * DAY => Some("yesterday".into()),
        p if p < 7 * DAY => Some(format!("{} days ago", p / DAY)),
        _ => None,
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day: "12 May", with the year when it is another than today's.
pub fn day(day: DateOfCalendar, today: DateOfCalendar) -> String {
    let month = MONTHS[usize::from(day.month().unsigned_abs()).clamp(1, 12) - 1];
    if day.year() == today.year() {
        format!("{} {month}", day.day())
    } else {
        format!("{} {month} {}", day.day(), day.year())
    }
}

/// The same in few letters: "21 Nov", and "Nov 2025" in another year.
pub fn brief_day(day: DateOfCalendar, today: DateOfCalendar) -> String {
    let month = MONTHS[usize::from(day.month().unsigned_abs()).clamp(1, 12) - 1];
    let month = month.get(..3).unwrap_or(month);
    if day.year() == today.year() {
        format!("{} {month}", day.day())
    } else {
        format!("{month} {}", day.year())
    }
}

/// A date as the calendar knows it.
pub type DateOfCalendar = domain::time::Civil;

/// How many days are left until a day, today included as the last.
pub fn days_left(until: Date, today: Date) -> String {
    match until.0 - today.0 {
        n if n < 0 => "time is up".into(),
        0 => "last day".into(),
        1 => "1 day left".into(),
        n => format!("{n} days left"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_people_say_them() {
        let now = Timestamp(100 * DAY);
        assert_eq!(ago(now, now).as_deref(), Some("just now"));
        assert_eq!(ago(now, now + -HOUR).as_deref(), Some("1 hour ago"));
        assert_eq!(ago(now, now + -DAY).as_deref(), Some("yesterday"));
        assert_eq!(ago(now, now + -3 * DAY).as_deref(), Some("3 days ago"));
        assert_eq!(ago(now, now + -8 * DAY), None);
    }

    #[test]
    fn hours_short_of_the_goal_never_round_up_to_it() {
        assert_eq!(tenths(8.96), "8.9");
        assert_eq!(tenths(9.0), "9");
        assert_eq!(tenths(4.2), "4.2");
    }
}
