//! Members: signing up, in and out, and one's own account.

pub mod admin;
mod credentials;
pub(crate) mod endorsements;
pub(crate) mod members;
pub(crate) mod password;
mod profile;
pub(crate) mod sessions;
pub(crate) mod sql;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use domain::accounts::{
    Accounts, Actor, Device, Email, Kind, MemberId, NewAccount, Password, PersonView, Profile,
    Role, SessionToken, SessionView, Viewer,
};
use domain::admin::SignUp;
use domain::boards::Department;
use domain::ideas::Ideas;
use domain::limits::Act;
use domain::teams::Teams;
use domain::{AppError, Conflict, FieldError, FieldErrors, Outcome};

use crate::Context;
use crate::boards::sql::organisation;
use crate::db::{Fault, Lock, Tx};
use crate::events::{self, Event};
use crate::limits::{self, Subject};
use crate::{actors, invitations, moderation, secret};
use members::NewMember;
use sessions::NewSession;
pub use sessions::{IDLE_DAYS, LONGEST_DAYS};

/// Signing up, in and out, and one's own account.
pub struct AccountsService {
    ctx: Context,
    ideas: Arc<dyn Ideas>,
    teams: Arc<dyn Teams>,
}

impl AccountsService {
    /// The use cases on this context; a person's page lists what the services
    /// of ideas and teams let the viewer see.
    pub fn new(ctx: Context, ideas: Arc<dyn Ideas>, teams: Arc<dyn Teams>) -> Self {
        Self { ctx, ideas, teams }
    }
}

/// Forgets sessions that are over; how many. A chore.
pub async fn sweep(ctx: &Context) -> Outcome<u64> {
    let swept = ctx.db.write(Lock::Nothing, ctx.now(), |tx, now| {
        Box::pin(sessions::sweep(tx, *now))
    });
    swept.await
}

/// Fails with [`Conflict::ByInvitation`] where nobody comes in without one.
async fn open_to_all(ctx: &Context) -> Outcome<()> {
    let organisation = organisation(&ctx.db).await?;
    let sign_up = organisation.map(|organisation| organisation.sign_up());
    match sign_up.transpose()? {
        Some(SignUp::Invited) => Err(Conflict::ByInvitation.into()),
        Some(SignUp::Open) => Ok(()),
        None => Err(Conflict::NotSetUp.into()),
    }
}

/// Somebody who joins: the member, their first session and the hash of the
/// invitation link they came by.
struct Joining {
    member: NewMember,
    session: NewSession,
    invitation: Option<Vec<u8>>,
}

async fn join(tx: &mut Tx<'_>, joining: &Joining) -> Result<(), Fault> {
    let now = joining.session.at;
    let member = members::add(tx, &joining.member, now).await?;
    let joined = Event {
        kind: "member.joined",
        actor: Some(member),
        subject: Some(member),
        ..Event::default()
    };
    events::record(tx, now, joined).await?;
    if let Some(invitation) = &joining.invitation {
        invitations::redeem(tx, invitation, member, now).await?;
    }
    sessions::open(tx, &joining.session, member, &joining.member.password_hash).await?;
    Ok(())
}

#[async_trait]
impl Accounts for AccountsService {
    async fn sign_up(&self, new: NewAccount, on: &Device) -> Outcome<SessionToken> {
        // Counted first, because even a refusal tells who has an account.
        let counted = [(Act::SignUp, Subject::Address(on.address))];
        limits::spend(&self.ctx, counted).await?;
        match &new.invitation {
            Some(secret) => invitations::works(&self.ctx, secret).await?,
            None => open_to_all(&self.ctx).await?,
        }
        let mut errors = FieldErrors::default();
        errors.check("email", members::free(&self.ctx.db, &new.email).await?);
        let judged = password::judge(&new.password, password::hints_of(&new)).await?;
        errors.check("password", judged);
        errors.none()?;
        let (token, session) = NewSession::of(&self.ctx, &on.agent);
        let joining = Joining {
            member: NewMember {
                handles: members::handles(&self.ctx, &new.display_name),
                password_hash: password::hash(&self.ctx, &new.password).await?,
                email: new.email,
                display_name: new.display_name,
                kind: Kind::Customer,
                role: Role::Member,
            },
            session,
            invitation: new.invitation.as_deref().map(secret::hash),
        };
        let joined = self.ctx.db.write(Lock::Nothing, joining, |tx, joining| {
            Box::pin(join(tx, joining))
        });
        joined.await?;
        Ok(token)
    }

    async fn sign_in(
        &self,
        email: &str,
        password: &Password,
        on: &Device,
    ) -> Outcome<SessionToken> {
        let wrong = FieldErrors::one("password", FieldError::WrongPassword);
        // What is no address is looked up all the same: as long, as unknown.
        let email = Email::parse(email).map_or_else(|_| String::new(), |email| email.0);
        // Counted as failed until it is not: guesses sent all at once are
        // counted before the first of them is compared.
        let failure = [
            (Act::SignInAccount, Subject::Account(email.clone())),
            (Act::SignInAddress, Subject::Address(on.address)),
        ];
        limits::spend(&self.ctx, failure.clone()).await?;
        let known = sql::by_email(&self.ctx.db, &email).await?;
        let kept = known.as_ref().map(|known| known.password_hash.clone());
        let fits = password::fits(password, kept).await?;
        // The log names members by their number; of an address that nobody has
        // it tells nothing, since people type passwords there.
        let claimed = known.as_ref().map(|known| known.id);
        let Some(known) = known.filter(|_| fits) else {
            tracing::info!(member = claimed, "sign-in refused");
            return Err(wrong.into());
        };
        let (token, session) = NewSession::of(&self.ctx, &on.agent);
        let member = known.id;
        let command = (member, known.password_hash, session);
        let opened = self.ctx.db.write(Lock::Nothing, command, |tx, command| {
            let (member, password_hash, session) = command;
            Box::pin(sessions::open(tx, session, *member, password_hash))
        });
        if opened.await? {
            tracing::info!(member, "signed in");
            limits::refund(&self.ctx, failure).await;
            return Ok(token);
        }
        // Whoever knows the password is no guesser, and is told why it opens
        // nothing.
        tracing::info!(member, "sign-in refused, though the password is right");
        let Some(told) = moderation::suspension(&self.ctx.db, member).await? else {
            return Err(wrong.into());
        };
        limits::refund(&self.ctx, failure).await;
        Err(AppError::Suspended(told))
    }

    async fn sign_out(&self, token: &SessionToken) -> Outcome<()> {
        let command = (secret::hash(&token.0), self.ctx.now());
        let ended = self.ctx.db.write(Lock::Nothing, command, |tx, command| {
            Box::pin(sessions::end_by_token(tx, &command.0, command.1))
        });
        ended.await
    }

    async fn viewer(&self, token: Option<&SessionToken>) -> Outcome<Viewer> {
        let Some(token) = token else {
            return Ok(Viewer::Visitor);
        };
        let holder = sessions::holder(&self.ctx, token).await?;
        Ok(holder.map_or(Viewer::Visitor, Viewer::Member))
    }

    async fn profile(&self, actor: &Actor) -> Outcome<(Profile, Vec<Department>)> {
        profile::own(&self.ctx.db, actor).await
    }

    async fn save_profile(&self, actor: &Actor, profile: Profile) -> Outcome<()> {
        profile::save(&self.ctx, actor, profile).await
    }

    async fn person(&self, viewer: &Viewer, handle: &str) -> Outcome<PersonView> {
        profile::person(self, viewer, handle).await
    }

    async fn endorse(&self, actor: &Actor, member: MemberId, skill: &str) -> Outcome<()> {
        endorsements::endorse(&self.ctx, actor, member, skill).await
    }

    async fn unendorse(&self, actor: &Actor, member: MemberId, skill: &str) -> Outcome<()> {
        endorsements::unendorse(&self.ctx, actor, member, skill).await
    }

    async fn sessions(&self, actor: &Actor, token: &SessionToken) -> Outcome<Vec<SessionView>> {
        Ok(sessions::of_member(&self.ctx, actor.id, token).await?)
    }

    async fn end_session(&self, actor: &Actor, session: i64) -> Outcome<()> {
        let command = (session, actor.clone(), self.ctx.now());
        let ended = self.ctx.db.write(Lock::Nothing, command, |tx, command| {
            let (session, actor, now) = command;
            Box::pin(async move {
                actors::still(tx, actor).await?;
                sessions::end(tx, *session, actor.id, *now).await
            })
        });
        ended.await
    }

    async fn change_password(
        &self,
        actor: &Actor,
        token: &SessionToken,
        current: &Password,
        new: Password,
    ) -> Outcome<()> {
        credentials::change(&self.ctx, actor, token, current, &new).await
    }

    async fn reset_password(&self, secret: &str, new: Password) -> Outcome<()> {
        credentials::reset(&self.ctx, secret, &new).await
    }
}
