//! Markdown as people write it, made into markup that is safe to show.
//!
//! Two walls: raw HTML becomes text before anything is rendered, and what was
//! rendered passes an allow-list of tags and attributes.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

/// Characters of an excerpt at most, its ellipsis included.
const EXCERPT: usize = 220;

const TAGS: [&str; 27] = [
    "p",
    "br",
    "hr",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "code",
    "ul",
    "ol",
    "li",
    "a",
    "em",
    "strong",
    "del",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "input",
    "sup",
    "sub",
    "span",
];

static SAFE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut safe = Builder::empty();
    safe.tags(HashSet::from(TAGS))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("ol", HashSet::from(["start"])),
            ("input", HashSet::from(["checked"])),
        ]))
        .tag_attribute_values(HashMap::from([(
            "input",
            HashMap::from([
                ("type", HashSet::from(["checkbox"])),
                ("aria-label", HashSet::from([DONE, TO_DO])),
            ]),
        )]))
        .set_tag_attribute_value("input", "disabled", "")
        // Long lines scroll, which must work by keyboard too.
        .set_tag_attribute_value("pre", "tabindex", "0")
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("nofollow ugc noopener"));
    safe
});

/// What a ticked and an unticked box of a task list are called aloud.
const DONE: &str = "done";
const TO_DO: &str = "to do";

/// Safe markup. Headings begin at the third level, below those of the page;
/// images become links, so that reading a page tells no other server.
pub(crate) fn render(markdown: &str) -> String {
    let mut rendered = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut rendered, named(events(markdown)));
    // Entities have become characters by now, hidden ones among them.
    domain::plain::shown(&SAFE.clean(&rendered).to_string())
}

/// The words without their markup, blocks apart by a blank.
pub(crate) fn plain(markdown: &str) -> String {
    let mut plain = String::with_capacity(markdown.len());
    for event in events(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::Rule => plain.push(' '),
            Event::End(tag) if !is_inline(tag) => plain.push(' '),
            _ => {}
        }
    }
    let folded = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    domain::plain::shown(&folded)
}

/// The beginning of the plain words, cut between two of them.
pub(crate) fn excerpt(markdown: &str) -> String {
    beginning(plain(markdown))
}

/// The beginning of plain words on one line, cut between two of them.
pub(crate) fn beginning(plain: String) -> String {
    if plain.chars().count() <= EXCERPT {
        return plain;
    }
    let cut = plain
        .char_indices()
        .nth(EXCERPT - 1)
        .map_or(plain.len(), |(at, _)| at);
    // A word that begins inside the last place is left out whole; one that
    // fills everything is cut.
    let end = if plain[cut..].starts_with(' ') {
        cut
    } else {
        plain[..cut].rfind(' ').unwrap_or(cut)
    };
    let kept = plain[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;:–-".contains(c));
    format!("{kept}…")
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// The events of a text with everything harmful or out of place turned into
/// something else.
fn events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    Parser::new_ext(markdown, options).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
            level: below_the_page(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below_the_page(level))),
        Event::Start(Tag::Image {
            dest_url, title, ..
        }) => Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url,
            title,
            id: CowStr::Borrowed(""),
        }),
        Event::End(TagEnd::Image) => Event::End(TagEnd::Link),
        Event::TaskListMarker(done) => {
            let (label, checked) = if done {
                (DONE, " checked")
            } else {
                (TO_DO, "")
            };
            let input = format!(r#"<input type="checkbox" aria-label="{label}"{checked}> "#);
            Event::InlineHtml(input.into())
        }
        event => event,
    })
}

/// Gives a link without words its address as its words, so that it can be
/// seen and heard.
fn named<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut unnamed: Option<CowStr<'a>> = None;
    events.flat_map(move |event| {
        let name = match &event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                unnamed = Some(dest_url.clone());
                None
            }
            Event::End(TagEnd::Link) => unnamed.take().map(Event::Text),
            _ => {
                unnamed = None;
                None
            }
        };
        name.into_iter().chain([event])
    })
}

fn below_the_page(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests;
