//! Writing the minutes, together: nobody's words are put over anybody's without being shown.

use super::{Refusal, are_written, found, may_write, store};
use crate::{
    Community, Failure,
    days::{DayId, Part, TrainingDay},
    journal::{self, Event},
    members::{Member, Visitor},
    text::Markdown,
};

/// The text as it is now, for whoever changes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The source; empty when nothing is written yet.
    pub body: String,
    /// Its edition; 0 when nothing is written yet.
    pub edition: i32,
    /// Who wrote it last.
    pub by: String,
}

/// The day and the text as it is now.
///
/// # Errors
/// [`Refusal::NotThere`] for whoever does not write it; [`Refusal::NotYet`], [`Refusal::Published`].
pub async fn open(
    community: &Community,
    member: &Member,
    day: DayId,
) -> Result<(TrainingDay, Draft), Failure<Refusal>> {
    let day = writable(community, member, day).await?;
    let draft = store::draft(community.database.reader(), day.id).await?;
    Ok((day, draft.unwrap_or(Draft { body: String::new(), edition: 0, by: String::new() })))
}

/// Puts that text in the place of the one of that edition, which is kept; the first text has the edition 0 before it. The same text
/// sent twice is one version.
///
/// # Errors
/// Those of [`open`]; [`Refusal::ChangedMeanwhile`] when the text is of another edition by now.
pub async fn change(
    community: &Community,
    member: &Member,
    day: DayId,
    edition: i32,
    body: &Markdown,
) -> Result<(), Failure<Refusal>> {
    let seen = writable(community, member, day).await?;
    let organises = Part::of(&Visitor::from(member.clone()), &seen) == Part::Organises;
    let now = community.now();
    let transaction = community.database.begin().await?;
    if !store::write(&transaction, day, edition, body, organises, now).await? {
        let (is, published) = store::now(&transaction, day).await?.unwrap_or_default();
        return match is == body.as_str() {
            true => Ok(()),
            false if published && !organises => Err(Failure::Refused(Refusal::Published)),
            false => Err(Failure::Refused(Refusal::ChangedMeanwhile)),
        };
    }
    store::keep(&transaction, day, edition.saturating_add(1), body, member.id(), now).await?;
    journal::record(&transaction, now, Some(member.id().number()), Event::DayChanged(day.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// The day, if that person writes its minutes now.
async fn writable(
    community: &Community,
    member: &Member,
    day: DayId,
) -> Result<TrainingDay, Failure<Refusal>> {
    let visitor = Visitor::from(member.clone());
    let day = found(community, &visitor, day).await?;
    let begun = day.window.starts_at.is_some_and(|start| start <= community.now());
    if !Part::of(&visitor, &day).writes_minutes() {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    if !are_written(day.state, begun) {
        return Err(Failure::Refused(Refusal::NotYet));
    }
    match may_write(community, &visitor, &day) {
        true => Ok(day),
        false => Err(Failure::Refused(Refusal::Published)),
    }
}
