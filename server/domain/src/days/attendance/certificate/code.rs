//! What a certificate is known by, and checked with.

/// The letters and digits of a code: those that nobody takes for one another.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The letters of a code: 60 random bits.
const LENGTH: usize = 12;

/// What a certificate is known by: « K7QF-2M9X-PA4T ».
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Code(String);

impl Code {
    /// A new one.
    ///
    /// # Panics
    /// When the system has no randomness to give: nothing can be trusted then.
    pub(in crate::days::attendance) fn mint() -> Self {
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes).expect("the system gives randomness");
        Self(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect())
    }

    pub(in crate::days::attendance) fn stored(text: String) -> Self {
        Self(text)
    }

    /// Reads what was typed, whatever the dashes and the case; `None` when it cannot be a code.
    pub fn parse(typed: &str) -> Option<Self> {
        let plain = typed.chars().filter(|c| *c != '-' && !c.is_whitespace()).take(LENGTH + 1);
        let plain: String = plain.map(|c| c.to_ascii_uppercase()).collect();
        let plausible = plain.len() == LENGTH && plain.bytes().all(|byte| LETTERS.contains(&byte));
        plausible.then_some(Self(plain))
    }

    /// Its letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is read: four by four.
    pub fn spaced(&self) -> String {
        let pieces: Vec<&str> = (0..3).filter_map(|rank| self.0.get(rank * 4..rank * 4 + 4)).collect();
        pieces.join("-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = Code::mint();
        assert_eq!(Code::parse(&code.spaced()).as_ref(), Some(&code));
        assert_eq!(Code::parse(&code.as_str().to_lowercase()).as_ref(), Some(&code));
        assert_eq!(code.spaced().len(), 14);
        assert_ne!(Code::mint(), code);
        for wrong in ["", "K7QF-2M9X", "K7QF-2M9X-PA4T-9", "K7QF-2M9X-PA40", "é".repeat(12).as_str()] {
            assert_eq!(Code::parse(wrong), None, "{wrong:?}");
        }
    }
}
