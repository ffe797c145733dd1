//! The rows of announcements. Everybody with an account reads them; the documents that come with one have their own audience.
//!
//! What one page reads is here; lists in `listing`, writing in `writing`, mending in `correcting`, what was said before in
//! `former`, what others take in `following`.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{Effect, Part, Update};
use crate::{
    Id,
    database::{all, one as one_row},
    fault::Fault,
    library::resource::store::shown,
    members::Visitor,
    text::Html,
};

mod correcting;
mod following;
mod former;
mod listing;
mod writing;

pub(super) use correcting::{Corrected, correct, draft};
pub(crate) use following::{UpdateText, text_of, texts_after, texts_of, told};
pub(super) use former::corrections;
pub(super) use listing::{count, page, years};
pub(super) use writing::{add, documents_there, of_submission};

pub(super) async fn one(
    connection: &impl ConnectionTrait,
    update: Id<Update>,
) -> Result<Option<Update>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        certifier_id: i64,
        certifier: String,
        slug: String,
        author_id: i64,
        author: String,
        title: String,
        body_html: String,
        dated_on: NaiveDate,
        effect: Option<String>,
        until_on: Option<NaiveDate>,
        published_at: DateTime<Utc>,
        version: i32,
    }
    let query = "SELECT u.certifier_id, c.name AS certifier, c.slug, u.author_id, m.name AS author, u.title, u.body_html,
            u.dated_on, u.effect, u.until_on, u.published_at, u.version
        FROM updates u JOIN certifiers c ON c.id = u.certifier_id JOIN members m ON m.id = u.author_id WHERE u.id = $1";
    let row: Option<Row> = one_row(connection, query, vec![update.number().into()]).await?;
    row.map(|row| {
        Ok(Update {
            id: update,
            certifier: (row.certifier_id, row.certifier, row.slug),
            author: (Id::new(row.author_id), row.author),
            title: row.title,
            html: Html::from_stored(row.body_html),
            dated_on: row.dated_on,
            effect: effect(row.effect.as_deref())?,
            until_on: row.until_on,
            published_at: row.published_at,
            version: row.version,
            certifications: Vec::new(),
            documents: Vec::new(),
            corrections: Vec::new(),
        })
    })
    .transpose()
}

/// What that update names, in the order of the numbers.
pub(super) async fn certifications(
    connection: &impl ConnectionTrait,
    update: i64,
) -> Result<Vec<(i64, Part)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        certification: i64,
        part: String,
    }
    let query = "SELECT certification, part FROM update_certifications WHERE update_id = $1 ORDER BY certification, part";
    let rows: Vec<Row> = all(connection, query, vec![update.into()]).await?;
    rows.into_iter().map(|row| Ok((row.certification, part(&row.part)?))).collect()
}

pub(super) async fn documents(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    update: Id<Update>,
) -> Result<Vec<(i64, String)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        title: String,
    }
    let query = format!(
        "SELECT r.id, r.title FROM update_resources u JOIN resources r ON r.id = u.resource_id
        WHERE {} AND u.update_id = $2 ORDER BY r.id",
        shown()
    );
    let values = vec![visitor.roles().column().into(), update.number().into()];
    let rows: Vec<Row> = all(connection, &query, values).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.title)).collect())
}

fn effect(code: Option<&str>) -> Result<Option<Effect>, Fault> {
    code.map(|code| Effect::from_code(code).ok_or_else(|| Fault::Corrupt(format!("an update that {code:?}"))))
        .transpose()
}

fn part(code: &str) -> Result<Part, Fault> {
    Part::from_code(code).ok_or_else(|| Fault::Corrupt(format!("a part of an update {code:?}")))
}
