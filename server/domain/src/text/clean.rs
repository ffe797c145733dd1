//! What is taken out of every text before anyone looks at it.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// More marks than this on one letter only serve to smear the lines around it.
const MARKS_ON_A_LETTER: usize = 5;

/// The text in composed form, with Unix line ends, without what cannot be seen and only misleads: control
/// characters, direction overrides, zero-width spaces, towers of combining marks.
pub(super) fn clean(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    let mut marks = 0;
    unix.nfc()
        .filter(|c| !misleads(*c))
        .filter(|c| {
            marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
            marks <= MARKS_ON_A_LETTER
        })
        // Taking a character out may bring a letter and its accent together.
        .nfc()
        .collect()
}

/// What somebody else's program read in a file, fit to be kept and shown: cleaned, blanks collapsed within lines, without lines of
/// nothing.
pub fn readable(text: &str) -> String {
    let cleaned = clean(text);
    let lines = cleaned.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Whether a reader would see nothing at all.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || shows_nothing(c))
}

fn misleads(c: char) -> bool {
    let control = c.is_control() && c != '\n' && c != '\t';
    let direction =
        matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}' | '\u{200E}' | '\u{200F}');
    let zero_width =
        matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}');
    control || direction || zero_width
}

/// Joiners and fillers have their use between letters and emoji, never alone.
fn shows_nothing(c: char) -> bool {
    is_combining_mark(c)
        || matches!(
            c,
            '\u{AD}'
                | '\u{200C}'
                | '\u{200D}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FFA0}'
        )
        || matches!(c, '\u{E0000}'..='\u{E0FFF}' | '\u{FE00}'..='\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_one_and_accents_are_composed() {
        assert_eq!(clean("a\r\nb\rc\u{2028}d"), "a\nb\nc\nd");
        assert_eq!(clean("re\u{301}fe\u{301}rentiel"), "référentiel");
    }

    #[test]
    fn what_misleads_goes_and_what_speaks_stays() {
        assert_eq!(clean("a\0b\u{7}c\u{202E}d\u{2066}e\u{200B}f\u{FEFF}"), "abcdef");
        assert_eq!(clean("👩\u{200D}💻\tœuvre\u{A0}: 50\u{202F}%"), "👩\u{200D}💻\tœuvre\u{A0}: 50\u{202F}%");
    }

    #[test]
    fn a_tower_of_marks_is_cut() {
        let tower = format!("a{}b", "\u{30D}".repeat(400));
        assert!(clean(&tower).chars().count() <= 2 + MARKS_ON_A_LETTER);
    }

    #[test]
    fn a_text_of_invisible_characters_is_blank() {
        assert!(is_blank(" \n\u{A0}\u{2800}\u{200D}\u{3164}"));
        assert!(!is_blank(" . "));
    }
}
