//! The one place that writes a text area. The view macro does not escape what
//! stands inside one, so the text is escaped here.

use leptos::prelude::*;

/// Text as the content of an element.
fn escaped(text: &str) -> String {
    // A first line break would be swallowed by the parser: give it one to eat.
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!("\n{text}")
}

/// A field of several lines, holding this text.
#[component]
pub fn TextArea(
    /// Its id, which the label names.
    id: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// What it holds.
    #[prop(optional)]
    text: String,
    /// How many lines it shows.
    #[prop(default = 4)]
    rows: u32,
    /// Ids of hint and error.
    #[prop(default = None)]
    described_by: Option<String>,
    /// Whether its content was refused.
    #[prop(optional)]
    invalid: bool,
    /// Whether the cursor goes here first.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    view! {
        <textarea
            id=id
            name=name
            rows=rows.to_string()
            aria-describedby=described_by
            aria-invalid=invalid.then_some("true")
            autofocus=autofocus
            inner_html=escaped(&text)
        ></textarea>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_other_file_writes_a_text_area() {
        fn walk(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
            for entry in std::fs::read_dir(folder)
                .expect("the sources")
                .filter_map(Result::ok)
            {
                let path = entry.path();
                if path.is_dir() {
                    walk(&path, found);
                } else if std::fs::read_to_string(&path)
                    .expect("text")
                    .contains(concat!("<text", "area"))
                {
                    found.push(path);
                }
            }
        }
        let mut found = Vec::new();
        walk(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut found,
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].ends_with("ui/text_area.rs"));
    }

    #[test]
    fn nothing_ends_the_field_early() {
        assert_eq!(
            escaped("</textarea><script>"),
            "\n&lt;/textarea&gt;&lt;script&gt;"
        );
    }
}
