//! The HTML document around every page, and how a page is made outside its own GET.

use std::pin::Pin;

use axum::{
    body::Body,
    http::{Request, StatusCode, request::Parts},
    response::Response,
};
use futures::{Stream, StreamExt, stream::once};
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

/// Makes the page of the request's address.
pub(crate) async fn page(site: &Site, request: Request<Body>) -> Response {
    answer(site, request, || {}, || document(view! { <Pages/> })).await
}

/// Makes the page of the request's address again, as after a refusal: `more` puts in its context what was typed.
pub(crate) async fn again(
    site: &Site,
    parts: Parts,
    status: StatusCode,
    more: impl Fn() + Clone + Send + 'static,
) -> Response {
    let request = Request::from_parts(parts, Body::empty());
    with_status(answer(site, request, more, || document(view! { <Pages/> })).await, status)
}

/// Makes a page that has no address of its own.
pub(crate) async fn render(
    site: &Site,
    parts: Parts,
    status: StatusCode,
    page: impl FnOnce() -> AnyView + Send + 'static,
) -> Response {
    let request = Request::from_parts(parts, Body::empty());
    let whole = move || {
        leptos_meta::provide_meta_context();
        document(page())
    };
    with_status(answer(site, request, || {}, whole).await, status)
}

async fn answer<V: IntoView + 'static>(
    site: &Site,
    request: Request<Body>,
    more: impl Fn() + Clone + Send + 'static,
    page: impl FnOnce() -> V + Send + 'static,
) -> Response {
    let site = site.clone();
    let context = move || {
        provide(&site);
        more();
    };
    leptos_axum::handle_response_inner(context, page, request, whole).await
}

type Pinned<T> = Pin<Box<dyn Future<Output = T> + Send>>;
type Chunks = Pin<Box<dyn Stream<Item = String> + Send>>;

/// Collects the page before its first byte leaves. Leptos ends every page with inline scripts, which only islands read: a page
/// without one goes without them, and in the others they stand inside the body, where HTML wants them.
fn whole<V: IntoView + 'static>(
    page: V,
    chunks: Box<dyn FnOnce() -> Chunks + Send>,
    _: bool,
) -> Pinned<Chunks> {
    Box::pin(async move {
        let mut html: String = page.to_html_stream_in_order().collect().await;
        if let Some(end) = html.rfind("</body>").filter(|_| html.contains("<leptos-island")) {
            let scripts: String = chunks().collect().await;
            html.insert_str(end, &scripts);
        }
        Box::pin(once(async move { html })) as Chunks
    })
}

/// The page may have found something worse than what it was asked to say.
fn with_status(mut response: Response, status: StatusCode) -> Response {
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    response
}
