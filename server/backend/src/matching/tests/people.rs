//! Who is suggested for a seat, and for all of them at once.

use domain::matching::{PeopleForSeat, Reason, SuggestedTeam};
use domain::teams::TeamView;
use domain::votes::Choice;
use domain::{Denied, Noun};

use super::*;
use crate::teams::tests::launched;

fn seat(team: &TeamView, skill: &str) -> i64 {
    let seat = team.seats.iter().find(|seat| seat.skill == skill);
    seat.expect("a seat").id
}

async fn people(house: &House, actor: &Actor, team: &TeamView, skill: &str) -> PeopleForSeat {
    let people = matching(house)
        .people_for(actor, team.number, seat(team, skill))
        .await;
    people.expect("people")
}

async fn whole(house: &House, actor: &Actor, team: &TeamView) -> SuggestedTeam {
    matching(house)
        .team_for(actor, team.number)
        .await
        .expect("a team")
}

fn handles(people: &PeopleForSeat) -> Vec<&str> {
    people
        .people
        .iter()
        .map(|one| one.person.name.as_str())
        .collect()
}

fn suggested(team: &SuggestedTeam) -> Vec<(&str, Option<&str>)> {
    team.places
        .iter()
        .map(|place| {
            let person = place
                .person
                .as_ref()
                .map(|person| person.person.name.as_str());
            (place.skill.as_str(), person)
        })
        .collect()
}

contract! {
    async fn only_those_who_said_yes_are_shown_and_to_the_teams_own_people(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.employee("Ada", "service").await, house.employee("Bo", "sales").await);
        let (cleo, ines) = (house.employee("Cleo", "sales").await, house.customer("Ines").await);
        let idea = house.idea(&ada).await;
        let team = house.team(&ada, &idea, &[("Packaging", 3), ("Oak", 2)]).await;
        found(&house, &bo, "packaging").await;
        skilled(&house, &cleo, &[("Packaging", 3)]).await;
        let shown = people(&house, &ada, &team, "Packaging").await;
        assert_eq!(handles(&shown), ["Bo"], "Cleo never said yes");
        assert!(shown.people[0].reasons.contains(&Reason::Skill { level: 2, asked: 2 }));
        found(&house, &ada, "Packaging").await;
        assert_eq!(handles(&people(&house, &ada, &team, "Packaging").await), ["Bo"], "nobody is told of themself");
        assert_eq!(shown.seeking.seats.len(), 2);
        let stranger = matching(&house).people_for(&ines, team.number, seat(&team, "Oak")).await;
        assert_eq!(stranger, Err(Denied::NotYours.into()));
        let stranger = matching(&house).team_for(&ines, team.number).await;
        assert_eq!(stranger, Err(Denied::NotYours.into()));
        let nowhere = matching(&house).people_for(&ada, team.number, 999).await;
        assert_eq!(nowhere, Err(Noun::Seat.into()));
        matching(&house).prefer(&bo, Preferences::default()).await.expect("kept");
        assert!(people(&house, &ada, &team, "Packaging").await.people.is_empty(), "taken back at once");
    }

    async fn whoever_sits_is_suspended_or_outside_is_not_suggested(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.employee("Ada", "service").await, house.employee("Bo", "sales").await);
        let (cleo, ines) = (house.employee("Cleo", "sales").await, house.customer("Ines").await);
        let idea = house.inside_idea(&ada, "A quieter workshop floor").await;
        let team = house.team(&ada, &idea, &[("Packaging", 3), ("Oak", 2)]).await;
        for one in [&bo, &cleo, &ines] {
            found(&house, one, "Oak").await;
        }
        assert_eq!(handles(&people(&house, &ada, &team, "Oak").await), ["Bo", "Cleo"]);
        house.suspend(&cleo).await;
        house.sit(&bo, team.number, "Packaging").await.expect("a seat");
        assert!(people(&house, &ada, &team, "Oak").await.people.is_empty());
        assert!(people(&house, &bo, &team, "Oak").await.people.is_empty(), "he may look, too");
    }

    async fn an_apprentice_wants_to_learn(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.employee("Ada", "service").await, house.employee("Bo", "sales").await);
        let cleo = house.employee("Cleo", "sales").await;
        let idea = house.idea(&ada).await;
        let team = house.team(&ada, &idea, &[("Packaging", 3)]).await;
        let team = house.teams().add_seat(&ada, team.number, apprentice("Oak")).await.expect("added");
        let wishes = Preferences { wants: vec!["Oak".into()], open: true, hours: 4, ..Preferences::default() };
        matching(&house).prefer(&bo, wishes).await.expect("kept");
        found(&house, &cleo, "Oak").await;
        let shown = people(&house, &ada, &team, "Oak").await;
        assert_eq!(handles(&shown), ["Cleo", "Bo"]);
        assert_eq!(shown.people[1].reasons.first(), Some(&Reason::Wish));
    }

    async fn a_whole_team_takes_nobody_twice_and_mixes_departments(house: House) {
        house.organisation().await;
        let ada = house.employee("Ada", "service").await;
        let (bo, cleo) = (house.employee("Bo", "sales").await, house.employee("Cleo", "service").await);
        let idea = house.idea(&ada).await;
        let team = house.team(&ada, &idea, &[("Packaging", 3), ("Oak", 2), ("Glass", 1)]).await;
        for one in [&bo, &cleo] {
            skilled(&house, one, &[("Packaging", 2), ("Oak", 2)]).await;
            open(&house, one).await;
        }
        let whole = whole(&house, &ada, &team).await;
        assert_eq!(
            suggested(&whole),
            [("Packaging", Some("Bo")), ("Oak", Some("Cleo")), ("Glass", None)]
        );
        assert_eq!((whole.departments, whole.acquainted), (2, 0));
    }

    async fn those_who_worked_together_are_no_more_than_half(house: House) {
        let s = launched(&house).await;
        let team = house.team(&s.ada, &s.idea, &[("Packaging", 3), ("Web forms", 2)]).await;
        for (one, skill) in [(&s.ben, "Packaging"), (&s.cleo, "Web forms")] {
            found(&house, one, skill).await;
        }
        let only = whole(&house, &s.ada, &team).await;
        assert_eq!(suggested(&only), [("Packaging", Some("Ben")), ("Web forms", None)]);
        let dov = house.customer("Dov").await;
        found(&house, &dov, "Web forms").await;
        let mixed = whole(&house, &s.ada, &team).await;
        assert_eq!(suggested(&mixed), [("Packaging", Some("Ben")), ("Web forms", Some("Dov"))]);
    }

    async fn new_seats_are_told_to_the_best_once_and_nobody_weekly_more(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.employee("Ada", "service").await, house.employee("Bo", "sales").await);
        found(&house, &bo, "Packaging").await;
        let idea = house.idea(&ada).await;
        house.team(&ada, &idea, &[("Packaging", 3)]).await;
        assert_eq!(sweep(&house).await, 1);
        assert_eq!(sweep(&house).await, 0, "each seat once");
        house.team(&ada, &idea, &[("Packaging", 3)]).await;
        assert_eq!(sweep(&house).await, 0, "not again within a week");
        let told = house.told(&bo).await;
        assert_eq!(told.iter().filter(|kind| *kind == "seat_fits").count(), 1);
        house.clock.pass(8 * domain::time::DAY);
        house.team(&ada, &idea, &[("Packaging", 3)]).await;
        assert_eq!(sweep(&house).await, 1);
    }

    async fn a_seat_that_asks_for_something_else_is_told_of_anew(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.employee("Ada", "service").await, house.employee("Bo", "sales").await);
        found(&house, &bo, "Packaging").await;
        let idea = house.idea(&ada).await;
        let team = house.team(&ada, &idea, &[("Oak", 3)]).await;
        assert_eq!(sweep(&house).await, 0);
        let seat = |skill: &str, hours| domain::teams::NewSeat {
            hours,
            need: domain::teams::Need::Required,
            ..apprentice(skill)
        };
        let (teams, number) = (house.teams(), team.seats[0].id);
        teams.change_seat(&ada, team.number, number, seat("Packaging", 3)).await.expect("changed");
        assert_eq!(sweep(&house).await, 1);
        house.clock.pass(8 * domain::time::DAY);
        teams.change_seat(&ada, team.number, number, seat("packaging", 2)).await.expect("changed");
        assert_eq!(sweep(&house).await, 0, "still the same skill");
    }

    async fn nobody_is_told_of_a_seat_on_the_team_they_lead(house: House) {
        house.organisation().await;
        let ada = house.employee("Ada", "service").await;
        found(&house, &ada, "Packaging").await;
        let idea = house.idea(&ada).await;
        house.team(&ada, &idea, &[("Packaging", 3)]).await;
        assert_eq!(sweep(&house).await, 0);
    }

    async fn how_somebody_voted_is_no_reason_that_others_read(house: House) {
        house.organisation().await;
        let (ada, bo) = (house.employee("Ada", "service").await, house.employee("Bo", "sales").await);
        found(&house, &bo, "Packaging").await;
        let idea = house.idea(&ada).await;
        let team = house.team(&ada, &idea, &[("Packaging", 3)]).await;
        let before = people(&house, &ada, &team, "Packaging").await.people.remove(0);
        house.vote(&bo, &idea, Choice::Support).await;
        let after = people(&house, &ada, &team, "Packaging").await.people.remove(0);
        assert!(after.score > before.score, "it counts");
        assert_eq!(after.reasons, before.reasons, "and is not told");
        let own = matching(&house).seats_for(&bo).await.expect("an answer").expect("a yes");
        let told = |reason: &Reason| matches!(reason, Reason::Topics(topics) if topics.len() == 2);
        assert!(own[0].reasons.iter().any(told), "but to himself: {own:?}");
    }
}

async fn sweep(house: &House) -> u64 {
    crate::matching::sweep(&house.ctx).await.expect("swept")
}
