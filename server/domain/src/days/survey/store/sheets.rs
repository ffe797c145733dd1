//! The sheets: under a random key, without a name or a time.

use data_encoding::HEXLOWER;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::{
    Id,
    database::{Number, all, change, one},
    days::survey::{Answer, Sheet, SurveyId},
    fault::Fault,
    members::Member,
};

/// A key that says nothing of when it was made.
fn key() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the system gives randomness");
    HEXLOWER.encode(&bytes)
}

/// Keeps the sheet; its key.
pub(in crate::days::survey) async fn take(
    transaction: &DatabaseTransaction,
    survey: SurveyId,
    sheet: &Sheet,
) -> Result<String, Fault> {
    let key = key();
    let insert = "INSERT INTO survey_sheets (id, survey_id) VALUES ($1, $2)";
    change(transaction, insert, vec![key.clone().into(), survey.number().into()]).await?;
    for (question, answer) in sheet.answers() {
        let (ranks, said) = match answer {
            Answer::Ranks(ranks) => (ranks.clone(), ""),
            Answer::Said(words) => (vec![0], words.as_str()),
        };
        let insert =
            "INSERT INTO survey_answers (sheet_id, question_id, choice, said) VALUES ($1, $2, $3, $4)";
        for rank in ranks {
            let values =
                vec![key.clone().into(), question.number().into(), i32::from(rank).into(), said.into()];
            change(transaction, insert, values).await?;
        }
    }
    Ok(key)
}

/// Whether anybody has answered.
pub(in crate::days::survey) async fn has_answers(
    connection: &impl ConnectionTrait,
    survey: SurveyId,
) -> Result<bool, Fault> {
    let query = "SELECT survey_id AS id FROM survey_sheets WHERE survey_id = $1 LIMIT 1";
    let row: Option<Number> = one(connection, query, vec![survey.number().into()]).await?;
    Ok(row.is_some())
}

/// Says whose sheet it is.
pub(in crate::days::survey) async fn sign(
    transaction: &DatabaseTransaction,
    survey: SurveyId,
    member: Id<Member>,
    sheet: &str,
) -> Result<(), Fault> {
    let insert = "INSERT INTO survey_signatures (survey_id, member_id, sheet_id) VALUES ($1, $2, $3)";
    change(transaction, insert, vec![survey.number().into(), member.number().into(), sheet.into()]).await?;
    Ok(())
}

/// Does away with the sheet that the person signed before, if they did.
pub(in crate::days::survey) async fn tear_up(
    transaction: &DatabaseTransaction,
    survey: SurveyId,
    member: Id<Member>,
) -> Result<(), Fault> {
    let delete = "DELETE FROM survey_sheets
        WHERE id IN (SELECT sheet_id FROM survey_signatures WHERE survey_id = $1 AND member_id = $2)";
    change(transaction, delete, vec![survey.number().into(), member.number().into()]).await?;
    Ok(())
}

/// What the person answered, where they signed it.
pub(in crate::days::survey) async fn signed_by(
    connection: &impl ConnectionTrait,
    survey: SurveyId,
    member: Id<Member>,
) -> Result<Option<Sheet>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        question_id: i64,
        choice: i32,
        said: String,
    }
    let query = "SELECT a.question_id, a.choice, a.said FROM survey_answers a
            JOIN survey_signatures g ON g.sheet_id = a.sheet_id
        WHERE g.survey_id = $1 AND g.member_id = $2 ORDER BY a.question_id, a.choice";
    let rows: Vec<Row> = all(connection, query, vec![survey.number().into(), member.number().into()]).await?;
    let mut answers: Vec<(Id<_>, Answer)> = Vec::new();
    for row in rows {
        let (question, rank) = (Id::new(row.question_id), u8::try_from(row.choice).unwrap_or_default());
        match answers.last_mut() {
            Some((last, Answer::Ranks(ranks))) if *last == question => ranks.push(rank),
            _ if rank == 0 => answers.push((question, Answer::Said(row.said))),
            _ => answers.push((question, Answer::Ranks(vec![rank]))),
        }
    }
    Ok((!answers.is_empty()).then(|| Sheet::from_stored(answers)))
}
