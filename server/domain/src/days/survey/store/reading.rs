//! Reading surveys.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::{count, kind};
use crate::{
    Id,
    database::{all, one},
    days::{
        DayId,
        survey::{DELAY, Kind, Survey, SurveyId, opening::Due},
    },
    fault::Fault,
    members::Member,
};

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    kind: String,
    year: Option<i32>,
    day_id: Option<i64>,
    title: Option<String>,
    ends_at: Option<DateTime<Utc>>,
    delay_days: i32,
    opened_at: Option<DateTime<Utc>>,
    closes_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    edition: i32,
    asked: i64,
    answered: i64,
    sheets: i64,
    mine: Option<i32>,
}

impl Row {
    fn read(self) -> Result<(Survey, bool), Fault> {
        let ended = self.ends_at;
        let survey = Survey {
            id: Id::new(self.id),
            kind: kind(&self.kind)?,
            year: self.year,
            day: self.day_id.zip(self.title).map(|(day, title)| (Id::new(day), title, ended)),
            delay: self.delay_days.unsigned_abs(),
            opened_at: self.opened_at,
            closes_at: self.closes_at,
            closed_at: self.closed_at,
            edition: self.edition,
            asked: count(self.asked),
            answered: count(self.answered),
            sheets: count(self.sheets),
        };
        Ok((survey, self.mine.is_some_and(|mine| mine != 0)))
    }
}

/// The surveys that the condition keeps; `$1` is the member whose own tick is read, if any.
async fn those(
    connection: &impl ConnectionTrait,
    which: &str,
    values: Vec<Value>,
) -> Result<Vec<(Survey, bool)>, Fault> {
    let query = format!(
        "SELECT s.id, s.kind, s.year, s.day_id, d.title, d.ends_at, s.delay_days, s.opened_at, s.closes_at, s.closed_at, s.edition,
            (SELECT COUNT(*) FROM survey_roll r WHERE r.survey_id = s.id) AS asked,
            (SELECT COUNT(*) FROM survey_roll r WHERE r.survey_id = s.id AND r.answered = 1) AS answered,
            (SELECT COUNT(*) FROM survey_sheets k WHERE k.survey_id = s.id) AS sheets, m.answered AS mine
        FROM surveys s LEFT JOIN training_days d ON d.id = s.day_id
            LEFT JOIN survey_roll m ON m.survey_id = s.id AND m.member_id = $1
        WHERE {which}"
    );
    let rows: Vec<Row> = all(connection, &query, values).await?;
    rows.into_iter().map(Row::read).collect()
}

fn alone(found: Vec<(Survey, bool)>) -> Option<Survey> {
    found.into_iter().next().map(|(survey, _)| survey)
}

pub(in crate::days::survey) async fn survey(
    connection: &impl ConnectionTrait,
    survey: SurveyId,
) -> Result<Option<Survey>, Fault> {
    Ok(alone(those(connection, "s.id = $2", vec![0_i64.into(), survey.number().into()]).await?))
}

pub(in crate::days::survey) async fn surveys_of_day(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Vec<Survey>, Fault> {
    let found = those(connection, "s.day_id = $2", vec![0_i64.into(), day.number().into()]).await?;
    Ok(found.into_iter().map(|(survey, _)| survey).collect())
}

/// What a day is called, and when it ends.
pub(in crate::days::survey) async fn day(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Option<(String, Option<DateTime<Utc>>)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        title: String,
        ends_at: Option<DateTime<Utc>>,
    }
    let query = "SELECT title, ends_at FROM training_days WHERE id = $1";
    let row: Option<Row> = one(connection, query, vec![day.number().into()]).await?;
    Ok(row.map(|row| (row.title, row.ends_at)))
}

pub(in crate::days::survey) async fn all_needs(
    connection: &impl ConnectionTrait,
) -> Result<Vec<Survey>, Fault> {
    let found = those(connection, "s.kind = 'needs' ORDER BY s.year DESC", vec![0_i64.into()]).await?;
    Ok(found.into_iter().map(|(survey, _)| survey).collect())
}

/// The survey of that day that opened, where the member is on its roll; whether they have answered. A day that was called off since
/// asks nothing.
pub(in crate::days::survey) async fn asked_of_day(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
    day: DayId,
    kind: Kind,
) -> Result<Option<(Survey, bool)>, Fault> {
    let which = "s.day_id = $2 AND s.kind = $3 AND s.opened_at IS NOT NULL AND m.member_id IS NOT NULL
        AND d.state IN ('published', 'held')";
    let values = vec![member.number().into(), day.number().into(), kind.code().into()];
    Ok(those(connection, which, values).await?.into_iter().next())
}

/// The same of the latest survey of the needs.
pub(in crate::days::survey) async fn asked_of_needs(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
) -> Result<Option<(Survey, bool)>, Fault> {
    let which = "s.kind = 'needs' AND s.opened_at IS NOT NULL AND m.member_id IS NOT NULL
        ORDER BY s.opened_at DESC, s.id DESC LIMIT 1";
    Ok(those(connection, which, vec![member.number().into()]).await?.into_iter().next())
}

/// The open surveys that wait for the answers of the person `$1`, as `days::waiting` reads them; `$2` is now.
pub(in crate::days) const TO_ANSWER: &str =
    "SELECT 'answer' AS what, s.day_id, COALESCE(d.title, '') AS title, s.kind AS code, '' AS label, s.year, s.closes_at AS at,
        CAST(0 AS BIGINT) AS missing
    FROM survey_roll r JOIN surveys s ON s.id = r.survey_id LEFT JOIN training_days d ON d.id = s.day_id
    WHERE r.member_id = $1 AND r.answered = 0 AND s.opened_at IS NOT NULL AND s.closed_at IS NULL AND s.closes_at > $2
        AND (s.day_id IS NULL OR d.state IN ('published', 'held'))";

/// The surveys that have not opened of the days that ended between these instants.
pub(in crate::days::survey) async fn unopened(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
    since: DateTime<Utc>,
) -> Result<Vec<Due>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        ends_at: DateTime<Utc>,
        hot: i32,
        cold: i32,
        delay: Option<i32>,
    }
    let query = "SELECT d.id, d.ends_at, c.delay_days AS delay,
            CASE WHEN h.opened_at IS NULL AND h.closed_at IS NULL THEN 1 ELSE 0 END AS hot,
            CASE WHEN c.opened_at IS NULL AND c.closed_at IS NULL THEN 1 ELSE 0 END AS cold
        FROM training_days d LEFT JOIN surveys h ON h.day_id = d.id AND h.kind = 'hot'
            LEFT JOIN surveys c ON c.day_id = d.id AND c.kind = 'cold'
        WHERE d.state IN ('published', 'held') AND d.ends_at <= $1 AND d.ends_at > $2
            AND ((h.opened_at IS NULL AND h.closed_at IS NULL) OR (c.opened_at IS NULL AND c.closed_at IS NULL))
        ORDER BY d.ends_at, d.id";
    let rows: Vec<Row> = all(connection, query, vec![now.into(), since.into()]).await?;
    let both = |row: Row| {
        let (day, ended) = (Id::new(row.id), row.ends_at);
        let hot = (row.hot != 0).then_some(Due { day, kind: Kind::Hot, ended, delay: 0 });
        let delay = row.delay.map_or(DELAY, i32::unsigned_abs);
        let cold = (row.cold != 0).then_some(Due { day, kind: Kind::Cold, ended, delay });
        hot.into_iter().chain(cold)
    };
    Ok(rows.into_iter().flat_map(both).collect())
}

/// A survey's number where there is one.
pub(in crate::days::survey) async fn number_of(
    connection: &impl ConnectionTrait,
    query: &str,
    values: Vec<Value>,
) -> Result<Option<SurveyId>, Fault> {
    let row: Option<crate::database::Number> = one(connection, query, values).await?;
    Ok(row.map(|row| Id::new(row.id)))
}
