//! The forms by which people come in.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::Response,
};
use domain::{
    Failure,
    mail::EmailAddress,
    members::{
        MemberName, Message, Presentation, Refusal,
        access::{self, Claim},
        first_visit::{self, Steps},
        invitations::{self, Organisation},
        letter_choices,
    },
    secret::Token,
    text::Line,
};

use super::{
    first_visit::FirstVisitForm, invitation::InvitationForm, letter_choices::LettersForm,
    request::RequestForm,
};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    parts::Errors,
    session::{self, SignedIn, origin_of},
};

/// What is said to whoever has not ticked the charter.
const CHARTER: &str = "Lisez la charte et acceptez-la\u{a0}: elle vaut pour tout le monde ici.";

/// Uses the invitation up: the account is made, this device is in it, the first visit begins.
pub(crate) async fn accept_invitation(
    State(site): State<Site>,
    Path(token): Path<String>,
    headers: HeaderMap,
    typed: Typed<InvitationForm>,
) -> Response {
    let Some(token) = Token::presented(&token) else { return see_other(typed.parts.uri.path()) };
    let name = match accepted(&typed.fields) {
        Ok(name) => name,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    let device = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let origin = origin_of(&typed.parts);
    match invitations::accept(&site.community, &token, &name, device, origin).await {
        Ok((session, _)) => {
            let mut response = see_other("/bienvenue");
            response.headers_mut().insert(header::SET_COOKIE, session::cookie(&site, &session));
            response
        }
        Err(Failure::Refused(Refusal::AddressTaken)) => {
            let words = "Cette adresse a déjà un compte ici\u{a0}: connectez-vous avec elle.";
            typed.refused(&site, Errors::on("", words)).await
        }
        // The page of the invitation itself says that it is spent.
        Err(Failure::Refused(_)) => see_other(typed.parts.uri.path()),
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

fn accepted(form: &InvitationForm) -> Result<MemberName, Errors> {
    let mut errors = Errors::none();
    let name = MemberName::parse(&form.nom);
    if let Err(refusal) = &name {
        errors = errors.and("nom", text_words("Le nom", refusal));
    }
    if form.charte.is_empty() {
        errors = errors.and("charte", CHARTER);
    }
    name.ok().filter(|_| errors.is_empty()).ok_or(errors)
}

/// Asks for an account.
pub(crate) async fn ask_access(State(site): State<Site>, typed: Typed<RequestForm>) -> Response {
    let claim = match claim(&typed.fields) {
        Ok(claim) => claim,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    match access::ask(&site.community, &claim).await {
        Ok(()) => see_other("/demande-acces?envoyee"),
        Err(fault) => typed.lost(&site, fault).await,
    }
}

fn claim(form: &RequestForm) -> Result<Claim, Errors> {
    let name = MemberName::parse(&form.nom).map_err(|refusal| text_words("Le nom", &refusal));
    let email = EmailAddress::parse(&form.courriel)
        .map_err(|_| "Cette adresse n’est pas complète. Elle ressemble à prenom.nom@antenne.fr.".to_owned());
    let structure = Organisation::parse(&form.structure)
        .map_err(|refusal| text_words("Le nom de la structure", &refusal));
    let role = access::ROLES.into_iter().find(|role| role.code() == form.role);
    let role = role.ok_or_else(|| "Dites ce que vous êtes.".to_owned());
    let reason = Message::parse(&form.raison).map_err(|refusal| text_words("Votre message", &refusal));
    let errors = [
        ("nom", name.as_ref().err()),
        ("courriel", email.as_ref().err()),
        ("structure", structure.as_ref().err()),
        ("role", role.as_ref().err()),
        ("raison", reason.as_ref().err()),
    ];
    let errors = Errors::of_fields(errors);
    match (name, email, structure, role, reason) {
        (Ok(name), Ok(email), Ok(structure), Ok(role), Ok(reason)) => {
            Ok(Claim { name, email, structure, role, reason })
        }
        _ => Err(errors),
    }
}

/// Ends the first visit; its tour comes next.
pub(crate) async fn end_first_visit(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<FirstVisitForm>,
) -> Response {
    let steps = match steps(&typed.fields) {
        Ok(steps) => steps,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    match first_visit::finish(&site.community, &signed_in.member, &steps).await {
        Ok(()) => see_other("/bienvenue?fait=oui"),
        Err(Failure::Refused(_)) => typed.refused(&site, Errors::on("charte", CHARTER)).await,
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

fn steps(form: &FirstVisitForm) -> Result<Steps, Errors> {
    let function = Some(&form.fonction).filter(|text| !text.trim().is_empty());
    let function = function.map(|text| Line::parse(text)).transpose();
    let function = function.map_err(|refusal| text_words("La fonction", &refusal));
    let presentation =
        Presentation::parse(&form.presentation).map_err(|refusal| text_words("La présentation", &refusal));
    let choices = form.courriels().ok_or_else(|| "Choisissez parmi ce qui est proposé.".to_owned());
    let errors = Errors::of_fields([
        ("fonction", function.as_ref().err()),
        ("presentation", presentation.as_ref().err()),
        ("reponses", choices.as_ref().err()),
    ]);
    match (function, presentation, choices) {
        (Ok(function), Ok(presentation), Ok(choices)) => {
            Ok(Steps { function, presentation, choices, charter: !form.charte.is_empty() })
        }
        _ => Err(errors),
    }
}

/// Changes which letters I want.
pub(crate) async fn change_letters(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<LettersForm>,
) -> Response {
    let Some(choices) = typed.fields.chosen() else { return typed.lost(&site, Lost::NotThere).await };
    match letter_choices::change(&site.community, &signed_in.member, choices).await {
        Ok(()) => see_other("/mon-compte?fait=courriels"),
        Err(fault) => typed.lost(&site, fault).await,
    }
}
