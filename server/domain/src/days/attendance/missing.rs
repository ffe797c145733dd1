//! The days that are over and of which nobody has said, or not wholly, who was there.

use chrono::{DateTime, Duration, Utc};

use super::DayId;
use crate::{Community, days::waiting, fault::Fault, members::Organiser};

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

/// The days to fill in, the oldest first. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn find(community: &Community, _: &Organiser) -> Result<Vec<Unfilled>, Fault> {
    waiting::unfilled(community).await
}
