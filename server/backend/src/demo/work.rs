//! Plays what the demo's teams did after their launch.

use domain::accounts::{Actor, Viewer};
use domain::decisions::{NewProposal, Words};
use domain::ledger::{NewBallot, PointsForm};
use domain::skills::fold;
use domain::teams::Reason;
use domain::work::{
    DeliverForm, Finish, LinkForm, MilestoneForm, StopForm, TaskForm, TaskState, UpdateForm,
    WorkView,
};
use domain::{AppError, Conflict, Noun, Services};

use super::calendar::MovedClock;
use super::content::Work;
use crate::context::Clock as _;

/// Does one thing in a team, as somebody of it would.
pub(super) async fn play(
    services: &Services,
    clock: &MovedClock,
    team: i64,
    by: &Actor,
    deed: &Work,
) -> Result<(), AppError> {
    let work = &services.work;
    let seen = work.view(&Viewer::Member(by.clone()), team).await?;
    let seen = seen.ok_or(Conflict::NotLaunched)?;
    match deed {
        Work::Milestone { title, due_days } => {
            let form = MilestoneForm {
                title: title.clone(),
                due: clock.now().date().plus_days(*due_days).to_string(),
            };
            work.add_milestone(by, team, &form).await?;
        }
        Work::Reach { title } => {
            let milestone = milestone(&seen, title.as_deref())?;
            work.reach_milestone(by, team, milestone).await?;
        }
        Work::Task {
            milestone: of,
            title,
        } => {
            let form = TaskForm {
                title: title.clone(),
                due: String::new(),
            };
            let milestone = milestone(&seen, of.as_deref())?;
            work.add_task(by, team, milestone, &form).await?;
        }
        Work::Claim { title } => {
            let task = task(&seen, title)?;
            work.move_task(by, team, task, TaskState::Doing).await?;
        }
        Work::Done { title } => {
            let task = task(&seen, title)?;
            work.move_task(by, team, task, TaskState::Done).await?;
        }
        Work::Update { body, hands } => {
            let week = seen.asked.first().ok_or(Conflict::WeekClosed)?.week;
            let form = UpdateForm {
                week: week.to_string(),
                body: body.clone(),
                hands: hands.clone(),
            };
            work.write_update(by, team, &form).await?;
        }
        Work::Propose {
            title,
            details,
            days_open,
        } => {
            let new = NewProposal {
                title: title.clone(),
                details: details.clone(),
                days: *days_open,
            };
            services.decisions.propose(by, team, new).await?;
        }
        Work::Object { title, reason } => {
            let viewer = Viewer::Member(by.clone());
            let all = services.decisions.view(&viewer, team).await?;
            let all = all.ok_or(Conflict::NotLaunched)?.decisions;
            let found = all.iter().find(|one| one.title == *title);
            let found = found.ok_or(Noun::Decision)?;
            let words = Words {
                decision: found.id,
                at: Some(found.at),
            };
            let reason = Reason::parse(reason)?;
            services.decisions.object(by, team, words, reason).await?;
        }
        Work::Link { label, address } => {
            let form = LinkForm {
                label: label.clone(),
                address: address.clone(),
            };
            work.add_link(by, team, &form).await?;
        }
        Work::Cast { points } => {
            let viewer = Viewer::Member(by.clone());
            let ledger = services.ledger.view(&viewer, team).await?;
            let split = ledger.splits.first().ok_or(Noun::Split)?.id;
            let row = |(handle, points): (&String, &u32)| PointsForm {
                handle: handle.clone(),
                points: points.to_string(),
            };
            let rows: Vec<_> = points.iter().map(row).collect();
            let ballot = NewBallot::parse(&rows)?;
            services.ledger.cast(by, team, split, ballot).await?;
        }
        Work::Endorse { of, skill } => {
            let viewer = Viewer::Member(by.clone());
            let person = services.accounts.person(&viewer, of).await?;
            let skill = fold(skill);
            services.accounts.endorse(by, person.id, &skill).await?;
        }
        Work::Deliver { outcome, address } => {
            let form = DeliverForm {
                outcome: outcome.clone(),
                address: address.clone(),
            };
            work.finish(by, team, Finish::deliver(&form)?).await?;
        }
        Work::Stop { tried, found, tell } => {
            let form = StopForm {
                tried: tried.clone(),
                found: found.clone(),
                tell: tell.clone(),
            };
            work.finish(by, team, Finish::stop(&form)?).await?;
        }
    }
    Ok(())
}

/// The milestone with this title, or the first one.
fn milestone(seen: &WorkView, title: Option<&str>) -> Result<i64, AppError> {
    let found = match title {
        Some(title) => seen.milestones.iter().find(|one| one.title == title),
        None => seen.milestones.iter().min_by_key(|one| one.id),
    };
    Ok(found.ok_or(Noun::Milestone)?.id)
}

fn task(seen: &WorkView, title: &str) -> Result<i64, AppError> {
    let mut tasks = seen.milestones.iter().flat_map(|one| &one.tasks);
    let found = tasks.find(|task| task.title == title);
    Ok(found.ok_or(Noun::Task)?.id)
}
