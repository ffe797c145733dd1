//! Web and e-mail addresses written bare in a text: to be linked, and left alone by typography.

use std::{borrow::Cow, ops::Range};

/// An address found in a text: where it is, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) range: Range<usize>,
    pub(super) href: String,
}

/// The addresses of a text, in order; they never overlap. Time is linear in the text's length.
pub(super) fn addresses(text: &str) -> Vec<Address> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut at, mut floor) = (0, 0);
    while at < bytes.len() {
        let address = match bytes[at] {
            b'h' | b'H' | b'w' | b'W' if starts_a_word(text, at) => web_address(text, at),
            b'@' => mail_address(text, floor, at),
            _ => None,
        };
        match address {
            Some(address) => {
                at = address.range.end;
                floor = at;
                found.push(address);
            }
            None => at += 1,
        }
    }
    found
}

fn starts_a_word(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '@' | '/' | '-' | '_'))
}

fn web_address(text: &str, start: usize) -> Option<Address> {
    let rest = &text[start..];
    let scheme = ["http://", "https://", "www."].into_iter().find(|scheme| {
        rest.get(..scheme.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(scheme))
    })?;
    // The host is looked at first: measuring what follows costs its length each time.
    let host = &rest[scheme.len()..];
    let bare = scheme == "www.";
    if bare {
        let name = host.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '.').next()?;
        name.trim_end_matches('.').find('.')?;
    }
    if !host.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
        return None;
    }
    let written = &rest[..length_of_address(rest)];
    let href = if bare { format!("https://{written}") } else { written.to_owned() };
    Some(Address { range: start..start + written.len(), href })
}

/// Up to a blank or a bracket that cannot belong to it, without the punctuation of the sentence around it.
fn length_of_address(rest: &str) -> usize {
    let ends = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '`')
    };
    let mut address = &rest[..rest.find(ends).unwrap_or(rest.len())];
    let balance = |open: char, close: char| {
        address.chars().map(|c| i64::from(c == open) - i64::from(c == close)).sum::<i64>()
    };
    let (mut round, mut square) = (balance('(', ')'), balance('[', ']'));
    while let Some(last) = address.chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*' | '_' | '~' | '…' | '|' => {}
            ')' if round < 0 => round += 1,
            ']' if square < 0 => square += 1,
            _ => break,
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address.len()
}

/// Around the `@` at `at`, nothing before `floor` being free any more.
fn mail_address(text: &str, floor: usize, at: usize) -> Option<Address> {
    let local_part = |b: &u8| b.is_ascii_alphanumeric() || b"._%+-".contains(b);
    let bytes = text.as_bytes();
    let before = bytes[floor..at].iter().rev().take_while(|b| local_part(b)).count();
    let after = bytes[at + 1..].iter().take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b)).count();
    let domain = text[at + 1..at + 1 + after].trim_end_matches(['.', '-']);
    let local = text[at - before..at].trim_start_matches('.');
    let mut labels = domain.split('.');
    let plausible = (1..=64).contains(&local.len())
        && !local.ends_with('.')
        && labels.clone().count() >= 2
        && labels.clone().all(|label| !label.is_empty())
        && labels.next_back().is_some_and(|end| end.len() >= 2);
    let range = at - local.len()..at + 1 + domain.len();
    plausible.then(|| Address { href: format!("mailto:{}", &text[range.clone()]), range })
}

/// Where a link typed with this destination leads, if it may lead anywhere.
pub(super) fn destination(typed: &str) -> Option<Cow<'_, str>> {
    if typed.get(..4).is_some_and(|beginning| beginning.eq_ignore_ascii_case("www.")) {
        return Some(Cow::Owned(format!("https://{typed}")));
    }
    may_lead_to(typed).then_some(Cow::Borrowed(typed))
}

/// Whether a link may lead there: the web, a letter, or a page of this site by its path.
pub(super) fn may_lead_to(dest: &str) -> bool {
    if dest.contains(char::is_control) {
        return false;
    }
    let begins =
        |scheme: &str| dest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let own_page = dest.starts_with('/') && !dest[1..].starts_with(['/', '\\']);
    own_page || ["http://", "https://", "mailto:"].into_iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        addresses(text).into_iter().map(|address| &text[address.range]).collect()
    }

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        assert_eq!(found("voir https://vae.gouv.fr/a?b=c&d=e#f."), ["https://vae.gouv.fr/a?b=c&d=e#f"]);
        assert_eq!(found("(http://x.fr/a_(b)), puis"), ["http://x.fr/a_(b)"]);
        assert_eq!(found("« www.francecompetences.fr »…"), ["www.francecompetences.fr"]);
        assert_eq!(found("http://x.fr\u{A0}: oui"), ["http://x.fr"]);
        assert_eq!(found("HTTPS://X.FR/É, http://a.fr"), ["HTTPS://X.FR/É", "http://a.fr"]);
    }

    #[test]
    fn what_looks_like_one_is_not() {
        for text in
            ["http://", "https:// x", "www.", "www.x", "xhttp://y.fr", "javascript:alert(1)", "ftp://x.fr"]
        {
            assert!(found(text).is_empty(), "{text}");
        }
        for text in ["@", "a@", "@b.fr", "a@b", "a@b.", "a@b..fr", "a @b.fr", ".@b.fr", "a@b.c"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_mail_address_leads_to_a_letter() {
        let text = "écrire à (marie.durand+vae@dava.ac-creteil.fr).";
        assert_eq!(found(text), ["marie.durand+vae@dava.ac-creteil.fr"]);
        assert_eq!(addresses(text)[0].href, "mailto:marie.durand+vae@dava.ac-creteil.fr");
        assert_eq!(addresses("www.x.fr")[0].href, "https://www.x.fr");
    }

    #[test]
    fn addresses_do_not_overlap() {
        assert_eq!(found("http://a@b.fr c@d.fr@e.fr"), ["http://a@b.fr", "c@d.fr"]);
    }
}
