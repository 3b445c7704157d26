//! What accounts promise, on both engines.

mod command_line;
mod endorsements;
mod passwords;
mod people;
mod signing;

use std::sync::Arc;

use domain::accounts::{Accounts, Actor, NewAccount, Password, SessionToken};
use domain::{AppError, FieldError, FieldErrors, Outcome};

use super::AccountsService;
use crate::ideas::IdeasService;
use crate::teams::TeamsService;
use crate::testing::House;
use crate::testing::members::device;

const PASSWORD: &str = "seven planks of oak";

fn accounts(house: &House) -> AccountsService {
    let ideas = IdeasService::new(house.ctx.clone());
    let teams = TeamsService::new(house.ctx.clone());
    AccountsService::new(house.ctx.clone(), Arc::new(ideas), Arc::new(teams))
}

/// The sign-up form of somebody of this name at `ines@example.com`.
fn form(name: &str) -> NewAccount {
    NewAccount::parse(name, "ines@example.com", PASSWORD, "").expect("a form that passes")
}

async fn sign_up(accounts: &AccountsService) -> SessionToken {
    let token = accounts.sign_up(form("Ines Duarte"), &device()).await;
    token.expect("she joins")
}

async fn sign_in(accounts: &AccountsService, password: &str) -> Outcome<SessionToken> {
    let password = Password::claimed(password);
    accounts
        .sign_in("ines@example.com", &password, &device())
        .await
}

/// The member who holds this token, or nobody.
async fn holder(accounts: &AccountsService, token: &SessionToken) -> Option<Actor> {
    let viewer = accounts.viewer(Some(token)).await.expect("an answer");
    viewer.actor().cloned()
}

fn wrong(field: &str, error: FieldError) -> AppError {
    FieldErrors::one(field, error).into()
}
