//! Sessions: opaque, kept as hashes, revocable one by one.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;

use super::{
    Member, Refusal,
    desk::acting::{self, Acting},
    store,
};
use crate::{Community, Failure, Id, fault::Fault, secret::Token};

/// A session ends after that many days without a visit.
pub const DAYS: i64 = 30;

/// A visit later than this after the last sign of life is a new visit.
pub(super) const PAUSE: Duration = Duration::minutes(30);

/// A sign of life is written down at most this often: reading a page is not a write.
const PULSE: Duration = Duration::minutes(5);

/// How a session was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By a link in a letter, or from the command line.
    Link,
    /// By a password.
    Password,
    /// By a passkey.
    Passkey,
}

impl Way {
    const ALL: [Way; 3] = [Way::Link, Way::Password, Way::Passkey];

    /// Its name in the database.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Way::Link => "link",
            Way::Password => "password",
            Way::Passkey => "passkey",
        }
    }

    /// The way of that name.
    pub(crate) fn from_code(code: &str) -> Result<Self, Fault> {
        let found = Way::ALL.into_iter().find(|way| way.code() == code);
        found.ok_or_else(|| Fault::Corrupt(format!("a session opened by {code:?}")))
    }
}

/// A device somebody is signed in on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub id: Id<Session>,
    /// What the browser says it is.
    pub device: String,
    /// How the person came in.
    pub way: Way,
    /// When the person signed in.
    pub opened_at: DateTime<Utc>,
    /// When the session was last used, to five minutes.
    pub seen_at: DateTime<Utc>,
    /// Who really looks, when an organiser sees the site in the member's place with it: reading only.
    pub acting: Option<Acting>,
}

/// A session about to be opened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening<'a> {
    pub(super) member: Id<Member>,
    /// What the browser says it is.
    pub(super) device: &'a str,
    pub(super) way: Way,
    pub(super) now: DateTime<Utc>,
}

/// Opens a session for that person on this device, by whatever way they came: its token, for the cookie. The only way in.
///
/// # Errors
/// [`Refusal::Suspended`], [`Refusal::Gone`]: whoever does not stand in good order here has no session.
pub(super) async fn open_for(
    transaction: &DatabaseTransaction,
    opening: &Opening<'_>,
) -> Result<Token, Failure<Refusal>> {
    let Opening { member, now, .. } = *opening;
    store::standing(transaction, member, now).await?.admits().map_err(Failure::Refused)?;
    let token = Token::mint();
    store::add_session(transaction, opening, &token.hash(), expiry(now)).await?;
    Ok(token)
}

/// The session of this token and its member, if it is still good and so is their standing.
///
/// # Errors
/// When the database cannot answer.
pub async fn resume(community: &Community, token: &Token) -> Result<Option<(Session, Member)>, Fault> {
    let now = community.now();
    let Some(resumed) = store::session(&community.database, token, now).await? else { return Ok(None) };
    let store::Resumed { session, mut member, seen_at, acting } = resumed;
    if now - session.seen_at >= PULSE {
        let new_visit = seen_at.is_none_or(|seen| now - seen >= PAUSE);
        if new_visit {
            member.visited_before_at = seen_at;
        }
        store::note_presence(&community.database, &session, &member, now).await?;
    }
    match acting {
        None => Ok(Some((session, member))),
        Some(acting) => acting::resumed(community, session, member, acting).await.map(Some),
    }
}

/// The person's open sessions, the latest used first.
///
/// # Errors
/// When the database cannot answer.
pub async fn open(community: &Community, member: &Member) -> Result<Vec<Session>, Fault> {
    store::open_sessions(&community.database, member.id, community.now()).await
}

/// Ends one of the person's sessions; ending it twice, or somebody else's, changes nothing.
///
/// # Errors
/// When the database cannot answer.
pub async fn revoke(community: &Community, member: &Member, session: Id<Session>) -> Result<(), Fault> {
    store::revoke(&community.database, member.id, store::Which::Only(session), community.now()).await
}

/// Ends all of the person's sessions but this one.
///
/// # Errors
/// When the database cannot answer.
pub async fn revoke_others(community: &Community, member: &Member, kept: Id<Session>) -> Result<(), Fault> {
    store::revoke(&community.database, member.id, store::Which::AllBut(kept), community.now()).await
}

/// When a session used now would end.
pub(super) fn expiry(now: DateTime<Utc>) -> DateTime<Utc> {
    now + Duration::days(DAYS)
}
