//! A reader shared by all processes: its position is a row, locked while an entry is acted upon.
//!
//! Invariant: what a reader writes for an entry and its step past that entry are one transaction, so that an entry is acted
//! upon exactly once whatever dies in between.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{Entry, after};
use crate::{
    Community,
    database::{change, is_postgres, one},
    fault::Fault,
};

/// After that many failures an entry is put aside: one bad entry must not silence all that follow.
const TRIES: i32 = 8;

/// What a step along the journal met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// An entry was acted upon; there may be more.
    Acted,
    /// Nothing to do now: the end is reached, another process is reading, or a failed entry waits for its next try.
    Resting,
}

#[derive(FromQueryResult)]
struct Row {
    position: i64,
    failures: i32,
    retry_at: Option<DateTime<Utc>>,
}

impl Row {
    /// Whether the entry at hand failed a moment ago and is left alone for now.
    fn rests(&self, now: DateTime<Utc>) -> bool {
        self.retry_at.is_some_and(|at| at > now)
    }
}

/// How far the reader has come.
pub(crate) async fn position(connection: &impl ConnectionTrait, reader: &str) -> Result<i64, Fault> {
    Ok(look(connection, reader).await?.map_or(0, |row| row.position))
}

async fn look(connection: &impl ConnectionTrait, reader: &str) -> Result<Option<Row>, Fault> {
    let query = "SELECT position, failures, retry_at FROM journal_readers WHERE name = $1";
    Ok(one(connection, query, vec![reader.into()]).await?)
}

/// Acts on the entry after the reader's position, in one transaction with the step past it.
pub(crate) async fn read_on<F>(community: &Community, reader: &str, act: F) -> Result<Reading, Fault>
where
    F: AsyncFnOnce(&DatabaseTransaction, &Entry) -> Result<(), Fault>,
{
    // Most looks find nothing: they must not take the writer's seat.
    let (seen, now) = (look(community.database.reader(), reader).await?, community.now());
    let here = seen.as_ref().map_or(0, |row| row.position);
    if seen.is_some_and(|row| row.rests(now)) || after(community.database.reader(), here, 1).await?.is_empty()
    {
        return Ok(Reading::Resting);
    }
    let transaction = community.database.begin().await?;
    let entry = match lock(&transaction, reader).await? {
        Some(row) if !row.rests(now) => after(&transaction, row.position, 1).await?.pop(),
        _ => None,
    };
    let Some(entry) = entry else {
        // Said, not left to the drop: the row would stay locked a moment longer than this call.
        transaction.rollback().await?;
        return Ok(Reading::Resting);
    };
    match act(&transaction, &entry).await {
        Ok(()) => {
            step(&transaction, reader, &entry).await?;
            transaction.commit().await?;
            Ok(Reading::Acted)
        }
        Err(fault) => {
            transaction.rollback().await?;
            set_back(community, reader, &entry, &fault).await
        }
    }
}

/// The reader's row, made when missing; `None` while another process holds it.
async fn lock(transaction: &DatabaseTransaction, reader: &str) -> Result<Option<Row>, Fault> {
    let make = "INSERT INTO journal_readers (name, position) VALUES ($1, 0) ON CONFLICT (name) DO NOTHING";
    change(transaction, make, vec![reader.into()]).await?;
    let skip = if is_postgres(transaction) { " FOR UPDATE SKIP LOCKED" } else { "" };
    let query = format!("SELECT position, failures, retry_at FROM journal_readers WHERE name = $1{skip}");
    Ok(one(transaction, &query, vec![reader.into()]).await?)
}

async fn step(transaction: &DatabaseTransaction, reader: &str, entry: &Entry) -> Result<(), Fault> {
    let step = "UPDATE journal_readers SET position = $2, failures = 0, retry_at = NULL WHERE name = $1";
    change(transaction, step, vec![reader.into(), entry.position.into()]).await?;
    Ok(())
}

/// Notes the failure: the entry is tried again later, each time twice as long, and put aside in the end.
async fn set_back(
    community: &Community,
    reader: &str,
    entry: &Entry,
    fault: &Fault,
) -> Result<Reading, Fault> {
    let transaction = community.database.begin().await?;
    // The rollback let the row go, and its making with it; another process may have acted on the entry since.
    let Some(row) = lock(&transaction, reader).await? else { return Ok(Reading::Resting) };
    if row.position >= entry.position {
        return Ok(Reading::Resting);
    }
    let failures = row.failures + 1;
    if failures >= TRIES {
        tracing::error!(reader, entry = entry.position, error = %fault, "journal entry put aside");
        let aside = "INSERT INTO journal_setbacks (reader, entry_id, at, error) VALUES ($1, $2, $3, $4)";
        let values =
            vec![reader.into(), entry.position.into(), community.now().into(), fault.to_string().into()];
        change(&transaction, aside, values).await?;
        step(&transaction, reader, entry).await?;
        transaction.commit().await?;
        return Ok(Reading::Acted);
    }
    tracing::warn!(reader, entry = entry.position, failures, error = %fault, "journal entry failed, tried again later");
    let later = "UPDATE journal_readers SET failures = $2, retry_at = $3 WHERE name = $1";
    let retry_at = community.now() + backoff(failures);
    let values = vec![reader.into(), failures.into(), retry_at.into()];
    change(&transaction, later, values).await?;
    transaction.commit().await?;
    Ok(Reading::Resting)
}

/// One second, then twice as long each time.
fn backoff(failures: i32) -> Duration {
    Duration::seconds(1 << (failures - 1).clamp(0, 10))
}
