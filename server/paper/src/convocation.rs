//! A day's convocation.

use typst::foundations::{Dict, dict};

use crate::{NotMade, Organisation, Person, press, words};

/// All that one needs to come to a day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Convocation {
    /// Who calls.
    pub organisation: Organisation,
    /// Who is called, when it is one person.
    pub addressee: Option<Person>,
    /// The exact title of the day.
    pub title: String,
    /// « mardi 16 mars 2027 ».
    pub date: String,
    /// « de 9 h 30 à 17 h ».
    pub hours: String,
    /// « En présentiel ».
    pub modality: String,
    /// Whether one comes without leaving one's desk.
    pub remote: bool,
    /// Where it is, line by line.
    pub place: Vec<String>,
    /// How to get there, or how to call.
    pub access: Vec<String>,
    /// What people will know or be able to do, paragraph by paragraph.
    pub objectives: Vec<String>,
    /// The programme.
    pub sessions: Vec<Session>,
    /// Who speaks.
    pub speakers: Vec<Speaker>,
    /// What to prepare and to bring, paragraph by paragraph.
    pub preparation: Vec<String>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// How the day is accessible, and whom to ask about it.
    pub accessibility: Option<String>,
}

/// A half-day or a slot of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Session {
    /// « Matin ».
    pub label: String,
    /// « de 9 h 30 à 12 h 30 ».
    pub hours: Option<String>,
    /// What happens in it.
    pub moments: Vec<Moment>,
    /// The names of who speaks in it.
    pub speakers: Vec<String>,
}

/// A moment of a session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moment {
    /// « 9 h 30 ».
    pub at: Option<String>,
    /// What it is.
    pub title: String,
    /// What else is said of it.
    pub detail: Option<String>,
}

/// Who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Speaker {
    /// The name.
    pub name: String,
    /// The function.
    pub function: Option<String>,
    /// The structure.
    pub structure: Option<String>,
}

impl Convocation {
    /// The convocation to print.
    ///
    /// # Errors
    /// When the template cannot be set.
    pub fn pdf(&self) -> Result<Vec<u8>, NotMade> {
        press::print("convocation.typ", self.said())
    }

    fn said(&self) -> Dict {
        dict! {
            "organisation" => self.organisation.said(),
            "addressee" => self.addressee.as_ref().map(Person::said),
            "title" => words::title(&self.title, "Journée de professionnalisation"),
            "date" => self.date.as_str(),
            "hours" => self.hours.as_str(),
            "modality" => self.modality.as_str(),
            "remote" => self.remote,
            "place" => words::lines(&self.place),
            "access" => words::lines(&self.access),
            "objectives" => words::lines(&self.objectives),
            "sessions" => self.sessions.iter().map(Session::said).collect::<Vec<_>>(),
            "speakers" => self.speakers.iter().map(Speaker::said).collect::<Vec<_>>(),
            "preparation" => words::lines(&self.preparation),
            "contact" => words::some(self.contact.as_ref()),
            "accessibility" => words::some(self.accessibility.as_ref()),
        }
    }
}

impl Session {
    fn said(&self) -> Dict {
        dict! {
            "label" => words::or(&self.label, "Séance"),
            "hours" => words::some(self.hours.as_ref()),
            "moments" => self.moments.iter().map(Moment::said).collect::<Vec<_>>(),
            "speakers" => words::lines(&self.speakers),
        }
    }
}

impl Moment {
    fn said(&self) -> Dict {
        dict! {
            "at" => words::some(self.at.as_ref()),
            "title" => self.title.as_str(),
            "detail" => words::some(self.detail.as_ref()),
        }
    }
}

impl Speaker {
    fn said(&self) -> Dict {
        dict! {
            "name" => words::or(&self.name, "—"),
            "function" => words::some(self.function.as_ref()),
            "structure" => words::some(self.structure.as_ref()),
        }
    }
}
