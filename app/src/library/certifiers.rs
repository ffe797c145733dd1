//! `/ressources/certificateurs`: those who deliver certifications.

use domain::library::certifier::{
    Kind,
    listing::{self, Asked, Listed, PAGE},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    certifier_address, kind_name,
    nothing::{Instead, Nothing, Wider},
};
use crate::{
    failure::{Lost, or_lost},
    parts::{Choice, Page, PageHead, Pagination, Place, Row, Rows, Select, Submit, Weight, counted},
    session,
};

const PATH: &str = "/ressources/certificateurs";

/// The list.
#[component]
pub(crate) fn CertifiersPage() -> impl IntoView {
    let query = use_query_map().get();
    let said = |name: &str| query.get(name).filter(|text| !text.trim().is_empty());
    let asked = Asked {
        words: said("q").unwrap_or_default().trim().chars().take(120).collect(),
        kind: said("sorte").and_then(|code| Kind::from_code(&code)),
    };
    let page = said("page").map_or(Some(1), |page| page.parse().ok()).unwrap_or(0);
    Suspend::new(async move { or_lost(content(asked, page).await) })
}

async fn content(asked: Asked, page: u32) -> Result<AnyView, Lost> {
    let (found, total) = listing::list(&session::community(), &session::visitor(), &asked, page).await?;
    let narrowed = asked != Asked::default();
    let status = match (total, narrowed) {
        (0, true) => "Aucun certificateur ne répond à cette recherche.".to_owned(),
        (0, false) => "Aucun certificateur pour l’instant.".to_owned(),
        (total, true) => {
            format!("{} sur cette recherche.", counted(total, "certificateur", "certificateurs"))
        }
        (total, false) => {
            format!("{}, par nombre de certifications.", counted(total, "certificateur", "certificateurs"))
        }
    };
    let base = address(&asked);
    let base = format!("{base}{}page=", if base.contains('?') { '&' } else { '?' });
    let pages = total.div_ceil(u64::from(PAGE)).max(1);
    let instead = if total == 0 { Some(instead(&asked).await?) } else { None };
    let rows = found.into_iter().map(|Listed { certifier, kind, delivers }| {
        let facts = format!("{} · {}", kind_name(kind), counted(delivers, "certification", "certifications"));
        view! { <Row href=certifier_address(&certifier.slug) title=certifier.name>{facts}</Row> }
    });
    let rows = rows.collect_view();
    Ok(view! {
        <Page title="Certificateurs" place=Place::Library crumbs=super::crumbs()>
            <PageHead title="Certificateurs" lead="Qui délivre quoi, à qui s’adresser, comment cela se passe."/>
            <Narrow asked/>
            <div class="section">
                <p role="status" class="found">
                    <span>{status}</span>
                    {narrowed.then(|| view! { <a href=PATH>"Revoir tous les certificateurs"</a> })}
                </p>
                {match instead {
                    Some(instead) => view! { <Nothing instead/> }.into_any(),
                    None => view! { <Rows>{rows}</Rows> }.into_any(),
                }}
                <Pagination page=u64::from(page) pages base/>
            </div>
        </Page>
    }
    .into_any())
}

/// What to try where nothing answers.
async fn instead(asked: &Asked) -> Result<Instead, Lost> {
    let rest = Asked { kind: None, ..asked.clone() };
    let wider = asked.kind.map(|_| Wider::without("Sorte d’organisme", address(&rest)));
    let hint = "Essayez avec un mot de moins, ou avec un ancien nom du même organisme.";
    let with = |words: String| address(&Asked { words, ..asked.clone() });
    Ok(Instead { wider: wider.into_iter().collect(), hint, ..Instead::of(&asked.words, with).await? })
}

fn address(asked: &Asked) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if !asked.words.is_empty() {
        query.append_pair("q", &asked.words);
    }
    if let Some(kind) = asked.kind {
        query.append_pair("sorte", kind.code());
    }
    match query.finish() {
        query if query.is_empty() => PATH.to_owned(),
        query => format!("{PATH}?{query}"),
    }
}

#[component]
fn Narrow(asked: Asked) -> impl IntoView {
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.code(), kind_name(kind)));
    let kinds = [vec![Choice::new("", "Toutes")], kinds.into()].concat();
    let kind = asked.kind.map(Kind::code).unwrap_or_default();
    view! {
        <form class="narrow" role="search" aria-label="Chercher un certificateur" action=PATH method="get">
            <div class="search-box">
                <label class="visually-hidden" for="qui">"Le nom d’un certificateur, sous n’importe laquelle de ses orthographes"</label>
                <input id="qui" type="search" name="q" value=asked.words maxlength="120" autocomplete="off" placeholder="Un ministère, une université, un sigle…"/>
                <button class="button" type="submit">"Chercher"</button>
            </div>
            <details open=asked.kind.is_some()>
                <summary>"Filtrer"</summary>
                <div class="narrowing">
                    <Select name="sorte" label="Sorte d’organisme" choices=kinds chosen=kind/>
                    <div class="actions"><Submit label="Appliquer" weight=Weight::Quiet/></div>
                </div>
            </details>
        </form>
    }
}
