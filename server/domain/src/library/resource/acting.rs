//! Moving a resource from one state to another.

use chrono::{Days, NaiveDate};

use super::{Act, Deed, Refusal, Resource, State, store};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    journal::{self, Event},
    members::{Member, Message, Visitor},
};

/// Somebody who says that a resource holds says it for that many days.
const HOLDS: Days = Days::new(365);

/// Does that to the resource, as it was when its page was shown.
///
/// # Errors
/// [`Refusal::MayNot`] when it is not theirs to do from there; [`Refusal::ChangedMeanwhile`] when the page was too old.
pub async fn act(
    community: &Community,
    member: &Member,
    resource: Id<Resource>,
    edition: i32,
    act: Act,
    word: Option<&Message>,
) -> Result<State, Failure<Refusal>> {
    let now = community.now();
    let visitor = Visitor::from(member.clone());
    let transaction = community.database.begin().await?;
    let found = store::resource(&transaction, &visitor, resource).await?;
    let found = found.ok_or(Failure::Refused(Refusal::NotThere))?;
    let next = found.state.after(act, found.hands).ok_or(Failure::Refused(Refusal::MayNot))?;
    let holds = (act == Act::Renew).then(|| now.date_naive() + HOLDS);
    if !store::set_state(&transaction, resource, edition, next, holds, now).await? {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    let word = word.map(Message::as_str).unwrap_or_default();
    let deed = store::note(&transaction, resource, Some(member.id()), Deed::Acted(act), word, now).await?;
    let actor = Some(member.id().number());
    journal::record(&transaction, now, actor, Event::ResourceChanged(resource.number())).await?;
    let others = found.depositor.0 != member.id();
    let told = match act {
        Act::Submit | Act::Restore => true,
        Act::Validate | Act::SendBack | Act::Withdraw | Act::Outdate => others,
        Act::TakeBack | Act::Renew => false,
    };
    if told {
        journal::record(&transaction, now, actor, Event::ResourceDeed(deed)).await?;
    }
    transaction.commit().await?;
    community.ring();
    Ok(next)
}

/// Marks as out of date what held until yesterday or before; gives how many. Harmless when done twice, or by two processes.
///
/// # Errors
/// When the database cannot answer.
pub async fn expire(community: &Community) -> Result<u64, Fault> {
    let now = community.now();
    let today: NaiveDate = now.date_naive();
    if !store::something_expired(&community.database, today).await? {
        return Ok(0);
    }
    let transaction = community.database.begin().await?;
    let expired = store::expire(&transaction, today, now).await?;
    for resource in &expired {
        store::note(&transaction, *resource, None, Deed::Expired, "", now).await?;
    }
    for resource in &expired {
        journal::record(&transaction, now, None, Event::ResourceChanged(resource.number())).await?;
    }
    transaction.commit().await?;
    community.ring();
    Ok(expired.len() as u64)
}
