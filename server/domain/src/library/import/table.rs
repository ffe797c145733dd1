//! One CSV file read line by line: columns by name in any order, UTF-8 or Windows-1252, lines of a bounded length.

use std::{
    borrow::Cow,
    io::{self, Read},
    rc::Rc,
};

use csv::{ByteRecord, ReaderBuilder};

use super::stream::{Gauge, Lines};
use crate::text::folded;

/// A file being read.
pub(super) struct Table<'a> {
    reader: csv::Reader<Lines<'a>>,
    gauge: Rc<Gauge>,
    header: Vec<String>,
    record: ByteRecord,
    line: u64,
    /// Whether the file ends before the line does.
    pub(super) cut: bool,
    /// Whether some line was not in UTF-8.
    pub(super) foreign: bool,
    /// Lines read, the header excepted.
    pub(super) lines: u64,
}

impl<'a> Table<'a> {
    /// Reads the header.
    pub(super) fn open(inner: &'a mut dyn Read) -> io::Result<Self> {
        let gauge = Gauge::new();
        let lines = Lines::of(inner, Rc::clone(&gauge));
        let mut reader = ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(lines);
        let header = reader.byte_headers().map_err(io::Error::other)?;
        let header = match gauge.is_the_end(header) {
            true => Vec::new(),
            false => header.iter().map(|name| plain(&words(name).0)).collect(),
        };
        let record = ByteRecord::new();
        Ok(Self { reader, gauge, header, record, line: 1, cut: false, foreign: false, lines: 0 })
    }

    /// Whether there is not even a header.
    pub(super) fn is_empty(&self) -> bool {
        self.header.iter().all(String::is_empty)
    }

    /// Where the column of one of these names is.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.header.iter().position(|known| *known == plain(name)))
    }

    /// Reads one more line; `false` at the end.
    pub(super) fn advance(&mut self) -> io::Result<bool> {
        self.gauge.next_line();
        let more = self.reader.read_byte_record(&mut self.record).map_err(io::Error::other)?;
        if !more || self.gauge.is_the_end(&self.record) {
            return Ok(false);
        }
        let open = self.gauge.is_open(&self.record);
        self.cut = open || (self.gauge.is_over() && self.record.len() < self.header.len());
        self.foreign |= !self.foreign && std::str::from_utf8(self.record.as_slice()).is_err();
        self.lines += 1;
        // Counted from its end: where it begins, the reader has yet to skip the empty lines before it.
        let inside = self.record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        self.line = self.reader.position().line().saturating_sub(inside + u64::from(!open));
        Ok(true)
    }

    /// The number of that line in its file: of the first of them, when a text in it has several.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Whether there is nothing in the line.
    pub(super) fn is_blank(&self) -> bool {
        self.record.iter().all(|cell| cell.trim_ascii().is_empty())
    }

    /// Whether the line goes as far as that column, and no farther than the header.
    pub(super) fn fits(&self, last: usize) -> bool {
        let mut beyond = self.record.iter().skip(self.header.len());
        self.record.len() > last && beyond.all(|cell| cell.trim_ascii().is_empty())
    }

    /// What is in that column of the line, trimmed; nothing where there is no such column.
    pub(super) fn cell(&self, column: Option<usize>) -> Cow<'_, str> {
        let bytes = column.and_then(|column| self.record.get(column)).unwrap_or_default();
        match words(bytes) {
            (Cow::Borrowed(text), _) => Cow::Borrowed(text.trim()),
            (Cow::Owned(text), _) => Cow::Owned(text.trim().to_owned()),
        }
    }

    /// A number that changes with anything in the line and with what came before it.
    pub(super) fn digest(&self, before: u64) -> u64 {
        // FNV-1a, 64 bits: it tells whether a line changed, and protects from nothing.
        let mut digest = before ^ 0xcbf2_9ce4_8422_2325;
        for field in &self.record {
            for byte in field.iter().chain(b";") {
                digest = (digest ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        digest
    }
}

/// A column's name without capitals, accents nor signs.
fn plain(name: &str) -> String {
    folded(name).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The text of these bytes, and whether they were Windows-1252.
fn words(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text.trim_start_matches('\u{feff}')), false),
        Err(_) => (Cow::Owned(bytes.iter().map(|byte| windows_1252(*byte)).collect()), true),
    }
}

fn windows_1252(byte: u8) -> char {
    const MIDDLE: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => MIDDLE[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(mut bytes: &[u8]) -> (Vec<(String, String)>, bool) {
        let mut table = Table::open(&mut bytes).expect("it opens");
        assert!(!table.is_empty());
        let (number, name) = (table.column(&["Numero_Fiche"]), table.column(&["Intitulé"]));
        let mut rows = Vec::new();
        while table.advance().expect("it is read") {
            rows.push((table.cell(number).into_owned(), table.cell(name).into_owned()));
        }
        (rows, table.foreign)
    }

    #[test]
    fn columns_are_found_by_their_names_in_any_order_and_encoding() {
        let said = [("RNCP1".to_owned(), "Élève ; à l’œuvre".to_owned())];
        let utf8 = "\u{feff}\"Autre\";\"Intitule\";\"Numero_Fiche\"\r\nx;\"Élève ; à l’œuvre\"; RNCP1 \r\n";
        assert_eq!(rows(utf8.as_bytes()), (said.to_vec(), false));
        let latin = b"Numero_Fiche;INTITULE\nRNCP1;\"\xc9l\xe8ve ; \xe0 l\x92\x9cuvre\"\n";
        assert_eq!(rows(latin), (said.to_vec(), true));
        assert_eq!(rows(b"Numero_Fiche\nRNCP1\n").0, [("RNCP1".to_owned(), String::new())]);
    }

    #[test]
    fn a_line_is_counted_where_it_begins_whatever_ends_it() {
        let text = "Numero_Fiche;Intitule\n\n\nRNCP1;\"Sur\ntrois\n\nlignes\"\nRNCP2;b\n\n\nRNCP3;\"c\nd\"";
        for end in ["\n", "\r\n", "\r"] {
            let text = text.replace('\n', end);
            let mut bytes = text.as_bytes();
            let mut table = Table::open(&mut bytes).expect("it opens");
            let mut lines = Vec::new();
            while table.advance().expect("it is read") {
                lines.push((table.line(), table.cut));
            }
            assert_eq!(lines, [(4, false), (8, false), (11, false)], "{end:?}");
            assert_eq!(table.lines, 3);
        }
    }

    #[test]
    fn a_file_that_stops_in_a_line_says_so() {
        for (last, expected) in [
            ("RNCP2;deux;b", Some((3, false))),
            ("RNCP2;\"deux\";\"b\"", Some((3, false))),
            ("RNCP2;deux", Some((3, true))),
            ("RNC", Some((3, true))),
            ("RNCP2;deux;\"b", Some((3, true))),
            ("RNCP2;\"de\nux;", Some((3, true))),
            ("RNCP2;deux;\"b\n", Some((3, true))),
            ("RNCP2;deux;\"b\n\"", Some((3, false))),
            ("\x1a", None),
            ("\n\n", None),
        ] {
            let text = format!("Numero_Fiche;Intitule;Autre\nRNCP1;un;a\n{last}");
            let mut bytes = text.as_bytes();
            let mut table = Table::open(&mut bytes).expect("it opens");
            assert!(table.advance().expect("it is read") && !table.cut, "{last}");
            let more = table.advance().expect("it is read").then(|| (table.line(), table.cut));
            assert_eq!(more, expected, "{last:?}");
            assert!(!table.advance().expect("it is over"), "{last:?}");
        }
    }

    #[test]
    fn an_empty_file_is_told_from_one_without_lines() {
        for (text, empty) in
            [("", true), ("\u{feff}", true), ("\r\n \r\n", true), ("a;b", false), ("a;b\n", false)]
        {
            let mut bytes = text.as_bytes();
            let mut table = Table::open(&mut bytes).expect("it opens");
            assert_eq!(table.is_empty(), empty, "{text:?}");
            assert!(!table.advance().expect("it is over"), "{text:?}");
        }
    }

    #[test]
    fn a_line_fits_under_its_header_or_does_not() {
        let fits = |line: &str| {
            let text = format!("Numero_Fiche;Intitule;Autre\n{line}\n");
            let mut bytes = text.as_bytes();
            let mut table = Table::open(&mut bytes).expect("it opens");
            assert!(table.advance().expect("it is read"));
            table.fits(1)
        };
        assert!(fits("RNCP1;a;b") && fits("RNCP1;a") && fits("RNCP1;a;b;; "));
        assert!(!fits("RNCP1") && !fits("RNCP1;a;b;c"));
    }

    #[test]
    fn a_line_without_end_does_not_fill_the_memory() {
        let mut endless = b"Numero_Fiche\n\"".chain(io::repeat(b'a'));
        let mut table = Table::open(&mut endless).expect("it opens");
        assert!(table.advance().is_err());
    }
}
