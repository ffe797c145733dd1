//! The rows of the ways in that people choose: passwords, and how often they were tried.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::kept_address;
use crate::{
    Database, Id,
    database::{Number, change, one},
    fault::Fault,
    mail::EmailAddress,
    members::{
        Member, Session,
        attempts::{Alarm, Tally},
    },
};

/// Somebody's password, where they have one.
pub(in crate::members) struct Kept {
    pub(in crate::members) member: Id<Member>,
    pub(in crate::members) hash: Option<String>,
}

pub(in crate::members) async fn password(
    database: &Database,
    email: &EmailAddress,
) -> Result<Option<Kept>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        password_hash: Option<String>,
    }
    let query = "SELECT id, password_hash FROM members WHERE email = $1";
    let row: Option<Row> = one(database.reader(), query, vec![email.as_str().into()]).await?;
    Ok(row.map(|row| Kept { member: Id::new(row.id), hash: row.password_hash }))
}

pub(in crate::members) async fn set_password(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    hash: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE members SET password_hash = $2, password_set_at = $3 WHERE id = $1";
    let at = hash.map(|_| now);
    change(transaction, update, vec![member.number().into(), hash.into(), at.into()]).await?;
    Ok(())
}

/// The same password under today's parameters, unless it was changed meanwhile.
pub(in crate::members) async fn rehash(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    old: &str,
    new: &str,
) -> Result<(), Fault> {
    let update = "UPDATE members SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
    change(transaction, update, vec![member.number().into(), old.into(), new.into()]).await?;
    Ok(())
}

/// When the person's password was set, if they have one.
pub(in crate::members) async fn password_set_at(
    database: &Database,
    member: Id<Member>,
) -> Result<Option<DateTime<Utc>>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        password_set_at: Option<DateTime<Utc>>,
    }
    let query = "SELECT password_set_at FROM members WHERE id = $1";
    let row: Option<Row> = one(database.reader(), query, vec![member.number().into()]).await?;
    Ok(row.and_then(|row| row.password_set_at))
}

/// Somebody whom a letter is for.
pub(crate) struct Correspondent {
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    pub(crate) has_password: bool,
}

pub(in crate::members) async fn correspondent(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
) -> Result<Option<Correspondent>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        email: String,
        password_set_at: Option<DateTime<Utc>>,
    }
    let query = "SELECT name, email, password_set_at FROM members WHERE id = $1";
    let row: Option<Row> = one(transaction, query, vec![member.number().into()]).await?;
    row.map(|row| {
        let has_password = row.password_set_at.is_some();
        Ok(Correspondent { name: row.name, email: kept_address(&row.email)?, has_password })
    })
    .transpose()
}

/// Ends the person's sessions, but the one they act from.
pub(in crate::members) async fn end_sessions(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    kept: Option<Id<Session>>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update =
        "UPDATE sessions SET revoked_at = $3 WHERE member_id = $1 AND id <> $2 AND revoked_at IS NULL";
    let kept = kept.map_or(0, Id::number);
    change(transaction, update, vec![member.number().into(), kept.into(), now.into()]).await?;
    Ok(())
}

/// Counts one more try, or the first of a new window: one atomic statement, so that tries made at once are all counted.
pub(in crate::members) async fn count_try(
    transaction: &DatabaseTransaction,
    key: &str,
    now: DateTime<Utc>,
    window: DateTime<Utc>,
) -> Result<Tally, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        tries: i64,
        since: DateTime<Utc>,
    }
    let upsert = "INSERT INTO password_tries (tried, tries, since) VALUES ($1, 1, $2)
        ON CONFLICT (tried) DO UPDATE SET
            tries = CASE WHEN password_tries.since <= $3 THEN 1 ELSE password_tries.tries + 1 END,
            since = CASE WHEN password_tries.since <= $3 THEN $2 ELSE password_tries.since END
        RETURNING tries, since";
    let row: Option<Row> = one(transaction, upsert, vec![key.into(), now.into(), window.into()]).await?;
    Ok(row.map_or(Tally { tries: 1, since: now }, |row| Tally { tries: row.tries, since: row.since }))
}

/// Forgets the account's tries, and one of the network's: its others may be somebody else's.
pub(in crate::members) async fn forgive_tries(
    transaction: &DatabaseTransaction,
    account: &str,
    network: Option<&str>,
) -> Result<(), Fault> {
    change(transaction, "DELETE FROM password_tries WHERE tried = $1", vec![account.into()]).await?;
    let update = "UPDATE password_tries SET tries = tries - 1 WHERE tried = $1 AND tries > 0";
    change(transaction, update, vec![network.unwrap_or_default().into()]).await?;
    Ok(())
}

pub(in crate::members) async fn add_alarm(
    transaction: &DatabaseTransaction,
    email: &EmailAddress,
    now: DateTime<Utc>,
) -> Result<Id<Alarm>, Fault> {
    let insert = "INSERT INTO password_alarms (member_id, raised_at)
        VALUES ((SELECT id FROM members WHERE email = $1 AND password_hash IS NOT NULL), $2) RETURNING id";
    let row: Option<Number> = one(transaction, insert, vec![email.as_str().into(), now.into()]).await?;
    Ok(Id::new(row.map_or(0, |row| row.id)))
}

/// Marks the alarm as written about, unless the person was written to since that instant.
pub(in crate::members) async fn claim_alarm(
    transaction: &DatabaseTransaction,
    alarm: Id<Alarm>,
    now: DateTime<Utc>,
    since: DateTime<Utc>,
) -> Result<Option<Id<Member>>, Fault> {
    let update = "UPDATE password_alarms SET lettered_at = $2
        WHERE id = $1 AND lettered_at IS NULL AND member_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM password_alarms o WHERE o.member_id = password_alarms.member_id AND o.lettered_at > $3)
        RETURNING member_id AS id";
    let row: Option<Number> =
        one(transaction, update, vec![alarm.number().into(), now.into(), since.into()]).await?;
    Ok(row.map(|row| Id::new(row.id)))
}
