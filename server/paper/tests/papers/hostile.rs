//! What nobody means to write, and some write: a paper is made all the same, and says what was written.

use paper::*;
use proptest::prelude::*;

use crate::{
    cast,
    reading::{Pdf, plain},
};

/// So many of the hostile texts are sources that Typst would run.
const RUN: usize = 5;

/// Texts that have a meaning for Typst, for a PDF, for a page, or for nobody.
const HOSTILE: [&str; 14] = [
    "#panic(\"non\") #read(\"/etc/passwd\") #import \"x.typ\": *",
    "$ x^2 $ \\ \\u{41} @claire <etiquette> `code` ```lang code```",
    "*gras* _italique_ = Titre\n== Autre\n- liste\n/ terme: sens",
    "] [ ) ( } { // commentaire /* ouvert",
    "#let f(x) = f(x); #f(1) #while true {}",
    "--- -- ... ~ \"guillemets\" 'apostrophes'",
    "ועדת הכרה בניסיון",
    "لجنة التصديق على الخبرة",
    "Claire 👩🏽‍💻🏳️‍🌈 Bernard",
    "\u{202e}drareB eirialC\u{202c}\u{0}\u{7}\u{feff}",
    "日本語 ไทย हिन्दी \u{10ffff}\u{e000}",
    "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307} Z̷a̷l̷g̷o̷",
    "",
    " \u{a0}\u{2003}\u{200b} ",
];

/// Every paper with this text everywhere that a text goes.
fn everywhere(text: &str) -> Vec<(&'static str, Result<Vec<u8>, NotMade>)> {
    let texts = || vec![text.to_owned(), text.to_owned()];
    let some = || Some(text.to_owned());
    let organisation = || Organisation {
        name: text.to_owned(),
        address: texts(),
        siret: some(),
        declaration: some(),
        logo: Some(cast::pixel()),
    };
    let person = || Person { name: text.to_owned(), structure: some() };
    let signatory = || Signatory { name: text.to_owned(), function: some(), signature: None };
    let issue = || Issue { place: text.to_owned(), date: text.to_owned() };
    let verification = || Some(Verification { address: text.to_owned(), code: text.to_owned() });
    let moment = Moment { at: some(), title: text.to_owned(), detail: some() };
    let session = Session { label: text.to_owned(), hours: some(), moments: vec![moment], speakers: texts() };
    let speaker = Speaker { name: text.to_owned(), function: some(), structure: some() };
    let signer =
        || Signer { name: text.to_owned(), function: some(), structure: some(), marks: vec![some(), None] };
    let attended = Attended { label: text.to_owned(), hours: text.to_owned(), planned: 180, attended: 90 };
    let day = AttendedDay { date: text.to_owned(), title: text.to_owned(), place: some(), attended: 90 };
    let convocation = Convocation {
        organisation: organisation(),
        addressee: Some(person()),
        title: text.to_owned(),
        date: text.to_owned(),
        hours: text.to_owned(),
        modality: text.to_owned(),
        remote: true,
        place: texts(),
        access: texts(),
        objectives: texts(),
        sessions: vec![session],
        speakers: vec![speaker],
        preparation: texts(),
        contact: some(),
        accessibility: some(),
    };
    let attendance = AttendanceSheet {
        organisation: organisation(),
        title: text.to_owned(),
        date: text.to_owned(),
        place: text.to_owned(),
        modality: text.to_owned(),
        half_days: vec![HalfDay { label: text.to_owned(), hours: some(), minutes: 180 }; 2],
        speakers: vec![signer()],
        participants: vec![signer()],
        blank_lines: 1,
        mentions: texts(),
    };
    let certificate = Certificate {
        organisation: organisation(),
        signatory: signatory(),
        person: person(),
        title: text.to_owned(),
        nature: text.to_owned(),
        dates: text.to_owned(),
        place: some(),
        sessions: vec![attended],
        issue: issue(),
        verification: verification(),
    };
    let year = YearCertificate {
        organisation: organisation(),
        signatory: signatory(),
        person: person(),
        year: 2027,
        nature: text.to_owned(),
        days: vec![day],
        issue: issue(),
        verification: verification(),
    };
    vec![
        ("convocation", convocation.pdf()),
        ("attendance", attendance.pdf()),
        ("certificate", certificate.pdf()),
        ("year", year.pdf()),
        ("report", report(organisation(), text).pdf()),
    ]
}

fn report(organisation: Organisation, text: &str) -> Report {
    let texts = || vec![text.to_owned(), text.to_owned()];
    let bar =
        Bar { label: text.to_owned(), values: vec![(f64::NAN, text.to_owned()), (1e300, text.to_owned())] };
    let blocks = vec![
        Block::Paragraph(text.to_owned()),
        Block::List(texts()),
        Block::Figures(vec![Figure { value: text.to_owned(), label: text.to_owned() }; 5]),
        Block::Table(Table {
            caption: text.to_owned(),
            header: texts(),
            numbers: vec![1, 9],
            rows: vec![texts(), Vec::new(), vec![text.to_owned(); 5]],
        }),
        Block::Bars {
            caption: text.to_owned(),
            label: text.to_owned(),
            series: texts(),
            full: Some(0.0),
            bars: vec![bar, Bar::default()],
        },
    ];
    Report {
        organisation,
        kind: text.to_owned(),
        title: text.to_owned(),
        introduction: texts(),
        sections: vec![Section { title: text.to_owned(), blocks }; 4],
    }
}

#[test]
fn hostile_texts_are_printed_and_what_typst_would_run_is_only_said() {
    for (rank, text) in HOSTILE.into_iter().enumerate() {
        for (name, made) in everywhere(text) {
            let bytes = made.unwrap_or_else(|error| panic!("{name} of {text:?}: {error}"));
            let pdf = Pdf::read(&bytes);
            assert!(!pdf.pages.is_empty() && pdf.is_marked(), "{name} of {text:?}");
            if rank < RUN {
                let first = plain(text.lines().next().unwrap_or_default()).replace(' ', "");
                let said = pdf.text().replace(' ', "");
                assert!(said.contains(&first), "{name} does not say {text:?}: {said}");
            }
        }
    }
}

#[test]
fn very_long_texts_are_printed() {
    for text in [format!("{} {}", "x".repeat(10_000), "mot ".repeat(1_000)), "é\n".repeat(2_000)] {
        for (name, made) in everywhere(&text) {
            made.unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}

#[test]
fn nothing_at_all_is_printed() {
    let made = [
        Convocation::default().pdf(),
        AttendanceSheet::default().pdf(),
        Certificate::default().pdf(),
        YearCertificate::default().pdf(),
        Report::default().pdf(),
    ];
    for bytes in made {
        assert!(Pdf::read(&bytes.expect("it is printed")).is_marked());
    }
}

#[test]
fn five_hundred_people_are_all_on_the_sheet() {
    let participants =
        (1..=500).map(|rank| cast::signer(&format!("Personne n{rank}e"), "Antenne VAE")).collect();
    let sheet = AttendanceSheet { participants, ..cast::attendance() };
    let text = Pdf::read(&sheet.pdf().expect("it is printed")).text();
    for rank in 1..=500 {
        assert!(text.contains(&format!("n{rank}e")), "person {rank} is not there");
    }
}

#[test]
fn what_is_no_picture_is_no_logo() {
    for bytes in
        [&b""[..], b"GIF89a", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", b"\x89PNG\r\n\x1a\n0000"]
    {
        assert_eq!(Picture::read(bytes.to_vec()), None, "{bytes:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_is_printed(text in "[\\s\\S]{0,60}") {
        let person = Person { name: text.clone(), structure: Some(text.clone()) };
        let made = Certificate { person, title: text, ..cast::certificate() }.pdf();
        prop_assert!(made.is_ok(), "{:?}", made);
    }
}
