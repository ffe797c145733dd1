//! Which certifiers come nearest to what was typed: words that are the same, begun, or a slip of the finger away. A word that few
//! names have tells more than one that many have.

use std::collections::HashMap;

use super::{name, naming::Keyed};
use crate::text::distance;

/// Words of a typed name that are looked at: the longest real name has thirty, of which the first tell enough.
const WORDS: usize = 12;

/// What is farther than this is not near.
const LEAST: f64 = 0.4;

/// One name of a certifier, compared with what was typed.
struct Compared<'a> {
    known: &'a Keyed,
    /// For each typed word, how well the name has it, from 0 to 1.
    has: Vec<f64>,
    /// The part of the name's own words that were typed.
    whole: f64,
}

/// The certifiers that come near, the nearest first. `key` is what was typed, folded.
pub(super) fn nearest<'a>(known: &'a [Keyed], key: &str) -> Vec<&'a Keyed> {
    let typed: Vec<&str> = name::telling(key).take(WORDS).collect();
    if typed.is_empty() {
        return Vec::new();
    }
    let mut met: HashMap<String, Vec<f64>> = HashMap::new();
    let names = known.iter().flat_map(|one| one.keys.iter().map(move |key| (one, key)));
    let compared: Vec<Compared<'_>> = names.map(|(one, key)| compare(one, key, &typed, &mut met)).collect();
    let weights = weights(&compared, typed.len());
    let total: f64 = weights.iter().sum();
    let score = |one: &Compared<'_>| {
        let had: f64 = one.has.iter().zip(&weights).map(|(has, weight)| has * weight).sum();
        had / total * (0.8 + 0.2 * one.whole)
    };
    let mut best: HashMap<i64, (f64, &Keyed)> = HashMap::new();
    for one in &compared {
        let score = score(one);
        let kept = best.entry(one.known.certifier.id.number()).or_insert((score, one.known));
        kept.0 = kept.0.max(score);
    }
    let mut near: Vec<(f64, &Keyed)> = best.into_values().filter(|(score, _)| *score >= LEAST).collect();
    near.sort_by(|(one_score, one), (other_score, other)| {
        let of = |known: &Keyed| (std::cmp::Reverse(known.delivers), known.certifier.id.number());
        other_score.total_cmp(one_score).then_with(|| of(one).cmp(&of(other)))
    });
    near.into_iter().map(|(_, known)| known).collect()
}

fn compare<'a>(
    known: &'a Keyed,
    name: &str,
    typed: &[&str],
    met: &mut HashMap<String, Vec<f64>>,
) -> Compared<'a> {
    let (mut has, mut said, mut own) = (vec![0.0; typed.len()], 0.0, 0.0);
    for word in name::telling(name) {
        // The same words are in many names: each is compared once.
        if !met.contains_key(word) {
            met.insert(word.to_owned(), typed.iter().map(|typed| alike(typed, word)).collect());
        }
        let alike = &met[word];
        has.iter_mut().zip(alike).for_each(|(has, alike)| *has = alike.max(*has));
        said += alike.iter().copied().fold(0.0, f64::max);
        own += 1.0;
    }
    if let [only] = typed
        && name::abridges(only, name)
    {
        has[0] = f64::max(has[0], 0.5);
    }
    Compared { known, has, whole: if own > 0.0 { said / own } else { 0.0 } }
}

/// How well a word of a name answers a typed one: one slip of the finger from four letters on, two from eight.
fn alike(typed: &str, word: &str) -> f64 {
    let letters = typed.chars().count();
    let most = match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    match () {
        () if typed == word => 1.0,
        () if letters >= 3 && word.starts_with(typed) => 0.85,
        () if letters.abs_diff(word.chars().count()) <= most && slips(typed, word) <= most => 0.75,
        () => 0.0,
    }
}

/// Letters changed, added or taken away; two that changed places are one slip.
fn slips(typed: &str, word: &str) -> usize {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    match distance(typed, word) {
        2 if sorted(typed) == sorted(word) => 1,
        slips => slips,
    }
}

/// What each typed word tells. One that no name has tells little: it may be anything.
fn weights(compared: &[Compared<'_>], words: usize) -> Vec<f64> {
    let all = compared.len() as f64;
    let weight = |rank: usize| match compared.iter().filter(|one| one.has[rank] > 0.0).count() {
        0 => 0.5,
        some => (1.0 + all / some as f64).ln(),
    };
    (0..words).map(weight).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_answers_another_that_is_the_same_begun_or_a_slip_away() {
        for (typed, word, near) in [
            ("lille", "lille", true),
            ("lile", "lille", true),
            ("uni", "universite", true),
            ("univercite", "universite", true),
            ("travial", "travail", true),
            ("un", "universite", false),
            ("lyn", "lyon", false),
            ("travail", "transport", false),
        ] {
            assert_eq!(alike(typed, word) > 0.0, near, "{typed} and {word}");
        }
        assert!(alike("lille", "lille") > alike("lill", "lille"));
    }
}
