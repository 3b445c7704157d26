//! Sentences about teams, their seats and their launch.

use domain::Date;
use domain::launch::Checklist;
use domain::matching::OpenSeat;
use domain::teams::{BlockView, Decides, Ending, Need, SeatView, TeamStage, TeamView};

use super::{count, day};

/// What the charter says about stopping, unless its starter knows better.
pub const STOPS_WHEN: &str =
    "If nobody has worked on it for three weeks, or the first milestone is a month late.";

/// Skills that are often looked for, to choose from while typing.
pub const SKILLS: [&str; 16] = [
    "Accounting",
    "Customer service",
    "Drawing",
    "Joinery",
    "Legal",
    "Logistics",
    "Marketing",
    "Materials",
    "Packaging",
    "Photography",
    "Product design",
    "Programming",
    "Research",
    "Upholstery",
    "Web design",
    "Writing",
];

/// Under the field for the reason of a block.
pub const BLOCK_HINT: &str = "Everyone sees it. A block lapses after 7 days, or when more than half of the others set it aside.";
/// Under the field for the reason of handing a seat back.
pub const HAND_BACK_HINT: &str = "Everyone sees it. Within 7 days of a milestone it counts as half a broken promise, otherwise as neither.";
/// Under the field for the reason of a release.
pub const RELEASE_HINT: &str = "Everyone sees it.";

/// The charter's question to somebody in a seat: what happened, what to do.
pub const fn charter_question(own_block: bool) -> (&'static str, &'static str) {
    if own_block {
        (
            "You block the charter.",
            "The team cannot launch while your block stands. Accepting the charter takes it back.",
        )
    } else {
        (
            "The charter changed since you took your seat.",
            "Read it again, and say whether you still agree.",
        )
    }
}

/// How a team decides, in as few words as a choice needs.
pub const fn decides_shortly(rule: Decides) -> &'static str {
    match rule {
        Decides::Consent => "By consent",
        Decides::Lead => "The lead decides",
    }
}

/// Whether a seat must be filled before the launch.
pub const fn need(need: Need) -> &'static str {
    match need {
        Need::Required => "Required",
        Need::Welcome => "Welcome",
        Need::Apprentice => "For an apprentice",
    }
}

/// How a seat's terms begin, unless it is required.
const fn less_than_required(need: Need) -> &'static str {
    match need {
        Need::Required => "",
        Need::Welcome => "welcome, not required · ",
        Need::Apprentice => "for somebody who wants to learn it · ",
    }
}

/// What an open seat asks for, and its free places.
pub fn open_seat_terms(seat: &OpenSeat) -> String {
    format!(
        "{}level {} · {} h a week · {} free",
        less_than_required(seat.need),
        seat.level,
        seat.hours,
        count(seat.free, "place", "places")
    )
}

/// What a seat asks for.
pub fn seat_terms(seat: &SeatView, weeks: i64) -> String {
    let welcome = less_than_required(seat.need);
    format!(
        "{welcome}level {} · {} h a week · {}",
        seat.level,
        seat.hours,
        count(weeks, "week", "weeks")
    )
}

/// How many seats of a team are taken.
pub fn seats_taken(taken: i64, of: i64) -> String {
    format!("{taken} of {} taken", count(of, "seat", "seats"))
}

/// How many places of a seat are taken.
pub fn places(taken: i64, of: i64) -> String {
    format!("{taken} of {of} taken")
}

/// What somebody in a seat promised.
pub fn promise(hours: i64, until: Date, today: Date) -> String {
    format!(
        "{hours} h a week until {}",
        day(until.civil(), today.civil())
    )
}

/// Hours promised to a team.
pub fn hours_promised(promised: i64, wanted: i64) -> String {
    format!(
        "{promised} of {} a week promised",
        count(wanted, "hour", "hours")
    )
}

/// How far a gathering team is, for who cannot see the frame fill.
pub fn launch_so_far(list: &Checklist) -> String {
    let met = list.lines.iter().filter(|line| line.met).count();
    format!(
        "{}, {met} of {} on the launch checklist",
        hours_promised(list.hours_promised, list.hours_wanted),
        list.lines.len(),
    )
}

/// How a team came to launch.
pub fn launch_story(team: &TeamView, supporters: f64) -> String {
    let on = team.launched.unwrap_or(team.at).date();
    format!(
        "On {} the last thing missing fell into place and the team launched by itself, with {} behind it.",
        day(on.civil(), team.today.civil()),
        super::supporters(supporters),
    )
}

/// Who sits in a team that is at work: seats taken and hours a week.
pub fn crew_now(team: &TeamView) -> (String, String) {
    let places: i64 = team.seats.iter().map(|seat| seat.count).sum();
    let held = || team.seats.iter().flat_map(|seat| &seat.held);
    let taken = i64::try_from(held().count()).unwrap_or(i64::MAX);
    let hours: i64 = held().map(|pledge| pledge.hours).sum();
    (
        seats_taken(taken, places),
        format!("{} a week", count(hours, "hour", "hours")),
    )
}

/// Which version of the charter holds.
pub fn charter_version(version: i64) -> String {
    if version == 1 {
        "As it was when the team was started.".into()
    } else {
        format!("Version {version}: it was changed since the team was started.")
    }
}

/// Under a form that changes what a team agrees on.
pub const ASKED_AGAIN: &str = "This changes the charter: everyone who sits is asked again.";
/// Beside the button that gives a team more time.
pub const EXTENSION: &str = "Two more weeks to find the missing hands. This can be done once.";
/// In its place, once it was done.
pub const EXTENDED: &str = "You took more time already.";
/// Beside the form that ends a team.
pub const ENDING: &str =
    "Everyone in a seat gets thanks on their profile, and nobody's promise counts as broken.";
/// Under the field for the reason of an end.
pub const ENDING_HINT: &str = "What was missing, in your words. Everyone sees it.";
/// Where time ended a team.
pub const TIME_RAN_OUT: &str = "Something was still missing on the last day.";
/// Before the people who held a seat to the end.
pub const THANKS_TO: &str = "Thanks to everybody who offered their hours:";
/// Before the promises somebody gets thanks for.
pub const THANKS: &str = "Promised to teams that did not come together. Thank you.";

/// The button that gives a team more time, to this day.
pub fn gather_until(day: &str) -> String {
    format!("Gather until {day}")
}

/// What a starter can choose to become of an idea.
pub const fn ending_offered(ending: Ending) -> &'static str {
    match ending {
        Ending::Crowd => "Free for another team",
        Ending::Expired | Ending::Closed => "Left alone for now",
    }
}

/// How a team ended that never launched.
pub const fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Crowd => "Handed back to the crowd",
        Ending::Closed => "Closed before it launched",
        Ending::Expired => "It did not come together in time",
    }
}

/// What somebody promised to a team that never launched.
pub fn promised_hours(skill: &str, hours: i64) -> String {
    format!("{skill}, {hours} h a week")
}

/// Above the button that asks whether somebody is still there.
pub const NUDGE: &str = "They are told, and have 14 days to answer. After that their promise counts as broken, and the seat is free.";

/// Beside somebody who was asked whether they are still there.
pub fn asked_until(until: Date, today: Date) -> String {
    format!("asked to answer by {}", day(until.civil(), today.civil()))
}

/// To somebody who was asked whether they are still there.
pub fn still_here(until: Date, today: Date) -> String {
    format!(
        "Your team asks whether you are still there. Without an answer by {}, your promise counts as broken and your seat is free again.",
        day(until.civil(), today.civil())
    )
}

/// What somebody should weigh before they promise more: hours promised to other
/// teams, those of this seat, and those they said they have.
pub fn load(elsewhere: i64, seat: i64, have: Option<i64>) -> Option<String> {
    let all = elsewhere + seat;
    match have {
        Some(have) if all > have => Some(format!(
            "With this seat you would have promised {} a week. You said you have {have}.",
            count(all, "hour", "hours")
        )),
        _ if elsewhere > 0 => Some(format!(
            "You promised {} a week to other teams already.",
            count(elsewhere, "hour", "hours")
        )),
        _ => None,
    }
}

/// How somebody's promises went.
pub fn promises(kept: f64, broken: f64) -> String {
    format!(
        "{} kept, {} broken",
        super::tenths(kept),
        super::tenths(broken)
    )
}

/// Hours somebody promised to teams now, told to them alone.
pub fn load_now(hours: i64) -> String {
    format!(
        "You promised {} a week to teams. Only you see this line.",
        count(hours, "hour", "hours")
    )
}

/// What helps when every seat is taken and hours are still missing.
pub const HOURS_SHORT: &str = "Every required seat is taken, yet the hours are short. Whoever sits may promise more, or the starter adds a seat.";

/// What happens on the last day.
pub fn deadline_note(deadline: Date, today: Date) -> String {
    format!(
        "If something is still missing after {}, the team closes and the idea is free for the next one.",
        day(deadline.civil(), today.civil())
    )
}

/// How a block may fall.
pub fn block_note(block: &BlockView, today: Date) -> String {
    let lapses = day(block.lapses.date().civil(), today.civil());
    format!(
        "Set aside by {} of {}; more than half lift it. It lapses on {lapses}.",
        block.set_aside,
        count(block.others, "other", "others"),
    )
}

/// Which seats of a team are open.
pub fn open_seats(free: i64, skills: &[String]) -> String {
    let mut named: Vec<&str> = Vec::new();
    for skill in skills {
        if !named.contains(&skill.as_str()) {
            named.push(skill);
        }
    }
    format!(
        "{} open: {}",
        count(free, "seat", "seats"),
        named.join(", ")
    )
}

/// The empty list of teams in a stage: title and sentence.
pub const fn no_teams(stage: TeamStage) -> (&'static str, &'static str) {
    match stage {
        TeamStage::Launched => (
            "No team has launched yet",
            "A team launches by itself once its seats are filled and enough people stand behind its idea.",
        ),
        TeamStage::Delivered => (
            "No team has delivered yet",
            "When a team at work has reached its milestones, it tells here what came of it.",
        ),
        TeamStage::Stopped => (
            "No team has ended",
            "Teams that did not come together, or stopped, are kept here with what they leave to the next.",
        ),
        TeamStage::Gathering => (
            "No team is gathering just now",
            "Teams begin with an idea. Find one you would give a few hours a week, and start the team yourself.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skill_wanted_twice_is_named_once() {
        let skills = ["Joinery", "Drawing", "Joinery"].map(str::to_owned);
        assert_eq!(open_seats(3, &skills), "3 seats open: Joinery, Drawing");
        assert_eq!(open_seats(1, &skills[..1]), "1 seat open: Joinery");
    }

    #[test]
    fn a_promise_names_the_year_only_where_it_is_another() {
        let today = Date::parse("2026-05-12").expect("a date");
        assert_eq!(
            promise(3, today.plus_days(10), today),
            "3 h a week until 22 May"
        );
        assert_eq!(
            promise(3, today.plus_days(300), today),
            "3 h a week until 8 March 2027"
        );
    }
}
