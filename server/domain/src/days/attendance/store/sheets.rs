//! The rows of scanned sheets.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::{
    Id,
    database::{all, change},
    days::{
        DayId,
        attendance::signed::{File, SignedSheet},
    },
    fault::Fault,
    files::{FileName, Hash, Media, Upload},
    members::Member,
};

pub(in crate::days::attendance) async fn keep_sheet(
    transaction: &DatabaseTransaction,
    day: DayId,
    sent: &Upload,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let insert =
        "INSERT INTO signed_sheets (day_id, hash, file_name, added_by, added_at) VALUES ($1, $2, $3, $4, $5)";
    let values = vec![
        day.number().into(),
        sent.hash.as_str().into(),
        sent.name.as_str().into(),
        by.number().into(),
        now.into(),
    ];
    change(transaction, insert, values).await?;
    Ok(())
}

pub(in crate::days::attendance) async fn withdraw_sheet(
    transaction: &DatabaseTransaction,
    sheet: Id<SignedSheet>,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE signed_sheets SET hash = NULL, withdrawn_by = $2, withdrawn_at = $3
        WHERE id = $1 AND withdrawn_at IS NULL";
    change(transaction, update, vec![sheet.number().into(), by.number().into(), now.into()]).await?;
    Ok(())
}

pub(in crate::days::attendance) async fn signed_sheets(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Vec<SignedSheet>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        file_name: String,
        hash: Option<String>,
        media: Option<String>,
        size: Option<i64>,
        added_by: String,
        added_at: DateTime<Utc>,
        withdrawn_by: Option<String>,
        withdrawn_at: Option<DateTime<Utc>>,
    }
    let query = "SELECT s.id, s.file_name, s.hash, f.media, f.size, a.name AS added_by, s.added_at, w.name AS withdrawn_by, s.withdrawn_at
        FROM signed_sheets s JOIN members a ON a.id = s.added_by LEFT JOIN members w ON w.id = s.withdrawn_by
            LEFT JOIN files f ON f.hash = s.hash
        WHERE s.day_id = $1 ORDER BY s.id";
    let rows: Vec<Row> = all(connection, query, vec![day.number().into()]).await?;
    rows.into_iter()
        .map(|row| {
            let media = row.media.map(|code| {
                Media::from_code(&code).ok_or_else(|| Fault::Corrupt(format!("file of kind {code:?}")))
            });
            let file = match (row.hash, media.transpose()?, row.size) {
                (Some(hash), Some(media), Some(size)) => {
                    Some(File { hash: Hash::stored(hash), media, size: size.unsigned_abs() })
                }
                _ => None,
            };
            Ok(SignedSheet {
                id: Id::new(row.id),
                name: FileName::stored(row.file_name),
                added: (row.added_by, row.added_at),
                withdrawn: row.withdrawn_by.zip(row.withdrawn_at),
                file,
            })
        })
        .collect()
}
