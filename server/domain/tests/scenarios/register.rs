//! Following lists of the register: what arrives in it, ends, or is replaced.

use std::sync::Arc;

use chrono::Duration;
use domain::{
    library::{
        certification::listing::{self, Asked},
        follow::{self, View},
        import::{self, Origin, Source},
    },
    members::{
        LetterChoices, Member,
        letter_choices::{self, Digest},
    },
};

use crate::place::{Place, seen_by};

const HEADER: &str = "Numero_Fiche;Intitule;Abrege_Libelle;Abrege_Intitule;Nomenclature_Europe_Niveau;Date_Fin_Enregistrement;Actif\n";

const BEFORE: &str = "RNCP1;Boulanger;CAP;Certificat;NIV3;31/08/2030;ACTIVE
RNCP2;Fournier;CAP;Certificat;NIV3;31/08/2030;ACTIVE
RNCP3;Meunier;BP;Brevet;NIV4;31/08/2030;ACTIVE
";

/// The baker ends, the oven man is replaced by the pastry cook, who is new as the mill manager is; the miller stays.
const AFTER: &str = "RNCP1;Boulanger;CAP;Certificat;NIV3;31/08/2026;ACTIVE
RNCP2;Fournier;CAP;Certificat;NIV3;31/08/2030;ACTIVE
RNCP3;Meunier;BP;Brevet;NIV4;31/08/2030;ACTIVE
RNCP4;Pâtissier;CAP;Certificat;NIV3;31/08/2032;ACTIVE
RNCP5;Responsable de moulin;BP;Brevet;NIV4;31/08/2032;ACTIVE
RNCP6;Panetier;CAP;Certificat;NIV3;31/08/2020;INACTIVE
";

const EDGES: &str = "Numero_Fiche;Ancienne_Certification;Nouvelle_Certification\nRNCP4;RNCP2;\n";

async fn brought(place: &Place, lines: &str, edges: &str) {
    let files = [
        ("export_fiches_CSV_Standard_2027_03_01.csv", format!("{HEADER}{lines}")),
        ("Ancienne_Nouvelle_Certification.csv", edges.to_owned()),
    ];
    let source =
        Source::Files(files.map(|(name, text)| (name.to_owned(), Arc::from(text.as_bytes()))).into());
    import::run(place, None, source, Origin::Export, |_| {}).await.expect("it is imported");
}

async fn follows(place: &Place, member: &Member, written: &str) {
    let choices = LetterChoices { digest: Digest::Daily, ..LetterChoices::default() };
    letter_choices::change(place, member, choices).await.expect("it is kept");
    let view = View::read(written).expect("it is a view");
    follow::follow(place, member, &view).await.expect("one may follow");
}

/// What the letters say became of which certification.
fn told(place: &Place, member: &Member) -> Vec<String> {
    let letters = place.letters_of(member).into_iter();
    let lines = letters.flat_map(|letter| letter.text.lines().map(str::to_owned).collect::<Vec<_>>());
    let mut told: Vec<String> =
        lines.filter_map(|line| line.strip_prefix("Certification\u{a0}: ").map(str::to_owned)).collect();
    told.sort();
    told
}

#[tokio::test]
async fn who_follows_a_list_of_certifications_is_told_what_arrives_ends_or_is_replaced_in_it() {
    let place = Place::founded().await;
    follows(&place, &place.claire, "certifications?niveau=3&etat=active").await;
    follows(&place, &place.karim, "certifications?q=meunier").await;
    follows(&place, &place.lucie, "certifications").await;
    let edges = "Numero_Fiche;Ancienne_Certification;Nouvelle_Certification\n";
    brought(&place, BEFORE, edges).await;
    place.worker_passes().await;
    place.passes(Duration::hours(25));
    place.worker_passes().await;
    assert_eq!(told(&place, &place.lucie), [""; 0], "all is new in the first import: nothing is news");

    brought(&place, AFTER, EDGES).await;
    place.worker_passes().await;
    place.passes(Duration::hours(25));
    place.worker_passes().await;
    let of_level_three = [
        "Boulanger (RNCP1), expirée",
        "Fournier (RNCP2), remplacée par RNCP4",
        "Pâtissier (RNCP4), nouvelle au répertoire",
    ];
    assert_eq!(told(&place, &place.claire), of_level_three, "what was over when it came is no news");
    assert_eq!(told(&place, &place.karim), [""; 0], "the miller stays");
    let everything = told(&place, &place.lucie);
    assert_eq!(everything.len(), 4, "{everything:?}");
    assert!(everything.contains(&"Responsable de moulin (RNCP5), nouvelle au répertoire".to_owned()));

    brought(&place, AFTER, EDGES).await;
    place.worker_passes().await;
    place.passes(Duration::hours(25));
    place.worker_passes().await;
    assert_eq!(told(&place, &place.claire), of_level_three, "each once");
}

#[tokio::test]
async fn what_was_prolonged_before_the_letter_left_did_not_end() {
    let place = Place::founded().await;
    let edges = "Numero_Fiche;Ancienne_Certification;Nouvelle_Certification\n";
    brought(&place, BEFORE, edges).await;
    follows(&place, &place.claire, "certifications?niveau=3").await;
    place.worker_passes().await;
    let ended = BEFORE.replacen("31/08/2030", "31/08/2026", 1);
    brought(&place, &ended, edges).await;
    place.worker_passes().await;
    brought(&place, BEFORE, edges).await;
    place.passes(Duration::hours(25));
    place.worker_passes().await;
    assert_eq!(told(&place, &place.claire), [""; 0]);
}

#[tokio::test]
async fn a_large_import_is_told_in_one_letter_that_stays_short() {
    let place = Place::founded().await;
    let edges = "Numero_Fiche;Ancienne_Certification;Nouvelle_Certification\n";
    brought(&place, BEFORE, edges).await;
    follows(&place, &place.claire, "certifications").await;
    place.worker_passes().await;
    let many: String = (100..160)
        .map(|number| format!("RNCP{number};Métier {number};CAP;Certificat;NIV3;31/08/2030;ACTIVE\n"))
        .collect();
    brought(&place, &format!("{BEFORE}{many}"), edges).await;
    place.worker_passes().await;
    place.passes(Duration::hours(25));
    place.worker_passes().await;
    let letters = place.letters_of(&place.claire);
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!(letters[0].subject, "60\u{a0}nouveautés dans ce que vous suivez");
    assert!(letters[0].text.contains("Et 20\u{a0}autres, à voir sur le site."), "{}", letters[0].text);
    assert_eq!(told(&place, &place.claire).len(), 40);
}

#[tokio::test]
async fn the_latest_of_a_list_are_those_that_moved_since_the_first_import() {
    let place = Place::founded().await;
    let latest = async |member: &Member, query: &str| -> Vec<(u32, String)> {
        let found = listing::latest(&place, &seen_by(member), &Asked::read_query(query), 10).await;
        let found = found.expect("it answers").into_iter();
        found.map(|one| (one.named.number.number(), one.named.became())).collect()
    };
    brought(&place, BEFORE, "Numero_Fiche;Ancienne_Certification;Nouvelle_Certification\n").await;
    assert_eq!(latest(&place.claire, "").await, []);
    place.passes(Duration::days(1));
    brought(&place, AFTER, EDGES).await;
    let all = latest(&place.claire, "").await;
    assert_eq!(all.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [6, 5, 4, 2, 1]);
    assert_eq!(latest(&place.claire, "niveau=3&q=fournier").await, [(2, "remplacée par RNCP4".to_owned())]);
    assert_eq!(
        latest(&place.claire, "niveau=4&etat=active").await,
        [(5, "nouvelle au répertoire".to_owned())]
    );
    let nobody = domain::members::Visitor::SIGNED_OUT;
    let hidden = listing::latest(&place, &nobody, &Asked::default(), 10).await.expect("it answers");
    assert!(hidden.is_empty());
}
