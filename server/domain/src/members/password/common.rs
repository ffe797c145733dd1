//! What everybody tries first: words on every list of leaked passwords, dressed up with figures, signs and keyboard walks.
//!
//! Nobody's list is copied here. `common.txt` holds stems, in French and English, gathered by hand for this site: the words that
//! published rankings of leaked passwords have in common, first names, teams, towns, months, and the words of this trade. A stem
//! with its figures, signs, capitals and disguises (« M0tDeP@sse2026! ») stands for thousands of entries of such lists.

use std::{collections::HashSet, sync::OnceLock};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// That many words are tried one beside the other; three make a sentence.
const FEW: usize = 2;

/// The longest stem.
const LONGEST: usize = 16;

/// Fewer signs of a walk than that are chance.
const WALK: usize = 4;

/// What fingers do on their own, on French and other keyboards.
const WALKS: [&str; 14] = [
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "1a2z3e4r5t6y7u8i9o0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "aqwzsxedcrfvtgbyhnuj",
    "1aqw2zsx3edc4rfv5tgb",
    "a1b2c3d4e5f6g7h8i9",
];

/// Whether the password is a block written over and over, itself shorter than a password, or has next to no signs of its own.
pub(super) fn repeats(password: &str, least: usize) -> bool {
    let signs: Vec<char> = password.chars().collect();
    let different: HashSet<&char> = signs.iter().collect();
    let period = (1..=signs.len() / 2).find(|period| signs[*period..] == signs[..signs.len() - period]);
    different.len() < 4 || period.is_some_and(|period| period < least)
}

/// Whether the password is nothing but figures, signs, walks and a few of the words everybody knows, or of these texts.
pub(super) fn is_common(password: &str, known: &[&str]) -> bool {
    let known: HashSet<String> = known.iter().flat_map(|text| words(text)).collect();
    let plain = folded(password);
    words_needed(&plain, &known) <= FEW || words_needed(&undisguised(&plain), &known) <= FEW
}

/// How few words the text is made of, a letter on its own being one; figures, signs and walks are none.
fn words_needed(text: &[char], known: &HashSet<String>) -> usize {
    let mut needed = vec![usize::MAX; text.len() + 1];
    needed[0] = 0;
    for start in 0..text.len() {
        let so_far = needed[start];
        let mut reach = |length: usize, words: usize| {
            let end = &mut needed[start + length];
            *end = (*end).min(so_far.saturating_add(words));
        };
        let rest = &text[start..];
        reach(1, usize::from(rest[0].is_alphabetic()));
        (WALK..=walk(rest)).for_each(|length| reach(length, 0));
        for length in 3..=rest.len().min(LONGEST) {
            let word: String = rest[..length].iter().collect();
            if stems().contains(word.as_str()) || known.contains(&word) {
                reach(length, 1);
            }
        }
    }
    needed[text.len()]
}

/// How far the text goes along a walk, in either direction.
fn walk(rest: &[char]) -> usize {
    let same = rest.iter().take_while(|sign| **sign == rest[0]).count();
    let along = |walk: &[char]| {
        let starts = (0..walk.len()).filter(|start| walk[*start] == rest[0]);
        starts.map(|start| rest.iter().zip(&walk[start..]).take_while(|(a, b)| a == b).count()).max()
    };
    let both = WALKS.iter().flat_map(|walk| {
        let there: Vec<char> = walk.chars().collect();
        let back: Vec<char> = walk.chars().rev().collect();
        [along(&there), along(&back)]
    });
    both.flatten().chain([same]).max().unwrap_or(0)
}

/// Small letters without accents.
fn folded(text: &str) -> Vec<char> {
    text.nfkd().filter(|sign| !is_combining_mark(*sign)).flat_map(char::to_lowercase).collect()
}

/// Without the signs that stand for letters.
fn undisguised(text: &[char]) -> Vec<char> {
    let letter = |sign: &char| match sign {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => *other,
    };
    let mut letters: Vec<char> = text.iter().map(letter).collect();
    // At the end, figures are figures.
    let tail = text.iter().rev().take_while(|sign| !sign.is_alphabetic()).count();
    let kept = text.len() - tail;
    letters[kept..].copy_from_slice(&text[kept..]);
    letters
}

/// The words of a name or an address, and the whole of it in one word.
fn words(text: &str) -> Vec<String> {
    let folded: String = folded(text).into_iter().collect();
    let whole = folded.chars().filter(|sign| sign.is_alphanumeric()).collect();
    let parts = folded.split(|sign: char| !sign.is_alphanumeric()).map(str::to_owned);
    parts.chain([whole]).filter(|word: &String| word.chars().count() >= 3).collect()
}

fn stems() -> &'static HashSet<&'static str> {
    static STEMS: OnceLock<HashSet<&str>> = OnceLock::new();
    STEMS.get_or_init(|| include_str!("common.txt").split_whitespace().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_written_as_they_are_compared() {
        assert!(stems().len() > 900, "{}", stems().len());
        for stem in stems() {
            assert_eq!(stem.chars().collect::<Vec<_>>(), folded(stem), "{stem}");
            assert!((3..=LONGEST).contains(&stem.len()), "{stem}");
        }
    }

    #[test]
    fn a_disguise_is_seen_through_and_a_sentence_is_not_a_word() {
        let common = |text: &str| is_common(text, &[]);
        assert!(common("M0tD€P@sse2026!") && common("tr0ub@d0ur123") == common("troubadour123"));
        assert!(common("soleil-chocolat-75"));
        assert!(!common("soleil chocolat montagne avion"));
        assert!(!common("v8#kWq!zR2pL"));
    }
}
