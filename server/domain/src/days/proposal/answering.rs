//! What the organisers answer to a proposal: one with another, a day, later, no. Each with a word, that those concerned read.

use super::{Act, ProposalId, Refusal, State, store};
use crate::{
    Community, Failure,
    days::{DayId, Details, Modality, Room, details::Papers, edition},
    forum::Submission,
    journal::{self, Event},
    members::{Message, Organiser, Stages},
};

/// The seats of a day that comes of a proposal, until somebody decides.
const SEATS: u32 = 20;

/// Keeps it for later, declines it, or opens it again.
///
/// # Errors
/// [`Refusal::NotThere`]; [`Refusal::Answered`] from where it stands; [`Refusal::MayNot`] for what has a function of its own below.
pub async fn answer(
    community: &Community,
    organiser: &Organiser,
    proposal: ProposalId,
    act: Act,
    word: &Message,
) -> Result<(), Failure<Refusal>> {
    if matches!(act, Act::Retain | Act::Merge) {
        return Err(Failure::Refused(Refusal::MayNot));
    }
    let now = community.now();
    let transaction = community.database.begin().await?;
    let held = store::hold(&transaction, proposal).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let state = held.state.after(act).ok_or(Failure::Refused(Refusal::Answered))?;
    store::set_state(&transaction, proposal, state).await?;
    let deed = store::Deed::Answered(act);
    let deed = store::note(&transaction, proposal, organiser.id(), deed, word.as_str(), None, now).await?;
    journal::record(&transaction, now, Some(organiser.id().number()), Event::ProposalDeed(deed)).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Makes it one with another, which its votes, its « je viendrais » and its comments follow, each person counted once; its address
/// leads there, and so do those of all that had become one with it.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::Answered`]; [`Refusal::NoSuchOther`] when the other is not there, is the same or takes nobody.
pub async fn merge(
    community: &Community,
    organiser: &Organiser,
    proposal: ProposalId,
    into: ProposalId,
    word: &Message,
) -> Result<(), Failure<Refusal>> {
    if proposal == into {
        return Err(Failure::Refused(Refusal::NoSuchOther));
    }
    let now = community.now();
    let transaction = community.database.begin().await?;
    // In the order of their numbers, so that two organisers never wait for one another.
    let (goes, stays) = if proposal.number() < into.number() {
        let goes = store::hold(&transaction, proposal).await?;
        (goes, store::hold(&transaction, into).await?)
    } else {
        let stays = store::hold(&transaction, into).await?;
        (store::hold(&transaction, proposal).await?, stays)
    };
    let goes = goes.ok_or(Failure::Refused(Refusal::NotThere))?;
    goes.state.after(Act::Merge).ok_or(Failure::Refused(Refusal::Answered))?;
    if !stays.is_some_and(|stays| stays.state.takes_others()) {
        return Err(Failure::Refused(Refusal::NoSuchOther));
    }
    store::merge(&transaction, proposal, into).await?;
    let deed = store::Deed::Answered(Act::Merge);
    let deed =
        store::note(&transaction, proposal, organiser.id(), deed, word.as_str(), Some(into), now).await?;
    journal::record(&transaction, now, Some(organiser.id().number()), Event::ProposalDeed(deed)).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Makes a draft of a day of it, in that year's programme, with what it says; the day keeps where it comes from.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::Answered`], [`Refusal::NoSuchDay`].
pub async fn retain(
    community: &Community,
    organiser: &Organiser,
    proposal: ProposalId,
    year: i32,
    word: &Message,
) -> Result<DayId, Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let held = store::hold(&transaction, proposal).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let state = held.state.after(Act::Retain).ok_or(Failure::Refused(Refusal::Answered))?;
    let (draft, ..) =
        store::draft(&transaction, proposal).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let details = details(draft, year);
    let form = Submission::of_words(&["proposition", &proposal.to_string()]);
    let day = match edition::add_draft(&transaction, organiser, &details, &form, now).await {
        Ok((day, _)) => day,
        Err(Failure::Refused(_)) => return Err(Failure::Refused(Refusal::NoSuchDay)),
        Err(Failure::Fault(fault)) => return Err(Failure::Fault(fault)),
    };
    store::set_state(&transaction, proposal, state).await?;
    store::became(&transaction, proposal, day).await?;
    let deed = store::Deed::Answered(Act::Retain);
    let deed = store::note(&transaction, proposal, organiser.id(), deed, word.as_str(), None, now).await?;
    journal::record(&transaction, now, Some(organiser.id().number()), Event::ProposalDeed(deed)).await?;
    transaction.commit().await?;
    community.ring();
    Ok(day)
}

/// What the proposal says of the day; the rest waits for whoever prepares it.
fn details(draft: super::Draft, year: i32) -> Details {
    Details {
        year,
        title: draft.title,
        objectives: draft.why,
        public: draft.public,
        modality: Modality::OnSite,
        theme: None,
        department: None,
        place: None,
        access: None,
        preparation: None,
        accessibility: None,
        contact: None,
        room: Room { capacity: SEATS, antenne_quota: None },
        opens_at: None,
        closes_at: None,
        stages: Stages::default(),
        papers: Papers::ALL,
        sessions: Vec::new(),
        speakers: Vec::new(),
        certifications: Vec::new(),
        documents: Vec::new(),
    }
}

/// Those that it may become one with: number and title, the most wanted first. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn others(
    community: &Community,
    _: &Organiser,
    proposal: ProposalId,
) -> Result<Vec<(ProposalId, String)>, crate::Fault> {
    let all = store::list(community.database.reader(), 0).await?;
    let takes = |state: State| state.takes_others();
    Ok(all
        .into_iter()
        .filter(|one| one.id != proposal && takes(one.state))
        .map(|one| (one.id, one.title))
        .collect())
}
