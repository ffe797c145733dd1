//! Counting sheets: sums leave here, never a sheet.

use sea_orm::{ConnectionTrait, FromQueryResult};

use super::count;
use crate::{
    Roles,
    database::{all, listed},
    days::{
        Public,
        survey::{SurveyId, tally::Count},
    },
    fault::Fault,
};

/// Keeps the answers `a` of the questions `q` whose sheet somebody with these roles signed; all where none are given.
fn signed_by(roles: Option<Roles>) -> String {
    roles.map_or_else(String::new, |roles| {
        format!(
            " AND a.sheet_id IN (SELECT g.sheet_id FROM survey_signatures g JOIN members m ON m.id = g.member_id
                WHERE g.survey_id = q.survey_id AND (m.roles & {}) <> 0)",
            roles.column()
        )
    })
}

/// How many sheets advisors signed and no assistant, assistants and no advisor, people who are both, and how many nobody of these did.
pub(in crate::days::survey) async fn cells(
    connection: &impl ConnectionTrait,
    survey: SurveyId,
    whole: u32,
) -> Result<[u32; 4], Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        advisor: i32,
        assistant: i32,
        sheets: i64,
    }
    let query = "SELECT c.advisor, c.assistant, COUNT(*) AS sheets FROM
            (SELECT CASE WHEN (m.roles & $2) <> 0 THEN 1 ELSE 0 END AS advisor, CASE WHEN (m.roles & $3) <> 0 THEN 1 ELSE 0 END AS assistant
            FROM survey_signatures g JOIN members m ON m.id = g.member_id WHERE g.survey_id = $1) c
        GROUP BY c.advisor, c.assistant";
    let [advisors, assistants] =
        [Public::Advisors, Public::Assistants].map(|public| public.roles().column().into());
    let mut cells = [0, 0, 0, whole];
    for row in all::<Row>(connection, query, vec![survey.number().into(), advisors, assistants]).await? {
        let cell = match (row.advisor, row.assistant) {
            (1, 0) => 0,
            (0, 1) => 1,
            (1, 1) => 2,
            _ => continue,
        };
        cells[cell] = count(row.sheets);
        cells[3] = cells[3].saturating_sub(cells[cell]);
    }
    Ok(cells)
}

fn numbers(surveys: &[SurveyId]) -> String {
    listed(surveys.iter().map(|survey| survey.number()))
}

#[derive(FromQueryResult)]
struct CountRow {
    question_id: i64,
    choice: i32,
    sheets: i64,
}

/// How many sheets have each rank, and how many answer each question.
type Counts = (Vec<Count>, Vec<(i64, u32)>);

/// The counts of these surveys, in one statement: those who answer at all are under the rank -1.
pub(in crate::days::survey) async fn counts(
    connection: &impl ConnectionTrait,
    surveys: &[SurveyId],
    of: Option<Roles>,
) -> Result<Counts, Fault> {
    let (cut, surveys) = (signed_by(of), numbers(surveys));
    let query = format!(
        "SELECT a.question_id, a.choice, COUNT(*) AS sheets FROM survey_answers a JOIN survey_questions q ON q.id = a.question_id
        WHERE q.survey_id IN ({surveys}) AND a.choice > 0{cut} GROUP BY a.question_id, a.choice
        UNION ALL
        SELECT a.question_id, -1, COUNT(DISTINCT a.sheet_id) FROM survey_answers a JOIN survey_questions q ON q.id = a.question_id
        WHERE q.survey_id IN ({surveys}){cut} GROUP BY a.question_id"
    );
    let rows: Vec<CountRow> = all(connection, &query, vec![]).await?;
    let (whole, ranks): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.choice < 0);
    let rank =
        |row: CountRow| Count { question: row.question_id, rank: row.choice, sheets: count(row.sheets) };
    let whole = whole.into_iter().map(|row| (row.question_id, count(row.sheets)));
    Ok((ranks.into_iter().map(rank).collect(), whole.collect()))
}

/// What is said in words, in the order of the alphabet: remarks that have the same place under two questions are not one sheet's.
pub(in crate::days::survey) async fn remarks(
    connection: &impl ConnectionTrait,
    surveys: &[SurveyId],
    of: Option<Roles>,
) -> Result<Vec<(i64, String)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        question_id: i64,
        said: String,
    }
    let query = format!(
        "SELECT a.question_id, a.said FROM survey_answers a JOIN survey_questions q ON q.id = a.question_id
        WHERE q.survey_id IN ({}) AND a.choice = 0{} ORDER BY q.position, a.said",
        numbers(surveys),
        signed_by(of)
    );
    let rows: Vec<Row> = all(connection, &query, vec![]).await?;
    Ok(rows.into_iter().map(|row| (row.question_id, row.said)).collect())
}
