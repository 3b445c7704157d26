//! The demo is believable and obeys the rules.

use domain::accounts::{Actor, Kind, Role, Viewer};
use domain::ideas::IdeaQuery;
use domain::moderation::{AuditQuery, MeasureKind};
use domain::stage::Stage;
use domain::teams::TeamStage;

use super::content::{self, State};
use super::seed;
use crate::testing::contract;

/// Somebody who may see all of care; only the policy asks.
fn admin() -> Actor {
    Actor {
        id: 1,
        display_name: "Ada".into(),
        handle: "ada-okafor".into(),
        kind: Kind::Employee,
        department: None,
        role: Role::Admin,
        unread: 0,
    }
}

contract! {
    async fn the_demo_fills_every_stage_and_counts_right(house: House) {
        seed(&house.ctx).await.expect("the demo moves in");
        let services = crate::services(&house.ctx);
        for stage in [Stage::Open, Stage::Gathering, Stage::Building, Stage::Withdrawn] {
            let query = IdeaQuery { stage: Some(stage), ..IdeaQuery::default() };
            let page = services.ideas.list(&Viewer::Visitor, &query).await.expect("a list");
            assert!(page.items.len() >= 2, "{stage} is shown");
        }
        let planned = |state| content::read().expect("content").ideas.iter()
            .filter(|idea| idea.board == "ideas" && idea.team.as_ref().is_some_and(|team| team.state == state))
            .count();
        for (stage, state) in [(TeamStage::Gathering, State::Gathering), (TeamStage::Launched, State::Launched), (TeamStage::Delivered, State::Delivered), (TeamStage::Stopped, State::Stopped)] {
            let page = services.teams.list(&Viewer::Visitor, stage, None).await.expect("a list");
            assert_eq!(page.items.len(), planned(state), "teams {stage}");
        }
        let maeve = services.accounts.person(&Viewer::Visitor, "maeve-donnelly").await.expect("a page");
        let (joinery, finishing) = (&maeve.skills[0], &maeve.skills[1]);
        assert_eq!((joinery.people, joinery.named.len(), finishing.people), (4, 3, 0));
        let drift = crate::reconcile::drift(&house.ctx.db).await.expect("counters can be checked");
        assert!(drift.is_empty(), "{drift:?}");
    }

    async fn one_idea_of_the_demo_grew_from_another(house: House) {
        seed(&house.ctx).await.expect("the demo moves in");
        let ideas = crate::services(&house.ctx).ideas;
        let query = IdeaQuery { words: Some("bed slats".into()), ..IdeaQuery::default() };
        let found = ideas.list(&Viewer::Visitor, &query).await.expect("a list").items;
        let fork = found.first().expect("an idea about slats").idea.number;
        let from = ideas.view(&Viewer::Visitor, fork).await.expect("its page").kin.from;
        let original = from.expect("what it grew from").idea.number;
        let kin = ideas.view(&Viewer::Visitor, original).await.expect("its page").kin;
        assert_eq!((kin.count, kin.forks[0].idea.number), (1, fork));
    }

    async fn the_demo_was_cared_for(house: House) {
        seed(&house.ctx).await.expect("the demo moves in");
        let services = crate::services(&house.ctx);
        let (care, admin) = (&services.moderation, admin());
        let standing = care.measures(&admin, true, None).await.expect("measures").items;
        let mut kinds: Vec<_> = standing.iter().map(|measure| measure.told.kind).collect();
        kinds.sort_unstable_by_key(|kind| kind.as_str());
        assert_eq!(kinds, [MeasureKind::Hidden, MeasureKind::Locked]);
        let log = care.audit(&admin, &AuditQuery::default(), None).await.expect("the log");
        assert_eq!(log.entries.len(), 4, "and one idea was closed and opened again");
    }

    async fn the_demo_moves_into_empty_houses_only(house: House) {
        seed(&house.ctx).await.expect("the demo moves in");
        assert!(seed(&house.ctx).await.is_err());
    }
}
