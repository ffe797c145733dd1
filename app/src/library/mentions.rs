//! Certifications named in what people wrote: « RNCP25467 » leads to its page, and says what became of it since it was written.
//!
//! Prose is rendered once, when it is written; a certification is replaced later. So its number is completed when the page is read.
//! Links, code and the inside of tags are left as they are.

use std::{fmt::Write, ops::Range};

use domain::library::{Rncp, certification::Named};

use super::{certification_address, chip::standing_words};

/// Elements whose text stays as it is.
const LEFT_ALONE: [&str; 3] = ["a", "code", "pre"];

/// Digits of a number: `RNCP1` to `RNCP999999`.
const DIGITS: usize = 6;

/// The numbers that a cleaned HTML names, in order.
pub(crate) fn numbers(html: &str) -> Vec<i64> {
    mentions(html).into_iter().map(|(_, number)| i64::from(number.number())).collect()
}

/// The same HTML, where the numbers of known certifications lead to their pages and say what became of them.
pub(crate) fn told(html: &str, named: &[Named]) -> String {
    let mut told = String::with_capacity(html.len());
    let mut from = 0;
    for (range, number) in mentions(html) {
        let Some(named) = named.iter().find(|one| one.number == number) else { continue };
        told.push_str(&html[from..range.start]);
        let mention = &html[range.clone()];
        let _ = write!(told, "<a href=\"{}\">{mention}</a>", certification_address(number));
        if let Some(became) = became(named) {
            let _ = write!(told, " <span class=\"chip-state\">({became})</span>");
        }
        from = range.end;
    }
    told.push_str(&html[from..]);
    told
}

/// « remplacée par RNCP36004 », « expirée le 31 juillet 2023 »; nothing for one that stands.
fn became(named: &Named) -> Option<String> {
    if named.replaced_by.is_empty() {
        return standing_words(named.standing);
    }
    let latter = named.replaced_by.iter();
    let links: Vec<String> =
        latter.map(|number| format!("<a href=\"{}\">{number}</a>", certification_address(*number))).collect();
    Some(format!("remplacée par {}", links.join(", ")))
}

/// Where cleaned HTML names a certification in its text. It is well formed: the domain made it.
fn mentions(html: &str) -> Vec<(Range<usize>, Rncp)> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        if let Some(tag) = rest.strip_prefix('<') {
            let end = tag.find('>').map_or(html.len(), |end| at + end + 2);
            let (closing, name) = match tag.strip_prefix('/') {
                Some(tag) => (true, tag),
                None => (false, tag),
            };
            let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            if LEFT_ALONE.contains(&name) {
                depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
            }
            at = end;
            continue;
        }
        let text = &rest[..rest.find('<').unwrap_or(rest.len())];
        if depth == 0 {
            found.extend(
                in_text(text).into_iter().map(|(range, number)| (at + range.start..at + range.end, number)),
            );
        }
        at += text.len();
    }
    found
}

/// « RNCP25467 », « rncp 25467 »: a word of its own.
fn in_text(text: &str) -> Vec<(Range<usize>, Rncp)> {
    let lower = text.to_ascii_lowercase();
    let starts = lower.match_indices("rncp").map(|(start, _)| start);
    let read = |start: usize| {
        let alone = !text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = &text[start + "rncp".len()..];
        let digits = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let digits_at = text.len() - digits.len();
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        let ends = !digits[length..].chars().next().is_some_and(char::is_alphanumeric);
        let number =
            (alone && ends && (1..=DIGITS).contains(&length)).then(|| digits[..length].parse().ok())?;
        Some((start..digits_at + length, number.and_then(Rncp::new)?))
    };
    starts.filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use domain::library::certification::Standing;

    use super::*;

    fn named(number: u32, replaced_by: &[u32]) -> Named {
        let rncp = |number: u32| Rncp::new(number).expect("a number of the test");
        Named {
            number: rncp(number),
            title: "Titre".to_owned(),
            acronym: None,
            standing: Standing::Active,
            replaced_by: replaced_by.iter().copied().map(rncp).collect(),
        }
    }

    #[test]
    fn numbers_are_found_in_the_text_and_nowhere_else() {
        for (html, expected) in [
            ("<p>Le RNCP25467, puis rncp\u{a0}36004.</p>", &[25467, 36004][..]),
            ("<p>(RNCP4504)</p>", &[4504]),
            ("<p><a href=\"/x?RNCP1\">RNCP25467</a> et <code>RNCP2</code></p>", &[]),
            ("<pre><code>RNCP2</code></pre><p>RNCP3</p>", &[3]),
            ("<p title=\"RNCP5\">xRNCP6 RNCP7b RNCP RNCP1234567 RNCP0</p>", &[]),
            ("<p>RNCP", &[]),
            ("<", &[]),
            ("É RNCP8 É", &[8]),
        ] {
            assert_eq!(numbers(html), expected, "{html}");
        }
    }

    #[test]
    fn a_replaced_one_says_so_where_it_stands() {
        let known = [named(25467, &[36004]), named(36004, &[])];
        assert_eq!(
            told("<p>Le <em>RNCP25467</em> &amp; RNCP36004, RNCP99.</p>", &known),
            "<p>Le <em><a href=\"/ressources/certifications/RNCP25467\">RNCP25467</a> \
            <span class=\"chip-state\">(remplacée par <a href=\"/ressources/certifications/RNCP36004\">RNCP36004</a>)</span></em> \
            &amp; <a href=\"/ressources/certifications/RNCP36004\">RNCP36004</a>, RNCP99.</p>"
        );
        assert_eq!(told("<p>Rien.</p>", &known), "<p>Rien.</p>");
    }
}
