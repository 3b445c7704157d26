//! What people type about a team, read and checked.

use serde::{Deserialize, Serialize};

use super::{Charter, CharterForm, Need};
use crate::accounts::skill_name;
use crate::launch::GATHERING_DAYS;
use crate::plain;
use crate::{Date, FieldError, FieldErrors};

/// How many kinds of seats a team may have.
pub const MAX_SEATS: usize = 12;

/// One row of seats as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeatForm {
    /// Name of the skill; a row without is dropped.
    pub skill: String,
    /// 1–3.
    pub level: String,
    /// Hours a week, 1–40.
    pub hours: String,
    /// Places, 1–10.
    pub count: String,
    /// Word of the need.
    pub need: String,
}

/// A kind of seat to offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSeat {
    /// Skill.
    pub skill: String,
    /// 1–3.
    pub level: u32,
    /// Hours a week, 1–40.
    pub hours: u32,
    /// Places, 1–10.
    pub count: u32,
    /// Required, welcome, or for an apprentice, who is one.
    pub need: Need,
}

impl NewSeat {
    /// Reads a row; errors carry the names of its fields behind `prefix`.
    pub fn parse(form: &SeatForm, prefix: &str) -> Result<Self, FieldErrors> {
        let name = |field: &str| {
            if prefix.is_empty() {
                field.to_owned()
            } else {
                format!("{prefix}[{field}]")
            }
        };
        let mut errors = FieldErrors::default();
        let skill = errors.check(&name("skill"), skill_name(&form.skill));
        let level = errors.check(&name("level"), plain::number(&form.level, 1, 3));
        let hours = errors.check(&name("hours"), plain::number(&form.hours, 1, 40));
        let count = errors.check(&name("count"), plain::number(&form.count, 1, 10));
        let need = errors.check(&name("need"), Need::parse(&form.need));
        let many = count.is_some_and(|count| count > 1);
        if need == Some(Need::Apprentice) && many {
            errors.check::<()>(&name("count"), Err(FieldError::OnlyOne));
        }
        match (skill, level, hours, count, need) {
            (Some(skill), Some(level), Some(hours), Some(count), Some(need))
                if errors.0.is_empty() =>
            {
                Ok(Self {
                    skill,
                    level,
                    hours,
                    count,
                    need,
                })
            }
            _ => Err(errors),
        }
    }
}

/// What a person typed into the start form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamForm {
    /// What the team agrees on.
    pub charter: CharterForm,
    /// Rows of seats.
    pub seats: Vec<SeatForm>,
}

/// A team to start.
#[derive(Clone, Debug)]
pub struct NewTeam {
    /// What the team agrees on.
    pub charter: Charter,
    /// At least one required seat.
    pub seats: Vec<NewSeat>,
}

impl NewTeam {
    /// Reads the form; the team has [`GATHERING_DAYS`] from `today` to launch.
    pub fn parse(form: &TeamForm, today: Date) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut seats = Vec::new();
        for (row, seat) in form.seats.iter().enumerate().take(MAX_SEATS) {
            if plain::line(&seat.skill).is_empty() {
                continue;
            }
            match NewSeat::parse(seat, &format!("seats[{row}]")) {
                Ok(seat) if seat.need == Need::Apprentice && apprentice(&seats) => {
                    let field = format!("seats[{row}][need]");
                    errors.check::<()>(&field, Err(FieldError::OnlyOne));
                }
                Ok(seat) => seats.push(seat),
                Err(FieldErrors(more)) => errors.0.extend(more),
            }
        }
        if errors.0.is_empty() && !seats.iter().any(|seat| seat.need == Need::Required) {
            let wrong = if seats.is_empty() {
                ("seats[0][skill]", FieldError::Missing)
            } else {
                ("seats[0][need]", FieldError::NoneRequired)
            };
            errors.check::<()>(wrong.0, Err(wrong.1));
        }
        let last = today.plus_days(i32::try_from(GATHERING_DAYS).unwrap_or(0));
        match Charter::parse(&form.charter, today, last) {
            Ok(charter) if errors.0.is_empty() => Ok(Self { charter, seats }),
            Ok(_) => Err(errors),
            Err(FieldErrors(more)) => {
                errors.0.extend(more);
                Err(errors)
            }
        }
    }
}

fn apprentice(seats: &[NewSeat]) -> bool {
    seats.iter().any(|seat| seat.need == Need::Apprentice)
}

/// Until when a promise lasts by itself: to the end of the work that begins on
/// this day, and a week from today at least.
pub fn usual_end(begin: Date, weeks: i64, today: Date) -> Date {
    let weeks = i32::try_from(weeks).unwrap_or(0);
    begin.plus_days(weeks * 7).max(today.plus_days(7))
}

/// A promise: these hours a week until that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewPledge {
    /// Hours a week, 1–40.
    pub hours: u32,
    /// Until the end of this day.
    pub until: Date,
}

impl NewPledge {
    /// Reads the fields `hours` and `until`; a pledge ends between today and
    /// two years from now.
    pub fn parse(hours: &str, until: &str, today: Date) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let hours = errors.check("hours", plain::number(hours, 1, 40));
        let until = Date::parse(until).and_then(|until| {
            if until < today {
                Err(FieldError::Past)
            } else if until > today.plus_days(730) {
                Err(FieldError::TooFar(730))
            } else {
                Ok(until)
            }
        });
        match (hours, errors.check("until", until)) {
            (Some(hours), Some(until)) => Ok(Self { hours, until }),
            _ => Err(errors),
        }
    }
}

/// A reason in one line, 8–300 characters, posted as the field `reason`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(pub String);

impl Reason {
    /// Reads the field.
    pub fn parse(text: &str) -> Result<Self, FieldErrors> {
        plain::line_of(text, 8, 300)
            .map(Self)
            .map_err(|e| FieldErrors::one("reason", e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> TeamForm {
        TeamForm {
            seats: vec![
                SeatForm {
                    skill: "Packaging".into(),
                    level: "2".into(),
                    hours: "3".into(),
                    count: "1".into(),
                    need: "required".into(),
                },
                SeatForm::default(),
            ],
            charter: CharterForm {
                purpose: "Send spare parts by post within a day".into(),
                weeks: "6".into(),
                milestone: "A form that takes one order".into(),
                milestone_due: "2026-05-20".into(),
                decides: "consent".into(),
                stops_when: String::new(),
            },
        }
    }

    fn due(day: &str) -> TeamForm {
        let mut form = form();
        form.charter.milestone_due = day.into();
        form
    }

    fn today() -> Date {
        Date::parse("2026-05-12").expect("a date")
    }

    #[test]
    fn empty_rows_of_seats_are_dropped() {
        let team = NewTeam::parse(&form(), today()).expect("complete");
        assert_eq!(team.seats.len(), 1);
    }

    #[test]
    fn a_team_needs_a_required_seat_and_a_milestone_in_reach() {
        let without = TeamForm {
            seats: vec![],
            ..due("2026-05-11")
        };
        let errors = NewTeam::parse(&without, today()).expect_err("no seat");
        assert_eq!(errors.0["seats[0][skill]"], FieldError::Missing);
        assert_eq!(errors.0["milestone_due"], FieldError::Past);
        let errors = NewTeam::parse(&due("2026-07-12"), today()).expect_err("too far");
        assert_eq!(errors.0["milestone_due"], FieldError::TooFar(35));
        let mut welcome = form();
        welcome.seats[0].need = "welcome".into();
        let errors = NewTeam::parse(&welcome, today()).expect_err("nobody is needed");
        assert_eq!(errors.0["seats[0][need]"], FieldError::NoneRequired);
    }

    #[test]
    fn errors_of_a_seat_carry_its_row() {
        let mut wrong = form();
        wrong.seats[0].hours = "99".into();
        let errors = NewTeam::parse(&wrong, today()).expect_err("too many hours");
        assert_eq!(errors.0["seats[0][hours]"], FieldError::NotBetween(1, 40));
    }

    #[test]
    fn a_team_has_one_apprentice() {
        let mut two = form();
        let seat = |skill: &str, count: &str| SeatForm {
            skill: skill.into(),
            count: count.into(),
            need: "apprentice".into(),
            ..form().seats[0].clone()
        };
        two.seats = vec![form().seats[0].clone(), seat("Joinery", "1")];
        assert!(NewTeam::parse(&two, today()).is_ok());
        two.seats.push(seat("Finishing", "1"));
        let errors = NewTeam::parse(&two, today()).expect_err("two apprentices");
        assert_eq!(errors.0["seats[2][need]"], FieldError::OnlyOne);
        two.seats[2] = seat("Finishing", "2");
        let errors = NewTeam::parse(&two, today()).expect_err("two places");
        assert_eq!(errors.0["seats[2][count]"], FieldError::OnlyOne);
    }

    #[test]
    fn a_pledge_ends_in_the_future() {
        let errors = NewPledge::parse("0", "2026-05-11", today()).expect_err("both wrong");
        assert_eq!(errors.0["hours"], FieldError::NotBetween(1, 40));
        assert_eq!(errors.0["until"], FieldError::Past);
    }
}
