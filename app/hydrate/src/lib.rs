//! The browser entry: brings the islands of a page to life.

#![recursion_limit = "512"]

use app as _;

/// Called once by the page's loader after the bundle has arrived.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
