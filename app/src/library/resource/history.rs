//! What happened to a resource, said to those concerned.

use domain::library::resource::{Act, Deed, reading::Happened};
use leptos::prelude::*;

use crate::parts::{Moment, Section};

/// The history, the last first.
#[component]
pub(super) fn History(history: Vec<Happened>) -> impl IntoView {
    (!history.is_empty()).then(|| {
        let lines = history.into_iter().map(|one| {
            let by = one.by.unwrap_or_else(|| "Le site".to_owned());
            let word = (!one.word.is_empty()).then(|| view! { <p class="as-typed">{one.word}</p> });
            view! {
                <li>
                    <p>{by} " " {said(one.deed)} " " <span class="facts"><Moment at=one.at/></span></p>
                    {word}
                </li>
            }
        });
        view! {
            <Section title="Ce qui s’est passé" id="historique">
                <p class="facts">"Vous voyez cette partie parce que ce document vous concerne."</p>
                <ol class="resource-history">{lines.collect_view()}</ol>
            </Section>
        }
    })
}

fn said(deed: Deed) -> &'static str {
    match deed {
        Deed::Deposited => "a déposé ce document",
        Deed::Version => "a ajouté une version",
        Deed::Changed => "a modifié la fiche",
        Deed::Expired => "a marqué ce document comme périmé\u{a0}: sa date de validité est passée",
        Deed::Reported => "a signalé un problème",
        Deed::Settled => "a répondu à un signalement",
        Deed::Acted(Act::Submit) => "l’a proposé à la relecture",
        Deed::Acted(Act::TakeBack) => "l’a repris",
        Deed::Acted(Act::Validate) => "l’a publié",
        Deed::Acted(Act::SendBack) => "l’a renvoyé avec un mot",
        Deed::Acted(Act::Outdate) => "l’a marqué comme périmé",
        Deed::Acted(Act::Renew) => "a confirmé qu’il est à jour",
        Deed::Acted(Act::Withdraw) => "l’a retiré",
        Deed::Acted(Act::Restore) => "l’a remis à la relecture",
    }
}
