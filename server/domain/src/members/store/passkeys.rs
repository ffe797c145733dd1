//! The rows of passkeys, and of their ceremonies.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::{
    Database, Id,
    database::{Number, all, change, one},
    fault::{Fault, violates},
    members::{Member, Session, passkeys::Passkey},
    secret::Token,
};

pub(in crate::members) async fn passkeys(
    database: &Database,
    member: Id<Member>,
) -> Result<Vec<Passkey>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        name: String,
        made_at: DateTime<Utc>,
        used_at: Option<DateTime<Utc>>,
    }
    let query = "SELECT id, name, made_at, used_at FROM passkeys WHERE member_id = $1 ORDER BY id";
    let rows: Vec<Row> = all(database.reader(), query, vec![member.number().into()]).await?;
    let passkey = |row: Row| {
        let Row { id, name, made_at, used_at } = row;
        Passkey { id: Id::new(id), name, made_at, used_at }
    };
    Ok(rows.into_iter().map(passkey).collect())
}

#[derive(FromQueryResult)]
struct CredentialRow {
    id: i64,
    member_id: i64,
    credential: String,
}

/// The person's keys, as they were kept.
pub(in crate::members) async fn credentials(
    database: &Database,
    member: Id<Member>,
) -> Result<Vec<String>, Fault> {
    let query = "SELECT id, member_id, credential FROM passkeys WHERE member_id = $1 ORDER BY id";
    let rows: Vec<CredentialRow> = all(database.reader(), query, vec![member.number().into()]).await?;
    Ok(rows.into_iter().map(|row| row.credential).collect())
}

/// A key, and whose it is.
pub(in crate::members) struct KeptKey {
    pub(in crate::members) id: Id<Passkey>,
    pub(in crate::members) member: Id<Member>,
    pub(in crate::members) credential: String,
}

pub(in crate::members) async fn passkey(
    database: &Database,
    credential_id: &str,
) -> Result<Option<KeptKey>, Fault> {
    let query = "SELECT id, member_id, credential FROM passkeys WHERE credential_id = $1";
    let row: Option<CredentialRow> = one(database.reader(), query, vec![credential_id.into()]).await?;
    Ok(row.map(|row| KeptKey {
        id: Id::new(row.id),
        member: Id::new(row.member_id),
        credential: row.credential,
    }))
}

/// A key about to be kept.
pub(in crate::members) struct NewPasskey<'a> {
    pub(in crate::members) member: Id<Member>,
    pub(in crate::members) name: &'a str,
    pub(in crate::members) credential_id: &'a str,
    pub(in crate::members) credential: &'a str,
}

/// Keeps the key; `None` when it is kept already, whosever it is.
pub(in crate::members) async fn add_passkey(
    transaction: &DatabaseTransaction,
    new: &NewPasskey<'_>,
    now: DateTime<Utc>,
) -> Result<Option<Id<Passkey>>, Fault> {
    let insert = "INSERT INTO passkeys (member_id, name, credential_id, credential, made_at)
        VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let values = vec![
        new.member.number().into(),
        new.name.into(),
        new.credential_id.into(),
        new.credential.into(),
        now.into(),
    ];
    match one::<Number>(transaction, insert, values).await {
        Ok(row) => Ok(row.map(|row| Id::new(row.id))),
        Err(error) if violates(&error, "passkeys_credential_unique", "passkeys.credential_id") => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Notes that the key let somebody in; not when it is gone.
pub(in crate::members) async fn use_passkey(
    transaction: &DatabaseTransaction,
    passkey: Id<Passkey>,
    credential: &str,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE passkeys SET credential = $2, used_at = $3 WHERE id = $1";
    Ok(change(transaction, update, vec![passkey.number().into(), credential.into(), now.into()]).await? == 1)
}

pub(in crate::members) async fn remove_passkey(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    passkey: Id<Passkey>,
) -> Result<bool, Fault> {
    let delete = "DELETE FROM passkeys WHERE id = $1 AND member_id = $2";
    Ok(change(transaction, delete, vec![passkey.number().into(), member.number().into()]).await? == 1)
}

pub(in crate::members) async fn passkey_owner(
    transaction: &DatabaseTransaction,
    passkey: Id<Passkey>,
) -> Result<Option<(Id<Member>, String)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        member_id: i64,
        name: String,
    }
    let query = "SELECT member_id, name FROM passkeys WHERE id = $1";
    let row: Option<Row> = one(transaction, query, vec![passkey.number().into()]).await?;
    Ok(row.map(|row| (Id::new(row.member_id), row.name)))
}

/// Keeps the ceremony until its end, and forgets those that nobody ended.
pub(in crate::members) async fn begin_ceremony(
    transaction: &DatabaseTransaction,
    ceremony: &Token,
    state: &str,
    session: Option<Id<Session>>,
    (now, expires_at): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), Fault> {
    change(transaction, "DELETE FROM passkey_ceremonies WHERE expires_at <= $1", vec![now.into()]).await?;
    let insert =
        "INSERT INTO passkey_ceremonies (token_hash, session_id, state, expires_at) VALUES ($1, $2, $3, $4)";
    let values =
        vec![ceremony.hash().into(), session.map(Id::number).into(), state.into(), expires_at.into()];
    change(transaction, insert, values).await?;
    Ok(())
}

/// Takes the ceremony away, if it is that session's: one atomic statement, so that it serves once.
pub(in crate::members) async fn end_ceremony(
    transaction: &DatabaseTransaction,
    ceremony: &Token,
    session: Option<Id<Session>>,
    now: DateTime<Utc>,
) -> Result<Option<String>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        state: String,
    }
    let delete = "DELETE FROM passkey_ceremonies
        WHERE token_hash = $1 AND COALESCE(session_id, 0) = $2 AND expires_at > $3 RETURNING state";
    let values = vec![ceremony.hash().into(), session.map_or(0, Id::number).into(), now.into()];
    let row: Option<Row> = one(transaction, delete, values).await?;
    Ok(row.map(|row| row.state))
}
