//! The rows of days.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{Act, DayId, Modality, Plan, Public, Room, State, Window, held::Held};
use crate::{
    Id,
    database::{Number, all, change, one},
    fault::Fault,
    members::Member,
};

mod around;
mod diary;
pub(crate) mod following;
mod letters;
mod listing;
mod page;
mod telling;
mod writing;

pub(super) use around::*;
pub(super) use diary::*;
pub(crate) use letters::*;
pub(super) use listing::*;
pub(super) use page::*;
pub(crate) use telling::{Concerned, concerned, moved, reminded, take_telling, to_remind};
pub(super) use telling::{due_telling, put_off_telling, remember_known};
pub(super) use writing::*;

pub(super) fn state(code: &str) -> Result<State, Fault> {
    State::from_code(code).ok_or_else(|| Fault::Corrupt(format!("a day that is {code:?}")))
}

pub(super) fn public(code: &str) -> Result<Public, Fault> {
    Public::from_code(code).ok_or_else(|| Fault::Corrupt(format!("a day for {code:?}")))
}

pub(super) fn modality(code: &str) -> Result<Modality, Fault> {
    Modality::from_code(code).ok_or_else(|| Fault::Corrupt(format!("a day held by {code:?}")))
}

fn count(number: i32) -> u32 {
    number.unsigned_abs()
}

/// What was done to a day. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    Made,
    Changed,
    Acted(Act),
    MinutesPublished,
    MinutesReopened,
}

impl Deed {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Deed::Made => "made",
            Deed::Changed => "changed",
            Deed::Acted(act) => act.code(),
            Deed::MinutesPublished => "minutes_published",
            Deed::MinutesReopened => "minutes_reopened",
        }
    }
}

/// Notes what was done to a day; the number of the deed.
pub(super) async fn note(
    transaction: &DatabaseTransaction,
    day: DayId,
    by: Option<Id<Member>>,
    deed: Deed,
    word: &str,
    now: DateTime<Utc>,
) -> Result<i64, Fault> {
    let insert =
        "INSERT INTO day_deeds (day_id, at, by_id, deed, word) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let values =
        vec![day.number().into(), now.into(), by.map(Id::number).into(), deed.code().into(), word.into()];
    let row: Option<Number> = one(transaction, insert, values).await?;
    row.map(|row| row.id).ok_or_else(|| Fault::Corrupt("a deed without a number".to_owned()))
}

#[derive(FromQueryResult)]
struct HeldRow {
    state: String,
    public: String,
    capacity: i32,
    antenne_quota: Option<i32>,
    opens_at: Option<DateTime<Utc>>,
    closes_at: Option<DateTime<Utc>>,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    arrivals: i64,
}

impl HeldRow {
    fn read(self) -> Result<Held, Fault> {
        let Self { opens_at, closes_at, starts_at, ends_at, arrivals, .. } = self;
        Ok(Held {
            state: state(&self.state)?,
            public: public(&self.public)?,
            room: Room { capacity: count(self.capacity), antenne_quota: self.antenne_quota.map(count) },
            window: Window { opens_at, closes_at, starts_at },
            ends_at,
            arrivals,
        })
    }
}

const HELD: &str =
    "state, public, capacity, antenne_quota, opens_at, closes_at, starts_at, ends_at, arrivals";

/// Holds the day's row until the end of the transaction, and gives the next rank of arrival. One statement that reads and writes: no
/// other process can come between.
pub(crate) async fn hold(transaction: &DatabaseTransaction, day: DayId) -> Result<Option<Held>, Fault> {
    let hold = format!("UPDATE training_days SET arrivals = arrivals + 1 WHERE id = $1 RETURNING {HELD}");
    let row: Option<HeldRow> = one(transaction, &hold, vec![day.number().into()]).await?;
    row.map(HeldRow::read).transpose()
}

/// The same, looked at without being held.
pub(super) async fn look(connection: &impl ConnectionTrait, day: DayId) -> Result<Option<Held>, Fault> {
    let look = format!("SELECT {HELD} FROM training_days WHERE id = $1");
    let row: Option<HeldRow> = one(connection, &look, vec![day.number().into()]).await?;
    row.map(HeldRow::read).transpose()
}

/// Every year's plan, the latest first.
pub(super) async fn plans(connection: &impl ConnectionTrait) -> Result<Vec<Plan>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        year: i32,
        for_advisors: i32,
        for_assistants: i32,
        for_both: i32,
    }
    let query = "SELECT year, for_advisors, for_assistants, for_both FROM programmes ORDER BY year DESC";
    let rows: Vec<Row> = all(connection, query, vec![]).await?;
    let plan = |row: Row| Plan {
        year: row.year,
        for_advisors: count(row.for_advisors),
        for_assistants: count(row.for_assistants),
        for_both: count(row.for_both),
    };
    Ok(rows.into_iter().map(plan).collect())
}

pub(super) async fn set_plan(
    transaction: &DatabaseTransaction,
    plan: &Plan,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let put = "INSERT INTO programmes (year, for_advisors, for_assistants, for_both, changed_by, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (year) DO UPDATE SET for_advisors = $2, for_assistants = $3, for_both = $4, changed_by = $5, changed_at = $6";
    let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    let values = vec![
        plan.year.into(),
        number(plan.for_advisors).into(),
        number(plan.for_assistants).into(),
        number(plan.for_both).into(),
        by.number().into(),
        now.into(),
    ];
    change(transaction, put, values).await?;
    Ok(())
}

/// Makes the usual plan of a year that has none: days have a year's programme to be in.
pub(super) async fn plan_exists(
    transaction: &DatabaseTransaction,
    year: i32,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let plan = Plan::usual(year);
    let make = "INSERT INTO programmes (year, for_advisors, for_assistants, for_both, changed_by, changed_at)
        VALUES ($1, 0, 0, $2, $3, $4) ON CONFLICT (year) DO NOTHING";
    let target = i32::try_from(plan.target()).unwrap_or(i32::MAX);
    change(transaction, make, vec![year.into(), target.into(), by.number().into(), now.into()]).await?;
    Ok(())
}
