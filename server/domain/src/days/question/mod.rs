//! Questions collected before a day: asked, voted for, and what became of them.
//!
//! They are asked from the day's publication until it begins; afterwards they are read. Those who have part in the day read them
//! ([`Part::reads_questions`]). One person asks ten at most, so that the list stays one that a speaker reads.

use chrono::{DateTime, Utc};

use super::{DayId, Part, State, TrainingDay, page, store as days};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    forum::Submission,
    members::{Member, Message, Organiser, Visitor},
    text::Line,
};

mod store;

/// A question, in a line.
pub type Asked = Line<5, 200>;

/// An organiser's word on a question.
pub type Word = Line<2, 500>;

/// No person asks more of one day.
pub const MOST: u32 = 10;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its number.
    pub id: Id<Question>,
    /// One line.
    pub asked: String,
    /// What else is said of it, as it was typed; may be empty.
    pub detail: String,
    /// Who asks it.
    pub author: (Id<Member>, String),
    /// How many people want to know it, its author among them.
    pub votes: u32,
    /// Whether the visitor voted for it.
    pub voted: bool,
    /// What became of it; nothing yet when `None`.
    pub outcome: Option<Outcome>,
    /// The organisers' word; may be empty.
    pub word: String,
}

impl Question {
    /// Whether that person asked it.
    pub fn is_of(&self, member: Option<&Member>) -> bool {
        member.is_some_and(|member| member.id() == self.author.0)
    }
}

/// What the organisers made of a question. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It has its answer.
    Answered,
    /// The day will not answer it, and the word says why.
    Aside,
}

impl Outcome {
    /// Both, in the order in which they are offered.
    pub const ALL: [Outcome; 2] = [Outcome::Answered, Outcome::Aside];

    /// Its name in rows and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Outcome::Answered => "answered",
            Outcome::Aside => "aside",
        }
    }

    /// The outcome of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Outcome::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// What is said to a person about questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such day or question, or not for this person.
    NotThere,
    /// Questions are not asked, or not any more.
    Closed,
    /// They asked as many as one may.
    TooMany,
    /// It is theirs: they are counted already.
    Own,
    /// It was answered, or set aside.
    Settled,
}

/// Whether questions are asked and voted for: from the publication until the day begins; of a day put off, until it has begun.
pub const fn is_open(state: State, has_begun: bool) -> bool {
    match state {
        State::Published => !has_begun,
        State::Postponed => true,
        State::Draft | State::Cancelled | State::Held => false,
    }
}

/// The questions of the day, those that wait first, in the order of their votes; nothing for whoever has no part in the day. One
/// statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn list(
    community: &Community,
    visitor: &Visitor,
    day: &TrainingDay,
) -> Result<Option<Vec<Question>>, Fault> {
    if !Part::of(visitor, day).reads_questions() || !day.state.is_shown() {
        return Ok(None);
    }
    store::list(community.database.reader(), visitor, day.id).await.map(Some)
}

/// Asks. The same form sent twice asks once.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::Closed`], [`Refusal::TooMany`].
pub async fn ask(
    community: &Community,
    member: &Member,
    day: DayId,
    asked: &Asked,
    detail: Option<&Message>,
    submission: &Submission,
) -> Result<Id<Question>, Failure<Refusal>> {
    has_part(community, member, day).await?;
    let now = community.now();
    let submission = submission.with(&[&day.to_string(), asked.as_str()]);
    let transaction = community.database.begin().await?;
    // Held: two forms of one person cannot both be the tenth.
    open(&transaction, day, now).await?;
    if let Some(already) = store::of_submission(&transaction, member.id(), &submission).await? {
        return Ok(already);
    }
    if store::count_of(&transaction, day, member.id()).await? >= MOST {
        return Err(Failure::Refused(Refusal::TooMany));
    }
    let asking = store::Asking { day, author: member.id(), asked, detail, submission: &submission, now };
    let question = store::add(&transaction, &asking).await?;
    transaction.commit().await?;
    Ok(question)
}

/// Votes for somebody else's question, or takes the vote back; harmless when done twice.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::Closed`], [`Refusal::Own`], [`Refusal::Settled`].
pub async fn vote(
    community: &Community,
    member: &Member,
    day: DayId,
    question: Id<Question>,
    wanted: bool,
) -> Result<(), Failure<Refusal>> {
    has_part(community, member, day).await?;
    let now = community.now();
    let transaction = community.database.begin().await?;
    open(&transaction, day, now).await?;
    let (author, outcome) = found(&transaction, day, question).await?;
    if author == member.id() {
        return Err(Failure::Refused(Refusal::Own));
    }
    if outcome.is_some() {
        return Err(Failure::Refused(Refusal::Settled));
    }
    match wanted {
        true => store::vote(&transaction, question, member.id(), now).await?,
        false => store::take_back(&transaction, question, member.id()).await?,
    }
    Ok(transaction.commit().await?)
}

/// Withdraws one's own question, with the votes it had.
///
/// # Errors
/// [`Refusal::NotThere`] for whoever did not ask it; [`Refusal::Closed`] once the day has begun; [`Refusal::Settled`].
pub async fn withdraw(
    community: &Community,
    member: &Member,
    day: DayId,
    question: Id<Question>,
) -> Result<(), Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    let (author, outcome) = found(&transaction, day, question).await?;
    if author != member.id() {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    open(&transaction, day, community.now()).await?;
    if outcome.is_some() {
        return Err(Failure::Refused(Refusal::Settled));
    }
    store::delete(&transaction, question).await?;
    Ok(transaction.commit().await?)
}

/// Says what became of it, at any time, with a word or without; with no outcome it waits again.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn settle(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    question: Id<Question>,
    outcome: Option<Outcome>,
    word: Option<&Word>,
) -> Result<(), Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    found(&transaction, day, question).await?;
    store::settle(&transaction, question, organiser.id(), outcome, word, community.now()).await?;
    Ok(transaction.commit().await?)
}

/// That the person reads the questions of that day, and may ask.
async fn has_part(community: &Community, member: &Member, day: DayId) -> Result<(), Failure<Refusal>> {
    let visitor = Visitor::from(member.clone());
    let read = page::read(community, &visitor, day).await;
    let read = read.map_err(|failure| failure.said(Refusal::NotThere))?;
    match Part::of(&visitor, &read).asks() && read.state.is_shown() {
        true => Ok(()),
        false => Err(Failure::Refused(Refusal::NotThere)),
    }
}

/// Holds the day's row, and that questions are asked of it now.
async fn open(
    transaction: &sea_orm::DatabaseTransaction,
    day: DayId,
    now: DateTime<Utc>,
) -> Result<(), Failure<Refusal>> {
    let held = days::hold(transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    match is_open(held.state, held.has_begun(now)) {
        true => Ok(()),
        false => Err(Failure::Refused(Refusal::Closed)),
    }
}

async fn found(
    transaction: &sea_orm::DatabaseTransaction,
    day: DayId,
    question: Id<Question>,
) -> Result<(Id<Member>, Option<Outcome>), Failure<Refusal>> {
    store::question(transaction, day, question).await?.ok_or(Failure::Refused(Refusal::NotThere))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_asked_from_the_publication_until_the_day_begins() {
        assert!(!is_open(State::Draft, false));
        assert!(is_open(State::Published, false) && !is_open(State::Published, true));
        assert!(is_open(State::Postponed, true), "the date that has passed is not its date any more");
        assert!(!is_open(State::Cancelled, false) && !is_open(State::Held, true));
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_code(outcome.code()), Some(outcome));
        }
    }
}
