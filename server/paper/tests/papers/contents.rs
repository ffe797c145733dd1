//! What is written in each paper.

use paper::{AttendanceSheet, Certificate, HalfDay, Signer, YearCertificate};

use crate::{
    cast,
    reading::{Pdf, plain},
};

fn says(name: &str, bytes: &[u8], expected: &[&str]) {
    let text = Pdf::read(bytes).text();
    for words in expected {
        assert!(text.contains(&plain(words)), "{name} does not say {words:?}: {text}");
    }
}

#[test]
fn a_convocation_says_all_that_one_needs_to_come() {
    let mut day = cast::convocation();
    let bytes = day.pdf().expect("it is printed");
    let expected = [
        "Convocation",
        "Défi métiers",
        "16, avenue Jean-Moulin, 75014 Paris",
        "À l’attention de Claire Bernard",
        "Antenne VAE de Melun",
        cast::TITLE,
        "mardi 16 mars 2027",
        "de 9 h 30 à 17 h",
        "En présentiel",
        "salle Olympe-de-Gouges",
        "Pour venir",
        "Métro Alésia, sortie 2.",
        "Demandez l’accueil du deuxième étage.",
        "Distinguer la recevabilité de la faisabilité.",
        "Matin, de 9 h 30 à 12 h 30",
        "Accueil",
        "Délais et états du dossier",
        "Avec Jeanne Roussel et Karim Benali.",
        "responsable de la recevabilité, DAVA de Créteil",
        "Apportez deux dossiers anonymisés.",
        "Nadia Ferrand, 01 45 67 89 10",
        "Boucle magnétique sur demande à Lucie Marchand.",
        "page 1 sur",
    ];
    says("convocation", &bytes, &expected);
    day.remote = true;
    says("call", &day.pdf().expect("it is printed"), &["Pour se connecter"]);
}

#[test]
fn an_attendance_sheet_has_a_box_for_each_half_day() {
    let bytes = cast::attendance().pdf().expect("it is printed");
    let expected = [
        "Feuille d’émargement",
        "SIRET : 187 512 345 00021",
        "Déclaration d’activité n° 11 75 12345 75",
        cast::TITLE,
        "mardi 16 mars 2027",
        "6 h 30",
        "Matin",
        "de 9 h 30 à 12 h 30",
        "Après-midi",
        "de 14 h à 17 h 30",
        "Jeanne Roussel",
        "Claire Bernard",
        "Antenne VAE de Melun",
        "Présence signée en ligne à 9 h 31",
        "Nom et signature de la personne responsable de la journée",
        "page 1 sur 1",
    ];
    says("attendance", &bytes, &expected);
    let elements = Pdf::read(&bytes).elements();
    let rows = elements.iter().filter(|element| element.role == "TR").count();
    assert_eq!(rows, 2 + 1 + 2 + 3, "a head each, a speaker, two participants, three blank lines");
}

#[test]
fn a_long_attendance_sheet_repeats_its_head_and_numbers_its_pages() {
    let participants: Vec<Signer> =
        (1..=40).map(|rank| cast::signer(&format!("Personne {rank}"), "Antenne")).collect();
    let sheet = AttendanceSheet { participants, ..cast::attendance() };
    let pdf = Pdf::read(&sheet.pdf().expect("it is printed"));
    let count = pdf.pages.len();
    assert!(count > 2, "{count}");
    for (rank, page) in (1..).zip(&pdf.pages) {
        assert!(page.contains(&format!("page {rank} sur {count}")), "{page}");
        assert!(page.contains("mardi 16 mars 2027") && page.contains("recevabilité"), "{page}");
    }
    let names = pdf.pages.iter().filter(|page| page.contains("Nom et prénom")).count();
    assert!(names >= count - 1, "the head is on {names} pages of {count}");
}

#[test]
fn more_half_days_than_a_page_is_wide_make_several_sheets() {
    let half_days =
        (1..=6).map(|rank| HalfDay { label: format!("Créneau {rank}"), hours: None, minutes: 60 });
    let sheet = AttendanceSheet { half_days: half_days.collect(), ..cast::attendance() };
    let bytes = sheet.pdf().expect("it is printed");
    says("sheets", &bytes, &["Partie 1 sur 2", "Créneau 4", "Partie 2 sur 2", "Créneau 6"]);
}

#[test]
fn a_certificate_adds_up_what_was_really_attended() {
    let bytes = cast::certificate().pdf().expect("it is printed");
    let expected = [
        "Attestation de présence",
        "L’organisme Défi métiers atteste que Claire Bernard (Antenne VAE de Melun) a suivi",
        cast::TITLE,
        "Journée de professionnalisation",
        "mardi 16 mars 2027",
        "Matin de 9 h 30 à 12 h 30 3 h 3 h",
        "Après-midi de 14 h à 17 h 30 3 h 30 1 h 05",
        "Total 6 h 30 4 h 05",
        "Fait à Paris, le mercredi 17 mars 2027.",
        "Béatrice Lamy",
        "directrice générale",
        "https://communaute.exemple.fr/journees/attestations",
        "K7QF-2M9X-PA4T",
    ];
    says("certificate", &bytes, &expected);
    let alone = Certificate { verification: None, ..cast::certificate() };
    let text = Pdf::read(&alone.pdf().expect("it is printed")).text();
    assert!(!text.contains("peut être vérifiée"), "{text}");
}

#[test]
fn a_year_adds_up_its_days() {
    let bytes = cast::year().pdf().expect("it is printed");
    let expected = [
        "Journées suivies en 2027",
        "Nombre de journées 2",
        "mardi 16 mars 2027",
        "Financer un parcours",
        "Total 10 h 05",
        "K7QF-2M9X-PA4T",
    ];
    says("year", &bytes, &expected);
    let none = YearCertificate { days: Vec::new(), ..cast::year() };
    says("no day", &none.pdf().expect("it is printed"), &["Aucune journée n’a été suivie cette année."]);
}

#[test]
fn the_bars_of_a_report_are_said_in_numbers() {
    let bytes = cast::report().pdf().expect("it is printed");
    let expected = [
        "Bilan annuel",
        "Journées de professionnalisation 2027",
        "Sommaire",
        "15 sur 16",
        "journées tenues",
        "Une journée a été reportée.",
        "Journées par public, deux années",
        "Public 2026 2027",
        "Conseillères et conseillers",
        "Modalité Prévues Tenues",
        "Hors les murs 2 1",
        "Taux de présence par département",
        "92 %",
        "9 comptes rendus",
    ];
    says("report", &bytes, &expected);
}
