//! A large synthetic community, for measurements: written in bulk, read like any other.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;

use crate::{
    Community, Role,
    database::{Number, all, change},
    fault::Fault,
    text::{self, Markdown},
};

mod days;
mod prose;
mod shelves;

/// How large the community is to be.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// Accounts; their addresses are `membre-1@exemple.fr` and so on.
    pub members: u32,
    /// Topics, spread over the founding boards.
    pub topics: u32,
    /// Replies, a few topics having very many.
    pub replies: u32,
    /// Links of the library, about the certifications that are there.
    pub resources: u32,
    /// Training days, sixteen a year; the last eight are still to come.
    pub days: u32,
}

/// Rows written in one transaction.
const BATCH: u32 = 10_000;

/// Fills a founded place. `progress` is told what was written so far, in words.
///
/// # Errors
/// When the database cannot answer.
pub async fn generate(community: &Community, sizes: Sizes, progress: impl Fn(String)) -> Result<(), Fault> {
    let now = community.now();
    let boards = general_boards(community).await?;
    for start in (0..sizes.members).step_by(BATCH as usize) {
        let transaction = community.database.begin().await?;
        for number in start..sizes.members.min(start + BATCH) {
            add_member(&transaction, number + 1, now).await?;
        }
        transaction.commit().await?;
    }
    progress(format!("{} members", sizes.members));
    let shares = shares(sizes);
    let mut rank = 0;
    for start in (0..sizes.topics).step_by(500) {
        let transaction = community.database.begin().await?;
        for topic in start..sizes.topics.min(start + 500) {
            let board = boards[topic as usize % boards.len()];
            let replies = shares[topic as usize];
            add_topic(&transaction, Plan { topic, board, replies, sizes, now }).await?;
            rank += replies;
        }
        transaction.commit().await?;
        if start % 2_000 == 0 {
            progress(format!("{} topics, {rank} replies", start + 500));
        }
    }
    shelves::fill(community, sizes, now).await?;
    progress(format!("{} resources", sizes.resources));
    days::fill(community, sizes, now).await?;
    progress(format!("{} days", sizes.days));
    let transaction = community.database.begin().await?;
    let count = "UPDATE boards SET topics = (SELECT COUNT(*) FROM topics WHERE board_id = boards.id),
        active_at = (SELECT MAX(active_at) FROM topics WHERE board_id = boards.id)";
    change(&transaction, count, vec![]).await?;
    transaction.commit().await?;
    Ok(())
}

/// The boards that advisors read: the generated people are advisors.
async fn general_boards(community: &Community) -> Result<Vec<i64>, Fault> {
    let query = "SELECT id FROM boards WHERE (audience & $1) <> 0 ORDER BY id";
    let rows: Vec<Number> =
        all(community.database.reader(), query, vec![(Role::Advisor as i32).into()]).await?;
    if rows.is_empty() {
        return Err(Fault::Corrupt("a place without boards: found it first".to_owned()));
    }
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// How many replies each topic gets: most have few, one in a hundred has very many, all add up.
fn shares(sizes: Sizes) -> Vec<u32> {
    let weight = |topic: u32| if topic % 100 == 7 { 40 } else { 1 + topic % 19 };
    let whole: u64 = (0..sizes.topics).map(|topic| u64::from(weight(topic))).sum();
    let mut given = 0_u64;
    let mut passed = 0_u64;
    (0..sizes.topics)
        .map(|topic| {
            passed += u64::from(weight(topic));
            let due = u64::from(sizes.replies) * passed / whole.max(1);
            let share = due - given;
            given = due;
            u32::try_from(share).unwrap_or(u32::MAX)
        })
        .collect()
}

async fn add_member(transaction: &DatabaseTransaction, number: u32, now: DateTime<Utc>) -> Result<(), Fault> {
    let insert = "INSERT INTO members (name, email, roles, function, joined_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (email) DO NOTHING";
    let values = vec![
        prose::name(number).into(),
        format!("membre-{number}@exemple.fr").into(),
        (Role::Advisor as i32).into(),
        "Conseil en VAE".into(),
        (now - Duration::days(700)).into(),
    ];
    change(transaction, insert, values).await?;
    Ok(())
}

#[derive(Clone, Copy)]
struct Plan {
    topic: u32,
    board: i64,
    replies: u32,
    sizes: Sizes,
    now: DateTime<Utc>,
}

async fn add_topic(transaction: &DatabaseTransaction, plan: Plan) -> Result<(), Fault> {
    let Plan { topic, board, replies, sizes, now } = plan;
    // The last topic is the newest; the first is two years old.
    let age = i64::from(sizes.topics - topic) * 700 * 24 * 60 / i64::from(sizes.topics.max(1));
    let opened_at = now - Duration::minutes(age);
    let step = Duration::minutes((age / i64::from(replies + 1)).clamp(0, 240));
    let insert = "INSERT INTO topics (board_id, author_id, kind, title, body, body_html, renderer, opened_at,
            active_at, replies, submission)
        SELECT $1, id, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM members WHERE email = $2 RETURNING id";
    let body = body(u64::from(topic));
    let values = vec![
        board.into(),
        author(topic, sizes).into(),
        if topic % 3 == 0 { "question" } else { "discussion" }.into(),
        prose::title(topic).into(),
        body.as_str().into(),
        text::render(&body).as_str().into(),
        text::RENDERER.into(),
        opened_at.into(),
        (opened_at + step * replies.cast_signed()).into(),
        replies.cast_signed().into(),
        format!("generated-{topic}").into(),
    ];
    let rows: Vec<Number> = all(transaction, insert, values).await?;
    let Some(row) = rows.first() else { return Ok(()) };
    for number in 1..=replies {
        let seed = u64::from(topic) << 20 | u64::from(number);
        let body = self::body(seed);
        let insert = "INSERT INTO replies (topic_id, number, author_id, body, body_html, renderer, posted_at, submission)
            SELECT $1, $2, id, $4, $5, $6, $7, $8 FROM members WHERE email = $3";
        let values = vec![
            row.id.into(),
            number.cast_signed().into(),
            author(topic.wrapping_mul(31).wrapping_add(number * 7), sizes).into(),
            body.as_str().into(),
            text::render(&body).as_str().into(),
            text::RENDERER.into(),
            (opened_at + step * number.cast_signed()).into(),
            format!("generated-{topic}-{number}").into(),
        ];
        change(transaction, insert, values).await?;
    }
    Ok(())
}

fn author(number: u32, sizes: Sizes) -> String {
    format!("membre-{}@exemple.fr", number % sizes.members.max(1) + 1)
}

fn body(seed: u64) -> Markdown {
    Markdown::parse(&prose::paragraphs(seed))
        .unwrap_or_else(|_| unreachable!("the generated prose is never empty"))
}
