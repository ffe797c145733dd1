//! The names of certifiers: when two spellings are one name, and when two names look like one body.

use std::collections::HashMap;

use crate::text::folded;

/// A name without what two people write differently: accents, capitals, signs, blanks. Two spellings with the same are one.
pub(crate) fn key(name: &str) -> String {
    let folded = folded(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Keys that were made already: the same three thousand names are on twenty thousand lines.
#[derive(Debug, Default)]
pub(crate) struct Keys(HashMap<String, String>);

impl Keys {
    const MOST: usize = 10_000;

    /// The key of that name.
    pub(crate) fn of(&mut self, name: &str) -> String {
        if let Some(key) = self.0.get(name) {
            return key.clone();
        }
        let key = key(name);
        if self.0.len() < Self::MOST {
            self.0.insert(name.to_owned(), key.clone());
        }
        key
    }
}

/// Words that every name has.
const SMALL: [&str; 17] = [
    "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour", "sur", "charge",
    "the",
];

/// The words of a key that tell one name from another.
pub(crate) fn telling(key: &str) -> impl Iterator<Item = &str> {
    key.split(' ').filter(|word| !word.is_empty() && !SMALL.contains(word))
}

/// The words that make a body, in one order: without what is between brackets, without small words nor acronyms at the end.
/// « Université d'Aix-Marseille » and « Aix-Marseille Université » have the same.
pub(crate) fn gist(name: &str) -> String {
    let mut outside = String::with_capacity(name.len());
    let mut depth = 0_u32;
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let folded = key(&outside);
    let mut words: Vec<&str> = telling(&folded).collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// A key whose words are single letters, as one word: « C.N.A.M. » is « cnam ».
pub(crate) fn joined(key: &str) -> String {
    let spelt = key.split(' ').all(|word| word.chars().count() == 1);
    if spelt { key.replace(' ', "") } else { key.to_owned() }
}

/// The acronyms that a name gives of itself, folded: « … arts et métiers (CNAM) », « ESPI – École supérieure… ». What its other words
/// do not make is none: a town, a school of the house.
pub(crate) fn acronyms(name: &str) -> Vec<String> {
    let name = name.trim();
    let inside = name.strip_suffix([')', ']']).and_then(|open| open.rsplit_once(['(', '[']));
    let after = [" - ", " – "].into_iter().filter_map(|dash| name.rsplit_once(dash));
    let before = [" - ", " – "].into_iter().filter_map(|dash| name.split_once(dash));
    let said = inside.into_iter().chain(after).chain(before.map(|(acronym, rest)| (rest, acronym)));
    said.filter(|(_, said)| !said.chars().any(|c| c.is_lowercase() || c.is_whitespace()))
        .map(|(rest, said)| (rest, joined(&key(said))))
        .filter(|(rest, acronym)| abridges(acronym, &key(rest)))
        .map(|(_, acronym)| acronym)
        .collect()
}

/// Whether the letters of that word are, in order, the first letters of words of that key, the first of both being the same.
pub(crate) fn abridges(acronym: &str, key: &str) -> bool {
    let mut initials = key.split(' ').filter_map(|word| word.chars().next());
    let mut letters = acronym.chars();
    let first = letters.next().is_some_and(|letter| initials.next() == Some(letter));
    first && acronym.chars().count() > 1 && letters.all(|letter| initials.any(|initial| initial == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        assert_eq!(key("MINISTERE DE L'EDUCATION NATIONALE"), key("Ministère de l’Éducation  nationale"));
        assert_ne!(key("Université Lyon 2"), key("Université Lyon 3"));
        let mut keys = Keys::default();
        assert_eq!(keys.of("Université – Lyon"), "universite lyon");
        assert_eq!(keys.of("Université – Lyon"), "universite lyon");
    }

    #[test]
    fn names_made_of_the_same_words_have_one_gist() {
        assert_eq!(gist("UNIVERSITE D'AIX MARSEILLE"), gist("Aix-Marseille Université"));
        assert_eq!(
            gist("CONSERVATOIRE NATIONAL DES ARTS ET METIERS"),
            gist("Conservatoire national des arts et métiers (CNAM)")
        );
        assert_ne!(gist("Université de Rennes 1"), gist("Université de Rennes 2"));
        assert_eq!(gist("(ESAM)"), "");
    }

    #[test]
    fn an_acronym_is_what_a_names_own_words_make() {
        let of = |name: &str| acronyms(name).join(" ");
        assert_eq!(of("Conservatoire national des arts et métiers (CNAM)"), "cnam");
        assert_eq!(of("ESPI - École supérieure des professions immobilières"), "espi");
        assert_eq!(of("Toulouse Business School – TBS"), "tbs");
        assert_eq!(of("Association lyonnaise [A.L.]"), "al");
        for name in [
            "École des mines de Douai (DOUAI)",
            "Art et thérapie - INECAT",
            "Université de Lyon (Lumière)",
            "CESI",
            "()",
            "Institut ()",
            " - ",
        ] {
            assert_eq!(of(name), "", "{name}");
        }
    }
}
