//! The guide: the whole table on one page, and a page per stage.

mod stage;
mod table;

pub(crate) use stage::StagePage;
pub(crate) use table::GuidePage;

use leptos::prelude::*;

/// The headings of the four columns, to the letter of the founding text.
pub(crate) const COLUMNS: [&str; 4] = [
    "Étape",
    "Repères méthodologiques pour l’accompagnateur",
    "Les outils utilisés",
    "Ce que fait le candidat",
];

/// A column's items. The words are kept as they were written; only their typography is French.
#[component]
fn Points(items: Vec<String>) -> impl IntoView {
    let items = items.into_iter().map(|item| view! { <li>{shown(&item)}</li> });
    view! { <ul class="points">{items.collect_view()}</ul> }
}

/// The words with the apostrophes and spaces of French typography.
fn shown(words: &str) -> String {
    domain::text::typography::french(words).into_owned()
}
