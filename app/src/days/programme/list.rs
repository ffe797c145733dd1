//! The year's days in a list, grouped by month.

use chrono::Datelike;
use domain::days::programme::Listed;
use leptos::prelude::*;

use super::Shown;
use crate::{
    days::{rows::DayRows, words::month_title},
    parts::Section,
};

/// The months that have a day, then what has no date yet.
#[component]
pub(super) fn List(shown: Shown) -> impl IntoView {
    let now = shown.now;
    let months = by_month(shown.kept).into_iter().map(|(month, days)| {
        let (title, id) = match month {
            Some((year, month)) => (month_title(year, month), format!("mois-{month}")),
            None => ("Date à fixer".to_owned(), "sans-date".to_owned()),
        };
        view! { <Section title id><DayRows days now under_month=true/></Section> }
    });
    view! { <div class="by-month">{months.collect_view()}</div> }
}

/// A year and a month, and the days in it; those without a date have none.
type Monthly = (Option<(i32, u32)>, Vec<Listed>);

/// Days of the same month together, in the order in which they come.
fn by_month(days: Vec<Listed>) -> Vec<Monthly> {
    let mut months: Vec<Monthly> = Vec::new();
    for day in days {
        let month = day.date().map(|date| (date.year(), date.month()));
        match months.last_mut() {
            Some((last, days)) if *last == month => days.push(day),
            _ => months.push((month, vec![day])),
        }
    }
    months
}
