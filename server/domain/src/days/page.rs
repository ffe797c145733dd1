//! One day, as somebody may see it.

use chrono::{DateTime, Utc};

use super::{
    AUDIENCE, DayId, Modality, Part, Public, Refusal, Registration, Room, State, Window,
    agenda::Agenda,
    details::Papers,
    discussion::Discussion,
    minutes,
    proposal::{self, ProposalId},
    store,
};
use crate::{
    Community, Failure, Id, Role,
    fault::Fault,
    members::{Member, Stages, Visitor},
    text::Html,
};

/// A day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainingDay {
    /// Its number.
    pub id: DayId,
    /// The year of its programme.
    pub year: i32,
    /// Its rank among the days of its year that are held or will be, and how many these are: « 5e des 16 journées ». None for one that
    /// is not among them.
    pub rank: Option<(u32, u32)>,
    /// One line.
    pub title: String,
    /// What people will know or be able to do; safe to show as it is.
    pub objectives: Html,
    /// For whom it is.
    pub public: Public,
    /// How it is held.
    pub modality: Modality,
    /// What it is about, in a few words; may be empty.
    pub theme: String,
    /// Code of the département where it is held.
    pub department: Option<String>,
    /// Where it is held; may be empty.
    pub place: String,
    /// How to get there, or how to connect: for those who come, speak or organise. `None` for the others.
    pub access: Option<Html>,
    /// What to prepare; may be empty.
    pub preparation: Html,
    /// How it is accessible; may be empty.
    pub accessibility: String,
    /// Whom to ask; may be empty.
    pub contact: String,
    /// Its seats.
    pub room: Room,
    /// When people register by themselves.
    pub window: Window,
    /// When its last session ends.
    pub ends_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: State,
    /// Why it was put off or called off, where that was said.
    pub word: String,
    /// The stages of the guide it is about.
    pub stages: Stages,
    /// The papers that go with it.
    pub papers: Papers,
    /// Grows with each change.
    pub edition: i32,
    /// Where it is talked about.
    pub discussion: Discussion,
    /// Where its minutes are.
    pub minutes: minutes::Standing,
    /// The proposal that it comes from, where the visitor sees proposals: its number, its title, its author.
    pub origin: Option<(ProposalId, String, String)>,
    /// How many seats are taken.
    pub seated: u32,
    /// How many wait for one.
    pub waiting: u32,
    /// How many seats the visitor's own antenne has taken; `None` for whoever is of none.
    pub of_antenne: Option<u32>,
    /// Its half-days or slots, in order.
    pub sessions: Vec<Session>,
    /// Who speaks.
    pub speakers: Vec<Speaker>,
    /// The certifications it is about, by the numbers of their records.
    pub certifications: Vec<i64>,
    /// The documents that go with it and that the visitor may read: number, title, whether they came out of it.
    pub documents: Vec<(i64, String, bool)>,
    /// The visitor's own registration.
    pub mine: Option<Registration>,
    /// Whether the sheet says that the visitor was there.
    pub attended: bool,
}

/// A half-day or a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub id: Id<Session>,
    /// What it is called.
    pub label: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// What happens in it.
    pub agenda: Agenda,
}

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// First and last name.
    pub name: String,
    /// What they do; may be empty.
    pub function: String,
    /// For whom; may be empty.
    pub organisation: String,
    /// The certifier, when it is one of the library's: its name and the part of its address.
    pub certifier: Option<(String, String)>,
    /// Their account, when they have one.
    pub member: Option<Id<Member>>,
}

impl TrainingDay {
    /// How many seats are left.
    pub fn seats_left(&self) -> u32 {
        self.room.capacity.saturating_sub(self.seated)
    }

    /// How many of them the visitor's antenne may still take; no limit when `None`.
    pub fn left_for_antenne(&self) -> Option<u32> {
        let (quota, taken) = self.room.antenne_quota.zip(self.of_antenne)?;
        Some(quota.saturating_sub(taken).min(self.seats_left()))
    }

    /// Whether that person may register now, and why not.
    ///
    /// # Errors
    /// Those of [`registration::register`].
    pub fn admits(&self, member: &Member, now: DateTime<Utc>) -> Result<(), Refusal> {
        let held = super::held::Held {
            state: self.state,
            public: self.public,
            room: self.room,
            window: self.window,
            ends_at: self.ends_at,
            arrivals: 0,
        };
        held.admits(member, self.mine.as_ref().map(|mine| mine.state), now)
    }

    /// Whether its first session has begun. The date of a day that is put off is not its date any more.
    pub fn has_begun(&self, now: DateTime<Utc>) -> bool {
        self.state != State::Postponed && self.window.starts_at.is_some_and(|start| start <= now)
    }

    /// Whether it is over.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.ends_at.is_some_and(|end| end <= now)
    }
}

/// Whether the visitor makes the programme: drafts are theirs to see.
pub(super) fn sees_drafts(visitor: &Visitor) -> bool {
    visitor.roles().contains(Role::Organiser) || visitor.roles().contains(Role::Administrator)
}

/// The day, with what that visitor may see of it.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none, or not for this visitor.
pub async fn read(
    community: &Community,
    visitor: &Visitor,
    day: DayId,
) -> Result<TrainingDay, Failure<Refusal>> {
    if !visitor.sees(AUDIENCE) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let reader = community.database.reader();
    let found = store::day(reader, visitor, sees_drafts(visitor), day).await?;
    let mut found = found.ok_or(Failure::Refused(Refusal::NotThere))?;
    found.sessions = store::sessions_of(reader, day).await?;
    let tied = store::tied(reader, visitor, day).await?;
    (found.certifications, found.documents, found.speakers) =
        (tied.certifications, tied.documents, tied.speakers);
    let part = Part::of(visitor, &found);
    if !part.knows_the_way() {
        found.access = None;
    }
    if found.minutes == minutes::Standing::Draft && !part.reads_drafts_of_minutes() {
        found.minutes = minutes::Standing::Absent;
    }
    found.origin = found.origin.filter(|_| visitor.sees(proposal::AUDIENCE));
    Ok(found)
}

/// The titles of the days to come, for whoever is signed out: when, what.
///
/// # Errors
/// When the database cannot answer.
pub async fn coming_titles(community: &Community, most: u32) -> Result<Vec<(DateTime<Utc>, String)>, Fault> {
    store::coming_titles(community.database.reader(), community.now(), most).await
}
