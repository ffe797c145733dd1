//! Reading a resource, and lists of them.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Deed, Refusal, Report, Resource, ResourceKind, State, Version, store};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    members::{Member, Visitor},
};

/// A resource with all that its page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The resource.
    pub resource: Resource,
    /// Its versions, the current one first.
    pub versions: Vec<Version>,
    /// What happened to it, the last first; for those concerned.
    pub history: Vec<Happened>,
    /// The reports that nobody has settled; for those concerned.
    pub reports: Vec<Report>,
}

/// A line of a resource's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub deed: Deed,
    /// Who did it; nobody for what the site does by itself.
    pub by: Option<String>,
    /// Their word.
    pub word: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A resource in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub id: Id<Resource>,
    /// What it is.
    pub kind: ResourceKind,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// Who deposited it.
    pub depositor: String,
    /// What its current file is; `None` for a link.
    pub media: Option<crate::files::Media>,
    /// The last day it holds.
    pub valid_until: Option<NaiveDate>,
    /// The day somebody should read it again.
    pub review_on: Option<NaiveDate>,
    /// When it was first published.
    pub published_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// How many found it useful, and not.
    pub opinions: (u32, u32),
    /// How many times it was downloaded.
    pub downloads: u32,
}

/// A resource, alone.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none or not for this visitor; [`Refusal::Withdrawn`] when it was theirs to see once.
pub async fn find(
    community: &Community,
    visitor: &Visitor,
    resource: Id<Resource>,
) -> Result<Resource, Failure<Refusal>> {
    let found = store::resource(community.database.reader(), visitor, resource).await?;
    let found = found.ok_or(Failure::Refused(Refusal::NotThere))?;
    match found.state == State::Withdrawn && !(found.hands.depositor || found.hands.organiser) {
        true => Err(Failure::Refused(Refusal::Withdrawn)),
        false => Ok(found),
    }
}

/// A resource with all that its page shows.
///
/// # Errors
/// As [`find`].
pub async fn page(
    community: &Community,
    visitor: &Visitor,
    resource: Id<Resource>,
) -> Result<Page, Failure<Refusal>> {
    let resource = find(community, visitor, resource).await?;
    let versions = store::versions(&community.database, &resource).await?;
    let (history, reports) = match (resource.hands.is_concerned(), visitor.member()) {
        (true, _) => (
            store::history(&community.database, resource.id).await?,
            store::reports_of(&community.database, resource.id).await?,
        ),
        // Whoever reported it reads what came of it.
        (false, Some(member)) => {
            (Vec::new(), store::reports_by(&community.database, resource.id, member.id()).await?)
        }
        (false, None) => (Vec::new(), Vec::new()),
    };
    Ok(Page { resource, versions, history, reports })
}

/// What this person deposited, whatever its state, the last changed first.
///
/// # Errors
/// When the database cannot answer.
pub async fn deposited_by(community: &Community, member: &Member, most: u32) -> Result<Vec<Listed>, Fault> {
    store::of_depositor(&community.database, member.id(), most).await
}
