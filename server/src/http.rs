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
use crate::{csrf, headers, logs, sessions, site_files};

/// The maximum size of a request body that is read whole, in bytes. Routes for uploads set their own limit; forms have a smaller one.
const MAX_BODY_BYTES: usize = 4 << 20;

/// The settings of the site behind its address.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// The public address, such as `https://maillage.example.org`.
    pub address: String,
    /// The header in which a trusted proxy writes the client's address.
    pub client_header: Option<HeaderName>,
    /// The size of the cache of rendered pages, in bytes; 0: no cache.
    pub cache_bytes: usize,
    /// Notified after each request that may have written an e-mail.
    pub wakeup: Arc<Notify>,
    /// Limits of request bodies.
    pub bodies: BodyLimits,
    /// Counts requests, if metrics are on.
    pub metrics: Option<Arc<RequestMetrics>>,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            address: "http://127.0.0.1:3000".to_owned(),
            client_header: None,
            cache_bytes: 24 << 20,
            wakeup: Arc::default(),
            bodies: BodyLimits::default(),
            metrics: None,
        }
    }
}

/// The whole site: pages, files, health checks, and every layer around them.
pub fn site(state: AppState, settings: &HttpSettings) -> Router {
    with_layers(app::routes::pages(state.clone()), state, settings)
}

/// Wraps pages in every layer of the site; tests pass pages of their own.
pub fn with_layers(pages: Router, state: AppState, settings: &HttpSettings) -> Router {
    let visitors = sessions::VisitorContext {
        state: state.clone(),
        client_header: settings.client_header.clone(),
        revision: settings.cache_bytes > 0,
        proxy_notice: Arc::default(),
    };
    let cache = Cache::new(state.db.clock().clone(), settings.cache_bytes);
    let address: Arc<str> = settings.address.trim_end_matches('/').into();
    let (ready, wakeup) = (Readiness::new(state.db.clone()), settings.wakeup.clone());
    // The last layer is the outermost.
    let site = pages
        .layer(CatchPanicLayer::custom(|_| HttpError(Error::Internal).into_response()))
        .layer(from_fn_with_state(BodyGuard::new(settings.bodies), request_body::limit))
        .layer(from_fn_with_state(cache, cache::respond))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(from_fn(move |request, next| wake_worker(wakeup.clone(), request, next)))
        .layer(from_fn_with_state(address.clone(), csrf::guard))
        .layer(from_fn_with_state(state, error_page::explain))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_compressible)))
        .layer(from_fn_with_state(visitors, sessions::identify_visitor))
        .layer(from_fn(redirect_trailing_slash))
        .route("/site/{name}", get(site_files::serve))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(move || readiness::show(ready.clone())))
        .layer(from_fn_with_state(headers::headers(address.starts_with("https://")), headers::add))
        .layer(from_fn(logs::log_request));
    match &settings.metrics {
        Some(metrics) => site.layer(from_fn_with_state(metrics.clone(), metrics::count)),
        None => site,
    }
}

/// Formats that are compressed already.
const COMPRESSED: [&str; 3] = ["application/zip", "application/pdf", "application/vnd.openxmlformats-officedocument"];

/// Compresses what we generate. A file served in ranges stays as it is, byte for byte: its entity tag names these bytes.
fn is_compressible(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    !headers.contains_key(header::ACCEPT_RANGES) && !COMPRESSED.iter().any(|compressed| kind.starts_with(compressed))
}

/// A request that changed something may have written an e-mail: wakes the worker before its next look.
async fn wake_worker(wakeup: Arc<Notify>, request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let response = next.run(request).await;
    if !is_read && !response.status().is_client_error() {
        wakeup.notify_one();
    }
    response
}

/// Redirects `/agenda/` to `/agenda`, permanently.
async fn redirect_trailing_slash(request: Request, next: Next) -> Response {
    match without_trailing_slash(request.uri()).and_then(|address| HeaderValue::from_str(&address).ok()) {
        Some(address) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, address)]).into_response(),
        None => next.run(request).await,
    }
}

fn without_trailing_slash(uri: &Uri) -> Option<String> {
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
    fn a_trailing_slash_is_redirected() {
        let to = |from: &str| without_trailing_slash(&from.parse().unwrap());
        assert_eq!(to("/agenda/").as_deref(), Some("/agenda"));
        assert_eq!(to("/agenda/?kind=school").as_deref(), Some("/agenda?kind=school"));
        assert_eq!(to("//evil.example/").as_deref(), Some("/evil.example"));
        assert_eq!(to("/"), None);
        assert_eq!(to("/agenda"), None);
    }
}
