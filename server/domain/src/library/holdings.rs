//! What the library holds about a certification, of a certifier, for a stage of the guide: its latest documents and links, and how
//! many serve each stage, for their pages. One statement each.

use sea_orm::FromQueryResult;

use super::{
    Certifier, Rncp,
    resource::{
        reading::Listed,
        store::{COLUMNS, ListedRow, TABLES, shown},
    },
};
use crate::{Community, Id, database::all, fault::Fault, members::Visitor, text::dates};

/// The most that such a page shows.
const MOST: u32 = 12;

/// What there is, for that visitor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Held {
    /// The latest documents and links, the last published first.
    pub latest: Vec<Listed>,
    /// Stages of the guide, each with how many documents and links of all those serve it; those that none serves are not there.
    pub stages: Vec<(u8, u64)>,
}

/// What is held about that certification, for that visitor.
///
/// # Errors
/// When the database cannot answer.
pub async fn about(community: &Community, visitor: &Visitor, number: Rncp) -> Result<Held, Fault> {
    let which = "r.id IN (SELECT x.resource_id FROM resource_certifications x WHERE x.certification = $2)";
    held(community, visitor, which, number.column()).await
}

/// What is held of that certifier, for that visitor.
///
/// # Errors
/// When the database cannot answer.
pub async fn of(community: &Community, visitor: &Visitor, certifier: Id<Certifier>) -> Result<Held, Fault> {
    let which = "r.id IN (SELECT x.resource_id FROM resource_certifiers x WHERE x.certifier_id = $2)";
    held(community, visitor, which, certifier.number()).await
}

/// The latest that serve that stage of the guide and that the visitor may see.
///
/// # Errors
/// When the database cannot answer.
pub async fn serving(community: &Community, visitor: &Visitor, stage: u8) -> Result<Vec<Listed>, Fault> {
    let bit = 1i64 << stage.saturating_sub(1).min(31);
    Ok(held(community, visitor, "(r.stages & $2) <> 0", bit).await?.latest)
}

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    listed: ListedRow,
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
}

/// Each row also counts, over all that there are and not only the latest, those that serve each stage: `stages` has one bit a stage.
async fn held(community: &Community, visitor: &Visitor, which: &str, value: i64) -> Result<Held, Fault> {
    let query = format!(
        "SELECT {COLUMNS}, COUNT(NULLIF(r.stages & 1, 0)) OVER () AS stage_1,
            COUNT(NULLIF(r.stages & 2, 0)) OVER () AS stage_2, COUNT(NULLIF(r.stages & 4, 0)) OVER () AS stage_3,
            COUNT(NULLIF(r.stages & 8, 0)) OVER () AS stage_4, COUNT(NULLIF(r.stages & 16, 0)) OVER () AS stage_5
        FROM {TABLES} WHERE {} AND {which} ORDER BY r.published_at DESC, r.id DESC LIMIT $3",
        shown()
    );
    let values = vec![visitor.roles().column().into(), value.into(), i64::from(MOST).into()];
    let rows: Vec<Row> = all(community.database.reader(), &query, values).await?;
    let today = dates::today(community.now());
    let stages = rows.first().map(Row::stages).unwrap_or_default();
    let latest = rows.into_iter().map(|row| {
        let one = Listed::try_from(row.listed)?;
        Ok(Listed { state: one.state.on(today, one.valid_until), ..one })
    });
    Ok(Held { latest: latest.collect::<Result<_, Fault>>()?, stages })
}
