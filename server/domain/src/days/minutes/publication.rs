//! Publishing the minutes, and giving them back to be written. Both are the organisers'.

use super::{Refusal, Standing, found, store};
use crate::{
    Community, Failure,
    days::{
        DayId,
        store::{self as days, Deed},
    },
    journal::{self, Event},
    members::{Organiser, Visitor},
};

/// Publishes the text that the organiser has read: that of this edition. Harmless when done twice.
///
/// # Errors
/// [`Refusal::NotThere`]; [`Refusal::ChangedMeanwhile`] when somebody wrote since.
pub async fn publish(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    edition: i32,
) -> Result<(), Failure<Refusal>> {
    let seen = found(community, &Visitor::from(organiser.member().clone()), day).await?;
    if seen.minutes == Standing::Absent {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let now = community.now();
    let transaction = community.database.begin().await?;
    if !store::publish(&transaction, day, edition, organiser.id(), now).await? {
        return match store::is_published(&transaction, day, edition).await? {
            true => Ok(()),
            false => Err(Failure::Refused(Refusal::ChangedMeanwhile)),
        };
    }
    days::note(&transaction, day, Some(organiser.id()), Deed::MinutesPublished, "", now).await?;
    let actor = Some(organiser.id().number());
    journal::record(&transaction, now, actor, Event::DayChanged(day.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Gives it back to those who write it: until it is published again they and the organisers alone read it.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn reopen(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
) -> Result<(), Failure<Refusal>> {
    found(community, &Visitor::from(organiser.member().clone()), day).await?;
    let now = community.now();
    let transaction = community.database.begin().await?;
    if !store::reopen(&transaction, day).await? {
        return Ok(());
    }
    days::note(&transaction, day, Some(organiser.id()), Deed::MinutesReopened, "", now).await?;
    let actor = Some(organiser.id().number());
    journal::record(&transaction, now, actor, Event::DayChanged(day.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}
