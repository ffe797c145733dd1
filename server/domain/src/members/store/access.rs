//! The rows of requests for an account.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{invitations::kept_role, kept_address};
use crate::{
    Database, Id, Role, Roles,
    database::{Number, all, change, one},
    fault::Fault,
    mail::EmailAddress,
    members::{
        AccessRequest, Invitation, Member, MemberName, Message,
        access::{Claim, Told},
        likeness::Known,
    },
};

pub(in crate::members) async fn add_request(
    transaction: &DatabaseTransaction,
    claim: &Claim,
    now: DateTime<Utc>,
) -> Result<Id<AccessRequest>, Fault> {
    let insert = "INSERT INTO access_requests (email, name, structure, role, reason, made_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (email) WHERE settled_at IS NULL DO UPDATE SET name = excluded.name,
            structure = excluded.structure, role = excluded.role, reason = excluded.reason,
            made_at = excluded.made_at, times = access_requests.times + 1
        RETURNING id";
    let values = vec![
        claim.email.as_str().into(),
        claim.name.as_str().into(),
        claim.structure.as_str().into(),
        Roles::of(&[claim.role]).column().into(),
        claim.reason.as_str().into(),
        now.into(),
    ];
    let row: Option<Number> = one(transaction, insert, values).await?;
    Ok(Id::new(row.map_or(0, |row| row.id)))
}

/// What waits for the desk: not what members ask, who are told so by a letter.
pub(in crate::members) async fn open_requests(
    database: &Database,
    only: Option<Id<AccessRequest>>,
) -> Result<Vec<AccessRequest>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        name: String,
        email: String,
        structure: String,
        role: i32,
        reason: String,
        made_at: DateTime<Utc>,
        times: i32,
    }
    let which = only.map_or("", |_| "AND r.id = $1");
    let query = format!(
        "SELECT r.id, r.name, r.email, r.structure, r.role, r.reason, r.made_at, r.times
        FROM access_requests r WHERE r.settled_at IS NULL {which}
            AND NOT EXISTS (SELECT 1 FROM members m WHERE m.email = r.email)
        ORDER BY r.id LIMIT 200"
    );
    let values = only.map(|id| id.number().into()).into_iter().collect();
    let rows: Vec<Row> = all(database.reader(), &query, values).await?;
    let request = |row: Row| {
        Ok(AccessRequest {
            id: Id::new(row.id),
            name: row.name,
            email: row.email,
            structure: row.structure,
            role: kept_role(row.role)?,
            reason: row.reason,
            made_at: row.made_at,
            times: row.times.unsigned_abs(),
        })
    };
    rows.into_iter().map(request).collect()
}

#[derive(FromQueryResult)]
struct Asker {
    email: String,
    name: String,
}

/// Who asks, if the request still waits.
pub(in crate::members) async fn open_request(
    transaction: &DatabaseTransaction,
    request: Id<AccessRequest>,
) -> Result<Option<(EmailAddress, MemberName)>, Fault> {
    let query = "SELECT email, name FROM access_requests WHERE id = $1 AND settled_at IS NULL";
    let row: Option<Asker> = one(transaction, query, vec![request.number().into()]).await?;
    row.map(|row| Ok((kept_address(&row.email)?, MemberName::stored(row.name)))).transpose()
}

/// Whatever that address asked is granted by that invitation.
pub(in crate::members) async fn grant_open_request(
    transaction: &DatabaseTransaction,
    email: &EmailAddress,
    invitation: Id<Invitation>,
    by: Option<Id<Member>>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE access_requests SET settled_at = $2, settled_by = $3, invitation_id = $4
        WHERE email = $1 AND settled_at IS NULL";
    let values =
        vec![email.as_str().into(), now.into(), by.map(Id::number).into(), invitation.number().into()];
    change(transaction, update, values).await?;
    Ok(())
}

pub(in crate::members) async fn refuse_request(
    transaction: &DatabaseTransaction,
    request: Id<AccessRequest>,
    word: &Message,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<Option<Role>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        role: i32,
    }
    let update = "UPDATE access_requests SET settled_at = $2, settled_by = $3, word = $4
        WHERE id = $1 AND settled_at IS NULL RETURNING role";
    let values =
        vec![request.number().into(), now.into(), by.number().into(), word.as_str().to_owned().into()];
    let row: Option<Row> = one(transaction, update, values).await?;
    row.map(|row| kept_role(row.role)).transpose()
}

/// Notes that the member who asked is told, unless that was done since the instant given.
pub(in crate::members) async fn hint(
    transaction: &DatabaseTransaction,
    request: Id<AccessRequest>,
    now: DateTime<Utc>,
    since: DateTime<Utc>,
) -> Result<Option<Told>, Fault> {
    let update = "UPDATE access_requests SET hinted_at = $2
        WHERE id = $1 AND (hinted_at IS NULL OR hinted_at <= $3)
            AND EXISTS (SELECT 1 FROM members m WHERE m.email = access_requests.email)
        RETURNING email, (SELECT m.name FROM members m WHERE m.email = access_requests.email) AS name";
    let values = vec![request.number().into(), now.into(), since.into()];
    let row: Option<Asker> = one(transaction, update, values).await?;
    row.map(|row| Ok(Told { name: row.name, email: kept_address(&row.email)?, word: String::new() }))
        .transpose()
}

pub(in crate::members) async fn refused_request(
    transaction: &DatabaseTransaction,
    request: Id<AccessRequest>,
) -> Result<Option<Told>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        email: String,
        name: String,
        word: String,
    }
    let query = "SELECT email, name, word FROM access_requests WHERE id = $1 AND word IS NOT NULL";
    let row: Option<Row> = one(transaction, query, vec![request.number().into()]).await?;
    row.map(|row| Ok(Told { name: row.name, email: kept_address(&row.email)?, word: row.word })).transpose()
}

/// Everybody with an account, and every address with an invitation that is still good.
pub(in crate::members) async fn known_people(
    database: &Database,
    now: DateTime<Utc>,
) -> Result<Vec<Known>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Option<i64>,
        name: String,
        email: String,
    }
    let query = "SELECT id, name, email FROM members
        UNION ALL SELECT NULL, COALESCE(name, ''), email FROM invitations
            WHERE closed_at IS NULL AND expires_at > $1";
    let rows: Vec<Row> = all(database.reader(), query, vec![now.into()]).await?;
    let known = |row: Row| Known { member: row.id.map(Id::new), name: row.name, email: row.email };
    Ok(rows.into_iter().map(known).collect())
}
