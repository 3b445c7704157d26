//! What somebody can do, and who endorsed it.

use domain::accounts::{EndorsedSkill, PersonView};
use leptos::prelude::*;

use crate::text;
use crate::ui::{InPlace, path};

/// The panel of skills. Whoever may endorse something is answered in place.
pub(super) fn skills(person: &PersonView) -> AnyView {
    let acts = person.may_endorse || person.skills.iter().any(|skill| skill.mine);
    let panel = panel(person);
    if acts {
        view! { <InPlace id="skills-part".to_owned()>{panel}</InPlace> }.into_any()
    } else {
        panel
    }
}

fn panel(person: &PersonView) -> AnyView {
    let inside = if person.skills.is_empty() {
        let none = if person.own {
            "Say what you can do, and teams find you."
        } else {
            "None named yet."
        };
        view! { <p class="muted">{none}</p> }.into_any()
    } else {
        let items = person
            .skills
            .iter()
            .enumerate()
            .map(|(at, shown)| item(person, at, shown))
            .collect_view();
        view! {
            <ul class="skills">{items}</ul>
            <p class="note">{text::endorsing(person.own, &person.person.name)}</p>
        }
        .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="skills">
            <h2 id="skills">"Skills"</h2>
            {inside}
        </section>
    }
    .into_any()
}

fn item(person: &PersonView, at: usize, shown: &EndorsedSkill) -> AnyView {
    let level = shown.skill.level;
    let pegs = (1..=3)
        .map(|peg| view! { <i class=(peg <= level).then_some("on")></i> })
        .collect_view();
    let (said, deed) = (endorsers(shown), deed(person, shown));
    let endorsed = (said.is_some() || deed.is_some())
        .then(|| view! { <div class="endorsed">{said}{deed}</div> });
    view! {
        <li id=format!("skill-{}", at + 1)>
            <span>{shown.skill.name.clone()}</span>
            <span class="pegs" role="img" aria-label=text::pegs(level)>{pegs}</span>
            {endorsed}
        </li>
    }
    .into_any()
}

/// Who endorsed a skill, in a line.
fn endorsers(shown: &EndorsedSkill) -> Option<AnyView> {
    let more = shown.more();
    let told = shown.named.len() + usize::from(more > 0);
    let names = shown
        .named
        .iter()
        .enumerate()
        .map(|(at, by)| {
            let name = by.name.clone();
            view! { {text::between(at, told)} <a href=path::person(&by.handle)>{name}</a> }
        })
        .collect_view();
    let more = (more > 0).then(|| text::and_more(more));
    let line = view! { <small>"Endorsed by "{names}{more}</small> };
    (shown.people > 0).then(|| line.into_any())
}

/// The button that endorses a skill, or takes that back.
fn deed(person: &PersonView, shown: &EndorsedSkill) -> Option<AnyView> {
    let (action, verb) = if shown.mine {
        ("/api/accounts/unendorse", "Take back")
    } else if person.may_endorse {
        ("/api/accounts/endorse", "Endorse")
    } else {
        return None;
    };
    let name = format!("{verb}: {}", shown.skill.name);
    let form = view! {
        <form method="post" action=action>
            <input type="hidden" name="member" value=person.id.to_string()/>
            <input type="hidden" name="skill" value=shown.folded.clone()/>
            <button class="btn small" aria-label=name>{verb}</button>
        </form>
    };
    Some(form.into_any())
}
