//! The source of a text of one line: a title, a name.

use std::fmt;

use super::{
    clean::clean,
    markdown::{TextRefusal, within},
};

/// One line of `MIN` to `MAX` characters, blanks collapsed, never Markdown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line<const MIN: usize, const MAX: usize>(String);

impl<const MIN: usize, const MAX: usize> Line<MIN, MAX> {
    /// The fewest characters accepted.
    pub const MIN: usize = MIN;
    /// The most characters accepted.
    pub const MAX: usize = MAX;

    /// Takes what was typed, on one line.
    ///
    /// # Errors
    /// When nothing in it can be read, or when it is too short or too long.
    pub fn parse(typed: &str) -> Result<Self, TextRefusal> {
        within(typed, MIN, MAX, one_line).map(Self)
    }

    /// The line.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The line, given away.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MIN: usize, const MAX: usize> fmt::Display for Line<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Runs of blanks become one space; a no-break space typed alone keeps its meaning.
fn one_line(typed: &str) -> String {
    let cleaned = clean(typed);
    let mut line = String::with_capacity(cleaned.len());
    let mut blanks = String::new();
    for c in cleaned.trim().chars() {
        if c.is_whitespace() {
            blanks.push(c);
            continue;
        }
        match blanks.as_str() {
            "" => {}
            "\u{A0}" | "\u{202F}" => line.push_str(&blanks),
            _ => line.push(' '),
        }
        blanks.clear();
        line.push(c);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    type Title = Line<3, 140>;

    #[test]
    fn a_title_holds_on_one_line() {
        let title = Title::parse("  DEAES :\r\n quel \t jury\u{A0}?  ").expect("a title");
        assert_eq!(title.as_str(), "DEAES : quel jury\u{A0}?");
    }

    #[test]
    fn a_title_too_short_or_too_long_is_told_by_how_much() {
        assert_eq!(Title::parse(" ab "), Err(TextRefusal::TooShort { min: 3, found: 2 }));
        assert_eq!(Title::parse(&"a".repeat(141)), Err(TextRefusal::TooLong { max: 140, found: 141 }));
        assert_eq!(Title::parse(" \n "), Err(TextRefusal::Empty));
        assert!(Title::parse("VAE").is_ok());
    }

    #[test]
    fn other_lines_have_other_bounds() {
        assert!(Line::<2, 6>::parse("Zoé Ba").is_ok());
        assert_eq!(Line::<2, 6>::parse("é"), Err(TextRefusal::TooShort { min: 2, found: 1 }));
        assert_eq!(Line::<2, 6>::parse("Zoé Bah"), Err(TextRefusal::TooLong { max: 6, found: 7 }));
    }
}
