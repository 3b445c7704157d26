//! Which seats are suggested to whom, and why.

use domain::ideas::IdeaForm;
use domain::matching::{Reason, SeatForYou};

use super::*;
use crate::testing::ideas::idea_form;

async fn seats(house: &House, actor: &Actor) -> Vec<SeatForYou> {
    let seats = matching(house).seats_for(actor).await.expect("an answer");
    seats.expect("they said yes")
}

fn names(seats: &[SeatForYou]) -> Vec<&str> {
    seats.iter().map(|seat| seat.skill.as_str()).collect()
}

contract! {
    async fn whoever_did_not_say_yes_is_suggested_nothing(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.employee("Ada", "service").await, house.employee("Bo", "sales").await);
        let idea = house.idea(&ada).await;
        house.team(&ada, &idea, &[("Packaging", 3)]).await;
        skilled(&house, &bo, &[("Packaging", 2)]).await;
        assert_eq!(matching(&house).seats_for(&bo).await, Ok(None));
        open(&house, &bo).await;
        assert_eq!(names(&seats(&house, &bo).await), ["Packaging"]);
        matching(&house).prefer(&bo, Preferences::default()).await.expect("kept");
        assert_eq!(matching(&house).seats_for(&bo).await, Ok(None), "taken back at once");
    }

    async fn only_open_seats_for_ones_own_skills_are_suggested(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.employee("Ada", "service").await, house.employee("Bo", "sales").await);
        let cleo = house.employee("Cleo", "sales").await;
        let idea = house.idea(&ada).await;
        let team = house.team(&ada, &idea, &[("Packaging", 3), ("Web forms", 2), ("Oak", 1)]).await;
        skilled(&house, &bo, &[("packaging", 2), ("OAK", 1)]).await;
        open(&house, &bo).await;
        let mut suggested = names(&seats(&house, &bo).await).into_iter().map(str::to_owned).collect::<Vec<_>>();
        suggested.sort();
        assert_eq!(suggested, ["Oak", "Packaging"], "however it is written");
        house.sit(&cleo, team.number, "Oak").await.expect("she sits");
        assert_eq!(names(&seats(&house, &bo).await), ["Packaging"], "a full seat is none");
        house.sit(&bo, team.number, "Packaging").await.expect("he sits");
        assert!(seats(&house, &bo).await.is_empty(), "one seat a team");
    }

    async fn the_inside_of_the_house_is_suggested_to_those_inside(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.employee("Ada", "service").await, house.employee("Bo", "sales").await);
        let ines = house.customer("Ines").await;
        let idea = house.inside_idea(&ada, "A quieter workshop floor").await;
        house.team(&ada, &idea, &[("Packaging", 3)]).await;
        for actor in [&bo, &ines] {
            skilled(&house, actor, &[("Packaging", 2)]).await;
            open(&house, actor).await;
        }
        assert_eq!(seats(&house, &bo).await.len(), 1);
        assert!(seats(&house, &ines).await.is_empty());
    }

    async fn the_best_comes_first_and_says_why(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.employee("Ada", "service").await, house.employee("Bo", "sales").await);
        let other = IdeaForm { topics: "returns".into(), ..idea_form("Parcels that come back whole") };
        let far = house.post(&ada, &other).await;
        let near = house.idea(&ada).await;
        house.team(&ada, &far, &[("Packaging", 3)]).await;
        let team = house.team(&ada, &near, &[("Packaging", 3)]).await;
        skilled(&house, &bo, &[("Packaging", 1)]).await;
        let told = Preferences {
            open: true,
            hours: 4,
            topics: vec!["repair".into()],
            ..Preferences::default()
        };
        matching(&house).prefer(&bo, told).await.expect("kept");
        let seats = seats(&house, &bo).await;
        assert_eq!(seats.len(), 2);
        assert_eq!(seats[0].team, team.number, "its idea is about what he cares about");
        assert!(seats[0].score > seats[1].score);
        let reasons = &seats[0].reasons;
        assert!(reasons.contains(&Reason::Skill { level: 1, asked: 2 }), "{reasons:?}");
        assert!(reasons.contains(&Reason::Topics(vec!["repair".into()])), "{reasons:?}");
        assert!(reasons.contains(&Reason::Hours { left: 3, asked: 3 }), "{reasons:?}");
    }

    async fn hours_promised_elsewhere_are_not_free(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.employee("Ada", "service").await, house.employee("Bo", "sales").await);
        let idea = house.idea(&ada).await;
        let first = house.team(&ada, &idea, &[("Packaging", 3), ("Oak", 9)]).await;
        house.team(&ada, &idea, &[("Packaging", 3)]).await;
        skilled(&house, &bo, &[("Packaging", 2)]).await;
        open(&house, &bo).await;
        house.sit(&bo, first.number, "Packaging").await.expect("he sits");
        let seats = seats(&house, &bo).await;
        assert!(seats[0].reasons.contains(&Reason::Hours { left: 1, asked: 3 }), "{seats:?}");
    }

    async fn words_that_mean_the_same_find_each_other(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.admin("Ada").await, house.employee("Bo", "sales").await);
        let idea = house.idea(&ada).await;
        house.team(&ada, &idea, &[("Joinery", 3)]).await;
        skilled(&house, &bo, &[("Wood work", 2)]).await;
        open(&house, &bo).await;
        assert!(seats(&house, &bo).await.is_empty());
        unite(&house, &ada, "Wood work", "Joinery").await;
        assert_eq!(names(&seats(&house, &bo).await), ["Joinery"]);
    }

    async fn a_wish_to_learn_counts_for_the_apprentices_seat(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.employee("Ada", "service").await, house.employee("Bo", "sales").await);
        let idea = house.idea(&ada).await;
        let team = house.team(&ada, &idea, &[("Packaging", 3), ("Finishing", 2)]).await.number;
        let wishes = Preferences { wants: vec!["Finishing".into()], open: true, hours: 4, ..Preferences::default() };
        matching(&house).prefer(&bo, wishes).await.expect("kept");
        assert!(seats(&house, &bo).await.is_empty(), "a usual seat hopes for the skill");
        let seat = apprentice("Finishing");
        let view = house.teams().add_seat(&ada, team, seat.clone()).await.expect("added");
        let seats = seats(&house, &bo).await;
        assert_eq!(names(&seats), ["Finishing"]);
        assert_eq!(Some(seats[0].seat), view.seats.last().map(|seat| seat.id));
        assert_eq!(seats[0].reasons.first(), Some(&Reason::Wish));
        let second = house.teams().add_seat(&ada, team, seat).await;
        assert_eq!(second.map(|_| ()), Err(FieldErrors::one("need", FieldError::OnlyOne).into()));
    }
}
