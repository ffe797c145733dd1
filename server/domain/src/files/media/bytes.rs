//! What the bytes of a file say it is.

use std::io::{self, Read, Seek, SeekFrom};

use super::Media;

impl Media {
    /// Looks at the bytes: their beginning, the list of its members for a package, all of them for the letters of a text. Bounded,
    /// whatever they say.
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
                _ if is_text(head) => letters(file)?,
                _ => Media::Other,
            },
        })
    }
}

/// How much of the beginning is looked at.
const HEAD: usize = 8 * 1024;

/// How much of a text is looked at at a time.
const PIECE: usize = 64 * 1024;

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

/// The letters of a text, read to its end a piece at a time: UTF-8 where all of it is, else what older programs write.
fn letters(file: &mut (impl Read + Seek)) -> io::Result<Media> {
    file.seek(SeekFrom::Start(0))?;
    let mut piece = vec![0; PIECE];
    let mut held = 0;
    loop {
        let read = file.read(&mut piece[held..])?;
        let known = held + read;
        match std::str::from_utf8(&piece[..known]) {
            Ok(_) => held = 0,
            // A letter may be cut by the end of the piece, not by that of the file.
            Err(cut) if cut.error_len().is_none() && read > 0 => {
                piece.copy_within(cut.valid_up_to()..known, 0);
                held = known - cut.valid_up_to();
            }
            Err(_) => return Ok(Media::OlderText),
        }
        if read == 0 {
            return Ok(Media::Text);
        }
    }
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
            (b"Bonjour \xE0 tous\r\n", Media::OlderText),
            (b"Un mot coup\xC3", Media::OlderText),
            (b"\xEF\xBB\xBFNom;Courriel", Media::Text),
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
    fn the_letters_of_a_text_are_looked_at_to_its_end() {
        for start in PIECE - 4..PIECE + 4 {
            let long = [vec![b'a'; start], "élève €".into(), vec![b'a'; PIECE]].concat();
            assert_eq!(of(&long), Media::Text, "{start}");
            assert_eq!(of(&[long, b"\xE9".to_vec()].concat()), Media::OlderText, "{start}");
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
