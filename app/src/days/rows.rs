//! Days in a list: when, what, where, what is left, and where one's own registration stands.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::{days::programme::Listed, text::dates};
use leptos::prelude::*;

use super::{
    address,
    words::{
        hours, mine_word, modality_name, public_name, seats_words, set, short_month, short_weekday,
        state_word,
    },
};
use crate::parts::Badge;

/// The rows. Under a month's heading their figures are followed by the weekday, elsewhere by the month.
#[component]
pub(crate) fn DayRows(
    /// The days, in order.
    days: Vec<Listed>,
    /// The present.
    now: DateTime<Utc>,
    /// Whether the month is said already.
    #[prop(optional)]
    under_month: bool,
) -> impl IntoView {
    let rows = days.into_iter().map(|day| {
        let href = address(day.id, &day.title);
        let seats = seats_words(&day, now);
        view! {
            <li class="row day-row">
                {day.date().map(|date| view! { <DateBlock date under_month/> })}
                <div class="day-words">
                    <p class="row-title"><a href=href>{set(&day.title)}</a></p>
                    <Badges day=day.clone() now/>
                    <p class="facts">{facts(&day)}</p>
                </div>
                {seats.map(|seats| view! { <p class="row-end facts">{seats}</p> })}
            </li>
        }
    });
    view! { <ul class="rows day-rows">{rows.collect_view()}</ul> }
}

/// « 18 jeu. », or « 18 mars »; said in full to those who listen.
#[component]
pub(crate) fn DateBlock(date: NaiveDate, #[prop(optional)] under_month: bool) -> impl IntoView {
    let beside = if under_month { short_weekday(date) } else { short_month(date.month()) };
    view! {
        <p class="day-date">
            <time datetime=date.to_string()>
                <span aria-hidden="true"><b>{date.day()}</b> " " <span>{beside}</span></span>
                <span class="visually-hidden">{format!("{} {}", dates::weekday(date), dates::on(date))}</span>
            </time>
        </p>
    }
}

/// Where the day stands, and where one's own registration does; nothing when neither needs a word.
#[component]
fn Badges(day: Listed, now: DateTime<Utc>) -> impl IntoView {
    let state = state_word(day.state, day.is_over(now));
    let mine = day.mine.and_then(mine_word).filter(|_| state.is_none());
    let badges: Vec<_> = [state, mine].into_iter().flatten().collect();
    (!badges.is_empty()).then(|| {
        let badges = badges.into_iter().map(|(label, tone)| view! { <Badge label tone/> });
        view! { <p class="badges">{badges.collect_view()}</p> }
    })
}

/// « 9 h 30 – 17 h · Présentiel · Conseillères et conseillers · Défi métiers, salle Olympe »
fn facts(day: &Listed) -> String {
    let hours = day.starts_at.zip(day.ends_at).map(|(start, end)| hours(start, end));
    let place = Some(day.place.clone()).filter(|place| !place.is_empty());
    [
        hours.or(Some("Date à fixer".to_owned())),
        Some(modality_name(day.modality).to_owned()),
        Some(public_name(day.public).to_owned()),
        place,
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ")
}
