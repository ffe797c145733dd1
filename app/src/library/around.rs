//! What the community has of a certification or of a certifier: discussions, and the ways to announcements and documents.

use domain::forum::board::Listed;
use leptos::prelude::*;

use crate::{
    forum::TopicRows,
    parts::{Empty, Section},
};

/// Discussions shown on the page itself.
pub(super) const TOPICS: u32 = 5;

/// Announcements and documents, each narrowed and ready to be followed; then the discussions that the visitor may read. `query` is
/// that of the addresses.
#[component]
pub(super) fn Around(
    /// « certification=25467 », « certificateur=cnam ».
    #[prop(into)]
    query: String,
    /// The discussions.
    topics: Vec<Listed>,
) -> impl IntoView {
    let updates = format!("/ressources/actualites?{query}");
    let documents = format!("/ressources?{query}#documents");
    let nothing = topics.is_empty();
    view! {
        <Section title="Dans la bibliothèque" id="bibliotheque">
            <ul class="links">
                <li><a href=updates>"Ses actualités"</a></li>
                <li><a href=documents>"Ses documents"</a></li>
            </ul>
        </Section>
        <Section title="On en parle" id="discussions">
            {if nothing {
                view! { <Empty><p>"Aucune discussion ouverte à votre compte n’en parle encore."</p></Empty> }.into_any()
            } else {
                view! { <TopicRows topics/> }.into_any()
            }}
        </Section>
    }
}
