//! Replying.

use super::{Refusal, Submission, Topic, store, subjects};
use crate::{
    Community, Failure, Id,
    journal::{self, Event},
    members::{Member, Visitor},
    text::Markdown,
};

/// Where a reply was put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Its rank in the topic.
    pub number: u32,
    /// The topic's title, for the address.
    pub title: String,
}

/// Adds a reply to the topic. The same form with the same words, sent twice, gives the same reply.
///
/// # Errors
/// [`Refusal::NotThere`] when the topic is not, or not for this person.
pub async fn post(
    community: &Community,
    member: &Member,
    topic: Id<Topic>,
    body: &Markdown,
    submission: &Submission,
) -> Result<Posted, Failure<Refusal>> {
    let visitor = Visitor::from(member.clone());
    let topic = super::topic::find(community, &visitor, topic).await?;
    if !topic.board.may_reply(member) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let now = community.now();
    let submission = &submission.with(&[&topic.id.to_string(), body.as_str()]);
    let transaction = community.database.begin().await?;
    // Taking the rank first makes two copies of one form wait for each other: the second then sees the first.
    let number = store::next_rank(&transaction, &topic, now).await?;
    if let Some(already) = store::reply_of_submission(&transaction, member.id(), submission).await? {
        return Ok(Posted { number: already, title: topic.title });
    }
    let reply = store::add_reply(&transaction, topic.id, number, member.id(), body, submission, now).await?;
    subjects::name(&transaction, topic.id, &subjects::named_in(body.as_str()), false).await?;
    journal::record(&transaction, now, Some(member.id().number()), Event::ReplyPosted(reply)).await?;
    transaction.commit().await?;
    community.ring();
    Ok(Posted { number, title: topic.title })
}
