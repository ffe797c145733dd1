//! Reading many days.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::{count, modality, public, state};
use crate::{
    Id,
    database::all,
    days::{DayId, Room, programme::Listed, registration},
    fault::Fault,
    members::{Member, Visitor},
};

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    title: String,
    public: String,
    modality: String,
    theme: String,
    department: Option<String>,
    place: String,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    state: String,
    capacity: i32,
    antenne_quota: Option<i32>,
    seated: i64,
    waiting: i64,
    mine: Option<String>,
}

impl Row {
    fn read(self) -> Result<Listed, Fault> {
        let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        let mine = self.mine.as_deref().map(|code| {
            registration::State::from_code(code)
                .ok_or_else(|| Fault::Corrupt(format!("a registration {code:?}")))
        });
        Ok(Listed {
            id: Id::new(self.id),
            title: self.title,
            public: public(&self.public)?,
            modality: modality(&self.modality)?,
            theme: self.theme,
            department: self.department,
            place: self.place,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            state: state(&self.state)?,
            room: Room { capacity: count(self.capacity), antenne_quota: self.antenne_quota.map(count) },
            seated: number(self.seated),
            waiting: number(self.waiting),
            mine: mine.transpose()?,
        })
    }
}

/// The days that the condition keeps, in order; `$1` is the visitor.
async fn those(
    connection: &impl ConnectionTrait,
    which: &str,
    values: Vec<Value>,
) -> Result<Vec<Listed>, Fault> {
    let query = format!(
        "SELECT d.id, d.title, d.public, d.modality, d.theme, d.department, d.place, d.starts_at, d.ends_at, d.state, d.capacity,
            d.antenne_quota, COALESCE(t.seated, 0) AS seated, COALESCE(t.waiting, 0) AS waiting, m.state AS mine
        FROM training_days d
        LEFT JOIN (SELECT day_id, COUNT(CASE WHEN state = 'seated' THEN 1 END) AS seated,
                COUNT(CASE WHEN state = 'waiting' THEN 1 END) AS waiting
            FROM day_registrations GROUP BY day_id) t ON t.day_id = d.id
        LEFT JOIN day_registrations m ON m.day_id = d.id AND m.member_id = $1 AND m.state <> 'withdrawn'
        WHERE {which}
        ORDER BY CASE WHEN d.starts_at IS NULL THEN 1 ELSE 0 END, d.starts_at, d.id"
    );
    let rows: Vec<Row> = all(connection, &query, values).await?;
    rows.into_iter().map(Row::read).collect()
}

fn me(visitor: &Visitor) -> Value {
    visitor.member().map_or(0, |member| member.id().number()).into()
}

pub(in crate::days) async fn of_year(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    drafts: bool,
    year: i32,
) -> Result<Vec<Listed>, Fault> {
    let which = "d.year = $2 AND (d.state <> 'draft' OR $3 = 1)";
    those(connection, which, vec![me(visitor), year.into(), i32::from(drafts).into()]).await
}

pub(in crate::days) async fn mine(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    now: DateTime<Utc>,
) -> Result<Vec<Listed>, Fault> {
    let which = "m.state IS NOT NULL AND d.state <> 'draft' AND (d.ends_at > $2 OR d.state = 'postponed')";
    those(connection, which, vec![me(visitor), now.into()]).await
}

/// The days where that person wants to come, whose sessions overlap those of the day.
pub(in crate::days) async fn conflicts(
    connection: &impl ConnectionTrait,
    member: &Member,
    day: DayId,
) -> Result<Vec<Listed>, Fault> {
    let which = "m.state IN ('seated', 'waiting', 'over_quota') AND d.state = 'published' AND d.id <> $2
        AND EXISTS (SELECT 1 FROM day_sessions theirs JOIN day_sessions own
            ON own.starts_at < theirs.ends_at AND theirs.starts_at < own.ends_at
            WHERE theirs.day_id = d.id AND own.day_id = $2)";
    those(connection, which, vec![member.id().number().into(), day.number().into()]).await
}
