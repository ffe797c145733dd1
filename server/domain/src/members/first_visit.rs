//! The first visit: the charter, a few words about oneself, three choices on letters. Nobody is forced through it.

use super::{LetterChoices, Member, Presentation, Refusal, store};
use crate::{
    Community, Failure,
    fault::Fault,
    journal::{self, Event},
    text::Line,
};

/// How far the person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstVisit {
    /// Whether the charter is accepted.
    pub charter: bool,
    /// Whether the visit is over.
    pub over: bool,
    /// The person's job; empty when nothing is said.
    pub function: String,
    /// A few lines; empty when nothing is said.
    pub presentation: String,
    /// The letters chosen so far.
    pub choices: LetterChoices,
}

/// What the person says on that visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// The person's job, if they want it shown.
    pub function: Option<Line<2, 80>>,
    /// A few lines.
    pub presentation: Presentation,
    /// The letters they want.
    pub choices: LetterChoices,
    /// Whether they accept the charter, or did when they joined.
    pub charter: bool,
}

/// How far the person is.
///
/// # Errors
/// When the database cannot answer.
pub async fn look(community: &Community, member: &Member) -> Result<FirstVisit, Fault> {
    store::first_visit(&community.database, member.id).await
}

/// Ends the visit.
///
/// # Errors
/// [`Refusal::CharterFirst`] when the charter is not accepted, now or before.
pub async fn finish(community: &Community, member: &Member, steps: &Steps) -> Result<(), Failure<Refusal>> {
    let (now, id) = (community.now(), member.id.number());
    let transaction = community.database.begin().await?;
    if !store::end_first_visit(&transaction, member.id, steps, now).await? {
        return Err(Failure::Refused(Refusal::CharterFirst));
    }
    store::change_letters(&transaction, member.id, steps.choices).await?;
    journal::record(&transaction, now, Some(id), Event::MemberChanged(id)).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}
