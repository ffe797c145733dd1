//! A reader shared by all processes: its position is a row, locked while an entry is acted upon.
//!
//! Invariant: what a reader writes for an entry and its step past that entry are one transaction, so that an entry is acted
//! upon exactly once whatever dies in between.

use std::panic::AssertUnwindSafe;

use chrono::{DateTime, Duration, Utc};
use futures::FutureExt;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{Entry, Event, after};
use crate::{
    Community,
    database::{change, is_postgres, one},
    fault::Fault,
};

/// After that many failures an entry is put aside: one bad entry must not silence all that follow.
const TRIES: i32 = 8;

/// Entries looked at in one step: those that mean nothing to the reader are passed over at once.
const STRETCH: u32 = 500;

/// What a step along the journal met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// An entry was acted upon, or a stretch without consequences passed over; there may be more.
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

/// Acts on the next entry that `matters` to the reader, in one transaction with the step past it. An entry that cannot be read
/// matters to everybody.
pub(crate) async fn read_on<F>(
    community: &Community,
    reader: &str,
    matters: fn(Event) -> bool,
    act: F,
) -> Result<Reading, Fault>
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
    let stretch = match lock(&transaction, reader).await? {
        Some(row) if !row.rests(now) => after(&transaction, row.position, STRETCH).await?,
        _ => Vec::new(),
    };
    let Some(last) = stretch.last() else {
        // Said, not left to the drop: the row would stay locked a moment longer than this call.
        transaction.rollback().await?;
        return Ok(Reading::Resting);
    };
    let Some(entry) = stretch.iter().find(|entry| entry.event().map_or(true, matters)) else {
        step(&transaction, reader, last).await?;
        transaction.commit().await?;
        return Ok(Reading::Acted);
    };
    // A panic is a failure like another: it must be counted, or its entry would be tried for ever.
    let acted = AssertUnwindSafe(act(&transaction, entry)).catch_unwind().await;
    match acted.unwrap_or(Err(Fault::Panicked)) {
        Ok(()) => {
            step(&transaction, reader, entry).await?;
            transaction.commit().await?;
            Ok(Reading::Acted)
        }
        Err(fault) => {
            transaction.rollback().await?;
            set_back(community, reader, entry, &fault).await
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::journal;

    #[tokio::test]
    async fn an_act_that_panics_is_tried_as_often_as_one_that_fails_then_put_aside() {
        let folder = tempfile::tempdir().expect("a folder");
        let community = Community::in_folder(folder.path()).await;
        let transaction = community.database.begin().await.expect("it begins");
        journal::record(&transaction, community.now(), None, Event::MemberJoined(1))
            .await
            .expect("it is written");
        transaction.commit().await.expect("it is kept");

        let tries = AtomicU32::new(0);
        for round in 0..20 {
            let later = community.at(community.now() + Duration::hours(round));
            read_on(
                &later,
                "test",
                |_| true,
                async |_, _| {
                    tries.fetch_add(1, Ordering::SeqCst);
                    panic!("the act falls")
                },
            )
            .await
            .expect("the database answers");
        }
        assert_eq!(tries.into_inner(), TRIES.unsigned_abs());
        let position = position(community.database.reader(), "test").await.expect("it is read");
        assert_eq!(position, journal::end(community.database.reader()).await.expect("it is read"));
    }
}
