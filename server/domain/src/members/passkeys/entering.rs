//! Coming in with a passkey.

use serde_json::Value;
use webauthn_rs::prelude::{DiscoverableAuthentication, DiscoverableKey, Passkey as Key};

use super::{Begun, begin, credential_id, end, handle, refused, unreadable, webauthn};
use crate::{
    Community, Failure, Id,
    members::{
        Member, Refusal,
        sessions::{self, Opening, Way},
        store,
    },
    secret::Token,
};

/// Begins to let somebody in, whoever they are.
///
/// # Errors
/// [`Refusal::PasskeyRefused`] when the site cannot have any.
pub async fn begin_entering(community: &Community) -> Result<Begun, Failure<Refusal>> {
    let (options, state) = webauthn(community)?.start_discoverable_authentication().map_err(refused)?;
    let options = serde_json::to_value(options).map_err(unreadable)?;
    begin(community, &serde_json::to_string(&state).map_err(unreadable)?, None, options).await
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
