//! The one thing to decide on a day's page: when and where it is, what is left, and one's own registration.

use chrono::Datelike;
use domain::{
    days::{State, TrainingDay},
    text::dates,
};
use leptos::prelude::*;

use super::{Seen, mine::Mine};
use crate::{
    days::words::when,
    parts::{Prose, counted},
};

/// The card.
#[component]
pub(super) fn Card(seen: Seen) -> impl IntoView {
    let day = seen.day.clone();
    let counts = day.state == State::Published && !seen.has_begun();
    let access = day.access.clone().map(|html| html.into_string());
    let way = if day.modality.is_in_person() { "Pour venir" } else { "Pour vous connecter" };
    view! {
        <section class="day-card" aria-labelledby="inscription">
            <h2 id="inscription" class="visually-hidden">"Date, lieu et inscription"</h2>
            <When day=day.clone()/>
            {counts.then(|| view! { <Seats day=day.clone()/> })}
            <Mine seen/>
            {access.map(|html| view! {
                <div class="day-access"><h3>{way}</h3><Prose html/></div>
            })}
        </section>
    }
}

/// The date in large figures, its hours, its place.
#[component]
fn When(day: TrainingDay) -> impl IntoView {
    let place = day.place.clone();
    let Some((start, end)) = day.window.starts_at.zip(day.ends_at) else {
        return view! { <p><strong>"Date à fixer"</strong></p> }.into_any();
    };
    let date = dates::today(start);
    view! {
        <div class="day-when">
            <p class="day-block">
                <time datetime=date.to_string()>
                    <b>{date.day()}</b>
                    <span>{dates::month(start)}</span>
                </time>
            </p>
            <div>
                <p><strong>{when(start, end)}</strong></p>
                {(!place.is_empty()).then(|| view! { <p class="facts">{place}</p> })}
            </div>
        </div>
    }
    .into_any()
}

/// How many seats are left, for everybody and for one's own antenne.
#[component]
fn Seats(day: TrainingDay) -> impl IntoView {
    let (left, capacity) = (day.seats_left(), day.room.capacity);
    let taken = day.seated.min(capacity);
    let words = match left {
        0 => "Complète".to_owned(),
        left => counted(left.into(), "place restante", "places restantes"),
    };
    let of = match left {
        0 => format!(" · {}", counted(capacity.into(), "place", "places")),
        _ => format!(" sur {capacity}"),
    };
    let waiting = (day.waiting > 0).then(|| format!(" · {}\u{a0}en attente", day.waiting));
    let antenne =
        day.left_for_antenne().filter(|_| left > 0).map(|left| format!(" · {left} pour votre antenne"));
    view! {
        <div class="day-seats">
            <meter class="seats" min="0" max=capacity value=taken aria-label="Places prises"></meter>
            <p>
                <strong>{words}</strong>
                <span class="facts">{of} {antenne} {waiting}</span>
            </p>
        </div>
    }
}
