//! Somebody can always look after the place: its last organiser and its last administrator stay what they are.

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use super::Refusal;
use crate::{
    Failure, Id, Role, Roles,
    database::{change, is_postgres},
    fault::Fault,
    members::{Member, store},
};

/// The roles without which nobody could let anybody in.
const KEEPERS: [Role; 2] = [Role::Organiser, Role::Administrator];

/// Who of the others is counted on to look after the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Whoever can come in today.
    Present,
    /// Those of them who are not about to leave.
    Staying,
}

/// Makes deeds on accounts wait for each other, until the transaction ends. Two administrators who take each other's role at the
/// same instant would each see the other one stay. SQLite has one writer: there they wait already.
pub(crate) async fn hold(transaction: &DatabaseTransaction) -> Result<(), Fault> {
    if is_postgres(transaction) {
        change(transaction, "SELECT pg_advisory_xact_lock(7661102)", vec![]).await?;
    }
    Ok(())
}

/// That somebody else keeps each of the roles that this person is about to lose. Only true until the transaction ends, and after
/// [`hold`].
///
/// # Errors
/// [`Refusal::Last`] when there is nobody else who can come in.
pub(crate) async fn remain_without(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    lost: Roles,
    now: DateTime<Utc>,
) -> Result<(), Failure<Refusal>> {
    for role in KEEPERS.into_iter().filter(|role| lost.contains(*role)) {
        if !store::another_has(transaction, member, role, Counted::Present, now).await? {
            return Err(Failure::Refused(Refusal::Last(role)));
        }
    }
    Ok(())
}

/// Whether nobody would administer the place without that person. Only true until the transaction ends, and after [`hold`].
pub(crate) async fn is_last_administrator(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    counted: Counted,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let role = Role::Administrator;
    let person = store::person(transaction, member, now).await?;
    Ok(person.is_some_and(|person| person.roles.contains(role))
        && !store::another_has(transaction, member, role, counted, now).await?)
}
