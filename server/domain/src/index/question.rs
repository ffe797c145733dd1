//! What a person asks, as typed.

use super::analysis::{Reading, read};

/// Longer questions are cut: nobody types them, programs do.
const LONGEST: usize = 200;
const MOST_WORDS: usize = 24;

/// A question: words, « phrases » in quotes, `-words` to leave out. Nothing else is syntax, and
/// nothing typed is an error.
pub struct Question {
    /// What is asked, without what is left out and without quotes.
    pub(super) text: String,
    pub(super) reading: Reading,
    /// What must be found as it stands.
    pub(super) phrases: Vec<Reading>,
    /// What must not be found.
    pub(super) excluded: Vec<Reading>,
}

impl Question {
    /// Reads what was typed.
    pub fn parse(typed: &str) -> Question {
        let typed: String = typed.chars().take(LONGEST).collect();
        let mut parts = Parts::default();
        let mut rest = typed.as_str();
        let mut after_space = true;
        while let Some(c) = rest.chars().next() {
            let here = rest;
            rest = &rest[c.len_utf8()..];
            if after_space && is_minus(c) {
                rest = parts.exclude(rest);
            } else if let Some(after) = quoted(c, rest, &mut parts.phrases, &mut parts.text) {
                rest = after;
            } else {
                parts.text.push_str(&here[..c.len_utf8()]);
            }
            after_space = c.is_whitespace();
        }
        parts.question()
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.reading.words.is_empty()
    }
}

#[derive(Default)]
struct Parts {
    text: String,
    phrases: Vec<String>,
    excluded: Vec<String>,
}

impl Parts {
    /// Takes what follows a minus as something to leave out; returns what comes after it.
    fn exclude<'a>(&mut self, rest: &'a str) -> &'a str {
        let mut ignored = String::new();
        if let Some(after) = rest
            .chars()
            .next()
            .and_then(|c| quoted(c, &rest[c.len_utf8()..], &mut self.excluded, &mut ignored))
        {
            return after;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        self.excluded.push(rest[..end].to_owned());
        &rest[end..]
    }

    fn question(self) -> Question {
        let bounded = |text: &str| {
            let mut reading = read(text);
            reading.truncate(MOST_WORDS);
            reading
        };
        let read_all = |texts: &[String]| -> Vec<Reading> {
            let readings = texts.iter().map(|text| bounded(text)).filter(|reading| !reading.words.is_empty());
            readings.take(MOST_WORDS).collect()
        };
        let (phrases, excluded) = (read_all(&self.phrases), read_all(&self.excluded));
        Question { reading: bounded(&self.text), text: self.text, phrases, excluded }
    }
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '–')
}

/// When `c` opens a quotation that closes, keeps the words as a phrase and in the text, and
/// returns what follows the closing quote.
fn quoted<'a>(c: char, rest: &'a str, phrases: &mut Vec<String>, text: &mut String) -> Option<&'a str> {
    let close = match c {
        '"' | '“' | '”' | '„' => &['"', '“', '”'][..],
        '«' => &['»'][..],
        _ => return None,
    };
    let (inside, after) = rest.split_at(rest.find(close)?);
    phrases.push(inside.to_owned());
    for part in [" ", inside, " "] {
        text.push_str(part);
    }
    after.chars().next().map(|quote| &after[quote.len_utf8()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(readings: &[Reading]) -> Vec<Vec<String>> {
        readings.iter().map(|r| r.words.iter().map(|w| w.text.clone()).collect()).collect()
    }

    #[test]
    fn quotes_make_phrases_whose_words_are_asked_too() {
        for typed in ["jury \"mise en situation\"", "jury « mise en situation »", "jury “mise en situation”"]
        {
            let question = Question::parse(typed);
            assert_eq!(words(&question.phrases), [["mise", "en", "situation"]]);
            assert_eq!(question.reading.words.len(), 4);
        }
    }

    #[test]
    fn a_minus_before_a_word_leaves_it_out_and_a_hyphen_does_not() {
        let question = Question::parse("jury -blanc post-jury -\"livret 2\" 3 - 4");
        assert_eq!(words(&question.excluded), [vec!["blanc"], vec!["livret", "2"]]);
        assert_eq!(words(&[question.reading]), [["jury", "post", "jury", "3", "4"]]);
    }

    #[test]
    fn anything_else_is_words() {
        let question = Question::parse("titre:(jury AND *) \"pas fermé +[a TO b]~2^");
        assert!(question.phrases.is_empty() && question.excluded.is_empty());
        assert!(question.reading.words.iter().any(|word| word.text == "ferme"));
        assert!(Question::parse("").is_empty() && Question::parse(" \u{0}«»\"-").is_empty());
    }

    #[test]
    fn a_question_without_end_is_cut() {
        assert_eq!(Question::parse(&"a b ".repeat(10_000)).reading.words.len(), MOST_WORDS);
        assert_eq!(Question::parse(&"é".repeat(10_000)).reading.words.len(), 1);
    }
}
