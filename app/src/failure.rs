//! Refusals and faults become pages and statuses.
//!
//! A page that cannot be shown says so through [`Lost`]; what cannot even reach a page (a body too large, a panic) is said by
//! [`said`], called by the server's guard. A fault is logged once, here, with the reference that the person sees.

use axum::{
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::Response,
};
use domain::{Failure, Fault};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::{Site, parts, shell};

/// The request's reference, in its extensions: in the log, in a header, and on the page of a fault.
#[derive(Debug, Clone)]
pub struct Reference(pub String);

/// What is sent to the request's address, in its extensions: a refusal of its weight says what would be light enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// What people write.
    Words,
    /// A photo of oneself.
    Photo,
    /// A list or an archive that the desk takes in.
    List,
    /// A document of the library, or a signed sheet.
    Document,
}

/// Why a page is not shown.
#[derive(Debug)]
pub enum Lost {
    /// There is no such thing, or not for this person: nobody can tell which.
    NotThere,
    /// It is at another address from now on.
    Moved(String),
    /// The machine could not.
    Fault(Fault),
}

impl From<Fault> for Lost {
    fn from(fault: Fault) -> Self {
        Lost::Fault(fault)
    }
}

impl<R> From<Failure<R>> for Lost {
    /// A page's refusals all mean that it is not there; forms word theirs one by one.
    fn from(failure: Failure<R>) -> Self {
        match failure {
            Failure::Refused(_) => Lost::NotThere,
            Failure::Fault(fault) => Lost::Fault(fault),
        }
    }
}

impl Lost {
    /// Logs a fault; gives the status that says what happened.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Lost::NotThere => StatusCode::NOT_FOUND,
            Lost::Moved(_) => StatusCode::PERMANENT_REDIRECT,
            Lost::Fault(fault) => {
                tracing::error!(error = %fault, "fault");
                match fault {
                    Fault::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
                    Fault::Full(_) => StatusCode::INSUFFICIENT_STORAGE,
                    _ => StatusCode::INTERNAL_SERVER_ERROR,
                }
            }
        }
    }
}

/// The page shown instead, from within a page.
pub(crate) fn instead(lost: &Lost) -> AnyView {
    let status = lost.status();
    let response = expect_context::<ResponseOptions>();
    response.set_status(status);
    if let Lost::Moved(address) = lost
        && let Ok(address) = HeaderValue::try_from(address)
    {
        response.insert_header(header::LOCATION, address);
    }
    explanation(status)
}

/// What a page shows, or why it does not.
pub(crate) fn or_lost(page: Result<AnyView, Lost>) -> AnyView {
    page.unwrap_or_else(|lost| instead(&lost))
}

/// Says in a page of the site why a request went no further.
pub async fn said(site: &Site, parts: Parts, status: StatusCode) -> Response {
    shell::render(site, parts, status, move || explanation(status)).await
}

/// What happened, that nothing is lost, what to do.
fn explanation(status: StatusCode) -> AnyView {
    let (heading, text) = match (status, takes()) {
        (StatusCode::PAYLOAD_TOO_LARGE, Some(Takes::Photo)) => (
            "Ce fichier est trop lourd",
            "Une photo pèse 8\u{a0}Mo au plus. Revenez en arrière et choisissez-en une plus petite\u{202f}; celle d’avant n’a pas changé.",
        ),
        (StatusCode::PAYLOAD_TOO_LARGE, Some(Takes::Document)) => (
            "Ce fichier est trop lourd",
            "Un document pèse 50\u{a0}Mo au plus. Revenez en arrière\u{a0}: ce que vous aviez écrit y est encore. Allégez-le, ou coupez-le en deux.",
        ),
        (status, _) => words(status),
    };
    let reference = status.is_server_error().then(|| reference().map(|reference| reference.0)).flatten();
    view! {
        <parts::Page title=heading>
            <parts::Lost heading=heading reference=reference>
                <p>{text}</p>
            </parts::Lost>
        </parts::Page>
    }
    .into_any()
}

fn takes() -> Option<Takes> {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<Takes>().copied())
}

fn reference() -> Option<Reference> {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<Reference>().cloned())
}

fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::NOT_FOUND => (
            "Cette page n’existe pas",
            "L’adresse est peut-être incomplète, ou ce qu’elle désigne n’est pas ouvert à votre compte.",
        ),
        StatusCode::PERMANENT_REDIRECT => (
            "Cette page a changé d’adresse",
            "Votre navigateur vous y conduit. S’il ne le fait pas, passez par le menu.",
        ),
        StatusCode::GONE => (
            "Ce document a été retiré",
            "Il était dans la bibliothèque et n’y est plus. Cherchez-en un autre, ou demandez à l’équipe ce qu’il est devenu.",
        ),
        StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE => (
            "Cette demande est illisible",
            "Le navigateur a envoyé quelque chose que nous ne savons pas lire. Revenez en arrière\u{a0}: ce que vous aviez écrit y est encore.",
        ),
        StatusCode::FORBIDDEN => (
            "Cet envoi vient d’ailleurs",
            "Pour votre sécurité, un formulaire ne s’envoie que depuis une page de ce site. Revenez en arrière, rechargez la page et recommencez.",
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            "Cela ne se fait pas ici",
            "Cette adresse ne reçoit pas ce genre d’envoi. Passez par les pages du site.",
        ),
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => (
            "Cela a pris trop de temps",
            "La demande a été abandonnée avant d’aboutir. Revenez en arrière\u{a0}: ce que vous aviez écrit y est encore. Réessayez.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "Cet envoi est trop lourd",
            "Un texte tient en 20\u{202f}000\u{a0}caractères. Revenez en arrière\u{a0}: ce que vous aviez écrit y est encore. Coupez-le en deux messages.",
        ),
        StatusCode::TOO_MANY_REQUESTS => (
            "Un instant, s’il vous plaît",
            "Trop de demandes sont arrivées de votre réseau en peu de temps. Attendez une minute, revenez en arrière et recommencez\u{a0}: rien n’est perdu.",
        ),
        StatusCode::SERVICE_UNAVAILABLE => (
            "Le site est très occupé",
            "Rien n’a été enregistré. Revenez en arrière\u{a0}: ce que vous aviez écrit y est encore. Réessayez dans une minute.",
        ),
        StatusCode::INSUFFICIENT_STORAGE => (
            "Le site ne peut plus rien enregistrer",
            "Le disque est plein. Tout ce qui était écrit est intact, et on peut tout lire. Revenez en arrière et gardez une copie de votre texte\u{202f}; l’équipe technique est prévenue par le journal.",
        ),
        _ => (
            "Le site a eu un problème",
            "Ce n’est pas votre faute. Ce que vous aviez déjà enregistré est intact. Revenez en arrière et réessayez\u{202f}; si cela recommence, écrivez-nous.",
        ),
    }
}
