//! Texts as their authors are about to change them.

use sea_orm::FromQueryResult;

use crate::{
    Database, Id,
    database::one,
    fault::Fault,
    forum::{Draft, Reply, Topic, shown_to},
    members::{Member, Visitor},
    text::Markdown,
};

#[derive(FromQueryResult)]
struct DraftRow {
    author_id: i64,
    topic_id: i64,
    title: String,
    number: Option<i32>,
    body: String,
    version: i32,
}

impl DraftRow {
    fn read(self) -> Result<(Id<Member>, Draft), Fault> {
        let body = Markdown::parse(&self.body).map_err(|_| Fault::Corrupt("an empty message".to_owned()))?;
        let draft = Draft {
            topic: Id::new(self.topic_id),
            title: self.title,
            number: self.number.map(i32::unsigned_abs),
            body,
            version: self.version,
        };
        Ok((Id::new(self.author_id), draft))
    }
}

pub(in crate::forum) async fn topic_draft(
    database: &Database,
    visitor: &Visitor,
    topic: Id<Topic>,
) -> Result<Option<(Id<Member>, Draft)>, Fault> {
    let query =
        "SELECT t.author_id, t.id AS topic_id, t.title, CAST(NULL AS INTEGER) AS number, t.body, t.version
        FROM topics t JOIN boards b ON b.id = t.board_id WHERE t.id = $1 AND (b.audience & $2) <> 0";
    let values = vec![topic.number().into(), shown_to(visitor).into()];
    one::<DraftRow>(database.reader(), query, values).await?.map(DraftRow::read).transpose()
}

pub(in crate::forum) async fn reply_draft(
    database: &Database,
    visitor: &Visitor,
    reply: Id<Reply>,
) -> Result<Option<(Id<Member>, Draft)>, Fault> {
    let query = "SELECT r.author_id, r.topic_id, t.title, r.number, r.body, r.version
        FROM replies r JOIN topics t ON t.id = r.topic_id JOIN boards b ON b.id = t.board_id
        WHERE r.id = $1 AND (b.audience & $2) <> 0";
    let values = vec![reply.number().into(), shown_to(visitor).into()];
    one::<DraftRow>(database.reader(), query, values).await?.map(DraftRow::read).transpose()
}
