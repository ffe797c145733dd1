//! Changing what one wrote. Two tabs on the same text: the second is told, and loses nothing.

use super::{Draft, Refusal, Reply, Topic, TopicTitle, store, subjects};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    journal::{self, Event},
    members::{Member, Visitor},
    text::Markdown,
};

/// What a person is about to change: found only by its author, among what the author may still see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A topic's title and opening text.
    Topic(Id<Topic>),
    /// A reply's text.
    Reply(Id<Reply>),
}

/// The text as it is now, for its author.
///
/// # Errors
/// [`Refusal::NotThere`] when it is not, or not for this person; [`Refusal::NotTheAuthor`] when somebody else wrote it.
pub async fn open(community: &Community, member: &Member, target: Target) -> Result<Draft, Failure<Refusal>> {
    let visitor = Visitor::from(member.clone());
    let (author, draft) = match target {
        Target::Topic(topic) => store::topic_draft(&community.database, &visitor, topic).await?,
        Target::Reply(reply) => store::reply_draft(&community.database, &visitor, reply).await?,
    }
    .ok_or(Failure::Refused(Refusal::NotThere))?;
    if author != member.id() {
        return Err(Failure::Refused(Refusal::NotTheAuthor));
    }
    Ok(draft)
}

/// Changes a topic's title and text, if they are still at that version.
///
/// # Errors
/// Those of [`open`], and [`Refusal::ChangedMeanwhile`].
pub async fn change_topic(
    community: &Community,
    member: &Member,
    topic: Id<Topic>,
    title: &TopicTitle,
    body: &Markdown,
    version: i32,
) -> Result<(), Failure<Refusal>> {
    open(community, member, Target::Topic(topic)).await?;
    let transaction = community.database.begin().await?;
    let changed = store::change_topic(&transaction, topic, title, body, version, community.now()).await?;
    subjects::read_again(&transaction, topic).await?;
    commit(community, member, transaction, changed, Event::TopicEdited(topic.number())).await
}

/// Changes a reply's text, if it is still at that version.
///
/// # Errors
/// Those of [`open`], and [`Refusal::ChangedMeanwhile`].
pub async fn change_reply(
    community: &Community,
    member: &Member,
    reply: Id<Reply>,
    body: &Markdown,
    version: i32,
) -> Result<(), Failure<Refusal>> {
    let draft = open(community, member, Target::Reply(reply)).await?;
    let transaction = community.database.begin().await?;
    let changed = store::change_reply(&transaction, reply, body, version, community.now()).await?;
    subjects::read_again(&transaction, draft.topic).await?;
    commit(community, member, transaction, changed, Event::ReplyEdited(reply.number())).await
}

async fn commit(
    community: &Community,
    member: &Member,
    transaction: sea_orm::DatabaseTransaction,
    changed: bool,
    event: Event,
) -> Result<(), Failure<Refusal>> {
    if !changed {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    journal::record(&transaction, community.now(), Some(member.id().number()), event).await?;
    transaction.commit().await.map_err(Fault::from)?;
    community.ring();
    Ok(())
}
