//! Orders, filters and pages of lists.

use std::collections::BTreeSet;

use domain::ideas::IdeaKind;
use domain::paging::{Cursor, PAGE};

use super::*;

/// Every number of a list, page after page; fails on a page that is no page.
async fn all_pages(house: &crate::testing::House, mut query: IdeaQuery) -> Vec<i64> {
    let mut numbers = Vec::new();
    loop {
        let page: Page<_> = ideas(house)
            .list(&Viewer::Visitor, &query)
            .await
            .expect("a page");
        assert!(page.items.len() <= PAGE);
        numbers.extend(page.items.iter().map(|card| card.idea.number));
        match page.next {
            Some(next) => query.after = Some(next),
            None => return numbers,
        }
    }
}

contract! {
    async fn pages_have_neither_doubles_nor_gaps_under_any_sort(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let ada = house.employee("Ada", "service").await;
        let mut posted = BTreeSet::new();
        for n in 0..(2 * PAGE + 7) {
            let idea = house.idea_called(&ines, &format!("Screw number {n} by post")).await;
            posted.insert(idea.number);
            // Several ideas share each score and each count of comments.
            if n % 3 == 0 {
                house.vote(&ada, &idea, Choice::Support).await;
            }
            if n % 5 == 0 {
                house.clock.pass(DAY / 4);
            }
        }
        for sort in Sort::ALL {
            let anywhere = sorted(*sort);
            let on_board = IdeaQuery { board: Some("ideas".into()), ..anywhere.clone() };
            let by_author = IdeaQuery { author: Some("ines".into()), ..anywhere.clone() };
            let found = IdeaQuery { words: Some("screw".into()), ..anywhere.clone() };
            let on_topic = IdeaQuery { topic: Some("repair".into()), ..anywhere.clone() };
            let of_kind = IdeaQuery { kind: Some(IdeaKind::Idea), ..on_board.clone() };
            for query in [anywhere, on_board, by_author, on_topic, of_kind, found] {
                let numbers = all_pages(&house, query.clone()).await;
                let distinct: BTreeSet<i64> = numbers.iter().copied().collect();
                assert_eq!(numbers.len(), posted.len(), "{query:?}");
                assert_eq!(distinct, posted, "{query:?}");
            }
        }
    }

    async fn each_order_puts_its_own_first(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let old = house.idea_called(&ines, "An old and loved idea").await;
        house.clock.pass(DAY);
        let new = house.idea_called(&ines, "A new and lonely idea").await;
        assert_eq!(titles(&house, sorted(Sort::Trending)).await[0], new.title);
        house.supporters(&old, 3).await;
        assert_eq!(titles(&house, sorted(Sort::Trending)).await[0], old.title);
        assert_eq!(titles(&house, sorted(Sort::New)).await[0], new.title);
    }

    async fn filters_keep_what_fits(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        let ada = house.employee("Ada", "service").await;
        house.idea_called(&ines, "Spare screws by post").await;
        let other = IdeaForm {
            kind: "problem".into(),
            department: "sales".into(),
            topics: "returns".into(),
            ..idea_form("Returns take five weeks")
        };
        house.post(&ada, &other).await;
        let one = ["Returns take five weeks"];
        let any = IdeaQuery::default;
        assert_eq!(titles(&house, IdeaQuery { kind: Some(IdeaKind::Problem), ..any() }).await, one);
        assert_eq!(titles(&house, IdeaQuery { department: Some("sales".into()), ..any() }).await, one);
        assert_eq!(titles(&house, IdeaQuery { topic: Some("returns".into()), ..any() }).await, one);
        assert_eq!(titles(&house, IdeaQuery { author: Some("ada".into()), ..any() }).await, one);
        assert_eq!(titles(&house, IdeaQuery { stage: Some(Stage::Open), ..any() }).await.len(), 2);
        assert_eq!(titles(&house, IdeaQuery { stage: Some(Stage::Building), ..any() }).await.len(), 0);
        let both = IdeaQuery { topic: Some("returns".into()), author: Some("ines".into()), ..any() };
        assert!(titles(&house, both).await.is_empty());
        assert_eq!(ideas(&house).topics(&Viewer::Visitor).await.expect("topics"),
            ["repair", "returns", "spare parts"]);
    }

    async fn a_forged_cursor_is_no_page(house: House) {
        house.organisation().await;
        let board = |after: &str| IdeaQuery {
            after: Some(Cursor(after.into())),
            ..IdeaQuery::default()
        };
        for forged in ["", "x", "' OR 1=1 --", "bgAAAAAAAAAAAAAAAAAAAAA", "💡"] {
            let page = ideas(&house).list(&Viewer::Visitor, &board(forged)).await;
            assert_eq!(page, Err(AppError::NotFound(Noun::Page)), "{forged}");
        }
    }

    async fn a_clock_ten_years_ahead_does_not_poison_the_order(house: House) {
        house.organisation().await;
        let ines = house.customer("Ines").await;
        house.idea_called(&ines, "Posted in good order").await;
        house.clock.pass(3_650 * DAY);
        house.idea_called(&ines, "Posted by a mad clock").await;
        house.clock.pass(-3_650 * DAY + DAY / 2);
        house.idea_called(&ines, "Posted after the repair").await;
        let order = titles(&house, sorted(Sort::Trending)).await;
        assert_eq!(order[0], "Posted after the repair");
    }
}
