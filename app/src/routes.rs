//! Every address of the site, on one page.

use axum::Router;
use axum::routing::{get, post};

use crate::visit::House;
use crate::{fault, home, language, networks};

/// The pages and their forms. A form is sent to the address of its own page.
pub fn pages(house: House) -> Router {
    Router::new()
        .route("/", get(home::show))
        .route("/language", post(language::choose))
        .merge(networks())
        .layer(axum::middleware::from_fn_with_state(house.clone(), fault::explain))
        .with_state(house)
}

fn networks() -> Router<House> {
    Router::new()
        .route("/networks", get(networks::list))
        .route("/networks/new", get(networks::form::blank).post(networks::form::create))
        .route("/networks/{slug}", get(networks::show))
        .route("/networks/{slug}/edit", get(networks::form::filled).post(networks::form::edit))
}
