//! `/journees/agenda`: one's days, and the programme, in one's own diary: Outlook, Google, Apple, Thunderbird; and a day as a file.

use axum::{
    Extension,
    body::Body,
    extract::{Path, RawQuery, State},
    http::{HeaderValue, header, request::Parts},
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::{
    days::{calendar, diary, edition},
    members::{Member, Visitor, feed_key},
    secret::Token,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{PATH, crumbs};
use crate::{
    Site,
    failure::{Lost, or_lost},
    form::{Again, Typed, lost_page, see_other},
    library::feeds::holder,
    parts::{Moment, Notice, Page, PageHead, Place, Section, Submit, Tone, Weight},
    session::{self, SignedIn},
};

/// Its address.
pub(crate) const DIARY: &str = "/journees/agenda";

/// The whole programme, for diaries.
pub(crate) const PROGRAMME_FEED: &str = "/journees.ics";

/// One's own days, for diaries.
pub(crate) const OWN_FEED: &str = "/journees/mes-journees.ics";

/// What is done with the key of one's feeds.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct KeyForm {
    pub(crate) geste: String,
    /// The key that was just made: told by the action, never by the browser.
    #[serde(skip)]
    pub(crate) key: Option<String>,
}

/// The page.
#[component]
pub(crate) fn DiaryPage() -> impl IntoView {
    Suspend::new(async move { or_lost(content().await) })
}

async fn content() -> Result<AnyView, Lost> {
    let community = session::community();
    let member = session::member().ok_or(Lost::NotThere)?;
    let made_at = feed_key::made_at(&community, &member).await?;
    let key = use_context::<Again<KeyForm>>().and_then(|again| again.fields.key);
    let crumbs = crumbs(domain::days::programme::this_year(&community)).into_iter().take(1).collect();
    Ok(view! {
        <Page title="Mon agenda" place=Place::Days crumbs>
            <PageHead title="Les journées dans votre agenda" lead="Abonnez votre agenda une fois\u{a0}: dates, lieux et changements y arrivent d’eux-mêmes."/>
            {key.map(|key| view! { <Addresses key/> })}
            <Section title="Votre clé" id="cle">
                <p>"Un agenda ne peut pas se connecter à votre place. Votre clé lui ouvre ces deux agendas et vos flux de la bibliothèque, en lecture, et rien d’autre. Ne la donnez à personne."</p>
                <KeyActions made_at/>
            </Section>
            <Section title="Sans abonnement">
                <p>"Chaque courriel de confirmation apporte la journée pour votre agenda, et la page d’une journée la donne aussi en fichier."</p>
            </Section>
        </Page>
    }
    .into_any())
}

/// The addresses, shown once.
#[component]
fn Addresses(key: String) -> impl IntoView {
    let site = session::site().settings.public_url.clone();
    let [own, programme] = [OWN_FEED, PROGRAMME_FEED].map(|feed| format!("{site}{feed}?cle={key}"));
    view! {
        <Notice tone=Tone::Settled fresh=true>
            <p>"Votre clé est faite. Copiez l’adresse qu’il vous faut maintenant\u{a0}: elle ne sera plus montrée."</p>
            <p>"Mes journées, avec l’accès\u{a0}:"</p>
            <p class="feed-address"><code>{own}</code></p>
            <p>"Tout le programme\u{a0}:"</p>
            <p class="feed-address"><code>{programme}</code></p>
            <p>"Dans votre agenda, cherchez «\u{a0}S’abonner\u{a0}», «\u{a0}À partir d’Internet\u{a0}» ou «\u{a0}Ajouter par URL\u{a0}», puis collez l’adresse."</p>
        </Notice>
    }
}

#[component]
fn KeyActions(made_at: Option<DateTime<Utc>>) -> impl IntoView {
    let has_one = made_at.is_some();
    let make = if has_one { "Faire une nouvelle clé" } else { "Faire ma clé" };
    view! {
        {made_at.map(|at| view! { <p class="facts">"Clé faite " <Moment at/> ". La refaire éteint l’ancienne, dans tous vos agendas et lecteurs de flux."</p> })}
        <form method="post" action=DIARY class="actions">
            <Submit label=make weight=Weight::Quiet name="geste" value="cle"/>
            {has_one.then(|| view! { " " <Submit label="Supprimer ma clé" weight=Weight::Danger name="geste" value="sans-cle"/> })}
        </form>
    }
}

/// Makes a key, or takes it back.
pub(crate) async fn change(
    State(site): State<Site>,
    SignedIn { member, .. }: SignedIn,
    mut typed: Typed<KeyForm>,
) -> Response {
    match typed.fields.geste.as_str() {
        "cle" => match feed_key::make(&site.community, &member).await {
            Ok(key) => {
                typed.fields.key = Some(Token::reveal(&key).to_owned());
                typed.previewed(&site).await
            }
            Err(fault) => typed.lost(&site, fault).await,
        },
        "sans-cle" => match feed_key::revoke(&site.community, &member).await {
            Ok(()) => see_other(DIARY),
            Err(fault) => typed.lost(&site, fault).await,
        },
        _ => typed.lost(&site, Lost::NotThere).await,
    }
}

/// What a diary reads again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Feed {
    /// One's own days.
    Mine,
    /// The whole programme.
    Programme,
}

/// The feed of one's own days.
pub(crate) async fn mine(
    State(site): State<Site>,
    signed_in: Option<Extension<SignedIn>>,
    RawQuery(query): RawQuery,
    parts: Parts,
) -> Response {
    taken(&site, Feed::Mine, signed_in, query, parts).await
}

/// The feed of the whole programme.
pub(crate) async fn programme(
    State(site): State<Site>,
    signed_in: Option<Extension<SignedIn>>,
    RawQuery(query): RawQuery,
    parts: Parts,
) -> Response {
    taken(&site, Feed::Programme, signed_in, query, parts).await
}

/// That feed, for whoever may take it.
async fn taken(
    site: &Site,
    feed: Feed,
    signed_in: Option<Extension<SignedIn>>,
    query: Option<String>,
    parts: Parts,
) -> Response {
    let days = async {
        let member = reader(site, signed_in, query).await?;
        let days = match feed {
            Feed::Mine => diary::mine(&site.community, &member).await?,
            Feed::Programme => diary::programme(&site.community, &Visitor::from(member)).await?,
        };
        Ok::<_, Lost>(days)
    };
    let name = match feed {
        Feed::Mine => "Mes journées de professionnalisation",
        Feed::Programme => "Journées de professionnalisation",
    };
    match days.await {
        Ok(days) => answer(site, name, &days),
        Err(lost) => lost_page(site, parts, lost).await,
    }
}

/// One day, as a file to open.
pub(crate) async fn one(
    State(site): State<Site>,
    SignedIn { member, .. }: SignedIn,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    let Some(day) = edition::number(&asked) else { return lost_page(&site, parts, Lost::NotThere).await };
    match diary::one(&site.community, &Visitor::from(member), day).await {
        Ok(facts) => answer(&site, "Journée de professionnalisation", &[facts]),
        Err(failure) => lost_page(&site, parts, Lost::from(failure)).await,
    }
}

/// Whoever is signed in, or holds the key of their feeds.
async fn reader(
    site: &Site,
    signed_in: Option<Extension<SignedIn>>,
    query: Option<String>,
) -> Result<Member, Lost> {
    match signed_in {
        Some(Extension(signed_in)) => Ok(signed_in.member),
        None => holder(site, &query.unwrap_or_default()).await?.ok_or(Lost::NotThere),
    }
}

fn answer(site: &Site, name: &str, days: &[calendar::Facts]) -> Response {
    let text = calendar::feed(name, days, diary::domain(&site.community), site.community.now());
    let mut response = Response::new(Body::from(text));
    let said = response.headers_mut();
    said.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    said.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"journees.ics\""),
    );
    said.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

/// The address of a day's file.
pub(crate) fn file_address(day: domain::days::DayId) -> String {
    format!("{PATH}/{day}/journee.ics")
}
