//! Who is here: the directory, for those who have an account.

use chrono::{DateTime, Utc};

use super::{Antenne, Member, Refusal, Visitor, store};
use crate::{Community, Failure, Id, Roles, fault::Fault};

/// What a person shows to the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The person's number.
    pub id: Id<Member>,
    /// First and last name.
    pub name: String,
    /// What the person is here.
    pub roles: Roles,
    /// The person's job.
    pub function: Option<String>,
    /// The body the person speaks for, when not an antenne.
    pub organisation: Option<String>,
    /// The antenne the person works in.
    pub antenne: Option<Antenne>,
    /// A few lines about the person; empty when nothing is said.
    pub presentation: String,
    /// Since when the person is here.
    pub joined_at: DateTime<Utc>,
}

/// A line of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The person's number.
    pub id: Id<Member>,
    /// First and last name.
    pub name: String,
    /// What the person is here.
    pub roles: Roles,
    /// The person's job.
    pub function: Option<String>,
    /// The body the person speaks for, when not an antenne.
    pub organisation: Option<String>,
    /// The antenne's number.
    pub antenne: Option<Id<Antenne>>,
}

/// Everybody and every antenne, in alphabetical order; nothing for a signed-out visitor.
///
/// # Errors
/// When the database cannot answer.
pub async fn everybody(
    community: &Community,
    visitor: &Visitor,
) -> Result<(Vec<Antenne>, Vec<Listed>), Fault> {
    if !visitor.sees(Roles::EVERYBODY) {
        return Ok((Vec::new(), Vec::new()));
    }
    Ok((store::antennes(&community.database).await?, store::listed(&community.database).await?))
}

/// Every antenne, by département; nothing for a signed-out visitor.
///
/// # Errors
/// When the database cannot answer.
pub async fn antennes(community: &Community, visitor: &Visitor) -> Result<Vec<Antenne>, Fault> {
    match visitor.sees(Roles::EVERYBODY) {
        true => store::antennes(&community.database).await,
        false => Ok(Vec::new()),
    }
}

/// What that person shows.
///
/// # Errors
/// [`Refusal::NoSuchMember`] when there is nobody, or the visitor is signed out.
pub async fn profile(
    community: &Community,
    visitor: &Visitor,
    member: Id<Member>,
) -> Result<Profile, Failure<Refusal>> {
    if !visitor.sees(Roles::EVERYBODY) {
        return Err(Failure::Refused(Refusal::NoSuchMember));
    }
    store::profile(&community.database, member).await?.ok_or(Failure::Refused(Refusal::NoSuchMember))
}
