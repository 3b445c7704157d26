//! The first start: the organisation, its departments, the first board and the
//! first admin, by a one-time link.

mod sql;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use domain::accounts::{Kind, Role, SessionToken};
use domain::setup::{SettingUp, Setup};
use domain::time::DAY;
use domain::{Conflict, FieldError, FieldErrors, Noun, Outcome};

use crate::accounts::members::{self, NewMember};
use crate::accounts::password;
use crate::accounts::sessions::NewSession;
use crate::db::Lock;
use crate::{Context, secret};

/// How long a set-up link works, in microseconds; the next start of the server
/// makes a new one.
const LINK: i64 = 7 * DAY;

/// Setting up an installation.
pub struct SetupService {
    ctx: Context,
}

impl SetupService {
    /// The use cases on this context.
    pub fn new(ctx: Context) -> Self {
        Self { ctx }
    }
}

/// Makes a new set-up link where the installation needs one, and ends earlier
/// ones; its secret. The server calls this when it starts.
pub async fn open_link(ctx: &Context) -> Outcome<Option<String>> {
    if !sql::needed(&ctx.db).await? {
        return Ok(None);
    }
    let link = secret::fresh(ctx);
    let command = (secret::hash(&link), ctx.now());
    let written = ctx.db.write(Lock::Nothing, command, |tx, (hash, now)| {
        Box::pin(sql::replace_link(tx, hash, *now, *now + LINK))
    });
    written.await?;
    Ok(Some(link))
}

/// The zone's name as the time zone database spells it.
pub(crate) fn time_zone(name: &str) -> Result<String, FieldErrors> {
    jiff::tz::TimeZone::get(name)
        .ok()
        .filter(|zone| !zone.is_unknown())
        .and_then(|zone| zone.iana_name().map(str::to_owned))
        .ok_or_else(|| FieldErrors::one("time_zone", FieldError::NotATimeZone))
}

#[async_trait]
impl SettingUp for SetupService {
    async fn needed(&self) -> Outcome<bool> {
        Ok(sql::needed(&self.ctx.db).await?)
    }

    async fn check(&self, secret: &str) -> Outcome<()> {
        if sql::is_open(&self.ctx.db, &secret::hash(secret), self.ctx.now()).await? {
            Ok(())
        } else {
            Err(Noun::Link.into())
        }
    }

    async fn complete(&self, secret: &str, setup: Setup, agent: &str) -> Outcome<SessionToken> {
        if !self.needed().await? {
            return Err(Conflict::AlreadySetUp.into());
        }
        self.check(secret).await?;
        let mut errors = FieldErrors::default();
        let time_zone = time_zone(&setup.time_zone).unwrap_or_else(|FieldErrors(more)| {
            errors.0.extend(more);
            String::new()
        });
        let hints = password::hints_of(&setup.admin);
        let judged = password::judge(&setup.admin.password, hints).await?;
        errors.check("password", judged);
        errors.none()?;
        let (token, session) = NewSession::of(&self.ctx, agent);
        let beginning = sql::Beginning {
            link: secret::hash(secret),
            time_zone,
            admin: NewMember {
                handles: members::handles(&self.ctx, &setup.admin.display_name),
                password_hash: password::hash(&self.ctx, &setup.admin.password).await?,
                email: setup.admin.email.clone(),
                display_name: setup.admin.display_name.clone(),
                kind: Kind::Employee,
                role: Role::Admin,
            },
            setup,
            session,
        };
        let begun = self
            .ctx
            .db
            .write(Lock::Nothing, beginning, |tx, beginning| {
                Box::pin(sql::begin(tx, beginning))
            });
        begun.await?;
        Ok(token)
    }
}
