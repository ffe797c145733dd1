//! What happens to resources: they are moved, they expire, and each deed leaves a line.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{numbered, strange};
use crate::{
    Database, Id,
    database::{Number, all, change, one},
    fault::Fault,
    library::resource::{Deed, Resource, State, reading::Happened},
    members::Member,
};

/// A line of the resource's history.
pub(crate) async fn note(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
    by: Option<Id<Member>>,
    deed: Deed,
    word: &str,
    now: DateTime<Utc>,
) -> Result<i64, Fault> {
    let insert = "INSERT INTO resource_deeds (resource_id, by_id, deed, word, at) VALUES ($1, $2, $3, $4, $5)
        RETURNING id";
    let values = vec![
        resource.number().into(),
        by.map(Id::number).into(),
        deed.code().into(),
        word.into(),
        now.into(),
    ];
    Ok(numbered::<()>(one(transaction, insert, values).await?)?.number())
}

pub(in crate::library::resource) async fn history(
    database: &Database,
    resource: Id<Resource>,
) -> Result<Vec<Happened>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        deed: String,
        by: Option<String>,
        word: String,
        at: DateTime<Utc>,
    }
    let query = "SELECT d.deed, m.name AS by, d.word, d.at FROM resource_deeds d LEFT JOIN members m ON m.id = d.by_id
        WHERE d.resource_id = $1 ORDER BY d.id DESC LIMIT 100";
    let rows: Vec<Row> = all(database.reader(), query, vec![resource.number().into()]).await?;
    let happened = |row: Row| {
        let deed = Deed::from_code(&row.deed).ok_or_else(|| strange("deed", &row.deed))?;
        Ok(Happened { deed, by: row.by, word: row.word, at: row.at })
    };
    rows.into_iter().map(happened).collect()
}

/// Moves the resource. What was reviewed is shown from that version on: those before it were sent back. What is said to hold again is
/// reviewed on that day, and no end that is past is kept.
pub(crate) async fn set_state(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
    edition: i32,
    state: State,
    holds: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE resources SET state = $1, changed_at = $2, edition = edition + 1,
            published_at = CASE WHEN $1 = 'published' AND published_at IS NULL THEN $2 ELSE published_at END,
            shown_from = CASE WHEN $1 = 'published' AND state = 'to-review' THEN number ELSE shown_from END,
            review_on = COALESCE($3, review_on),
            valid_until = CASE WHEN $3 IS NOT NULL AND valid_until < $4 THEN NULL ELSE valid_until END
        WHERE id = $5 AND edition = $6";
    let update = typed(transaction, update);
    let values = vec![
        state.code().into(),
        now.into(),
        holds.into(),
        now.date_naive().into(),
        resource.number().into(),
        edition.into(),
    ];
    Ok(change(transaction, &update, values).await? > 0)
}

/// PostgreSQL must be told what an empty parameter would have been.
fn typed(connection: &impl ConnectionTrait, statement: &str) -> String {
    match crate::database::is_postgres(connection) {
        true => statement
            .replace("$1", "CAST($1 AS TEXT)")
            .replace("$2", "CAST($2 AS TIMESTAMPTZ)")
            .replace("$3", "CAST($3 AS DATE)"),
        false => statement.to_owned(),
    }
}

pub(crate) async fn something_expired(database: &Database, today: NaiveDate) -> Result<bool, Fault> {
    let query = "SELECT id FROM resources WHERE state = 'published' AND valid_until < $1 LIMIT 1";
    let row: Option<Number> = one(database.reader(), query, vec![today.into()]).await?;
    Ok(row.is_some())
}

pub(crate) async fn expire(
    transaction: &DatabaseTransaction,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Vec<Id<Resource>>, Fault> {
    let update = "UPDATE resources SET state = 'outdated', changed_at = $2, edition = edition + 1
        WHERE state = 'published' AND valid_until < $1 RETURNING id";
    let rows: Vec<Number> = all(transaction, update, vec![today.into(), now.into()]).await?;
    Ok(rows.into_iter().map(|row| Id::new(row.id)).collect())
}
