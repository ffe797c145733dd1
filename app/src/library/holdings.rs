//! The latest documents and links about a certification, of a certifier, for a stage of the guide, on their pages; the stages that those
//! of a certification serve.

use domain::library::{
    browse::Asked,
    resource::{State, reading::Listed},
};
use leptos::prelude::*;

use super::{
    browse,
    resource::{address, media_name, tone},
};
use crate::parts::{Badge, Moment, Section, Tone, counted};

/// They, or the word that there is none yet, and the way to all of them. `query` is that of the address.
#[component]
pub(crate) fn Holdings(
    /// « certification=25467 », « certificateur=cnam », « etape=2 ».
    #[prop(into)]
    query: String,
    /// What the library holds.
    holdings: Vec<Listed>,
) -> impl IntoView {
    let rows = holdings.into_iter().map(|one| view! { <Row one/> }).collect_view();
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

#[component]
fn Row(one: Listed) -> impl IntoView {
    let media = one.media.map(|media| format!(" · {}", media_name(media)));
    let outdated = one.state == State::Outdated;
    view! {
        <li class="row">
            <p class="row-title"><a href=address(one.id.number(), &one.title)>{one.title.clone()}</a></p>
            <p class="facts">
                <Badge tone=Tone::Authority label=one.kind.label()/> " "
                {outdated.then(|| view! { <Badge tone=tone(one.state) label=one.state.label()/> " " })}
                <Moment at=one.published_at.unwrap_or(one.changed_at)/>
                {media}
            </p>
        </li>
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
