//! What one person attended of one day.

use typst::foundations::{Dict, dict};

use crate::{Issue, NotMade, Organisation, Person, Signatory, Verification, press, words};

/// A certificate of attendance: its totals are the sums of its sessions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Certificate {
    /// Who certifies.
    pub organisation: Organisation,
    /// Who signs for it.
    pub signatory: Signatory,
    /// Who attended.
    pub person: Person,
    /// The exact title of the day.
    pub title: String,
    /// « Journée de professionnalisation ».
    pub nature: String,
    /// « mardi 16 mars 2027 », or several.
    pub dates: String,
    /// Where it was held.
    pub place: Option<String>,
    /// Its sessions, attended or not.
    pub sessions: Vec<Attended>,
    /// Where and when the certificate is made.
    pub issue: Issue,
    /// How to check it.
    pub verification: Option<Verification>,
}

/// What was attended of a session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attended {
    /// « Matin », with the date when there are several.
    pub label: String,
    /// « de 9 h 30 à 12 h 30 ».
    pub hours: String,
    /// How long it was to be, in minutes.
    pub planned: u32,
    /// How much of it was really attended, in minutes.
    pub attended: u32,
}

impl Certificate {
    /// The certificate to print.
    ///
    /// # Errors
    /// When the template cannot be set.
    pub fn pdf(&self) -> Result<Vec<u8>, NotMade> {
        press::print("certificate.typ", self.said())
    }

    fn said(&self) -> Dict {
        dict! {
            "organisation" => self.organisation.said(),
            "signatory" => self.signatory.said(),
            "person" => self.person.said(),
            "title" => words::title(&self.title, "Journée de professionnalisation"),
            "nature" => self.nature.as_str(),
            "dates" => self.dates.as_str(),
            "place" => words::some(self.place.as_ref()),
            "sessions" => self.sessions.iter().map(Attended::said).collect::<Vec<_>>(),
            "planned" => total(self.sessions.iter().map(|session| session.planned)),
            "attended" => total(self.sessions.iter().map(|session| session.attended)),
            "issue" => self.issue.said(),
            "verification" => self.verification.as_ref().map(Verification::said),
        }
    }
}

impl Attended {
    fn said(&self) -> Dict {
        dict! {
            "label" => words::short(&self.label),
            "hours" => words::short(&self.hours),
            "planned" => words::length(self.planned),
            "attended" => words::length(self.attended),
        }
    }
}

/// The sum of these minutes, as it is said.
pub(crate) fn total(minutes: impl Iterator<Item = u32>) -> String {
    words::length(minutes.fold(0, u32::saturating_add))
}
