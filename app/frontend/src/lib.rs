//! The islands' entry point: the only package compiled to wasm.

// Without this the islands of `app` would vanish from the exports.
extern crate app;

/// Called by the page once the module is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
