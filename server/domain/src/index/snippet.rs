//! The extracts shown in results: safe HTML, with what was found marked.

use std::collections::HashMap;
use std::ops::Range;

use super::analysis::{is_invisible, read};
use super::plan::Plan;

/// About three lines on a phone.
const LENGTH: usize = 180;
/// What may come before the first word found.
const CONTEXT: usize = 60;
/// The part of a long text where extracts are looked for.
const READ: usize = 16 << 10;
/// A word found again in an extract is worth little beside another word.
const AGAIN: f32 = 0.1;

/// What to mark, and what it is worth.
#[derive(Default)]
pub(super) struct Marks {
    main: HashMap<String, f32>,
    exact: HashMap<String, f32>,
}

impl Marks {
    /// The terms of a plan.
    pub(super) fn of(plan: &Plan) -> Marks {
        let mut marks = Marks::default();
        for asked in &plan.asked {
            for choice in &asked.choices {
                let worth = choice.weight * asked.rarity;
                match (&choice.main, &choice.exact) {
                    (Some(main), _) => marks.main.insert(main.clone(), worth),
                    (None, Some(exact)) => marks.exact.insert(exact.clone(), worth),
                    (None, None) => None,
                };
            }
        }
        let most = plan.asked.iter().map(|asked| asked.rarity).fold(1.0, f32::max);
        marks
            .main
            .extend(plan.notions.iter().map(|notion| (notion.span.token.clone(), notion.weight * most)));
        marks
    }

    /// Where they are in the text, without overlap, in order.
    fn find(&self, text: &str) -> Vec<Mark> {
        let reading = read(text);
        let worth = |words: &HashMap<String, f32>, text: &str| words.get(text).copied();
        let main =
            reading.main().into_iter().filter_map(|token| Some((worth(&self.main, &token.text)?, token)));
        let exact = if self.exact.is_empty() { Vec::new() } else { reading.exact() };
        let exact = exact.into_iter().filter_map(|token| Some((worth(&self.exact, &token.text)?, token)));
        let found = main.chain(exact);
        let mut marks: Vec<_> = found
            .map(|(worth, token)| Mark { at: token.start..token.end, worth, text: token.text })
            .collect();
        marks.sort_by_key(|mark| (mark.at.start, std::cmp::Reverse(mark.at.end)));
        let mut end = 0;
        marks.retain(|mark| {
            let free = mark.at.start >= end;
            end = if free { mark.at.end } else { end };
            free
        });
        marks
    }
}

struct Mark {
    at: Range<usize>,
    worth: f32,
    text: String,
}

/// The whole title, marked.
pub(super) fn title(text: &str, marks: &Marks) -> String {
    html(text, 0..text.len(), &marks.find(text))
}

/// The passage of the text that says most about the question, or its beginning.
pub(super) fn extract(text: &str, marks: &Marks) -> String {
    let found = marks.find(&text[..text.floor_char_boundary(READ)]);
    let passage = passage(text, best_start(&found));
    let mut html_ = html(text, passage.clone(), &found);
    if !text[..passage.start].trim().is_empty() {
        html_.insert_str(0, "…\u{a0}");
    }
    if !text[passage.end..].trim().is_empty() {
        html_.push_str("\u{a0}…");
    }
    html_
}

/// The first mark of the passage with the most different things found.
fn best_start(marks: &[Mark]) -> usize {
    let mut best = (0.0, 0);
    for (first, mark) in marks.iter().enumerate() {
        let mut worth = 0.0;
        let inside = marks[first..].iter().take_while(|m| m.at.end < mark.at.start + LENGTH - CONTEXT);
        for (nth, other) in inside.enumerate() {
            let again = marks[first..first + nth].iter().any(|m| m.text == other.text);
            worth += if again { AGAIN * other.worth } else { other.worth };
        }
        if worth > best.0 {
            best = (worth, mark.at.start);
        }
    }
    best.1
}

/// From the beginning of a sentence, or of a word, to the end of a word.
fn passage(text: &str, mark: usize) -> Range<usize> {
    let earliest = text.floor_char_boundary(mark.saturating_sub(CONTEXT));
    let before = &text[earliest..mark];
    let sentence = before.rfind(['.', '!', '?', '\n']).filter(|_| earliest > 0 || mark > CONTEXT);
    let start = match (earliest, sentence) {
        (0, _) => 0,
        (_, Some(end)) => earliest + end + 1,
        (_, None) => before.find(char::is_whitespace).map_or(earliest, |space| earliest + space),
    };
    let start = start + (text[start..].len() - text[start..].trim_start().len());
    let latest = text.floor_char_boundary(start + LENGTH);
    let whole = latest == text.len() || text[latest..].starts_with(char::is_whitespace);
    let end = match text[start..latest].rfind(char::is_whitespace) {
        Some(space) if !whole && start + space > mark => start + space,
        _ => latest,
    };
    start.min(end)..end
}

/// The range of the text as HTML: one line, nothing that acts, what was found in `<mark>`.
fn html(text: &str, range: Range<usize>, marks: &[Mark]) -> String {
    let mut html = String::with_capacity(range.len() + 64);
    let mut at = range.start;
    for mark in marks.iter().filter(|mark| mark.at.start >= range.start && mark.at.end <= range.end) {
        escape(&text[at..mark.at.start], &mut html);
        html.push_str("<mark>");
        escape(&text[mark.at.clone()], &mut html);
        html.push_str("</mark>");
        at = mark.at.end;
    }
    escape(&text[at..range.end], &mut html);
    html.trim().to_owned()
}

/// Controls and line breaks become spaces, one at a time; what reorders a line is left out.
pub(crate) fn escape(text: &str, html: &mut String) {
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c if c.is_control() || (c.is_whitespace() && !is_fixed(c)) => {
                if !html.ends_with(' ') {
                    html.push(' ');
                }
            }
            c => html.push(c),
        }
    }
}

/// The spaces that French typography puts before its signs are kept.
fn is_fixed(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(words: &[&str]) -> Marks {
        let main = words.iter().flat_map(|word| read(word).main()).map(|token| (token.text, 1.0)).collect();
        Marks { main, exact: HashMap::new() }
    }

    #[test]
    fn what_is_found_is_marked_in_every_form_and_the_rest_is_escaped() {
        let html = title("Jurys & <b>\"jury\"</b> d’été", &marks(&["jury"]));
        assert_eq!(html, "<mark>Jurys</mark> &amp; &lt;b&gt;&quot;<mark>jury</mark>&quot;&lt;/b&gt; d’été");
    }

    #[test]
    fn the_extract_is_around_what_is_found_at_word_boundaries() {
        let filler = "Un début sans rapport avec la question posée. ".repeat(20);
        let text = format!("{filler}Le délai de recevabilité est de deux mois.\n\nEnsuite {filler}");
        let html = extract(&text, &marks(&["recevabilité", "délai"]));
        assert!(
            html.starts_with(
                "…\u{a0}Le <mark>délai</mark> de <mark>recevabilité</mark> est de deux mois. Ensuite"
            ),
            "{html}"
        );
        assert!(html.ends_with("\u{a0}…") && html.chars().count() < LENGTH + 60, "{html}");
    }

    #[test]
    fn without_anything_found_it_is_the_beginning() {
        assert_eq!(extract("Court.", &marks(&["jury"])), "Court.");
        let html = extract(&"mot ".repeat(200), &marks(&[]));
        assert!(html.starts_with("mot mot") && html.ends_with("mot\u{a0}…"), "{html}");
        assert_eq!(extract("", &marks(&[])), "");
    }

    #[test]
    fn a_text_without_spaces_or_with_controls_is_still_one_line() {
        let html = extract(&"é".repeat(5_000), &marks(&["jury"]));
        assert!(html.chars().count() <= LENGTH + 2, "{html}");
        assert_eq!(extract("a\u{0}\u{202e}b\r\n\tc", &marks(&[])), "a b c");
    }
}
