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
    /// Question by question; nothing of an anonymous survey that is open, nor with fewer than [`FEWEST`] sheets. One public's are shown
    /// when the whole, the advisors and the assistants differ by no fewer sheets than that: few sheets could be somebody's.
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
    let cut = of.filter(|public| found.kind.is_signed() && *public != Public::Both);
    let over = found.kind.is_signed() || !found.is_open(community.now());
    let (sheets, shown) = match cut {
        Some(public) => {
            let cells = store::cells(reader, survey, found.sheets).await?;
            (of_public(cells, public), cells.into_iter().all(|cell| cell == 0 || cell >= FEWEST))
        }
        None => (found.sheets, over),
    };
    let tallies = match shown && sheets >= FEWEST {
        true => Some(tallies(community, &[survey], cut.map(Public::roles)).await?),
        false => None,
    };
    Ok(Results { survey: found, sheets, tallies })
}

/// The results of the surveys of a day that have opened, once they are closed: between two looks at one that is open, the only sheet that
/// came would be told from the others. Three statements.
///
/// # Errors
/// When the database cannot answer.
pub async fn of_surveys(
    community: &Community,
    _: &Organiser,
    surveys: impl Iterator<Item = &Survey>,
) -> Result<Vec<Results>, Fault> {
    let opened: Vec<Survey> = surveys.filter(|survey| survey.opened_at.is_some()).cloned().collect();
    let now = community.now();
    let may_be_shown = |survey: &&Survey| survey.sheets >= FEWEST && !survey.is_open(now);
    let shown: Vec<SurveyId> = opened.iter().filter(may_be_shown).map(|survey| survey.id).collect();
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

/// How many sheets are of that public: whoever is of both is of each.
const fn of_public([advisors, assistants, both, others]: [u32; 4], public: Public) -> u32 {
    match public {
        Public::Advisors => advisors + both,
        Public::Assistants => assistants + both,
        Public::Both => advisors + assistants + both + others,
    }
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
    fn whoever_is_of_both_publics_is_of_each() {
        let cells = [5, 4, 2, 1];
        let counts =
            [Public::Advisors, Public::Assistants, Public::Both].map(|public| of_public(cells, public));
        assert_eq!(counts, [7, 6, 12]);
    }
}
