//! Accounts from the command line, beside a running server or without one.

use std::io::Read;

use anyhow::anyhow;
use backend::accounts::admin;
use backend::{Context, db};
use domain::AppError;
use domain::accounts as words;

use crate::cli::{Kind, Role, User};
use crate::config::Config;

/// Does what was asked of an account.
pub(crate) async fn run(config: &Config, user: User) -> anyhow::Result<()> {
    let opened = db::open::beside(&config.place).await?;
    let ctx = Context::system(opened.db.clone());
    match user {
        User::Create {
            email,
            name,
            kind,
            role,
        } => {
            let mut password = String::new();
            std::io::stdin().read_to_string(&mut password)?;
            let password = password.trim_end_matches(['\r', '\n']);
            admin::create(&ctx, &name, &email, password, of_kind(kind), of_role(role))
                .await
                .map_err(said)?;
            println!("{email} can sign in now.");
        }
        User::Promote { email, role } => {
            admin::promote(&ctx, &email, of_role(role))
                .await
                .map_err(said)?;
            println!("{email} is {} now.", app::text::role(of_role(role)));
        }
        User::ResetLink { email } => {
            let secret = admin::reset_link(&ctx, &email).await.map_err(said)?;
            println!(
                "Works once, within a day: {}/reset?key={secret}",
                config.base_url
            );
        }
    }
    Ok(())
}

fn said(error: AppError) -> anyhow::Error {
    if let AppError::Invalid(errors) = &error {
        let fields: Vec<String> = errors
            .0
            .iter()
            .map(|(field, wrong)| format!("{field}: {}", app::text::field_error(*wrong)))
            .collect();
        return anyhow!(fields.join(" "));
    }
    anyhow!(app::text::refusal(&error).1)
}

const fn of_kind(kind: Kind) -> words::Kind {
    match kind {
        Kind::Customer => words::Kind::Customer,
        Kind::Employee => words::Kind::Employee,
    }
}

const fn of_role(role: Role) -> words::Role {
    match role {
        Role::Member => words::Role::Member,
        Role::Steward => words::Role::Steward,
        Role::Moderator => words::Role::Moderator,
        Role::Admin => words::Role::Admin,
    }
}
