//! The forms of the library.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure,
    library::certifier::{
        Contact, Refusal,
        edition::{self, Draft, Website, Wrong},
    },
    text::{Markdown, TextRefusal},
};

use super::{
    certifier_address,
    certifier_form::{CertifierForm, speaker},
};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    parts::Errors,
};

/// Writes what a certifier says of itself.
pub(crate) async fn change_certifier(
    State(site): State<Site>,
    Path(slug): Path<String>,
    typed: Typed<CertifierForm>,
) -> Response {
    let speaker = match speaker(&site, &typed.parts, &slug).await {
        Ok(speaker) => speaker,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    let (version, draft) = match read(&typed.fields) {
        Ok(read) => read,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    match edition::change(&site.community, &speaker, version, &draft).await {
        Ok(()) => see_other(&format!("{}?fait=fiche", certifier_address(&slug))),
        Err(Failure::Refused(Refusal::ChangedMeanwhile)) => {
            let words = "La fiche a changé depuis que vous l’avez ouverte. Votre texte est encore ici\u{a0}: copiez-le, rouvrez la fiche, et reprenez ce qui manque.";
            typed.refused(&site, Errors::on("", words)).await
        }
        Err(Failure::Refused(_)) => typed.lost(&site, Lost::NotThere).await,
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

/// Reads the form, or says everything that is to be mended in it.
fn read(form: &CertifierForm) -> Result<(i32, Draft), Errors> {
    let mut errors = Errors::none();
    let mut draft = Draft::default();
    match Website::parse(form.value("site")) {
        Ok(website) => draft.website = website,
        Err(_) => {
            errors =
                errors.and("site", "Cette adresse ne mène à aucun site. Elle ressemble à www.exemple.fr.")
        }
    }
    for (name, what, into) in
        [("demarches", "Ce texte", &mut draft.procedures), ("jurys", "Ce texte", &mut draft.juries)]
    {
        match Markdown::parse(form.value(name)) {
            Ok(text) => *into = Some(text),
            Err(TextRefusal::Empty) => {}
            Err(refusal) => errors = errors.and(name, text_words(what, &refusal)),
        }
    }
    for rank in 1..=form.contacts() {
        match Contact::parse(&form.contact(rank)) {
            Ok(contact) => draft.contacts.extend(contact),
            Err(wrong) => {
                let (field, words) = wrong_words(wrong);
                errors = errors.and(&format!("{field}{rank}"), words);
            }
        }
    }
    let version = form.value("version").parse();
    match (errors.is_empty(), version) {
        (true, Ok(version)) => Ok((version, draft)),
        (true, Err(_)) => Err(Errors::on("", "Rouvrez la fiche\u{a0}: ce formulaire est incomplet.")),
        (false, _) => Err(errors),
    }
}

/// The field that is wrong, and what to do.
fn wrong_words(wrong: Wrong) -> (&'static str, String) {
    match wrong {
        Wrong::Name(refusal) => ("nom", text_words("Le nom", &refusal)),
        Wrong::Departement => {
            ("departement", "Un département a deux ou trois signes\u{a0}: 75, 2A, 974.".to_owned())
        }
        Wrong::Email => (
            "courriel",
            "Cette adresse n’est pas complète. Elle ressemble à prenom.nom@exemple.fr.".to_owned(),
        ),
        Wrong::Telephone => (
            "telephone",
            "Ce numéro ne peut pas être composé. Il ressemble à 01\u{a0}23\u{a0}45\u{a0}67\u{a0}89."
                .to_owned(),
        ),
        Wrong::Words(refusal) => ("note", text_words("Ce texte", &refusal)),
    }
}
