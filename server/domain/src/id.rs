//! Numbers that cannot be taken for one another.

use std::{fmt, marker::PhantomData, str::FromStr};

/// The number of a `T`: an `Id<Topic>` is never taken for an `Id<Board>`.
pub struct Id<T> {
    number: i64,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The thing that has this number, if there is one.
    pub const fn new(number: i64) -> Self {
        Self { number, of: PhantomData }
    }

    /// The bare number, for addresses and rows.
    pub const fn number(self) -> i64 {
        self.number
    }
}

/// What is said of a text that is not the number of anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number of anything")]
pub struct NotAnId;

impl<T> FromStr for Id<T> {
    type Err = NotAnId;

    /// Reads `12` and `12-whatever-the-slug`: the number decides, the slug is for people.
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let digits = text.split_once('-').map_or(text, |(digits, _)| digits);
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        match digits.parse() {
            Ok(number) if plain => Ok(Self::new(number)),
            _ => Err(NotAnId),
        }
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl<T> Eq for Id<T> {}

impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.number)
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_its_number_with_or_without_a_slug() {
        assert_eq!("12".parse::<Id<()>>(), Ok(Id::new(12)));
        assert_eq!("12-jury-de-juin".parse::<Id<()>>(), Ok(Id::new(12)));
    }

    #[test]
    fn forged_numbers_are_refused() {
        for forged in ["", "-1", "+1", "1.5", "douze", "12 ", "99999999999999999999", "0x1", "١٢"] {
            assert_eq!(forged.parse::<Id<()>>(), Err(NotAnId), "{forged:?}");
        }
    }
}
