//! A team as one person sees it: where it stands, and what they may do.

use domain::teams::{PledgeView, TeamStage, TeamView};
use leptos::prelude::*;

use crate::text;
use crate::ui::{Icon, When, Who, path};

/// A team, and who looks at it.
pub(super) struct Board {
    pub(super) team: TeamView,
    /// The viewer's handle; empty for visitors.
    pub(super) me: String,
}

impl Board {
    /// Whether seats can still be filled towards the launch.
    pub(super) fn gathering(&self) -> bool {
        let team = &self.team;
        team.stage == TeamStage::Gathering && !team.checklist.overdue && !team.resting
    }

    /// Whether a free seat can be taken.
    pub(super) fn takes_seats(&self) -> bool {
        self.gathering() || (self.team.stage == TeamStage::Launched && !self.team.resting)
    }

    /// Whether the viewer may change what the team agrees on.
    pub(super) fn shapes(&self) -> bool {
        self.gathering() && (self.team.my.leads || self.team.my.seat.is_some())
    }

    /// Whether the viewer may ask others whether they are still there.
    pub(super) fn asks(&self) -> bool {
        let team = &self.team;
        let ours = team.my.leads || team.my.seat.is_some();
        team.stage == TeamStage::Launched && !team.resting && ours
    }

    /// Whether the viewer holds this pledge.
    pub(super) fn is_mine(&self, pledge: &PledgeView) -> bool {
        pledge.person.handle == self.me
    }

    /// Whether the viewer blocks the charter.
    pub(super) fn blocked_by_me(&self) -> bool {
        self.team.blocks.iter().any(|block| block.mine)
    }

    /// The quiet line under the title.
    pub(super) fn standing(&self) -> AnyView {
        let team = &self.team;
        let stage = match (team.stage, team.launched) {
            (TeamStage::Gathering, _) => {
                let left = text::days_left(team.deadline.date(), team.today);
                view! {
                    <span class="chip due"><Icon name="people"/>" "{text::team_stage(team.stage)}</span>
                    <span class="chip"><Icon name="clock"/>" "{left}</span>
                }
                .into_any()
            }
            (TeamStage::Launched, Some(at)) => {
                view! { <span class="chip done"><Icon name="hammer"/>" Launched "<When at/></span> }
                    .into_any()
            }
            (TeamStage::Delivered, _) => {
                view! { <span class="chip done"><Icon name="check"/>" "{text::team_stage(team.stage)}</span> }
                    .into_any()
            }
            (stage, _) => view! { <span class="chip">{text::team_stage(stage)}</span> }.into_any(),
        };
        // Its people may know of the team and still not see the idea.
        let title = team.idea.title.clone();
        let idea = if team.resting {
            view! { <b>{title}</b> }.into_any()
        } else {
            view! { <a href=path::idea(&team.idea)>{title}</a> }.into_any()
        };
        view! {
            <p class="meta">
                {stage}
                <span>"started by "<Who person=team.starter.clone()/></span>
                <span>"for the idea "{idea}</span>
            </p>
        }
        .into_any()
    }
}
