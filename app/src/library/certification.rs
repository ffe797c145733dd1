//! `/ressources/certifications/{RNCP}`: one certification, what became of it, who delivers it, and what the community has of it.

use domain::{
    forum::subjects::{self, Said},
    library::{
        Rncp, browse,
        certification::{self, Block, Certification, Deliverer, Standing, Way},
        follow::View,
        holdings::{self, Held},
        update,
    },
    members::directory::{self, Knower},
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    around::{Announced, Around, TOPICS, UPDATES, question_about},
    certification_address, certifier_address,
    holdings::{AtStages, Holdings},
    lineage::LineageOf,
    mentioned, source_words,
};
use crate::{
    failure::{Lost, or_lost},
    members,
    parts::{Badge, Notice, Page, PageHead, Place, Section, Tone},
    session,
};

/// A certification's page.
#[component]
pub(crate) fn CertificationPage() -> impl IntoView {
    let asked = use_params_map().get().get("number").unwrap_or_default();
    Suspend::new(async move { or_lost(page(&asked).await) })
}

async fn page(asked: &str) -> Result<AnyView, Lost> {
    let number: Rncp = asked.parse().map_err(|_| Lost::NotThere)?;
    let (community, visitor) = (session::community(), session::visitor());
    let found = certification::read(&community, &visitor, number).await?;
    if asked != number.to_string() {
        return Err(Lost::Moved(certification_address(number)));
    }
    let acronym = found.named.acronym.as_deref();
    let knowers = directory::who_know(&community, &visitor, number.number(), acronym).await?;
    let Held { latest, stages } = holdings::about(&community, &visitor, number).await?;
    let Said { topics, ask } = subjects::about(&community, &visitor, number.number().into(), TOPICS).await?;
    let ask = ask.map(|board| question_about(&board, &found.named));
    let asked = update::Asked { certification: Some(number.number().into()), ..update::Asked::default() };
    let updates = update::list::latest(&community, &visitor, &asked, UPDATES).await?;
    let mentioned = mentioned::beside(&found.kin, mentioned::by_updates(&updates)).await?;
    let query = asked.query();
    let about = browse::Asked { certification: asked.certification, ..browse::Asked::default() };
    let view = View::Resources(about.clone());
    let crumbs =
        [super::crumbs(), vec![("Certifications".to_owned(), "/ressources/certifications".to_owned())]];
    let title = match acronym {
        Some(acronym) => format!("{acronym} ({number})"),
        None => format!("{} ({number})", found.named.title),
    };
    let Certification { named, lineage, kin, blocks, certifiers, source, .. } = found.clone();
    Ok(view! {
        <Page title=title place=Place::Library crumbs=crumbs.concat()>
            <Head certification=found.clone()/>
            <Alert certification=found.clone()/>
            <div class="columns">
                <div>
                    <LineageOf named lineage kin/>
                    <Announced query=query.clone() updates named=mentioned view/>
                    <Holdings query holdings=latest/>
                    <AtStages asked=about stages/>
                    <Blocks blocks/>
                    <Around topics ask/>
                </div>
                <aside>
                    <Identity certification=found/>
                    <Certifiers certifiers/>
                    <Knowers knowers/>
                </aside>
            </div>
            {source.map(|import| view! { <p class="facts">{source_words(&import)}</p> })}
        </Page>
    }
    .into_any())
}

#[component]
fn Head(certification: Certification) -> impl IntoView {
    let Certification { named, type_name, level, .. } = certification;
    let (state, tone) = match (named.standing, named.replaced_by.is_empty()) {
        (_, false) => ("Remplacée", Tone::News),
        (Standing::Active, _) => ("Active", Tone::Settled),
        (Standing::EndsSoon(_), _) => ("Expire bientôt", Tone::News),
        (Standing::Ended(_), _) => ("Expirée", Tone::Wrong),
        (Standing::Inactive, _) => ("Inactive", Tone::Wrong),
    };
    let level = level.map(|level| view! { <Badge label=format!("Niveau {level}")/> });
    let kind = (!type_name.is_empty()).then(|| view! { <Badge label=type_name/> });
    let acronym = named.acronym.clone().map(|acronym| view! { <Badge label=acronym tone=Tone::Authority/> });
    view! {
        <PageHead title=named.title.clone()>
            <p class="badges">
                <Badge label=named.number.to_string() tone=Tone::Authority/>
                {acronym}
                <Badge label=state tone/>
                {level}
                {kind}
            </p>
        </PageHead>
    }
}

/// What must be known before anything else: it is over, or soon.
#[component]
fn Alert(certification: Certification) -> impl IntoView {
    let named = certification.named;
    let words = match named.standing {
        Standing::Active => None,
        Standing::EndsSoon(day) => {
            Some(format!("Son enregistrement prend fin le {}, dans moins de six mois.", dates::on(day)))
        }
        Standing::Ended(day) => Some(format!("Son enregistrement a pris fin le {}.", dates::on(day))),
        Standing::Inactive => Some("Sa fiche n’est plus active.".to_owned()),
    };
    let latters = named.replaced_by;
    (words.is_some() || !latters.is_empty()).then(|| {
        let links = latters.iter().enumerate().map(|(rank, one)| {
            let before = if rank == 0 { "" } else { "," };
            view! { {before} <a href=certification_address(*one)>{one.to_string()}</a> }
        });
        let links = links.collect_view();
        view! {
            <Notice tone=Tone::News>
                {words.map(|words| view! { <p>{words}</p> })}
                {(!latters.is_empty()).then(|| view! { <p>"Remplacée par" {links} "."</p> })}
            </Notice>
        }
    })
}

#[component]
fn Identity(certification: Certification) -> impl IntoView {
    let experience = certification.is_open_to_experience();
    let Certification { named, registration, partial, decided_on, effective_on, ends_on, ways, .. } =
        certification;
    let others = ways.into_iter().filter(|way| way.code != "EXP").map(|Way { label, .. }| label);
    let others = others.collect::<Vec<_>>().join(", ");
    let fact = |label: &'static str, value: Option<String>| {
        value
            .filter(|value| !value.is_empty())
            .map(|value| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
    };
    view! {
        <Section title="La fiche">
            <dl class="details">
                <div><dt>"Par la VAE"</dt><dd>{if experience { "Oui" } else { "Ce n’est pas dit dans les données" }}</dd></div>
                {fact("Autres voies d’accès", Some(others))}
                {fact("Validation partielle", (!partial).then(|| "Non".to_owned()))}
                {fact("Enregistrement", Some(registration))}
                {fact("Décision", decided_on.map(dates::on))}
                {fact("Effet", effective_on.map(dates::on))}
                {fact("Fin de l’enregistrement", ends_on.map(dates::on))}
            </dl>
            <p><a href=named.number.official() rel="external">"La fiche officielle, sur le site de France compétences"</a></p>
        </Section>
    }
}

#[component]
fn Certifiers(certifiers: Vec<Deliverer>) -> impl IntoView {
    const SHOWN: usize = 12;
    let more = certifiers.len().saturating_sub(SHOWN);
    let row = |one: Deliverer| view! { <li class="row"><p class="row-title"><a href=certifier_address(&one.slug)>{one.name}</a></p></li> };
    let mut each = certifiers.into_iter();
    let first = each.by_ref().take(SHOWN).map(row).collect_view();
    let rest = each.map(row).collect_view();
    view! {
        <Section title="Qui la délivre">
            {first.is_empty().then(|| view! { <p class="facts">"Les données ne nomment personne."</p> })}
            {(!first.is_empty()).then(|| view! { <ul class="rows">{first}</ul> })}
            {(more > 0).then(|| view! {
                <details>
                    <summary>{if more == 1 { "Voir l’autre".to_owned() } else { format!("Les {more} autres") }}</summary>
                    <ul class="rows">{rest}</ul>
                </details>
            })}
        </Section>
    }
}

#[component]
fn Blocks(blocks: Vec<Block>) -> impl IntoView {
    let rows = blocks.into_iter().map(|Block { code, title }| {
        view! { <li class="row"><p>{title}</p><p class="facts">{code}</p></li> }
    });
    let rows = rows.collect_view();
    view! {
        <Section title="Blocs de compétences" id="blocs">
            {if rows.is_empty() {
                view! { <p class="facts">"Les données n’en donnent aucun pour cette fiche."</p> }.into_any()
            } else {
                view! { <ol class="rows">{rows}</ol> }.into_any()
            }}
        </Section>
    }
}

/// Members who say that they know it well.
#[component]
fn Knowers(knowers: Vec<Knower>) -> impl IntoView {
    (!knowers.is_empty()).then(|| {
        let rows = knowers.into_iter().map(|one| {
            let page = members::address(one.id.number(), &one.name);
            let place = one.place.as_deref().map(members::antenne_name);
            view! { <li class="row"><p class="row-title"><a href=page>{one.name}</a></p><p class="facts">{place}</p></li> }
        });
        view! { <Section title="Qui la connaît bien"><ul class="rows">{rows.collect_view()}</ul></Section> }
    })
}
