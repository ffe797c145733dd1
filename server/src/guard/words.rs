//! What stops a request short of a page is said in a page all the same.

use std::panic::AssertUnwindSafe;

use app::{Site, failure, routes};
use axum::{
    extract::{Request, State},
    http::{HeaderName, StatusCode, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use futures::FutureExt;

use crate::session::Known;

/// What the bare answer says that its page must repeat.
const REPEATED: [HeaderName; 3] = [header::ALLOW, header::RETRY_AFTER, header::SET_COOKIE];

/// The layer: a refusal or an accident without a page gets one, in French, with the request's reference.
pub(crate) async fn say(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let known = Known::default();
    let takes = routes::takes(request.uri().path());
    request.extensions_mut().insert(known.clone());
    request.extensions_mut().insert(takes);
    let (parts, body) = request.into_parts();
    let mut asked = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    if !is_bare(&asked, &response) {
        return response;
    }
    if let Some(person) = known.person() {
        asked.extensions.insert(person.clone());
    }
    worded(&site, asked, response).await
}

/// Whether nobody wrote a page for it. Islands read the answers of their server functions, and show no page.
fn is_bare(asked: &Parts, response: &Response) -> bool {
    let failed = response.status().is_client_error() || response.status().is_server_error();
    let page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    failed && !page && !asked.uri.path().starts_with("/api/")
}

async fn worded(site: &Site, asked: Parts, bare: Response) -> Response {
    let status = bare.status();
    let said = AssertUnwindSafe(failure::said(site, asked, status)).catch_unwind().await;
    let mut said = said.unwrap_or_else(|_| last_words(status));
    for name in REPEATED {
        for value in bare.headers().get_all(&name) {
            said.headers_mut().append(name.clone(), value.clone());
        }
    }
    said
}

/// When even the page of accidents has one.
fn last_words(status: StatusCode) -> Response {
    let page = "<!DOCTYPE html><html lang=\"fr\"><meta charset=\"utf-8\"><title>Le site a eu un problème</title>\
        <h1>Le site a eu un problème</h1><p>Ce n’est pas votre faute. Revenez en arrière et réessayez dans un instant.</p></html>";
    (status, Html(page)).into_response()
}
