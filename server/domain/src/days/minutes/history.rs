//! The versions of the minutes, for those who write them: what was taken out before the publication is nobody else's to read.

use chrono::{DateTime, Utc};

use super::{Refusal, Standing, diff, found, store};
use crate::{
    Community, Failure, Id,
    days::{DayId, Part, TrainingDay},
    members::{Member, Visitor},
};

/// A version: when, and whose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its rank, from 1.
    pub edition: i32,
    /// Who wrote it.
    pub by: (Id<Member>, String),
    /// When.
    pub at: DateTime<Utc>,
}

/// Every version, the last first.
///
/// # Errors
/// [`Refusal::NotThere`] for whoever does not read them.
pub async fn versions(
    community: &Community,
    visitor: &Visitor,
    day: DayId,
) -> Result<(TrainingDay, Vec<Version>), Failure<Refusal>> {
    let day = readable(community, visitor, day).await?;
    let versions = store::versions(community.database.reader(), day.id).await?;
    Ok((day, versions))
}

/// One version, its text, and what it changed of the one before.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn version(
    community: &Community,
    visitor: &Visitor,
    day: DayId,
    edition: i32,
) -> Result<(TrainingDay, Version, Vec<diff::Line>), Failure<Refusal>> {
    let day = readable(community, visitor, day).await?;
    let (version, before, body) = store::version(community.database.reader(), day.id, edition)
        .await?
        .ok_or(Failure::Refused(Refusal::NotThere))?;
    let lines = diff::between(&before, &body);
    Ok((day, version, lines))
}

async fn readable(
    community: &Community,
    visitor: &Visitor,
    day: DayId,
) -> Result<TrainingDay, Failure<Refusal>> {
    let day = found(community, visitor, day).await?;
    match Part::of(visitor, &day).reads_drafts_of_minutes() && day.minutes != Standing::Absent {
        true => Ok(day),
        false => Err(Failure::Refused(Refusal::NotThere)),
    }
}
