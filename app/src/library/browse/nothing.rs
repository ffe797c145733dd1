//! Where nothing answers: the words put right, a choice to give up, the community to ask.

use domain::{
    forum::Board,
    library::{
        Rncp,
        browse::{Asked, Facet},
    },
};
use leptos::prelude::*;

use super::{address, facets::facet_name};
use crate::{
    forum::question_address,
    parts::{ButtonLink, Empty, Weight, counted},
};

/// What to try next.
#[component]
pub(super) fn Nothing(
    asked: Asked,
    /// What to give up, with how many would answer then.
    wider: Vec<(Facet, usize)>,
    /// The words put right.
    corrected: Option<String>,
    /// Where the visitor would ask; none for whoever may not.
    ask: Option<Board>,
) -> impl IntoView {
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
    let about: Vec<Rncp> = asked
        .certification
        .and_then(|number| u32::try_from(number).ok())
        .and_then(Rncp::new)
        .into_iter()
        .collect();
    let ask = ask.map(|board| question_address(&board, &asked.words, &about));
    view! {
        <Empty>
            {corrected}
            {(!each.is_empty()).then(|| view! { <ul class="links wider">{each}</ul> })}
            {anywhere.map(|href| view! { <p><a href=href>"Chercher ces mots partout"</a>"\u{a0}: dans les forums, le guide et l’intérieur des documents."</p> })}
            {ask.map(|href| view! {
                <p>"Quelqu’un l’a peut-être dans ses dossiers."</p>
                <p><ButtonLink label="Demander à la communauté" href weight=Weight::Quiet/></p>
            })}
        </Empty>
    }
}
