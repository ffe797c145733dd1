//! The rows of invitations.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{Number, kept_address};
use crate::{
    Database, Failure, Id, Role, Roles,
    database::{all, change, one},
    fault::Fault,
    mail::EmailAddress,
    members::{
        Invitation, Member, Refusal,
        invitations::{Carried, Dates, Invitee, Listed, Offer, PAGE, State},
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

pub(in crate::members) async fn live_invitation(
    database: &Database,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Option<Offer>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        email: String,
        name: Option<String>,
        role: i32,
        expires_at: DateTime<Utc>,
        host: Option<String>,
        workplace: Option<String>,
    }
    let query = "SELECT i.email, i.name, i.role, i.expires_at, m.name AS host,
            COALESCE(a.name, i.organisation) AS workplace
        FROM invitations i
            LEFT JOIN members m ON m.id = i.made_by LEFT JOIN antennes a ON a.id = i.antenne_id
        WHERE i.token_hash = $1 AND i.closed_at IS NULL AND i.expires_at > $2";
    let row: Option<Row> = one(database.reader(), query, vec![token.hash().into(), now.into()]).await?;
    row.map(|row| {
        let Row { email, name, role, expires_at, host, workplace } = row;
        Ok(Offer { email, name, role: kept_role(role)?, workplace, host, expires_at })
    })
    .transpose()
}

/// An invitation that has just been used up.
pub(in crate::members) struct Spent {
    pub(in crate::members) id: Id<Invitation>,
    pub(in crate::members) email: EmailAddress,
    pub(in crate::members) role: Role,
    pub(in crate::members) antenne: Option<String>,
    pub(in crate::members) organisation: Option<String>,
}

/// Marks the invitation as accepted, if it still can be: one atomic statement, so that of two tabs one gets in.
pub(in crate::members) async fn spend_invitation(
    transaction: &DatabaseTransaction,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Option<Spent>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        email: String,
        role: i32,
        antenne: Option<String>,
        organisation: Option<String>,
    }
    let update = "UPDATE invitations SET accepted_at = $2, closed_at = $2
        WHERE token_hash = $1 AND closed_at IS NULL AND expires_at > $2
        RETURNING id, email, role, organisation,
            (SELECT a.name FROM antennes a WHERE a.id = invitations.antenne_id) AS antenne";
    let row: Option<Row> = one(transaction, update, vec![token.hash().into(), now.into()]).await?;
    row.map(|row| {
        let Row { id, email, role, antenne, organisation } = row;
        let (email, role) = (kept_address(&email)?, kept_role(role)?);
        Ok(Spent { id: Id::new(id), email, role, antenne, organisation })
    })
    .transpose()
}

/// Ties the accepted invitation to its account, which has from now on what the invitation knew of the person.
pub(in crate::members) async fn note_newcomer(
    transaction: &DatabaseTransaction,
    invitation: Id<Invitation>,
    member: Id<Member>,
) -> Result<(), Fault> {
    let update =
        "UPDATE invitations SET member_id = $2, email = NULL, name = NULL, message = NULL WHERE id = $1";
    change(transaction, update, vec![invitation.number().into(), member.number().into()]).await?;
    Ok(())
}

/// What SQL says of each state; [`Dates::state`] says the same, and a scenario holds the two together.
fn condition(state: State) -> String {
    let undecided = "i.accepted_at IS NULL AND i.revoked_at IS NULL";
    match state {
        State::Accepted => "i.accepted_at IS NOT NULL".to_owned(),
        State::Revoked => "i.revoked_at IS NOT NULL".to_owned(),
        State::Expired => format!("{undecided} AND i.expires_at <= $3"),
        State::Undelivered => format!("{undecided} AND i.expires_at > $3 AND i.undelivered_at IS NOT NULL"),
        State::Sent => format!(
            "{undecided} AND i.expires_at > $3 AND i.undelivered_at IS NULL AND i.posted_at IS NOT NULL"
        ),
        State::Waiting => {
            format!("{undecided} AND i.expires_at > $3 AND i.undelivered_at IS NULL AND i.posted_at IS NULL")
        }
    }
}

#[derive(FromQueryResult)]
struct ListedRow {
    id: i64,
    email: Option<String>,
    name: Option<String>,
    role: i32,
    workplace: Option<String>,
    host: Option<String>,
    made_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    posted_at: Option<DateTime<Utc>>,
    undelivered_at: Option<DateTime<Utc>>,
    accepted_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    member_id: Option<i64>,
    member_name: Option<String>,
    total: i64,
}

pub(in crate::members) async fn invitations(
    database: &Database,
    state: Option<State>,
    page: u32,
    now: DateTime<Utc>,
) -> Result<(Vec<Listed>, u64), Fault> {
    let which = state.map_or("1 = 1".to_owned(), condition);
    let query = format!(
        "SELECT i.id, i.email, i.name, i.role, COALESCE(a.name, i.organisation) AS workplace, h.name AS host,
            i.made_at, i.expires_at, i.posted_at, i.undelivered_at, i.accepted_at, i.revoked_at, i.closed_at,
            m.id AS member_id, m.name AS member_name, COUNT(*) OVER () AS total
        FROM invitations i LEFT JOIN antennes a ON a.id = i.antenne_id
            LEFT JOIN members h ON h.id = i.made_by LEFT JOIN members m ON m.id = i.member_id
        WHERE {which} ORDER BY i.made_at DESC, i.id DESC LIMIT $1 OFFSET $2"
    );
    let before = i64::from(page.max(1) - 1) * i64::from(PAGE);
    let mut values = vec![i64::from(PAGE).into(), before.into()];
    // PostgreSQL wants every value that it is given to be used.
    if which.contains("$3") {
        values.push(now.into());
    }
    let rows: Vec<ListedRow> = all(database.reader(), &query, values).await?;
    let total = rows.first().map_or(0, |row| row.total.unsigned_abs());
    let listed = rows.into_iter().map(|row| listed(row, now)).collect::<Result<_, Fault>>()?;
    Ok((listed, total))
}

fn listed(row: ListedRow, now: DateTime<Utc>) -> Result<Listed, Fault> {
    let dates = Dates {
        expires_at: row.expires_at,
        posted_at: row.posted_at,
        undelivered_at: row.undelivered_at,
        accepted_at: row.accepted_at,
        revoked_at: row.revoked_at,
    };
    Ok(Listed {
        id: Id::new(row.id),
        email: row.email,
        name: row.name,
        role: kept_role(row.role)?,
        workplace: row.workplace,
        host: row.host,
        made_at: row.made_at,
        expires_at: row.expires_at,
        state: dates.state(now),
        member: row.member_id.map(Id::new).zip(row.member_name),
        open: row.closed_at.is_none(),
    })
}
