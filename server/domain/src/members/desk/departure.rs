//! Closing somebody's account, at their request or when they leave their post: at once, where they would have thirty days.

use super::{Refusal, finish, keepers, present};
use crate::{
    Community, Failure, Id,
    members::{
        Member, Organiser,
        departure::{self, KeptName},
    },
};

/// Closes the account; what the person wrote stays, under the name they chose.
///
/// # Errors
/// [`Refusal::Oneself`] (one's own is closed from one's account), [`Refusal::NotYours`] for an administrator, [`Refusal::Last`] when
/// nobody else would look after the place, [`Refusal::NoSuchPerson`], [`Refusal::Left`].
pub async fn close(
    community: &Community,
    organiser: &Organiser,
    member: Id<Member>,
    kept: KeptName,
) -> Result<(), Failure<Refusal>> {
    if member == organiser.id() {
        return Err(Failure::Refused(Refusal::Oneself));
    }
    let now = community.now();
    let transaction = community.database.begin().await?;
    keepers::hold(&transaction).await?;
    let person = present(&transaction, member, now).await?;
    if !organiser.is_over(person.roles) {
        return Err(Failure::Refused(Refusal::NotYours));
    }
    keepers::remain_without(&transaction, member, person.roles, now).await?;
    // It writes its line in the log, and what follows from it.
    let (actor, origin) = (Some(organiser.id()), organiser.origin());
    departure::carry_out(community, &transaction, member, kept, origin, actor).await?;
    finish(community, transaction, organiser, &[]).await
}
