//! Adding a passkey to one's account.

use serde_json::{Value, json};
use webauthn_rs::prelude::{Passkey as Key, PasskeyRegistration};

use super::{Begun, MOST, PasskeyName, begin, credential_id, end, handle, refused, unreadable, webauthn};
use crate::{
    Community, Failure, Id,
    journal::{self, Event},
    members::{
        Member, Refusal, Session,
        audit::{self, Deed, Origin},
        proof::Proven,
        store,
    },
    secret::Token,
};

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
