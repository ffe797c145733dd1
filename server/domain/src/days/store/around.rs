//! What is tied to a day once it is made: its discussion, its documents.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use crate::{
    Id,
    database::{all, change},
    days::{DayId, discussion::Followed, documents::Moment},
    fault::Fault,
    forum::Topic,
    library::resource::Resource,
    members::{Member, Visitor},
};

/// Whether the day had no discussion, and has that one now: a topic that the visitor sees.
pub(in crate::days) async fn set_topic(
    transaction: &DatabaseTransaction,
    visitor: &Visitor,
    day: DayId,
    topic: Id<Topic>,
) -> Result<bool, Fault> {
    let update = "UPDATE training_days SET topic_id = $2 WHERE id = $1 AND topic_id IS NULL
        AND EXISTS (SELECT 1 FROM topics t JOIN boards b ON b.id = t.board_id WHERE t.id = $2 AND (b.audience & $3) <> 0)";
    let values = vec![day.number().into(), topic.number().into(), visitor.roles().column().into()];
    Ok(change(transaction, update, values).await? > 0)
}

#[derive(FromQueryResult)]
struct FollowedRow {
    id: i64,
    title: String,
    starts_at: Option<DateTime<Utc>>,
}

/// Days, as something else names them.
async fn named(
    connection: &impl ConnectionTrait,
    which: &str,
    values: Vec<Value>,
) -> Result<Vec<Followed>, Fault> {
    let query = format!(
        "SELECT d.id, d.title, d.starts_at FROM training_days d WHERE (d.state <> 'draft' OR $2 = 1) AND {which} ORDER BY d.starts_at, d.id"
    );
    let rows: Vec<FollowedRow> = all(connection, &query, values).await?;
    let followed =
        |row: FollowedRow| Followed { id: Id::new(row.id), title: row.title, starts_at: row.starts_at };
    Ok(rows.into_iter().map(followed).collect())
}

pub(in crate::days) async fn followed_by(
    connection: &impl ConnectionTrait,
    drafts: bool,
    topic: Id<Topic>,
) -> Result<Option<Followed>, Fault> {
    let values = vec![topic.number().into(), i32::from(drafts).into()];
    Ok(named(connection, "d.topic_id = $1", values).await?.into_iter().next())
}

/// The days that the document came out of; those to which it is only read beforehand are many, and say nothing of it.
pub(in crate::days) async fn days_of(
    connection: &impl ConnectionTrait,
    drafts: bool,
    document: Id<Resource>,
) -> Result<Vec<Followed>, Fault> {
    let which = "EXISTS (SELECT 1 FROM day_resources t WHERE t.day_id = d.id AND t.resource_id = $1 AND t.moment = 'after')";
    named(connection, which, vec![document.number().into(), i32::from(drafts).into()]).await
}

/// Whether the document is that person's; it came out of the day then.
pub(in crate::days) async fn bring(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    day: DayId,
    document: Id<Resource>,
) -> Result<bool, Fault> {
    let insert = "INSERT INTO day_resources (day_id, resource_id, moment)
        SELECT $1, r.id, 'after' FROM resources r WHERE r.id = $2 AND r.depositor_id = $3
        ON CONFLICT (day_id, resource_id) DO UPDATE SET moment = day_resources.moment";
    let values = vec![day.number().into(), document.number().into(), member.number().into()];
    Ok(change(transaction, insert, values).await? > 0)
}

/// Whether the visitor may read the document; the day names it then.
pub(in crate::days) async fn name_document(
    transaction: &DatabaseTransaction,
    visitor: &Visitor,
    day: DayId,
    document: Id<Resource>,
    moment: Moment,
) -> Result<bool, Fault> {
    let insert = "INSERT INTO day_resources (day_id, resource_id, moment)
        SELECT $1, r.id, $4 FROM resources r
        WHERE r.id = $2 AND (r.audience & $3) <> 0 AND r.state IN ('published', 'outdated')
        ON CONFLICT (day_id, resource_id) DO UPDATE SET moment = $4";
    let values = vec![
        day.number().into(),
        document.number().into(),
        visitor.roles().column().into(),
        moment.code().into(),
    ];
    Ok(change(transaction, insert, values).await? > 0)
}

pub(in crate::days) async fn forget_document(
    transaction: &DatabaseTransaction,
    day: DayId,
    document: Id<Resource>,
) -> Result<(), Fault> {
    let delete = "DELETE FROM day_resources WHERE day_id = $1 AND resource_id = $2";
    change(transaction, delete, vec![day.number().into(), document.number().into()]).await?;
    Ok(())
}
