//! Where nothing answers: the words put right, a choice to give up, the community to ask.

use domain::library::browse::{Asked, Facet};
use leptos::prelude::*;

use super::{address, facets::facet_name};
use crate::{
    parts::{ButtonLink, Empty, Weight, counted},
    session,
};

/// What to try next.
#[component]
pub(super) fn Nothing(
    asked: Asked,
    /// What to give up, with how many would answer then.
    wider: Vec<(Facet, usize)>,
    /// The words put right.
    corrected: Option<String>,
) -> impl IntoView {
    let ask = session::visitor().has_boards();
    let anywhere = (!asked.words.is_empty()).then(|| {
        let words: String = form_urlencoded::byte_serialize(asked.words.as_bytes()).collect();
        format!("/recherche?q={words}")
    });
    let corrected = corrected.map(|words| {
        let right = address(&Asked { words: words.clone(), ..asked.clone() });
        view! { <p>"Vouliez-vous dire «\u{a0}" <a href=right><strong>{words.clone()}</strong></a> "\u{a0}»\u{202f}?"</p> }
    });
    let each = wider.into_iter().map(|(facet, count)| {
        let without = match facet {
            Facet::Words => "Sans les mots".to_owned(),
            facet => format!("Sans le choix «\u{a0}{}\u{a0}»", facet_name(facet)),
        };
        view! { <li><a href=address(&asked.without(facet))>{without}</a> {format!("\u{a0}: {}", counted(count as u64, "document", "documents"))}</li> }
    });
    let each = each.collect::<Vec<_>>();
    let title: String = form_urlencoded::byte_serialize(asked.words.as_bytes()).collect();
    let question = format!("/forums?sujet={title}");
    view! {
        <Empty>
            {corrected}
            {(!each.is_empty()).then(|| view! { <ul class="links wider">{each}</ul> })}
            {anywhere.map(|href| view! { <p><a href=href>"Chercher ces mots partout"</a>"\u{a0}: dans les forums, le guide et l’intérieur des documents."</p> })}
            {ask.then(|| view! {
                <p>"Quelqu’un l’a peut-être dans ses dossiers."</p>
                <p><ButtonLink label="Demander à la communauté" href=question weight=Weight::Quiet/></p>
            })}
        </Empty>
    }
}
