//! Words made printable: every character has a shape in one of our faces, and nothing hides or turns the others.

use typst::foundations::{Dict, Value};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The most characters of one text: beyond, a paper is not the place.
const LONGEST: usize = 2_000;

/// The most paragraphs, or lines, of one text.
const LINES: usize = 200;

/// The most characters of what stands on every page, or in a cell that must not be cut by the end of one.
const SHORT: usize = 200;

/// A word of so many characters is wider than a page: it may be cut.
const WIDE: usize = 60;

/// A word of so many characters is wider than a column of names.
const NARROW: usize = 22;

/// What stands for what has no shape.
const LOST: char = '\u{fffd}';

/// Minutes as people say them: « 3 h 30 », « 6 h », « 45 min ».
pub fn length(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours}\u{a0}h"),
        (0, rest) => format!("{rest}\u{a0}min"),
        (hours, rest) => format!("{hours}\u{a0}h\u{a0}{rest:02}"),
    }
}

/// What stands on every page: short.
pub(crate) fn title(text: &str, otherwise: &str) -> String {
    within(&or(text, otherwise), SHORT)
}

/// What stands in a cell: short, and cut where a column ends.
pub(crate) fn short(text: &str) -> String {
    cuttable(&within(text.trim(), SHORT), NARROW)
}

/// Nothing, rather than a text without a word.
pub(crate) fn some(text: Option<&String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The same for what stands in a cell.
pub(crate) fn some_short(text: Option<&String>) -> Option<String> {
    some(text).map(|text| short(&text))
}

/// The text, or what is said when there is none.
pub(crate) fn or(text: &str, otherwise: &str) -> String {
    if text.trim().is_empty() { otherwise.to_owned() } else { text.trim().to_owned() }
}

/// The lines that say something: each is a paragraph.
pub(crate) fn lines<T: AsRef<str>>(texts: &[T]) -> Vec<String> {
    let lines = texts.iter().flat_map(|text| text.as_ref().lines());
    lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).take(LINES).collect()
}

/// Every text of these values, made printable.
pub(crate) fn all_printable(said: Dict, drawn: &impl Fn(&str) -> bool) -> Dict {
    said.into_iter().map(|(name, value)| (name, value_printable(value, drawn))).collect()
}

fn value_printable(value: Value, drawn: &impl Fn(&str) -> bool) -> Value {
    match value {
        Value::Str(text) => Value::Str(printable(text.as_str(), drawn).into()),
        Value::Array(values) => {
            Value::Array(values.into_iter().map(|value| value_printable(value, drawn)).collect())
        }
        Value::Dict(values) => Value::Dict(all_printable(values, drawn)),
        other => other,
    }
}

/// The text with what is drawn: composed, without what is invisible, one [`LOST`] for each run of what no face can show.
fn printable(text: &str, drawn: &impl Fn(&str) -> bool) -> String {
    let seen: String = within(text, LONGEST).nfc().filter_map(visible).collect();
    let mut kept = String::with_capacity(seen.len());
    for cluster in seen.graphemes(true) {
        match shape(cluster, drawn) {
            Some(shape) => kept.push_str(&shape),
            None if kept.ends_with(LOST) => {}
            None => kept.push(LOST),
        }
    }
    cuttable(&kept, WIDE)
}

/// Spaces of every kind of line are spaces; marks that hide, join or turn what surrounds them are gone.
fn visible(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{200b}' => Some(c),
        c if c.is_control() => None,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200c}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        c => Some(c),
    }
}

/// The cluster, or the nearest that one face can draw whole: its plain form, then its letters without their marks.
fn shape(cluster: &str, drawn: &impl Fn(&str) -> bool) -> Option<String> {
    if drawn(cluster) {
        return Some(cluster.to_owned());
    }
    let plain: String = cluster.nfkc().filter_map(visible).collect();
    if !plain.is_empty() && drawn(&plain) {
        return Some(plain);
    }
    let letter = plain.chars().next()?.to_string();
    drawn(&letter).then_some(letter)
}

/// The text, at most so many characters.
fn within(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}

/// The text, with a place to cut in every word that is longer than that.
fn cuttable(text: &str, longest: usize) -> String {
    let mut cut = String::with_capacity(text.len());
    let mut together = 0;
    for cluster in text.graphemes(true) {
        let parts = cluster.starts_with([' ', '-', '\u{2010}', '\u{2013}', '\u{2014}', '\u{200b}']);
        together = if parts { 0 } else { together + 1 };
        if together > longest {
            cut.push('\u{200b}');
            together = 1;
        }
        cut.push_str(cluster);
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A face of Latin letters, of their marks, and of nothing else.
    fn latin(cluster: &str) -> bool {
        cluster.chars().all(|c| (c as u32) < 0x370 || c == '\u{200b}')
    }

    #[test]
    fn minutes_are_said_as_people_say_them() {
        for (minutes, said) in
            [(210, "3 h 30"), (360, "6 h"), (45, "45 min"), (0, "0 h"), (65, "1 h 05"), (6_000, "100 h")]
        {
            assert_eq!(length(minutes).replace('\u{a0}', " "), said);
        }
    }

    #[test]
    fn what_has_no_shape_is_said_once() {
        for (said, printed) in [
            ("Claire Bernard", "Claire Bernard"),
            ("E\u{301}lise", "Élise"),
            ("Claire 👩‍💻🎉 Bernard", "Claire \u{fffd} Bernard"),
            ("𝐂𝐥𝐚𝐢𝐫𝐞 ﬁn", "Claire fin"),
            ("Jeanne\u{202e}erbuA\u{0}\u{feff}", "JeanneerbuA"),
            ("deux\nlignes", "deux lignes"),
            ("#let x = $1 \\ @a *b* _c_ `d` <e>", "#let x = $1 \\ @a *b* _c_ `d` <e>"),
        ] {
            assert_eq!(printable(said, &latin), printed, "{said:?}");
        }
    }

    #[test]
    fn a_long_word_can_be_cut_and_a_long_text_ends() {
        let word = short(&"a".repeat(50));
        assert!(word.split('\u{200b}').all(|piece| piece.len() <= NARROW), "{word:?}");
        assert_eq!(word.replace('\u{200b}', ""), "a".repeat(50));
        assert_eq!(short("professionnalisation"), "professionnalisation");
        let text = short(&"mot ".repeat(300));
        assert!(text.ends_with('…') && text.chars().count() <= SHORT + 1, "{text:?}");
    }

    #[test]
    fn lines_are_paragraphs_and_blank_ones_are_none() {
        assert_eq!(lines(&["un\n\n  deux ", " "]), ["un", "deux"]);
        assert_eq!(some(Some(&"  ".to_owned())), None);
    }
}
