//! The organisers' answer to a proposal, under it.

use domain::{
    days::{
        programme,
        proposal::{Act, Proposal, ProposalId},
    },
    members::Message,
};
use leptos::prelude::*;

use super::{actions::ActForm, address};
use crate::{
    parts::{Choice, Errors, Field, Section, Select, Submit, TextArea, Weight},
    session,
};

/// What may be answered from where it stands: one form, whose buttons say which.
#[component]
pub(super) fn Answering(
    found: Proposal,
    others: Vec<(ProposalId, String)>,
    form: ActForm,
    errors: Errors,
) -> impl IntoView {
    let state = found.state;
    let may = move |act: Act| state.after(act).is_some();
    if !Act::ALL.into_iter().any(may) {
        return ().into_any();
    }
    let action = address(found.id, &found.title);
    let year = match form.annee.is_empty() {
        true => (programme::this_year(&session::community()) + 1).to_string(),
        false => form.annee,
    };
    let others: Vec<Choice> = std::iter::once(Choice::new("", "Choisir une proposition"))
        .chain(others.into_iter().map(|(id, title)| Choice::new(id.to_string(), title)))
        .collect();
    let merges = may(Act::Merge) && others.len() > 1;
    let buttons = [
        (Act::Retain, "Retenir et préparer la journée", Weight::Main),
        (Act::Keep, "Garder pour plus tard", Weight::Quiet),
        (Act::Reopen, "Rouvrir", Weight::Main),
        (Act::Decline, "Ne pas retenir", Weight::Danger),
    ];
    let buttons = buttons
        .into_iter()
        .filter(|(act, ..)| may(*act))
        .map(|(act, label, weight)| view! { <Submit label name="acte" value=act.code() weight/> " " });
    let buttons = buttons.collect_view();
    view! {
        <Section title="Répondre" id="repondre">
            <form method="post" action=action class="form" novalidate>
                <TextArea name="mot" label="Votre mot" value=form.mot rows=3 maxlength=Message::MOST as u32 hint="Qui l’a proposée et qui la soutient le reçoivent par courriel" error=errors.of("mot")/>
                {may(Act::Retain).then(|| view! { <Field name="annee" label="Programme de" kind="number" value=year hint="Pour la retenir\u{a0}: un brouillon de journée y est préparé, avec ce qu’elle dit" error=errors.of("annee")/> })}
                <div class="actions">{buttons}</div>
                {merges.then(|| view! {
                    <Select name="avec" label="Ou la réunir à" choices=others chosen=form.avec hint="Ses voix et ses commentaires suivent, son adresse y mène. Cela ne se défait pas." error=errors.of("avec")/>
                    <div class="actions"><Submit label="Réunir" name="acte" value=Act::Merge.code() weight=Weight::Quiet/></div>
                })}
            </form>
        </Section>
    }
    .into_any()
}
