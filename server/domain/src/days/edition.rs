//! Making a day, changing it, publishing it, calling it off. All of it is the organisers'.

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use super::{
    Act, DayId, Details, Refusal, State, Window,
    held::Held,
    registration,
    store::{self, Deed},
    telling,
};
use crate::{
    Community, Failure, Id,
    forum::Submission,
    journal::{self, Event},
    members::{Message, Organiser},
};

/// Makes a draft. The same form sent twice makes one.
///
/// # Errors
/// Those of [`Details::check`]; [`Refusal::NoSuchSpeaker`], [`Refusal::NoSuchDocument`].
pub async fn make(
    community: &Community,
    organiser: &Organiser,
    details: &Details,
    submission: &Submission,
) -> Result<DayId, Failure<Refusal>> {
    let now = community.now();
    let submission = submission.with(&[details.title.as_str()]);
    let transaction = community.database.begin().await?;
    let (day, fresh) = add_draft(&transaction, organiser, details, &submission, now).await?;
    if fresh {
        transaction.commit().await?;
        community.ring();
    }
    Ok(day)
}

/// The draft, within what else is done; whether it was not there before.
pub(super) async fn add_draft(
    transaction: &DatabaseTransaction,
    organiser: &Organiser,
    details: &Details,
    submission: &Submission,
    now: DateTime<Utc>,
) -> Result<(DayId, bool), Failure<Refusal>> {
    details.check().map_err(Failure::Refused)?;
    store::plan_exists(transaction, details.year, organiser.id(), now).await?;
    let Some(day) = store::add(transaction, organiser.id(), details, submission, now).await? else {
        return Ok((store::of_submission(transaction, organiser.id(), submission).await?, false));
    };
    store::tie(transaction, organiser, day, details).await?;
    store::note(transaction, day, Some(organiser.id()), Deed::Made, "", now).await?;
    journal::record(transaction, now, Some(organiser.id().number()), Event::DayChanged(day.number())).await?;
    Ok((day, true))
}

/// The day as it is now, for whoever changes it, with its edition and state.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn open(
    community: &Community,
    _: &Organiser,
    day: DayId,
) -> Result<(Details, i32, State), Failure<Refusal>> {
    let found = store::draft(community.database.reader(), day).await?;
    found.ok_or(Failure::Refused(Refusal::NotThere))
}

/// A draft of the same day, without its date nor its people, in a year's programme. Speakers whose account is closed are named without it;
/// documents that were withdrawn since are left out.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn copy(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    year: i32,
    submission: &Submission,
) -> Result<DayId, Failure<Refusal>> {
    let (mut details, ..) = open(community, organiser, day).await?;
    details.year = year;
    details.sessions.clear();
    (details.opens_at, details.closes_at) = (None, None);
    store::only_what_stands(community.database.reader(), organiser, &mut details).await?;
    let copy = make(community, organiser, &details, submission).await?;
    let transaction = community.database.begin().await?;
    store::remember_origin(&transaction, copy, day).await?;
    transaction.commit().await?;
    Ok(copy)
}

/// Changes the day, if it is still at that edition. Seats that become free are given at once, in order.
///
/// # Errors
/// Those of [`make`]; [`Refusal::ChangedMeanwhile`], [`Refusal::NoSession`] for a day that is shown, [`Refusal::SessionSigned`].
pub async fn change(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    edition: i32,
    details: &Details,
) -> Result<(), Failure<Refusal>> {
    details.check().map_err(Failure::Refused)?;
    let now = community.now();
    let transaction = community.database.begin().await?;
    let held = store::hold(&transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    if held.state.is_shown() && details.sessions.is_empty() {
        return Err(Failure::Refused(Refusal::NoSession));
    }
    store::plan_exists(&transaction, details.year, organiser.id(), now).await?;
    telling::before(&transaction, day, now).await?;
    if !store::rewrite(&transaction, day, edition, details).await? {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    store::tie(&transaction, organiser, day, details).await?;
    store::note(&transaction, day, Some(organiser.id()), Deed::Changed, "", now).await?;
    telling::after(&transaction, day, "", now).await?;
    let window = Window { starts_at: details.starts_at(), ..held.window };
    let changed = Held { room: details.room, window, ..held };
    let promoted = registration::settle(&transaction, day, &changed, now).await?;
    let actor = Some(organiser.id().number());
    registration::tell(&transaction, now, actor, &promoted).await?;
    journal::record(&transaction, now, actor, Event::DayChanged(day.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Does that to the day.
///
/// # Errors
/// [`Refusal::MayNot`] from where it stands; [`Refusal::NoSession`] when nobody knows when it is; [`Refusal::DateIsPast`] for one that was put
/// off and has no new date; [`Refusal::ChangedMeanwhile`].
pub async fn act(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    edition: i32,
    act: Act,
    word: Option<&Message>,
) -> Result<State, Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let held = store::hold(&transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let next = held.state.after(act, held.is_over(now)).ok_or(Failure::Refused(Refusal::MayNot))?;
    if next == State::Published && held.window.starts_at.is_none() {
        return Err(Failure::Refused(Refusal::NoSession));
    }
    if held.state == State::Postponed
        && act == Act::Resume
        && held.window.starts_at.is_some_and(|start| start <= now)
    {
        return Err(Failure::Refused(Refusal::DateIsPast));
    }
    telling::before(&transaction, day, now).await?;
    if !store::set_state(&transaction, day, edition, next, now).await? {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    let word = word.map(Message::as_str).unwrap_or_default();
    store::note(&transaction, day, Some(organiser.id()), Deed::Acted(act), word, now).await?;
    telling::after(&transaction, day, word, now).await?;
    let actor = Some(organiser.id().number());
    // Seats that were given back while it was off.
    let promoted = registration::settle(&transaction, day, &Held { state: next, ..held }, now).await?;
    registration::tell(&transaction, now, actor, &promoted).await?;
    journal::record(&transaction, now, actor, Event::DayChanged(day.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(next)
}

/// A day's number, from its address.
pub fn number(text: &str) -> Option<DayId> {
    text.parse::<Id<super::TrainingDay>>().ok()
}
