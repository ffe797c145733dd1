//! Proposing a theme, and mending what one proposed.

use super::{AUDIENCE, Draft, ProposalId, Refusal, State, Support, VOICES, store};
use crate::{Community, Failure, forum::Submission, members::Member};

/// Proposes it. The same form sent twice proposes once. Whoever has a voice gives it to what they propose, and may take it back.
///
/// # Errors
/// [`Refusal::MayNot`] for whoever has no part in it.
pub async fn propose(
    community: &Community,
    member: &Member,
    draft: &Draft,
    submission: &Submission,
) -> Result<ProposalId, Failure<Refusal>> {
    if !AUDIENCE.meets(member.roles()) {
        return Err(Failure::Refused(Refusal::MayNot));
    }
    let now = community.now();
    let submission = submission.with(&[draft.title.as_str(), draft.why.as_str()]);
    let transaction = community.database.begin().await?;
    let Some(proposal) = store::add(&transaction, member.id(), draft, &submission, now).await? else {
        return Ok(store::of_submission(&transaction, member.id(), &submission).await?);
    };
    if VOICES.meets(member.roles()) {
        store::support(&transaction, proposal, member.id(), Support::Vote, now).await?;
    }
    store::note(&transaction, proposal, member.id(), store::Deed::Made, "", None, now).await?;
    transaction.commit().await?;
    Ok(proposal)
}

/// What was proposed, for its author who changes it, with its edition.
///
/// # Errors
/// [`Refusal::NotThere`] for anybody else, or once it is answered.
pub async fn open(
    community: &Community,
    member: &Member,
    proposal: ProposalId,
) -> Result<(Draft, i32), Failure<Refusal>> {
    let found = store::draft(community.database.reader(), proposal).await?;
    match found {
        Some((draft, edition, held)) if held.author == member.id() && held.state == State::Open => {
            Ok((draft, edition))
        }
        _ => Err(Failure::Refused(Refusal::NotThere)),
    }
}

/// Changes the words of it, if they are still at that edition and nobody has answered.
///
/// # Errors
/// [`Refusal::NotThere`] for anybody but its author; [`Refusal::Answered`], [`Refusal::ChangedMeanwhile`].
pub async fn change(
    community: &Community,
    member: &Member,
    proposal: ProposalId,
    edition: i32,
    draft: &Draft,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let held = store::hold(&transaction, proposal).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    if held.author != member.id() {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    if held.state != State::Open {
        return Err(Failure::Refused(Refusal::Answered));
    }
    if !store::rewrite(&transaction, proposal, edition, draft, now).await? {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    store::note(&transaction, proposal, member.id(), store::Deed::Changed, "", None, now).await?;
    Ok(transaction.commit().await?)
}
