//! The queue, in the order in which people came, and how it advances.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{DayId, State, state, writing::deed_number};
use crate::{
    Id,
    database::{all, change, one},
    days::{
        registration::Deed,
        seats::{Place, Wish},
    },
    fault::Fault,
    members::Member,
};

/// Those who want to come, in the order in which they came.
pub(in crate::days::registration) async fn wishes(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Vec<Wish>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        antenne_id: Option<i64>,
        state: String,
    }
    let query = "SELECT id, antenne_id, state FROM day_registrations
        WHERE day_id = $1 AND state IN ('seated', 'waiting', 'over_quota') ORDER BY rank, id";
    let rows: Vec<Row> = all(connection, query, vec![day.number().into()]).await?;
    rows.into_iter()
        .map(|row| {
            let place = match state(&row.state)? {
                State::Seated => Place::Seated,
                State::OverQuota => Place::OverQuota,
                State::Waiting | State::Invited | State::Withdrawn => Place::Waiting,
            };
            Ok(Wish { number: row.id, antenne: row.antenne_id.map(Id::new), place })
        })
        .collect()
}

pub(in crate::days::registration) async fn place(
    transaction: &DatabaseTransaction,
    registration: i64,
    place: Place,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE day_registrations SET state = $2, changed_at = $3 WHERE id = $1";
    let values = vec![registration.into(), State::from(place).code().into(), now.into()];
    change(transaction, update, values).await?;
    Ok(())
}

/// Puts that person at that place among those who wait, and says whether that changes anything; `None` when they do not wait. The ranks that those who wait have are given anew, in
/// order: nobody else's change hands.
pub(in crate::days::registration) async fn reorder(
    transaction: &DatabaseTransaction,
    day: DayId,
    member: Id<Member>,
    position: u32,
) -> Result<Option<bool>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        member_id: i64,
        rank: i64,
    }
    let query = "SELECT id, member_id, rank FROM day_registrations
        WHERE day_id = $1 AND state IN ('waiting', 'over_quota') ORDER BY rank, id";
    let mut queue: Vec<Row> = all(transaction, query, vec![day.number().into()]).await?;
    let ranks: Vec<i64> = queue.iter().map(|row| row.rank).collect();
    let Some(from) = queue.iter().position(|row| row.member_id == member.number()) else { return Ok(None) };
    let moved = queue.remove(from);
    let to = usize::try_from(position.saturating_sub(1)).unwrap_or(usize::MAX).min(queue.len());
    if to == from {
        return Ok(Some(false));
    }
    queue.insert(to, moved);
    let update = "UPDATE day_registrations SET rank = $2 WHERE id = $1";
    for (row, rank) in queue.iter().zip(ranks).filter(|(row, rank)| row.rank != *rank) {
        change(transaction, update, vec![row.id.into(), rank.into()]).await?;
    }
    Ok(Some(true))
}

/// Notes that the queue advanced as far as them; the number of the deed.
pub(in crate::days::registration) async fn promoted(
    transaction: &DatabaseTransaction,
    registration: i64,
    now: DateTime<Utc>,
) -> Result<i64, Fault> {
    let insert = "INSERT INTO registration_deeds (registration_id, at, by_id, deed, word)
        VALUES ($1, $2, NULL, $3, '') RETURNING id";
    let values = vec![registration.into(), now.into(), Deed::Promoted.code().into()];
    deed_number(one(transaction, insert, values).await?)
}
