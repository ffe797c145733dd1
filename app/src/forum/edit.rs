//! `…/modifier`: changing what one wrote, a topic's opening or a reply.

use domain::{
    Id,
    forum::{
        Draft, TopicTitle,
        edition::{self, Target},
        subjects,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::Deserialize;

use super::{
    address, reply_address,
    writing::{CertificationsField, Writing},
};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{ErrorSummary, Errors, Field, Page, PageHead, Place},
    session,
};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EditForm {
    pub(crate) titre: String,
    /// Numbers of records or acronyms, typed.
    pub(crate) certifications: String,
    pub(crate) texte: String,
    /// The version that the person saw.
    pub(crate) version: String,
    /// Not empty when a preview is asked for.
    pub(crate) apercu: String,
}

/// Changing a topic's title and opening text.
#[component]
pub(crate) fn EditTopicPage() -> impl IntoView {
    let asked = use_params_map().get().get("topic").unwrap_or_default();
    Suspend::new(async move { or_lost(content(asked.parse().ok().map(Target::Topic)).await) })
}

/// Changing a reply.
#[component]
pub(crate) fn EditReplyPage() -> impl IntoView {
    let asked = use_params_map().get().get("reply").unwrap_or_default();
    Suspend::new(async move { or_lost(content(asked.parse().ok().map(Target::Reply)).await) })
}

async fn content(target: Option<Target>) -> Result<AnyView, Lost> {
    let (Some(target), Some(member)) = (target, session::member()) else { return Err(Lost::NotThere) };
    let draft = edition::open(&session::community(), &member, target).await?;
    let (form, errors) = match use_context::<Again<EditForm>>() {
        Some(again) => (again.fields, again.errors),
        None => (shown(&draft, &chosen(target).await?), Errors::none()),
    };
    let refused = !errors.is_empty();
    let topic = draft.topic.number();
    let (title, action, back) = match target {
        Target::Topic(id) => ("Modifier le sujet", action("sujets", id), address(topic, &draft.title)),
        Target::Reply(id) => {
            let back = reply_address(topic, &draft.title, draft.number.unwrap_or(1));
            ("Modifier la réponse", action("reponses", id), back)
        }
    };
    let whole_topic = matches!(target, Target::Topic(_));
    Ok(view! {
        <Page title=title place=Place::Forums crumbs=vec![(draft.title.clone(), back)] refused>
            <PageHead title=title/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=action class="form wide" novalidate>
                <input type="hidden" name="version" value=form.version/>
                {whole_topic.then(|| view! {
                    <Field
                        name="titre"
                        label="Titre"
                        value=form.titre
                        maxlength=TopicTitle::MAX as u32
                        error=errors.of("titre")
                    />
                    <CertificationsField value=form.certifications error=errors.of("certifications")/>
                })}
                <Writing
                    label="Message"
                    send="Enregistrer"
                    value=form.texte
                    error=errors.of("texte")
                    preview=!form.apercu.is_empty()
                />
            </form>
        </Page>
    }
    .into_any())
}

fn action<T>(noun: &str, id: Id<T>) -> String {
    format!("/forums/{noun}/{id}/modifier")
}

/// The certifications that were chosen for the topic, as one types them.
async fn chosen(target: Target) -> Result<String, Lost> {
    let Target::Topic(topic) = target else { return Ok(String::new()) };
    let subjects = subjects::of(&session::community(), topic).await?;
    let chosen = subjects.iter().filter(|(_, chosen)| *chosen).map(|(number, _)| format!("RNCP{number}"));
    Ok(chosen.collect::<Vec<_>>().join(", "))
}

fn shown(draft: &Draft, certifications: &str) -> EditForm {
    EditForm {
        titre: draft.title.clone(),
        certifications: certifications.to_owned(),
        texte: draft.body.as_str().to_owned(),
        version: draft.version.to_string(),
        apercu: String::new(),
    }
}
