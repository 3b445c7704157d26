//! Server functions of teams. Each answers with the team as it stands then.

#![expect(
    clippy::too_many_arguments,
    reason = "the fields of one form; the macro writes the function twice"
)]

pub mod decisions;
pub mod ledger;
pub mod work;

use domain::teams::{SeatForm, TeamView};
use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::{guard, ui::path};
#[cfg(feature = "ssr")]
use domain::teams::{CharterForm, NewSeat, Reason, TeamForm};

/// Ends every server function on a team: a plain form goes to the team's page.
#[cfg(feature = "ssr")]
fn shown(team: domain::Outcome<TeamView>) -> Result<TeamView, Refused> {
    let team = team.map_err(guard::fail)?;
    guard::go(&path::team(team.number, &team.idea));
    Ok(team)
}

/// Starts a team.
#[server(endpoint = "teams/start")]
pub async fn start(
    #[server(default)] idea: i64,
    #[server(default)] purpose: String,
    #[server(default)] seats: Vec<SeatForm>,
    #[server(default)] weeks: String,
    #[server(default)] milestone: String,
    #[server(default)] milestone_due: String,
    #[server(default)] decides: String,
    #[server(default)] stops_when: String,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    let charter = CharterForm {
        purpose,
        weeks,
        milestone,
        milestone_due,
        decides,
        stops_when,
    };
    let form = TeamForm { charter, seats };
    shown(services.teams.start(&actor, idea, &form).await)
}

/// Takes a seat.
#[server(endpoint = "teams/take-seat")]
pub async fn take_seat(
    #[server(default)] team: i64,
    #[server(default)] seat: i64,
    #[server(default)] charter: i64,
    #[server(default)] hours: String,
    #[server(default)] until: String,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    shown(
        services
            .teams
            .take_seat(&actor, team, seat, charter, &hours, &until)
            .await,
    )
}

/// Changes the hours one promised.
#[server(endpoint = "teams/change-pledge")]
pub async fn change_pledge(
    #[server(default)] team: i64,
    #[server(default)] hours: String,
    #[server(default)] until: String,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    shown(
        services
            .teams
            .change_pledge(&actor, team, &hours, &until)
            .await,
    )
}

/// Leaves one's seat before launch.
#[server(endpoint = "teams/leave-seat")]
pub async fn leave_seat(#[server(default)] team: i64) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    shown(services.teams.leave_seat(&actor, team).await)
}

/// Hands one's seat back after launch.
#[server(endpoint = "teams/hand-back")]
pub async fn hand_back(
    #[server(default)] team: i64,
    #[server(default)] reason: String,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    let reason = Reason::parse(&reason).map_err(guard::fail)?;
    shown(services.teams.hand_back(&actor, team, reason).await)
}

/// Releases a pledger before launch.
#[server(endpoint = "teams/release")]
pub async fn release(
    #[server(default)] team: i64,
    #[server(default)] pledge: i64,
    #[server(default)] reason: String,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    let reason = Reason::parse(&reason).map_err(guard::fail)?;
    shown(services.teams.release(&actor, team, pledge, reason).await)
}

/// Accepts the charter as it stands.
#[server(endpoint = "teams/accept-charter")]
pub async fn accept_charter(
    #[server(default)] team: i64,
    #[server(default)] charter: i64,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    shown(services.teams.accept_charter(&actor, team, charter).await)
}

/// Blocks the charter.
#[server(endpoint = "teams/block-charter")]
pub async fn block_charter(
    #[server(default)] team: i64,
    #[server(default)] reason: String,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    let reason = Reason::parse(&reason).map_err(guard::fail)?;
    shown(services.teams.block_charter(&actor, team, reason).await)
}

/// Sets another's block aside.
#[server(endpoint = "teams/set-aside")]
pub async fn set_aside(
    #[server(default)] team: i64,
    #[server(default)] block: i64,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    shown(services.teams.set_aside(&actor, team, block).await)
}

/// Changes what the team agrees on, before launch.
#[server(endpoint = "teams/edit-charter")]
pub async fn edit_charter(
    #[server(default)] team: i64,
    #[server(default)] charter: i64,
    #[server(default)] purpose: String,
    #[server(default)] weeks: String,
    #[server(default)] milestone: String,
    #[server(default)] milestone_due: String,
    #[server(default)] decides: String,
    #[server(default)] stops_when: String,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    let form = CharterForm {
        purpose,
        weeks,
        milestone,
        milestone_due,
        decides,
        stops_when,
    };
    let changed = services.teams.edit_charter(&actor, team, charter, &form);
    shown(changed.await)
}

/// Changes a kind of seat before launch.
#[server(endpoint = "teams/change-seat")]
pub async fn change_seat(
    #[server(default)] team: i64,
    #[server(default)] seat: i64,
    #[server(default)] skill: String,
    #[server(default)] level: String,
    #[server(default)] hours: String,
    #[server(default)] count: String,
    #[server(default)] need: String,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    let form = SeatForm {
        skill,
        level,
        hours,
        count,
        need,
    };
    let to = NewSeat::parse(&form, "").map_err(guard::fail)?;
    shown(services.teams.change_seat(&actor, team, seat, to).await)
}

/// Takes back a kind of seat that nobody ever held.
#[server(endpoint = "teams/remove-seat")]
pub async fn remove_seat(
    #[server(default)] team: i64,
    #[server(default)] seat: i64,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    shown(services.teams.remove_seat(&actor, team, seat).await)
}

/// Gives the team more time to launch, once.
#[server(endpoint = "teams/extend")]
pub async fn extend(#[server(default)] team: i64) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    shown(services.teams.extend(&actor, team).await)
}

/// Ends a team that does not launch.
#[server(endpoint = "teams/end")]
pub async fn end(
    #[server(default)] team: i64,
    #[server(default)] ending: String,
    #[server(default)] reason: String,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    shown(services.teams.end(&actor, team, &ending, &reason).await)
}

/// Asks somebody in a seat whether they are still there.
#[server(endpoint = "teams/nudge")]
pub async fn nudge(
    #[server(default)] team: i64,
    #[server(default)] pledge: i64,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    shown(services.teams.nudge(&actor, team, pledge).await)
}

/// Says that one is still there.
#[server(endpoint = "teams/answer-nudge")]
pub async fn answer_nudge(#[server(default)] team: i64) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    shown(services.teams.answer_nudge(&actor, team).await)
}

/// Adds a kind of seat before launch.
#[server(endpoint = "teams/add-seat")]
pub async fn add_seat(
    #[server(default)] team: i64,
    #[server(default)] skill: String,
    #[server(default)] level: String,
    #[server(default)] hours: String,
    #[server(default)] count: String,
    #[server(default)] need: String,
) -> Result<TeamView, Refused> {
    let (services, actor) = guard::signed_in()?;
    let form = SeatForm {
        skill,
        level,
        hours,
        count,
        need,
    };
    let seat = NewSeat::parse(&form, "").map_err(guard::fail)?;
    shown(services.teams.add_seat(&actor, team, seat).await)
}
