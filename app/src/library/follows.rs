//! « Suivre »: the button under any view, and `/ressources/suivis`: what one follows, and the key of one's feeds.

use axum::{extract::State, response::Response};
use chrono::{DateTime, Utc};
use domain::{
    Failure,
    library::{
        browse,
        follow::{self, Follow, View},
    },
    members::{
        feed_key,
        letter_choices::{self, Digest},
    },
    secret::Token,
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use serde::Deserialize;

use crate::{
    Site,
    failure::{Lost, or_lost},
    form::{Again, Typed, see_other},
    parts::{
        Empty, ErrorSummary, Errors, Moment, Notice, Page, PageHead, Place, Section, Submit, Tone, Weight,
    },
    session::{self, SignedIn},
};

/// Follows the view, or stops.
#[component]
pub(crate) fn FollowButton(
    view: View,
    followed: bool,
    /// What is followed, for those who do not see where the button stands.
    #[prop(default = "ce qui est affiché ici")]
    what: &'static str,
) -> impl IntoView {
    let (gesture, label) = if followed { ("arreter", "Ne plus suivre") } else { ("suivre", "Suivre") };
    let feed = super::feeds::address(&view);
    view! {
        <form method="post" action="/ressources/suivis" class="follow">
            <input type="hidden" name="vue" value=view.written()/>
            <Submit label weight=Weight::Link name="geste" value=gesture about=what/>
            " "
            <a href=feed type="application/atom+xml">"Flux Atom"</a>
        </form>
    }
}

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FollowForm {
    /// « suivre », « arreter », « cle », « sans-cle ».
    geste: String,
    vue: String,
    /// A key that was just made: shown once, sent by nobody.
    #[serde(skip)]
    key: Option<String>,
}

/// What one follows.
#[component]
pub(crate) fn FollowsPage() -> impl IntoView {
    Suspend::new(async move { or_lost(content().await) })
}

async fn content() -> Result<AnyView, Lost> {
    let community = session::community();
    let member = session::member().ok_or(Lost::NotThere)?;
    let follows = follow::all(&community, &member).await?;
    let choices = letter_choices::of(&community, &member).await?;
    let made_at = feed_key::made_at(&community, &member).await?;
    let (form, errors) = Again::<FollowForm>::or_blank();
    if form.key.is_some() {
        // A page with a secret is in no cache, whatever the others are.
        if let Some(response) = use_context::<ResponseOptions>() {
            response.insert_header(
                axum::http::header::CACHE_CONTROL,
                axum::http::HeaderValue::from_static("no-store"),
            );
        }
    }
    let crumbs = vec![("Ressources".to_owned(), "/ressources".to_owned())];
    let often = match choices.digest {
        Digest::Daily => "Un courriel par jour au plus vous dit ce qui y est nouveau.",
        Digest::Weekly => "Un courriel par semaine au plus vous dit ce qui y est nouveau.",
        Digest::Never => {
            "Vous avez choisi de ne recevoir aucun courriel de nouveautés\u{a0}: seuls les flux et la page d’accueil vous les disent."
        }
    };
    let refused = !errors.is_empty();
    let key = form.key.clone();
    Ok(view! {
        <Page title="Suivis et flux" place=Place::Library crumbs refused>
            <PageHead title="Suivis et flux" lead="Ce que vous suivez dans la bibliothèque.">
                <p class="facts">{often} " " <a href="/mon-compte#courriels">"Choisir mes courriels"</a></p>
            </PageHead>
            <ErrorSummary errors/>
            <Section title="Ce que vous suivez">
                {if follows.is_empty() {
                    view! { <Empty action=("Ouvrir la bibliothèque".to_owned(), "/ressources".to_owned())><p>"Rien encore. Sous chaque liste de documents ou d’actualités, un bouton «\u{a0}Suivre\u{a0}» la garde ici."</p></Empty> }.into_any()
                } else {
                    view! { <ul class="rows">{follows.into_iter().map(|follow| view! { <FollowRow follow key=key.clone()/> }).collect_view()}</ul> }.into_any()
                }}
            </Section>
            <FeedKey made_at key=form.key/>
        </Page>
    }
    .into_any())
}

#[component]
fn FollowRow(follow: Follow, key: Option<String>) -> impl IntoView {
    let name = super::feeds::view_name(&follow.view);
    let feed = key.map(|key| keyed(&follow.view, &key));
    view! {
        <li class="row with-end">
            <div>
                <p class="row-title"><a href=follow.view.address()>{name.clone()}</a></p>
                <p class="facts">"Depuis " <Moment at=follow.since/></p>
                {feed.map(|feed| view! { <p class="feed-address"><code>{feed}</code></p> })}
            </div>
            <form method="post" action="/ressources/suivis" class="row-end">
                <input type="hidden" name="vue" value=follow.view.written()/>
                <Submit label="Ne plus suivre" weight=Weight::Link name="geste" value="arreter" about=name/>
            </form>
        </li>
    }
}

/// The whole address of the feed of that view, for whoever holds the key.
fn keyed(view: &View, key: &str) -> String {
    format!("{}{}", session::site().settings.public_url, super::feeds::keyed(view, key))
}

#[component]
fn FeedKey(made_at: Option<DateTime<Utc>>, key: Option<String>) -> impl IntoView {
    let everything = View::Resources(browse::Asked::default());
    let has_one = made_at.is_some();
    let make = if has_one { "Faire une nouvelle clé" } else { "Faire ma clé" };
    view! {
        <Section title="Lire la bibliothèque dans un lecteur de flux" id="flux">
            <p>"Un lecteur de flux (RSS, Atom) ne peut pas se connecter à votre place. Votre clé lui ouvre ces flux et les agendas des journées, en lecture, et rien d’autre. Ne la donnez à personne."</p>
            {key.map(|key| view! {
                <Notice tone=Tone::Settled fresh=true>
                    <p>"Votre clé est faite. Copiez maintenant l’adresse de toute la bibliothèque, ou plus haut celles des listes que vous suivez\u{a0}: elles ne seront plus montrées."</p>
                    <p class="feed-address"><code>{keyed(&everything, &key)}</code></p>
                    <p>"Le lien «\u{a0}Flux Atom\u{a0}» d’une autre liste s’ouvre de même\u{a0}: ajoutez à son adresse "<code>{format!("?cle={key}")}</code>" ou, si elle contient déjà un point d’interrogation, "<code>{format!("&cle={key}")}</code>"."</p>
                </Notice>
            })}
            {made_at.map(|at| view! { <p class="facts">"Clé faite " <Moment at/> ". La refaire éteint l’ancienne, dans tous vos lecteurs de flux et agendas."</p> })}
            <form method="post" action="/ressources/suivis" class="actions">
                <Submit label=make weight=Weight::Quiet name="geste" value="cle"/>
                {has_one.then(|| view! { <Submit label="Supprimer ma clé" weight=Weight::Danger name="geste" value="sans-cle"/> })}
            </form>
        </Section>
    }
}

/// Follows, stops following, makes a key, takes it back.
pub(crate) async fn change(
    State(site): State<Site>,
    SignedIn { member, .. }: SignedIn,
    mut typed: Typed<FollowForm>,
) -> Response {
    let community = &site.community;
    let view = View::read(&typed.fields.vue);
    let done = match (typed.fields.geste.as_str(), view) {
        ("suivre", Some(view)) => match follow::follow(community, &member, &view).await {
            Ok(()) => Ok(view.address()),
            Err(Failure::Refused(follow::Refusal::TooMany)) => {
                let words = format!(
                    "Vous suivez déjà {} listes\u{a0}: arrêtez-en une pour suivre celle-ci.",
                    follow::MOST
                );
                return typed.refused(&site, Errors::on("", words)).await;
            }
            Err(Failure::Fault(fault)) => Err(fault),
        },
        ("arreter", Some(view)) => {
            let stopped = follow::stop(community, &member, &view).await;
            stopped.map(|()| "/ressources/suivis".to_owned())
        }
        ("cle", _) => match feed_key::make(community, &member).await {
            Ok(key) => {
                typed.fields.key = Some(Token::reveal(&key).to_owned());
                return typed.previewed(&site).await;
            }
            Err(fault) => Err(fault),
        },
        ("sans-cle", _) => {
            feed_key::revoke(community, &member).await.map(|()| "/ressources/suivis#flux".to_owned())
        }
        _ => return typed.lost(&site, Lost::NotThere).await,
    };
    match done {
        Ok(address) => see_other(&address),
        Err(fault) => typed.lost(&site, fault).await,
    }
}
