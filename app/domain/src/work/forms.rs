//! What a team types about its work, read and checked.

use serde::{Deserialize, Serialize};

use crate::plain;
use crate::{Date, FieldError, FieldErrors};

/// How many milestones a team may have.
pub const MAX_MILESTONES: usize = 24;
/// How many tasks a milestone may have.
pub const MAX_TASKS: usize = 60;
/// How many links a team may keep.
pub const MAX_LINKS: usize = 30;
/// A milestone or task is due within this many days.
const FURTHEST: i32 = 3 * 366;

/// A day that is today or later and not years away.
fn due(text: &str, today: Date) -> Result<Date, FieldError> {
    let day = Date::parse(text)?;
    if day < today {
        Err(FieldError::Past)
    } else if day > today.plus_days(FURTHEST) {
        Err(FieldError::TooFar(FURTHEST.unsigned_abs()))
    } else {
        Ok(day)
    }
}

/// A milestone as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneForm {
    /// What it shows.
    pub title: String,
    /// When it is due.
    pub due: String,
}

/// A milestone to set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMilestone {
    /// 8–160 characters.
    pub title: String,
    /// Today or later.
    pub due: Date,
}

impl NewMilestone {
    /// Reads the form. A day in the past may stay as it is: `kept` is the day
    /// the milestone has.
    pub fn parse(
        form: &MilestoneForm,
        today: Date,
        kept: Option<Date>,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = errors.check("title", plain::line_of(&form.title, 8, 160));
        let same = Date::parse(&form.due).ok().filter(|day| Some(*day) == kept);
        let due = errors.check("due", same.map_or_else(|| due(&form.due, today), Ok));
        match (title, due) {
            (Some(title), Some(due)) => Ok(Self { title, due }),
            _ => Err(errors),
        }
    }
}

/// A task as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskForm {
    /// What is to be done.
    pub title: String,
    /// When; may be empty.
    pub due: String,
}

/// A task to set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// 3–160 characters.
    pub title: String,
    /// Today or later, where it matters.
    pub due: Option<Date>,
}

impl NewTask {
    /// Reads the form; `kept` is the day the task has.
    pub fn parse(form: &TaskForm, today: Date, kept: Option<Date>) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = errors.check("title", plain::line_of(&form.title, 3, 160));
        let day = match plain::line(&form.due).as_str() {
            "" => Ok(None),
            day if kept.is_some() && Date::parse(day).ok() == kept => Ok(kept),
            day => due(day, today).map(Some),
        };
        let due = errors.check("due", day);
        match (title, due) {
            (Some(title), Some(due)) => Ok(Self { title, due }),
            _ => Err(errors),
        }
    }
}

/// A weekly update as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateForm {
    /// Number of the week it is about.
    pub week: String,
    /// How it went.
    pub body: String,
    /// Short names of those who put in their hours.
    pub hands: Vec<String>,
}

/// A weekly update to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUpdate {
    /// The week it is about, from 1.
    pub week: i64,
    /// 10–1,000 characters.
    pub body: String,
    /// Short names of those who put in their hours.
    pub hands: Vec<String>,
}

impl NewUpdate {
    /// Reads the form.
    pub fn parse(form: &UpdateForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let week = errors.check("week", plain::number(&form.week, 1, 9_999));
        let body = errors.check("body", plain::lines_of(&form.body, 10, 1_000));
        match (week, body) {
            (Some(week), Some(body)) => Ok(Self {
                week: i64::from(week),
                body,
                hands: form.hands.clone(),
            }),
            _ => Err(errors),
        }
    }
}

/// How many files a team may keep.
pub const MAX_FILES: usize = 20;
/// How large each of them may be, in bytes.
pub const FILE_BYTES: usize = 4 * 1024 * 1024;

/// A file to keep beside a team's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// What it is called, without folders; 1–120 characters.
    pub name: String,
    /// What it holds, at most [`FILE_BYTES`].
    pub bytes: Vec<u8>,
}

impl NewFile {
    /// A file by the name the browser gave it, of which folders are left out.
    /// Errors stand at the field `file`.
    pub fn parse(name: &str, bytes: Vec<u8>) -> Result<Self, FieldErrors> {
        let wrong = |error| FieldErrors::one("file", error);
        if bytes.is_empty() {
            let chosen = !name.is_empty();
            return Err(wrong(if chosen {
                FieldError::EmptyFile
            } else {
                FieldError::Missing
            }));
        }
        if bytes.len() > FILE_BYTES {
            return Err(Self::too_large());
        }
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = plain::line_of(name, 1, 120).map_err(wrong)?;
        Ok(Self { name, bytes })
    }

    /// The refusal of a file beyond [`FILE_BYTES`].
    pub fn too_large() -> FieldErrors {
        FieldErrors::one("file", FieldError::FileTooLarge)
    }
}

/// A link as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkForm {
    /// What it leads to.
    pub label: String,
    /// Its address.
    pub address: String,
}

/// A link to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// 2–80 characters.
    pub label: String,
    /// An address on the web.
    pub address: String,
}

impl NewLink {
    /// Reads the form.
    pub fn parse(form: &LinkForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let label = errors.check("label", plain::line_of(&form.label, 2, 80));
        let address = errors.check("address", web_address(&form.address));
        match (label, address) {
            (Some(label), Some(address)) => Ok(Self { label, address }),
            _ => Err(errors),
        }
    }
}

/// What came of a team's work, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliverForm {
    /// What is there now, and for whom.
    pub outcome: String,
    /// Where it can be seen; may be empty.
    pub address: String,
}

/// What a team learned that stops, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopForm {
    /// What it tried.
    pub tried: String,
    /// What it found.
    pub found: String,
    /// Who should know; may be empty.
    pub tell: String,
}

/// How a launched team is to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finish {
    /// With what came of it.
    Delivered {
        /// 20–1,000 characters.
        outcome: String,
        /// Where it can be seen; empty where nowhere.
        address: String,
    },
    /// With what it learned.
    Stopped {
        /// What it tried, 20–1,000 characters.
        tried: String,
        /// What it found, 20–1,000 characters.
        found: String,
        /// Who should know, up to 300 characters.
        tell: String,
    },
}

impl Finish {
    /// Reads the form of a team that delivers.
    pub fn deliver(form: &DeliverForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let outcome = errors.check("outcome", plain::lines_of(&form.outcome, 20, 1_000));
        let address = if plain::line(&form.address).is_empty() {
            Ok(String::new())
        } else {
            web_address(&form.address)
        };
        match (outcome, errors.check("address", address)) {
            (Some(outcome), Some(address)) => Ok(Self::Delivered { outcome, address }),
            _ => Err(errors),
        }
    }

    /// Reads the form of a team that stops.
    pub fn stop(form: &StopForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let tried = errors.check("tried", plain::lines_of(&form.tried, 20, 1_000));
        let found = errors.check("found", plain::lines_of(&form.found, 20, 1_000));
        let tell = errors.check("tell", plain::line_of(&form.tell, 0, 300));
        match (tried, found, tell) {
            (Some(tried), Some(found), Some(tell)) => Ok(Self::Stopped { tried, found, tell }),
            _ => Err(errors),
        }
    }
}

/// An address that a browser opens as a page, with its scheme and a host, up to
/// 500 characters, and nothing that could run instead.
fn web_address(text: &str) -> Result<String, FieldError> {
    let text = plain::line_of(text, 1, 500)?;
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme)
            .then(|| &text[scheme.len()..])
    });
    let host = rest
        .and_then(|rest| rest.split(['/', '?', '#']).next())
        .unwrap_or_default();
    let odd = |c: char| c.is_whitespace() || "<>\"'\\^`{|}@".contains(c);
    if host.is_empty() || host.contains(odd) || text.contains(|c| odd(c) && c != '@') {
        return Err(FieldError::NotAnAddress);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date(20_000);

    #[test]
    fn a_day_that_passed_may_stay_and_not_be_chosen() {
        let form = |due: Date| MilestoneForm {
            title: "A shelf that stands".into(),
            due: due.to_string(),
        };
        let past = TODAY.plus_days(-3);
        let chosen = NewMilestone::parse(&form(past), TODAY, None);
        assert_eq!(chosen, Err(FieldErrors::one("due", FieldError::Past)));
        let kept = NewMilestone::parse(&form(past), TODAY, Some(past));
        assert_eq!(kept.map(|milestone| milestone.due), Ok(past));
    }

    #[test]
    fn a_task_needs_no_day() {
        let form = TaskForm {
            title: "Saw the boards".into(),
            due: String::new(),
        };
        let task = NewTask::parse(&form, TODAY, None).expect("a task");
        assert_eq!(task.due, None);
    }

    #[test]
    fn an_address_leads_to_the_web_and_runs_nothing() {
        for good in [
            "https://harrowandpine.example/shelf?x=1#top",
            "HTTP://127.0.0.1:8080",
            "https://example.org/~ines/@shelf",
        ] {
            assert_eq!(web_address(good).as_deref(), Ok(good));
        }
        for bad in [
            "",
            "shelf",
            "https://",
            "https:///shelf",
            "javascript:alert(1)",
            "java\u{0}script:alert(1)",
            "data:text/html,<script>",
            "https://good.example@bad.example/",
            "https://a b.example",
            "https://a.example/\"onclick=\"x",
        ] {
            assert!(web_address(bad).is_err(), "{bad}");
        }
    }
}
