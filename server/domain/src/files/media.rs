//! What a file is, from its bytes alone: names and declared types are for people.

use std::io::{self, Read, Seek, SeekFrom};

use super::FileName;

/// What the bytes say. The codes are in the database: a kind keeps its own for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Media {
    /// PDF.
    Pdf,
    /// Word.
    Docx,
    /// Word with macros.
    Docm,
    /// Excel.
    Xlsx,
    /// Excel with macros.
    Xlsm,
    /// PowerPoint.
    Pptx,
    /// PowerPoint with macros.
    Pptm,
    /// OpenDocument text.
    Odt,
    /// OpenDocument spreadsheet.
    Ods,
    /// OpenDocument presentation.
    Odp,
    /// Image.
    Png,
    /// Image.
    Jpeg,
    /// Image.
    Gif,
    /// Image.
    Webp,
    /// Text without markup.
    Text,
    /// An older Office document, or a newer one under a password.
    Ole,
    /// Anything else: web pages, drawings, archives. Kept and given back, never shown.
    Other,
    /// What a machine would run.
    Program,
}

/// What one does with a kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Browsers show it.
    Pdf,
    /// Browsers show it.
    Image,
    /// Browsers show it.
    Text,
    /// Opened elsewhere.
    Office,
    /// Opened elsewhere, if at all.
    Other,
}

impl Media {
    /// Every kind.
    pub const ALL: [Media; 18] = [
        Media::Pdf,
        Media::Docx,
        Media::Docm,
        Media::Xlsx,
        Media::Xlsm,
        Media::Pptx,
        Media::Pptm,
        Media::Odt,
        Media::Ods,
        Media::Odp,
        Media::Png,
        Media::Jpeg,
        Media::Gif,
        Media::Webp,
        Media::Text,
        Media::Ole,
        Media::Other,
        Media::Program,
    ];

    /// Its name in rows and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Media::Pdf => "pdf",
            Media::Docx => "docx",
            Media::Docm => "docm",
            Media::Xlsx => "xlsx",
            Media::Xlsm => "xlsm",
            Media::Pptx => "pptx",
            Media::Pptm => "pptm",
            Media::Odt => "odt",
            Media::Ods => "ods",
            Media::Odp => "odp",
            Media::Png => "png",
            Media::Jpeg => "jpeg",
            Media::Gif => "gif",
            Media::Webp => "webp",
            Media::Text => "text",
            Media::Ole => "ole",
            Media::Other => "other",
            Media::Program => "program",
        }
    }

    /// The kind of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Media::ALL.into_iter().find(|media| media.code() == code)
    }

    /// The type it is sent with (RFC 6838).
    pub const fn content_type(self) -> &'static str {
        match self {
            Media::Pdf => "application/pdf",
            Media::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Media::Docm => "application/vnd.ms-word.document.macroEnabled.12",
            Media::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Media::Xlsm => "application/vnd.ms-excel.sheet.macroEnabled.12",
            Media::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Media::Pptm => "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
            Media::Odt => "application/vnd.oasis.opendocument.text",
            Media::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Media::Odp => "application/vnd.oasis.opendocument.presentation",
            Media::Png => "image/png",
            Media::Jpeg => "image/jpeg",
            Media::Gif => "image/gif",
            Media::Webp => "image/webp",
            Media::Text => "text/plain",
            Media::Ole | Media::Other | Media::Program => "application/octet-stream",
        }
    }

    /// What one does with it.
    pub const fn family(self) -> Family {
        match self {
            Media::Pdf => Family::Pdf,
            Media::Png | Media::Jpeg | Media::Gif | Media::Webp => Family::Image,
            Media::Text => Family::Text,
            Media::Ole | Media::Other | Media::Program => Family::Other,
            _ => Family::Office,
        }
    }

    /// Whether a browser may show it, shut in a sandbox.
    pub const fn is_shown(self) -> bool {
        matches!(self.family(), Family::Pdf | Family::Image | Family::Text)
    }

    /// Whether there may be words in it that are read here.
    pub const fn has_text(self) -> bool {
        matches!(self.family(), Family::Pdf | Family::Text | Family::Office) || matches!(self, Media::Ole)
    }

    /// Whether it carries a program that Office would run.
    pub const fn has_macros(self) -> bool {
        matches!(self, Media::Docm | Media::Xlsm | Media::Pptm)
    }

    /// The extensions it goes by; the first is given to files that say another.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Media::Jpeg => &["jpg", "jpeg"],
            Media::Text => &["txt", "md", "csv", "log", "text"],
            Media::Ole => &["doc", "xls", "ppt", "docx", "xlsx", "pptx"],
            Media::Other | Media::Program => &[],
            Media::Docx => &["docx"],
            Media::Docm => &["docm"],
            Media::Xlsx => &["xlsx"],
            Media::Xlsm => &["xlsm"],
            Media::Pptx => &["pptx"],
            Media::Pptm => &["pptm"],
            Media::Odt => &["odt", "ott"],
            Media::Ods => &["ods", "ots"],
            Media::Odp => &["odp", "otp"],
            Media::Png => &["png"],
            Media::Gif => &["gif"],
            Media::Webp => &["webp"],
            Media::Pdf => &["pdf"],
        }
    }

    /// Whether that name says another kind.
    pub fn contradicts(self, name: &FileName) -> bool {
        let (said, known) = (name.extension(), self.extensions());
        match known.is_empty() {
            // What is no kind of ours, under the extension of one.
            true => Media::ALL.iter().any(|media| media.extensions().contains(&said.as_str())),
            false => !said.is_empty() && !known.contains(&said.as_str()),
        }
    }

    /// The name it leaves with: its extension is that of its bytes.
    pub fn name_for(self, name: &FileName) -> String {
        match self.extensions() {
            [] => name.as_str().to_owned(),
            known if known.contains(&name.extension().as_str()) => name.as_str().to_owned(),
            [first, ..] => format!("{}.{first}", name.stem()),
        }
    }

    /// Looks at the bytes: their beginning, and the list of its members for a package. Bounded, whatever they say.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(file: &mut (impl Read + Seek)) -> io::Result<Self> {
        let mut head = Vec::with_capacity(HEAD);
        file.seek(SeekFrom::Start(0))?;
        file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        Ok(match head.as_slice() {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => package(file, &head)?,
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Media::Ole,
            head if is_a_program(head) => Media::Program,
            // Readers of PDF accept some bytes before its mark, other formats in front of it are not PDF to us.
            [b'%', b'P', b'D', b'F', b'-', ..] => Media::Pdf,
            head => match infer::get(head).map(|kind| kind.mime_type()) {
                Some("image/png") => Media::Png,
                Some("image/jpeg") => Media::Jpeg,
                Some("image/gif") => Media::Gif,
                Some("image/webp") => Media::Webp,
                Some("application/pdf") if !begins_as_markup(head) => Media::Pdf,
                _ if is_text(head) => Media::Text,
                _ => Media::Other,
            },
        })
    }
}

/// How much of the beginning is looked at.
const HEAD: usize = 8 * 1024;

fn is_a_program(head: &[u8]) -> bool {
    const MARKS: [&[u8]; 8] = [
        b"MZ",
        b"\x7FELF",
        b"\xCA\xFE\xBA\xBE",
        b"\xFE\xED\xFA\xCE",
        b"\xFE\xED\xFA\xCF",
        b"\xCF\xFA\xED\xFE",
        b"\xCE\xFA\xED\xFE",
        b"#!",
    ];
    MARKS.iter().any(|mark| head.starts_with(mark))
}

/// Text has no control characters; one that begins as a web page or holds a script is not plain.
fn is_text(head: &[u8]) -> bool {
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C);
    if head.iter().any(|byte| control(byte) || *byte == 0x7F) {
        return false;
    }
    let lower = String::from_utf8_lossy(head).to_ascii_lowercase();
    let marks = ["<script", "<svg", "<html", "<!doctype", "<body", "<iframe", "<?xml", "<?php"];
    !begins_as_markup(head) && !marks.iter().any(|mark| lower.contains(mark))
}

fn begins_as_markup(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    text.trim_start_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace()).starts_with('<')
}

/// A ZIP package, by what it holds: OpenDocument says its kind first, Office is known by its main part.
fn package(file: &mut (impl Read + Seek), head: &[u8]) -> io::Result<Media> {
    const OPEN: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.";
    if let Some(kind) = head.get(30..).and_then(|rest| rest.strip_prefix(OPEN)) {
        for (name, media) in
            [(&b"text"[..], Media::Odt), (b"spreadsheet", Media::Ods), (b"presentation", Media::Odp)]
        {
            if kind.starts_with(name) && !kind[name.len()..].starts_with(b"-master") {
                return Ok(media);
            }
        }
    }
    let members = members(file)?;
    let holds = |name: &[u8]| members.windows(name.len()).any(|window| window == name);
    let macros = holds(b"vbaProject.bin");
    Ok(match () {
        () if !holds(b"[Content_Types].xml") => Media::Other,
        () if holds(b"word/document") => {
            if macros {
                Media::Docm
            } else {
                Media::Docx
            }
        }
        () if holds(b"xl/workbook") => {
            if macros {
                Media::Xlsm
            } else {
                Media::Xlsx
            }
        }
        () if holds(b"ppt/presentation") => {
            if macros {
                Media::Pptm
            } else {
                Media::Pptx
            }
        }
        () => Media::Other,
    })
}

/// The central directory of the package, as it is written, at most a megabyte of it (PKWARE APPNOTE 4.3.12 and 4.3.16).
fn members(file: &mut (impl Read + Seek)) -> io::Result<Vec<u8>> {
    const TAIL: u64 = 66 * 1024;
    const MOST: u64 = 1024 * 1024;
    let size = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(size.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.by_ref().take(TAIL).read_to_end(&mut tail)?;
    let Some(end) = tail.windows(4).rposition(|window| window == b"PK\x05\x06") else {
        return Ok(Vec::new());
    };
    let number = |at: usize| {
        let bytes = tail.get(end + at..end + at + 4)?;
        Some(u64::from(u32::from_le_bytes(bytes.try_into().ok()?)))
    };
    let (Some(length), Some(start)) = (number(12), number(16)) else { return Ok(Vec::new()) };
    let mut directory = Vec::new();
    file.seek(SeekFrom::Start(start.min(size)))?;
    file.by_ref().take(length.min(MOST)).read_to_end(&mut directory)?;
    Ok(directory)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn of(bytes: &[u8]) -> Media {
        Media::of(&mut Cursor::new(bytes)).expect("it is read from memory")
    }

    #[test]
    fn the_bytes_decide() {
        for (bytes, media) in [
            (&b"%PDF-1.7\n"[..], Media::Pdf),
            (b"Bonjour \xC3\xA0 tous\r\n", Media::Text),
            (b"Bonjour \xE0 tous\r\n", Media::Text),
            (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Media::Png),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF\0", Media::Jpeg),
            (b"GIF89a/*\0\0\0\0*/=1;alert(1)", Media::Gif),
            (b"<!DOCTYPE html><script>alert(1)</script>", Media::Other),
            (b"  \n<svg onload='alert(1)'/>", Media::Other),
            (b"Un texte, puis <script>alert(1)</script>", Media::Other),
            (b"<!-- page -->\n%PDF-1.4\n", Media::Other),
            (b"\r\n\0%PDF-1.4\n", Media::Pdf),
            (b"MZ\x90\0", Media::Program),
            (b"#!/bin/sh\nrm -rf /", Media::Program),
            (b"\x7FELF\x02", Media::Program),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Media::Ole),
            (b"PK\x03\x04 not a package", Media::Other),
            (b"PK\x05\x06", Media::Other),
            (b"\0\0\0\0", Media::Other),
        ] {
            assert_eq!(of(bytes), media, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_name_that_says_something_else_is_noticed_and_mended_when_it_leaves() {
        let name = FileName::of("virus.pdf.exe");
        assert!(Media::Pdf.contradicts(&name));
        assert_eq!(Media::Pdf.name_for(&name), "virus.pdf.pdf");
        assert!(Media::Other.contradicts(&FileName::of("page.pdf")));
        assert!(!Media::Other.contradicts(&FileName::of("page.html")));
        assert!(!Media::Jpeg.contradicts(&FileName::of("photo.JPEG")));
        assert!(!Media::Text.contradicts(&FileName::of("LISEZMOI")));
        assert_eq!(Media::Odt.name_for(&FileName::of("livret")), "livret.odt");
    }

    #[test]
    fn every_kind_is_read_back_from_its_code() {
        for media in Media::ALL {
            assert_eq!(Media::from_code(media.code()), Some(media));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_of_some_kind(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..2_000), packed in proptest::bool::ANY) {
            let bytes = if packed { [b"PK\x03\x04", bytes.as_slice(), b"PK\x05\x06\0\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF\x01\0\0\0"].concat() } else { bytes };
            let _ = of(&bytes);
        }
    }
}
