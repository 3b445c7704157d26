//! Plays the demo's history through the use cases.

use std::collections::HashMap;

use domain::accounts::Actor;
use domain::comments::CommentBody;
use domain::ideas::{IdeaForm, NewIdea};
use domain::moderation::{Cause, Subject};
use domain::teams::{CharterForm, Need, SeatForm, TeamForm, TeamView};
use domain::time::HOUR;
use domain::{AppError, Services, Timestamp};

use super::SeedError;
use super::calendar::{Act, Entry, MovedClock, plan};
use super::content::{Care, Content, Deed, Idea, Seat, Team};
use super::people::Actors;
use super::{matching, work};
use crate::context::{Clock as _, Context};
use crate::jobs::{Runner, registry};

/// The stage on which the history is played.
struct Play<'p> {
    services: Services,
    /// Does what acts left to be done.
    errands: Runner,
    content: &'p Content,
    actors: &'p Actors,
    clock: &'p MovedClock,
    /// Numbers of ideas by their place in the content.
    ideas: HashMap<usize, i64>,
    /// Teams by the same.
    teams: HashMap<usize, TeamView>,
    /// Numbers of comments by idea and place.
    comments: HashMap<(usize, usize), i64>,
}

/// Plays everything, in the order of time.
pub(super) async fn all(
    past: &Context,
    clock: &MovedClock,
    content: &Content,
    actors: &Actors,
    now: Timestamp,
) -> Result<(), SeedError> {
    let mut play = Play {
        services: crate::services(past),
        errands: Runner::new(past.clone(), registry()),
        content,
        actors,
        clock,
        ideas: HashMap::new(),
        teams: HashMap::new(),
        comments: HashMap::new(),
    };
    for entry in plan(content, now) {
        clock.set(entry.at);
        let what = format!("{:?} on “{}”", entry.act, content.ideas[entry.idea].title);
        play.one(entry)
            .await
            .map_err(|error| SeedError::Refused { what, error })?;
    }
    clock.set(Timestamp(now.0 - HOUR));
    matching::play(past, &play.services, actors, &content.matching)
        .await
        .map_err(|error| SeedError::Refused {
            what: "people to be found".into(),
            error,
        })
}

impl Play<'_> {
    async fn one(&mut self, entry: Entry) -> Result<(), AppError> {
        let place = entry.idea;
        let idea = &self.content.ideas[place];
        match entry.act {
            Act::Post => {
                let from = match &idea.from {
                    Some(title) => self.called(title)?.to_string(),
                    None => String::new(),
                };
                let new = NewIdea::parse(&form(idea, from))?;
                let posted = self
                    .services
                    .ideas
                    .submit(self.actor(&idea.author)?, new)
                    .await?;
                self.ideas.insert(place, posted.number);
            }
            Act::Withdraw => {
                self.services
                    .ideas
                    .withdraw(self.actor(&idea.author)?, self.idea(place)?)
                    .await?;
            }
            Act::Vote { by, choice } => {
                self.services
                    .votes
                    .cast(self.actor(&by)?, self.idea(place)?, choice)
                    .await?;
            }
            Act::Comment { index } => {
                let comment = &idea.comments[index];
                let parent = match comment.reply_to {
                    Some(parent) => Some(self.comment(place, parent)?),
                    None => None,
                };
                let body = CommentBody::parse(&comment.body)?;
                let by = self.actor(&comment.by)?;
                let posted = self
                    .services
                    .comments
                    .post(by, self.idea(place)?, parent, body)
                    .await?;
                self.comments.insert((place, index), posted.id);
            }
            Act::StartTeam => {
                if let Some(team) = &idea.team {
                    let starter = self.actor(&team.starter)?;
                    let begun = self
                        .services
                        .teams
                        .start(starter, self.idea(place)?, &self.charter(team))
                        .await?;
                    self.teams.insert(place, begun);
                }
            }
            Act::TakeSeat { seat, by } => {
                let team = self.team(place)?;
                let row = &team.seats[seat];
                let until = team
                    .today
                    .plus_days(i32::try_from(team.weeks).unwrap_or(6) * 7)
                    .to_string();
                let hours = row.hours.to_string();
                let services = &self.services.teams;
                services
                    .take_seat(
                        self.actor(&by)?,
                        team.number,
                        row.id,
                        team.charter,
                        &hours,
                        &until,
                    )
                    .await?;
            }
            Act::EndTeam => {
                if let Some(team) = &idea.team
                    && let Some(ended) = &team.ended
                {
                    let starter = self.actor(&team.starter)?;
                    let number = self.team(place)?.number;
                    let services = &self.services.teams;
                    let over = services.end(starter, number, &ended.ending, &ended.reason);
                    over.await?;
                }
            }
            Act::Work { step } => {
                if let Some(team) = &idea.team {
                    let number = self.team(place)?.number;
                    let step = &team.work[step];
                    let by = self.actor(&step.by)?;
                    // What time did in the team comes before what somebody does.
                    self.services.teams.sweep().await?;
                    work::play(&self.services, self.clock, number, by, &step.work).await?;
                    self.errands.all_due().await?;
                }
            }
            Act::Care { index } => self.care(place, &idea.care[index]).await?,
        }
        Ok(())
    }

    /// What a moderator did about an idea or one of its comments.
    async fn care(&self, place: usize, care: &Care) -> Result<(), AppError> {
        let by = self.actor(&care.by)?;
        let idea = self.idea(place)?;
        let moderation = &self.services.moderation;
        match &care.deed {
            Deed::Lock { grounds, reason } => {
                let cause = Cause::parse(grounds.as_str(), reason)?;
                moderation.lock(by, idea, cause).await
            }
            Deed::Unlock => moderation.unlock(by, idea).await,
            Deed::Hide {
                comment,
                grounds,
                reason,
            } => {
                let cause = Cause::parse(grounds.as_str(), reason)?;
                let comment = Subject::Comment(self.comment(place, *comment)?);
                moderation.hide(by, &comment, cause).await
            }
        }
    }

    fn actor(&self, handle: &str) -> Result<&Actor, AppError> {
        self.actors
            .get(handle)
            .ok_or(AppError::NotFound(domain::Noun::Person))
    }

    fn team(&self, place: usize) -> Result<&TeamView, AppError> {
        self.teams
            .get(&place)
            .ok_or(AppError::NotFound(domain::Noun::Team))
    }

    fn idea(&self, place: usize) -> Result<i64, AppError> {
        self.ideas
            .get(&place)
            .copied()
            .ok_or(AppError::NotFound(domain::Noun::Idea))
    }

    /// The idea with this title, posted before.
    fn called(&self, title: &str) -> Result<i64, AppError> {
        let mut ideas = self.content.ideas.iter();
        let place = ideas.position(|idea| idea.title == title);
        self.idea(place.ok_or(AppError::NotFound(domain::Noun::Idea))?)
    }

    fn comment(&self, place: usize, index: usize) -> Result<i64, AppError> {
        self.comments
            .get(&(place, index))
            .copied()
            .ok_or(AppError::NotFound(domain::Noun::Comment))
    }

    fn charter(&self, team: &Team) -> TeamForm {
        let due = self.clock.now().date().plus_days(team.milestone_days);
        TeamForm {
            seats: team
                .seats
                .iter()
                .map(|seat| SeatForm {
                    skill: seat.skill.clone(),
                    level: seat.level.to_string(),
                    hours: seat.hours.to_string(),
                    count: seat.count.to_string(),
                    need: need(seat).to_string(),
                })
                .collect(),
            charter: CharterForm {
                purpose: team.purpose.clone(),
                weeks: team.weeks.to_string(),
                milestone: team.milestone.clone(),
                milestone_due: due.to_string(),
                decides: team.decides.to_string(),
                stops_when: team.stops_when.clone(),
            },
        }
    }
}

const fn need(seat: &Seat) -> Need {
    if seat.apprentice {
        Need::Apprentice
    } else if seat.required {
        Need::Required
    } else {
        Need::Welcome
    }
}

fn form(idea: &Idea, from: String) -> IdeaForm {
    IdeaForm {
        board: idea.board.clone(),
        title: idea.title.clone(),
        body: idea.body.clone(),
        kind: idea.kind.to_string(),
        department: idea.department.clone().unwrap_or_default(),
        topics: idea.topics.join(", "),
        from,
    }
}
