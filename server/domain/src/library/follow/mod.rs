//! « Suivre »: any view of the library, written as the end of its address; its news are told by letter, each once.
//!
//! Invariants: a thing is noted for a person once (its row's key), and told once (`told_at`, in the letter's own transaction); it is
//! looked at again when the letter is written: what the person may not see any more, or does not follow any more, is not in it.

use chrono::{DateTime, Utc};

use super::{browse, certification::listing, certifier, update};
use crate::{Community, Failure, Id, fault::Fault, members::Member};

mod news;
pub(crate) mod store;
mod view;

pub(crate) use news::{Bulletin, News, note_import, note_resource, note_update, settle, whose_turn};
pub use view::View;

/// Nobody follows more than this.
pub const MOST: u32 = 100;

/// A view that somebody follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follow {
    /// Its number.
    pub id: Id<Follow>,
    /// What is followed.
    pub view: View,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// What is said to a person about what they follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The person follows as much as one may.
    TooMany,
}

/// The view as it is asked today: a certifier that was merged has the address of the one that stays. Addresses that people kept,
/// and those that their feed readers ask for, go on telling what they told.
///
/// # Errors
/// When the database cannot answer.
pub async fn today(community: &Community, view: View) -> Result<View, Fault> {
    store::led(community.database.reader(), view).await
}

/// Follows the view. Following it twice changes nothing.
///
/// # Errors
/// [`Refusal::TooMany`].
pub async fn follow(community: &Community, member: &Member, view: &View) -> Result<(), Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    if store::count(&transaction, member.id()).await? >= MOST {
        return Err(Failure::Refused(Refusal::TooMany));
    }
    store::add(&transaction, member.id(), &view.followed(), community.now()).await?;
    Ok(transaction.commit().await?)
}

/// Stops following the view. Stopping twice changes nothing.
///
/// # Errors
/// When the database cannot answer.
pub async fn stop(community: &Community, member: &Member, view: &View) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    store::remove(&transaction, member.id(), &view.followed()).await?;
    Ok(transaction.commit().await?)
}

/// What the person follows, the oldest first.
///
/// # Errors
/// When the database cannot answer.
pub async fn all(community: &Community, member: &Member) -> Result<Vec<Follow>, Fault> {
    store::of(community.database.reader(), member.id()).await
}

/// Whether the person follows exactly this.
///
/// # Errors
/// When the database cannot answer.
pub async fn follows(community: &Community, member: &Member, view: &View) -> Result<bool, Fault> {
    store::has(community.database.reader(), member.id(), &view.followed()).await
}

/// The latest announcements in what the person follows.
///
/// # Errors
/// When the database cannot answer.
pub async fn latest_updates(
    community: &Community,
    member: &Member,
    most: usize,
) -> Result<Vec<update::Listed>, Fault> {
    /// Older announcements are no news, whatever is followed.
    const LOOKED_AT: u32 = 60;
    let follows = all(community, member).await?;
    if follows.is_empty() {
        return Ok(Vec::new());
    }
    let visitor = member.clone().into();
    let latest = update::list::latest(community, &visitor, &update::Asked::default(), LOOKED_AT).await?;
    let followed = |one: &update::Listed| follows.iter().any(|follow| follow.view.tells_of_listed(one));
    Ok(latest.into_iter().filter(followed).take(most).collect())
}
