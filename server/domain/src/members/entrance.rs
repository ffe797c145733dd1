//! Coming in by password.

use super::{
    Member, Refusal, attempts,
    audit::Origin,
    password::{self, Password},
    sessions::{self, Opening, Way},
};
use crate::{Community, Failure, Id, mail::EmailAddress, secret::Token};

/// Somebody at the door, with an address and a password.
#[derive(Debug, Clone)]
pub struct Knock<'a> {
    /// The address, whoever's it is.
    pub email: &'a EmailAddress,
    /// The password.
    pub password: &'a Password,
    /// What the browser says it is.
    pub device: &'a str,
    /// From which network.
    pub origin: Origin,
}

/// Signs in by password: the session's token for the cookie, and who signed in. Nobody learns, from the answer or its time,
/// whether the address has an account, or the account a password.
///
/// # Errors
/// [`Refusal::WrongPassword`] when the two do not go together, [`Refusal::Wait`] when it was tried too often; those of
/// `sessions::open_for`, for whoever has the right password.
pub async fn by_password(
    community: &Community,
    knock: &Knock<'_>,
) -> Result<(Token, Id<Member>), Failure<Refusal>> {
    let attempt = attempts::begin(community, knock.email, knock.origin).await?;
    let checked = password::check(community, knock.email, knock.password).await;
    let member = attempt.ends(community, checked).await?;
    let transaction = community.database.begin().await?;
    let opening = Opening { member, device: knock.device, way: Way::Password, now: community.now() };
    let session = sessions::open_for(&transaction, &opening).await?;
    transaction.commit().await?;
    Ok((session, member))
}
