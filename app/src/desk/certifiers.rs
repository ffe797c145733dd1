//! `/animation/certificateurs`: certifiers that look like one body, and the way to each of them.

use domain::library::certifier::{
    listing,
    proposals::{self, Known, Likeness, Proposal},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{crumbs, organiser};
use crate::{
    failure::{Lost, or_lost},
    library::{certifier_address, kind_name},
    parts::{
        Empty, Notice, Page, PageHead, Pagination, Place, Row, Rows, Section, Submit, Tone, Weight, counted,
        number,
    },
    session,
};

/// The desk's page of certifiers.
pub(crate) const PATH: &str = "/animation/certificateurs";

/// Proposals a page.
const PAGE: usize = 15;

/// Certifiers and proposals.
#[component]
pub(crate) fn CertifiersDeskPage() -> impl IntoView {
    let query = use_query_map().get();
    let words: String = query.get("q").unwrap_or_default().trim().chars().take(120).collect();
    let page = query.get("page").map_or(Some(1), |page| page.parse().ok()).unwrap_or(0);
    let done = query.get("fait").and_then(|done| said(&done));
    Suspend::new(async move { or_lost(content(words, page, done).await) })
}

fn said(done: &str) -> Option<&'static str> {
    match done {
        "reunis" => Some("Les deux n’en font plus qu’un. L’ancienne adresse conduit à la bonne fiche."),
        "distincts" => Some("C’est noté\u{a0}: ce sont deux organismes. La question ne sera plus posée."),
        "trop-tard" => Some("Rien n’a changé\u{a0}: quelqu’un avait déjà répondu."),
        _ => None,
    }
}

async fn content(words: String, page: usize, done: Option<&'static str>) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let (community, visitor) = (session::community(), session::visitor());
    let proposals = proposals::waiting(&community, &organiser).await?;
    let pages = proposals.len().div_ceil(PAGE).max(1);
    if page == 0 || page > pages {
        return Err(Lost::NotThere);
    }
    let found = match words.is_empty() {
        true => None,
        false => {
            let asked = listing::Asked { words: words.clone(), kind: None };
            Some(listing::list(&community, &visitor, &asked, 1).await?)
        }
    };
    let waiting = proposals.len() as u64;
    let rows = proposals
        .into_iter()
        .skip((page - 1) * PAGE)
        .take(PAGE)
        .map(|proposal| view! { <Proposed proposal/> });
    let rows = rows.collect_view();
    Ok(view! {
        <Page title="Certificateurs" place=Place::Desk crumbs=crumbs()>
            {done.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title="Certificateurs" lead="Un organisme s’écrit de plusieurs façons. Le site propose, vous décidez\u{a0}: rien ne se réunit sans vous."/>
            <Find words found/>
            <Section title="Peut-être un seul organisme">
                {if waiting == 0 {
                    view! { <Empty><p>"Rien à décider. Les prochaines ressemblances viendront avec la prochaine mise à jour."</p></Empty> }.into_any()
                } else {
                    view! {
                        <p class="facts">{counted(waiting, "ressemblance à regarder", "ressemblances à regarder")}</p>
                        <ul class="rows">{rows}</ul>
                    }
                    .into_any()
                }}
                <Pagination page=page as u64 pages=pages as u64 base=format!("{PATH}?page=")/>
            </Section>
        </Page>
    }
    .into_any())
}

type Found = Option<(Vec<listing::Listed>, u64)>;

#[component]
fn Find(words: String, found: Found) -> impl IntoView {
    view! {
        <Section title="Corriger un certificateur">
            <form class="search-box" role="search" aria-label="Chercher un certificateur" action=PATH method="get">
                <label class="visually-hidden" for="q">"Un mot de son nom"</label>
                <input id="q" type="search" name="q" value=words maxlength="120" autocomplete="off" placeholder="Un mot de son nom"/>
                <button class="button" type="submit">"Chercher"</button>
            </form>
            {found.map(|(listed, total)| {
                let rows = listed.into_iter().map(|one| {
                    let facts = format!("{} · {}", kind_name(one.kind), counted(one.delivers, "certification", "certifications"));
                    view! { <Row href=format!("{PATH}/{}", one.certifier.id) title=one.certifier.name>{facts}</Row> }
                });
                view! {
                    <p role="status">{counted(total, "certificateur trouvé", "certificateurs trouvés")}</p>
                    <Rows>{rows.collect_view()}</Rows>
                }
            })}
        </Section>
    }
}

/// One likeness, and what to answer.
#[component]
fn Proposed(proposal: Proposal) -> impl IntoView {
    let Proposal { kept, other, likeness } = proposal;
    let why = match likeness {
        Likeness::Words => "Leurs noms sont faits des mêmes mots.".to_owned(),
        Likeness::Siret => "Ils ont le même numéro SIRET.".to_owned(),
        Likeness::Family(family) => format!("Un ministère sous deux gouvernements\u{a0}: {family}."),
    };
    let (keep, goes) = (kept.certifier.id.to_string(), other.certifier.id.to_string());
    let about = format!("{} et {}", kept.certifier.name, other.certifier.name);
    view! {
        <li class="row">
            <p class="facts">{why}</p>
            <div class="two-names"><Named known=other/><Named known=kept/></div>
            <form method="post" class="actions">
                <input type="hidden" name="garder" value=keep/>
                <input type="hidden" name="autre" value=goes/>
                <Submit label="Réunir sous le second nom" weight=Weight::Quiet name="geste" value="reunir" about=about.clone()/>
                <Submit label="Ce sont deux organismes" weight=Weight::Link name="geste" value="distinguer" about/>
            </form>
        </li>
    }
}

#[component]
fn Named(known: Known) -> impl IntoView {
    let delivers = format!("{}\u{a0}fiches", number(known.delivers));
    view! {
        <p>
            <a href=certifier_address(&known.certifier.slug)>{known.certifier.name}</a>
            " "
            <span class="facts">{delivers}</span>
        </p>
    }
}
