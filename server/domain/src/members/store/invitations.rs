//! The rows of invitations: made, renewed, revoked, put in a letter. What is read of them is in `invited`.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::kept_address;
use crate::{
    Failure, Id, Role, Roles,
    database::{Number, change, one},
    fault::Fault,
    mail::EmailAddress,
    members::{
        Invitation, Member, Refusal,
        invitations::{Carried, Invitee},
    },
    secret::Token,
};

/// The one role that a column holds.
pub(super) fn kept_role(bits: i32) -> Result<Role, Fault> {
    let role = Roles::from_column(bits).iter().next();
    role.ok_or_else(|| Fault::Corrupt(format!("no role in {bits}")))
}

pub(in crate::members) async fn add_invitation(
    transaction: &DatabaseTransaction,
    invitee: &Invitee,
    made_by: Option<Id<Member>>,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<Id<Invitation>, Failure<Refusal>> {
    let email = invitee.email.as_str();
    let taken = "SELECT id FROM members WHERE email = $1";
    if one::<Number>(transaction, taken, vec![email.into()]).await?.is_some() {
        return Err(Failure::Refused(Refusal::AddressTaken));
    }
    let make_room = "UPDATE invitations SET closed_at = $2
        WHERE email = $1 AND closed_at IS NULL AND expires_at <= $2";
    change(transaction, make_room, vec![email.into(), now.into()]).await?;
    // Of two organisers who invite the same person at once, the index lets one through.
    let insert = "INSERT INTO invitations
            (email, name, role, antenne_id, organisation, message, made_at, made_by, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (email) WHERE closed_at IS NULL DO NOTHING RETURNING id";
    let workplace = &invitee.workplace;
    let values = vec![
        email.into(),
        invitee.name.as_ref().map(|name| name.as_str().to_owned()).into(),
        Roles::of(&[invitee.role]).column().into(),
        workplace.antenne.map(Id::number).into(),
        workplace.organisation.as_ref().map(|line| line.as_str().to_owned()).into(),
        invitee.message.as_ref().map(|message| message.as_str().to_owned()).into(),
        now.into(),
        made_by.map(Id::number).into(),
        expires_at.into(),
    ];
    let made: Option<Number> = one(transaction, insert, values).await?;
    made.map(|row| Id::new(row.id)).ok_or(Failure::Refused(Refusal::AlreadyInvited))
}

#[derive(FromQueryResult)]
struct RoleRow {
    role: i32,
}

/// Takes the link away and puts the end off; another one is minted with the letter.
pub(in crate::members) async fn renew_invitation(
    transaction: &DatabaseTransaction,
    invitation: Id<Invitation>,
    expires_at: DateTime<Utc>,
) -> Result<Option<Role>, Fault> {
    let update = "UPDATE invitations
        SET token_hash = NULL, posted_at = NULL, undelivered_at = NULL, expires_at = $2
        WHERE id = $1 AND closed_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM members m WHERE m.email = invitations.email)
        RETURNING role";
    let values = vec![invitation.number().into(), expires_at.into()];
    let row: Option<RoleRow> = one(transaction, update, values).await?;
    row.map(|row| kept_role(row.role)).transpose()
}

pub(in crate::members) async fn revoke_invitation(
    transaction: &DatabaseTransaction,
    invitation: Id<Invitation>,
    now: DateTime<Utc>,
) -> Result<Option<Role>, Fault> {
    let update = "UPDATE invitations SET revoked_at = $2, closed_at = $2, token_hash = NULL
        WHERE id = $1 AND closed_at IS NULL AND expires_at > $2 RETURNING role";
    let row: Option<RoleRow> = one(transaction, update, vec![invitation.number().into(), now.into()]).await?;
    row.map(|row| kept_role(row.role)).transpose()
}

/// Takes back whatever invitation that address still has.
pub(in crate::members) async fn revoke_invitation_of(
    transaction: &DatabaseTransaction,
    email: &EmailAddress,
    now: DateTime<Utc>,
) -> Result<Option<Id<Invitation>>, Fault> {
    let update = "UPDATE invitations SET revoked_at = $2, closed_at = $2, token_hash = NULL
        WHERE email = $1 AND closed_at IS NULL AND expires_at > $2 RETURNING id";
    let row: Option<Number> = one(transaction, update, vec![email.as_str().into(), now.into()]).await?;
    Ok(row.map(|row| Id::new(row.id)))
}

/// Gives an open invitation its token, if it has none yet; what its letter says.
pub(in crate::members) async fn give_invitation_hash(
    transaction: &DatabaseTransaction,
    invitation: Id<Invitation>,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Option<Carried>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        email: String,
        name: Option<String>,
        role: i32,
        message: Option<String>,
        expires_at: DateTime<Utc>,
        letter_id: Option<i64>,
        host: Option<String>,
        workplace: Option<String>,
    }
    let update = "UPDATE invitations SET token_hash = $2
        WHERE id = $1 AND token_hash IS NULL AND closed_at IS NULL AND expires_at > $3
        RETURNING email, name, role, message, expires_at, letter_id,
            (SELECT m.name FROM members m WHERE m.id = invitations.made_by) AS host,
            COALESCE((SELECT a.name FROM antennes a WHERE a.id = invitations.antenne_id), organisation) AS workplace";
    let values = vec![invitation.number().into(), token.hash().into(), now.into()];
    let row: Option<Row> = one(transaction, update, values).await?;
    row.map(|row| {
        Ok(Carried {
            email: kept_address(&row.email)?,
            name: row.name,
            host: row.host,
            role: kept_role(row.role)?,
            workplace: row.workplace,
            message: row.message,
            expires_at: row.expires_at,
            token: token.clone(),
            replaces: row.letter_id,
        })
    })
    .transpose()
}

pub(in crate::members) async fn note_letter(
    transaction: &DatabaseTransaction,
    invitation: Id<Invitation>,
    letter: i64,
) -> Result<(), Fault> {
    let update = "UPDATE invitations SET letter_id = $2 WHERE id = $1";
    change(transaction, update, vec![invitation.number().into(), letter.into()]).await?;
    Ok(())
}

pub(in crate::members) async fn invitation_letter(
    transaction: &DatabaseTransaction,
    invitation: Id<Invitation>,
) -> Result<Option<i64>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        letter_id: Option<i64>,
    }
    let query = "SELECT letter_id FROM invitations WHERE id = $1";
    let row: Option<Row> = one(transaction, query, vec![invitation.number().into()]).await?;
    Ok(row.and_then(|row| row.letter_id))
}

pub(in crate::members) async fn settle_invitation_letter(
    transaction: &DatabaseTransaction,
    letter: i64,
    left: bool,
    at: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = match left {
        true => "UPDATE invitations SET posted_at = $2 WHERE letter_id = $1",
        false => "UPDATE invitations SET undelivered_at = $2 WHERE letter_id = $1",
    };
    change(transaction, update, vec![letter.into(), at.into()]).await?;
    Ok(())
}
