//! The letters of a file of text: most are in UTF-8 by now; a French spreadsheet still saves some in Windows-1252.

/// What Windows-1252 has from 0x80 to 0x9F; « \0 » where it has nothing.
const WINDOWS: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“',
    '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// What these bytes say, without the mark that some programs put first; `None` when they are no text.
pub fn decoded(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.iter().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => bytes.iter().map(|byte| windows(*byte)).collect(),
    }
}

fn windows(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9F => Some(WINDOWS[usize::from(byte - 0x80)]).filter(|letter| *letter != '\0'),
        _ => Some(char::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_list_is_read_the_same_however_it_was_saved() {
        let list = "Nom;Courriel\r\nZoé Lœuvre;zoe@exemple.fr";
        let marked = [b"\xEF\xBB\xBF", list.as_bytes()].concat();
        let windows = b"Nom;Courriel\r\nZo\xE9 L\x9Cuvre;zoe@exemple.fr";
        for bytes in [list.as_bytes(), &marked, windows] {
            assert_eq!(decoded(bytes).as_deref(), Some(list));
        }
        assert_eq!(decoded(b"").as_deref(), Some(""));
    }

    #[test]
    fn what_is_no_text_is_not_read_as_one() {
        let utf16: Vec<u8> = "Zoé".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [&b"PK\x03\x04\x14\x00"[..], b"\x89PNG\r\n\x1A\n", &utf16, b"a\x81b"] {
            assert_eq!(decoded(bytes), None, "{bytes:?}");
        }
    }
}
