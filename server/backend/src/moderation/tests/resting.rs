//! Teams of hidden ideas.

use domain::teams::{TeamStage, Teams};
use domain::time::DAY;
use domain::votes::Choice;

use super::*;
use crate::testing::contract;
use crate::testing::teams::{reason, welcome_seat};

contract! {
    async fn a_team_rests_while_its_idea_is_hidden(house: House) {
        let s = story(&house).await;
        let team = house.team(&s.sal, &s.idea, &[("Packaging", 3), ("Web forms", 4)]).await;
        house.sit(&s.ben, team.number, "Packaging").await.expect("a seat");
        let subject = Subject::Idea(s.idea.number);
        care(&house).hide(&s.mo, &subject, cause()).await.expect("hidden");

        let teams = house.teams();
        let cleo = house.customer("Cleo").await;
        for outsider in [Viewer::Visitor, by(&cleo)] {
            let seen = teams.view(&outsider, team.number).await;
            assert_eq!(seen.map(|view| view.number), not_found(Noun::Team));
            let list = teams.list(&outsider, TeamStage::Gathering, None).await;
            assert_eq!(list.expect("a page").items, []);
            assert_eq!(teams.of_person(&outsider, "ben").await, Ok(vec![]));
        }
        let refused = teams.accept_charter(&cleo, team.number, 1).await;
        assert_eq!(refused, not_found(Noun::Team));
        for insider in [&s.ben, &s.sal, &s.ines, &s.mo] {
            assert!(house.team_seen_by(insider, team.number).await.resting);
        }
        let added = teams.add_seat(&s.sal, team.number, welcome_seat("Paper")).await;
        assert_eq!(added, conflict(Conflict::IdeaHidden));
        let released = teams.release(&s.sal, team.number, 1, reason("No answer for weeks")).await;
        assert_eq!(released, conflict(Conflict::IdeaHidden));
        assert_eq!(house.told(&s.ben).await, ["team_rests"]);
        let seen = ideas(&house).view(&by(&s.ben), s.idea.number).await;
        assert_eq!(seen.map(|view| view.idea), not_found(Noun::Idea), "its words stay hidden");

        let left = teams.leave_seat(&s.ben, team.number).await.expect("one may step out");
        assert!(left.resting && left.my.seat.is_none());
        let shown = house.team_seen_by(&s.sal, team.number).await;
        assert_eq!(shown.seats[0].held, []);
        all_is_well(&house).await;
    }

    async fn its_time_stands_still(house: House) {
        let s = story(&house).await;
        let team = house.team(&s.sal, &s.idea, &[("Packaging", 3), ("Web forms", 4)]).await;
        let subject = Subject::Idea(s.idea.number);
        house.clock.pass(20 * DAY);
        care(&house).hide(&s.mo, &subject, cause()).await.expect("hidden");
        house.clock.pass(5 * DAY);
        assert_eq!(house.teams().sweep().await, Ok(0));
        care(&house).restore(&s.mo, &subject).await.expect("restored");
        let view = house.team_seen_by(&s.ben, team.number).await;
        assert_eq!((view.stage, view.resting), (TeamStage::Gathering, false));
        assert_eq!(view.deadline, house.now().plus_days(1));
        assert_eq!(house.told(&s.sal).await, ["team_rests", "team_goes_on"]);
        house.clock.pass(DAY + 1);
        assert_eq!(house.teams().sweep().await, Ok(1));
    }

    async fn what_became_ready_meanwhile_launches_when_it_goes_on(house: House) {
        let s = story(&house).await;
        house.supporters(&s.idea, 8).await;
        let team = house.team(&s.sal, &s.idea, &[("Packaging", 3), ("Web forms", 4)]).await;
        house.sit(&s.ben, team.number, "Packaging").await.expect("a seat");
        house.vote(&s.mo, &s.idea, Choice::Support).await;
        let cleo = house.customer("Cleo").await;
        let teams = house.teams();
        let blocked = teams.block_charter(&s.ben, team.number, reason("Too few hours in it"));
        blocked.await.expect("blocked");
        house.sit(&cleo, team.number, "Web forms").await.expect("a seat");
        let subject = Subject::Idea(s.idea.number);
        care(&house).hide(&s.mo, &subject, cause()).await.expect("hidden");
        house.clock.pass(8 * DAY);
        assert_eq!(house.teams().sweep().await, Ok(0), "the block lapsed, and nothing launches");
        care(&house).restore(&s.mo, &subject).await.expect("restored");
        let view = house.team_seen_by(&s.ben, team.number).await;
        assert_eq!(view.stage, TeamStage::Launched);
        all_is_well(&house).await;
    }
}
