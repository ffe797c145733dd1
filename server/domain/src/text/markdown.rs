//! The source of a text of several lines, as its author typed it, once it has passed the door.

use super::clean::{clean, is_blank};

/// Why a text is not taken. What to say of it is worded by the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextRefusal {
    /// There is nothing to read in it.
    #[error("the text is empty")]
    Empty,
    /// It has fewer characters than it needs.
    #[error("the text has {found} characters, it needs {min}")]
    TooShort {
        /// The fewest characters that are accepted.
        min: usize,
        /// How many there are.
        found: usize,
    },
    /// It has more characters than are kept.
    #[error("the text has {found} characters, more than {max}")]
    TooLong {
        /// The most characters that are accepted.
        max: usize,
        /// How many there are.
        found: usize,
    },
}

/// A text in Markdown: composed, trimmed, 1 to [`Markdown::MAX`] characters, at least one of them visible.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Markdown(String);

impl Markdown {
    /// About twelve printed pages: more is a document, not a message.
    pub const MAX: usize = 20_000;

    /// Takes what was typed, cleaned and trimmed.
    ///
    /// # Errors
    /// When nothing in it can be read, or when it is too long.
    pub fn parse(typed: &str) -> Result<Self, TextRefusal> {
        let text = within(typed, 1, Self::MAX, |text| clean(text).trim().to_owned())?;
        Ok(Self(text))
    }

    /// Takes back what the store kept: it was parsed on its way in.
    pub(crate) fn from_stored(source: String) -> Self {
        Self(source)
    }

    /// The source.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The source, given away.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// What `tidy` makes of a typed text, when something is left and its length is accepted.
///
/// Lengths are counted in characters after tidying; a text far beyond the limit is not even tidied.
pub(super) fn within(
    typed: &str,
    min: usize,
    max: usize,
    tidy: impl FnOnce(&str) -> String,
) -> Result<String, TextRefusal> {
    let typed_length = typed.chars().count();
    if typed_length > max.saturating_mul(4) {
        return Err(TextRefusal::TooLong { max, found: typed_length });
    }
    let text = tidy(typed);
    if is_blank(&text) {
        return Err(TextRefusal::Empty);
    }
    match text.chars().count() {
        found if found < min => Err(TextRefusal::TooShort { min, found }),
        found if found > max => Err(TextRefusal::TooLong { max, found }),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_kept_as_typed_inside() {
        let text = Markdown::parse("\r\n  Bonjour,\r\n\r\n- un\r\n- deux \n").expect("a text");
        assert_eq!(text.as_str(), "Bonjour,\n\n- un\n- deux");
    }

    #[test]
    fn nothing_to_read_is_refused() {
        for nothing in ["", "   ", "\n\t\n", "\u{200B}\u{FEFF}", "\0\0", "\u{A0}\u{3164}"] {
            assert_eq!(Markdown::parse(nothing), Err(TextRefusal::Empty), "{nothing:?}");
        }
    }

    #[test]
    fn the_length_is_counted_in_characters() {
        assert!(Markdown::parse(&"é".repeat(Markdown::MAX)).is_ok());
        assert_eq!(
            Markdown::parse(&"é".repeat(Markdown::MAX + 1)),
            Err(TextRefusal::TooLong { max: Markdown::MAX, found: Markdown::MAX + 1 })
        );
        assert_eq!(
            Markdown::parse(&"é".repeat(200_000)),
            Err(TextRefusal::TooLong { max: Markdown::MAX, found: 200_000 })
        );
    }
}
