//! Days as diaries read them, many at once.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use crate::{
    Id,
    database::{all, listed},
    days::{agenda::Agenda, calendar::Facts},
    fault::Fault,
    members::Member,
    text::{self, Markdown},
};

/// Those where that person has a seat and that end after `since`.
pub(in crate::days) async fn diary_of(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
    since: DateTime<Utc>,
) -> Result<Vec<Facts>, Fault> {
    let query = "SELECT d.id, d.title, d.place, d.access, d.starts_at, d.ends_at, d.state, CAST(d.sequence AS BIGINT)
            + (SELECT COUNT(*) FROM registration_deeds e WHERE e.registration_id = r.id) AS sequence
        FROM training_days d JOIN day_registrations r ON r.day_id = d.id AND r.member_id = $1 AND r.state = 'seated'
        WHERE d.ends_at > $2 AND d.state <> 'draft' ORDER BY d.starts_at, d.id";
    those(connection, query, vec![member.number().into(), since.into()]).await
}

/// Those that are shown and end after `since`, without how to come to them.
pub(in crate::days) async fn diary(
    connection: &impl ConnectionTrait,
    since: DateTime<Utc>,
) -> Result<Vec<Facts>, Fault> {
    let query = "SELECT id, title, place, '' AS access, starts_at, ends_at, state, CAST(sequence AS BIGINT) AS sequence
        FROM training_days WHERE ends_at > $1 AND state <> 'draft' ORDER BY starts_at, id";
    those(connection, query, vec![since.into()]).await
}

async fn those(
    connection: &impl ConnectionTrait,
    query: &str,
    values: Vec<Value>,
) -> Result<Vec<Facts>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        title: String,
        place: String,
        access: String,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
        state: String,
        sequence: i64,
    }
    let rows: Vec<Row> = all(connection, query, values).await?;
    let numbers: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut sessions = sessions_of_all(connection, &numbers).await?;
    let facts = |row: Row| Facts {
        day: Id::new(row.id),
        sequence: u32::try_from(row.sequence).unwrap_or(u32::MAX),
        title: row.title,
        place: row.place,
        access: if row.access.is_empty() {
            String::new()
        } else {
            text::plain(&Markdown::from_stored(row.access))
        },
        url: String::new(),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        cancelled: matches!(row.state.as_str(), "cancelled" | "postponed"),
        sessions: sessions.remove(&row.id).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(facts).collect())
}

type Sessions = Vec<(String, DateTime<Utc>, DateTime<Utc>, Agenda)>;

async fn sessions_of_all(
    connection: &impl ConnectionTrait,
    days: &[i64],
) -> Result<HashMap<i64, Sessions>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        day_id: i64,
        label: String,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
        agenda: String,
    }
    let mut sessions: HashMap<i64, Sessions> = HashMap::new();
    if days.is_empty() {
        return Ok(sessions);
    }
    let query = format!(
        "SELECT day_id, label, starts_at, ends_at, agenda FROM day_sessions WHERE day_id IN ({}) ORDER BY starts_at, id",
        listed(days)
    );
    let rows: Vec<Row> = all(connection, &query, vec![]).await?;
    for row in rows {
        let session = (row.label, row.starts_at, row.ends_at, Agenda::from_stored(row.agenda));
        sessions.entry(row.day_id).or_default().push(session);
    }
    Ok(sessions)
}
