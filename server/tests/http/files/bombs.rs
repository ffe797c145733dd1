//! Files that grow when they are opened: as text, as pages, as XML.

use std::time::Instant;

use domain::Role;

use super::{
    DAMAGED, MEGA, PROGRAM, TOO_LONG,
    packages::{Part, document},
    peak,
    readers::reader,
};
use crate::common::Place;

/// More than a small part may grow to.
const BIG: usize = 5 * 1024 * 1024;

/// Deposits each, lets it be read, and says what came of it: by its page, and in the database.
async fn all_are(place: &Place, files: Vec<(String, String, Vec<u8>)>, reading: &str, words: &str) {
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let before = peak();
    for (what, name, bytes) in files {
        let document = place.deposits(&jeanne, "Document qui gonfle", &name, &bytes).await;
        place.all_is_read().await;
        assert_eq!(place.known(&document).await.0, reading, "{what}");
        let page = place.page_of(&jeanne, &document).await;
        assert!(page.contains(words), "{what}: {page}");
    }
    let grown = peak().saturating_sub(before);
    assert!(grown < 128 * MEGA, "{grown} bytes for files that others read");
}

#[tokio::test]
async fn a_part_that_grows_out_of_nothing_is_let_go() {
    let place = Place::unhurried().await;
    let mut files = Vec::new();
    for (kind, part) in [
        ("docx", "word/document.xml"),
        ("docx", "word/footnotes.xml"),
        ("xlsx", "xl/sharedStrings.xml"),
        ("xlsx", "xl/worksheets/sheet1.xml"),
        ("xlsx", "xl/_rels/workbook.xml.rels"),
        ("pptx", "ppt/presentation.xml"),
        ("pptx", "ppt/slides/slide1.xml"),
        ("odt", "content.xml"),
        ("odt", "META-INF/manifest.xml"),
    ] {
        let blank = [b"<a>".to_vec(), vec![b' '; BIG], b"</a>".to_vec()].concat();
        files.push((format!("{kind} {part}"), format!("livret.{kind}"), document(kind, vec![(part, blank)])));
    }
    all_are(&place, files, "too-long", TOO_LONG).await;
}

#[tokio::test]
async fn no_part_of_a_document_declares_entities() {
    const LAUGHS: &str = "<!DOCTYPE d [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    let place = Place::unhurried().await;
    let mut files = Vec::new();
    for (kind, part) in [
        ("docx", "word/document.xml"),
        ("docx", "word/footnotes.xml"),
        ("docx", "word/endnotes.xml"),
        ("xlsx", "xl/workbook.xml"),
        ("xlsx", "xl/_rels/workbook.xml.rels"),
        ("xlsx", "xl/sharedStrings.xml"),
        ("xlsx", "xl/worksheets/sheet1.xml"),
        ("pptx", "ppt/presentation.xml"),
        ("pptx", "ppt/_rels/presentation.xml.rels"),
        ("pptx", "ppt/slides/slide1.xml"),
        ("odt", "styles.xml"),
        ("odt", "content.xml"),
    ] {
        let xml = format!("{LAUGHS}<a><t>{part} &b; &c;</t></a>").into_bytes();
        files.push((format!("{kind} {part}"), format!("livret.{kind}"), document(kind, vec![(part, xml)])));
    }
    all_are(&place, files, "damaged", DAMAGED).await;
}

#[tokio::test]
async fn parts_that_share_their_bytes_are_counted_each_time() {
    let place = Place::unhurried().await;
    let bytes = overlapping(60);
    assert!(bytes.len() < 64 * 1024, "it is small: {}", bytes.len());
    let begun = Instant::now();
    let files = vec![("overlapping".to_owned(), "classeur.xlsx".to_owned(), bytes)];
    all_are(&place, files, "too-long", TOO_LONG).await;
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}

/// The reader has less room here than where the site runs: what it does without room is the same, and sooner.
#[tokio::test]
async fn a_page_of_a_gigabyte_is_the_readers_trouble_and_the_next_file_is_read() {
    let place = Place::unhurried().await;
    let jeanne = place.person("Jeanne Martin", Role::Organiser).await;
    let bomb = place.deposits(&jeanne, "Page sans fin", "page.pdf", &pdf(&gigabyte())).await;
    let next = place.deposits(&jeanne, "Livret", "livret.docx", &document("docx", Vec::new())).await;
    let reader = reader(&place, &format!("ulimit -v 450000; exec {PROGRAM} \"$@\""));
    peak();
    let before = peak();
    while server::reading::step(&place.community, &reader).await.expect("the reader starts") {}
    let grown = peak().saturating_sub(before);
    assert!(grown < 64 * MEGA, "{grown} bytes for a file that another process reads");
    assert_eq!(place.known(&bomb).await, ("too-long".to_owned(), 0));
    assert_eq!(place.known(&next).await, ("read".to_owned(), 1));
    let page = place.page_of(&jeanne, &bomb).await;
    assert!(page.contains(TOO_LONG), "{page}");
}

/// A workbook whose sheets are all the same bytes, listed so many times: almost four megabytes each, once opened.
fn overlapping(sheets: usize) -> Vec<u8> {
    let numbers = 1..=sheets;
    let relations: String =
        numbers.clone().map(|n| format!("<Relationship Id=\"r{n}\" Target=\"{n:03}.xml\"/>")).collect();
    let listed: String = numbers.clone().map(|n| format!("<sheet name=\"F{n}\" r:id=\"r{n}\"/>")).collect();
    let sheet = [b"<worksheet>".to_vec(), vec![b' '; 4_000_000], b"</worksheet>".to_vec()].concat();
    let parts: Vec<Part> = vec![
        ("xl/workbook.xml", format!("<workbook>{listed}</workbook>").into_bytes()),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships>{relations}</Relationships>").into_bytes()),
        ("xl/001.xml", sheet),
    ];
    let mut whole = document("xlsx", parts);
    // The list of parts comes last, the end of the list after it (PKWARE APPNOTE 4.3.12 and 4.3.16).
    let end = whole.len() - 22;
    let start = u32::from_le_bytes(whole[end + 16..end + 20].try_into().expect("four bytes")) as usize;
    let (mut list, mut tail) = (whole[start..end].to_vec(), whole[end..].to_vec());
    let name = list.windows(10).position(|window| window == b"xl/001.xml").expect("it is listed");
    let entry = list[name - 46..name + 10].to_vec();
    for number in numbers.skip(1) {
        list.extend(&entry[..46]);
        list.extend(format!("xl/{number:03}.xml").bytes());
    }
    let count = u16::from_le_bytes([tail[8], tail[9]]) + u16::try_from(sheets - 1).expect("few");
    tail[8..10].copy_from_slice(&count.to_le_bytes());
    tail[10..12].copy_from_slice(&count.to_le_bytes());
    tail[12..16].copy_from_slice(&u32::try_from(list.len()).expect("short").to_le_bytes());
    whole.truncate(start);
    [whole, list, tail].concat()
}

/// A space, then 258 times the same again and again (RFC 1951): one gigabyte and more in some seven megabytes.
fn gigabyte() -> Vec<u8> {
    // One block, the last, of fixed codes, and a space: eleven bits. Then the longest repetition of the sign before: thirteen bits each
    // time, so that every thirteen bytes are the same.
    let (mut bits, mut bytes) = (Vec::new(), vec![0x78, 0x01]);
    let code = |value: u32, length: u32| (0..length).rev().map(move |bit| value >> bit & 1 == 1);
    bits.extend([true, true, false]);
    bits.extend(code(0x30 + u32::from(b' '), 8));
    let head = bits.len();
    for _ in 0..16 {
        bits.extend(code(0b1100_0101, 8));
        bits.extend(code(0, 5));
    }
    let packed: Vec<u8> =
        bits.chunks(8).map(|byte| byte.iter().rev().fold(0, |all, bit| all << 1 | u8::from(*bit))).collect();
    let (begin, cycle) = (head.div_ceil(8), 13);
    bytes.extend(&packed[..begin]);
    bytes.extend(packed[begin..begin + cycle].repeat(560_000));
    bytes
}

/// A PDF of one page, whose content is that stream.
fn pdf(stream: &[u8]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let content = [
        format!("<</Length {}/Filter/FlateDecode>>stream\n", stream.len()).as_bytes(),
        stream,
        b"\nendstream",
    ]
    .concat();
    for (number, object) in (1..).zip([
        &b"<</Type/Catalog/Pages 2 0 R>>"[..],
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        &content,
    ]) {
        places.push(bytes.len());
        bytes.extend(format!("{number} 0 obj\n").bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let (table, count) = (bytes.len(), places.len() + 1);
    bytes.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    bytes.extend(format!("trailer<</Root 1 0 R/Size {count}>>\nstartxref\n{table}\n%%EOF").bytes());
    bytes
}
