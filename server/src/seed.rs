//! Filling an empty database.

use backend::{Context, db};

use crate::config::Config;

/// How to sign in to the demo.
pub(crate) const SIGN_INS: &str = "\
Sign in to the demo with the password barnraise-demo as
  ada.okafor@harrowandpine.example   admin, employee in Service
  jun.tanaka@harrowandpine.example   employee in Product
  ines.halloran@post.example         customer";

/// Fills the database with the demo organisation.
pub(crate) async fn demo(config: &Config) -> anyhow::Result<()> {
    let opened = db::open::serve(&config.place).await?;
    backend::demo::seed(&Context::system(opened.db.clone())).await?;
    println!("The demo organisation has moved in.\n{SIGN_INS}");
    Ok(())
}
