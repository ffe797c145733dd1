//! Where one asks a question.

use domain::{
    days::question::{Asked, MOST},
    forum::Submission,
    members::Message,
};
use leptos::prelude::*;

use super::Collected;
use crate::parts::{Field, Submit, TextArea, Weight};

/// The form, folded on the day's page unless it came back to be mended.
#[component]
pub(super) fn Asking(collected: Collected) -> impl IntoView {
    let (own, in_day) = (collected.own(), collected.in_day);
    let Collected { form, errors, .. } = collected;
    let again = !errors.is_empty() && form.acte == "poser";
    let submission = match again {
        true => Submission::presented(&form.envoi),
        false => Submission::new(),
    };
    let (question, precision) = if again { (form.question, form.precision) } else { Default::default() };
    view! {
        <details class="more-fields" open=again || !in_day>
            <summary>"Poser une question"</summary>
            <form method="post" action=own class="form" novalidate>
                <input type="hidden" name="envoi" value=submission.as_str().to_owned()/>
                {in_day.then(|| view! { <input type="hidden" name="journee" value="oui"/> })}
                <Field
                    name="question"
                    label="Votre question"
                    value=question
                    maxlength=Asked::MAX as u32
                    hint=format!("En une phrase. {MOST}\u{a0}au plus par personne, jusqu’à ce que la journée commence.")
                    error=errors.of("question")
                />
                <TextArea
                    name="precision"
                    label="Précisions"
                    value=precision
                    rows=3
                    optional=true
                    maxlength=Message::MOST as u32
                    hint="La situation qui la fait poser. Jamais le nom d’une candidate ou d’un candidat."
                    error=errors.of("precision")
                />
                <div class="actions"><Submit label="Poser la question" weight=Weight::Quiet name="acte" value="poser"/></div>
            </form>
        </details>
    }
}
