//! A person's telephone number, as it is dialled and as it is read.

use std::fmt;

/// A number of France, kept as « 06 12 34 56 78 », or of elsewhere, kept as « +32 2 123 45 67 ».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telephone(String);

/// What is said of a text that nobody could dial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a telephone number")]
pub struct NotATelephone;

impl Telephone {
    /// Reads a number of ten digits, however they are parted, or an international one; +33 and 0033 are of France.
    ///
    /// # Errors
    /// When it is no number that can be dialled.
    pub fn parse(typed: &str) -> Result<Self, NotATelephone> {
        let typed = typed.trim().replace("(0)", "");
        let strange = |c: char| !(c.is_ascii_digit() || c.is_whitespace() || "+.-/()‑–".contains(c));
        if typed.contains(strange) || typed.rfind('+').is_some_and(|at| at > 0) {
            return Err(NotATelephone);
        }
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let abroad = match digits.strip_prefix("00") {
            Some(number) => Some(number.to_owned()),
            None => typed.starts_with('+').then(|| digits.clone()),
        };
        match abroad {
            Some(number) => match number.strip_prefix("33") {
                Some(national) => french(&format!("0{}", national.trim_start_matches('0'))),
                None => international(&typed, &number),
            },
            None => french(&digits),
        }
    }

    /// A number that was parsed before it was kept.
    pub(crate) fn stored(text: String) -> Self {
        Self(text)
    }

    /// As it is read.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a machine dials it.
    pub fn dialled(&self) -> String {
        self.0.replace(' ', "")
    }
}

impl fmt::Display for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn french(digits: &str) -> Result<Telephone, NotATelephone> {
    let well_formed = digits.len() == 10 && digits.starts_with('0') && !digits.starts_with("00");
    let pairs = digits.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned());
    well_formed.then(|| Telephone(pairs.collect::<Vec<_>>().join(" "))).ok_or(NotATelephone)
}

/// How other countries part their digits is theirs to know: the parts are kept as typed.
fn international(typed: &str, number: &str) -> Result<Telephone, NotATelephone> {
    let parts: Vec<&str> =
        typed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let parted = parts.join(" ");
    let kept = parted.strip_prefix("00").filter(|_| !typed.starts_with('+')).unwrap_or(&parted);
    let well_formed = (7..=15).contains(&number.len()) && !number.starts_with('0');
    well_formed.then(|| Telephone(format!("+{}", kept.trim_start()))).ok_or(NotATelephone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_french_number_is_read_by_pairs_however_it_was_typed() {
        for typed in [
            "0612345678",
            "06.12.34.56.78",
            " 06 12 34 56 78 ",
            "+33 6 12 34 56 78",
            "+33 (0)6 12345678",
            "0033612345678",
            "06-12-34-56-78",
        ] {
            let telephone = Telephone::parse(typed).map(|telephone| telephone.to_string());
            assert_eq!(telephone.as_deref(), Ok("06 12 34 56 78"), "{typed:?}");
        }
    }

    #[test]
    fn a_number_from_elsewhere_keeps_its_parts() {
        let belgian = Telephone::parse("+32 2 123 45 67").expect("it can be dialled");
        assert_eq!((belgian.as_str(), belgian.dialled().as_str()), ("+32 2 123 45 67", "+3221234567"));
        assert_eq!(Telephone::parse("0032 2/123.45.67"), Ok(belgian));
    }

    #[test]
    fn what_nobody_can_dial_is_no_number() {
        for typed in [
            "",
            "12",
            "061234567",
            "06123456789",
            "0012",
            "bonjour",
            "06 12 34 56 7O",
            "06+12345678",
            "+33 6 12",
            "+1234567890123456",
            "<b>0612345678</b>",
        ] {
            assert_eq!(Telephone::parse(typed), Err(NotATelephone), "{typed:?}");
        }
    }
}
