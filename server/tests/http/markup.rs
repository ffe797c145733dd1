//! Reading pages as a browser would: which elements there are, with which attributes.

/// An element's first tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) name: String,
    /// Names and values, decoded.
    pub(crate) attributes: Vec<(String, String)>,
    /// What is inside, as written, where HTML reads no tag inside: `script`, `style`, `textarea`, `title`.
    pub(crate) text: String,
}

impl Tag {
    /// The attribute's value.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }
}

/// The elements of a page, in order.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if rest.starts_with("<!--") {
            rest = after(rest, "-->");
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (mut tag, inside) = first_tag(&rest[1..]);
            rest = inside;
            if ["script", "style", "textarea", "title"].contains(&tag.name.as_str()) {
                let end = rest.to_ascii_lowercase().find(&format!("</{}", tag.name)).unwrap_or(rest.len());
                tag.text = rest[..end].to_owned();
                rest = &rest[end..];
            }
            tags.push(tag);
        } else {
            rest = &rest[1..];
        }
    }
    tags
}

/// The page has an element of that name.
pub(crate) fn has(html: &str, name: &str) -> bool {
    tags(html).iter().any(|tag| tag.name == name)
}

/// The first element with that attribute and that value.
pub(crate) fn find(html: &str, attribute: &str, value: &str) -> Option<Tag> {
    tags(html).into_iter().find(|tag| tag.attribute(attribute) == Some(value))
}

/// What could run, or load, what nobody of the house wrote.
pub(crate) fn dangers(html: &str) -> Vec<String> {
    let mut dangers = Vec::new();
    for tag in tags(html) {
        let unsigned = tag.name == "script" && tag.attribute("nonce").is_none_or(str::is_empty);
        let foreign = ["base", "embed", "iframe", "object", "xss"].contains(&tag.name.as_str());
        if unsigned || foreign {
            dangers.push(format!("{tag:?}"));
        }
        for (name, value) in &tag.attributes {
            let value = value.trim_start().to_ascii_lowercase();
            let leads = ["href", "src", "action", "formaction"].contains(&name.as_str());
            let runs = ["javascript:", "vbscript:", "data:"].iter().any(|start| value.starts_with(start));
            if name.starts_with("on") || name == "style" || (leads && runs) {
                dangers.push(format!("{}: {name}={value}", tag.name));
            }
        }
    }
    dangers
}

/// The tag that begins here, after its `<`, and what follows it.
fn first_tag(html: &str) -> (Tag, &str) {
    let end = html.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').unwrap_or(html.len());
    let mut tag = Tag { name: html[..end].to_ascii_lowercase(), attributes: Vec::new(), text: String::new() };
    let mut rest = &html[end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (tag, rest.get(1..).unwrap_or_default());
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || "=>/".contains(c)).unwrap_or(rest.len());
        // A sign `=` that begins an attribute belongs to its name.
        let end = if end == 0 { 1 } else { end };
        let name = rest[..end].to_ascii_lowercase();
        let (value, further) = value(rest[end..].trim_start());
        rest = further;
        tag.attributes.push((name, decoded(value)));
    }
}

/// The value that may follow an attribute's name, and what comes next.
fn value(rest: &str) -> (&str, &str) {
    let Some(value) = rest.strip_prefix('=').map(str::trim_start) else { return ("", rest) };
    for quote in ['"', '\''] {
        if let Some(inside) = value.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    value.split_at(value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len()))
}

fn after<'a>(html: &'a str, end: &str) -> &'a str {
    html.find(end).map_or("", |at| &html[at + end.len()..])
}

/// The text as it is read, its few entities decoded.
pub(crate) fn decoded(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

#[test]
fn a_page_is_read_as_browsers_read_it() {
    let page = "<!-- <b> --><p class=\"a > b\" hidden id=x>1 < 2</p><textarea name='t'>&lt;/b&gt;<i></textarea><br/>";
    let read = tags(page);
    let names: Vec<&str> = read.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["p", "textarea", "br"]);
    assert_eq!(read[0].attribute("class"), Some("a > b"));
    assert_eq!((read[0].attribute("hidden"), read[0].attribute("id")), (Some(""), Some("x")));
    assert_eq!(decoded(&read[1].text), "</b><i>");
}

#[test]
fn dangers_are_seen_where_they_are_and_only_there() {
    for hostile in [
        "<script>alert(1)</script>",
        "<SCRIPT src=//x></SCRIPT>",
        "<p onclick=alert(1)>",
        "<svg/onload=alert(1)>",
        "<a href=' JavaScript:alert(1)'>",
        "<p style='color:red'>",
        "</textarea><xss>",
        "<img src=x onerror=alert(1)>",
        "<iframe srcdoc='x'>",
    ] {
        assert!(!dangers(hostile).is_empty(), "{hostile}");
    }
    for harmless in [
        "<script nonce=\"abc\">1</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt; onclick=alert(1) javascript:alert(1)",
        "<textarea><p onclick=alert(1)></textarea>",
        "<input value=\"&quot;&gt;&lt;xss&gt;\"/>",
    ] {
        assert_eq!(dangers(harmless), [""; 0], "{harmless}");
    }
}
