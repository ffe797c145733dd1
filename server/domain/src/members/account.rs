//! My account: what I may change myself.

use super::{Member, MemberName, Presentation, directory::Mine, store};
use crate::{
    Community,
    fault::Fault,
    journal::{self, Event},
    text::Line,
};

/// What a person says of themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// First and last name.
    pub name: MemberName,
    /// The person's job, if they want it shown.
    pub function: Option<Line<2, 80>>,
    /// A few lines.
    pub presentation: Presentation,
}

/// My own profile, and who sees what of it.
///
/// # Errors
/// When the database cannot answer.
pub async fn mine(community: &Community, member: &Member) -> Result<Mine, Fault> {
    let mine = store::mine(&community.database, member.id).await?;
    mine.ok_or_else(|| Fault::Corrupt(format!("member {} has a session and no row", member.id)))
}

/// Changes what I say of myself.
///
/// # Errors
/// When the database cannot answer.
pub async fn change(community: &Community, member: &Member, details: &Details) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    store::change_details(&transaction, member.id, details).await?;
    let (now, id) = (community.now(), member.id.number());
    // A new name is beside all that the person wrote.
    let event = if details.name == member.name { Event::MemberChanged(id) } else { Event::MemberRenamed(id) };
    journal::record(&transaction, now, Some(id), event).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}
