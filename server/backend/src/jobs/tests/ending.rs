//! Handlers that do not come to their end: ended by the runner, and only then
//! begun elsewhere.

use std::time::Duration;

use super::*;
use crate::db::open::Place;
use crate::testing::contract;

/// What is noted when a handler is gone.
const GONE: i64 = 100;

/// Works on without end, and looks up only now and then.
#[derive(Serialize, Deserialize)]
struct Endless {
    story: i64,
}

#[async_trait]
impl Job for Endless {
    const KIND: &'static str = "test.endless";
    const LIMIT: Duration = Duration::from_millis(400);

    async fn run(&self, _: &Context) -> Outcome<u64> {
        let _last = LastWord(self.story);
        note(self.story, 1);
        loop {
            std::thread::sleep(Duration::from_millis(100));
            tokio::task::yield_now().await;
        }
    }
}

/// Notes that the handler which held it is gone.
struct LastWord(i64);

impl Drop for LastWord {
    fn drop(&mut self) {
        note(self.0, GONE);
    }
}

fn endless_runner(house: &House) -> Runner {
    Runner::new(house.ctx.clone(), Registry::default().with::<Endless>())
}

async fn endless(house: &House, story: i64) {
    let (job, now) = (Endless { story }, house.ctx.now());
    let written = house.write((job, now), |tx, (job, now)| {
        Box::pin(enqueue(tx, job, *now, *now))
    });
    written.await;
}

async fn begun(story: i64) {
    while runs(story).is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

contract! {
    async fn a_job_is_given_back_only_when_its_handler_is_gone(house: House) {
        let story = story();
        endless(&house, story).await;
        endless_runner(&house).run(begun(story)).await;
        assert_eq!(runs(story), [1, GONE], "nobody works on it any more");
        let waiting = in_state(&house, JobState::Waiting).await;
        assert_eq!((waiting[0].attempts, waiting[0].due), (0, house.ctx.now()));
    }

    async fn a_job_past_its_time_is_ended_and_tried_again_later(house: House) {
        let story = story();
        endless(&house, story).await;
        let runner = endless_runner(&house);
        assert_eq!(all_due(&runner).await, 1);
        assert_eq!(runs(story), [1, GONE]);
        let waiting = in_state(&house, JobState::Waiting).await;
        assert_eq!(waiting[0].due, house.ctx.now() + pause(1));
        let error = waiting[0].error.as_deref().unwrap_or_default();
        assert_eq!(error, "it took longer than 400ms");
        house.clock.pass(pause(1));
        assert_eq!(all_due(&runner).await, 1);
        assert_eq!(runs(story), [1, GONE, 1, GONE]);
    }

    async fn a_job_whose_lease_cannot_be_renewed_is_ended_before_another_has_it(house: House) {
        let story = story();
        errand(&house, story, 1, Way::Forever).await;
        let runner = runner(&house).with_sign_of_life(Duration::from_millis(20));
        let held = runner.next().await.expect("an answer").expect("a job");
        house.spoil(match house.place() {
            Place::File(_) => "CREATE TRIGGER away BEFORE UPDATE ON jobs
                BEGIN SELECT RAISE(ABORT, 'away'); END",
            Place::Server(_) => "ALTER TABLE jobs RENAME TO jobs_away",
        }).await;
        let worked = runner.work(&held, std::future::pending());
        let ended = tokio::time::timeout(Duration::from_secs(10), worked).await;
        assert!(ended.expect("it gives up").is_continue());
    }
}

#[test]
fn whatever_may_outlast_a_lease_is_named_here() {
    let lease = Duration::from_micros(queue::LEASE.unsigned_abs());
    let long: Vec<_> = registry()
        .0
        .iter()
        .filter(|kind| kind.limit >= lease)
        .map(|kind| kind.word)
        .collect();
    assert_eq!(
        long,
        [domain::jobs::Chore::Counters.as_str(), "tell_followers"]
    );
}
