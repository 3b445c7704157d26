//! What recurs: scheduled once, run in its time, seen and pushed by admins.

use domain::jobs::Chore;
use domain::{Denied, Noun};

use super::*;
use crate::db::{Fault, run};
use crate::testing::contract;

/// The runner of the program, its chores written down.
async fn program(house: &House) -> Runner {
    let runner = Runner::new(house.ctx.clone(), registry());
    runner.schedule().await.expect("scheduled");
    runner
}

/// The chores, as an admin sees them.
async fn chores(house: &House) -> Vec<JobView> {
    let service = JobsService::new(house.ctx.clone());
    let listed = service.list(&actor(Role::Admin), None, None).await;
    listed.expect("a list").chores
}

async fn chore(house: &House, wanted: Chore) -> JobView {
    let found = chores(house).await;
    let found = found.into_iter().find(|job| job.chore == Some(wanted));
    found.expect("the chore")
}

contract! {
    async fn every_chore_stands_in_the_table_once_whoever_starts(house: House) {
        let starts = (0..4).map(|_| program(&house));
        let runners = futures::future::join_all(starts).await;
        let listed: Vec<_> = chores(&house).await.iter().filter_map(|job| job.chore).collect();
        assert_eq!(listed, Chore::ALL);
        let done = futures::future::join_all(runners.iter().map(all_due)).await;
        assert_eq!(done.iter().sum::<usize>(), Chore::ALL.len(), "each ran once: {done:?}");
    }

    async fn a_chore_runs_again_after_its_time(house: House) {
        let runner = Runner::new(house.ctx.clone(), Registry::default().every::<Daily>(DAY));
        runner.schedule().await.expect("scheduled");
        assert_eq!(all_due(&runner).await, 1);
        runner.schedule().await.expect("again");
        assert_eq!(all_due(&runner).await, 0);
        house.clock.pass(DAY - 1);
        assert_eq!(all_due(&runner).await, 0);
        // However long nobody was there: once, not once a day missed.
        house.clock.pass(9 * DAY);
        assert_eq!(all_due(&runner).await, 1);
    }

    async fn a_stepping_clock_makes_no_runner_busy(house: House) {
        let runner = program(&house).await;
        all_due(&runner).await;
        // Ten years ahead each is due once, not once for each time it missed.
        house.clock.pass(3_652 * DAY);
        runner.schedule().await.expect("scheduled");
        assert_eq!(all_due(&runner).await, Chore::ALL.len());
        assert_eq!(all_due(&runner).await, 0, "then it rests");
        house.clock.pass(-3_653 * DAY);
        runner.schedule().await.expect("scheduled");
        assert!(all_due(&runner).await <= Chore::ALL.len());
        assert_eq!(all_due(&runner).await, 0, "and again");
    }

    async fn a_chore_from_a_future_that_went_away_runs_soon(house: House) {
        let runner = program(&house).await;
        house.clock.pass(3_652 * DAY);
        all_due(&runner).await;
        house.clock.pass(-3_652 * DAY);
        assert_eq!(all_due(&runner).await, 0);
        runner.schedule().await.expect("scheduled anew");
        assert_eq!(all_due(&runner).await, Chore::ALL.len());
    }

    async fn the_counters_are_compared_and_what_differs_is_counted(house: House) {
        house.organisation().await;
        let ada = house.customer("Ada").await;
        house.idea(&ada).await;
        let runner = program(&house).await;
        assert_eq!(drift(&house.ctx.db).await, Ok(None));
        all_due(&runner).await;
        assert_eq!(drift(&house.ctx.db).await, Ok(Some(0)));
        house.write((), |tx, ()| Box::pin(async move {
            run!(tx, "UPDATE ideas SET comments = comments + 1")?;
            Ok(())
        })).await;
        house.clock.pass(DAY);
        all_due(&runner).await;
        assert_eq!(drift(&house.ctx.db).await, Ok(Some(1)));
        assert_eq!(chore(&house, Chore::Counters).await.handled, Some(1));
    }

    async fn old_links_and_finished_jobs_are_forgotten(house: House) {
        const LINK: &str = "
            INSERT INTO links (token_hash, purpose, created_at, expires_at)
            VALUES ($1, 'setup', $2, $2)";
        house.write(house.ctx.now(), |tx, now| Box::pin(async move {
            run!(tx, LINK, b"hash".as_slice(), now.0)?;
            Ok::<_, Fault>(())
        })).await;
        let runner = Runner::new(house.ctx.clone(), registry().with::<Errand>());
        runner.schedule().await.expect("scheduled");
        errand(&house, story(), 1, Way::Well).await;
        all_due(&runner).await;
        assert_eq!(chore(&house, Chore::Links).await.handled, Some(0));
        assert_eq!(in_state(&house, JobState::Done).await.len(), 1);
        house.clock.pass(31 * DAY);
        all_due(&runner).await;
        assert_eq!(chore(&house, Chore::Links).await.handled, Some(1));
        assert_eq!(in_state(&house, JobState::Done).await.len(), 0);
    }

    async fn an_admin_runs_a_chore_now_and_a_failed_job_again(house: House) {
        let ada = house.admin("Ada").await;
        let service = JobsService::new(house.ctx.clone());
        let runner = Runner::new(house.ctx.clone(), registry().with::<Errand>());
        runner.schedule().await.expect("scheduled");
        all_due(&runner).await;
        service.run_now(&ada, Chore::Sessions).await.expect("pushed");
        assert_eq!(all_due(&runner).await, 1);

        let story = story();
        let id = errand(&house, story, 1, Way::Badly).await;
        assert_eq!(service.retry(&ada, id).await, Err(Noun::Job.into()), "it has not failed yet");
        for attempt in 1..=TRIES {
            house.clock.pass(pause(attempt));
            all_due(&runner).await;
        }
        assert_eq!(in_state(&house, JobState::Failed).await.len(), 1);
        service.retry(&ada, id).await.expect("once more");
        let before = runs(story).len();
        all_due(&runner).await;
        assert_eq!(runs(story).len(), before + 1);
        assert_eq!(in_state(&house, JobState::Waiting).await[0].attempts, 1, "with all its tries");
    }

    async fn nobody_but_admins_sees_or_pushes_jobs(house: House) {
        let service = JobsService::new(house.ctx.clone());
        program(&house).await;
        for role in [Role::Member, Role::Steward, Role::Moderator] {
            let actor = actor(role);
            let refused: AppError = Denied::NotYours.into();
            assert_eq!(service.list(&actor, None, None).await, Err(refused.clone()));
            assert_eq!(service.retry(&actor, 1).await, Err(refused.clone()));
            assert_eq!(service.run_now(&actor, Chore::Teams).await, Err(refused));
        }
    }
}
