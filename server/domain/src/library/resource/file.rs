//! The file of a version, for whoever may read the resource: never by a path, never by a hash that somebody gives.

use futures::stream::BoxStream;

use super::{Attached, Body, Refusal, Resource, reading, store};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    files::{self, Bytes, Hash, Span},
    members::Visitor,
};

/// The file of that version, if the visitor may read the resource.
///
/// # Errors
/// As [`reading::find`]; [`Refusal::NotThere`] too when that version is a link.
pub async fn find(
    community: &Community,
    visitor: &Visitor,
    resource: Id<Resource>,
    version: u32,
) -> Result<Attached, Failure<Refusal>> {
    let resource = reading::find(community, visitor, resource).await?;
    let version = store::version(&community.database, &resource, version).await?;
    match version.map(|version| version.body) {
        Some(Body::File(file)) => Ok(file),
        _ => Err(Failure::Refused(Refusal::NotThere)),
    }
}

/// Its bytes, or some of them.
///
/// # Errors
/// When the disk cannot answer.
pub async fn read(
    community: &Community,
    file: &Attached,
    span: Option<Span>,
) -> Result<BoxStream<'static, Result<Bytes, Fault>>, Fault> {
    files::read(community, &file.hash, span).await
}

/// Counts a download: of the resource, not of a part of its file.
///
/// # Errors
/// When the database cannot answer.
pub async fn count(community: &Community, resource: Id<Resource>) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    store::count_download(&transaction, resource).await?;
    transaction.commit().await?;
    Ok(())
}

impl Attached {
    /// The name of its content: another content has another name.
    pub fn hash(&self) -> &Hash {
        &self.hash
    }
}
