//! The headers that tell browsers what these answers may do, which is little.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};

/// What an answer may load unless it says otherwise: pages with an island bring a policy of their own, with a nonce.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
);

const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCES: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

const LEAVING: HeaderName = HeaderName::from_static("clear-site-data");

/// Those that never change.
const ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (OPENER, HeaderValue::from_static("same-origin")),
    (RESOURCES, HeaderValue::from_static("same-origin")),
    (
        PERMISSIONS,
        HeaderValue::from_static(
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), \
            microphone=(), midi=(), payment=(), serial=(), usb=()",
        ),
    ),
];

/// A year without plain HTTP.
const TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Whether the site is reached by HTTPS.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Secure(pub(crate) bool);

/// The layer, around everything: refusals and accidents carry these headers too.
pub(crate) async fn add(State(secure): State<Secure>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let (door, leaving) = (path.starts_with("/connexion"), path == "/deconnexion");
    let mut response = next.run(request).await;
    let status = response.status();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    if secure.0 {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TRANSPORT);
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(POLICY);
    keep(headers, status, door);
    if leaving {
        // On a shared desk, the back button shows nothing of who left.
        headers.insert(LEAVING, HeaderValue::from_static("\"cache\""));
    }
    response
}

/// What is not marked otherwise is for one person, and asked for again each time: a page left by the back button is still
/// there with what was typed in it. The doors and the accidents are not kept at all.
fn keep(headers: &mut HeaderMap, status: StatusCode, door: bool) {
    let fleeting = door || status.is_client_error() || status.is_server_error();
    let value = if fleeting { "private, no-store" } else { "private, no-cache" };
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(value));
}
