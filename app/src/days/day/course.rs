//! How a day goes: its half-days or slots, moment by moment.

use domain::{
    days::{TrainingDay, agenda::Moment, page::Session},
    text::dates,
};
use leptos::prelude::*;

use crate::{
    days::words::{hours, set},
    parts::Section,
};

/// The sessions. Their date is said when they are not all of one.
#[component]
pub(super) fn Course(day: TrainingDay) -> impl IntoView {
    let sessions = day.sessions;
    let dated =
        sessions.windows(2).any(|two| dates::today(two[0].starts_at) != dates::today(two[1].starts_at));
    (!sessions.is_empty()).then(|| {
        let sessions = sessions.into_iter().map(move |session| view! { <Slot session dated/> });
        view! { <Section title="Déroulé" id="deroule">{sessions.collect_view()}</Section> }
    })
}

#[component]
fn Slot(session: Session, dated: bool) -> impl IntoView {
    let date = dated.then(|| format!("{}, ", dates::day(session.starts_at)));
    let moments = session.agenda.moments().into_iter().map(|moment| view! { <At moment/> });
    let moments = moments.collect_view();
    view! {
        <div class="session">
            <h3>
                {session.label.clone()}
                <span class="facts">{format!(" {}{}", date.unwrap_or_default(), hours(session.starts_at, session.ends_at))}</span>
            </h3>
            {(!moments.is_empty()).then(|| view! { <ol class="moments">{moments}</ol> })}
        </div>
    }
}

#[component]
fn At(moment: Moment) -> impl IntoView {
    let Moment { at, title, detail } = moment;
    let hour = at.map(|at| {
        let words = dates::hour_at(at);
        view! { <time datetime=at.format("%H:%M").to_string()>{words}</time> }
    });
    view! {
        <li>
            <p class="moment-hour">{hour}</p>
            <div>
                <p class="moment-title">{set(&title)}</p>
                {detail.map(|detail| view! { <p class="facts">{set(&detail)}</p> })}
            </div>
        </li>
    }
}
