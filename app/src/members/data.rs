//! `/mon-compte/donnees`: what is known of me, a copy of it, leaving.

use domain::{
    members::{
        Member,
        departure::{self, Closure, KeptName},
        rights,
    },
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::Deserialize;

use crate::{
    failure::{Lost, or_lost},
    form::Again,
    parts::{
        ButtonLink, Check, Choice, Choices, ErrorSummary, Errors, Notice, Page, PageHead, Place, Section,
        Submit, Tone, Weight, number,
    },
    session,
};

/// What the form carries: leaving, or keeping the account after all.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LeavingForm {
    /// `own` or `former`.
    pub(crate) nom: String,
    /// `oui` once understood.
    pub(crate) compris: String,
    /// Not empty to keep the account.
    pub(crate) garder: String,
}

/// My data.
#[component]
pub(crate) fn DataPage() -> impl IntoView {
    let member = session::member();
    let done = use_query_map().get().get("fait");
    Suspend::new(async move {
        match member {
            Some(member) => or_lost(page(&member, done).await),
            None => or_lost(Err(Lost::NotThere)),
        }
    })
}

async fn page(member: &Member, done: Option<String>) -> Result<AnyView, Lost> {
    let community = session::community();
    let known = rights::overview(&community, member).await?;
    let closure = departure::pending(&community, member).await?;
    let (form, errors) = Again::<LeavingForm>::or_blank();
    let refused = !errors.is_empty();
    let crumbs = vec![("Mon compte".to_owned(), "/mon-compte".to_owned())];
    let fresh = done.as_deref().and_then(said);
    Ok(view! {
        <Page title="Mes données" place=Place::Account crumbs refused>
            {fresh.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title="Mes données"/>
            <ErrorSummary errors=errors.clone()/>
            <Section title="Ce que le site sait de vous">
                <p>"Voici tout ce qui est gardé à votre sujet. La copie contient chaque ligne en entier, dans des fichiers que l’on peut lire et reprendre ailleurs."</p>
                <ul class="rows">{known.into_iter().map(line).collect_view()}</ul>
                <p class="actions"><ButtonLink label="Télécharger ma copie (zip)" href="/mon-compte/donnees.zip" weight=Weight::Quiet/></p>
                <p class="facts">"Une erreur\u{202f}? " <a href="/mon-compte">"Corrigez-la dans votre compte"</a> " ou " <a href="/contact">"écrivez-nous"</a> "."</p>
            </Section>
            {match closure {
                Some(closure) => view! { <Closing closure/> }.into_any(),
                None => view! { <Leaving form errors/> }.into_any(),
            }}
        </Page>
    }
    .into_any())
}

/// What has just been done, by the word that the action left in the address.
fn said(done: &str) -> Option<&'static str> {
    match done {
        "fermeture" => Some("C’est noté. Un courriel vous le confirme."),
        "garde" => Some("Votre compte est gardé."),
        _ => None,
    }
}

fn line((what, count): (&'static str, u64)) -> impl IntoView {
    let count = if count == 0 { "rien".to_owned() } else { number(count) };
    view! { <li class="row with-end"><p>{what}</p><p class="row-end facts">{count}</p></li> }
}

/// The closing that waits.
#[component]
fn Closing(closure: Closure) -> impl IntoView {
    let day = dates::day(closure.due_at);
    let name = match closure.kept_name {
        KeptName::Own => "sous votre nom",
        KeptName::Former => "sous «\u{a0}Ancien membre\u{a0}»",
    };
    view! {
        <Section title="Votre compte va être fermé" id="fermeture">
            <p>{format!("Il le sera le {day}. Vos messages resteront lisibles {name}\u{202f}; tout le reste sera effacé.")}</p>
            <form method="post" action="/mon-compte/donnees" class="actions">
                <Submit label="Garder mon compte" name="garder" value="oui"/>
            </form>
        </Section>
    }
}

/// Asking to leave.
#[component]
fn Leaving(form: LeavingForm, errors: Errors) -> impl IntoView {
    let chosen = KeptName::from_code(&form.nom).map_or("", KeptName::code);
    view! {
        <Section title="Fermer mon compte" id="fermeture">
            <p>
                {format!(
                    "Votre compte sera fermé dans {}\u{a0}jours\u{a0}: d’ici là, vous pouvez changer d’avis. Ensuite, votre adresse, votre \
                    profil, vos sessions et vos courriels sont effacés pour toujours. Vos messages restent, pour celles et ceux qui y ont répondu.",
                    departure::DAYS,
                )}
            </p>
            <form method="post" action="/mon-compte/donnees" class="form" novalidate>
                <Choices
                    name="nom"
                    legend="À côté de vos messages"
                    choices=vec![
                        Choice::new(KeptName::Former.code(), "«\u{a0}Ancien membre\u{a0}»"),
                        Choice::new(KeptName::Own.code(), "Mon nom"),
                    ]
                    chosen=chosen
                    error=errors.of("nom")
                />
                <Check
                    name="compris"
                    label="J’ai compris que rien ne pourra être retrouvé"
                    checked=!form.compris.is_empty()
                    error=errors.of("compris")
                />
                <div class="actions">
                    <Submit label="Demander la fermeture" weight=Weight::Danger/>
                </div>
            </form>
        </Section>
    }
}
