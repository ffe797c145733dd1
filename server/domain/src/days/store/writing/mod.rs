//! Writing days, with all that is tied to them.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

use crate::{
    Id,
    database::{Number, change, one},
    days::{DayId, Details, State},
    fault::Fault,
    forum::Submission,
    members::Member,
    text::{Line, Markdown, RENDERER, render},
};

mod draft;
mod sessions;
mod tying;

pub(in crate::days) use draft::draft;
pub(in crate::days) use tying::{only_what_stands, tie};

fn text(text: Option<&Markdown>) -> [Value; 2] {
    let html = text.map(|text| render(text).as_str().to_owned()).unwrap_or_default();
    [text.map(|text| text.as_str().to_owned()).unwrap_or_default().into(), html.into()]
}

fn line<const MIN: usize, const MAX: usize>(line: Option<&Line<MIN, MAX>>) -> Value {
    line.map(|line| line.as_str().to_owned()).unwrap_or_default().into()
}

/// The columns of [`add`] and [`rewrite`], in their order.
const COLUMNS: [&str; 26] = [
    "year",
    "title",
    "objectives",
    "objectives_html",
    "public",
    "modality",
    "theme",
    "department",
    "place",
    "access",
    "access_html",
    "preparation",
    "preparation_html",
    "accessibility",
    "contact",
    "renderer",
    "capacity",
    "antenne_quota",
    "opens_at",
    "closes_at",
    "starts_at",
    "ends_at",
    "stages",
    "papers",
    "folded",
    "edition",
];

/// What they hold, but for the edition, which comes last.
fn columns(details: &Details) -> Vec<Value> {
    let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    let mut values: Vec<Value> = vec![details.year.into(), details.title.as_str().into()];
    values.extend(text(Some(&details.objectives)));
    values.extend([
        details.public.code().into(),
        details.modality.code().into(),
        line(details.theme.as_ref()),
    ]);
    values.extend([details.department.into(), line(details.place.as_ref())]);
    values.extend(text(details.access.as_ref()));
    values.extend(text(details.preparation.as_ref()));
    values.extend([line(details.accessibility.as_ref()), line(details.contact.as_ref()), RENDERER.into()]);
    values.extend([number(details.room.capacity).into(), details.room.antenne_quota.map(number).into()]);
    values.extend([details.opens_at.into(), details.closes_at.into()]);
    values.extend([details.starts_at().into(), details.ends_at().into()]);
    values.extend([details.stages.column().into(), details.papers.column().into(), details.folded().into()]);
    values
}

/// Adds a draft; `None` when the form was already sent.
pub(in crate::days) async fn add(
    transaction: &DatabaseTransaction,
    by: Id<Member>,
    details: &Details,
    submission: &Submission,
    now: DateTime<Utc>,
) -> Result<Option<DayId>, Fault> {
    let places: Vec<String> = (1..=COLUMNS.len() + 4).map(|place| format!("${place}")).collect();
    let insert = format!(
        "INSERT INTO training_days ({}, state, made_by, made_at, submission) VALUES ({})
        ON CONFLICT (made_by, submission) DO NOTHING RETURNING id",
        COLUMNS.join(", "),
        places.join(", ")
    );
    let mut values = columns(details);
    let made: [Value; 5] =
        [1.into(), State::Draft.code().into(), by.number().into(), now.into(), submission.as_str().into()];
    values.extend(made);
    let row: Option<Number> = one(transaction, &insert, values).await?;
    Ok(row.map(|row| Id::new(row.id)))
}

pub(in crate::days) async fn of_submission(
    connection: &impl ConnectionTrait,
    by: Id<Member>,
    submission: &Submission,
) -> Result<DayId, Fault> {
    let query = "SELECT id FROM training_days WHERE made_by = $1 AND submission = $2";
    let row: Option<Number> =
        one(connection, query, vec![by.number().into(), submission.as_str().into()]).await?;
    row.map(|row| Id::new(row.id))
        .ok_or_else(|| Fault::Corrupt("a day made twice and found nowhere".to_owned()))
}

pub(in crate::days) async fn remember_origin(
    transaction: &DatabaseTransaction,
    copy: DayId,
    origin: DayId,
) -> Result<(), Fault> {
    let update = "UPDATE training_days SET copied_from = $2 WHERE id = $1";
    change(transaction, update, vec![copy.number().into(), origin.number().into()]).await?;
    Ok(())
}

/// Whether the day was still at that edition, and says this now.
pub(in crate::days) async fn rewrite(
    transaction: &DatabaseTransaction,
    day: DayId,
    edition: i32,
    details: &Details,
) -> Result<bool, Fault> {
    let sets: Vec<String> =
        COLUMNS.iter().enumerate().map(|(rank, column)| format!("{column} = ${}", rank + 1)).collect();
    let update = format!(
        "UPDATE training_days SET {} WHERE id = ${} AND edition = ${}",
        sets.join(", "),
        COLUMNS.len() + 1,
        COLUMNS.len() + 2
    );
    let mut values = columns(details);
    values.extend([(edition.saturating_add(1)).into(), day.number().into(), edition.into()]);
    Ok(change(transaction, &update, values).await? > 0)
}

pub(in crate::days) async fn set_state(
    transaction: &DatabaseTransaction,
    day: DayId,
    edition: i32,
    state: State,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE training_days SET state = $3, edition = edition + 1,
            published_at = CASE WHEN $3 = 'published' AND published_at IS NULL THEN $4 ELSE published_at END
        WHERE id = $1 AND edition = $2";
    let values = vec![day.number().into(), edition.into(), state.code().into(), now.into()];
    Ok(change(transaction, update, values).await? > 0)
}
