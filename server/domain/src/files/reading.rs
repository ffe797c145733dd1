//! Reading the text of files: what waits is claimed, read elsewhere by a process that may die of it, and noted.
//!
//! Any number of processes may read: a claim is one statement, and one that its process did not live to honour is claimed again
//! after a while, a limited number of times.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{Hash, Media, Opened, store};
use crate::{
    Community,
    database::{all, change, one},
    fault::Fault,
    journal::{self, Event},
    text,
};

/// How far the text of a file is known. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Nobody has read it yet.
    Waiting,
    /// It was read to its end.
    Read,
    /// It was read, and there is no word in it: a scan, most often.
    Empty,
    /// It opens with a password.
    Encrypted,
    /// It cannot be read to its end.
    Damaged,
    /// It was read as far as is allowed: the rest is not known.
    TooLong,
    /// Files of its kind have no text that is read here.
    NoText,
}

impl Reading {
    /// Every outcome.
    pub const ALL: [Reading; 7] = [
        Reading::Waiting,
        Reading::Read,
        Reading::Empty,
        Reading::Encrypted,
        Reading::Damaged,
        Reading::TooLong,
        Reading::NoText,
    ];

    /// Its name in rows, and between the processes.
    pub const fn code(self) -> &'static str {
        match self {
            Reading::Waiting => "waiting",
            Reading::Read => "read",
            Reading::Empty => "empty",
            Reading::Encrypted => "encrypted",
            Reading::Damaged => "damaged",
            Reading::TooLong => "too-long",
            Reading::NoText => "no-text",
        }
    }

    /// The outcome of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Reading::ALL.into_iter().find(|reading| reading.code() == code)
    }
}

/// The version of the reader: what an older one read can be read again.
const READER: i32 = 1;

/// A file is begun that many times, then taken for damaged: one that kills its reader must not do so for ever.
const TRIES: i32 = 3;

/// After that time a reader has died.
const PATIENCE: Duration = Duration::minutes(5);

/// The most pages that are kept of one file.
pub const PAGES: usize = 2_000;

/// A file to read, and its bytes.
#[derive(Debug)]
pub struct Claim {
    /// What to read it as.
    pub media: Media,
    /// Its bytes.
    pub content: Opened,
    hash: Hash,
}

/// The next file to read, claimed for whoever asks.
///
/// # Errors
/// When the database or the disk cannot answer.
pub async fn claim(community: &Community) -> Result<Option<Claim>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        hash: String,
        media: String,
        tries: i32,
    }
    let now = community.now();
    let free = "reading = 'waiting' AND (tries = 0 OR read_at < $2)";
    let query = format!(
        "UPDATE files SET tries = tries + 1, read_at = $1
        WHERE hash = (SELECT hash FROM files WHERE {free} ORDER BY kept_at, hash LIMIT 1) AND {free}
        RETURNING hash, media, tries"
    );
    // Most looks find nothing: they must not take the writer's seat.
    let waiting = format!("SELECT hash, media, tries FROM files WHERE {} LIMIT 1", free.replace("$2", "$1"));
    let some: Option<Row> = one(community.database.reader(), &waiting, vec![(now - PATIENCE).into()]).await?;
    if some.is_none() {
        return Ok(None);
    }
    let transaction = community.database.begin().await?;
    let row: Option<Row> = one(&transaction, &query, vec![now.into(), (now - PATIENCE).into()]).await?;
    let Some(row) = row else { return Ok(None) };
    let hash = Hash::stored(row.hash);
    if row.tries > TRIES {
        keep(&transaction, &hash, Reading::Damaged, &[], now).await?;
        transaction.commit().await?;
        community.ring();
        return Ok(None);
    }
    transaction.commit().await?;
    let media = store::media(&row.media)?;
    let content = community.files.open(&hash).await?;
    Ok(Some(Claim { media, content, hash }))
}

/// Notes what came of reading the file, with the text of its pages in order; everything that shows the file is found by it.
///
/// # Errors
/// When the database cannot answer.
pub async fn note(
    community: &Community,
    claim: &Claim,
    outcome: Reading,
    pages: &[String],
) -> Result<(), Fault> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    keep(&transaction, &claim.hash, outcome, pages, now).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// The reader could not be started, or the site rests: somebody else may have the file at once.
///
/// # Errors
/// When the database cannot answer.
pub async fn give_back(community: &Community, claim: &Claim) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    let back = "UPDATE files SET tries = tries - 1, read_at = NULL WHERE hash = $1 AND reading = 'waiting'
        AND tries = 1";
    change(&transaction, back, vec![claim.hash.as_str().into()]).await?;
    transaction.commit().await?;
    Ok(())
}

async fn keep(
    transaction: &DatabaseTransaction,
    hash: &Hash,
    outcome: Reading,
    pages: &[String],
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        resource_id: i64,
    }
    let update = "UPDATE files SET reading = $2, reader = $3, read_at = $4, pages = $5
        WHERE hash = $1 AND reading = 'waiting'";
    let count = i32::try_from(pages.len().min(PAGES)).unwrap_or(i32::MAX);
    let values = vec![hash.as_str().into(), outcome.code().into(), READER.into(), now.into(), count.into()];
    if change(transaction, update, values).await? == 0 {
        // Somebody else was quicker.
        return Ok(());
    }
    let insert = "INSERT INTO file_pages (hash, page, text) VALUES ($1, $2, $3)";
    for (number, page) in (1i32..).zip(pages.iter().take(PAGES)) {
        let said = text::readable(page);
        if !said.is_empty() {
            change(transaction, insert, vec![hash.as_str().into(), number.into(), said.into()]).await?;
        }
    }
    let shown = "SELECT DISTINCT resource_id FROM resource_versions WHERE hash = $1";
    let rows: Vec<Row> = all(transaction, shown, vec![hash.as_str().into()]).await?;
    for row in rows {
        journal::record(transaction, now, None, Event::ResourceChanged(row.resource_id)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_is_read_back_from_its_code() {
        for reading in Reading::ALL {
            assert_eq!(Reading::from_code(reading.code()), Some(reading));
        }
    }
}
