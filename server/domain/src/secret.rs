//! Secrets that are handed out once and kept only as a hash.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

/// 32 random bytes that let somebody in: shown once, never kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new token from the system's randomness.
    ///
    /// # Panics
    /// When the system has no randomness to give: nothing can be trusted then.
    pub fn mint() -> Self {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("the system gives randomness");
        Self(BASE64URL_NOPAD.encode(&bytes))
    }

    /// Reads what somebody presents; `None` when it cannot be a token.
    pub fn presented(text: &str) -> Option<Self> {
        let plausible = text.len() == 43 && BASE64URL_NOPAD.decode(text.as_bytes()).is_ok();
        plausible.then(|| Self(text.to_owned()))
    }

    /// The token itself, for a letter or a cookie.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it. A fast hash is enough: 256 random bits cannot be guessed.
    pub fn hash(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(self.0.as_bytes()))
    }
}

/// What tells one content from another: the mark of an answer that its reader may have already.
pub fn fingerprint(content: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(content.as_bytes())[..16])
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_back_and_never_shown_by_accident() {
        let token = Token::mint();
        assert_eq!(Token::presented(token.reveal()).as_ref(), Some(&token));
        assert_ne!(Token::mint(), token);
        assert_eq!(format!("{token:?}"), "Token(…)");
        assert!(!token.hash().contains(token.reveal()));
    }

    #[test]
    fn what_cannot_be_a_token_never_reaches_the_database() {
        for forged in ["", "abc", "' OR 1=1 --", &"é".repeat(43), &"=".repeat(43), &"A".repeat(44)] {
            assert_eq!(Token::presented(forged), None, "{forged:?}");
        }
    }
}
