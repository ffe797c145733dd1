//! One spelling for every way of typing a letter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Appends `c` in lower case, without accents, in compatibility form.
///
/// Working character by character keeps the offsets of the source text: `É`, `é` typed as two
/// characters and `ｅ` all end up as `e`, and nothing has to be normalised beforehand.
pub(super) fn fold(c: char, into: &mut String) {
    if c.is_ascii() {
        into.push(c.to_ascii_lowercase());
        return;
    }
    match c {
        'œ' | 'Œ' => into.push_str("oe"),
        'æ' | 'Æ' => into.push_str("ae"),
        'ß' | 'ẞ' => into.push_str("ss"),
        'ø' | 'Ø' => into.push('o'),
        'ł' | 'Ł' => into.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => into.push('d'),
        'þ' | 'Þ' => into.push_str("th"),
        'ı' => into.push('i'),
        _ => into
            .extend(std::iter::once(c).nfkd().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric())),
    }
}

/// Whether `c` belongs to the letter before it.
pub(super) fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c)
}

/// Characters that are there for typesetting and that nobody sees: soft hyphen, joiners, directions.
pub(in super::super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The apostrophes that keyboards, word processors and phones produce.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '′' | '`' | '´' | '＇')
}

/// The hyphens that may hold a compound word together.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}
