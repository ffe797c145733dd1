//! The rows of invitations, at the other end: looked at, accepted, listed.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{invitations::kept_role, kept_address};
use crate::{
    Database, Id, Role,
    database::{all, change, one},
    fault::Fault,
    mail::EmailAddress,
    members::{
        Invitation, Member,
        invitations::{Dates, Listed, Offer, PAGE, State},
    },
    secret::Token,
};

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
