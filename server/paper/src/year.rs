//! What one person attended in a year.

use typst::foundations::{Dict, dict};

use crate::{
    Issue, NotMade, Organisation, Person, Signatory, Verification, certificate::total, press, words,
};

/// A year's certificate of attendance: its total is the sum of its days.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct YearCertificate {
    /// Who certifies.
    pub organisation: Organisation,
    /// Who signs for it.
    pub signatory: Signatory,
    /// Who attended.
    pub person: Person,
    /// « 2027 ».
    pub year: i32,
    /// « Journées de professionnalisation ».
    pub nature: String,
    /// The days attended, in order.
    pub days: Vec<AttendedDay>,
    /// Where and when the certificate is made.
    pub issue: Issue,
    /// How to check it.
    pub verification: Option<Verification>,
}

/// What was attended of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AttendedDay {
    /// « mardi 16 mars 2027 ».
    pub date: String,
    /// Its exact title.
    pub title: String,
    /// Where it was held, or how.
    pub place: Option<String>,
    /// How much of it was really attended, in minutes.
    pub attended: u32,
}

impl YearCertificate {
    /// The certificate to print.
    ///
    /// # Errors
    /// When the template cannot be set.
    pub fn pdf(&self) -> Result<Vec<u8>, NotMade> {
        press::print("year.typ", self.said())
    }

    fn said(&self) -> Dict {
        dict! {
            "organisation" => self.organisation.said(),
            "signatory" => self.signatory.said(),
            "person" => self.person.said(),
            "year" => self.year.to_string(),
            "nature" => self.nature.as_str(),
            "days" => self.days.iter().map(AttendedDay::said).collect::<Vec<_>>(),
            "attended" => total(self.days.iter().map(|day| day.attended)),
            "issue" => self.issue.said(),
            "verification" => self.verification.as_ref().map(Verification::said),
        }
    }
}

impl AttendedDay {
    fn said(&self) -> Dict {
        dict! {
            "date" => words::short(&self.date),
            "title" => words::short(&self.title),
            "place" => words::some_short(self.place.as_ref()),
            "attended" => words::length(self.attended),
        }
    }
}
