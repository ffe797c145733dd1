//! `/ressources/certifications`: every certification of the RNCP that is known here, narrowed by words and choices.

use domain::library::{
    certification::listing::{self, Asked, Listed, PAGE, State},
    certifier,
    follow::{self, View},
    import,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    CertificationChip, certifier_address,
    follows::FollowButton,
    nothing::{Instead, Nothing, Wider},
    source_words,
};
use crate::{
    failure::{Lost, or_lost},
    parts::{Choice, Page, PageHead, Pagination, Place, Select, Submit, Weight, counted, number},
    session,
};

const PATH: &str = "/ressources/certifications";

/// The list.
#[component]
pub(crate) fn CertificationsPage() -> impl IntoView {
    let query = use_query_map().get();
    let asked = Asked::read_query(query.to_query_string().trim_start_matches('?'));
    let page = query.get("page").map_or(Some(1), |page| page.parse().ok()).unwrap_or(0);
    Suspend::new(async move { or_lost(content(asked, page).await) })
}

/// What a state is called.
pub(super) fn state_name(state: State) -> &'static str {
    match state {
        State::Open => "Active",
        State::EndsSoon => "Expire dans les six mois",
        State::Over => "Expirée ou inactive",
        State::Replaced => "Remplacée",
    }
}

async fn content(mut asked: Asked, page: u32) -> Result<AnyView, Lost> {
    let (community, visitor) = (session::community(), session::visitor());
    asked.certifier = certifier::today(&community, asked.certifier).await?;
    let found = listing::list(&community, &visitor, &asked, page).await?;
    let types = listing::types(&community).await?;
    let source = import::latest(&community).await?;
    let of = match &asked.certifier {
        None => None,
        Some(slug) => Some(certifier::at(&community, &visitor, slug).await?),
    };
    let view = View::Certifications(asked.clone());
    let followed = match session::member() {
        Some(member) => follow::follows(&community, &member, &view).await?,
        None => false,
    };
    let base = address(&asked);
    let base = format!("{base}{}page=", if base.contains('?') { '&' } else { '?' });
    let pages = found.total.div_ceil(u64::from(PAGE)).max(1);
    let status = match (found.total, asked.is_narrowed()) {
        (0, true) => "Aucune certification ne répond à cette recherche.".to_owned(),
        (0, false) => "Aucune certification pour l’instant.".to_owned(),
        (total, true) => {
            format!("{} sur cette recherche.", counted(total, "certification", "certifications"))
        }
        (total, false) => {
            format!("{}, les actives d’abord.", counted(total, "certification", "certifications"))
        }
    };
    let narrowed = asked.is_narrowed();
    let instead = if found.total == 0 { Some(instead(&asked).await?) } else { None };
    let rows = found.certifications.into_iter().map(|listed| view! { <Line listed/> });
    Ok(view! {
        <Page title="Certifications" place=Place::Library crumbs=super::crumbs()>
            <PageHead title="Certifications" lead="Ce qui existe, ce qui remplace quoi, qui certifie.">
                {source.map(|import| view! { <p class="facts">{source_words(&import)}</p> })}
            </PageHead>
            {of.map(|certifier| view! {
                <p>"Celles que délivre " <a href=certifier_address(&certifier.slug)>{certifier.name.clone()}</a></p>
            })}
            <Narrow asked types/>
            <div class="section">
                <div class="found">
                    <p role="status">{status}</p>
                    {narrowed.then(|| view! { <a href=PATH>"Revoir toutes les certifications"</a> })}
                    <FollowButton view followed what="ce qui arrive, finit ou est remplacé dans cette liste"/>
                </div>
                {match instead {
                    Some(instead) => view! { <Nothing instead/> }.into_any(),
                    None => view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any(),
                }}
                <Pagination page=u64::from(page) pages base/>
            </div>
        </Page>
    }
    .into_any())
}

/// What to try where nothing answers.
async fn instead(asked: &Asked) -> Result<Instead, Lost> {
    let without = [
        ("Niveau", asked.level.is_some(), Asked { level: None, ..asked.clone() }),
        ("Type", asked.kind.is_some(), Asked { kind: None, ..asked.clone() }),
        ("État", asked.state.is_some(), Asked { state: None, ..asked.clone() }),
        ("Certificateur", asked.certifier.is_some(), Asked { certifier: None, ..asked.clone() }),
    ];
    let wider = without
        .into_iter()
        .filter(|(_, made, _)| *made)
        .map(|(name, _, rest)| Wider::without(name, address(&rest)));
    let hint = "Essayez avec un mot de moins, un numéro (25467) ou un sigle (DEAES).";
    let with = |words: String| address(&Asked { words, ..asked.clone() });
    Ok(Instead { wider: wider.collect(), hint, ..Instead::of(&asked.words, with).await? })
}

/// One of them: its title leads to it; its chip says what became of it.
#[component]
fn Line(listed: Listed) -> impl IntoView {
    let Listed { named, type_name, level } = listed;
    let href = super::certification_address(named.number);
    let level = level.map(|level| format!("niveau\u{a0}{level}"));
    let facts = [Some(type_name).filter(|name| !name.is_empty()), level];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let title = named.title.clone();
    view! {
        <li class="row">
            <p class="row-title"><a href=href>{title}</a></p>
            <p class="facts">{facts}</p>
            <p class="facts"><CertificationChip named titled=false/></p>
        </li>
    }
}

/// The address of what is asked.
fn address(asked: &Asked) -> String {
    match asked.query() {
        query if query.is_empty() => PATH.to_owned(),
        query => format!("{PATH}?{query}"),
    }
}

/// The form that narrows the list. The choices are folded away until one is made.
#[component]
fn Narrow(asked: Asked, types: Vec<(String, u64)>) -> impl IntoView {
    let chosen = Asked { words: String::new(), ..asked.clone() }.is_narrowed();
    let all = |label: &str| vec![Choice::new("", label)];
    let levels = [
        all("Tous"),
        (3..=8).map(|level| Choice::new(level.to_string(), format!("Niveau {level}"))).collect(),
    ];
    let states = [all("Tous"), State::ALL.map(|state| Choice::new(state.code(), state_name(state))).into()];
    let mut types: Vec<Choice> = types
        .into_iter()
        .map(|(name, count)| Choice::new(name.clone(), format!("{name} – {}", number(count))))
        .collect();
    if let Some(kind) = asked.kind.as_ref().filter(|kind| !types.iter().any(|choice| choice.value == **kind))
    {
        types.push(Choice::new(kind.clone(), format!("{kind} – 0")));
    }
    let level = asked.level.map(|level| level.to_string()).unwrap_or_default();
    let state = asked.state.map(State::code).unwrap_or_default();
    view! {
        <form class="narrow" role="search" aria-label="Chercher une certification" action=PATH method="get">
            <div class="search-box">
                <label class="visually-hidden" for="quoi">"Un titre, un sigle, un numéro"</label>
                <input id="quoi" type="search" name="q" value=asked.words.clone() maxlength="120" autocomplete="off" placeholder="DEAES, petite enfance, 25467…"/>
                <button class="button" type="submit">"Chercher"</button>
            </div>
            {asked.certifier.map(|slug| view! { <input type="hidden" name="certificateur" value=slug/> })}
            <details open=chosen>
                <summary>"Filtrer"</summary>
                <div class="narrowing">
                    <Select name="niveau" label="Niveau" choices=levels.concat() chosen=level/>
                    <Select name="type" label="Type" choices=[all("Tous"), types].concat() chosen=asked.kind.unwrap_or_default()/>
                    <Select name="etat" label="État" choices=states.concat() chosen=state/>
                    <div class="actions">
                        <Submit label="Appliquer" weight=Weight::Quiet/>
                    </div>
                </div>
            </details>
        </form>
    }
}
