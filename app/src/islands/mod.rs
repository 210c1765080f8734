//! The interactive parts in the browser: small, each with its reason. Pages and forms work without them.

pub mod check;
pub mod conditions;
pub mod filters;
pub mod organisation;
pub mod preview;

/// Called once when the browser half starts.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
