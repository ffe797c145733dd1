//! Signing in by a link sent by e-mail: good for fifteen minutes, once, on any device.
//!
//! Asking does the same work whether or not the address has an account, so that neither the answer nor its time tells. The
//! token exists only in the letter: it is minted while the letter is written, and the database keeps its hash.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;

use super::{
    Member, Refusal,
    sessions::{self, Opening, Way},
    store,
};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    journal::{self, Event},
    mail::EmailAddress,
    secret::Token,
};

/// How long a link is good for.
pub const MINUTES: i64 = 15;

/// No more letters than this in the life of a link, so that nobody's mailbox is flooded.
const LETTERS: u64 = 5;

/// A sign-in link that somebody asked for.
#[derive(Debug)]
pub enum SignInLink {}

/// Where to go after signing in: an address of this site, never of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination(String);

impl Destination {
    /// Reads a path of this site; anything else leads home.
    pub fn parse(text: &str) -> Self {
        let path = text.starts_with('/')
            && !text.starts_with("//")
            && !text.starts_with("/connexion")
            && text.len() <= 500
            && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        Self(if path { text.to_owned() } else { "/".to_owned() })
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Notes that somebody asked for a link; the letter is a consequence, for those who have an account.
///
/// # Errors
/// When the database cannot answer.
pub async fn ask(
    community: &Community,
    email: &EmailAddress,
    destination: &Destination,
) -> Result<(), Fault> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let link =
        store::add_link(&transaction, email, destination, now, now + Duration::minutes(MINUTES)).await?;
    journal::record(&transaction, now, None, Event::SignInAsked(link.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// What the letter says: to whom, and the token of the link.
pub(crate) struct Invitation {
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    pub(crate) token: Token,
    pub(crate) expires_at: DateTime<Utc>,
}

/// Mints the token of a link that was asked for; `None` when nobody has that address, when the link is already in a letter,
/// or when that person has had enough letters.
pub(crate) async fn mint(
    community: &Community,
    transaction: &DatabaseTransaction,
    link: Id<SignInLink>,
) -> Result<Option<Invitation>, Fault> {
    let since = community.now() - Duration::minutes(MINUTES);
    let Some(asked) = store::asked(transaction, link, since).await? else { return Ok(None) };
    if asked.letters >= LETTERS {
        return Ok(None);
    }
    let token = Token::mint();
    store::give_hash(transaction, link, &token.hash(), Some(community.now())).await?;
    Ok(Some(Invitation { name: asked.name, email: asked.email, token, expires_at: asked.expires_at }))
}

/// A link without a letter, for whoever has shell access or tries the demonstration.
///
/// # Errors
/// [`Refusal::NoAccount`] when nobody has that address.
pub async fn mint_now(
    community: &Community,
    email: &EmailAddress,
    destination: &Destination,
) -> Result<Token, Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let link =
        store::add_link(&transaction, email, destination, now, now + Duration::minutes(MINUTES)).await?;
    if store::asked(&transaction, link, now).await?.is_none() {
        return Err(Failure::Refused(Refusal::NoAccount));
    }
    let token = Token::mint();
    store::give_hash(&transaction, link, &token.hash(), None).await?;
    transaction.commit().await?;
    Ok(token)
}

/// Whether the link would still let somebody in: what its page shows before the button is pressed.
///
/// # Errors
/// [`Refusal::LinkSpent`] when it would not.
pub async fn look(community: &Community, token: &Token) -> Result<(), Failure<Refusal>> {
    match store::live_link(&community.database, token, community.now()).await? {
        true => Ok(()),
        false => Err(Failure::Refused(Refusal::LinkSpent)),
    }
}

/// Uses the link up and opens a session on this device: its token for the cookie, who signed in, where they were going.
///
/// # Errors
/// [`Refusal::LinkSpent`] when the link is unknown, too old, or was used a moment ago in another tab; those of
/// [`sessions::open_for`], which leave the link as it was.
pub async fn enter(
    community: &Community,
    token: &Token,
    device: &str,
) -> Result<(Token, Id<Member>, Destination), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let Some((member, destination)) = store::spend_link(&transaction, token, now).await? else {
        return Err(Failure::Refused(Refusal::LinkSpent));
    };
    let opening = Opening { member, device, way: Way::Link, now };
    let session = sessions::open_for(&transaction, &opening).await?;
    transaction.commit().await?;
    Ok((session, member, Destination(destination)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_destination_is_a_path_of_this_site() {
        assert_eq!(Destination::parse("/forums?page=2").as_str(), "/forums?page=2");
        let elsewhere = [
            "https://ailleurs.fr",
            "//ailleurs.fr",
            "/\\ailleurs.fr",
            "/a\r\nSet-Cookie: x",
            "/connexion",
            "",
        ];
        for elsewhere in elsewhere {
            assert_eq!(Destination::parse(elsewhere).as_str(), "/", "{elsewhere:?}");
        }
    }
}
