//! Letting go of files that nothing names.

use chrono::Duration;
use sea_orm::FromQueryResult;

use super::Hash;
use crate::{
    Community,
    database::{all, change},
    fault::Fault,
};

/// How long what was sent waits for its form.
const UNUSED: Duration = Duration::days(1);

/// Contents let go of at a time.
const BATCH: i64 = 50;

/// Deletes what was sent and never used, the contents that nothing names any more, and what a crash left half received; gives how
/// many contents went. Harmless when done twice, or by two processes.
///
/// # Errors
/// When the database or the disk cannot answer.
pub async fn sweep(community: &Community) -> Result<u64, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        hash: String,
    }
    let before = community.now() - UNUSED;
    let transaction = community.database.begin().await?;
    change(&transaction, "DELETE FROM uploads WHERE at < $1", vec![before.into()]).await?;
    transaction.commit().await?;
    let unnamed = "SELECT f.hash FROM files f WHERE f.kept_at < $1
        AND NOT EXISTS (SELECT 1 FROM uploads u WHERE u.hash = f.hash)
        AND NOT EXISTS (SELECT 1 FROM resource_versions v WHERE v.hash = f.hash)
        AND NOT EXISTS (SELECT 1 FROM signed_sheets s WHERE s.hash = f.hash) LIMIT $2";
    let rows: Vec<Row> = all(community.database.reader(), unnamed, vec![before.into(), BATCH.into()]).await?;
    let mut gone = 0;
    for row in rows {
        gone += u64::from(forget(community, &Hash::stored(row.hash)).await?);
    }
    let seconds = UNUSED.num_seconds().unsigned_abs();
    Ok(gone + community.files.sweep_incoming(seconds).await?)
}

/// Forgets these contents, unless something names them after all. What cannot be forgotten now goes with the next sweeping.
pub(super) async fn forget_all(community: &Community, contents: &[Hash]) {
    for hash in contents {
        if let Err(error) = forget(community, hash).await {
            tracing::warn!(%error, "a content that nothing names was left behind");
        }
    }
}

/// Forgets a content unless something names it after all. The row goes first and the bytes within its transaction: whoever sends
/// the same content meanwhile waits for the row, then writes both anew.
async fn forget(community: &Community, hash: &Hash) -> Result<bool, Fault> {
    let transaction = community.database.begin().await?;
    change(&transaction, "DELETE FROM file_pages WHERE hash = $1", vec![hash.as_str().into()]).await?;
    let delete = "DELETE FROM files WHERE hash = $1
        AND NOT EXISTS (SELECT 1 FROM uploads u WHERE u.hash = files.hash)
        AND NOT EXISTS (SELECT 1 FROM resource_versions v WHERE v.hash = files.hash)
        AND NOT EXISTS (SELECT 1 FROM signed_sheets s WHERE s.hash = files.hash)";
    if change(&transaction, delete, vec![hash.as_str().into()]).await? == 0 {
        return Ok(false);
    }
    community.files.delete(hash).await?;
    transaction.commit().await?;
    Ok(true)
}
