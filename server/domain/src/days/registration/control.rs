//! Registering as so many programs do: look, then write. No address of the site leads here; the tests of contention show with it that
//! seats are oversold as soon as the day's row is not held, so that those that find exactly the right number show something.

use super::{DayId, Refusal, State, days, store};
use crate::{Community, Failure, members::Member};

/// Registers without holding the day's row.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn register_without_guard(
    community: &Community,
    member: &Member,
    day: DayId,
) -> Result<State, Failure<Refusal>> {
    let now = community.now();
    let reader = community.database.reader();
    let seen = days::look(reader, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let antenne = store::antenne_of(reader, member.id()).await?;
    let taken = store::taken(reader, day, antenne).await?;
    let place = seen.room.place_for(taken.seats, taken.of_antenne);
    let transaction = community.database.begin().await?;
    let wishes = super::Wishes::default();
    let coming = store::Coming {
        day,
        member: member.id(),
        antenne,
        place,
        rank: seen.arrivals + 1,
        wishes: &wishes,
        by: member.id(),
        now,
    };
    store::come(&transaction, &coming).await?;
    transaction.commit().await?;
    Ok(place.into())
}
