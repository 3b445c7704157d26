//! Scripts of a page: one small plain file always, the loader of the islands
//! only where the page holds one.

/// Ready-made markup, with a place for the nonce.
#[derive(Debug)]
pub(crate) struct Scripts {
    always: String,
    islands: String,
}

/// Stands where the nonce goes. It never leaves the server: the markup here is
/// the server's own and holds nothing that people wrote.
const NONCE: &str = "{nonce}";

impl Scripts {
    /// For a bundle under these paths.
    pub(crate) fn new(script: &str, wasm: &str) -> Self {
        let always = format!(r#"<script src="/page.js" nonce="{NONCE}"></script>"#);
        let islands = format!(
            r#"<link rel="preload" href="{wasm}" as="fetch" type="application/wasm" crossorigin="anonymous"><script type="module" nonce="{NONCE}">
import start, * as islands from "{script}";
await start({{ module_or_path: "{wasm}" }});
islands.hydrate();
for (const island of document.querySelectorAll("leptos-island")) islands[island.dataset.component]?.(island);
document.documentElement.dataset.hydrated = "";
</script>"#
        );
        Self { always, islands }
    }

    /// The page with its scripts at the end of the head. User text cannot come
    /// before that place, so the first `</head>` is ours; and nothing may
    /// follow the end of the document, where the renderer would leave scripts
    /// that only full hydration needs.
    pub(crate) fn put_into(&self, page: &str) -> Markup {
        let end = page
            .rfind("</html>")
            .map_or(page.len(), |at| at + "</html>".len());
        let page = &page[..end];
        let Some(head) = page.find("</head>") else {
            return Markup::of(vec![page.to_owned()]);
        };
        let islands = if page.contains("<leptos-island") {
            self.islands.as_str()
        } else {
            ""
        };
        // Only our own markup is split: people may write anything.
        let mut pieces: Vec<String> = [self.always.as_str(), islands]
            .concat()
            .split(NONCE)
            .map(str::to_owned)
            .collect();
        pieces[0].insert_str(0, &page[..head]);
        let last = pieces.last_mut().expect("a split gives one piece at least");
        last.reserve(page.len() - head);
        unmarked(&page[head..], last);
        Markup { pieces }
    }
}

/// A page in pieces: a nonce belongs between any two.
pub(crate) struct Markup {
    pieces: Vec<String>,
}

impl Markup {
    /// A page of these pieces, of which there is one at least.
    pub(crate) fn of(pieces: Vec<String>) -> Self {
        Self { pieces }
    }

    /// The pieces, in order.
    pub(crate) fn pieces(&self) -> &[String] {
        &self.pieces
    }

    /// The page with this nonce.
    pub(crate) fn with(&self, nonce: &str) -> String {
        self.pieces.join(nonce)
    }
}

/// Copies markup without the empty comments that the renderer puts between
/// texts, except inside islands, where the browser finds its way by them.
/// Nothing that people wrote can look like any of these tags.
fn unmarked(markup: &str, into: &mut String) {
    const MARK: &str = "<!>";
    let mut inside = vec![false];
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        into.push_str(&rest[..at]);
        rest = &rest[at..];
        let island = *inside.last().unwrap_or(&false);
        if rest.starts_with(MARK) {
            if island {
                into.push_str(MARK);
            }
            rest = &rest[MARK.len()..];
            continue;
        }
        if rest.starts_with("<leptos-island") {
            inside.push(true);
        } else if rest.starts_with("<leptos-children") {
            inside.push(false);
        } else if rest.starts_with("</leptos-island") || rest.starts_with("</leptos-children") {
            inside.pop();
        }
        into.push('<');
        rest = &rest[1..];
    }
    into.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_an_island_loads_no_wasm() {
        let scripts = Scripts::new("/pkg/b.js", "/pkg/b.wasm");
        let plain = scripts
            .put_into("<html><head></head><body></body></html><script>x</script>")
            .with("n1");
        assert!(plain.contains(r#"src="/page.js" nonce="n1""#));
        assert!(!plain.contains("wasm"));
        assert!(plain.ends_with("</html>"));
        let alive = scripts
            .put_into("<html><head></head><body><leptos-island></leptos-island></body></html>")
            .with("n1");
        assert!(alive.contains("/pkg/b.wasm"));
    }

    #[test]
    fn nobody_learns_a_nonce_by_writing_its_mark() {
        let scripts = Scripts::new("/pkg/b.js", "/pkg/b.wasm");
        let page = scripts
            .put_into("<html><head><title>{nonce}</title></head><body>{nonce}</body></html>")
            .with("n1");
        assert!(page.contains("<title>{nonce}</title>"));
        assert!(page.ends_with("<body>{nonce}</body></html>"));
        assert_eq!(page.matches("n1").count(), 1);
    }

    #[test]
    fn marks_stay_inside_islands_only() {
        let mut out = String::new();
        unmarked(
            "a<!><leptos-island>b<!><leptos-children>c<!></leptos-children>d<!></leptos-island>e<!>f",
            &mut out,
        );
        assert_eq!(
            out,
            "a<leptos-island>b<!><leptos-children>c</leptos-children>d<!></leptos-island>ef"
        );
    }
}
