//! What the library holds about one certification, or of one certifier: its latest documents and links, for their pages.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;

use super::{Certifier, Rncp, browse::store::SHOWN, resource::ResourceKind};
use crate::{Community, Id, database::all, fault::Fault, members::Visitor, text::dates};

/// Documents that such a page shows.
const MOST: i64 = 12;

/// A document or a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Its number.
    pub id: i64,
    /// One line.
    pub title: String,
    /// What it is.
    pub kind: Option<ResourceKind>,
    /// The day it is of.
    pub dated_on: Option<NaiveDate>,
    /// Whether it is out of date.
    pub outdated: bool,
}

/// Those about that certification that the visitor may see, the latest first. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn about(community: &Community, visitor: &Visitor, number: Rncp) -> Result<Vec<Holding>, Fault> {
    let named = "resource_certifications x ON x.resource_id = r.id AND x.certification = $1";
    held(community, visitor, named, number.column()).await
}

/// Those of that certifier that the visitor may see, the latest first. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn of(
    community: &Community,
    visitor: &Visitor,
    certifier: Id<Certifier>,
) -> Result<Vec<Holding>, Fault> {
    let named = "resource_certifiers x ON x.resource_id = r.id AND x.certifier_id = $1";
    held(community, visitor, named, certifier.number()).await
}

async fn held(
    community: &Community,
    visitor: &Visitor,
    named: &str,
    which: i64,
) -> Result<Vec<Holding>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        title: String,
        kind: String,
        state: String,
        dated_on: Option<NaiveDate>,
        valid_until: Option<NaiveDate>,
    }
    if visitor.member().is_none() {
        return Ok(Vec::new());
    }
    let query = format!(
        "SELECT r.id, r.title, r.kind, r.state, r.dated_on, r.valid_until FROM resources r JOIN {named}
        WHERE {SHOWN} AND (r.audience & $2) <> 0 ORDER BY r.published_at DESC, r.id DESC LIMIT $3"
    );
    let values = vec![which.into(), visitor.roles().column().into(), MOST.into()];
    let rows: Vec<Row> = all(community.database.reader(), &query, values).await?;
    let today = dates::today(community.now());
    let holding = |row: Row| Holding {
        outdated: row.state == "outdated" || row.valid_until.is_some_and(|last| last < today),
        id: row.id,
        title: row.title,
        kind: ResourceKind::from_code(&row.kind),
        dated_on: row.dated_on,
    };
    Ok(rows.into_iter().map(holding).collect())
}
