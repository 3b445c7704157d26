//! The part of a team's page that changes while one looks at it.

use domain::teams::{PledgeView, TeamStage, TeamView};
use leptos::either::Either;
use leptos::prelude::*;

use super::form::{Returned, focus_on};
use super::{freed, meter, question, seats};
use crate::text;
use crate::ui::{Icon, Who, path};

/// A team as last seen, and who looks at it.
pub(super) struct Seen {
    pub(super) team: TeamView,
    /// The viewer's handle; empty for visitors.
    pub(super) me: String,
    /// What a plain form left behind.
    pub(super) returned: Option<Returned>,
}

impl Seen {
    /// Whether seats can still be filled towards the launch.
    pub(super) fn gathering(&self) -> bool {
        self.team.stage == TeamStage::Gathering && !self.team.checklist.overdue
    }

    /// Whether a free seat can be taken.
    pub(super) fn takes_seats(&self) -> bool {
        self.gathering() || self.team.stage == TeamStage::Launched
    }

    /// Whether the viewer holds this pledge.
    pub(super) fn is_mine(&self, pledge: &PledgeView) -> bool {
        pledge.person.handle == self.me
    }
}

/// What every form of the board changes.
#[derive(Clone, Copy)]
pub(super) struct Board {
    seen: StoredValue<Seen>,
    /// How often the team changed since the page came.
    turn: RwSignal<u32>,
    said: RwSignal<&'static str>,
}

impl Board {
    /// Shows the team as it stands now, says what was done and gives the focus
    /// to the part it was done in, or to the launch.
    pub(super) fn show(self, team: TeamView, said: &'static str, then: &str) {
        let up = team.stage == TeamStage::Launched;
        let was_up = self.seen.with_value(|seen| seen.team.stage == TeamStage::Launched);
        let (said, then) = match up && !was_up {
            true => (text::NOW_LAUNCHED, "up"),
            false => (said, then),
        };
        self.seen.update_value(|seen| {
            seen.team = team;
            seen.returned = None;
        });
        self.turn.update(|turn| *turn += 1);
        self.said.set(said);
        focus_on(format!("#{then}"));
    }

    /// A part of the page that is made anew whenever the team changes, so that
    /// no form keeps what another one held.
    fn part(self, make: fn(Board, &Seen) -> AnyView) -> impl IntoView {
        move || {
            let odd = self.turn.get() % 2 == 1;
            let made = self.seen.with_value(|seen| make(self, seen));
            if odd { Either::Right(made) } else { Either::Left(made) }
        }
    }
}

/// Where a team stands, its seats, and everything that can be done about them.
#[island]
pub fn TeamBoard(
    /// The team.
    team: TeamView,
    /// The viewer's handle; empty for visitors.
    me: String,
    /// What a plain form left behind.
    returned: Option<Returned>,
    /// Where one is, and the title.
    children: Children,
) -> impl IntoView {
    let board = Board {
        seen: StoredValue::new(Seen { team, me, returned }),
        turn: RwSignal::new(0),
        said: RwSignal::new(""),
    };
    view! {
        <div class="body">
            {children()}
            <p class="visually-hidden" role="status">{move || board.said.get()}</p>
            {board.part(body)}
        </div>
        <div class="side">{board.part(meter::side)}</div>
    }
}

fn body(board: Board, seen: &Seen) -> AnyView {
    view! {
        {standing(seen)}
        {meter::celebration(seen)}
        {question::asked(board, seen)}
        {question::blocks(board, seen)}
        {seats::seats(board, seen)}
        {freed::freed(seen)}
    }
    .into_any()
}

/// The quiet line under the title.
fn standing(seen: &Seen) -> AnyView {
    let team = &seen.team;
    let (class, icon) = match team.stage {
        TeamStage::Gathering => ("chip due", "people"),
        TeamStage::Launched | TeamStage::Delivered => ("chip done", "hammer"),
        TeamStage::Stopped => ("chip", "leaf"),
    };
    let left = text::days_left(team.deadline.date(), team.today);
    let left = (team.stage == TeamStage::Gathering)
        .then(|| view! { <span class="chip"><Icon name="clock"/>{left}</span> });
    view! {
        <p class="meta">
            <span class=class><Icon name=icon/>{text::team_standing(team)}</span>
            {left}
            <span>"started by " <Who person=team.starter.clone()/></span>
            <span>"for the idea " <a href=path::idea(&team.idea)>{team.idea.title.clone()}</a></span>
        </p>
    }
    .into_any()
}
