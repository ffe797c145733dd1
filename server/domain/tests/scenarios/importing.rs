//! The files of France compétences as they come: other names, letters, orders, ends; what cannot be read is told line by line.

use std::{
    io::{Cursor, Write},
    sync::Arc,
};

use chrono::Duration;
use domain::library::{
    Rncp, certification,
    import::{self, File, Note, Noted, Origin, Refusal, Source, Summary, Why, past},
};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    desk::at_desk,
    place::{Place, seen_by},
};

/// One export: its five files, each with its name, as bytes.
type Export = Vec<(String, Vec<u8>)>;

/// The files of a day as they are published: named with the date, quoted, two repertories in one.
fn published() -> Export {
    let file = |name: &str, text: &str| {
        (format!("export_fiches_CSV_{name}_2026_11_26.csv"), text.as_bytes().to_vec())
    };
    vec![
        file("Standard", STANDARD),
        file("Blocs_De_Compétences", BLOCKS),
        file("VoixdAccès", WAYS),
        file("Certificateurs", CERTIFIERS),
        file("Ancienne_Nouvelle_Certification", REPLACEMENTS),
        file("Partenaires", "\"Numero_Fiche\";\"Nom_Partenaire\"\n\"RNCP1\";\"Personne\"\n"),
    ]
}

const STANDARD: &str = r#""Id_Fiche";"Numero_Fiche";"Intitule";"Abrege_Libelle";"Abrege_Intitule";"Nomenclature_Europe_Niveau";"Date_Decision";"Date_Fin_Enregistrement";"Type_Enregistrement";"Actif"
"10";"RNCP1";"Boulanger, l’""artisan"" ; du
pain";"TP";"Titre professionnel";"NIV3";"";"31/08/2030";"Enregistrement de droit";"ACTIVE"
"11";"RS5476";"Intervention en autisme";"";"";"";"";"";"Enregistrement sur demande";"ACTIVE"
"12";"RNCP2";"Élève meunier";"";"";"NIV4";"01/02/2020";"01/03/2021";"Enregistrement sur demande";"INACTIVE"
"#;
const BLOCKS: &str = "\"Numero_Fiche\";\"Bloc_Competences_Code\";\"Bloc_Competences_Libelle\"
\"RNCP1\";\"RNCP1BC01\";\"Pétrir ; façonner\"
\"RS5476\";\"RS5476BC01\";\"Écouter\"
\"RNCP1\";\"RNCP1BC02\";\"Cuire\"
";
const WAYS: &str = "\"Numero_Fiche\";\"Si_Jury\"
\"RNCP1\";\"Par expérience\"
\"RNCP1\";\"Après un parcours de formation sous statut d’élève ou d’étudiant\"
";
const CERTIFIERS: &str = "\"Numero_Fiche\";\"Siret_Certificateur\";\"Nom_Certificateur\"
\"RNCP1\";\"11000007200014\";\"Ministère de l’Apprentissage\"
\"RNCP2\";\"\";\"Chambre des métiers\"
";
const REPLACEMENTS: &str = "\"Numero_Fiche\";\"Ancienne_Certification\";\"Nouvelle_Certification\"
\"RNCP1\";\"RNCP2\";\"\"
\"RNCP2\";\"\";\"RNCP1\"
\"RNCP2\";\"\";\"RS5476\"
";

fn source(export: Export) -> Source {
    Source::Files(export.into_iter().map(|(name, bytes)| (name, Arc::from(bytes))).collect())
}

fn rncp(number: u32) -> Rncp {
    Rncp::new(number).expect("a number of the test")
}

async fn brought(place: &Place, source: Source) -> Summary {
    import::run(place, None, source, Origin::Export, |_| {}).await.expect("it is imported")
}

async fn refused(place: &Place, export: Export) -> Refusal {
    let done = import::run(place, None, source(export), Origin::Export, |_| {}).await;
    done.expect_err("it is refused").refusal().expect("it is no accident")
}

fn refusals(summary: &Summary) -> Vec<(File, u64, Why)> {
    let refused = |noted: &Noted| match noted {
        Noted::Refused(file, line, why) => Some((*file, *line, *why)),
        Noted::Note(..) => None,
    };
    summary.report.lines.iter().filter_map(refused).collect()
}

fn has(summary: &Summary, file: File, note: Note, count: u64) -> bool {
    summary.report.lines.contains(&Noted::Note(file, note, count))
}

/// What the library shows of both records.
async fn shown(place: &Place) -> Vec<String> {
    let mut shown = Vec::new();
    for number in [1, 2] {
        let page = certification::read(place, &seen_by(&place.claire), rncp(number)).await;
        let page = page.expect("it is there");
        let blocks: Vec<_> = page.blocks.iter().map(|block| (&block.code, &block.title)).collect();
        let certifiers: Vec<_> = page.certifiers.iter().map(|one| &one.slug).collect();
        let named = &page.named;
        shown.push(format!("{} {:?} {:?} {:?}", named.title, page.level, page.ends_on, named.standing));
        shown.push(format!("{blocks:?} {:?} {certifiers:?} {:?}", page.ways, page.lineage));
    }
    shown
}

/// The files with every text changed.
fn each(change: impl Fn(&str) -> Vec<u8>) -> Export {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the test is in UTF-8");
    published().into_iter().map(|(name, bytes)| (name, change(&text(bytes)))).collect()
}

fn windows_1252(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '’' => 0x92,
        c => u8::try_from(u32::from(c)).expect("a letter of the test"),
    };
    text.chars().map(byte).collect()
}

/// Every line of these files has as many cells, with no quote in them: their columns are turned round.
fn turned_round(text: &str) -> Vec<u8> {
    if text.contains("Intitule") {
        return text.as_bytes().to_vec();
    }
    let turned = text.lines().map(|line| {
        let mut cells: Vec<&str> = line.split("\";\"").map(|cell| cell.trim_matches('"')).collect();
        cells.reverse();
        format!("\"{}\"\n", cells.join("\";\""))
    });
    turned.collect::<String>().into_bytes()
}

#[tokio::test]
async fn the_same_day_is_read_the_same_however_its_files_are_written() {
    let place = Place::founded().await;
    let first = brought(&place, source(published())).await;
    assert_eq!((first.tally.new, first.report.refused), (2, 0), "{:?}", first.report);
    let expected = shown(&place).await;
    assert!(expected[0].starts_with("Boulanger, l’\"artisan\" ; du pain Some(3)"), "{expected:?}");
    assert!(expected[1].contains("Pétrir ; façonner") && expected[1].contains("EXP"), "{expected:?}");
    assert!(
        expected[1].contains("FI") && expected[1].contains("ministere-de-l-apprentissage"),
        "{expected:?}"
    );
    assert!(has(&first, File::Standard, Note::Elsewhere, 1) && has(&first, File::Blocks, Note::Elsewhere, 1));
    let detail = past::find(&place, &at_desk(&place.delphine), first.id).await.expect("it is kept");
    assert_eq!(detail.import.snapshot_on, "2026-11-26".parse().ok());

    let as_bytes = |text: String| text.into_bytes();
    let variations: [(&str, Export); 9] = [
        ("a byte order mark, lines ended by Windows", {
            each(|text| as_bytes(format!("\u{feff}{}", text.replace('\n', "\r\n"))))
        }),
        ("Windows-1252", each(windows_1252)),
        ("columns in another order", each(turned_round)),
        ("other names of columns", {
            each(|text| {
                let (header, lines) = text.split_once('\n').expect("a header");
                let header = header.to_uppercase().replace("NUMERO_FICHE", "Numéro fiche").replace('_', " ");
                as_bytes(format!("{header}\n{lines}"))
            })
        }),
        ("one more column, and blank lines", {
            each(|text| {
                let lines = text.replace("\"\n", "\";\"\"\n").replacen(
                    "\"\"\n",
                    "\"Date_de_publication\"\n\n;;\n",
                    1,
                );
                as_bytes(format!("{lines};;;\n\n"))
            })
        }),
        ("dates with an hour", each(|text| as_bytes(text.replace("/2030\"", "/2030 00:00:00\"")))),
        ("dates of machines", each(|text| as_bytes(text.replace("31/08/2030", "2030-08-31")))),
        ("numbers as people write them", each(|text| as_bytes(text.replace("\"RNCP1\"", "\" rncp 1 \"")))),
        ("no end to the last line", each(|text| as_bytes(text.trim_end().to_owned()))),
    ];
    for (what, export) in variations {
        let place = Place::founded().await;
        let summary = brought(&place, source(export)).await;
        assert_eq!((summary.tally.new, summary.report.refused), (2, 0), "{what}: {:?}", summary.report);
        assert_eq!(shown(&place).await, expected, "{what}");
        let foreign = has(&summary, File::Standard, Note::Foreign, 0);
        assert_eq!(foreign, what == "Windows-1252", "{what}");
        assert!(!has(&summary, File::Standard, Note::Cut, 0), "{what}");
    }
}

#[tokio::test]
async fn an_archive_is_read_as_its_files_are_and_what_a_desktop_adds_is_not() {
    let place = Place::founded().await;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8]| {
        archive.start_file(name, SimpleFileOptions::default()).expect("it is begun");
        archive.write_all(bytes).expect("it is written");
    };
    for (name, bytes) in published() {
        add(&format!("export-fiches-csv-2026-11-27/{name}"), &bytes);
        add(&format!("__MACOSX/export-fiches-csv-2026-11-27/._{name}"), b"\0\x05\x16\x07");
    }
    let bytes = archive.finish().expect("it is an archive").into_inner();
    let summary = brought(&place, Source::Archive(Arc::from(bytes))).await;
    assert_eq!((summary.tally.new, summary.report.refused), (2, 0), "{:?}", summary.report);
    let from_archive = shown(&place).await;

    // A folder with other things in it, and an older export beside: the latest is read, and nothing has changed.
    let folder = place.folder().join("exports");
    std::fs::create_dir_all(folder.join("export_fiches_CSV_Standard_2027_01_01.csv")).expect("it is made");
    for (name, bytes) in published() {
        std::fs::write(folder.join(&name), bytes).expect("it is written");
        std::fs::write(folder.join(name.replace("2026_11_26", "2025_01_01")), b"a;b\n1;2\n")
            .expect("it is written");
    }
    let again = brought(&place, Source::Folder(folder)).await;
    assert_eq!((again.tally, again.unchanged), (import::Tally::default(), 2), "{:?}", again.report);
    assert_eq!(shown(&place).await, from_archive);
}

#[tokio::test]
async fn few_columns_are_enough_and_what_is_not_said_is_not_invented() {
    let place = Place::founded().await;
    let standard = "actif;numero fiche;intitulé\nInactif;RNCP2;Élève meunier\nactive;rncp1;Boulanger\n";
    let ways = "Numero_Fiche;Si_Jury\nRNCP1;Par expérience\n";
    let export = [("Standard.csv", standard), ("VoiesdAcces.csv", ways)];
    let export = export.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    let summary = brought(&place, source(export.into())).await;
    assert_eq!((summary.tally.new, summary.report.refused), (2, 0), "{:?}", summary.report);
    assert!(has(&summary, File::Blocks, Note::Missing, 0));
    let shown = shown(&place).await;
    assert!(shown[0].starts_with("Boulanger None") && shown[1].contains("EXP"), "{shown:?}");
}

#[tokio::test]
async fn a_line_that_does_not_fit_its_columns_is_refused_where_it_begins() {
    let place = Place::founded().await;
    let standard = "Numero_Fiche;Intitule;Actif;Date_Effet\r
RNCP1;\"Sur\r
trois\r
lignes\";ACTIVE;\r
\r
RNCP2;Un point-virgule ; de trop;ACTIVE;01/01/2027\r
RNCP3;Coupée en\r
deux;ACTIVE;\r
RS12;Ailleurs\r
RNCP4;Courte;ACTIVE\r
RNCP5;\"Un \"\"mot\"\"\";ACTIVE;31/02/2027\r
";
    let certifiers = "Numero_Fiche;Nom_Certificateur\nRNCP1;Ministère; de quoi\nRNCP1\nRNCP4;Chambre\n";
    let export = [("Standard.csv", standard), ("Certificateurs.csv", certifiers)];
    let export = export.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    let summary = brought(&place, source(export.into())).await;
    assert_eq!(
        refusals(&summary),
        [
            (File::Standard, 6, Why::Width),
            (File::Standard, 7, Why::Width),
            (File::Standard, 8, Why::Number),
            (File::Standard, 11, Why::Date),
            (File::Certifiers, 2, Why::Width),
            (File::Certifiers, 3, Why::Width),
        ]
    );
    assert!(has(&summary, File::Standard, Note::Elsewhere, 1), "{:?}", summary.report);
    assert_eq!(summary.tally.new, 2);
    assert_eq!(place.number("SELECT COUNT(*) FROM certifiers").await, 1, "nobody is called « Ministère »");
}

#[tokio::test]
async fn a_file_that_stops_in_a_line_takes_nothing_away() {
    let place = Place::founded().await;
    brought(&place, source(published())).await;
    let expected = shown(&place).await;
    let cut = |file: &str, after: &str| {
        let cut = |(name, bytes): (String, Vec<u8>)| {
            let text = String::from_utf8(bytes).expect("the test is in UTF-8");
            let end = text.find(after).map_or(text.len(), |at| at + after.len());
            let text = if name.contains(file) { &text[..end] } else { &text };
            (name.clone(), text.as_bytes().to_vec())
        };
        published().into_iter().map(cut).collect::<Export>()
    };
    for (name, after, file, refused) in [
        ("Blocs", "\"RNCP1BC02\";\"Cui", File::Blocks, (4, Why::Cut)),
        ("Blocs", "\"RNCP1\";\"RNCP1BC01\"", File::Blocks, (2, Why::Cut)),
        ("Certificateurs", "\"RNCP2\";\"\";\"Chambre", File::Certifiers, (3, Why::Cut)),
        ("Ancienne", "\"RNCP2\";\"\";\"RN", File::Replacements, (3, Why::Cut)),
        ("Standard", "\"12\";\"RNCP2\";\"Élève", File::Standard, (5, Why::Cut)),
    ] {
        let summary = brought(&place, source(cut(name, after))).await;
        assert!(has(&summary, file, Note::Cut, 0), "{after}: {:?}", summary.report);
        assert!(refusals(&summary).contains(&(file, refused.0, refused.1)), "{after}: {:?}", summary.report);
        assert_eq!(summary.tally, import::Tally::default(), "{after}");
        assert_eq!(shown(&place).await, expected, "{after}");
    }
    assert_eq!(place.number("SELECT COUNT(*) FROM certifiers").await, 2, "nobody is called « Chambre »");
    // The whole file, the next day, is as it was.
    let whole = brought(&place, source(published())).await;
    assert_eq!((whole.tally, whole.report.refused), (import::Tally::default(), 0), "{:?}", whole.report);
    assert_eq!(shown(&place).await, expected);
}

#[tokio::test]
async fn an_empty_file_says_nothing_and_an_export_without_records_is_refused_before_it_begins() {
    let place = Place::founded().await;
    let with = |file: &str, text: &str| {
        let change = |(name, bytes): (String, Vec<u8>)| {
            let bytes = if name.contains(file) { text.as_bytes().to_vec() } else { bytes };
            (name, bytes)
        };
        published().into_iter().map(change).collect::<Export>()
    };
    let header = STANDARD.lines().next().expect("a header");
    for (text, why) in [
        ("", Refusal::Empty),
        ("\u{feff}\r\n", Refusal::Empty),
        (header, Refusal::Empty),
        ("\"Id_Fiche\";\"Numero_Fi", Refusal::NoColumns),
        ("<html><body>Erreur 503</body></html>", Refusal::NoColumns),
    ] {
        assert_eq!(refused(&place, with("Standard", text)).await, why, "{text}");
    }
    assert_eq!(place.number("SELECT COUNT(*) FROM imports").await, 0, "nothing was begun");

    brought(&place, source(published())).await;
    let expected = shown(&place).await;
    let summary = brought(&place, source(with("Blocs", ""))).await;
    assert!(has(&summary, File::Blocks, Note::Empty, 0), "{:?}", summary.report);
    let summary = brought(&place, source(with("Certificateurs", "<html>"))).await;
    assert!(has(&summary, File::Certifiers, Note::Columns, 0), "{:?}", summary.report);
    assert_eq!(shown(&place).await, expected, "what was known of them stays");
}

#[tokio::test]
async fn what_ends_by_its_date_is_told_at_the_next_import_though_its_line_says_nothing_new() {
    let place = Place::founded().await;
    assert_eq!(brought(&place, source(published())).await.tally.expired, 0);
    place.passes(Duration::days(365));
    assert_eq!(brought(&place, source(published())).await.tally.expired, 0, "none has ended yet");
    place.passes(Duration::days(3 * 365));
    let done = brought(&place, source(published())).await;
    assert_eq!((done.tally.expired, done.tally.changed, done.unchanged), (1, 0, 2), "in August 2030");
    assert_eq!(brought(&place, source(published())).await.tally.expired, 0, "it is told once");
}
