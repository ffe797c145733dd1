//! Who comes to a day, and the organiser's hand in it.

use domain::days::{
    DayId,
    registration::{State, Word, desk::Listed},
};
use leptos::prelude::*;

use super::{PATH, asked::DeskForm};
use crate::{
    members,
    parts::{Badge, Errors, Field, Moment, Said, Section, Submit, Tone, Weight},
};

/// The list, by where each stands.
#[component]
pub(super) fn People(listed: Vec<Listed>, day: DayId, begun: bool) -> impl IntoView {
    if listed.is_empty() {
        return view! {
            <Section title="Inscriptions" id="inscriptions"><p class="facts">"Aucune inscription pour le moment."</p></Section>
        }
        .into_any();
    }
    let of = |states: &[State]| {
        listed.iter().filter(|one| states.contains(&one.state)).cloned().collect::<Vec<_>>()
    };
    let parts = [
        ("Inscriptions confirmées", of(&[State::Seated])),
        ("Liste d’attente", of(&[State::Waiting, State::OverQuota])),
        ("Invitations sans réponse", of(&[State::Invited])),
        ("Désistements", of(&[State::Withdrawn])),
    ];
    let parts = parts.into_iter().filter(|(_, people)| !people.is_empty()).enumerate().map(move |(rank, (title, people))| {
        let heading = format!("{title}\u{a0}: {}", people.len());
        let rows = people.into_iter().enumerate().map(move |(rank, one)| view! { <Person one day begun rank/> });
        view! { <Section title=heading id=if rank == 0 { "inscriptions".to_owned() } else { format!("inscriptions-{}", rank + 1) }><ul class="rows">{rows.collect_view()}</ul></Section> }
    });
    parts.collect_view().into_any()
}

#[component]
fn Person(one: Listed, day: DayId, begun: bool, rank: usize) -> impl IntoView {
    let (id, name) = one.member.clone();
    let waits = matches!(one.state, State::Waiting | State::OverQuota);
    let badge = match one.state {
        State::OverQuota => Some(("Quota de l’antenne atteint", Tone::News)),
        _ if one.unanswered => Some(("N’a pas reconfirmé", Tone::News)),
        _ => None,
    };
    let said = |label: &'static str, text: String| {
        (!text.is_empty()).then(|| view! { <p class="as-typed">{label} "\u{a0}: " {text}</p> })
    };
    let acts = !begun && one.state != State::Withdrawn;
    let field = move |name: &str| format!("{name}-{id}");
    view! {
        <li class="row">
            <p class="row-title">
                {waits.then(|| format!("{}. ", rank + 1))}
                <a href=members::address(id.number(), &name)>{name.clone()}</a>
            </p>
            <p class="facts">{badge.map(|(label, tone)| view! { <Badge label tone/> " " })} {one.structure} " · " <Moment at=one.registered_at said=Said::Short/></p>
            {said("Besoins", one.needs)}
            {said("Remarque", one.remark)}
            {said("Mot", one.word)}
            {acts.then(|| view! {
                <details>
                    <summary>{format!("Changer l’inscription de {name}")}</summary>
                    <form method="post" action=format!("{PATH}/{day}") class="form" novalidate>
                        <input type="hidden" name="personne" value=id.to_string()/>
                        <Field name="mot" id=field("mot") label="La raison" hint="La personne la lit" maxlength=Word::MAX as u32/>
                        {waits.then(|| view! { <Field name="rang" id=field("rang") label="Rang" kind="number" value=(rank + 1).to_string()/> })}
                        <div class="actions">
                            {waits.then(|| view! { <Submit label="Changer le rang" name="acte" value="rang" weight=Weight::Quiet about=format!("de {name}")/> " " })}
                            <Submit label="Retirer l’inscription" name="acte" value="retirer" weight=Weight::Danger about=format!("de {name}")/>
                        </div>
                    </form>
                </details>
            })}
        </li>
    }
}

/// Registering or inviting somebody.
#[component]
pub(super) fn Enrolling(day: DayId, form: DeskForm, errors: Errors) -> impl IntoView {
    view! {
        <Section title="Ajouter une personne" id="ajouter">
            <form method="post" action=format!("{PATH}/{day}") class="form" novalidate>
                <Field name="personne" label="Nom ou adresse électronique" value=form.personne hint="D’un membre de la communauté, quel que soit son rôle" error=errors.of("personne")/>
                <div class="actions">
                    <Submit label="Inscrire" name="acte" value="inscrire"/> " "
                    <Submit label="Inviter" name="acte" value="inviter" weight=Weight::Quiet/>
                </div>
            </form>
        </Section>
    }
}
