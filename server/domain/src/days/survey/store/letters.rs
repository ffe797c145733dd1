//! Who is written to about a survey: once when it opens, once more when they have not answered.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use super::kind;
use crate::{
    Id,
    database::{change, one},
    days::{
        DayId,
        survey::{Kind, SurveyId},
    },
    fault::Fault,
    mail::EmailAddress,
    members::Member,
};

/// Somebody who is written to about a survey.
pub(crate) struct Correspondent {
    pub(crate) survey: SurveyId,
    pub(crate) member: Id<Member>,
    pub(crate) name: String,
    /// None for an account that was erased a moment ago.
    pub(crate) email: Option<EmailAddress>,
    pub(crate) kind: Kind,
    pub(crate) year: Option<i32>,
    pub(crate) day: Option<(DayId, String)>,
    pub(crate) closes_at: DateTime<Utc>,
}

/// The first who has not answered a survey that is open, wishes letters about the days, and whom the condition keeps.
async fn next(
    connection: &impl ConnectionTrait,
    which: &str,
    values: Vec<Value>,
) -> Result<Option<Correspondent>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        survey_id: i64,
        member_id: i64,
        name: String,
        email: String,
        kind: String,
        year: Option<i32>,
        day_id: Option<i64>,
        title: Option<String>,
        closes_at: DateTime<Utc>,
    }
    let query = format!(
        "SELECT r.survey_id, r.member_id, m.name, m.email, s.kind, s.year, s.day_id, d.title, s.closes_at
        FROM surveys s JOIN survey_roll r ON r.survey_id = s.id JOIN members m ON m.id = r.member_id
            LEFT JOIN training_days d ON d.id = s.day_id
        WHERE s.opened_at IS NOT NULL AND s.closed_at IS NULL AND s.closes_at > $1 AND r.answered = 0
            AND (s.day_id IS NULL OR d.state IN ('published', 'held')) AND m.letters_days = 1 AND m.left_at IS NULL AND {which}
        ORDER BY s.opened_at, s.id, r.member_id LIMIT 1"
    );
    let row: Option<Row> = one(connection, &query, values).await?;
    row.map(|row| {
        Ok(Correspondent {
            survey: Id::new(row.survey_id),
            member: Id::new(row.member_id),
            name: row.name,
            email: EmailAddress::parse(&row.email).ok(),
            kind: kind(&row.kind)?,
            year: row.year,
            day: row.day_id.map(Id::new).zip(row.title),
            closes_at: row.closes_at,
        })
    })
    .transpose()
}

/// Somebody to ask, of a survey that opened since.
pub(crate) async fn ask_by_letter(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
    since: DateTime<Utc>,
) -> Result<Option<Correspondent>, Fault> {
    let which = "r.asked_at IS NULL AND s.opened_at > $2";
    next(connection, which, vec![now.into(), since.into()]).await
}

/// Somebody to remind, who was asked before that instant, of a survey that stays open until another.
pub(crate) async fn remind_by_letter(
    connection: &impl ConnectionTrait,
    asked_before: DateTime<Utc>,
    open_until: DateTime<Utc>,
) -> Result<Option<Correspondent>, Fault> {
    let which = "r.asked_at <= $2 AND r.reminded_at IS NULL";
    next(connection, which, vec![open_until.into(), asked_before.into()]).await
}

/// Whether nobody had asked them, and now somebody has.
pub(crate) async fn asked(
    transaction: &DatabaseTransaction,
    survey: SurveyId,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update =
        "UPDATE survey_roll SET asked_at = $3 WHERE survey_id = $1 AND member_id = $2 AND asked_at IS NULL
        AND answered = 0";
    let values = vec![survey.number().into(), member.number().into(), now.into()];
    Ok(change(transaction, update, values).await? > 0)
}

/// Whether nobody had reminded them, and now somebody has.
pub(crate) async fn reminded(
    transaction: &DatabaseTransaction,
    survey: SurveyId,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE survey_roll SET reminded_at = $3 WHERE survey_id = $1 AND member_id = $2 AND reminded_at IS NULL
        AND answered = 0";
    let values = vec![survey.number().into(), member.number().into(), now.into()];
    Ok(change(transaction, update, values).await? > 0)
}
