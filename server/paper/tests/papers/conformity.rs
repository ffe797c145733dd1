//! What PDF/UA-1 asks for, and what a screen reader follows. The exporter refuses the rest by itself.

use std::collections::BTreeSet;

use paper::{Certificate, Person};

use crate::{
    cast,
    reading::{Element, Pdf},
};

const TITLES: [(&str, &str); 5] = [
    ("convocation", "Convocation : Le dossier de faisabilité : accompagner jusqu’à la recevabilité"),
    (
        "attendance",
        "Feuille d’émargement : mardi 16 mars 2027, Le dossier de faisabilité : accompagner jusqu’à la recevabilité",
    ),
    (
        "certificate",
        "Attestation de présence : Le dossier de faisabilité : accompagner jusqu’à la recevabilité, Claire Bernard",
    ),
    ("year", "Attestation annuelle de présence : Claire Bernard, 2027"),
    ("report", "Bilan annuel : Journées de professionnalisation 2027"),
];

#[test]
fn a_paper_says_that_it_is_accessible_in_which_language_and_what_it_is_called() {
    for ((name, bytes), (_, title)) in cast::papers().into_iter().zip(TITLES) {
        let pdf = Pdf::read(&bytes);
        assert!(pdf.is_marked(), "{name} is not tagged");
        assert!(pdf.shows_its_title(), "{name} shows the name of its file");
        assert_eq!(pdf.language().as_deref(), Some("fr-FR"), "{name}");
        let metadata = pdf.metadata().replace('\u{a0}', " ");
        assert!(metadata.contains("<pdfuaid:part>1</pdfuaid:part>"), "{name}: {metadata}");
        assert!(metadata.contains(title), "{name} is not called {title:?}: {metadata}");
        assert!(metadata.contains("Défi métiers"), "{name} says no author: {metadata}");
    }
}

#[test]
fn the_headings_of_a_paper_begin_with_its_title_and_skip_no_level() {
    for (name, bytes) in cast::papers() {
        let levels: Vec<u32> = Pdf::read(&bytes).elements().iter().filter_map(level).collect();
        assert_eq!(levels.first(), Some(&1), "{name}: {levels:?}");
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}: {levels:?}");
        assert!(levels.windows(2).all(|two| two[1] <= two[0] + 1), "{name}: {levels:?}");
    }
}

fn level(element: &Element) -> Option<u32> {
    element.role.strip_prefix('H').and_then(|level| level.parse().ok())
}

#[test]
fn every_table_has_heads_for_its_columns_and_for_its_rows() {
    for (name, tables) in [("attendance", 2), ("certificate", 1), ("year", 1), ("report", 3)] {
        let (_, bytes) = cast::papers().into_iter().find(|(of, _)| *of == name).expect("it is in the cast");
        let elements = Pdf::read(&bytes).elements();
        assert_eq!(elements.iter().filter(|element| element.role == "Table").count(), tables, "{name}");
        let heads = elements.iter().filter(|element| element.role == "TH");
        let scopes: BTreeSet<Option<String>> = heads.map(|head| head.scope.clone()).collect();
        let both = BTreeSet::from([Some("Column".to_owned()), Some("Row".to_owned())]);
        assert_eq!(scopes, both, "{name}: {elements:#?}");
    }
}

#[test]
fn every_picture_says_what_it_shows() {
    for (name, pictures) in [
        ("convocation", vec!["Logo de l’organisme Défi métiers"]),
        ("certificate", vec!["Logo de l’organisme Défi métiers", "Signature de Béatrice Lamy"]),
        ("report", vec!["Logo de l’organisme Défi métiers"]),
    ] {
        let (_, bytes) = cast::papers().into_iter().find(|(of, _)| *of == name).expect("it is in the cast");
        let elements = Pdf::read(&bytes).elements();
        let figures = elements.iter().filter(|element| element.role == "Figure");
        let said: Vec<String> = figures.map(|figure| figure.alt.clone().unwrap_or_default()).collect();
        assert_eq!(said, pictures, "{name}");
    }
}

#[test]
fn every_word_of_the_body_stands_in_an_element_of_text() {
    for (name, bytes) in cast::papers() {
        let elements = Pdf::read(&bytes).elements();
        let mut above: Vec<&Element> = Vec::new();
        for element in &elements {
            above.truncate(element.depth.saturating_sub(1));
            above.push(element);
            let loose =
                element.role == "Span" && above.iter().rev().nth(1).is_some_and(|up| up.role == "Document");
            assert!(!loose, "{name} has words outside of a paragraph: {elements:#?}");
        }
    }
}

#[test]
fn the_same_values_give_the_same_bytes() {
    let first = cast::papers();
    // So many others in between that nothing is remembered of the first.
    for rank in 0..20 {
        let person = Person { name: format!("Personne {rank}"), structure: None };
        Certificate { person, ..cast::certificate() }.pdf().expect("it is printed");
    }
    assert!(first == cast::papers(), "a paper changes by itself");
}
