//! The stage, the launch and the open seats of an idea follow its teams.

use domain::comments::{CommentBody, Comments};

use super::*;
use crate::comments::CommentsService;

async fn card(house: &crate::testing::House, idea: &IdeaRef) -> domain::ideas::IdeaCard {
    let query = IdeaQuery::default();
    let page = ideas(house).list(&Viewer::Visitor, &query).await;
    let mut cards = page.expect("a page").items.into_iter();
    cards
        .find(|card| card.idea.number == idea.number)
        .expect("its card")
}

contract! {
    async fn an_idea_gathers_and_builds_with_its_team(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let ada = house.employee("Ada", "service").await;
        let idea = house.idea(&ines).await;
        house.supporters(&idea, 10).await;
        assert_eq!(card(&house, &idea).await.stage, Stage::Open);

        let team = house.team(&ada, &idea, &[("Packaging", 3), ("Writing", 2)]).await;
        let gathering = card(&house, &idea).await;
        assert_eq!(gathering.stage, Stage::Gathering);
        assert_eq!(gathering.open_seats, ["Packaging", "Writing"]);
        let view = ideas(&house).view(&by(&ada), idea.number).await.expect("seen");
        assert_eq!(view.gathering_since, Some(house.now()));
        assert_eq!(view.teams.len(), 1);

        house.clock.pass(DAY / 2);
        house.sit(&ada, team.number, "Packaging").await.expect("taken");
        assert_eq!(card(&house, &idea).await.open_seats, ["Writing"]);
        house.sit(&ines, team.number, "Writing").await.expect("taken");
        let building = card(&house, &idea).await;
        assert_eq!(building.stage, Stage::Building);
        assert_eq!(building.launched, Some(house.now()));
        assert!(building.open_seats.is_empty());
        let built = IdeaQuery { stage: Some(Stage::Building), ..IdeaQuery::default() };
        assert_eq!(titles(&house, built).await, [idea.title.as_str()]);
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn comments_of_team_members_are_marked(house: House) {
        house.organisation().await;
        let ada = house.employee("Ada", "service").await;
        let idea = house.idea(&house.customer("Ines").await).await;
        let team = house.team(&ada, &idea, &[("Packaging", 3), ("Writing", 2)]).await;
        let service = CommentsService::new(house.ctx.clone());
        let body = CommentBody::parse("Boxes are no problem.").expect("words");
        let before = service.post(&ada, idea.number, None, body.clone()).await.expect("posted");
        assert!(!before.by_team, "whoever starts a team is not on it yet");
        house.sit(&ada, team.number, "Packaging").await.expect("taken");
        let page = service.list(&Viewer::Visitor, idea.number, None, None).await.expect("a page");
        assert!(page.items[0].by_team);
    }

    async fn a_vote_launches_the_team_that_waited_for_it(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let ada = house.employee("Ada", "service").await;
        let idea = house.idea(&ines).await;
        let team = house.team(&ada, &idea, &[("Packaging", 3), ("Writing", 2)]).await;
        house.sit(&ada, team.number, "Packaging").await.expect("taken");
        house.sit(&ines, team.number, "Writing").await.expect("taken");
        house.supporters(&idea, 8).await;
        assert_eq!(card(&house, &idea).await.stage, Stage::Gathering);
        assert_eq!(house.vote(&ada, &idea, Choice::Support).await, 10);
        assert_eq!(card(&house, &idea).await.stage, Stage::Building);
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }
}
