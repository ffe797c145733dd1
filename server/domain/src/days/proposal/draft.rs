//! What is proposed, as it is typed.

use crate::{
    days::{DayTitle, Public},
    text::{Markdown, TextRefusal},
};

/// What a theme is called: it may become the title of a day.
pub type Title = DayTitle;

/// The most characters of why a theme is proposed.
pub const LONGEST_WHY: usize = 4_000;

/// The most speakers that are wished, and the most characters of each line.
pub const SPEAKERS: (usize, usize) = (8, 160);

/// What is proposed, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// One line.
    pub title: Title,
    /// Why.
    pub why: Markdown,
    /// The speakers that are wished.
    pub speakers: Wished,
    /// For whom.
    pub public: Public,
}

/// The speakers that are wished, a line each; may be none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wished(String);

impl Wished {
    /// Reads what was typed.
    ///
    /// # Errors
    /// When there are too many lines, or one is too long.
    pub fn parse(typed: &str) -> Result<Self, NotWished> {
        let lines = typed.lines().map(|line| crate::text::readable(line).trim().to_owned());
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        let (most, longest) = SPEAKERS;
        if lines.len() > most {
            return Err(NotWished::TooMany);
        }
        match lines.iter().position(|line| line.chars().count() > longest) {
            Some(rank) => Err(NotWished::TooLong(rank + 1)),
            None => Ok(Self(lines.join("\n"))),
        }
    }

    pub(crate) fn from_stored(lines: String) -> Self {
        Self(lines)
    }

    /// The source.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Each of them.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }
}

/// What is to be mended in the speakers that are wished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotWished {
    /// There are more than [`SPEAKERS`] allows.
    TooMany,
    /// A line is too long: its rank, from 1.
    TooLong(usize),
}

/// Reads why a theme is proposed.
///
/// # Errors
/// When there is nothing to read in it, or too much.
pub fn why(typed: &str) -> Result<Markdown, TextRefusal> {
    let text = Markdown::parse(typed)?;
    match text.as_str().chars().count() {
        found if found > LONGEST_WHY => Err(TextRefusal::TooLong { max: LONGEST_WHY, found }),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_that_are_wished_are_a_line_each() {
        let wished = Wished::parse(" Une présidente de jury \n\n Le Cnam").expect("two lines");
        assert_eq!(wished.lines().collect::<Vec<_>>(), ["Une présidente de jury", "Le Cnam"]);
        assert_eq!(Wished::parse("\n"), Ok(Wished::default()));
        assert_eq!(Wished::parse(&"Quelqu’un\n".repeat(9)), Err(NotWished::TooMany));
        assert_eq!(Wished::parse(&format!("Le Cnam\n{}", "é".repeat(161))), Err(NotWished::TooLong(2)));
    }
}
