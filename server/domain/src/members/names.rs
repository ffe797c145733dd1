//! What people write about themselves, parsed at the door.

use std::fmt;

use crate::text::{Line, Markdown, TextRefusal};

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

#[cfg(test)]
mod tests {
    use super::*;

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
