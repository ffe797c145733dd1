//! `/forums/{board}/nouveau`: opening a topic.

use domain::forum::{Board, TopicKind, TopicTitle, board};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::Deserialize;

use super::writing::{CertificationsField, Writing};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{Choice, Choices, ErrorSummary, Field, Page, PageHead, Place},
    session,
};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewTopicForm {
    pub(crate) genre: String,
    pub(crate) titre: String,
    pub(crate) texte: String,
    /// Numbers of records or acronyms, typed.
    pub(crate) certifications: String,
    /// Not empty when a preview is asked for.
    pub(crate) apercu: String,
}

/// Opening a topic.
#[component]
pub(crate) fn NewTopicPage() -> impl IntoView {
    let slug = use_params_map().get().get("board").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&slug).await) })
}

/// The board, if this person may open a topic in it.
async fn opened(slug: &str) -> Result<Board, Lost> {
    let visitor = session::visitor();
    let board = board::find(&session::community(), &visitor, slug).await?;
    match visitor.member() {
        Some(member) if board.may_open(member) => Ok(board),
        _ => Err(Lost::NotThere),
    }
}

async fn content(slug: &str) -> Result<AnyView, Lost> {
    let board = opened(slug).await?;
    let (form, errors) = Again::<NewTopicForm>::or_blank();
    let refused = !errors.is_empty();
    let crumbs = vec![
        ("Forums".to_owned(), "/forums".to_owned()),
        (board.name.clone(), format!("/forums/{}", board.slug)),
    ];
    let chosen = TopicKind::from_code(&form.genre).unwrap_or(TopicKind::Question).code();
    let action = format!("/forums/{}/nouveau", board.slug);
    Ok(view! {
        <Page title="Ouvrir un sujet" place=Place::Forums crumbs refused>
            <PageHead title="Ouvrir un sujet"/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=action class="form wide" novalidate>
                <Choices name="genre" legend="C’est" choices=kinds() chosen=chosen error=errors.of("genre")/>
                <Field
                    name="titre"
                    label="Titre"
                    value=form.titre
                    hint="Une phrase précise\u{a0}: la certification, l’étape, ce qui bloque"
                    maxlength=TopicTitle::MAX as u32
                    error=errors.of("titre")
                />
                <CertificationsField value=form.certifications error=errors.of("certifications")/>
                <Writing
                    label="Message"
                    send="Publier le sujet"
                    value=form.texte
                    error=errors.of("texte")
                    preview=!form.apercu.is_empty()
                />
            </form>
        </Page>
    }
    .into_any())
}

fn kinds() -> Vec<Choice> {
    TopicKind::ALL
        .into_iter()
        .map(|kind| {
            let label = match kind {
                TopicKind::Question => "Une question",
                TopicKind::Practice => "Une pratique à partager",
                TopicKind::Discussion => "Une discussion",
            };
            Choice::new(kind.code(), label)
        })
        .collect()
}
