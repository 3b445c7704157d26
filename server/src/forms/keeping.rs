//! Forms on their way back to whoever filled them: kept under a key for the
//! page they stood on, or, where nothing can be kept, inside the answer itself.

use app::about::Again;
use app::request::{Kept, Request as Asked, local};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::db::incident;
use backend::retries::Keeper;
use backend::secret;
use domain::AppError;
use domain::accounts::Viewer;

use super::body::Form;
use crate::house::{House, cookie, text};

/// Fields that are never kept.
/// `next` may lead to an invitation.
const SECRETS: [&str; 5] = ["password", "current", "key", "invitation", "next"];
/// Fields that no page ever shows, not even to whoever typed them.
const UNSEEN: [&str; 2] = ["password", "current"];
/// The parameter that tells from which page a form came that is sent again.
const FROM: &str = "from";

/// A form's fields without its secrets.
pub(super) fn open(form: &Form) -> Vec<(String, String)> {
    let fields = form.fields.iter();
    fields
        .filter(|(name, _)| !SECRETS.contains(&name.as_str()))
        .cloned()
        .collect()
}

/// The form as it came, to be sent again from the page that answers it.
/// Passwords have to be typed anew.
pub(super) fn again(parts: &Parts, form: &Form) -> Again {
    let (path, query) = came_from(parts);
    let mark = if query.is_empty() { "" } else { "?" };
    let from = form_urlencoded::Serializer::new(String::new())
        .append_pair(FROM, &format!("{path}{mark}{query}"))
        .finish();
    let unseen = |name: &str| UNSEEN.contains(&name);
    Again {
        action: format!("{}?{from}", parts.uri.path()),
        fields: form
            .fields
            .iter()
            .filter(|(name, _)| !unseen(name))
            .cloned()
            .collect(),
        secrets: form
            .fields
            .iter()
            .filter(|(name, _)| unseen(name))
            .map(|(name, _)| (name.clone(), app::text::secret_label(name)))
            .collect(),
    }
}

/// Path and query of the page a form stood on; the board when unknown.
pub(super) fn came_from(parts: &Parts) -> (String, String) {
    let told = parts.uri.query().and_then(|query| {
        form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == FROM)
            .map(|(_, page)| page.into_owned())
    });
    let referer = text(&parts.headers, &header::REFERER);
    let page = told.as_deref().or_else(|| {
        let (_, rest) = referer.split_once("://")?;
        rest.find('/').map(|at| &rest[at..])
    });
    let page = local(page.unwrap_or("/").split('#').next().unwrap_or("/"));
    match page.split_once('?') {
        Some((path, query)) => (path.to_owned(), query.to_owned()),
        None => (page, String::new()),
    }
}

/// For whom a refused form of this request is kept.
pub(super) fn keeper(asked: &Asked) -> Keeper {
    match &asked.viewer {
        Viewer::Member(actor) => Keeper::Member(actor.id),
        Viewer::Visitor => Keeper::Visitor(asked.client),
    }
}

/// Keeps a form; gives its key and, for a browser that has none yet, a cookie.
pub(super) async fn keep(
    house: &House,
    headers: &HeaderMap,
    keeper: Keeper,
    kept: &Kept,
) -> Result<(String, Option<String>), AppError> {
    let known = cookie(headers, house.browser_cookie());
    let browser = known.clone().unwrap_or_else(|| secret::fresh(&house.ctx));
    let content = serde_json::to_string(kept).map_err(|error| incident(&error))?;
    let key = backend::retries::keep(&house.ctx, keeper, &browser, &content).await?;
    let set = known.is_none().then(|| {
        let secure = if house.cookie.secure { "; Secure" } else { "" };
        format!(
            "{}={browser}; Path=/; HttpOnly; SameSite=Lax; Max-Age=86400{secure}",
            house.browser_cookie()
        )
    });
    Ok((key, set))
}

/// A page's address with the key of what is kept for it.
pub(super) fn with_key(path: &str, key: &str) -> String {
    let (path, fragment) = path
        .split_once('#')
        .map_or((path, ""), |(path, fragment)| (path, fragment));
    let mark = if path.contains('?') { '&' } else { '?' };
    let fragment = if fragment.is_empty() {
        String::new()
    } else {
        format!("#{fragment}")
    };
    format!("{path}{mark}retry={key}{fragment}")
}

/// The sign-in page, and back from there.
pub(super) fn sign_in(back: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("next", back)
        .finish();
    format!("/sign-in?{query}")
}

/// Sends a browser on after a post.
pub(super) fn redirect(target: &str, set_cookie: Option<String>) -> Result<Response, AppError> {
    let place = HeaderValue::from_str(&local(target)).map_err(|error| incident(&error))?;
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(header::LOCATION, place);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(cookie) = set_cookie {
        let cookie = HeaderValue::from_str(&cookie).map_err(|error| incident(&error))?;
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Bytes;
    use axum::extract::Request;

    fn posted(uri: &str, referer: &str) -> Parts {
        let request = Request::builder().uri(uri).header(header::REFERER, referer);
        request.body(()).expect("a request").into_parts().0
    }

    #[test]
    fn a_key_joins_the_query_before_the_fragment() {
        assert_eq!(with_key("/a", "k"), "/a?retry=k");
        assert_eq!(with_key("/a?b=1#c", "k"), "/a?b=1&retry=k#c");
    }

    #[test]
    fn the_page_a_form_came_from_is_of_this_site() {
        let from = |referer: &str| came_from(&posted("/api/ideas/submit", referer));
        assert_eq!(
            from("http://127.0.0.1:3000/ideas/new?kind=idea"),
            ("/ideas/new".into(), "kind=idea".into())
        );
        assert_eq!(
            from("http://127.0.0.1:3000//evil.example/"),
            ("/".into(), String::new())
        );
        assert_eq!(from("nonsense"), ("/".into(), String::new()));
    }

    #[test]
    fn a_form_sent_again_still_knows_its_page_and_shows_no_password() {
        let parts = posted(
            "/api/accounts/reset",
            "http://127.0.0.1:3000/reset?key=a%26b",
        );
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let form = Form {
            bytes: Bytes::new(),
            fields: vec![field("key", "a&b"), field("password", "hush")],
        };
        let again = again(&parts, &form);
        assert_eq!(again.fields, [field("key", "a&b")]);
        assert_eq!(again.secrets.len(), 1);
        assert!(!format!("{again:?}").contains("hush"));
        let sent = posted(&again.action, "http://127.0.0.1:3000/api/accounts/reset");
        assert_eq!(came_from(&sent), ("/reset".into(), "key=a%26b".into()));
        let evil = posted("/api/a?from=//evil.example", "");
        assert_eq!(came_from(&evil), ("/".into(), String::new()));
    }
}
