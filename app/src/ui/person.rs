//! People, as named beside what they did.

use domain::accounts::{Kind, PersonRef};
use leptos::prelude::*;

use super::path;

/// Up to two initials of a name.
fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let first = words.next();
    let last = words.next_back();
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

/// One of six quiet tints, always the same for a person.
fn tint(handle: &str) -> u32 {
    handle.bytes().fold(0u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(byte))
    }) % 6
        + 1
}

/// A round mark with a person's initials; decoration beside the name.
#[component]
pub fn Face(
    /// Whose.
    person: PersonRef,
    /// As large as at the head of a person's page.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let size = if large { " large" } else { "" };
    view! {
        <span class=format!("face t{}{size}", tint(&person.handle)) aria-hidden="true">
            {initials(&person.name)}
        </span>
    }
}

/// Face, name with a link to the person's page, and which side they stand on.
#[component]
pub fn Who(
    /// Who.
    person: PersonRef,
    /// Another mark, such as "team".
    #[prop(optional, into)]
    mark: Option<String>,
) -> impl IntoView {
    let side = match person.kind {
        Kind::Customer => "customer",
        Kind::Employee => "employee",
    };
    view! {
        <span class="who">
            <a class="who" href=path::person(&person.handle)>
                <Face person=person.clone()/>
                {person.name.clone()}
            </a>
            " "
            <span class="mark">{side}</span>
            {mark.map(|mark| view! { <span class="mark team">{mark}</span> })}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_and_the_last() {
        assert_eq!(initials("Ada Okafor"), "AO");
        assert_eq!(initials("Jun"), "J");
        assert_eq!(initials("maria de la cruz"), "MC");
    }
}
