//! A day as the rules of registration see it, while its row is held.

use chrono::{DateTime, Utc};

use super::{Public, Refusal, Room, State, Window, registration};
use crate::members::Member;

/// What decides who may come, and who has a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) state: State,
    pub(crate) public: Public,
    pub(crate) room: Room,
    pub(crate) window: Window,
    pub(crate) ends_at: Option<DateTime<Utc>>,
    /// The rank of whoever comes now.
    pub(crate) arrivals: i64,
}

impl Held {
    /// Whether that person may register by themselves; `before` is where their registration stands already. Whoever is invited comes
    /// whatever their role, from the invitation to the beginning.
    pub(super) fn admits(
        &self,
        member: &Member,
        before: Option<registration::State>,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        if self.state == State::Draft {
            return Err(Refusal::NotThere);
        }
        self.takes(now)?;
        match before {
            Some(state) if state.is_live() || state == registration::State::Invited => Ok(()),
            _ if !self.public.has(member) => Err(Refusal::NotTheirPublic),
            _ => self.window.admits(now),
        }
    }

    /// Whether anybody may be put in its list.
    pub(super) fn takes(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        match self.state {
            State::Draft => Err(Refusal::NotPublished),
            State::Postponed | State::Cancelled => Err(Refusal::CalledOff),
            State::Held => Err(Refusal::Begun),
            State::Published if self.has_begun(now) => Err(Refusal::Begun),
            State::Published => Ok(()),
        }
    }

    /// Whether a seat that is free is given to whoever waits: of a day that is on, and before it begins.
    pub(super) fn gives_seats(&self, now: DateTime<Utc>) -> bool {
        self.state == State::Published && !self.has_begun(now)
    }

    /// Whether its first session has begun. The date of a day that is put off is not its date any more.
    pub(super) fn has_begun(&self, now: DateTime<Utc>) -> bool {
        self.state != State::Postponed && self.window.starts_at.is_some_and(|start| start <= now)
    }

    /// Whether its last session has ended.
    pub(super) fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.ends_at.is_some_and(|end| end <= now)
    }
}
