//! `/ressources/actualites`: what certifiers announced, narrowed by what stays in the address.

use axum::http::request::Parts;
use domain::library::{
    certifier,
    follow::View,
    update::{self, Asked, Effect, list},
};
use leptos::prelude::*;

use super::{UpdateRows, rows::effect_name};
use crate::{
    failure::{Lost, or_lost},
    library::{
        follows::FollowButton,
        mentioned,
        nothing::{Instead, Nothing, Wider},
    },
    parts::{ButtonLink, Choice, Field, Page, PageHead, Pagination, Place, Select, Submit, Weight, counted},
    session,
};

/// Where they are.
const PATH: &str = "/ressources/actualites";

/// The announcements.
#[component]
pub(crate) fn UpdatesPage() -> impl IntoView {
    let query = use_context::<Parts>().and_then(|parts| parts.uri.query().map(str::to_owned));
    let query = query.unwrap_or_default();
    let asked = Asked::read_query(&query);
    let page = page_of(&query);
    Suspend::new(async move { or_lost(content(asked, page).await) })
}

/// The page that a query asks for, from 1.
pub(crate) fn page_of(query: &str) -> u32 {
    let found = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "page");
    found.and_then(|(_, page)| page.parse().ok()).filter(|page| *page > 0).unwrap_or(1)
}

async fn content(mut asked: Asked, page: u32) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let member = session::member().ok_or(Lost::NotThere)?;
    asked.certifier = certifier::today(&community, asked.certifier).await?;
    let (updates, total) = list::all(&community, &visitor, &asked, page).await?;
    let pages = total.div_ceil(update::PAGE).max(1);
    if page > pages {
        return Err(Lost::NotThere);
    }
    let years = list::years(&community).await?;
    let may_announce =
        session::organiser().is_some() || !certifier::spoken_for(&community, &member).await?.is_empty();
    let base = address(&asked);
    let base = format!("{base}{}page=", if base.contains('?') { '&' } else { '?' });
    let narrowed = asked.is_narrowed();
    let said = match (total, narrowed) {
        (0, true) => "Aucune actualité ne répond à cette recherche.".to_owned(),
        (0, false) => "Aucune actualité pour le moment.".to_owned(),
        (total, _) => format!("{}.", counted(u64::from(total), "actualité", "actualités")),
    };
    let named = mentioned::known(mentioned::by_updates(&updates)).await?;
    let instead = if total == 0 { Some(instead(&asked).await?) } else { None };
    let view = View::Updates(asked.clone());
    let followed = domain::library::follow::follows(&community, &member, &view).await?;
    let crumbs = vec![("Ressources".to_owned(), "/ressources".to_owned())];
    Ok(view! {
        <Page title="Actualités" place=Place::Library crumbs>
            <PageHead title="Actualités" lead="Ce que les certificateurs annoncent\u{a0}: remplacements, prolongations, calendriers, procédures.">
                {may_announce.then(|| view! { <p class="page-end"><ButtonLink label="Publier une actualité" href="/ressources/actualites/nouvelle"/></p> })}
            </PageHead>
            <Narrow asked years/>
            <div class="section">
                <div class="found">
                    <p role="status">{said}</p>
                    {narrowed.then(|| view! { <a href="/ressources/actualites">"Revoir toutes les actualités"</a> })}
                    <FollowButton view followed/>
                </div>
                {match instead {
                    Some(instead) => view! { <Nothing instead/> }.into_any(),
                    None => view! { <UpdateRows updates named/> }.into_any(),
                }}
                <Pagination page=page.into() pages=pages.into() base/>
            </div>
        </Page>
    }
    .into_any())
}

/// What to try where nothing answers.
async fn instead(asked: &Asked) -> Result<Instead, Lost> {
    let without = [
        ("Certification", asked.certification.is_some(), Asked { certification: None, ..asked.clone() }),
        ("Certificateur", asked.certifier.is_some(), Asked { certifier: None, ..asked.clone() }),
        ("Nature", asked.effect.is_some(), Asked { effect: None, ..asked.clone() }),
        ("Année", asked.year.is_some(), Asked { year: None, ..asked.clone() }),
    ];
    let made = without.into_iter().filter(|(_, made, _)| *made);
    let wider = made.map(|(name, _, rest)| Wider::without(name, address(&rest))).collect();
    let about = asked.certification.and_then(mentioned::rncp);
    let with = |words: String| address(&Asked { words, ..asked.clone() });
    Ok(Instead { wider, about, ..Instead::of(&asked.words, with).await? })
}

/// The address of what is asked.
fn address(asked: &Asked) -> String {
    match asked.query() {
        query if query.is_empty() => PATH.to_owned(),
        query => format!("{PATH}?{query}"),
    }
}

#[component]
fn Narrow(asked: Asked, years: Vec<(i32, u32)>) -> impl IntoView {
    let chosen = Asked { words: String::new(), ..asked.clone() }.is_narrowed();
    let effects = std::iter::once(Choice::new("", "Toutes"))
        .chain(Effect::ALL.map(|effect| Choice::new(effect.code(), effect_name(effect))));
    let years = std::iter::once(Choice::new("", "Toutes")).chain(
        years.into_iter().map(|(year, count)| Choice::new(year.to_string(), format!("{year} – {count}"))),
    );
    let number = asked.certification.map(|number| format!("RNCP{number}")).unwrap_or_default();
    let certifier = asked.certifier.clone();
    view! {
        <form class="narrow" role="search" aria-label="Chercher dans les actualités" action="/ressources/actualites" method="get">
            <div class="search-box">
                <label class="visually-hidden" for="mots">"Des mots du titre ou du texte"</label>
                <input id="mots" type="search" name="q" value=asked.words maxlength="100" autocomplete="off" placeholder="Un diplôme, un jury, une date…"/>
                <button class="button" type="submit">"Chercher"</button>
            </div>
            <details open=chosen>
                <summary>"Filtrer"</summary>
                <div class="narrowing">
                    <Field name="certification" label="Certification" value=number hint="Son numéro\u{a0}: RNCP25467" optional=true/>
                    <Select name="effet" label="Nature" choices=effects.collect() chosen=asked.effect.map(Effect::code).unwrap_or_default()/>
                    <Select name="annee" label="Année" choices=years.collect() chosen=asked.year.map(|year| year.to_string()).unwrap_or_default()/>
                    {certifier.map(|slug| view! { <input type="hidden" name="certificateur" value=slug/> })}
                    <div class="actions"><Submit label="Appliquer" weight=Weight::Quiet/></div>
                </div>
            </details>
        </form>
    }
}
