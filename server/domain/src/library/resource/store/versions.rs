//! The versions of a resource: what each is made of.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{media_of, strange};
use crate::{
    Database, Id,
    database::{all, change, one},
    fault::Fault,
    files::{self, FileName, Hash, reading::Reading},
    library::resource::{
        Attached, Body, Note, Resource, Version,
        deposit::{Found, line},
    },
    members::Member,
};

#[derive(FromQueryResult)]
struct VersionRow {
    number: i32,
    url: String,
    file_name: String,
    hash: Option<String>,
    media: Option<String>,
    size: Option<i64>,
    reading: Option<String>,
    pages: Option<i32>,
    note: String,
    added_by: i64,
    adder: String,
    added_at: DateTime<Utc>,
}

const VERSION: &str =
    "SELECT v.number, v.url, v.file_name, v.hash, f.media, f.size, f.reading, f.pages, v.note,
        v.added_by, m.name AS adder, v.added_at
    FROM resource_versions v JOIN members m ON m.id = v.added_by LEFT JOIN files f ON f.hash = v.hash
    WHERE v.resource_id = $1";

impl TryFrom<VersionRow> for Version {
    type Error = Fault;

    fn try_from(row: VersionRow) -> Result<Self, Fault> {
        let body = match (row.hash, row.media, row.reading) {
            (Some(hash), Some(media), Some(reading)) => Body::File(Attached {
                name: FileName::stored(row.file_name),
                media: media_of(&media)?,
                size: row.size.unwrap_or_default().unsigned_abs(),
                reading: Reading::from_code(&reading).ok_or_else(|| strange("reading", &reading))?,
                pages: row.pages.map(i32::unsigned_abs),
                hash: Hash::stored(hash),
            }),
            _ => Body::Link(row.url),
        };
        Ok(Version {
            number: row.number.unsigned_abs(),
            body,
            note: row.note,
            added_by: (Id::new(row.added_by), row.adder),
            added_at: row.added_at,
        })
    }
}

/// Whoever is not concerned by the resource (`$2` is 0) reads what was ever published of it, and nothing that was replaced before.
const READABLE: &str =
    "($2 = 1 OR v.number >= (SELECT r.shown_from FROM resources r WHERE r.id = v.resource_id))";

pub(in crate::library::resource) async fn versions(
    database: &Database,
    resource: &Resource,
) -> Result<Vec<Version>, Fault> {
    let query = format!("{VERSION} AND {READABLE} ORDER BY v.number DESC");
    let values = vec![resource.id.number().into(), i32::from(resource.hands.is_concerned()).into()];
    let rows: Vec<VersionRow> = all(database.reader(), &query, values).await?;
    rows.into_iter().map(Version::try_from).collect()
}

pub(in crate::library::resource) async fn version(
    database: &Database,
    resource: &Resource,
    number: u32,
) -> Result<Option<Version>, Fault> {
    let query = format!("{VERSION} AND {READABLE} AND v.number = $3");
    let concerned = i32::from(resource.hands.is_concerned());
    let values = vec![resource.id.number().into(), concerned.into(), number.cast_signed().into()];
    let row: Option<VersionRow> = one(database.reader(), &query, values).await?;
    row.map(Version::try_from).transpose()
}

pub(crate) async fn add_version(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
    number: u32,
    found: &Found,
    note: Option<&Note>,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let insert =
        "INSERT INTO resource_versions (resource_id, number, hash, file_name, url, note, added_by, added_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (hash, name, url) = match found {
        Found::File { upload } => {
            (Some(upload.hash.as_str().to_owned()), upload.name.as_str().to_owned(), String::new())
        }
        Found::Link(address) => (None, String::new(), address.clone()),
    };
    let values = vec![
        resource.number().into(),
        number.cast_signed().into(),
        hash.into(),
        name.into(),
        url.into(),
        line(note).into(),
        by.number().into(),
        now.into(),
    ];
    change(transaction, insert, values).await?;
    if let Found::File { upload } = found {
        files::take_upload(transaction, upload.id).await?;
    }
    Ok(())
}

/// The content of the current version.
#[derive(FromQueryResult)]
pub(crate) struct Current {
    pub(crate) hash: Option<String>,
    pub(crate) url: String,
}

pub(crate) async fn current(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
) -> Result<Option<Current>, Fault> {
    let query = "SELECT v.hash, v.url FROM resource_versions v JOIN resources r ON r.id = v.resource_id
        WHERE r.id = $1 AND v.number = r.number";
    Ok(one(transaction, query, vec![resource.number().into()]).await?)
}

pub(crate) async fn set_number(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
    edition: i32,
    number: u32,
    review: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE resources SET number = $1, changed_at = $2, edition = edition + 1 WHERE id = $3 AND edition = $4";
    let values = vec![number.cast_signed().into(), now.into(), resource.number().into(), edition.into()];
    let changed = change(transaction, update, values).await? > 0;
    if let Some(review) = review.filter(|_| changed) {
        let update = "UPDATE resources SET review_on = $1 WHERE id = $2";
        change(transaction, update, vec![review.into(), resource.number().into()]).await?;
    }
    Ok(changed)
}

pub(crate) async fn count_download(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
) -> Result<(), Fault> {
    let update = "UPDATE resources SET downloads = downloads + 1 WHERE id = $1";
    change(transaction, update, vec![resource.number().into()]).await?;
    Ok(())
}
