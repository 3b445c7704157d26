//! A page that needs nothing: no session, no database, no script. It stands in
//! where the rest of the site cannot be asked, so it may be short of everything
//! but words and ways on.

use leptos::prelude::*;

use crate::text;
use crate::ui::{Frame, Icon};

/// A form that could not be taken just now, to be sent again as it is.
#[derive(Clone, Debug)]
pub struct Again {
    /// Where it goes.
    pub action: String,
    /// Names and values as posted.
    pub fields: Vec<(String, String)>,
    /// Names and labels of fields that are never given back, to be typed anew.
    pub secrets: Vec<(String, &'static str)>,
}

/// The whole document, with a style sheet at this address.
pub fn bare_page(style: &str, title: &str, sentence: &str, again: Option<&Again>) -> String {
    // The view macro does not escape what stands inside a title.
    let name = format!("{title} · Barnraise")
        .replace('&', "&amp;")
        .replace('<', "&lt;");
    let form = again.cloned().map(form);
    let body = view! {
        <header class="top">
            <div>
                <a class="brand" href="/">
                    <svg viewBox="0 0 32 32" aria-hidden="true"><use href="/icons.svg#barn"></use></svg>
                    " "
                    <span>"Barnraise"</span>
                </a>
            </div>
        </header>
        <main class="page narrow" id="main">
            <div class="empty bare">
                <Frame filled=0.25/>
                <h1>{title.to_owned()}</h1>
                <p>{sentence.to_owned()}</p>
                {form}
                <p class="actions">
                    <a class="btn" href="/"><Icon name="board"/>" To the board"</a>
                    " "
                    <a class="btn" href="/teams"><Icon name="people"/>" Teams"</a>
                </p>
            </div>
        </main>
    }
    .to_html();
    let body = body.replace("<!>", "");
    let style = style.replace('"', "");
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">\n\
         <link rel=\"stylesheet\" href=\"{style}\">\n\
         <title>{name}</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
}

fn form(again: Again) -> impl IntoView {
    let fields = again
        .fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let secrets = again
        .secrets
        .into_iter()
        .map(|(name, label)| {
            let id = format!("again-{name}");
            view! {
                <div class="field">
                    <label for=id.clone()>{label}</label>
                    <input id=id name=name type="password" autocomplete="current-password"/>
                </div>
            }
        })
        .collect_view();
    view! {
        <form class="again" method="post" action=again.action>
            <p>{text::KEPT_FOR_AGAIN}</p>
            {fields}
            {secrets}
            <button class="btn go">"Try again"</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_there_to_be_sent_again_with_every_word_in_it() {
        let again = Again {
            action: "/api/ideas/submit?from=/ideas/new".to_owned(),
            fields: vec![("body".to_owned(), "\"><script>\n& more".to_owned())],
            secrets: vec![("password".to_owned(), "Password")],
        };
        let page = bare_page("/s.css", "A <b>", "So it is.", Some(&again));
        assert!(page.contains("action=\"/api/ideas/submit?from=/ideas/new\""));
        assert!(page.contains("name=\"body\""));
        assert!(page.contains("type=\"password\""));
        assert!(!page.contains("<script>"), "{page}");
        assert!(page.contains("<title>A &lt;b>"));
    }

    #[test]
    fn without_a_form_there_are_ways_on_only() {
        let page = bare_page("/s.css", "Nothing here", "Not at all.", None);
        assert!(!page.contains("<form"));
        assert!(page.contains("href=\"/\""));
        assert_eq!(page.matches("<h1>").count(), 1);
    }
}
