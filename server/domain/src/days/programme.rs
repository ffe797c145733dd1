//! The year's days in a list, narrowed by what the address asks.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use url::form_urlencoded;

use super::{AUDIENCE, DayId, Modality, Public, Room, State, page::sees_drafts, registration, store};
use crate::{
    Community,
    fault::Fault,
    members::{Member, Visitor, antennes::DEPARTMENTS},
    text::{self, dates, query},
};

/// Longer values of an address are cut.
const LONGEST: usize = 60;

/// What a ticked box sends.
const TICKED: &str = "oui";

/// How the programme is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// In a list.
    #[default]
    List,
    /// Month by month, as a calendar.
    Months,
    /// The year on one sheet.
    Year,
}

impl View {
    /// Every view, in order.
    pub const ALL: [View; 3] = [View::List, View::Months, View::Year];

    /// Its name in addresses; none for the list.
    pub const fn code(self) -> &'static str {
        match self {
            View::List => "",
            View::Months => "mois",
            View::Year => "annee",
        }
    }
}

/// What somebody asks of the programme. What is not asked narrows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// The year; this one when `None`.
    pub year: Option<i32>,
    /// How it is shown.
    pub view: View,
    /// The month shown, from 1, for [`View::Months`].
    pub month: Option<u32>,
    /// Those for that public.
    pub public: Option<Public>,
    /// Those held so.
    pub modality: Option<Modality>,
    /// Those of that theme, folded.
    pub theme: Option<String>,
    /// Those held in that département.
    pub department: Option<&'static str>,
    /// Those with a seat left.
    pub free: bool,
    /// Those where the visitor is registered or waits.
    pub mine: bool,
}

impl Asked {
    /// Reads the query of an address; what means nothing is left out.
    pub fn read_query(query: &str) -> Self {
        let mut asked = Self::default();
        for (name, value) in query::pairs(query, LONGEST) {
            match name.as_str() {
                "annee" => asked.year = value.parse().ok().filter(|year| (1990..=2200).contains(year)),
                "vue" => {
                    asked.view = View::ALL.into_iter().find(|view| view.code() == value).unwrap_or_default()
                }
                "mois" => asked.month = value.parse().ok().filter(|month| (1..=12).contains(month)),
                "public" => asked.public = Public::from_code(&value),
                "modalite" => asked.modality = Modality::from_code(&value),
                "theme" => asked.theme = Some(text::folded(&value)),
                "departement" => {
                    asked.department =
                        DEPARTMENTS.iter().find(|(code, _)| *code == value).map(|(code, _)| *code);
                }
                "places" => asked.free = value == TICKED,
                "mes-journees" => asked.mine = value == TICKED,
                _ => {}
            }
        }
        asked
    }

    /// The query of the address that asks this, empty for nothing.
    pub fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let (year, month) =
            (self.year.map(|year| year.to_string()), self.month.map(|month| month.to_string()));
        for (name, value) in [
            ("annee", year.as_deref()),
            ("vue", Some(self.view.code()).filter(|code| !code.is_empty())),
            ("mois", month.as_deref()),
            ("public", self.public.map(Public::code)),
            ("modalite", self.modality.map(Modality::code)),
            ("theme", self.theme.as_deref()),
            ("departement", self.department),
            ("places", self.free.then_some(TICKED)),
            ("mes-journees", self.mine.then_some(TICKED)),
        ] {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }

    /// Whether anything narrows the list of the year.
    pub fn is_narrowed(&self) -> bool {
        let all = Self { year: self.year, view: self.view, month: self.month, ..Self::default() };
        *self != all
    }

    /// Whether that day is among those asked for.
    pub fn keeps(&self, day: &Listed) -> bool {
        self.public.is_none_or(|public| day.public == public)
            && self.modality.is_none_or(|modality| day.modality == modality)
            && self.theme.as_ref().is_none_or(|theme| text::folded(&day.theme) == *theme)
            && self.department.is_none_or(|code| day.department.as_deref() == Some(code))
            && (!self.free || (day.state == State::Published && day.seats_left() > 0))
            && (!self.mine || day.mine.is_some())
    }
}

/// A day in the programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub id: DayId,
    /// One line.
    pub title: String,
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
    /// When its first session begins; a draft may not have one.
    pub starts_at: Option<DateTime<Utc>>,
    /// When its last session ends.
    pub ends_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: State,
    /// Its seats.
    pub room: Room,
    /// How many are taken.
    pub seated: u32,
    /// How many people wait for one.
    pub waiting: u32,
    /// Where the visitor's own registration stands.
    pub mine: Option<registration::State>,
}

impl Listed {
    /// How many seats are left.
    pub fn seats_left(&self) -> u32 {
        self.room.capacity.saturating_sub(self.seated)
    }

    /// The day of its first session, in Paris.
    pub fn date(&self) -> Option<NaiveDate> {
        self.starts_at.map(dates::today)
    }

    /// Whether it is over.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.ends_at.is_some_and(|end| end <= now)
    }
}

/// The year's days, in order, those without a date last: all of them, so that the page counts what each filter would keep. One
/// statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn of_year(community: &Community, visitor: &Visitor, year: i32) -> Result<Vec<Listed>, Fault> {
    if !visitor.sees(AUDIENCE) {
        return Ok(Vec::new());
    }
    store::of_year(community.database.reader(), visitor, sees_drafts(visitor), year).await
}

/// The days to come where the visitor is registered, waits or is invited, the nearest first.
///
/// # Errors
/// When the database cannot answer.
pub async fn mine(community: &Community, visitor: &Visitor) -> Result<Vec<Listed>, Fault> {
    if visitor.member().is_none() {
        return Ok(Vec::new());
    }
    store::mine(community.database.reader(), visitor, community.now()).await
}

/// The days where the member wants to come already and that overlap this one, in order: said before they register, and never a
/// reason to refuse them.
///
/// # Errors
/// When the database cannot answer.
pub async fn conflicts(community: &Community, member: &Member, day: DayId) -> Result<Vec<Listed>, Fault> {
    store::conflicts(community.database.reader(), member, day).await
}

/// The year it is in Paris.
pub fn this_year(community: &Community) -> i32 {
    dates::today(community.now()).year()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_asked_and_nothing_else() {
        let query = "annee=2027&vue=mois&mois=3&public=tous&modalite=visio&theme=financement&departement=93&places=oui&mes-journees=oui";
        let asked = Asked::read_query(query);
        assert_eq!(asked.query(), query);
        assert!(asked.is_narrowed());
        let hostile = Asked::read_query("annee=99999&mois=13&vue=%00&public=x&departement=75'--&places=1");
        assert_eq!(hostile, Asked::default());
        assert!(!Asked::read_query("annee=2026&vue=annee").is_narrowed());
    }
}
