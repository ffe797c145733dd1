//! Text without markup, whatever wrote it.

use crate::{PAGE_BYTES, Pages, Trouble};

/// A form feed ends a page; a page that would be too long is continued on the next.
pub(crate) fn read(bytes: &[u8], pages: &mut Pages<'_>) -> Result<(), Trouble> {
    for page in decoded(bytes).split('\u{c}') {
        let mut rest = page;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.floor_char_boundary(PAGE_BYTES));
            pages.push(now);
            pages.turn()?;
            rest = later;
        }
    }
    Ok(())
}

/// UTF-8 where it is, UTF-16 where it says so, else what older Windows wrote in France.
fn decoded(bytes: &[u8]) -> String {
    let utf16 = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        },
    }
}

/// Windows-1252 is Latin-1 but for these.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_encodings_are_guessed() {
        assert_eq!(decoded("élève".as_bytes()), "élève");
        assert_eq!(decoded(b"\xE9l\xE8ve \x80 \x9Cuvre l\x92"), "élève € œuvre l’");
        assert_eq!(decoded(b"\xFF\xFEa\0b\0"), "ab");
        assert_eq!(decoded(b"\xFE\xFF\0a\0b"), "ab");
        assert_eq!(decoded(b"\xEF\xBB\xBFa"), "a");
    }
}
