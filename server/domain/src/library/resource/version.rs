//! A new version of a resource: it keeps the address, and older ones stay readable.

use super::{
    Content, Deed, Note, Refusal, Resource, State,
    deposit::{self, Found},
    store,
};
use crate::{
    Community, Failure, Id,
    journal::{self, Event},
    members::{Member, Visitor},
};

/// Adds a version and gives its number. When whoever adds it does not decide what is published, the resource is to be read again.
///
/// # Errors
/// A [`Refusal`], with which nothing is lost: a file that was sent waits for the next form.
pub async fn add(
    community: &Community,
    member: &Member,
    resource: Id<Resource>,
    edition: i32,
    content: &Content,
    note: Option<&Note>,
) -> Result<u32, Failure<Refusal>> {
    let now = community.now();
    let visitor = Visitor::from(member.clone());
    let transaction = community.database.begin().await?;
    let found = store::resource(&transaction, &visitor, resource).await?;
    let found = found.ok_or(Failure::Refused(Refusal::NotThere))?;
    if !found.may_change() {
        return Err(Failure::Refused(Refusal::MayNot));
    }
    let body = deposit::found(&transaction, member, content).await?;
    let current = store::current(&transaction, resource).await?;
    if current.is_some_and(|current| same(&current, &body)) {
        return Err(Failure::Refused(Refusal::SameContent));
    }
    let number = found.number + 1;
    let unread = found.state.is_shown() && !found.hands.decides();
    let review = unread.then(|| now.date_naive());
    if !store::set_number(&transaction, resource, edition, number, review, now).await? {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    store::add_version(&transaction, resource, number, &body, note, member.id(), now).await?;
    let word = deposit::line(note);
    let deed = store::note(&transaction, resource, Some(member.id()), Deed::Version, &word, now).await?;
    let actor = Some(member.id().number());
    journal::record(&transaction, now, actor, Event::ResourceChanged(resource.number())).await?;
    if unread || found.state == State::ToReview {
        journal::record(&transaction, now, actor, Event::ResourceDeed(deed)).await?;
    }
    transaction.commit().await?;
    community.ring();
    Ok(number)
}

/// Whether the new content is the very one that is there.
fn same(current: &store::Current, body: &Found) -> bool {
    match body {
        Found::File { upload } => current.hash.as_deref() == Some(upload.hash.as_str()),
        Found::Link(address) => current.url == *address,
    }
}
