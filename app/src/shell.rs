//! The HTML document around every page, and how a page is made outside its own GET.

use axum::{
    body::Body,
    http::{Request, StatusCode, request::Parts},
    response::Response,
};
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::{Site, routes::Pages, session};

/// The document. A page without an island has no script at all: `parts` of islands bring theirs.
pub(crate) fn document(body: impl IntoView + 'static) -> impl IntoView {
    let stylesheet = session::site().settings.stylesheet.clone();
    view! {
        <!DOCTYPE html>
        <html lang="fr">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=stylesheet/>
                <MetaTags/>
            </head>
            <body>{body}</body>
        </html>
    }
}

/// What every page finds around it.
pub(crate) fn provide(site: &Site) {
    provide_context(site.clone());
    session::provide_masthead();
}

/// Makes the page of the request's address again, as after a refusal: `more` puts in its context what was typed.
pub(crate) async fn again(
    site: &Site,
    parts: Parts,
    status: StatusCode,
    more: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let site = site.clone();
    let context = move || {
        provide(&site);
        more();
    };
    let make = leptos_axum::render_app_async_with_context(context, || document(view! { <Pages/> }));
    with_status(make(Request::from_parts(parts, Body::empty())).await, status)
}

/// Makes a page that has no address of its own.
pub(crate) async fn render(
    site: &Site,
    parts: Parts,
    status: StatusCode,
    page: impl Fn() -> AnyView + Clone + Send + Sync + 'static,
) -> Response {
    let site = site.clone();
    let make = leptos_axum::render_app_async_with_context(
        move || provide(&site),
        move || {
            leptos_meta::provide_meta_context();
            document(page())
        },
    );
    with_status(make(Request::from_parts(parts, Body::empty())).await, status)
}

/// The page may have found something worse than what it was asked to say.
fn with_status(mut response: Response, status: StatusCode) -> Response {
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    response
}
