//! The administration: what admins do for the house as a whole. Each part
//! asks the policy first, then changes rows, then leaves a line in the audit
//! log, in the same transaction.

mod boards;
mod change;
mod departments;
mod logo;
mod members;
mod settings;
mod system;
#[cfg(test)]
mod tests;
mod topics;

use std::sync::Arc;

use domain::accounts::{Actor, MemberId};
use domain::admin::{Admin, Way};
use domain::limits::Act;
use domain::{Outcome, Timestamp, policy};

use crate::db::{Done, Fault, Lock, Tx};
use crate::events::{self, Event};
use crate::{Context, limits};
pub(crate) use settings::sweep as forget_logos;

/// The use cases of the administration, on a database.
pub struct AdminService {
    ctx: Context,
    started: Timestamp,
}

impl AdminService {
    /// The use cases on this context, of a process that starts now.
    pub fn new(ctx: Context) -> Self {
        let started = ctx.now();
        Self { ctx, started }
    }

    /// The same, part by part.
    pub fn parts(self) -> Admin {
        let service = Arc::new(self);
        Admin {
            members: service.clone(),
            departments: service.clone(),
            boards: service.clone(),
            topics: service.clone(),
            settings: service.clone(),
            system: service,
        }
    }

    /// Runs an admin's command, counted as an act of administration; what
    /// visitors see is read anew afterwards.
    async fn deed<C, T, F>(&self, actor: &Actor, lock: Lock, with: C, body: F) -> Outcome<T>
    where
        C: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'t> Fn(&'t mut Tx<'_>, Deed, &'t C) -> Done<'t, T> + Send + Sync + 'static,
    {
        self.counted_deed((Act::Administer, actor), lock, with, body)
            .await
    }

    /// [`Self::deed`], counted as this act.
    async fn counted_deed<C, T, F>(
        &self,
        (act, actor): (Act, &Actor),
        lock: Lock,
        with: C,
        body: F,
    ) -> Outcome<T>
    where
        C: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'t> Fn(&'t mut Tx<'_>, Deed, &'t C) -> Done<'t, T> + Send + Sync + 'static,
    {
        policy::administer(actor)?;
        let deed = Deed {
            by: actor.id,
            at: self.ctx.now(),
        };
        let done = limits::write(&self.ctx, (act, actor), lock, with, move |tx, with| {
            body(tx, deed, with)
        })
        .await?;
        self.ctx.changes.visible();
        Ok(done)
    }
}

/// Who does something, and when.
#[derive(Clone, Copy, Debug)]
struct Deed {
    by: MemberId,
    at: Timestamp,
}

impl Deed {
    /// Leaves a line in the audit log: what was done, to which thing, and what
    /// a reader needs to know of it.
    async fn record(
        self,
        tx: &mut Tx<'_>,
        kind: &'static str,
        subject: Option<i64>,
        detail: &str,
    ) -> Result<(), Fault> {
        let event = Event {
            kind,
            actor: Some(self.by),
            subject,
            audit: true,
            detail: detail.to_owned(),
            ..Event::default()
        };
        events::record(tx, self.at, event).await
    }

    /// The same about a member.
    async fn record_of(
        self,
        tx: &mut Tx<'_>,
        kind: &'static str,
        member: MemberId,
        detail: &str,
    ) -> Result<(), Fault> {
        let event = Event {
            kind,
            actor: Some(self.by),
            subject: Some(member),
            member: Some(member),
            audit: true,
            detail: detail.to_owned(),
            ..Event::default()
        };
        events::record(tx, self.at, event).await
    }
}

/// The list with one of its members moved by one place; none where it stands at
/// that end already.
fn stepped(list: &[i64], id: i64, way: Way) -> Option<Vec<i64>> {
    let at = list.iter().position(|known| *known == id)?;
    let to = match way {
        Way::Up => at.checked_sub(1)?,
        Way::Down => at + 1,
    };
    let mut list = list.to_vec();
    if to >= list.len() {
        return None;
    }
    list.swap(at, to);
    Some(list)
}

/// Whether two names are the same to a reader.
fn alike(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
