//! What every page shows and what seldom changes, kept for a few seconds. Two
//! copies: one for those who see employees' boards, one for those who do not,
//! so that nothing crosses over.

use std::sync::{Mutex, PoisonError};

use domain::accounts::Viewer;
use domain::boards::Visibility;
use domain::time::SECOND;
use domain::{Timestamp, policy};

/// How long a copy is good for, in microseconds.
const FRESH: i64 = 10 * SECOND;

/// A value for outsiders and one for employees, each with the time it was read.
pub(crate) struct Recent<T>(Mutex<[Option<(Timestamp, T)>; 2]>);

impl<T: Clone> Recent<T> {
    /// Nothing kept yet.
    pub(crate) const fn new() -> Self {
        Self(Mutex::new([None, None]))
    }

    /// The copy for this viewer, unless it is too old (or from the future).
    pub(crate) fn get(&self, viewer: &Viewer, now: Timestamp) -> Option<T> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, value) = kept[place(viewer)].as_ref()?;
        (0..FRESH).contains(&(now - *at)).then(|| value.clone())
    }

    /// Keeps a copy for viewers like this one.
    pub(crate) fn put(&self, viewer: &Viewer, now: Timestamp, value: &T) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept[place(viewer)] = Some((now, value.clone()));
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
        let recent = Recent::new();
        let now = Timestamp(0);
        recent.put(&Viewer::Visitor, now, &7);
        assert_eq!(recent.get(&Viewer::Visitor, now + SECOND), Some(7));
        assert_eq!(recent.get(&Viewer::Visitor, now + FRESH), None);
        assert_eq!(recent.get(&Viewer::Visitor, now + -SECOND), None);
    }
}
