//! Documents and links in a list.

use domain::library::{
    browse::{Freshness, Listed},
    certification::Named,
    resource::ResourceKind,
};
use leptos::prelude::*;

use super::super::{
    document_address,
    mentioned::{in_row, rncp},
};
use crate::parts::{Badge, Moment, Tone, counted};

/// What a kind is called; a code that is unknown here is shown as it is.
pub(crate) fn kind_name(code: &str) -> String {
    ResourceKind::from_code(code).map_or_else(|| code.to_owned(), |kind| kind.label().to_owned())
}

/// The rows; what is outdated says so, what people found useful too, and what became of the certifications.
#[component]
pub(crate) fn ResourceRows(
    resources: Vec<Listed>,
    /// The certifications that they name.
    named: Vec<Named>,
) -> impl IntoView {
    let rows = resources.into_iter().map(|one| {
        let outdated = one.freshness == Freshness::Outdated;
        let useful = u64::from(one.useful.0);
        let excerpt = one.excerpt();
        let numbers = one.certifications.iter().filter_map(|(number, ..)| rncp(*number));
        let numbers = numbers.map(|number| view! { " · " {in_row(number, &named)} });
        let numbers = numbers.collect_view();
        view! {
            <li class="row with-end">
                <div>
                    <p class="row-title"><a href=document_address(one.id.number(), &one.title)>{one.title.clone()}</a></p>
                    {(!excerpt.is_empty()).then(|| view! { <p class="row-summary">{excerpt}</p> })}
                    <p class="facts">
                        {outdated.then(|| view! { <Badge tone=Tone::Wrong label="Périmé"/> " " })}
                        <Badge label=kind_name(&one.kind)/>
                        " "
                        {(!one.author.is_empty()).then(|| format!("{} · ", one.author))}
                        <Moment at=one.published_at/>
                        {(one.version > 1).then(|| format!(" · version {}", one.version))}
                        {numbers}
                    </p>
                </div>
                {(useful > 0).then(|| view! { <p class="row-end facts">{counted(useful, "avis «\u{a0}utile\u{a0}»", "avis «\u{a0}utile\u{a0}»")}</p> })}
            </li>
        }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }
}
