//! What kept forms promise, on both engines.

use super::*;
use crate::testing::contract;

contract! {
    async fn what_was_typed_comes_back_once(house: House) {
        let key = keep(&house.ctx, "browser", "title=Spare+screws").await.expect("kept");
        let typed = take(&house.ctx, &key, "browser").await.expect("an answer");
        assert_eq!(typed.as_deref(), Some("title=Spare+screws"));
        assert_eq!(take(&house.ctx, &key, "browser").await, Ok(None));
    }

    async fn no_other_browser_sees_it(house: House) {
        let key = keep(&house.ctx, "browser", "title=Spare+screws").await.expect("kept");
        assert_eq!(take(&house.ctx, &key, "another").await, Ok(None));
        assert_eq!(take(&house.ctx, "another key", "browser").await, Ok(None));
        let typed = take(&house.ctx, &key, "browser").await.expect("an answer");
        assert!(typed.is_some(), "and trying took nothing away");
    }

    async fn two_pages_at_once_show_it_once(house: House) {
        let key = keep(&house.ctx, "browser", "title=Spare+screws").await.expect("kept");
        let pages = (0..8).map(|_| take(&house.ctx, &key, "browser"));
        let results = futures::future::join_all(pages).await;
        let shown = results.iter().filter(|result| matches!(result, Ok(Some(_)))).count();
        assert_eq!(shown, 1, "{results:?}");
    }

    async fn a_browser_keeps_its_newest_twenty(house: House) {
        let mut keys = Vec::new();
        let other = keep(&house.ctx, "another", "of another").await.expect("kept");
        for number in 0..25 {
            keys.push(keep(&house.ctx, "browser", &number.to_string()).await.expect("kept"));
            house.clock.pass(1);
        }
        let mut left = Vec::new();
        for key in &keys {
            left.extend(take(&house.ctx, key, "browser").await.expect("an answer"));
        }
        let newest: Vec<String> = (5..25).map(|number| number.to_string()).collect();
        assert_eq!(left, newest);
        assert!(take(&house.ctx, &other, "another").await.expect("an answer").is_some());
    }

    async fn it_is_forgotten_after_a_quarter_of_an_hour(house: House) {
        let key = keep(&house.ctx, "browser", "title=Spare+screws").await.expect("kept");
        house.clock.pass(KEPT - 1);
        assert_eq!(sweep(&house.ctx).await, Ok(0));
        house.clock.pass(1);
        assert_eq!(take(&house.ctx, &key, "browser").await, Ok(None));
        assert_eq!(sweep(&house.ctx).await, Ok(1));
    }
}
