//! The organisers' desk: looking after people. Every deed here takes an [`Organiser`] and leaves a line in the audit log, in its
//! own transaction. Deeds on accounts wait for each other: they are few, and their rules are about more than one account.

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use super::{Member, Organiser, Standing, audit, store};
use crate::{
    Community, Failure, Id, Role,
    fault::Fault,
    journal::{self, Event},
};

pub mod acting;
pub mod departure;
pub(crate) mod keepers;
pub mod log;
pub mod merge;
pub mod people;
pub mod postings;
pub mod roles;
pub mod suspension;

/// What is said to an organiser about a deed that is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such person.
    NoSuchPerson,
    /// That person's account is closed.
    Left,
    /// Only administrators do this to an administrator, or give and take that role.
    NotYours,
    /// Nobody does this to themselves.
    Oneself,
    /// Everybody is something here.
    NoRole,
    /// Nobody else has that role and can come in.
    Last(Role),
    /// There is no such antenne.
    NoSuchAntenne,
    /// A suspension ends later than now.
    PastEnd,
    /// The person may come in already.
    NotSuspended,
    /// One of the two accounts is suspended.
    Suspended,
    /// The two accounts are one.
    SamePerson,
    /// The person did not allow it, or not any more.
    NoConsent,
}

/// The person, as the transaction sees them.
///
/// # Errors
/// [`Refusal::NoSuchPerson`], [`Refusal::Left`].
async fn present(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<people::Person, Failure<Refusal>> {
    let person = store::person(transaction, member, now).await?;
    let person = person.ok_or(Failure::Refused(Refusal::NoSuchPerson))?;
    match person.standing {
        Standing::Gone => Err(Failure::Refused(Refusal::Left)),
        Standing::Active | Standing::Suspended { .. } => Ok(person),
    }
}

/// Ends a deed: its line, then what follows from it.
async fn done(
    community: &Community,
    transaction: DatabaseTransaction,
    organiser: &Organiser,
    line: audit::Line,
    events: &[Event],
) -> Result<(), Failure<Refusal>> {
    audit::note(&transaction, community.now(), line).await?;
    finish(community, transaction, organiser, events).await
}

async fn finish(
    community: &Community,
    transaction: DatabaseTransaction,
    organiser: &Organiser,
    events: &[Event],
) -> Result<(), Failure<Refusal>> {
    for event in events {
        journal::record(&transaction, community.now(), Some(organiser.id().number()), *event).await?;
    }
    transaction.commit().await.map_err(Fault::from)?;
    community.ring();
    Ok(())
}
