//! One CSV file read line by line: columns by name in any order, UTF-8 or Windows-1252, lines of a bounded length.

use std::{
    borrow::Cow,
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

use csv::{ByteRecord, ReaderBuilder};

use crate::text::folded;

/// Bytes of one line. The longest of the real export have a few thousand.
const LONGEST: usize = 4 * 1024 * 1024;

/// Bytes of one file once inflated. The largest of the export has a tenth of it.
const LARGEST: u64 = 512 * 1024 * 1024;

/// A file being read.
pub(super) struct Table<'a> {
    reader: csv::Reader<Bounded<'a>>,
    room: Rc<Cell<usize>>,
    header: Vec<String>,
    record: ByteRecord,
    /// Whether some line was not in UTF-8.
    pub(super) foreign: bool,
    /// Lines read, the header excepted.
    pub(super) lines: u64,
}

/// Lets through a bounded number of bytes for each line: a file without ends of line would fill the memory.
struct Bounded<'a> {
    inner: &'a mut dyn Read,
    room: Rc<Cell<usize>>,
    left: u64,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let room = self.room.get().checked_sub(read);
        self.room.set(room.ok_or_else(|| io::Error::other("a line is too long"))?);
        let left = self.left.checked_sub(read as u64);
        self.left = left.ok_or_else(|| io::Error::other("the file is too large"))?;
        Ok(read)
    }
}

impl<'a> Table<'a> {
    /// Reads the header.
    pub(super) fn open(inner: &'a mut dyn Read) -> io::Result<Self> {
        let room = Rc::new(Cell::new(LONGEST));
        let bounded = Bounded { inner, room: Rc::clone(&room), left: LARGEST };
        let mut reader = ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(bounded);
        let header = reader.byte_headers().map_err(io::Error::other)?;
        let header = header.iter().map(|name| plain(&words(name).0)).collect();
        Ok(Self { reader, room, header, record: ByteRecord::new(), foreign: false, lines: 0 })
    }

    /// Where the column of one of these names is.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.header.iter().position(|known| *known == plain(name)))
    }

    /// Reads one more line; `false` at the end.
    pub(super) fn advance(&mut self) -> io::Result<bool> {
        self.room.set(LONGEST);
        let more = self.reader.read_byte_record(&mut self.record).map_err(io::Error::other)?;
        self.lines += u64::from(more);
        self.foreign |= more && !self.foreign && std::str::from_utf8(self.record.as_slice()).is_err();
        Ok(more)
    }

    /// The number of that line in its file.
    pub(super) fn line(&self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
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
    fn a_line_without_end_does_not_fill_the_memory() {
        let mut endless = b"Numero_Fiche\n\"".chain(io::repeat(b'a'));
        let mut table = Table::open(&mut endless).expect("it opens");
        assert!(table.advance().is_err());
    }
}
