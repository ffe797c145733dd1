//! Texts written to harm, and texts written to exhaust.
//!
//! `hostile/*.md` holds the first kind, parted by lines of `%%`. They are put through the whole renderer, and
//! through the sanitiser alone behind a bare Markdown parser, so that each wall is known to hold by itself.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use pulldown_cmark::{Options, Parser, html};

use super::{Markdown, excerpt, plain, render, render_anchored, sanitiser::sanitise};

const FILES: [&str; 6] = [
    include_str!("hostile/scripts.md"),
    include_str!("hostile/attributes.md"),
    include_str!("hostile/addresses.md"),
    include_str!("hostile/foreign.md"),
    include_str!("hostile/pages.md"),
    include_str!("hostile/broken.md"),
];

fn vectors() -> impl Iterator<Item = &'static str> {
    FILES.into_iter().flat_map(|file| file.split("\n%%\n"))
}

/// What a site without our walls would serve.
fn naive(source: &str) -> String {
    let mut raw = String::new();
    html::push_html(
        &mut raw,
        Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH),
    );
    raw
}

fn rendered(source: &str) -> String {
    Markdown::parse(source).map(|text| render_anchored(&text, "essai").into_string()).unwrap_or_default()
}

/// The first thing in an HTML that may harm, found by reading its tags without any of the code under test.
fn harm(html: &str) -> Option<String> {
    const KNOWN: &str =
        " a blockquote br code del div em h3 h4 h5 h6 hr li ol p pre strong table tbody td th thead tr ul ";
    const ATTRIBUTES: &str = " href title rel start id class role tabindex aria-label scope ";
    for (at, _) in html.match_indices('<') {
        let (name, attributes) = tag(&html[at + 1..]);
        if !KNOWN.contains(&format!(" {name} ")) {
            return Some(format!("<{name}>"));
        }
        for (attribute, value) in attributes {
            let bare: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            let leads_out = attribute == "href"
                && !["http:", "https:", "mailto:", "/"].iter().any(|s| bare.starts_with(s));
            if !ATTRIBUTES.contains(&format!(" {attribute} ")) || leads_out || bare.starts_with("//") {
                return Some(format!("{attribute}={value}"));
            }
        }
    }
    None
}

/// The name and the attributes of the tag that begins here, in lower case.
fn tag(html: &str) -> (String, Vec<(String, String)>) {
    let html = html.strip_prefix('/').unwrap_or(html).to_lowercase();
    let name: String = html.chars().take_while(|c| !c.is_whitespace() && !matches!(c, '>' | '/')).collect();
    let mut rest = html[name.len()..].trim_start_matches(|c: char| c.is_whitespace() || c == '/');
    let mut attributes = Vec::new();
    while !rest.is_empty() && !rest.starts_with('>') {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>')).unwrap_or(rest.len());
        let attribute = rest[..end.max(1).min(rest.len())].to_owned();
        rest = rest[attribute.len()..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let (quote, after) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => (Some(quote), &after[1..]),
                _ => (None, after),
            };
            let end = after.find(|c: char| quote.map_or(c.is_whitespace() || c == '>', |quote| c == quote));
            value = &after[..end.unwrap_or(after.len())];
            rest = after[value.len()..].trim_start_matches(['"', '\'']);
        }
        attributes.push((attribute, value.to_owned()));
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
    }
    (name, attributes)
}

#[test]
fn nothing_hostile_passes_the_two_walls() {
    for source in vectors() {
        let html = rendered(source);
        assert_eq!(harm(&html), None, "{source}\n→ {html}");
        assert_eq!(sanitise(&html), html, "{source}");
    }
}

#[test]
fn nothing_hostile_passes_the_sanitiser_alone() {
    for source in vectors() {
        let html = sanitise(&naive(source));
        assert_eq!(harm(&html), None, "{source}\n→ {html}");
        assert_eq!(sanitise(&html), html, "{source}");
        let pasted = sanitise(source);
        assert_eq!(harm(&pasted), None, "{source}\n→ {pasted}");
    }
}

/// The control: without our walls the harm does happen, and `harm` sees it.
#[test]
fn without_the_walls_the_harm_happens() {
    assert!(naive("Une image <img src=x onerror=alert(1)> ici").contains("<img src=x onerror=alert(1)>"));
    assert!(naive("[a](javascript:alert(1))").contains("href=\"javascript:alert(1)\""));
    assert_eq!(harm("<p>un</p><p onclick=\"x()\">deux</p>").as_deref(), Some("onclick=x()"));
    assert_eq!(harm("<a title='>' href=' javascript:x()'>").as_deref(), Some("href= javascript:x()"));
    assert_eq!(harm("<p>&lt;script&gt; onclick= javascript:</p>"), None);
    let (harmful, all) =
        (vectors().filter(|source| harm(&naive(source)).is_some()).count(), vectors().count());
    assert!(harmful * 10 > all * 7, "{harmful} of {all} vectors do harm when nothing stops them");
}

#[test]
fn what_was_typed_as_html_is_still_read() {
    assert!(
        rendered("Avant <script>alert(1)</script> après").contains("&lt;script&gt;alert(1)&lt;/script&gt;")
    );
    assert!(rendered("</textarea><b>gras</b>").contains("&lt;/textarea&gt;&lt;b&gt;gras&lt;/b&gt;"));
}

/// A build without optimisation, many times slower, is spared most of each text.
const LENGTH: usize = if cfg!(debug_assertions) { Markdown::MAX / 8 } else { Markdown::MAX };

/// The longest texts that pass the door, made to nest, to backtrack or to multiply.
fn exhausting() -> Vec<(&'static str, String)> {
    let fill = |pattern: &str| pattern.chars().cycle().take(LENGTH).collect::<String>();
    let mut texts: Vec<(&'static str, String)> = [
        "*",
        "**a",
        "_a ",
        "`",
        "``a`",
        "[",
        "[a](",
        "![",
        "![a](",
        "](",
        "[a]",
        "[[",
        ">",
        "> ",
        "> a\n",
        "- ",
        "1. ",
        "- a\n",
        "#",
        "# a\n",
        "|",
        "|a",
        "|a|\n",
        "<",
        "<a",
        "<a>",
        "</a>",
        "<!--",
        "<![CDATA[",
        "<?",
        "&",
        "&lt;",
        "~~",
        "~a",
        "\\",
        "a@",
        "a@b.fr ",
        "@",
        "http://",
        "http://(",
        "http://a)",
        "http://a.fr ",
        "www.",
        "www.a?",
        "www.a.fr/",
        "h",
        "w",
        "'",
        "l'",
        ".",
        "...",
        "?",
        " ?",
        "« ",
        "»",
        ": ",
        "1: ",
        "a\u{30D}",
        "\u{202E}",
        "👩\u{200D}",
        "\n",
        "a\n",
        "\ta\n",
        "    a\n",
        "```\n",
        "---\n",
        "a\n---\n",
        "<div>\n",
        "<script>",
        "<b><i>",
        "*a_",
        "* * ",
        "[a]: b\n",
    ]
    .into_iter()
    .map(|pattern| (pattern, fill(pattern)))
    .collect();
    let half = Markdown::MAX / 2;
    texts.push(("nested lists", (0..190).map(|depth| format!("{}- a\n", " ".repeat(depth))).collect()));
    texts.push(("nested quotes, then text", format!("{} a", ">".repeat(10_000))));
    texts.push(("brackets opened, then closed", format!("{}{}", "[".repeat(half), "]".repeat(half))));
    texts.push(("parentheses of one link", format!("[a]({}{})", "(".repeat(9_000), ")".repeat(9_000))));
    texts.push((
        "a table of bars",
        format!("{}\n{}\n{}", "|a".repeat(2_000), "|-".repeat(2_000), "|\n".repeat(5_900)),
    ));
    texts
        .push(("a wide table", format!("{}\n{}\n{}", "|a".repeat(20), "|-".repeat(20), "|\n".repeat(9_900))));
    texts.push(("one reference, used", format!("[a]: /{}\n\n{}", "b".repeat(half), "[a]".repeat(3_000))));
    texts.push(("emphasis that nests", format!("{}a{}", "*a **b ".repeat(1_400), "** *".repeat(1_400))));
    texts.push(("emphasis around a bracket", fill("*[a](b*c) ")));
    texts.push(("headings of one name", fill("# a\n\n")));
    texts
}

#[test]
fn no_text_exhausts_the_renderer() {
    for (name, source) in exhausting() {
        let Ok(text) = Markdown::parse(&source) else { continue };
        let began = Instant::now();
        let html = render(&text);
        let took = began.elapsed();
        // Only what is served is timed.
        assert!(cfg!(debug_assertions) || took < Duration::from_millis(100), "{name}: {took:?}");
        assert!(html.as_str().len() < 2_000_000, "{name}: {} bytes", html.as_str().len());
        assert_eq!(harm(html.as_str()), None, "{name}");
        assert!(excerpt(&plain(&text), 200).chars().count() <= 200, "{name}");
    }
}

#[test]
fn nesting_is_bounded_and_words_remain() {
    let html = rendered(&format!("{} fond", "> ".repeat(500)));
    assert!(html.matches("<blockquote>").count() <= 16, "{html}");
    assert!(html.contains("fond"));
    let list: String = (0..60).map(|depth| format!("{}- point {depth}\n", "  ".repeat(depth))).collect();
    let html = rendered(&list);
    assert!(html.matches("<ul>").count() <= 16 && html.contains("point 59"), "{html}");
}

/// Pieces that break renderers, glued at random.
fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<script>",
            "</script>",
            "<img src=x onerror=alert(1)>",
            "javascript:alert(1)",
            "[a](",
            ")",
            "![",
            "](",
            "\"",
            "'",
            " onclick=",
            "<a href=\"",
            "\">",
            "<svg>",
            "<math>",
            "<style>",
            "</style>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&lt;",
            "&#106;",
            "&Tab;",
            "\n",
            "\n\n",
            "> ",
            "- ",
            "1. ",
            "# ",
            "```\n",
            "`",
            "*",
            "**",
            "_",
            "~~",
            "|",
            "|-|\n",
            "\\",
            "http://",
            "www.a.fr",
            "a@b.fr",
            "<",
            ">",
            "</",
            "/>",
            "\u{0}",
            "\u{202E}",
            "«",
            "»",
            " ?",
            "...",
            "- [x] ",
            "[a]: /b\n",
            "<div class=\"table\">",
            "<plaintext>",
            "<select>",
            "<table>",
            "<td>",
            "<p>",
            "</p>",
            "data:text/html,",
            "//x.fr",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_harmless_and_settled(source in hostile_text()) {
        let html = rendered(&source);
        prop_assert_eq!(harm(&html), None);
        prop_assert_eq!(sanitise(&html), html);
    }

    #[test]
    fn any_html_is_harmless_behind_the_sanitiser(source in hostile_text()) {
        let html = sanitise(&naive(&source));
        prop_assert_eq!(harm(&html), None);
        prop_assert_eq!(harm(&sanitise(&source)), None);
    }

    #[test]
    fn no_typed_text_is_too_strange(typed in any::<String>()) {
        if let Ok(text) = Markdown::parse(&typed) {
            prop_assert!(!text.as_str().is_empty() && text.as_str().chars().count() <= Markdown::MAX);
            prop_assert_eq!(Markdown::parse(text.as_str()), Ok(text.clone()));
            prop_assert_eq!(harm(render(&text).as_str()), None);
        }
    }
}
