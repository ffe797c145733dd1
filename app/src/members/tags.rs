//! What a person knows well, as it is shown.

use domain::members::{Expertise, Tag};
use leptos::prelude::*;

/// The official record of a certification.
fn record(number: u32) -> String {
    format!("https://www.francecompetences.fr/recherche/rncp/{number}/")
}

/// The directory, narrowed to those who share a tag.
pub(crate) fn shared(tag: &Tag) -> String {
    let folded: String = form_urlencoded::byte_serialize(tag.folded().as_bytes()).collect();
    format!("/annuaire?connait={folded}")
}

/// Tags, each leading to those who share it, and stages of the guide.
#[component]
pub(crate) fn Knows(expertise: Expertise) -> impl IntoView {
    let Expertise { tags, stages } = expertise;
    let tags_shown = tags.iter().map(|tag| {
        let official = tag.certification().map(|number| {
            view! { " " <a class="record" href=record(number) rel="external">{format!("fiche RNCP\u{a0}{number}")}</a> }
        });
        view! { <li><a class="tag" href=shared(tag)>{tag.label().to_owned()}</a>{official}</li> }
    });
    let tags_shown = tags_shown.collect_view();
    let stages_shown = stages.iter().map(|stage| {
        view! { <li><a class="tag stage" href=format!("/guide/{stage}")>{format!("Étape {stage} du guide")}</a></li> }
    });
    let stages_shown = stages_shown.collect_view();
    view! {
        <ul class="tags">
            {tags_shown}
            {stages_shown}
        </ul>
    }
}
