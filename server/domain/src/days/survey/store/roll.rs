//! Who is asked, and who has answered.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::number_of;
use crate::{
    Id,
    database::{change, one},
    days::survey::{ASKED, SurveyId},
    fault::Fault,
    members::Member,
};

/// Who is asked by which survey, and nowhere else: those who had a seat at the day, unless the sheet says that they were at none of its
/// sessions or they left, and those who were there without one; for the needs, advisors and assistants.
fn who_is_asked() -> String {
    format!(
        "SELECT s.id AS survey_id, c.member_id FROM surveys s JOIN day_registrations c ON c.day_id = s.day_id AND c.state = 'seated'
            JOIN members p ON p.id = c.member_id AND p.left_at IS NULL
        WHERE NOT EXISTS (SELECT 1 FROM day_sessions q JOIN attendances a ON a.session_id = q.id AND a.mark <> 'present'
            WHERE q.day_id = s.day_id AND a.member_id = c.member_id)
        UNION
        SELECT s.id, a.member_id FROM surveys s JOIN day_sessions q ON q.day_id = s.day_id
            JOIN attendances a ON a.session_id = q.id AND a.mark = 'present' AND a.member_id IS NOT NULL
        UNION ALL
        SELECT s.id, p.id FROM surveys s JOIN members p ON s.kind = 'needs' AND p.left_at IS NULL AND (p.roles & {}) <> 0",
        ASKED.column()
    )
}

/// An open survey whose roll misses somebody who is asked.
pub(in crate::days::survey) async fn short_of_people(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Option<SurveyId>, Fault> {
    let query = format!(
        "SELECT o.id FROM surveys o JOIN ({}) w ON w.survey_id = o.id
            LEFT JOIN survey_roll r ON r.survey_id = o.id AND r.member_id = w.member_id
        WHERE o.opened_at IS NOT NULL AND o.closed_at IS NULL AND o.closes_at > $1 AND r.member_id IS NULL
        ORDER BY o.id LIMIT 1",
        who_is_asked()
    );
    number_of(connection, &query, vec![now.into()]).await
}

/// Puts everybody who is asked on the roll, all at once and in the order of their numbers: that somebody is there says nothing of them.
pub(in crate::days::survey) async fn call_roll(
    transaction: &DatabaseTransaction,
    survey: SurveyId,
) -> Result<(), Fault> {
    let insert = format!(
        "INSERT INTO survey_roll (survey_id, member_id) SELECT w.survey_id, w.member_id FROM ({}) w WHERE w.survey_id = $1
        ORDER BY w.member_id ON CONFLICT (survey_id, member_id) DO NOTHING",
        who_is_asked()
    );
    change(transaction, &insert, vec![survey.number().into()]).await?;
    Ok(())
}

/// Whether that person has answered; `None` for whoever is not asked.
pub(in crate::days::survey) async fn has_answered(
    connection: &impl ConnectionTrait,
    survey: SurveyId,
    member: Id<Member>,
) -> Result<Option<bool>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        answered: i32,
    }
    let query = "SELECT answered FROM survey_roll WHERE survey_id = $1 AND member_id = $2";
    let row: Option<Row> =
        one(connection, query, vec![survey.number().into(), member.number().into()]).await?;
    Ok(row.map(|row| row.answered != 0))
}

/// Ticks that person. Every row of the roll is written: which one changed is in no trace of the database's own.
pub(in crate::days::survey) async fn tick(
    transaction: &DatabaseTransaction,
    survey: SurveyId,
    member: Id<Member>,
) -> Result<(), Fault> {
    let update = "UPDATE survey_roll SET answered = CASE WHEN member_id = $2 THEN 1 ELSE answered END WHERE survey_id = $1";
    change(transaction, update, vec![survey.number().into(), member.number().into()]).await?;
    Ok(())
}
