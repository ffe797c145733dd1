//! What came out of a survey.

use super::{FEWEST, Refusal, Survey, SurveyId, Tally, store, tally};
use crate::{Community, Failure, Roles, days::Public, fault::Fault, members::Organiser};

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
