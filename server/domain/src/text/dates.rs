//! Dates and hours, kept in UTC, said in French and in Paris time.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use chrono_tz::{Europe::Paris, Tz};

/// « lundi 3 mars 2027 à 9 h 30 »
#[must_use]
pub fn full(at: DateTime<Utc>) -> String {
    format!("{} à\u{a0}{}", day(at), hour(paris(at)))
}

/// « lundi 3 mars 2027 »
#[must_use]
pub fn day(at: DateTime<Utc>) -> String {
    let date = paris(at).date_naive();
    format!("{} {} {}", weekday(date), day_and_month(date), date.year())
}

/// « 3 mars à 9 h 30 »; « 3 mars 2026 à 9 h 30 » seen from another year.
#[must_use]
pub fn short(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    format!("{} à\u{a0}{}", date(at, now), hour(paris(at)))
}

/// « à l’instant », « il y a 12 min », « il y a 2 h », « hier », « mardi », then the date.
#[must_use]
pub fn ago(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let past = now - at;
    if past < -TimeDelta::minutes(1) {
        return short(at, now);
    }
    if past < TimeDelta::minutes(1) {
        return "à l’instant".to_owned();
    }
    if past < TimeDelta::hours(1) {
        return format!("il y a {}\u{a0}min", past.num_minutes());
    }
    let then = paris(at).date_naive();
    match (paris(now).date_naive() - then).num_days() {
        0 => format!("il y a {}\u{a0}h", past.num_hours()),
        1 => "hier".to_owned(),
        2..=6 => weekday(then).to_owned(),
        _ => date(at, now),
    }
}

/// « mars 2026 »
#[must_use]
pub fn month(at: DateTime<Utc>) -> String {
    let date = paris(at).date_naive();
    format!("{}\u{a0}{}", MONTHS[date.month0() as usize], date.year())
}

/// « mars », from 1 for January.
///
/// # Panics
/// When the year has no such month.
#[must_use]
pub fn month_name(month: u32) -> &'static str {
    MONTHS[month as usize - 1]
}

/// « 9 h 30 »
#[must_use]
pub fn hour_of(at: DateTime<Utc>) -> String {
    hour(paris(at))
}

/// « 3 mars », « 1er mars »; « 3 mars 2026 » seen from another year.
fn date(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let date = paris(at).date_naive();
    if date.year() == paris(now).year() {
        day_and_month(date)
    } else {
        format!("{} {}", day_and_month(date), date.year())
    }
}

/// The day it is in Paris at that instant.
#[must_use]
pub fn today(at: DateTime<Utc>) -> NaiveDate {
    paris(at).date_naive()
}

/// « 31 juillet 2023 », « 1er janvier 2024 »
#[must_use]
pub fn on(date: NaiveDate) -> String {
    format!("{} {}", day_and_month(date), date.year())
}

fn paris(at: DateTime<Utc>) -> DateTime<Tz> {
    at.with_timezone(&Paris)
}

/// « 9 h », « 9 h 05 », for an hour of no day in particular.
#[must_use]
pub fn hour_at(at: NaiveTime) -> String {
    hour(at)
}

/// « 9 h », « 9 h 05 »
fn hour(at: impl Timelike) -> String {
    match at.minute() {
        0 => format!("{}\u{a0}h", at.hour()),
        minute => format!("{}\u{a0}h\u{a0}{minute:02}", at.hour()),
    }
}

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

fn day_and_month(date: NaiveDate) -> String {
    let ordinal = if date.day() == 1 { "er" } else { "" };
    format!("{}{ordinal}\u{a0}{}", date.day(), MONTHS[date.month0() as usize])
}

/// « lundi »
#[must_use]
pub fn weekday(date: NaiveDate) -> &'static str {
    const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
    DAYS[date.weekday().num_days_from_monday() as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().expect("a date of the test")
    }

    /// No-break spaces shown as plain ones, to read the tests.
    fn plain(words: String) -> String {
        words.replace('\u{a0}', " ")
    }

    #[test]
    fn a_full_date_is_said_in_paris() {
        assert_eq!(plain(full(utc("2027-03-03T08:30:00Z"))), "mercredi 3 mars 2027 à 9 h 30");
        assert_eq!(full(utc("2027-03-03T08:30:00Z")), "mercredi 3\u{a0}mars 2027 à\u{a0}9\u{a0}h\u{a0}30");
    }

    #[test]
    fn a_day_without_an_hour_is_that_of_paris() {
        assert_eq!(on(today(utc("2023-12-31T23:30:00Z"))), "1er\u{a0}janvier 2024");
        assert_eq!(on(today(utc("2023-07-31T12:00:00Z"))), "31\u{a0}juillet 2023");
    }

    #[test]
    fn the_first_of_a_month_is_an_ordinal() {
        assert_eq!(plain(full(utc("2027-05-01T07:05:00Z"))), "samedi 1er mai 2027 à 9 h 05");
        assert_eq!(plain(day(utc("2027-05-21T07:05:00Z"))), "vendredi 21 mai 2027");
    }

    #[test]
    fn summer_time_moves_the_hour_by_itself() {
        // The night of 28 March 2027: at 1 h UTC, Paris jumps from 2 h to 3 h.
        assert_eq!(plain(full(utc("2027-03-28T00:59:00Z"))), "dimanche 28 mars 2027 à 1 h 59");
        assert_eq!(plain(full(utc("2027-03-28T01:00:00Z"))), "dimanche 28 mars 2027 à 3 h");
        // And back, on 31 October: 2 h 30 comes twice.
        assert_eq!(plain(full(utc("2027-10-31T00:30:00Z"))), "dimanche 31 octobre 2027 à 2 h 30");
        assert_eq!(plain(full(utc("2027-10-31T01:30:00Z"))), "dimanche 31 octobre 2027 à 2 h 30");
    }

    #[test]
    fn midnight_belongs_to_the_new_day_in_paris() {
        assert_eq!(plain(full(utc("2026-12-31T22:59:00Z"))), "jeudi 31 décembre 2026 à 23 h 59");
        assert_eq!(plain(full(utc("2026-12-31T23:00:00Z"))), "vendredi 1er janvier 2027 à 0 h");
    }

    #[test]
    fn the_year_is_said_when_it_is_another() {
        let now = utc("2027-03-09T10:00:00Z");
        assert_eq!(plain(short(utc("2027-02-03T08:30:00Z"), now)), "3 février à 9 h 30");
        assert_eq!(plain(short(utc("2026-12-31T08:00:00Z"), now)), "31 décembre 2026 à 9 h");
        // Still 2026 in London, already 2027 in Paris.
        assert_eq!(plain(short(utc("2026-12-31T23:30:00Z"), now)), "1er janvier à 0 h 30");
    }

    #[test]
    fn what_is_recent_is_said_from_now() {
        let now = utc("2027-03-09T13:00:00Z"); // a Tuesday, 14 h in Paris
        let said = |text: &str| plain(ago(utc(text), now));
        assert_eq!(said("2027-03-09T12:59:30Z"), "à l’instant");
        assert_eq!(said("2027-03-09T12:59:00Z"), "il y a 1 min");
        assert_eq!(said("2027-03-09T12:01:00Z"), "il y a 59 min");
        assert_eq!(said("2027-03-09T11:00:00Z"), "il y a 2 h");
        assert_eq!(said("2027-03-08T23:00:00Z"), "il y a 14 h");
        assert_eq!(said("2027-03-08T22:59:00Z"), "hier");
        assert_eq!(said("2027-03-05T10:00:00Z"), "vendredi");
        assert_eq!(said("2027-03-02T10:00:00Z"), "2 mars");
        assert_eq!(said("2026-03-02T10:00:00Z"), "2 mars 2026");
    }

    #[test]
    fn a_clock_that_disagrees_or_a_future_date_reads_well() {
        let now = utc("2027-03-09T13:00:00Z");
        assert_eq!(ago(utc("2027-03-09T13:00:40Z"), now), "à l’instant");
        assert_eq!(plain(ago(utc("2027-03-18T08:30:00Z"), now)), "18 mars à 9 h 30");
    }
}
