//! The latest documents and links about a certification or of a certifier, on their pages, and the stages of the guide they serve.

use domain::{
    library::{browse::Asked, holdings::Holding},
    text::dates,
};
use leptos::prelude::*;

use super::{browse, resource};
use crate::parts::{Badge, Section, Tone, counted};

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

/// The stages of the guide that documents about it serve: the way to each, and to its documents. Nothing where there is none.
#[component]
pub(super) fn AtStages(
    /// What is asked of the library already: that certification.
    asked: Asked,
    /// Each stage with how many serve it.
    stages: Vec<(u8, u64)>,
) -> impl IntoView {
    (!stages.is_empty()).then(|| {
        let rows = stages.into_iter().map(|(stage, count)| {
            let narrowed = browse::address(&Asked { stage: Some(stage), ..asked.clone() });
            view! {
                <div>
                    <dt><a href=format!("/guide/{stage}")>{format!("Étape\u{a0}{stage}")}</a></dt>
                    <dd>
                        <a href=format!("{narrowed}#documents")>
                            {counted(count, "document", "documents")}
                            <span class="visually-hidden">{format!(" pour l’étape\u{a0}{stage}")}</span>
                        </a>
                    </dd>
                </div>
            }
        });
        let rows = rows.collect_view();
        view! { <Section title="Aux étapes du guide" id="etapes"><dl class="details">{rows}</dl></Section> }
    })
}
