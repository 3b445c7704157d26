//! What is missing before a team launches, and the launch itself.

use domain::launch::{Checklist, Condition};
use domain::teams::{TeamStage, TeamView};
use domain::work::WorkView;
use leptos::prelude::*;

use crate::text;
use crate::ui::{Frame, Icon};

/// Beside the seats: the frame and the checklist that fill, or the crew.
pub(super) fn meter(team: &TeamView, work: Option<&WorkView>) -> AnyView {
    if let Some(work) = work {
        return if work.finish.is_some() {
            ().into_any()
        } else {
            crew(team, work)
        };
    }
    let list = &team.checklist;
    let gathering = team.stage == TeamStage::Gathering;
    let title = if gathering {
        "What is missing before we start"
    } else {
        "How far it came"
    };
    let frame = gathering.then(|| {
        let label = text::hours_promised(list.hours_promised, list.hours_wanted);
        let until = text::day(team.deadline.date().civil(), team.today.civil());
        view! {
            <Frame filled=list.filled label=label.clone()/>
            <p class="sum"><b>{label}</b>" "<span>"until "{until}</span></p>
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
    let live = gathering.then(|| text::launch_so_far(list));
    view! {
        <section class="panel meter" id="meter" data-live=live aria-labelledby="launch">
            <h2 id="launch">{title}</h2>
            {frame}
            {checklist(list)}
            {notes}
        </section>
    }
    .into_any()
}

/// Who stands behind a team that launched, as it is now, and what comes next.
fn crew(team: &TeamView, work: &WorkView) -> AnyView {
    let (seats, hours) = text::crew_now(team);
    let next = work
        .milestones
        .iter()
        .find(|milestone| milestone.reached.is_none());
    let next = next
        .filter(|_| team.stage == TeamStage::Launched)
        .map(|milestone| {
            let due = text::day(milestone.due.civil(), team.today.civil());
            view! { <p class="fine">"Next milestone, due "{due}": "{milestone.title.clone()}</p> }
        });
    view! {
        <section class="panel meter" aria-labelledby="crew">
            <h2 id="crew">"The crew"</h2>
            <p class="sum"><b>{seats}</b>" "<span>{hours}</span></p>
            {next}
        </section>
    }
    .into_any()
}

fn checklist(list: &Checklist) -> AnyView {
    let lines = list.lines.iter().map(|line| {
        let (class, icon, state) = if line.met {
            ("ok", "check", ": done")
        } else {
            ("wait", "clock", ": still missing")
        };
        view! {
            <li class=class>
                <Icon name=icon/>
                " "
                <span>{text::condition(line)}<span class="visually-hidden">{state}</span></span>
            </li>
        }
    });
    view! {
        <p class="visually-hidden" id="checklist">"Launch checklist"</p>
        <ul class="check" aria-labelledby="checklist">{lines.collect_view()}</ul>
    }
    .into_any()
}

/// The whole frame, once the team is at work. On the day itself it goes up
/// once more, piece by piece.
pub(super) fn celebration(team: &TeamView) -> AnyView {
    if team.stage != TeamStage::Launched {
        return ().into_any();
    }
    let behind = team
        .checklist
        .lines
        .iter()
        .find(|line| line.condition == Condition::Supporters);
    let supporters = behind.map_or(0.0, |line| line.have);
    let today = team.launched.is_some_and(|at| at.date() == team.today);
    view! {
        <section class=if today { "launched today" } else { "launched" } aria-labelledby="up">
            <div>
                <h2 id="up" data-news="" tabindex="-1">"The frame is up"</h2>
                <p>{text::launch_story(team, supporters)}</p>
            </div>
            <Frame filled=1.0 launched=true label="The whole frame stands"/>
        </section>
    }
    .into_any()
}
