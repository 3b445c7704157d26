//! A filter: one of a few values, or all.

use leptos::prelude::*;

/// A labelled select of a filter form, with these (value, word) to choose from.
pub fn pick(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    options: Vec<(String, String)>,
    chosen: Option<String>,
) -> impl IntoView {
    let id = format!("filter-{name}");
    let options = options
        .into_iter()
        .map(|(word, shown)| {
            let selected = chosen.as_deref() == Some(word.as_str());
            view! { <option value=word selected=selected>{shown}</option> }
        })
        .collect_view();
    view! {
        <span class="pick">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>
                <option value="">{all}</option>
                {options}
            </select>
        </span>
    }
}
