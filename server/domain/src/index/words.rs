//! A list short enough to be read whole is searched as it is now, by the rules of the index and without it.

use std::collections::HashSet;

use super::analysis::{Shape, read};

/// One mistake is forgiven from that many letters on, as in the index.
const FORGIVEN_FROM: usize = 4;
/// Shorter beginnings begin too many words.
const SHORTEST_BEGINNING: usize = 2;

/// The words of a short text, or of a question.
pub(crate) struct Words {
    words: Vec<Read>,
    /// What the index would keep of the text: stems, other forms, notions.
    tokens: HashSet<String>,
    notions: Vec<(usize, usize, String)>,
}

struct Read {
    folded: String,
    stem: Option<String>,
    code: bool,
}

impl Words {
    /// Reads a text.
    pub(crate) fn read(text: &str) -> Self {
        let reading = read(text);
        let tokens = reading.main().into_iter().chain(reading.exact()).map(|token| token.text).collect();
        let notions = reading.spans.iter().map(|span| (span.first, span.last, span.token.clone())).collect();
        let words = reading.words.into_iter().zip(reading.stems).map(|(word, stem)| Read {
            folded: word.text,
            stem,
            code: word.shape == Shape::Code,
        });
        Self { words: words.collect(), tokens, notions }
    }

    /// The words in one spelling, which makes « DEAES » and « deaes » one.
    pub(crate) fn folded(&self) -> String {
        self.words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Whether this text has every word of the question, whatever its accents and its form, with one mistake forgiven in each.
    pub(crate) fn answer(&self, question: &Words) -> bool {
        let only_stops = question.words.iter().all(|word| word.stem.is_none());
        question.words.iter().enumerate().all(|(position, word)| {
            let named = || {
                question.notions.iter().any(|(first, last, token)| {
                    (*first..=*last).contains(&position) && self.tokens.contains(token)
                })
            };
            (word.stem.is_none() && !only_stops) || self.has(word) || named()
        })
    }

    fn has(&self, asked: &Read) -> bool {
        let whole = asked.stem.iter().chain([&asked.folded]).any(|form| self.tokens.contains(form));
        let beginning = asked.folded.chars().count() >= SHORTEST_BEGINNING;
        whole
            || self.words.iter().any(|word| {
                (beginning && word.folded.starts_with(&asked.folded))
                    || (!asked.code && nearly(&asked.folded, &word.folded))
            })
    }
}

/// Whether one slip leads from a word to the other: a letter too many, missing, wrong, or two that changed places. The first
/// letter is taken as right.
fn nearly(asked: &str, word: &str) -> bool {
    let (asked, word): (Vec<char>, Vec<char>) = (asked.chars().collect(), word.chars().collect());
    if asked.len() < FORGIVEN_FROM || asked.len().abs_diff(word.len()) > 1 || asked.first() != word.first() {
        return false;
    }
    let same = asked.iter().zip(&word).take_while(|(one, other)| one == other).count();
    let (one, other) = (&asked[same..], &word[same..]);
    let rest = |letters: &[char], from: usize| letters.get(from..).unwrap_or_default().to_vec();
    match one.len().cmp(&other.len()) {
        std::cmp::Ordering::Less => one == rest(other, 1),
        std::cmp::Ordering::Greater => rest(one, 1) == other,
        std::cmp::Ordering::Equal => {
            let swapped = one.len() >= 2 && one[0] == other[1] && one[1] == other[0];
            rest(one, 1) == rest(other, 1) || (swapped && one[2..] == other[2..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(question: &str, text: &str) -> bool {
        Words::read(text).answer(&Words::read(question))
    }

    const RACHIDA: &str =
        "Rachida El Amrani. Conseillère VAE. Point relais de Saint Denis. DEAES, petite enfance";

    #[test]
    fn accents_capitals_and_forms_do_not_matter() {
        for question in ["rachida", "EL AMRANI", "conseiller", "saint-denis", "Petites Enfances", "amr"] {
            assert!(finds(question, RACHIDA), "{question}");
        }
        assert!(finds("helene", "Hélène Vasseur") && finds("Hélène", "helene vasseur"));
    }

    #[test]
    fn one_mistake_is_forgiven_in_each_word() {
        for question in ["rachda", "rachidda", "racihda", "rachifa amrany", "DEAES rachida"] {
            assert!(finds(question, RACHIDA), "{question}");
        }
        for question in ["rxchxda", "achida", "karim", "rachida karim", "el zamrani"] {
            assert!(!finds(question, RACHIDA), "{question}");
        }
    }

    #[test]
    fn a_number_is_not_taken_for_another() {
        assert!(finds("RNCP25467", "DEAES RNCP25467") && !finds("RNCP25468", "DEAES RNCP25467"));
    }

    #[test]
    fn two_spellings_of_one_thing_fold_into_one() {
        assert_eq!(Words::read("DEAES").folded(), Words::read(" deaes ").folded());
        assert_eq!(Words::read("Petite Enfance").folded(), "petite enfance");
        assert_eq!(Words::read("…!").folded(), "");
    }
}
