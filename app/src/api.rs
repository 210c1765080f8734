//! Server functions: the requests of islands, and nothing else. Each is a public endpoint: the domain decides, as for a page.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::http::header::ACCEPT;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::error_page;
use crate::extract::limit_form;
use crate::request_context::RequestContext;

/// Whether a function received the request: an unreadable request or an unknown function is not an internal error.
#[derive(Debug, Clone, Default)]
struct ReachedFlag(Arc<AtomicBool>);

/// Every path below `/api`. The request context is passed to the function.
pub async fn call(context: RequestContext, request: Request<Body>) -> Response {
    let mut request = match limit_form(request).await {
        Ok(request) => request,
        Err(error) => return error.into_response(),
    };
    // For a client that accepts HTML, a server function redirects to the referring page, as for a form: no form of ours is sent here.
    request.headers_mut().remove(ACCEPT);
    let reached = ReachedFlag::default();
    let shared = reached.clone();
    let provide = move || {
        provide_context(context.clone());
        provide_context(shared.clone());
    };
    let mut response = leptos_axum::handle_server_fns_with_context(provide, request).await.into_response();
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR && !reached.0.load(Ordering::Relaxed) {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    response
}

/// Calls a verb of the domain for a server function. An error has the status that a page would have, and says nothing about the cause.
pub(crate) async fn respond<T, Work>(verb: impl FnOnce(RequestContext) -> Work) -> Result<T, ServerFnError>
where
    Work: Future<Output = domain::Result<T>>,
{
    let context = use_context::<RequestContext>().ok_or_else(|| ServerFnError::new("no visit"))?;
    if let Some(ReachedFlag(reached)) = use_context::<ReachedFlag>() {
        reached.store(true, Ordering::Relaxed);
    }
    let options = use_context::<ResponseOptions>();
    verb(context).await.map_err(|error| {
        if let Some(options) = options {
            options.set_status(error_page::status(&error));
        }
        ServerFnError::new(error.to_string())
    })
}
