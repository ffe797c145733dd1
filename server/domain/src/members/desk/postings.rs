//! Where people work, and where they worked before.

use chrono::{DateTime, Utc};

use super::{Refusal, done, keepers, present};
use crate::{
    Community, Failure, Id, Roles,
    fault::Fault,
    journal::Event,
    members::{Antenne, Member, Organiser, Visitor, audit::Deed, store},
    text::Line,
};

/// The name of an organisation.
pub type OrganisationName = Line<2, 80>;

/// Where a person goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// To that antenne.
    Antenne(Id<Antenne>),
    /// To a body that is no antenne.
    Organisation(OrganisationName),
}

/// Where a person works, or worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// The antenne's name.
    pub antenne: Option<String>,
    /// The organisation, when not an antenne.
    pub organisation: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when; where the person is now has no end.
    pub until: Option<DateTime<Utc>>,
}

/// Moves the person there, and keeps where they were. To where they are already, nothing happens.
///
/// # Errors
/// [`Refusal::NoSuchAntenne`], [`Refusal::NoSuchPerson`], [`Refusal::Left`].
pub async fn move_to(
    community: &Community,
    organiser: &Organiser,
    member: Id<Member>,
    destination: &Destination,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    keepers::hold(&transaction).await?;
    let person = present(&transaction, member, now).await?;
    let (antenne, organisation, name) = match destination {
        Destination::Antenne(antenne) => {
            let name = store::name_of_antenne(&transaction, *antenne).await?;
            (Some(*antenne), None, name.ok_or(Failure::Refused(Refusal::NoSuchAntenne))?)
        }
        Destination::Organisation(name) => (None, Some(name.as_str()), name.as_str().to_owned()),
    };
    if (person.antenne, person.organisation.as_deref()) == (antenne, organisation) {
        return Ok(());
    }
    store::place(&transaction, member, antenne, organisation).await?;
    store::end_posting(&transaction, member, now).await?;
    store::begin_posting(&transaction, member, now).await?;
    let line = organiser.line(Deed::Moved, Some(member), name);
    done(community, transaction, organiser, line, &[Event::MemberChanged(member.number())]).await
}

/// Where the person works and worked, the latest first.
///
/// # Errors
/// When the database cannot answer.
pub async fn history(
    community: &Community,
    _: &Organiser,
    member: Id<Member>,
) -> Result<Vec<Posting>, Fault> {
    store::postings(&community.database, member).await
}

/// Since when the person works where they do; nothing for a signed-out visitor.
///
/// # Errors
/// When the database cannot answer.
pub async fn since(
    community: &Community,
    visitor: &Visitor,
    member: Id<Member>,
) -> Result<Option<DateTime<Utc>>, Fault> {
    match visitor.sees(Roles::EVERYBODY) {
        true => store::posted_since(&community.database, member).await,
        false => Ok(None),
    }
}
