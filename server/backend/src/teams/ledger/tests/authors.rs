//! Whoever an idea grew from holds a part of its credit.

use domain::AppError;
use domain::ideas::{IdeaForm, IdeaRef};
use domain::ledger::{AUTHORS_SHARE, MAX_ANCESTORS};
use domain::votes::Choice;

use super::*;
use crate::teams::ledger::sql;
use crate::testing::ideas::fork_form;

/// A team of Ada's at work on this idea for a week: Ben (3 hours) and Cleo (4).
async fn at_work(house: &House, mut s: Story, idea: IdeaRef) -> Story {
    house.supporters(&idea, 9).await;
    let seats = [("Packaging", 3), ("Web forms", 4)];
    let team = house.team(&s.ada, &idea, &seats).await;
    for (who, skill) in [(&s.ben, "Packaging"), (&s.cleo, "Web forms")] {
        house.sit(who, team.number, skill).await.expect("a seat");
    }
    s.team = house.team_seen_by(&s.ada, team.number).await;
    s.idea = idea;
    house.clock.pass(7 * DAY);
    s
}

/// Short names of a split's authors.
fn authors(ledger: &LedgerView) -> Vec<String> {
    let authors = &ledger.splits[0].authors;
    authors.iter().map(|author| author.handle.clone()).collect()
}

/// Numbers of whoever holds the authors' share of an idea.
async fn of_idea(house: &House, idea: &IdeaRef) -> Vec<i64> {
    house
        .write(idea.number, |tx, idea| {
            Box::pin(async move {
                let authors = sql::authors(tx, *idea).await?;
                Ok(authors.into_iter().map(|author| author.id).collect())
            })
        })
        .await
}

contract! {
    async fn the_authors_of_a_line_share_their_part_evenly_and_once(house: House) {
        let s = launched(&house).await;
        let noah = house.customer("Noah").await;
        let stranger = house.customer("Lea").await;
        let first = house.idea_called(&noah, "Screws by the dozen").await;
        let second = house.fork(&s.ines, &first, "Screws by the score").await;
        let third = house.fork(&noah, &second, "Screws by the gross").await;
        let s = at_work(&house, s, third).await;
        reach(&house, &s).await;

        let counted = seen_by(&house, &noah, &s).await;
        assert_eq!(authors(&counted), ["noah", "ines"]);
        assert_eq!(authors(&seen_by(&house, &s.ines, &s).await), ["noah", "ines"], "who came before sees it");
        assert_eq!(counted.splits[0].shares.len(), 2);
        for author in [&noah, &s.ines] {
            let told = house.told(author).await;
            assert!(told.iter().any(|kind| kind == "split_counted"), "{}: {told:?}", author.handle);
            assert!(ledger(&house).export(author, s.team.number).await.is_ok());
        }
        let outside = seen_by(&house, &stranger, &s).await;
        assert!(!outside.ours && outside.splits[0].authors.is_empty());

        house.clock.pass(7 * DAY);
        house.teams().sweep().await.expect("swept");
        let frozen = seen_by(&house, &noah, &s).await;
        let holds = |who: &Actor| frozen.holdings.iter()
            .find(|holding| holding.person.handle == who.handle).map_or(0.0, |holding| holding.share);
        assert!(close(holds(&noah), AUTHORS_SHARE / 2.0) && close(holds(&s.ines), AUTHORS_SHARE / 2.0));
        let sum: f64 = frozen.holdings.iter().map(|holding| holding.share).sum();
        assert!(close(sum, 1.0), "{sum}");
    }

    async fn a_fork_takes_nothing_from_what_it_grew_from(house: House) {
        let s = launched(&house).await;
        house.clock.pass(7 * DAY);
        reach(&house, &s).await;
        house.clock.pass(7 * DAY);
        house.teams().sweep().await.expect("swept");
        let before = seen_by(&house, &s.ines, &s).await;
        assert_eq!(before.splits[0].state, SplitState::Frozen);
        let noah = house.customer("Noah").await;
        house.fork(&noah, &s.idea, "Spare screws by courier").await;
        assert_eq!(seen_by(&house, &s.ines, &s).await.holdings, before.holdings);
        assert!(!seen_by(&house, &noah, &s).await.ours);
    }

    async fn whoever_it_grew_from_sees_no_team_that_is_for_employees(house: House) {
        let s = launched(&house).await;
        let (noah, dora, emil) = (
            house.customer("Noah").await,
            house.employee("Dora", "sales").await,
            house.employee("Emil", "product").await,
        );
        let first = house.idea_called(&noah, "Screws by the dozen").await;
        let inside = IdeaForm {
            board: "workshop-floor".into(),
            ..fork_form(&first, "Screws in every drawer")
        };
        let idea = house.post(&s.ada, &inside).await;
        for n in 0..9 {
            let helper = house.employee(&format!("Helper {n}"), "service").await;
            house.vote(&helper, &idea, Choice::Support).await;
        }
        let team = house.team(&s.ada, &idea, &[("Packaging", 3), ("Web forms", 4)]).await.number;
        for (who, skill) in [(&dora, "Packaging"), (&emil, "Web forms")] {
            house.sit(who, team, skill).await.expect("a seat");
        }
        house.clock.pass(7 * DAY);
        let work = WorkService::new(house.ctx.clone());
        let viewer = Viewer::Member(dora.clone());
        let seen = work.view(&viewer, team).await.expect("readable").expect("launched");
        work.reach_milestone(&dora, team, seen.milestones[0].id).await.expect("reached");

        let counted = ledger(&house).view(&viewer, team).await.expect("readable");
        assert_eq!(authors(&counted), ["ada", "noah"], "the credit is kept");
        let hidden: AppError = Noun::Team.into();
        assert_eq!(ledger(&house).view(&Viewer::Member(noah.clone()), team).await, Err(hidden));
        assert!(house.told(&noah).await.is_empty(), "of a fork and a count that are not open to them");
    }

    async fn a_line_counts_for_ten_ideas_back(house: House) {
        house.organisation().await;
        let mut line: Vec<(i64, IdeaRef)> = Vec::new();
        for n in 0..13 {
            let author = house.customer(&format!("Author {n}")).await;
            let title = format!("Spare screws, turn {n}");
            let idea = match line.last() {
                Some((_, before)) => house.fork(&author, before, &title).await,
                None => house.idea_called(&author, &title).await,
            };
            line.push((author.id, idea));
        }
        let (_, last) = line.last().expect("thirteen").clone();
        let most = usize::try_from(MAX_ANCESTORS).expect("ten") + 1;
        let expected: Vec<i64> = line.iter().rev().take(most).map(|(author, _)| *author).collect();
        assert_eq!(of_idea(&house, &last).await, expected, "nearest first");
        assert_eq!(of_idea(&house, &line[0].1).await, [line[0].0]);
    }
}
