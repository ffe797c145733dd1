//! From talk to library: what was said in a discussion becomes a document, with who said it, and a link both ways.

use sea_orm::FromQueryResult;

use super::resource::{Readers, Resource, store::shown};
use crate::{
    Community, Id, Role, Roles,
    database::{all, one},
    fault::Fault,
    forum::{Reply, Topic},
    members::Visitor,
};

/// What a document would begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The topic's title.
    pub title: String,
    /// What was said, as it was written.
    pub body: String,
    /// Who said it.
    pub author: String,
    /// The widest readers among whom it was said; a narrower board has no readers of its own in the library.
    pub readers: Readers,
}

/// What the visitor may read of a topic, or of a reply in it.
///
/// # Errors
/// When the database cannot answer.
pub async fn said(
    community: &Community,
    visitor: &Visitor,
    topic: Id<Topic>,
    reply: Option<Id<Reply>>,
) -> Result<Option<Said>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        title: String,
        body: String,
        author: String,
        audience: i32,
    }
    let query = "SELECT t.title, COALESCE(p.body, t.body) AS body, m.name AS author, b.audience
        FROM topics t JOIN boards b ON b.id = t.board_id LEFT JOIN replies p ON p.id = $3 AND p.topic_id = t.id
            JOIN members m ON m.id = COALESCE(p.author_id, t.author_id)
        WHERE t.id = $2 AND (b.audience & $1) <> 0 AND ($3 = 0 OR p.id IS NOT NULL)";
    let values =
        vec![visitor.roles().column().into(), topic.number().into(), reply.map_or(0, Id::number).into()];
    let row: Option<Row> = one(community.database.reader(), query, values).await?;
    Ok(row.map(|row| {
        // What certifiers read in a board, everybody may read in the library; what they do not stays among the antennes.
        let readers = match Roles::from_column(row.audience).contains(Role::Certifier) {
            true => Readers::Everybody,
            false => Readers::Antennes,
        };
        Said { title: row.title, body: row.body, author: row.author, readers }
    }))
}

/// A document that was made of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The document.
    pub resource: Id<Resource>,
    /// Its title.
    pub title: String,
    /// The reply it was made of; none for the topic's own text.
    pub reply: Option<Id<Reply>>,
}

/// The documents of the library made of that topic that the visitor may see.
///
/// # Errors
/// When the database cannot answer.
pub async fn made_of(community: &Community, visitor: &Visitor, topic: Id<Topic>) -> Result<Vec<Made>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        title: String,
        reply_id: Option<i64>,
    }
    let query = format!(
        "SELECT r.id, r.title, r.reply_id FROM resources r WHERE {} AND r.topic_id = $2 ORDER BY r.id",
        shown()
    );
    let values = vec![visitor.roles().column().into(), topic.number().into()];
    let rows: Vec<Row> = all(community.database.reader(), &query, values).await?;
    let made =
        |row: Row| Made { resource: Id::new(row.id), title: row.title, reply: row.reply_id.map(Id::new) };
    Ok(rows.into_iter().map(made).collect())
}
