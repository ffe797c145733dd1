//! Whether a person may come in: asked whenever a session is opened, and whenever one is used.

use chrono::{DateTime, Utc};

use super::Refusal;

/// How a person stands here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Comes and goes.
    Active,
    /// May not come in for a time.
    Suspended {
        /// When it ends by itself; without an end, an organiser lifts it.
        until: Option<DateTime<Utc>>,
        /// Why, in the organiser's words: for the desk and for the person.
        reason: String,
    },
    /// The account is closed.
    Gone,
}

impl Standing {
    /// The rule: only those who stand in good order have sessions.
    pub(super) fn admits(&self) -> Result<(), Refusal> {
        match self {
            Standing::Active => Ok(()),
            Standing::Suspended { until, .. } => Err(Refusal::Suspended(*until)),
            Standing::Gone => Err(Refusal::Gone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_who_stand_in_good_order_come_in() {
        let until = DateTime::from_timestamp(1_803_976_200, 0);
        let suspended = Standing::Suspended { until, reason: "À sa demande".to_owned() };
        assert_eq!(Standing::Active.admits(), Ok(()));
        assert_eq!(suspended.admits(), Err(Refusal::Suspended(until)));
        assert_eq!(Standing::Gone.admits(), Err(Refusal::Gone));
    }
}
