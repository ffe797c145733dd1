//! What follows for the days when somebody's account is closed, or two accounts become one: their seats go to the next in order.

use super::{Deed, State, days, settle, store, tell};
use crate::{
    Community, Id,
    fault::Fault,
    journal::{self, Event, Reading},
    members::Member,
};

/// The name under which the days follow the journal.
const READER: &str = "days";

/// Acts on the next journal entry that concerns who comes. `true` when there may be more to do at once.
///
/// # Errors
/// When the database cannot answer.
pub async fn follow(community: &Community) -> Result<bool, Fault> {
    let concerns = |event| matches!(event, Event::MemberChanged(_) | Event::MemberRenamed(_));
    let reading = journal::read_on(community, READER, concerns, async |transaction, happened| {
        let (Event::MemberChanged(member) | Event::MemberRenamed(member)) = happened.event()? else {
            return Ok(());
        };
        let (now, member) = (community.now(), Id::<Member>::new(member));
        let left = store::has_left(transaction, member).await?;
        let mut told = Vec::new();
        for day in store::concerned_by(transaction, member, left, now).await? {
            let Some(held) = days::hold(transaction, day).await? else { continue };
            let before = store::state_of(transaction, day, member).await?;
            if left && before.is_some_and(|state| state != State::Withdrawn) {
                store::withdraw(transaction, day, member, now).await?;
                store::note(transaction, day, member, member, Deed::Withdrew, "", now).await?;
            }
            told.extend(settle(transaction, day, &held, now).await?);
        }
        tell(transaction, now, None, &told).await
    })
    .await?;
    Ok(reading == Reading::Acted)
}
