//! The rows of changes of address.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::kept_address;
use crate::{
    Database, Id,
    database::{Number, change, one},
    fault::{Fault, violates},
    mail::EmailAddress,
    members::{
        Member, Session,
        address::{AddressChange, Looked, Made, Pending, Side, State},
    },
    secret::Token,
};

/// What may still be confirmed at `$2`.
const LIVE: &str = "cancelled_at IS NULL AND done_at IS NULL AND expires_at > $2";

/// A change being asked for.
pub(in crate::members) struct Asking<'a> {
    pub(in crate::members) member: &'a Member,
    pub(in crate::members) session: Id<Session>,
    pub(in crate::members) new: &'a EmailAddress,
    pub(in crate::members) now: DateTime<Utc>,
    pub(in crate::members) expires_at: DateTime<Utc>,
}

/// How many changes the person asked for since that instant.
pub(in crate::members) async fn askings(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    since: DateTime<Utc>,
) -> Result<u64, Fault> {
    let query = "SELECT COUNT(*) AS id FROM address_changes WHERE member_id = $1 AND asked_at > $2";
    let row: Option<Number> = one(transaction, query, vec![member.number().into(), since.into()]).await?;
    Ok(row.map_or(0, |row| row.id.unsigned_abs()))
}

/// Forgets what the person asked for before.
pub(in crate::members) async fn cancel_changes(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = format!("UPDATE address_changes SET cancelled_at = $2 WHERE member_id = $1 AND {LIVE}");
    change(transaction, &update, vec![member.number().into(), now.into()]).await?;
    Ok(())
}

pub(in crate::members) async fn add_change(
    transaction: &DatabaseTransaction,
    asking: &Asking<'_>,
) -> Result<Id<AddressChange>, Fault> {
    let insert =
        "INSERT INTO address_changes (member_id, session_id, old_email, new_email, asked_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let values = vec![
        asking.member.id.number().into(),
        asking.session.number().into(),
        asking.member.email.as_str().into(),
        asking.new.as_str().into(),
        asking.now.into(),
        asking.expires_at.into(),
    ];
    let row: Option<Number> = one(transaction, insert, values).await?;
    Ok(Id::new(row.map_or(0, |row| row.id)))
}

pub(in crate::members) async fn pending_change(
    database: &Database,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<Option<Pending>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        new_email: String,
        old_confirmed_at: Option<DateTime<Utc>>,
        new_confirmed_at: Option<DateTime<Utc>>,
        expires_at: DateTime<Utc>,
    }
    let query = format!(
        "SELECT new_email, old_confirmed_at, new_confirmed_at, expires_at FROM address_changes
        WHERE member_id = $1 AND {LIVE} ORDER BY id DESC LIMIT 1"
    );
    let row: Option<Row> = one(database.reader(), &query, vec![member.number().into(), now.into()]).await?;
    row.map(|row| {
        Ok(Pending {
            new: kept_address(&row.new_email)?,
            old_confirmed: row.old_confirmed_at.is_some(),
            new_confirmed: row.new_confirmed_at.is_some(),
            expires_at: row.expires_at,
        })
    })
    .transpose()
}

/// A change that waits for its letters.
pub(in crate::members) struct Unlettered {
    pub(in crate::members) name: String,
    pub(in crate::members) old: EmailAddress,
    pub(in crate::members) new: EmailAddress,
    /// Whether somebody has the new address already.
    pub(in crate::members) taken: bool,
}

pub(in crate::members) async fn unlettered_change(
    transaction: &DatabaseTransaction,
    asked: Id<AddressChange>,
    now: DateTime<Utc>,
) -> Result<Option<Unlettered>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        old_email: String,
        new_email: String,
        takers: i64,
    }
    let query = format!(
        "SELECT m.name, c.old_email, c.new_email,
            (SELECT COUNT(*) FROM members o WHERE o.email = c.new_email) AS takers
        FROM address_changes c JOIN members m ON m.id = c.member_id
        WHERE c.id = $1 AND c.old_token_hash IS NULL AND {LIVE}"
    );
    let row: Option<Row> = one(transaction, &query, vec![asked.number().into(), now.into()]).await?;
    row.map(|row| {
        let (old, new) = (kept_address(&row.old_email)?, kept_address(&row.new_email)?);
        Ok(Unlettered { name: row.name, old, new, taken: row.takers > 0 })
    })
    .transpose()
}

pub(in crate::members) async fn letter_change(
    transaction: &DatabaseTransaction,
    asked: Id<AddressChange>,
    of_old: &Token,
    of_new: Option<&Token>,
) -> Result<(), Fault> {
    let update = "UPDATE address_changes SET old_token_hash = $2, new_token_hash = $3 WHERE id = $1";
    let values = vec![asked.number().into(), of_old.hash().into(), of_new.map(Token::hash).into()];
    change(transaction, update, values).await?;
    Ok(())
}

pub(in crate::members) async fn made_change(
    transaction: &DatabaseTransaction,
    asked: Id<AddressChange>,
) -> Result<Option<Made>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        old_email: String,
        new_email: String,
    }
    let query =
        "SELECT m.name, c.old_email, c.new_email FROM address_changes c JOIN members m ON m.id = c.member_id
        WHERE c.id = $1 AND c.done_at IS NOT NULL";
    let row: Option<Row> = one(transaction, query, vec![asked.number().into()]).await?;
    row.map(|row| {
        let (old, new) = (kept_address(&row.old_email)?, kept_address(&row.new_email)?);
        Ok(Made { name: row.name, old, new })
    })
    .transpose()
}

pub(in crate::members) async fn look_at_change(
    database: &Database,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Option<Looked>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        old_token_hash: String,
        new_email: String,
        old_confirmed_at: Option<DateTime<Utc>>,
        new_confirmed_at: Option<DateTime<Utc>>,
        done_at: Option<DateTime<Utc>>,
    }
    let query =
        "SELECT old_token_hash, new_email, old_confirmed_at, new_confirmed_at, done_at FROM address_changes
        WHERE (old_token_hash = $1 OR new_token_hash = $1) AND cancelled_at IS NULL
            AND (expires_at > $2 OR done_at IS NOT NULL)";
    let hash = token.hash();
    let row: Option<Row> = one(database.reader(), query, vec![hash.clone().into(), now.into()]).await?;
    row.map(|row| {
        let side = if row.old_token_hash == hash { Side::Old } else { Side::New };
        let confirmed = match side {
            Side::Old => row.old_confirmed_at,
            Side::New => row.new_confirmed_at,
        };
        let state = match (row.done_at, confirmed) {
            (Some(_), _) => State::Done,
            (None, Some(_)) => State::Half,
            (None, None) => State::Open,
        };
        Ok(Looked { side, new: kept_address(&row.new_email)?, state })
    })
    .transpose()
}

/// A change that one of the addresses has just confirmed.
pub(in crate::members) struct Confirmed {
    pub(in crate::members) id: Id<AddressChange>,
    pub(in crate::members) member: Id<Member>,
    pub(in crate::members) session: Id<Session>,
    pub(in crate::members) both_confirmed: bool,
    old_email: String,
    new_email: String,
}

/// Notes the confirmation, if it still can be: one atomic statement, in whose row the second of two sees the first.
pub(in crate::members) async fn confirm_change(
    transaction: &DatabaseTransaction,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Option<Confirmed>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        member_id: i64,
        session_id: i64,
        old_email: String,
        new_email: String,
        old_confirmed_at: Option<DateTime<Utc>>,
        new_confirmed_at: Option<DateTime<Utc>>,
    }
    let update = format!(
        "UPDATE address_changes SET
            old_confirmed_at = CASE WHEN old_token_hash = $1 THEN COALESCE(old_confirmed_at, $2) ELSE old_confirmed_at END,
            new_confirmed_at = CASE WHEN new_token_hash = $1 THEN COALESCE(new_confirmed_at, $2) ELSE new_confirmed_at END
        WHERE (old_token_hash = $1 OR new_token_hash = $1) AND {LIVE}
        RETURNING id, member_id, session_id, old_email, new_email, old_confirmed_at, new_confirmed_at"
    );
    let row: Option<Row> = one(transaction, &update, vec![token.hash().into(), now.into()]).await?;
    Ok(row.map(|row| Confirmed {
        id: Id::new(row.id),
        member: Id::new(row.member_id),
        session: Id::new(row.session_id),
        both_confirmed: row.old_confirmed_at.is_some() && row.new_confirmed_at.is_some(),
        old_email: row.old_email,
        new_email: row.new_email,
    }))
}

/// Whether the account has its new address: not when it has another than it had, nor when somebody else took it meanwhile.
pub(in crate::members) async fn give_address(
    transaction: &DatabaseTransaction,
    confirmed: &Confirmed,
) -> Result<bool, Fault> {
    let update = "UPDATE members SET email = $3 WHERE id = $1 AND email = $2 AND left_at IS NULL";
    let values = vec![
        confirmed.member.number().into(),
        confirmed.old_email.clone().into(),
        confirmed.new_email.clone().into(),
    ];
    match change(transaction, update, values).await {
        Ok(rows) => Ok(rows == 1),
        Err(error) if violates(&error, "members_email_unique", "members.email") => Ok(false),
        Err(error) => Err(error.into()),
    }
}

pub(in crate::members) async fn finish_change(
    transaction: &DatabaseTransaction,
    asked: Id<AddressChange>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE address_changes SET done_at = $2 WHERE id = $1";
    change(transaction, update, vec![asked.number().into(), now.into()]).await?;
    Ok(())
}

pub(in crate::members) async fn refuse_change(
    transaction: &DatabaseTransaction,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Option<Id<Member>>, Fault> {
    let update = format!(
        "UPDATE address_changes SET cancelled_at = $2 WHERE old_token_hash = $1 AND {LIVE} RETURNING member_id AS id"
    );
    let row: Option<Number> = one(transaction, &update, vec![token.hash().into(), now.into()]).await?;
    Ok(row.map(|row| Id::new(row.id)))
}

/// Links that wait in a mailbox which may not be the person's any more open nothing.
pub(in crate::members) async fn void_links(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE sign_in_links SET expires_at = $2
        WHERE member_id = $1 AND used_at IS NULL AND expires_at > $2";
    change(transaction, update, vec![member.number().into(), now.into()]).await?;
    Ok(())
}
