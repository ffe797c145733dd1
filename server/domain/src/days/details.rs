//! What is said of a day, as an organiser types it.

use chrono::{DateTime, Datelike, Utc};

use super::{Modality, Public, Refusal, Room, agenda::Agenda};
use crate::{
    Id,
    library::Certifier,
    members::{Member, Stages},
    text::{self, Line, Markdown, dates},
};

/// The exact title of a day: the same on every paper.
pub type DayTitle = Line<5, 140>;

/// What a day is about, in a few words: what the yearly report groups by.
pub type Theme = Line<2, 60>;

/// A line of a day: its place, its contact, how it is accessible.
pub type Words = Line<2, 300>;

/// What a session is called: « Matin », « Après-midi ».
pub type Label = Line<2, 60>;

/// No day has more sessions than this, nor more speakers, certifications or documents.
pub const MOST: usize = 20;

/// What is said of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// The year of its programme.
    pub year: i32,
    /// One line.
    pub title: DayTitle,
    /// What people will know or be able to do.
    pub objectives: Markdown,
    /// For whom it is.
    pub public: Public,
    /// How it is held.
    pub modality: Modality,
    /// What it is about, in a few words.
    pub theme: Option<Theme>,
    /// Code of the département where it is held.
    pub department: Option<&'static str>,
    /// Where it is held, in a line.
    pub place: Option<Words>,
    /// How to get there, or how to connect: for those who come.
    pub access: Option<Markdown>,
    /// What to prepare.
    pub preparation: Option<Markdown>,
    /// How it is accessible to people with a disability.
    pub accessibility: Option<Words>,
    /// Whom to ask.
    pub contact: Option<Words>,
    /// Its seats.
    pub room: Room,
    /// When registrations open; at once when `None`.
    pub opens_at: Option<DateTime<Utc>>,
    /// When they close; at its beginning when `None`.
    pub closes_at: Option<DateTime<Utc>>,
    /// The stages of the guide it is about.
    pub stages: Stages,
    /// The papers that go with it.
    pub papers: Papers,
    /// Its half-days or slots, in order.
    pub sessions: Vec<Session>,
    /// Who speaks.
    pub speakers: Vec<Speaker>,
    /// The certifications it is about, by the numbers of their records.
    pub certifications: Vec<i64>,
    /// The documents to read before it, by their numbers.
    pub documents: Vec<i64>,
}

/// A half-day or a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What it is called.
    pub label: Label,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// What happens in it.
    pub agenda: Agenda,
}

/// Somebody who speaks, with or without an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// First and last name.
    pub name: Line<2, 80>,
    /// What they do.
    pub function: Option<Line<2, 120>>,
    /// For whom.
    pub organisation: Option<Line<2, 120>>,
    /// The certifier, when it is one of the library's.
    pub certifier: Option<Id<Certifier>>,
    /// Their account, when they have one.
    pub member: Option<Id<Member>>,
}

/// The papers that go with a day: whether these days are training in the sense of the law is said nowhere, so each is a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Papers {
    /// « Convocation ».
    pub convocation: bool,
    /// « Feuille d’émargement ».
    pub attendance_sheet: bool,
    /// « Attestation de présence ».
    pub certificate: bool,
}

impl Papers {
    /// All of them.
    pub const ALL: Papers = Papers { convocation: true, attendance_sheet: true, certificate: true };

    pub(crate) const fn column(self) -> i32 {
        self.convocation as i32 | (self.attendance_sheet as i32) << 1 | (self.certificate as i32) << 2
    }

    pub(crate) const fn from_column(bits: i32) -> Self {
        Self { convocation: bits & 1 != 0, attendance_sheet: bits & 2 != 0, certificate: bits & 4 != 0 }
    }
}

impl Details {
    /// Whether the sessions can be held one after the other, in the programme's year.
    ///
    /// # Errors
    /// [`Refusal::SessionsOverlap`], [`Refusal::OtherYear`].
    pub fn check(&self) -> Result<(), Refusal> {
        let backwards = self.sessions.iter().any(|one| one.ends_at <= one.starts_at);
        let overlap = self.sessions.windows(2).any(|two| two[1].starts_at < two[0].ends_at);
        if backwards || overlap {
            return Err(Refusal::SessionsOverlap);
        }
        match self.sessions.iter().any(|one| dates::today(one.starts_at).year() != self.year) {
            true => Err(Refusal::OtherYear),
            false => Ok(()),
        }
    }

    /// When it begins, once it has a session.
    pub fn starts_at(&self) -> Option<DateTime<Utc>> {
        self.sessions.first().map(|session| session.starts_at)
    }

    /// When it ends, once it has a session.
    pub fn ends_at(&self) -> Option<DateTime<Utc>> {
        self.sessions.last().map(|session| session.ends_at)
    }

    /// What lists compare words with.
    pub(super) fn folded(&self) -> String {
        let theme = self.theme.as_ref().map_or("", Theme::as_str);
        text::folded(&format!("{}\n{theme}\n{}", self.title, text::plain(&self.objectives)))
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    /// A whole day on the financing of a path, on 18 March 2027.
    pub(crate) fn financing() -> Details {
        let at = |text: &str| text.parse().expect("an instant of the test");
        let session = |label: &str, from: &str, to: &str| Session {
            label: Label::parse(label).expect("a label"),
            starts_at: at(from),
            ends_at: at(to),
            agenda: Agenda::parse("9h30 Les circuits de financement").expect("an agenda"),
        };
        Details {
            year: 2027,
            title: DayTitle::parse("Financer un parcours").expect("a title"),
            objectives: Markdown::parse("Qui paie quoi, à quel moment.").expect("a text"),
            public: Public::Advisors,
            modality: Modality::OnSite,
            theme: None,
            department: Some("75"),
            place: Some(Words::parse("Défi métiers, salle Olympe").expect("a place")),
            access: None,
            preparation: None,
            accessibility: None,
            contact: None,
            room: Room { capacity: 20, antenne_quota: None },
            opens_at: None,
            closes_at: None,
            stages: Stages::default(),
            papers: Papers::ALL,
            sessions: vec![
                session("Matin", "2027-03-18T08:30:00Z", "2027-03-18T11:30:00Z"),
                session("Après-midi", "2027-03-18T13:00:00Z", "2027-03-18T16:00:00Z"),
            ],
            speakers: Vec::new(),
            certifications: Vec::new(),
            documents: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{samples::financing, *};

    #[test]
    fn sessions_follow_one_another_in_the_programme_s_year() {
        assert_eq!(financing().check(), Ok(()));
        let mut backwards = financing();
        backwards.sessions.reverse();
        assert_eq!(backwards.check(), Err(Refusal::SessionsOverlap));
        let mut empty = financing();
        empty.sessions[0].ends_at = empty.sessions[0].starts_at;
        assert_eq!(empty.check(), Err(Refusal::SessionsOverlap));
        assert_eq!(Details { year: 2026, ..financing() }.check(), Err(Refusal::OtherYear));
        assert_eq!(
            Details { sessions: Vec::new(), ..financing() }.check(),
            Ok(()),
            "a draft may wait for its date"
        );
    }

    #[test]
    fn papers_are_kept_as_bits() {
        for bits in 0..8 {
            assert_eq!(Papers::from_column(bits).column(), bits);
        }
    }
}
