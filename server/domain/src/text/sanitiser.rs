//! The second wall: whatever HTML comes, only this short list of elements and attributes goes out.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};

use super::addresses::may_lead_to;

/// What every heading id of a text begins with, so that no text can take the id of something of the page.
pub(super) const ID_PREFIX: &str = "t-";

const ELEMENTS: [&str; 24] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements that go with all they contain: what is inside was never meant to be read.
const GONE_WITH_CONTENT: [&str; 16] = [
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "noscript",
    "template",
    "svg",
    "math",
    "textarea",
    "title",
    "xmp",
    "noembed",
    "noframes",
    "plaintext",
    "select",
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(ELEMENTS))
        .clean_content_tags(HashSet::from(GONE_WITH_CONTENT))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("ol", HashSet::from(["start"])),
            ("h3", HashSet::from(["id"])),
            ("h4", HashSet::from(["id"])),
            ("h5", HashSet::from(["id"])),
            ("h6", HashSet::from(["id"])),
        ]))
        .tag_attribute_values(HashMap::from([(
            "div",
            HashMap::from([
                ("role", HashSet::from(["group"])),
                ("tabindex", HashSet::from(["0"])),
                ("aria-label", HashSet::from(["Tableau"])),
            ]),
        )]))
        .set_tag_attribute_value("th", "scope", "col")
        .allowed_classes(HashMap::from([("div", HashSet::from(["table"]))]))
        .generic_attributes(HashSet::new())
        .generic_attribute_prefixes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(keep)
        .link_rel(Some("nofollow ugc noopener"))
        .strip_comments(true);
    builder
});

/// The HTML that may be shown, made of any HTML at all. Applying it twice changes nothing more.
pub(super) fn sanitise(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

fn keep<'v>(_element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let kept = match attribute {
        "href" => may_lead_to(value),
        "id" => value.starts_with(ID_PREFIX),
        "start" => value.len() <= 9 && value.bytes().all(|b| b.is_ascii_digit()),
        _ => true,
    };
    kept.then_some(Cow::Borrowed(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_elements_pass_untouched() {
        for html in [
            "<h3 id=\"t-oral\">L’oral</h3>\n<p>un <em>deux</em> <strong>trois</strong> <del>quatre</del><br>\ncinq</p>",
            "<a href=\"https://vae.gouv.fr\" title=\"Le site\" rel=\"nofollow ugc noopener\">vae</a>",
            "<a href=\"/guide/recevabilite\" rel=\"nofollow ugc noopener\">guide</a>",
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Tableau\"><table><thead><tr>\
             <th scope=\"col\">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table></div>",
            "<ol start=\"3\"><li>un</li></ol><ul><li>deux</li></ul><hr><pre><code>x</code></pre>",
        ] {
            assert_eq!(sanitise(html), html);
        }
    }

    #[test]
    fn what_is_not_on_the_list_goes() {
        for (html, expected) in [
            ("<p onclick=\"x()\" style=\"a\" class=\"b\" id=\"c\">d</p>", "<p>d</p>"),
            (
                "<div class=\"table modal\" role=\"dialog\" tabindex=\"9\">a</div>",
                "<div class=\"table\">a</div>",
            ),
            ("<h3 id=\"main\">a</h3><h1>b</h1>", "<h3>a</h3>b"),
            ("<img src=\"/x\" onerror=\"x()\">a<input>b<button>c</button>", "abc"),
            ("<svg><a href=\"javascript:x()\">a</a></svg>b<script>c</script>d<!-- e -->", "bd"),
            ("<form action=\"/x\"><textarea>a</textarea>b</form>", "b"),
            ("<ol start=\"-1\"><li>a</li></ol>", "<ol><li>a</li></ol>"),
        ] {
            assert_eq!(sanitise(html), expected, "{html}");
        }
    }

    #[test]
    fn a_link_leads_to_the_web_a_letter_or_a_page_of_ours() {
        for href in ["http://x.fr", "HTTPS://x.fr/a?b", "mailto:a@b.fr", "/forums", "/"] {
            assert!(may_lead_to(href), "{href}");
            assert!(sanitise(&format!("<a href=\"{href}\">x</a>")).contains("href="), "{href}");
        }
        for href in [
            "javascript:x()",
            "JaVaScRiPt:x()",
            "java\tscript:x()",
            " javascript:x()",
            "\u{1}javascript:x()",
            "data:text/html,x",
            "vbscript:x",
            "//x.fr",
            "/\\x.fr",
            "/\t/x.fr",
            "x.html",
            "../x",
            "#x",
            "?x",
            "tel:15",
            "http:x",
            "blob:x",
            "",
        ] {
            assert!(!may_lead_to(href), "{href}");
            assert!(!sanitise(&format!("<a href=\"{href}\">x</a>")).contains("href="), "{href}");
        }
    }
}
