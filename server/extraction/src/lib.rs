//! The text of a file, page by page.
//!
//! Libraries that read files of strangers stumble, loop and swallow memory: this one is made to be called in a process of its
//! own, which its parent limits and may lose. What limits a machine does not know (pages, characters, inflated bytes, depth) is
//! bounded here.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
};

pub mod frame;
mod office;
mod open;
mod package;
mod pdf;
mod plain;
mod sheets;
mod xml;

/// The most pages that are read of one file.
pub const PAGES: usize = 2_000;

/// The most bytes of text that are read of one page, and of one file.
pub const PAGE_BYTES: usize = 200_000;
/// The most bytes of text that are read of one file.
pub const TEXT_BYTES: usize = 20_000_000;

/// The most bytes of a file that are read at all.
const FILE_BYTES: u64 = 64 * 1024 * 1024;

/// What came of reading a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was read to its end.
    Read,
    /// There is no word in it.
    Empty,
    /// It opens with a password.
    Encrypted,
    /// It cannot be read to its end.
    Damaged,
    /// There is more in it than is read here.
    TooLong,
    /// Files of its kind have no text that is read here.
    NoText,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Outcome; 6] = [
        Outcome::Read,
        Outcome::Empty,
        Outcome::Encrypted,
        Outcome::Damaged,
        Outcome::TooLong,
        Outcome::NoText,
    ];

    /// Its name between processes.
    pub const fn code(self) -> &'static str {
        match self {
            Outcome::Read => "read",
            Outcome::Empty => "empty",
            Outcome::Encrypted => "encrypted",
            Outcome::Damaged => "damaged",
            Outcome::TooLong => "too-long",
            Outcome::NoText => "no-text",
        }
    }

    /// The outcome of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Outcome::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// Why a file is read no further.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// It opens with a password.
    #[error("encrypted")]
    Encrypted,
    /// It is not what it says, or not to its end.
    #[error("damaged: {0}")]
    Damaged(String),
    /// There is more in it than is read here.
    #[error("too long")]
    TooLong,
    /// Nothing in it is read here.
    #[error("no text")]
    NoText,
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Trouble::Damaged(error.to_string())
    }
}

/// Where pages go, one after another.
pub struct Pages<'a> {
    to: &'a mut dyn FnMut(&str) -> std::io::Result<()>,
    page: String,
    count: usize,
    bytes: usize,
    words: bool,
}

impl<'a> Pages<'a> {
    fn new(to: &'a mut dyn FnMut(&str) -> std::io::Result<()>) -> Self {
        Self { to, page: String::new(), count: 0, bytes: 0, words: false }
    }

    /// More of the page: what is beyond its bound is left out.
    fn push(&mut self, text: &str) {
        let room = PAGE_BYTES.saturating_sub(self.page.len());
        self.page.push_str(&text[..text.floor_char_boundary(room)]);
    }

    /// Whether nothing was read on this page yet.
    fn is_blank(&self) -> bool {
        self.page.trim().is_empty()
    }

    /// The page ends here.
    fn turn(&mut self) -> Result<(), Trouble> {
        let page = std::mem::take(&mut self.page);
        self.words |= page.chars().any(char::is_alphanumeric);
        self.count += 1;
        self.bytes += page.len();
        if self.count > PAGES || self.bytes > TEXT_BYTES {
            return Err(Trouble::TooLong);
        }
        Ok((self.to)(&page)?)
    }
}

/// Reads the file of that kind (the codes are the domain's), giving each page as soon as it is read.
pub fn extract(kind: &str, mut file: File, to: &mut dyn FnMut(&str) -> std::io::Result<()>) -> Outcome {
    let mut pages = Pages::new(to);
    match read(kind, &mut file, &mut pages) {
        Ok(()) if pages.words => Outcome::Read,
        Ok(()) => Outcome::Empty,
        Err(Trouble::Encrypted) => Outcome::Encrypted,
        Err(Trouble::TooLong) => Outcome::TooLong,
        Err(Trouble::NoText) => Outcome::NoText,
        Err(Trouble::Damaged(_)) => Outcome::Damaged,
    }
}

fn read(kind: &str, file: &mut File, pages: &mut Pages<'_>) -> Result<(), Trouble> {
    match kind {
        "pdf" => pdf::read(&whole(file)?, pages),
        "text" | "older-text" => plain::read(&whole(file)?, pages),
        "ole" => ole(&whole(file)?),
        "docx" | "docm" => office::document(&mut package::open(file)?, pages),
        "pptx" | "pptm" => office::slides(&mut package::open(file)?, pages),
        "xlsx" | "xlsm" => sheets::read(&mut package::open(file)?, pages),
        "odt" | "ods" | "odp" => open::read(&mut package::open(file)?, pages),
        _ => Err(Trouble::NoText),
    }
}

fn whole(file: &mut File) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(FILE_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Older Office files are not read; newer ones under a password are wrapped in the same way, and say so by the name of a stream.
fn ole(bytes: &[u8]) -> Result<(), Trouble> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    match bytes.windows(name.len()).any(|window| window == name) {
        true => Err(Trouble::Encrypted),
        false => Err(Trouble::NoText),
    }
}
