//! The forms by which one changes how one signs in.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure,
    mail::EmailAddress,
    members::{
        Password, Refusal, address, passkeys,
        password::{self, Weakness},
        proof,
    },
    secret::Token,
};
use serde::Deserialize;

use super::{AddressForm, PasswordForm, proof::refused};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other},
    members::actions::INCOMPLETE,
    parts::{Errors, counted},
    session::{SignedIn, origin_of},
};

/// Sets, changes or removes my password.
pub(crate) async fn change_password(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<PasswordForm>,
) -> Response {
    let (form, origin, SignedIn { session, member }) = (&typed.fields, origin_of(&typed.parts), signed_in);
    let chosen = match form.geste.as_str() {
        "retirer" => None,
        _ => match Password::chosen(form.mot_de_passe_nouveau.reveal(), &member) {
            Ok(password) => Some(password),
            Err(weakness) => {
                return typed.refused(&site, Errors::on("mot_de_passe_nouveau", words(weakness))).await;
            }
        },
    };
    let present = Password::presented(form.mot_de_passe_present.reveal());
    let proven = match proof::prove(&site.community, &member, &session, &present, origin).await {
        Ok(proven) => proven,
        Err(failure) => return refused(&site, typed, failure).await,
    };
    let (changed, done) = match chosen {
        Some(password) => (password::set(&site.community, &proven, &password).await, "mot-de-passe"),
        None => (password::remove(&site.community, &proven).await, "sans-mot-de-passe"),
    };
    match changed {
        Ok(()) => see_other(&format!("/mon-compte/securite?fait={done}")),
        Err(fault) => typed.lost(&site, fault).await,
    }
}

/// Asks for another address. Whether somebody has it already is not said here.
pub(crate) async fn ask_address(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<AddressForm>,
) -> Response {
    let (form, origin, SignedIn { session, member }) = (&typed.fields, origin_of(&typed.parts), signed_in);
    let Ok(new) = EmailAddress::parse(&form.courriel) else {
        return typed.refused(&site, Errors::on("courriel", INCOMPLETE)).await;
    };
    let present = Password::presented(form.mot_de_passe_present.reveal());
    let proven = match proof::prove(&site.community, &member, &session, &present, origin).await {
        Ok(proven) => proven,
        Err(failure) => return refused(&site, typed, failure).await,
    };
    match address::ask(&site.community, &proven, &new).await {
        Ok(()) => see_other("/mon-compte/adresse?fait"),
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
        Err(Failure::Refused(Refusal::Wait { seconds })) => {
            let words = "Vous avez beaucoup demandé aujourd’hui. Réessayez demain, ou écrivez-nous.";
            typed.slowed(&site, Errors::on("", words), seconds).await
        }
        Err(Failure::Refused(_)) => {
            typed.refused(&site, Errors::on("courriel", "C’est déjà votre adresse.")).await
        }
    }
}

/// What the page of an address's link carries: « confirmer » or « refuser ».
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ConfirmForm {
    geste: String,
}

/// Confirms a change of address, or stops it. The page itself says what came of it.
pub(crate) async fn confirm_address(
    State(site): State<Site>,
    Path(token): Path<String>,
    typed: Typed<ConfirmForm>,
) -> Response {
    let (page, origin) = (typed.parts.uri.path().to_owned(), origin_of(&typed.parts));
    let Some(token) = Token::presented(&token) else { return see_other(&page) };
    let (done, next) = match typed.fields.geste.as_str() {
        "refuser" => (address::refuse(&site.community, &token, origin).await, format!("{page}?refus")),
        _ => (address::confirm(&site.community, &token, origin).await, page.clone()),
    };
    match done {
        Ok(()) => see_other(&next),
        Err(Failure::Refused(_)) => see_other(&page),
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

/// Which passkey to remove.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PasskeysForm {
    cle: String,
}

/// Removes one of my passkeys.
pub(crate) async fn remove_passkey(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<PasskeysForm>,
) -> Response {
    let Ok(key) = typed.fields.cle.parse() else { return typed.lost(&site, Lost::NotThere).await };
    let origin = origin_of(&typed.parts);
    match passkeys::remove(&site.community, &signed_in.member, key, origin).await {
        Ok(()) => see_other("/mon-compte/securite?fait=cle-supprimee"),
        Err(fault) => typed.lost(&site, fault).await,
    }
}

/// Why a password is not accepted, and what to do.
fn words(weakness: Weakness) -> String {
    let signs = |n: usize| counted(n as u64, "caractère", "caractères");
    match weakness {
        Weakness::TooShort { found } => {
            format!("Il a {}\u{a0}: il en faut au moins {}. Ajoutez un mot ou deux.", signs(found), Password::LEAST)
        }
        Weakness::TooLong { found } => format!("Il a {}, pour {} au plus.", signs(found), Password::MOST),
        Weakness::Repeated => "Il répète toujours la même chose, ce qui se devine. Essayez une courte phrase.".to_owned(),
        Weakness::Common => "Il est fait de mots ou de suites que l’on essaie en premier. Essayez une courte phrase, qui n’appartient qu’à vous.".to_owned(),
        Weakness::Personal => "Il est fait de votre nom ou de votre adresse, que d’autres connaissent. Essayez une courte phrase.".to_owned(),
    }
}
