//! Lists by cursor: no offsets, no exact totals.

use serde::{Deserialize, Serialize};

/// How many entries a page of a list holds.
pub const PAGE: usize = 30;

/// Where the next page begins; opaque to everyone but the backend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor(pub String);

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The entries, in order.
    pub items: Vec<T>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// A page from up to one entry more than it holds; the last entry shown
    /// makes the cursor.
    pub fn cut(mut items: Vec<T>, size: usize, cursor: impl Fn(&T) -> Cursor) -> Self {
        let more = items.len() > size;
        items.truncate(size);
        let next = items.last().filter(|_| more).map(cursor);
        Self { items, next }
    }

    /// The same page of other things.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(change).collect(),
            next: self.next,
        }
    }
}
