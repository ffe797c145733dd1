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

use crate::{Site, session};

/// The faces that every page begins with: asked for at once, they are there before the first line is drawn.
const FONTS: [&str; 2] = ["/fonts/bricolage-grotesque.woff2", "/fonts/atkinson-hyperlegible-next.woff2"];

/// The document. A page without an island has no script at all: `parts` of islands bring theirs.
pub(crate) fn document(body: impl IntoView + 'static) -> impl IntoView {
    let stylesheet = session::site().settings.stylesheet.clone();
    let fonts = FONTS.into_iter().map(|font| {
        view! { <link rel="preload" href=font r#as="font" type="font/woff2" crossorigin="anonymous"/> }
    });
    view! {
        <!DOCTYPE html>
        <html lang="fr">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                {fonts.collect_view()}
                <link rel="stylesheet" href=stylesheet/>
                <MetaTags/>
            </head>
            <body>{body}</body>
        </html>
    }
}

/// How Leptos waits before it wakes islands, and how long we let it wait (milliseconds).
const IDLE: &str = "window.requestIdleCallback(c);";
const AT_LAST: &str = "window.requestIdleCallback(c, { timeout: 500 });";

/// What every page finds around it.
pub(crate) fn provide(site: &Site) {
    provide_context(site.clone());
    session::provide_masthead();
}

/// Makes the page of the request's address.
pub(crate) async fn page(site: &Site, request: Request<Body>) -> Response {
    let pages = site.pages;
    answer(site, request, || {}, move || document(pages())).await
}

/// Makes the page of the request's address again, as after a refusal: `more` puts in its context what was typed.
pub(crate) async fn again(
    site: &Site,
    parts: Parts,
    status: StatusCode,
    more: impl Fn() + Clone + Send + 'static,
) -> Response {
    let (pages, request) = (site.pages, Request::from_parts(parts, Body::empty()));
    with_status(answer(site, request, more, move || document(pages())).await, status)
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

/// Collects the page before its first byte leaves. Leptos ends every page with inline scripts and parts texts with `<!>`, which
/// only islands read: elsewhere both are left out, and on a page with islands the scripts stand inside the body, where HTML
/// wants them.
fn whole<V: IntoView + 'static>(
    page: V,
    chunks: Box<dyn FnOnce() -> Chunks + Send>,
    _: bool,
) -> Pinned<Chunks> {
    // It belongs to the thread that begins the page, which may not be the one that ends it.
    let nonce = leptos::nonce::use_nonce();
    Box::pin(async move {
        let html: String = page.to_html_stream_in_order().collect().await;
        let (mut html, islands) = without_marks(&html);
        if let Some(end) = html.rfind("</body>").filter(|_| islands) {
            let scripts: String = chunks().collect().await;
            html.insert_str(end, &scripts);
            // Leptos writes the nonce where `crossorigin` wants a word of its own.
            if let Some(nonce) = nonce {
                html = html.replace(&format!("crossorigin=\"{nonce}\""), "crossorigin=\"anonymous\"");
            }
            // Leptos wakes islands when the browser has nothing to do, and a browser that draws no frame never says so.
            html = html.replace(IDLE, AT_LAST);
        }
        Box::pin(once(async move { html })) as Chunks
    })
}

/// The page without the marks that Leptos leaves between texts, but for those of its islands; whether it has islands. Texts are
/// escaped: none of them can hold a mark.
fn without_marks(html: &str) -> (String, bool) {
    const ISLAND: &str = "<leptos-island";
    const END: &str = "</leptos-island>";
    let mut bare = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find(ISLAND) {
        let end = rest[start..].find(END).map_or(rest.len(), |end| start + end + END.len());
        bare.push_str(&rest[..start].replace("<!>", ""));
        bare.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    let islands = !bare.is_empty();
    bare.push_str(&rest.replace("<!>", ""));
    (bare, islands)
}

/// The page may have found something worse than what it was asked to say.
fn with_status(mut response: Response, status: StatusCode) -> Response {
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    response
}

#[cfg(test)]
mod tests {
    use super::without_marks;

    #[test]
    fn marks_stay_in_islands_only() {
        let page = "<p>a<!>b</p><leptos-island>c<!>d</leptos-island><p>e<!></p>";
        let bare = "<p>ab</p><leptos-island>c<!>d</leptos-island><p>e</p>";
        assert_eq!(without_marks(page), (bare.to_owned(), true));
        assert_eq!(without_marks("<body>a<!>b</body>"), ("<body>ab</body>".to_owned(), false));
    }
}
