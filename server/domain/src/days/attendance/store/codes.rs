//! The secrets from which a room's codes are made, and how often somebody tried one.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::{
    Id,
    database::{all, change, one},
    days::{DayId, page::Session},
    fault::Fault,
    members::Member,
};

/// The secrets of a day's sessions.
pub(in crate::days::attendance) async fn secrets(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Vec<(Id<Session>, String)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        secret: String,
    }
    let query = "SELECT id, secret FROM day_sessions WHERE day_id = $1";
    let rows: Vec<Row> = all(connection, query, vec![day.number().into()]).await?;
    Ok(rows.into_iter().map(|row| (Id::new(row.id), row.secret)).collect())
}

/// Counts a code that is tried: how many since when, over again once that is long ago. One statement: a hundred at once are counted.
pub(in crate::days::attendance) async fn count_try(
    transaction: &DatabaseTransaction,
    day: DayId,
    member: Id<Member>,
    now: DateTime<Utc>,
    before: DateTime<Utc>,
) -> Result<(i32, DateTime<Utc>), Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        tries: i32,
        since: DateTime<Utc>,
    }
    let count = "INSERT INTO code_tries (day_id, member_id, tries, since) VALUES ($1, $2, 1, $3)
        ON CONFLICT (day_id, member_id) DO UPDATE SET
            tries = CASE WHEN code_tries.since > $4 THEN code_tries.tries + 1 ELSE 1 END,
            since = CASE WHEN code_tries.since > $4 THEN code_tries.since ELSE excluded.since END
        RETURNING tries, since";
    let values = vec![day.number().into(), member.number().into(), now.into(), before.into()];
    let row: Option<Row> = one(transaction, count, values).await?;
    row.map(|row| (row.tries, row.since))
        .ok_or_else(|| Fault::Corrupt("a try that is not counted".to_owned()))
}

/// Forgives what was tried before the right one.
pub(in crate::days::attendance) async fn forgive_tries(
    transaction: &DatabaseTransaction,
    day: DayId,
    member: Id<Member>,
) -> Result<(), Fault> {
    let delete = "DELETE FROM code_tries WHERE day_id = $1 AND member_id = $2";
    change(transaction, delete, vec![day.number().into(), member.number().into()]).await?;
    Ok(())
}
