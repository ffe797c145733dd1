//! The days of professionalisation: the year's programme, each day, who comes to it.
//!
//! - `plan`: what a year should have; `programme`: its days in a list.
//! - `state`: where a day stands, and what may be done to it from there.
//! - `details`, `agenda`: what is said of a day, as it is typed.
//! - `edition`: making a day, changing it, publishing it, calling it off.
//! - `page`: one day, as somebody may see it.
//! - `calendar`, `diary`: days as diaries read them; `telling`: saying once that it has changed.
//! - `seats`: the rule of the seats, without a database.
//! - `registration`: coming, waiting, withdrawing; the organiser's hand in it.
//! - `attendance`: who was there, session by session; `convocation`: what one needs to come.
//! - `proposal`: the themes that people would like a day about; `survey`: what people are asked, before a year and after a day.
//! - `part`: what part somebody has in a day, and what follows from it.
//! - `question`: what people want to know beforehand; `minutes`: what they keep of it, written together.
//! - `waiting`: what waits for somebody in all that.
//! - `report`: what a year came to, for the funder.
//! - `discussion`, `documents`: where it is talked about, what is read before and came out of it.

use chrono::{DateTime, Utc};

use crate::{Id, Role, Roles, members::Member};

pub mod agenda;
pub mod attendance;
pub mod calendar;
pub mod convocation;
pub mod details;
pub mod diary;
pub mod discussion;
pub mod documents;
pub mod edition;
mod held;
pub mod minutes;
pub mod page;
mod part;
pub mod plan;
pub mod programme;
pub mod proposal;
pub mod question;
pub mod registration;
pub mod report;
pub mod seats;
pub mod state;
pub(crate) mod store;
pub mod survey;
pub(crate) mod telling;
pub mod waiting;

pub use details::{DayTitle, Details, Session, Speaker};
pub use page::TrainingDay;
pub use part::Part;
pub use plan::Plan;
pub use registration::Registration;
pub use state::{Act, State};

/// Everybody with an account reads the programme.
pub const AUDIENCE: Roles = Roles::EVERYBODY;

/// For whom a day is: who may register by themselves. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Public {
    /// Conseillères et conseillers.
    Advisors,
    /// Assistantes et assistants.
    Assistants,
    /// Both.
    Both,
}

impl Public {
    /// Every public, in the order in which they are offered.
    pub const ALL: [Public; 3] = [Public::Advisors, Public::Assistants, Public::Both];

    /// Its name in rows and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Public::Advisors => "conseil",
            Public::Assistants => "assistanat",
            Public::Both => "tous",
        }
    }

    /// The public of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Public::ALL.into_iter().find(|public| public.code() == code)
    }

    /// The roles of those who may register by themselves; an organiser registers anybody.
    pub const fn roles(self) -> Roles {
        match self {
            Public::Advisors => Roles::of(&[Role::Advisor]),
            Public::Assistants => Roles::of(&[Role::Assistant]),
            Public::Both => Roles::of(&[Role::Advisor, Role::Assistant]),
        }
    }

    /// Whether that person belongs to it.
    pub fn has(self, member: &Member) -> bool {
        self.roles().meets(member.roles())
    }
}

/// How a day is held. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modality {
    /// « Présentiel »: at Défi métiers.
    OnSite,
    /// « Hors les murs »: a visit somewhere else.
    OffSite,
    /// « Rendez-vous téléphonique collectif ».
    Phone,
    /// « Visioconférence ».
    Video,
}

impl Modality {
    /// Every modality, in the order in which they are offered.
    pub const ALL: [Modality; 4] = [Modality::OnSite, Modality::OffSite, Modality::Phone, Modality::Video];

    /// Its name in rows and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Modality::OnSite => "presentiel",
            Modality::OffSite => "hors-les-murs",
            Modality::Phone => "telephone",
            Modality::Video => "visio",
        }
    }

    /// The modality of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Modality::ALL.into_iter().find(|modality| modality.code() == code)
    }

    /// Whether people are in one place: the others are somewhere else, and sign by a click.
    pub const fn is_in_person(self) -> bool {
        matches!(self, Modality::OnSite | Modality::OffSite)
    }
}

/// The seats of a day: how many there are, and how many one antenne may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Seats.
    pub capacity: u32,
    /// The most people of one antenne, so that no office closes; no limit when `None`.
    pub antenne_quota: Option<u32>,
}

/// When people register by themselves: from the opening, until the closing, and never once the day has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Not before; at once when `None`.
    pub opens_at: Option<DateTime<Utc>>,
    /// Not after; until the beginning when `None`.
    pub closes_at: Option<DateTime<Utc>>,
    /// When the first session begins.
    pub starts_at: Option<DateTime<Utc>>,
}

impl Window {
    /// Whether one may register at that instant, and why not.
    ///
    /// # Errors
    /// [`Refusal::Begun`], [`Refusal::NotOpenYet`], [`Refusal::ClosedAlready`].
    pub fn admits(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        match self {
            Self { starts_at: Some(start), .. } if *start <= now => Err(Refusal::Begun),
            Self { opens_at: Some(opening), .. } if now < *opening => Err(Refusal::NotOpenYet),
            Self { closes_at: Some(closing), .. } if *closing <= now => Err(Refusal::ClosedAlready),
            _ => Ok(()),
        }
    }
}

/// What is said to a person about days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such day, or not for this person.
    NotThere,
    /// It is not for them to do, from there.
    MayNot,
    /// Somebody changed it since it was opened.
    ChangedMeanwhile,
    /// It has no session: nobody knows when it is.
    NoSession,
    /// A session ends before it begins, or two overlap.
    SessionsOverlap,
    /// Its sessions are not all of its programme's year.
    OtherYear,
    /// A session that people have signed for cannot be taken away.
    SessionSigned,
    /// A certifier or a member among the speakers is not known here: its rank, from 1.
    NoSuchSpeaker(usize),
    /// A document is not there, or not for this person: its number.
    NoSuchDocument(i64),
    /// It is not for people of their role.
    NotTheirPublic,
    /// One registers later.
    NotOpenYet,
    /// One does not register any more.
    ClosedAlready,
    /// It has begun, or is over.
    Begun,
    /// It is a draft: nobody else sees it.
    NotPublished,
    /// It was put off, and has no new date.
    DateIsPast,
    /// It is not on any more.
    CalledOff,
    /// They are not registered.
    NotRegistered,
    /// Nobody of that number comes to it.
    NoSuchPerson,
}

/// The number of a day.
pub type DayId = Id<TrainingDay>;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32) -> DateTime<Utc> {
        format!("2027-03-18T{hour:02}:00:00Z").parse().expect("an instant of the test")
    }

    #[test]
    fn one_registers_from_the_opening_until_the_closing_and_never_once_it_has_begun() {
        let window = Window { opens_at: Some(at(8)), closes_at: Some(at(12)), starts_at: Some(at(14)) };
        assert_eq!(window.admits(at(7)), Err(Refusal::NotOpenYet));
        assert_eq!(window.admits(at(8)), Ok(()));
        assert_eq!(window.admits(at(11)), Ok(()));
        assert_eq!(window.admits(at(12)), Err(Refusal::ClosedAlready));
        assert_eq!(window.admits(at(14)), Err(Refusal::Begun));
        let open = Window { opens_at: None, closes_at: None, starts_at: None };
        assert_eq!(open.admits(at(0)), Ok(()));
    }

    #[test]
    fn codes_are_read_back() {
        for public in Public::ALL {
            assert_eq!(Public::from_code(public.code()), Some(public));
        }
        for modality in Modality::ALL {
            assert_eq!(Modality::from_code(modality.code()), Some(modality));
        }
    }
}
