//! A month of the programme as a calendar: a table at a desk, a list of its days on a phone.

use chrono::{Datelike, Days, NaiveDate};
use domain::{
    days::programme::{Asked, Listed},
    text::dates,
};
use leptos::prelude::*;

use super::{Shown, address};
use crate::{
    days::{
        address as day_address,
        words::{month_title, set, short_month, state_word},
    },
    parts::counted,
};

/// The month that is asked for, and the way to the others.
#[component]
pub(super) fn Months(shown: Shown) -> impl IntoView {
    let month = month_shown(&shown);
    let Shown { asked, year, kept, now, .. } = shown;
    let today = dates::today(now);
    let of_month: Vec<Listed> = kept.iter().filter(|day| is_in(day, year, month)).cloned().collect();
    let count = of_month.len() as u64;
    let weeks = weeks(year, month).into_iter().map(|week| {
        let cells = week.map(|date| match date {
            None => view! { <td class="calendar-empty"></td> }.into_any(),
            Some(date) => {
                let days: Vec<_> = of_month.iter().filter(|day| day.date() == Some(date)).cloned().collect();
                view! { <Cell date days now today=date == today/> }.into_any()
            }
        });
        view! { <tr>{cells.into_iter().collect_view()}</tr> }
    });
    let undated = kept.iter().filter(|day| day.starts_at.is_none()).count() as u64;
    view! {
        <div class="months">
            <MonthsNav asked year month days=kept.clone()/>
            <table class="calendar">
                <caption>
                    {month_title(year, month)}
                    <span class="facts">{format!(", {}", counted(count, "journée", "journées"))}</span>
                </caption>
                <thead><tr><Weekdays/></tr></thead>
                <tbody>{weeks.collect_view()}</tbody>
            </table>
            {(undated > 0).then(|| view! {
                <p class="facts">{format!("La liste montre aussi {} sans date.", counted(undated, "journée", "journées"))}</p>
            })}
        </div>
    }
}

#[component]
fn Weekdays() -> impl IntoView {
    let monday = NaiveDate::from_isoywd_opt(2027, 1, chrono::Weekday::Mon).unwrap_or_default();
    let days = monday.iter_days().take(7).map(dates::weekday);
    days.map(|day| view! { <th scope="col">{day}</th> }).collect_view()
}

/// One date, with its days.
#[component]
fn Cell(
    date: NaiveDate,
    days: Vec<Listed>,
    now: chrono::DateTime<chrono::Utc>,
    today: bool,
) -> impl IntoView {
    let class = if days.is_empty() { "calendar-empty" } else { "calendar-busy" };
    let entries = days.into_iter().map(|day| {
        let hour = day.starts_at.map(dates::hour_of);
        let state = state_word(day.state, day.is_over(now)).map(|(word, _)| word);
        view! {
            <li>
                <a href=day_address(day.id, &day.title)>{set(&day.title)}</a>
                <span class="facts">{[hour, state.map(str::to_owned)].into_iter().flatten().collect::<Vec<_>>().join(" · ")}</span>
            </li>
        }
    });
    let entries = entries.collect_view();
    view! {
        <td class=class>
            <p class="calendar-date">
                <time datetime=date.to_string() aria-current=today.then_some("date")>
                    <span class="calendar-weekday">{dates::weekday(date)} " "</span>
                    {date.day()}
                </time>
            </p>
            {(!entries.is_empty()).then(|| view! { <ul class="calendar-days">{entries}</ul> })}
        </td>
    }
}

/// The twelve months; those that have a day say how many.
#[component]
fn MonthsNav(asked: Asked, year: i32, month: u32, days: Vec<Listed>) -> impl IntoView {
    let months = (1..=12).map(|one| {
        let count = days.iter().filter(|day| is_in(day, year, one)).count();
        let href = address(&Asked { month: Some(one), ..asked.clone() });
        let class = if count > 0 { "has-days" } else { "" };
        let said = match count {
            0 => String::new(),
            count => format!(" ({})", counted(count as u64, "journée", "journées")),
        };
        view! {
            <li>
                <a href=href class=class aria-current=(one == month).then_some("page")>
                    <span aria-hidden="true">{short_month(one)}</span>
                    <span class="visually-hidden">{dates::month_name(one)} {said}</span>
                </a>
            </li>
        }
    });
    view! { <nav class="months-nav" aria-label="Mois"><ul class="months-list">{months.collect_view()}</ul></nav> }
}

fn is_in(day: &Listed, year: i32, month: u32) -> bool {
    day.date().is_some_and(|date| (date.year(), date.month()) == (year, month))
}

/// The month that is asked for; else the present one, or the first that has a day.
fn month_shown(shown: &Shown) -> u32 {
    let today = dates::today(shown.now);
    let first = || shown.kept.iter().find_map(Listed::date).map(|date| date.month());
    let present = (today.year() == shown.year).then(|| today.month());
    shown.asked.month.or(present).or_else(first).unwrap_or(1)
}

/// The weeks of a month, from Monday; dates of other months are left out.
fn weeks(year: i32, month: u32) -> Vec<[Option<NaiveDate>; 7]> {
    let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else { return Vec::new() };
    let mut monday = first - Days::new(first.weekday().num_days_from_monday().into());
    let mut weeks = Vec::new();
    while monday <= first || (monday.year(), monday.month()) == (year, month) {
        let day = |rank: u64| Some(monday + Days::new(rank)).filter(|date| date.month() == month);
        weeks.push([0, 1, 2, 3, 4, 5, 6].map(day));
        monday = monday + Days::new(7);
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_cut_in_weeks_that_begin_on_monday() {
        let read = |year, month| {
            weeks(year, month)
                .iter()
                .map(|week| {
                    let said =
                        week.map(|date| date.map_or("..".to_owned(), |date| format!("{:02}", date.day())));
                    said.join(" ")
                })
                .collect::<Vec<_>>()
        };
        // February 2027 begins on a Monday and has four weeks to the day.
        assert_eq!(
            read(2027, 2),
            ["01 02 03 04 05 06 07", "08 09 10 11 12 13 14", "15 16 17 18 19 20 21", "22 23 24 25 26 27 28"]
        );
        // May 2027 begins on a Saturday, and ends on a Monday.
        let may = read(2027, 5);
        assert_eq!(
            (may.len(), may[0].as_str(), may[5].as_str()),
            (6, ".. .. .. .. .. 01 02", "31 .. .. .. .. .. ..")
        );
        let december = read(2026, 12);
        assert_eq!((december.len(), december[4].as_str()), (5, "28 29 30 31 .. .. .."));
    }
}
