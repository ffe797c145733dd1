//! The organisers' hand in surveys: what is asked, when it opens, when it closes.

use chrono::{DateTime, Duration, Utc};

use super::{
    DELAYS, Kind, OPEN, Refusal, Survey, SurveyId, Wording, model, opening, question::can_be_asked, store,
};
use crate::{Community, Failure, days::DayId, members::Organiser};

/// One of the surveys of a day, made or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Which.
    pub kind: Kind,
    /// The survey, once it is made: somebody changed it, or it opened.
    pub survey: Option<Survey>,
    /// What it asks, or will.
    pub questions: Vec<Wording>,
    /// How long after the day it opens, in days.
    pub delay: u32,
}

/// The latest that the needs are asked for.
const LONGEST: Duration = Duration::days(366);

/// The surveys of a day, as they are or as they will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfDay {
    /// What the day is called.
    pub title: String,
    /// When it ends, once it has a date.
    pub ends_at: Option<DateTime<Utc>>,
    /// The hot one, then the cold one.
    pub surveys: Vec<Planned>,
}

/// The surveys of a day. Four statements.
///
/// # Errors
/// [`Refusal::NotThere`] when there is no such day.
pub async fn of_day(community: &Community, _: &Organiser, day: DayId) -> Result<OfDay, Failure<Refusal>> {
    let reader = community.database.reader();
    let (title, ends_at) = store::day(reader, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let made = store::surveys_of_day(reader, day).await?;
    let mut wordings = store::wordings_of_day(reader, day).await?;
    let mut usual = store::models(reader).await?;
    let planned = |kind: Kind| {
        let survey = made.iter().find(|survey| survey.kind == kind).cloned();
        let asked = survey.as_ref().and_then(|survey| wordings.remove(&survey.id.number()));
        let delay = survey.as_ref().map_or(opening::delay(kind), |survey| survey.delay);
        let asked = asked.or_else(|| usual.remove(&kind).map(|usual| usual.questions));
        Planned { kind, survey, questions: asked.unwrap_or_else(|| model::of(kind)), delay }
    };
    let surveys = Kind::OF_DAY.map(planned).into_iter().collect();
    Ok(OfDay { title, ends_at, surveys })
}

/// What an organiser says of a survey of a day: what it asks, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// How long after the day it opens, in days; of a cold one only.
    pub delay: u32,
    /// The edition of what was opened; 0 for what nobody had changed.
    pub edition: i32,
    /// What it asks.
    pub questions: Vec<Wording>,
}

/// Changes what a survey of that day asks, for that day alone.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::NoQuestion`], [`Refusal::ChangedMeanwhile`]; [`Refusal::QuestionsFixed`] once somebody has
/// answered; [`Refusal::NoSuchClosing`] for a delay that is too short or too long.
pub async fn plan(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    kind: Kind,
    plan: &Plan,
) -> Result<(), Failure<Refusal>> {
    can_be_asked(&plan.questions).map_err(Failure::Refused)?;
    let (least, most) = DELAYS;
    if kind == Kind::Cold && !(least..=most).contains(&plan.delay) {
        return Err(Failure::Refused(Refusal::NoSuchClosing));
    }
    let delay = if kind == Kind::Cold { plan.delay } else { opening::delay(kind) };
    let now = community.now();
    let transaction = community.database.begin().await?;
    store::day(&transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let maker = Some(organiser.id());
    let survey = store::of_day_or_new(&transaction, day, kind, delay, maker, now).await?;
    ask(&transaction, survey, plan.edition, &plan.questions).await?;
    store::set_delay(&transaction, survey, delay).await?;
    Ok(transaction.commit().await?)
}

/// Asks these instead of what was asked.
async fn ask(
    transaction: &sea_orm::DatabaseTransaction,
    survey: SurveyId,
    edition: i32,
    questions: &[Wording],
) -> Result<(), Failure<Refusal>> {
    let held = store::hold(transaction, survey).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    // One that was just made, or that the clock opened since with the usual questions, has the first edition.
    if held.edition != edition.max(1) {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    if store::has_answers(transaction, survey).await? {
        return Err(Failure::Refused(Refusal::QuestionsFixed));
    }
    store::ask(transaction, survey, questions).await?;
    Ok(store::newer(transaction, survey).await?)
}

/// Asks advisors and assistants what they need for that year, until then. It opens at once.
///
/// # Errors
/// [`Refusal::NoQuestion`], [`Refusal::NoSuchClosing`]; [`Refusal::YearTaken`] when that year's are asked already.
pub async fn ask_needs(
    community: &Community,
    organiser: &Organiser,
    year: i32,
    closes_at: DateTime<Utc>,
    questions: &[Wording],
) -> Result<SurveyId, Failure<Refusal>> {
    can_be_asked(questions).map_err(Failure::Refused)?;
    let now = community.now();
    will_close(closes_at, now).map_err(Failure::Refused)?;
    let transaction = community.database.begin().await?;
    let made = store::add_needs(&transaction, year, organiser.id(), now).await?;
    let survey = made.ok_or(Failure::Refused(Refusal::YearTaken))?;
    store::ask(&transaction, survey, questions).await?;
    store::open(&transaction, survey, now, closes_at).await?;
    store::call_roll(&transaction, survey).await?;
    transaction.commit().await?;
    community.ring();
    Ok(survey)
}

fn will_close(closes_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    match closes_at > now && closes_at <= now + LONGEST {
        true => Ok(()),
        false => Err(Refusal::NoSuchClosing),
    }
}

/// Changes what is asked of the needs, as long as nobody has answered.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::NoQuestion`], [`Refusal::ChangedMeanwhile`], [`Refusal::QuestionsFixed`].
pub async fn reword_needs(
    community: &Community,
    _: &Organiser,
    survey: SurveyId,
    edition: i32,
    questions: &[Wording],
) -> Result<(), Failure<Refusal>> {
    can_be_asked(questions).map_err(Failure::Refused)?;
    let transaction = community.database.begin().await?;
    ask(&transaction, survey, edition, questions).await?;
    Ok(transaction.commit().await?)
}

/// Closes a survey before its time, or keeps one from opening. Harmless when done twice.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn close(
    community: &Community,
    organiser: &Organiser,
    survey: SurveyId,
) -> Result<(), Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    store::hold(&transaction, survey).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    store::close(&transaction, survey, organiser.id(), community.now()).await?;
    Ok(transaction.commit().await?)
}

/// Keeps a survey of that day from opening, or closes it.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn close_of_day(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    kind: Kind,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    store::day(&transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let maker = Some(organiser.id());
    let survey = store::of_day_or_new(&transaction, day, kind, opening::delay(kind), maker, now).await?;
    store::hold(&transaction, survey).await?;
    store::close(&transaction, survey, organiser.id(), now).await?;
    Ok(transaction.commit().await?)
}

/// Takes answers again: until that date, or for as long as a day's survey does. One whose time has not come waits for it; one that
/// missed it opens.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::NoSuchClosing`].
pub async fn reopen(
    community: &Community,
    _: &Organiser,
    survey: SurveyId,
    closes_at: Option<DateTime<Utc>>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    if let Some(closes_at) = closes_at {
        will_close(closes_at, now).map_err(Failure::Refused)?;
    }
    let transaction = community.database.begin().await?;
    let held = store::hold(&transaction, survey).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    // Whoever closed it by mistake finds it as it was.
    let left = held.closes_at.filter(|closing| *closing > now);
    let until = closes_at.or(left).unwrap_or(now + OPEN);
    store::reopen(&transaction, survey, held.opened_at.map(|_| until)).await?;
    let due = match held.opened_at {
        None => store::survey(&transaction, survey).await?.and_then(|found| found.opens_at()),
        Some(_) => None,
    };
    if due.is_some_and(|due| due <= now) {
        // Its time came while it was kept from opening: the worker would find it too late, one day.
        opening::begin(&transaction, survey, held.kind, now).await?;
    }
    Ok(transaction.commit().await?)
}

/// A survey of the needs, with what it asks. Two statements.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none of that number.
pub async fn needs(
    community: &Community,
    _: &Organiser,
    survey: SurveyId,
) -> Result<(Survey, Vec<Wording>), Failure<Refusal>> {
    let reader = community.database.reader();
    let found = store::survey(reader, survey).await?.filter(|survey| survey.kind == Kind::Needs);
    let found = found.ok_or(Failure::Refused(Refusal::NotThere))?;
    let questions = store::questions(reader, survey).await?;
    Ok((found, questions.into_iter().map(|question| question.wording).collect()))
}

/// Every survey of the needs, the latest year first. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn all_needs(community: &Community, _: &Organiser) -> Result<Vec<Survey>, crate::Fault> {
    store::all_needs(community.database.reader()).await
}
