//! Words too common to tell one text from another, folded.
//!
//! Dropping them from the main fields is what lets a question asked in plain French be answered
//! on its other words. They stay in the exact field, for questions made of nothing else.

use std::collections::HashSet;
use std::sync::LazyLock;

static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "
    afin ai ainsi alors as au aucun aucune aura auraient aurait auront aussi autre autres aux avaient
    avais avait avec avez avoir avons ayant bien bonjour bonsoir ca car ce ceci cela celle celles celui
    ces cet cette ceux cf chaque chez ci combien comme comment dans de deja depuis des devrait dois doit
    doivent donc dont du elle elles en encore entre es est et etaient etais etait etant etc ete etes
    etre eu eux ex faire fais fait faites faudrait faut font fut ici il ils je jusqu jusque la le les
    leur leurs lors lorsqu lorsque lui ma mais me meme memes merci mes moi mon ne ni nos notre nous on
    ont or ou par parce pas pendant peut peuvent peux plus pour pourquoi pourraient pourrait pouvez puis
    puisqu puisque qu quand que quel quelle quelles quelqu quelque quelques quelquun quels qui quoi
    quoiqu quoique sa se sera seraient serait seront ses si soient soit sommes son sont sous stp suis
    sur svp ta te tes toi ton tous tout toute toutes tres tu un une vers vos votre vous vu y
    "
    .split_whitespace()
    .collect()
});

/// Whether a folded word says nothing by itself; single letters never do.
pub(super) fn is_stop(word: &str) -> bool {
    match word.as_bytes() {
        [letter] => letter.is_ascii_alphabetic(),
        _ => WORDS.contains(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_to_be_are_in_it_and_numbers_are_not() {
        assert!(["est", "ete", "plus", "a", "qu"].iter().all(|word| is_stop(word)));
        assert!(["1", "vae", "jury", "sans"].iter().all(|word| !is_stop(word)));
    }
}
