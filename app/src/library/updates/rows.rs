//! Announcements in a list.

use domain::{
    library::{
        Rncp,
        certification::Named,
        update::{Effect, Listed, Part},
    },
    text::dates,
};
use leptos::prelude::*;

use super::{
    super::{
        certifier_address,
        mentioned::{in_row, rncp},
    },
    address,
};
use crate::parts::{Badge, Tone};

/// The rows; each says what the announcement does and to which certifications, and who announces it where the page has not said so.
#[component]
pub(crate) fn UpdateRows(
    updates: Vec<Listed>,
    /// The certifications that they name.
    named: Vec<Named>,
    #[prop(optional)] in_certifier: bool,
) -> impl IntoView {
    let rows = updates.into_iter().map(|update| {
        let href = address(update.id.number(), &update.title);
        let parts = parts(&update, &named);
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
                {parts}
            </li>
        }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }
}

/// « RNCP5440 et RNCP4504 → RNCP25467 », then what else it is about.
fn parts(update: &Listed, named: &[Named]) -> Option<impl IntoView + use<>> {
    let numbers = |part: Part| {
        let of = update.certifications.iter().filter(move |(_, one)| *one == part);
        of.filter_map(|(number, _)| rncp(*number)).collect::<Vec<_>>()
    };
    let (former, latter, about) = (numbers(Part::Former), numbers(Part::Latter), numbers(Part::About));
    let nothing = former.is_empty() && latter.is_empty() && about.is_empty();
    (!nothing).then(|| {
        let takes_over = update.effect == Some(Effect::Replaces);
        let between = (!former.is_empty() && takes_over).then(|| match former.len() {
            1 => view! { <span>" remplacée par "</span> },
            _ => view! { <span>" remplacées par "</span> },
        });
        let then = (!former.is_empty() && !about.is_empty()).then_some(" · ");
        view! {
            <p class="facts update-numbers">
                {chips(former, named)}
                {between}
                {chips(latter, named)}
                {then}
                {chips(about, named)}
            </p>
        }
    })
}

fn chips(numbers: Vec<Rncp>, named: &[Named]) -> Vec<AnyView> {
    let chip = |(rank, number)| {
        let before = if rank > 0 { ", " } else { "" };
        view! { {before} {in_row(number, named)} }.into_any()
    };
    numbers.into_iter().enumerate().map(chip).collect()
}

/// What an announcement does, in a word or two.
pub(super) fn effect_name(effect: Effect) -> &'static str {
    match effect {
        Effect::Replaces => "Remplacement",
        Effect::Extends => "Prolongation",
        Effect::Modifies => "Modification",
    }
}
