//! « Utile », « pas utile », with a word: one opinion a person, changed or taken back as one likes.

use super::{Refusal, ResourceId, Word, store};
use crate::{
    Community, Failure, Role,
    journal::{self, Event},
    members::{Member, Visitor},
};

/// Whether this person may say what they think: all but those who only read.
pub fn may_judge(member: &Member) -> bool {
    member.roles().iter().any(|role| role != Role::Funder)
}

/// Says what the person thinks of the resource, in the place of what they said before; `None` takes it back.
///
/// # Errors
/// [`Refusal::NotThere`] when it is not, or not for this person to judge.
pub async fn give(
    community: &Community,
    member: &Member,
    resource: ResourceId,
    opinion: Option<(bool, Option<Word>)>,
) -> Result<(), Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    let seen = store::is_there(&transaction, &Visitor::from(member.clone()), resource).await?;
    if !seen || !may_judge(member) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let now = community.now();
    store::judge(&transaction, member.id(), resource, opinion.as_ref(), now).await?;
    let event = Event::ResourceJudged(resource.number());
    journal::record(&transaction, now, Some(member.id().number()), event).await?;
    Ok(transaction.commit().await?)
}
