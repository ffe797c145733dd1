//! The year at a glance: twelve months on one sheet, which prints on one landscape page.

use chrono::{DateTime, Datelike, Utc};
use domain::{days::programme::Listed, text::dates};
use leptos::prelude::*;

use super::Shown;
use crate::{
    days::{
        address,
        rows::DateBlock,
        words::{mine_word, modality_name, set, state_word},
    },
    parts::Badge,
};

/// The twelve months, those without a day too.
#[component]
pub(super) fn Year(shown: Shown) -> impl IntoView {
    let Shown { year, kept, now, .. } = shown;
    let months = (1..=12).map(|month| {
        let of = |day: &&Listed| day.date().is_some_and(|date| (date.year(), date.month()) == (year, month));
        let days: Vec<Listed> = kept.iter().filter(of).cloned().collect();
        view! { <Month month days now/> }
    });
    let undated: Vec<Listed> = kept.iter().filter(|day| day.starts_at.is_none()).cloned().collect();
    view! {
        <div class="on-landscape">
            <div class="year-sheet">{months.collect_view()}</div>
            {(!undated.is_empty()).then(|| view! {
                <section class="year-month">
                    <h2>"Date à fixer"</h2>
                    <ul class="year-days">{undated.into_iter().map(|day| view! { <Line day now/> }).collect_view()}</ul>
                </section>
            })}
        </div>
    }
}

#[component]
fn Month(month: u32, days: Vec<Listed>, now: DateTime<Utc>) -> impl IntoView {
    let empty = days.is_empty();
    let lines = days.into_iter().map(|day| view! { <Line day now/> });
    view! {
        <section class="year-month">
            <h2>{dates::month_name(month)}</h2>
            {match empty {
                true => view! { <p class="facts">"Aucune journée"</p> }.into_any(),
                false => view! { <ul class="year-days">{lines.collect_view()}</ul> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Line(day: Listed, now: DateTime<Utc>) -> impl IntoView {
    let state = state_word(day.state, day.is_over(now));
    let mine = day.mine.and_then(mine_word).filter(|_| state.is_none());
    view! {
        <li>
            {day.date().map(|date| view! { <DateBlock date under_month=true/> })}
            <div>
                <a href=address(day.id, &day.title)>{set(&day.title)}</a>
                <p class="facts">{modality_name(day.modality)}</p>
                {state.or(mine).map(|(label, tone)| view! { <p class="badges"><Badge label tone/></p> })}
            </div>
        </li>
    }
}
