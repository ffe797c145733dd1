//! The rows of the forum. What pages read is here, what authors change in `drafts`, writing in `writing`.
//!
//! Invariant: everything that a visitor reads is found through the board's audience, in the query itself.

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, Value};

use super::{Author, Board, Message, PAGE, Reply, Topic, TopicKind, board::Listed, shown_to};
use crate::{
    Database, Id, Roles,
    database::{all, one},
    fault::Fault,
    members::{Member, PhotoName, Visitor, store::PHOTO},
    text::Html,
};

mod drafts;
mod following;
mod subjects;
mod writing;

pub(super) use drafts::{reply_draft, topic_draft};
pub(crate) use following::{
    Located, ReplyText, TopicText, located, replies_after, replies_by, reply_text, topic_text, topics_after,
    topics_by,
};
pub(super) use subjects::*;
pub(super) use writing::*;

#[derive(FromQueryResult)]
struct BoardRow {
    board_id: i64,
    slug: String,
    board_name: String,
    description: String,
    audience: i32,
    openers: i32,
    topics: i32,
    board_active_at: Option<DateTime<Utc>>,
}

const BOARD: &str =
    "b.id AS board_id, b.slug, b.name AS board_name, b.description, b.audience, b.openers, b.topics,
    b.active_at AS board_active_at";

impl From<BoardRow> for Board {
    fn from(row: BoardRow) -> Self {
        Self {
            id: Id::new(row.board_id),
            slug: row.slug,
            name: row.board_name,
            description: row.description,
            audience: Roles::from_column(row.audience),
            openers: Roles::from_column(row.openers),
            topics: row.topics.unsigned_abs(),
            active_at: row.board_active_at,
        }
    }
}

pub(super) async fn boards(database: &Database, visitor: &Visitor) -> Result<Vec<Board>, Fault> {
    let query =
        format!("SELECT {BOARD} FROM boards b WHERE (b.audience & $1) <> 0 ORDER BY b.position, b.id");
    let rows: Vec<BoardRow> = all(database.reader(), &query, vec![shown_to(visitor).into()]).await?;
    Ok(rows.into_iter().map(Board::from).collect())
}

pub(super) async fn board(
    database: &Database,
    visitor: &Visitor,
    slug: &str,
) -> Result<Option<Board>, Fault> {
    let query = format!("SELECT {BOARD} FROM boards b WHERE (b.audience & $1) <> 0 AND b.slug = $2");
    let values = vec![shown_to(visitor).into(), slug.into()];
    let row: Option<BoardRow> = one(database.reader(), &query, values).await?;
    Ok(row.map(Board::from))
}

#[derive(FromQueryResult)]
struct ListedRow {
    id: i64,
    kind: String,
    title: String,
    author: String,
    board: String,
    slug: String,
    replies: i32,
    opened_at: DateTime<Utc>,
    active_at: DateTime<Utc>,
}

impl TryFrom<ListedRow> for Listed {
    type Error = Fault;

    fn try_from(row: ListedRow) -> Result<Self, Fault> {
        Ok(Self {
            id: Id::new(row.id),
            kind: kind(&row.kind)?,
            title: row.title,
            author: row.author,
            board: row.board,
            board_slug: row.slug,
            replies: row.replies.unsigned_abs(),
            opened_at: row.opened_at,
            active_at: row.active_at,
        })
    }
}

fn kind(code: &str) -> Result<TopicKind, Fault> {
    TopicKind::from_code(code).ok_or_else(|| Fault::Corrupt(format!("topic of kind {code:?}")))
}

/// Topics in a list, `which` being what follows the joins.
async fn listed(database: &Database, which: &str, values: Vec<Value>) -> Result<Vec<Listed>, Fault> {
    let query = format!(
        "SELECT t.id, t.kind, t.title, m.name AS author, b.name AS board, b.slug, t.replies, t.opened_at, t.active_at
        FROM topics t JOIN boards b ON b.id = t.board_id JOIN members m ON m.id = t.author_id {which}"
    );
    let rows: Vec<ListedRow> = all(database.reader(), &query, values).await?;
    rows.into_iter().map(Listed::try_from).collect()
}

pub(super) async fn topics_of_board(
    database: &Database,
    board: Id<Board>,
    page: u32,
) -> Result<Vec<Listed>, Fault> {
    let skipped = i64::from(page.saturating_sub(1)) * i64::from(PAGE);
    let which = "WHERE t.board_id = $1 ORDER BY t.active_at DESC LIMIT $2 OFFSET $3";
    listed(database, which, vec![board.number().into(), i64::from(PAGE).into(), skipped.into()]).await
}

pub(super) async fn unanswered(
    database: &Database,
    visitor: &Visitor,
    most: u32,
) -> Result<Vec<Listed>, Fault> {
    let which = "WHERE t.kind = 'question' AND t.replies = 0 AND (b.audience & $1) <> 0
        ORDER BY t.opened_at DESC LIMIT $2";
    listed(database, which, vec![shown_to(visitor).into(), i64::from(most).into()]).await
}

pub(super) async fn lively(database: &Database, visitor: &Visitor, most: u32) -> Result<Vec<Listed>, Fault> {
    let which = "WHERE (b.audience & $1) <> 0 ORDER BY t.active_at DESC LIMIT $2";
    listed(database, which, vec![shown_to(visitor).into(), i64::from(most).into()]).await
}

pub(super) async fn opened_by(
    database: &Database,
    visitor: &Visitor,
    author: Id<Member>,
    most: u32,
) -> Result<Vec<Listed>, Fault> {
    let which = "WHERE t.author_id = $3 AND (b.audience & $1) <> 0 ORDER BY t.opened_at DESC LIMIT $2";
    let values = vec![shown_to(visitor).into(), i64::from(most).into(), author.number().into()];
    listed(database, which, values).await
}

#[derive(FromQueryResult)]
struct MessageRow {
    author_id: i64,
    author: String,
    author_roles: i32,
    author_place: Option<String>,
    author_photo: Option<String>,
    body_html: String,
    written_at: DateTime<Utc>,
    edited_at: Option<DateTime<Utc>>,
}

/// What a message shows of its author, from `members m LEFT JOIN antennes a`.
fn author() -> String {
    format!(
        "m.id AS author_id, m.name AS author, m.roles AS author_roles,
            COALESCE(a.name, m.organisation) AS author_place, {PHOTO} AS author_photo"
    )
}

impl From<MessageRow> for Message {
    fn from(row: MessageRow) -> Self {
        let author = Author {
            id: Id::new(row.author_id),
            name: row.author,
            roles: Roles::from_column(row.author_roles),
            place: row.author_place,
            photo: row.author_photo.map(PhotoName::stored),
        };
        Self {
            author,
            html: Html::from_stored(row.body_html),
            written_at: row.written_at,
            edited_at: row.edited_at,
        }
    }
}

pub(super) async fn topic(
    database: &Database,
    visitor: &Visitor,
    topic: Id<Topic>,
) -> Result<Option<Topic>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        kind: String,
        title: String,
        replies: i32,
        #[sea_orm(nested)]
        message: MessageRow,
        #[sea_orm(nested)]
        board: BoardRow,
    }
    let query = format!(
        "SELECT t.id, t.kind, t.title, t.replies, t.body_html, t.opened_at AS written_at, t.edited_at, {}, {BOARD}
        FROM topics t JOIN boards b ON b.id = t.board_id JOIN members m ON m.id = t.author_id
            LEFT JOIN antennes a ON a.id = m.antenne_id
        WHERE t.id = $1 AND (b.audience & $2) <> 0",
        author()
    );
    let values = vec![topic.number().into(), shown_to(visitor).into()];
    let row: Option<Row> = one(database.reader(), &query, values).await?;
    row.map(|row| {
        Ok(Topic {
            id: Id::new(row.id),
            kind: kind(&row.kind)?,
            title: row.title,
            message: row.message.into(),
            replies: row.replies.unsigned_abs(),
            board: row.board.into(),
        })
    })
    .transpose()
}

/// A page of replies. Ranks have no holes, so that a page is a range of them: no page is slower than the first.
pub(super) async fn replies(database: &Database, topic: Id<Topic>, page: u32) -> Result<Vec<Reply>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        number: i32,
        #[sea_orm(nested)]
        message: MessageRow,
    }
    let query = format!(
        "SELECT r.id, r.number, r.body_html, r.posted_at AS written_at, r.edited_at, {}
        FROM replies r JOIN members m ON m.id = r.author_id LEFT JOIN antennes a ON a.id = m.antenne_id
        WHERE r.topic_id = $1 AND r.number > $2 AND r.number <= $3 ORDER BY r.number",
        author()
    );
    let before = page.saturating_sub(1).saturating_mul(PAGE).cast_signed();
    let last = before.saturating_add(PAGE.cast_signed());
    let rows: Vec<Row> =
        all(database.reader(), &query, vec![topic.number().into(), before.into(), last.into()]).await?;
    let reply = |row: Row| Reply {
        id: Id::new(row.id),
        number: row.number.unsigned_abs(),
        message: row.message.into(),
    };
    Ok(rows.into_iter().map(reply).collect())
}
