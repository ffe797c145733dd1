//! `/ressources`: the documents and links, narrowed by facets that stay in the address; with nothing asked, the library's front.

mod facets;
mod rows;

use axum::http::request::Parts;
use domain::library::{
    browse::{self, Asked, Facet, Found},
    certifier,
    follow::{self, View},
    resource, update,
};
use leptos::prelude::*;

use facets::{Chosen, Narrow, facet_name};
pub(crate) use rows::{ResourceRows, kind_name};

use super::{
    follows::FollowButton,
    mentioned,
    nothing::{Instead, Nothing, Wider},
    updates::UpdateRows,
};
use crate::{
    failure::{Lost, or_lost},
    parts::{ButtonLink, Empty, Page, PageHead, Pagination, Place, Section, counted},
    session,
};

/// Announcements on the front page.
const UPDATES: u32 = 4;

/// The library.
#[component]
pub(crate) fn LibraryPage() -> impl IntoView {
    let query = use_context::<Parts>().and_then(|parts| parts.uri.query().map(str::to_owned));
    let query = query.unwrap_or_default();
    let page = super::updates::page_of(&query) as usize;
    let asked = Asked::read_query(&query);
    Suspend::new(async move { or_lost(content(asked, page).await) })
}

/// The address that asks this.
pub(super) fn address(asked: &Asked) -> String {
    match asked.query() {
        query if query.is_empty() => "/ressources".to_owned(),
        query => format!("/ressources?{query}"),
    }
}

async fn content(mut asked: Asked, page: usize) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    let member = session::member().ok_or(Lost::NotThere)?;
    asked.certifier = certifier::today(&community, asked.certifier).await?;
    let found = browse::look(&community, &visitor, &asked, page).await?;
    let pages = found.total.div_ceil(browse::PAGE).max(1);
    if page > pages {
        return Err(Lost::NotThere);
    }
    let front = !asked.is_narrowed() && page == 1;
    let updates = match front {
        true => update::list::latest(&community, &visitor, &update::Asked::default(), UPDATES).await?,
        false => Vec::new(),
    };
    let mut numbers = [mentioned::by_resources(&found.page), mentioned::by_updates(&updates)].concat();
    numbers.extend(asked.certification);
    numbers.extend(found.counts.certifications.iter().take(facets::LONGEST).map(|(number, ..)| *number));
    let named = mentioned::known(numbers).await?;
    let of_updates = named.clone();
    let instead = match found.total {
        0 if found.whole > 0 => Some(instead(&asked, &found).await?),
        _ => None,
    };
    let view = View::Resources(Asked { sort: browse::Sort::default(), ..asked.clone() });
    let followed = follow::follows(&community, &member, &view).await?;
    let may_deposit = resource::may_deposit(&member);
    let base = address(&asked);
    let base = format!("{base}{}page=", if base.contains('?') { '&' } else { '?' });
    let Found { page: resources, .. } = found.clone();
    let said = status(&asked, &found);
    Ok(view! {
        <Page title="Ressources" place=Place::Library>
            <PageHead title="Ressources" lead="Les certifications, ce que les certificateurs en disent, et les documents qui aident.">
                <p class="shortcuts">
                    <a href="/ressources/certifications">"Certifications"</a>
                    <a href="/ressources/certificateurs">"Certificateurs"</a>
                    <a href="/ressources/actualites">"Actualités"</a>
                    <a href="/ressources/favoris">"Favoris et collections"</a>
                    {may_deposit.then(|| view! { <a href="/ressources/depots">"Mes dépôts"</a> })}
                    <a href="/ressources/suivis">"Suivis et flux"</a>
                </p>
                {may_deposit.then(|| view! { <p class="page-end"><ButtonLink label="Déposer une ressource" href="/ressources/documents/nouveau"/></p> })}
            </PageHead>
            {(!updates.is_empty()).then(|| view! {
                <Section title="Dernières actualités" link=Some(("Toutes les actualités".to_owned(), "/ressources/actualites".to_owned()))>
                    <UpdateRows updates named=of_updates/>
                </Section>
            })}
            <Section title="Documents et liens" id="documents">
                <Narrow asked=asked.clone() counts=found.counts.clone() named=named.clone()/>
                <Chosen asked=asked.clone() counts=found.counts.clone() named=named.clone()/>
                <div class="found">
                    <p role="status">{said}</p>
                    <FollowButton view followed/>
                </div>
                {if found.whole == 0 {
                    view! { <Empty><p>"La bibliothèque attend son premier document. Il peut venir de vous."</p></Empty> }.into_any()
                } else if let Some(instead) = instead {
                    view! { <Nothing instead/> }.into_any()
                } else {
                    view! { <ResourceRows resources named/> }.into_any()
                }}
                <Pagination page=page as u64 pages=pages as u64 base/>
            </Section>
        </Page>
    }
    .into_any())
}

/// What to try where nothing answers: each choice to give up says how many would answer then.
async fn instead(asked: &Asked, found: &Found) -> Result<Instead, Lost> {
    let with = |words: String| address(&Asked { words, ..asked.clone() });
    let wider = found.wider.iter().map(|(facet, count)| Wider {
        label: match facet {
            Facet::Words => "Sans les mots".to_owned(),
            facet => format!("Sans le choix «\u{a0}{}\u{a0}»", facet_name(*facet)),
        },
        href: address(&asked.without(*facet)),
        left: Some(counted(*count as u64, "document", "documents")),
    });
    let wider = wider.collect();
    let about = asked.certification.and_then(mentioned::rncp);
    Ok(Instead { wider, about, ..Instead::of(&asked.words, with).await? })
}

fn status(asked: &Asked, found: &Found) -> String {
    match (found.total, asked.is_narrowed()) {
        (0, _) => "Rien ne répond à cette recherche.".to_owned(),
        (total, true) => format!("{} sur cette recherche.", counted(total as u64, "document", "documents")),
        (total, false) => {
            format!("{}, les plus récents d’abord.", counted(total as u64, "document", "documents"))
        }
    }
}
