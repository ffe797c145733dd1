//! Packages made for the tests: what Office and OpenDocument write, as little of it as it takes, with any part replaced.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A part of a package: its name, its bytes.
pub(super) type Part = (&'static str, Vec<u8>);

/// The words in each of them.
pub(super) const WORDS: &str = "Bonjour du jury";

/// A document of that kind with these parts in the place of its own, or besides.
pub(super) fn document(kind: &str, others: Vec<Part>) -> Vec<u8> {
    let mut parts = plain(kind);
    for (name, bytes) in others {
        match parts.iter_mut().find(|(of, _)| *of == name) {
            Some(part) => part.1 = bytes,
            None => parts.push((name, bytes)),
        }
    }
    package(&parts)
}

/// A package of these parts.
pub(super) fn package(parts: &[Part]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // OpenDocument says its kind first, as it is.
        let how = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(how)).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a package").into_inner()
}

fn plain(kind: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = match kind {
        "odt" => vec![
            ("mimetype", b"application/vnd.oasis.opendocument.text".to_vec()),
            ("META-INF/manifest.xml", b"<m:manifest/>".to_vec()),
            ("styles.xml", b"<o:styles/>".to_vec()),
        ],
        _ => vec![("[Content_Types].xml", b"<Types/>".to_vec())],
    };
    let text = |before: &str, after: &str| format!("{before}{WORDS}{after}").into_bytes();
    let relation = |to: &str| {
        format!("<Relationships><Relationship Id=\"r1\" Target=\"{to}\"/></Relationships>").into_bytes()
    };
    parts.extend(match kind {
        "docx" | "docm" => vec![
            ("word/document.xml", text("<w:document><w:p><w:r><w:t>", "</w:t></w:r></w:p></w:document>")),
            ("word/footnotes.xml", b"<w:footnotes/>".to_vec()),
        ],
        "xlsx" | "xlsm" => vec![
            ("xl/workbook.xml", b"<workbook><sheet name=\"Feuille\" r:id=\"r1\"/></workbook>".to_vec()),
            ("xl/_rels/workbook.xml.rels", relation("worksheets/sheet1.xml")),
            ("xl/sharedStrings.xml", text("<sst><si><t>", "</t></si></sst>")),
            (
                "xl/worksheets/sheet1.xml",
                b"<worksheet><row><c t=\"s\"><v>0</v></c></row></worksheet>".to_vec(),
            ),
        ],
        "pptx" | "pptm" => vec![
            (
                "ppt/presentation.xml",
                b"<p:presentation><p:sldId id=\"256\" r:id=\"r1\"/></p:presentation>".to_vec(),
            ),
            ("ppt/_rels/presentation.xml.rels", relation("slides/slide1.xml")),
            ("ppt/slides/slide1.xml", text("<p:sld><a:p><a:r><a:t>", "</a:t></a:r></a:p></p:sld>")),
        ],
        _ => vec![("content.xml", text("<o:content><o:text><t:p>", "</t:p></o:text></o:content>"))],
    });
    let macros = match kind {
        "docm" => Some("word/vbaProject.bin"),
        "xlsm" => Some("xl/vbaProject.bin"),
        "pptm" => Some("ppt/vbaProject.bin"),
        _ => None,
    };
    let program = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1Sub AutoOpen() : Shell \"calc.exe\" : End Sub";
    parts.extend(macros.map(|name| (name, program.to_vec())));
    parts
}
