//! Hashing and verifying: argon2id, slow on purpose, for two people at once at most so that it never takes the whole machine.

use std::{cell::Cell, future::Future};

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordVerifier, Version,
    password_hash::{PasswordHasher, SaltString},
};
use tokio::sync::Semaphore;

use super::Password;
use crate::fault::Fault;

/// OWASP, « Password Storage Cheat Sheet »: argon2id with 19 MiB of memory, two passes, one lane.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Two at once: 38 MiB, and as many cores.
static SEATS: Semaphore = Semaphore::const_new(2);

tokio::task_local! {
    static VERIFIED: Cell<u32>;
}

/// Runs the future and tells how many verifications it asked for: nobody is to be told apart by doing without.
pub async fn counted<F: Future>(future: F) -> (F::Output, u32) {
    VERIFIED
        .scope(Cell::new(0), async {
            let output = future.await;
            (output, VERIFIED.with(Cell::get))
        })
        .await
}

/// What comes of a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Whether it is that password.
    pub(super) matches: bool,
    /// Whether the hash was made with other parameters than today's.
    pub(super) outdated: bool,
}

/// The hash of the password, with its salt and parameters (PHC string).
pub(super) async fn hash(password: &Password) -> Result<String, Fault> {
    let password = password.clone();
    seated(move || {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|error| Fault::Corrupt(format!("no randomness: {error}")))?;
        let salt = SaltString::encode_b64(&salt).map_err(unreadable)?;
        Ok(argon2().hash_password(password.0.as_bytes(), &salt).map_err(unreadable)?.to_string())
    })
    .await
}

/// Compares the password with a hash, or with nobody's.
pub(super) async fn verify(hash: Option<String>, password: &Password) -> Result<Verdict, Fault> {
    let _ = VERIFIED.try_with(|count| count.set(count.get() + 1));
    let (hash, password) = (hash.unwrap_or_else(nobodys), password.clone());
    seated(move || {
        let kept = PasswordHash::new(&hash).map_err(unreadable)?;
        let matches = match argon2().verify_password(password.0.as_bytes(), &kept) {
            Ok(()) => true,
            Err(argon2::password_hash::Error::Password) => false,
            Err(error) => return Err(unreadable(error)),
        };
        let params = Params::try_from(&kept).map_err(unreadable)?;
        let today = (params.m_cost(), params.t_cost(), params.p_cost()) == (MEMORY, PASSES, LANES)
            && kept.algorithm == Algorithm::Argon2id.ident();
        Ok(Verdict { matches, outdated: !today })
    })
    .await
}

/// A hash that no password gives, as long to verify as any.
fn nobodys() -> String {
    let (salt, output) = ("A".repeat(22), "A".repeat(43));
    format!("$argon2id$v=19$m={MEMORY},t={PASSES},p={LANES}${salt}${output}")
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY, PASSES, LANES, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn unreadable(error: argon2::password_hash::Error) -> Fault {
    Fault::Corrupt(format!("a password's hash: {error}"))
}

async fn seated<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let _seat = SEATS.acquire().await.map_err(|_| Fault::Corrupt("no seat to hash in".to_owned()))?;
    tokio::task::spawn_blocking(work).await?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_opens_to_its_password_only() {
        let password = Password::presented("pluie fine sur la verrière");
        let hash = hash(&password).await.expect("it is hashed");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let right = verify(Some(hash.clone()), &password).await.expect("it is compared");
        assert_eq!(right, Verdict { matches: true, outdated: false });
        let wrong = verify(Some(hash), &Password::presented("pluie fine")).await.expect("it is compared");
        assert!(!wrong.matches);
    }

    #[tokio::test]
    async fn nobodys_hash_is_compared_like_any() {
        let (verdict, count) = counted(verify(None, &Password::presented(""))).await;
        assert_eq!(verdict.expect("it is compared"), Verdict { matches: false, outdated: false });
        assert_eq!(count, 1);
    }

    #[tokio::test]
    async fn a_hash_of_yesterday_is_known_as_such() {
        let params = Params::new(8_192, 1, 1, None).expect("they are parameters");
        let yesterday = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let salt = SaltString::encode_b64(&[7; 16]).expect("it is a salt");
        let hash = yesterday.hash_password(b"pluie fine", &salt).expect("it is hashed").to_string();
        let verdict = verify(Some(hash), &Password::presented("pluie fine")).await.expect("it is compared");
        assert_eq!(verdict, Verdict { matches: true, outdated: true });
    }
}
