//! Passkeys: a key that a person's device or password manager keeps, and that proves who they are without a word to type.
//!
//! Every key is discoverable: whoever comes in names nobody first, so that the door says nothing of who has an account. A ceremony
//! (a challenge and its answer) lives five minutes in the database and serves once, whichever process answers. The protocol is
//! webauthn-rs's, which is Rust all the way down: nothing of the machine is linked.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::{Host, Url};
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{DiscoverableAuthentication, DiscoverableKey, Passkey as Key, PasskeyRegistration, Uuid},
};

use super::{
    Member, Refusal, Session,
    audit::{self, Deed, Origin},
    proof::Proven,
    sessions::{self, Opening, Way},
    store,
};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    journal::{self, Event},
    secret::Token,
    text::Line,
};

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

/// Begins to add a passkey to the account of whoever has just shown who they are.
///
/// # Errors
/// [`Refusal::PasskeyRefused`] when the site cannot have any, [`Refusal::TooManyPasskeys`].
pub async fn begin_adding(community: &Community, proven: &Proven) -> Result<Begun, Failure<Refusal>> {
    let member = proven.member();
    let known = store::credentials(&community.database, member.id).await?;
    if known.len() >= MOST {
        return Err(Failure::Refused(Refusal::TooManyPasskeys));
    }
    let known: Result<Vec<Key>, _> = known.iter().map(|kept| serde_json::from_str(kept)).collect();
    let known = known.map_err(unreadable)?.into_iter().map(|key| key.cred_id().clone()).collect();
    let (handle, name) = (handle(community, member.id), member.name.as_str());
    let begun =
        webauthn(community)?.start_passkey_registration(handle, member.email.as_str(), name, Some(known));
    let (options, state) = begun.map_err(refused)?;
    let mut options = serde_json::to_value(options).map_err(unreadable)?;
    // Only a key that the device finds by itself lets in here.
    options["publicKey"]["authenticatorSelection"]["residentKey"] = json!("required");
    options["publicKey"]["authenticatorSelection"]["requireResidentKey"] = json!(true);
    let state = serde_json::to_string(&state).map_err(unreadable)?;
    begin(community, &state, Some(proven.session()), options).await
}

/// Begins to let somebody in, whoever they are.
///
/// # Errors
/// [`Refusal::PasskeyRefused`] when the site cannot have any.
pub async fn begin_entering(community: &Community) -> Result<Begun, Failure<Refusal>> {
    let (options, state) = webauthn(community)?.start_discoverable_authentication().map_err(refused)?;
    let options = serde_json::to_value(options).map_err(unreadable)?;
    begin(community, &serde_json::to_string(&state).map_err(unreadable)?, None, options).await
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

/// A passkey about to be added: what the browser answered, and what the person calls it.
#[derive(Debug)]
pub struct Addition<'a> {
    /// The ceremony.
    pub ceremony: &'a Token,
    /// What `navigator.credentials.create` gave, in JSON.
    pub answer: Value,
    /// What the person calls it.
    pub name: &'a PasskeyName,
    /// From where.
    pub origin: Origin,
}

/// Adds the passkey, on the very session that began. A letter says so.
///
/// # Errors
/// [`Refusal::PasskeyRefused`] when the answer is not to this challenge, comes too late, or twice.
pub async fn add(
    community: &Community,
    member: &Member,
    session: Id<Session>,
    addition: Addition<'_>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let state = end(transaction, addition.ceremony, Some(session), now).await?;
    let state: PasskeyRegistration = serde_json::from_str(&state).map_err(unreadable)?;
    let answer = serde_json::from_value(addition.answer).map_err(refused)?;
    let key = webauthn(community)?.finish_passkey_registration(&answer, &state).map_err(refused)?;
    let kept = serde_json::to_string(&key).map_err(unreadable)?;
    let transaction = community.database.begin().await?;
    let new = store::NewPasskey {
        member: member.id,
        name: addition.name.as_str(),
        credential_id: &credential_id(key.cred_id().as_ref()),
        credential: &kept,
    };
    let Some(passkey) = store::add_passkey(&transaction, &new, now).await? else {
        return Err(refused("it is somebody's already"));
    };
    let (subject, origin) = (Some(member.id), addition.origin);
    let line =
        audit::Line { actor: subject, deed: Deed::PasskeyAdded, subject, detail: String::new(), origin };
    audit::note(&transaction, now, line).await?;
    let event = Event::PasskeyAdded(passkey.number());
    journal::record(&transaction, now, Some(member.id.number()), event).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Lets the owner of the passkey in: the session's token for the cookie, and who signed in.
///
/// # Errors
/// [`Refusal::PasskeyRefused`] when the answer is nobody's, not to this challenge, too late, or given twice; those of
/// `sessions::open_for`, for whoever has the right key.
pub async fn enter(
    community: &Community,
    ceremony: &Token,
    answer: Value,
    device: &str,
) -> Result<(Token, Id<Member>), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let state = end(transaction, ceremony, None, now).await?;
    let state: DiscoverableAuthentication = serde_json::from_str(&state).map_err(unreadable)?;
    let answer = serde_json::from_value(answer).map_err(refused)?;
    let webauthn = webauthn(community)?;
    let (claimed, id) = webauthn.identify_discoverable_authentication(&answer).map_err(refused)?;
    let Some(kept) = store::passkey(&community.database, &credential_id(id)).await? else {
        return Err(refused("nobody has it"));
    };
    if claimed != handle(community, kept.member) {
        return Err(refused("it is somebody else's"));
    }
    let mut key: Key = serde_json::from_str(&kept.credential).map_err(unreadable)?;
    let shown = webauthn.finish_discoverable_authentication_v2(&answer, state, DiscoverableKey::from(&key));
    key.update_credential(&shown.map_err(refused)?);
    let updated = serde_json::to_string(&key).map_err(unreadable)?;
    let transaction = community.database.begin().await?;
    if !store::use_passkey(&transaction, kept.id, &updated, now).await? {
        return Err(refused("it was removed a moment ago"));
    }
    let opening = Opening { member: kept.member, device, way: Way::Passkey, now };
    let session = sessions::open_for(&transaction, &opening).await?;
    transaction.commit().await?;
    Ok((session, kept.member))
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
