//! Server functions: what islands ask, and nothing else. Each is a public endpoint: the domain decides, as for a page.

use std::future::Future;

use axum::body::Body;
use axum::http::header::ACCEPT;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::visit::Visit;

/// Every path below `/api`: the visit is known to the function that answers.
pub async fn functions(visit: Visit, mut request: Request<Body>) -> Response {
    // To one who accepts HTML a server function answers as to a form, by sending back whence it came: no form of ours asks here.
    request.headers_mut().remove(ACCEPT);
    leptos_axum::handle_server_fns_with_context(move || provide_context(visit.clone()), request).await.into_response()
}

/// Asks the domain for a server function; a refusal has the status of a page's, and no word of the cause.
pub(crate) async fn answer<T, Asked>(ask: impl FnOnce(Visit) -> Asked) -> Result<T, ServerFnError>
where
    Asked: Future<Output = domain::Result<T>>,
{
    let visit = use_context::<Visit>().ok_or_else(|| ServerFnError::new("no visit"))?;
    let options = use_context::<ResponseOptions>();
    ask(visit).await.map_err(|error| {
        if let (Some(options), Ok(status)) = (options, StatusCode::from_u16(error.status())) {
            options.set_status(status);
        }
        ServerFnError::new(error.to_string())
    })
}
