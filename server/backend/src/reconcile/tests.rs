//! Whatever people do, in whatever order, counters equal rows; and where they
//! would not, it is found.

use domain::accounts::Actor;
use domain::comments::{CommentBody, Comments};
use domain::ideas::{IdeaRef, Ideas};
use domain::ranking::from_daily;
use domain::time::HOUR;
use domain::votes::{Choice, Votes};
use domain::{AppError, Date};

use super::drift;
use crate::comments::CommentsService;
use crate::db::{Lock, all, run};
use crate::ideas::IdeasService;
use crate::testing::ideas::{idea_form, new_idea};
use crate::testing::{House, contract};
use crate::votes::VotesService;

/// Numbers that look random and are the same in every run (Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }
}

/// Something somebody does to something; refusals by a rule are part of life.
async fn act(house: &House, dice: &mut Dice, people: &[Actor], ideas: &mut Vec<IdeaRef>) {
    let who = &people[dice.roll(people.len())];
    let idea = ideas[dice.roll(ideas.len())].number;
    let comment = i64::try_from(1 + dice.roll(60)).unwrap_or(1);
    let words = || CommentBody::parse("Some words").expect("words");
    let comments = CommentsService::new(house.ctx.clone());
    let posting = IdeasService::new(house.ctx.clone());
    let done = match dice.roll(10) {
        0 => match posting
            .submit(who, new_idea(&idea_form("One idea of many")))
            .await
        {
            Ok(idea) => {
                ideas.push(idea);
                Ok(())
            }
            Err(error) => Err(error),
        },
        1 => posting.withdraw(who, idea).await.map(|_| ()),
        2 => comments.post(who, idea, None, words()).await.map(|_| ()),
        3 => comments
            .post(who, idea, Some(comment), words())
            .await
            .map(|_| ()),
        4 => comments.delete(who, comment).await.map(|_| ()),
        _ => {
            let choice = Choice::ALL[dice.roll(Choice::ALL.len())];
            let votes = VotesService::new(house.ctx.clone());
            votes.cast(who, idea, choice).await.map(|_| ())
        }
    };
    let refused = matches!(
        done,
        Err(AppError::Conflict(_) | AppError::Denied(_) | AppError::NotFound(_))
    );
    assert!(done.is_ok() || refused, "{done:?}");
}

contract! {
    async fn whatever_people_do_counters_equal_rows(house: House) {
        house.organisation().await;
        let mut people = vec![house.admin("Root").await];
        for n in 0..4 {
            people.push(house.customer(&format!("Customer {n}")).await);
            people.push(house.employee(&format!("Employee {n}"), "service").await);
        }
        let mut ideas = vec![house.idea(&people[1]).await];
        let mut dice = Dice(42);
        for _ in 0..400 {
            act(&house, &mut dice, &people, &mut ideas).await;
            house.clock.pass(HOUR);
        }
        assert_eq!(drift(&house.ctx.db).await, Ok(vec![]));

        let scores = all!(db &house.ctx.db, (i64, f64), "SELECT id, score FROM ideas").expect("scores");
        for (idea, score) in scores {
            let sums = "SELECT day, warmth FROM idea_warmth WHERE idea_id = $1";
            let days = all!(db &house.ctx.db, (i64, f64), sums, idea).expect("sums");
            let days = days.into_iter().map(|(day, sum)| (Date(i32::try_from(day).expect("a day")), sum));
            let kept = from_daily(days);
            assert!((score - kept).abs() < 1e-6, "idea {idea}: {score} is kept, {kept} its days say");
        }
    }

    async fn a_counter_that_drifted_is_found(house: House) {
        house.organisation().await;
        let idea = house.idea(&house.customer("Ines").await).await;
        let spoil = "UPDATE ideas SET support_customers = 3, stage = 'building' WHERE id = $1";
        let number = idea.number;
        house.ctx.db.write(Lock::Nothing, (), move |tx, ()| Box::pin(async move {
            run!(tx, spoil, number)?;
            Ok(())
        })).await.expect("spoilt");
        assert_eq!(drift(&house.ctx.db).await, Ok(vec![
            format!("idea {number}: support_customers is 3, its rows are 0"),
            format!("idea {number}: stage is building, its teams say open"),
        ]));
    }
}
