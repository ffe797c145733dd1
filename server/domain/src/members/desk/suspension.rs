//! Keeping somebody out for a time, as a record: why, by whom, until when, and who lifted it.

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use super::{Refusal, done, keepers, present};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    journal::Event,
    mail::EmailAddress,
    members::{Member, Organiser, Standing, audit::Deed, store},
    text::Line,
};

/// Why somebody is suspended, in a sentence.
pub type Reason = Line<3, 300>;

/// A suspension, present or past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it ends, or ended, by itself.
    pub until: Option<DateTime<Utc>>,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub by: String,
    /// When it was lifted before its end, and by whom.
    pub lifted: Option<(DateTime<Utc>, String)>,
}

/// What the letter about a suspension says.
pub(crate) struct Suspended {
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    pub(crate) until: Option<DateTime<Utc>>,
    pub(crate) reason: String,
}

/// Suspends the person until then, or until somebody lifts it. Their sessions end at once, and a letter
/// tells them why; a suspension in force is replaced.
///
/// # Errors
/// [`Refusal::Oneself`], [`Refusal::NotYours`] for an administrator, [`Refusal::PastEnd`], [`Refusal::Last`] when nobody could look
/// after the place meanwhile, [`Refusal::NoSuchPerson`], [`Refusal::Left`].
pub async fn suspend(
    community: &Community,
    organiser: &Organiser,
    member: Id<Member>,
    until: Option<DateTime<Utc>>,
    reason: &Reason,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    if member == organiser.id() {
        return Err(Failure::Refused(Refusal::Oneself));
    }
    if until.is_some_and(|until| until <= now) {
        return Err(Failure::Refused(Refusal::PastEnd));
    }
    let transaction = community.database.begin().await?;
    keepers::hold(&transaction).await?;
    let person = present(&transaction, member, now).await?;
    if !organiser.is_over(person.roles) {
        return Err(Failure::Refused(Refusal::NotYours));
    }
    keepers::remain_without(&transaction, member, person.roles, now).await?;
    store::lift_suspension(&transaction, member, organiser.id(), now).await?;
    let suspension =
        store::add_suspension(&transaction, member, organiser.id(), until, reason.as_str(), now).await?;
    store::revoke_all(&transaction, member, now).await?;
    let detail = until.map(|until| until.to_rfc3339()).unwrap_or_default();
    let line = organiser.line(Deed::Suspended, Some(member), detail);
    done(community, transaction, organiser, line, &[Event::MemberSuspended(suspension)]).await
}

/// Lets the person in again before the end.
///
/// # Errors
/// [`Refusal::NotSuspended`], [`Refusal::NotYours`] for an administrator, [`Refusal::NoSuchPerson`], [`Refusal::Left`].
pub async fn lift(
    community: &Community,
    organiser: &Organiser,
    member: Id<Member>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    keepers::hold(&transaction).await?;
    let person = present(&transaction, member, now).await?;
    if !organiser.is_over(person.roles) {
        return Err(Failure::Refused(Refusal::NotYours));
    }
    if person.standing == Standing::Active {
        return Err(Failure::Refused(Refusal::NotSuspended));
    }
    store::lift_suspension(&transaction, member, organiser.id(), now).await?;
    let line = organiser.line(Deed::Reinstated, Some(member), String::new());
    done(community, transaction, organiser, line, &[]).await
}

/// To whom the letter about that suspension goes, and what it says; `None` when it is over by now.
pub(crate) async fn suspended(
    community: &Community,
    transaction: &DatabaseTransaction,
    suspension: i64,
) -> Result<Option<Suspended>, Fault> {
    store::suspended(transaction, suspension, community.now()).await
}

/// The person's suspensions, the latest first.
///
/// # Errors
/// When the database cannot answer.
pub async fn history(
    community: &Community,
    _: &Organiser,
    member: Id<Member>,
) -> Result<Vec<Suspension>, Fault> {
    store::suspensions(&community.database, member).await
}
