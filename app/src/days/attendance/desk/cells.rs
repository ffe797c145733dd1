//! The lines of the sheet.

use domain::days::{
    attendance::{
        Mark, Marked, length,
        sheet::{Line, Who},
    },
    page::Session,
};
use leptos::prelude::*;

use super::{NEWCOMERS, Typed, how, said_of};
use crate::parts::{Choice, Field, Select};

/// What tells somebody's fields from another's.
pub(super) fn who_code(who: &Who) -> String {
    match who {
        Who::Member(member) => format!("m{member}"),
        Who::Guest(row) => format!("g{row}"),
        Who::Newcomer(..) => String::new(),
    }
}

/// The name of a field of somebody's, in a session.
pub(super) fn named(what: &str, who: &str, session: &Session) -> String {
    format!("{what}-{who}-{}", session.id)
}

/// Why they were not there: said once for all of the day.
pub(super) fn reason_of(line: &Line) -> String {
    let mut words = line.marks.iter().flatten().map(|marked| marked.word.clone());
    words.find(|word| !word.is_empty()).unwrap_or_default()
}

/// Somebody: a choice a session; how long and why not, folded.
#[component]
pub(super) fn OnSheet(line: Line, marks: Vec<(Session, Option<Marked>)>, typed: Typed) -> impl IntoView {
    let who = who_code(&line.who);
    let reason = format!("motif-{who}");
    let known = reason_of(&line);
    let error = typed.errors.of(&reason);
    let wrong = error.is_some()
        || marks.iter().any(|(session, _)| typed.errors.of(&named("duree", &who, session)).is_some());
    let shorter = marks.iter().any(|(session, marked)| {
        marked.as_ref().is_some_and(|it| it.mark == Mark::Present && it.minutes < length(session))
    });
    let folded = !(wrong || shorter || !known.is_empty());
    let choices = marks
        .iter()
        .cloned()
        .map(|(session, marked)| view! { <Cell session marked who=who.clone() typed=typed.clone()/> });
    let choices = choices.collect_view();
    let lengths = marks.into_iter().map(|(session, marked)| {
        let name = named("duree", &who, &session);
        let whole = length(&session);
        let kept = move || match marked {
            Some(marked) if marked.mark == Mark::Present && marked.minutes < whole => marked.minutes.to_string(),
            _ => String::new(),
        };
        let label = format!("Minutes suivies, {}", session.label);
        let hint = format!("Vide\u{a0}: toute la séance, {whole}");
        view! { <Field name=name.clone() label value=typed.value(&name, kept) kind="number" optional=true hint error=typed.errors.of(&name)/> }
    });
    let lengths = lengths.collect_view();
    let value = typed.value(&reason, move || known);
    let structure = Some(line.structure).filter(|structure| !structure.is_empty());
    view! {
        <li class="row">
            <fieldset class="sheet-line">
                <legend>{line.name} {structure.map(|structure| view! { <span class="facts">" " {structure}</span> })}</legend>
                <div class="sheet-cells">{choices}</div>
                <details class="more-fields" open=!folded>
                    <summary>"Durée suivie, motif d’absence"</summary>
                    <div class="sheet-cells">{lengths}</div>
                    <Field name=reason label="Motif" value optional=true maxlength=300_u32 hint="D’une absence\u{a0}: l’équipe d’animation seule le lit" error/>
                </details>
            </fieldset>
        </li>
    }
}

#[component]
fn Cell(session: Session, marked: Option<Marked>, who: String, typed: Typed) -> impl IntoView {
    let (name, before) = (named("presence", &who, &session), named("avant", &who, &session));
    let known = marked.as_ref().map(|marked| marked.mark.code().to_owned()).unwrap_or_default();
    let chosen = typed.value(&name, move || known);
    let was = typed.value(&before, || said_of(marked.as_ref()));
    let said = how(marked.as_ref(), &session);
    let choices = vec![
        Choice::new("", "Rien n’est noté"),
        Choice::new(Mark::Present.code(), "Présence"),
        Choice::new(Mark::Absent.code(), "Absence"),
        Choice::new(Mark::Excused.code(), "Absence excusée"),
    ];
    view! {
        <div>
            <input type="hidden" name=before value=was/>
            <Select name=name.clone() label=session.label choices chosen error=typed.errors.of(&name)/>
            {said.map(|words| view! { <p class="facts">{words}</p> })}
        </div>
    }
}

/// Those who came without being expected.
#[component]
pub(super) fn Newcomers(open: Vec<Session>, typed: Typed) -> impl IntoView {
    let lines = (1..=NEWCOMERS).map(|rank| {
        let (name, structure) = (format!("nom-{rank}"), format!("structure-{rank}"));
        let boxes = open.iter().map(|session| {
            let field = format!("venue-{rank}-{}", session.id);
            let checked = typed.again.as_ref().is_none_or(|fields| fields.has(&field, "oui"));
            view! {
                <label class="choice"><input type="checkbox" name=field value="oui" checked=checked/> <span>{session.label.clone()}</span></label>
            }
        });
        let boxes = boxes.collect_view();
        view! {
            <fieldset class="sheet-line">
                <legend>{format!("Personne {rank}")}</legend>
                <div class="sheet-cells">
                    <Field name=name.clone() label="Nom ou adresse électronique" value=typed.value(&name, String::new) optional=true maxlength=80_u32 error=typed.errors.of(&name)/>
                    <Field name=structure.clone() label="Structure" value=typed.value(&structure, String::new) optional=true maxlength=120_u32 error=typed.errors.of(&structure)/>
                </div>
                <div class="choices">{boxes}</div>
            </fieldset>
        }
    });
    let wrong = (1..=NEWCOMERS).any(|rank| {
        ["nom", "structure"].iter().any(|field| typed.errors.of(&format!("{field}-{rank}")).is_some())
    });
    let lines = lines.collect_view();
    view! {
        <details class="more-fields" open=wrong>
            <summary>"Ajouter des personnes venues sans inscription"</summary>
            <p class="hint">"Un membre de la communauté par son nom ou son adresse\u{202f}; quelqu’un d’autre par son nom et sa structure."</p>
            {lines}
        </details>
    }
}
