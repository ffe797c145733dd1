//! Days and their minutes as the index takes them, and where what it finds leads. How to get there, or how to connect, is not among
//! what is taken: it is for those who come.

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, Value};

use super::state;
use crate::{
    Database, Id,
    database::{all, is_postgres, listed},
    days::{DayId, State, page},
    fault::Fault,
    members::Visitor,
};

/// A day's words; `shown` says whether others than organisers see it.
#[derive(FromQueryResult)]
pub(crate) struct DayText {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) objectives: String,
    pub(crate) theme: String,
    pub(crate) place: String,
    pub(crate) at: DateTime<Utc>,
    pub(crate) shown: bool,
    pub(crate) speakers: Option<String>,
    pub(crate) agenda: Option<String>,
    pub(crate) certifications: Option<String>,
    /// The minutes, once they are published.
    pub(crate) minutes: Option<String>,
    pub(crate) minutes_at: Option<DateTime<Utc>>,
}

fn texts(postgres: bool) -> String {
    let joined = |value: &str, table: &str, by: &str| match postgres {
        true => {
            format!("(SELECT STRING_AGG({value}, '. ' ORDER BY {by}) FROM {table} x WHERE x.day_id = d.id)")
        }
        false => {
            format!("(SELECT GROUP_CONCAT({value}, '. ' ORDER BY {by}) FROM {table} x WHERE x.day_id = d.id)")
        }
    };
    format!(
        "SELECT d.id, d.title, d.objectives, d.theme, d.place, COALESCE(d.published_at, d.made_at) AS at, (d.state <> 'draft') AS shown,
            {} AS speakers, {} AS agenda, {} AS certifications, n.body AS minutes, n.published_at AS minutes_at
        FROM training_days d LEFT JOIN day_minutes n ON n.day_id = d.id AND n.published_at IS NOT NULL",
        joined(
            "x.name || CASE x.function WHEN '' THEN '' ELSE ', ' || x.function END || CASE x.organisation WHEN '' THEN '' ELSE ', ' || x.organisation END",
            "day_speakers",
            "x.position",
        ),
        joined("x.label || '. ' || x.agenda", "day_sessions", "x.starts_at, x.id"),
        joined("'RNCP' || CAST(x.certification AS TEXT)", "day_certifications", "x.certification"),
    )
}

/// The day as it is now.
pub(crate) async fn text(database: &Database, day: i64) -> Result<Option<DayText>, Fault> {
    Ok(selected(database, "WHERE d.id = $1", vec![day.into()]).await?.pop())
}

/// The days that are shown, after that number, in its order.
pub(crate) async fn texts_after(database: &Database, after: i64, most: u32) -> Result<Vec<DayText>, Fault> {
    let which = "WHERE d.id > $1 AND d.state <> 'draft' ORDER BY d.id LIMIT $2";
    selected(database, which, vec![after.into(), i64::from(most).into()]).await
}

async fn selected(database: &Database, which: &str, values: Vec<Value>) -> Result<Vec<DayText>, Fault> {
    let query = format!("{} {which}", texts(is_postgres(database.reader())));
    Ok(all(database.reader(), &query, values).await?)
}

/// A day that was found, as it is now.
pub(crate) struct Located {
    pub(crate) id: DayId,
    pub(crate) title: String,
    pub(crate) state: State,
    pub(crate) starts_at: Option<DateTime<Utc>>,
    /// Whether its minutes are published.
    pub(crate) has_minutes: bool,
}

/// Those of these days that the visitor sees.
pub(crate) async fn locate(
    database: &Database,
    visitor: &Visitor,
    days: &[i64],
) -> Result<Vec<Located>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        title: String,
        state: String,
        starts_at: Option<DateTime<Utc>>,
        has_minutes: bool,
    }
    if days.is_empty() || !visitor.sees(crate::days::AUDIENCE) {
        return Ok(Vec::new());
    }
    let query = format!(
        "SELECT d.id, d.title, d.state, d.starts_at,
            EXISTS (SELECT 1 FROM day_minutes n WHERE n.day_id = d.id AND n.published_at IS NOT NULL) AS has_minutes
        FROM training_days d WHERE d.id IN ({}) AND (d.state <> 'draft' OR $1 = 1)",
        listed(days)
    );
    let values = vec![i32::from(page::sees_drafts(visitor)).into()];
    let rows: Vec<Row> = all(database.reader(), &query, values).await?;
    rows.into_iter()
        .map(|row| {
            let (id, state) = (Id::new(row.id), state(&row.state)?);
            Ok(Located {
                id,
                title: row.title,
                state,
                starts_at: row.starts_at,
                has_minutes: row.has_minutes,
            })
        })
        .collect()
}
