//! For measurements only: prepared pages, to compare ours with.

use std::sync::LazyLock;

use axum::{
    Router,
    body::Bytes,
    extract::Path,
    response::{Html, IntoResponse},
    routing::get,
};

/// The largest page there is any sense in comparing with.
const MOST: usize = 1024 * 1024;

/// Made at the first visit, so that it is not counted as memory at rest.
static PREPARED: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(page()));

/// Pages of as many bytes as the address says.
pub(crate) fn router() -> Router {
    let answer = async |Path(bytes): Path<usize>| Html(PREPARED.slice(..bytes.min(MOST))).into_response();
    Router::new().route("/bench/static/{bytes}", get(answer))
}

/// Prose that compresses about as well as a page does.
fn page() -> String {
    let words =
        ["jury", "livret", "recevabilité", "expérience", "certification", "accompagnement", "financement"];
    let mut page = String::with_capacity(MOST + 64);
    let mut seed = 7_u32;
    while page.len() < MOST {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        page.push_str(words[(seed >> 16) as usize % words.len()]);
        page.push_str(if seed & 0xf000 == 0 { ".</p>\n<p>" } else { " " });
    }
    page
}
