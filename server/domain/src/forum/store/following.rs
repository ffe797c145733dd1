//! The forum's texts as those who follow the journal read them: whole, with their audience.

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, Value};

use crate::{
    Database, Id,
    database::all,
    fault::Fault,
    forum::{Reply, Topic},
    members::Visitor,
};

/// A topic's words, for the index.
#[derive(FromQueryResult)]
pub(crate) struct TopicText {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) author: String,
    pub(crate) audience: i32,
    pub(crate) at: DateTime<Utc>,
}

/// A reply's words, for the index.
#[derive(FromQueryResult)]
pub(crate) struct ReplyText {
    pub(crate) id: i64,
    pub(crate) topic_id: i64,
    pub(crate) body: String,
    pub(crate) author: String,
    pub(crate) audience: i32,
    pub(crate) at: DateTime<Utc>,
}

pub(crate) async fn topic_text(database: &Database, topic: Id<Topic>) -> Result<Option<TopicText>, Fault> {
    Ok(topics(database, "WHERE t.id = $1", vec![topic.number().into()]).await?.pop())
}

/// Topics in the order of their numbers, a batch at a time.
pub(crate) async fn topics_after(
    database: &Database,
    after: i64,
    most: u32,
) -> Result<Vec<TopicText>, Fault> {
    let values = vec![after.into(), i64::from(most).into()];
    topics(database, "WHERE t.id > $1 ORDER BY t.id LIMIT $2", values).await
}

/// All the topics of one author.
pub(crate) async fn topics_by(database: &Database, author: i64) -> Result<Vec<TopicText>, Fault> {
    topics(database, "WHERE t.author_id = $1 ORDER BY t.id", vec![author.into()]).await
}

/// All the replies of one author.
pub(crate) async fn replies_by(database: &Database, author: i64) -> Result<Vec<ReplyText>, Fault> {
    replies(database, "WHERE r.author_id = $1 ORDER BY r.id", vec![author.into()]).await
}

pub(crate) async fn reply_text(database: &Database, reply: Id<Reply>) -> Result<Option<ReplyText>, Fault> {
    Ok(replies(database, "WHERE r.id = $1", vec![reply.number().into()]).await?.pop())
}

/// Replies in the order of their numbers, a batch at a time.
pub(crate) async fn replies_after(
    database: &Database,
    after: i64,
    most: u32,
) -> Result<Vec<ReplyText>, Fault> {
    let values = vec![after.into(), i64::from(most).into()];
    replies(database, "WHERE r.id > $1 ORDER BY r.id LIMIT $2", values).await
}

async fn topics(database: &Database, which: &str, values: Vec<Value>) -> Result<Vec<TopicText>, Fault> {
    let query = format!(
        "SELECT t.id, t.title, t.body, m.name AS author, b.audience, t.opened_at AS at
        FROM topics t JOIN boards b ON b.id = t.board_id JOIN members m ON m.id = t.author_id {which}"
    );
    Ok(all(database.reader(), &query, values).await?)
}

async fn replies(database: &Database, which: &str, values: Vec<Value>) -> Result<Vec<ReplyText>, Fault> {
    let query = format!(
        "SELECT r.id, r.topic_id, r.body, m.name AS author, b.audience, r.posted_at AS at
        FROM replies r JOIN topics t ON t.id = r.topic_id JOIN boards b ON b.id = t.board_id
            JOIN members m ON m.id = r.author_id {which}"
    );
    Ok(all(database.reader(), &query, values).await?)
}

/// Where a text found by the search stands, if the visitor may see it.
#[derive(FromQueryResult)]
pub(crate) struct Located {
    pub(crate) topic_id: i64,
    /// 0 for the topic itself.
    pub(crate) reply_id: i64,
    pub(crate) number: i32,
    pub(crate) title: String,
    pub(crate) board: String,
}

pub(crate) async fn located(
    database: &Database,
    visitor: &Visitor,
    topics: &[i64],
    replies: &[i64],
) -> Result<Vec<Located>, Fault> {
    if topics.is_empty() && replies.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = vec![super::shown_to(visitor).into()];
    let mut listed = |numbers: &[i64]| {
        // An empty list would not be SQL; nothing has the number 0.
        let numbers = if numbers.is_empty() { &[0] } else { numbers };
        let places = numbers.iter().map(|number| {
            values.push((*number).into());
            format!("${}", values.len())
        });
        places.collect::<Vec<_>>().join(", ")
    };
    let (topics, replies) = (listed(topics), listed(replies));
    let query = format!(
        "SELECT t.id AS topic_id, CAST(0 AS BIGINT) AS reply_id, 0 AS number, t.title, b.name AS board
        FROM topics t JOIN boards b ON b.id = t.board_id
        WHERE t.id IN ({topics}) AND (b.audience & $1) <> 0
        UNION ALL
        SELECT r.topic_id, r.id, r.number, t.title, b.name
        FROM replies r JOIN topics t ON t.id = r.topic_id JOIN boards b ON b.id = t.board_id
        WHERE r.id IN ({replies}) AND (b.audience & $1) <> 0"
    );
    Ok(all(database.reader(), &query, values).await?)
}
