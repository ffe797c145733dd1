//! Passkeys: a key that a person's device or password manager keeps, and that proves who they are without a word to type.
//!
//! Every key is discoverable: whoever comes in names nobody first, so that the door says nothing of who has an account. A ceremony
//! (a challenge and its answer) lives five minutes in the database and serves once, whichever process answers. The protocol is
//! webauthn-rs's, which is Rust all the way down: nothing of the machine is linked.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;
use serde_json::Value;
use sha2::{Digest, Sha256};
use url::{Host, Url};
use webauthn_rs::{Webauthn, WebauthnBuilder, prelude::Uuid};

use super::{
    Member, Refusal, Session,
    audit::{self, Deed, Origin},
    store,
};
use crate::{Community, Failure, Id, fault::Fault, secret::Token, text::Line};

mod adding;
mod entering;

pub use adding::{Addition, add, begin_adding};
pub use entering::{begin_entering, enter};

/// How long a ceremony may take.
const PATIENCE: Duration = Duration::minutes(5);

/// Nobody has more devices than that.
pub const MOST: usize = 20;

/// What a person calls a passkey.
pub type PasskeyName = Line<1, 60>;

/// A passkey, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its number.
    pub id: Id<Passkey>,
    /// What the person calls it.
    pub name: String,
    /// When it was added.
    pub made_at: DateTime<Utc>,
    /// When it last let the person in.
    pub used_at: Option<DateTime<Utc>>,
}

/// A ceremony that has begun: its number, and what the browser's `navigator.credentials` is given.
#[derive(Debug)]
pub struct Begun {
    /// Hands the answer to its challenge.
    pub ceremony: Token,
    /// The options, as WebAuthn writes them in JSON.
    pub options: Value,
}

/// The domain that passkeys of the site at this address belong to, and the origin of its pages; `None` at a bare network address,
/// where there are none. A machine on its own is called « localhost ».
fn relying_party(address: &str) -> Option<(String, Url)> {
    let mut origin = Url::parse(address).ok()?;
    let alone = match origin.host()? {
        Host::Domain(_) => false,
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    };
    if alone {
        origin.set_host(Some("localhost")).ok()?;
    }
    let domain = origin.domain()?.to_owned();
    Some((domain, origin))
}

/// The domain that this site's passkeys belong to, where it can have any.
pub fn domain(community: &Community) -> Option<String> {
    relying_party(&community.address).map(|(domain, _)| domain)
}

fn webauthn(community: &Community) -> Result<Webauthn, Failure<Refusal>> {
    let (domain, origin) =
        relying_party(&community.address).ok_or(Failure::Refused(Refusal::PasskeyRefused))?;
    let builder = WebauthnBuilder::new(&domain, &origin).map_err(|_| refused("the site's address"))?;
    builder.rp_name("Communauté VAE").build().map_err(|_| refused("the site's address"))
}

/// Somebody's answer that is not the right one is no accident; its reason is for whoever looks into the log.
fn refused(why: impl std::fmt::Display) -> Failure<Refusal> {
    tracing::debug!(%why, "a passkey was refused");
    Failure::Refused(Refusal::PasskeyRefused)
}

fn unreadable(error: serde_json::Error) -> Failure<Refusal> {
    Failure::Fault(Fault::Corrupt(format!("a passkey: {error}")))
}

/// What devices know the person by: always the same, and nothing that can be read.
fn handle(community: &Community, member: Id<Member>) -> Uuid {
    let digest = Sha256::digest(format!("{}#{member}", community.address));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Uuid::from_bytes(bytes)
}

/// The person's passkeys, the oldest first.
///
/// # Errors
/// When the database cannot answer.
pub async fn mine(community: &Community, member: &Member) -> Result<Vec<Passkey>, Fault> {
    store::passkeys(&community.database, member.id).await
}

async fn begin(
    community: &Community,
    state: &str,
    session: Option<Id<Session>>,
    options: Value,
) -> Result<Begun, Failure<Refusal>> {
    let (now, ceremony) = (community.now(), Token::mint());
    let transaction = community.database.begin().await?;
    store::begin_ceremony(&transaction, &ceremony, state, session, (now, now + PATIENCE)).await?;
    transaction.commit().await?;
    Ok(Begun { ceremony, options })
}

/// Ends the ceremony, for good: what the challenge was. A wrong answer is not given a second time.
async fn end(
    transaction: DatabaseTransaction,
    ceremony: &Token,
    session: Option<Id<Session>>,
    now: DateTime<Utc>,
) -> Result<String, Failure<Refusal>> {
    let ended = store::end_ceremony(&transaction, ceremony, session, now).await?;
    transaction.commit().await?;
    ended.ok_or_else(|| refused("no such ceremony"))
}

fn credential_id(bytes: &[u8]) -> String {
    data_encoding::BASE64URL_NOPAD.encode(bytes)
}

/// Removes one of the person's passkeys; removing it twice, or somebody else's, changes nothing.
///
/// # Errors
/// When the database cannot answer.
pub async fn remove(
    community: &Community,
    member: &Member,
    passkey: Id<Passkey>,
    origin: Origin,
) -> Result<(), Fault> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    if store::remove_passkey(&transaction, member.id, passkey).await? {
        let subject = Some(member.id);
        let line = audit::Line {
            actor: subject,
            deed: Deed::PasskeyRemoved,
            subject,
            detail: String::new(),
            origin,
        };
        audit::note(&transaction, now, line).await?;
    }
    Ok(transaction.commit().await?)
}

/// Whom to write to about a passkey that was added, and what they call it.
pub(crate) async fn added(
    transaction: &DatabaseTransaction,
    passkey: Id<Passkey>,
) -> Result<Option<(store::Correspondent, String)>, Fault> {
    let Some((member, name)) = store::passkey_owner(transaction, passkey).await? else { return Ok(None) };
    let person = store::correspondent(transaction, member).await?;
    Ok(person.map(|person| (person, name)))
}

#[cfg(test)]
mod tests {
    use super::relying_party;

    #[test]
    fn passkeys_belong_to_a_domain() {
        let of = |address: &str| relying_party(address).map(|(domain, origin)| (domain, origin.to_string()));
        let of_site = of("https://communaute.exemple.fr");
        assert_eq!(of_site, Some(("communaute.exemple.fr".into(), "https://communaute.exemple.fr/".into())));
        assert_eq!(of("http://127.0.0.1:3000"), Some(("localhost".into(), "http://localhost:3000/".into())));
        assert_eq!(of("http://localhost:3000"), Some(("localhost".into(), "http://localhost:3000/".into())));
        assert_eq!(of("http://192.0.2.10:3000"), None, "a bare network address has none");
        assert_eq!(of(""), None);
    }
}
