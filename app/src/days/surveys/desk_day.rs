//! `/animation/journees/{day}/questionnaires`: what is asked of a day, and what came out of it.

use chrono::{DateTime, Utc};
use domain::{
    days::{
        DayId,
        survey::{
            self, DELAYS, Kind, Survey,
            desk::{self, OfDay, Planned},
            results,
        },
    },
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    desk_address,
    desk_usual::UsualLinks,
    kind_name,
    results::{ResultsOf, turnout},
    wording,
};
use crate::{
    days::{desk::PATH, words::set},
    desk::{crumbs as desk_crumbs, organiser},
    failure::{Lost, or_lost},
    form::Again,
    library::Fields,
    parts::{
        Badge, ButtonLink, ErrorSummary, Errors, Field, Notice, Page, PageHead, Place, Section, Submit, Tone,
        Weight,
    },
    session,
};

/// Both surveys of a day.
#[component]
pub(crate) fn DaySurveysDeskPage() -> impl IntoView {
    let asked = use_params_map().get().get("day").unwrap_or_default();
    let done = use_query_map().get().get("fait").unwrap_or_default();
    Suspend::new(async move { or_lost(both(&asked, &done).await) })
}

fn crumbs(day: DayId, title: &str) -> Vec<(String, String)> {
    let mut crumbs = desk_crumbs();
    crumbs.push(("Journées".to_owned(), PATH.to_owned()));
    crumbs.push((set(title), format!("{PATH}/{day}")));
    crumbs
}

async fn both(asked: &str, done: &str) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let community = session::community();
    let id = survey::day_number(asked).ok_or(Lost::NotThere)?;
    let OfDay { title, ends_at, surveys } = desk::of_day(&community, &organiser, id).await?;
    let made = surveys.iter().filter_map(|planned| planned.survey.as_ref());
    let mut all = results::of_surveys(&community, &organiser, made).await?;
    let parts = surveys.into_iter().map(|planned| {
        let results =
            all.iter().position(|one| one.survey.kind == planned.kind).map(|at| all.swap_remove(at));
        view! { <Part day=id ends_at planned results/> }
    });
    let parts = parts.collect_view();
    let crumbs = crumbs(id, &title);
    let done = done_words(done);
    let title = format!("Questionnaires\u{a0}: {}", set(&title));
    Ok(view! {
        <Page title=title.clone() place=Place::Desk crumbs>
            {done.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title lead="Les réponses sont anonymes. On sait qui a répondu, pour ne relancer que les autres\u{a0}; personne ne sait ce que chacune et chacun a dit."/>
            {parts}
            <UsualLinks kinds=&Kind::OF_DAY/>
        </Page>
    }
    .into_any())
}

pub(super) fn done_words(done: &str) -> Option<&'static str> {
    Some(match done {
        "questions" => "Les questions sont enregistrées.",
        "clore" => "Le questionnaire est clos.",
        "rouvrir" => "Le questionnaire prend de nouveau des réponses.",
        "ouverture" => "Le recueil est ouvert. Un courriel part à chaque personne des antennes.",
        _ => return None,
    })
}

#[component]
fn Part(
    day: DayId,
    ends_at: Option<DateTime<Utc>>,
    planned: Planned,
    #[prop(optional_no_strip)] results: Option<results::Results>,
) -> impl IntoView {
    let Planned { kind, survey, questions, delay } = planned;
    let now = session::community().now();
    let change = survey.as_ref().is_none_or(Survey::may_change);
    let edit = format!("{}/{}", desk_address(day), kind.moment());
    let (badge, when) = standing(ends_at, kind, survey.as_ref(), delay);
    let (label, tone) = badge;
    let shown = survey.filter(|survey| survey.opened_at.is_some() || survey.closed_at.is_some());
    let turnout = results.as_ref().map(|results| turnout(&results.survey));
    let closed = shown.as_ref().is_some_and(|survey| !survey.is_open(now) && survey.opened_at.is_some())
        || shown.as_ref().is_some_and(|survey| survey.closed_at.is_some());
    let over = format!("{} questions", questions.len());
    view! {
        <Section title=kind_name(kind) id=kind.moment()>
            <p class="facts"><Badge label tone/> " " {when} {turnout.map(|turnout| format!(" · {turnout}"))}</p>
            {change.then(|| view! { <p><ButtonLink label="Modifier les questions" href=edit weight=Weight::Quiet/> " " <span class="facts">{over}</span></p> })}
            {results.map(|results| view! { <ResultsOf results/> })}
            <form method="post" action=desk_address(day)>
                <input type="hidden" name="moment" value=kind.moment()/>
                {if closed {
                    view! { <Submit label="Rouvrir" about=kind_name(kind) name="acte" value="rouvrir" weight=Weight::Quiet/> }.into_any()
                } else {
                    view! { <Submit label="Clore" about=kind_name(kind) name="acte" value="clore" weight=Weight::Quiet/> }.into_any()
                }}
            </form>
        </Section>
    }
}

/// Where a survey of a day stands, in a word and in a sentence.
fn standing(
    ends_at: Option<DateTime<Utc>>,
    kind: Kind,
    survey: Option<&Survey>,
    delay: u32,
) -> ((&'static str, Tone), String) {
    let now = session::community().now();
    let will = match (kind, ends_at) {
        (Kind::Cold, _) => format!("S’ouvrira {delay} jours après la journée."),
        (_, Some(end)) => format!("S’ouvrira à la fin de la journée, le {}.", dates::full(end)),
        (_, None) => "S’ouvrira à la fin de la journée.".to_owned(),
    };
    match survey {
        Some(survey) if survey.is_open(now) => (("Ouvert", Tone::Hand), super::until(survey)),
        Some(survey) if survey.closed_at.is_some() && survey.opened_at.is_none() => {
            (("Ne s’ouvrira pas", Tone::Plain), super::until(survey))
        }
        Some(survey) if survey.opened_at.is_some() => (("Clos", Tone::Settled), super::until(survey)),
        _ => (("À venir", Tone::Plain), will),
    }
}

/// What a survey of a day asks.
#[component]
pub(crate) fn EditDaySurveyPage() -> impl IntoView {
    let params = use_params_map().get();
    let (day, moment) = (params.get("day").unwrap_or_default(), params.get("moment").unwrap_or_default());
    Suspend::new(async move { or_lost(edit(&day, &moment).await) })
}

async fn edit(asked: &str, moment: &str) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let kind = Kind::of_moment(moment).ok_or(Lost::NotThere)?;
    let day = survey::day_number(asked).ok_or(Lost::NotThere)?;
    let of_day = desk::of_day(&session::community(), &organiser, day).await?;
    let mut crumbs = crumbs(day, &of_day.title);
    let planned = of_day.surveys.into_iter().find(|planned| planned.kind == kind).ok_or(Lost::NotThere)?;
    let (fields, errors) = match use_context::<Again<Fields>>() {
        Some(again) => (again.fields, again.errors),
        None => {
            let mut fields = wording::typed(&planned.questions);
            let edition = planned.survey.as_ref().map_or(0, |survey| survey.edition);
            fields.set("edition", edition.to_string());
            fields.set("delai", planned.delay.to_string());
            (fields, Errors::none())
        }
    };
    let refused = !errors.is_empty();
    crumbs.push(("Questionnaires".to_owned(), desk_address(day)));
    let action = format!("{}/{}", desk_address(day), kind.moment());
    let delay = (kind == Kind::Cold).then(|| {
        let hint = format!("En jours, de {} à {}", DELAYS.0, DELAYS.1);
        view! { <Field name="delai" label="S’ouvre après la journée de" kind="number" value=fields.value("delai") hint error=errors.of("delai")/> }
    });
    let title = format!("{}\u{a0}: les questions", kind_name(kind));
    Ok(view! {
        <Page title=title.clone() place=Place::Desk crumbs refused>
            <PageHead title lead="Pour cette journée seulement. Les questions ne changent plus dès que quelqu’un a répondu."/>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=action class="form wide" novalidate>
                <input type="hidden" name="edition" value=fields.value("edition")/>
                {delay}
                <wording::WordingFields fields errors/>
                <div class="actions"><Submit label="Enregistrer"/></div>
            </form>
        </Page>
    }
    .into_any())
}
