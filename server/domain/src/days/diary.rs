//! What somebody's diary reads again and again: their own days, the whole programme; and one day, as a file.

use chrono::Duration;

use super::{AUDIENCE, DayId, Refusal, calendar::Facts, page::sees_drafts, store};
use crate::{
    Community, Failure,
    fault::Fault,
    members::{Member, Visitor},
};

/// Days that are over stay in a diary's feed that long.
const PAST: Duration = Duration::days(400);

/// The days where that person has a seat, of this year and of the months before. Two statements.
///
/// # Errors
/// When the database cannot answer.
pub async fn mine(community: &Community, member: &Member) -> Result<Vec<Facts>, Fault> {
    let since = community.now() - PAST;
    let days = store::diary_of(community.database.reader(), member.id(), since).await?;
    Ok(with_pages(community, days))
}

/// Every day of the programme that the visitor may see, drafts excepted. Two statements.
///
/// # Errors
/// When the database cannot answer.
pub async fn programme(community: &Community, visitor: &Visitor) -> Result<Vec<Facts>, Fault> {
    if !visitor.sees(AUDIENCE) {
        return Ok(Vec::new());
    }
    let since = community.now() - PAST;
    let days = store::diary(community.database.reader(), since).await?;
    Ok(with_pages(community, days))
}

/// One day, for whoever may see it.
///
/// # Errors
/// [`Refusal::NotThere`]; a day without a date is in no diary.
pub async fn one(community: &Community, visitor: &Visitor, day: DayId) -> Result<Facts, Failure<Refusal>> {
    let found = super::page::read(community, visitor, day).await?;
    if found.state == super::State::Draft && !sees_drafts(visitor) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let facts = store::facts(community.database.reader(), day, found.access.is_some()).await?;
    let mut facts = facts.ok_or(Failure::Refused(Refusal::NotThere))?;
    // What letters said of it since is older than this file.
    if let Some(member) = visitor.member().filter(|_| found.mine.is_some()) {
        let told = store::correspondent(community.database.reader(), day, member.id()).await?;
        facts.sequence += told.map_or(0, |(.., said)| said);
    }
    Ok(with_pages(community, vec![facts]).remove(0))
}

/// The domain under which days have their numbers in diaries: that of our letters.
pub fn domain(community: &Community) -> &str {
    community.mailer.sender().address.domain()
}

fn with_pages(community: &Community, mut days: Vec<Facts>) -> Vec<Facts> {
    for facts in &mut days {
        facts.url = facts.page(&community.address);
    }
    days
}
