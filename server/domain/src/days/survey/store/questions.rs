//! What is asked.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::{
    Id,
    database::{Number, all, change, listed, one},
    days::{
        DayId,
        survey::{
            Nature, Question, SurveyId, Wording,
            question::{Label, Words},
        },
    },
    fault::Fault,
};

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    survey_id: i64,
    kind: String,
    words: String,
    choices: String,
    required: i32,
    measures: i32,
}

impl Row {
    fn read(self) -> Result<(i64, Question), Fault> {
        let corrupt = || Fault::Corrupt(format!("question {}", self.id));
        let choices = self.choices.lines().map(|line| Label::parse(line).map_err(|_| corrupt()));
        let wording = Wording {
            words: Words::parse(&self.words).map_err(|_| corrupt())?,
            nature: Nature::from_code(&self.kind).ok_or_else(corrupt)?,
            choices: choices.collect::<Result<_, _>>()?,
            required: self.required != 0,
            measures: self.measures != 0,
        };
        Ok((self.survey_id, Question { id: Id::new(self.id), wording }))
    }
}

const COLUMNS: &str = "id, survey_id, kind, words, choices, required, measures";

/// The questions of a survey, in order.
pub(in crate::days::survey) async fn questions(
    connection: &impl ConnectionTrait,
    survey: SurveyId,
) -> Result<Vec<Question>, Fault> {
    let questions = questions_of(connection, &[survey]).await?;
    Ok(questions.into_iter().map(|(_, question)| question).collect())
}

/// The questions of these surveys, each with its own, in order.
pub(in crate::days::survey) async fn questions_of(
    connection: &impl ConnectionTrait,
    surveys: &[SurveyId],
) -> Result<Vec<(SurveyId, Question)>, Fault> {
    let surveys = listed(surveys.iter().map(|survey| survey.number()));
    let query =
        format!("SELECT {COLUMNS} FROM survey_questions WHERE survey_id IN ({surveys}) ORDER BY position");
    let rows: Vec<Row> = all(connection, &query, vec![]).await?;
    rows.into_iter().map(|row| row.read().map(|(survey, question)| (Id::new(survey), question))).collect()
}

/// What the surveys of a day ask, by their numbers.
pub(in crate::days::survey) async fn wordings_of_day(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<HashMap<i64, Vec<Wording>>, Fault> {
    let query = format!(
        "SELECT {COLUMNS} FROM survey_questions WHERE survey_id IN (SELECT id FROM surveys WHERE day_id = $1) ORDER BY position"
    );
    let rows: Vec<Row> = all(connection, &query, vec![day.number().into()]).await?;
    let mut wordings: HashMap<i64, Vec<Wording>> = HashMap::new();
    for row in rows {
        let (survey, question) = row.read()?;
        wordings.entry(survey).or_default().push(question.wording);
    }
    Ok(wordings)
}

pub(in crate::days::survey) async fn has_questions(
    connection: &impl ConnectionTrait,
    survey: SurveyId,
) -> Result<bool, Fault> {
    let query = "SELECT id FROM survey_questions WHERE survey_id = $1 LIMIT 1";
    let row: Option<Number> = one(connection, query, vec![survey.number().into()]).await?;
    Ok(row.is_some())
}

/// Asks these, instead of what was asked.
pub(in crate::days::survey) async fn ask(
    transaction: &DatabaseTransaction,
    survey: SurveyId,
    questions: &[Wording],
) -> Result<(), Fault> {
    let clear = "DELETE FROM survey_questions WHERE survey_id = $1";
    change(transaction, clear, vec![survey.number().into()]).await?;
    let insert =
        "INSERT INTO survey_questions (survey_id, position, kind, words, choices, required, measures)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    for (position, question) in (0_i32..).zip(questions) {
        let choices: Vec<&str> = question.choices.iter().map(Label::as_str).collect();
        let values = vec![
            survey.number().into(),
            position.into(),
            question.nature.code().into(),
            question.words.as_str().into(),
            choices.join("\n").into(),
            i32::from(question.required).into(),
            i32::from(question.measures).into(),
        ];
        change(transaction, insert, values).await?;
    }
    Ok(())
}
