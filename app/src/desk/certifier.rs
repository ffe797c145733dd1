//! `/animation/certificateurs/{certifier}`: what one certifier is called, who speaks for it, with which other it is one.

use std::collections::HashMap;

use domain::{
    Failure, Id,
    library::{
        Certifier,
        certifier::{self, Kind, Sheet},
    },
    members::Member,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::Deserialize;

use super::{
    certifiers::PATH,
    crumbs, organiser,
    spellings::{ASKED, Detach, Names, detached},
};
use crate::{
    failure::{Lost, or_lost},
    form::Again,
    library::{certifier_address, kind_name},
    parts::{
        Choice, ErrorSummary, Errors, Field, Notice, Page, PageHead, Place, Section, Select, Submit, Tone,
        Weight,
    },
    session,
};

/// One of the page's forms, as typed; `geste` says which.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct CertifierDeskForm(HashMap<String, String>);

impl CertifierDeskForm {
    pub(crate) fn value(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

/// One certifier at the desk.
#[component]
pub(crate) fn CertifierDeskPage() -> impl IntoView {
    let asked = use_params_map().get().get("certifier").unwrap_or_default();
    let query = use_query_map().get();
    let done = query.get("fait").and_then(|done| said(&done));
    let (detach, apart) = (query.get(ASKED), query.get("fiche"));
    Suspend::new(async move { or_lost(content(&asked, done, detach, apart).await) })
}

fn said(done: &str) -> Option<&'static str> {
    match done {
        "nom" => Some("Le nom est corrigé."),
        "parole" => Some("C’est fait\u{a0}: cette personne parle ici au nom de ce certificateur."),
        "silence" => Some("C’est fait\u{a0}: cette personne ne parle plus en son nom."),
        "reunis" => Some("Les deux n’en font plus qu’un. L’ancienne adresse conduit à celle-ci."),
        "trop-tard" => Some("Rien n’a changé\u{a0}: cette orthographe n’était déjà plus sur cette fiche."),
        _ => None,
    }
}

async fn content(
    asked: &str,
    done: Option<&'static str>,
    detach: Option<String>,
    apart: Option<String>,
) -> Result<AnyView, Lost> {
    organiser()?;
    let (community, visitor) = (session::community(), session::visitor());
    let id: Id<Certifier> = asked.parse().map_err(|_| Lost::NotThere)?;
    let found = certifier::called(&community, &[id]).await?.pop().ok_or(Lost::NotThere)?;
    let sheet = match certifier::read(&community, &visitor, &found.slug).await {
        Err(Failure::Refused(_)) => return Err(Lost::NotThere),
        sheet => sheet?,
    };
    let (form, errors) = Again::<CertifierDeskForm>::or_blank();
    let done = done.filter(|_| errors.is_empty());
    let apart = detached(apart.filter(|_| errors.is_empty())).await?;
    let crumbs = [crumbs(), vec![("Certificateurs".to_owned(), PATH.to_owned())]].concat();
    let name = sheet.certifier.name.clone();
    let page = certifier_address(&sheet.certifier.slug);
    Ok(view! {
        <Page title=name.clone() place=Place::Desk crumbs refused=!errors.is_empty()>
            {done.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            {apart}
            <PageHead title=name>
                <p><a href=page>"Sa fiche"</a></p>
            </PageHead>
            <ErrorSummary errors=errors.clone()/>
            <Detach sheet=sheet.clone() asked=detach/>
            <Correct sheet=sheet.clone() form=form.clone() errors=errors.clone()/>
            <Voices voices=sheet.voices.clone() form=form.clone() errors=errors.clone()/>
            <Names sheet/>
            <Merge form errors/>
        </Page>
    }
    .into_any())
}

#[component]
fn Correct(sheet: Sheet, form: CertifierDeskForm, errors: Errors) -> impl IntoView {
    let again = form.value("geste") == "corriger";
    let name = if again { form.value("nom").to_owned() } else { sheet.certifier.name };
    let kind = if again { form.value("sorte").to_owned() } else { sheet.kind.code().to_owned() };
    let version = if again { form.value("version").to_owned() } else { sheet.version.to_string() };
    let kinds: Vec<Choice> = Kind::ALL.map(|kind| Choice::new(kind.code(), kind_name(kind))).into();
    view! {
        <Section title="Nom et sorte d’organisme">
            <form method="post" class="form" novalidate>
                <input type="hidden" name="geste" value="corriger"/>
                <input type="hidden" name="version" value=version/>
                <Field name="nom" label="Nom" value=name maxlength=200u32 error=errors.of("nom")/>
                <Select name="sorte" label="Sorte d’organisme" choices=kinds chosen=kind error=errors.of("sorte")/>
                <div class="actions"><Submit label="Enregistrer le nom" weight=Weight::Quiet/></div>
            </form>
        </Section>
    }
}

#[component]
fn Voices(voices: Vec<(Id<Member>, String)>, form: CertifierDeskForm, errors: Errors) -> impl IntoView {
    let rows = voices.into_iter().map(|(id, name)| {
        view! {
            <li class="row with-end">
                <p class="row-title"><a href=crate::members::address(id.number(), &name)>{name.clone()}</a></p>
                <form method="post" class="row-end">
                    <input type="hidden" name="geste" value="silence"/>
                    <input type="hidden" name="membre" value=id.to_string()/>
                    <Submit label="Retirer" weight=Weight::Link about=name/>
                </form>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Section title="Qui parle ici en son nom">
            {if rows.is_empty() {
                view! { <p class="facts">"Personne pour l’instant."</p> }.into_any()
            } else {
                view! { <ul class="rows">{rows}</ul> }.into_any()
            }}
            <form method="post" class="form" novalidate>
                <input type="hidden" name="geste" value="parole"/>
                <Field
                    name="courriel"
                    label="Adresse électronique de la personne"
                    kind="email"
                    value=form.value("courriel")
                    maxlength=254u32
                    autocomplete="off"
                    hint="Elle a déjà un compte, avec le rôle «\u{a0}Contact d’un certificateur\u{a0}»"
                    error=errors.of("courriel")
                />
                <div class="actions"><Submit label="Lui donner la parole" weight=Weight::Quiet/></div>
            </form>
        </Section>
    }
}

#[component]
fn Merge(form: CertifierDeskForm, errors: Errors) -> impl IntoView {
    view! {
        <Section title="Réunir avec un autre">
            <p>"L’autre fiche disparaît\u{a0}: ses noms, ses contacts et tout ce qui la désigne passent ici, et son adresse conduit ici. Un nom se détache ensuite\u{202f}; le reste ne se sépare plus."</p>
            <form method="post" class="form" novalidate>
                <input type="hidden" name="geste" value="reunir"/>
                <Field
                    name="autre"
                    label="Adresse de l’autre fiche"
                    value=form.value("autre")
                    maxlength=300u32
                    autocomplete="off"
                    hint="Celle que montre le navigateur, ou sa fin\u{a0}: ministere-du-travail"
                    error=errors.of("autre")
                />
                <div class="actions"><Submit label="Réunir les deux fiches" weight=Weight::Danger/></div>
            </form>
        </Section>
    }
}
