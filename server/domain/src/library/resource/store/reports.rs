//! What people report of resources, until somebody settles it.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult, Value};

use crate::{
    Database, Id,
    database::{Number, all, change, one},
    fault::{Fault, violates},
    library::resource::{Reason, Report, Resource},
    members::Member,
};

#[derive(FromQueryResult)]
struct ReportRow {
    id: i64,
    resource_id: i64,
    title: String,
    reason: String,
    word: String,
    by: Option<String>,
    made_at: DateTime<Utc>,
    settled_at: Option<DateTime<Utc>>,
    answer: String,
}

async fn reports(database: &Database, which: &str, values: Vec<Value>) -> Result<Vec<Report>, Fault> {
    let query = format!(
        "SELECT s.id, s.resource_id, r.title, s.reason, s.word, m.name AS by, s.made_at, s.settled_at, s.answer
        FROM resource_reports s JOIN resources r ON r.id = s.resource_id LEFT JOIN members m ON m.id = s.by_id
        WHERE {which}"
    );
    let rows: Vec<ReportRow> = all(database.reader(), &query, values).await?;
    let report = |row: ReportRow| {
        let reason = Reason::from_code(&row.reason);
        Ok(Report {
            id: Id::new(row.id),
            resource: (Id::new(row.resource_id), row.title),
            reason: reason.ok_or_else(|| Fault::Corrupt(format!("report of {:?}", row.reason)))?,
            word: row.word,
            by: row.by,
            made_at: row.made_at,
            settled: row.settled_at.map(|at| (at, row.answer)),
        })
    };
    rows.into_iter().map(report).collect()
}

pub(crate) async fn open_reports(database: &Database, most: u32) -> Result<Vec<Report>, Fault> {
    let which = "s.settled_at IS NULL AND r.state <> 'withdrawn' ORDER BY s.made_at, s.id LIMIT $1";
    reports(database, which, vec![i64::from(most).into()]).await
}

pub(crate) async fn reports_of(database: &Database, resource: Id<Resource>) -> Result<Vec<Report>, Fault> {
    let which = "s.settled_at IS NULL AND s.resource_id = $1 ORDER BY s.made_at, s.id LIMIT 100";
    reports(database, which, vec![resource.number().into()]).await
}

/// Those of one person, the answered ones too, the last first.
pub(crate) async fn reports_by(
    database: &Database,
    resource: Id<Resource>,
    member: Id<Member>,
) -> Result<Vec<Report>, Fault> {
    let which = "s.resource_id = $1 AND s.by_id = $2 ORDER BY s.id DESC LIMIT 5";
    reports(database, which, vec![resource.number().into(), member.number().into()]).await
}

/// Adds a report, unless the same person waits for an answer to the same one.
pub(crate) async fn add_report(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
    by: Option<Id<Member>>,
    reason: Reason,
    word: &str,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let insert = "INSERT INTO resource_reports (resource_id, by_id, reason, word, made_at) VALUES ($1, $2, $3, $4, $5)";
    let values = vec![
        resource.number().into(),
        by.map(Id::number).into(),
        reason.code().into(),
        word.into(),
        now.into(),
    ];
    match change(transaction, insert, values).await {
        Ok(_) => Ok(true),
        Err(error) if violates(&error, "resource_reports_once_unique", "resource_reports.resource_id") => {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn settle_report(
    transaction: &DatabaseTransaction,
    report: Id<Report>,
    by: Id<Member>,
    answer: &str,
    now: DateTime<Utc>,
) -> Result<Option<Id<Resource>>, Fault> {
    let update = "UPDATE resource_reports SET settled_at = $1, settled_by = $2, answer = $3
        WHERE id = $4 AND settled_at IS NULL RETURNING resource_id AS id";
    let values = vec![now.into(), by.number().into(), answer.into(), report.number().into()];
    let row: Option<Number> = one(transaction, update, values).await?;
    Ok(row.map(|row| Id::new(row.id)))
}
