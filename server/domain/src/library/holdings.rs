//! What the library holds about a certification, of a certifier, for a stage of the guide: its latest documents and links, for
//! their pages. One statement each.

use super::{
    Certifier, Rncp,
    resource::{reading::Listed, store},
};
use crate::{Community, Id, fault::Fault, members::Visitor, text::dates};

/// The most that such a page shows.
const MOST: u32 = 12;

/// Those about that certification that the visitor may see, the latest first.
///
/// # Errors
/// When the database cannot answer.
pub async fn about(community: &Community, visitor: &Visitor, number: Rncp) -> Result<Vec<Listed>, Fault> {
    let which = "r.id IN (SELECT x.resource_id FROM resource_certifications x WHERE x.certification = $2)";
    held(community, visitor, which, number.column()).await
}

/// Stages of the guide, each with how many documents and links about that certification serve it, for that visitor; those that none
/// serves are not there.
///
/// # Errors
/// When the database cannot answer.
pub async fn stages(community: &Community, visitor: &Visitor, number: Rncp) -> Result<Vec<(u8, u64)>, Fault> {
    let counts = store::stages_of(&community.database, visitor, number.column()).await?;
    Ok((1..).zip(counts).filter(|(_, count)| *count > 0).collect())
}

/// Those of that certifier that the visitor may see, the latest first.
///
/// # Errors
/// When the database cannot answer.
pub async fn of(
    community: &Community,
    visitor: &Visitor,
    certifier: Id<Certifier>,
) -> Result<Vec<Listed>, Fault> {
    let which = "r.id IN (SELECT x.resource_id FROM resource_certifiers x WHERE x.certifier_id = $2)";
    held(community, visitor, which, certifier.number()).await
}

/// Those that serve that stage of the guide and that the visitor may see, the latest first.
///
/// # Errors
/// When the database cannot answer.
pub async fn serving(community: &Community, visitor: &Visitor, stage: u8) -> Result<Vec<Listed>, Fault> {
    let bit = 1i64 << stage.saturating_sub(1).min(31);
    held(community, visitor, "(r.stages & $2) <> 0", bit).await
}

async fn held(
    community: &Community,
    visitor: &Visitor,
    which: &str,
    value: i64,
) -> Result<Vec<Listed>, Fault> {
    let listed = store::listed(&community.database, visitor, which, value, MOST).await?;
    let today = dates::today(community.now());
    Ok(listed.into_iter().map(|one| Listed { state: one.state.on(today, one.valid_until), ..one }).collect())
}
