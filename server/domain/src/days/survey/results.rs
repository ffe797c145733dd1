//! What came out of a survey.

use super::{FEWEST, Kind, Refusal, Survey, SurveyId, Tally, question::MARKS, store, tally};
use crate::{
    Community, Failure, Role, Roles,
    days::{DayId, Public},
    fault::Fault,
    members::{Organiser, Visitor},
};

/// Those who read what the yearly report says of satisfaction.
const READERS: Roles = Roles::of(&[Role::Organiser, Role::Administrator, Role::Funder]);

/// What came out of a survey, as far as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    /// The survey.
    pub survey: Survey,
    /// How many sheets are counted: those of one public, or all.
    pub sheets: u32,
    /// Question by question; nothing with fewer than [`FEWEST`] sheets, or so few of the others that these would be told apart.
    pub tallies: Option<Vec<Tally>>,
}

/// The results of a survey; of the needs, those of one public where that is asked. Five statements at most.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn of(
    community: &Community,
    _: &Organiser,
    survey: SurveyId,
    of: Option<Public>,
) -> Result<Results, Failure<Refusal>> {
    let reader = community.database.reader();
    let found = store::survey(reader, survey).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let cut = of.filter(|public| found.kind.is_signed() && *public != Public::Both).map(Public::roles);
    let sheets = match cut {
        Some(roles) => store::sheets_of(reader, survey, roles).await?,
        None => found.sheets,
    };
    let tallies = match may_be_shown(sheets, found.sheets) {
        true => Some(tallies(community, &[survey], cut).await?),
        false => None,
    };
    Ok(Results { survey: found, sheets, tallies })
}

/// The results of the surveys of a day that have opened. Three statements.
///
/// # Errors
/// When the database cannot answer.
pub async fn of_surveys(
    community: &Community,
    _: &Organiser,
    surveys: impl Iterator<Item = &Survey>,
) -> Result<Vec<Results>, Fault> {
    let opened: Vec<Survey> = surveys.filter(|survey| survey.opened_at.is_some()).cloned().collect();
    let shown: Vec<SurveyId> = opened
        .iter()
        .filter(|survey| may_be_shown(survey.sheets, survey.sheets))
        .map(|survey| survey.id)
        .collect();
    let mut all = match shown.is_empty() {
        true => Vec::new(),
        false => tallies(community, &shown, None).await?,
    };
    let results = opened.into_iter().map(|survey| {
        let is_shown = shown.contains(&survey.id);
        let (own, others) = std::mem::take(&mut all).into_iter().partition(|tally| tally.survey == survey.id);
        all = others;
        Results { sheets: survey.sheets, tallies: is_shown.then_some(own), survey }
    });
    Ok(results.collect())
}

/// Few sheets could be somebody's; so could those that are left when many are taken from all.
const fn may_be_shown(sheets: u32, whole: u32) -> bool {
    let others = whole.saturating_sub(sheets);
    sheets >= FEWEST && (others == 0 || others >= FEWEST)
}

async fn tallies(
    community: &Community,
    surveys: &[SurveyId],
    cut: Option<Roles>,
) -> Result<Vec<Tally>, Fault> {
    let reader = community.database.reader();
    let questions = store::questions_of(reader, surveys).await?;
    let (counts, answered) = store::counts(reader, surveys, cut).await?;
    let remarks = store::remarks(reader, surveys, cut).await?;
    Ok(tally::tally(questions, &counts, &answered, &remarks))
}

/// How satisfied people are, by the questions that measure it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Satisfaction {
    /// How many people were asked.
    pub asked: u32,
    /// How many answered.
    pub answered: u32,
    /// How many answers have each mark, from 1; all of them none with fewer than [`FEWEST`] sheets.
    pub marks: [u32; MARKS as usize],
}

impl Satisfaction {
    /// The average mark, from 1 to [`MARKS`].
    pub fn average(&self) -> Option<f64> {
        tally::average(&self.marks)
    }
}

/// The satisfaction that the hot, or the cold, survey of one day measures. Two statements.
///
/// # Errors
/// When the database cannot answer.
pub async fn of_day(
    community: &Community,
    visitor: &Visitor,
    day: DayId,
    kind: Kind,
) -> Result<Satisfaction, Fault> {
    satisfaction(community, visitor, kind, "s.day_id = $2", day.number()).await
}

/// The satisfaction that those of all the days of a year measure. Two statements.
///
/// # Errors
/// When the database cannot answer.
pub async fn of_year(
    community: &Community,
    visitor: &Visitor,
    year: i32,
    kind: Kind,
) -> Result<Satisfaction, Fault> {
    let days = "s.day_id IN (SELECT d.id FROM training_days d WHERE d.year = $2)";
    satisfaction(community, visitor, kind, days, year.into()).await
}

async fn satisfaction(
    community: &Community,
    visitor: &Visitor,
    kind: Kind,
    which: &str,
    value: i64,
) -> Result<Satisfaction, Fault> {
    if !visitor.sees(READERS) {
        return Ok(Satisfaction::default());
    }
    let reader = community.database.reader();
    let (asked, answered) = store::turnout(reader, kind, which, value).await?;
    let counts = match answered >= FEWEST {
        true => store::measures(reader, kind, which, value).await?,
        false => Vec::new(),
    };
    Ok(Satisfaction { asked, answered, marks: tally::marks(&counts) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_few_sheets_nor_all_but_a_few_are_shown() {
        assert!(may_be_shown(3, 3) && may_be_shown(12, 12) && may_be_shown(9, 12));
        assert!(!may_be_shown(2, 2) && !may_be_shown(0, 0) && !may_be_shown(2, 12));
        assert!(!may_be_shown(11, 12), "the one that is left would be told apart");
    }
}
