//! What every page shows and what seldom changes, kept for a few seconds. Two
//! copies: one for those who see employees' boards, one for those who do not,
//! so that nothing crosses over. An act that changes what visitors may see
//! makes both useless at once, and on other servers within half a second.

use std::sync::{Mutex, PoisonError};

use domain::accounts::Viewer;
use domain::boards::Visibility;
use domain::time::SECOND;
use domain::{Timestamp, policy};

use crate::changes::Changes;
use crate::db::Db;

/// How long a copy is good for, in microseconds.
const FRESH: i64 = 10 * SECOND;

/// A value for outsiders and one for employees.
pub(crate) struct Recent<T> {
    changes: Changes,
    kept: Mutex<[Option<Reading<T>>; 2]>,
}

/// A value, when it was read and after how many acts that must be seen at once.
struct Reading<T> {
    at: Timestamp,
    views: u64,
    value: T,
}

impl<T: Clone> Recent<T> {
    /// Nothing kept yet.
    pub(crate) const fn new(changes: Changes) -> Self {
        Self {
            changes,
            kept: Mutex::new([None, None]),
        }
    }

    /// How many acts that must be seen at once there were: to be asked before a
    /// value is read, and handed in with it.
    pub(crate) fn views(&self) -> u64 {
        self.changes.views()
    }

    /// The copy for this viewer, unless it is too old or something changed, on
    /// whichever server.
    pub(crate) async fn get(&self, db: &Db, viewer: &Viewer, now: Timestamp) -> Option<T> {
        if let Err(error) = self.changes.look(db, now).await {
            // What cannot be read now is not read anew either.
            tracing::debug!("whether something changed is not known: {error}");
        }
        self.copy(viewer, now)
    }

    /// The copy for this viewer, unless it is too old (or from the future).
    fn copy(&self, viewer: &Viewer, now: Timestamp) -> Option<T> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let copy = kept[place(viewer)].as_ref()?;
        let fresh = (0..FRESH).contains(&(now - copy.at)) && copy.views == self.views();
        fresh.then(|| copy.value.clone())
    }

    /// Keeps a copy for viewers like this one, read after so many acts.
    pub(crate) fn put(&self, viewer: &Viewer, now: Timestamp, views: u64, value: &T) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept[place(viewer)] = Some(Reading {
            at: now,
            views,
            value: value.clone(),
        });
    }
}

fn place(viewer: &Viewer) -> usize {
    usize::from(policy::sees(viewer, Visibility::Employees))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_good_for_seconds_only() {
        let recent = Recent::new(Changes::default());
        let now = Timestamp(0);
        recent.put(&Viewer::Visitor, now, recent.views(), &7);
        assert_eq!(recent.copy(&Viewer::Visitor, now + SECOND), Some(7));
        assert_eq!(recent.copy(&Viewer::Visitor, now + FRESH), None);
        assert_eq!(recent.copy(&Viewer::Visitor, now + -SECOND), None);
    }

    #[test]
    fn what_was_read_before_an_act_is_not_shown_after_it() {
        let changes = Changes::default();
        let recent = Recent::new(changes.clone());
        let (now, views) = (Timestamp(0), recent.views());
        changes.visible();
        recent.put(&Viewer::Visitor, now, views, &7);
        assert_eq!(recent.copy(&Viewer::Visitor, now), None);
    }
}
