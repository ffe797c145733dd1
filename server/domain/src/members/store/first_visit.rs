//! What the row of a member says of the first visit and of letters.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::{
    Database, Id,
    database::{change, one},
    fault::Fault,
    members::{
        LetterChoices, Member,
        first_visit::{FirstVisit, Steps},
        letter_choices::{Answers, Digest},
    },
};

pub(in crate::members) async fn first_visit(
    database: &Database,
    member: Id<Member>,
) -> Result<FirstVisit, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        charter_at: Option<DateTime<Utc>>,
        welcomed_at: Option<DateTime<Utc>>,
        function: Option<String>,
        presentation: Option<String>,
        letters_answers: String,
        letters_digest: String,
        letters_days: i32,
    }
    let query = "SELECT charter_at, welcomed_at, function, presentation,
            letters_answers, letters_digest, letters_days FROM members WHERE id = $1";
    let row: Option<Row> = one(database.reader(), query, vec![member.number().into()]).await?;
    let row = row.ok_or_else(|| Fault::Corrupt(format!("member {member} has a session and no row")))?;
    let unknown = || Fault::Corrupt(format!("letters of member {member}"));
    Ok(FirstVisit {
        charter: row.charter_at.is_some(),
        over: row.welcomed_at.is_some(),
        function: row.function.unwrap_or_default(),
        presentation: row.presentation.unwrap_or_default(),
        choices: LetterChoices {
            answers: Answers::from_code(&row.letters_answers).ok_or_else(unknown)?,
            digest: Digest::from_code(&row.letters_digest).ok_or_else(unknown)?,
            days: row.letters_days != 0,
        },
    })
}

/// Writes down what was said; `false`, and nothing, without the charter. The first date of each is kept.
pub(in crate::members) async fn end_first_visit(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    steps: &Steps,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update =
        "UPDATE members SET function = $2, presentation = $3, welcomed_at = COALESCE(welcomed_at, $4),
            charter_at = COALESCE(charter_at, $5)
        WHERE id = $1 AND COALESCE(charter_at, $5) IS NOT NULL";
    let presentation = Some(steps.presentation.as_str().to_owned()).filter(|text| !text.is_empty());
    let values = vec![
        member.number().into(),
        steps.function.as_ref().map(|line| line.as_str().to_owned()).into(),
        presentation.into(),
        now.into(),
        steps.charter.then_some(now).into(),
    ];
    Ok(change(transaction, update, values).await? > 0)
}

pub(in crate::members) async fn change_letters(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    choices: LetterChoices,
) -> Result<(), Fault> {
    let update =
        "UPDATE members SET letters_answers = $2, letters_digest = $3, letters_days = $4 WHERE id = $1";
    let values = vec![
        member.number().into(),
        choices.answers.code().into(),
        choices.digest.code().into(),
        i32::from(choices.days).into(),
    ];
    change(transaction, update, values).await?;
    Ok(())
}
