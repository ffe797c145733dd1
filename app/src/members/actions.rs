//! The forms of people.

use axum::{
    Extension,
    extract::{Path, State},
    http::{header, request::Parts},
    response::Response,
};
use domain::{
    Failure, Id,
    mail::EmailAddress,
    members::{
        MemberName, Password, Presentation, Refusal, account,
        account::Details,
        entrance::{self, Knock},
        sessions,
        sign_in::{self, Destination},
    },
    secret::Token,
    text::Line,
};
use serde::Deserialize;

mod rights;

pub(crate) use rights::{leave_or_stay, take_data};

use super::{AccountForm, PasswordDoorForm, SignInForm, suspended};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, lost_page, see_other, text_words},
    parts::{Errors, counted},
    session::{self, SignedIn},
};

/// What is said of an address that is none.
pub(super) const INCOMPLETE: &str =
    "Cette adresse n’est pas complète. Elle ressemble à prenom.nom@antenne.fr.";

/// Neither which of the two is wrong, nor whether there is such an account.
const WRONG_PASSWORD: &str = "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les, ou demandez un lien\u{a0}: il fonctionne toujours.";

/// What is said to whoever has to wait.
pub(super) fn too_many_tries(seconds: u32) -> String {
    let minutes = counted(u64::from(seconds.div_ceil(60)), "minute", "minutes");
    format!(
        "Trop d’essais en peu de temps. Attendez {minutes}, ou demandez un lien de connexion\u{a0}: il fonctionne toujours."
    )
}

/// Asks for a link.
pub(crate) async fn ask_link(State(site): State<Site>, typed: Typed<SignInForm>) -> Response {
    let Ok(email) = EmailAddress::parse(&typed.fields.courriel) else {
        return typed.refused(&site, Errors::on("courriel", INCOMPLETE)).await;
    };
    let destination = Destination::parse(&typed.fields.suite);
    match sign_in::ask(&site.community, &email, &destination).await {
        Ok(()) => see_other("/connexion?envoye"),
        Err(fault) => typed.lost(&site, fault).await,
    }
}

/// Uses the link up, and opens the door.
pub(crate) async fn enter(State(site): State<Site>, Path(token): Path<String>, typed: Typed<()>) -> Response {
    let Some(token) = Token::presented(&token) else {
        return lost_page(&site, typed.parts, Lost::NotThere).await;
    };
    open_door(&site, &token, typed).await
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
    typed: Typed<DemonstrationForm>,
) -> Response {
    let known = site.settings.faces.iter().any(|face| face.email == typed.fields.personne);
    let email = EmailAddress::parse(&typed.fields.personne).ok().filter(|_| known);
    let Some(email) = email else { return typed.lost(&site, Lost::NotThere).await };
    let destination = Destination::parse(&typed.fields.suite);
    match sign_in::mint_now(&site.community, &email, &destination).await {
        Ok(token) => open_door(&site, &token, typed).await,
        Err(failure) => typed.lost(&site, failure).await,
    }
}

async fn open_door<F>(site: &Site, token: &Token, typed: Typed<F>) -> Response {
    match sign_in::enter(&site.community, token, device(&typed.parts)).await {
        Ok((session, _, destination)) => arrive(site, typed.parts, &session, &destination).await,
        Err(Failure::Refused(Refusal::Suspended(until))) => suspended::said(site, typed.parts, until).await,
        // The page of the link itself says that it is spent.
        Err(Failure::Refused(_)) => see_other(typed.parts.uri.path()),
        Err(Failure::Fault(fault)) => lost_page(site, typed.parts, fault).await,
    }
}

/// What the browser says it is.
pub(super) fn device(parts: &Parts) -> &str {
    parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default()
}

/// Hands the new session over, in the place of the one that the browser had, and leads where the person was going.
pub(super) async fn arrive(
    site: &Site,
    parts: Parts,
    session: &Token,
    destination: &Destination,
) -> Response {
    if let Some(SignedIn { session, member }) = parts.extensions.get()
        && let Err(fault) = sessions::revoke(&site.community, member, session.id).await
    {
        return lost_page(site, parts, fault).await;
    }
    let mut response = see_other(destination.as_str());
    response.headers_mut().insert(header::SET_COOKIE, session::cookie(site, session));
    response
}

/// Signs in by password. Whatever is wrong, the words are the same.
pub(crate) async fn enter_by_password(State(site): State<Site>, typed: Typed<PasswordDoorForm>) -> Response {
    let PasswordDoorForm { identifiant, mot_de_passe, suite } = &typed.fields;
    let Ok(email) = EmailAddress::parse(identifiant) else {
        return typed.refused(&site, Errors::on("identifiant", INCOMPLETE)).await;
    };
    let (password, suite) = (Password::presented(mot_de_passe.reveal()), Destination::parse(suite));
    let (device, origin) = (device(&typed.parts), session::origin_of(&typed.parts));
    let knock = Knock { email: &email, password: &password, device, origin };
    match entrance::by_password(&site.community, &knock).await {
        Ok((session, _)) => arrive(&site, typed.parts, &session, &suite).await,
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
        Err(Failure::Refused(Refusal::Wait { seconds })) => {
            typed.slowed(&site, Errors::on("", too_many_tries(seconds)), seconds).await
        }
        Err(Failure::Refused(Refusal::Suspended(until))) => suspended::said(&site, typed.parts, until).await,
        Err(Failure::Refused(_)) => typed.refused(&site, Errors::on("mot_de_passe", WRONG_PASSWORD)).await,
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
