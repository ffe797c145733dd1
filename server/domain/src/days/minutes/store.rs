//! The rows of minutes and of their versions.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{DayId, Minutes, history::Version, writing::Draft};
use crate::{
    Id,
    database::{Number, all, change, one},
    fault::Fault,
    members::Member,
    text::{Html, Markdown, RENDERER, render},
};

/// The minutes as they are now, with those who wrote them.
pub(super) async fn minutes(connection: &impl ConnectionTrait, day: DayId) -> Result<Option<Minutes>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        body_html: String,
        edition: i32,
        changed_at: DateTime<Utc>,
        published_at: Option<DateTime<Utc>>,
        by_id: i64,
        by_name: String,
    }
    let query = "SELECT n.body_html, n.edition, n.changed_at, n.published_at, h.by_id, m.name AS by_name
        FROM day_minutes n
            JOIN (SELECT v.day_id, v.by_id, MIN(v.edition) AS first FROM day_minutes_versions v GROUP BY v.day_id, v.by_id) h
                ON h.day_id = n.day_id
            JOIN members m ON m.id = h.by_id
        WHERE n.day_id = $1 ORDER BY h.first";
    let rows: Vec<Row> = all(connection, query, vec![day.number().into()]).await?;
    let authors = rows.iter().map(|row| (Id::new(row.by_id), row.by_name.clone())).collect();
    Ok(rows.into_iter().next().map(|row| Minutes {
        html: Html::from_stored(row.body_html),
        edition: row.edition,
        changed_at: row.changed_at,
        authors,
        published_at: row.published_at,
    }))
}

/// The text as it was typed.
pub(super) async fn draft(connection: &impl ConnectionTrait, day: DayId) -> Result<Option<Draft>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        body: String,
        edition: i32,
        by_name: String,
    }
    let query = "SELECT n.body, n.edition, m.name AS by_name FROM day_minutes n
            JOIN day_minutes_versions v ON v.day_id = n.day_id AND v.edition = n.edition
            JOIN members m ON m.id = v.by_id
        WHERE n.day_id = $1";
    let row: Option<Row> = one(connection, query, vec![day.number().into()]).await?;
    Ok(row.map(|row| Draft { body: row.body, edition: row.edition, by: row.by_name }))
}

/// The text of now, and whether it is published.
pub(super) async fn now(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Option<(String, bool)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        body: String,
        published_at: Option<DateTime<Utc>>,
    }
    let query = "SELECT body, published_at FROM day_minutes WHERE day_id = $1";
    let row: Option<Row> = one(connection, query, vec![day.number().into()]).await?;
    Ok(row.map(|row| (row.body, row.published_at.is_some())))
}

/// Whether the text was still of that edition and says this now. The text that is there already is not written again; one that is
/// published yields to an organiser only.
pub(super) async fn write(
    transaction: &DatabaseTransaction,
    day: DayId,
    edition: i32,
    body: &Markdown,
    organises: bool,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let html = render(body).into_string();
    let statement = match edition {
        0 => {
            "INSERT INTO day_minutes (day_id, edition, body, body_html, renderer, changed_at) VALUES ($1, $2 + 1, $3, $4, $5, $6)
            ON CONFLICT (day_id) DO NOTHING"
        }
        _ => {
            "UPDATE day_minutes SET edition = $2 + 1, body = $3, body_html = $4, renderer = $5, changed_at = $6
            WHERE day_id = $1 AND edition = $2 AND body <> $3 AND (published_at IS NULL OR $7 = 1)"
        }
    };
    let mut values = vec![
        day.number().into(),
        edition.into(),
        body.as_str().into(),
        html.into(),
        RENDERER.into(),
        now.into(),
    ];
    if edition != 0 {
        values.push(i32::from(organises).into());
    }
    Ok(change(transaction, statement, values).await? > 0)
}

/// Keeps the version.
pub(super) async fn keep(
    transaction: &DatabaseTransaction,
    day: DayId,
    edition: i32,
    body: &Markdown,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let insert =
        "INSERT INTO day_minutes_versions (day_id, edition, body, by_id, at) VALUES ($1, $2, $3, $4, $5)";
    let values =
        vec![day.number().into(), edition.into(), body.as_str().into(), by.number().into(), now.into()];
    change(transaction, insert, values).await?;
    Ok(())
}

/// Whether the text was of that edition, not published, and is published now.
pub(super) async fn publish(
    transaction: &DatabaseTransaction,
    day: DayId,
    edition: i32,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE day_minutes SET published_at = $4, published_by = $3
        WHERE day_id = $1 AND edition = $2 AND published_at IS NULL";
    let values = vec![day.number().into(), edition.into(), by.number().into(), now.into()];
    Ok(change(transaction, update, values).await? > 0)
}

pub(super) async fn is_published(
    connection: &impl ConnectionTrait,
    day: DayId,
    edition: i32,
) -> Result<bool, Fault> {
    let query = "SELECT day_id AS id FROM day_minutes WHERE day_id = $1 AND edition = $2 AND published_at IS NOT NULL";
    let row: Option<Number> = one(connection, query, vec![day.number().into(), edition.into()]).await?;
    Ok(row.is_some())
}

/// Whether it was published, and is not any more.
pub(super) async fn reopen(transaction: &DatabaseTransaction, day: DayId) -> Result<bool, Fault> {
    let update = "UPDATE day_minutes SET published_at = NULL, published_by = NULL
        WHERE day_id = $1 AND published_at IS NOT NULL";
    Ok(change(transaction, update, vec![day.number().into()]).await? > 0)
}

#[derive(FromQueryResult)]
struct VersionRow {
    edition: i32,
    by_id: i64,
    by_name: String,
    at: DateTime<Utc>,
    body: String,
    before: Option<String>,
}

impl VersionRow {
    fn version(&self) -> Version {
        Version { edition: self.edition, by: (Id::new(self.by_id), self.by_name.clone()), at: self.at }
    }
}

/// Every version, the last first.
pub(super) async fn versions(connection: &impl ConnectionTrait, day: DayId) -> Result<Vec<Version>, Fault> {
    let query = "SELECT v.edition, v.by_id, m.name AS by_name, v.at, '' AS body, NULL AS before
        FROM day_minutes_versions v JOIN members m ON m.id = v.by_id WHERE v.day_id = $1 ORDER BY v.edition DESC";
    let rows: Vec<VersionRow> = all(connection, query, vec![day.number().into()]).await?;
    Ok(rows.iter().map(VersionRow::version).collect())
}

/// One version, with the text before it and its own.
pub(super) async fn version(
    connection: &impl ConnectionTrait,
    day: DayId,
    edition: i32,
) -> Result<Option<(Version, String, String)>, Fault> {
    let query = "SELECT v.edition, v.by_id, m.name AS by_name, v.at, v.body, p.body AS before
        FROM day_minutes_versions v JOIN members m ON m.id = v.by_id
            LEFT JOIN day_minutes_versions p ON p.day_id = v.day_id AND p.edition = v.edition - 1
        WHERE v.day_id = $1 AND v.edition = $2";
    let row: Option<VersionRow> = one(connection, query, vec![day.number().into(), edition.into()]).await?;
    Ok(row.map(|row| (row.version(), row.before.unwrap_or_default(), row.body)))
}
