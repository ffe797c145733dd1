//! What « Aujourd’hui » and the desk point out: what waits for one's signature now, the days that nobody has filled in.

use domain::{
    days::attendance::{missing::Unfilled, signing},
    text::dates,
};
use leptos::prelude::*;

use super::{desk_address, sign_address};
use crate::parts::{Notice, Section, Tone, counted};

/// What waits for one's signature now: one line a session.
#[component]
pub(crate) fn ToSign(sessions: Vec<signing::ToSign>) -> impl IntoView {
    (!sessions.is_empty()).then(|| {
        let lines = sessions.into_iter().map(|one| {
            let (day, title) = one.day;
            let words = format!("{}, {}", domain::text::typography::french(&title), one.label);
            view! {
                <p>
                    "À signer jusqu’à\u{a0}" {dates::hour_of(one.until)} "\u{a0}: "
                    <a href=sign_address(day, &title)>{words}</a>
                </p>
            }
        });
        view! { <Notice tone=Tone::Hand>{lines.collect_view()}</Notice> }
    })
}

/// Them, with the way to each sheet; nothing where all is said.
#[component]
pub(crate) fn ToFill(days: Vec<Unfilled>) -> impl IntoView {
    (!days.is_empty()).then(|| {
        let rows = days.into_iter().map(|day| {
            let missing = match day.missing {
                0 => "personne n’y est noté".to_owned(),
                missing => counted(missing.into(), "signature manque", "signatures manquent"),
            };
            view! {
                <li class="row">
                    <p class="row-title"><a href=desk_address(day.id)>{domain::text::typography::french(&day.title).into_owned()}</a></p>
                    <p class="facts">{dates::day(day.starts_at)} " · " {missing}</p>
                </li>
            }
        });
        view! { <Section title="Émargements à remplir" id="emargements"><ul class="rows">{rows.collect_view()}</ul></Section> }
    })
}
