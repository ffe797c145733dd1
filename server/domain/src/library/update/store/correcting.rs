//! Correcting an announcement: as it was written, and what it said before is kept.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use super::{
    certifications, effect,
    writing::{name_all, written},
};
use crate::{
    Id,
    database::{Number, all, change, one},
    fault::Fault,
    library::update::{Announcement, Part, Update, UpdateTitle, Word},
    members::Member,
    text::Markdown,
};

/// The announcement as it was written, for whoever corrects it: its certifier, its words, its version.
pub(in crate::library::update) async fn draft(
    connection: &impl ConnectionTrait,
    update: Id<Update>,
) -> Result<Option<(i64, Announcement, i32)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        certifier_id: i64,
        title: String,
        body: String,
        dated_on: NaiveDate,
        effect: Option<String>,
        until_on: Option<NaiveDate>,
        version: i32,
    }
    let query =
        "SELECT certifier_id, title, body, dated_on, effect, until_on, version FROM updates WHERE id = $1";
    let Some(row) = one::<Row>(connection, query, vec![update.number().into()]).await? else {
        return Ok(None);
    };
    let named = certifications(connection, update.number()).await?;
    let of = |part: Part| named.iter().filter(|(_, of)| *of == part).map(|(number, _)| *number).collect();
    let query = "SELECT resource_id AS id FROM update_resources WHERE update_id = $1 ORDER BY resource_id";
    let documents: Vec<Number> = all(connection, query, vec![update.number().into()]).await?;
    let title = UpdateTitle::parse(&row.title)
        .map_err(|_| Fault::Corrupt(format!("the title of update {update}")))?;
    let announcement = Announcement {
        title,
        body: Markdown::from_stored(row.body),
        dated_on: row.dated_on,
        effect: effect(row.effect.as_deref())?,
        until_on: row.until_on,
        about: of(Part::About),
        former: of(Part::Former),
        latter: of(Part::Latter),
        documents: documents.into_iter().map(|row| row.id).collect(),
    };
    Ok(Some((row.certifier_id, announcement, row.version)))
}

/// A correction about to be written.
pub(in crate::library::update) struct Corrected<'a> {
    pub(in crate::library::update) update: Id<Update>,
    pub(in crate::library::update) announcement: &'a Announcement,
    pub(in crate::library::update) word: &'a Word,
    pub(in crate::library::update) version: i32,
    pub(in crate::library::update) by: Id<Member>,
    pub(in crate::library::update) now: DateTime<Utc>,
}

/// What an announcement was at a version, kept as it was: itself, what it named, what came with it.
const KEEP: [&str; 3] = [
    "INSERT INTO update_corrections
            (update_id, version, title, body, body_html, dated_on, effect, until_on, word, by_id, at)
        SELECT id, CAST($2 AS INTEGER), title, body, body_html, dated_on, effect, until_on, $3, $4, $5 FROM updates WHERE id = $1",
    "INSERT INTO update_former_certifications (update_id, version, certification, part)
        SELECT update_id, CAST($2 AS INTEGER), certification, part FROM update_certifications WHERE update_id = $1",
    "INSERT INTO update_former_resources (update_id, version, resource_id)
        SELECT update_id, CAST($2 AS INTEGER), resource_id FROM update_resources WHERE update_id = $1",
];

/// Whether the announcement was still at that version, is kept as it was, and is now corrected.
pub(in crate::library::update) async fn correct(
    transaction: &DatabaseTransaction,
    corrected: &Corrected<'_>,
) -> Result<bool, Fault> {
    let Corrected { update, announcement, word, version, by, now } = *corrected;
    // First: whoever corrects at the same time waits for the row, and finds another version.
    let claim = "UPDATE updates SET version = version + 1 WHERE id = $1 AND version = $2";
    let that: Vec<Value> = vec![update.number().into(), version.into()];
    if change(transaction, claim, that.clone()).await? == 0 {
        return Ok(false);
    }
    for (rank, keep) in KEEP.into_iter().enumerate() {
        let mut values = that.clone();
        if rank == 0 {
            values.extend([word.as_str().into(), by.number().into(), now.into()]);
        }
        change(transaction, keep, values).await?;
    }
    let rewrite =
        "UPDATE updates SET title = $2, body = $3, body_html = $4, renderer = $5, dated_on = $6, effect = $7,
            until_on = $8, folded = $9 WHERE id = $1";
    let mut values: Vec<Value> = vec![update.number().into()];
    values.extend(written(announcement));
    change(transaction, rewrite, values).await?;
    for table in ["update_certifications", "update_resources"] {
        let clear = format!("DELETE FROM {table} WHERE update_id = $1");
        change(transaction, &clear, vec![update.number().into()]).await?;
    }
    name_all(transaction, update.number(), announcement).await?;
    Ok(true)
}
