//! The days that are over and of which nobody has said, or not wholly, who was there.

use chrono::{DateTime, Duration, Utc};

use super::DayId;

/// Days that are older than this are left in peace.
pub(in crate::days) const FORGOTTEN: Duration = Duration::days(400);

/// A day to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfilled {
    /// Its number.
    pub id: DayId,
    /// Its title.
    pub title: String,
    /// When it began.
    pub starts_at: DateTime<Utc>,
    /// How many signatures are missing of those who had a seat; none where nobody had.
    pub missing: u32,
}
