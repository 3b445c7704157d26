//! What votes promise, on both engines.

use domain::accounts::{Actor, Kind};
use domain::ideas::{IdeaRef, Ideas};
use domain::votes::{Choice, Standing, Votes};
use domain::{AppError, Conflict, Noun};

use super::VotesService;
use crate::db::{first, one};
use crate::ideas::IdeasService;
use crate::reconcile;
use crate::testing::{House, contract};

fn votes(house: &House) -> VotesService {
    VotesService::new(house.ctx.clone())
}

/// Kind, detail and subject of an event.
type Entry = (String, String, Option<i64>);

/// Support in all, then support and opposition of others by group.
type Counters = (i64, i64, i64, i64, i64);

async fn counters(house: &House, idea: &IdeaRef) -> Counters {
    let sql = "SELECT support, support_employees, support_customers, oppose_employees,
        oppose_customers FROM ideas WHERE id = $1";
    let found = first!(db & house.ctx.db, Counters, sql, idea.number);
    found.expect("a row").expect("the idea")
}

async fn score(house: &House, idea: &IdeaRef) -> f64 {
    let sql = "SELECT score FROM ideas WHERE id = $1";
    one!(db & house.ctx.db, f64, sql, idea.number).expect("a score")
}

contract! {
    async fn a_vote_is_cast_changed_and_taken_back(house: House) {
        house.organisation().await;
        let idea = house.idea(&house.customer("Ines").await).await;
        let ada = house.employee("Ada", "service").await;
        let cast = |choice| {
            let (service, ada) = (votes(&house), ada.clone());
            let idea = idea.number;
            async move { service.cast(&ada, idea, choice).await }
        };
        assert_eq!(cast(Choice::Support).await, Ok(Standing { support: 2, mine: Choice::Support }));
        assert_eq!(counters(&house, &idea).await, (2, 1, 0, 0, 0));
        assert_eq!(cast(Choice::Support).await, Ok(Standing { support: 2, mine: Choice::Support }));
        assert_eq!(cast(Choice::Oppose).await, Ok(Standing { support: 1, mine: Choice::Oppose }));
        assert_eq!(counters(&house, &idea).await, (1, 0, 0, 1, 0));
        assert_eq!(cast(Choice::None).await, Ok(Standing { support: 1, mine: Choice::None }));
        assert_eq!(counters(&house, &idea).await, (1, 0, 0, 0, 0));
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn five_hundred_votes_of_one_person_are_one_vote(house: House) {
        house.organisation().await;
        let idea = house.idea(&house.customer("Ines").await).await;
        let ada = house.employee("Ada", "service").await;
        let service = votes(&house);
        let storm = (0..500).map(|n| {
            let choice = if n % 2 == 0 { Choice::Support } else { Choice::Oppose };
            service.cast(&ada, idea.number, choice)
        });
        let cast = futures::future::join_all(storm).await;
        assert!(cast.iter().all(Result::is_ok));
        let rows = "SELECT COUNT(*) FROM votes WHERE idea_id = $1";
        assert_eq!(one!(db &house.ctx.db, i64, rows, idea.number).expect("a count"), 2);
        let (support, for_it, _, against, _) = counters(&house, &idea).await;
        assert_eq!((for_it + against, support - for_it), (1, 1));
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn everyone_who_votes_at_once_is_counted(house: House) {
        house.organisation().await;
        let idea = house.idea(&house.customer("Ines").await).await;
        let mut voters: Vec<Actor> = Vec::new();
        for n in 0..40 {
            voters.push(if n % 4 == 0 {
                house.employee(&format!("Employee {n}"), "service").await
            } else {
                house.customer(&format!("Customer {n}")).await
            });
        }
        let service = votes(&house);
        let cast = voters.iter().map(|voter| service.cast(voter, idea.number, Choice::Support));
        let cast = futures::future::join_all(cast).await;
        assert!(cast.iter().all(Result::is_ok));
        assert_eq!(counters(&house, &idea).await, (41, 10, 30, 0, 0));
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn a_vote_taken_back_and_given_again_keeps_its_time(house: House) {
        house.organisation().await;
        let idea = house.idea(&house.customer("Ines").await).await;
        let ada = house.employee("Ada", "service").await;
        let cold = score(&house, &idea).await;
        house.vote(&ada, &idea, Choice::Support).await;
        let warm = score(&house, &idea).await;
        assert!(warm > cold);

        house.clock.pass(3 * domain::time::DAY);
        house.vote(&ada, &idea, Choice::None).await;
        assert!((score(&house, &idea).await - cold).abs() < 1e-9, "all its warmth is gone");
        house.clock.pass(3 * domain::time::DAY);
        house.vote(&ada, &idea, Choice::Oppose).await;
        assert!((score(&house, &idea).await - cold).abs() < 1e-9, "opposing does not cool");
        house.vote(&ada, &idea, Choice::Support).await;
        assert!((score(&house, &idea).await - warm).abs() < 1e-9, "no warmer than the first time");
    }

    async fn an_authors_own_vote_counts_on_the_page_and_nowhere_else(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        let cold = score(&house, &idea).await;
        assert_eq!(counters(&house, &idea).await, (1, 0, 0, 0, 0));
        assert_eq!(house.vote(&ines, &idea, Choice::None).await, 0);
        assert_eq!(house.vote(&ines, &idea, Choice::Oppose).await, 0);
        assert_eq!(counters(&house, &idea).await, (0, 0, 0, 0, 0));
        assert_eq!(house.vote(&ines, &idea, Choice::Support).await, 1);
        assert!((score(&house, &idea).await - cold).abs() < 1e-12);
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn a_vote_leaves_the_group_it_was_cast_in(house: House) {
        house.organisation().await;
        let idea = house.idea(&house.customer("Ines").await).await;
        let mut theo = house.customer("Theo").await;
        house.vote(&theo, &idea, Choice::Support).await;
        assert_eq!(counters(&house, &idea).await, (2, 0, 1, 0, 0));
        theo.kind = Kind::Employee;
        house.spoil("UPDATE members SET kind = 'employee' WHERE handle = 'theo'").await;
        house.vote(&theo, &idea, Choice::Oppose).await;
        assert_eq!(counters(&house, &idea).await, (1, 0, 0, 1, 0));
        theo.kind = Kind::Customer;
        house.spoil("UPDATE members SET kind = 'customer' WHERE handle = 'theo'").await;
        house.vote(&theo, &idea, Choice::None).await;
        assert_eq!(counters(&house, &idea).await, (1, 0, 0, 0, 0));
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn there_is_no_vote_on_what_is_withdrawn_hidden_or_not_there(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let ada = house.employee("Ada", "service").await;
        let gone = house.idea(&ines).await;
        IdeasService::new(house.ctx.clone()).withdraw(&ines, gone.number).await.expect("withdrawn");
        let cast = votes(&house).cast(&ada, gone.number, Choice::Support).await;
        assert_eq!(cast, Err(AppError::Conflict(Conflict::IdeaWithdrawn)));
        let hidden = house.inside_idea(&ada, "Close the old paint shop").await;
        let not_found = Err(AppError::NotFound(Noun::Idea));
        assert_eq!(votes(&house).cast(&ines, hidden.number, Choice::Support).await, not_found);
        assert_eq!(votes(&house).cast(&ines, 99, Choice::Support).await, not_found);
    }

    async fn the_trail_does_not_tell_what_was_chosen(house: House) {
        house.organisation().await;
        let idea = house.idea(&house.customer("Ines").await).await;
        let ada = house.employee("Ada", "service").await;
        house.vote(&ada, &idea, Choice::Oppose).await;
        let trail = "SELECT kind, detail, subject_id FROM events WHERE actor_id = $1";
        let entry = first!(db &house.ctx.db, Entry, trail, ada.id).expect("a row");
        assert_eq!(entry, Some(("vote.cast".into(), String::new(), None)));
    }
}
