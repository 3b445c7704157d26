//! A fair start: two of every ten places on the first page of Trending go to
//! the newest ideas that their score alone would not put there.
//!
//! Left to the score, whoever is ahead is seen more and gets further ahead.
//! Places go by age until exposures are counted.

use domain::Timestamp;
use domain::accounts::Viewer;
use domain::ideas::{IdeaCard, IdeaQuery, Sort};
use domain::paging::{PAGE, Page};

use super::list::{CardRow, mark, next, rows};
use crate::cursor;
use crate::db::{Db, Fault};

/// Places on a page: two of every ten.
pub(super) const PLACES: usize = PAGE / 5;
/// Days that an idea counts as new.
const DAYS: i64 = 14;

/// Whether this list gives places to the new: Trending on a board, nothing
/// narrowed down.
pub(super) fn applies(query: &IdeaQuery) -> bool {
    query.sort.unwrap_or(Sort::Trending) == Sort::Trending
        && query.board.is_some()
        && query.stage.is_none()
        && query.department.is_none()
        && query.topic.is_none()
        && query.kind.is_none()
        && query.words.is_none()
        && query.author.is_none()
}

/// A page of Trending with its places for the new. Those shown on the first
/// page are left out of the later ones.
pub(super) async fn page(
    db: &Db,
    viewer: &Viewer,
    query: &IdeaQuery,
    now: Timestamp,
) -> Result<Page<IdeaCard>, Fault> {
    if let Some(after) = &query.after {
        let (_, _, shown) = cursor::read_without(mark(Sort::Trending), after, PLACES)?;
        let page = rows(db, viewer, query, PAGE + shown.len()).await?;
        return later(page, &shown, viewer);
    }
    let by_score = rows(db, viewer, query, PAGE).await?;
    if by_score.items.is_empty() {
        return empty(db, query, viewer).await;
    }
    if by_score.next.is_none() {
        return cards(by_score, viewer);
    }
    let newest = IdeaQuery {
        sort: Some(Sort::New),
        ..query.clone()
    };
    let newest = rows(db, viewer, &newest, 2 * PLACES).await?;
    first(by_score, newest.items, viewer, now)
}

/// Puts the new between the others, one after every four.
fn first(
    by_score: Page<CardRow>,
    newest: Vec<CardRow>,
    viewer: &Viewer,
    now: Timestamp,
) -> Result<Page<IdeaCard>, Fault> {
    let mut scored = by_score.items;
    let sure = PAGE - PLACES;
    let born = now.plus_days(-DAYS).0;
    let mut fresh: Vec<CardRow> = newest
        .into_iter()
        .filter(|row| {
            row.created_at > born
                && !scored[..sure.min(scored.len())]
                    .iter()
                    .any(|known| known.id == row.id)
        })
        .take(PLACES)
        .collect();
    // Those that their score puts on the page anyway stand where it puts them.
    // Each one that does makes room for one more by score, so look again.
    let mut kept = 0;
    while kept != (PAGE - fresh.len()).min(scored.len()) {
        kept = (PAGE - fresh.len()).min(scored.len());
        fresh.retain(|row| !scored[..kept].iter().any(|known| known.id == row.id));
    }
    scored.truncate(kept);
    let shown: Vec<i64> = fresh.iter().map(|row| row.id).collect();
    let next = scored.last().map(|row| next(Sort::Trending, row, &shown));

    let mut items = Vec::with_capacity(PAGE);
    let mut fresh = fresh.into_iter();
    for (place, row) in scored.into_iter().enumerate() {
        items.push(row.card(viewer.id())?);
        if place % 4 == 3 {
            items.extend(fresh.next().map(|row| new_here(row, viewer)).transpose()?);
        }
    }
    for row in fresh {
        items.push(new_here(row, viewer)?);
    }
    Ok(Page { items, next })
}

fn new_here(row: CardRow, viewer: &Viewer) -> Result<IdeaCard, Fault> {
    Ok(IdeaCard {
        fresh: true,
        ..row.card(viewer.id())?
    })
}

/// A later page: what the first one showed as new is left out.
fn later(page: Page<CardRow>, shown: &[i64], viewer: &Viewer) -> Result<Page<IdeaCard>, Fault> {
    let more = page.next.is_some();
    let mut items: Vec<CardRow> = page
        .items
        .into_iter()
        .filter(|row| !shown.contains(&row.id))
        .collect();
    let cut = items.len() > PAGE;
    items.truncate(PAGE);
    let next = items
        .last()
        .filter(|_| more || cut)
        .map(|row| next(Sort::Trending, row, shown));
    cards(Page { items, next }, viewer)
}

fn cards(page: Page<CardRow>, viewer: &Viewer) -> Result<Page<IdeaCard>, Fault> {
    let items = page.items.into_iter().map(|row| row.card(viewer.id()));
    Ok(Page {
        items: items.collect::<Result<_, _>>()?,
        next: page.next,
    })
}

/// Nothing to show: an empty board, or none this viewer may know of.
async fn empty(db: &Db, query: &IdeaQuery, viewer: &Viewer) -> Result<Page<IdeaCard>, Fault> {
    super::list::known_board(db, query, viewer).await?;
    Ok(Page {
        items: Vec::new(),
        next: None,
    })
}
