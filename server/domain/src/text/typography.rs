//! French typography: the spaces and signs that a keyboard makes tedious to type.

use std::{borrow::Cow, iter::Peekable, str::Chars};

use super::addresses::addresses;

/// No-break space, before `:` and inside guillemets.
const NO_BREAK: char = '\u{A0}';
/// Narrow no-break space, before `;`, `!` and `?`.
const NARROW: char = '\u{202F}';

/// Words that lose their last vowel before another word.
const ELIDED: [&str; 13] =
    ["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];

/// The text with French spaces, apostrophes and ellipses.
///
/// Addresses, times (`9:30`), ratios and emoticons are left as they are, and so is a text already set:
/// the function may be applied any number of times.
pub fn french(text: &str) -> Cow<'_, str> {
    if !text.contains(['.', '\'', ';', '!', '?', ':', '«', '»']) {
        return Cow::Borrowed(text);
    }
    let mut set = String::with_capacity(text.len() + text.len() / 16);
    let mut at = 0;
    for address in addresses(text) {
        let next = text[address.range.start..].chars().next();
        set_piece(&mut set, &text[at..address.range.start], next);
        set.push_str(&text[address.range.clone()]);
        at = address.range.end;
    }
    set_piece(&mut set, &text[at..], None);
    if set == text { Cow::Borrowed(text) } else { Cow::Owned(set) }
}

/// Sets one piece after what is already set; `following` is what comes right after the piece.
fn set_piece(set: &mut String, piece: &str, following: Option<char>) {
    let mut rest = piece.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().or(following);
        match c {
            '.' => dots(set, &mut rest, following),
            '\'' if is_apostrophe(set, next) => set.push('’'),
            '«' => open_quote(set, &mut rest, following),
            '»' => spaced(set, c, NO_BREAK),
            ';' if ends_a_word(next) => spaced(set, c, NARROW),
            '!' | '?' if ends_a_word(next) || next.is_some_and(closes) => spaced(set, c, NARROW),
            ':' if ends_a_word(next) && !in_a_ratio(set, rest.clone(), following) => spaced(set, c, NO_BREAK),
            _ => set.push(c),
        }
    }
}

/// Three dots are an ellipsis; two are a path, more are a leader.
fn dots(set: &mut String, rest: &mut Peekable<Chars<'_>>, following: Option<char>) {
    let before = set.chars().next_back();
    let mut count = 1;
    while rest.next_if_eq(&'.').is_some() {
        count += 1;
    }
    let after = rest.peek().copied().or(following);
    let around = [before, after];
    if count == 3 && !around.contains(&Some('/')) && !around.contains(&Some('.')) {
        set.push('…');
    } else {
        set.extend(std::iter::repeat_n('.', count));
    }
}

fn open_quote(set: &mut String, rest: &mut Peekable<Chars<'_>>, following: Option<char>) {
    set.push('«');
    while rest.next_if(|c| is_space(*c)).is_some() {}
    if rest.peek().copied().or(following) != Some('\n') {
        set.push(NO_BREAK);
    }
}

/// Puts a sign after its space: the one that was typed, made right, or a new one after a word.
fn spaced(set: &mut String, sign: char, space: char) {
    let kept = set.trim_end_matches(is_space).len();
    let typed = kept < set.len();
    let before = set[..kept].chars().next_back();
    if typed && before != Some('\n') {
        set.truncate(kept);
        set.push(space);
    } else if !typed && before.is_some_and(is_end_of_word) {
        set.push(space);
    }
    set.push(sign);
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | NO_BREAK | NARROW | '\u{2009}')
}

fn ends_a_word(next: Option<char>) -> bool {
    next.is_none_or(char::is_whitespace)
}

fn closes(c: char) -> bool {
    matches!(c, '!' | '?' | '…' | ')' | ']' | '}' | '»' | '"' | '”' | '’' | '\'' | '.' | ',' | ';' | ':')
}

fn is_end_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ')' | ']' | '»' | '”' | '"' | '%' | '€' | '…')
}

/// `16:9`, `3 : 2`: a number before and a number after.
fn in_a_ratio(set: &str, rest: Peekable<Chars<'_>>, following: Option<char>) -> bool {
    let before = set.trim_end_matches(is_space).chars().next_back();
    let after = rest.chain(following).find(|c| !is_space(*c));
    before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit())
}

/// Between two letters, or after an elided word where something else begins (« l'*oral* »).
fn is_apostrophe(set: &str, next: Option<char>) -> bool {
    if !set.chars().next_back().is_some_and(char::is_alphabetic) {
        return false;
    }
    match next {
        Some(c) if c.is_alphanumeric() || c == '«' => true,
        Some(c) if c.is_whitespace() => false,
        _ => {
            let word = set.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            word.len() <= 6 && ELIDED.contains(&word.to_lowercase().as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `_` stands for the no-break space and `~` for the narrow one, so that the cases can be read.
    fn set(text: &str) -> String {
        french(&text.replace('_', "\u{A0}").replace('~', "\u{202F}"))
            .replace(NO_BREAK, "_")
            .replace(NARROW, "~")
    }

    #[test]
    fn typed_spaces_become_the_right_ones() {
        for (typed, expected) in [
            ("Quel jury ?", "Quel jury~?"),
            ("Bravo ! Merci ; à demain", "Bravo~! Merci~; à demain"),
            ("Étape 1 : l'accueil", "Étape 1_: l’accueil"),
            ("le « livret 2 » du candidat", "le «_livret 2_» du candidat"),
            ("déjà_: set~? «_oui_»", "déjà_: set~? «_oui_»"),
            ("mauvaise_? espèce~: là", "mauvaise~? espèce_: là"),
            ("trop   ?", "trop~?"),
            (" : suite d'un gras", "_: suite d’un gras"),
        ] {
            assert_eq!(set(typed), expected, "{typed}");
        }
    }

    #[test]
    fn missing_spaces_are_added_after_a_word() {
        for (typed, expected) in [
            ("Objet: recevabilité", "Objet_: recevabilité"),
            ("Étape 3: le dossier", "Étape 3_: le dossier"),
            ("Vraiment?! (oui!)", "Vraiment~?! (oui~!)"),
            ("«livret 2»", "«_livret 2_»"),
            ("d'abord...", "d’abord…"),
            ("quoi...?", "quoi…~?"),
            ("(fait);", "(fait)~;"),
        ] {
            assert_eq!(set(typed), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_not_punctuation_is_left() {
        for text in [
            "à 9:30",
            "un ratio de 16:9",
            "de 3 : 2",
            "bien :) et ;-) :'(",
            "a != b",
            "std::mem::take",
            "../..",
            "/.../",
            "C:\\dossier",
            "a?b",
            "5'10",
            "quoi !important",
            "......",
            "'mot",
            "\n : liste",
            "les 'uns'",
        ] {
            assert_eq!(set(text), text);
        }
    }

    #[test]
    fn addresses_are_left_and_what_follows_them_is_set() {
        for (typed, expected) in [
            ("« http://x.fr/a?b;c:d!e'f... »", "«_http://x.fr/a?b;c:d!e'f..._»"),
            ("voir https://vae.gouv.fr/?q=a:b ?", "voir https://vae.gouv.fr/?q=a:b~?"),
            ("voir www.x.fr: oui", "voir www.x.fr_: oui"),
            ("l'adresse jean.d'eau@x.fr !", "l’adresse jean.d’eau@x.fr~!"),
        ] {
            // An address that ends with dots loses them to the sentence, where they are an ellipsis.
            let expected = expected.replace("f..._»", "f…_»");
            assert_eq!(set(typed), expected, "{typed}");
        }
    }

    #[test]
    fn apostrophes_are_curved_between_letters_and_after_elided_words() {
        assert_eq!(set("l'«oral» qu'il aujourd'hui"), "l’«_oral_» qu’il aujourd’hui");
        assert_eq!(set("jusqu'"), "jusqu’");
        assert_eq!(set("Lorsqu'*il*"), "Lorsqu’*il*");
        assert_eq!(set("la classe 'terminale'"), "la classe 'terminale'");
    }

    #[test]
    fn a_text_with_nothing_to_set_is_not_copied() {
        assert!(matches!(french("Bonjour à toutes et à tous"), Cow::Borrowed(_)));
        assert!(matches!(french("Fini. À 9:30."), Cow::Borrowed(_)));
    }

    proptest::proptest! {
        #[test]
        fn setting_twice_is_setting_once(text in "[a-zéL0-9 .,;:!?'\"«»…’/()\u{A0}\u{202F}\u{2009}\n@-]{0,60}") {
            let once = french(&text).into_owned();
            proptest::prop_assert_eq!(french(&once), once.as_str());
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,200}") {
            let once = french(&text).into_owned();
            proptest::prop_assert_eq!(french(&once), once.as_str());
        }
    }
}
