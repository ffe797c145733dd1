//! What came out of a survey: for each question a table whose last column is a bar; the remarks as they were typed.

use domain::days::survey::{FEWEST, Nature, Results, Survey, Tally, tally::percent};
use leptos::prelude::*;

use super::sheet::rank_labels;
use crate::{
    days::words::set,
    parts::{counted, number},
    session,
};

/// « 14 réponses sur 20 demandées (70 %) »
pub(super) fn turnout(survey: &Survey) -> String {
    let asked = counted(survey.asked.into(), "demandée", "demandées");
    let answered = counted(survey.answered.into(), "réponse", "réponses");
    match survey.asked {
        0 => "Personne n’est encore interrogé.".to_owned(),
        _ => format!("{answered} sur {asked} ({}\u{a0}%)", percent(survey.answered, survey.asked)),
    }
}

/// « 4,2 »
pub(super) fn mark(average: f64) -> String {
    format!("{average:.1}").replace('.', ",")
}

/// The results, as far as they may be shown.
#[component]
pub(super) fn ResultsOf(results: Results) -> impl IntoView {
    let open = results.survey.is_open(session::community().now());
    match results.tallies {
        None if open && results.sheets >= FEWEST => view! {
            <p>"Les résultats se lisent une fois le questionnaire clos\u{a0}: d’ici là, une réponse de plus se reconnaîtrait."</p>
        }
        .into_any(),
        None => view! {
            <p>{format!("Les résultats se lisent à partir de {FEWEST} réponses\u{a0}: avec moins, on reconnaîtrait quelqu’un.")}</p>
        }
        .into_any(),
        Some(tallies) => {
            let each = tallies.into_iter().map(|tally| view! { <One tally/> });
            view! { <div class="tallies">{each.collect_view()}</div> }.into_any()
        }
    }
}

#[component]
fn One(tally: Tally) -> impl IntoView {
    let words = set(tally.question.wording.words.as_str());
    let answered = counted(tally.answered.into(), "réponse", "réponses");
    let average = tally.average().map(|average| format!(" · moyenne {} sur 5", mark(average)));
    let measures = tally.question.wording.measures.then_some(" · compte pour la satisfaction");
    let inside = match tally.question.wording.nature {
        Nature::Text => view! { <Remarks remarks=tally.remarks.clone()/> }.into_any(),
        _ => view! { <Table tally=tally.clone() caption=words.clone()/> }.into_any(),
    };
    view! {
        <section class="tally">
            <h3>{words}</h3>
            <p class="facts">{answered} {average} {measures}</p>
            {inside}
        </section>
    }
}

#[component]
fn Table(tally: Tally, caption: String) -> impl IntoView {
    let several = (tally.question.wording.nature == Nature::Several).then_some(", plusieurs choix possibles");
    let rows = (1..).zip(rank_labels(&tally.question)).map(|(rank, label): (usize, String)| {
        let (count, part) = (tally.counts.get(rank - 1).copied().unwrap_or_default(), tally.percent(rank));
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td>{number(count.into())}</td>
                <td>{format!("{part}\u{a0}%")}</td>
                <td class="bar-cell"><meter class="bar" min="0" max="100" value=part aria-hidden="true"></meter></td>
            </tr>
        }
    });
    view! {
        <table class="tally-table">
            <caption class="visually-hidden">{caption} {several}</caption>
            <thead>
                <tr>
                    <th scope="col">"Réponse"</th>
                    <th scope="col">"Nombre"</th>
                    <th scope="col">"Part"</th>
                    <td></td>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Remarks(remarks: Vec<String>) -> impl IntoView {
    if remarks.is_empty() {
        return view! { <p class="facts">"Rien n’a été écrit."</p> }.into_any();
    }
    let remarks = remarks.into_iter().map(|said| view! { <li class="as-typed">{said}</li> });
    view! { <ul class="remarks">{remarks.collect_view()}</ul> }.into_any()
}
