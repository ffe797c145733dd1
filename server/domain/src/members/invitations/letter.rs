//! The letter of an invitation: its token, and what became of it at the post.

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use super::{super::store, Invitation};
use crate::{
    Community, Failure, Id, Role, fault::Fault, mail::EmailAddress, members::Refusal, secret::Token,
};

/// What the letter says.
pub(crate) struct Carried {
    pub(crate) email: EmailAddress,
    pub(crate) name: Option<String>,
    pub(crate) host: Option<String>,
    pub(crate) role: Role,
    pub(crate) workplace: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) expires_at: DateTime<Utc>,
    pub(crate) token: Token,
    /// The letter of the last time, which should not leave any more.
    pub(crate) replaces: Option<i64>,
}

/// Mints the token of an invitation; `None` when it already is in a letter, or leads nowhere any more.
pub(crate) async fn mint(
    community: &Community,
    transaction: &DatabaseTransaction,
    invitation: Id<Invitation>,
) -> Result<Option<Carried>, Fault> {
    let token = Token::mint();
    store::give_invitation_hash(transaction, invitation, &token, community.now()).await
}

/// A link without a letter, for the demonstration and for tests.
///
/// # Errors
/// [`Refusal::NoSuchInvitation`] when it is in a letter already, or not open any more.
pub async fn mint_now(community: &Community, invitation: Id<Invitation>) -> Result<Token, Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    let carried = mint(community, &transaction, invitation).await?;
    let carried = carried.ok_or(Failure::Refused(Refusal::NoSuchInvitation))?;
    transaction.commit().await?;
    Ok(carried.token)
}

/// Remembers which letter carries the invitation.
pub(crate) async fn lettered(
    transaction: &DatabaseTransaction,
    invitation: Id<Invitation>,
    letter: i64,
) -> Result<(), Fault> {
    store::note_letter(transaction, invitation, letter).await
}

/// The letter that carries the invitation, if one was written.
pub(crate) async fn letter_of(
    transaction: &DatabaseTransaction,
    invitation: Id<Invitation>,
) -> Result<Option<i64>, Fault> {
    store::invitation_letter(transaction, invitation).await
}

/// Notes that the letter left, or never will: nothing where it carries no invitation.
pub(crate) async fn letter_settled(
    transaction: &DatabaseTransaction,
    letter: i64,
    left: bool,
    at: DateTime<Utc>,
) -> Result<(), Fault> {
    store::settle_invitation_letter(transaction, letter, left, at).await
}
