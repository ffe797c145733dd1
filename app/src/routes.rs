//! Every address: its page is a line of `pages`, its form or its file a line of `forms`, and here is the router that holds them.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::generate_route_list;
use percent_encoding::percent_decode_str;

use crate::{
    Site, failure,
    form::see_other,
    members,
    session::{self, SignedIn},
    shell,
};

mod forms;
mod pages;

pub use forms::{file_addresses, form_addresses, heaviest, takes};
use forms::{files, forms};
pub use pages::pages;
use pages::{OPEN, Pages};

/// Every address of the pages, as axum writes them, sorted.
pub fn addresses() -> Vec<String> {
    let mut addresses: Vec<String> =
        generate_route_list(Pages).iter().map(|route| route.path().to_owned()).collect();
    addresses.sort();
    addresses.dedup();
    addresses
}

/// The addresses of the islands' server functions, for the same table.
pub fn server_functions() -> Vec<&'static str> {
    server_fn_paths().map(|(address, _)| address).collect()
}

/// A paper that the server prints: its address, and what answers there.
pub type Paper = (&'static str, MethodRouter<Site>);

/// The site's router: pages, forms, the islands' server functions, the `papers` that this crate does not know how to print, and a page
/// for what is not there.
///
/// # Panics
/// When a paper has an address that is not among [`file_addresses`]: nobody would know who may have it.
pub fn router(site: Site, papers: Vec<Paper>) -> Router {
    let known = file_addresses();
    assert!(papers.iter().all(|(address, _)| known.contains(address)), "a paper has an address of its own");
    let pages = addresses().into_iter().map(|address| (address, get(page)));
    let forms = forms().into_iter().map(|(address, form)| (address.to_owned(), form));
    let functions = server_functions().into_iter().map(|address| (address.to_owned(), post(islands)));
    let files = files().into_iter().chain(papers).map(|(address, file)| (address.to_owned(), file));
    pages
        .chain(forms)
        .chain(files)
        .chain(functions)
        .fold(Router::new(), |router, (address, method)| router.route(&address, method))
        .route_layer(from_fn_with_state(site.clone(), members_only))
        .method_not_allowed_fallback(elsewhere)
        .fallback(nowhere)
        .with_state(site)
}

/// What a server function says of an error fits in this.
const LONGEST_EXCUSE: usize = 64 * 1024;

async fn page(State(site): State<Site>, request: Request) -> Response {
    shell::page(&site, request).await
}

async fn islands(State(site): State<Site>, request: Request) -> Response {
    let provide = move || shell::provide(&site);
    let answer = leptos_axum::handle_server_fns_with_context(provide, request).await.into_response();
    if answer.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return answer;
    }
    // Leptos calls everything an accident. What it cannot read was sent by somebody else than an island of ours.
    let (mut parts, body) = answer.into_parts();
    let said = to_bytes(body, LONGEST_EXCUSE).await.unwrap_or_default();
    if [&b"Args|"[..], b"MissingArg|"].iter().any(|start| said.starts_with(start)) {
        parts.status = StatusCode::BAD_REQUEST;
    }
    Response::from_parts(parts, Body::from(said))
}

async fn nowhere(State(site): State<Site>, request: Request) -> Response {
    failure::said(&site, request.into_parts().0, StatusCode::NOT_FOUND).await
}

async fn elsewhere(State(site): State<Site>, request: Request) -> Response {
    failure::said(&site, request.into_parts().0, StatusCode::METHOD_NOT_ALLOWED).await
}

/// Lets signed-out people reach [`OPEN`] only. A form that came after the session ended comes back with all that was typed.
async fn members_only(State(site): State<Site>, request: Request, next: Next) -> Response {
    if climbs(request.uri().path()) {
        return nowhere(State(site), request).await;
    }
    if in_somebodys_place(&request) && !may_pass_looking(&request) {
        return members::help::only_looking(&site, request).await;
    }
    let open = request.extensions().get::<MatchedPath>().is_some_and(|path| OPEN.contains(&path.as_str()));
    if open || request.extensions().get::<SignedIn>().is_some() {
        return next.run(request).await;
    }
    if request.method() == Method::POST {
        return members::expired::keep(&site, request).await;
    }
    let asked = request.uri().path_and_query().map_or("/", |address| address.as_str());
    see_other(&session::way_in(asked))
}

/// Whether Leptos would walk up in that address, and show at the address of one page, open to all perhaps, another page: it reads
/// addresses as browsers do (WHATWG URL), for which `\` is a slash and `%2e` a dot.
fn climbs(path: &str) -> bool {
    let is_dots = |piece: &str| matches!(&*percent_decode_str(piece).decode_utf8_lossy(), "." | "..");
    path.contains('\\') || path.split('/').any(is_dots)
}

fn in_somebodys_place(request: &Request) -> bool {
    request.extensions().get::<SignedIn>().is_some_and(|signed_in| signed_in.session.acting.is_some())
}

/// Whoever sees the site in somebody's place reads pages, takes no file away, and may stop.
fn may_pass_looking(request: &Request) -> bool {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    match *request.method() {
        Method::GET | Method::HEAD => path.starts_with("/photos/") || !file_addresses().contains(&path),
        _ => path == members::help::STOP,
    }
}
