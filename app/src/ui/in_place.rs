//! A part of a page whose forms are answered in place.
//!
//! Without scripts, each form inside posts and the browser loads the page
//! anew. Once awake, the island posts it itself, takes the same page that the
//! browser would have got, and puts this part of it where the old one stood.
//! So both ways show the same markup, refusals and kept words included, and
//! the browser needs none of the code that made it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Answers the forms inside without loading the page anew. Islands inside are
/// not brought to life again after an answer, so there must be none.
#[island]
pub fn InPlace(
    /// Id of the part, the same on every rendering of the page.
    id: String,
    /// The part.
    children: Children,
) -> impl IntoView {
    let part = id.clone();
    let answer = move |event: SubmitEvent| browser::answer(&event, &part);
    view! { <div class="in-place" id=id on:submit=answer>{children()}</div> }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    use leptos::ev::SubmitEvent;

    pub(super) const fn answer(_: &SubmitEvent, _: &str) {}
}

#[cfg(feature = "hydrate")]
pub(super) mod browser {
    use leptos::ev::SubmitEvent;
    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        Document, DomParser, Element, FormData, HtmlButtonElement, HtmlElement, HtmlFormElement,
        RequestInit, Response, SupportedType, Url, UrlSearchParams,
    };

    /// Ids of the parts outside that tell of a refusal.
    pub(in crate::ui) const TROUBLE: &str = "trouble";

    /// What tells how many answers a part has shown.
    const ANSWERS: &str = "data-answers";

    /// How many forms of a part were answered in place so far.
    pub(in crate::ui) fn answers(part: &Element) -> u32 {
        let told = part.get_attribute(ANSWERS);
        told.and_then(|told| told.parse().ok()).unwrap_or_default()
    }

    pub(super) fn answer(event: &SubmitEvent, part: &str) {
        let form = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        // A file goes the browser's own way.
        let ours = |form: &HtmlFormElement| {
            form.method() == "post" && form.enctype() != "multipart/form-data"
        };
        let Some(form) = form.filter(ours) else {
            return;
        };
        if form.has_attribute("aria-busy") {
            // A second click while the first is under way.
            event.prevent_default();
            return;
        }
        let Ok(body) = encoded(&form, event) else {
            return;
        };
        event.prevent_default();
        let part = part.to_owned();
        let _ = form.set_attribute("aria-busy", "true");
        spawn_local(async move {
            if let Some(response) = post(&form, &body).await.ok().filter(is_done) {
                if show(&form, response, &part).await.is_err() {
                    // It was answered, so it must not be posted again.
                    let _ = window().location().reload();
                }
            } else {
                // The network failed or the server is busy: let the browser try, and
                // tell, in its way. A busy server gives it a page that holds the form.
                let _ = form.remove_attribute("aria-busy");
                let _ = form.submit();
            }
        });
    }

    /// The form's fields, the pressed button's value among them.
    fn encoded(form: &HtmlFormElement, event: &SubmitEvent) -> Result<String, JsValue> {
        let fields = FormData::new_with_form(form)?;
        let pressed = event
            .submitter()
            .and_then(|button| button.dyn_into::<HtmlButtonElement>().ok());
        if let Some(button) = pressed.filter(|button| !button.name().is_empty()) {
            fields.append_with_str(&button.name(), &button.value())?;
        }
        let encoded = UrlSearchParams::new_with_str_sequence_sequence(&fields)?;
        Ok(String::from(encoded.to_string()))
    }

    async fn post(form: &HtmlFormElement, body: &str) -> Result<Response, JsValue> {
        let request = RequestInit::new();
        request.set_method("POST");
        request.set_body(&JsValue::from_str(body));
        let headers = web_sys::Headers::new()?;
        headers.set("Accept", "text/html")?;
        headers.set("Content-Type", "application/x-www-form-urlencoded")?;
        request.set_headers(&headers);
        let action = form.get_attribute("action").unwrap_or_default();
        JsFuture::from(window().fetch_with_str_and_init(&action, &request))
            .await?
            .dyn_into()
    }

    /// Whether an answer is about what was posted. A busy server, which says when
    /// to come back, has changed nothing.
    fn is_done(response: &Response) -> bool {
        !(response.status() == 503 && response.headers().has("Retry-After").unwrap_or(false))
    }

    /// The page that an answer holds.
    pub(in crate::ui) async fn page_of(response: &Response) -> Result<Document, JsValue> {
        let text = JsFuture::from(response.text()?).await?;
        let text = text.as_string().unwrap_or_default();
        DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)
    }

    async fn show(form: &HtmlFormElement, response: Response, part: &str) -> Result<(), JsValue> {
        let place = Url::new(&response.url())?;
        let page = page_of(&response).await?;
        let here = document();
        match (page.get_element_by_id(part), here.get_element_by_id(part)) {
            (Some(fresh), Some(old)) if place.pathname() == window().location().pathname()? => {
                let news = news(&here, &fresh).or_else(|| around(form, &page));
                old.set_inner_html(&fresh.inner_html());
                old.set_attribute(ANSWERS, &(answers(&old) + 1).to_string())?;
                trouble(&here, &page);
                focus(&here, &old, &place, news);
                Ok(())
            }
            // Another page is the answer: go there.
            _ => window().location().set_href(&place.href()),
        }
    }

    /// Takes over what the page says above itself, or that it says nothing.
    fn trouble(here: &Document, page: &Document) {
        if let (Some(fresh), Some(old)) = (
            page.get_element_by_id(TROUBLE),
            here.get_element_by_id(TROUBLE),
        ) {
            old.set_inner_html(&fresh.inner_html());
        }
    }

    /// Id of what a page marks as news, unless it stood here already.
    fn news(here: &Document, fresh: &Element) -> Option<String> {
        let id = fresh.query_selector("[data-news]").ok()??.id();
        here.get_element_by_id(&id).is_none().then_some(id)
    }

    /// Id of the nearest part around a form that the fresh page has too.
    fn around(form: &HtmlFormElement, page: &Document) -> Option<String> {
        let mut part = form.closest("[id]").ok().flatten();
        while let Some(element) = part {
            let id = element.id();
            if page.get_element_by_id(&id).is_some() {
                return Some(id);
            }
            part = element.parent_element()?.closest("[id]").ok()?;
        }
        None
    }

    /// Where one goes on: the first wrong field, what the page says above
    /// itself, the comment that the address names, what is new, or the part
    /// around the form. (An answer's address has lost its fragment.)
    fn focus(here: &Document, part: &Element, place: &Url, news: Option<String>) {
        let find = |id: String| here.get_element_by_id(&id);
        let wrong = part.query_selector("[autofocus]").ok().flatten();
        let trouble = || {
            find(TROUBLE.to_owned())?
                .query_selector("[role=alert]")
                .ok()?
        };
        let comment = || find(format!("comment-{}", place.search_params().get("comment")?));
        let target = wrong
            .or_else(trouble)
            .or_else(comment)
            .or_else(|| find(news?))
            .unwrap_or_else(|| part.clone());
        go_to(target);
    }

    /// Puts the focus there, also where nothing can be typed or pressed.
    pub(in crate::ui) fn go_to(target: Element) {
        if !target.has_attribute("tabindex")
            && !target
                .matches("input, select, textarea, a, button")
                .unwrap_or(false)
        {
            let _ = target.set_attribute("tabindex", "-1");
        }
        if let Ok(element) = target.dyn_into::<HtmlElement>() {
            let _ = element.focus();
        }
    }
}
