//! Name, look, welcome and who may join.

use async_trait::async_trait;
use domain::accounts::Actor;
use domain::admin::{Picture, Settings, SettingsAdmin, SettingsPlan};
use domain::time::DAY;
use domain::{AppError, Conflict, FieldErrors, Noun, Outcome, policy};

use super::{AdminService, Deed, logo};
use crate::boards::sql::organisation;
use crate::db::{Db, Fault, Lock, Tx, first, run};
use crate::{Context, markdown, setup};

async fn settings(db: &Db) -> Result<Settings, Fault> {
    let organisation = organisation(db).await?.ok_or(Noun::Page)?;
    Ok(Settings {
        sign_up: organisation.sign_up()?,
        accent: organisation.accent()?,
        logo: organisation.logo(),
        organisation: organisation.name,
        time_zone: organisation.time_zone,
        welcome: organisation.welcome,
        shares_mean: organisation.shares_mean,
    })
}

const SAVE: &str = "
    UPDATE organisation
    SET name = $1, time_zone = $2, welcome = $3, welcome_html = $4, sign_up = $5, accent = $6,
        shares_mean = $7";

const WAS: &str = "
    SELECT name, time_zone, welcome, shares_mean, sign_up, accent
    FROM organisation";

/// The settings before they were changed.
#[derive(sqlx::FromRow)]
struct Was {
    name: String,
    time_zone: String,
    welcome: String,
    shares_mean: String,
    sign_up: String,
    accent: String,
}

impl Was {
    /// What is different now, for the log; long texts are only named.
    fn became(&self, plan: &SettingsPlan) -> String {
        let pairs = [
            ("name", self.name.as_str(), plan.organisation.as_str()),
            ("time zone", &self.time_zone, &plan.time_zone),
            ("sign-up", &self.sign_up, plan.sign_up.as_str()),
            ("colour", &self.accent, plan.accent.as_str()),
        ];
        let mut said: Vec<String> = pairs
            .into_iter()
            .filter(|(_, was, is)| was != is)
            .map(|(what, was, is)| format!("{what} from {was} to {is}"))
            .collect();
        if self.welcome != plan.welcome {
            said.push("welcome text".to_owned());
        }
        if self.shares_mean != plan.shares_mean {
            said.push("what a share means".to_owned());
        }
        if said.is_empty() {
            said.push("nothing".to_owned());
        }
        said.join(", ")
    }
}

async fn save(
    tx: &mut Tx<'_>,
    deed: Deed,
    plan: &SettingsPlan,
    welcome: &str,
) -> Result<(), Fault> {
    let was = first!(tx tx, Was, WAS)?.ok_or(Conflict::NotSetUp)?;
    run!(
        tx,
        SAVE,
        plan.organisation.as_str(),
        plan.time_zone.as_str(),
        plan.welcome.as_str(),
        welcome,
        plan.sign_up.as_str(),
        plan.accent.as_str(),
        plan.shares_mean.as_str()
    )?;
    deed.record(tx, "settings.changed", None, &was.became(plan))
        .await
}

const KEEP: &str = "
    INSERT INTO files (name, media_type, bytes, created_at)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (name) DO UPDATE
    SET created_at = excluded.created_at";
const SHOW: &str = "
    UPDATE organisation
    SET logo = $1, logo_text = $2";
const DESCRIBE: &str = "
    UPDATE organisation
    SET logo_text = $1
    WHERE logo IS NOT NULL";
const HIDE: &str = "
    UPDATE organisation
    SET logo = NULL, logo_text = ''
    WHERE logo IS NOT NULL";
/// From now on its day counts: pages made a moment ago still name it.
const TAKE_DOWN: &str = "
    UPDATE files
    SET created_at = $1
    WHERE name = (SELECT logo FROM organisation)";
/// Pictures that were put up or taken down more than a day ago, and are not shown.
const FORGET: &str = "
    DELETE FROM files
    WHERE created_at < $1
    AND name NOT IN (SELECT logo FROM organisation WHERE logo IS NOT NULL)";

async fn set_logo(
    tx: &mut Tx<'_>,
    deed: Deed,
    drawn: &logo::Drawn,
    text: &str,
) -> Result<(), Fault> {
    let (name, bytes) = (drawn.name.as_str(), drawn.png.as_slice());
    run!(tx, TAKE_DOWN, deed.at.0)?;
    run!(tx, KEEP, name, logo::MEDIA_TYPE, bytes, deed.at.0)?;
    run!(tx, SHOW, name, text)?;
    run!(tx, FORGET, deed.at.0 - DAY)?;
    deed.record(tx, "logo.set", None, text).await
}

async fn describe_logo(tx: &mut Tx<'_>, deed: Deed, text: &str) -> Result<(), Fault> {
    if run!(tx, DESCRIBE, text)? == 0 {
        return Err(Noun::Page.into());
    }
    deed.record(tx, "logo.described", None, text).await
}

async fn remove_logo(tx: &mut Tx<'_>, deed: Deed) -> Result<(), Fault> {
    run!(tx, TAKE_DOWN, deed.at.0)?;
    if run!(tx, HIDE)? == 0 {
        return Ok(());
    }
    run!(tx, FORGET, deed.at.0 - DAY)?;
    deed.record(tx, "logo.removed", None, "").await
}

/// Forgets pictures that no page names any more; how many.
pub(crate) async fn sweep(ctx: &Context) -> Outcome<u64> {
    let forgotten = ctx.db.write(Lock::OwnRows, ctx.now(), |tx, now| {
        Box::pin(async move { Ok(run!(tx, FORGET, now.0 - DAY)?) })
    });
    forgotten.await
}

const PICTURE: &str = "
    SELECT media_type, bytes
    FROM files
    WHERE name = $1";

#[async_trait]
impl SettingsAdmin for AdminService {
    async fn settings(&self, actor: &Actor) -> Outcome<Settings> {
        policy::administer(actor)?;
        Ok(settings(&self.ctx.db).await?)
    }

    async fn save(&self, actor: &Actor, plan: SettingsPlan) -> Outcome<()> {
        let time_zone = setup::time_zone(&plan.time_zone)?;
        let welcome = markdown::render(&plan.welcome);
        let with = (SettingsPlan { time_zone, ..plan }, welcome);
        self.deed(actor, Lock::Nothing, with, |tx, deed, (plan, welcome)| {
            Box::pin(save(tx, deed, plan, welcome))
        })
        .await
    }

    async fn set_logo(&self, actor: &Actor, file: Vec<u8>, text: String) -> Outcome<()> {
        policy::administer(actor)?;
        let drawn = logo::draw(file).await?;
        let drawn = drawn.map_err(|error: FieldErrors| AppError::Invalid(error))?;
        let with = (drawn, text);
        self.deed(actor, Lock::Nothing, with, |tx, deed, (drawn, text)| {
            Box::pin(set_logo(tx, deed, drawn, text))
        })
        .await
    }

    async fn describe_logo(&self, actor: &Actor, text: String) -> Outcome<()> {
        self.deed(actor, Lock::Nothing, text, |tx, deed, text| {
            Box::pin(describe_logo(tx, deed, text))
        })
        .await
    }

    async fn remove_logo(&self, actor: &Actor) -> Outcome<()> {
        self.deed(actor, Lock::Nothing, (), |tx, deed, ()| {
            Box::pin(remove_logo(tx, deed))
        })
        .await
    }

    async fn picture(&self, name: &str) -> Outcome<Picture> {
        let db = &self.ctx.db;
        let found = first!(db db, (String, Vec<u8>), PICTURE, name).map_err(Fault::from)?;
        let (media_type, bytes) = found.ok_or(Noun::Page)?;
        Ok(Picture { media_type, bytes })
    }
}
