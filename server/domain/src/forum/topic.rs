//! Opening a topic, reading one.

use super::{Board, Refusal, Reply, Submission, Topic, TopicKind, TopicTitle, store, subjects};
use crate::{
    Community, Failure, Id,
    journal::{self, Event},
    members::{Member, Visitor},
    text::Markdown,
};

/// What somebody wants to open.
#[derive(Debug, Clone)]
pub struct Opening {
    /// What it is.
    pub kind: TopicKind,
    /// One line.
    pub title: TopicTitle,
    /// The opening text.
    pub body: Markdown,
    /// The certifications it is said to be about, by the numbers of their records.
    pub certifications: Vec<i64>,
}

/// Opens a topic in the board. The same words from the same person in the same board are the same topic: a second click, a form
/// come back to, a page sent again.
///
/// # Errors
/// [`Refusal::NotAnOpener`] when the board's topics are opened by others.
pub async fn open(
    community: &Community,
    member: &Member,
    board: &Board,
    opening: &Opening,
) -> Result<Id<Topic>, Failure<Refusal>> {
    if !board.may_open(member) {
        return Err(Failure::Refused(Refusal::NotAnOpener));
    }
    let now = community.now();
    let board_number = board.id.to_string();
    let submission = Submission::of_words(&[&board_number, opening.title.as_str(), opening.body.as_str()]);
    let transaction = community.database.begin().await?;
    let added = store::add_topic(&transaction, board.id, member.id(), opening, &submission, now).await?;
    let Some(topic) = added else {
        return Ok(store::topic_of_submission(&transaction, member.id(), &submission).await?);
    };
    let named = subjects::named_in(&format!("{} {}", opening.title.as_str(), opening.body.as_str()));
    subjects::name(&transaction, topic, &opening.certifications, true).await?;
    subjects::name(&transaction, topic, &named, false).await?;
    let (actor, subject) = (member.id().number(), topic.number());
    journal::record(&transaction, now, Some(actor), Event::TopicOpened(subject)).await?;
    transaction.commit().await?;
    community.ring();
    Ok(topic)
}

/// A topic with a page of its replies, in order; pages count from 1.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none, not for this visitor, or no such page.
pub async fn read(
    community: &Community,
    visitor: &Visitor,
    topic: Id<Topic>,
    page: u32,
) -> Result<(Topic, Vec<Reply>), Failure<Refusal>> {
    let topic = store::topic(&community.database, visitor, topic)
        .await?
        .ok_or(Failure::Refused(Refusal::NotThere))?;
    if page == 0 || page > super::pages(topic.replies) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    if topic.replies == 0 {
        return Ok((topic, Vec::new()));
    }
    let replies = store::replies(&community.database, topic.id, page).await?;
    Ok((topic, replies))
}

/// A topic without its replies.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none, or not for this visitor.
pub async fn find(
    community: &Community,
    visitor: &Visitor,
    topic: Id<Topic>,
) -> Result<Topic, Failure<Refusal>> {
    store::topic(&community.database, visitor, topic).await?.ok_or(Failure::Refused(Refusal::NotThere))
}
