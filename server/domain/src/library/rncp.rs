//! The number of a record of the RNCP, as people write it.

use std::{fmt, str::FromStr};

/// A record's number: « RNCP25467 », « rncp 25467 », « 25467 ».
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rncp(u32);

/// What is no number of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number of the RNCP")]
pub struct NotARncp;

impl Rncp {
    /// France compétences is at 41,000 after twenty years: six digits are enough for longer than this program.
    const MOST: u32 = 999_999;

    /// That number, if records have such ones.
    pub const fn new(number: u32) -> Option<Self> {
        if number == 0 || number > Self::MOST { None } else { Some(Self(number)) }
    }

    /// The number alone.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The official record, on the site of France compétences.
    pub fn official(self) -> String {
        format!("https://www.francecompetences.fr/recherche/rncp/{}/", self.0)
    }

    /// As the database keeps it.
    pub(crate) fn column(self) -> i64 {
        i64::from(self.0)
    }

    /// As the database kept it.
    pub(crate) fn stored(number: i64) -> Option<Self> {
        u32::try_from(number).ok().and_then(Self::new)
    }
}

impl FromStr for Rncp {
    type Err = NotARncp;

    fn from_str(text: &str) -> Result<Self, NotARncp> {
        let text = text.trim();
        let named = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("rncp"));
        let digits = if named { &text[4..] } else { text };
        let digits =
            if named { digits.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-', '°']) } else { digits };
        let plain = (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| plain);
        number.and_then(Self::new).ok_or(NotARncp)
    }
}

impl fmt::Display for Rncp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RNCP{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_however_it_is_written() {
        for written in ["RNCP25467", "rncp 25467", "25467", " Rncp\u{a0}25467 ", "RNCP-25467", "RNCP025467"] {
            assert_eq!(
                written.parse::<Rncp>().map(|rncp| rncp.to_string()),
                Ok("RNCP25467".into()),
                "{written}"
            );
        }
    }

    #[test]
    fn what_is_no_number_is_not_read() {
        for written in ["", "RNCP", "RS1234", "RNCP0", "-1", "RNCP1234567", "12bis", "RNCP 25 467", "é25467"]
        {
            assert_eq!(written.parse::<Rncp>(), Err(NotARncp), "{written}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_typed_is_an_accident(text in "\\PC{0,40}") {
            if let Ok(rncp) = text.parse::<Rncp>() {
                proptest::prop_assert_eq!(rncp.to_string().parse::<Rncp>(), Ok(rncp));
            }
        }
    }
}
