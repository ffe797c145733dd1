//! The rows of attendance.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{DayId, Outline};
use crate::{
    Id,
    database::{Number, all, listed, one},
    days::{Modality, State, details::Papers},
    fault::Fault,
    members::Member,
};

mod certificates;
mod codes;
mod rows;
mod sheets;
mod waiting;

pub(super) use certificates::*;
pub(super) use codes::*;
pub(in crate::days) use rows::lasts;
pub(super) use rows::*;
pub(super) use sheets::*;
pub(in crate::days) use waiting::*;

/// What attendance needs to know of a day, whoever asks.
pub(super) async fn outline(connection: &impl ConnectionTrait, day: DayId) -> Result<Option<Outline>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        title: String,
        year: i32,
        state: String,
        modality: String,
        place: String,
        starts_at: Option<DateTime<Utc>>,
        ends_at: Option<DateTime<Utc>>,
        papers: i32,
    }
    let query = "SELECT title, year, state, modality, place, starts_at, ends_at, papers FROM training_days WHERE id = $1";
    let row: Option<Row> = one(connection, query, vec![day.number().into()]).await?;
    row.map(|row| {
        let unknown = |code: &str| Fault::Corrupt(format!("a day that is {code:?}"));
        Ok(Outline {
            id: day,
            title: row.title,
            year: row.year,
            state: State::from_code(&row.state).ok_or_else(|| unknown(&row.state))?,
            modality: Modality::from_code(&row.modality).ok_or_else(|| unknown(&row.modality))?,
            place: row.place,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            papers: Papers::from_column(row.papers),
        })
    })
    .transpose()
}

/// Somebody with a seat who is still here.
pub(in crate::days) struct Expected {
    pub(in crate::days) member: Id<Member>,
    pub(in crate::days) name: String,
    pub(in crate::days) structure: String,
}

/// Those who have a seat. Whoever has left since has only what was said of them, under the name of that day.
pub(in crate::days) async fn expected(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Vec<Expected>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        member_id: i64,
        name: String,
        structure: String,
    }
    let query = "SELECT r.member_id, m.name, COALESCE(a.name, m.organisation, '') AS structure
        FROM day_registrations r JOIN members m ON m.id = r.member_id LEFT JOIN antennes a ON a.id = r.antenne_id
        WHERE r.day_id = $1 AND r.state = 'seated' AND m.left_at IS NULL ORDER BY r.rank, r.id";
    let rows: Vec<Row> = all(connection, query, vec![day.number().into()]).await?;
    let one =
        |row: Row| Expected { member: Id::new(row.member_id), name: row.name, structure: row.structure };
    Ok(rows.into_iter().map(one).collect())
}

/// Which of these sessions somebody is marked in.
pub(in crate::days) async fn signed_among(
    connection: &impl ConnectionTrait,
    sessions: &[i64],
) -> Result<bool, Fault> {
    let query = format!("SELECT id FROM attendances WHERE session_id IN ({}) LIMIT 1", listed(sessions));
    let row: Option<Number> = one(connection, &query, vec![]).await?;
    Ok(row.is_some())
}
