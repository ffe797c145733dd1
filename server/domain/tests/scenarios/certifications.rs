//! The certifications: brought up to date from files, replaced by one another, found.

use std::sync::Arc;

use chrono::Duration;
use domain::{
    Failure,
    library::{
        Rncp,
        certification::{self, Standing, listing},
        import::{self, File, Note, Noted, Origin, Refusal, Source, Summary, Why, past},
    },
    members::Visitor,
    search::{Kind, Place as Where},
};

use crate::{
    desk::at_desk,
    place::{Place, seen_by},
};

/// What ships with the program.
pub(crate) fn snapshot() -> Source {
    let archive = include_bytes!("../../../demo/rncp/certifications.zip");
    Source::Archive(Arc::from(&archive[..]))
}

fn rncp(number: u32) -> Rncp {
    Rncp::new(number).expect("a number of the test")
}

const STANDARD: &str = "export_fiches_CSV_Standard_2027_03_01.csv";
const HEADER: &str = "Numero_Fiche;Intitule;Abrege_Libelle;Abrege_Intitule;Nomenclature_Europe_Niveau;Date_Fin_Enregistrement;Actif\n";

fn files(some: &[(&str, &str)]) -> Source {
    let file = |(name, text): &(&str, &str)| ((*name).to_owned(), Arc::from(text.as_bytes()));
    Source::Files(some.iter().map(file).collect())
}

async fn brought(place: &Place, source: Source) -> Summary {
    import::run(place, None, source, Origin::Export, |_| {}).await.expect("it is imported")
}

async fn refused(place: &Place, source: Source) -> Refusal {
    let done = import::run(place, None, source, Origin::Export, |_| {}).await;
    done.expect_err("it is refused").refusal().expect("it is no accident")
}

#[tokio::test]
async fn the_shipped_certifications_come_in_once_and_a_second_time_changes_nothing() {
    let place = Place::founded().await;
    let first = brought(&place, snapshot()).await;
    assert_eq!((first.tally.new, first.tally.changed, first.unchanged), (6_738, 0, 0));
    assert_eq!((first.lines, first.report.refused), (50_053, 0), "{:?}", first.report);
    let rows = "SELECT (SELECT COUNT(*) FROM certification_blocks) + (SELECT COUNT(*) FROM certification_ways)
        + (SELECT COUNT(*) FROM certification_certifiers) + (SELECT COUNT(*) FROM certification_replacements)";
    let (written, journal) = (place.number(rows).await, place.number("SELECT COUNT(*) FROM journal").await);
    let changed = place.instant("SELECT MAX(changed_at) FROM certifications").await;
    place.passes(Duration::hours(1));

    let second = brought(&place, snapshot()).await;
    assert_eq!((second.tally, second.unchanged), (import::Tally::default(), 6_738));
    assert_eq!(place.number(rows).await, written);
    assert_eq!(place.number("SELECT COUNT(*) FROM journal").await, journal);
    assert_eq!(place.instant("SELECT MAX(changed_at) FROM certifications").await, changed);
    assert_eq!(place.number("SELECT COUNT(*) FROM imports").await, 2);
}

#[tokio::test]
async fn the_lineage_of_the_social_diplomas_is_right_in_both_directions() {
    let place = Place::founded().await;
    brought(&place, snapshot()).await;
    let claire = seen_by(&place.claire);
    for (number, formers, latters) in [
        (491, vec![], vec![vec![4_504], vec![25_467], vec![36_004]]),
        (4_504, vec![vec![491]], vec![vec![25_467], vec![36_004]]),
        (5_440, vec![], vec![vec![25_467], vec![36_004]]),
        (25_467, vec![vec![4_504, 5_440], vec![491]], vec![vec![36_004]]),
        (36_004, vec![vec![25_467], vec![4_504, 5_440], vec![491]], vec![]),
    ] {
        let found = certification::read(&place, &claire, rncp(number)).await.expect("it is there");
        let of = |side: &[Vec<Rncp>]| -> Vec<Vec<u32>> {
            side.iter().map(|generation| generation.iter().map(|one| one.number()).collect()).collect()
        };
        assert_eq!((of(&found.lineage.formers), of(&found.lineage.latters)), (formers, latters), "{number}");
    }
    let deaes = certification::read(&place, &claire, rncp(25_467)).await.expect("it is there");
    assert!(deaes.is_open_to_experience());
    assert_eq!(deaes.named.acronym.as_deref(), Some("DEAES"));
    assert_eq!(deaes.named.standing, Standing::Ended("2024-01-01".parse().expect("a date")));
    assert!(!deaes.certifiers.is_empty() && deaes.kin.len() == 5, "{deaes:?}");

    let named = certification::named(&place, &[rncp(36_004), rncp(999_999), rncp(4_504)])
        .await
        .expect("they are named");
    let said: Vec<_> =
        named.iter().map(|one| (one.number.number(), one.short(), one.replaced_by.len())).collect();
    assert_eq!(said, [(36_004, "DEAES", 0), (4_504, "DEAMP", 1)]);
}

#[tokio::test]
async fn an_import_tells_what_is_new_changed_expired_and_replaced() {
    let place = Place::founded().await;
    let before = format!(
        "{HEADER}RNCP1;Boulanger;CAP;Certificat;NIV3;31/08/2030;ACTIVE\nRNCP2;Fournier;;;;;ACTIVE\nRNCP3;Meunier;;;;;ACTIVE\n"
    );
    let blocks = "Numero_Fiche;Bloc_Competences_Code;Bloc_Competences_Libelle\nRNCP3;B1;Moudre\n";
    let first = brought(&place, files(&[(STANDARD, &before), ("Blocs_De_Competences.csv", blocks)])).await;
    assert_eq!((first.tally.new, first.tally.expired), (3, 0));

    place.passes(Duration::days(1));
    let after = format!(
        "{HEADER}RNCP1;Boulangère;CAP;Certificat;NIV3;31/08/2026;ACTIVE\nRNCP2;Fournier;;;;;ACTIVE\nRNCP3;Meunier;;;;;ACTIVE\nRNCP4;Pâtissier;;;;;ACTIVE\n"
    );
    let edges = "Numero_Fiche;Ancienne_Certification;Nouvelle_Certification\nRNCP4;RNCP2;\nRNCP4;RNCP404;\n";
    let source = files(&[(STANDARD, &after), ("Ancienne_Nouvelle_Certification.csv", edges)]);
    let delphine = at_desk(&place.delphine);
    let second =
        import::run(&place, Some(&delphine), source, Origin::Export, |_| {}).await.expect("it is imported");
    assert_eq!((second.tally.new, second.tally.expired, second.tally.replaced), (1, 1, 1));
    let detail = past::find(&place, &delphine, second.id).await.expect("it is kept");
    assert_eq!((detail.import.by.as_deref(), detail.import.tally), (Some("Delphine Roux"), second.tally));
    assert_eq!(detail.import.snapshot_on, "2027-03-01".parse().ok());
    assert!(
        detail.report.lines.contains(&Noted::Note(File::Blocks, Note::Missing, 0)),
        "{:?}",
        detail.report
    );
    let (what, certifications) = detail.changed.first().expect("something changed");
    assert_eq!((*what, certifications[0].title.as_str()), (past::What::Expired, "Boulangère"));

    let claire = seen_by(&place.claire);
    let miller = certification::read(&place, &claire, rncp(3)).await.expect("it is there");
    assert_eq!(miller.blocks[0].title, "Moudre", "a file that is not there takes nothing away");
    let pastry = certification::read(&place, &claire, rncp(4)).await.expect("it is there");
    assert_eq!(
        pastry.lineage.formers,
        [vec![rncp(2), rncp(404)]],
        "a record that is not published here is told"
    );
    assert_eq!(pastry.kin.len(), 2);

    let none = "Numero_Fiche;Ancienne_Certification;Nouvelle_Certification\n";
    brought(&place, files(&[(STANDARD, &after), ("Ancienne_Nouvelle_Certification.csv", none)])).await;
    let pastry = certification::read(&place, &claire, rncp(4)).await.expect("it is there");
    assert!(pastry.lineage.is_empty(), "what is not said any more is taken away");
}

#[tokio::test]
async fn a_line_that_cannot_be_read_is_refused_with_its_number_and_the_others_come_in() {
    let place = Place::founded().await;
    let text = format!(
        "\u{feff}{HEADER}RNCP1;Boulanger;;;;;ACTIVE\nfiche;Rien;;;;;ACTIVE\nRNCP2;;;;;;ACTIVE\nRNCP3;Meunier;;;;31/02/2027;ACTIVE\nRNCP4;Fournier;;;;;peut-être\nRNCP1;Encore;;;;;ACTIVE\nRS12;Ailleurs;;;;;ACTIVE\n"
    );
    let ways = "Numero_Fiche;Si_Jury\nRNCP1;Par expérience\nRNCP9;Par expérience\nRNCP1;\n";
    let summary = brought(&place, files(&[(STANDARD, &text), ("VoixdAccès.csv", ways)])).await;
    assert_eq!((summary.tally.new, summary.report.refused), (1, 6));
    let refused: Vec<_> = summary
        .report
        .lines
        .iter()
        .filter_map(|noted| match noted {
            Noted::Refused(file, line, why) => Some((*file, *line, *why)),
            Noted::Note(..) => None,
        })
        .collect();
    assert_eq!(
        refused,
        [
            (File::Standard, 3, Why::Number),
            (File::Standard, 4, Why::Title),
            (File::Standard, 5, Why::Date),
            (File::Standard, 6, Why::State),
            (File::Standard, 7, Why::Twice),
            (File::Ways, 3, Why::Orphan),
        ]
    );
    assert!(summary.report.lines.contains(&Noted::Note(File::Standard, Note::Elsewhere, 1)));
    assert!(summary.report.lines.contains(&Noted::Note(File::Ways, Note::Blank, 1)));
    let baker = certification::read(&place, &seen_by(&place.claire), rncp(1)).await.expect("it is there");
    assert!(baker.is_open_to_experience(), "{baker:?}");
}

#[tokio::test]
async fn what_is_no_export_is_refused_whole() {
    let place = Place::founded().await;
    assert_eq!(refused(&place, files(&[("Certificateurs.csv", "x")])).await, Refusal::NoRecords);
    assert_eq!(refused(&place, files(&[(STANDARD, "a;b\n1;2\n")])).await, Refusal::NoColumns);
    let not_an_archive = Source::Archive(Arc::from(&b"PK\x03\x04 nothing of the kind"[..]));
    assert!(matches!(refused(&place, not_an_archive).await, Refusal::Unreadable(_)));
    let endless = format!("{HEADER}\"{}", "a".repeat(5 * 1024 * 1024));
    assert!(matches!(refused(&place, files(&[(STANDARD, &endless)])).await, Refusal::Unreadable(_)));
    let nowhere = Source::Folder(place.folder().join("nowhere"));
    assert!(matches!(refused(&place, nowhere).await, Refusal::Unreadable(_)));
    assert_eq!(place.number("SELECT COUNT(*) FROM certifications").await, 0);
    brought(&place, files(&[(STANDARD, &format!("{HEADER}RNCP1;Boulanger;;;;;ACTIVE\n"))])).await;
}

#[tokio::test]
async fn two_imports_at_once_are_one_and_one_cut_short_is_left_behind() {
    let place = Place::founded().await;
    let one = || files(&[(STANDARD, &format!("{HEADER}RNCP1;Boulanger;;;;;ACTIVE\n"))]);
    let begun = import::begin(&place, None, one(), Origin::Export).await.expect("it begins");
    assert_eq!(refused(&place, one()).await, Refusal::Running);
    let (other, _) = place.another_process().await;
    let elsewhere = import::begin(&other, None, one(), Origin::Export).await;
    assert!(matches!(elsewhere, Err(Failure::Refused(Refusal::Running))));

    place.passes(Duration::minutes(2));
    assert_eq!(brought(&place, one()).await.tally.new, 1);
    let late = import::carry_out(&place, begun, |_| {}).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::Overtaken))), "{late:?}");
    assert_eq!(place.number("SELECT COUNT(*) FROM imports WHERE cut").await, 1);
}

#[tokio::test]
async fn what_an_import_cut_short_had_written_is_found_and_the_rest_comes_with_the_next() {
    let place = Place::founded().await;
    brought(&place, files(&[(STANDARD, &format!("{HEADER}RNCP1;Boulanger;;;;;ACTIVE\n"))])).await;
    // As if the process had died before it said that it was over.
    place.tamper("DELETE FROM journal").await;
    place.tamper("UPDATE imports SET ended_at = NULL").await;
    place.passes(Duration::minutes(2));
    place.worker_passes().await;
    let text = format!("{HEADER}RNCP1;Boulanger;;;;;ACTIVE\nRNCP2;Fournier;;;;;ACTIVE\n");
    let summary = brought(&place, files(&[(STANDARD, &text)])).await;
    assert_eq!((summary.tally.new, summary.unchanged), (1, 1));
    place.worker_passes().await;
    for word in ["boulanger", "fournier"] {
        assert_eq!(place.find(&place.claire, word).await.total, 1, "{word}");
    }
}

#[tokio::test]
async fn a_certification_is_found_first_by_its_acronym_and_its_number() {
    let place = Place::founded().await;
    brought(&place, snapshot()).await;
    place.worker_passes().await;
    for (typed, number) in
        [("DEAES", 36_004), ("RNCP25467", 25_467), ("25467", 25_467), ("rncp 4504", 4_504), ("deamp", 4_504)]
    {
        let found = place.find(&place.claire, typed).await;
        let first = found.hits.first().map(|hit| hit.place.clone());
        let Some(Where::Certification(named)) = first else { panic!("{typed}: {first:?}") };
        assert!(named.number == rncp(number) || typed == "DEAES", "{typed}: {named:?}");
        assert!(found.kinds.iter().any(|(kind, count)| *kind == Kind::Certification && *count > 0));
    }
    let found = place.find(&place.claire, "ministère du travail").await;
    assert!(found.hits.iter().any(|hit| matches!(hit.place, Where::Certifier { .. })), "{found:?}");
}

#[tokio::test]
async fn the_list_is_narrowed_by_words_level_state_and_certifier() {
    let place = Place::founded().await;
    brought(&place, snapshot()).await;
    let claire = seen_by(&place.claire);
    let all = listing::Asked::default;
    let page = |asked: listing::Asked| {
        let (place, claire) = (&place, &claire);
        async move { listing::list(place, claire, &asked, 1).await.expect("the list answers") }
    };
    assert_eq!(page(all()).await.total, 6_738);
    let found = page(listing::Asked { words: "deaes".to_owned(), ..all() }).await;
    let numbers: Vec<u32> = found.certifications.iter().map(|one| one.named.number.number()).collect();
    assert_eq!(numbers, [36_004, 25_467], "the open one first");
    let found = page(listing::Asked { words: "accompagnant EDUCATIF social".to_owned(), ..all() }).await;
    assert_eq!(found.total, 2, "{found:?}");
    let replaced =
        page(listing::Asked { state: Some(listing::State::Replaced), words: "25467".to_owned(), ..all() })
            .await;
    assert_eq!(replaced.certifications[0].named.replaced_by, [rncp(36_004)]);
    let levels = page(listing::Asked { level: Some(8), ..all() }).await;
    assert_eq!(levels.total, 22);
    let none = page(listing::Asked { words: "zzyzxw".to_owned(), ..all() }).await;
    assert_eq!((none.total, none.certifications.len()), (0, 0));
    let late = listing::list(&place, &claire, &all(), 10_000).await;
    assert!(matches!(late, Err(Failure::Refused(certification::Refusal::NotThere))));
    assert!(listing::types(&place).await.expect("they are counted").len() > 20);
}

#[tokio::test]
async fn whoever_has_no_account_sees_no_certification() {
    let place = Place::founded().await;
    brought(&place, files(&[(STANDARD, &format!("{HEADER}RNCP1;Boulanger;;;;;ACTIVE\n"))])).await;
    let nobody = Visitor::SIGNED_OUT;
    assert!(certification::read(&place, &nobody, rncp(1)).await.is_err());
    assert!(listing::list(&place, &nobody, &listing::Asked::default(), 1).await.is_err());
    for (member, _) in place.everybody() {
        assert!(certification::read(&place, &seen_by(member), rncp(1)).await.is_ok(), "{}", member.name());
    }
}
