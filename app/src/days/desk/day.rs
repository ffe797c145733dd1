//! `/animation/journees/{id}`: a day as the organisers look after it.

use domain::{
    days::{Act, State, TrainingDay, edition, page, registration::desk},
    members::{Message, Visitor},
    text::dates,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    PATH,
    asked::DeskForm,
    crumbs, new_submission,
    people::{Enrolling, People},
};
use crate::{
    days::{address, attendance::Desk, surveys, words::state_word},
    desk::organiser,
    failure::{Lost, or_lost},
    form::Again,
    parts::{
        Badge, ButtonLink, ErrorSummary, Errors, Field, Notice, Page, PageHead, Place, Section, Submit, Tone,
        Weight, counted,
    },
    session,
};

/// The page.
#[component]
pub(crate) fn DayDeskPage() -> impl IntoView {
    let asked = use_params_map().get().get("day").unwrap_or_default();
    let done = use_query_map().get().get("fait").unwrap_or_default();
    Suspend::new(async move { or_lost(content(&asked, &done).await) })
}

async fn content(asked: &str, done: &str) -> Result<AnyView, Lost> {
    let organiser = organiser()?;
    let community = session::community();
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    let day = page::read(&community, &Visitor::from(organiser.member().clone()), id).await?;
    let listed = desk::list(&community, &organiser, id).await?;
    let (form, errors) = Again::<DeskForm>::or_blank();
    let refused = !errors.is_empty();
    let done = done_words(done);
    let now = community.now();
    let (title, public) = (day.title.clone(), address(id, &day.title));
    let badge = state_word(day.state, day.is_over(now));
    let when = day.window.starts_at.map_or_else(|| "Date à fixer".to_owned(), dates::full);
    let seats = format!("{} prises sur {}", day.seated, counted(day.room.capacity.into(), "place", "places"));
    let begun = day.has_begun(now);
    let enrols = day.state == State::Published && !begun;
    Ok(view! {
        <Page title=title.clone() place=Place::Desk crumbs=crumbs() refused>
            {done.map(|words| view! { <Notice tone=Tone::Settled fresh=true><p>{words}</p></Notice> })}
            <PageHead title=title>
                <p class="facts">{badge.map(|(label, tone)| view! { <Badge label tone/> " " })} {when} " · " {seats}</p>
                <p class="page-end">
                    <ButtonLink label="Modifier" href=format!("{PATH}/{id}/modifier")/>
                    " " <ButtonLink label="Documents" href=super::documents::address(id) weight=Weight::Quiet/>
                    " " <ButtonLink label="Questionnaires" href=surveys::desk_address(id) weight=Weight::Quiet/>
                    " " <ButtonLink label="Voir la page" href=public weight=Weight::Quiet/>
                </p>
            </PageHead>
            <ErrorSummary errors=errors.clone()/>
            <Acts day=day.clone() over=day.is_over(now) word=form.mot.clone() errors=errors.clone()/>
            <Desk day=day.clone() now/>
            <People listed day=id begun/>
            {enrols.then(|| view! { <Enrolling day=id form errors/> })}
            <Section title="Reprendre cette journée" id="copier">
                <form method="post" action=format!("{PATH}/{id}") class="form" novalidate>
                    <input type="hidden" name="envoi" value=new_submission()/>
                    <Field name="annee" label="Pour le programme de" kind="number" value=(day.year + 1).to_string() hint="Un brouillon, sans date ni inscriptions"/>
                    <div class="actions"><Submit label="Copier" name="acte" value="copier" weight=Weight::Quiet/></div>
                </form>
            </Section>
        </Page>
    }
    .into_any())
}

fn done_words(done: &str) -> Option<&'static str> {
    Some(match done {
        "creation" => "Le brouillon est enregistré. Publiez-le quand il est prêt.",
        "copie" => "Le brouillon est copié. Donnez-lui une date.",
        "modification" => "C’est enregistré.",
        "publish" => "La journée est publiée\u{a0}: les inscriptions peuvent commencer.",
        "hold" => "La journée est marquée comme tenue.",
        "postpone" => "La journée est reportée. Les personnes inscrites l’apprendront dans quelques minutes.",
        "cancel" => "La journée est annulée. Les personnes inscrites l’apprendront dans quelques minutes.",
        "resume" => "La journée est de nouveau au programme.",
        "inscrire" => "La personne est inscrite. Un courriel le lui dit.",
        "inviter" => "L’invitation part dans la minute.",
        "retirer" => "L’inscription est retirée. Si quelqu’un attend, la place lui revient.",
        "rang" => "Le rang est changé.",
        _ => return None,
    })
}

/// What may be done to the day from where it stands.
#[component]
fn Acts(day: TrainingDay, over: bool, word: String, errors: Errors) -> impl IntoView {
    let possible: Vec<Act> =
        Act::ALL.into_iter().filter(|act| day.state.after(*act, over).is_some()).collect();
    let wants_a_word = possible.iter().any(|act| act.wants_a_word());
    let buttons = possible.iter().map(|act| {
        let (label, weight) = match act {
            Act::Publish => ("Publier", Weight::Main),
            Act::Hold => ("Marquer comme tenue", Weight::Main),
            Act::Postpone => ("Reporter", Weight::Quiet),
            Act::Cancel => ("Annuler", Weight::Danger),
            Act::Resume => ("Remettre au programme", Weight::Main),
        };
        view! { <Submit label name="acte" value=act.code() weight/> " " }
    });
    let buttons = buttons.collect_view();
    (!possible.is_empty()).then(|| {
        view! {
            <Section title="L’état de la journée" id="etat">
                <form method="post" action=format!("{PATH}/{}", day.id) class="form" novalidate>
                    <input type="hidden" name="edition" value=day.edition.to_string()/>
                    {wants_a_word.then(|| view! {
                        <Field name="mot" label="Votre mot" value=word hint="Pour reporter ou annuler\u{a0}: les personnes inscrites le lisent" optional=true maxlength=Message::MOST as u32 error=errors.of("mot")/>
                    })}
                    <div class="actions">{buttons}</div>
                </form>
            </Section>
        }
    })
}
