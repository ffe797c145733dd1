//! The rows of imports: from their beginning to their end here, what they write in `records` and `names`.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::DatabaseTransaction;

use super::{Import, Refusal, Summary, write::column};
use crate::{
    Community, Failure, Id,
    database::{Number, all, change, one},
    fault::{Fault, violates},
    journal::{self, Event},
};

mod names;
mod records;

pub(super) use names::add_names;
pub(crate) use records::searched;
pub(super) use records::{Before, Change, Written, before, last_day, note_ended, replaced, write};

/// An import that was not seen at work for so long is dead.
const DEAD_AFTER: Duration = Duration::seconds(60);

/// Leaves the dead behind and gives their numbers.
pub(super) async fn leave_behind(
    transaction: &DatabaseTransaction,
    now: DateTime<Utc>,
) -> Result<Vec<i64>, Fault> {
    let query = "SELECT id FROM imports WHERE ended_at IS NULL AND beat_at < $1";
    let dead: Vec<Number> = all(transaction, query, vec![(now - DEAD_AFTER).into()]).await?;
    for row in &dead {
        let end = "UPDATE imports SET ended_at = $2, cut = TRUE WHERE id = $1";
        change(transaction, end, vec![row.id.into(), now.into()]).await?;
    }
    Ok(dead.into_iter().map(|row| row.id).collect())
}

/// Writes that an import begins.
pub(super) async fn begin(
    transaction: &DatabaseTransaction,
    source: &str,
    snapshot_on: Option<NaiveDate>,
    by: Option<i64>,
    now: DateTime<Utc>,
) -> Result<i64, Failure<Refusal>> {
    let insert = "INSERT INTO imports (source, snapshot_on, by_id, begun_at, beat_at) VALUES ($1, $2, $3, $4, $4) RETURNING id";
    let values = vec![source.into(), snapshot_on.into(), by.into(), now.into()];
    match one::<Number>(transaction, insert, values).await {
        Ok(row) => row
            .map(|row| row.id)
            .ok_or_else(|| Fault::Corrupt("an import without a number".to_owned()).into()),
        Err(error) if violates(&error, "imports_one_unique", "imports_one_unique") => {
            Err(Failure::Refused(Refusal::Running))
        }
        Err(error) => Err(error.into()),
    }
}

/// Says that the import is at work, in the transaction of what it does.
async fn beat(
    transaction: &DatabaseTransaction,
    id: Id<Import>,
    now: DateTime<Utc>,
) -> Result<(), Failure<Refusal>> {
    let beat = "UPDATE imports SET beat_at = $2 WHERE id = $1 AND ended_at IS NULL";
    match change(transaction, beat, vec![column(id).into(), now.into()]).await? {
        0 => Err(Failure::Refused(Refusal::Overtaken)),
        _ => Ok(()),
    }
}

/// Writes that the import is over, with what it did.
pub(super) async fn end(
    community: &Community,
    id: Id<Import>,
    summary: &Summary,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let count = |number: u64| i32::try_from(number).unwrap_or(i32::MAX);
    let transaction = community.database.begin().await?;
    beat(&transaction, id, now).await?;
    let end =
        "UPDATE imports SET ended_at = $2, read_lines = $3, refused_lines = $4, report = $5 WHERE id = $1";
    let (lines, refused) = (count(summary.lines), count(summary.report.refused));
    let values =
        vec![column(id).into(), now.into(), lines.into(), refused.into(), summary.report.column().into()];
    change(&transaction, end, values).await?;
    if summary.tally != super::Tally::default() {
        journal::record(&transaction, now, None, Event::CertificationsImported(id.number())).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Writes that the import stopped on its way; what it had written is told to those who follow.
pub(super) async fn give_up(community: &Community, id: Id<Import>) -> Result<(), Fault> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let end = "UPDATE imports SET ended_at = $2, cut = TRUE WHERE id = $1 AND ended_at IS NULL";
    change(&transaction, end, vec![column(id).into(), now.into()]).await?;
    journal::record(&transaction, now, None, Event::CertificationsImported(id.number())).await?;
    Ok(transaction.commit().await?)
}
