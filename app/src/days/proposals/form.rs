//! What is typed of a proposal, and what it means.

use domain::{
    days::{
        Public,
        proposal::{Draft, NotWished, SPEAKERS, Title, Wished, why},
    },
    text::TextRefusal,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    days::words::public_name,
    form::text_words,
    parts::{Choice, Choices, Errors, Field, TextArea},
};

/// A proposal, as it is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ProposalForm {
    pub(crate) titre: String,
    pub(crate) pourquoi: String,
    pub(crate) intervenants: String,
    pub(crate) public: String,
    pub(crate) edition: String,
    pub(crate) envoi: String,
}

impl ProposalForm {
    /// The form of what is there.
    pub(super) fn of(draft: &Draft, edition: i32) -> Self {
        Self {
            titre: draft.title.as_str().to_owned(),
            pourquoi: draft.why.as_str().to_owned(),
            intervenants: draft.speakers.as_str().to_owned(),
            public: draft.public.code().to_owned(),
            edition: edition.to_string(),
            envoi: String::new(),
        }
    }

    /// What it says.
    pub(super) fn draft(&self) -> Result<Draft, Errors> {
        let title = Title::parse(&self.titre).map_err(|refusal| match refusal {
            TextRefusal::Empty => "Donnez un titre au thème.".to_owned(),
            refusal => text_words("Le titre", &refusal),
        });
        let why = why(&self.pourquoi).map_err(|refusal| match refusal {
            TextRefusal::Empty => "Dites pourquoi ce thème mérite une journée.".to_owned(),
            refusal => text_words("Le texte", &refusal),
        });
        let speakers = Wished::parse(&self.intervenants).map_err(|refusal| match refusal {
            NotWished::TooMany => format!("{} lignes au plus.", SPEAKERS.0),
            NotWished::TooLong(rank) => {
                format!("La ligne {rank} est trop longue\u{a0}: {} caractères au plus.", SPEAKERS.1)
            }
        });
        let public = Public::from_code(&self.public).ok_or("Dites pour qui serait la journée.".to_owned());
        match (title, why, speakers, public) {
            (Ok(title), Ok(why), Ok(speakers), Ok(public)) => Ok(Draft { title, why, speakers, public }),
            (title, why, speakers, public) => Err(Errors::of_fields([
                ("titre", title.as_ref().err()),
                ("pourquoi", why.as_ref().err()),
                ("intervenants", speakers.as_ref().err()),
                ("public", public.as_ref().err()),
            ])),
        }
    }
}

/// The fields of a proposal.
#[component]
pub(super) fn ProposalFields(form: ProposalForm, errors: Errors) -> impl IntoView {
    let publics = Public::ALL.map(|public| Choice::new(public.code(), public_name(public))).to_vec();
    view! {
        <Field name="titre" label="Thème" value=form.titre maxlength=Title::MAX as u32 hint="Comme un titre de journée\u{a0}: « Accompagner à l’oral du jury »" error=errors.of("titre")/>
        <TextArea name="pourquoi" label="Pourquoi" value=form.pourquoi rows=6 hint="Ce qui manque, ce que chacune et chacun saurait faire ensuite. Mise en forme en Markdown." error=errors.of("pourquoi")/>
        <Choices name="public" legend="Pour qui" choices=publics chosen=form.public error=errors.of("public")/>
        <TextArea name="intervenants" label="Qui aimeriez-vous entendre ?" value=form.intervenants rows=3 optional=true hint="Une personne ou un organisme par ligne" error=errors.of("intervenants")/>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_comes_back_as_it_was_typed_and_each_error_is_beside_its_field() {
        let form = ProposalForm {
            titre: "Le jury vu de l’intérieur".to_owned(),
            pourquoi: "Trois antennes le demandent.".to_owned(),
            intervenants: "Une présidente de jury".to_owned(),
            public: "conseil".to_owned(),
            ..ProposalForm::default()
        };
        let draft = form.draft().expect("it is one");
        let again = ProposalForm::of(&draft, 3);
        assert_eq!((again.titre, again.public, again.edition), (form.titre, form.public, "3".to_owned()));
        let nothing = ProposalForm { intervenants: "x\n".repeat(9), ..ProposalForm::default() };
        let errors = nothing.draft().expect_err("nothing is right");
        for field in ["titre", "pourquoi", "public", "intervenants"] {
            assert!(errors.of(field).is_some(), "{field}");
        }
    }
}
