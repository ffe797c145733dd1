//! The usual questions of a kind of survey: those that the organisers chose for all the surveys to come, or the program's.
//!
//! A survey that has its own questions, because somebody changed them or because it opened, keeps them.

use sea_orm::ConnectionTrait;

use super::{Kind, Refusal, Wording, model, question::can_be_asked, store};
use crate::{Community, Failure, fault::Fault, members::Organiser};

/// The usual questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usual {
    /// What they are.
    pub questions: Vec<Wording>,
    /// Grows with each change; 0 for the program's own.
    pub edition: i32,
}

/// The usual questions of that kind. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn of(community: &Community, _: &Organiser, kind: Kind) -> Result<Usual, Fault> {
    read(community.database.reader(), kind).await
}

pub(super) async fn read(connection: &impl ConnectionTrait, kind: Kind) -> Result<Usual, Fault> {
    let chosen = store::models(connection).await?.remove(&kind);
    Ok(chosen.unwrap_or_else(|| Usual { questions: model::of(kind), edition: 0 }))
}

/// Chooses the usual questions of that kind.
///
/// # Errors
/// [`Refusal::NoQuestion`]; [`Refusal::ChangedMeanwhile`] when they are not any more those that were opened for change.
pub async fn change(
    community: &Community,
    _: &Organiser,
    kind: Kind,
    edition: i32,
    questions: &[Wording],
) -> Result<(), Failure<Refusal>> {
    can_be_asked(questions).map_err(Failure::Refused)?;
    let transaction = community.database.begin().await?;
    if !store::newer_model(&transaction, kind, edition).await? {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    store::ask_usually(&transaction, kind, questions).await?;
    Ok(transaction.commit().await?)
}

/// Goes back to the program's own. Harmless when done twice.
///
/// # Errors
/// When the database cannot answer.
pub async fn restore(community: &Community, _: &Organiser, kind: Kind) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    store::forget_model(&transaction, kind).await?;
    Ok(transaction.commit().await?)
}
