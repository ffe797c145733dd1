//! All the certifiers, narrowed by words and by what they are.

use super::{Certifier, Kind, Refusal, store};
use crate::{Community, Failure, library::AUDIENCE, members::Visitor};

/// Certifiers a page.
pub const PAGE: u32 = 30;

/// What is asked. The default is everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Words of a name, whatever the spelling.
    pub words: String,
    /// That sort of body.
    pub kind: Option<Kind>,
}

/// One of them in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number, address and name.
    pub certifier: Certifier,
    /// What sort of body it is.
    pub kind: Kind,
    /// How many certifications its names are on.
    pub delivers: u64,
}

/// A page of them, those who deliver most first, and how many there are on all pages; pages count from 1. One statement.
///
/// # Errors
/// [`Refusal::NotThere`] for a page beyond the last, and for whoever has no account.
pub async fn list(
    community: &Community,
    visitor: &Visitor,
    asked: &Asked,
    page: u32,
) -> Result<(Vec<Listed>, u64), Failure<Refusal>> {
    if !visitor.sees(AUDIENCE) || page == 0 {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let found = store::listing(&community.database, asked, page).await?;
    if found.0.is_empty() && page > 1 {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    Ok(found)
}
