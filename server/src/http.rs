//! The router of everything that answers requests.

use std::sync::Arc;

use app::error_page::{self, HttpError};
use app::request_context::AppState;
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

/// The maximum size of a request body that is read whole, in bytes. Routes for uploads set their own limit; forms have a smaller one.
const MOST_BYTES: usize = 4 << 20;

/// How the site faces the outside.
#[derive(Debug, Clone)]
pub struct Frontage {
    /// The public address, such as `https://maillage.example.org`.
    pub address: String,
    /// The header in which a trusted proxy writes the client's address.
    pub client_header: Option<HeaderName>,
    /// The size of the cache of rendered pages, in bytes; 0: no cache.
    pub cache_bytes: usize,
    /// Notified after each request that may have written an e-mail.
    pub posted: Arc<Notify>,
    /// Limits of request bodies.
    pub bodies: BodyLimits,
    /// Counts requests, if metrics are on.
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

/// The whole site: pages, files, health checks, and every layer around them.
pub fn site(state: AppState, frontage: &Frontage) -> Router {
    around(app::routes::pages(state.clone()), state, frontage)
}

/// Wraps pages in every layer of the site; tests pass pages of their own.
pub fn around(pages: Router, state: AppState, frontage: &Frontage) -> Router {
    let visitors = sessions::VisitorContext {
        state: state.clone(),
        client_header: frontage.client_header.clone(),
        revision: frontage.cache_bytes > 0,
        proxy_notice: Arc::default(),
    };
    let cache = Cache::new(state.db.clock().clone(), frontage.cache_bytes);
    let address: Arc<str> = frontage.address.trim_end_matches('/').into();
    let (ready, posted) = (Readiness::new(state.db.clone()), frontage.posted.clone());
    // The last layer is the outermost.
    let site = pages
        .layer(CatchPanicLayer::custom(|_| HttpError(Error::Internal).into_response()))
        .layer(from_fn_with_state(BodyGuard::new(frontage.bodies), request_body::in_time))
        .layer(from_fn_with_state(cache, cache::keep))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(from_fn(move |request, next| ring(posted.clone(), request, next)))
        .layer(from_fn_with_state(address.clone(), csrf::guard))
        .layer(from_fn_with_state(state, error_page::explain))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_made)))
        .layer(from_fn_with_state(visitors, sessions::recognise))
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

/// Formats that are compressed already.
const PACKED: [&str; 3] = ["application/zip", "application/pdf", "application/vnd.openxmlformats-officedocument"];

/// Compresses what we generate. A file served in ranges stays as it is, byte for byte: its entity tag names these bytes.
fn is_made(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    !headers.contains_key(header::ACCEPT_RANGES) && !PACKED.iter().any(|packed| kind.starts_with(packed))
}

/// A request that changed something may have written an e-mail: wakes the worker before its next look.
async fn ring(posted: Arc<Notify>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let response = next.run(request).await;
    if !reads && !response.status().is_client_error() {
        posted.notify_one();
    }
    response
}

/// Redirects `/agenda/` to `/agenda`, permanently.
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
    // Exactly one slash at the start: two would name another host.
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
