//! Several people at the same moment.

use domain::accounts::Actor;
use domain::ideas::IdeaRef;
use domain::teams::{TeamStage, Teams};
use domain::votes::{Choice, Votes};
use domain::{AppError, Conflict, Outcome, Timestamp};

use super::{Story, move_to, story};
use crate::db::{Fault, Tx, one};
use crate::ideas;
use crate::testing::teams::reason;
use crate::testing::{House, contract};
use crate::votes::VotesService;

const TEAM: &str = "
    INSERT INTO teams
        (idea_id, starter_id, purpose, stage, weeks, milestone, milestone_due,
         decides, stops_when, created_at, deadline_at)
    VALUES ($1, $2, 'One round', 'gathering', 6, 'A first order', 20600, 'lead', '', $3, $4)
    RETURNING id";
const SEAT: &str = "
    INSERT INTO seats (team_id, position, skill, level, hours, places, need)
    VALUES ($1, $2, 'Packaging', 1, 3, 1, 'required')
    RETURNING id";

/// A fresh team's number and its two seats.
type Round = (i64, [i64; 2]);

/// A fresh gathering team with two seats, written straight into the tables.
async fn round(house: &House, starter: &Actor, idea: &IdeaRef) -> Round {
    let command = (starter.id, idea.number, house.now());
    house
        .write(command, |tx, (starter, idea, now)| {
            Box::pin(add_round(tx, *starter, *idea, *now))
        })
        .await
}

async fn add_round(
    tx: &mut Tx<'_>,
    starter: i64,
    idea: i64,
    now: Timestamp,
) -> Result<Round, Fault> {
    let team = one!(tx tx, i64, TEAM, idea, starter, now.0, now.plus_days(21).0)?;
    let seats = [
        one!(tx tx, i64, SEAT, team, 0_i64)?,
        one!(tx tx, i64, SEAT, team, 1_i64)?,
    ];
    ideas::restage(tx, idea).await?;
    Ok((team, seats))
}

/// Somebody takes a seat in a task of their own.
fn taking(
    house: &House,
    actor: &Actor,
    team: i64,
    seat: i64,
) -> tokio::task::JoinHandle<Outcome<TeamStage>> {
    let (teams, actor, until) = (house.teams(), actor.clone(), house.until());
    tokio::spawn(async move {
        let taken = teams.take_seat(&actor, team, seat, 1, "3", &until).await;
        taken.map(|view| view.stage)
    })
}

async fn holders(house: &House, team: i64) -> i64 {
    let sql = "SELECT COUNT(*) FROM pledges WHERE team_id = $1 AND state = 'held'";
    one!(db & house.ctx.db, i64, sql, team).expect("a count")
}

contract! {
    async fn two_pledges_on_different_last_seats_launch_exactly_once(house: House) {
        let Story { ada, ben, cleo, idea, .. } = story(&house, 10).await;
        for _ in 0..100 {
            let (team, [left, right]) = round(&house, &ada, &idea).await;
            let both = (taking(&house, &ben, team, left), taking(&house, &cleo, team, right));
            let (first, second) = (both.0.await.expect("ran"), both.1.await.expect("ran"));
            assert!(first.is_ok() && second.is_ok(), "{first:?} {second:?}");
            let view = house.team_seen_by(&ada, team).await;
            assert_eq!(view.stage, TeamStage::Launched);
            assert_eq!(house.happened(team, "team.launched").await, 1);
        }
        let launched = house.told(&ben).await;
        assert_eq!(launched.iter().filter(|kind| *kind == "team_launched").count(), 100);
    }

    async fn a_hundred_takers_of_one_seat_leave_one_holder(house: House) {
        let s = story(&house, 2).await;
        let mut takers = Vec::new();
        for n in 0..100 {
            takers.push(house.customer(&format!("Taker {n}")).await);
        }
        let seat = s.team.seats[0].id;
        let one = |taker| taking(&house, taker, s.team.number, seat);
        let tasks: Vec<_> = takers.iter().map(one).collect();
        let mut seated = 0;
        for task in tasks {
            match task.await.expect("ran") {
                Ok(_) => seated += 1,
                Err(refused) => assert_eq!(refused, AppError::Conflict(Conflict::SeatTaken)),
            }
        }
        assert_eq!((seated, holders(&house, s.team.number).await), (1, 1));
    }

    async fn one_person_on_two_seats_at_once_gets_one(house: House) {
        let Story { ada, ben, idea, .. } = story(&house, 2).await;
        for _ in 0..20 {
            let (team, [left, right]) = round(&house, &ada, &idea).await;
            let both = (taking(&house, &ben, team, left), taking(&house, &ben, team, right));
            let answers = [both.0.await.expect("ran"), both.1.await.expect("ran")];
            assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
            assert!(answers.contains(&Err(Conflict::AlreadySeated.into())));
            assert_eq!(holders(&house, team).await, 1);
        }
    }

    async fn a_hand_back_beside_a_take_leaves_at_most_one_holder(house: House) {
        let Story { ada, ben, cleo, ines, idea, .. } = story(&house, 10).await;
        for _ in 0..25 {
            let (team, [left, right]) = round(&house, &ada, &idea).await;
            taking(&house, &ben, team, left).await.expect("ran").expect("a seat");
            let last = taking(&house, &cleo, team, right).await.expect("ran");
            assert_eq!(last, Ok(TeamStage::Launched));
            let (teams, leaver) = (house.teams(), ben.clone());
            let back = tokio::spawn(async move {
                teams.hand_back(&leaver, team, reason("My shifts changed")).await.map(|_| ())
            });
            let taken = taking(&house, &ines, team, left).await.expect("ran");
            assert_eq!(back.await.expect("ran"), Ok(()));
            assert!(taken.is_ok() || taken == Err(Conflict::SeatTaken.into()), "{taken:?}");
            let view = house.team_seen_by(&ada, team).await;
            let held = view.seats[0].held.first().map(|pledge| pledge.person.name.as_str());
            assert_eq!(held, taken.ok().map(|_| "Ines"));
            assert!(view.seats[0].held.len() < 2);
            assert_eq!(view.freed.len(), 1);
            assert_eq!(view.stage, TeamStage::Launched);
        }
    }

    async fn the_last_vote_beside_the_last_pledge_launches(house: House) {
        let Story { ada, ben, cleo, idea, .. } = story(&house, 9).await;
        for _ in 0..25 {
            let (team, [left, right]) = round(&house, &ada, &idea).await;
            taking(&house, &ben, team, left).await.expect("ran").expect("a seat");
            let (votes, actor) = (VotesService::new(house.ctx.clone()), ada.clone());
            let number = idea.number;
            let vote = tokio::spawn(async move {
                votes.cast(&actor, number, Choice::Support).await.map(|_| ())
            });
            taking(&house, &cleo, team, right).await.expect("ran").expect("a seat");
            assert_eq!(vote.await.expect("ran"), Ok(()));
            assert_eq!(house.team_seen_by(&ada, team).await.stage, TeamStage::Launched);
            assert_eq!(house.happened(team, "team.launched").await, 1);
            house.vote(&ada, &idea, Choice::None).await;
        }
    }

    async fn a_change_of_department_beside_a_last_act_launches(house: House) {
        let Story { ada, idea, .. } = story(&house, 10).await;
        let dan = house.employee("Dan", "service").await;
        for n in 0..30 {
            let (team, [left, right]) = round(&house, &ada, &idea).await;
            let (early, late) = if n % 2 == 0 { (&ada, &dan) } else { (&dan, &ada) };
            taking(&house, early, team, left).await.expect("ran").expect("a seat");
            let last = taking(&house, late, team, right);
            move_to(&house, &dan, "sales").await;
            last.await.expect("ran").expect("a seat");
            assert_eq!(house.team_seen_by(&ada, team).await.stage, TeamStage::Launched);
            assert_eq!(house.happened(team, "team.launched").await, 1);
            move_to(&house, &dan, "service").await;
        }
    }
}
