//! What people call a certification: « DEAES », read in its title or made from it.

use crate::text::folded;

/// The shortest and the longest that are taken for one.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=10;

/// The acronym of that title; empty where none is known. `kind` is what the record calls its type.
pub(crate) fn of(title: &str, kind: &str) -> String {
    // In these, capitals between brackets are those of the school.
    if kind.starts_with("Titre ingénieur") || kind.starts_with("Diplôme de grand établissement") {
        return String::new();
    }
    at_the_end(title).or_else(|| initials(title)).unwrap_or_default()
}

/// « … (DEAVS) », « … - DEAES ».
fn at_the_end(title: &str) -> Option<String> {
    let title = title.trim_end_matches("(fiche nationale)").trim_end();
    let said = match title.strip_suffix(')') {
        Some(open) => open.rsplit_once('(')?.1,
        None => title.rsplit_once([' ']).filter(|(before, _)| before.ends_with(['-', '–']))?.1,
    };
    let capitals = LENGTHS.contains(&said.chars().count()) && said.chars().all(|c| c.is_ascii_uppercase());
    capitals.then(|| said.to_owned())
}

/// The acronyms of the State's diplomas are the initials of their words: « Diplôme d'État d'accompagnant éducatif et social ».
fn initials(title: &str) -> Option<String> {
    const SMALL: [&str; 11] = ["d", "de", "des", "du", "et", "en", "l", "la", "le", "les", "aux"];
    const OTHERS: [&str; 6] = ["specialite", "mention", "niveau", "option", "superieur", "relatif"];
    let title = folded(title);
    let words: Vec<&str> =
        title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let of_the_state = words.starts_with(&["diplome", "d", "etat"]);
    if !of_the_state || words.len() > 12 || words.iter().any(|word| OTHERS.contains(word)) {
        return None;
    }
    let letters: String = words
        .iter()
        .filter(|word| !SMALL.contains(word))
        .filter_map(|word| word.chars().next())
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    (4..=6).contains(&letters.len()).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acronym_is_read_where_it_is_written_and_made_where_it_is_known_how() {
        for (title, kind, acronym) in [
            ("DE : Diplôme d'Etat d'auxiliaire de vie sociale (DEAVS)", "", "DEAVS"),
            ("Diplôme d'Etat d'aide médico-psychologique (DEAMP)", "Diplôme d'Etat", "DEAMP"),
            ("Diplôme d'Etat Accompagnant éducatif et social - DEAES", "Diplôme d'Etat (DE)", "DEAES"),
            ("Diplôme d’État d'accompagnant éducatif et social", "Diplôme d'Etat", "DEAES"),
            ("Diplôme d'Etat d'assistant de service social", "", "DEASS"),
            ("Certificat d'aptitude aux fonctions d'aide médico-psychologique (CAFAMP)", "", "CAFAMP"),
            ("Diplôme d'Etat d'ergothérapeute", "Diplôme d'Etat", ""),
            ("Diplôme d'Etat de professeur de musique - niveau II", "", ""),
            ("Ingénieur diplômé de l'ESA (ESA)", "Titre ingénieur", ""),
            ("Boulanger", "Titre professionnel", ""),
            ("Gestion (des organisations)", "Master", ""),
            ("", "", ""),
        ] {
            assert_eq!(of(title, kind), acronym, "{title}");
        }
    }
}
