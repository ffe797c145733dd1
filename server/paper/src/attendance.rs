//! The sheet that people sign in each half-day.

use typst::foundations::{Array, Dict, IntoValue, dict};

use crate::{NotMade, Organisation, press, words};

/// So many boxes to sign stand beside a name: more half-days begin another sheet.
const ABREAST: usize = 4;

/// No sheet has more lines for people who come unannounced.
const MOST_BLANK: usize = 100;

/// A day's attendance sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttendanceSheet {
    /// Who holds the day.
    pub organisation: Organisation,
    /// The exact title of the day.
    pub title: String,
    /// « mardi 16 mars 2027 ».
    pub date: String,
    /// Where it is held, or the tool and the number at a distance.
    pub place: String,
    /// « En présentiel ».
    pub modality: String,
    /// The half-days: the length of the day is their sum.
    pub half_days: Vec<HalfDay>,
    /// Who speaks.
    pub speakers: Vec<Signer>,
    /// Who comes.
    pub participants: Vec<Signer>,
    /// Lines for people who come unannounced.
    pub blank_lines: usize,
    /// What is said under the sheet: how to sign, what becomes of it.
    pub mentions: Vec<String>,
}

/// A half-day to sign for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HalfDay {
    /// « Matin ».
    pub label: String,
    /// « de 9 h 30 à 12 h 30 ».
    pub hours: Option<String>,
    /// How long it is.
    pub minutes: u32,
}

/// Somebody who signs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signer {
    /// The name.
    pub name: String,
    /// The function, of who speaks.
    pub function: Option<String>,
    /// The structure.
    pub structure: Option<String>,
    /// What is known already of each half-day, in order (« Présence signée en ligne à 9 h 31 »); a box to sign where nothing is.
    pub marks: Vec<Option<String>>,
}

impl AttendanceSheet {
    /// The sheet to print.
    ///
    /// # Errors
    /// When the template cannot be set.
    pub fn pdf(&self) -> Result<Vec<u8>, NotMade> {
        press::print("attendance.typ", self.said())
    }

    fn said(&self) -> Dict {
        let minutes = self.half_days.iter().fold(0_u32, |sum, half_day| sum.saturating_add(half_day.minutes));
        dict! {
            "organisation" => self.organisation.said(),
            "title" => words::title(&self.title, "Journée de professionnalisation"),
            "date" => words::title(&self.date, ""),
            "place" => self.place.as_str(),
            "modality" => self.modality.as_str(),
            "length" => (minutes > 0).then(|| words::length(minutes)),
            "half-days" => self.sheets(),
            "speakers" => self.speakers.iter().map(Signer::said).collect::<Vec<_>>(),
            "participants" => self.participants.iter().map(Signer::said).collect::<Vec<_>>(),
            "blank-lines" => self.blank_lines.min(MOST_BLANK),
            "mentions" => words::lines(&self.mentions),
        }
    }

    /// The half-days, sheet by sheet; a day that says none is signed for once.
    fn sheets(&self) -> Array {
        let whole = [HalfDay { label: "Signature".to_owned(), ..HalfDay::default() }];
        let half_days = if self.half_days.is_empty() { &whole[..] } else { &self.half_days };
        let sheets = half_days.chunks(ABREAST);
        sheets.map(|sheet| sheet.iter().map(HalfDay::said).collect::<Vec<_>>().into_value()).collect()
    }
}

impl HalfDay {
    fn said(&self) -> Dict {
        dict! {
            "label" => words::short(&words::or(&self.label, "Séance")),
            "hours" => words::some_short(self.hours.as_ref()),
        }
    }
}

impl Signer {
    fn said(&self) -> Dict {
        let marks = self.marks.iter().map(|mark| words::some_short(mark.as_ref()));
        dict! {
            "name" => words::short(&self.name),
            "function" => words::some_short(self.function.as_ref()),
            "structure" => words::some_short(self.structure.as_ref()),
            "marks" => marks.collect::<Vec<_>>(),
        }
    }
}
