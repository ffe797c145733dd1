//! What became of an invitation: a rule on its dates.

use chrono::{DateTime, Utc};

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its letter has not left yet.
    Waiting,
    /// Its letter has left.
    Sent,
    /// Its letter was refused: nobody has that address.
    Undelivered,
    /// There is an account.
    Accepted,
    /// Nobody came in time.
    Expired,
    /// It was taken back.
    Revoked,
}

impl State {
    /// Every state, in the order in which the list's filter offers them.
    pub const ALL: [State; 6] =
        [State::Waiting, State::Sent, State::Undelivered, State::Accepted, State::Expired, State::Revoked];

    /// Its name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            State::Waiting => "en-attente",
            State::Sent => "envoyees",
            State::Undelivered => "non-distribuees",
            State::Accepted => "acceptees",
            State::Expired => "expirees",
            State::Revoked => "retirees",
        }
    }

    /// The state of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// The dates that decide.
#[derive(Debug, Clone, Copy)]
pub(in crate::members) struct Dates {
    pub(in crate::members) expires_at: DateTime<Utc>,
    pub(in crate::members) posted_at: Option<DateTime<Utc>>,
    pub(in crate::members) undelivered_at: Option<DateTime<Utc>>,
    pub(in crate::members) accepted_at: Option<DateTime<Utc>>,
    pub(in crate::members) revoked_at: Option<DateTime<Utc>>,
}

impl Dates {
    /// What became of it, seen at that instant.
    pub(in crate::members) fn state(&self, now: DateTime<Utc>) -> State {
        if self.accepted_at.is_some() {
            State::Accepted
        } else if self.revoked_at.is_some() {
            State::Revoked
        } else if self.expires_at <= now {
            State::Expired
        } else if self.undelivered_at.is_some() {
            State::Undelivered
        } else if self.posted_at.is_some() {
            State::Sent
        } else {
            State::Waiting
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;

    #[test]
    fn an_invitation_goes_from_state_to_state() {
        let now = DateTime::UNIX_EPOCH;
        let later = now + Duration::days(14);
        let mut dates = Dates {
            expires_at: later,
            posted_at: None,
            undelivered_at: None,
            accepted_at: None,
            revoked_at: None,
        };
        assert_eq!(dates.state(now), State::Waiting);
        dates.posted_at = Some(now);
        assert_eq!(dates.state(later - Duration::microseconds(1)), State::Sent);
        assert_eq!(dates.state(later), State::Expired);
        let refused = Dates { posted_at: None, undelivered_at: Some(now), ..dates };
        assert_eq!((refused.state(now), refused.state(later)), (State::Undelivered, State::Expired));
        assert_eq!(Dates { revoked_at: Some(now), ..dates }.state(later), State::Revoked);
        assert_eq!(Dates { accepted_at: Some(now), ..dates }.state(later), State::Accepted);
    }

    #[test]
    fn every_state_is_read_back_from_its_code() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
        }
        assert_eq!(State::from_code("perdues"), None);
    }
}
