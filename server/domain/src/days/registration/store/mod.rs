//! The rows of registrations. What decides who has a seat runs while the day's row is held.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{DayId, State};
use crate::{
    Id,
    database::{Number, all, one},
    fault::Fault,
    members::{Antenne, Member},
};

mod queue;
mod seen;
mod writing;

pub(super) use queue::{place, promoted, reorder, wishes};
pub(super) use seen::list;
pub(in crate::days) use seen::{MINE, MineRow};
pub(super) use writing::{Coming, change_wishes, come, invite, note, reconfirm, withdraw};

fn state(code: &str) -> Result<State, Fault> {
    State::from_code(code).ok_or_else(|| Fault::Corrupt(format!("a registration that is {code:?}")))
}

/// Where that person's registration stands, if there is one.
pub(in crate::days) async fn state_of(
    connection: &impl ConnectionTrait,
    day: DayId,
    member: Id<Member>,
) -> Result<Option<State>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        state: String,
    }
    let query = "SELECT state FROM day_registrations WHERE day_id = $1 AND member_id = $2";
    let row: Option<Row> = one(connection, query, vec![day.number().into(), member.number().into()]).await?;
    row.map(|row| state(&row.state)).transpose()
}

/// Where the person works, if it is an antenne.
pub(super) async fn antenne_of(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
) -> Result<Option<Id<Antenne>>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        antenne_id: Option<i64>,
    }
    let query = "SELECT antenne_id FROM members WHERE id = $1";
    let row: Option<Row> = one(connection, query, vec![member.number().into()]).await?;
    Ok(row.and_then(|row| row.antenne_id).map(Id::new))
}

/// Whether the account is somebody's who is still here.
pub(in crate::days) async fn is_somebody(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
) -> Result<bool, Fault> {
    let query = "SELECT id FROM members WHERE id = $1 AND left_at IS NULL";
    let row: Option<Number> = one(connection, query, vec![member.number().into()]).await?;
    Ok(row.is_some())
}

/// Whether the account is closed, or is another one now.
pub(super) async fn has_left(connection: &impl ConnectionTrait, member: Id<Member>) -> Result<bool, Fault> {
    Ok(!is_somebody(connection, member).await?)
}

/// The days to come where that person is registered, if they have left; and those where a seat is free and somebody waits.
pub(super) async fn concerned_by(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
    left: bool,
    now: DateTime<Utc>,
) -> Result<Vec<DayId>, Fault> {
    // Whoever leaves gives back the seat of a day that is put off or called off, too: it may be on again.
    let query = "SELECT d.id FROM training_days d
        WHERE (d.starts_at > $3 OR d.state = 'postponed') AND d.state IN ('published', 'postponed', 'cancelled')
            AND (EXISTS (SELECT 1 FROM day_registrations r WHERE r.day_id = d.id AND r.member_id = $1 AND r.state <> 'withdrawn' AND $2 = 1)
                OR (d.state = 'published' AND EXISTS (SELECT 1 FROM day_registrations r WHERE r.day_id = d.id AND r.state IN ('waiting', 'over_quota'))
                    AND (SELECT COUNT(*) FROM day_registrations r WHERE r.day_id = d.id AND r.state = 'seated') < d.capacity))
        ORDER BY d.id";
    let values = vec![member.number().into(), i32::from(left).into(), now.into()];
    let rows: Vec<Number> = all(connection, query, values).await?;
    Ok(rows.into_iter().map(|row| Id::new(row.id)).collect())
}

/// The seats that are taken: in all, and by that antenne when there is one.
pub(super) struct Taken {
    pub(super) seats: u32,
    pub(super) of_antenne: Option<u32>,
}

pub(super) async fn taken(
    connection: &impl ConnectionTrait,
    day: DayId,
    antenne: Option<Id<Antenne>>,
) -> Result<Taken, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        seats: i64,
        theirs: i64,
    }
    let query = "SELECT COUNT(*) AS seats, COUNT(CASE WHEN antenne_id = $2 THEN 1 END) AS theirs
        FROM day_registrations WHERE day_id = $1 AND state = 'seated'";
    let values = vec![day.number().into(), antenne.map_or(0, Id::number).into()];
    let row: Option<Row> = one(connection, query, values).await?;
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(row.map_or(Taken { seats: 0, of_antenne: antenne.map(|_| 0) }, |row| Taken {
        seats: count(row.seats),
        of_antenne: antenne.map(|_| count(row.theirs)),
    }))
}
