//! The rows that the desk reads: people with their standing, lines of the audit log.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::{STANDING, StandingRow, in_force};
use crate::{
    Database, Id, Roles,
    database::{all, listed},
    fault::Fault,
    members::{
        Member,
        audit::Deed,
        desk::{
            log::{Entry, Filter, Named},
            people::Person,
        },
    },
};

/// Everybody.
pub(in crate::members) async fn people(
    database: &Database,
    now: DateTime<Utc>,
) -> Result<Vec<Person>, Fault> {
    some(database.reader(), "", vec![now.into()]).await
}

/// One person.
pub(in crate::members) async fn person(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<Option<Person>, Fault> {
    Ok(some(connection, "WHERE m.id = $2", vec![now.into(), member.number().into()]).await?.pop())
}

async fn some(
    connection: &impl ConnectionTrait,
    which: &str,
    values: Vec<Value>,
) -> Result<Vec<Person>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        name: String,
        email: String,
        roles: i32,
        function: Option<String>,
        organisation: Option<String>,
        antenne_id: Option<i64>,
        antenne_name: Option<String>,
        department: Option<String>,
        joined_at: DateTime<Utc>,
        seen_at: Option<DateTime<Utc>>,
        #[sea_orm(nested)]
        standing: StandingRow,
        sessions: i64,
        help_until: Option<DateTime<Utc>>,
    }
    let query = format!(
        "SELECT m.id, m.name, m.email, m.roles, m.function, m.organisation, m.antenne_id, a.name AS antenne_name,
            a.department, m.joined_at, m.seen_at, {STANDING},
            (SELECT COUNT(*) FROM sessions o
            WHERE o.member_id = m.id AND o.revoked_at IS NULL AND o.expires_at > $1) AS sessions,
            (SELECT MAX(h.until) FROM help_consents h
            WHERE h.member_id = m.id AND h.withdrawn_at IS NULL AND h.until > $1) AS help_until
        FROM members m LEFT JOIN antennes a ON a.id = m.antenne_id {} {which}",
        in_force("$1")
    );
    let rows: Vec<Row> = all(connection, &query, values).await?;
    let person = |row: Row| Person {
        id: Id::new(row.id),
        name: row.name,
        email: row.email,
        roles: Roles::from_column(row.roles),
        function: row.function,
        antenne: row.antenne_id.map(Id::new),
        antenne_name: row.antenne_name,
        department: row.department,
        organisation: row.organisation,
        joined_at: row.joined_at,
        seen_at: row.seen_at,
        standing: row.standing.into(),
        sessions: row.sessions.unsigned_abs(),
        help_until: row.help_until,
    };
    Ok(rows.into_iter().map(person).collect())
}

/// Lines of the audit log, the latest first; `people` are those whom they are about, where it matters.
pub(in crate::members) async fn log(
    database: &Database,
    filter: &Filter,
    people: Option<&[Id<Member>]>,
    before: Option<i64>,
    most: u32,
) -> Result<Vec<Entry>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        at: DateTime<Utc>,
        deed: String,
        detail: String,
        address: Option<String>,
        actor_id: Option<i64>,
        actor: Option<String>,
        subject_id: Option<i64>,
        subject: Option<String>,
    }
    let (which, values) = which(filter, people, before, most);
    let query = format!(
        "SELECT l.id, l.at, l.deed, l.detail, l.address, l.actor_id, a.name AS actor, l.subject_id, s.name AS subject
        FROM audit_log l LEFT JOIN members a ON a.id = l.actor_id LEFT JOIN members s ON s.id = l.subject_id
        {which} ORDER BY l.id DESC LIMIT $1"
    );
    let rows: Vec<Row> = all(database.reader(), &query, values).await?;
    let named = |id: Option<i64>, name: Option<String>| {
        id.zip(name).map(|(id, name)| Named { id: Id::new(id), name })
    };
    let entry = |row: Row| Entry {
        id: row.id,
        at: row.at,
        actor: named(row.actor_id, row.actor),
        deed: Deed::from_code(&row.deed),
        subject: named(row.subject_id, row.subject),
        detail: row.detail,
        address: row.address,
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// The conditions of the filter, and the values of their parameters; the first is how many lines at most.
fn which(
    filter: &Filter,
    people: Option<&[Id<Member>]>,
    before: Option<i64>,
    most: u32,
) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![i64::from(most).into()];
    let mut conditions = Vec::new();
    let mut condition = |words: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
            conditions.push(format!("{words} ${}", values.len()));
        }
    };
    condition("l.id <", before.map(Into::into));
    condition("l.deed =", filter.deed.map(|deed| deed.code().into()));
    condition("l.at >=", filter.from.map(Into::into));
    condition("l.at <", filter.to.map(Into::into));
    if let Some(people) = people {
        // Numbers of ours, never what somebody typed. Nobody has the number 0.
        let numbers = listed(people.iter().map(|id| id.number()));
        let numbers = if numbers.is_empty() { "0" } else { &numbers };
        conditions.push(format!("(l.actor_id IN ({numbers}) OR l.subject_id IN ({numbers}))"));
    }
    let which =
        if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
    (which, values)
}
