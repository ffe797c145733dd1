//! What the community has of a certification or of a certifier: announcements and discussions.

use domain::{
    forum::{Board, board},
    library::{certification::Named, follow::View, update},
};
use leptos::prelude::*;

use super::{follows::FollowButton, updates::UpdateRows};
use crate::{
    forum::{TopicRows, question_address},
    parts::{ButtonLink, Empty, Section, Weight},
};

/// Announcements shown on the page itself.
pub(super) const UPDATES: u32 = 5;

/// Discussions shown on the page itself.
pub(super) const TOPICS: u32 = 5;

/// The latest announcements, and the way to all of them, where one may follow those to come. `query` is that of the address.
#[component]
pub(super) fn Announced(
    /// « certification=25467 », « certificateur=cnam ».
    #[prop(into)]
    query: String,
    /// The latest ones.
    updates: Vec<update::Listed>,
    /// The certifications that they name.
    named: Vec<Named>,
    /// Whether the page is their certifier's: its name need not be said again.
    #[prop(optional)]
    in_certifier: bool,
    /// What is followed from here. Following it again changes nothing, and leads to its list, which says that it is.
    view: View,
) -> impl IntoView {
    let every = ("Toutes ses actualités".to_owned(), format!("/ressources/actualites?{query}"));
    view! {
        <Section title="Actualités" id="actualites" link=Some(every)>
            {if updates.is_empty() {
                view! { <p class="facts">"Rien n’a encore été annoncé ici."</p> }.into_any()
            } else {
                view! { <UpdateRows updates named in_certifier/> }.into_any()
            }}
            <FollowButton view followed=false what="les actualités et les documents"/>
        </Section>
    }
}

/// The form in which one asks the community about that certification.
pub(super) fn question_about(board: &Board, named: &Named) -> String {
    let name = named.acronym.clone().unwrap_or_else(|| named.number.to_string());
    question_address(board, &format!("{name}\u{a0}:"), &[named.number])
}

/// The discussions that the visitor may read, and the way to begin another.
#[component]
pub(super) fn Around(
    /// The discussions.
    topics: Vec<board::Listed>,
    /// Where one asks about it; none for whoever may not.
    #[prop(optional_no_strip)]
    ask: Option<String>,
) -> impl IntoView {
    view! {
        <Section title="On en parle" id="discussions">
            {if topics.is_empty() {
                view! { <Empty><p>"Aucune discussion ouverte à votre compte n’en parle encore."</p></Empty> }.into_any()
            } else {
                view! { <TopicRows topics/> }.into_any()
            }}
            {ask.map(|href| view! { <p class="actions"><ButtonLink label="Demander à la communauté" href weight=Weight::Quiet/></p> })}
        </Section>
    }
}
