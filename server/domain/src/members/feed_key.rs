//! The key of somebody's feeds: a feed reader has no session. It reads feeds and nothing else, and is revoked at will.

use chrono::{DateTime, Utc};

use super::{Member, store};
use crate::{Community, fault::Fault, secret::Token};

/// Makes the person's key, in the place of the one before, which lets nobody in any more. Shown once, kept as a hash.
///
/// # Errors
/// When the database cannot answer.
pub async fn make(community: &Community, member: &Member) -> Result<Token, Fault> {
    let token = Token::mint();
    let transaction = community.database.begin().await?;
    store::put_feed_key(&transaction, member.id, &token.hash(), community.now()).await?;
    transaction.commit().await?;
    Ok(token)
}

/// Takes the person's key back.
///
/// # Errors
/// When the database cannot answer.
pub async fn revoke(community: &Community, member: &Member) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    store::remove_feed_key(&transaction, member.id).await?;
    Ok(transaction.commit().await?)
}

/// When the person's key was made, if they have one.
///
/// # Errors
/// When the database cannot answer.
pub async fn made_at(community: &Community, member: &Member) -> Result<Option<DateTime<Utc>>, Fault> {
    store::feed_key_made_at(&community.database, member.id).await
}

/// Whose key it is, as long as that person may come in.
///
/// # Errors
/// When the database cannot answer.
pub async fn holder(community: &Community, key: &Token) -> Result<Option<Member>, Fault> {
    store::feed_key_holder(&community.database, key, community.now()).await
}
