//! Being sure who asks before the ways in are changed: an open session on a desk that somebody left is not enough.

use chrono::{DateTime, Duration, Utc};

use super::{
    Member, Refusal, Session, attempts, audit,
    audit::{Deed, Origin},
    password::{self, Password},
    sessions::Way,
    store,
};
use crate::{Community, Failure, Id, fault::Fault};

/// A sign-in by link or by passkey proves who one is for that long.
pub const FRESH: Duration = Duration::minutes(15);

/// Somebody who has just shown who they are. Only [`prove`] makes one.
#[derive(Debug, Clone)]
pub struct Proven {
    member: Member,
    session: Id<Session>,
    origin: Origin,
}

impl Proven {
    /// The person.
    pub fn member(&self) -> &Member {
        &self.member
    }

    /// The session they act from, which outlives the others.
    pub(crate) fn session(&self) -> Id<Session> {
        self.session
    }

    /// A line of the audit log for what they do to their own account.
    pub(crate) fn line(&self, deed: Deed) -> audit::Line {
        let member = Some(self.member.id);
        audit::Line { actor: member, deed, subject: member, detail: String::new(), origin: self.origin }
    }
}

/// What a person has to show before changing how they sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// Nothing: they came in a moment ago, by a link or a passkey.
    Nothing,
    /// Their present password.
    Password,
    /// A new sign-in by link: they have no password, and came in long ago.
    Link,
}

/// What that person, on that session, has to show now.
///
/// # Errors
/// When the database cannot answer.
pub async fn needed(community: &Community, member: &Member, session: &Session) -> Result<Needed, Fault> {
    if is_fresh(session, community.now()) {
        return Ok(Needed::Nothing);
    }
    let kept = store::password(&community.database, &member.email).await?;
    let has_password = kept.is_some_and(|kept| kept.hash.is_some());
    Ok(if has_password { Needed::Password } else { Needed::Link })
}

/// The person, once they have shown what is needed.
///
/// # Errors
/// [`Refusal::ProofNeeded`] when somebody else looks in their place, or they have no password and came in too long ago,
/// [`Refusal::WrongPassword`] when the password is not theirs, [`Refusal::Wait`] when they were wrong too often.
pub async fn prove(
    community: &Community,
    member: &Member,
    session: &Session,
    present: &Password,
    origin: Origin,
) -> Result<Proven, Failure<Refusal>> {
    // What an organiser may see in somebody's place ends before the ways in, whatever else is asked at the door.
    if session.acting.is_some() {
        return Err(Failure::Refused(Refusal::ProofNeeded));
    }
    match needed(community, member, session).await? {
        Needed::Nothing => {}
        Needed::Link => return Err(Failure::Refused(Refusal::ProofNeeded)),
        Needed::Password => {
            let attempt = attempts::begin(community, &member.email, origin).await?;
            let checked = password::check(community, &member.email, present).await;
            attempt.ends(community, checked).await?;
        }
    }
    Ok(Proven { member: member.clone(), session: session.id, origin })
}

/// A password that opened a session an hour ago may have been somebody else's; a mailbox or a device read just now is one's own.
fn is_fresh(session: &Session, now: DateTime<Utc>) -> bool {
    matches!(session.way, Way::Link | Way::Passkey) && now - session.opened_at < FRESH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_is_fresh_for_a_quarter_of_an_hour_unless_by_password() {
        let opened_at = Utc::now();
        let session = |way| Session {
            id: Id::new(1),
            device: String::new(),
            way,
            opened_at,
            seen_at: opened_at,
            acting: None,
        };
        let fresh = |way, minutes| is_fresh(&session(way), opened_at + Duration::minutes(minutes));
        assert!(fresh(Way::Link, 14) && fresh(Way::Passkey, 14));
        assert!(!fresh(Way::Link, 15) && !fresh(Way::Password, 0));
    }
}
