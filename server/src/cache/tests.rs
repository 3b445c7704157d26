//! What the cache promises, with a page that counts how often it is rendered.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::Request;
use backend::changes::{Changes, Shown};
use domain::time::SECOND;
use futures::future::join_all;

use super::*;

struct House {
    cache: PageCache,
    changes: Changes,
    renders: AtomicUsize,
}

impl House {
    fn new(megabytes: u64) -> Self {
        Self {
            cache: PageCache::of_megabytes(megabytes),
            changes: Changes::default(),
            renders: AtomicUsize::new(0),
        }
    }

    fn key(&self, address: &str) -> Key {
        let parts = Request::get(address)
            .body(())
            .expect("a request")
            .into_parts()
            .0;
        let key = self.cache.key(&parts, Cookie { secure: false });
        key.expect("a page that is kept")
    }

    /// Asks at this time; the page says how many renders there were.
    async fn ask(&self, address: &str, now: Timestamp) -> (String, Way) {
        let key = self.key(address);
        let current = || (self.changes.version(Shown::Everything), now);
        match self.cache.turn(&key, current).await.expect("a turn") {
            Turn::There(kept, way) => (kept.page.text("n"), way),
            Turn::Render(ticket) => {
                tokio::task::yield_now().await;
                let turn = self.renders.fetch_add(1, Ordering::SeqCst) + 1;
                let markup = Markup::of(vec![format!("render {turn}")]);
                (ticket.keep(&markup).page.text("n"), Way::Made)
            }
        }
    }

    /// The task of rendering this page.
    async fn ticket(&self, address: &str) -> Ticket {
        match self.turn(address).await {
            Ok(Turn::Render(ticket)) => ticket,
            _ => panic!("{address} is there, or being rendered"),
        }
    }

    async fn turn(&self, address: &str) -> Result<Turn, Crowded> {
        let current = || (self.changes.version(Shown::Everything), Timestamp(0));
        self.cache.turn(&self.key(address), current).await
    }
}

#[tokio::test]
async fn fifty_who_ask_at_once_cost_one_render() {
    let house = House::new(1);
    let asked = join_all((0..50).map(|_| house.ask("/", Timestamp(0)))).await;
    assert_eq!(house.renders.load(Ordering::SeqCst), 1);
    assert!(asked.iter().all(|(page, _)| page == "render 1"));
    assert_eq!(asked.iter().filter(|(_, way)| *way == Way::Made).count(), 1);
    assert!(house.cache.flights().is_empty());
    assert_eq!(house.ask("/", Timestamp(0)).await.1, Way::Hit);
}

#[tokio::test]
async fn a_page_is_kept_for_half_a_minute_at_most() {
    let house = House::new(1);
    house.ask("/", Timestamp(0)).await;
    let young = Timestamp(30 * SECOND - 1);
    assert_eq!(house.ask("/", young).await.1, Way::Hit);
    assert_eq!(house.ask("/", Timestamp(30 * SECOND)).await.1, Way::Made);
    assert_eq!(
        house.ask("/", Timestamp(0)).await.1,
        Way::Made,
        "a clock that stepped back"
    );
}

#[tokio::test]
async fn a_page_rendered_before_something_was_hidden_is_never_shown_after_it() {
    let house = House::new(1);
    let ticket = house.ticket("/").await;
    house.changes.visible();
    ticket.keep(&Markup::of(vec!["what is hidden now".to_owned()]));
    assert_eq!(
        house.ask("/", Timestamp(0)).await,
        ("render 1".to_owned(), Way::Made)
    );
}

#[tokio::test]
async fn who_waits_for_a_page_that_is_none_for_everybody_goes_on_at_once() {
    let house = House::new(1);
    let ticket = house.ticket("/ideas/7").await;
    let waiting = join_all((0..50).map(|_| house.turn("/ideas/7")));
    let refused = async {
        tokio::task::yield_now().await;
        drop(ticket);
    };
    let (turns, ()) = tokio::join!(waiting, refused);
    // Each holds its own at the same moment, so none waited for another.
    let own = turns
        .iter()
        .filter(|turn| matches!(turn, Ok(Turn::Render(_))));
    assert_eq!(own.count(), 50);
    drop(turns);
    assert!(house.cache.flights().is_empty());
    assert_eq!(house.ask("/ideas/7", Timestamp(0)).await.1, Way::Made);
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_ever_for_a_page_of_somebody_else() {
    let house = House::new(1);
    let _ticket = house.ticket("/").await;
    let begun = Instant::now();
    assert_eq!(house.turn("/").await.err(), Some(Crowded));
    assert_eq!(begun.elapsed(), PATIENCE);
}

#[tokio::test]
async fn only_so_many_wait_and_who_leaves_makes_room() {
    let house = House::new(1);
    let _ticket = house.ticket("/").await;
    let waiting = join_all((0..WAITING).map(|_| house.turn("/")));
    let late = async {
        tokio::task::yield_now().await;
        house.turn("/").await.err()
    };
    tokio::select! {
        _ = waiting => panic!("there is nothing to get yet"),
        late = late => assert_eq!(late, Some(Crowded)),
    }
    // All of them have left.
    assert_eq!(house.cache.waiting.available_permits(), WAITING);
}

#[tokio::test]
async fn memory_has_a_bound() {
    let house = House::new(1);
    for number in 0..6_000 {
        house.ask(&format!("/?topic=t{number}"), Timestamp(0)).await;
    }
    house.cache.pages.run_pending_tasks();
    assert!(house.cache.pages.weighted_size() <= 1 << 20);
    assert!(house.cache.pages.entry_count() > 500, "it is used, too");
}

#[tokio::test]
async fn a_cache_without_room_answers_nothing() {
    let off = PageCache::of_megabytes(0);
    let parts = Request::get("/")
        .body(())
        .expect("a request")
        .into_parts()
        .0;
    assert!(off.key(&parts, Cookie { secure: false }).is_none());
}

#[test]
fn the_tag_is_of_the_content() {
    let page = |text: &str| Markup::of(vec![text.to_owned(), "end".to_owned()]);
    assert_eq!(tag(&page("a")), tag(&page("a")));
    assert_ne!(tag(&page("a")), tag(&page("b")));
}
