//! The readable end of an address: a title in small plain letters.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest slug: an address must fit in a letter.
const LONGEST: usize = 60;

/// A text as lower-case ASCII words joined by hyphens, at most 60 characters, or `fallback` when no word
/// of it can be written so.
pub fn slug(text: &str, fallback: &str) -> String {
    let mut slug = String::with_capacity(LONGEST);
    for word in folded(text).split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let room = LONGEST - slug.len();
        match slug.is_empty() {
            true => slug.push_str(&word[..word.len().min(room)]),
            false if word.len() < room => {
                slug.push('-');
                slug.push_str(word);
            }
            false => break,
        }
    }
    if slug.is_empty() { fallback.to_owned() } else { slug }
}

/// The text in small letters without their accents: what two spellings of one name have in common.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'þ' => folded.push_str("th"),
            _ => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_plain_letters() {
        for (title, expected) in [
            ("Quel délai après l’avis de recevabilité\u{202F}?", "quel-delai-apres-l-avis-de-recevabilite"),
            ("Œuvre, bœuf & RNCP\u{A0}25467, 1ᵉʳ", "oeuvre-boeuf-rncp-25467-1er"),
            ("ÉTÉ İstanbul Łódź", "ete-istanbul-lodz"),
            ("  --  ", "sujet"),
            ("Вопрос", "sujet"),
            ("", "sujet"),
        ] {
            assert_eq!(slug(title, "sujet"), expected, "{title}");
        }
    }

    #[test]
    fn a_slug_is_cut_between_words() {
        let long =
            slug("une phrase qui continue bien au delà de la soixantième lettre de son adresse", "sujet");
        assert_eq!(long, "une-phrase-qui-continue-bien-au-dela-de-la-soixantieme");
        assert_eq!(slug(&"a".repeat(200), "sujet").len(), LONGEST);
    }

    proptest::proptest! {
        #[test]
        fn any_title_makes_an_address(title in "\\PC{0,200}") {
            let slug = slug(&title, "sujet");
            proptest::prop_assert!((1..=LONGEST).contains(&slug.len()));
            proptest::prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            proptest::prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
        }
    }
}
