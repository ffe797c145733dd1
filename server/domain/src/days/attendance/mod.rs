//! Who was there, session by session: what the funder audits, what certificates are made of.
//!
//! - `code`: the codes that change and show that one is in the room.
//! - `sheet`: what the organisers tick, for everybody at once; `signed`: the sheets signed by hand, as they were scanned.
//! - `signing`: what somebody signs for themselves, while the session is on.
//! - `missing`: the days that nobody has filled in.
//! - `certificate`: the hours really attended, and how anybody checks them.
//!
//! Invariant: what an organiser said is never changed by what somebody signs afterwards.

use chrono::{DateTime, Duration, Utc};

use super::{DayId, Modality, State, details::Papers, page::Session};
use crate::text::Line;

pub mod certificate;
pub mod code;
pub mod missing;
pub mod sheet;
pub mod signed;
pub mod signing;
pub(in crate::days) mod store;

/// One signs from that long before a session begins.
pub const EARLY: Duration = Duration::minutes(15);

/// One signs until that long after it has ended.
pub const LATE: Duration = Duration::minutes(30);

/// Somebody in a session: a row.
#[derive(Debug)]
pub enum Attendance {}

/// The name of somebody without an account.
pub type GuestName = Line<2, 80>;

/// Where they work.
pub type Structure = Line<2, 120>;

/// Whether somebody was there. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// « Présence ».
    Present,
    /// « Absence ».
    Absent,
    /// « Absence excusée ».
    Excused,
}

impl Mark {
    /// Every mark, in the order in which they are offered.
    pub const ALL: [Mark; 3] = [Mark::Present, Mark::Absent, Mark::Excused];

    /// Its name in rows and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Mark::Present => "present",
            Mark::Absent => "absent",
            Mark::Excused => "excused",
        }
    }

    /// The mark of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Mark::ALL.into_iter().find(|mark| mark.code() == code)
    }
}

/// How it was said. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// An organiser ticked it.
    Ticked,
    /// The person typed the code, or showed it to their telephone.
    Code,
    /// The person said so by a click, at a distance.
    Click,
}

impl Way {
    const ALL: [Way; 3] = [Way::Ticked, Way::Code, Way::Click];

    /// Its name in rows.
    pub const fn code(self) -> &'static str {
        match self {
            Way::Ticked => "ticked",
            Way::Code => "code",
            Way::Click => "click",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Way::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// What is known of somebody in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Whether they were there.
    pub mark: Mark,
    /// How long they really were, in minutes.
    pub minutes: u32,
    /// Why they were not; may be empty.
    pub word: String,
    /// How it was said.
    pub way: Way,
    /// When.
    pub at: DateTime<Utc>,
}

/// What attendance needs to know of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Its number.
    pub id: DayId,
    /// The exact title: the same on every paper.
    pub title: String,
    /// The year of its programme.
    pub year: i32,
    /// Where it stands.
    pub state: State,
    /// How it is held.
    pub modality: Modality,
    /// Where it is held; may be empty.
    pub place: String,
    /// When its first session begins.
    pub starts_at: Option<DateTime<Utc>>,
    /// When its last session ends.
    pub ends_at: Option<DateTime<Utc>>,
    /// The papers that go with it.
    pub papers: Papers,
}

impl Outline {
    /// Whether it is a day where one may have been: one that is on, or was.
    pub const fn is_on(&self) -> bool {
        self.state.counts()
    }

    /// Whether it is over.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.ends_at.is_some_and(|end| end <= now)
    }

    /// Whether certificates are made of it: it was held, and they go with it.
    pub fn is_certified(&self) -> bool {
        self.state == State::Held && self.papers.certificate
    }
}

/// How long a session is, in minutes.
pub fn length(session: &Session) -> u32 {
    u32::try_from((session.ends_at - session.starts_at).num_minutes()).unwrap_or(0)
}

/// How long somebody was really there, in minutes: all of the session unless less is said, nothing for whoever was not there.
///
/// # Errors
/// [`Refusal::TooLong`] when it is more than the session.
pub fn attended(mark: Mark, said: Option<u32>, session: &Session) -> Result<u32, Refusal> {
    let whole = length(session);
    match (mark, said) {
        (Mark::Absent | Mark::Excused, _) => Ok(0),
        (Mark::Present, None) => Ok(whole),
        (Mark::Present, Some(minutes)) if minutes > whole => Err(Refusal::TooLong(whole)),
        (Mark::Present, Some(minutes)) => Ok(minutes),
    }
}

/// Whether one signs for that session at that instant, and why not.
///
/// # Errors
/// [`Refusal::TooEarly`], [`Refusal::TooLate`].
pub fn admits(session: &Session, now: DateTime<Utc>) -> Result<(), Refusal> {
    if now < session.starts_at - EARLY {
        return Err(Refusal::TooEarly);
    }
    match now < session.ends_at + LATE {
        true => Ok(()),
        false => Err(Refusal::TooLate),
    }
}

/// What is said to a person about attendance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such day, no such session in it, or not for this person.
    NotThere,
    /// The day is not on: a draft, put off or called off.
    NotOn,
    /// Nobody is marked in a session before it begins.
    NotBegun,
    /// They have no seat.
    NotRegistered,
    /// One signs later.
    TooEarly,
    /// One does not sign any more: an organiser does.
    TooLate,
    /// People are in one place: one signs with the code that is shown there.
    ByCodeOnly,
    /// It is not the code that is shown, or it is not any more.
    WrongCode,
    /// Too many codes were tried.
    Wait {
        /// For how long no other is read.
        seconds: u32,
    },
    /// An organiser said that they were not there.
    MarkedOtherwise,
    /// Nobody of that number is known here.
    NoSuchPerson,
    /// Nobody is in a session longer than it lasts: so many minutes.
    TooLong(u32),
    /// A signed sheet is a PDF or a picture.
    NotASheet,
    /// The file is not there any more.
    NoSuchFile,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Id, days::agenda::Agenda};

    fn at(text: &str) -> DateTime<Utc> {
        format!("2027-03-18T{text}:00Z").parse().expect("an instant of the test")
    }

    fn morning() -> Session {
        Session {
            id: Id::new(1),
            label: "Matin".to_owned(),
            starts_at: at("08:30"),
            ends_at: at("11:30"),
            agenda: Agenda::default(),
        }
    }

    #[test]
    fn one_signs_from_a_quarter_of_an_hour_before_until_half_an_hour_after() {
        let session = morning();
        for (instant, outcome) in [
            ("08:14", Err(Refusal::TooEarly)),
            ("08:15", Ok(())),
            ("10:00", Ok(())),
            ("11:59", Ok(())),
            ("12:00", Err(Refusal::TooLate)),
        ] {
            assert_eq!(admits(&session, at(instant)), outcome, "{instant}");
        }
    }

    #[test]
    fn hours_are_those_of_the_session_unless_less_is_said() {
        let session = morning();
        assert_eq!(attended(Mark::Present, None, &session), Ok(180));
        assert_eq!(attended(Mark::Present, Some(120), &session), Ok(120));
        assert_eq!(attended(Mark::Present, Some(181), &session), Err(Refusal::TooLong(180)));
        assert_eq!(attended(Mark::Absent, Some(120), &session), Ok(0));
        assert_eq!(attended(Mark::Excused, None, &session), Ok(0));
    }

    #[test]
    fn codes_are_read_back() {
        for mark in Mark::ALL {
            assert_eq!(Mark::from_code(mark.code()), Some(mark));
        }
        for way in Way::ALL {
            assert_eq!(Way::from_code(way.code()), Some(way));
        }
    }
}
