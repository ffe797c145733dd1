//! When the days of the demonstration are, whatever the day on which the place is filled: last year has held as many as a year should,
//! this year has them in every state around today.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc, Weekday};
use domain::text::dates;

use super::{DemoFault, Entry, wrong};

/// How far from today this year's days go.
const PAST: i64 = 250;
const COMING: i64 = 90;

/// Nearer than that, a year has no room left on that side: its days overflow into the other.
const ROOM: i64 = 14;

/// Whatever is brought nearer stays that far: what follows a day that was held takes a week.
const NEAREST_PAST: i64 = 9;
const NEAREST_COMING: i64 = 3;

/// The days with the date of each. Of last year's, as many are left out as this year's that fall in it.
pub(super) fn dated(now: DateTime<Utc>, days: &[Entry]) -> Result<Vec<(&Entry, NaiveDate)>, DemoFault> {
    let today = dates::today(now);
    let (mut this_year, mut last_year) = (Vec::new(), Vec::new());
    for entry in days {
        match (entry.in_days, &entry.last) {
            (Some(away), None) => this_year.push((entry, around(today, away))),
            (None, Some(day)) => {
                let date = format!("{}-{day}", today.year() - 1).parse::<NaiveDate>();
                last_year.push((entry, worked(date.map_err(|_| wrong(&entry.key, "last"))?, true)));
            }
            _ => return Err(wrong(&entry.key, "in, or last")),
        }
    }
    let overflowing =
        |(entry, date): &&(&Entry, NaiveDate)| entry.state == "held" && date.year() < today.year();
    let over = this_year.iter().filter(overflowing).count();
    last_year.truncate(last_year.len().saturating_sub(over));
    last_year.extend(this_year);
    Ok(last_year)
}

/// That far from today, nearer where the year would not have it.
fn around(today: NaiveDate, away: i64) -> NaiveDate {
    let past = away < 0;
    let (most, nearest) = if past { (PAST, NEAREST_PAST) } else { (COMING, NEAREST_COMING) };
    let edge = if past { (1, 6) } else { (12, 22) };
    let edge = NaiveDate::from_ymd_opt(today.year(), edge.0, edge.1).unwrap_or(today);
    let room = if past { (today - edge).num_days() } else { (edge - today).num_days() };
    let away = away.abs();
    let half = room / 2;
    let distance = match (ROOM..most).contains(&room) && away > half {
        // The nearer half of the room stays as it is; what is beyond is drawn into the other.
        true => (half + (away - half) * (room - half) / (most - half)).max(away.min(nearest)),
        false => away,
    };
    worked(today + Duration::days(if past { -distance } else { distance }), !past)
}

/// That day, or the nearest Monday after or Friday before.
fn worked(date: NaiveDate, after: bool) -> NaiveDate {
    match (date.weekday(), after) {
        (Weekday::Sat, true) => date + Days::new(2),
        (Weekday::Sun, true) => date + Days::new(1),
        (Weekday::Sat, false) => date - Days::new(1),
        (Weekday::Sun, false) => date - Days::new(2),
        _ => date,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::TimeZone;

    use super::*;
    use crate::demo::{
        data,
        days::{DAYS, File},
    };

    #[test]
    fn last_year_is_whole_and_this_year_is_around_today_whatever_the_day() {
        let file: File = data::read("days", DAYS).expect("it is read");
        let first = Utc.with_ymd_and_hms(2026, 1, 1, 9, 0, 0).single().expect("an instant");
        for day in 0..1_100 {
            let now = first + Duration::days(day);
            let today = dates::today(now);
            let days = dated(now, &file.day).expect("they are dated");
            let held = |year: i32| {
                days.iter().filter(|(entry, date)| entry.state == "held" && date.year() == year).count()
            };
            assert_eq!(held(today.year() - 1), 16, "{today}");
            for (entry, date) in &days {
                assert!(
                    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun),
                    "{today}: {} on {date}",
                    entry.key
                );
                if entry.state == "held" {
                    assert!((today - *date).num_days() >= 8, "{today}: {} on {date}", entry.key);
                }
                if entry.state == "published" {
                    assert!(*date > today, "{today}: {} on {date}", entry.key);
                }
            }
            // Between the two ends of a year, all of it is there, in every state.
            if (25..=340).contains(&today.ordinal()) {
                let this: Vec<_> = days.iter().filter(|(_, date)| date.year() == today.year()).collect();
                assert_eq!(this.len(), 16, "{today}");
                let states: BTreeSet<_> = this.iter().map(|(entry, _)| entry.state.as_str()).collect();
                assert_eq!(states.len(), 5, "{today}: {states:?}");
            }
        }
    }
}
