//! How much a request may weigh: a form is prose, and a few addresses take a file.

use std::time::Duration;

use app::{failure::Takes, routes};
use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::Limited;

/// The layer. What says at once that it is too heavy is refused at once; the others, when they have become so.
pub(crate) async fn weigh(request: Request, next: Next) -> Response {
    let most = routes::heaviest(request.uri().path());
    let announced = request.body().size_hint().lower();
    let said = request.headers().get("content-length").and_then(|length| length.to_str().ok()?.parse().ok());
    if said.unwrap_or(0).max(announced) > most as u64 {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}

/// Nobody waits longer for a page.
const PATIENCE: Duration = Duration::from_secs(30);

/// A heavy file over a telephone's network comes at a hundred kilobytes a second.
const PATIENCE_FOR_A_FILE: Duration = Duration::from_secs(10 * 60);

/// The layer: what takes too long is given up, in words.
pub(crate) async fn wait(request: Request, next: Next) -> Response {
    let takes_a_file =
        request.method() == Method::POST && routes::takes(request.uri().path()) != Takes::Words;
    let patience = if takes_a_file { PATIENCE_FOR_A_FILE } else { PATIENCE };
    let answer = tokio::time::timeout(patience, next.run(request)).await;
    answer.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}
