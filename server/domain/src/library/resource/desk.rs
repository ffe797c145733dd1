//! What waits for those who look after the library.

use super::{Report, reading::Listed, store};
use crate::{
    Community, Role,
    fault::Fault,
    members::{Member, Organiser},
};

/// The most that each queue shows at once: the rest follows as these are dealt with.
pub const MOST: u32 = 50;

/// The three queues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queues {
    /// Deposits to read again, the oldest first.
    pub to_review: Vec<Listed>,
    /// Reports, the oldest first.
    pub reports: Vec<Report>,
    /// Published resources whose review date has come, the latest first.
    pub reviews: Vec<Listed>,
}

/// What waits at the desk.
///
/// # Errors
/// When the database cannot answer.
pub async fn queues(community: &Community, _: &Organiser) -> Result<Queues, Fault> {
    let database = &community.database;
    Ok(Queues {
        to_review: store::to_review(database, MOST).await?,
        reports: store::open_reports(database, MOST).await?,
        reviews: store::reviews_due(database, community.now().date_naive(), MOST).await?,
    })
}

/// The deposits that wait to be read again and name a certifier for which that person speaks, the oldest first.
///
/// # Errors
/// When the database cannot answer.
pub async fn for_certifiers_of(community: &Community, member: &Member) -> Result<Vec<Listed>, Fault> {
    if !member.roles().contains(Role::Certifier) {
        return Ok(Vec::new());
    }
    store::to_review_by(&community.database, member.id(), MOST).await
}
