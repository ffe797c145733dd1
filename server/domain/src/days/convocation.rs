//! What somebody who has a seat needs to come: all that is said of the day, for the paper that calls them.

use super::{AUDIENCE, DayId, Details, Refusal, attendance, store};
use crate::{
    Community, Failure,
    members::{Member, Visitor},
};

/// What calls somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calling {
    /// All that is said of the day.
    pub day: Details,
    /// The name of whoever is called.
    pub name: String,
    /// The antenne or the organisation they come from; may be empty.
    pub structure: String,
}

/// The day, for somebody who has a seat in it, as long as it is on.
///
/// # Errors
/// [`Refusal::NotThere`]: there is no such paper for whoever does not come, nor of a day that has none.
pub async fn of(community: &Community, member: &Member, day: DayId) -> Result<Calling, Failure<Refusal>> {
    let not_there = || Failure::Refused(Refusal::NotThere);
    if !Visitor::from(member.clone()).sees(AUDIENCE) {
        return Err(not_there());
    }
    let reader = community.database.reader();
    let expected = attendance::store::expected(reader, day).await?;
    let one = expected.into_iter().find(|one| one.member == member.id()).ok_or_else(not_there)?;
    let (details, _, state) = store::draft(reader, day).await?.ok_or_else(not_there)?;
    match state.counts() && details.papers.convocation && !details.sessions.is_empty() {
        true => Ok(Calling { day: details, name: one.name, structure: one.structure }),
        false => Err(not_there()),
    }
}
