//! The yearly report: what was held against the plan, who came, what they thought of it, what came out of it.
//!
//! Its figures are those of days that were held and of what was signed for: a day whose attendance nobody filled in counts as held, and
//! adds nobody. Two years are read together, so that they can be set side by side.

use chrono::{DateTime, Utc};

use super::{DayId, Modality, Plan, Public, State, programme, survey::Satisfaction};
use crate::{
    Community, Failure, Id, Role, Roles,
    library::resource::Resource,
    members::{Member, Organiser, Visitor},
};

mod store;
mod tally;

/// Those who read it.
pub const READERS: Roles = Roles::of(&[Role::Organiser, Role::Administrator, Role::Funder]);

/// The years that may have a report.
pub const YEARS: std::ops::RangeInclusive<i32> = 1990..=2200;

/// What is said to whoever asks for a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is none of that year, or not for this person.
    NotThere,
}

/// Who came, added up over days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Turnout {
    /// Registrations, those who withdrew or had no seat among them; whoever was only invited is not.
    pub registered: u32,
    /// Of these, those who had a seat to the end.
    pub seated: u32,
    /// Of these, those who withdrew.
    pub withdrawn: u32,
    /// Half-days or slots of which somebody said whether a person was there.
    pub expected: u32,
    /// Of these, those where they were.
    pub present: u32,
    /// Comings: a person who came to two days counts twice.
    pub comings: u32,
    /// People, once each.
    pub people: u32,
    /// Minutes really attended.
    pub minutes: u64,
}

impl Turnout {
    /// The share of half-days or slots where people were there, from 0 to 1; none where nothing was filled in.
    pub fn rate(&self) -> Option<f64> {
        (self.expected > 0).then(|| f64::from(self.present) / f64::from(self.expected))
    }
}

/// A day of the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Day {
    /// Its number.
    pub id: DayId,
    /// Its title.
    pub title: String,
    /// For whom it was.
    pub public: Public,
    /// How it was held.
    pub modality: Modality,
    /// What it was about, in a word; may be empty.
    pub theme: String,
    /// When it began.
    pub starts_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: State,
    /// Who came.
    pub turnout: Turnout,
    /// What people thought of it when it ended.
    pub hot: Satisfaction,
}

/// Somebody who spoke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Their name.
    pub name: String,
    /// For which body; may be empty.
    pub organisation: String,
    /// At how many of the days.
    pub days: u32,
}

/// A year as the funder reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Year {
    /// What it should have had.
    pub plan: Plan,
    /// Its days but drafts, in order.
    pub days: Vec<Day>,
    /// Those who spoke, by how often, then by name.
    pub speakers: Vec<Speaker>,
    /// Who came, in all.
    pub turnout: Turnout,
    /// Who came, by antenne: its département and its name, in this order; both empty for those of none.
    pub antennes: Vec<((String, String), Turnout)>,
    /// Who came, by département; empty for those of none.
    pub departments: Vec<(String, Turnout)>,
    /// What people thought when each day ended.
    pub hot: Satisfaction,
    /// What they thought some weeks later.
    pub cold: Satisfaction,
    /// Documents that came out of a day and that whoever asks may read.
    pub resources: Vec<(Id<Resource>, String)>,
    /// Days with published minutes: number and title.
    pub minutes: Vec<(DayId, String)>,
}

impl Year {
    /// The days that were held.
    pub fn held(&self) -> impl Iterator<Item = &Day> {
        self.days.iter().filter(|day| day.state == State::Held)
    }

    /// How many were held among those that `which` keeps.
    pub fn count(&self, which: impl Fn(&Day) -> bool) -> u32 {
        u32::try_from(self.held().filter(|day| which(day)).count()).unwrap_or(u32::MAX)
    }

    /// The themes of the days that were held, by how many were, then by name; those without a theme are left out.
    pub fn themes(&self) -> Vec<(String, u32)> {
        tally::themes(self.held())
    }
}

/// That year, the one before, and the years that have a plan, the latest first. Five statements.
///
/// # Errors
/// [`Refusal::NotThere`] for whoever may not read it, for a year out of [`YEARS`], and for one that has neither a plan nor a day,
/// unless it is this year.
pub async fn of_years(
    community: &Community,
    visitor: &Visitor,
    year: i32,
) -> Result<(Year, Option<Year>, Vec<i32>), Failure<Refusal>> {
    if !visitor.sees(READERS) || !YEARS.contains(&year) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let read = store::read(community, visitor, (year - 1, year)).await?;
    let planned = year == programme::this_year(community) || read.plans.iter().any(|plan| plan.year == year);
    let (now, before) = (tally::year(&read, year), tally::year(&read, year - 1));
    if !planned && now.days.is_empty() {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let before = Some(before).filter(|before| !before.days.is_empty());
    Ok((now, before, read.plans.iter().map(|plan| plan.year).collect()))
}

/// Those who were at no day of the year, though its days are for them: number, name, antenne, by antenne and name. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn who_has_not_come(
    community: &Community,
    _: &Organiser,
    year: i32,
) -> Result<Vec<(Id<Member>, String, String)>, crate::Fault> {
    store::absent(community.database.reader(), year).await
}
