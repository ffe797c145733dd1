//! What people write about themselves, parsed at the door.

use std::fmt;

use crate::text::{Line, Markdown, TextRefusal, slug};

/// First and last name, 2 to 80 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberName(String);

impl MemberName {
    /// Reads a name.
    ///
    /// # Errors
    /// When it is empty, too short or too long.
    pub fn parse(text: &str) -> Result<Self, TextRefusal> {
        Line::<2, 80>::parse(text).map(|line| Self(line.as_str().to_owned()))
    }

    pub(crate) fn stored(text: String) -> Self {
        Self(text)
    }

    /// The name, as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MemberName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A few lines about oneself, at most 600 characters; may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presentation(String);

impl Presentation {
    /// The most characters it may have.
    pub const MOST: usize = 600;

    /// Reads a presentation.
    ///
    /// # Errors
    /// When it is too long.
    pub fn parse(text: &str) -> Result<Self, TextRefusal> {
        match Markdown::parse(text) {
            Err(TextRefusal::Empty) => Ok(Self::default()),
            Err(refusal) => Err(refusal),
            Ok(text) => match text.as_str().chars().count() {
                found if found > Self::MOST => Err(TextRefusal::TooLong { max: Self::MOST, found }),
                _ => Ok(Self(text.into_string())),
            },
        }
    }

    /// The text, as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A few words from one person to another, in a letter: 1 to 1,000 characters, shown as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message(String);

impl Message {
    /// The most characters it may have.
    pub const MOST: usize = 1_000;

    /// Reads a message.
    ///
    /// # Errors
    /// When there is nothing to read in it, or too much.
    pub fn parse(text: &str) -> Result<Self, TextRefusal> {
        let text = Markdown::parse(text)?;
        match text.as_str().chars().count() {
            found if found > Self::MOST => Err(TextRefusal::TooLong { max: Self::MOST, found }),
            _ => Ok(Self(text.into_string())),
        }
    }

    /// The text, as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A name without what two people write differently: capitals, accents, signs, blanks. « centre-conseil-vae-77-melun »
pub(crate) fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(|word| slug(word, ""));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_only_look_different_are_the_same_once_folded() {
        assert_eq!(folded("Centre conseil VAE 77 - Melun"), "centre-conseil-vae-77-melun");
        assert_eq!(folded(" CENTRE  conseil VAE\u{a0}77 – Mélun "), "centre-conseil-vae-77-melun");
        assert_eq!(folded(" – "), "");
        assert_ne!(folded("Paris 4ème"), folded("Paris 14ème"));
    }

    #[test]
    fn a_message_has_its_bounds() {
        assert!(Message::parse(" \n ").is_err());
        assert!(Message::parse(&"é".repeat(Message::MOST)).is_ok());
        assert!(Message::parse(&"é".repeat(Message::MOST + 1)).is_err());
    }

    #[test]
    fn a_name_is_one_line_of_reasonable_length() {
        assert_eq!(
            MemberName::parse("  Claire   Bernard ").map(|name| name.to_string()),
            Ok("Claire Bernard".into())
        );
        assert!(MemberName::parse(" ").is_err());
        assert!(MemberName::parse(&"a".repeat(81)).is_err());
    }
}
