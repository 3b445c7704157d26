//! The demo's time: a clock that is moved, and what happens when.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::Timestamp;
use domain::time::HOUR;
use domain::votes::Choice;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::content::{Content, Idea};
use crate::context::Clock;

/// A clock that shows the moment of the demo's history being played.
pub(super) struct MovedClock(AtomicI64);

impl MovedClock {
    pub(super) fn new(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.0))
    }

    pub(super) fn set(&self, at: Timestamp) {
        self.0.store(at.0, Ordering::Relaxed);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

/// Something that somebody does with an idea (by its place in the content).
#[derive(Clone, Debug)]
pub(super) enum Act {
    Post,
    Withdraw,
    Vote { by: String, choice: Choice },
    Comment { index: usize },
    StartTeam,
    TakeSeat { seat: usize, by: String },
    EndTeam,
    Work { step: usize },
    Care { index: usize },
}

/// An act and its moment.
pub(super) struct Entry {
    pub(super) at: Timestamp,
    pub(super) idea: usize,
    pub(super) act: Act,
}

fn hours(number: f64) -> i64 {
    // A demo's hours are far from the edges of 64 bits.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole microseconds are enough"
    )]
    let micros = (number * HOUR as f64) as i64;
    micros
}

/// Everything that happens, in the order of time. Chance is drawn from a fixed
/// seed, so that the demo is the same every time.
pub(super) fn plan(content: &Content, now: Timestamp) -> Vec<Entry> {
    let mut dice = ChaCha8Rng::seed_from_u64(2005);
    let mut entries = Vec::new();
    for (place, idea) in content.ideas.iter().enumerate() {
        let posted = now + -hours(idea.days_ago * 24.0);
        let mut add = |at: Timestamp, act| {
            entries.push(Entry {
                at: at.min(now),
                idea: place,
                act,
            });
        };
        add(posted, Act::Post);
        if idea.withdrawn {
            add(posted + hours(idea.days_ago * 3.0), Act::Withdraw);
        }
        for (index, comment) in idea.comments.iter().enumerate() {
            add(posted + hours(comment.hours_after), Act::Comment { index });
        }
        for (index, care) in idea.care.iter().enumerate() {
            add(posted + hours(care.hours_after), Act::Care { index });
        }
        for (at, by, choice) in votes(content, idea, posted, now, &mut dice) {
            add(at, Act::Vote { by, choice });
        }
        if let Some(team) = &idea.team {
            let started = posted + hours(team.hours_after);
            add(started, Act::StartTeam);
            let until = team.ended.as_ref().map_or(now, |ended| {
                let at = posted + hours(ended.hours_after);
                add(at, Act::EndTeam);
                at
            });
            for (step, work) in team.work.iter().enumerate() {
                add(started + hours(work.days * 24.0), Act::Work { step });
            }
            let window = (until - started).min(hours(11.0 * 24.0)) as f64 * 0.9;
            let takers: Vec<(usize, &String)> = team
                .seats
                .iter()
                .enumerate()
                .flat_map(|(seat, row)| row.taken_by.iter().map(move |by| (seat, by)))
                .collect();
            for (turn, (seat, by)) in takers.iter().enumerate() {
                let share = (turn as f64 + dice.random_range(0.2..0.9)) / takers.len() as f64;
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "whole microseconds are enough"
                )]
                let after = (window * share) as i64;
                add(
                    started + after,
                    Act::TakeSeat {
                        seat: *seat,
                        by: (*by).clone(),
                    },
                );
            }
        }
    }
    // Stable: what happens at one moment happens in the order written.
    entries.sort_by_key(|entry| entry.at);
    entries
}

/// Who votes on an idea, how and when: most in the first days, some later.
fn votes(
    content: &Content,
    idea: &Idea,
    posted: Timestamp,
    now: Timestamp,
    dice: &mut impl Rng,
) -> Vec<(Timestamp, String, Choice)> {
    let internal = idea.board != "ideas";
    let mut voters: Vec<&str> = content
        .people
        .iter()
        .filter(|person| person.handle != idea.author)
        .filter(|person| !internal || person.department.is_some())
        .map(|person| person.handle.as_str())
        .collect();
    voters.shuffle(dice);
    let age = (now - posted) as f64;
    let reach = age.min(hours(12.0 * 24.0) as f64);
    voters
        .into_iter()
        .take(idea.support + idea.oppose)
        .enumerate()
        .map(|(turn, by)| {
            let choice = if turn < idea.support {
                Choice::Support
            } else {
                Choice::Oppose
            };
            let early: f64 = dice.random_range(0.0..1.0);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "whole microseconds are enough"
            )]
            let after = (reach * early * early * 0.95) as i64 + 1;
            (posted + after, by.to_owned(), choice)
        })
        .collect()
}
