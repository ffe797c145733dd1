//! The organiser's hand in who comes: registering somebody, inviting, taking off, changing ranks.

use chrono::{DateTime, Utc};

use super::{DayId, Deed, Leaving, Refusal, State, Wishes, Word, days, leave, settle, store, tell};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    journal::{self, Event},
    members::{Member, Organiser},
};

/// Somebody in the list of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The person: number and name.
    pub member: (Id<Member>, String),
    /// The antenne or the organisation.
    pub structure: String,
    /// Where the registration stands.
    pub state: State,
    /// What they need.
    pub needs: String,
    /// What else they said.
    pub remark: String,
    /// When they registered.
    pub registered_at: DateTime<Utc>,
    /// Whether they were asked to say again that they come, and have not.
    pub unanswered: bool,
    /// The last word said about it, by them or by an organiser.
    pub word: String,
}

/// Who comes, waits, was invited or withdrew: in that order, each in the order of arrival. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn list(community: &Community, _: &Organiser, day: DayId) -> Result<Vec<Listed>, Fault> {
    store::list(community.database.reader(), day).await
}

/// Registers somebody in their place, whoever they are and whenever it is before the beginning: with a seat if one is left for them,
/// in the queue otherwise.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::NoSuchPerson`], [`Refusal::CalledOff`], [`Refusal::Begun`].
pub async fn enrol(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    member: Id<Member>,
) -> Result<State, Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let held = days::hold(&transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    held.takes(now).map_err(Failure::Refused)?;
    if !store::is_somebody(&transaction, member).await? {
        return Err(Failure::Refused(Refusal::NoSuchPerson));
    }
    if let Some(state) = store::state_of(&transaction, day, member).await?.filter(|state| state.is_live()) {
        return Ok(state);
    }
    let antenne = store::antenne_of(&transaction, member).await?;
    let taken = store::taken(&transaction, day, antenne).await?;
    let place = held.room.place_for(taken.seats, taken.of_antenne);
    let wishes = Wishes::default();
    let by = organiser.id();
    let coming = store::Coming { day, member, antenne, place, rank: held.arrivals, wishes: &wishes, by, now };
    let deed = store::come(&transaction, &coming).await?;
    journal::record(&transaction, now, Some(by.number()), Event::RegistrationDeed(deed)).await?;
    transaction.commit().await?;
    community.ring();
    Ok(place.into())
}

/// Invites somebody, of whatever public: no seat is kept until they answer.
///
/// # Errors
/// Those of [`enrol`].
pub async fn invite(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    member: Id<Member>,
) -> Result<(), Failure<Refusal>> {
    let (now, by) = (community.now(), organiser.id());
    let transaction = community.database.begin().await?;
    let held = days::hold(&transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    held.takes(now).map_err(Failure::Refused)?;
    if !store::is_somebody(&transaction, member).await? {
        return Err(Failure::Refused(Refusal::NoSuchPerson));
    }
    let before = store::state_of(&transaction, day, member).await?;
    if before.is_some_and(|state| state.is_live() || state == State::Invited) {
        return Ok(());
    }
    let antenne = store::antenne_of(&transaction, member).await?;
    let deed = store::invite(&transaction, day, member, antenne, held.arrivals, by, now).await?;
    journal::record(&transaction, now, Some(by.number()), Event::RegistrationDeed(deed)).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Takes somebody off, with a word that they read: their seat goes to the next in order.
///
/// # Errors
/// Those of [`withdraw`](super::withdraw).
pub async fn take_off(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    member: Id<Member>,
    word: &Word,
) -> Result<(), Failure<Refusal>> {
    let leaving = Leaving { day, member, by: organiser.id(), word: Some(word) };
    leave(community, &leaving).await
}

/// Puts somebody who waits at that place in the queue, from 1, with the reason: who waits after them moves down by one. Nothing is said
/// of a place that is theirs already.
///
/// # Errors
/// [`Refusal::NotRegistered`] for whoever does not wait; [`Refusal::Begun`].
pub async fn move_to(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    member: Id<Member>,
    position: u32,
    reason: &Word,
) -> Result<(), Failure<Refusal>> {
    let (now, by) = (community.now(), organiser.id());
    let transaction = community.database.begin().await?;
    let held = days::hold(&transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    if held.has_begun(now) {
        return Err(Failure::Refused(Refusal::Begun));
    }
    let moved = store::reorder(&transaction, day, member, position).await?;
    if !moved.ok_or(Failure::Refused(Refusal::NotRegistered))? {
        return Ok(());
    }
    let deed = store::note(&transaction, day, member, by, Deed::Moved, reason.as_str(), now).await?;
    let mut told = vec![deed];
    told.extend(settle(&transaction, day, &held, now).await?);
    tell(&transaction, now, Some(by.number()), &told).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}
