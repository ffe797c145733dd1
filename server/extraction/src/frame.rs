//! How the reading process tells its parent what it reads: pages as they come, then the outcome.
//!
//! `P`, four bytes of length, the page; in the end `E`, four bytes of length, the outcome's code. A process that dies in between has
//! said no outcome.

use std::io::{self, Read, Write};

use crate::{Outcome, PAGE_BYTES, PAGES, TEXT_BYTES};

/// Writes a page.
///
/// # Errors
/// When nobody reads.
pub fn page(to: &mut impl Write, text: &str) -> io::Result<()> {
    frame(to, b'P', text)
}

/// Writes the outcome.
///
/// # Errors
/// When nobody reads.
pub fn end(to: &mut impl Write, outcome: Outcome) -> io::Result<()> {
    frame(to, b'E', outcome.code())?;
    to.flush()
}

fn frame(to: &mut impl Write, kind: u8, text: &str) -> io::Result<()> {
    let length = u32::try_from(text.len()).map_err(io::Error::other)?;
    to.write_all(&[kind])?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(text.as_bytes())
}

/// Reads what a process said, within the bounds that it should have kept itself; no outcome when it did not say one.
pub fn read(from: &mut impl Read) -> (Vec<String>, Option<Outcome>) {
    let (mut pages, mut bytes) = (Vec::new(), 0);
    while let Ok((kind, text)) = one(from) {
        match kind {
            b'P' if pages.len() < PAGES && bytes + text.len() <= TEXT_BYTES => {
                bytes += text.len();
                pages.push(text);
            }
            b'E' => return (pages, Outcome::from_code(&text)),
            _ => break,
        }
    }
    (pages, None)
}

fn one(from: &mut impl Read) -> io::Result<(u8, String)> {
    let mut head = [0; 5];
    from.read_exact(&mut head)?;
    let length = u32::from_le_bytes([head[1], head[2], head[3], head[4]]) as usize;
    if length > PAGE_BYTES {
        return Err(io::Error::other("a page that is too long"));
    }
    let mut text = vec![0; length];
    from.read_exact(&mut text)?;
    Ok((head[0], String::from_utf8_lossy(&text).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_heard_and_what_is_cut_short_has_no_outcome() {
        let mut said = Vec::new();
        page(&mut said, "Première").expect("memory takes it");
        page(&mut said, "").expect("memory takes it");
        end(&mut said, Outcome::Read).expect("memory takes it");
        let pages = vec!["Première".to_owned(), String::new()];
        assert_eq!(read(&mut said.as_slice()), (pages.clone(), Some(Outcome::Read)));
        assert_eq!(read(&mut &said[..said.len() - 1]), (pages, None));
        assert_eq!(read(&mut &b"P\xFF\xFF\xFF\xFFx"[..]), (Vec::new(), None));
        assert_eq!(read(&mut &b"?\0\0\0\0"[..]), (Vec::new(), None));
    }
}
