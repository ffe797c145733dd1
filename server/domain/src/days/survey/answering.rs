//! Filling in a sheet.
//!
//! Invariant: a sheet and the tick on the roll are one transaction, while the survey's row is held: nobody answers twice. No journal
//! entry goes with it: it would say who, and when.

use chrono::{DateTime, Utc};

use super::{Kind, Question, Refusal, Sheet, Survey, SurveyId, store};
use crate::{Community, Failure, days::DayId, members::Member};

/// What somebody is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The survey.
    pub survey: Survey,
    /// Its questions, in order.
    pub questions: Vec<Question>,
    /// Whether the person has answered.
    pub answered: bool,
    /// What they answered, where that is known and may be changed.
    pub mine: Option<Sheet>,
}

/// A survey that waits for somebody's answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// What kind it is.
    pub kind: Kind,
    /// Whose needs it asks for: those of that year.
    pub year: Option<i32>,
    /// The day it is about, and its title.
    pub day: Option<(DayId, String)>,
    /// Until when it takes answers.
    pub closes_at: Option<DateTime<Utc>>,
}

/// The survey of that day that the person is asked to answer. Two statements, one more where their answers are known.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none, or they are not on its roll.
pub async fn of_day(
    community: &Community,
    member: &Member,
    day: DayId,
    kind: Kind,
) -> Result<Asked, Failure<Refusal>> {
    let found = store::asked_of_day(community.database.reader(), member.id(), day, kind).await?;
    asked(community, member, found).await?.ok_or(Failure::Refused(Refusal::NotThere))
}

/// The latest survey of the needs that the person is asked to answer, whether it is closed or not.
///
/// # Errors
/// When the database cannot answer.
pub async fn needs(community: &Community, member: &Member) -> Result<Option<Asked>, Failure<Refusal>> {
    let found = store::asked_of_needs(community.database.reader(), member.id()).await?;
    asked(community, member, found).await
}

async fn asked(
    community: &Community,
    member: &Member,
    found: Option<(Survey, bool)>,
) -> Result<Option<Asked>, Failure<Refusal>> {
    let Some((survey, answered)) = found else { return Ok(None) };
    let reader = community.database.reader();
    let questions = store::questions(reader, survey.id).await?;
    let mine = match answered && survey.kind.is_signed() {
        true => store::signed_by(reader, survey.id, member.id()).await?,
        false => None,
    };
    Ok(Some(Asked { survey, questions, answered, mine }))
}

/// Takes the sheet, if the questions are still those of that edition.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::NotOpen`], [`Refusal::ChangedMeanwhile`]; [`Refusal::AnsweredAlready`], except where the sheet is
/// signed: it takes the place of the one before.
pub async fn answer(
    community: &Community,
    member: &Member,
    survey: SurveyId,
    edition: i32,
    sheet: &Sheet,
) -> Result<(), Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    let held = store::hold(&transaction, survey).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let answered = store::has_answered(&transaction, survey, member.id()).await?;
    let answered = answered.ok_or(Failure::Refused(Refusal::NotThere))?;
    if !held.is_open(community.now()) {
        return Err(Failure::Refused(Refusal::NotOpen));
    }
    if answered && !held.kind.is_signed() {
        return Err(Failure::Refused(Refusal::AnsweredAlready));
    }
    let questions = store::questions(&transaction, survey).await?;
    if held.edition != edition || !sheet.answers_to(&questions) {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    if held.kind.is_signed() {
        store::tear_up(&transaction, survey, member.id()).await?;
    }
    let key = store::take(&transaction, survey, sheet).await?;
    if held.kind.is_signed() {
        store::sign(&transaction, survey, member.id(), &key).await?;
    }
    store::tick(&transaction, survey, member.id()).await?;
    Ok(transaction.commit().await?)
}
