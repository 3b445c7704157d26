//! A part of a page that follows what others do while it is open.
//!
//! From time to time the island takes the page once more, as this viewer gets
//! it, and puts the part where the old one stood. So what it shows can never
//! differ from the page itself, permissions included. A part in which somebody
//! is typing, or looks something up, stays as it is but for the piece marked
//! `data-live`, whose mark says in words what it shows. Once the page has no such
//! piece any more, nobody asks again.

use leptos::prelude::*;

/// Keeps the part with this id fresh, and says what changed to who cannot see it.
/// There must be no island inside.
#[island]
pub fn Live(
    /// Id of the part.
    part: String,
) -> impl IntoView {
    let news = RwSignal::new(String::new());
    Effect::new(move || browser::follow(part.clone(), news));
    view! { <p class="visually-hidden" role="status">{move || news.get()}</p> }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    use leptos::prelude::RwSignal;

    pub(super) fn follow(_: String, _: RwSignal<String>) {}
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::js_sys::{Promise, Reflect};
    use web_sys::{Document, Element, NodeList, Response};

    use crate::ui::in_place::browser::{TROUBLE, answers, go_to, page_of};

    /// How long to wait before the next look, in milliseconds. Each time nothing
    /// has changed it is half as long again, up to the longest.
    const SHORTEST: i32 = 8_000;
    const LONGEST: i32 = 60_000;
    /// The piece that always follows.
    const LIVE: &str = "[data-live]";

    enum Seen {
        Same,
        Changed,
        /// Nothing will change by others any more, or not for this viewer.
        Over,
    }

    /// The part as it came last.
    struct Known {
        html: String,
        /// Whether it was put there, or waits for somebody to be done.
        shown: bool,
    }

    pub(super) fn follow(part: String, news: RwSignal<String>) {
        spawn_local(async move {
            let mut wait = SHORTEST;
            let mut known = None;
            loop {
                pause(wait).await;
                if document().hidden() {
                    continue;
                }
                wait = match look(&part, &mut known, news).await {
                    Ok(Seen::Over) => return,
                    Ok(Seen::Changed) => SHORTEST,
                    Ok(Seen::Same) | Err(_) => (wait + wait / 2).min(LONGEST),
                };
            }
        });
    }

    async fn pause(milliseconds: i32) {
        let mut start = |done: web_sys::js_sys::Function, _| {
            let _ =
                window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds);
        };
        let _ = JsFuture::from(Promise::new(&mut start)).await;
    }

    /// Takes the page and shows what is new.
    async fn look(
        part: &str,
        known: &mut Option<Known>,
        news: RwSignal<String>,
    ) -> Result<Seen, JsValue> {
        let here = document();
        let Some(old) = here.get_element_by_id(part) else {
            return Ok(Seen::Over);
        };
        let answered = answers(&old);
        let Some(response) = fetch().await? else {
            return Ok(Seen::Over);
        };
        let page = page_of(&response).await?;
        let Some(fresh) = page.get_element_by_id(part) else {
            return Ok(Seen::Over);
        };
        if answers(&old) != answered || old.query_selector("form[aria-busy]")?.is_some() {
            // One's own act is newer than this page.
            return Ok(Seen::Changed);
        }
        let before = match known.take() {
            Some(before) => before,
            None => Known {
                html: old.inner_html(),
                shown: true,
            },
        };
        let now = fresh.inner_html();
        let changed = now != before.html;
        let over = fresh.query_selector(LIVE)?.is_none();
        let mut shown = before.shown;
        if changed || !before.shown {
            let (said, says) = (word(&old)?, word(&fresh)?);
            shown = !in_use(&here, &old)?;
            if shown {
                replace(&here, &old, &fresh);
            } else {
                piece(&fresh, &old)?;
            }
            if changed && said != says {
                news.set(says);
            }
        }
        *known = Some(Known { html: now, shown });
        Ok(match (over && shown, changed) {
            (true, _) => Seen::Over,
            (false, true) => Seen::Changed,
            (false, false) => Seen::Same,
        })
    }

    /// The page that is open, if this viewer may still see it.
    async fn fetch() -> Result<Option<Response>, JsValue> {
        let path = window().location().pathname()?;
        let answer = window().fetch_with_str(&path);
        let response: Response = JsFuture::from(answer).await?.dyn_into()?;
        match response.status() {
            401 | 403 | 404 | 410 => Ok(None),
            _ if response.ok() => Ok(Some(response)),
            _ => Err(JsValue::NULL),
        }
    }

    /// What a part says of itself in words.
    fn word(part: &Element) -> Result<String, JsValue> {
        if let Some(live) = part.query_selector(LIVE)? {
            return Ok(live.get_attribute("data-live").unwrap_or_default());
        }
        let end = part.query_selector("[data-news]")?;
        Ok(end.and_then(|end| end.text_content()).unwrap_or_default())
    }

    /// Whether somebody would lose something if the part were replaced: words they
    /// typed or that came back to them, what they opened, where they are.
    fn in_use(here: &Document, part: &Element) -> Result<bool, JsValue> {
        let refused = here.query_selector(&format!("#{TROUBLE} [role=alert]"))?;
        let opened = part.query_selector("details[open], [autofocus]")?;
        let held = here.active_element().is_some_and(|at| {
            let inside = &at != part && part.contains(Some(&at));
            inside && (at.id().is_empty() || at.matches("input, select, textarea").unwrap_or(true))
        });
        Ok(held || refused.is_some() || opened.is_some() || touched(part)?)
    }

    /// Whether a field holds something else than the page gave it. (A select
    /// without a chosen option shows its first, which no page chose.)
    fn touched(part: &Element) -> Result<bool, JsValue> {
        let fields = "input, textarea, select:has([selected]) option";
        let kept = [
            ("value", "defaultValue"),
            ("checked", "defaultChecked"),
            ("selected", "defaultSelected"),
        ];
        let mut touched = false;
        each(&part.query_selector_all(fields)?, |field| {
            let get = |name: &str| Reflect::get(field, &name.into()).unwrap_or_default();
            // An option has a value, and no other one that was given.
            touched |= kept.iter().any(|(now, given)| {
                let given = get(given);
                !given.is_undefined() && get(now) != given
            });
        });
        Ok(touched)
    }

    fn each(nodes: &NodeList, mut with: impl FnMut(&Element)) {
        for at in 0..nodes.length() {
            if let Some(node) = nodes.item(at).and_then(|node| node.dyn_into().ok()) {
                with(&node);
            }
        }
    }

    /// Puts the part as it is now, and keeps the focus where it was.
    fn replace(here: &Document, part: &Element, fresh: &Element) {
        let at = here.active_element();
        let at = at.filter(|at| at != part && part.contains(Some(at)));
        part.set_inner_html(&fresh.inner_html());
        if let Some(again) = at.and_then(|at| here.get_element_by_id(&at.id())) {
            go_to(again);
        }
    }

    /// Replaces the piece that always follows.
    fn piece(fresh: &Element, old: &Element) -> Result<(), JsValue> {
        if let (Some(piece), Some(now)) = (old.query_selector(LIVE)?, fresh.query_selector(LIVE)?) {
            piece.set_inner_html(&now.inner_html());
            piece.set_attribute("data-live", &word(fresh)?)?;
        }
        Ok(())
    }
}
