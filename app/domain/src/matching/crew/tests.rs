//! What a suggested team promises.

use proptest::prelude::*;

use super::*;

/// Of places for which nobody else was found.
fn suggest(places: &[Vec<Candidate>], crew: &Crew, together: &Together) -> Vec<Option<usize>> {
    let found: Vec<usize> = places.iter().map(Vec::len).collect();
    super::suggest(places, &found, crew, together)
}

fn candidate(member: MemberId, score: f64, department: i64) -> Candidate {
    Candidate {
        member,
        score,
        department: Some(department),
    }
}

fn members(places: &[Vec<Candidate>], chosen: &[Option<usize>]) -> Vec<MemberId> {
    let all = places.iter().zip(chosen);
    all.filter_map(|(place, chosen)| chosen.map(|index| place[index].member))
        .collect()
}

fn together(pairs: &[(MemberId, MemberId)]) -> Together {
    let mut together = Together::default();
    for (one, other) in pairs {
        together.note(*one, *other, 1);
    }
    together
}

#[test]
fn strangers_are_chosen_by_how_well_they_fit_and_nobody_twice() {
    let places = [
        vec![candidate(1, 0.9, 1), candidate(2, 0.5, 1)],
        vec![
            candidate(1, 0.9, 1),
            candidate(3, 0.8, 1),
            candidate(4, 0.8, 1),
        ],
    ];
    let chosen = suggest(&places, &Crew::default(), &Together::default());
    assert_eq!(members(&places, &chosen), [1, 3]);
}

#[test]
fn whoever_worked_with_the_anchor_comes_before_a_better_fit() {
    let places = [
        vec![candidate(1, 0.9, 1)],
        vec![candidate(2, 0.9, 1), candidate(3, 0.4, 1)],
        vec![candidate(4, 0.9, 1)],
        vec![candidate(5, 0.9, 1)],
    ];
    let chosen = suggest(&places, &Crew::default(), &together(&[(1, 3)]));
    assert_eq!(members(&places, &chosen), [1, 3, 4, 5]);
}

#[test]
fn a_rarest_seat_that_nobody_may_take_leaves_the_others_theirs() {
    let places = [
        vec![candidate(3, 0.9, 1)],
        vec![candidate(4, 0.8, 1), candidate(5, 0.7, 1)],
    ];
    let crew = Crew {
        members: vec![1, 2],
        departments: BTreeSet::new(),
    };
    let known = together(&[(1, 2), (1, 3)]);
    assert_eq!(suggest(&places, &crew, &known), [None, Some(0)]);
}

#[test]
fn no_more_than_half_worked_together() {
    let places = [
        vec![candidate(1, 0.9, 1)],
        vec![candidate(2, 0.9, 1), candidate(12, 0.2, 1)],
        vec![candidate(3, 0.9, 1), candidate(13, 0.2, 1)],
        vec![candidate(4, 0.9, 1), candidate(14, 0.2, 1)],
    ];
    let circle = together(&[(1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4)]);
    let chosen = suggest(&places, &Crew::default(), &circle);
    assert_eq!(members(&places, &chosen), [1, 2, 13, 14]);
}

#[test]
fn among_the_best_a_mixed_team_comes_first() {
    let places = [
        vec![candidate(1, 0.9, 1), candidate(2, 0.8, 2)],
        vec![
            candidate(3, 0.9, 1),
            candidate(4, 0.5, 1),
            candidate(5, 0.5, 1),
        ],
    ];
    let chosen = suggest(&places, &Crew::default(), &Together::default());
    assert_eq!(members(&places, &chosen), [2, 3]);
    let crew = Crew {
        members: vec![9],
        departments: [3].into(),
    };
    let chosen = suggest(&places, &crew, &Together::default());
    assert_eq!(
        members(&places, &chosen),
        [1, 3],
        "the crew mixes it already"
    );
}

#[test]
fn a_place_without_candidates_stays_open() {
    let places = [vec![], vec![candidate(1, 0.9, 1)]];
    let chosen = suggest(&places, &Crew::default(), &Together::default());
    assert_eq!(chosen, [None, Some(0)]);
    assert_eq!(
        suggest(&[vec![]], &Crew::default(), &Together::default()),
        [None]
    );
}

proptest! {
    #[test]
    fn whatever_is_known_nobody_sits_twice_and_half_are_strangers(
        people in proptest::collection::vec(
            proptest::collection::vec((0_i64..12, 0.0_f64..1.0, 0_i64..3), 0..6), 0..6),
        pairs in proptest::collection::vec((0_i64..12, 0_i64..12, 1_u32..4), 0..20),
    ) {
        let places: Vec<Vec<Candidate>> = people
            .into_iter()
            .map(|place| place.into_iter().map(|(id, score, at)| candidate(id, score, at)).collect())
            .collect();
        let mut known = Together::default();
        for (one, other, times) in pairs {
            known.note(one, other, times);
        }
        let chosen = suggest(&places, &Crew::default(), &known);
        prop_assert_eq!(chosen.len(), places.len());
        let team = members(&places, &chosen);
        let once: BTreeSet<MemberId> = team.iter().copied().collect();
        prop_assert_eq!(once.len(), team.len());
        prop_assert!(2 * known.acquainted(&team) <= team.len());
        prop_assert_eq!(suggest(&places, &Crew::default(), &known), chosen);
    }
}
