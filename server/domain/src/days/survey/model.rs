//! What is asked until an organiser says otherwise, for one survey or for all. These are contents, not words of the interface.

use super::{
    Kind, Nature, Wording,
    question::{Label, Words},
};

type Asked = (&'static str, Nature, &'static [&'static str], bool, bool);

const NEEDS: &[Asked] = &[
    (
        "Sur quels thèmes une journée vous serait-elle utile ?",
        Nature::Several,
        &[
            "Accueil et premier contact",
            "Recevabilité et dossier de faisabilité",
            "Dossier de validation",
            "Préparation au jury et après-jury",
            "Financement des parcours",
            "Certifications du social et de la santé",
            "Autres certifications",
            "Publics éloignés de l’écrit ou du français",
            "Outils numériques",
            "Posture d’accompagnement",
        ],
        true,
        false,
    ),
    (
        "Les journées de cette année ont-elles répondu à vos besoins ?",
        Nature::Scale,
        &["Pas du tout", "Tout à fait"],
        false,
        true,
    ),
    (
        "Sous quelle forme apprenez-vous le mieux ?",
        Nature::Several,
        &[
            "Une journée sur place",
            "Une visite",
            "Une visioconférence",
            "Un rendez-vous téléphonique collectif",
        ],
        false,
        false,
    ),
    (
        "Quels jours pouvez-vous le plus facilement quitter votre antenne ?",
        Nature::Several,
        &["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi"],
        false,
        false,
    ),
    (
        "Une pratique de votre antenne mériterait-elle d’être présentée aux autres ?",
        Nature::YesNo,
        &[],
        false,
        false,
    ),
    (
        "Quels certificateurs, financeurs ou intervenants aimeriez-vous rencontrer ?",
        Nature::Text,
        &[],
        false,
        false,
    ),
    ("De quoi d’autre avez-vous besoin ?", Nature::Text, &[], false, false),
];

const HOT: &[Asked] = &[
    (
        "Dans l’ensemble, cette journée vous a-t-elle convenu ?",
        Nature::Scale,
        &["Pas du tout", "Tout à fait"],
        true,
        true,
    ),
    (
        "Les objectifs annoncés ont-ils été atteints ?",
        Nature::Scale,
        &["Pas du tout", "Tout à fait"],
        false,
        true,
    ),
    (
        "Les interventions et l’animation vous ont-elles convenu ?",
        Nature::Scale,
        &["Pas du tout", "Tout à fait"],
        false,
        true,
    ),
    (
        "Le lieu ou l’outil, les horaires et l’accueil vous ont-ils convenu ?",
        Nature::Scale,
        &["Pas du tout", "Tout à fait"],
        false,
        false,
    ),
    ("La durée vous a paru", Nature::Choice, &["Trop courte", "Bonne", "Trop longue"], false, false),
    ("Conseilleriez-vous cette journée à vos collègues ?", Nature::YesNo, &[], false, false),
    ("Qu’allez-vous utiliser dès vos prochains rendez-vous ?", Nature::Text, &[], false, false),
    ("Qu’est-ce qui a manqué, ou serait à changer ?", Nature::Text, &[], false, false),
];

const COLD: &[Asked] = &[
    (
        "Avec le recul, cette journée vous est-elle utile dans votre travail ?",
        Nature::Scale,
        &["Pas du tout", "Tout à fait"],
        true,
        true,
    ),
    (
        "Qu’avez-vous mis en pratique ?",
        Nature::Several,
        &[
            "Un outil ou un document présenté ce jour-là",
            "Une façon de mener l’entretien",
            "Un contact pris ce jour-là",
            "Une information transmise aux candidates et candidats",
            "Rien pour le moment",
        ],
        false,
        false,
    ),
    ("Votre pratique a-t-elle changé ?", Nature::Scale, &["Pas du tout", "Beaucoup"], false, false),
    ("En avez-vous parlé dans votre antenne ?", Nature::YesNo, &[], false, false),
    ("Racontez une situation où cette journée vous a servi.", Nature::Text, &[], false, false),
    ("De quoi auriez-vous besoin pour aller plus loin ?", Nature::Text, &[], false, false),
];

/// The questions of a survey of that kind.
///
/// # Panics
/// When the model cannot be asked, which the test below rules out.
pub fn of(kind: Kind) -> Vec<Wording> {
    let model = match kind {
        Kind::Needs => NEEDS,
        Kind::Hot => HOT,
        Kind::Cold => COLD,
    };
    let label = |text: &&str| Label::parse(text).expect("a label of the model");
    let wording = |(words, nature, choices, required, measures): &Asked| Wording {
        words: Words::parse(words).expect("words of the model"),
        nature: *nature,
        choices: choices.iter().map(label).collect(),
        required: *required,
        measures: *measures,
    };
    model.iter().map(wording).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::days::survey::question::MOST;

    #[test]
    fn every_model_can_be_asked_and_measures_something() {
        for kind in [Kind::Needs, Kind::Hot, Kind::Cold] {
            let questions = of(kind);
            assert!((1..=MOST).contains(&questions.len()));
            assert!(questions.iter().all(|question| question.check().is_ok()), "{kind:?}");
            assert!(questions.iter().any(|question| question.measures), "{kind:?}");
        }
    }
}
