//! Who leads, who comes later, and how a team ends.

use domain::accounts::Viewer;
use domain::teams::{TeamStage, Teams};
use domain::time::DAY;
use domain::work::{DeliverForm, Finish, StopForm, Work};
use domain::{Conflict, Denied};

use super::{first, milestone, record, seen, task, told, work};
use crate::teams::tests::launched;
use crate::testing::contract;

contract! {
    async fn a_team_delivers_when_its_milestones_are_reached(house: House) {
        let s = launched(&house).await;
        let (work, team, first) = (work(&house), s.team.number, first(&house, &s).await);
        let form = DeliverForm {
            outcome: "Spare parts leave the house within a day now.".into(),
            address: "https://harrowandpine.example/parts".into(),
        };
        let delivered = Finish::deliver(&form).expect("a form that passes");
        let early = work.finish(&s.ada, team, delivered.clone()).await;
        assert_eq!(early, Err(Conflict::MilestonesOpen.into()));
        let only = work.remove_milestone(&s.ben, team, first).await.expect("taken back");
        assert!(only.milestones.is_empty());
        let nothing = work.finish(&s.ada, team, delivered.clone()).await;
        assert_eq!(nothing, Err(Conflict::NothingReached.into()));
        let form_again = milestone("A form that takes one order", house.now().date());
        let first = work.add_milestone(&s.ben, team, &form_again).await.expect("set").milestones[0].id;
        work.reach_milestone(&s.ben, team, first).await.expect("reached");
        let anothers = work.finish(&s.ben, team, delivered.clone()).await;
        assert_eq!(anothers, Err(Denied::NotYours.into()), "whoever leads says so");
        let ended = work.finish(&s.ada, team, delivered.clone()).await.expect("delivered");
        assert_eq!((ended.stage, ended.mine), (TeamStage::Delivered, false));
        let finish = ended.finish.expect("how it ended");
        assert_eq!((finish.body, finish.address), (form.outcome, form.address));
        assert!(ended.crew.iter().all(|one| one.stayed) && ended.crew.len() == 2);
        assert_eq!(house.idea_stage(&s.idea).await, "delivered");
        for who in [&s.ben, &s.cleo] {
            assert_eq!(record(&house, who).await, (1.0, 0.0), "a promise kept");
            assert_eq!(told(&house, who, "team_delivered").await, 1);
        }
        assert_eq!(told(&house, &s.ines, "team_delivered").await, 1);
        let again = work.finish(&s.ada, team, delivered).await;
        assert_eq!(again, Err(Conflict::TeamClosed.into()));
    }

    async fn a_team_that_stops_tells_what_it_learned_and_breaks_nothing(house: House) {
        let s = launched(&house).await;
        let (work, team) = (work(&house), s.team.number);
        let cleos = house.team_seen_by(&s.ada, team).await.seats[1].held[0].id;
        house.teams().nudge(&s.ben, team, cleos).await.expect("asked");
        let form = StopForm {
            tried: "We posted forty orders by hand for two weeks.".into(),
            found: "The post costs more than the part, three times of four.".into(),
            tell: "Purchasing".into(),
        };
        let stopped = Finish::stop(&form).expect("a form that passes");
        let ended = work.finish(&s.ada, team, stopped).await.expect("stopped");
        assert_eq!(ended.stage, TeamStage::Stopped);
        assert_eq!(ended.finish.expect("how it ended").found, form.found);
        assert_eq!(record(&house, &s.ben).await, (1.0, 0.0));
        assert_eq!(record(&house, &s.cleo).await, (0.0, 0.0), "a nudge waits for her answer");
        assert_eq!(house.idea_stage(&s.idea).await, "open", "free for another team");
        let view = house.team_seen_by(&s.ada, team).await;
        assert_eq!(view.ended, None, "it launched");
        assert!(house.teams().of_person(&Viewer::Visitor, &s.ben.handle).await.expect("a list").len() == 1);
    }

    async fn the_lead_is_handed_over_to_somebody_in_a_seat(house: House) {
        let s = launched(&house).await;
        let (work, team) = (work(&house), s.team.number);
        let outside = work.hand_over(&s.ada, team, &s.ines.handle).await;
        assert_eq!(outside, Err(Conflict::NotSeated.into()));
        let anothers = work.hand_over(&s.ben, team, &s.cleo.handle).await;
        assert_eq!(anothers, Err(Denied::NotYours.into()));
        let given = work.hand_over(&s.ada, team, &s.ben.handle).await.expect("handed over");
        assert_eq!((given.lead.handle.as_str(), given.leads), (s.ben.handle.as_str(), false));
        assert_eq!(told(&house, &s.ben, "lead_given").await, 1);
        assert_eq!(told(&house, &s.cleo, "lead_changed").await, 1);
        let back = work.hand_over(&s.ada, team, &s.cleo.handle).await;
        assert_eq!(back, Err(Denied::NotYours.into()), "given is given");
        assert!(house.team_seen_by(&s.ben, team).await.my.leads);
        assert_eq!(house.team_seen_by(&s.ben, team).await.starter.handle, s.ada.handle, "who started it stays");
    }

    async fn a_silent_lead_is_taken_over_by_somebody_in_a_seat(house: House) {
        let s = launched(&house).await;
        let (work, team, first) = (work(&house), s.team.number, first(&house, &s).await);
        house.clock.pass(10 * DAY);
        let early = work.take_lead(&s.ben, team).await;
        assert_eq!(early, Err(Conflict::LeadActive.into()));
        work.add_task(&s.ada, team, first, &task("Saw the boards")).await.expect("a trace");
        house.clock.pass(13 * DAY);
        assert_eq!(work.take_lead(&s.ben, team).await, Err(Conflict::LeadActive.into()));
        house.clock.pass(2 * DAY);
        let seen = seen(&house, &Viewer::Member(s.ben.clone()), &s).await;
        assert!(seen.may_lead);
        let unseated = work.take_lead(&s.ines, team).await;
        assert_eq!(unseated, Err(Conflict::NotSeated.into()));
        let taken = work.take_lead(&s.ben, team).await.expect("taken");
        assert!(taken.leads);
        assert_eq!(told(&house, &s.ada, "lead_changed").await, 1);
    }

    async fn a_suspended_lead_is_taken_over_at_once(house: House) {
        let s = launched(&house).await;
        house.suspend(&s.ada).await;
        let taken = work(&house).take_lead(&s.cleo, s.team.number).await.expect("taken");
        assert!(taken.leads);
    }

    async fn a_seat_added_after_the_launch_asks_nobody_again(house: House) {
        let s = launched(&house).await;
        let (teams, team) = (house.teams(), s.team.number);
        let seat = crate::testing::teams::welcome_seat("Photography");
        let stranger = teams.add_seat(&s.ines, team, seat.clone()).await;
        assert_eq!(stranger, Err(Denied::NotYours.into()));
        let added = teams.add_seat(&s.ben, team, seat).await.expect("added");
        assert_eq!((added.seats.len(), added.charter), (3, 1));
        assert!(!house.team_seen_by(&s.cleo, team).await.my.asked);
        assert!(house.sit(&s.ines, team, "Photography").await.is_ok());
    }

    async fn a_seat_handed_back_near_any_milestone_costs_a_half(house: House) {
        let s = launched(&house).await;
        let (work, team, first) = (work(&house), s.team.number, first(&house, &s).await);
        let due = house.now().date().plus_days(30);
        work.add_milestone(&s.ben, team, &milestone("Ten orders a day", due)).await.expect("added");
        work.reach_milestone(&s.ben, team, first).await.expect("reached");
        house.clock.pass(24 * DAY);
        let reason = crate::testing::teams::reason("I move to another town.");
        house.teams().hand_back(&s.cleo, team, reason).await.expect("handed back");
        assert_eq!(record(&house, &s.cleo).await, (0.0, 0.5));
    }
}
