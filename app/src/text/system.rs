//! Sentences on what the server does by itself, and on how it is.

use domain::Timestamp;
use domain::jobs::{Chore, JobState};
use domain::time::{HOUR, SECOND};

use super::count;

/// What jobs are.
pub const JOBS: &str = "What the server does by itself, later or again and again. What fails is tried again, less and less often.";
/// After a job was begun by hand.
pub const JOB_BEGUN: &str = "It runs within seconds. Load this page again to see how it went.";

/// What is done again and again.
pub const fn chore(chore: Chore) -> &'static str {
    match chore {
        Chore::Teams => "Deadlines of teams, promises, weekly updates, shares",
        Chore::Seats => "New seats, told to those whom they fit",
        Chore::Suspensions => "Lifting suspensions whose time is over",
        Chore::Sessions => "Forgetting sessions that are over",
        Chore::KeptForms => "Forgetting forms nobody came back for",
        Chore::Links => "Forgetting links past their time",
        Chore::Limits => "Forgetting limits that are past",
        Chore::Logos => "Forgetting logos that were taken down",
        Chore::Counters => "Comparing counters with their rows",
        Chore::OldJobs => "Forgetting jobs done long ago",
    }
}

/// What a chore last dealt with.
pub fn handled(chore: Chore, number: i64) -> String {
    match (chore, number) {
        (Chore::Counters, 0) => "every counter is right".into(),
        (Chore::Counters, n) => count(n, "counter is wrong", "counters are wrong"),
        (_, 0) => "nothing to do".into(),
        (_, n) => format!("{n} dealt with"),
    }
}

/// A job's state in a word.
pub const fn job_state(state: JobState) -> &'static str {
    match state {
        JobState::Waiting => "waiting",
        JobState::Running => "running",
        JobState::Done => "done",
        JobState::Failed => "failed",
    }
}

/// A job's state as the word of a link.
pub const fn job_state_title(state: JobState) -> &'static str {
    match state {
        JobState::Waiting => "Waiting",
        JobState::Running => "Running",
        JobState::Done => "Done",
        JobState::Failed => "Failed",
    }
}

/// A count that stops at a thousand.
pub fn counted(number: i64) -> String {
    if number >= 1_000 {
        "1,000+".into()
    } else {
        number.to_string()
    }
}

/// When a job runs next, while that is near; `None` where the day says more.
pub fn soon(now: Timestamp, at: Timestamp) -> Option<String> {
    match at - now {
        n if n >= HOUR => None,
        n if n <= 0 => Some("due now".into()),
        n if n < 60 * SECOND => Some("in a moment".into()),
        n => Some(format!(
            "in {}",
            count(n / (60 * SECOND), "minute", "minutes")
        )),
    }
}

/// What a job that is no chore does.
pub fn job(kind: &str) -> &str {
    match kind {
        "tell_followers" => "Tell followers of a delivery",
        other => other,
    }
}

/// Where no job is in a state.
pub const fn no_jobs(state: JobState) -> &'static str {
    match state {
        JobState::Failed => "Nothing has failed for good. That is how it should be.",
        JobState::Waiting => "Nothing waits.",
        JobState::Running => "Nothing runs just now.",
        JobState::Done => "What is done is forgotten after a while.",
    }
}

/// What the system page is for.
pub const SYSTEM: &str = "How this installation is. Nothing here is secret: it can be copied into a question to somebody who helps.";
/// Where limits are relaxed.
pub const LIMITS_RELAXED: &str = "Limits are relaxed, which is meant for tests. On a public site, run without BARNRAISE_LIMITS=relaxed.";
/// Where there was never a backup.
pub const NO_BACKUP: &str = "None was ever made. This makes one while the site runs, as the user the server runs as; docs/operating.md has a timer that does it every night:";

/// The command that makes a backup of the database in this folder, as one
/// types it; a database on a server is named by the environment.
pub fn backup_command(folder: Option<&str>) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "/._-+".contains(sign);
    match folder {
        Some(folder) if folder.chars().all(plain) => {
            format!("barnraise --data-dir {folder} backup --force {folder}/barnraise.backup")
        }
        Some(folder) => {
            let quoted = folder.replace('\'', "'\\''");
            format!("barnraise --data-dir '{quoted}' backup --force '{quoted}/barnraise.backup'")
        }
        None => "barnraise backup --force barnraise.backup".to_owned(),
    }
}

/// Whether limits hold.
pub const fn limits_hold(relaxed: bool) -> &'static str {
    if relaxed { "relaxed" } else { "in force" }
}

/// A size as people read it: "3.4 MiB".
pub fn bytes(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["bytes", "KiB", "MiB", "GiB", "TiB"];
    let mut size = bytes as f64;
    let mut unit = 0;
    while size >= 1_024.0 && unit + 1 < UNITS.len() {
        size /= 1_024.0;
        unit += 1;
    }
    match unit {
        0 => format!("{bytes} bytes"),
        unit => format!("{size:.1} {}", UNITS[unit]),
    }
}

/// A number with commas between its thousands.
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_numbers_read_as_people_write_them() {
        assert_eq!(bytes(900), "900 bytes");
        assert_eq!(bytes(3_565_158), "3.4 MiB");
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }

    #[test]
    fn the_command_for_a_backup_can_be_typed_as_it_stands() {
        let at = |folder| backup_command(Some(folder));
        assert!(
            at("/var/lib/barnraise").starts_with("barnraise --data-dir /var/lib/barnraise backup ")
        );
        assert!(at("/home/o'neil/b r").contains("--data-dir '/home/o'\\''neil/b r' "));
        assert!(!backup_command(None).contains("--data-dir"));
    }

    #[test]
    fn what_comes_soon_is_not_said_to_be_past() {
        let now = Timestamp(0);
        assert_eq!(soon(now, now).as_deref(), Some("due now"));
        assert_eq!(
            soon(now, now + 120 * SECOND).as_deref(),
            Some("in 2 minutes")
        );
        assert_eq!(soon(now, now + HOUR), None);
    }
}
