//! Workbooks read back by a library that did not write them, and archives of many papers.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use chrono::NaiveDate;
use paper::{
    Document,
    spreadsheet::{Cell, Sheet, csv, workbook},
    together,
};

fn sheet(name: &str, rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet { name: name.to_owned(), header: vec!["Nom".to_owned(), "Valeur".to_owned()], rows }
}

fn opened(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes)).expect("it is a workbook")
}

fn inside(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    let mut text = String::new();
    archive.by_name(name).expect("the file is there").read_to_string(&mut text).expect("it is read");
    text
}

#[test]
fn dates_numbers_and_lengths_are_ones() {
    let date = NaiveDate::from_ymd_opt(2027, 3, 16).expect("a date of the test");
    let moment = date.and_hms_opt(9, 30, 0).expect("a moment of the test");
    let rows = vec![
        vec!["Texte".into(), "Élise".into()],
        vec!["Nombre".into(), Cell::Number(-3.5)],
        vec!["Taux".into(), Cell::Rate(0.875)],
        vec!["Durée".into(), Cell::Minutes(210)],
        vec!["Date".into(), Cell::Date(date)],
        vec!["Moment".into(), Cell::Moment(moment)],
        vec!["Rien".into(), Cell::Empty],
        vec!["Ni l’un ni l’autre".into(), Cell::Number(f64::NAN)],
    ];
    let mut book = opened(workbook(&[sheet("Présence", rows)]).expect("it is written"));
    let range = book.worksheet_range("Présence").expect("the sheet is there");
    let value = |row: u32| range.get_value((row, 1)).cloned().unwrap_or(Data::Empty);
    assert_eq!(range.get_value((0, 0)), Some(&Data::String("Nom".to_owned())));
    assert_eq!(value(1), Data::String("Élise".to_owned()));
    assert_eq!((value(2), value(3)), (Data::Float(-3.5), Data::Float(0.875)));
    for (row, days) in [(4, 210.0 / 1440.0), (5, 46_462.0), (6, 46_462.0 + 9.5 / 24.0)] {
        let Data::DateTime(at) = value(row) else { panic!("row {row} is {:?}", value(row)) };
        assert!((at.as_f64() - days).abs() < 1e-9, "row {row}: {at:?}");
    }
    assert_eq!((value(7), value(8)), (Data::Empty, Data::Empty));
}

#[test]
fn nothing_of_what_is_typed_becomes_a_formula() {
    let texts =
        ["=1+1", "+33 1 42", "-2", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")", "<f>1</f>", "_x0041_"];
    let rows = texts.map(|text| vec![Cell::from(text), Cell::Empty]).to_vec();
    let bytes = workbook(&[sheet("Essai", rows)]).expect("it is written");
    let written = inside(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!written.contains("<f>") && !written.contains("<hyperlink"), "{written}");
    let range = opened(bytes).worksheet_range("Essai").expect("the sheet is there");
    for (row, text) in (1..).zip(texts) {
        assert_eq!(range.get_value((row, 0)), Some(&Data::String(text.to_owned())));
    }
}

#[test]
fn the_head_is_bold_and_stays_in_sight() {
    let bytes = workbook(&[sheet("Essai", Vec::new())]).expect("it is written");
    let written = inside(&bytes, "xl/worksheets/sheet1.xml");
    assert!(written.contains("ySplit=\"1\"") && written.contains("state=\"frozen\""), "{written}");
    assert!(inside(&bytes, "xl/styles.xml").contains("<b/>"));
}

#[test]
fn hostile_sheets_are_written() {
    let long = "é".repeat(40_000);
    let names = [
        "",
        "[:*?/\\]",
        "'",
        "Présence",
        "présence",
        "History",
        &long,
        &long,
        "a\u{0}b",
        "👩‍💻".repeat(20).leak(),
    ];
    let rows = || vec![vec![Cell::from(long.as_str()), "\u{0}\u{b}\u{ffff}".into()], vec![Cell::Empty; 9]];
    let sheets: Vec<Sheet> = names.iter().map(|name| sheet(name, rows())).collect();
    let mut book = opened(workbook(&sheets).expect("it is written"));
    let called = book.sheet_names();
    assert_eq!(called.len(), names.len(), "{called:?}");
    assert!(called.iter().all(|name| name.encode_utf16().count() <= 31), "{called:?}");
    for name in called {
        assert!(book.worksheet_range(&name).is_ok(), "{name}");
    }
    opened(workbook(&[]).expect("nothing is written too"));
    assert!(csv(&sheets[0]).is_ok_and(|bytes| bytes.starts_with("\u{feff}Nom;Valeur\r\n".as_bytes())));
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let made =
        || workbook(&[sheet("Essai", vec![vec!["a".into(), Cell::Minutes(5)]])]).expect("it is written");
    assert!(made() == made(), "a workbook changes by itself");
}

#[test]
fn many_papers_go_in_one_archive_under_names_of_their_own() {
    let document = |name: &str| Document { name: name.to_owned(), bytes: name.as_bytes().to_vec() };
    let documents = ["Attestation Élise.pdf", "attestation élise.pdf", "../x/y.pdf", ""].map(document);
    let bytes = together(&documents).expect("it is written");
    assert!(bytes == together(&documents).expect("it is written"), "an archive changes by itself");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    let names: Vec<String> =
        archive.file_names().map(|name| name.expect("it is a name").into_owned()).collect();
    assert_eq!(names, ["Attestation Élise.pdf", "attestation élise (2).pdf", "-x-y.pdf", "document"]);
    let mut kept = String::new();
    archive.by_index(2).expect("the third").read_to_string(&mut kept).expect("it is read");
    assert_eq!(kept, "../x/y.pdf");
}
