//! Letters about days that no click brings: a change whose time to be told has come, a day that is near.

use chrono::{DateTime, Duration, Timelike, Utc};
use chrono_tz::Europe::Paris;

use super::{days, outbox};
use crate::{
    Community,
    days::{registration, store, telling},
    fault::Fault,
};

/// People are reminded of a day that begins within that time.
const NEAR: Duration = Duration::hours(48);

/// Whoever got their seat this recently was just told.
const JUST_TOLD: Duration = Duration::hours(24);

/// Reminders leave at the hours when people read them, in Paris.
const READING_HOURS: std::ops::Range<u32> = 8..20;

/// Whether it is one of them.
pub(super) fn is_reading_time(now: DateTime<Utc>) -> bool {
    READING_HOURS.contains(&now.with_timezone(&Paris).hour())
}

/// Tells those concerned a change whose time has come. `true` when there may be more to do at once.
///
/// # Errors
/// When the database cannot answer.
pub async fn tell_changes(community: &Community) -> Result<bool, Fault> {
    let Some((waiting, day)) = telling::due(community).await? else { return Ok(false) };
    let now = community.now();
    let transaction = community.database.begin().await?;
    store::hold(&transaction, day).await?;
    let Some(telling) = store::take_telling(&transaction, waiting, day, now).await? else {
        transaction.rollback().await?;
        return Ok(false);
    };
    if telling.is_quiet() {
        transaction.rollback().await?;
        return Ok(true);
    }
    let news = telling::News::between(&telling.was, &telling.is);
    if !news.is_empty() {
        store::moved(&transaction, day, news.asks_again().then_some(telling.changed_at), now).await?;
        let (open, closed) =
            (store::facts(&transaction, day, true).await?, store::facts(&transaction, day, false).await?);
        for person in store::concerned(&transaction, day, telling.changed_at, now).await? {
            let comes = person.state.is_none_or(|state| state == registration::State::Seated);
            let facts = if comes { open.as_ref() } else { closed.as_ref() };
            let Some(facts) = facts.filter(|_| comes || !news.is_for_those_who_come()) else { continue };
            let (letter, diary) =
                days::change_letter(community, facts, news, &telling.was.title, &telling.word, &person, now);
            // A day put off may be called off long after its date.
            let until = Some(facts.ends_at).filter(|end| *end > now);
            outbox::write_with(&transaction, &letter, diary.as_ref(), now, until).await?;
        }
    }
    transaction.commit().await?;
    Ok(true)
}

/// Reminds somebody of a day that is near. `true` when there may be more to do at once.
///
/// # Errors
/// When the database cannot answer.
pub async fn remind(community: &Community) -> Result<bool, Fault> {
    let now = community.now();
    if !is_reading_time(now) {
        return Ok(false);
    }
    let near = store::to_remind(community.database.reader(), now, now + NEAR, now - JUST_TOLD, 1).await?;
    let Some((registration, day, member)) = near.into_iter().next() else { return Ok(false) };
    let transaction = community.database.begin().await?;
    if !store::reminded(&transaction, registration, now).await? {
        transaction.rollback().await?;
        return Ok(true);
    }
    let person = store::correspondent(&transaction, day, member).await?;
    if let (Some((name, email, said)), Some(facts)) = (person, store::facts(&transaction, day, true).await?) {
        let (letter, diary) = days::reminder(community, &facts, (&name, &email), said, now);
        outbox::write_with(&transaction, &letter, diary.as_ref(), now, Some(facts.starts_at)).await?;
    }
    transaction.commit().await?;
    Ok(true)
}
