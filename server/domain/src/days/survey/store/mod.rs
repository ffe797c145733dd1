//! The rows of surveys.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{Kind, SurveyId};
use crate::{
    Id,
    database::{Number, change, one},
    days::DayId,
    fault::Fault,
    members::Member,
};

mod counting;
mod letters;
mod questions;
mod reading;
mod roll;
mod sheets;

pub(super) use counting::*;
pub(crate) use letters::{Correspondent, ask_by_letter, asked, remind_by_letter, reminded};
pub(super) use questions::*;
pub(in crate::days) use reading::TO_ANSWER;
pub(super) use reading::*;
pub(super) use roll::*;
pub(super) use sheets::*;

pub(in crate::days) fn kind(code: &str) -> Result<Kind, Fault> {
    Kind::from_code(code).ok_or_else(|| Fault::Corrupt(format!("a survey of {code:?}")))
}

pub(super) fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A survey as the rules see it, while its row is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) kind: Kind,
    pub(super) edition: i32,
    pub(super) opened_at: Option<DateTime<Utc>>,
    pub(super) closes_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
}

impl Held {
    /// Whether it takes answers.
    pub(super) fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.opened_at.is_some()
            && self.closed_at.is_none()
            && self.closes_at.is_none_or(|closing| now < closing)
    }
}

/// Holds the survey's row until the end of the transaction: one statement that reads and writes.
pub(super) async fn hold(transaction: &DatabaseTransaction, survey: SurveyId) -> Result<Option<Held>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        kind: String,
        edition: i32,
        opened_at: Option<DateTime<Utc>>,
        closes_at: Option<DateTime<Utc>>,
        closed_at: Option<DateTime<Utc>>,
    }
    let hold = "UPDATE surveys SET turns = turns + 1 WHERE id = $1
        RETURNING kind, edition, opened_at, closes_at, closed_at";
    let row: Option<Row> = one(transaction, hold, vec![survey.number().into()]).await?;
    row.map(|row| {
        let Row { edition, opened_at, closes_at, closed_at, .. } = row;
        Ok(Held { kind: kind(&row.kind)?, edition, opened_at, closes_at, closed_at })
    })
    .transpose()
}

/// The survey of that kind of that day, made if there is none; nobody makes the one that the clock opens.
pub(super) async fn of_day_or_new(
    transaction: &DatabaseTransaction,
    day: DayId,
    kind: Kind,
    delay: u32,
    maker: Option<Id<Member>>,
    now: DateTime<Utc>,
) -> Result<SurveyId, Fault> {
    let make = "INSERT INTO surveys (kind, day_id, delay_days, made_by, made_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (day_id, kind) DO UPDATE SET turns = surveys.turns + 1 RETURNING id";
    let values = vec![
        kind.code().into(),
        day.number().into(),
        i32::try_from(delay).unwrap_or(i32::MAX).into(),
        maker.map(Id::number).into(),
        now.into(),
    ];
    let row: Option<Number> = one(transaction, make, values).await?;
    row.map(|row| Id::new(row.id)).ok_or_else(|| Fault::Corrupt("a survey without a number".to_owned()))
}

/// A survey of the needs of that year; `None` when there is one.
pub(super) async fn add_needs(
    transaction: &DatabaseTransaction,
    year: i32,
    maker: Id<Member>,
    now: DateTime<Utc>,
) -> Result<Option<SurveyId>, Fault> {
    let make = "INSERT INTO surveys (kind, year, delay_days, made_by, made_at) VALUES ($1, $2, 0, $3, $4)
        ON CONFLICT (year) DO NOTHING RETURNING id";
    let values = vec![Kind::Needs.code().into(), year.into(), maker.number().into(), now.into()];
    let row: Option<Number> = one(transaction, make, values).await?;
    Ok(row.map(|row| Id::new(row.id)))
}

pub(super) async fn set_delay(
    transaction: &DatabaseTransaction,
    survey: SurveyId,
    delay: u32,
) -> Result<(), Fault> {
    let update = "UPDATE surveys SET delay_days = $2 WHERE id = $1";
    let delay = i32::try_from(delay).unwrap_or(i32::MAX);
    change(transaction, update, vec![survey.number().into(), delay.into()]).await?;
    Ok(())
}

/// Says that its questions have changed.
pub(super) async fn newer(transaction: &DatabaseTransaction, survey: SurveyId) -> Result<(), Fault> {
    let update = "UPDATE surveys SET edition = edition + 1 WHERE id = $1";
    change(transaction, update, vec![survey.number().into()]).await?;
    Ok(())
}

pub(super) async fn open(
    transaction: &DatabaseTransaction,
    survey: SurveyId,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE surveys SET opened_at = $2, closes_at = $3 WHERE id = $1 AND opened_at IS NULL";
    change(transaction, update, vec![survey.number().into(), now.into(), until.into()]).await?;
    Ok(())
}

pub(super) async fn close(
    transaction: &DatabaseTransaction,
    survey: SurveyId,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE surveys SET closed_at = $2, closed_by = $3 WHERE id = $1 AND closed_at IS NULL";
    change(transaction, update, vec![survey.number().into(), now.into(), by.number().into()]).await?;
    Ok(())
}

pub(super) async fn reopen(
    transaction: &DatabaseTransaction,
    survey: SurveyId,
    until: Option<DateTime<Utc>>,
) -> Result<(), Fault> {
    let update = "UPDATE surveys SET closed_at = NULL, closed_by = NULL, closes_at = $2 WHERE id = $1";
    change(transaction, update, vec![survey.number().into(), until.into()]).await?;
    Ok(())
}
