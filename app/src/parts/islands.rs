//! What a page with an island needs.

use leptos::{hydration::HydrationScripts, prelude::*};
use leptos_axum::ResponseOptions;

use crate::session;

/// The script of the islands, and a policy that lets just this one in.
#[component]
pub fn Islands() -> impl IntoView {
    let nonce = leptos::nonce::use_nonce();
    if let (Some(nonce), Some(response)) = (nonce, use_context::<ResponseOptions>()) {
        let policy = format!(
            "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; \
            img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
        );
        if let Ok(policy) = policy.try_into() {
            response.insert_header(axum::http::header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    view! { <HydrationScripts options=session::site().leptos islands=true/> }
}
