//! The ministries under the names of forty governments.
//!
//! Source: the decrees of attribution of the ministries since 2002 (« décret relatif aux attributions du ministre… », Légifrance),
//! read for the certifying ministries of the RNCP. A family is only ever proposed: a delegation of a ministry may certify by itself.

/// Words of a ministry's name, folded, that all of its names have one of; and the family they make.
const FAMILIES: [(&str, &[&str]); 12] = [
    ("enseignement supérieur", &["enseignement superieur"]),
    ("éducation nationale", &["education nationale"]),
    ("travail et emploi", &["travail", "emploi"]),
    ("agriculture", &["agriculture"]),
    ("santé", &["sante"]),
    ("solidarités et affaires sociales", &["solidarites", "affaires sociales", "cohesion sociale"]),
    ("sports", &["sports"]),
    ("armées et défense", &["armees", "defense"]),
    ("culture", &["culture"]),
    ("transition écologique", &["ecologie", "ecologique", "equipement"]),
    ("intérieur", &["interieur"]),
    ("justice", &["justice"]),
];

/// The family of a ministry with that folded name. A part of a ministry (an army, a directorate, a school) is no ministry.
pub(super) fn family(key: &str, name: &str) -> Option<&'static str> {
    let part = [" - ", " – ", "irection", "cole ", "endarmerie"].iter().any(|sign| name.contains(sign));
    if !key.starts_with("ministere") || part {
        return None;
    }
    // The first words of a ministry's name are its first task.
    let placed = FAMILIES.iter().filter_map(|(family, words)| {
        let at = words.iter().filter_map(|word| place(key, word)).min()?;
        Some((at, *family))
    });
    placed.min_by_key(|(at, _)| *at).map(|(_, family)| family)
}

/// Where these words are, whole, in the key.
fn place(key: &str, words: &str) -> Option<usize> {
    let padded = format!(" {key} ");
    padded.find(&format!(" {words} "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::certifier::name::key;

    fn of(name: &str) -> Option<&'static str> {
        family(&key(name), name)
    }

    #[test]
    fn a_ministry_keeps_its_family_through_its_renamings() {
        for (one, other) in [
            ("MINISTERE DE L'EDUCATION NATIONALE", "Ministère de l'Education nationale et de la jeunesse"),
            ("Ministère chargé de l'Emploi", "Ministère du Travail, du Plein emploi et de l'Insertion"),
            ("Ministère de la Défense", "Ministère des Armées"),
            ("Ministère chargé de la santé", "Ministère de la Santé et de la Prévention"),
            (
                "MINISTERE CHARGE DES AFFAIRES SOCIALES",
                "Ministère des Solidarités de l’Autonomie et des Personnes handicapées",
            ),
            (
                "Ministère chargé de l'agriculture",
                "Ministère de l'alimentation, de l'agriculture et de la pêche (DGER)",
            ),
        ] {
            assert!(of(one).is_some() && of(one) == of(other), "{one} and {other}");
        }
    }

    #[test]
    fn a_part_of_a_ministry_is_proposed_with_nobody() {
        assert_eq!(of("Ministère de la défense - Ecole de transmissions (ETRS)"), None);
        assert_eq!(of("Ministère du Travail - Délégation Générale à l'Emploi"), None);
        assert_eq!(of("Université de la Culture"), None);
        assert_ne!(of("Ministère de l'Enseignement Supérieur"), of("Ministère de l'Education nationale"));
    }
}
