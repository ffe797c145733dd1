//! Many papers at once.

use std::{
    collections::HashSet,
    io::{Cursor, Write},
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::NotMade;

/// The longest name of a file, in bytes: systems that unpack it take 255, folders included.
const LONGEST: usize = 120;

/// A paper and the name it is kept under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// « Attestation Claire Bernard.pdf »; what cannot be in a name is left out of it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// All of these in one ZIP archive, in order, under names that are safe and differ from one another.
///
/// # Errors
/// When the archive would be larger than the format allows.
pub fn together(documents: &[Document]) -> Result<Vec<u8>, NotMade> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // A PDF is compressed already; no date, so that the same papers make the same archive.
    let stored = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    let mut taken = HashSet::new();
    for document in documents {
        let name = unique(&safe(&document.name), &mut taken);
        archive.start_file(name, stored).map_err(|error| NotMade(error.to_string()))?;
        archive.write_all(&document.bytes).map_err(|error| NotMade(error.to_string()))?;
    }
    let written = archive.finish().map_err(|error| NotMade(error.to_string()))?;
    Ok(written.into_inner())
}

/// A name for any system: no folder, nothing that it would read as something else.
fn safe(said: &str) -> String {
    let plain: String = said
        .chars()
        .map(|c| match c {
            '/' | '\\' | '<' | '>' | ':' | '"' | '|' | '?' | '*' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .filter(|c| !c.is_control() && !misleading(*c))
        .collect();
    let plain = plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let trimmed = plain.trim_matches(|c: char| c == '.' || c == ' ');
    let (stem, extension) = parted(if trimmed.is_empty() { "document" } else { trimmed });
    let stem = cut(stem, LONGEST - extension.len());
    let reserved = ["con", "prn", "aux", "nul"].contains(&stem.to_lowercase().as_str())
        || matches!(
            stem.to_lowercase().as_bytes(),
            [b'c', b'o', b'm', b'0'..=b'9'] | [b'l', b'p', b't', b'0'..=b'9']
        );
    format!("{}{stem}{extension}", if reserved { "_" } else { "" })
}

/// Marks that turn what surrounds them, or that nobody sees.
fn misleading(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What stands before the last dot, and the extension with its dot.
fn parted(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if (2..=6).contains(&(name.len() - at)) && at > 0 => name.split_at(at),
        _ => (name, ""),
    }
}

fn cut(name: &str, most: usize) -> &str {
    name[..name.floor_char_boundary(most)].trim_end_matches([' ', '.'])
}

/// The name, or the same with its rank: some systems take « A » and « a » for one.
fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let (stem, extension) = parted(name);
    let mut candidate = name.to_owned();
    let mut rank = 1;
    while !taken.insert(candidate.to_lowercase()) {
        rank += 1;
        candidate = format!("{stem} ({rank}){extension}");
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_path() {
        for (said, kept) in [
            ("../../etc/passwd", "-..-etc-passwd"),
            ("C:\\Users\\a.pdf", "C--Users-a.pdf"),
            ("Attestation\n Claire  Bernard.pdf", "Attestation Claire Bernard.pdf"),
            ("...", "document"),
            ("", "document"),
            ("NUL.pdf", "_NUL.pdf"),
            ("Com1", "_Com1"),
            ("facture\u{202e}fdp.exe", "facturefdp.exe"),
        ] {
            assert_eq!(safe(said), kept, "{said:?}");
        }
        let long = safe(&format!("{}.pdf", "é".repeat(300)));
        assert!(long.len() <= LONGEST && long.ends_with("é.pdf"), "{long}");
    }

    #[test]
    fn two_papers_never_have_one_name() {
        let mut taken = HashSet::new();
        let names = ["a.pdf", "A.pdf", "a (2).pdf", "a.pdf"].map(|name| unique(name, &mut taken));
        assert_eq!(names, ["a.pdf", "A (2).pdf", "a (2) (2).pdf", "a (3).pdf"]);
    }

    proptest::proptest! {
        #[test]
        fn any_name_is_safe(said in "\\PC{0,200}") {
            let name = safe(&said);
            proptest::prop_assert!(!name.is_empty() && name.len() <= LONGEST + 1);
            proptest::prop_assert!(!name.contains(['/', '\\', ':']) && !name.starts_with('.'));
            proptest::prop_assert!(!name.ends_with(['.', ' ']));
        }
    }
}
