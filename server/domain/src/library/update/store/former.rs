//! What an announcement said before each of its corrections: three statements, however many there are.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{effect, part};
use crate::{
    Id,
    database::all,
    fault::Fault,
    library::{
        resource::store::shown,
        update::{Correction, Part, Update},
    },
    members::Visitor,
    text::Html,
};

/// The latest first.
pub(in crate::library::update) async fn corrections(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    update: Id<Update>,
) -> Result<Vec<Correction>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        version: i32,
        title: String,
        body_html: String,
        dated_on: NaiveDate,
        effect: Option<String>,
        until_on: Option<NaiveDate>,
        word: String,
        by: String,
        at: DateTime<Utc>,
    }
    let query = "SELECT c.version, c.title, c.body_html, c.dated_on, c.effect, c.until_on, c.word, m.name AS by, c.at
        FROM update_corrections c JOIN members m ON m.id = c.by_id WHERE c.update_id = $1 ORDER BY c.version DESC";
    let rows: Vec<Row> = all(connection, query, vec![update.number().into()]).await?;
    let mut named = former_certifications(connection, update).await?;
    let mut joined = former_documents(connection, visitor, update).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Correction {
                title: row.title,
                html: Html::from_stored(row.body_html),
                dated_on: row.dated_on,
                effect: effect(row.effect.as_deref())?,
                until_on: row.until_on,
                certifications: named.remove(&row.version).unwrap_or_default(),
                documents: joined.remove(&row.version).unwrap_or_default(),
                word: row.word,
                by: row.by,
                at: row.at,
            })
        })
        .collect()
}

/// What each version that was corrected named.
async fn former_certifications(
    connection: &impl ConnectionTrait,
    update: Id<Update>,
) -> Result<HashMap<i32, Vec<(i64, Part)>>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        version: i32,
        certification: i64,
        part: String,
    }
    let query = "SELECT version, certification, part FROM update_former_certifications WHERE update_id = $1
        ORDER BY version, certification, part";
    let mut named: HashMap<i32, Vec<_>> = HashMap::new();
    for row in all::<Row>(connection, query, vec![update.number().into()]).await? {
        named.entry(row.version).or_default().push((row.certification, part(&row.part)?));
    }
    Ok(named)
}

/// What came with each version that was corrected, and that the visitor may see.
async fn former_documents(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    update: Id<Update>,
) -> Result<HashMap<i32, Vec<(i64, String)>>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        version: i32,
        id: i64,
        title: String,
    }
    let query = format!(
        "SELECT f.version, r.id, r.title FROM update_former_resources f JOIN resources r ON r.id = f.resource_id
        WHERE {} AND f.update_id = $2 ORDER BY f.version, r.id",
        shown()
    );
    let values = vec![visitor.roles().column().into(), update.number().into()];
    let mut joined: HashMap<i32, Vec<_>> = HashMap::new();
    for row in all::<Row>(connection, &query, values).await? {
        joined.entry(row.version).or_default().push((row.id, row.title));
    }
    Ok(joined)
}
