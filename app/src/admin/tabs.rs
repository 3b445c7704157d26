//! The way between the pages of the administration.

use leptos::prelude::*;

use crate::request::Request;

/// The parts of the administration: address and word.
const PARTS: [(&str, &str); 9] = [
    ("/admin/members", "Members"),
    ("/admin/invitations", "Invitations"),
    ("/admin/departments", "Departments"),
    ("/admin/boards", "Boards"),
    ("/admin/topics", "Topics"),
    ("/admin/settings", "Settings"),
    ("/admin/audit", "Audit"),
    ("/admin/jobs", "Jobs"),
    ("/admin/system", "System"),
];

/// Links to every part, the present one marked.
#[component]
pub fn AdminTabs() -> impl IntoView {
    let path = Request::current().path;
    let links = PARTS
        .map(|(href, word)| view! { <a href=href aria-current=present(&path, href)>{word}</a> })
        .collect_view();
    view! { <nav class="tabs" aria-label="Administration">{links}</nav> }
}

/// The mark of the part a page belongs to: the page itself, or one below it.
fn present(path: &str, part: &str) -> Option<&'static str> {
    let below = path.strip_prefix(part)?;
    match below {
        "" => Some("page"),
        below if below.starts_with('/') => Some("true"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::present;

    #[test]
    fn a_page_below_a_part_marks_the_part() {
        assert_eq!(present("/admin/members", "/admin/members"), Some("page"));
        assert_eq!(
            present("/admin/members/ada", "/admin/members"),
            Some("true")
        );
        assert_eq!(present("/admin/membership", "/admin/members"), None);
        assert_eq!(present("/admin/boards", "/admin/members"), None);
    }
}
