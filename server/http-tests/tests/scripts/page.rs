//! What a page may hold: what the templates and the Markdown make, and nothing
//! that somebody typed, except as text.

use reqwest::Response;
use reqwest::header::CONTENT_SECURITY_POLICY;
use scraper::{ElementRef, Html, Node, Selector};

/// Every string of the corpus holds this word.
pub(super) const MARK: &str = "__xss";

/// Elements of the templates.
const ELEMENTS: &str = "html head meta title link script body a abbr article aside b blockquote button caption code \
    datalist dd del details div dl dt em fieldset footer form h1 h2 h3 h4 header hr i input kbd label \
    legend leptos-children leptos-island li main mark meter nav ol option output p path pre progress q rect \
    section select small span strong summary svg table tbody td textarea th thead time tr ul use \
    img";

/// Attributes of the templates, besides `aria-` and `data-`.
const ATTRIBUTES: &str = "action alt as autocomplete autofocus charset checked class colspan content crossorigin \
    datetime dir disabled download for height hidden href id inputmode lang list max maxlength media method min \
    minlength name nonce novalidate open pattern placeholder preserveaspectratio property rel required role rows \
    scope selected size spellcheck src start step tabindex title type value viewbox width accept \
    enctype d";

/// Elements and attributes of what Markdown becomes.
const PROSE_ELEMENTS: &str = "p br hr h3 h4 h5 h6 blockquote pre code ul ol li a em strong del \
    table thead tbody tr th td input sup sub span";
const PROSE_ATTRIBUTES: &str = "href title rel start type checked disabled aria-label tabindex";

/// How a link says that a member chose where it leads.
const CHOSEN: &str = "nofollow ugc noopener noreferrer";

/// Attributes that are shown or sent as text, or read as data by the islands.
const TEXTS: &str = "value content title aria-label placeholder alt href data-props";

/// What no template made: what sort of thing it is, and how it looks.
pub(super) type Stranger = (String, String);

/// What on this page no template made.
pub(super) async fn strangers(answer: Response) -> (Html, Vec<Stranger>) {
    let policy = answer.headers().get(CONTENT_SECURITY_POLICY).cloned();
    let policy = policy.map(|value| value.to_str().unwrap_or_default().to_owned());
    let nonce = policy
        .as_deref()
        .and_then(|policy| policy.split("'nonce-").nth(1))
        .and_then(|rest| rest.split('\'').next())
        .unwrap_or_default()
        .to_owned();
    let text = answer.text().await.expect("text");
    let document = Html::parse_document(&text);
    let mut found = Vec::new();
    if nonce.len() < 32 {
        found.push(("no nonce".to_owned(), policy.unwrap_or_default()));
    }
    for node in document.tree.nodes() {
        match node.value() {
            Node::Comment(comment) if comment.contains(MARK) => {
                found.push(("comment".to_owned(), comment.to_string()));
            }
            Node::Element(_) => {
                let element = ElementRef::wrap(node).expect("an element");
                found.extend(strange(element, &nonce));
            }
            _ => {}
        }
    }
    (document, found)
}

/// What is wrong with one element.
fn strange(element: ElementRef<'_>, nonce: &str) -> Option<Stranger> {
    let name = element.value().name().to_ascii_lowercase();
    let prose = element
        .ancestors()
        .filter_map(ElementRef::wrap)
        .any(|around| around.value().classes().any(|class| class == "prose"));
    let (elements, attributes) = if prose {
        (PROSE_ELEMENTS, PROSE_ATTRIBUTES)
    } else {
        (ELEMENTS, ATTRIBUTES)
    };
    let told = |what: &str| {
        let looks: String = element.html().chars().take(200).collect();
        Some((format!("{what} of {name}"), looks))
    };
    if !among(elements, &name) {
        return told("element");
    }
    for (attribute, value) in element.value().attrs() {
        let attribute = attribute.to_ascii_lowercase();
        let spoken = !prose && (attribute.starts_with("aria-") || attribute.starts_with("data-"));
        if !spoken && !among(attributes, &attribute) {
            return told(&format!("attribute {attribute}"));
        }
        if value.contains(MARK) && !among(TEXTS, &attribute) {
            return told(&format!("typed words in {attribute}"));
        }
        let chosen = element.attr("rel") == Some(CHOSEN) && on_the_web(value);
        let leads = matches!(attribute.as_str(), "href" | "src" | "action");
        if leads && !chosen && !leads_well(value, prose, &name) {
            return told(&format!("leads to {value}"));
        }
    }
    let inside: String = element.text().collect();
    match name.as_str() {
        "a" if prose && element.attr("rel") != Some("nofollow ugc noopener") => told("rel"),
        "script" if element.attr("nonce") != Some(nonce) || inside.contains(MARK) => told("script"),
        "meta" if element.attr("http-equiv").is_some() => told("meta"),
        _ => None,
    }
}

/// Whether an address is a page's, with its scheme.
fn on_the_web(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

/// Whether an address is one that the templates or a writer may name.
fn leads_well(value: &str, prose: bool, element: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let here = (lower.starts_with('/') && !lower.starts_with("//") && !lower.starts_with("/\\"))
        || lower.starts_with('#')
        || lower.starts_with('?')
        || lower.is_empty();
    let outside = ["http://", "https://", "mailto:"]
        .iter()
        .any(|start| lower.starts_with(start));
    // What a writer typed without a scheme stays with the scheme of this site.
    let relative = lower.starts_with("//") || !has_scheme(&lower);
    here || (prose && element == "a" && (outside || relative))
}

/// Whether a browser would take an address to begin with a scheme (URL
/// Standard): a letter, then letters, digits and a few signs, and a colon.
fn has_scheme(address: &str) -> bool {
    let begin = address.trim_start_matches(|c: char| c <= ' ');
    let part = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c) || "\t\r\n".contains(c);
    begin.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(part)
    })
}

fn among(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|known| known == word)
}

/// The words of the first element that this selector finds, blanks folded.
pub(super) fn words(document: &Html, selector: &str) -> String {
    let selector = Selector::parse(selector).expect("a selector");
    let found = document.select(&selector).next();
    let text: String = found.map_or_else(String::new, |element| element.text().collect());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> usize {
        let page = format!("<html><head></head><body>{body}</body></html>");
        let document = Html::parse_document(&page);
        let elements = document.tree.nodes().filter_map(ElementRef::wrap);
        elements
            .filter_map(|element| strange(element, "n1"))
            .count()
    }

    #[test]
    fn what_a_template_never_makes_is_found() {
        for wrong in [
            "<script>1</script>",
            "<script nonce=n2>1</script>",
            "<script nonce=n1>__xss=1</script>",
            "<p onclick=x>x</p>",
            "<p style=top:0>x</p>",
            "<iframe></iframe>",
            "<a href='javascript:1'>x</a>",
            "<a href='java\nscript:1'>x</a>",
            "<a href='//evil.example'>x</a>",
            "<a href='https://evil.example'>x</a>",
            "<p class=__xss>x</p>",
            "<div class=prose><img src=/x></div>",
            "<div class=prose><p class=x>x</p></div>",
            "<div class=prose><a href=' j\tavascript:1' rel='nofollow ugc noopener'>x</a></div>",
            "<div class=prose><a href='data:,x'>x</a></div>",
            "<div class=prose><a href='https://a.example'>x</a></div>",
            "<svg><script>1</script></svg>",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }

    #[test]
    fn what_templates_and_writers_make_is_left_alone() {
        for right in [
            "<script nonce=n1 src=/page.js></script>",
            "<p title='__xss'>&lt;script>__xss&lt;/script></p>",
            "<div class=prose><a href='//a.example' rel='nofollow ugc noopener'>__xss</a></div>",
            "<div class=prose><a href='%01javascript:1' rel='nofollow ugc noopener'>x</a></div>",
            "<svg viewBox='0 0 1 1'><use href='/icons.svg#x'/></svg>",
        ] {
            assert_eq!(found(right), 0, "{right}");
        }
    }
}
