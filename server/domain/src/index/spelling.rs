//! What a word that no text has was meant to be.

use std::collections::HashMap;

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument, Term};

use super::analysis::{Shape, read};
use super::view::View;
use super::{EngineFault, Kind};

/// Words kept for one that was not found.
const MOST_GUESSES: usize = 4;
/// Words of the dictionary whose visibility is checked, the commonest first.
const MOST_CHECKED: usize = 24;
/// Entries counted for a word; beyond, it is simply common.
const MOST_COUNTED: usize = 256;
/// Words of the dictionary read for one beginning.
const MOST_COMPLETIONS: usize = 2_000;
/// Shorter beginnings begin too many words.
const SHORTEST_BEGINNING: usize = 2;

/// A word of the index that may have been meant.
#[derive(Debug)]
pub(super) struct Guess {
    /// Folded, as the dictionary has it.
    pub(super) text: String,
    pub(super) weight: f32,
    /// How many slips lead to what was typed; none when that is its beginning.
    pub(super) mistakes: u8,
}

/// The likeliest words, best first: those that the last word begins, or those a slip away.
///
/// The first letter is taken as right. One mistake is forgiven from four letters, two from eight.
pub(super) fn guesses(view: &View, word: &str, is_last: bool) -> Result<Vec<Guess>, EngineFault> {
    let length = word.chars().count();
    if is_last && length >= SHORTEST_BEGINNING {
        let completions = visible(view, completions(view, word)?, 0.8, 0)?;
        if !completions.is_empty() {
            return Ok(completions);
        }
    }
    for (mistakes, shortest, weight) in [(1, 4, 0.8), (2, 8, 0.5)] {
        if length >= shortest {
            let near = visible(view, neighbours(view, word, mistakes)?, weight, mistakes)?;
            if !near.is_empty() {
                return Ok(near);
            }
        }
    }
    Ok(Vec::new())
}

type Frequencies = HashMap<String, u32>;

/// The words of the dictionary at most so many mistakes away, with the same first letter.
fn neighbours(view: &View, word: &str, mistakes: u8) -> Result<Frequencies, EngineFault> {
    let first = &word[..word.chars().next().map_or(0, char::len_utf8)];
    let fuzzy = FuzzyTermQuery::new(Term::from_field_text(view.fields.exact, word), mistakes, true);
    let mut found = Frequencies::new();
    for (_, reader) in view.segments() {
        let index = reader.inverted_index(view.fields.exact)?;
        let range = index.terms().search(fuzzy.automaton()?).ge(first).lt(after(first));
        let mut stream = range.into_stream()?;
        while stream.advance() {
            keep(&mut found, stream.key(), stream.value().doc_freq);
        }
    }
    Ok(found)
}

/// The words of the dictionary that begin so.
fn completions(view: &View, beginning: &str) -> Result<Frequencies, EngineFault> {
    let mut found = Frequencies::new();
    for (_, reader) in view.segments() {
        let index = reader.inverted_index(view.fields.exact)?;
        let mut stream = index.terms().range().ge(beginning).lt(after(beginning)).into_stream()?;
        let mut left = MOST_COMPLETIONS;
        while left > 0 && stream.advance() {
            keep(&mut found, stream.key(), stream.value().doc_freq);
            left -= 1;
        }
    }
    Ok(found)
}

/// The end of the range of the words that begin so: no byte of UTF-8 is that high.
fn after(beginning: &str) -> Vec<u8> {
    [beginning.as_bytes(), &[0xff]].concat()
}

/// Codes and numbers are never what a misspelt word meant.
fn keep(found: &mut Frequencies, key: &[u8], frequency: u32) {
    let word = std::str::from_utf8(key).ok().filter(|word| !word.bytes().any(|b| b.is_ascii_digit()));
    if let Some(word) = word {
        *found.entry(word.to_owned()).or_default() += frequency;
    }
}

/// Those of the words that are in what may be seen, weighted by how common they are there.
fn visible(view: &View, found: Frequencies, weight: f32, mistakes: u8) -> Result<Vec<Guess>, EngineFault> {
    let mut words: Vec<_> = found.into_iter().collect();
    words.sort_unstable_by(|(a, many), (b, few)| few.cmp(many).then_with(|| a.cmp(b)));
    words.truncate(MOST_CHECKED);
    let mut seen = Vec::new();
    for (word, _) in words {
        let count = view.first_with(&Term::from_field_text(view.fields.exact, &word), MOST_COUNTED)?.len();
        if count > 0 {
            seen.push((word, count));
        }
    }
    seen.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    seen.truncate(MOST_GUESSES);
    let most = seen.first().map_or(1.0, |(_, count)| (1.0 + *count as f32).ln());
    let share = |count: usize| 0.5 + 0.5 * (1.0 + count as f32).ln() / most;
    Ok(seen
        .into_iter()
        .map(|(text, count)| Guess { text, weight: weight * share(count), mistakes })
        .collect())
}

/// The word as a person would write it, accents included, taken from a text that may be seen.
pub(super) fn as_written(view: &View, guess: &Guess) -> Result<String, EngineFault> {
    let term = Term::from_field_text(view.fields.exact, &guess.text);
    for address in view.first_with(&term, 1)? {
        if let Some(written) = written_in(view, address, &guess.text)? {
            return Ok(written);
        }
    }
    Ok(guess.text.clone())
}

fn written_in(view: &View, address: DocAddress, word: &str) -> Result<Option<String>, EngineFault> {
    let document: TantivyDocument = view.searcher.doc(address)?;
    let is_person = view.sees(address.segment_ord, address.doc_id) == Some(Kind::Person.code());
    let texts = [view.fields.heading, view.fields.body].map(|field| {
        document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default().to_owned()
    });
    for (text, is_name) in texts.iter().zip([is_person, false]) {
        let reading = read(text);
        if let Some(found) = reading.words.iter().find(|candidate| candidate.text == word) {
            // Codes and double forms are longer than the word itself.
            let plain = found.also.is_none() && found.shape != Shape::Code;
            let written = if plain { &text[found.start..found.end] } else { word };
            let opens =
                text[..found.start].trim_end().chars().next_back().is_none_or(|c| ".!?:…«\"(-–—".contains(c));
            let lowered = opens && !is_name && found.shape == Shape::Plain;
            return Ok(Some(if lowered { written.to_lowercase() } else { written.to_owned() }));
        }
    }
    Ok(None)
}
