//! Office hours: nobody of the demonstration writes at three in the morning, or on a Sunday.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Europe::Paris;

/// When offices open, in Paris.
const OPENING: NaiveTime = NaiveTime::from_hms_opt(8, 0, 0).expect("eight o’clock exists");

/// How long they stay open: until seven in the evening.
const OPEN: Duration = Duration::hours(11);

/// The moment in office hours that stands for the instant, never later than it.
///
/// The time from one opening to the next (a day, or a weekend and its Friday) is compressed into the hours of the first day.
/// Hence whatever came before something else still does, and nothing moves into the future.
pub(super) fn in_office_hours(instant: DateTime<Utc>) -> DateTime<Utc> {
    let today = instant.with_timezone(&Paris).date_naive();
    // The opening that precedes a Monday morning is Friday's, three days before.
    let mut openings = (0..=4).filter_map(|back| opening(today.checked_sub_days(Days::new(back))?));
    let Some(opened) = openings.find(|opened| *opened <= instant) else { return instant };
    let office = opened.with_timezone(&Paris).date_naive();
    let mut openings = (1..=4).filter_map(|ahead| opening(office.checked_add_days(Days::new(ahead))?));
    let Some(reopened) = openings.next() else { return instant };
    let elapsed = (instant - opened).num_seconds() * OPEN.num_seconds() / (reopened - opened).num_seconds();
    opened + Duration::seconds(elapsed)
}

/// When offices open that day, if they do.
fn opening(day: NaiveDate) -> Option<DateTime<Utc>> {
    let works = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    works.then(|| Paris.from_local_datetime(&day.and_time(OPENING)).single())?.map(|at| at.to_utc())
}

#[cfg(test)]
mod tests {
    use chrono::Timelike;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn a_year_of_instants_falls_in_office_hours_in_the_same_order_and_never_later() {
        let start = at("2026-01-01T00:00:00Z");
        let mut previous = in_office_hours(start - Duration::minutes(13));
        for step in 0..45_000 {
            let instant = start + Duration::minutes(13 * step);
            let moved = in_office_hours(instant);
            let local = moved.with_timezone(&Paris);
            assert!((8..19).contains(&local.hour()), "{instant} gives {local}");
            assert!(!matches!(local.weekday(), Weekday::Sat | Weekday::Sun), "{instant} gives {local}");
            assert!(moved <= instant, "{instant} gives {local}");
            assert!(moved > previous, "{instant} gives {local}, not after the instant before");
            previous = moved;
        }
    }

    #[test]
    fn the_night_belongs_to_the_day_before_and_the_weekend_to_friday() {
        // 20 November 2026 is a Friday; Paris is an hour ahead of UTC.
        assert_eq!(in_office_hours(at("2026-11-19T07:00:00Z")), at("2026-11-19T07:00:00Z"));
        assert_eq!(in_office_hours(at("2026-11-19T19:00:00Z")), at("2026-11-19T12:30:00Z"));
        assert_eq!(in_office_hours(at("2026-11-20T06:59:00Z")), at("2026-11-19T17:59:32Z"));
        assert_eq!(in_office_hours(at("2026-11-21T19:00:00Z")), at("2026-11-20T12:30:00Z"));
    }
}
