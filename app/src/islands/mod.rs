//! What moves in the browser: small, each with its reason. Pages and forms are whole without them.

pub mod filters;

/// Called once when the browser half starts.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
