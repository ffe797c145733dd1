//! Making an account.

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use super::{
    Member, MemberName, Refusal,
    audit::{self, Deed, Origin},
    store,
};
use crate::{
    Community, Failure, Id, Roles,
    journal::{self, Event},
    mail::EmailAddress,
};

/// Somebody who is about to have an account.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// First and last name.
    pub name: MemberName,
    /// Where letters reach the person.
    pub email: EmailAddress,
    /// What the person will be here.
    pub roles: Roles,
    /// The exact name of the antenne, for those who work in one.
    pub antenne: Option<String>,
    /// The body the person speaks for, for those who work elsewhere.
    pub organisation: Option<String>,
    /// The person's job, in their own words.
    pub function: Option<String>,
    /// A few lines about the person.
    pub presentation: Option<String>,
    /// When the person accepted the charter; otherwise the first visit asks for it.
    pub charter_at: Option<DateTime<Utc>>,
}

impl Newcomer {
    /// Somebody with these roles and nothing else said yet.
    pub fn new(name: MemberName, email: EmailAddress, roles: Roles) -> Self {
        Self {
            name,
            email,
            roles,
            antenne: None,
            organisation: None,
            function: None,
            presentation: None,
            charter_at: None,
        }
    }
}

/// Makes the account. Whoever may call this is decided by the caller: the command line, the demonstration.
///
/// # Errors
/// [`Refusal::AddressTaken`] when the address already has an account, [`Refusal::NoSuchAntenne`] when it is of none we know.
pub async fn welcome(community: &Community, newcomer: &Newcomer) -> Result<Id<Member>, Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    let member = add(&transaction, newcomer, community.now(), Way::Here).await?;
    journal::record(&transaction, community.now(), None, Event::MemberJoined(member.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(member)
}

/// How somebody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// By whoever has shell access.
    Here,
    /// By an invitation, opened at that address.
    Invited(Origin),
}

/// Writes the account and its line in the audit log.
pub(super) async fn add(
    transaction: &DatabaseTransaction,
    newcomer: &Newcomer,
    now: DateTime<Utc>,
    way: Way,
) -> Result<Id<Member>, Failure<Refusal>> {
    let member = store::add_member(transaction, newcomer, now).await?;
    let (actor, origin) = match way {
        Way::Here => (None, Origin::HERE),
        Way::Invited(origin) => (Some(member), origin),
    };
    let detail = newcomer.roles.codes();
    let line = audit::Line { actor, deed: Deed::Joined, subject: Some(member), detail, origin };
    audit::note(transaction, now, line).await?;
    Ok(member)
}
