//! The rows of questions and of their votes.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{Asked, DayId, Outcome, Question, Word};
use crate::{
    Id,
    database::{Number, all, change, one},
    fault::Fault,
    forum::Submission,
    members::{Member, Message, Visitor},
};

fn outcome(code: &str) -> Result<Outcome, Fault> {
    Outcome::from_code(code).ok_or_else(|| Fault::Corrupt(format!("a question that is {code:?}")))
}

/// Those of the day. Whoever asked is counted once, whatever rows a merge of accounts may have left.
pub(super) async fn list(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    day: DayId,
) -> Result<Vec<Question>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        question: String,
        detail: String,
        author_id: i64,
        author: String,
        votes: i64,
        voted: bool,
        outcome: Option<String>,
        word: String,
    }
    let query = "SELECT q.id, q.question, q.detail, q.author_id, m.name AS author, q.outcome, q.word,
            1 + (SELECT COUNT(*) FROM day_question_votes v WHERE v.question_id = q.id AND v.member_id <> q.author_id) AS votes,
            EXISTS (SELECT 1 FROM day_question_votes v WHERE v.question_id = q.id AND v.member_id = $2) AS voted
        FROM day_questions q JOIN members m ON m.id = q.author_id WHERE q.day_id = $1
        ORDER BY CASE WHEN q.outcome IS NULL THEN 0 WHEN q.outcome = 'answered' THEN 1 ELSE 2 END, votes DESC, q.id";
    let me = visitor.member().map_or(0, |member| member.id().number());
    let rows: Vec<Row> = all(connection, query, vec![day.number().into(), me.into()]).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Question {
                id: Id::new(row.id),
                asked: row.question,
                detail: row.detail,
                author: (Id::new(row.author_id), row.author),
                votes: u32::try_from(row.votes).unwrap_or(u32::MAX),
                voted: row.voted,
                outcome: row.outcome.as_deref().map(outcome).transpose()?,
                word: row.word,
            })
        })
        .collect()
}

/// Who asked it, and what became of it.
pub(super) async fn question(
    connection: &impl ConnectionTrait,
    day: DayId,
    question: Id<Question>,
) -> Result<Option<(Id<Member>, Option<Outcome>)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        author_id: i64,
        outcome: Option<String>,
    }
    let query = "SELECT author_id, outcome FROM day_questions WHERE day_id = $1 AND id = $2";
    let row: Option<Row> =
        one(connection, query, vec![day.number().into(), question.number().into()]).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some((Id::new(row.author_id), row.outcome.as_deref().map(outcome).transpose()?)))
}

pub(super) async fn of_submission(
    connection: &impl ConnectionTrait,
    author: Id<Member>,
    submission: &Submission,
) -> Result<Option<Id<Question>>, Fault> {
    let query = "SELECT id FROM day_questions WHERE author_id = $1 AND submission = $2";
    let values = vec![author.number().into(), submission.as_str().into()];
    let row: Option<Number> = one(connection, query, values).await?;
    Ok(row.map(|row| Id::new(row.id)))
}

/// How many that person asked of the day.
pub(super) async fn count_of(
    connection: &impl ConnectionTrait,
    day: DayId,
    author: Id<Member>,
) -> Result<u32, Fault> {
    let query = "SELECT COUNT(*) AS id FROM day_questions WHERE day_id = $1 AND author_id = $2";
    let row: Option<Number> =
        one(connection, query, vec![day.number().into(), author.number().into()]).await?;
    Ok(row.map_or(0, |row| u32::try_from(row.id).unwrap_or(u32::MAX)))
}

/// A question on its way in.
pub(super) struct Asking<'a> {
    pub(super) day: DayId,
    pub(super) author: Id<Member>,
    pub(super) asked: &'a Asked,
    pub(super) detail: Option<&'a Message>,
    pub(super) submission: &'a Submission,
    pub(super) now: DateTime<Utc>,
}

pub(super) async fn add(
    transaction: &DatabaseTransaction,
    asking: &Asking<'_>,
) -> Result<Id<Question>, Fault> {
    let insert = "INSERT INTO day_questions (day_id, author_id, question, detail, asked_at, submission)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let values = vec![
        asking.day.number().into(),
        asking.author.number().into(),
        asking.asked.as_str().into(),
        asking.detail.map(Message::as_str).unwrap_or_default().into(),
        asking.now.into(),
        asking.submission.as_str().into(),
    ];
    let row: Option<Number> = one(transaction, insert, values).await?;
    row.map(|row| Id::new(row.id)).ok_or_else(|| Fault::Corrupt("a question without a number".to_owned()))
}

pub(super) async fn vote(
    transaction: &DatabaseTransaction,
    question: Id<Question>,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let insert = "INSERT INTO day_question_votes (question_id, member_id, at) VALUES ($1, $2, $3)
        ON CONFLICT (question_id, member_id) DO NOTHING";
    change(transaction, insert, vec![question.number().into(), member.number().into(), now.into()]).await?;
    Ok(())
}

pub(super) async fn take_back(
    transaction: &DatabaseTransaction,
    question: Id<Question>,
    member: Id<Member>,
) -> Result<(), Fault> {
    let delete = "DELETE FROM day_question_votes WHERE question_id = $1 AND member_id = $2";
    change(transaction, delete, vec![question.number().into(), member.number().into()]).await?;
    Ok(())
}

pub(super) async fn delete(transaction: &DatabaseTransaction, question: Id<Question>) -> Result<(), Fault> {
    change(transaction, "DELETE FROM day_questions WHERE id = $1", vec![question.number().into()]).await?;
    Ok(())
}

pub(super) async fn settle(
    transaction: &DatabaseTransaction,
    question: Id<Question>,
    by: Id<Member>,
    outcome: Option<Outcome>,
    word: Option<&Word>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update =
        "UPDATE day_questions SET outcome = $2, word = $3, settled_by = $4, settled_at = $5 WHERE id = $1";
    let values = vec![
        question.number().into(),
        outcome.map(Outcome::code).into(),
        word.map(Word::as_str).unwrap_or_default().into(),
        outcome.map(|_| by.number()).into(),
        outcome.map(|_| now).into(),
    ];
    change(transaction, update, values).await?;
    Ok(())
}
