//! What is written to the forum's rows, each in the use case's transaction.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::{
    Id,
    database::{Number, change, one},
    fault::Fault,
    forum::{Board, Reply, Submission, Topic, TopicTitle, topic::Opening},
    members::Member,
    text::{self, Markdown},
};

/// Adds the topic and counts it in its board; `None` when its form was already sent.
pub(in crate::forum) async fn add_topic(
    transaction: &DatabaseTransaction,
    board: Id<Board>,
    author: Id<Member>,
    opening: &Opening,
    submission: &Submission,
    now: DateTime<Utc>,
) -> Result<Option<Id<Topic>>, Fault> {
    let insert = "INSERT INTO topics
            (board_id, author_id, kind, title, body, body_html, renderer, opened_at, active_at, submission)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)
        ON CONFLICT (author_id, submission) DO NOTHING RETURNING id";
    let values = vec![
        board.number().into(),
        author.number().into(),
        opening.kind.code().into(),
        opening.title.as_str().into(),
        opening.body.as_str().into(),
        text::render(&opening.body).as_str().into(),
        text::RENDERER.into(),
        now.into(),
        submission.as_str().into(),
    ];
    let Some(row) = one::<Number>(transaction, insert, values).await? else { return Ok(None) };
    let count = "UPDATE boards SET topics = topics + 1, active_at = $2 WHERE id = $1";
    change(transaction, count, vec![board.number().into(), now.into()]).await?;
    Ok(Some(Id::new(row.id)))
}

/// Takes the topic's next rank: one atomic statement, so that no two replies share one.
pub(in crate::forum) async fn next_rank(
    transaction: &DatabaseTransaction,
    topic: &Topic,
    now: DateTime<Utc>,
) -> Result<u32, Fault> {
    #[derive(FromQueryResult)]
    struct Rank {
        replies: i32,
    }
    let claim = "UPDATE topics SET replies = replies + 1, active_at = $2 WHERE id = $1 RETURNING replies";
    let rank: Option<Rank> = one(transaction, claim, vec![topic.id.number().into(), now.into()]).await?;
    let note = "UPDATE boards SET active_at = $2 WHERE id = $1";
    change(transaction, note, vec![topic.board.id.number().into(), now.into()]).await?;
    rank.map(|rank| rank.replies.unsigned_abs())
        .ok_or_else(|| Fault::Corrupt("a topic that vanished".to_owned()))
}

pub(in crate::forum) async fn add_reply(
    transaction: &DatabaseTransaction,
    topic: Id<Topic>,
    number: u32,
    author: Id<Member>,
    body: &Markdown,
    submission: &Submission,
    now: DateTime<Utc>,
) -> Result<i64, Fault> {
    let insert =
        "INSERT INTO replies (topic_id, number, author_id, body, body_html, renderer, posted_at, submission)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    let values = vec![
        topic.number().into(),
        number.cast_signed().into(),
        author.number().into(),
        body.as_str().into(),
        text::render(body).as_str().into(),
        text::RENDERER.into(),
        now.into(),
        submission.as_str().into(),
    ];
    let row: Option<Number> = one(transaction, insert, values).await?;
    Ok(row.map_or(0, |row| row.id))
}

/// Whether the text was still at that version, and is now changed.
pub(in crate::forum) async fn change_topic(
    transaction: &DatabaseTransaction,
    topic: Id<Topic>,
    title: &TopicTitle,
    body: &Markdown,
    version: i32,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE topics
        SET title = $3, body = $4, body_html = $5, renderer = $6, edited_at = $7, version = version + 1
        WHERE id = $1 AND version = $2";
    let values = vec![
        topic.number().into(),
        version.into(),
        title.as_str().into(),
        body.as_str().into(),
        text::render(body).as_str().into(),
        text::RENDERER.into(),
        now.into(),
    ];
    Ok(change(transaction, update, values).await? == 1)
}

/// Whether the text was still at that version, and is now changed.
pub(in crate::forum) async fn change_reply(
    transaction: &DatabaseTransaction,
    reply: Id<Reply>,
    body: &Markdown,
    version: i32,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update =
        "UPDATE replies SET body = $3, body_html = $4, renderer = $5, edited_at = $6, version = version + 1
        WHERE id = $1 AND version = $2";
    let values = vec![
        reply.number().into(),
        version.into(),
        body.as_str().into(),
        text::render(body).as_str().into(),
        text::RENDERER.into(),
        now.into(),
    ];
    Ok(change(transaction, update, values).await? == 1)
}

pub(in crate::forum) async fn topic_of_submission(
    connection: &impl ConnectionTrait,
    author: Id<Member>,
    submission: &Submission,
) -> Result<Id<Topic>, Fault> {
    let query = "SELECT id FROM topics WHERE author_id = $1 AND submission = $2";
    let row: Option<Number> =
        one(connection, query, vec![author.number().into(), submission.as_str().into()]).await?;
    row.map(|row| Id::new(row.id))
        .ok_or_else(|| Fault::Corrupt("a topic written twice and found nowhere".to_owned()))
}

pub(in crate::forum) async fn reply_of_submission(
    connection: &impl ConnectionTrait,
    author: Id<Member>,
    submission: &Submission,
) -> Result<Option<u32>, Fault> {
    #[derive(FromQueryResult)]
    struct Rank {
        number: i32,
    }
    let query = "SELECT number FROM replies WHERE author_id = $1 AND submission = $2";
    let row: Option<Rank> =
        one(connection, query, vec![author.number().into(), submission.as_str().into()]).await?;
    Ok(row.map(|row| row.number.unsigned_abs()))
}
