//! The contract of the ledger, on both engines.

mod authors;

use domain::accounts::{Actor, Viewer};
use domain::ledger::{Ledger, LedgerView, NewBallot, SplitState};
use domain::teams::Teams;
use domain::time::DAY;
use domain::work::{UpdateForm, Work};
use domain::{Conflict, Denied, FieldError, FieldErrors, Noun};

use super::LedgerService;
use crate::teams::WorkService;
use crate::teams::tests::{Story, launched};
use crate::testing::teams::{reason, team_form};
use crate::testing::{House, contract};

fn ledger(house: &House) -> LedgerService {
    LedgerService::new(house.ctx.clone())
}

async fn seen(house: &House, viewer: &Viewer, s: &Story) -> LedgerView {
    let seen = ledger(house).view(viewer, s.team.number).await;
    seen.expect("readable")
}

async fn seen_by(house: &House, who: &Actor, s: &Story) -> LedgerView {
    seen(house, &Viewer::Member(who.clone()), s).await
}

/// Reaches the first milestone of the team that is not reached.
async fn reach(house: &House, s: &Story) {
    let work = WorkService::new(house.ctx.clone());
    let seen = work
        .view(&Viewer::Visitor, s.team.number)
        .await
        .expect("readable")
        .expect("launched");
    let open = seen
        .milestones
        .iter()
        .find(|milestone| milestone.reached.is_none());
    work.reach_milestone(&s.ben, s.team.number, open.expect("one to reach").id)
        .await
        .expect("reached");
}

/// A team of three at work, one week after the launch: Ben (3 hours a week),
/// Cleo (4) and Dora (2).
async fn three(house: &House) -> (Story, Actor) {
    let mut s = launched(house).await;
    let idea = house
        .idea_called(&s.ines, "A second shelf by the door")
        .await;
    house.supporters(&idea, 9).await;
    let form = team_form(&[("Packaging", 3), ("Web forms", 4), ("Drawing", 2)]);
    let team = house
        .teams()
        .start(&s.ada, idea.number, &form)
        .await
        .expect("a team");
    let dora = house.employee("Dora", "sales").await;
    for (who, skill) in [
        (&s.ben, "Packaging"),
        (&s.cleo, "Web forms"),
        (&dora, "Drawing"),
    ] {
        house.sit(who, team.number, skill).await.expect("a seat");
    }
    s.team = house.team_seen_by(&s.ada, team.number).await;
    s.idea = idea;
    house.clock.pass(7 * DAY);
    (s, dora)
}

fn ballot(points: &[(&Actor, u32)]) -> NewBallot {
    NewBallot(
        points
            .iter()
            .map(|(who, points)| (who.handle.clone(), *points))
            .collect(),
    )
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

/// What somebody's share is in the newest split.
fn share(ledger: &LedgerView, who: &Actor) -> f64 {
    let lines = &ledger.splits[0].shares;
    let line = lines.iter().find(|line| line.person.handle == who.handle);
    line.map_or(0.0, |line| line.share)
}

contract! {
    async fn a_reached_milestone_opens_a_split_and_the_last_ballot_counts_it(house: House) {
        let (s, dora) = three(&house).await;
        reach(&house, &s).await;
        let ledger = ledger(&house);
        let (team, open) = (s.team.number, seen_by(&house, &s.ben, &s).await);
        let split = &open.splits[0];
        assert_eq!((split.state, split.cast, split.voters), (SplitState::Open, 0, 3));
        assert!(open.waits);
        let even: Vec<u32> = split.ballot.as_ref().expect("a ballot").iter().map(|row| row.points).collect();
        assert_eq!(even, [50, 50]);
        assert!(split.shares.is_empty());

        ledger.cast(&s.ben, team, split.id, ballot(&[(&s.cleo, 80), (&dora, 20)])).await.expect("cast");
        ledger.cast(&s.cleo, team, split.id, ballot(&[(&s.ben, 50), (&dora, 50)])).await.expect("cast");
        let changed = ledger.cast(&s.cleo, team, split.id, ballot(&[(&s.ben, 100), (&dora, 0)])).await.expect("changed");
        assert_eq!((changed.splits[0].cast, changed.splits[0].has_cast), (2, true));
        let counted = ledger.cast(&dora, team, split.id, ballot(&[(&s.ben, 60), (&s.cleo, 40)])).await.expect("cast");
        assert_eq!(counted.splits[0].state, SplitState::Counted);
        // Hours 3, 4, 2 of 9; said: Ben (1 + 0.6)/2, Cleo (0.8 + 0.4)/2, Dora 0.2/2, of 1.5.
        assert!(close(share(&counted, &s.ben), 0.9 * (0.5 * 3.0 / 9.0 + 0.5 * 0.8 / 1.5)), "{counted:?}");
        assert!(close(share(&counted, &s.cleo), 0.9 * (0.5 * 4.0 / 9.0 + 0.5 * 0.6 / 1.5)));
        assert!(close(share(&counted, &dora), 0.9 * (0.5 * 2.0 / 9.0 + 0.5 * 0.1 / 1.5)));
        assert_eq!(counted.splits[0].authors[0].handle, s.ines.handle);
        assert!(counted.holdings.is_empty(), "not frozen yet");
        let late = ledger.cast(&s.ben, team, split.id, ballot(&[(&s.cleo, 100), (&dora, 0)])).await;
        assert_eq!(late, Err(Conflict::SplitClosed.into()));
    }

    async fn others_see_that_it_was_settled_and_not_how(house: House) {
        let (s, _) = three(&house).await;
        reach(&house, &s).await;
        house.clock.pass(7 * DAY);
        house.teams().sweep().await.expect("swept");
        let outside = seen(&house, &Viewer::Visitor, &s).await;
        assert_eq!(outside.splits[0].state, SplitState::Counted);
        assert!(outside.splits[0].shares.is_empty() && !outside.ours && outside.holdings.is_empty());
        for inside in [&s.ada, &s.ines, &s.ben] {
            assert_eq!(seen_by(&house, inside, &s).await.splits[0].shares.len(), 3, "{}", inside.handle);
        }
        assert!(seen_by(&house, &s.ada, &s).await.splits[0].ballot.is_none(), "no hours, no ballot");
        let stranger = house.customer("Noah").await;
        let file = ledger(&house).export(&stranger, s.team.number).await;
        assert_eq!(file, Err(Denied::NotYours.into()));
        assert!(ledger(&house).export(&s.ben, s.team.number).await.is_ok());
    }

    async fn a_ballot_is_for_the_others_and_by_those_who_worked(house: House) {
        let (s, dora) = three(&house).await;
        reach(&house, &s).await;
        let (ledger, team) = (ledger(&house), s.team.number);
        let split = seen_by(&house, &s.ben, &s).await.splits[0].id;
        let own = ledger.cast(&s.ben, team, split, ballot(&[(&s.cleo, 40), (&s.ben, 60)])).await;
        assert_eq!(own, Err(FieldErrors::one("points[1][points]", FieldError::NotOffered).into()));
        let twice = ledger.cast(&s.ben, team, split, ballot(&[(&dora, 40), (&dora, 60)])).await;
        assert_eq!(twice, Err(FieldErrors::one("points[1][points]", FieldError::NotOffered).into()));
        let stranger = ledger.cast(&s.ada, team, split, ballot(&[(&s.cleo, 40), (&s.ben, 60)])).await;
        assert_eq!(stranger, Err(Conflict::NotOfThisSplit.into()));
        let elsewhere = ledger.cast(&s.ben, team, 999, ballot(&[(&s.cleo, 100)])).await;
        assert_eq!(elsewhere, Err(Noun::Split.into()));
    }

    async fn time_counts_and_freezes_what_nobody_disputes(house: House) {
        let (s, _) = three(&house).await;
        reach(&house, &s).await;
        house.clock.pass(7 * DAY);
        house.teams().sweep().await.expect("swept");
        let counted = seen_by(&house, &s.ben, &s).await;
        assert!(counted.splits[0].may_dispute);
        house.clock.pass(7 * DAY);
        house.teams().sweep().await.expect("swept");
        let frozen = seen_by(&house, &s.ben, &s).await;
        assert_eq!((frozen.splits[0].state, frozen.splits[0].until), (SplitState::Frozen, None));
        let sum: f64 = frozen.holdings.iter().map(|holding| holding.share).sum();
        assert!(close(sum, 1.0), "{sum}");
        assert!(frozen.holdings.iter().any(|holding| holding.person.handle == s.ines.handle));
    }

    async fn a_dispute_opens_the_split_once_more_and_the_second_count_stands(house: House) {
        let (s, dora) = three(&house).await;
        reach(&house, &s).await;
        let (ledger, team) = (ledger(&house), s.team.number);
        let split = seen_by(&house, &s.ben, &s).await.splits[0].id;
        let early = ledger.dispute(&s.ben, team, split, reason("I did the packing alone.")).await;
        assert_eq!(early, Err(Conflict::SplitClosed.into()));
        ledger.cast(&s.ben, team, split, ballot(&[(&s.cleo, 80), (&dora, 20)])).await.expect("cast");
        house.clock.pass(7 * DAY);
        house.teams().sweep().await.expect("swept");
        let disputed = ledger.dispute(&s.ben, team, split, reason("I did the packing alone.")).await.expect("disputed");
        assert_eq!((disputed.splits[0].state, disputed.splits[0].cast), (SplitState::Open, 0));
        assert_eq!(disputed.splits[0].disputes[0].reason, "I did the packing alone.");
        let kept: Vec<u32> = disputed.splits[0].ballot.as_ref().expect("a ballot").iter().map(|row| row.points).collect();
        assert_eq!(kept, [80, 20], "ballots stand until they are changed");
        house.clock.pass(7 * DAY);
        house.teams().sweep().await.expect("swept");
        assert_eq!(seen_by(&house, &s.ben, &s).await.splits[0].state, SplitState::Frozen);
        let again = ledger.dispute(&s.cleo, team, split, reason("Once more, please.")).await;
        assert_eq!(again, Err(Conflict::AlreadyDisputed.into()));
    }

    async fn two_people_need_no_ballots(house: House) {
        let s = launched(&house).await;
        house.clock.pass(7 * DAY);
        reach(&house, &s).await;
        let counted = seen_by(&house, &s.ben, &s).await;
        assert_eq!((counted.splits[0].state, counted.splits[0].voters), (SplitState::Counted, 0));
        assert!(close(share(&counted, &s.ben), 0.9 * 3.0 / 7.0), "{counted:?}");
    }

    async fn hours_are_those_that_the_weekly_updates_confirm(house: House) {
        let (s, _) = three(&house).await;
        let update = UpdateForm {
            week: "1".into(),
            body: "Cleo was ill and could do nothing.".into(),
            hands: vec![s.ben.handle.clone()],
        };
        WorkService::new(house.ctx.clone()).write_update(&s.ben, s.team.number, &update).await.expect("told");
        reach(&house, &s).await;
        house.clock.pass(7 * DAY);
        house.teams().sweep().await.expect("swept");
        let counted = seen_by(&house, &s.ben, &s).await;
        let hours: Vec<f64> = counted.splits[0].shares.iter().map(|line| line.hours).collect();
        assert!(close(hours[0], 3.0) && close(hours[1], 0.0), "{hours:?}");
    }

    async fn an_update_written_before_the_count_still_confirms(house: House) {
        let (s, _) = three(&house).await;
        reach(&house, &s).await;
        let update = UpdateForm {
            week: "1".into(),
            body: "Cleo was ill and could do nothing.".into(),
            hands: vec![s.ben.handle.clone()],
        };
        WorkService::new(house.ctx.clone()).write_update(&s.ben, s.team.number, &update).await.expect("told");
        house.clock.pass(7 * DAY);
        house.teams().sweep().await.expect("swept");
        let counted = seen_by(&house, &s.ben, &s).await;
        let hours: Vec<f64> = counted.splits[0].shares.iter().map(|line| line.hours).collect();
        assert!(close(hours[0], 3.0) && close(hours[1], 0.0), "{hours:?}");
    }

    async fn a_newcomer_sees_no_shares_from_before(house: House) {
        let (s, _) = three(&house).await;
        reach(&house, &s).await;
        house.clock.pass(7 * DAY);
        house.teams().sweep().await.expect("swept");
        let seat = crate::testing::teams::welcome_seat("Photos");
        house.teams().add_seat(&s.ben, s.team.number, seat).await.expect("added");
        let noah = house.customer("Noah").await;
        house.sit(&noah, s.team.number, "Photos").await.expect("a seat");
        let sits = seen_by(&house, &noah, &s).await;
        assert!(sits.ours && !sits.splits[0].inside && sits.splits[0].shares.is_empty());
        house.teams().hand_back(&noah, s.team.number, reason("It is not for me.")).await.expect("back");
        assert!(!seen_by(&house, &noah, &s).await.ours);
    }

    async fn each_milestone_counts_the_hours_since_the_one_before(house: House) {
        let (s, _) = three(&house).await;
        reach(&house, &s).await;
        let form = domain::work::MilestoneForm {
            title: "Ten orders a day".into(),
            due: house.now().date().plus_days(20).to_string(),
        };
        WorkService::new(house.ctx.clone()).add_milestone(&s.ben, s.team.number, &form).await.expect("added");
        house.clock.pass(14 * DAY);
        reach(&house, &s).await;
        house.clock.pass(7 * DAY);
        house.teams().sweep().await.expect("swept");
        let both = seen_by(&house, &s.ben, &s).await;
        let bens = |split: usize| both.splits[split].shares.iter()
            .find(|line| line.person.handle == s.ben.handle).expect("Ben's").hours;
        assert!(close(bens(1), 3.0) && close(bens(0), 6.0));
    }
}
