//! Sentences about the work of a launched team.

use domain::Date;
use domain::work::{AskedWeek, Facts, Light, TaskState};

use super::{count, day, tenths};

fn many(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// How many milestones are behind a team.
pub fn milestones_reached(number: usize) -> String {
    format!("{} reached", count(many(number), "milestone", "milestones"))
}

/// How far the tasks of a milestone are.
pub fn tasks_done(done: usize, all: usize, percent: usize) -> String {
    let all = count(many(all), "task", "tasks");
    format!("{done} of {all} done, {percent} %")
}

/// Until when a task is somebody's if nothing happens.
pub fn claim_until(until: Date, today: Date) -> String {
    format!("theirs until {}", day(until.civil(), today.civil()))
}

/// Icon and word of a task's state.
pub const fn task_mark(state: TaskState) -> (&'static str, &'static str) {
    match state {
        TaskState::Todo => ("plus", "To do: "),
        TaskState::Doing => ("hammer", "Somebody is at it: "),
        TaskState::Done => ("check", "Done: "),
    }
}

/// A week of a team.
pub fn week_name(week: i64) -> String {
    format!("Week {week}")
}

/// Where nobody told of a week.
pub const UNTOLD: &str = "Nobody told of this week.";

/// What unfolds the form about a week.
pub fn week_asked(week: &AskedWeek) -> String {
    let number = week.week;
    match (week.body.is_empty(), week.over) {
        (true, true) => format!("Week {number} is over: how did it go?"),
        (true, false) => format!("Tell of week {number} already"),
        (false, _) => format!("Change the update about week {number}"),
    }
}

/// The button under it.
pub const fn week_button(week: &AskedWeek) -> &'static str {
    if week.body.is_empty() {
        "Post the update"
    } else {
        "Save the update"
    }
}

/// What unfolds the weeks further back.
pub fn earlier_weeks(number: usize) -> String {
    count(many(number), "earlier week", "earlier weeks")
}

/// Who put in their hours in a week.
pub fn hands(names: &[String]) -> String {
    match names {
        [] => "nobody had hours for it".into(),
        [one] => format!("{one} was at it"),
        [most @ .., last] => format!("{} and {last} were at it", most.join(", ")),
    }
}

/// The part of an address that tells where it leads.
pub fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.to_owned()
}

/// How well the work goes, in a word or two.
pub const fn light(light: Light) -> &'static str {
    match light {
        Light::Green => "In good shape",
        Light::Amber => "Needs attention",
        Light::Red => "Needs help",
    }
}

/// What that is made of: whether it is whole, and in words.
pub fn health_lines(facts: &Facts) -> [(bool, String); 3] {
    let milestones = if facts.due == 0 {
        "No milestone is due yet".into()
    } else {
        let due = count(facts.due, "milestone", "milestones");
        format!("{} of {due} reached in time", facts.on_time)
    };
    let weeks = if facts.weeks == 0 {
        "No week to tell of yet".into()
    } else {
        let weeks = count(facts.weeks, "week", "weeks");
        format!(
            "{} of {weeks} told of in time, a late one being half",
            tenths(facts.updates)
        )
    };
    let told = facts.updates >= f64::from(i32::try_from(facts.weeks).unwrap_or(i32::MAX));
    let people = format!(
        "{} of {} in seats left a trace in 14 days",
        facts.active,
        count(facts.people, "person", "people")
    );
    [
        (facts.on_time == facts.due, milestones),
        (told, weeks),
        (facts.people > 0 && facts.active == facts.people, people),
    ]
}

/// What helps a team that does not get on: for its people, for everybody else.
pub fn help(mine: bool) -> impl Iterator<Item = &'static str> {
    let ways: &[&'static str] = if mine {
        &[
            "Ask whoever went quiet whether they are still there; the button stands beside their seat.",
            "Make the next milestone smaller, or move its day.",
            "Give back tasks you have no hours for, so that others can take them.",
        ]
    } else {
        &[
            "Take a free seat, if there is one: an hour a week counts.",
            "Ask on the idea's page what is in the way. Somebody may just need an answer.",
        ]
    };
    ways.iter().copied()
}

/// In place of the form that delivers, while a milestone is open.
pub const REACH_FIRST: &str = "A team delivers when every milestone is reached. Take back those that are not needed any more.";
/// Beside the form that stops a team.
pub const STOP_WELL: &str =
    "Stopping is no shame when somebody learns from it. Nobody's promise counts as broken.";

/// Under the choice of whom to hand the lead to.
pub const HAND_OVER: &str =
    "They can move every task, free seats and bring the team to an end. You keep your seat.";
/// To somebody who may take the lead.
pub const LEAD_SILENT: &str =
    "Whoever leads the team is not there now. Somebody in a seat can take over.";

/// What somebody held on a team that ended.
pub fn crew_line(skill: &str, hours: i64, stayed: bool) -> String {
    let until = if stayed { "" } else { ", for a while" };
    format!("{skill}, {hours} h a week{until}")
}

/// What may be put beside a team's work.
pub const FILE_HINT: &str =
    "At most 4 MiB. Any member who sees this team may open it; visitors see its name.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_people_say_them() {
        let names =
            |names: &[&str]| hands(&names.iter().map(|name| (*name).into()).collect::<Vec<_>>());
        assert_eq!(names(&[]), "nobody had hours for it");
        assert_eq!(names(&["Ben"]), "Ben was at it");
        assert_eq!(
            names(&["Ben", "Cleo", "Ada"]),
            "Ben, Cleo and Ada were at it"
        );
    }

    #[test]
    fn an_address_is_known_by_its_host() {
        assert_eq!(host("https://plans.example/shelf?x=1"), "plans.example");
    }
}
