//! When a day's surveys open: the hot one as its last session ends, the cold one some weeks later. The worker's clock opens them.

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;

use super::{DELAY, DELAYS, Kind, OPEN, SurveyId, store, usual};
use crate::{Community, fault::Fault};

/// When the survey of a day that ended then opens.
pub(super) fn opens_at(kind: Kind, ended: DateTime<Utc>, delay: u32) -> DateTime<Utc> {
    match kind {
        Kind::Cold => ended + Duration::days(delay.into()),
        Kind::Hot | Kind::Needs => ended,
    }
}

/// The delay of a survey of that kind, unless an organiser says otherwise.
pub(super) const fn delay(kind: Kind) -> u32 {
    match kind {
        Kind::Cold => DELAY,
        Kind::Hot | Kind::Needs => 0,
    }
}

/// A day that is over, and where one of its surveys stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) day: super::DayId,
    pub(super) kind: Kind,
    pub(super) ended: DateTime<Utc>,
    pub(super) delay: u32,
}

impl Due {
    /// Whether it opens now: one whose time has passed altogether never does.
    fn is_now(&self, now: DateTime<Utc>) -> bool {
        let opens = opens_at(self.kind, self.ended, self.delay);
        opens <= now && now < opens + OPEN
    }
}

/// Opens the next survey whose time has come, with those who are asked; or adds to a roll those whom it misses. `true` when there may
/// be more to do at once.
///
/// # Errors
/// When the database cannot answer.
pub async fn open_due(community: &Community) -> Result<bool, Fault> {
    let (now, reader) = (community.now(), community.database.reader());
    let longest = Duration::days(DELAYS.1.into()) + OPEN;
    let over = store::unopened(reader, now, now - longest).await?;
    if let Some(due) = over.iter().find(|due| due.is_now(now)) {
        open(community, due).await?;
        return Ok(true);
    }
    let Some(survey) = store::short_of_people(reader, now).await? else { return Ok(false) };
    let transaction = community.database.begin().await?;
    store::call_roll(&transaction, survey).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Opens it, unless another process did.
async fn open(community: &Community, due: &Due) -> Result<(), Fault> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let survey = store::of_day_or_new(&transaction, due.day, due.kind, due.delay, None, now).await?;
    if store::hold(&transaction, survey).await?.is_some_and(|held| held.opened_at.is_none()) {
        begin(&transaction, survey, due.kind, now).await?;
    }
    Ok(transaction.commit().await?)
}

/// Opens the survey, whose row is held: with the usual questions where nobody chose others, to those who are asked.
pub(super) async fn begin(
    transaction: &DatabaseTransaction,
    survey: SurveyId,
    kind: Kind,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    if !store::has_questions(transaction, survey).await? {
        store::ask(transaction, survey, &usual::read(transaction, kind).await?.questions).await?;
    }
    store::open(transaction, survey, now, now + OPEN).await?;
    store::call_roll(transaction, survey).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;

    #[test]
    fn a_hot_one_opens_as_the_day_ends_and_a_cold_one_after_its_delay_and_neither_much_later() {
        let ended: DateTime<Utc> = "2027-03-18T16:00:00Z".parse().expect("an instant of the test");
        let hot = Due { day: Id::new(1), kind: Kind::Hot, ended, delay: 0 };
        let cold = Due { kind: Kind::Cold, delay: DELAY, ..hot };
        let after = |days: i64| ended + Duration::days(days);
        assert!(hot.is_now(after(0)) && hot.is_now(after(29)) && !hot.is_now(after(30)));
        assert!(!hot.is_now(ended - Duration::seconds(1)));
        assert!(!cold.is_now(after(41)) && cold.is_now(after(42)) && !cold.is_now(after(72)));
    }
}
