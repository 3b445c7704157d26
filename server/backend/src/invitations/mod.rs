//! Invitation links: they make employees.

mod sql;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use domain::accounts::{Actor, Kind};
use domain::invitations::{INVITATION_DAYS, InvitationView, Invitations, NewInvitation};
use domain::limits::Act;
use domain::{Conflict, Noun, Outcome, policy};

use crate::db::Lock;
use crate::{Context, limits, secret, teams};

pub(crate) use sql::redeem;

/// Writing and using invitations.
pub struct InvitationsService {
    ctx: Context,
}

impl InvitationsService {
    /// The use cases on this context.
    pub fn new(ctx: Context) -> Self {
        Self { ctx }
    }
}

/// Fails with not found unless a link's secret works now.
pub(crate) async fn works(ctx: &Context, link: &str) -> Outcome<()> {
    if sql::works(&ctx.db, &secret::hash(link), ctx.now()).await? {
        Ok(())
    } else {
        Err(Noun::Link.into())
    }
}

#[async_trait]
impl Invitations for InvitationsService {
    async fn invite(&self, actor: &Actor, new: NewInvitation) -> Outcome<String> {
        policy::invite(actor)?;
        let link = secret::fresh(&self.ctx);
        let invitation = sql::Written {
            token_hash: secret::hash(&link),
            new,
            by: actor.id,
            at: self.ctx.now(),
            ends: self.ctx.now().plus_days(INVITATION_DAYS),
        };
        let counted = (Act::Invite, actor);
        limits::write(
            &self.ctx,
            counted,
            Lock::Nothing,
            invitation,
            |tx, invitation| Box::pin(sql::add(tx, invitation)),
        )
        .await?;
        Ok(link)
    }

    async fn list(&self, actor: &Actor) -> Outcome<Vec<InvitationView>> {
        policy::invite(actor)?;
        Ok(sql::newest(&self.ctx.db).await?)
    }

    async fn withdraw(&self, actor: &Actor, invitation: i64) -> Outcome<()> {
        policy::invite(actor)?;
        let command = (invitation, actor.id, self.ctx.now());
        let (counted, lock) = ((Act::Invite, actor), Lock::Nothing);
        limits::write(&self.ctx, counted, lock, command, |tx, command| {
            let (invitation, by, now) = *command;
            Box::pin(sql::withdraw(tx, invitation, by, now))
        })
        .await
    }

    async fn check(&self, secret: &str) -> Outcome<()> {
        works(&self.ctx, secret).await
    }

    async fn accept(&self, actor: &Actor, secret: &str) -> Outcome<()> {
        if actor.kind == Kind::Employee {
            return Err(Conflict::AlreadyEmployee.into());
        }
        let command = (secret::hash(secret), actor.id, self.ctx.now());
        let lock = Lock::IdeasOfMember(actor.id);
        let counted = (Act::Redeem, actor);
        let accepted = limits::write(&self.ctx, counted, lock, command, |tx, command| {
            let (token_hash, member, now) = command;
            Box::pin(async move {
                redeem(tx, token_hash, *member, *now).await?;
                teams::reconsider_member(tx, *member, *now).await
            })
        });
        accepted.await
    }
}
