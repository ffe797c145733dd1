//! Making an account.

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
}

impl Newcomer {
    /// Somebody with these roles and nothing else said yet.
    pub fn new(name: MemberName, email: EmailAddress, roles: Roles) -> Self {
        Self { name, email, roles, antenne: None, organisation: None, function: None, presentation: None }
    }
}

/// Makes the account. Whoever may call this is decided by the caller: the command line, the demonstration, later the desk.
///
/// # Errors
/// [`Refusal::AddressTaken`] when the address already has an account, [`Refusal::NoSuchAntenne`] when it is of none we know.
pub async fn welcome(community: &Community, newcomer: &Newcomer) -> Result<Id<Member>, Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    let member = store::add_member(&transaction, newcomer, community.now()).await?;
    let (subject, detail) = (Some(member), newcomer.roles.codes());
    let line = audit::Line { actor: None, deed: Deed::Joined, subject, detail, origin: Origin::HERE };
    audit::note(&transaction, community.now(), line).await?;
    journal::record(&transaction, community.now(), None, Event::MemberJoined(member.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(member)
}
