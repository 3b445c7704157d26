//! The end of a launched team: what came of it or what it learned, who was there;
//! and the forms that bring it about.

use domain::teams::TeamStage;
use domain::work::{FinishView, WorkView};
use leptos::prelude::*;

use crate::teams::deed::Deed;
use crate::text;
use crate::ui::{Icon, When, Who};

/// How a team ended, for everybody; nothing while it works.
pub(in crate::teams) fn finished(work: &WorkView) -> AnyView {
    let Some(finish) = &work.finish else {
        return ().into_any();
    };
    let delivered = work.stage == TeamStage::Delivered;
    let (class, icon, title) = if delivered {
        ("banner ok ended", "barn", "Delivered")
    } else {
        ("banner ended", "leaf", "Stopped, and learned")
    };
    view! {
        <section class=class id="ended" aria-labelledby="ended-heading">
            <Icon name=icon/>
            <div class="stack">
                <h2 id="ended-heading" data-news="" tabindex="-1">{title}</h2>
                {words(finish, delivered)}
                <p class="fine"><Who person=finish.person.clone()/>", "<When at=finish.at/></p>
            </div>
        </section>
        {crew(work)}
    }
    .into_any()
}

fn words(finish: &FinishView, delivered: bool) -> AnyView {
    if delivered {
        let link = (!finish.address.is_empty()).then(|| {
            view! {
                <p><a href=finish.address.clone() rel="nofollow ugc noopener noreferrer"><Icon name="link"/>" "{text::host(&finish.address)}</a></p>
            }
        });
        return view! { <p class="words">{finish.body.clone()}</p>{link} }.into_any();
    }
    let tell = (!finish.tell.is_empty()).then(|| {
        view! { <dt>"Who should know"</dt><dd>{finish.tell.clone()}</dd> }
    });
    view! {
        <dl class="learned">
            <dt>"What we tried"</dt>
            <dd class="words">{finish.body.clone()}</dd>
            <dt>"What we found"</dt>
            <dd class="words">{finish.found.clone()}</dd>
            {tell}
        </dl>
    }
    .into_any()
}

/// Everybody who saw it through, and whoever was there for a while.
fn crew(work: &WorkView) -> AnyView {
    let delivered = work.stage == TeamStage::Delivered;
    if work.crew.is_empty() {
        return ().into_any();
    }
    let people = work.crew.iter().map(|one| {
        view! {
            <li>
                <Who person=one.person.clone()/>
                <small>{text::crew_line(&one.skill, one.hours, one.stayed)}</small>
            </li>
        }
    });
    view! {
        <section class="block" aria-labelledby="crew-heading">
            <h2 id="crew-heading">{if delivered { "Who built it" } else { "Who was there" }}</h2>
            <ul class="crewed">{people.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// The ways a team at work can end, for whoever leads it.
pub(in crate::teams) fn ways(work: &WorkView) -> AnyView {
    if !work.leads {
        return ().into_any();
    }
    let open = work.milestones.is_empty()
        || work
            .milestones
            .iter()
            .any(|milestone| milestone.reached.is_none());
    let deliver = Deed::of("/api/work/deliver", &[("team", work.team)]);
    let stop = Deed::of("/api/work/stop", &[("team", work.team)]);
    let unfolded = deliver.failed() || stop.failed();
    let deliver = if open {
        view! { <p>{text::REACH_FIRST}</p> }.into_any()
    } else {
        delivering(deliver)
    };
    view! {
        <details class="panel fold ways" open=unfolded>
            <summary>"Bring it to an end"</summary>
            <div class="stack">
                <section aria-labelledby="deliver">
                    <h3 id="deliver">"Delivered"</h3>
                    {deliver}
                </section>
                <section aria-labelledby="stop">
                    <h3 id="stop">"Stop well"</h3>
                    <p>{text::STOP_WELL}</p>
                    {stopping(stop)}
                </section>
            </div>
        </details>
    }
    .into_any()
}

fn delivering(deed: Deed) -> AnyView {
    deed.view("form", |form| {
        view! {
            {form.trouble()}
            {form
                .field("outcome", "What is there now, and for whom?")
                .hint("Everyone who can see the idea can read it.")
                .required()
                .rows(4)
                .view()}
            {form
                .field("address", "Where it can be seen")
                .kind("url")
                .with("placeholder", "https://")
                .view()}
            <p class="actions"><button class="btn small go">"We delivered"</button></p>
        }
        .into_any()
    })
}

fn stopping(deed: Deed) -> AnyView {
    deed.view("form", |form| {
        view! {
            {form.trouble()}
            {form.field("tried", "What we tried").required().rows(3).view()}
            {form.field("found", "What we found").required().rows(3).view()}
            {form.field("tell", "Who should know").view()}
            <p class="actions"><button class="btn small danger">"Stop here"</button></p>
        }
        .into_any()
    })
}
