//! Sessions: opaque, kept as hashes, revocable one by one.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;

use super::{Member, Refusal, store};
use crate::{Community, Failure, Id, fault::Fault, secret::Token};

/// A session ends after that many days without a visit.
pub const DAYS: i64 = 30;

/// A visit later than this after the last sign of life is a new visit.
pub(super) const PAUSE: Duration = Duration::minutes(30);

/// A sign of life is written down at most this often: reading a page is not a write.
const PULSE: Duration = Duration::minutes(5);

/// A device somebody is signed in on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub id: Id<Session>,
    /// What the browser says it is.
    pub device: String,
    /// When the person signed in.
    pub opened_at: DateTime<Utc>,
    /// When the session was last used, to five minutes.
    pub seen_at: DateTime<Utc>,
}

/// Opens a session for that person on this device, by whatever way they came: its token, for the cookie. The only way in.
///
/// # Errors
/// [`Refusal::Suspended`], [`Refusal::Gone`]: whoever does not stand in good order here has no session.
pub(super) async fn open_for(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    device: &str,
    now: DateTime<Utc>,
) -> Result<Token, Failure<Refusal>> {
    store::standing(transaction, member, now).await?.admits().map_err(Failure::Refused)?;
    let token = Token::mint();
    let device: String = device.chars().filter(|c| !c.is_control()).take(200).collect();
    store::add_session(transaction, member, &token.hash(), &device, now, expiry(now)).await?;
    Ok(token)
}

/// The session of this token and its member, if it is still good and so is their standing.
///
/// # Errors
/// When the database cannot answer.
pub async fn resume(community: &Community, token: &Token) -> Result<Option<(Session, Member)>, Fault> {
    let now = community.now();
    let Some((session, mut member, seen_at)) = store::session(&community.database, token, now).await? else {
        return Ok(None);
    };
    if now - session.seen_at >= PULSE {
        let new_visit = seen_at.is_none_or(|seen| now - seen >= PAUSE);
        if new_visit {
            member.visited_before_at = seen_at;
        }
        store::note_presence(&community.database, &session, &member, now).await?;
    }
    Ok(Some((session, member)))
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
