//! What somebody who has a seat needs to come: all that is said of the day, for the paper that calls them.

use super::{AUDIENCE, DayId, Details, Refusal, State, registration, store};
use crate::{
    Community, Failure,
    members::{Member, Visitor},
};

/// The day, for somebody who has a seat in it, as long as it is on.
///
/// # Errors
/// [`Refusal::NotThere`]: there is no such paper for whoever does not come, nor of a day that has none.
pub async fn of(community: &Community, member: &Member, day: DayId) -> Result<Details, Failure<Refusal>> {
    let not_there = Failure::Refused(Refusal::NotThere);
    if !Visitor::from(member.clone()).sees(AUDIENCE) {
        return Err(not_there);
    }
    let reader = community.database.reader();
    let standing = registration::store::state_of(reader, day, member.id()).await?;
    if standing != Some(registration::State::Seated) {
        return Err(not_there);
    }
    let found = store::draft(reader, day).await?;
    let on = |state: State| state.counts();
    found
        .filter(|(details, _, state)| {
            on(*state) && details.papers.convocation && !details.sessions.is_empty()
        })
        .map(|(details, ..)| details)
        .ok_or(Failure::Refused(Refusal::NotThere))
}
