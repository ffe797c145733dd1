//! The rows of people's photos.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::{
    Database, Id,
    database::{change, one},
    fault::Fault,
    members::{
        Member, PhotoName,
        photo::{Prepared, Size},
    },
};

/// The name of a member's photo, in a query where the member is `m`.
pub(crate) const PHOTO: &str = "(SELECT p.name FROM member_photos p WHERE p.member_id = m.id)";

pub(in crate::members) async fn put_photo(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    photo: &Prepared,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let put = "INSERT INTO member_photos (member_id, name, small, large, kept_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (member_id) DO UPDATE SET name = excluded.name, small = excluded.small,
            large = excluded.large, kept_at = excluded.kept_at";
    let values = vec![
        member.number().into(),
        photo.name.as_str().into(),
        photo.small.clone().into(),
        photo.large.clone().into(),
        now.into(),
    ];
    change(transaction, put, values).await?;
    Ok(())
}

pub(in crate::members) async fn remove_photo(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
) -> Result<(), Fault> {
    let remove = "DELETE FROM member_photos WHERE member_id = $1";
    change(transaction, remove, vec![member.number().into()]).await?;
    Ok(())
}

pub(in crate::members) async fn photo(
    database: &Database,
    name: &PhotoName,
    size: Size,
) -> Result<Option<Vec<u8>>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        file: Vec<u8>,
    }
    let column = match size {
        Size::Small => "small",
        Size::Large => "large",
    };
    let query = format!("SELECT {column} AS file FROM member_photos WHERE name = $1 LIMIT 1");
    let row: Option<Row> = one(database.reader(), &query, vec![name.as_str().into()]).await?;
    Ok(row.map(|row| row.file))
}

/// The largest file of that person's photo.
pub(in crate::members) async fn photo_of(
    database: &Database,
    member: Id<Member>,
) -> Result<Option<Vec<u8>>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        large: Vec<u8>,
    }
    let query = "SELECT large FROM member_photos WHERE member_id = $1";
    let row: Option<Row> = one(database.reader(), query, vec![member.number().into()]).await?;
    Ok(row.map(|row| row.large))
}
