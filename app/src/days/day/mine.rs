//! One's own registration: where it stands, and what may be done with it from there.

use domain::{
    Role,
    days::{
        Registration, State, TrainingDay,
        programme::Listed,
        registration::{State as Standing, Word},
    },
};
use leptos::prelude::*;

use super::Seen;
use crate::{
    days::{
        actions::{Act, ActForm, words},
        address,
        words::{hours, set},
    },
    parts::{Errors, Field, Submit, Weight},
};

/// What is said of it, and the forms.
#[component]
pub(super) fn Mine(seen: Seen) -> impl IntoView {
    let live = seen.standing().is_some_and(Standing::is_live);
    let begun = seen.has_begun();
    match (seen.day.state, seen.standing()) {
        (State::Draft, _) => said("Les inscriptions ouvriront quand elle sera publiée."),
        (State::Cancelled, _) if live => said("Vous étiez dans la liste\u{a0}: vous n’avez rien à faire."),
        (State::Cancelled, _) => ().into_any(),
        (State::Postponed, _) if live => view! { {said(KEPT)} <Withdraw seen/> }.into_any(),
        (State::Postponed, _) => said("On s’inscrira quand la nouvelle date sera connue."),
        (State::Published | State::Held, Some(Standing::Seated)) if begun => said("Vous aviez une place."),
        (State::Published, _) if begun && !seen.day.is_over(seen.now) => {
            said("La journée a commencé\u{a0}: les inscriptions ne changent plus.")
        }
        (State::Held, _) => said("Cette journée a été tenue."),
        (State::Published, _) if begun => said("Cette journée est terminée."),
        (State::Published, Some(Standing::Seated)) => view! { <Seated seen/> }.into_any(),
        (State::Published, Some(Standing::Waiting | Standing::OverQuota)) => {
            view! { <Waiting seen/> }.into_any()
        }
        (State::Published, Some(Standing::Invited)) => view! { <Invited seen/> }.into_any(),
        (State::Published, Some(Standing::Withdrawn) | None) => view! { <NotYet seen/> }.into_any(),
    }
}

const KEPT: &str =
    "Votre inscription est gardée. Il vous sera demandé de la confirmer quand la nouvelle date sera connue.";

fn said(words: &'static str) -> AnyView {
    view! { <p>{words}</p> }.into_any()
}

/// Whoever may register does; the others read why not. Organisers register people from their desk.
#[component]
fn NotYet(seen: Seen) -> impl IntoView {
    match seen.day.admits(&seen.member, seen.now) {
        Ok(()) => {
            let label =
                if is_free(&seen.day) { "M’inscrire" } else { "Me mettre sur la liste d’attente" };
            view! {
                <Quota day=seen.day.clone()/>
                <Conflicts conflicts=seen.conflicts.clone()/>
                <Register seen label/>
                <p class="facts">
                    "Désistement possible à tout moment. Si la journée est complète, la liste d’attente avance d’elle-même."
                </p>
            }
            .into_any()
        }
        Err(_) if seen.member.roles().contains(Role::Organiser) => ().into_any(),
        Err(refusal) => view! { <p>{words(&seen.day, refusal)}</p> }.into_any(),
    }
}

/// Whether whoever registers now has a seat at once.
fn is_free(day: &TrainingDay) -> bool {
    day.seats_left() > 0 && day.left_for_antenne() != Some(0)
}

/// Why one waits although seats are left.
#[component]
fn Quota(day: TrainingDay) -> impl IntoView {
    let held_back = day.seats_left() > 0 && day.left_for_antenne() == Some(0);
    day.room.antenne_quota.filter(|_| held_back).map(|quota| {
        let taken = if quota > 1 { format!("ses {quota}\u{a0}places") } else { "sa place".to_owned() };
        view! {
            <p>{format!("Votre antenne a déjà {taken}\u{a0}: chaque antenne en a {quota} au plus, pour qu’aucune ne ferme ce jour-là.")}</p>
        }
    })
}

/// What else the person does at that time: said, and left to them.
#[component]
fn Conflicts(conflicts: Vec<Listed>) -> impl IntoView {
    (!conflicts.is_empty()).then(|| {
        let last = conflicts.len() - 1;
        let days = conflicts.into_iter().enumerate().map(|(rank, day)| {
            let href = address(day.id, &day.title);
            let when = day.starts_at.zip(day.ends_at).map(|(start, end)| format!(" ({})", hours(start, end)));
            let after = if rank == last { "." } else { ", " };
            view! { <a href=href>{set(&day.title)}</a> {when} {after} }
        });
        view! { <p class="day-conflict">"Au même moment, vous comptez aussi venir à\u{a0}: " {days.collect_view()}</p> }
    })
}

/// The form, with what one needs folded.
#[component]
fn Register(seen: Seen, label: &'static str) -> impl IntoView {
    let open = seen.open(Act::Register);
    view! {
        <form method="post" action=seen.own class="form" novalidate>
            <details class="more-fields" open=open>
                <summary>"Préciser un besoin, une remarque"</summary>
                <Wishes form=seen.form errors=seen.errors/>
            </details>
            <Submit label name="acte" value=Act::Register.code()/>
        </form>
    }
}

#[component]
fn Wishes(form: ActForm, errors: Errors) -> impl IntoView {
    let most = Word::MAX as u32;
    view! {
        <Field
            name="besoins"
            label="Ce dont vous avez besoin pour venir"
            value=form.besoins
            optional=true
            maxlength=most
            hint="Accès, matériel, repas\u{a0}: l’équipe d’animation seule le lit"
            error=errors.of("besoins")
        />
        <Field name="remarque" label="Une remarque" value=form.remarque optional=true maxlength=most error=errors.of("remarque")/>
    }
}

#[component]
fn Seated(seen: Seen) -> impl IntoView {
    let asked_again = seen.day.mine.as_ref().is_some_and(|mine| mine.asked_again);
    view! {
        <p class="day-mine settled"><strong>"Votre place est confirmée."</strong></p>
        {asked_again.then(|| view! { <Reconfirm own=seen.own.clone()/> })}
        <ChangeWishes seen=seen.clone()/>
        <Withdraw seen/>
    }
}

/// After the date has moved.
#[component]
fn Reconfirm(own: String) -> impl IntoView {
    view! {
        <form method="post" action=own class="form">
            <p>"La date a changé depuis votre inscription. Viendrez-vous à la nouvelle date\u{202f}?"</p>
            <Submit label="Je viendrai" name="acte" value=Act::Reconfirm.code()/>
        </form>
    }
}

#[component]
fn Waiting(seen: Seen) -> impl IntoView {
    let mine = seen.day.mine.clone();
    let asked_again = mine.as_ref().is_some_and(|mine| mine.asked_again);
    let rank = mine.and_then(|mine| mine.position).map(|position| match position {
        1 => "en tête de la liste d’attente.".into_any(),
        position => view! { {position} <sup>"e"</sup> " sur la liste d’attente." }.into_any(),
    });
    view! {
        {match rank {
            Some(rank) => view! { <p class="day-mine news"><strong>"Vous êtes " {rank}</strong></p> }.into_any(),
            None => view! {
                <p class="day-mine news"><strong>"Vous êtes sur la liste d’attente de votre antenne."</strong></p>
                <Quota day=seen.day.clone()/>
            }
            .into_any(),
        }}
        <p class="facts">"La liste avance d’elle-même\u{a0}: un courriel vous prévient dès qu’une place est à vous."</p>
        {asked_again.then(|| view! { <Reconfirm own=seen.own.clone()/> })}
        <Conflicts conflicts=seen.conflicts.clone()/>
        <ChangeWishes seen=seen.clone()/>
        <Withdraw seen/>
    }
}

#[component]
fn Invited(seen: Seen) -> impl IntoView {
    let free = is_free(&seen.day);
    let own = seen.own.clone();
    view! {
        <p class="day-mine hand"><strong>"L’équipe d’animation vous invite à cette journée."</strong></p>
        {(!free).then(|| view! { <p>"Elle est complète pour l’instant\u{a0}: en acceptant, vous prenez place sur la liste d’attente."</p> })}
        <Conflicts conflicts=seen.conflicts.clone()/>
        <Register seen label="Accepter l’invitation"/>
        <form method="post" action=own class="form">
            <Submit label="Décliner" weight=Weight::Quiet name="acte" value=Act::Decline.code()/>
        </form>
    }
}

/// What one needs, as it was said, to be said again.
#[component]
fn ChangeWishes(seen: Seen) -> impl IntoView {
    let open = seen.open(Act::ChangeWishes);
    let kept =
        |mine: Registration| ActForm { besoins: mine.needs, remarque: mine.remark, ..ActForm::default() };
    let form = match open {
        true => seen.form,
        false => seen.day.mine.map(kept).unwrap_or_default(),
    };
    view! {
        <details class="more-fields" open=open>
            <summary>"Mes besoins, ma remarque"</summary>
            <form method="post" action=seen.own class="form" novalidate>
                <Wishes form errors=seen.errors/>
                <Submit label="Enregistrer" weight=Weight::Quiet name="acte" value=Act::ChangeWishes.code()/>
            </form>
        </details>
    }
}

/// Withdrawing takes a second press, with a word or without.
#[component]
fn Withdraw(seen: Seen) -> impl IntoView {
    let open = seen.open(Act::Withdraw);
    view! {
        <details class="more-fields" open=open>
            <summary>"Me désister"</summary>
            <form method="post" action=seen.own class="form" novalidate>
                <Field
                    name="mot"
                    label="Un mot pour l’équipe"
                    value=seen.form.mot
                    optional=true
                    maxlength=Word::MAX as u32
                    error=seen.errors.of("mot")
                />
                <Submit label="Confirmer mon désistement" weight=Weight::Danger name="acte" value=Act::Withdraw.code()/>
            </form>
        </details>
    }
}

impl Seen {
    /// Whether that form came back to be mended.
    fn open(&self, act: Act) -> bool {
        !self.errors.is_empty() && self.form.acte == act.code()
    }
}
