//! What kept forms promise, on both engines.

use domain::limits::Limit;

use super::*;
use crate::testing::{House, contract};

const VISITOR: Keeper = Keeper::Visitor(ClientAddress::LOCAL);

/// The house with limits as they are by default.
fn limited(house: &House) -> Context {
    house.ctx.clone().with_limits(Limits::Default)
}

/// A visitor from a network of their own.
fn visitor(number: u32) -> Keeper {
    let address = std::net::Ipv4Addr::from(0xcb00_7100 + number);
    Keeper::Visitor(ClientAddress(address.into()))
}

contract! {
    async fn what_was_typed_comes_back_once(house: House) {
        let key = keep(&house.ctx, Keeper::Done, "browser", "title=Spare+screws").await.expect("kept");
        let typed = take(&house.ctx, &key, "browser").await.expect("an answer");
        assert_eq!(typed.as_deref(), Some("title=Spare+screws"));
        assert_eq!(take(&house.ctx, &key, "browser").await, Ok(None));
    }

    async fn no_other_browser_sees_it(house: House) {
        let key = keep(&house.ctx, Keeper::Done, "browser", "title=Spare+screws").await.expect("kept");
        assert_eq!(take(&house.ctx, &key, "another").await, Ok(None));
        assert_eq!(take(&house.ctx, "another key", "browser").await, Ok(None));
        let typed = take(&house.ctx, &key, "browser").await.expect("an answer");
        assert!(typed.is_some(), "and trying took nothing away");
    }

    async fn two_pages_at_once_show_it_once(house: House) {
        let key = keep(&house.ctx, Keeper::Done, "browser", "title=Spare+screws").await.expect("kept");
        let pages = (0..8).map(|_| take(&house.ctx, &key, "browser"));
        let results = futures::future::join_all(pages).await;
        let shown = results.iter().filter(|result| matches!(result, Ok(Some(_)))).count();
        assert_eq!(shown, 1, "{results:?}");
    }

    async fn a_browser_keeps_its_newest_twenty(house: House) {
        let mut keys = Vec::new();
        let other = keep(&house.ctx, Keeper::Done, "another", "of another").await.expect("kept");
        for number in 0..25 {
            keys.push(keep(&house.ctx, Keeper::Done, "browser", &number.to_string()).await.expect("kept"));
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
        let key = keep(&house.ctx, Keeper::Done, "browser", "title=Spare+screws").await.expect("kept");
        house.clock.pass(KEPT - 1);
        assert_eq!(sweep(&house.ctx).await, Ok(0));
        house.clock.pass(1);
        assert_eq!(take(&house.ctx, &key, "browser").await, Ok(None));
        assert_eq!(sweep(&house.ctx).await, Ok(1));
    }

    async fn a_network_has_so_many_forms_kept_and_then_waits(house: House) {
        let ctx = limited(&house);
        let rate = Act::KeepForm.rate();
        for number in 0..rate.number {
            // A browser of its own each time, as whoever throws cookies away.
            keep(&ctx, VISITOR, &number.to_string(), "a form").await.expect("within the limit");
        }
        let wait = u32::try_from(rate.share() / SECOND).expect("seconds");
        let refused = keep(&ctx, VISITOR, "one more", "a form").await;
        assert_eq!(refused, Err(Limit { act: Act::KeepForm, wait }.into()));
        keep(&ctx, visitor(1), "elsewhere", "a form").await.expect("a neighbour is another");
        keep(&ctx, Keeper::Done, "an admin", "a link").await.expect("what is done is told");
        house.clock.pass(rate.share());
        keep(&ctx, VISITOR, "one more", "a form").await.expect("a moment later");
    }

    async fn a_member_who_throws_cookies_away_is_counted_all_the_same(house: House) {
        let ctx = limited(&house);
        let ines = Keeper::Member(house.customer("Ines").await.id);
        for number in 0..Act::KeepForm.rate().number {
            keep(&ctx, ines, &number.to_string(), "a form").await.expect("within the limit");
        }
        let refused = keep(&ctx, ines, "one more", "a form").await;
        assert!(matches!(refused, Err(AppError::TooMany(_))), "{refused:?}");
    }

    async fn visitors_of_many_networks_leave_room_for_members(house: House) {
        let ctx = limited(&house);
        let many = u32::try_from(VISITORS_ROOM).expect("a small number");
        for some in (0..many).collect::<Vec<_>>().chunks(64) {
            let kept = some.iter().map(|number| {
                let ctx = &ctx;
                async move { keep(ctx, visitor(*number), &number.to_string(), "a form").await }
            });
            for kept in futures::future::join_all(kept).await {
                kept.expect("room");
            }
        }
        let refused = keep(&ctx, visitor(many), "late", "a form").await;
        assert_eq!(refused, Err(AppError::Busy));
        let ines = Keeper::Member(house.customer("Ines").await.id);
        keep(&ctx, ines, "hers", "a form").await.expect("room for members");
        house.clock.pass(KEPT);
        keep(&ctx, visitor(many), "later", "a form").await.expect("what is over takes no room");
    }

    async fn what_is_no_form_of_ours_by_its_size_is_not_kept(house: House) {
        let long = "x".repeat(LONGEST + 1);
        assert_eq!(keep(&house.ctx, Keeper::Done, "browser", &long).await, Err(AppError::Busy));
    }
}
