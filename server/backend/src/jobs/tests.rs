//! What jobs promise, on both engines, with a clock the test moves.

mod chores;
mod ending;

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{LazyLock, Mutex};

use domain::AppError;
use domain::accounts::{Actor, Kind as Side, Role};
use domain::jobs::{JobState, JobView, Jobs};
use domain::time::DAY;
use serde::Deserialize;

use super::*;
use crate::db::Lock;
use crate::testing::{House, contract};

/// What the jobs of a test did, by the test's own number: how often each ran.
static RUNS: LazyLock<Mutex<HashMap<i64, Vec<i64>>>> = LazyLock::new(Mutex::default);

/// A number of which no other test has the like.
fn story() -> i64 {
    static NEXT: AtomicI64 = AtomicI64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// How often the jobs of this story ran, by their number, in the order of time.
fn runs(story: i64) -> Vec<i64> {
    let runs = RUNS.lock().expect("whole");
    runs.get(&story).cloned().unwrap_or_default()
}

fn note(story: i64, number: i64) {
    let mut runs = RUNS.lock().expect("whole");
    runs.entry(story).or_default().push(number);
}

/// Notes that it ran; does what it is told to.
#[derive(Serialize, Deserialize)]
struct Errand {
    story: i64,
    number: i64,
    way: Way,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
enum Way {
    Well,
    Badly,
    Panicking,
    Forever,
}

#[async_trait]
impl Job for Errand {
    const KIND: &'static str = "test.errand";

    async fn run(&self, _: &Context) -> Outcome<u64> {
        note(self.story, self.number);
        match self.way {
            Way::Well => Ok(1),
            Way::Badly => Err(AppError::Busy),
            Way::Panicking => panic!("on purpose"),
            Way::Forever => std::future::pending().await,
        }
    }
}

/// Something that recurs.
#[derive(Serialize, Deserialize)]
struct Daily;

#[async_trait]
impl Job for Daily {
    const KIND: &'static str = "test.daily";

    async fn run(&self, _: &Context) -> Outcome<u64> {
        Ok(7)
    }
}

/// A runner of another node on the same database.
fn runner(house: &House) -> Runner {
    let registry = Registry::default().with::<Errand>().every::<Daily>(DAY);
    Runner::new(house.ctx.clone(), registry)
}

/// Writes an errand down, due now.
async fn errand(house: &House, story: i64, number: i64, way: Way) -> i64 {
    let (job, now) = (Errand { story, number, way }, house.ctx.now());
    house
        .write((job, now), |tx, (job, now)| {
            Box::pin(enqueue(tx, job, *now, *now))
        })
        .await
}

/// Does what is due, one after the other; how many.
async fn all_due(runner: &Runner) -> usize {
    runner.all_due().await.expect("the table answers")
}

/// Somebody of this role, of whom only the policy asks.
fn actor(role: Role) -> Actor {
    Actor {
        id: 1,
        display_name: "Ada".into(),
        handle: "ada".into(),
        kind: Side::Employee,
        department: None,
        role,
        unread: 0,
    }
}

/// The jobs in this state, as an admin sees them.
async fn in_state(house: &House, state: JobState) -> Vec<JobView> {
    let service = JobsService::new(house.ctx.clone());
    let listed = service.list(&actor(Role::Admin), Some(state), None).await;
    listed.expect("a list").jobs.items
}

contract! {
    async fn what_is_refused_leaves_no_job_behind(house: House) {
        let (story, now) = (story(), house.ctx.now());
        let job = Errand { story, number: 1, way: Way::Well };
        let refused = house.ctx.db.write(Lock::Nothing, (job, now), |tx, (job, now)| Box::pin(async move {
            enqueue(tx, job, *now, *now).await?;
            Err::<(), _>(domain::Noun::Idea.into())
        }));
        assert!(refused.await.is_err());
        assert_eq!(all_due(&runner(&house)).await, 0);
        assert!(runs(story).is_empty());
    }

    async fn a_job_waits_for_its_time(house: House) {
        let (story, now) = (story(), house.ctx.now());
        let job = Errand { story, number: 1, way: Way::Well };
        house.write((job, now), |tx, (job, now)| {
            Box::pin(enqueue(tx, job, *now + DAY, *now))
        }).await;
        let runner = runner(&house);
        house.clock.pass(DAY - 1);
        assert_eq!(all_due(&runner).await, 0);
        house.clock.pass(1);
        assert_eq!(all_due(&runner).await, 1);
        assert_eq!(runs(story), [1]);
    }

    async fn eight_runners_do_each_job_once(house: House) {
        let story = story();
        for number in 0..40 {
            errand(&house, story, number, Way::Well).await;
        }
        let runners: Vec<Runner> = (0..8).map(|_| runner(&house)).collect();
        let done = futures::future::join_all(runners.iter().map(all_due)).await;
        assert_eq!(done.iter().sum::<usize>(), 40, "{done:?}");
        let mut ran = runs(story);
        ran.sort_unstable();
        assert_eq!(ran, (0..40).collect::<Vec<_>>());
        assert_eq!(in_state(&house, JobState::Done).await.len(), domain::paging::PAGE);
    }

    async fn a_job_of_a_dead_node_runs_again_when_its_lease_ends(house: House) {
        let story = story();
        errand(&house, story, 1, Way::Well).await;
        let (dead, alive) = (runner(&house), runner(&house));
        let lost = dead.next().await.expect("an answer").expect("a job");
        assert_eq!(all_due(&alive).await, 0, "it is the other's");
        house.clock.pass(queue::LEASE);
        assert_eq!(all_due(&alive).await, 1);
        assert_eq!(runs(story), [1]);
        // The dead one was only slow, and comes to its end after all.
        let _ = dead.work(&lost, std::future::pending()).await;
        let done = in_state(&house, JobState::Done).await;
        assert_eq!((done.len(), done[0].attempts), (1, 2), "the other's word stands");
    }

    async fn a_lease_is_renewed_by_its_holder_only(house: House) {
        errand(&house, story(), 1, Way::Well).await;
        let (db, runner) = (&house.ctx.db, runner(&house));
        let held = runner.next().await.expect("an answer").expect("a job");
        house.clock.pass(queue::LEASE - 1);
        let renewed = queue::renew(db, &held, house.ctx.now()).await;
        assert!(renewed.expect("an answer"));
        house.clock.pass(queue::LEASE - 1);
        assert_eq!(runner.next().await.expect("an answer"), None, "renewed");
        house.clock.pass(1);
        let taken = runner.next().await.expect("an answer").expect("taken over");
        assert!(!queue::renew(db, &held, house.ctx.now()).await.expect("an answer"));
        assert!(queue::renew(db, &taken, house.ctx.now()).await.expect("an answer"));
    }

    async fn a_failing_job_rests_longer_each_time_and_then_shows_as_failed(house: House) {
        let story = story();
        let id = errand(&house, story, 1, Way::Badly).await;
        let runner = runner(&house);
        for attempt in 1..=TRIES {
            assert_eq!(all_due(&runner).await, 1, "try {attempt}");
            if attempt < TRIES {
                let waiting = in_state(&house, JobState::Waiting).await;
                assert_eq!(waiting[0].due, house.ctx.now() + pause(attempt));
                assert_eq!(waiting[0].error.as_deref(), Some("busy"));
                house.clock.pass(pause(attempt) - 1);
                assert_eq!(all_due(&runner).await, 0, "not yet");
                house.clock.pass(1);
            }
        }
        house.clock.pass(30 * DAY);
        assert_eq!(all_due(&runner).await, 0, "no more");
        let failed = in_state(&house, JobState::Failed).await;
        assert_eq!((failed.len(), failed[0].id, failed[0].attempts), (1, id, TRIES));
    }

    async fn a_panicking_job_harms_no_other(house: House) {
        let story = story();
        errand(&house, story, 1, Way::Panicking).await;
        errand(&house, story, 2, Way::Well).await;
        assert_eq!(all_due(&runner(&house)).await, 2);
        assert_eq!(runs(story), [1, 2]);
        let waiting = in_state(&house, JobState::Waiting).await;
        assert!(waiting[0].error.as_deref().is_some_and(|error| error.contains("panicked")));
        assert_eq!(in_state(&house, JobState::Done).await.len(), 1);
    }

    async fn a_job_that_takes_its_server_down_every_time_is_given_up(house: House) {
        let story = story();
        errand(&house, story, 1, Way::Well).await;
        let runner = runner(&house);
        for _ in 0..TRIES {
            runner.next().await.expect("an answer").expect("claimed, and never heard of again");
            house.clock.pass(queue::LEASE);
        }
        assert_eq!(all_due(&runner).await, 1);
        assert!(runs(story).is_empty(), "not begun once more");
        assert_eq!(in_state(&house, JobState::Failed).await.len(), 1);
    }

    async fn a_kind_that_only_a_newer_program_knows_waits_for_it(house: House) {
        let story = story();
        errand(&house, story, 1, Way::Well).await;
        let older = Runner::new(house.ctx.clone(), Registry::default());
        assert_eq!(all_due(&older).await, 1);
        assert_eq!(all_due(&runner(&house)).await, 0, "set aside for a while");
        house.clock.pass(queue::LEASE);
        assert_eq!(all_due(&runner(&house)).await, 1);
        assert_eq!(runs(story), [1]);
    }

    async fn a_runner_that_stops_gives_its_job_back(house: House) {
        let story = story();
        errand(&house, story, 1, Way::Forever).await;
        let begun = async {
            while runs(story).is_empty() {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        };
        runner(&house).run(begun).await;
        let waiting = in_state(&house, JobState::Waiting).await;
        assert_eq!((waiting[0].attempts, waiting[0].due), (0, house.ctx.now()));
    }
}
