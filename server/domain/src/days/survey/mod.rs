//! What people are asked: what they need, once a year; what they think of a day, when it ends (« à chaud ») and some weeks later
//! (« à froid »). One mechanism for the three: questions, a roll of those who are asked, sheets, answers, results.
//!
//! - `question`, `sheet`: what is asked, and what is an answer to it; `usual`: what is asked unless an organiser says otherwise of one
//!   survey; `model`: the same, as long as no organiser has said otherwise of all.
//! - `opening`: when a day's survey opens; `answering`: filling in a sheet; `desk`: the organisers' hand.
//! - `tally`, `results`, `satisfaction`: what comes out of it.
//!
//! What is said of a day is anonymous: its sheets lead to nobody (see the migration), so nobody changes theirs. What is said of the
//! year's needs is signed, so that it may be changed until it closes; no name is shown with it. Results of fewer than [`FEWEST`] sheets
//! are shown to nobody.

use chrono::{DateTime, Duration, Utc};

use super::{DayId, TrainingDay};
use crate::{Id, Role, Roles};

pub mod answering;
pub mod desk;
pub mod model;
pub mod opening;
pub mod question;
pub mod results;
mod satisfaction;
pub mod sheet;
pub(crate) mod store;
pub mod tally;
pub mod usual;

pub use question::{Answer, Nature, Question, Wording};
pub use results::Results;
pub use satisfaction::Satisfaction;
pub(in crate::days) use satisfaction::by_day;
pub use sheet::Sheet;
pub(in crate::days) use store::{TO_ANSWER, kind};
pub use tally::Tally;

/// Those whose needs are asked.
pub const ASKED: Roles = Roles::of(&[Role::Advisor, Role::Assistant]);

/// With fewer sheets than this, what is said could be somebody's.
pub const FEWEST: u32 = 3;

/// How long a day's survey takes answers.
pub const OPEN: Duration = Duration::days(30);

/// How long after its day a cold survey opens, unless an organiser says otherwise: six weeks.
pub const DELAY: u32 = 42;

/// The least and the most of it, in days.
pub const DELAYS: (u32, u32) = (7, 120);

/// The number of a survey.
pub type SurveyId = Id<Survey>;

/// What a survey is about. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// « Recueil des besoins ».
    Needs,
    /// « Questionnaire à chaud ».
    Hot,
    /// « Questionnaire à froid ».
    Cold,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Kind; 3] = [Kind::Needs, Kind::Hot, Kind::Cold];

    /// Those of a day, in order.
    pub const OF_DAY: [Kind; 2] = [Kind::Hot, Kind::Cold];

    /// Its name in rows.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Needs => "needs",
            Kind::Hot => "hot",
            Kind::Cold => "cold",
        }
    }

    /// The kind of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its name in addresses.
    pub const fn moment(self) -> &'static str {
        match self {
            Kind::Needs => "besoins",
            Kind::Hot => "chaud",
            Kind::Cold => "froid",
        }
    }

    /// The kind of that name in the addresses of a day.
    pub fn of_moment(moment: &str) -> Option<Self> {
        Kind::OF_DAY.into_iter().find(|kind| kind.moment() == moment)
    }

    /// Whether one knows whose sheet is whose.
    pub const fn is_signed(self) -> bool {
        matches!(self, Kind::Needs)
    }
}

/// A survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// Its number.
    pub id: SurveyId,
    /// What kind it is.
    pub kind: Kind,
    /// Whose needs it asks for: those of that year.
    pub year: Option<i32>,
    /// The day it is about, its title and when it ended.
    pub day: Option<(DayId, String, Option<DateTime<Utc>>)>,
    /// How long after its day it opens, in days.
    pub delay: u32,
    /// When it opened, if it did.
    pub opened_at: Option<DateTime<Utc>>,
    /// Until when it takes answers.
    pub closes_at: Option<DateTime<Utc>>,
    /// When somebody closed it before.
    pub closed_at: Option<DateTime<Utc>>,
    /// Grows with each change of its questions.
    pub edition: i32,
    /// How many people are asked.
    pub asked: u32,
    /// How many have answered.
    pub answered: u32,
    /// How many sheets there are.
    pub sheets: u32,
}

impl Survey {
    /// Whether it takes answers.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.opened_at.is_some()
            && self.closed_at.is_none()
            && self.closes_at.is_none_or(|closing| now < closing)
    }

    /// Whether its questions may still change: nobody has answered them.
    pub fn may_change(&self) -> bool {
        self.answered == 0
    }

    /// When it opens, where that is known.
    pub fn opens_at(&self) -> Option<DateTime<Utc>> {
        let (.., ended) = self.day.as_ref()?;
        Some(opening::opens_at(self.kind, (*ended)?, self.delay))
    }
}

/// What is said to a person about surveys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such survey, or they are not among those who are asked.
    NotThere,
    /// It takes no answer now.
    NotOpen,
    /// They have answered, and nobody knows which sheet is theirs.
    AnsweredAlready,
    /// Its questions changed since it was opened.
    ChangedMeanwhile,
    /// Somebody has answered: its questions do not change any more.
    QuestionsFixed,
    /// It asks nothing.
    NoQuestion,
    /// That year's needs are asked already.
    YearTaken,
    /// It would close before it opens, or so late that nobody remembers it.
    NoSuchClosing,
}

/// A survey's number, from its address.
pub fn number(text: &str) -> Option<SurveyId> {
    text.parse::<SurveyId>().ok()
}

/// A day's number, from its address.
pub fn day_number(text: &str) -> Option<DayId> {
    text.parse::<Id<TrainingDay>>().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_survey_is_open_from_its_opening_until_it_closes_or_somebody_closes_it() {
        let at = |text: &str| Some(text.parse::<DateTime<Utc>>().expect("an instant of the test"));
        let survey = Survey {
            id: Id::new(1),
            kind: Kind::Hot,
            year: None,
            day: None,
            delay: 0,
            opened_at: at("2027-03-18T16:00:00Z"),
            closes_at: at("2027-04-17T16:00:00Z"),
            closed_at: None,
            edition: 1,
            asked: 12,
            answered: 0,
            sheets: 0,
        };
        let then = at("2027-04-01T08:00:00Z").expect("an instant");
        assert!(survey.is_open(then) && survey.may_change());
        assert!(!Survey { closed_at: Some(then), ..survey.clone() }.is_open(then));
        assert!(!Survey { opened_at: None, ..survey.clone() }.is_open(then));
        assert!(!survey.is_open(at("2027-04-17T16:00:00Z").expect("an instant")));
        assert!(!Survey { answered: 1, ..survey }.may_change());
    }

    #[test]
    fn codes_are_read_back() {
        for kind in [Kind::Needs, Kind::Hot, Kind::Cold] {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Kind::of_moment("froid"), Some(Kind::Cold));
        assert_eq!(Kind::of_moment("besoins"), None);
    }
}
