//! What is missing before a team launches, and the launch itself.

use domain::launch::{Checklist, Condition};
use domain::teams::TeamStage;
use leptos::prelude::*;

use super::board::{Board, Seen};
use crate::text;
use crate::ui::{Frame, Icon};

/// Beside the seats: the frame and the checklist that fill.
pub(super) fn side(_: Board, seen: &Seen) -> AnyView {
    let team = &seen.team;
    let list = &team.checklist;
    let gathering = team.stage == TeamStage::Gathering;
    let title = match team.stage {
        TeamStage::Gathering => "What is missing before we start",
        TeamStage::Stopped => "How far it came",
        _ => "What it took to launch",
    };
    let until = text::day(team.deadline.date().civil(), team.today.civil());
    let frame = gathering.then(|| {
        let label = text::hours_promised(list.hours_promised, list.hours_wanted);
        view! {
            <Frame filled=list.filled label=label.clone()/>
            <p class="sum"><b>{label}</b><span>"until "{until}</span></p>
        }
    });
    let notes = gathering.then(|| {
        let short = list.only_hours_short().then(|| view! { <p class="fine">{text::HOURS_SHORT}</p> });
        view! {
            {short}
            <p class="fine">"When the last line is ticked the team launches by itself. Nobody has to approve it."</p>
            <p class="fine">{text::deadline_note(team.deadline.date(), team.today)}</p>
        }
    });
    view! {
        <section class="panel meter" aria-labelledby="launch">
            <h2 id="launch">{title}</h2>
            {frame}
            {checklist(list)}
            {notes}
        </section>
    }
    .into_any()
}

fn checklist(list: &Checklist) -> AnyView {
    let lines = list
        .lines
        .iter()
        .map(|line| {
            let (class, icon, state) = match line.met {
                true => ("ok", "check", ": done"),
                false => ("", "clock", ": still missing"),
            };
            view! {
                <li class=class>
                    <Icon name=icon/>
                    <span>{text::condition(line)}<span class="visually-hidden">{state}</span></span>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="visually-hidden" id="checklist">"Launch checklist"</p>
        <ul class="check" aria-labelledby="checklist">{lines}</ul>
    }
    .into_any()
}

/// The whole frame, once the team is at work.
pub(super) fn celebration(seen: &Seen) -> AnyView {
    let team = &seen.team;
    if team.stage != TeamStage::Launched {
        return ().into_any();
    }
    let supporters = team
        .checklist
        .lines
        .iter()
        .find(|line| line.condition == Condition::Supporters)
        .map_or(0.0, |line| line.have);
    // A count of people.
    #[expect(clippy::cast_possible_truncation, reason = "counts are whole and small")]
    let supporters = supporters as i64;
    view! {
        <section class="launched" aria-labelledby="up">
            <div>
                <h2 id="up" tabindex="-1">"The frame is up"</h2>
                <p>{text::launch_story(team, supporters)}</p>
            </div>
            <Frame filled=1.0 launched=true label="The whole frame stands"/>
        </section>
    }
    .into_any()
}
