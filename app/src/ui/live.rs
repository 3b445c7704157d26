//! A part of a page that follows what others do while it is open.
//!
//! From time to time the island takes the page once more, as this viewer gets
//! it, and puts the part where the old one stood. So what it shows can never
//! differ from the page itself, permissions included. A part in which somebody
//! is typing, or looks something up, stays as it is but for the pieces marked
//! `data-live`; such a piece has an id, and its mark says in words what it shows.
//! Once the page has no such piece any more, nobody asks again.

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
    use leptos::ev;
    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::js_sys::Promise;
    use web_sys::{Document, Element, HtmlElement, RequestInit, Response};

    use crate::ui::in_place::browser::{TROUBLE, page_of};

    /// How long to wait before the next look, in milliseconds. Each time nothing
    /// has changed it is half as long again, up to the longest.
    const SHORTEST: i32 = 8_000;
    const LONGEST: i32 = 60_000;

    enum Seen {
        Same,
        Changed,
        /// Nothing will change by others any more, or not for this viewer.
        Over,
    }

    pub(super) fn follow(part: String, news: RwSignal<String>) {
        let ours = part.clone();
        let typing = window_event_listener(ev::input, move |event| {
            let field = event.target().and_then(|at| at.dyn_into::<Element>().ok());
            let form = field.and_then(|field| field.closest(&format!("#{ours} form")).ok()?);
            if let Some(form) = form {
                let _ = form.set_attribute("data-touched", "");
            }
        });
        on_cleanup(move || typing.remove());
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

    /// Takes the page and shows what is new. `known` is the part as it came last.
    async fn look(
        part: &str,
        known: &mut Option<String>,
        news: RwSignal<String>,
    ) -> Result<Seen, JsValue> {
        let here = document();
        let Some(response) = fetch().await? else {
            return Ok(Seen::Over);
        };
        let page = page_of(&response).await?;
        let (Some(fresh), Some(old)) = (page.get_element_by_id(part), here.get_element_by_id(part))
        else {
            return Ok(Seen::Over);
        };
        let over = fresh.query_selector("[data-live]")?.is_none();
        let html = fresh.inner_html();
        let before = known.take().unwrap_or_else(|| old.inner_html());
        if html == before {
            *known = Some(html);
            return Ok(if over { Seen::Over } else { Seen::Same });
        }
        let (said, says) = (word(&old)?, word(&fresh)?);
        let wait = in_use(&here, &old)?;
        if wait {
            // The rest follows when they are done, so it is not known yet.
            *known = Some(before);
            pieces(&fresh, &old)?;
        } else {
            replace(&here, &old, &html);
            *known = Some(html);
        }
        if said != says {
            mark(&old)?;
            news.set(says);
        }
        Ok(if over && !wait {
            Seen::Over
        } else {
            Seen::Changed
        })
    }

    /// The page that is open, if this viewer may still see it.
    async fn fetch() -> Result<Option<Response>, JsValue> {
        let path = window().location().pathname()?;
        let request = RequestInit::new();
        let headers = web_sys::Headers::new()?;
        headers.set("Accept", "text/html")?;
        request.set_headers(&headers);
        let answer = window().fetch_with_str_and_init(&path, &request);
        let response: Response = JsFuture::from(answer).await?.dyn_into()?;
        match response.status() {
            400..500 => Ok(None),
            _ if response.ok() => Ok(Some(response)),
            _ => Err(JsValue::NULL),
        }
    }

    /// What a part says of itself in words.
    fn word(part: &Element) -> Result<String, JsValue> {
        if let Some(live) = part.query_selector("[data-live]")? {
            return Ok(live.get_attribute("data-live").unwrap_or_default());
        }
        let end = part.query_selector("[data-news]")?;
        Ok(end.and_then(|end| end.text_content()).unwrap_or_default())
    }

    /// Whether somebody would lose something if the part were replaced: words they
    /// typed or that came back to them, what they opened, where they are.
    fn in_use(here: &Document, part: &Element) -> Result<bool, JsValue> {
        let busy = "details[open], [data-touched], form[aria-busy], [autofocus]";
        let refused = here.query_selector(&format!("#{TROUBLE} [role=alert]"))?;
        let held = here.active_element().is_some_and(|at| {
            let inside = &at != part && part.contains(Some(&at));
            inside && (at.id().is_empty() || at.matches("input, select, textarea").unwrap_or(true))
        });
        Ok(held || refused.is_some() || part.query_selector(busy)?.is_some())
    }

    /// Puts the part as it is now, and keeps the focus where it was.
    fn replace(here: &Document, part: &Element, html: &str) {
        let at = here.active_element().filter(|at| part.contains(Some(at)));
        let id = at.map(|at| at.id()).unwrap_or_default();
        part.set_inner_html(html);
        let again = here.get_element_by_id(&id);
        if let Some(element) = again.and_then(|at| at.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    }

    /// Replaces the pieces that always follow.
    fn pieces(fresh: &Element, old: &Element) -> Result<(), JsValue> {
        let live = old.query_selector_all("[data-live]")?;
        for at in 0..live.length() {
            let Some(piece) = live.item(at).and_then(|it| it.dyn_into::<Element>().ok()) else {
                continue;
            };
            if let Some(now) = fresh.query_selector(&format!("#{}", piece.id()))? {
                piece.set_inner_html(&now.inner_html());
                let word = now.get_attribute("data-live").unwrap_or_default();
                piece.set_attribute("data-live", &word)?;
            }
        }
        Ok(())
    }

    /// Marks the piece that has just changed, for the style to point at it.
    fn mark(part: &Element) -> Result<(), JsValue> {
        let piece = part.query_selector("[data-live]")?;
        piece.map_or(Ok(()), |piece| piece.set_attribute("data-fresh", ""))
    }
}
