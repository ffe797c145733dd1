//! The rows of files.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{FileName, Hash, Media, Upload, kept::Arrived};
use crate::{
    Database, Id,
    database::{Number, all, change, one},
    fault::Fault,
    members::Member,
};

pub(super) async fn add_file(
    transaction: &DatabaseTransaction,
    arrived: &Arrived,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let reading = if arrived.media.has_text() { "waiting" } else { "no-text" };
    // The update changes nothing: it holds the row until the end of the transaction.
    let insert = "INSERT INTO files (hash, size, media, kept_at, reading) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (hash) DO UPDATE SET size = excluded.size";
    let values = vec![
        arrived.hash.as_str().into(),
        arrived.size.cast_signed().into(),
        arrived.media.code().into(),
        now.into(),
        reading.into(),
    ];
    change(transaction, insert, values).await?;
    Ok(())
}

pub(super) async fn add_upload(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    arrived: &Arrived,
    name: &FileName,
    now: DateTime<Utc>,
) -> Result<Id<Upload>, Fault> {
    let insert = "INSERT INTO uploads (member_id, hash, file_name, at) VALUES ($1, $2, $3, $4) RETURNING id";
    let values = vec![member.number().into(), arrived.hash.as_str().into(), name.as_str().into(), now.into()];
    let row: Option<Number> = one(transaction, insert, values).await?;
    row.map(|row| Id::new(row.id)).ok_or_else(|| Fault::Corrupt("an upload without a number".to_owned()))
}

/// Leaves that many of a person's files waiting, the last; gives the contents that the others named.
pub(super) async fn drop_oldest(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    most: u32,
) -> Result<Vec<Hash>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        hash: String,
    }
    let delete = "DELETE FROM uploads WHERE member_id = $1
            AND id NOT IN (SELECT id FROM uploads WHERE member_id = $1 ORDER BY id DESC LIMIT $2)
        RETURNING hash";
    let values = vec![member.number().into(), i64::from(most).into()];
    let rows: Vec<Row> = all(transaction, delete, values).await?;
    Ok(rows.into_iter().map(|row| Hash(row.hash)).collect())
}

/// A file that this person sent and has not used yet.
pub(crate) async fn upload(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
    upload: Id<Upload>,
) -> Result<Option<Upload>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        hash: String,
        file_name: String,
        media: String,
        size: i64,
        at: DateTime<Utc>,
    }
    let query = "SELECT u.id, u.hash, u.file_name, f.media, f.size, u.at
        FROM uploads u JOIN files f ON f.hash = u.hash WHERE u.id = $1 AND u.member_id = $2";
    let row: Option<Row> =
        one(connection, query, vec![upload.number().into(), member.number().into()]).await?;
    row.map(|row| {
        Ok(Upload {
            id: Id::new(row.id),
            hash: Hash(row.hash),
            name: FileName::stored(row.file_name),
            media: media(&row.media)?,
            size: row.size.unsigned_abs(),
            at: row.at,
        })
    })
    .transpose()
}

/// The upload has become a version of something: it waits no more.
pub(crate) async fn take_upload(transaction: &DatabaseTransaction, upload: Id<Upload>) -> Result<(), Fault> {
    change(transaction, "DELETE FROM uploads WHERE id = $1", vec![upload.number().into()]).await?;
    Ok(())
}

pub(super) fn media(code: &str) -> Result<Media, Fault> {
    Media::from_code(code).ok_or_else(|| Fault::Corrupt(format!("file of kind {code:?}")))
}

/// A page of a file's text.
#[derive(Debug, FromQueryResult)]
pub(crate) struct PageText {
    pub(crate) page: i32,
    pub(crate) text: String,
}

/// The text of a file that was read, page by page.
pub(crate) async fn pages_of(database: &Database, hash: &str) -> Result<Vec<PageText>, Fault> {
    let query = "SELECT page, text FROM file_pages WHERE hash = $1 ORDER BY page";
    Ok(all(database.reader(), query, vec![hash.into()]).await?)
}
