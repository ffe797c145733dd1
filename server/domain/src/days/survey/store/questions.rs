//! What is asked.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use crate::{
    Id,
    database::{Number, all, change, listed, one},
    days::{
        DayId,
        survey::{
            Kind, Nature, Question, SurveyId, Wording,
            question::{Label, Words},
            usual::Usual,
        },
    },
    fault::Fault,
};

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    survey_id: i64,
    #[sea_orm(nested)]
    wording: WordingRow,
}

/// How a question is worded, of a survey or usually.
#[derive(FromQueryResult)]
struct WordingRow {
    kind: String,
    words: String,
    choices: String,
    required: i32,
    measures: i32,
}

impl WordingRow {
    fn read(self) -> Result<Wording, Fault> {
        let corrupt = || Fault::Corrupt(format!("question « {} »", self.words));
        let choices = self.choices.lines().map(|line| Label::parse(line).map_err(|_| corrupt()));
        Ok(Wording {
            words: Words::parse(&self.words).map_err(|_| corrupt())?,
            nature: Nature::from_code(&self.kind).ok_or_else(corrupt)?,
            choices: choices.collect::<Result<_, _>>()?,
            required: self.required != 0,
            measures: self.measures != 0,
        })
    }
}

impl Row {
    fn read(self) -> Result<(i64, Question), Fault> {
        Ok((self.survey_id, Question { id: Id::new(self.id), wording: self.wording.read()? }))
    }
}

/// What a question says, in the order of [`WORDING`].
fn said(question: &Wording) -> [Value; 5] {
    let choices: Vec<&str> = question.choices.iter().map(Label::as_str).collect();
    [
        question.nature.code().into(),
        question.words.as_str().into(),
        choices.join("\n").into(),
        i32::from(question.required).into(),
        i32::from(question.measures).into(),
    ]
}

const WORDING: &str = "kind, words, choices, required, measures";

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
    write(transaction, "survey_questions (survey_id", survey.number().into(), questions).await
}

/// Writes the questions in order, in that table under its column of whose they are.
async fn write(
    transaction: &DatabaseTransaction,
    under: &str,
    whose: Value,
    questions: &[Wording],
) -> Result<(), Fault> {
    let insert = format!("INSERT INTO {under}, position, {WORDING}) VALUES ($1, $2, $3, $4, $5, $6, $7)");
    for (position, question) in (0_i32..).zip(questions) {
        let place = [whose.clone(), position.into()];
        change(transaction, &insert, place.into_iter().chain(said(question)).collect()).await?;
    }
    Ok(())
}

/// The usual questions that organisers chose, of the kinds of which they did.
pub(in crate::days::survey) async fn models(
    connection: &impl ConnectionTrait,
) -> Result<HashMap<Kind, Usual>, Fault> {
    #[derive(FromQueryResult)]
    struct ModelRow {
        model: String,
        edition: i32,
        #[sea_orm(nested)]
        wording: WordingRow,
    }
    let query = "SELECT q.model, m.edition, q.kind, q.words, q.choices, q.required, q.measures
        FROM survey_model_questions q JOIN survey_models m ON m.kind = q.model ORDER BY q.model, q.position";
    let mut models: HashMap<Kind, Usual> = HashMap::new();
    for row in all::<ModelRow>(connection, query, vec![]).await? {
        let kind = Kind::from_code(&row.model);
        let kind = kind.ok_or_else(|| Fault::Corrupt(format!("kind of survey {}", row.model)))?;
        let usual = models.entry(kind).or_insert(Usual { questions: Vec::new(), edition: row.edition });
        usual.questions.push(row.wording.read()?);
    }
    Ok(models)
}

/// Takes the next edition of that model; `false` when its edition is another than that.
pub(in crate::days::survey) async fn newer_model(
    transaction: &DatabaseTransaction,
    kind: Kind,
    edition: i32,
) -> Result<bool, Fault> {
    let insert = "INSERT INTO survey_models (kind, edition) VALUES ($1, 0) ON CONFLICT (kind) DO NOTHING";
    change(transaction, insert, vec![kind.code().into()]).await?;
    let update = "UPDATE survey_models SET edition = edition + 1 WHERE kind = $1 AND edition = $2";
    Ok(change(transaction, update, vec![kind.code().into(), edition.into()]).await? == 1)
}

/// Asks these usually, instead of what was.
pub(in crate::days::survey) async fn ask_usually(
    transaction: &DatabaseTransaction,
    kind: Kind,
    questions: &[Wording],
) -> Result<(), Fault> {
    let clear = "DELETE FROM survey_model_questions WHERE model = $1";
    change(transaction, clear, vec![kind.code().into()]).await?;
    write(transaction, "survey_model_questions (model", kind.code().into(), questions).await
}

pub(in crate::days::survey) async fn forget_model(
    transaction: &DatabaseTransaction,
    kind: Kind,
) -> Result<(), Fault> {
    let delete = "DELETE FROM survey_models WHERE kind = $1";
    change(transaction, delete, vec![kind.code().into()]).await?;
    Ok(())
}
