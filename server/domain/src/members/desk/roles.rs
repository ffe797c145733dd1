//! What people are here. Roles are read with the session: a change is there at the next page.

use super::{Refusal, done, keepers, present};
use crate::{
    Community, Failure, Id, Roles,
    journal::Event,
    members::{Member, Organiser, audit::Deed, store},
};

/// Gives the person these roles, and no other.
///
/// # Errors
/// [`Refusal::NoRole`] for none, [`Refusal::NotYours`] for a role that only administrators give or take, [`Refusal::Last`] when
/// nobody else would keep it, [`Refusal::NoSuchPerson`], [`Refusal::Left`].
pub async fn change(
    community: &Community,
    organiser: &Organiser,
    member: Id<Member>,
    roles: Roles,
) -> Result<(), Failure<Refusal>> {
    if roles == Roles::NONE {
        return Err(Failure::Refused(Refusal::NoRole));
    }
    let now = community.now();
    let transaction = community.database.begin().await?;
    keepers::hold(&transaction).await?;
    let person = present(&transaction, member, now).await?;
    let (given, taken) = (roles.without(person.roles), person.roles.without(roles));
    if given.with(taken) == Roles::NONE {
        return Ok(());
    }
    if !organiser.is_over(given.with(taken)) {
        return Err(Failure::Refused(Refusal::NotYours));
    }
    keepers::remain_without(&transaction, member, taken, now).await?;
    store::give_roles(&transaction, member, roles).await?;
    let detail = format!("{} > {}", person.roles.codes(), roles.codes());
    let line = organiser.line(Deed::RolesChanged, Some(member), detail);
    done(community, transaction, organiser, line, &[Event::MemberChanged(member.number())]).await
}
