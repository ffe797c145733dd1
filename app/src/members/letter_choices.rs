//! Which letters I want: three questions, at the first visit and in my account.

use domain::members::{
    LetterChoices,
    letter_choices::{Answers, Digest},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::parts::{Check, Choice, Choices, Section, Submit};

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LettersForm {
    pub(crate) reponses: String,
    pub(crate) nouveautes: String,
    pub(crate) journees: String,
}

impl LettersForm {
    /// The three choices, where the form holds nothing else.
    pub(crate) fn chosen(&self) -> Option<LetterChoices> {
        Some(LetterChoices {
            answers: Answers::from_code(&self.reponses)?,
            digest: Digest::from_code(&self.nouveautes)?,
            days: !self.journees.is_empty(),
        })
    }
}

/// The section of my account.
#[component]
pub(crate) fn MyLetters(choices: LetterChoices) -> impl IntoView {
    view! {
        <Section title="Mes courriels" id="courriels">
            <form method="post" action="/mon-compte/courriels" class="form">
                <LetterQuestions choices/>
                <div class="actions">
                    <Submit label="Enregistrer" about="mes courriels"/>
                </div>
            </form>
        </Section>
    }
}

/// The three questions.
#[component]
pub(crate) fn LetterQuestions(
    choices: LetterChoices,
    #[prop(optional_no_strip)] error: Option<String>,
) -> impl IntoView {
    let answers = Answers::ALL.map(|answers| {
        let label = match answers {
            Answers::AtOnce => "Aussitôt",
            Answers::Daily => "Une fois par jour, toutes ensemble",
            Answers::Never => "Jamais par courriel",
        };
        Choice::new(answers.code(), label)
    });
    let digests = Digest::ALL.map(|digest| {
        let label = match digest {
            Digest::Daily => "Chaque jour de travail",
            Digest::Weekly => "Une fois par semaine",
            Digest::Never => "Jamais par courriel",
        };
        Choice::new(digest.code(), label)
    });
    view! {
        <Choices
            name="reponses"
            legend="Quand on répond à ce que vous avez écrit"
            choices=answers.into()
            chosen=choices.answers.code()
            error
        />
        <Choices
            name="nouveautes"
            legend="Ce qui est nouveau, en résumé"
            choices=digests.into()
            chosen=choices.digest.code()
        />
        <Check name="journees" label="Recevoir les annonces des journées de professionnalisation" checked=choices.days/>
    }
}
