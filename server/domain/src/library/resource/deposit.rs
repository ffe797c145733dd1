//! Depositing a document or a link.

use super::{Act, Content, Deed, Details, Hands, Note, Refusal, Resource, State, may_deposit, store};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    files::{self, Hash},
    forum::{Reply, Submission, Topic},
    journal::{self, Event},
    members::{Member, Visitor},
};

/// What somebody wants to deposit.
#[derive(Debug, Clone)]
pub struct Deposit {
    /// What is said of it.
    pub details: Details,
    /// What it is.
    pub content: Content,
    /// The discussion it comes from.
    pub origin: Option<Origin>,
    /// Whether it stays a draft for now.
    pub draft: bool,
    /// The form's number: sent twice, it deposits once.
    pub submission: Submission,
}

/// The discussion that a resource is made from: the topic, or a reply in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The topic.
    pub topic: Id<Topic>,
    /// The reply.
    pub reply: Option<Id<Reply>>,
}

/// What a version is made of, read from the form and found.
pub(super) enum Found {
    File { upload: files::Upload },
    Link(String),
}

/// Deposits it. Whoever decides what is published publishes at once; for the others it waits to be read again.
///
/// # Errors
/// A [`Refusal`], with which nothing is lost: a file that was sent waits for the next form.
pub async fn make(
    community: &Community,
    member: &Member,
    deposit: &Deposit,
) -> Result<Id<Resource>, Failure<Refusal>> {
    if !may_deposit(member) {
        return Err(Failure::Refused(Refusal::ReadsOnly));
    }
    let now = community.now();
    let title = deposit.details.title.as_str();
    let submission = deposit.submission.with(&[title, deposit.details.kind.code()]);
    let transaction = community.database.begin().await?;
    if let Some(already) = store::of_submission(&transaction, member.id(), &submission).await? {
        return Ok(already);
    }
    let found = found(&transaction, member, &deposit.content).await?;
    let visitor = Visitor::from(member.clone());
    if let Some(origin) = &deposit.origin
        && !store::is_read_by(&transaction, &visitor, *origin).await?
    {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let hands = store::hands_on(&transaction, member, &deposit.details.certifiers).await?;
    let state = begins(deposit.draft, hands);
    let Some(resource) = store::add(&transaction, member, deposit, state, &submission, now).await? else {
        let already = store::of_submission(&transaction, member.id(), &submission).await?;
        return Ok(
            already.ok_or_else(|| Fault::Corrupt("a deposit made twice and found nowhere".to_owned()))?
        );
    };
    store::tie(&transaction, resource, &deposit.details).await?;
    store::add_version(&transaction, resource, 1, &found, None, member.id(), now).await?;
    let deed = store::note(&transaction, resource, Some(member.id()), Deed::Deposited, "", now).await?;
    let actor = Some(member.id().number());
    journal::record(&transaction, now, actor, Event::ResourceChanged(resource.number())).await?;
    if state == State::ToReview {
        journal::record(&transaction, now, actor, Event::ResourceDeed(deed)).await?;
    }
    transaction.commit().await?;
    community.ring();
    Ok(resource)
}

/// Where a deposit begins.
fn begins(draft: bool, hands: Hands) -> State {
    if draft {
        return State::Draft;
    }
    State::Draft.after(Act::Validate, hands).unwrap_or(State::ToReview)
}

/// The content that the form names, if it is this person's.
pub(super) async fn found(
    transaction: &sea_orm::DatabaseTransaction,
    member: &Member,
    content: &Content,
) -> Result<Found, Failure<Refusal>> {
    match content {
        Content::Link(address) => Ok(Found::Link(address.as_str().to_owned())),
        Content::File(upload) => {
            let upload = files::upload_of(transaction, member.id(), *upload).await?;
            let upload = upload.ok_or(Failure::Refused(Refusal::FileGone))?;
            Ok(Found::File { upload })
        }
    }
}

/// A resource that has the same file, for those who may see it: number, title, and whether it is still its current version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    /// Its number.
    pub id: Id<Resource>,
    /// Its title.
    pub title: String,
}

/// The resources this person sees that have the very same content: nothing forbids another, but it is said.
///
/// # Errors
/// When the database cannot answer.
pub async fn twins(community: &Community, visitor: &Visitor, hash: &Hash) -> Result<Vec<Twin>, crate::Fault> {
    store::twins(&community.database, visitor, hash).await
}

/// Text that names it in a list of words: a note may be empty.
pub(super) fn line(note: Option<&Note>) -> String {
    note.map(|note| note.as_str().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_decides_publishes_at_once_unless_they_are_not_done() {
        let mine = Hands { depositor: true, ..Hands::default() };
        let certifier = Hands { contact: true, ..mine };
        let organiser = Hands { organiser: true, ..mine };
        assert_eq!(begins(false, mine), State::ToReview);
        assert_eq!(begins(false, certifier), State::Published);
        assert_eq!(begins(false, organiser), State::Published);
        assert_eq!(begins(true, organiser), State::Draft);
    }
}
