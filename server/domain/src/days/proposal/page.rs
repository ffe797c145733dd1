//! One proposal, as somebody may see it.

use super::{AUDIENCE, Proposal, ProposalId, Refusal, State, store};
use crate::{Community, Failure, days::page::sees_drafts, members::Visitor};

/// A proposal, or the one that it has become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It is there.
    There(Box<Proposal>),
    /// It is one with that one: number and title.
    Elsewhere(ProposalId, String),
}

/// The proposal, with what that visitor may see of it. Three statements.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none, or not for this visitor.
pub async fn read(
    community: &Community,
    visitor: &Visitor,
    proposal: ProposalId,
) -> Result<Found, Failure<Refusal>> {
    if !visitor.sees(AUDIENCE) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let reader = community.database.reader();
    let me = visitor.member().map_or(0, |member| member.id().number());
    let found = store::proposal(reader, me, sees_drafts(visitor), proposal).await?;
    let (mut found, into) = found.ok_or(Failure::Refused(Refusal::NotThere))?;
    if let Some((into, title)) = into.filter(|_| found.state == State::Merged) {
        return Ok(Found::Elsewhere(into, title));
    }
    found.comments = store::comments(reader, proposal).await?;
    found.joined = store::joined(reader, proposal).await?;
    Ok(Found::There(Box::new(found)))
}
