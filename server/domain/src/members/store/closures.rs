//! The rows of those who are about to leave: who asked, until when, and what became of it.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::kept_address;
use crate::{
    Id, Role,
    database::{Number, all, change, one},
    fault::Fault,
    members::{
        Member,
        departure::{Closure, Farewell, KeptName, Reason},
    },
};

/// A closing that waits.
pub(super) const LIVE: &str = "called_off_at IS NULL AND done_at IS NULL";

/// The person of a sleeping account came back after the warning.
const RETURNED: &str = "reason = 'dormant' AND EXISTS
    (SELECT 1 FROM members m WHERE m.id = closures.member_id AND m.seen_at > closures.asked_at)";

#[derive(FromQueryResult)]
struct ClosureRow {
    id: i64,
    member_id: i64,
    reason: String,
    kept_name: String,
    due_at: DateTime<Utc>,
}

impl ClosureRow {
    fn kept(&self) -> Result<KeptName, Fault> {
        KeptName::from_code(&self.kept_name)
            .ok_or_else(|| Fault::Corrupt(format!("a name kept as {:?}", self.kept_name)))
    }

    fn read(self) -> Result<Closure, Fault> {
        let (kept_name, reason) = (self.kept()?, Reason::from_code(&self.reason)?);
        Ok(Closure { id: Id::new(self.id), reason, kept_name, due_at: self.due_at })
    }
}

pub(in crate::members) async fn live_closure(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
) -> Result<Option<Closure>, Fault> {
    let query = format!(
        "SELECT id, member_id, reason, kept_name, due_at FROM closures WHERE member_id = $1 AND {LIVE}"
    );
    let row: Option<ClosureRow> = one(connection, &query, vec![member.number().into()]).await?;
    row.map(ClosureRow::read).transpose()
}

/// Puts the closing down; where one waits already, its choice of a name is changed, and `None` is given. What the person asks
/// goes before what the worker says of a sleeping account.
pub(in crate::members) async fn ask_closure(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    reason: Reason,
    kept: KeptName,
    now: DateTime<Utc>,
    due_at: DateTime<Utc>,
) -> Result<Option<Id<Closure>>, Fault> {
    if reason == Reason::Asked {
        let rename =
            format!("UPDATE closures SET kept_name = $2, reason = 'asked' WHERE member_id = $1 AND {LIVE}");
        let values = vec![member.number().into(), kept.code().into()];
        if change(transaction, &rename, values).await? > 0 {
            return Ok(None);
        }
    }
    let insert = format!(
        "INSERT INTO closures (member_id, reason, kept_name, asked_at, due_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (member_id) WHERE {LIVE} DO NOTHING RETURNING id"
    );
    let values =
        vec![member.number().into(), reason.code().into(), kept.code().into(), now.into(), due_at.into()];
    let row: Option<Number> = one(transaction, &insert, values).await?;
    Ok(row.map(|row| Id::new(row.id)))
}

/// Whether a closing waited, and is now called off.
pub(in crate::members) async fn call_off_closure(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = format!("UPDATE closures SET called_off_at = $2 WHERE member_id = $1 AND {LIVE}");
    Ok(change(transaction, &update, vec![member.number().into(), now.into()]).await? > 0)
}

/// Calls off the closing of the sleeping accounts whose person came back.
pub(in crate::members) async fn forgive_the_returned(
    transaction: &DatabaseTransaction,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = format!("UPDATE closures SET called_off_at = $1 WHERE {LIVE} AND {RETURNED}");
    change(transaction, &update, vec![now.into()]).await?;
    Ok(())
}

/// The accounts where nobody has come since that instant, those of administrators and those about to be closed left out.
pub(in crate::members) async fn asleep(
    transaction: &DatabaseTransaction,
    before: DateTime<Utc>,
    most: u32,
) -> Result<Vec<Id<Member>>, Fault> {
    let query = format!(
        "SELECT m.id FROM members m
        WHERE m.left_at IS NULL AND (m.roles & $2) = 0 AND COALESCE(m.seen_at, m.joined_at) < $1
            AND NOT EXISTS (SELECT 1 FROM closures c WHERE c.member_id = m.id AND {LIVE})
        ORDER BY m.id LIMIT $3"
    );
    let values = vec![before.into(), (Role::Administrator as i32).into(), i64::from(most).into()];
    let rows: Vec<Number> = all(transaction, &query, values).await?;
    Ok(rows.into_iter().map(|row| Id::new(row.id)).collect())
}

pub(in crate::members) async fn farewell(
    transaction: &DatabaseTransaction,
    closure: Id<Closure>,
) -> Result<Option<Farewell>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        email: String,
        reason: String,
        due_at: DateTime<Utc>,
    }
    let query = format!(
        "SELECT m.name, m.email, c.reason, c.due_at FROM closures c JOIN members m ON m.id = c.member_id
        WHERE c.id = $1 AND {LIVE}"
    );
    let row: Option<Row> = one(transaction, &query, vec![closure.number().into()]).await?;
    row.map(|row| {
        let (email, reason) = (kept_address(&row.email)?, Reason::from_code(&row.reason)?);
        Ok(Farewell { name: row.name, email, reason, due_at: row.due_at })
    })
    .transpose()
}

pub(in crate::members) async fn due_closures(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Vec<(Id<Closure>, Id<Member>, KeptName)>, Fault> {
    let query = format!(
        "SELECT id, member_id, reason, kept_name, due_at FROM closures WHERE due_at <= $1 AND {LIVE} ORDER BY due_at"
    );
    let rows: Vec<ClosureRow> = all(connection, &query, vec![now.into()]).await?;
    rows.into_iter()
        .map(|row| {
            let kept = row.kept()?;
            Ok((Id::new(row.id), Id::new(row.member_id), kept))
        })
        .collect()
}

/// Whether this call carries the closing out: it was neither called off nor carried out meanwhile, and the person of a dormant
/// account has not come back.
pub(in crate::members) async fn settle_closure(
    transaction: &DatabaseTransaction,
    closure: Id<Closure>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = format!("UPDATE closures SET done_at = $2 WHERE id = $1 AND {LIVE} AND NOT ({RETURNED})");
    Ok(change(transaction, &update, vec![closure.number().into(), now.into()]).await? > 0)
}
