//! Telling those concerned that a day moves, changes place or is called off: once, a few minutes after the last of a series of changes.
//!
//! Invariant: what people were last told is kept from the first change on. What is told is what differs when the time comes: a place
//! changed and changed back is no news.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use sea_orm::DatabaseTransaction;

use super::{DayId, State, store};
use crate::{Community, fault::Fault};

/// How long after a change it is told, so that those that follow join it.
const PATIENCE: Duration = Duration::minutes(5);

/// However many follow, nobody waits longer than this.
const LONGEST: Duration = Duration::minutes(30);

/// What people know of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) state: String,
    pub(crate) title: String,
    /// When each session begins and ends.
    pub(crate) sessions: String,
    pub(crate) modality: String,
    pub(crate) place: String,
    pub(crate) access: String,
}

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct News {
    /// It is not on any more.
    pub(crate) cancelled: bool,
    /// It will be held, nobody knows when.
    pub(crate) postponed: bool,
    /// It is on again.
    pub(crate) resumed: bool,
    /// It is another day.
    pub(crate) date: bool,
    /// It is the same day, at other hours.
    pub(crate) hours: bool,
    /// It is somewhere else, or held otherwise.
    pub(crate) place: bool,
    /// One gets there, or connects, otherwise.
    pub(crate) access: bool,
    /// It has another title.
    pub(crate) title: bool,
}

impl News {
    /// What changed between what people knew and what is.
    pub(crate) fn between(was: &Known, is: &Known) -> Self {
        let called_off = |state: &str| state == State::Cancelled.code() || state == State::Postponed.code();
        let days = |sessions: &str| {
            let starts = sessions.split(';').filter_map(|session| session.split('T').next());
            starts.map(str::to_owned).collect::<BTreeSet<_>>()
        };
        let moved = was.sessions != is.sessions;
        let date = moved && days(&was.sessions) != days(&is.sessions);
        Self {
            cancelled: was.state != is.state && is.state == State::Cancelled.code(),
            postponed: was.state != is.state && is.state == State::Postponed.code(),
            resumed: called_off(&was.state) && is.state == State::Published.code(),
            date,
            hours: moved && !date,
            place: was.place != is.place || was.modality != is.modality,
            access: was.access != is.access,
            title: was.title != is.title,
        }
    }

    /// Whether there is nothing to tell.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether only those who come need to know: how to connect is not for the others.
    pub(crate) fn is_for_those_who_come(&self) -> bool {
        Self { access: false, ..*self }.is_empty()
    }

    /// Whether people must say again that they come.
    pub(crate) fn asks_again(&self) -> bool {
        (self.date || self.resumed) && !self.cancelled && !self.postponed
    }
}

/// Remembers what people know of the day before it changes, unless a change waits to be told already. Call it while the day's row is
/// held, before it is written; a draft, or a day that is over, concerns nobody.
pub(super) async fn before(
    transaction: &DatabaseTransaction,
    day: DayId,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    store::remember_known(transaction, day, now, now + PATIENCE).await
}

/// Puts the telling off a little, with the word of whoever changed the day.
pub(super) async fn after(
    transaction: &DatabaseTransaction,
    day: DayId,
    word: &str,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    store::put_off_telling(transaction, day, word, now, now + PATIENCE, LONGEST).await
}

/// A day with a change that is to be told now.
pub(crate) async fn due(community: &Community) -> Result<Option<(i64, DayId)>, Fault> {
    store::due_telling(community.database.reader(), community.now()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known {
            state: "published".into(),
            title: "Financer un parcours".into(),
            sessions: "2027-03-18T08:30/2027-03-18T11:30;2027-03-18T13:00/2027-03-18T16:00".into(),
            modality: "presentiel".into(),
            place: "Salle Olympe".into(),
            access: String::new(),
        }
    }

    #[test]
    fn what_is_changed_and_changed_back_is_no_news() {
        assert!(News::between(&known(), &known()).is_empty());
    }

    #[test]
    fn another_day_asks_people_again_and_other_hours_do_not() {
        let split =
            Known { sessions: format!("{};2027-03-18T16:30/2027-03-18T17:00", known().sessions), ..known() };
        let news = News::between(&known(), &split);
        assert!(news.hours && !news.date, "one more session on the same day");
        let moved = Known { sessions: "2027-03-19T08:30/2027-03-19T11:30".into(), ..known() };
        let news = News::between(&known(), &moved);
        assert!(news.date && !news.hours && news.asks_again());
        let later = Known { sessions: known().sessions.replace("08:30", "09:00"), ..known() };
        let news = News::between(&known(), &later);
        assert!(!news.date && news.hours && !news.asks_again());
    }

    #[test]
    fn what_is_called_off_and_on_again_is_said() {
        let off = |state: &str| Known { state: state.into(), ..known() };
        assert!(News::between(&known(), &off("cancelled")).cancelled);
        let postponed = News::between(&known(), &off("postponed"));
        assert!(postponed.postponed && !postponed.asks_again());
        let on = News::between(&off("postponed"), &known());
        assert!(on.resumed && on.asks_again());
        assert!(
            News::between(&known(), &off("held")).is_empty(),
            "that it was held is no news to those who came"
        );
    }

    #[test]
    fn how_to_connect_is_told_to_those_who_come_only() {
        let news = News::between(&known(), &Known { access: "Le lien".into(), ..known() });
        assert!(news.is_for_those_who_come() && !news.is_empty());
        let both =
            News::between(&known(), &Known { access: "Le lien".into(), place: "Ailleurs".into(), ..known() });
        assert!(!both.is_for_those_who_come());
    }
}
