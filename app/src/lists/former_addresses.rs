//! Addresses of a network's list from when a network had one: they go on leading to its main list.

use axum::extract::Path;
use axum::response::Redirect;

pub async fn settings(Path(slug): Path<String>) -> Redirect {
    Redirect::permanent(&format!("/lists/{slug}/settings"))
}

pub async fn subscribers(Path(slug): Path<String>) -> Redirect {
    Redirect::permanent(&format!("/lists/{slug}/subscribers"))
}
