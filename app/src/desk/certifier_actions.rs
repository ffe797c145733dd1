//! The forms of one certifier's page at the desk.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure, Id,
    library::{
        Certifier,
        certifier::{
            self, Kind, Refusal,
            desk::{self as deciding, CertifierName},
        },
    },
    mail::EmailAddress,
    members::{Member, Organiser},
};

use super::{certifier::CertifierDeskForm, certifiers::PATH};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    parts::Errors,
    session::AtDesk,
};

/// One of them.
pub(crate) async fn decide(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(certifier): Path<String>,
    typed: Typed<CertifierDeskForm>,
) -> Response {
    let Ok(id) = certifier.parse::<Id<Certifier>>() else {
        return typed.lost(&site, Lost::NotThere).await;
    };
    match decided(&site, &organiser, id, &typed.fields).await {
        Ok(done) => see_other(&format!("{PATH}/{id}?fait={done}")),
        Err(Refused::Said(errors)) => typed.refused(&site, errors).await,
        Err(Refused::Lost(lost)) => typed.lost(&site, lost).await,
    }
}

/// Why nothing was decided.
enum Refused {
    Said(Errors),
    Lost(Lost),
}

async fn decided(
    site: &Site,
    organiser: &Organiser,
    id: Id<Certifier>,
    form: &CertifierDeskForm,
) -> Result<String, Refused> {
    let community = &site.community;
    let done = match form.value("geste") {
        "corriger" => {
            let name = CertifierName::parse(form.value("nom"));
            let name = name.map_err(|refusal| said("nom", &text_words("Le nom", &refusal)))?;
            let kind = Kind::from_code(form.value("sorte"));
            let kind = kind.ok_or_else(|| said("sorte", "Choisissez parmi les sortes proposées."))?;
            let version = form.value("version").parse().unwrap_or(0);
            deciding::correct(community, organiser, id, version, &name, kind).await.map(|()| "nom".to_owned())
        }
        "parole" => {
            let email = EmailAddress::parse(form.value("courriel"));
            let email = email.map_err(|_| {
                said("courriel", "Cette adresse n’est pas complète. Elle ressemble à prenom.nom@exemple.fr.")
            })?;
            deciding::give_voice(community, organiser, id, &email).await.map(|_| "parole".to_owned())
        }
        "silence" => {
            let member: Id<Member> =
                form.value("membre").parse().map_err(|_| Refused::Lost(Lost::NotThere))?;
            deciding::take_voice(community, organiser, id, member).await.map(|()| "silence".to_owned())
        }
        "reunir" => {
            let other = other(site, organiser, form.value("autre")).await?;
            deciding::merge(community, organiser, id, other).await.map(|_| "reunis".to_owned())
        }
        "detacher" => match deciding::detach(community, organiser, id, form.value("orthographe")).await {
            Ok(apart) => Ok(format!("detache&fiche={}", apart.id)),
            // Pressed twice, or by two organisers.
            Err(Failure::Refused(Refusal::NotThere)) => Ok("trop-tard".to_owned()),
            Err(failure) => Err(failure),
        },
        _ => return Err(Refused::Lost(Lost::NotThere)),
    };
    done.map_err(|failure| match failure {
        Failure::Refused(refusal) => refused(refusal),
        Failure::Fault(fault) => Refused::Lost(fault.into()),
    })
}

/// The certifier whose page has that address, or whose address ends like that.
async fn other(site: &Site, organiser: &Organiser, typed: &str) -> Result<Id<Certifier>, Refused> {
    let slug = typed.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let visitor = organiser.member().clone().into();
    match certifier::at(&site.community, &visitor, slug).await {
        Ok(other) => Ok(other.id),
        Err(Failure::Refused(_)) => Err(said("autre", "Aucune fiche n’a cette adresse.")),
        Err(Failure::Fault(fault)) => Err(Refused::Lost(fault.into())),
    }
}

fn said(field: &str, words: &str) -> Refused {
    Refused::Said(Errors::on(field, words))
}

/// What the domain refuses, beside the field it is about.
fn refused(refusal: Refusal) -> Refused {
    match refusal {
        Refusal::Same => said("autre", "C’est la même fiche."),
        Refusal::OwnName => said(
            "",
            "Cette fiche garde le nom qu’elle porte, et au moins une orthographe. Corrigez d’abord son nom.",
        ),
        Refusal::NoSuchMember => said("courriel", "Personne n’a de compte avec cette adresse."),
        Refusal::NotACertifier => said(
            "courriel",
            "Cette personne n’a pas le rôle «\u{a0}Contact d’un certificateur\u{a0}»\u{a0}: donnez-le-lui d’abord.",
        ),
        Refusal::ChangedMeanwhile => {
            said("nom", "La fiche a changé depuis que vous l’avez ouverte. Rouvrez-la, puis recommencez.")
        }
        Refusal::NotThere | Refusal::NotTheirs => Refused::Lost(Lost::NotThere),
    }
}
