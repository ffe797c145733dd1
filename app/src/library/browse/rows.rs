//! Documents and links in a list.

use domain::library::{
    Rncp,
    browse::{Freshness, Listed},
    resource::ResourceKind,
};
use leptos::prelude::*;

use super::super::{certification_address, document_address};
use crate::parts::{Badge, Moment, Tone, counted};

/// What a kind is called; a code that is unknown here is shown as it is.
pub(crate) fn kind_name(code: &str) -> String {
    ResourceKind::from_code(code).map_or_else(|| code.to_owned(), |kind| kind.label().to_owned())
}

/// The rows; what is outdated says so, what people found useful too.
#[component]
pub(crate) fn ResourceRows(resources: Vec<Listed>) -> impl IntoView {
    let rows = resources.into_iter().map(|one| {
        let outdated = one.freshness == Freshness::Outdated;
        let useful = u64::from(one.useful.0);
        let numbers = one.certifications.iter().filter_map(|(number, name, _)| {
            let rncp = u32::try_from(*number).ok().and_then(Rncp::new)?;
            Some((rncp, name.clone()))
        });
        let numbers: Vec<_> = numbers.collect();
        view! {
            <li class="row with-end">
                <div>
                    <p class="row-title"><a href=document_address(one.id.number(), &one.title)>{one.title.clone()}</a></p>
                    {(!one.summary.is_empty()).then(|| view! { <p class="row-summary">{one.summary}</p> })}
                    <p class="facts">
                        {outdated.then(|| view! { <Badge tone=Tone::Wrong label="Périmé"/> " " })}
                        <Badge label=kind_name(&one.kind)/>
                        " "
                        {(!one.author.is_empty()).then(|| format!("{} · ", one.author))}
                        <Moment at=one.published_at/>
                        {(one.version > 1).then(|| format!(" · version {}", one.version))}
                        {numbers.into_iter().map(|(number, name)| view! {
                            " · " <a href=certification_address(number) title=name>{number.to_string()}</a>
                        }).collect_view()}
                    </p>
                </div>
                {(useful > 0).then(|| view! { <p class="row-end facts">{counted(useful, "avis «\u{a0}utile\u{a0}»", "avis «\u{a0}utile\u{a0}»")}</p> })}
            </li>
        }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }
}
