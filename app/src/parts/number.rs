//! Figures as French writes them.

use leptos::prelude::*;

/// « 1 234 », with a narrow no-break space between the thousands.
#[must_use]
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut said = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            said.push('\u{202f}');
        }
        said.push(digit);
    }
    said
}

/// « 1 réponse », « 0 réponse », « 1 234 réponses »: in French, the plural begins at two.
#[must_use]
pub fn counted(n: u64, one: &str, several: &str) -> String {
    format!("{}\u{a0}{}", number(n), if n < 2 { one } else { several })
}

/// The words with the letters of the ordinal that begins them raised: « 5e des 16 », « 1re des 16 ».
#[must_use]
pub fn raised(words: &str) -> AnyView {
    let letters = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let figure = &words[..words.len() - letters.len()];
    match letters.split_once(' ') {
        Some((ordinal @ ("e" | "re"), rest)) if !figure.is_empty() => {
            view! { {figure.to_owned()} <sup>{ordinal.to_owned()}</sup> {format!(" {rest}")} }.into_any()
        }
        _ => words.to_owned().into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_have_their_letters_raised_and_words_do_not() {
        let html = |words| raised(words).to_html().replace("<!>", "");
        assert_eq!(html("5e des 16"), "5<sup>e</sup> des 16");
        assert_eq!(html("1re des 16"), "1<sup>re</sup> des 16");
        assert_eq!(html("16 journées"), "16 journées");
        assert_eq!(html("e des"), "e des");
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_234), "1\u{202f}234");
        assert_eq!(number(1_234_567), "1\u{202f}234\u{202f}567");
    }

    #[test]
    fn the_plural_begins_at_two() {
        assert_eq!(counted(0, "réponse", "réponses"), "0\u{a0}réponse");
        assert_eq!(counted(1, "réponse", "réponses"), "1\u{a0}réponse");
        assert_eq!(counted(2, "réponse", "réponses"), "2\u{a0}réponses");
    }
}
