//! The corpus where no member types it: at the door, and in addresses.

use http_tests::{Person, location};

use super::typing::came_back;

/// Where the forms at the door come back to with this string in their fields.
pub(super) async fn refused_doors(stranger: &Person, string: &str) -> Vec<String> {
    let email = format!("{string}@");
    let sign_up = [
        ("display_name", string),
        ("email", email.as_str()),
        ("password", "short"),
        ("invitation", string),
        ("next", string),
    ];
    let sign_in = [("email", string), ("password", string), ("next", string)];
    let mut places = Vec::new();
    let answer = stranger
        .post("/sign-up", "/api/accounts/sign-up", &sign_up)
        .await;
    places.push(came_back(&location(&answer)));
    let answer = stranger
        .post("/sign-in", "/api/accounts/sign-in", &sign_in)
        .await;
    places.push(came_back(&location(&answer)));
    let reset = [("key", string), ("password", "short")];
    let answer = stranger.post("/reset", "/api/accounts/reset", &reset).await;
    places.push(came_back(&location(&answer)));
    places
}

/// Addresses with this string in each place where an address can hold one.
pub(super) fn addresses(string: &str) -> Vec<String> {
    let (query, value) = (query(string), value_of(string));
    let part = value.replace('+', "%20");
    vec![
        format!("/search?{query}"),
        format!("/sign-in?{query}"),
        format!("/sign-up?{query}"),
        format!("/reset?{query}"),
        format!("/setup?{query}"),
        format!("/ideas/1?{query}"),
        format!("/ideas/1/{part}?{query}"),
        format!("/?after={value}"),
        format!("/?q={value}&retry={value}"),
        format!("/ideas/{part}"),
        format!("/teams/{part}"),
        format!("/boards/{part}"),
        format!("/people/{part}"),
        format!("/nowhere/{part}"),
    ]
}

/// The same for pages that only members see.
pub(super) fn members_addresses(string: &str) -> Vec<String> {
    let query = query(string);
    let part = value_of(string).replace('+', "%20");
    vec![
        format!("/ideas/new?{query}"),
        format!("/teams/1/{part}/people?seat={part}"),
        format!("/ideas/{part}/edit"),
        format!("/comments/{part}/edit?{query}"),
        format!("/me/notifications?{query}"),
        format!("/me/profile?{query}"),
        format!("/me/matching?{query}"),
    ]
}

fn query(string: &str) -> String {
    let names = [
        "q",
        "topic",
        "department",
        "sort",
        "stage",
        "kind",
        "next",
        "invitation",
        "key",
        "comment",
        "from",
        "saved",
        "reset",
    ];
    let pairs = names.map(|name| (name, string));
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

fn value_of(string: &str) -> String {
    form_urlencoded::byte_serialize(string.as_bytes()).collect()
}
