//! How much a request may weigh: a form is prose, and one address takes a file.

use app::routes;
use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::StatusCode,
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
