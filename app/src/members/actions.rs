//! The forms of people.

use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::Response,
};
use domain::{
    Failure, Id,
    mail::EmailAddress,
    members::{
        MemberName, Presentation, Refusal, account,
        account::Details,
        sessions,
        sign_in::{self, Destination},
    },
    secret::Token,
    text::Line,
};
use serde::Deserialize;

mod rights;

pub(crate) use rights::{leave_or_stay, take_data};

use super::{AccountForm, SignInForm, suspended};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, lost_page, see_other, text_words},
    parts::Errors,
    session::{self, SignedIn},
};

/// Asks for a link.
pub(crate) async fn ask_link(State(site): State<Site>, typed: Typed<SignInForm>) -> Response {
    let Ok(email) = EmailAddress::parse(&typed.fields.courriel) else {
        let words = "Cette adresse n’est pas complète. Elle ressemble à prenom.nom@antenne.fr.";
        return typed.refused(&site, Errors::on("courriel", words)).await;
    };
    let destination = Destination::parse(&typed.fields.suite);
    match sign_in::ask(&site.community, &email, &destination).await {
        Ok(()) => see_other("/connexion?envoye"),
        Err(fault) => typed.lost(&site, fault).await,
    }
}

/// Uses the link up, and opens the door.
pub(crate) async fn enter(
    State(site): State<Site>,
    Path(token): Path<String>,
    headers: HeaderMap,
    typed: Typed<()>,
) -> Response {
    let Some(token) = Token::presented(&token) else {
        return lost_page(&site, typed.parts, Lost::NotThere).await;
    };
    open_door(&site, &token, &headers, typed).await
}

/// What the demonstration's one-click form carries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DemonstrationForm {
    personne: String,
    suite: String,
}

/// Lets a person of the demonstration in; anywhere else, there is no such address.
pub(crate) async fn enter_demonstration(
    State(site): State<Site>,
    headers: HeaderMap,
    typed: Typed<DemonstrationForm>,
) -> Response {
    let known = site.settings.faces.iter().any(|face| face.email == typed.fields.personne);
    let email = EmailAddress::parse(&typed.fields.personne).ok().filter(|_| known);
    let Some(email) = email else { return typed.lost(&site, Lost::NotThere).await };
    let destination = Destination::parse(&typed.fields.suite);
    match sign_in::mint_now(&site.community, &email, &destination).await {
        Ok(token) => open_door(&site, &token, &headers, typed).await,
        Err(failure) => typed.lost(&site, failure).await,
    }
}

async fn open_door<F>(site: &Site, token: &Token, headers: &HeaderMap, typed: Typed<F>) -> Response {
    let device = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    match sign_in::enter(&site.community, token, device).await {
        Ok((session, _, destination)) => {
            let mut response = see_other(destination.as_str());
            response.headers_mut().insert(header::SET_COOKIE, session::cookie(site, &session));
            response
        }
        Err(Failure::Refused(Refusal::Suspended(until))) => suspended::said(site, typed.parts, until).await,
        // The page of the link itself says that it is spent.
        Err(Failure::Refused(_)) => see_other(typed.parts.uri.path()),
        Err(Failure::Fault(fault)) => lost_page(site, typed.parts, fault).await,
    }
}

/// Ends this session. Whoever has none any more, as in a tab that was left open, has left already.
pub(crate) async fn leave(
    State(site): State<Site>,
    signed_in: Option<Extension<SignedIn>>,
    typed: Typed<()>,
) -> Response {
    if let Some(Extension(SignedIn { session, member })) = signed_in
        && let Err(fault) = sessions::revoke(&site.community, &member, session.id).await
    {
        return lost_page(&site, typed.parts, fault).await;
    }
    let mut response = see_other("/connexion?fin");
    response.headers_mut().insert(header::SET_COOKIE, session::no_cookie(&site));
    response
}

/// Changes what I show.
pub(crate) async fn change_account(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<AccountForm>,
) -> Response {
    let details = match details(&typed.fields) {
        Ok(details) => details,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    match account::change(&site.community, &signed_in.member, &details).await {
        Ok(()) => see_other("/mon-compte?fait=compte"),
        Err(fault) => typed.lost(&site, fault).await,
    }
}

fn details(form: &AccountForm) -> Result<Details, Errors> {
    let mut errors = Errors::none();
    let name = MemberName::parse(&form.nom).map_err(|refusal| text_words("Le nom", &refusal));
    let function = match form.fonction.trim() {
        "" => Ok(None),
        text => Line::parse(text).map(Some).map_err(|refusal| text_words("La fonction", &refusal)),
    };
    let presentation =
        Presentation::parse(&form.presentation).map_err(|refusal| text_words("La présentation", &refusal));
    for (field, words) in [
        ("nom", name.as_ref().err()),
        ("fonction", function.as_ref().err()),
        ("presentation", presentation.as_ref().err()),
    ] {
        if let Some(words) = words {
            errors = errors.and(field, words.as_str());
        }
    }
    match (name, function, presentation) {
        (Ok(name), Ok(function), Ok(presentation)) => Ok(Details { name, function, presentation }),
        _ => Err(errors),
    }
}

/// Which session to end: a number, or « autres ».
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SessionsForm {
    session: String,
}

/// Ends one of my other sessions, or all of them.
pub(crate) async fn end_sessions(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<SessionsForm>,
) -> Response {
    let SignedIn { session: current, member } = signed_in;
    let (ended, done) = match typed.fields.session.as_str() {
        "autres" => (sessions::revoke_others(&site.community, &member, current.id).await, "sessions"),
        number => match number.parse::<Id<_>>() {
            Ok(id) => (sessions::revoke(&site.community, &member, id).await, "session"),
            Err(_) => return typed.lost(&site, Lost::NotThere).await,
        },
    };
    match ended {
        Ok(()) => see_other(&format!("/mon-compte?fait={done}")),
        Err(fault) => typed.lost(&site, fault).await,
    }
}
