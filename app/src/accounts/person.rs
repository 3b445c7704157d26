//! A person's page: who they are, what they can do, what they started.

use domain::accounts::PersonView;
use domain::ideas::IdeaCard;
use domain::teams::{TeamCard, TeamStage, Thanks};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::skills::skills;
use crate::load::load;
use crate::moderation::{care_link, person_told};
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Face, Icon, Month, Stages, When, path};

/// The page of the handle in the address.
#[component]
pub fn PersonPage() -> impl IntoView {
    let request = Request::current();
    let handle = use_params_map()
        .read_untracked()
        .get("handle")
        .unwrap_or_default();
    load(async move {
        let view = request
            .services
            .accounts
            .person(&request.viewer, &handle)
            .await?;
        Ok(view! {
            <Named title=view.person.name.clone()/>
            <main class="wrap" id="main">
                <div><Person view=view.clone()/></div>
                <div class="side">
                    {skills(&view)}
                    {promises(&view)}
                    {thanks(view.thanks)}
                    {words("wants", "Wants to learn", view.wants)}
                    {words("topics", "Cares about", view.topics)}
                </div>
            </main>
        })
    })
}

#[component]
fn Person(view: PersonView) -> impl IntoView {
    let PersonView {
        person,
        department,
        role,
        about,
        joined,
        ideas,
        teams,
        own,
        ..
    } = view.clone();
    let edit = own.then(|| {
        view! {
            <a class="btn small" href="/me/profile"><Icon name="pencil"/>" Edit profile"</a>
        }
    });
    let care = view
        .may_suspend
        .then(|| care_link(path::care_of_person(&person.handle), &person.name));
    view! {
        <header class="person">
            <Face person=person.clone() large=true/>
            <div>
                <h1>{person.name}</h1>
                <p class="meta">
                    <span class="mark">{text::standing(person.kind, role)}</span>
                    {department.map(|name| view! { <span>{name}</span> })}
                    <span>"here since "<Month at=joined/></span>
                    {edit}
                    {care}
                </p>
            </div>
        </header>
        {person_told(&view)}
        {(!about.is_empty()).then(|| view! { <div class="prose">{paragraphs(&about)}</div> })}
        <section class="block" aria-labelledby="ideas">
            <h2 id="ideas">"Ideas"</h2>
            {idea_list(ideas)}
        </section>
        <section class="block" aria-labelledby="teams">
            <h2 id="teams">"Teams"</h2>
            {team_list(teams)}
        </section>
    }
    .into_any()
}

/// Plain text as paragraphs, with its line breaks.
fn paragraphs(text: &str) -> impl IntoView + use<> {
    text.split("\n\n")
        .filter(|paragraph| !paragraph.trim().is_empty())
        .map(|paragraph| {
            let lines = paragraph
                .trim()
                .lines()
                .enumerate()
                .map(|(at, line)| view! { {(at > 0).then(|| view! { <br/> })} {line.to_owned()} })
                .collect_view();
            view! { <p>{lines}</p> }
        })
        .collect_view()
}

fn idea_list(ideas: Vec<IdeaCard>) -> AnyView {
    if ideas.is_empty() {
        return view! { <p class="muted">"No ideas here yet."</p> }.into_any();
    }
    let items = ideas
        .into_iter()
        .map(|card| {
            view! {
                <li>
                    <b><a href=path::idea(&card.idea)>{card.idea.title.clone()}</a></b>
                    <Stages stage=card.stage/>
                    <small>{text::count(card.support, "supporter", "supporters")}", posted "<When at=card.at/></small>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="ledger">{items}</ul> }.into_any()
}

fn team_list(teams: Vec<TeamCard>) -> AnyView {
    if teams.is_empty() {
        return view! { <p class="muted">"No seat on a team yet."</p> }.into_any();
    }
    let items = teams
        .into_iter()
        .map(|team| {
            let (chip, icon) = match team.stage {
                TeamStage::Gathering => ("chip due", "hand"),
                TeamStage::Launched => ("chip done", "hammer"),
                TeamStage::Delivered => ("chip done", "check"),
                TeamStage::Stopped => ("chip", "leaf"),
            };
            view! {
                <li>
                    <b><a href=path::team(team.number, &team.idea)>{team.idea.title.clone()}</a></b>
                    <span class=chip><Icon name=icon/>" "{text::team_stage(team.stage)}</span>
                    <small>{team.purpose}</small>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="ledger">{items}</ul> }.into_any()
}

/// How promises went so far, and for the person alone how many hours they
/// promised now; nothing where there is nothing to tell.
fn promises(view: &PersonView) -> Option<AnyView> {
    let load = view.load.filter(|hours| *hours > 0);
    let told = view.kept > 0.0 || view.broken > 0.0;
    let so_far = told.then(|| view! { <p>{text::promises(view.kept, view.broken)}</p> });
    let now = load.map(|hours| view! { <p class="fine">{text::load_now(hours)}</p> });
    let panel = view! {
        <section class="panel" aria-labelledby="promises">
            <h2 id="promises">"Promises"</h2>
            {so_far}
            {now}
        </section>
    };
    (told || load.is_some()).then(|| panel.into_any())
}

/// Promises to teams that never launched, where there are any.
fn thanks(thanks: Vec<Thanks>) -> Option<AnyView> {
    let promises = thanks
        .iter()
        .map(|promise| {
            view! {
                <li>
                    <a href=path::team(promise.team, &promise.idea)>{promise.idea.title.clone()}</a>
                    <small>{text::promised_hours(&promise.skill, promise.hours)}</small>
                </li>
            }
        })
        .collect_view();
    let panel = view! {
        <section class="panel" aria-labelledby="thanks">
            <h2 id="thanks">"Thanks"</h2>
            <p class="fine">{text::THANKS}</p>
            <ul class="gratitude">{promises}</ul>
        </section>
    };
    (!thanks.is_empty()).then(|| panel.into_any())
}

/// A panel of words, where there are any.
fn words(id: &'static str, heading: &'static str, words: Vec<String>) -> Option<AnyView> {
    let chips = words
        .iter()
        .map(|word| view! { <li><span class="chip">{word.clone()}</span></li> })
        .collect_view();
    let panel = view! { <section class="panel" aria-labelledby=id><h2 id=id>{heading}</h2><ul class="chips">{chips}</ul></section> };
    (!words.is_empty()).then(|| panel.into_any())
}
