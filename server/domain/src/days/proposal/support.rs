//! Saying that one wants a theme, that one would come, and what one thinks of it.
//!
//! Invariant: what is said is written while the proposal's row is held, and goes to the one that it has become: a vote that is on its
//! way while two proposals become one is never lost, nor counted twice.

use sea_orm::DatabaseTransaction;

use super::{AUDIENCE, Comment, ProposalId, Refusal, State, Support, VOICES, store};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    forum::Submission,
    members::{Member, Message},
};

/// How often a proposal may become another one under one's click.
const PATIENCE: usize = 5;

/// Holds the proposal that this one has become. A row that is held is let go of before the next is, so that nobody waits for somebody
/// who waits for them.
async fn hold(
    community: &Community,
    proposal: ProposalId,
) -> Result<(DatabaseTransaction, ProposalId, store::Held), Failure<Refusal>> {
    for _ in 0..PATIENCE {
        let reader = community.database.reader();
        let kept = store::kept(reader, proposal).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
        let transaction = community.database.begin().await?;
        match store::hold(&transaction, kept).await? {
            Some(held) if held.state == State::Merged => transaction.rollback().await?,
            Some(held) => return Ok((transaction, kept, held)),
            None => return Err(Failure::Refused(Refusal::NotThere)),
        }
    }
    Err(Failure::Fault(Fault::Corrupt(format!("proposal {proposal} leads nowhere"))))
}

/// Says it, or takes it back. Done twice, it is done once.
///
/// # Errors
/// [`Refusal::NotThere`]; [`Refusal::MayNot`] for whoever has no voice, or would not be among those for whom it is;
/// [`Refusal::Answered`] when it gathers nothing more.
pub async fn say(
    community: &Community,
    member: &Member,
    proposal: ProposalId,
    support: Support,
    wanted: bool,
) -> Result<ProposalId, Failure<Refusal>> {
    if !AUDIENCE.meets(member.roles()) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let (transaction, proposal, held) = hold(community, proposal).await?;
    let may = match support {
        Support::Vote => VOICES.meets(member.roles()),
        Support::Come => held.public.has(member),
    };
    if !may {
        return Err(Failure::Refused(Refusal::MayNot));
    }
    if !held.state.gathers() {
        return Err(Failure::Refused(Refusal::Answered));
    }
    match wanted {
        true => store::support(&transaction, proposal, member.id(), support, community.now()).await?,
        false => store::take_back(&transaction, proposal, member.id(), support).await?,
    }
    transaction.commit().await?;
    Ok(proposal)
}

/// Comments on it. The same form sent twice says it once.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::Answered`].
pub async fn comment(
    community: &Community,
    member: &Member,
    proposal: ProposalId,
    body: &Message,
    submission: &Submission,
) -> Result<ProposalId, Failure<Refusal>> {
    if !AUDIENCE.meets(member.roles()) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let (transaction, proposal, held) = hold(community, proposal).await?;
    if !held.state.gathers() {
        return Err(Failure::Refused(Refusal::Answered));
    }
    let submission = submission.with(&[body.as_str()]);
    store::comment(&transaction, proposal, member.id(), body, &submission, community.now()).await?;
    transaction.commit().await?;
    Ok(proposal)
}

/// Withdraws one's own comment, at any time: nothing of it is left. Harmless when done twice.
///
/// # Errors
/// [`Refusal::NotThere`] when it is not theirs.
pub async fn withdraw(
    community: &Community,
    member: &Member,
    comment: Id<Comment>,
) -> Result<(), Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    if !store::withdraw(&transaction, comment, member.id(), community.now()).await? {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    Ok(transaction.commit().await?)
}
