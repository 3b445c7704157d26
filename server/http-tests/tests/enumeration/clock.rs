//! Two kinds of answers and how long each takes. Machines differ and are
//! disturbed, so medians of pairs taken in turn are compared, and by a wide
//! bound: a password that is not hashed at all is faster ten times over.

use std::time::{Duration, Instant};

/// How much longer one kind may take than the other.
const BOUND: f64 = 2.5;
/// Below this the difference is one of scheduling, not of what is done.
const NOISE: Duration = Duration::from_millis(3);

/// Pairs of times.
#[derive(Debug, Default)]
pub(super) struct Clock {
    one: Vec<Duration>,
    other: Vec<Duration>,
}

impl Clock {
    /// Notes a pair.
    pub(super) fn note(&mut self, one: Duration, other: Duration) {
        self.one.push(one);
        self.other.push(other);
    }

    /// Reports the medians; fails when they tell the two kinds apart.
    pub(super) fn judge(self, what: &str) {
        let (one, other) = (median(self.one), median(self.other));
        let ratio = one.max(other).as_secs_f64() / one.min(other).as_secs_f64();
        println!("{what}: {one:?} and {other:?}, ratio {ratio:.2}");
        let apart = one.abs_diff(other);
        assert!(
            ratio < BOUND || apart < NOISE,
            "{what}: {one:?} and {other:?}"
        );
    }
}

/// What comes of it, and how long it took.
pub(super) async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let begin = Instant::now();
    let result = work.await;
    (result, begin.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[test]
#[should_panic(expected = "told apart")]
fn kinds_that_differ_are_told_apart() {
    let mut clock = Clock::default();
    clock.note(Duration::from_millis(40), Duration::from_millis(4));
    clock.judge("told apart");
}
