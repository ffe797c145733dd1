//! `/journees/{day}/questionnaire/{moment}` and `/journees/besoins`: what one is asked.

use domain::days::survey::{
    self, Kind,
    answering::{self, Asked, Waiting},
};
use domain::text::dates;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{NEEDS, address, kind_name, promise, sheet, until};
use crate::{
    days::{self, words::set},
    failure::{Lost, or_lost},
    form::Again,
    library::Fields,
    parts::{ErrorSummary, Errors, Notice, Page, PageHead, Place, Rows, Section, Submit, Tone},
    session,
};

/// The questionnaire of a day.
#[component]
pub(crate) fn DaySurveyPage() -> impl IntoView {
    let params = use_params_map().get();
    let day = params.get("day").unwrap_or_default();
    let moment = params.get("moment").unwrap_or_default();
    let done = use_query_map().get().get("fait").is_some();
    Suspend::new(async move { or_lost(of_day(&day, &moment, done).await) })
}

async fn of_day(day: &str, moment: &str, done: bool) -> Result<AnyView, Lost> {
    let member = session::member().ok_or(Lost::NotThere)?;
    let day = survey::day_number(day).ok_or(Lost::NotThere)?;
    let kind = Kind::of_moment(moment).ok_or(Lost::NotThere)?;
    let asked = answering::of_day(&session::community(), &member, day, kind).await?;
    let title = asked.survey.day.as_ref().map(|(_, title, _)| title.clone()).unwrap_or_default();
    let action = address(day, &title, kind);
    let mut crumbs = vec![("Journées".to_owned(), days::PATH.to_owned())];
    crumbs.push((set(&title), days::address(day, &title)));
    let lead = format!("À propos de «\u{a0}{}\u{a0}».", set(&title));
    Ok(shown(asked, Around { title: kind_name(kind).to_owned(), lead, action, crumbs, done }))
}

/// The needs of a year.
#[component]
pub(crate) fn NeedsPage() -> impl IntoView {
    let done = use_query_map().get().get("fait").is_some();
    Suspend::new(async move { or_lost(needs(done).await) })
}

async fn needs(done: bool) -> Result<AnyView, Lost> {
    let member = session::member().ok_or(Lost::NotThere)?;
    let crumbs = vec![("Journées".to_owned(), days::PATH.to_owned())];
    if !survey::ASKED.meets(member.roles()) {
        return Err(Lost::NotThere);
    }
    let Some(asked) = answering::needs(&session::community(), &member).await? else {
        return Ok(view! {
            <Page title="Recueil des besoins" place=Place::Days crumbs>
                <PageHead title="Recueil des besoins" lead="Une fois par an, l’équipe d’animation demande à chacune et chacun de quelles journées elle ou il a besoin."/>
                <p>"Aucun recueil n’est ouvert pour le moment. En attendant, " <a href="/journees/propositions">"proposez un thème"</a> "."</p>
            </Page>
        }
        .into_any());
    };
    let title = format!("Vos besoins pour {}", asked.survey.year.unwrap_or_default());
    let lead = "De quelles journées avez-vous besoin\u{202f}? Le programme part de vos réponses.".to_owned();
    Ok(shown(asked, Around { title, lead, action: NEEDS.to_owned(), crumbs, done }))
}

/// What stands around the questions.
struct Around {
    title: String,
    lead: String,
    action: String,
    crumbs: Vec<(String, String)>,
    done: bool,
}

fn shown(asked: Asked, around: Around) -> AnyView {
    let Around { title, lead, action, crumbs, done } = around;
    let (form, errors) = Again::<Fields>::or_blank();
    let refused = !errors.is_empty();
    let open = asked.survey.is_open(session::community().now());
    let said = (done && asked.answered && !refused).then_some("Merci\u{a0}: vos réponses sont enregistrées.");
    let kind = asked.survey.kind;
    let inside = match (open, asked.answered, kind.is_signed()) {
        (false, answered, _) => {
            let thanks = if answered { "Vous avez répondu, merci. " } else { "" };
            view! { <p>{thanks} "Ce questionnaire ne prend plus de réponses. " {until(&asked.survey)}</p> }.into_any()
        }
        (true, true, false) => view! {
            <p>"Vous avez répondu, merci. Comme votre feuille est anonyme, personne ne peut la retrouver pour la changer\u{a0}: pas même vous."</p>
        }
        .into_any(),
        (true, answered, _) => {
            let fields = match (refused, &asked.mine) {
                (false, Some(mine)) => sheet::filled(&asked.questions, mine),
                _ => form,
            };
            let label = if answered { "Enregistrer mes réponses" } else { "Envoyer mes réponses" };
            view! { <Questions asked fields errors=errors.clone() action label/> }.into_any()
        }
    };
    view! {
        <Page title=title.clone() place=Place::Days crumbs refused>
            {said.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title lead/>
            <ErrorSummary errors/>
            {inside}
        </Page>
    }
    .into_any()
}

#[component]
fn Questions(
    asked: Asked,
    fields: Fields,
    errors: Errors,
    action: String,
    label: &'static str,
) -> impl IntoView {
    let Asked { survey, questions, .. } = asked;
    view! {
        <form method="post" action=action class="form wide" novalidate>
            <input type="hidden" name="edition" value=survey.edition.to_string()/>
            <p class="hint">{promise(survey.kind)} " " {until(&survey)}</p>
            <sheet::SheetFields questions fields errors/>
            <div class="actions"><Submit label/></div>
        </form>
    }
}

/// What waits for one's answers; nothing when nothing does.
#[component]
pub(crate) fn WaitingSurveys(waiting: Vec<Waiting>) -> impl IntoView {
    (!waiting.is_empty()).then(|| {
        let rows = waiting.into_iter().map(|one| {
            let (href, title) = match (one.kind, &one.day) {
                (kind, Some((day, title))) => {
                    (address(*day, title, kind), format!("{}\u{a0}: {}", kind_name(kind), set(title)))
                }
                _ => (NEEDS.to_owned(), format!("Vos besoins pour {}", one.year.unwrap_or_default())),
            };
            let until = one.closes_at.map(|closes| format!("Jusqu’au {}", dates::day(closes)));
            view! {
                <li class="row">
                    <p class="row-title"><a href=href>{title}</a></p>
                    <p class="facts">{until}</p>
                </li>
            }
        });
        let rows = rows.collect_view();
        view! { <Section title="Votre avis est attendu" id="avis"><Rows>{rows}</Rows></Section> }
    })
}
