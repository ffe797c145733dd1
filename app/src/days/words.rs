//! What is said of days wherever they are named.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    days::{Modality, Public, State, programme::Listed, registration},
    text::dates,
};

use crate::parts::{Tone, counted};

/// The title of a day, or a moment of it, as it is read: typed on a keyboard, it has its spaces and apostrophes from us.
pub(crate) fn set(title: &str) -> String {
    domain::text::typography::french(title).into_owned()
}

/// For whom a day is.
pub fn public_name(public: Public) -> &'static str {
    match public {
        Public::Advisors => "Conseillères et conseillers",
        Public::Assistants => "Assistantes et assistants",
        Public::Both => "Toutes et tous",
    }
}

/// To whom it is offered, in a sentence.
pub(crate) fn to_public(public: Public) -> &'static str {
    match public {
        Public::Advisors => "aux conseillères et conseillers",
        Public::Assistants => "aux assistantes et assistants",
        Public::Both => "aux conseillères et conseillers, aux assistantes et assistants",
    }
}

/// How it is held.
pub fn modality_name(modality: Modality) -> &'static str {
    match modality {
        Modality::OnSite => "Présentiel",
        Modality::OffSite => "Hors les murs",
        Modality::Phone => "Rendez-vous téléphonique collectif",
        Modality::Video => "Visioconférence",
    }
}

/// Where it stands, in a word; nothing for one that will be held as said.
pub(crate) fn state_word(state: State, over: bool) -> Option<(&'static str, Tone)> {
    match state {
        State::Draft => Some(("Brouillon", Tone::Plain)),
        State::Published if over => Some(("Terminée", Tone::Plain)),
        State::Published => None,
        State::Postponed => Some(("Reportée", Tone::News)),
        State::Cancelled => Some(("Annulée", Tone::Wrong)),
        State::Held => Some(("Tenue", Tone::Settled)),
    }
}

/// Where one's own registration stands, in a few words; nothing for whoever withdrew.
pub(crate) fn mine_word(state: registration::State) -> Option<(&'static str, Tone)> {
    use registration::State as Mine;
    match state {
        Mine::Seated => Some(("Votre place est confirmée", Tone::Settled)),
        Mine::Waiting | Mine::OverQuota => Some(("Vous êtes sur la liste d’attente", Tone::News)),
        Mine::Invited => Some(("Une invitation attend votre réponse", Tone::Hand)),
        Mine::Withdrawn => None,
    }
}

/// How many seats are left, where that still matters.
pub(crate) fn seats_words(day: &Listed, now: DateTime<Utc>) -> Option<String> {
    if day.state != State::Published || day.starts_at.is_some_and(|start| start <= now) {
        return None;
    }
    Some(match (day.seats_left(), day.waiting) {
        (0, 0) => "Complète".to_owned(),
        (0, waiting) => format!("Complète, {waiting}\u{a0}en attente"),
        (left, _) => counted(left.into(), "place", "places"),
    })
}

/// « 9 h 30 – 17 h »
pub(crate) fn hours(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> String {
    format!("{}\u{a0}–\u{a0}{}", dates::hour_of(starts_at), dates::hour_of(ends_at))
}

/// « jeudi, 9 h 30 – 17 h »; both dates for what lasts longer than a day.
pub(crate) fn when(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> String {
    let (first, last) = (dates::today(starts_at), dates::today(ends_at));
    if first == last {
        return format!("{}, {}", dates::weekday(first), hours(starts_at, ends_at));
    }
    format!("du {} au {}", dates::full(starts_at), dates::full(ends_at))
}

/// « jeu. », « févr. »: as calendars shorten them.
pub(crate) fn short_weekday(date: NaiveDate) -> &'static str {
    use chrono::{Datelike, Weekday};
    match date.weekday() {
        Weekday::Mon => "lun.",
        Weekday::Tue => "mar.",
        Weekday::Wed => "mer.",
        Weekday::Thu => "jeu.",
        Weekday::Fri => "ven.",
        Weekday::Sat => "sam.",
        Weekday::Sun => "dim.",
    }
}

/// « janv. », from 1; nothing for what is no month.
pub(crate) fn short_month(month: u32) -> &'static str {
    const SHORT: [&str; 12] =
        ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
    (1..).zip(SHORT).find(|(rank, _)| *rank == month).map_or("", |(_, short)| short)
}

/// « Mars 2027 »
pub(crate) fn month_title(year: i32, month: u32) -> String {
    let mut letters = dates::month_name(month).chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    format!("{}\u{a0}{year}", first.chain(letters).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_by_its_weekday_and_a_longer_one_by_its_dates() {
        let at = |text: &str| text.parse().expect("an instant of the test");
        let (start, end) = (at("2027-03-18T08:30:00Z"), at("2027-03-18T16:00:00Z"));
        let plain = |words: String| words.replace('\u{a0}', " ");
        assert_eq!(plain(when(start, end)), "jeudi, 9 h 30 – 17 h");
        let later = at("2027-03-19T11:00:00Z");
        assert_eq!(
            plain(when(start, later)),
            "du jeudi 18 mars 2027 à 9 h 30 au vendredi 19 mars 2027 à 12 h"
        );
    }

    #[test]
    fn a_month_s_title_begins_with_a_capital() {
        assert_eq!(month_title(2027, 8), "Août\u{a0}2027");
        assert_eq!((short_month(2), short_month(12), short_month(13)), ("févr.", "déc.", ""));
    }
}
