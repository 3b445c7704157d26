//! Boards: kept in order, opened and closed, with rules that teams are asked by.

use domain::accounts::Viewer;
use domain::admin::{BoardPlan, Way};
use domain::boards::{Boards, Visibility};
use domain::ideas::{IdeaQuery, Ideas};
use domain::launch::LaunchRule;
use domain::teams::TeamStage;
use domain::{AppError, Conflict, Denied, FieldError, FieldErrors, Noun};

use super::{admin, deeds, outsiders, refused, unread};
use crate::boards::BoardsService;
use crate::ideas::IdeasService;
use crate::reconcile;
use crate::testing::ideas::{idea_form, new_idea};
use crate::testing::{House, contract};

fn plan(name: &str, visibility: Visibility) -> BoardPlan {
    BoardPlan {
        name: name.into(),
        purpose: "What should we build next, and why?".into(),
        visibility,
        rule: LaunchRule::default(),
    }
}

async fn slugs(house: &House, viewer: &Viewer) -> Vec<String> {
    let boards = BoardsService::new(house.ctx.clone());
    let site = boards.site(viewer).await.expect("a site");
    site.boards.into_iter().map(|board| board.slug).collect()
}

contract! {
    async fn boards_are_for_admins_alone(house: House) {
        house.organisation().await;
        let boards = admin(&house).boards;
        for other in outsiders(&house).await {
            refused(boards.list(&other).await);
            refused(boards.board(&other, "ideas").await);
            refused(boards.add(&other, plan("Wishes", Visibility::Public)).await);
            refused(boards.save(&other, "ideas", plan("Wishes", Visibility::Public)).await);
            refused(boards.step(&other, "ideas", Way::Down).await);
            refused(boards.close(&other, "ideas", true).await);
        }
        assert_eq!(deeds(&house).await, [""; 0]);
    }

    async fn boards_are_added_named_and_put_in_order(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let boards = admin(&house).boards;
        boards.add(&ada, plan("Wishes", Visibility::Public)).await.expect("added");
        let twice = boards.add(&ada, plan("wishes", Visibility::Public)).await;
        assert_eq!(twice, Err(FieldErrors::one("name", FieldError::Taken).into()));
        boards.step(&ada, "wishes", Way::Up).await.expect("moved");
        boards.step(&ada, "wishes", Way::Up).await.expect("moved");
        assert_eq!(slugs(&house, &Viewer::Visitor).await, ["wishes", "ideas"]);
        boards.save(&ada, "wishes", plan("Hopes", Visibility::Public)).await.expect("saved");
        let kept = boards.board(&ada, "wishes").await.expect("the address stays");
        assert_eq!(kept.board.board.name, "Hopes");
        let none = boards.board(&ada, "moon").await;
        assert_eq!(none.map(|_| ()), Err(AppError::NotFound(Noun::Board)));
        let deeds = deeds(&house).await;
        assert_eq!(deeds, ["board.added", "board.moved", "board.moved", "board.changed"]);
    }

    async fn a_rule_that_asks_for_less_launches_teams_that_wait(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let ines = house.customer("Ines").await;
        let (ben, cleo) = (house.employee("Ben", "service").await, house.employee("Cleo", "sales").await);
        let mut waiting = Vec::new();
        for title in ["Spare screws by post", "Spare hinges by post"] {
            let idea = house.idea_called(&ines, title).await;
            let team = house.team(&ben, &idea, &[("Packaging", 3), ("Post", 3)]).await;
            house.sit(&ben, team.number, "Packaging").await.expect("a seat");
            house.sit(&cleo, team.number, "Post").await.expect("a seat");
            waiting.push(team.number);
        }
        let kept = admin(&house).boards.board(&ada, "ideas").await.expect("a board");
        assert_eq!((kept.ideas, kept.gathering), (2, 2));
        let rule = LaunchRule { supporters: 1, ..LaunchRule::default() };
        let eager = BoardPlan { rule, ..plan("Ideas", Visibility::Public) };
        admin(&house).boards.save(&ada, "ideas", eager).await.expect("saved");
        for team in waiting {
            assert_eq!(house.team_seen_by(&ben, team).await.stage, TeamStage::Launched);
        }
        assert_eq!(reconcile::drift(&house.ctx.db).await.expect("compared"), [""; 0]);
    }

    async fn a_board_that_closes_its_doors_is_gone_for_customers_at_once(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let ines = house.customer("Ines").await;
        let ben = house.employee("Ben", "service").await;
        let idea = house.idea(&ines).await;
        let team = house.team(&ben, &idea, &[("Packaging", 3), ("Post", 3)]).await;
        house.sit(&ines, team.number, "Post").await.expect("a seat");
        let boards = BoardsService::new(house.ctx.clone());
        assert_eq!(boards.site(&Viewer::Visitor).await.expect("a site").boards.len(), 1);
        assert_eq!(unread(&house, &ines).await, 1);

        let inside = plan("Ideas", Visibility::Employees);
        admin(&house).boards.save(&ada, "ideas", inside).await.expect("saved");
        assert_eq!(boards.site(&Viewer::Visitor).await.expect("a site").boards.len(), 0);
        let nothing = boards.board(&Viewer::Visitor, None).await;
        assert_eq!(nothing.map(|_| ()), Err(Denied::SignInFirst.into()), "there may be some inside");
        let ideas = IdeasService::new(house.ctx.clone());
        for outside in [Viewer::Visitor, Viewer::Member(ines.clone())] {
            let hidden = ideas.view(&outside, idea.number).await;
            assert_eq!(hidden.map(|_| ()), Err(AppError::NotFound(Noun::Idea)));
            let list = ideas.list(&outside, &IdeaQuery::default()).await.expect("a list");
            assert_eq!(list.items.len(), 0);
        }
        let seen = house.team_seen_by(&ben, team.number).await;
        assert!(seen.seats.iter().all(|seat| seat.held.is_empty()), "a customer's seat is free");
        assert_eq!(unread(&house, &ines).await, 0);
        assert_eq!(reconcile::drift(&house.ctx.db).await.expect("compared"), [""; 0]);

        admin(&house).boards.save(&ada, "ideas", plan("Ideas", Visibility::Public)).await.expect("saved");
        ideas.view(&Viewer::Visitor, idea.number).await.expect("everybody sees it again");
    }

    async fn a_closed_board_is_read_and_takes_nothing_new(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let ines = house.customer("Ines").await;
        let idea = house.idea(&ines).await;
        let boards = admin(&house).boards;
        boards.close(&ada, "ideas", true).await.expect("closed");
        let ideas = IdeasService::new(house.ctx.clone());
        let late = ideas.submit(&ines, new_idea(&idea_form("One more thing"))).await;
        assert_eq!(late, Err(Conflict::BoardClosed.into()));
        ideas.view(&Viewer::Visitor, idea.number).await.expect("it is read");
        ideas.edit(&ines, idea.number, new_idea(&idea_form("Said better"))).await.expect("and cared for");
        let last = boards.close(&ada, "workshop-floor", true).await;
        assert_eq!(last, Err(Conflict::LastBoard.into()));
        boards.close(&ada, "ideas", false).await.expect("opened");
        ideas.submit(&ines, new_idea(&idea_form("One more thing"))).await.expect("posted");
    }

    async fn the_front_page_is_a_board_that_takes_ideas(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let admin = admin(&house);
        admin.boards.add(&ada, plan("Wishes", Visibility::Public)).await.expect("added");
        admin.boards.close(&ada, "ideas", true).await.expect("closed");
        let boards = BoardsService::new(house.ctx.clone());
        let front = boards.board(&Viewer::Visitor, None).await.expect("a board");
        assert_eq!(front.board.slug, "wishes");
        boards.board(&Viewer::Visitor, Some("ideas")).await.expect("the closed one is read");
    }
}
