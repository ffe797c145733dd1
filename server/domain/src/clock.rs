//! What time it is, which tests and the demonstration decide for themselves.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Duration, SubsecRound, Utc};

/// Tells the time, in UTC, to the microsecond (what both databases keep).
#[derive(Debug, Clone, Default)]
pub struct Clock(Option<Arc<Mutex<DateTime<Utc>>>>);

impl Clock {
    /// The machine's clock.
    pub const fn system() -> Self {
        Self(None)
    }

    /// A clock that stands still until it is moved.
    pub fn stopped_at(instant: DateTime<Utc>) -> Self {
        Self(Some(Arc::new(Mutex::new(instant))))
    }

    /// The present instant.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.0 {
            None => Utc::now(),
            Some(instant) => *instant.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        };
        now.trunc_subsecs(6)
    }

    /// Moves a stopped clock forward; the machine's clock is nobody's to move.
    pub fn advance(&self, by: Duration) {
        if let Some(instant) = &self.0 {
            *instant.lock().unwrap_or_else(std::sync::PoisonError::into_inner) += by;
        }
    }
}
