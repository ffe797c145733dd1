//! Who is asking. Pages ask [`visitor`] or [`member`]; forms take [`SignedIn`].

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, request::Parts},
    response::Response,
};
use domain::{
    Community,
    members::{Member, Organiser, Session, Visitor, audit::Origin},
    secret::Token,
    text::dates,
};
use leptos::prelude::*;

use crate::{
    Site, failure,
    members::help::STOP,
    parts::{InPlaceOf, MastheadPerson, Place, initials},
};

/// The person whose session came with the request; put in its extensions by the server's session layer.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// Its member.
    pub member: Member,
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = std::convert::Infallible;

    /// # Panics
    /// On a route that signed-out people reach: `routes` lets none through to a form of members.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<SignedIn>().cloned().expect("only members reach the forms of members"))
    }
}

/// The organiser who sends a form of the desk; for everybody else there is no such address.
#[derive(Debug, Clone)]
pub struct AtDesk(pub Organiser);

impl FromRequestParts<Site> for AtDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        match at_desk(parts) {
            Some(organiser) => Ok(Self(organiser)),
            None => Err(failure::said(site, parts.clone(), StatusCode::NOT_FOUND).await),
        }
    }
}

/// Nobody is at the desk in somebody else's place.
fn at_desk(parts: &Parts) -> Option<Organiser> {
    let SignedIn { session, member } = parts.extensions.get::<SignedIn>()?;
    member.as_organiser(origin_of(parts)).filter(|_| session.acting.is_none())
}

/// Where the request comes from, as the server's guard found it.
pub fn origin_of(parts: &Parts) -> Origin {
    parts.extensions.get::<Origin>().copied().unwrap_or_default()
}

/// The organiser who asks for this page; `None` for whoever has no place at the desk.
pub fn organiser() -> Option<Organiser> {
    use_context::<Parts>().as_ref().and_then(at_desk)
}

/// The organiser who sends this form; `None` for whoever has no place at the desk.
pub(crate) fn organiser_of(parts: &Parts) -> Option<Organiser> {
    at_desk(parts)
}

/// The site, from a page.
pub fn site() -> Site {
    expect_context::<Site>()
}

/// The community, from a page.
pub fn community() -> Community {
    site().community
}

/// Whoever asks for this page.
pub fn visitor() -> Visitor {
    signed_in().map_or(Visitor::SIGNED_OUT, |signed_in| Visitor::from(signed_in.member))
}

/// The member who asks for this page; `None` on a page that signed-out people reach.
pub fn member() -> Option<Member> {
    signed_in().map(|signed_in| signed_in.member)
}

/// The session this page is asked with.
pub fn signed_in() -> Option<SignedIn> {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<SignedIn>().cloned())
}

/// Tells the masthead who is there and which nouns exist for that person.
pub(crate) fn provide_masthead() {
    if let Some(acting) = signed_in().and_then(|signed_in| signed_in.session.acting) {
        let name = member().map(|member| member.name().to_string()).unwrap_or_default();
        provide_context(InPlaceOf { name, until: dates::hour_of(acting.until), stop: STOP });
    }
    if let Some(member) = member() {
        let has_boards = Visitor::from(member.clone()).has_boards();
        let has_desk = organiser().is_some();
        let places = Place::NOUNS.iter().copied().filter(|place| match place {
            Place::Forums => has_boards,
            Place::Desk => has_desk,
            _ => true,
        });
        provide_context(MastheadPerson {
            initials: initials(member.name().as_str()),
            name: member.name().to_string(),
            places: places.collect(),
        });
    }
}

/// The session cookie's name. Over https the prefix makes browsers refuse any cookie of that name that another site, a
/// subdomain or plain http would set (RFC 6265bis, « __Host- »).
pub fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

/// As long as browsers keep a cookie (RFC 6265bis, 400 days): when a session ends is decided here, visit by visit.
const COOKIE_DAYS: i64 = 400;

/// The header that hands the session to the browser.
pub(crate) fn cookie(site: &Site, token: &Token) -> HeaderValue {
    set_cookie(site, token.reveal(), COOKIE_DAYS * 24 * 60 * 60)
}

/// The header that takes it back.
pub(crate) fn no_cookie(site: &Site) -> HeaderValue {
    set_cookie(site, "", 0)
}

fn set_cookie(site: &Site, value: &str, seconds: i64) -> HeaderValue {
    let secure = site.settings.secure();
    let name = cookie_name(secure);
    let flag = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{flag}");
    HeaderValue::try_from(text).expect("tokens are plain ASCII")
}

/// The sign-in page that leads back to that address.
pub(crate) fn way_in(asked: &str) -> String {
    match asked {
        "/" => "/connexion".to_owned(),
        asked => format!(
            "/connexion?suite={}",
            form_urlencoded::byte_serialize(asked.as_bytes()).collect::<String>()
        ),
    }
}
