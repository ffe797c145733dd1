//! Where nothing answers: the words put right, a choice to give up, the community to ask.

use domain::{
    forum::{Board, board},
    library::Rncp,
    search::{self, Question},
};
use leptos::prelude::*;

use crate::{
    failure::Lost,
    forum::question_address,
    parts::{ButtonLink, Empty, Weight},
    session,
};

/// A choice to give up.
pub(super) struct Wider {
    /// « Sans le choix « Niveau » ».
    pub(super) label: String,
    /// The same list without it.
    pub(super) href: String,
    /// « 12 documents », where they were counted.
    pub(super) left: Option<String>,
}

impl Wider {
    /// The same list without a choice, nothing being counted.
    pub(super) fn without(choice: &str, href: String) -> Self {
        Self { label: format!("Sans le choix «\u{a0}{choice}\u{a0}»"), href, left: None }
    }
}

/// What is known of a list that is empty.
#[derive(Default)]
pub(super) struct Instead {
    /// The words that were looked for.
    pub(super) words: String,
    /// The words put right, and the same list with them.
    pub(super) corrected: Option<(String, String)>,
    /// What to give up.
    pub(super) wider: Vec<Wider>,
    /// Where the visitor would ask; none for whoever may not.
    pub(super) ask: Option<Board>,
    /// The certification about which they would ask.
    pub(super) about: Option<Rncp>,
    /// What helps in this list.
    pub(super) hint: &'static str,
}

impl Instead {
    /// What to try instead of these words: the site's search knows the right ones, the community the rest.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub(super) async fn of(words: &str, address: impl Fn(String) -> String) -> Result<Self, Lost> {
        let (community, visitor) = (session::community(), session::visitor());
        let corrected = match words.trim() {
            "" => None,
            words => search::find(&community, &visitor, Question::parse(words), None, 1).await?.corrected,
        };
        Ok(Self {
            words: words.to_owned(),
            corrected: corrected.map(|words| (words.clone(), address(words))),
            ask: board::where_to_ask(&community, &visitor).await?,
            ..Self::default()
        })
    }
}

/// What to try next.
#[component]
pub(super) fn Nothing(instead: Instead) -> impl IntoView {
    let Instead { words, corrected, wider, ask, about, hint } = instead;
    let anywhere = (!words.is_empty()).then(|| {
        let words: String = form_urlencoded::byte_serialize(words.as_bytes()).collect();
        format!("/recherche?q={words}")
    });
    let corrected = corrected.map(|(words, right)| {
        view! { <p>"Vouliez-vous dire «\u{a0}" <a href=right><strong>{words}</strong></a> "\u{a0}»\u{202f}?"</p> }
    });
    let each = wider.into_iter().map(|Wider { label, href, left }| {
        view! { <li><a href=href>{label}</a> {left.map(|left| format!("\u{a0}: {left}"))}</li> }
    });
    let each = each.collect::<Vec<_>>();
    let about: Vec<Rncp> = about.into_iter().collect();
    let ask = ask.map(|board| question_address(&board, &words, &about));
    view! {
        <Empty>
            {corrected}
            {(!hint.is_empty()).then(|| view! { <p>{hint}</p> })}
            {(!each.is_empty()).then(|| view! { <ul class="links wider">{each}</ul> })}
            {anywhere.map(|href| view! { <p><a href=href>"Chercher ces mots partout"</a>"\u{a0}: dans les forums, le guide et l’intérieur des documents."</p> })}
            {ask.map(|href| view! {
                <p>"Quelqu’un l’a peut-être dans ses dossiers."</p>
                <p><ButtonLink label="Demander à la communauté" href weight=Weight::Quiet/></p>
            })}
        </Empty>
    }
}
