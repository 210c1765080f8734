//! Everything that answers a request, as one router.

use std::sync::Arc;

use app::fault::{self, HttpError};
use app::visit::AppState;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, Version, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Error;
use tokio::sync::Notify;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};

use crate::cache::{self, Cache};
use crate::metrics::{self, RequestMetrics};
use crate::readiness::{self, Readiness};
use crate::request_body::{self, BodyGuard, BodyLimits};
use crate::{csrf, headers, logs, sessions, site};

/// The most octets of any request that reads its body whole, unless its route says otherwise (uploads do); forms have a smaller bound of their
/// own.
const MOST_BYTES: usize = 4 << 20;

/// How the site stands towards the outside.
#[derive(Debug, Clone)]
pub struct Frontage {
    /// The public address, as people type it: `https://maillage.example.org`.
    pub address: String,
    /// The header in which a trusted proxy writes where a request came from.
    pub client_header: Option<HeaderName>,
    /// How many bytes of rendered pages are kept; 0: none.
    pub cache_bytes: usize,
    /// Rung after each request that may have written a mail.
    pub posted: Arc<Notify>,
    /// What clients may take with what they send.
    pub bodies: BodyLimits,
    /// Where requests are counted, if anybody reads it.
    pub metrics: Option<Arc<RequestMetrics>>,
}

impl Default for Frontage {
    fn default() -> Self {
        Self {
            address: "http://127.0.0.1:3000".to_owned(),
            client_header: None,
            cache_bytes: 24 << 20,
            posted: Arc::default(),
            bodies: BodyLimits::default(),
            metrics: None,
        }
    }
}

/// The whole site: pages, files, health, with all that stands around them.
pub fn site(house: AppState, frontage: &Frontage) -> Router {
    around(app::routes::pages(house.clone()), house, frontage)
}

/// All that stands around pages, whichever they are.
pub fn around(pages: Router, house: AppState, frontage: &Frontage) -> Router {
    let door = sessions::VisitorContext {
        house: house.clone(),
        client_header: frontage.client_header.clone(),
        revision: frontage.cache_bytes > 0,
        proxy_notice: Arc::default(),
    };
    let cache = Cache::new(house.db.clock().clone(), frontage.cache_bytes);
    let address: Arc<str> = frontage.address.trim_end_matches('/').into();
    let (ready, posted) = (Readiness::new(house.db.clone()), frontage.posted.clone());
    // The last layer is the outermost.
    let site = pages
        .layer(CatchPanicLayer::custom(|_| HttpError(Error::Internal).into_response()))
        .layer(from_fn_with_state(BodyGuard::new(frontage.bodies), request_body::in_time))
        .layer(from_fn_with_state(cache, cache::keep))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(from_fn(move |request, next| ring(posted.clone(), request, next)))
        .layer(from_fn_with_state(address.clone(), csrf::guard))
        .layer(from_fn_with_state(house, fault::explain))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_made)))
        .layer(from_fn_with_state(door, sessions::recognise))
        .layer(from_fn(without_slash))
        .route("/site/{name}", get(site::serve))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(move || readiness::show(ready.clone())))
        .layer(from_fn_with_state(headers::headers(address.starts_with("https://")), headers::add))
        .layer(from_fn(logs::tell));
    match &frontage.metrics {
        Some(metrics) => site.layer(from_fn_with_state(metrics.clone(), metrics::count)),
        None => site,
    }
}

/// What is packed in its own way: nothing is gained by packing it again.
const PACKED: [&str; 3] = ["application/zip", "application/pdf", "application/vnd.openxmlformats-officedocument"];

/// What we make may be compressed; a file that is sent in parts stays octet for octet what its tag names.
fn is_made(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    !headers.contains_key(header::ACCEPT_RANGES) && !PACKED.iter().any(|packed| kind.starts_with(packed))
}

/// What changed something may have written a mail: its worker need not wait for its next look.
async fn ring(posted: Arc<Notify>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let response = next.run(request).await;
    if !reads && !response.status().is_client_error() {
        posted.notify_one();
    }
    response
}

/// `/agenda/` is `/agenda`, for good.
async fn without_slash(request: Request, next: Next) -> Response {
    match slashless(request.uri()).and_then(|address| HeaderValue::from_str(&address).ok()) {
        Some(address) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, address)]).into_response(),
        None => next.run(request).await,
    }
}

fn slashless(uri: &Uri) -> Option<String> {
    let path = uri.path();
    if path == "/" || !path.ends_with('/') {
        return None;
    }
    // One slash at the start: two would name another host.
    let path = path.trim_matches('/');
    Some(match uri.query() {
        Some(query) => format!("/{path}?{query}"),
        None => format!("/{path}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_a_page() {
        let to = |from: &str| slashless(&from.parse().unwrap());
        assert_eq!(to("/agenda/").as_deref(), Some("/agenda"));
        assert_eq!(to("/agenda/?kind=school").as_deref(), Some("/agenda?kind=school"));
        assert_eq!(to("//evil.example/").as_deref(), Some("/evil.example"));
        assert_eq!(to("/"), None);
        assert_eq!(to("/agenda"), None);
    }
}
