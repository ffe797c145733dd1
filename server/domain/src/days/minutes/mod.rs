//! The minutes of a day: one text that those who were there write together, kept in every version.
//!
//! - `writing`: changing the text; `publication`: showing it to everybody who reads the programme.
//! - `history`: the versions; `diff`: what changed from one to the next.
//!
//! They are written from the beginning of the day on. Those who came write them, and the organisers; whoever spoke reads them
//! meanwhile. An organiser publishes what they have read: from then on organisers alone change the text, and may give it back to be
//! written. Two who change it at the same time: the second is told and shown both texts, nothing is put over the first's.

use chrono::{DateTime, Utc};

use super::{DayId, Part, State, TrainingDay, page};
use crate::{
    Community, Failure, Id,
    members::{Member, Visitor},
    text::Html,
};

pub mod diff;
pub mod history;
pub mod publication;
pub(in crate::days) mod store;
pub mod writing;

/// Where the minutes of a day are, for whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There are none, or not for this visitor yet.
    Absent,
    /// They are being written.
    Draft,
    /// Everybody who reads the programme reads them.
    Published,
}

/// The minutes as they are now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// Safe to show as it is.
    pub html: Html,
    /// Grows with each change.
    pub edition: i32,
    /// When they last changed.
    pub changed_at: DateTime<Utc>,
    /// Those who wrote them, in the order of their first words.
    pub authors: Vec<(Id<Member>, String)>,
    /// When they were published.
    pub published_at: Option<DateTime<Utc>>,
}

/// What is said to a person about minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such day or no minutes, or not for this person.
    NotThere,
    /// The day has not begun, or will not be held.
    NotYet,
    /// They are published: the organisers alone change them.
    Published,
    /// Somebody changed them since they were opened.
    ChangedMeanwhile,
}

/// Whether minutes are written of a day: once it has begun, if it is held.
pub const fn are_written(state: State, has_begun: bool) -> bool {
    match state {
        State::Published => has_begun,
        State::Held => true,
        State::Draft | State::Postponed | State::Cancelled => false,
    }
}

/// Whether that person writes the minutes of the day now.
pub fn may_write(community: &Community, visitor: &Visitor, day: &TrainingDay) -> bool {
    let begun = day.window.starts_at.is_some_and(|start| start <= community.now());
    let hands = Part::of(visitor, day);
    let closed = day.minutes == Standing::Published && hands != Part::Organises;
    hands.writes_minutes() && are_written(day.state, begun) && !closed
}

/// The day and its minutes; none where they are still to be written and the visitor would write them.
///
/// # Errors
/// [`Refusal::NotThere`] for whoever does not read them.
pub async fn read(
    community: &Community,
    visitor: &Visitor,
    day: DayId,
) -> Result<(TrainingDay, Option<Minutes>), Failure<Refusal>> {
    let day = found(community, visitor, day).await?;
    if day.minutes == Standing::Absent {
        return match may_write(community, visitor, &day) {
            true => Ok((day, None)),
            false => Err(Failure::Refused(Refusal::NotThere)),
        };
    }
    let minutes = store::minutes(community.database.reader(), day.id).await?;
    minutes.map(|minutes| (day, Some(minutes))).ok_or(Failure::Refused(Refusal::NotThere))
}

/// The day, as the visitor sees it.
async fn found(
    community: &Community,
    visitor: &Visitor,
    day: DayId,
) -> Result<TrainingDay, Failure<Refusal>> {
    let read = page::read(community, visitor, day).await;
    read.map_err(|failure| failure.said(Refusal::NotThere))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_written_once_the_day_has_begun() {
        assert!(!are_written(State::Published, false) && are_written(State::Published, true));
        assert!(are_written(State::Held, true));
        for state in [State::Draft, State::Postponed, State::Cancelled] {
            assert!(!are_written(state, true), "{state:?}");
        }
    }
}
