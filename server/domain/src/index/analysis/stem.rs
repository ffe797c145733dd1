//! From a folded word to what its plural, feminine or conjugated forms share.

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::LazyLock;

use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer, TokenStream};

use super::gender::masculine;

/// Acronyms of four letters and more that the stemmer would damage (`dees` → `de`, `greta` → `gret`).
/// Shorter words are never stemmed, so `vae` and `bts` need no entry.
static ACRONYMS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "
    aepe afest afpa agefiph anfh anpe apec atsem bpjeps cafdes caferuis cava certidev ciep cleiss cnam
    cncp cnfpt cpne cpnef dava ddcs ddets deaes deamp deap deas deass deavs deeje dees deets deis dejeps
    deme desjeps detisf direccte dnmade draaf drac drajes dreets drieets drjscs ehpad enic esat fipec
    fongecif greta insee iperia mdph naric ocapiat ocsport opca opco pmsmp qualiopi raep rncp rome rqth
    siae sial transco uimm uniformation urssaf
    "
    .split_whitespace()
    .collect()
});

/// Whether the folded word is an acronym we know.
fn is_acronym(word: &str) -> bool {
    ACRONYMS.contains(word)
}

/// The stem of a folded word; the word itself when it is short, a code or an acronym.
pub(super) fn stem(word: &str) -> String {
    let letters_only = word.bytes().all(|b| b.is_ascii_lowercase());
    if word.len() <= 3 || !letters_only || is_acronym(word) {
        return word.to_owned();
    }
    if let Some(acronym) = word.strip_suffix('s').filter(|singular| is_acronym(singular)) {
        return acronym.to_owned();
    }
    // A plural of three letters must meet its singular, which is left as it is.
    if let (4, Some(singular)) = (word.len(), word.strip_suffix('s')) {
        return singular.to_owned();
    }
    let one_gender = masculine(word);
    let stemmed = snowball(one_gender.as_deref().unwrap_or_else(|| participle(word)));
    if stemmed.len() < 3 { word.to_owned() } else { stemmed }
}

/// « validée » and « validées » without their accent are no participles to the stemmer: it is given
/// « valide » for both. Short words are nouns (année, durée) and keep their ending.
fn participle(word: &str) -> &str {
    let singular = word.strip_suffix('s').unwrap_or(word);
    if singular.len() >= 6 && singular.ends_with("ee") { &singular[..singular.len() - 1] } else { word }
}

/// Snowball's French stemmer; tantivy offers it as a filter only.
fn snowball(word: &str) -> String {
    thread_local! {
        static FRENCH: RefCell<TextAnalyzer> = RefCell::new(
            TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(Language::French)).build(),
        );
    }
    FRENCH.with_borrow_mut(|analyzer| {
        let mut stream = analyzer.token_stream(word);
        stream.advance();
        stream.token().text.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_and_codes_stay_whole() {
        for word in ["vae", "bts", "greta", "dees", "deaes", "rncp25467", "12818"] {
            assert_eq!(stem(word), word);
        }
    }

    #[test]
    fn forms_of_one_word_meet() {
        for forms in [
            ["candidat", "candidats", "candidate"].as_slice(),
            &["valider", "valide", "validee", "validees"],
            &["conseiller", "conseillere", "conseilleres"],
            &["formateur", "formatrice", "formatrices"],
            &["loi", "lois"],
            &["age", "ages"],
            &["jury", "jurys"],
            &["greta", "gretas"],
            &["accompagner", "accompagnes"],
        ] {
            let stems: Vec<_> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.iter().all(|s| *s == stems[0]), "{forms:?} → {stems:?}");
        }
    }
}
