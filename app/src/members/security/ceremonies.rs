//! What the script of passkeys asks for, in JSON: the four steps of the two ceremonies.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{
    Failure,
    members::{
        Password, Refusal,
        passkeys::{self, Addition, Begun, PasskeyName},
        proof,
        sign_in::Destination,
    },
    secret::Token,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    Site,
    failure::Lost,
    form::{Secret, text_words},
    members::actions::{arrive, device, too_many_tries},
    session::{SignedIn, origin_of},
};

/// What begins the adding of a passkey.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Beginning {
    /// The present password, where it is asked for.
    present: Secret,
}

/// What ends a ceremony.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ending {
    ceremony: String,
    /// What `navigator.credentials` gave.
    answer: Value,
    /// What the person calls the new passkey.
    name: String,
    /// Where the person was going.
    next: String,
}

/// Begins to add a passkey to my account.
pub(crate) async fn begin_adding(
    State(site): State<Site>,
    SignedIn { session, member }: SignedIn,
    parts: Parts,
    Json(beginning): Json<Beginning>,
) -> Response {
    let (community, present) = (&site.community, Password::presented(beginning.present.reveal()));
    let begun = match proof::prove(community, &member, &session, &present, origin_of(&parts)).await {
        Ok(proven) => passkeys::begin_adding(community, &proven).await,
        Err(failure) => Err(failure),
    };
    begun.map_or_else(refused, challenge)
}

/// Adds it.
pub(crate) async fn add(
    State(site): State<Site>,
    SignedIn { session, member }: SignedIn,
    parts: Parts,
    Json(ending): Json<Ending>,
) -> Response {
    let name = match PasskeyName::parse(&ending.name) {
        Ok(name) => name,
        Err(refusal) => return said(StatusCode::UNPROCESSABLE_ENTITY, &text_words("Le nom", &refusal)),
    };
    let Some(ceremony) = Token::presented(&ending.ceremony) else {
        return refused(Failure::Refused(Refusal::PasskeyRefused));
    };
    let origin = origin_of(&parts);
    let addition = Addition { ceremony: &ceremony, answer: ending.answer, name: &name, origin };
    match passkeys::add(&site.community, &member, session.id, addition).await {
        Ok(()) => Json(json!({ "next": "/mon-compte/securite?fait=cle" })).into_response(),
        Err(failure) => refused(failure),
    }
}

/// Begins to let somebody in.
pub(crate) async fn begin_entering(State(site): State<Site>, Json(_): Json<Beginning>) -> Response {
    passkeys::begin_entering(&site.community).await.map_or_else(refused, challenge)
}

/// Lets them in.
pub(crate) async fn enter(State(site): State<Site>, parts: Parts, Json(ending): Json<Ending>) -> Response {
    let Some(ceremony) = Token::presented(&ending.ceremony) else {
        return refused(Failure::Refused(Refusal::PasskeyRefused));
    };
    match passkeys::enter(&site.community, &ceremony, ending.answer, device(&parts)).await {
        Err(failure) => refused(failure),
        Ok((session, _)) => {
            let destination = Destination::parse(&ending.next);
            let arrived = arrive(&site, parts, &session, &destination).await;
            if !arrived.status().is_redirection() {
                return arrived;
            }
            // A script is told where to go: following would show it the page, not the person.
            let mut told = Json(json!({ "next": destination.as_str() })).into_response();
            if let Some(cookie) = arrived.headers().get(header::SET_COOKIE) {
                told.headers_mut().insert(header::SET_COOKIE, cookie.clone());
            }
            told
        }
    }
}

fn challenge(begun: Begun) -> Response {
    Json(json!({ "ceremony": begun.ceremony.reveal(), "options": begun.options })).into_response()
}

fn refused(failure: Failure<Refusal>) -> Response {
    let refusal = match failure {
        Failure::Refused(refusal) => refusal,
        Failure::Fault(fault) => {
            return said(Lost::Fault(fault).status(), "Le site a eu un problème. Réessayez.");
        }
    };
    match refusal {
        Refusal::Wait { seconds } => {
            let mut response = said(StatusCode::TOO_MANY_REQUESTS, &too_many_tries(seconds));
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
        Refusal::WrongPassword => {
            said(StatusCode::UNPROCESSABLE_ENTITY, "Ce n’est pas votre mot de passe actuel.")
        }
        Refusal::ProofNeeded => said(
            StatusCode::FORBIDDEN,
            "Plus de quinze minutes ont passé depuis votre connexion\u{a0}: rechargez cette page.",
        ),
        Refusal::TooManyPasskeys => said(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Vous avez déjà beaucoup de clés d’accès\u{a0}: supprimez-en une.",
        ),
        Refusal::Suspended(_) => {
            said(StatusCode::FORBIDDEN, "L’équipe d’animation a suspendu votre accès. Écrivez-nous.")
        }
        _ => said(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Cette clé d’accès n’ouvre aucun compte ici. Réessayez, ou passez par un lien.",
        ),
    }
}

fn said(status: StatusCode, words: &str) -> Response {
    (status, Json(json!({ "words": words }))).into_response()
}
