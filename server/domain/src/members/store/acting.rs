//! The rows by which an organiser sees the site in somebody's place.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{STANDING, StandingRow, in_force, kept_address};
use crate::{
    Database, Id, Roles,
    database::{all, change, one},
    fault::Fault,
    members::{
        Member, MemberName, Session, Standing,
        desk::acting::{Acting, Consent},
    },
};

pub(in crate::members) async fn add_consent(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<(), Fault> {
    let insert = "INSERT INTO help_consents (member_id, given_at, until) VALUES ($1, $2, $3)";
    change(transaction, insert, vec![member.number().into(), now.into(), until.into()]).await?;
    Ok(())
}

/// Withdraws whatever consent is in force; gives how many there were.
pub(in crate::members) async fn withdraw_consent(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<u64, Fault> {
    let update = "UPDATE help_consents SET withdrawn_at = $2 WHERE member_id = $1 AND withdrawn_at IS NULL AND until > $2";
    Ok(change(transaction, update, vec![member.number().into(), now.into()]).await?)
}

pub(in crate::members) async fn consent(
    database: &Database,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<Option<Consent>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        until: DateTime<Utc>,
        by_id: Option<i64>,
        by_name: Option<String>,
        acting_until: Option<DateTime<Utc>>,
    }
    let query = "SELECT c.until, o.id AS by_id, o.name AS by_name, s.acting_until FROM help_consents c
            LEFT JOIN sessions s ON s.acting_as = c.member_id AND s.acting_until > $2 AND s.revoked_at IS NULL
            LEFT JOIN members o ON o.id = s.member_id
        WHERE c.member_id = $1 AND c.withdrawn_at IS NULL AND c.until > $2 ORDER BY s.acting_until";
    let rows: Vec<Row> = all(database.reader(), query, vec![member.number().into(), now.into()]).await?;
    let until = rows.first().map(|row| row.until);
    let acting =
        |row: Row| Some(Acting { by: Id::new(row.by_id?), name: row.by_name?, until: row.acting_until? });
    let looking = rows.into_iter().filter_map(acting).collect();
    Ok(until.map(|until| Consent { until, looking }))
}

/// The member whose place is taken, if they may come in themselves, and whether they allow it now.
pub(in crate::members) async fn acted(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<Option<(Member, bool)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        email: String,
        roles: i32,
        visited_before_at: Option<DateTime<Utc>>,
        welcomed_at: Option<DateTime<Utc>>,
        consents: i64,
        #[sea_orm(nested)]
        standing: StandingRow,
    }
    let query = format!(
        "SELECT m.name, m.email, m.roles, m.visited_before_at, m.welcomed_at, {STANDING},
            (SELECT COUNT(*) FROM help_consents c
            WHERE c.member_id = m.id AND c.withdrawn_at IS NULL AND c.until > $2) AS consents
        FROM members m {} WHERE m.id = $1",
        in_force("$2")
    );
    let row: Option<Row> = one(connection, &query, vec![member.number().into(), now.into()]).await?;
    let row = row.filter(|row| Standing::from(row.standing.clone()).admits().is_ok());
    row.map(|row| {
        let person = Member {
            id: member,
            name: MemberName::stored(row.name),
            email: kept_address(&row.email)?,
            roles: Roles::from_column(row.roles),
            visited_before_at: row.visited_before_at,
            welcomed: row.welcomed_at.is_some(),
        };
        Ok((person, row.consents > 0))
    })
    .transpose()
}

/// Whether that session was the organiser's, and shows the member's site from now on.
pub(in crate::members) async fn start_acting(
    transaction: &DatabaseTransaction,
    session: Id<Session>,
    organiser: Id<Member>,
    member: Id<Member>,
    until: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE sessions SET acting_as = $3, acting_until = $4
        WHERE id = $1 AND member_id = $2 AND acting_as IS NULL AND revoked_at IS NULL";
    let values =
        vec![session.number().into(), organiser.number().into(), member.number().into(), until.into()];
    Ok(change(transaction, update, values).await? == 1)
}

#[derive(FromQueryResult)]
struct Somebody {
    id: i64,
}

/// Ends it in that session: in whose place it was, where it was in anybody's.
pub(in crate::members) async fn stop_acting(
    transaction: &DatabaseTransaction,
    session: Id<Session>,
) -> Result<Option<Id<Member>>, Fault> {
    let query = "SELECT acting_as AS id FROM sessions WHERE id = $1 AND acting_as IS NOT NULL";
    let Some(acted) = one::<Somebody>(transaction, query, vec![session.number().into()]).await? else {
        return Ok(None);
    };
    let update = "UPDATE sessions SET acting_as = NULL, acting_until = NULL WHERE id = $1 AND acting_as = $2";
    let ended = change(transaction, update, vec![session.number().into(), acted.id.into()]).await? == 1;
    Ok(ended.then(|| Id::new(acted.id)))
}

/// Ends it in every session that is in that member's place: whose they were.
pub(in crate::members) async fn end_acting_as(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
) -> Result<Vec<Id<Member>>, Fault> {
    let update = "UPDATE sessions SET acting_as = NULL, acting_until = NULL WHERE acting_as = $1
        RETURNING member_id AS id";
    let rows: Vec<Somebody> = all(transaction, update, vec![member.number().into()]).await?;
    Ok(rows.into_iter().map(|row| Id::new(row.id)).collect())
}
