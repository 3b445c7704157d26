//! Filling an empty database.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use backend::seed::{self, Size};
use backend::{Context, db};

use crate::config::Config;

/// How to sign in to the demo.
pub(crate) const SIGN_INS: &str = "\
Sign in to the demo with the password barnraise-demo as
  ada.okafor@harrowandpine.example   admin, employee in Service
  helen.strand@harrowandpine.example moderator
  jun.tanaka@harrowandpine.example   employee in Product
  ines.halloran@post.example         customer";

/// Fills the database with the demo organisation.
pub(crate) async fn demo(config: &Config) -> anyhow::Result<()> {
    let opened = db::open::serve(&config.place).await?;
    backend::demo::seed(&Context::system(opened.db.clone())).await?;
    println!("The demo organisation has moved in.\n{SIGN_INS}");
    Ok(())
}

/// Fills the database with an organisation of this size, and says how far it is.
pub(crate) async fn size(config: &Config, size: Size) -> anyhow::Result<()> {
    let opened = db::open::serve(&config.place).await?;
    let ctx = Context::system(opened.db.clone());
    let begun = Instant::now();
    let twentieth = AtomicI64::new(0);
    let told = |done: i64, of: i64| {
        let now = done * 20 / of;
        if twentieth.swap(now, Ordering::Relaxed) < now {
            let seconds = begun.elapsed().as_secs();
            println!("{done} of {of} ideas after {seconds} s");
        }
    };
    seed::seed(&ctx, size, told).await?;
    println!("Done. Everybody's password is barnraise-demo; m1@example.com is the admin.");
    Ok(())
}
