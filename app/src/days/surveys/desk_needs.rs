//! `/animation/journees/besoins`: asking what people need for a year, and reading it.

use chrono::Duration;
use chrono_tz::Europe::Paris;
use domain::days::{
    Public, programme,
    survey::{self, Kind, Survey, desk, results, usual},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    NEEDS_DESK, NEW_NEEDS,
    desk_day::done_words,
    desk_usual::UsualLinks,
    results::{ResultsOf, turnout},
    until, wording,
};
use crate::{
    days::{desk::PATH, words::public_name},
    desk::{crumbs as desk_crumbs, organiser},
    failure::{Lost, or_lost},
    form::Again,
    library::Fields,
    parts::{
        ButtonLink, Empty, ErrorSummary, Errors, Field, Notice, Page, PageHead, Place, Row, Rows, Section,
        Submit, Tone, Weight, counted,
    },
    session,
};

fn crumbs() -> Vec<(String, String)> {
    let mut crumbs = desk_crumbs();
    crumbs.push(("Journées".to_owned(), PATH.to_owned()));
    crumbs
}

fn crumbs_below() -> Vec<(String, String)> {
    let mut crumbs = crumbs();
    crumbs.push(("Recueil des besoins".to_owned(), NEEDS_DESK.to_owned()));
    crumbs
}

fn called(survey: &Survey) -> String {
    format!("Besoins pour {}", survey.year.unwrap_or_default())
}

/// Every year that was asked for.
#[component]
pub(crate) fn NeedsDeskPage() -> impl IntoView {
    Suspend::new(async move { or_lost(all().await) })
}

async fn all() -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let surveys = desk::all_needs(&session::community(), &organiser).await?;
    let nothing = surveys.is_empty();
    let rows = surveys.into_iter().map(|survey| {
        let (href, title) = (format!("{NEEDS_DESK}/{}", survey.id), called(&survey));
        let facts = format!("{} · {}", turnout(&survey), until(&survey));
        view! { <Row href title>{facts}</Row> }
    });
    let rows = rows.collect_view();
    Ok(view! {
        <Page title="Recueil des besoins" place=Place::Desk crumbs=crumbs()>
            <PageHead title="Recueil des besoins" lead="Une fois par an, demander à toutes les antennes de quelles journées elles ont besoin.">
                <p class="page-end"><ButtonLink label="Ouvrir un recueil" href=NEW_NEEDS/></p>
            </PageHead>
            {match nothing {
                true => view! { <Empty><p>"Aucun recueil n’a encore été ouvert."</p></Empty> }.into_any(),
                false => view! { <Rows>{rows}</Rows> }.into_any(),
            }}
            <UsualLinks kinds=&[Kind::Needs]/>
        </Page>
    }
    .into_any())
}

/// Asking.
#[component]
pub(crate) fn NewNeedsPage() -> impl IntoView {
    Suspend::new(async move { or_lost(new().await) })
}

async fn new() -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let community = session::community();
    let (fields, errors) = match use_context::<Again<Fields>>() {
        Some(again) => (again.fields, again.errors),
        None => {
            let usual = usual::of(&community, &organiser, Kind::Needs).await?;
            let mut fields = wording::typed(&usual.questions);
            let closing = (community.now() + Duration::days(30)).with_timezone(&Paris).date_naive();
            fields.set("annee", (programme::this_year(&community) + 1).to_string());
            fields.set("cloture", closing.to_string());
            (fields, Errors::none())
        }
    };
    let refused = !errors.is_empty();
    Ok(view! {
        <Page title="Ouvrir un recueil des besoins" place=Place::Desk crumbs=crumbs_below() refused>
            <PageHead title="Ouvrir un recueil des besoins" lead="Il s’ouvre dès que vous l’envoyez\u{a0}: un courriel part aux conseillères, conseillers, assistantes et assistants."/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=NEW_NEEDS class="form wide" novalidate>
                <div class="field-row">
                    <Field name="annee" label="Pour le programme de" kind="number" value=fields.value("annee") error=errors.of("annee")/>
                    <Field name="cloture" label="Clôture, à la fin du" kind="date" value=fields.value("cloture") error=errors.of("cloture")/>
                </div>
                <wording::WordingFields fields errors/>
                <div class="actions"><Submit label="Ouvrir le recueil"/></div>
            </form>
        </Page>
    }
    .into_any())
}

/// What came out of it.
#[component]
pub(crate) fn NeedsResultsPage() -> impl IntoView {
    let asked = use_params_map().get().get("survey").unwrap_or_default();
    let query = use_query_map().get();
    let public = query.get("public").and_then(|code| Public::from_code(&code));
    let done = query.get("fait").unwrap_or_default();
    Suspend::new(async move { or_lost(read(&asked, public, &done).await) })
}

async fn read(asked: &str, public: Option<Public>, done: &str) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let community = session::community();
    let id = survey::number(asked).ok_or(Lost::NotThere)?;
    let results = results::of(&community, &organiser, id, public).await?;
    let survey = results.survey.clone();
    if survey.kind != Kind::Needs {
        return Err(Lost::NotThere);
    }
    let (form, errors) = Again::<Fields>::or_blank();
    let refused = !errors.is_empty();
    let open = survey.is_open(community.now());
    let own = format!("{NEEDS_DESK}/{id}");
    let public = public.filter(|public| *public != Public::Both);
    let cuts = [None, Some(Public::Advisors), Some(Public::Assistants)].map(|cut| {
        let (href, label) = match cut {
            None => (own.clone(), "Tout le monde"),
            Some(cut) => (format!("{own}?public={}", cut.code()), public_name(cut)),
        };
        view! { <li><a href=href aria-current=(cut == public).then_some("page")>{label}</a></li> }
    });
    let of = public
        .map(|_| format!(" · {} dans cette vue", counted(results.sheets.into(), "réponse", "réponses")));
    let done = done_words(done).filter(|_| !refused);
    let questions = survey.may_change().then(|| format!("{own}/questions"));
    let title = called(&survey);
    Ok(view! {
        <Page title=title.clone() place=Place::Desk crumbs=crumbs_below() refused>
            {done.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title>
                <p class="facts">{turnout(&survey)} " · " {until(&survey)} {of}</p>
                {questions.map(|href| view! { <p class="page-end"><ButtonLink label="Modifier les questions" href weight=Weight::Quiet/></p> })}
            </PageHead>
            <ErrorSummary errors=errors.clone()/>
            <nav class="kinds" aria-label="De qui sont les réponses"><ul class="kinds-list">{cuts.into_iter().collect_view()}</ul></nav>
            <Section title="Résultats"><ResultsOf results/></Section>
            <Closing own open form errors/>
        </Page>
    }
    .into_any())
}

/// Closing it, or taking answers again.
#[component]
fn Closing(own: String, open: bool, form: Fields, errors: Errors) -> impl IntoView {
    let closing = (session::community().now() + Duration::days(14)).with_timezone(&Paris).date_naive();
    let typed = Some(form.value("cloture")).filter(|typed| !typed.is_empty());
    view! {
        <Section title=if open { "Clore le recueil" } else { "Rouvrir le recueil" } id="cloture-du-recueil">
            <form method="post" action=own class="form" novalidate>
                {if open {
                    view! { <div class="actions"><Submit label="Clore maintenant" name="acte" value="clore" weight=Weight::Quiet/></div> }.into_any()
                } else {
                    view! {
                        <Field name="cloture" label="Jusqu’à la fin du" kind="date" value=typed.unwrap_or(closing.to_string()) error=errors.of("cloture")/>
                        <div class="actions"><Submit label="Rouvrir" name="acte" value="rouvrir" weight=Weight::Quiet/></div>
                    }
                    .into_any()
                }}
            </form>
        </Section>
    }
}

/// What it asks, until somebody answers.
#[component]
pub(crate) fn EditNeedsPage() -> impl IntoView {
    let asked = use_params_map().get().get("survey").unwrap_or_default();
    Suspend::new(async move { or_lost(edit(&asked).await) })
}

async fn edit(asked: &str) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let id = survey::number(asked).ok_or(Lost::NotThere)?;
    let (survey, questions) = desk::needs(&session::community(), &organiser, id).await?;
    let (fields, errors) = match use_context::<Again<Fields>>() {
        Some(again) => (again.fields, again.errors),
        None => {
            let mut fields = wording::typed(&questions);
            fields.set("edition", survey.edition.to_string());
            (fields, Errors::none())
        }
    };
    let refused = !errors.is_empty();
    let own = format!("{NEEDS_DESK}/{id}");
    let title = format!("{}\u{a0}: les questions", called(&survey));
    let mut crumbs = crumbs_below();
    crumbs.push((called(&survey), own.clone()));
    Ok(view! {
        <Page title=title.clone() place=Place::Desk crumbs refused>
            <PageHead title lead="Elles ne changent plus dès que quelqu’un a répondu."/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=format!("{own}/questions") class="form wide" novalidate>
                <input type="hidden" name="edition" value=fields.value("edition")/>
                <wording::WordingFields fields errors/>
                <div class="actions"><Submit label="Enregistrer"/></div>
            </form>
        </Page>
    }
    .into_any())
}
