//! The days' papers, as they leave: read back by libraries that did not write them.

use std::io::{Cursor, Read};

use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use chrono::Duration;
use domain::{
    Role,
    days::{
        Act, DayId, Modality,
        attendance::sheet::{self, Said, Tick, Who},
    },
    text::Line,
};
use pdf_extract::{Document, Object, extract_text_from_mem};

use crate::{
    attending::begun,
    cast::Person,
    common::{Answer, Place},
    days::{at_desk, words},
};

/// A paper, read back.
struct Paper {
    document: Document,
    text: String,
}

impl Paper {
    /// Reads the answer, which is a file to take away.
    #[track_caller]
    fn of(answer: &Answer) -> Self {
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(answer.header("content-type"), "application/pdf");
        assert!(answer.header("content-disposition").starts_with("attachment; "));
        assert_eq!(answer.header("cache-control"), "private, no-store");
        Self::read(&answer.body)
    }

    fn read(bytes: &[u8]) -> Self {
        let text = extract_text_from_mem(bytes).expect("its text is read");
        let text = text.replace(['\u{200b}', '\u{ad}'], "").replace('\u{2011}', "-");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { document: Document::load_mem(bytes).expect("it is a PDF"), text }
    }

    fn entry(&self, key: &str) -> Option<&Object> {
        let entry = self.document.catalog().ok()?.get(key.as_bytes()).ok()?;
        self.document.dereference(entry).ok().map(|(_, object)| object)
    }

    /// That it is tagged, in French, with a title, and says that it conforms to PDF/UA-1.
    #[track_caller]
    fn is_accessible(&self, title: &str) {
        assert!(self.entry("StructTreeRoot").is_some(), "no structure");
        let marked = self.entry("MarkInfo").and_then(|marks| marks.as_dict().ok()?.get(b"Marked").ok());
        assert!(matches!(marked, Some(Object::Boolean(true))), "not tagged: {marked:?}");
        let language = self.entry("Lang").and_then(|lang| lang.as_str().ok()).map(String::from_utf8_lossy);
        assert_eq!(language.as_deref(), Some("fr-FR"));
        let stream =
            self.entry("Metadata").and_then(|stream| stream.as_stream().ok()).expect("it has metadata");
        let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let metadata = String::from_utf8_lossy(&bytes).replace('\u{a0}', " ");
        assert!(metadata.contains("<pdfuaid:part>1</pdfuaid:part>"), "{metadata}");
        assert!(metadata.contains(title), "not called {title:?}: {metadata}");
    }

    /// How many pictures it holds.
    fn pictures(&self) -> usize {
        let is_picture = |object: &&Object| {
            object.as_stream().is_ok_and(|stream| {
                stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
            })
        };
        self.document.objects.values().filter(is_picture).count()
    }

    #[track_caller]
    fn says(&self, all: &[&str]) {
        for words in all {
            assert!(self.text.contains(words), "{words:?} is not in {}", self.text);
        }
    }
}

/// Odile's day, which was held: Jeanne was there two hours and a half of three, Karim was not; Nadège came without a seat.
async fn held(place: &Place, odile: &Person, jeanne: &Person, karim: &Person) -> DayId {
    let (day, _) = begun(place, odile, Duration::hours(5), Modality::OnSite, &[jeanne, karim]).await;
    let organiser = at_desk(odile);
    let sheet = sheet::read(&place.community, &organiser, day).await.expect("it is there");
    let session = sheet.sessions[0].id;
    let says = |who, said| Tick { session, who, said: Some(said) };
    let absent = Said { mark: domain::days::attendance::Mark::Absent, minutes: None, word: None };
    let guest =
        Who::Newcomer(Line::parse("Nadège Roussel").expect("a name"), Line::parse("Greta de Paris").ok());
    let ticks = [
        says(Who::Member(jeanne.member.id()), Said { minutes: Some(150), ..Said::PRESENT }),
        says(Who::Member(karim.member.id()), absent),
        says(guest, Said::PRESENT),
    ];
    sheet::tick(&place.community, &organiser, day, &ticks).await.expect("it is said");
    place.done_to(odile, day, Act::Hold).await;
    day
}

async fn cast(place: &Place) -> [Person; 3] {
    [
        place.person("Odile Grandjean", Role::Organiser).await,
        place.person("Jeanne Martin", Role::Advisor).await,
        place.person("Karim Haddad", Role::Advisor).await,
    ]
}

#[tokio::test]
async fn the_convocation_and_the_sheet_say_all_that_they_should() {
    let place = Place::unhurried().await;
    let [odile, jeanne, karim] = cast(&place).await;
    let (day, _) = begun(&place, &odile, Duration::hours(1), Modality::OnSite, &[&jeanne]).await;
    let own = format!("/journees/{day}/convocation.pdf");
    let paper = Paper::of(&place.see(&jeanne, &own).await);
    paper.is_accessible("Convocation : Financer un parcours");
    assert_eq!(paper.pictures(), 1, "the organisation's logo");
    paper.says(&[
        "Défi métiers",
        "Jeanne Martin",
        "Financer un parcours",
        "salle Olympe",
        "Code de la porte : 4512",
        "Nadia Ferrand",
    ]);
    assert_eq!(place.see(&karim, &own).await.status, StatusCode::NOT_FOUND, "it is for those who come");
    assert_eq!(place.see(&odile, &own).await.status, StatusCode::NOT_FOUND);

    let sheet = place.see(&odile, &format!("/animation/journees/{day}/feuille.pdf")).await;
    let paper = Paper::of(&sheet);
    paper.is_accessible("Feuille d’émargement : ");
    paper.says(&["Défi métiers", "Financer un parcours", "Matin", "Jeanne Martin", "Nadia Ferrand", "3 h"]);
    let page = words(&place.see(&jeanne, &format!("/journees/{day}-financer-un-parcours")).await);
    assert!(page.contains("Ma convocation (PDF)"), "{page}");
}

#[tokio::test]
async fn a_certificate_says_hours_really_attended_and_anybody_checks_it() {
    let place = Place::unhurried().await;
    let [odile, jeanne, karim] = cast(&place).await;
    let day = held(&place, &odile, &jeanne, &karim).await;
    let own = format!("/journees/{day}/attestation.pdf");
    let paper = Paper::of(&place.see(&jeanne, &own).await);
    paper.is_accessible("Attestation de présence : Financer un parcours, Jeanne Martin");
    paper.says(&["Défi métiers", "Jeanne Martin", "2 h 30", "3 h", "/attestations/"]);
    assert_eq!(place.see(&karim, &own).await.status, StatusCode::NOT_FOUND, "he was not there");

    let code =
        paper.text.split_once("/attestations/").map(|(_, rest)| rest[..14].to_owned()).expect("its code");
    let checked = place.get(&format!("/attestations/{code}")).await;
    assert_eq!(checked.status, StatusCode::OK, "signed out, from anywhere: {code}");
    let said = words(&checked);
    for expected in ["Valable", "Jeanne Martin", "Financer un parcours", "2 h 30", "Défi métiers"] {
        assert!(said.contains(expected), "{expected:?} is not in {said}");
    }
    assert!(!said.contains("exemple.fr"), "it says no more than the paper: {said}");
    place.get("/attestations/2222-2222-2222").await.is_a_page_with(StatusCode::NOT_FOUND);
    place.get("/attestations/n-importe-quoi").await.is_a_page_with(StatusCode::NOT_FOUND);
    let page = words(&place.see(&jeanne, &format!("/journees/{day}-financer-un-parcours/emargement")).await);
    assert!(page.contains("Mon attestation (PDF)") && page.contains("2 h 30"), "{page}");
}

#[tokio::test]
async fn a_year_is_certified_too() {
    use chrono::Datelike;
    let place = Place::unhurried().await;
    let [odile, jeanne, karim] = cast(&place).await;
    let day = held(&place, &odile, &jeanne, &karim).await;
    let sheet = sheet::read(&place.community, &at_desk(&odile), day).await.expect("it is there");
    let year = domain::text::dates::today(sheet.sessions[0].starts_at).year();
    let page = words(&place.see(&jeanne, "/journees/presence").await);
    assert!(page.contains("1 journée") && page.contains("2 h 30"), "{page}");
    let paper = Paper::of(&place.see(&jeanne, &format!("/journees/presence/{year}/attestation.pdf")).await);
    paper.is_accessible(&format!("Attestation annuelle de présence : Jeanne Martin, {year}"));
    paper.says(&["Financer un parcours", "2 h 30", "/attestations/"]);
    let other = format!("/journees/presence/{}/attestation.pdf", year - 1);
    assert_eq!(place.see(&jeanne, &other).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn organisers_take_them_all_at_once() {
    let place = Place::unhurried().await;
    let [odile, jeanne, karim] = cast(&place).await;
    let day = held(&place, &odile, &jeanne, &karim).await;
    let answer = place.see(&odile, &format!("/animation/journees/{day}/attestations.zip")).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/zip"));
    let mut archive = zip::ZipArchive::new(Cursor::new(answer.body.to_vec())).expect("it is an archive");
    let names: Vec<String> =
        archive.file_names().map(|name| name.expect("it is a name").into_owned()).collect();
    assert_eq!(names, ["Attestation Jeanne Martin.pdf", "Attestation Nadège Roussel.pdf"]);
    let mut bytes = Vec::new();
    archive.by_index(1).expect("the second").read_to_end(&mut bytes).expect("it is read");
    let paper = Paper::read(&bytes);
    paper.is_accessible("Nadège Roussel");
    paper.says(&["Greta de Paris", "3 h"]);
    let jeannes = place.see(&jeanne, &format!("/animation/journees/{day}/attestations.zip")).await;
    jeannes.is_a_page_with(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_counted_with_opens_as_a_table() {
    let place = Place::unhurried().await;
    let [odile, jeanne, karim] = cast(&place).await;
    let day = held(&place, &odile, &jeanne, &karim).await;
    let file = |name: &str| format!("/animation/journees/{day}/{name}");
    let answer = place.see(&odile, &file("emargement.xlsx")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let mut book: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(answer.body.to_vec())).expect("it is a workbook");
    let range = book.worksheet_range("Émargement").expect("the sheet is there");
    let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    let text = |words: &str| Data::String(words.to_owned());
    assert_eq!(
        (cell(0, 0), cell(1, 0), cell(3, 0)),
        (text("Nom"), text("Jeanne Martin"), text("Nadège Roussel"))
    );
    assert_eq!((cell(1, 3), cell(2, 3)), (text("Présence"), text("Absence")));
    let Data::DateTime(hours) = cell(1, 4) else { panic!("a length is one: {:?}", cell(1, 4)) };
    assert!((hours.as_f64() * 24.0 - 2.5).abs() < 1e-9, "{hours:?}");

    let answer = place.see(&odile, &file("inscriptions.xlsx")).await;
    let mut book: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(answer.body.to_vec())).expect("it is a workbook");
    let range = book.worksheet_range("Inscriptions").expect("the sheet is there");
    assert_eq!(range.get_value((1, 2)), Some(&text("Confirmée")));
    for (name, words) in
        [("inscriptions.csv", "Karim Haddad"), ("emargement.csv", "Nadège Roussel;Greta de Paris;Non")]
    {
        let answer = place.see(&odile, &file(name)).await;
        assert!(answer.header("content-type").starts_with("text/csv"));
        assert!(answer.text().starts_with('\u{feff}') && answer.text().contains(words), "{}", answer.text());
    }
}
