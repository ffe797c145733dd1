//! The latest documents and links about a certification or of a certifier, on their pages.

use domain::{library::holdings::Holding, text::dates};
use leptos::prelude::*;

use super::resource;
use crate::parts::{Badge, Section, Tone};

/// They, or the word that there is none yet, and the way to all of them. `query` is that of the address.
#[component]
pub(super) fn Holdings(
    /// « certification=25467 », « certificateur=cnam ».
    #[prop(into)]
    query: String,
    /// What the library holds.
    holdings: Vec<Holding>,
) -> impl IntoView {
    let rows = holdings.into_iter().map(|one| {
        let kind = one.kind.map(|kind| kind.label());
        let dated = one.dated_on.map(dates::on);
        let facts = [kind.map(str::to_owned), dated].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let outdated = one.outdated.then(|| view! { <Badge label="Périmé" tone=Tone::Wrong/> " " });
        view! {
            <li class="row">
                <p class="row-title"><a href=resource::address(one.id, &one.title)>{one.title.clone()}</a></p>
                <p class="facts">{outdated}{facts}</p>
            </li>
        }
    });
    let rows = rows.collect_view();
    let every = ("Tous ses documents".to_owned(), format!("/ressources?{query}#documents"));
    view! {
        <Section title="Documents et liens" id="documents" link=Some(every)>
            {if rows.is_empty() {
                view! { <p class="facts">"Aucun document n’a encore été déposé ici."</p> }.into_any()
            } else {
                view! { <ul class="rows">{rows}</ul> }.into_any()
            }}
        </Section>
    }
}
