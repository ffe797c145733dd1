//! Leaving: asked for, thought over, carried out.
//!
//! Invariant: after [`carry_out`] the row of the member is all that is left of the person, with a name if they wished so; what they
//! wrote stays, for those who answered. The right to erasure is met by anonymisation (GDPR, article 17, and recital 26).

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;

use super::{
    Member, Refusal,
    audit::{self, Deed, Line, Origin},
    desk::keepers::{self, Counted},
    store,
};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    journal::{self, Event},
    mail::EmailAddress,
};

/// Days in which to change one's mind.
pub const DAYS: i64 = 30;

/// What stays beside the messages of whoever has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptName {
    /// The person's own name.
    Own,
    /// « Ancien membre ».
    Former,
}

impl KeptName {
    /// Its name in forms and rows.
    pub const fn code(self) -> &'static str {
        match self {
            KeptName::Own => "own",
            KeptName::Former => "former",
        }
    }

    /// The choice of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        [KeptName::Own, KeptName::Former].into_iter().find(|kept| kept.code() == code)
    }
}

/// Why an account is about to be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The person asked.
    Asked,
    /// Nobody has come for long.
    Dormant,
}

impl Reason {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Reason::Asked => "asked",
            Reason::Dormant => "dormant",
        }
    }

    pub(super) fn from_code(code: &str) -> Result<Self, Fault> {
        let known = [Reason::Asked, Reason::Dormant].into_iter().find(|reason| reason.code() == code);
        known.ok_or_else(|| Fault::Corrupt(format!("a closure for {code:?}")))
    }
}

/// An account about to be closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closure {
    /// Its number.
    pub id: Id<Closure>,
    /// Why.
    pub reason: Reason,
    /// What will stay beside the messages.
    pub kept_name: KeptName,
    /// From when on it is carried out.
    pub due_at: DateTime<Utc>,
}

/// What the letter about a closure says.
pub(crate) struct Farewell {
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    pub(crate) reason: Reason,
    pub(crate) due_at: DateTime<Utc>,
}

/// The closing that waits, if any.
///
/// # Errors
/// When the database cannot answer.
pub async fn pending(community: &Community, member: &Member) -> Result<Option<Closure>, Fault> {
    store::live_closure(community.database.reader(), member.id).await
}

/// Asks for the closing of one's account, in [`DAYS`]. Asked again, it only changes what stays.
///
/// # Errors
/// [`Refusal::LastAdministrator`] when nobody else would look after the place.
pub async fn ask(
    community: &Community,
    member: &Member,
    kept: KeptName,
    origin: Origin,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    keepers::hold(&transaction).await?;
    if keepers::is_last_administrator(&transaction, member.id, Counted::Staying, now).await? {
        return Err(Failure::Refused(Refusal::LastAdministrator));
    }
    let due_at = now + Duration::days(DAYS);
    let asked = store::ask_closure(&transaction, member.id, Reason::Asked, kept, now, due_at).await?;
    if let Some(closure) = asked {
        let actor = Some(member.id);
        let line =
            Line { actor, deed: Deed::ClosureAsked, subject: actor, detail: kept.code().to_owned(), origin };
        audit::note(&transaction, now, line).await?;
        let event = Event::ClosureAsked(closure.number());
        journal::record(&transaction, now, Some(member.id.number()), event).await?;
    }
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Keeps the account after all; does nothing where no closing waits.
///
/// # Errors
/// When the database cannot answer.
pub async fn call_off(community: &Community, member: &Member, origin: Origin) -> Result<(), Fault> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    if store::call_off_closure(&transaction, member.id, now).await? {
        let (actor, detail) = (Some(member.id), String::new());
        let line = Line { actor, deed: Deed::ClosureCalledOff, subject: actor, detail, origin };
        audit::note(&transaction, now, line).await?;
    }
    Ok(transaction.commit().await?)
}

/// To whom the letter about that closure goes, and what it says; `None` when it was called off or carried out since.
pub(crate) async fn farewell(
    transaction: &DatabaseTransaction,
    closure: Id<Closure>,
) -> Result<Option<Farewell>, Fault> {
    store::farewell(transaction, closure).await
}

/// Closes the accounts whose time has come, one transaction each, and gives how many. A dormant account whose person came back
/// since is kept. Harmless when done twice, or by two processes.
///
/// # Errors
/// When the database cannot answer.
pub async fn carry_due(community: &Community) -> Result<u64, Fault> {
    let now = community.now();
    let mut closed = 0;
    for (closure, member, kept) in store::due_closures(community.database.reader(), now).await? {
        // One that cannot be done is said, and keeps nobody else's from being done.
        match carry_one(community, closure, member, kept, now).await {
            Ok(done) => closed += u64::from(done),
            Err(fault) => tracing::error!(member = member.number(), %fault, "an account could not be closed"),
        }
    }
    Ok(closed)
}

async fn carry_one(
    community: &Community,
    closure: Id<Closure>,
    member: Id<Member>,
    kept: KeptName,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let transaction = community.database.begin().await?;
    keepers::hold(&transaction).await?;
    if keepers::is_last_administrator(&transaction, member, Counted::Present, now).await? {
        // The others lost the role since: somebody must be able to let people in.
        tracing::warn!(member = member.number(), "the last administrator is kept until there is another");
        transaction.rollback().await?;
        return Ok(false);
    }
    let due = store::settle_closure(&transaction, closure, now).await?;
    if due {
        carry_out(community, &transaction, member, kept, Origin::HERE, None).await?;
    }
    transaction.commit().await?;
    community.ring();
    Ok(due)
}

/// Closes the account now, in the caller's transaction: sessions end, what was said of the person is erased, what they wrote stays.
pub(crate) async fn carry_out(
    community: &Community,
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    kept: KeptName,
    origin: Origin,
    actor: Option<Id<Member>>,
) -> Result<(), Fault> {
    let now = community.now();
    store::erase(transaction, member, kept, now).await?;
    let detail = kept.code().to_owned();
    audit::note(transaction, now, Line { actor, deed: Deed::Closed, subject: Some(member), detail, origin })
        .await?;
    journal::record(transaction, now, actor.map(Id::number), Event::MemberRenamed(member.number())).await
}
