//! Announcements in a list.

use domain::{
    library::{
        Rncp,
        update::{Effect, Listed, Part},
    },
    text::dates,
};
use leptos::prelude::*;

use super::{
    super::{certification_address, certifier_address},
    address,
};
use crate::parts::{Badge, Tone};

/// The rows; each says what the announcement does and to which certifications, and who announces it where the page has not said so.
#[component]
pub(crate) fn UpdateRows(updates: Vec<Listed>, #[prop(optional)] in_certifier: bool) -> impl IntoView {
    let rows = updates.into_iter().map(|update| {
        let href = address(update.id.number(), &update.title);
        let numbers = |part: Part| {
            let of = update.certifications.iter().filter(move |(_, one)| *one == part);
            of.filter_map(|(number, _)| rncp(*number)).collect::<Vec<_>>()
        };
        let (former, latter, about) = (numbers(Part::Former), numbers(Part::Latter), numbers(Part::About));
        let (certifier, slug) = update.certifier.clone();
        let by = (!in_certifier)
            .then(|| view! { " · " <a href=certifier_address(&slug)>{certifier}</a> });
        view! {
            <li class="row">
                <p class="row-title"><a href=href>{update.title}</a></p>
                <p class="facts">
                    {update.effect.map(|effect| view! { <Badge tone=Tone::Authority label=effect_name(effect)/> " " })}
                    {dates::on(update.dated_on)}
                    {by}
                    {update.corrected.then_some(" · corrigée")}
                </p>
                <Named effect=update.effect former latter about/>
            </li>
        }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }
}

/// « RNCP5440 et RNCP4504 → RNCP25467 », then what else it is about.
#[component]
fn Named(effect: Option<Effect>, former: Vec<Rncp>, latter: Vec<Rncp>, about: Vec<Rncp>) -> impl IntoView {
    let nothing = former.is_empty() && latter.is_empty() && about.is_empty();
    (!nothing).then(|| {
        let takes_over = effect == Some(Effect::Replaces);
        let between = (!former.is_empty() && takes_over).then(|| view! { <span>" remplacée par "</span> });
        let then = (!former.is_empty() && !about.is_empty()).then_some(" · ");
        view! {
            <p class="facts update-numbers">
                <Numbers numbers=former/>
                {between}
                <Numbers numbers=latter/>
                {then}
                <Numbers numbers=about/>
            </p>
        }
    })
}

#[component]
fn Numbers(numbers: Vec<Rncp>) -> impl IntoView {
    let links = numbers.into_iter().enumerate().map(|(rank, number)| {
        let before = if rank > 0 { ", " } else { "" };
        view! { {before} <a href=certification_address(number)>{number.to_string()}</a> }
    });
    links.collect_view()
}

/// The number of a record, as rows keep it.
pub(super) fn rncp(number: i64) -> Option<Rncp> {
    u32::try_from(number).ok().and_then(Rncp::new)
}

/// What an announcement does, in a word or two.
pub(super) fn effect_name(effect: Effect) -> &'static str {
    match effect {
        Effect::Replaces => "Remplacement",
        Effect::Extends => "Prolongation",
        Effect::Modifies => "Modification",
    }
}
