//! What the library holds about one certification, or of one certifier: its latest documents and links, and how many serve each
//! stage of the guide, for their pages.

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

/// What there is, for that visitor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Held {
    /// The latest documents and links, the last published first.
    pub latest: Vec<Holding>,
    /// Stages of the guide, each with how many documents and links of all those serve it; those that none serves are not there.
    pub stages: Vec<(u8, u64)>,
}

/// What is held about that certification, for that visitor. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn about(community: &Community, visitor: &Visitor, number: Rncp) -> Result<Held, Fault> {
    let named = "resource_certifications x ON x.resource_id = r.id AND x.certification = $1";
    held(community, visitor, named, number.column()).await
}

/// What is held of that certifier, for that visitor. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn of(community: &Community, visitor: &Visitor, certifier: Id<Certifier>) -> Result<Held, Fault> {
    let named = "resource_certifiers x ON x.resource_id = r.id AND x.certifier_id = $1";
    held(community, visitor, named, certifier.number()).await
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    title: String,
    kind: String,
    state: String,
    dated_on: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
    stage_1: i64,
    stage_2: i64,
    stage_3: i64,
    stage_4: i64,
    stage_5: i64,
}

impl Row {
    fn stages(&self) -> Vec<(u8, u64)> {
        let counts = [self.stage_1, self.stage_2, self.stage_3, self.stage_4, self.stage_5];
        let counted = (1..).zip(counts).map(|(stage, count)| (stage, count.unsigned_abs()));
        counted.filter(|(_, count)| *count > 0).collect()
    }

    fn read(self, today: NaiveDate) -> Holding {
        Holding {
            outdated: self.state == "outdated" || self.valid_until.is_some_and(|last| last < today),
            id: self.id,
            title: self.title,
            kind: ResourceKind::from_code(&self.kind),
            dated_on: self.dated_on,
        }
    }
}

/// Each row also counts, over all that there are and not only the latest, those that serve each stage: `stages` has one bit a stage.
async fn held(community: &Community, visitor: &Visitor, named: &str, which: i64) -> Result<Held, Fault> {
    if visitor.member().is_none() {
        return Ok(Held::default());
    }
    let query = format!(
        "SELECT r.id, r.title, r.kind, r.state, r.dated_on, r.valid_until, COUNT(NULLIF(r.stages & 1, 0)) OVER () AS stage_1,
            COUNT(NULLIF(r.stages & 2, 0)) OVER () AS stage_2, COUNT(NULLIF(r.stages & 4, 0)) OVER () AS stage_3,
            COUNT(NULLIF(r.stages & 8, 0)) OVER () AS stage_4, COUNT(NULLIF(r.stages & 16, 0)) OVER () AS stage_5
        FROM resources r JOIN {named}
        WHERE {SHOWN} AND (r.audience & $2) <> 0 ORDER BY r.published_at DESC, r.id DESC LIMIT $3"
    );
    let values = vec![which.into(), visitor.roles().column().into(), MOST.into()];
    let rows: Vec<Row> = all(community.database.reader(), &query, values).await?;
    let today = dates::today(community.now());
    let stages = rows.first().map(Row::stages).unwrap_or_default();
    Ok(Held { latest: rows.into_iter().map(|row| row.read(today)).collect(), stages })
}
