//! What a team works on, read in one snapshot.

use std::collections::HashMap;

use domain::accounts::{MemberId, PersonRef};
use domain::teams::TeamStage;
use domain::work::{
    ACTIVE_DAYS, AskedWeek, CLAIM_DAYS, CrewView, Facts, Hand, Health, LinkView, MilestoneView,
    TaskState, TaskView, UpdateView, WorkView, end_of_week, is_late, last_day, week,
};
use domain::{Noun, Timestamp, policy};

use super::files::{self, FileRow};
use super::finish;
use super::lead;
use super::links::{self, Link};
use super::sql::{self, Milestone, Named, Task, Update, Worker};
use super::updates::open_weeks;
use crate::db::{Fault, Tx};
use crate::teams::sql::{self as teams, Team};
use crate::teams::view::Look;

/// Weeks that a page tells of, at most: half a year.
const WEEKS_SHOWN: usize = 26;

/// Everything about a team's work, as the database holds it.
struct Rows {
    team: Team,
    launched: Timestamp,
    /// Now, or when the team ended.
    until: Timestamp,
    milestones: Vec<Milestone>,
    tasks: Vec<Task>,
    workers: Vec<Worker>,
    updates: Vec<Update>,
    hands: Vec<(i64, MemberId)>,
    files: Vec<FileRow>,
    links: Vec<Link>,
    traces: Vec<MemberId>,
    named: Vec<Named>,
}

pub(super) async fn view(tx: &mut Tx<'_>, look: &Look) -> Result<Option<WorkView>, Fault> {
    let team = teams::seen(tx, &look.viewer, look.team).await?;
    let Some(launched) = team.launched_at.map(Timestamp) else {
        return Ok(None);
    };
    let since = look.now.plus_days(-ACTIVE_DAYS);
    let rows = Rows {
        launched,
        until: team.ended_at.map_or(look.now, Timestamp),
        milestones: sql::milestones(tx, team.id).await?,
        tasks: sql::tasks(tx, team.id).await?,
        workers: sql::workers(tx, team.id).await?,
        updates: sql::updates(tx, team.id).await?,
        hands: sql::hands(tx, team.id).await?,
        files: files::of(tx, team.id).await?,
        links: links::of(tx, team.id).await?,
        traces: sql::traces(tx, team.id, since).await?,
        named: sql::named(tx, team.id, team.lead_id).await?,
        team,
    };
    let me = look.viewer.id();
    let seated = rows
        .workers
        .iter()
        .any(|worker| worker.sits() && worker.member_id == me);
    let ours = seated || rows.team.lead_id == me;
    let stage = rows.team.stage()?;
    let mine = ours && stage == TeamStage::Launched && !rows.team.resting();
    let cares = |actor| policy::tidy_team(actor).is_ok();
    let tidies = mine || look.viewer.actor().is_some_and(cares);
    let people = rows.people()?;
    let may_lead =
        mine && seated && rows.team.lead_id != me && lead::silent(tx, &rows.team, look.now).await?;
    let lead = people.get(&rows.team.lead_id).cloned();
    Ok(Some(WorkView {
        team: rows.team.id,
        idea: rows.team.idea(),
        stage,
        mine,
        leads: mine && rows.team.lead_id == me,
        lead: lead.ok_or(Noun::Person)?,
        may_lead,
        milestones: rows
            .milestones
            .iter()
            .map(|milestone| rows.milestone(milestone, &people, me))
            .collect::<Result<_, _>>()?,
        updates: rows.weeks()?,
        asked: if mine {
            rows.asked(look.now, &people)
        } else {
            Vec::new()
        },
        crew: rows.workers.iter().map(crew).collect::<Result<_, _>>()?,
        finish: finish::of(tx, rows.team.id).await?,
        files: rows
            .files
            .iter()
            .map(|file| file.view(tidies))
            .collect::<Result<_, _>>()?,
        links: rows
            .links
            .iter()
            .map(|kept| link(kept, tidies))
            .collect::<Result<_, _>>()?,
        health: rows.health(look.now),
        today: look.now.date(),
    }))
}

impl Rows {
    /// Whoever held a seat, owns a task or leads the team, by number.
    fn people(&self) -> Result<HashMap<MemberId, PersonRef>, Fault> {
        let mut people = HashMap::new();
        for worker in &self.workers {
            people.insert(worker.member_id, worker.person.named()?);
        }
        for named in &self.named {
            people.insert(named.id, named.person.named()?);
        }
        Ok(people)
    }

    fn milestone(
        &self,
        milestone: &Milestone,
        people: &HashMap<MemberId, PersonRef>,
        me: MemberId,
    ) -> Result<MilestoneView, Fault> {
        let tasks = self
            .tasks
            .iter()
            .filter(|task| task.milestone_id == milestone.id);
        let shown = |task: &Task| {
            let state = task.state()?;
            let claimed = state == TaskState::Doing;
            Ok(TaskView {
                id: task.id,
                title: task.title.clone(),
                state,
                owner: task.owner_id.and_then(|owner| people.get(&owner).cloned()),
                mine: task.owner_id == Some(me),
                due: task.due(),
                expires: claimed.then(|| Timestamp(task.touched_at).plus_days(CLAIM_DAYS)),
            })
        };
        Ok(MilestoneView {
            id: milestone.id,
            title: milestone.title.clone(),
            due: milestone.due(),
            reached: milestone.reached(),
            tasks: tasks.map(shown).collect::<Result<_, Fault>>()?,
        })
    }

    /// Weeks that ended or were told of, newest first.
    fn weeks(&self) -> Result<Vec<UpdateView>, Fault> {
        let present = week(self.launched, self.until);
        let mut weeks = Vec::new();
        for number in (1..=present).rev().take(WEEKS_SHOWN) {
            let told = self.updates.iter().find(|update| update.week == number);
            let at = told.map(|update| Timestamp(update.created_at));
            let late = is_late(self.launched, number, at.unwrap_or(self.until));
            if told.is_none() && !late {
                continue;
            }
            let hands = self.hands.iter().filter(|(week, _)| *week == number);
            let hands = hands.filter_map(|(_, member)| self.worker(*member));
            weeks.push(UpdateView {
                week: number,
                last: last_day(self.launched, number),
                body: told.map(|update| update.body.clone()).unwrap_or_default(),
                author: told.map(|update| update.author.named()).transpose()?,
                hands: hands
                    .map(|worker| worker.person.named())
                    .collect::<Result<_, _>>()?,
                at,
                late,
            });
        }
        Ok(weeks)
    }

    fn worker(&self, member: MemberId) -> Option<&Worker> {
        self.workers
            .iter()
            .find(|worker| worker.member_id == member)
    }

    /// The weeks that can be told of: one that ended untold comes first, then
    /// the present one, then the other.
    fn asked(&self, now: Timestamp, people: &HashMap<MemberId, PersonRef>) -> Vec<AskedWeek> {
        let present = week(self.launched, now);
        let mut asked: Vec<_> = open_weeks(self.launched, now)
            .into_iter()
            .map(|number| self.asked_week(number, present, people))
            .collect();
        asked.sort_by_key(|week| (!(week.over && week.body.is_empty()), week.over));
        asked
    }

    fn asked_week(
        &self,
        number: i64,
        present: i64,
        people: &HashMap<MemberId, PersonRef>,
    ) -> AskedWeek {
        let told = self.updates.iter().find(|update| update.week == number);
        let (from, to) = (
            end_of_week(self.launched, number - 1),
            end_of_week(self.launched, number),
        );
        let mut hands: Vec<Hand> = Vec::new();
        for worker in self.workers.iter().filter(|worker| worker.sat(from, to)) {
            let Some(person) = people.get(&worker.member_id) else {
                continue;
            };
            if hands.iter().all(|hand| hand.person.handle != person.handle) {
                let named = self.hands.contains(&(number, worker.member_id));
                hands.push(Hand {
                    person: person.clone(),
                    named: named || told.is_none(),
                });
            }
        }
        AskedWeek {
            week: number,
            last: last_day(self.launched, number),
            body: told.map(|update| update.body.clone()).unwrap_or_default(),
            hands,
            over: number < present,
        }
    }

    fn health(&self, now: Timestamp) -> Health {
        let today = self.until.date();
        let reached_on_time = |milestone: &&Milestone| {
            milestone
                .reached()
                .is_some_and(|at| at.date() <= milestone.due())
        };
        let due = |milestone: &&Milestone| milestone.reached().is_some() || milestone.due() < today;
        let mut facts = Facts {
            on_time: count(self.milestones.iter().filter(reached_on_time)),
            due: count(self.milestones.iter().filter(due)),
            ..Facts::default()
        };
        for number in 1..week(self.launched, self.until) {
            let told = self.updates.iter().find(|update| update.week == number);
            let at = told.map(|update| Timestamp(update.created_at));
            let late = is_late(self.launched, number, at.unwrap_or(self.until));
            match (at, late) {
                (Some(_), false) => facts.updates += 1.0,
                (Some(_), true) => facts.updates += 0.5,
                // There is still time to tell of it.
                (None, false) => continue,
                (None, true) => {}
            }
            facts.weeks += 1;
        }
        let since = now.plus_days(-ACTIVE_DAYS);
        let sitting = || self.workers.iter().filter(|worker| worker.sits());
        let named = |member| {
            self.updates.iter().any(|update| {
                update.created_at >= since.0 && self.hands.contains(&(update.week, member))
            })
        };
        let active = sitting().filter(|worker| {
            worker.created_at >= since.0
                || self.traces.contains(&worker.member_id)
                || named(worker.member_id)
        });
        facts.people = count(sitting());
        facts.active = count(active);
        Health::of(facts)
    }
}

fn count<T>(things: impl Iterator<Item = T>) -> i64 {
    i64::try_from(things.count()).unwrap_or(i64::MAX)
}

fn crew(worker: &Worker) -> Result<CrewView, Fault> {
    Ok(CrewView {
        person: worker.person.named()?,
        skill: worker.skill.clone(),
        hours: worker.hours,
        stayed: worker.stayed(),
        sits: worker.sits(),
    })
}

fn link(link: &Link, may_remove: bool) -> Result<LinkView, Fault> {
    Ok(LinkView {
        id: link.id,
        label: link.label.clone(),
        address: link.address.clone(),
        person: link.person.named()?,
        at: Timestamp(link.created_at),
        may_remove,
    })
}
