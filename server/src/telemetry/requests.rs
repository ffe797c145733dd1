//! Each request gets a reference, one line in the log and its place in the figures.
//!
//! The line names the route, never the address that was typed: addresses hold sign-in tokens and what people search for.

use std::time::{Duration, Instant};

use app::failure::Reference;
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::Response,
};
use data_encoding::BASE32_DNSCURVE;
use domain::statements;
use tracing::{Instrument, error_span};

use super::figures;

/// Where a person who writes to us finds the reference of an answer without a page.
pub const REFERENCE: HeaderName = HeaderName::from_static("x-request-id");

const TIMING: HeaderName = HeaderName::from_static("server-timing");

/// Whether each answer says how many statements it took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measuring(pub(crate) bool);

/// The outermost layer.
pub(crate) async fn follow(State(measuring): State<Measuring>, mut request: Request, next: Next) -> Response {
    let reference = reference();
    let route = route(&request);
    let method = request.method().clone();
    request.extensions_mut().insert(Reference(reference.clone()));
    // Of the highest level: a log of errors alone still says whose they are.
    let span = error_span!("request", id = reference);
    let start = Instant::now();
    let (mut response, statements) = statements::counted(next.run(request)).instrument(span.clone()).await;
    let noted = Noted { method, route, status: response.status(), lapse: start.elapsed(), statements };
    span.in_scope(|| noted.write());
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::try_from(reference) {
        headers.insert(REFERENCE, value);
    }
    if measuring.0
        && let Ok(value) = HeaderValue::try_from(format!("sql;desc=\"{statements}\""))
    {
        headers.insert(TIMING, value);
    }
    response
}

/// Eight letters and digits that are not mistaken for one another over the telephone.
fn reference() -> String {
    let mut bytes = [0; 5];
    // A reference only tells requests apart: without randomness they look alike, and the site goes on.
    let _ = getrandom::fill(&mut bytes);
    BASE32_DNSCURVE.encode(&bytes)
}

/// The route as it is written in the code; files share one for each folder.
fn route(request: &Request) -> String {
    let Some(route) = request.extensions().get::<MatchedPath>() else { return "(none)".to_owned() };
    match route.as_str() {
        file if file.starts_with("/pkg/") => "/pkg/{file}".to_owned(),
        file if file.starts_with("/fonts/") => "/fonts/{file}".to_owned(),
        route => route.to_owned(),
    }
}

/// What is remembered of a request.
struct Noted {
    method: Method,
    route: String,
    status: StatusCode,
    lapse: Duration,
    statements: u32,
}

impl Noted {
    fn write(self) {
        let ms = self.lapse.as_micros() as f64 / 1_000.0;
        let (method, route, status, statements) =
            (&self.method, &self.route, self.status.as_u16(), self.statements);
        // Files and soundings are many and say little. What went wrong has a line of its own, with the same reference.
        if self.status.is_server_error() {
            tracing::warn!(%method, route, status, ms, statements, "answered");
        } else if self.is_small_talk() {
            tracing::debug!(%method, route, status, ms, statements, "answered");
        } else {
            tracing::info!(%method, route, status, ms, statements, "answered");
        }
        figures::request(&self.method, self.route, self.status, self.lapse, self.statements);
    }

    fn is_small_talk(&self) -> bool {
        ["/pkg/", "/fonts/", "/healthz", "/readyz", "/metrics", "/favicon"]
            .iter()
            .any(|start| self.route.starts_with(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_short_and_new_each_time() {
        let (one, other) = (reference(), reference());
        assert_eq!(one.len(), 8);
        assert!(one.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert_ne!(one, other);
    }
}
