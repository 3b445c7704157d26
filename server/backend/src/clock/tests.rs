//! Clocks that step: what the guard does with them, and what that spares the
//! people on the site.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::accounts::{MemberId, SessionToken, Viewer};
use domain::comments::CommentBody;
use domain::ideas::{IdeaQuery, Sort};
use domain::teams::TeamStage;
use domain::time::HOUR;
use domain::votes::Choice;

use super::*;
use crate::accounts::sessions::{self, NewSession};
use crate::db::one;
use crate::testing::{House, contract};

/// 2026-05-12, 10:00 UTC, as in every story.
const START: i64 = 1_778_580_000_000_000;

/// A machine whose clocks the test moves.
#[derive(Clone, Default)]
struct Bench {
    wall: Arc<AtomicI64>,
    passed: Arc<AtomicI64>,
}

impl Bench {
    fn start() -> Self {
        let bench = Self::default();
        bench.step(START);
        bench
    }

    /// Time passes: both clocks go on.
    fn pass(&self, micros: i64) {
        self.wall.fetch_add(micros, Ordering::SeqCst);
        self.passed.fetch_add(micros, Ordering::SeqCst);
    }

    /// Somebody sets the machine's clock.
    fn step(&self, micros: i64) {
        self.wall.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Sources for Bench {
    fn wall(&self) -> Timestamp {
        Timestamp(self.wall.load(Ordering::SeqCst))
    }

    fn passed(&self) -> i64 {
        self.passed.load(Ordering::SeqCst)
    }
}

#[test]
fn a_clock_that_only_goes_on_is_followed() {
    let bench = Bench::start();
    let clock = SteadyClock::new(bench.clone());
    bench.pass(40 * DAY);
    assert_eq!(clock.now(), Timestamp(START + 40 * DAY), "a long night");
    bench.step(-2 * SECOND);
    assert_eq!(clock.now(), bench.wall(), "a small correction");
    bench.step(HOUR);
    assert_eq!(clock.now(), bench.wall(), "an hour held by its host");
}

#[test]
fn a_step_back_by_a_day_or_ahead_by_ten_years_is_not_followed() {
    for step in [-DAY, 3_652 * DAY] {
        let bench = Bench::start();
        let clock = SteadyClock::new(bench.clone());
        bench.step(step);
        assert_eq!(clock.now(), Timestamp(START));
        bench.pass(3 * HOUR);
        assert_eq!(clock.now(), Timestamp(START + 3 * HOUR), "time goes on");
        bench.step(-step);
        assert_eq!(clock.now(), bench.wall(), "and is believed when it agrees");
        bench.pass(HOUR);
        assert_eq!(clock.now(), bench.wall());
    }
}

#[test]
fn this_machines_clocks_agree_with_each_other() {
    let clock = SteadyClock::new(Machine);
    let first = clock.now();
    assert!((SystemClock.now() - first).abs() < HOUR);
    assert!(clock.now() - first >= 0 && clock.now() - first < HOUR);
}

#[test]
fn at_the_start_the_newest_event_is_the_witness() {
    let newest = Timestamp(START);
    let at = |step: i64| compare(newest + step, Some(newest));
    for fine in [-HOUR, 0, HOUR, 300 * DAY] {
        assert_eq!(at(fine), Ok(()));
    }
    for wrong in [-2 * DAY, 3_652 * DAY] {
        let told = at(wrong).expect_err("not believed").to_string();
        assert!(
            told.contains("2026-05-12") && told.contains("--trust-clock"),
            "{told}"
        );
    }
    assert_eq!(
        compare(Timestamp(0), None),
        Ok(()),
        "an empty board has no witness"
    );
}

/// A session of this member.
async fn session(house: &House, member: MemberId) -> SessionToken {
    let (token, session) = NewSession::of(&house.ctx, "a clock on the wall");
    let opened = house.write((session, member), |tx, (session, member)| {
        Box::pin(sessions::open(tx, session, *member, "no password"))
    });
    assert!(opened.await, "signed in");
    token
}

async fn score(house: &House, idea: i64) -> f64 {
    let sql = "SELECT score FROM ideas WHERE id = $1";
    one!(db & house.ctx.db, f64, sql, idea).expect("a score")
}

/// The house as a server sees it whose machine has these clocks.
fn guarded(house: &House, bench: &Bench) -> Context {
    Context {
        clock: Arc::new(SteadyClock::new(bench.clone())),
        ..house.ctx.clone()
    }
}

contract! {
    async fn a_stepping_clock_signs_nobody_out_and_stops_no_team(house: House) {
        house.organisation().await;
        let bench = Bench::start();
        let ctx = guarded(&house, &bench);
        let services = crate::services(&ctx);
        let ada = house.employee("Ada", "service").await;
        let idea = house.idea(&ada).await;
        let team = house.team(&ada, &idea, &[("Joinery", 4)]).await.number;
        let token = session(&house, ada.id).await;
        for step in [-DAY, 3_652 * DAY] {
            bench.step(step);
            let viewer = services.accounts.viewer(Some(&token)).await.expect("an answer");
            assert!(viewer.actor().is_some(), "signed in after {step}");
            assert_eq!(crate::accounts::sweep(&ctx).await, Ok(0));
            assert_eq!(services.teams.sweep().await, Ok(0));
            let stands = services.teams.view(&viewer, team).await.expect("the team");
            assert_eq!(stands.stage, TeamStage::Gathering);
            bench.step(-step);
        }
    }

    async fn a_stepping_clock_does_not_poison_trending(house: House) {
        house.organisation().await;
        let bench = Bench::start();
        let ctx = guarded(&house, &bench);
        let services = crate::services(&ctx);
        let (ada, bo) = (house.customer("Ada").await, house.customer("Bo").await);
        let hot = house.idea_called(&ada, "A shelf for tall books").await.number;
        for name in ["Cleo", "Dora", "Emil"] {
            let fan = house.customer(name).await;
            services.votes.cast(&fan, hot, Choice::Support).await.expect("a vote");
        }
        let cold = house.idea_called(&ada, "A table with a drawer").await.number;
        bench.step(3_652 * DAY);
        services.votes.cast(&bo, cold, Choice::Support).await.expect("a vote");
        let query = IdeaQuery { sort: Some(Sort::Trending), ..IdeaQuery::default() };
        let listed = services.ideas.list(&Viewer::Visitor, &query).await.expect("a list");
        let order: Vec<i64> = listed.items.iter().map(|card| card.idea.number).collect();
        assert_eq!(order, [hot, cold]);
    }

    async fn a_voice_from_the_future_leaves_no_warmth_behind(house: House) {
        house.organisation().await;
        let services = crate::services(&house.ctx);
        let (ada, bo) = (house.customer("Ada").await, house.customer("Bo").await);
        let idea = house.idea(&ada).await.number;
        let cold = score(&house, idea).await;
        // As after a start with a wrong clock that was trusted.
        house.clock.pass(3_652 * DAY);
        let body = CommentBody::parse("Hello from the future.").expect("words");
        let said = services.comments.post(&bo, idea, None, body).await.expect("a comment");
        assert!(score(&house, idea).await > cold);
        services.comments.delete(&bo, said.id).await.expect("deleted");
        assert!((score(&house, idea).await - cold).abs() < 1e-9);
    }
}
