//! What boards promise, on both engines.

use domain::accounts::Viewer;
use domain::boards::{Boards, Site};
use domain::launch::LaunchRule;
use domain::{AppError, Noun};

use super::BoardsService;
use crate::testing::contract;

fn slugs(site: &Site) -> Vec<&str> {
    site.boards
        .iter()
        .map(|board| board.slug.as_str())
        .collect()
}

contract! {
    async fn an_empty_house_has_no_name(house: House) {
        let boards = BoardsService::new(house.ctx.clone());
        assert_eq!(boards.site(&Viewer::Visitor).await, Ok(Site::default()));
        let board = boards.board(&Viewer::Visitor, None).await;
        assert_eq!(board, Err(AppError::NotFound(Noun::Board)));
    }

    async fn boards_for_employees_are_unknown_to_others(house: House) {
        house.organisation().await;
        let boards = BoardsService::new(house.ctx.clone());
        let ada = Viewer::Member(house.employee("Ada", "service").await);
        let ines = Viewer::Member(house.customer("Ines").await);
        assert_eq!(slugs(&boards.site(&ada).await.expect("a site")), ["ideas", "workshop-floor"]);
        boards.board(&ada, Some("workshop-floor")).await.expect("her board");
        for outside in [ines, Viewer::Visitor] {
            let site = boards.site(&outside).await.expect("a site");
            assert_eq!(slugs(&site), ["ideas"]);
            assert_eq!((site.organisation.as_str(), site.departments.len()), ("Harrow & Pine", 3));
            let hidden = boards.board(&outside, Some("workshop-floor")).await;
            assert_eq!(hidden, Err(AppError::NotFound(Noun::Board)));
        }
    }

    async fn the_first_board_is_the_one_when_none_is_named(house: House) {
        house.organisation().await;
        let boards = BoardsService::new(house.ctx.clone());
        let first = boards.board(&Viewer::Visitor, None).await.expect("a board");
        assert_eq!(first.board.slug, "ideas");
        assert_eq!(first.rule, LaunchRule::default());
        let unknown = boards.board(&Viewer::Visitor, Some("nowhere")).await;
        assert_eq!(unknown, Err(AppError::NotFound(Noun::Board)));
    }
}
