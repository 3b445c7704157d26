//! Seats offered, and what is answered.

use domain::matching::SeatOffer;
use domain::teams::TeamStage;
use domain::{Conflict, Denied, Noun};

use super::*;
use crate::reconcile;
use crate::teams::tests::{Story, story};

/// The story with Bo, who may be found for packaging; the seat's number.
async fn wanted(house: &House) -> (Story, Actor, i64) {
    let s = story(house, 10).await;
    let bo = house.employee("Bo", "sales").await;
    found(house, &bo, "Packaging").await;
    let seat = s.team.seats[0].id;
    (s, bo, seat)
}

async fn waiting(house: &House, actor: &Actor) -> Vec<SeatOffer> {
    matching(house).offers(actor).await.expect("offers")
}

contract! {
    async fn an_offer_is_made_once_and_accepted_with_one_click(house: House) {
        let (s, bo, seat) = wanted(&house).await;
        let (matching, team) = (matching(&house), s.team.number);
        for _ in 0..2 {
            matching.offer(&s.ada, team, seat, &bo.handle).await.expect("offered");
        }
        assert_eq!(house.told(&bo).await, ["seat_offered"], "told once");
        let offers = waiting(&house, &bo).await;
        assert_eq!(offers.len(), 1);
        let offer = &offers[0];
        assert_eq!((offer.skill.as_str(), offer.hours, offer.by.name.as_str()), ("Packaging", 3, "Ada"));
        let people = matching.people_for(&s.ada, team, seat).await.expect("people");
        assert!(people.people[0].asked);
        let not_his = matching.accept(&s.ben, offer.id, offer.charter).await;
        assert_eq!(not_his, Err(Noun::Offer.into()));
        let old = matching.accept(&bo, offer.id, offer.charter - 1).await;
        assert_eq!(old, Err(Conflict::CharterChanged.into()), "what was shown is what is accepted");
        assert_eq!(matching.accept(&bo, offer.id, offer.charter).await, Ok(team));
        let held = &house.team_seen_by(&bo, team).await.seats[0].held;
        assert_eq!((held[0].hours, held[0].until), (offer.hours, offer.until));
        assert!(waiting(&house, &bo).await.is_empty());
        let again = matching.accept(&bo, offer.id, offer.charter).await;
        assert_eq!(again, Err(Noun::Offer.into()));
    }

    async fn accepting_the_last_seat_launches_the_team(house: House) {
        let (s, bo, seat) = wanted(&house).await;
        let (matching, team) = (matching(&house), s.team.number);
        house.sit(&s.ben, team, "Web forms").await.expect("a seat");
        matching.offer(&s.ben, team, seat, &bo.handle).await.expect("whoever sits may offer");
        let offer = waiting(&house, &bo).await.remove(0);
        matching.accept(&bo, offer.id, offer.charter).await.expect("accepted");
        assert_eq!(house.team_seen_by(&bo, team).await.stage, TeamStage::Launched);
    }

    async fn whoever_declines_is_not_asked_again_by_this_team(house: House) {
        let (s, bo, seat) = wanted(&house).await;
        let (matching, team) = (matching(&house), s.team.number);
        matching.offer(&s.ada, team, seat, &bo.handle).await.expect("offered");
        let offer = waiting(&house, &bo).await.remove(0);
        assert_eq!(matching.decline(&s.ben, offer.id).await, Err(Noun::Offer.into()));
        matching.decline(&bo, offer.id).await.expect("declined");
        assert!(house.told(&s.ada).await.contains(&"offer_declined".to_owned()));
        assert_eq!(matching.decline(&bo, offer.id).await, Err(Noun::Offer.into()));
        let again = matching.offer(&s.ada, team, seat, &bo.handle).await;
        assert_eq!(again, Err(Conflict::NotToBeFound.into()));
        let seats = matching.seats_for(&bo).await.expect("an answer").expect("a yes");
        assert!(seats.iter().all(|known| known.seat != seat), "nor is it suggested: {seats:?}");
        let people = matching.people_for(&s.ada, team, seat).await.expect("people");
        assert!(people.people.is_empty(), "nor suggested");
        house.sit(&bo, team, "Packaging").await.expect("by himself he may");
    }

    async fn another_seat_of_the_team_takes_the_place_of_the_first_offer(house: House) {
        let (s, bo, seat) = wanted(&house).await;
        let (matching, team) = (matching(&house), s.team.number);
        matching.offer(&s.ada, team, seat, &bo.handle).await.expect("offered");
        let other = s.team.seats[1].id;
        let first = waiting(&house, &bo).await.remove(0);
        matching.offer(&s.ada, team, other, &bo.handle).await.expect("offered");
        let offers = waiting(&house, &bo).await;
        assert_eq!(offers.len(), 1);
        assert_eq!(offers[0].skill, "Web forms");
        assert_eq!(house.told(&bo).await, ["seat_offered"], "of the one that stands");
        let unseen = matching.accept(&bo, first.id, first.charter).await;
        assert_eq!(unseen, Err(Noun::Offer.into()), "nobody accepts what they were not shown");
    }

    async fn nobody_is_offered_a_seat_who_did_not_ask_to_be_found(house: House) {
        let (s, bo, seat) = wanted(&house).await;
        let (matching, team) = (matching(&house), s.team.number);
        let dov = house.employee("Dov", "sales").await;
        for handle in [dov.handle.as_str(), "nobody"] {
            let refused = matching.offer(&s.ada, team, seat, handle).await;
            assert_eq!(refused, Err(Conflict::NotToBeFound.into()), "{handle}");
        }
        let stranger = matching.offer(&dov, team, seat, &bo.handle).await;
        assert_eq!(stranger, Err(Denied::NotYours.into()));
        house.sit(&s.ben, team, "Packaging").await.expect("a seat");
        let full = matching.offer(&s.ada, team, seat, &bo.handle).await;
        assert_eq!(full, Err(Conflict::SeatTaken.into()));
    }

    async fn an_offer_of_a_seat_that_filled_is_not_shown_and_one_removed_is_gone(house: House) {
        let (s, bo, seat) = wanted(&house).await;
        let (matching, team) = (matching(&house), s.team.number);
        matching.offer(&s.ada, team, seat, &bo.handle).await.expect("offered");
        house.sit(&s.ben, team, "Packaging").await.expect("a seat");
        assert!(waiting(&house, &bo).await.is_empty());
        house.teams().leave_seat(&s.ben, team).await.expect("left");
        assert_eq!(waiting(&house, &bo).await.len(), 1, "free again");
        let extra = house.teams().add_seat(&s.ada, team, apprentice("Oak")).await.expect("added");
        let extra = extra.seats.last().expect("a seat").id;
        matching.offer(&s.ada, team, extra, &bo.handle).await.expect("offered");
        house.teams().remove_seat(&s.ada, team, extra).await.expect("nobody held it");
        assert!(waiting(&house, &bo).await.is_empty());
        assert!(house.told(&bo).await.is_empty());
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn a_team_on_a_withdrawn_idea_finds_nobody(house: House) {
        let (s, bo, seat) = wanted(&house).await;
        let (matching, team) = (matching(&house), s.team.number);
        matching.offer(&s.ada, team, seat, &bo.handle).await.expect("offered");
        house.spoil("UPDATE ideas SET stage = 'withdrawn'").await;
        assert_eq!(matching.seats_for(&bo).await, Ok(Some(Vec::new())));
        assert!(waiting(&house, &bo).await.is_empty());
        let people = matching.people_for(&s.ada, team, seat).await;
        assert_eq!(people.map(|_| ()), Err(Noun::Team.into()));
        let whole = matching.team_for(&s.ada, team).await;
        assert_eq!(whole.map(|_| ()), Err(Noun::Team.into()));
    }

    async fn an_offer_taken_back_was_never_made(house: House) {
        let (s, bo, seat) = wanted(&house).await;
        let (matching, team) = (matching(&house), s.team.number);
        matching.offer(&s.ada, team, seat, &bo.handle).await.expect("offered");
        let offer = waiting(&house, &bo).await.remove(0);
        let stranger = matching.take_back(&bo, team, &bo.handle).await;
        assert_eq!(stranger, Err(Denied::NotYours.into()));
        matching.take_back(&s.ada, team, &bo.handle).await.expect("taken back");
        assert!(waiting(&house, &bo).await.is_empty());
        assert!(house.told(&bo).await.is_empty());
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]), "nothing counts as unread");
        let late = matching.accept(&bo, offer.id, offer.charter).await;
        assert_eq!(late, Err(Noun::Offer.into()));
        let twice = matching.take_back(&s.ada, team, &bo.handle).await;
        assert_eq!(twice, Err(Noun::Offer.into()));
        matching.offer(&s.ada, team, seat, &bo.handle).await.expect("asked again");
        assert_eq!(house.told(&bo).await, ["seat_offered"]);
    }

    async fn two_offers_at_once_are_one(house: House) {
        let (s, bo, seat) = wanted(&house).await;
        let (matching, team) = (matching(&house), s.team.number);
        house.sit(&s.cleo, team, "Web forms").await.expect("a seat");
        let (one, other) = tokio::join!(
            matching.offer(&s.ada, team, seat, &bo.handle),
            matching.offer(&s.cleo, team, seat, &bo.handle)
        );
        one.expect("offered");
        other.expect("offered");
        assert_eq!(waiting(&house, &bo).await.len(), 1);
        assert_eq!(house.told(&bo).await, ["seat_offered"]);
    }
}
