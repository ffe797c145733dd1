//! Lists of resources: for everybody, for whoever deposited them, for the desk.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{FromQueryResult, Value};

use super::{kind_of, media_of, number_of, seen, state_of};
use crate::{
    Database, Id,
    database::all,
    fault::Fault,
    files::Hash,
    library::resource::{deposit::Twin, reading::Listed},
    members::{Member, Visitor},
};

/// What a [`Listed`] is read from.
pub(crate) const COLUMNS: &str =
    "r.id, r.kind, r.title, r.state, m.name AS depositor, f.media, r.valid_until, r.review_on,
    r.published_at, r.changed_at, r.useful, r.useless, r.downloads";

/// Where it is read from.
pub(crate) const TABLES: &str = "resources r JOIN members m ON m.id = r.depositor_id
    LEFT JOIN resource_versions v ON v.resource_id = r.id AND v.number = r.number LEFT JOIN files f ON f.hash = v.hash";

#[derive(FromQueryResult)]
pub(crate) struct ListedRow {
    id: i64,
    kind: String,
    title: String,
    state: String,
    depositor: String,
    media: Option<String>,
    valid_until: Option<NaiveDate>,
    review_on: Option<NaiveDate>,
    published_at: Option<DateTime<Utc>>,
    changed_at: DateTime<Utc>,
    useful: i32,
    useless: i32,
    downloads: i32,
}

impl TryFrom<ListedRow> for Listed {
    type Error = Fault;

    fn try_from(row: ListedRow) -> Result<Self, Fault> {
        Ok(Listed {
            id: Id::new(row.id),
            kind: kind_of(&row.kind)?,
            title: row.title,
            state: state_of(&row.state)?,
            depositor: row.depositor,
            media: row.media.as_deref().map(media_of).transpose()?,
            valid_until: row.valid_until,
            review_on: row.review_on,
            published_at: row.published_at,
            changed_at: row.changed_at,
            opinions: (row.useful.unsigned_abs(), row.useless.unsigned_abs()),
            downloads: row.downloads.unsigned_abs(),
        })
    }
}

/// Resources in a list, `which` being what follows the joins: where, in what order, how many.
pub(crate) async fn rows(database: &Database, which: &str, values: Vec<Value>) -> Result<Vec<Listed>, Fault> {
    let query = format!("SELECT {COLUMNS} FROM {TABLES} {which}");
    let rows: Vec<ListedRow> = all(database.reader(), &query, values).await?;
    rows.into_iter().map(Listed::try_from).collect()
}

pub(crate) async fn of_depositor(
    database: &Database,
    member: Id<Member>,
    most: u32,
) -> Result<Vec<Listed>, Fault> {
    let which =
        "WHERE r.depositor_id = $1 AND r.state <> 'withdrawn' ORDER BY r.changed_at DESC, r.id DESC LIMIT $2";
    rows(database, which, vec![member.number().into(), i64::from(most).into()]).await
}

pub(crate) async fn to_review(database: &Database, most: u32) -> Result<Vec<Listed>, Fault> {
    let which = "WHERE r.state = 'to-review' ORDER BY r.changed_at, r.id LIMIT $1";
    rows(database, which, vec![i64::from(most).into()]).await
}

/// Those that name a certifier for which that person speaks.
pub(crate) async fn to_review_by(
    database: &Database,
    member: Id<Member>,
    most: u32,
) -> Result<Vec<Listed>, Fault> {
    let which = "WHERE r.state = 'to-review' AND EXISTS (SELECT 1 FROM resource_certifiers rc
            JOIN certifier_members cm ON cm.certifier_id = rc.certifier_id
            JOIN members m ON m.id = cm.member_id
            WHERE rc.resource_id = r.id AND cm.member_id = $1 AND (r.audience & m.roles) <> 0)
        ORDER BY r.changed_at, r.id LIMIT $2";
    rows(database, which, vec![member.number().into(), i64::from(most).into()]).await
}

pub(crate) async fn reviews_due(
    database: &Database,
    today: NaiveDate,
    most: u32,
) -> Result<Vec<Listed>, Fault> {
    let which = "WHERE r.state = 'published' AND r.review_on <= $1 ORDER BY r.review_on, r.id LIMIT $2";
    rows(database, which, vec![today.into(), i64::from(most).into()]).await
}

pub(crate) async fn twins(database: &Database, visitor: &Visitor, hash: &Hash) -> Result<Vec<Twin>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        title: String,
    }
    let query = format!(
        "SELECT DISTINCT r.id, r.title FROM resources r JOIN resource_versions v ON v.resource_id = r.id
        WHERE v.hash = $3 AND r.state <> 'withdrawn' AND {} ORDER BY r.id LIMIT 5",
        seen()
    );
    let values = vec![visitor.roles().column().into(), number_of(visitor).into(), hash.as_str().into()];
    let rows: Vec<Row> = all(database.reader(), &query, values).await?;
    Ok(rows.into_iter().map(|row| Twin { id: Id::new(row.id), title: row.title }).collect())
}
