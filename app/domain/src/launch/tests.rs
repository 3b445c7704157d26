//! The launch rule, line by line.

use proptest::prelude::*;

use super::*;

const NOW: Timestamp = Timestamp(1_780_000_000_000_000);

fn newcomer(hours: i64) -> PledgeFacts {
    PledgeFacts {
        hours,
        reliability: reliability(0.0, 0.0),
        department: None,
        customer: true,
        accepted: true,
    }
}

fn seat(hours: i64, count: i64, taken: i64) -> SeatFacts {
    SeatFacts {
        hours,
        count,
        taken,
        required: true,
    }
}

fn ready() -> LaunchFacts {
    LaunchFacts {
        supporters: 10,
        seats: vec![seat(3, 1, 1), seat(4, 1, 1)],
        pledges: vec![newcomer(3), newcomer(4)],
        open_blocks: 0,
        deadline: NOW.plus_days(21),
    }
}

fn unmet(facts: &LaunchFacts) -> Vec<Condition> {
    let list = checklist(&LaunchRule::default(), facts, NOW);
    list.lines
        .iter()
        .filter(|l| !l.met)
        .map(|l| l.condition)
        .collect()
}

#[test]
fn a_full_team_of_two_newcomers_with_ten_supporters_launches() {
    assert!(checklist(&LaunchRule::default(), &ready(), NOW).launches());
}

#[test]
fn each_condition_alone_holds_the_launch_back() {
    assert_eq!(
        unmet(&LaunchFacts {
            supporters: 9,
            ..ready()
        }),
        [Condition::Supporters]
    );
    let gap = vec![seat(3, 2, 1), seat(1, 1, 1)];
    assert_eq!(
        unmet(&LaunchFacts {
            seats: gap,
            ..ready()
        }),
        [Condition::Seats],
    );
    let same = |p: PledgeFacts| PledgeFacts {
        customer: false,
        department: Some(1),
        ..p
    };
    assert_eq!(
        unmet(&LaunchFacts {
            pledges: vec![same(newcomer(3)), same(newcomer(4))],
            ..ready()
        }),
        [Condition::Mix],
    );
    let undecided = PledgeFacts {
        accepted: false,
        ..newcomer(3)
    };
    assert_eq!(
        unmet(&LaunchFacts {
            pledges: vec![undecided, newcomer(4)],
            ..ready()
        }),
        [Condition::Charter]
    );
    assert_eq!(
        unmet(&LaunchFacts {
            open_blocks: 1,
            ..ready()
        }),
        [Condition::NoBlock]
    );
    assert_eq!(
        unmet(&LaunchFacts {
            pledges: vec![newcomer(1), newcomer(1)],
            ..ready()
        }),
        [Condition::Hours]
    );
}

#[test]
fn nothing_launches_after_its_deadline_or_without_people() {
    let late = LaunchFacts {
        deadline: NOW + -1,
        ..ready()
    };
    assert!(!checklist(&LaunchRule::default(), &late, NOW).launches());
    let nobody = LaunchFacts {
        seats: vec![],
        pledges: vec![],
        ..ready()
    };
    assert!(!checklist(&LaunchRule::default(), &nobody, NOW).launches());
}

#[test]
fn a_block_lapses_with_time_or_with_most_of_the_others() {
    assert!(block_stands(NOW, 0, 3, NOW));
    assert!(block_stands(NOW, 1, 2, NOW));
    assert!(!block_stands(NOW, 2, 3, NOW));
    assert!(!block_stands(NOW, 0, 3, NOW.plus_days(7)));
    assert!(block_stands(NOW, 0, 0, NOW));
}

#[test]
fn three_leaves_in_thirty_days_pause_new_seats_for_seven() {
    let leaves = [NOW, NOW.plus_days(-5), NOW.plus_days(-29)];
    assert!(seats_paused(&leaves, NOW.plus_days(6)));
    assert!(!seats_paused(&leaves, NOW.plus_days(7)));
    assert!(!seats_paused(&leaves[..2], NOW));
    assert!(!seats_paused(&[NOW, NOW, NOW.plus_days(-31)], NOW));
}

#[test]
fn handing_back_just_before_a_milestone_costs_half() {
    let today = NOW.date();
    assert!((hand_back_cost(Some(today.plus_days(7)), today) - 0.5).abs() < f64::EPSILON);
    assert!(hand_back_cost(Some(today.plus_days(8)), today).abs() < f64::EPSILON);
    assert!(hand_back_cost(None, today).abs() < f64::EPSILON);
}

proptest! {
    #[test]
    fn reliability_stays_between_nought_and_one(kept in 0.0f64..1e6, broken in 0.0f64..1e6) {
        let r = reliability(kept, broken);
        prop_assert!(r > 0.0 && r < 1.0);
    }

    #[test]
    fn the_checklist_and_the_decision_never_disagree(
        supporters in 0i64..20, taken in 0i64..3, hours in 1i64..8,
        customer: bool, accepted: bool, blocks in 0i64..2, late: bool,
    ) {
        let pledge = PledgeFacts { customer, accepted, department: Some(1), ..newcomer(hours) };
        let facts = LaunchFacts {
            supporters,
            seats: vec![seat(4, 2, taken)],
            pledges: vec![pledge; usize::try_from(taken).expect("small")],
            open_blocks: blocks,
            deadline: if late { NOW + -1 } else { NOW + 1 },
        };
        let list = checklist(&LaunchRule::default(), &facts, NOW);
        prop_assert_eq!(list.launches(), !late && list.lines.iter().all(|l| l.met));
    }
}
