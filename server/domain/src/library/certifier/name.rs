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

/// The words that make a body, in one order: without what is between brackets, without small words nor acronyms at the end.
/// « Université d'Aix-Marseille » and « Aix-Marseille Université » have the same.
pub(crate) fn gist(name: &str) -> String {
    const SMALL: [&str; 17] = [
        "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour", "sur",
        "charge", "the",
    ];
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
    let mut words: Vec<&str> =
        folded.split(' ').filter(|word| !word.is_empty() && !SMALL.contains(word)).collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
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
}
