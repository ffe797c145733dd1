//! What those concerned may do with a resource, and what was reported of it.

use domain::{
    library::resource::{Act, Report, Resource},
    members::Message,
};
use leptos::prelude::*;

use super::actions::ActForm;
use crate::parts::{Badge, ButtonLink, Errors, Moment, Section, Submit, TextArea, Tone, Weight};

/// What those concerned may do.
#[component]
pub(super) fn Deeds(resource: Resource, form: ActForm, errors: Errors, own: String) -> impl IntoView {
    let acts: Vec<Act> = resource.acts().collect();
    let changes = resource.may_change();
    if acts.is_empty() && !changes {
        return None;
    }
    let needs_word = acts.iter().any(|act| act.needs_a_word());
    let buttons = acts.into_iter().map(|act| {
        let weight = match act {
            Act::Validate | Act::Submit => Weight::Main,
            Act::Withdraw => Weight::Danger,
            _ => Weight::Quiet,
        };
        view! { <Submit label=label(act) weight name="geste" value=act.code()/> }
    });
    let buttons = buttons.collect_view();
    let has_buttons = !buttons.is_empty();
    Some(view! {
        <Section title="S’en occuper" id="gestes">
            {changes.then(|| view! {
                <p class="actions">
                    <ButtonLink label="Déposer une nouvelle version" href=format!("{own}/version") weight=Weight::Quiet/>
                    <a href=format!("{own}/modifier")>"Modifier la fiche"</a>
                </p>
            })}
            {has_buttons.then(|| view! {
                <form method="post" action=own class="form" novalidate>
                    <input type="hidden" name="edition" value=resource.edition.to_string()/>
                    {needs_word.then(|| view! {
                        <TextArea
                            name="mot"
                            label="Votre mot"
                            value=form.mot
                            rows=3
                            optional=true
                            maxlength=Message::MOST as u32
                            hint="Nécessaire pour renvoyer, marquer comme périmé ou retirer\u{a0}: la personne qui a déposé le document le lira"
                            error=errors.of("mot")
                        />
                    })}
                    <div class="actions">{buttons}</div>
                </form>
            })}
        </Section>
    })
}

fn label(act: Act) -> &'static str {
    match act {
        Act::Submit => "Proposer à la relecture",
        Act::TakeBack => "Reprendre en brouillon",
        Act::Validate => "Publier",
        Act::SendBack => "Renvoyer avec un mot",
        Act::Outdate => "Marquer comme périmé",
        Act::Renew => "Confirmer qu’il est à jour",
        Act::Withdraw => "Retirer",
        Act::Restore => "Remettre à la relecture",
    }
}

/// The reports that nobody has settled.
#[component]
pub(super) fn Reports(reports: Vec<Report>) -> impl IntoView {
    (!reports.is_empty()).then(|| {
        let rows = reports.into_iter().map(|report| {
            let by = report.by.unwrap_or_else(|| "Le site".to_owned());
            view! {
                <li class="row">
                    <p class="row-title">{report.reason.label()}</p>
                    <p class="as-typed">{report.word}</p>
                    <p class="facts">{by} " · " <Moment at=report.made_at/></p>
                    {report.settled.map(|(at, answer)| view! {
                        <p class="facts"><Badge tone=Tone::Settled label="Réponse donnée"/> " " <Moment at/></p>
                        {(!answer.is_empty()).then(|| view! { <p class="as-typed">{answer}</p> })}
                    })}
                </li>
            }
        });
        view! { <Section title="Signalements"><ul class="rows">{rows.collect_view()}</ul></Section> }
    })
}
