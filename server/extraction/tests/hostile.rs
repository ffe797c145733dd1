//! Files that mean harm: each comes to an end, soon, within bounds, with a word that says what it is.

use std::{
    fs::File,
    io::{Seek, Write},
    time::{Duration, Instant},
};

use extraction::{Outcome, PAGES, TEXT_BYTES, extract};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// What comes of these bytes, with the number of pages and of bytes of text; soon.
fn read(kind: &str, bytes: &[u8]) -> (Outcome, usize, usize) {
    let mut file = tempfile::tempfile().expect("a temporary file");
    file.write_all(bytes).expect("it is written");
    of(kind, file)
}

fn of(kind: &str, mut file: File) -> (Outcome, usize, usize) {
    file.rewind().expect("it is a file");
    let (mut pages, mut text, begun) = (0, 0, Instant::now());
    let outcome = extract(kind, file, &mut |page| {
        pages += 1;
        text += page.len();
        Ok(())
    });
    assert!(begun.elapsed() < Duration::from_secs(20), "{kind}: {:?}", begun.elapsed());
    assert!(pages <= PAGES && text <= TEXT_BYTES);
    (outcome, pages, text)
}

/// A package with these members.
fn package(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in members {
        zip.start_file(*name, options).expect("a member");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a package").into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let whole = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    package(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", whole.as_bytes())])
}

#[test]
fn a_member_that_grows_out_of_nothing_is_let_go() {
    let bomb = vec![b' '; 24 * 1024 * 1024];
    for (kind, name) in [("docx", "word/document.xml"), ("odt", "content.xml")] {
        let outcome = read(kind, &package(&[("[Content_Types].xml", b"<Types/>"), (name, &bomb)]));
        assert_eq!(outcome, (Outcome::TooLong, 0, 0), "{kind}");
    }
}

#[test]
fn many_members_are_too_many() {
    let names: Vec<String> = (0..10_001).map(|number| format!("{number}")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(read("docx", &package(&members)).0, Outcome::TooLong);
}

#[test]
fn entities_are_never_expanded_nor_fetched() {
    let laughs = "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:document><w:t>&b;</w:t></w:document>";
    let outside =
        "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document><w:t>&a;</w:t></w:document>";
    for xml in [laughs, outside] {
        let file = package(&[("word/document.xml", xml.as_bytes())]);
        assert_eq!(read("docx", &file), (Outcome::Damaged, 0, 0));
    }
}

#[test]
fn no_depth_and_no_number_of_pages_is_followed_to_the_end() {
    let deep = format!("{}{}", "<w:p>".repeat(50_000), "</w:p>".repeat(50_000));
    assert_eq!(read("docx", &docx(&deep)).0, Outcome::Damaged);
    let long = "<w:p><w:r><w:t>a</w:t><w:br w:type=\"page\"/></w:r></w:p>".repeat(PAGES + 10);
    assert_eq!(read("docx", &docx(&long)).0, Outcome::TooLong);
    let wide = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a ".repeat(400_000));
    let (outcome, pages, text) = read("docx", &docx(&wide));
    assert_eq!((outcome, pages), (Outcome::Read, 1));
    assert!(text <= extraction::PAGE_BYTES);
}

#[test]
fn what_is_not_what_it_says_is_damaged() {
    for kind in ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp"] {
        for bytes in
            [&b""[..], b"<html>", b"PK\x03\x04", b"%PDF-1.7", &[0xFF; 4_096], &package(&[("a", b"b")])]
        {
            assert_eq!(read(kind, bytes).0, Outcome::Damaged, "{kind}");
        }
    }
    let whole = docx("<w:p><w:r><w:t>Bonjour</w:t></w:r></w:p>");
    assert_eq!(read("docx", &whole).0, Outcome::Read);
    assert_eq!(read("docx", &whole[..whole.len() / 2]).0, Outcome::Damaged);
    assert_eq!(read("png", b"\x89PNG").0, Outcome::NoText);
}

#[test]
fn a_password_is_said_to_be_one() {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("ole", &[b"\xD0\xCF\x11\xE0".to_vec(), name].concat()).0, Outcome::Encrypted);
    assert_eq!(read("ole", b"\xD0\xCF\x11\xE0 an older document").0, Outcome::NoText);
    let locked = package(&[
        ("META-INF/manifest.xml", b"<m><manifest:encryption-data/></m>"),
        ("content.xml", b"\0\0"),
    ]);
    assert_eq!(read("odt", &locked).0, Outcome::Encrypted);
    let pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Encrypt 9 0 R>>\n%%EOF";
    assert_eq!(read("pdf", pdf).0, Outcome::Encrypted);
}

#[test]
fn macros_are_words_like_others_and_run_nowhere() {
    let macros = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w:document xmlns:w=\"w\"><w:t>Bonjour</w:t></w:document>"),
        ("word/vbaProject.bin", b"Shell(\"calc.exe\")"),
    ]);
    let (outcome, pages, text) = read("docm", &macros);
    assert_eq!((outcome, pages, text), (Outcome::Read, 1, "Bonjour".len()));
}

#[test]
fn a_page_without_words_is_said_to_be_empty() {
    assert_eq!(read("docx", &docx("<w:p/>")).0, Outcome::Empty);
    assert_eq!(read("text", b" \n \n").0, Outcome::Empty);
}
