//! Errors as pages: in the visitor's language, with the matching status and a link onwards.

mod closed_notice;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{ALLOW, CONNECTION};
use axum::http::{HeaderName, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Error, Language};
use leptos::prelude::*;

use crate::page::PageBuilder;
use crate::request_context::{AppState, RequestContext};
use crate::shell;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpError(pub Error);

pub type Result<T = Response> = std::result::Result<T, HttpError>;

impl From<Error> for HttpError {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for HttpError {
    /// The bare status: [`explain`] adds the page, in the language of the request.
    fn into_response(self) -> Response {
        if let Error::AlreadyDone(path) = &self.0 {
            return Redirect::to(path).into_response();
        }
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Marks the response to a request that was abandoned.
#[derive(Debug, Clone, Copy)]
struct TimedOut;

/// The response to a request that took too long: whether its data was saved is unknown. The bare status, as for an [`HttpError`].
pub fn timed_out() -> Response {
    let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
    response.extensions_mut().insert(TimedOut);
    response
}

pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::AlreadyDone(_) => StatusCode::SEE_OTHER,
        Error::SignedOut => StatusCode::UNAUTHORIZED,
        Error::Forbidden => StatusCode::FORBIDDEN,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Stale | Error::Closed => StatusCode::CONFLICT,
        Error::LinkOver => StatusCode::GONE,
        Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Error::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        Error::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Gives every error its page: those of handlers, and those of the router and of extractors, which have no text.
pub async fn explain(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(context) = RequestContext::from_request_parts(&mut parts, &state).await;
    let response = next.run(Request::from_parts(parts, body)).await;
    let error = match response.extensions().get::<HttpError>() {
        Some(HttpError(error)) => error.clone(),
        None if response.headers().contains_key(axum::http::header::CONTENT_TYPE) && response.status() == StatusCode::OK => {
            return response;
        }
        None => match response.status() {
            StatusCode::SERVICE_UNAVAILABLE if response.extensions().get::<TimedOut>().is_some() => {
                let language = context.language;
                return render(
                    &context,
                    503,
                    tr!(language, "error-unavailable"),
                    tr!(language, "error-response-timeout-more"),
                    ().into_any(),
                );
            }
            StatusCode::NOT_FOUND if is_bare(&response) => Error::NotFound,
            StatusCode::METHOD_NOT_ALLOWED if is_bare(&response) => return method_not_allowed(&context, &response),
            StatusCode::REQUEST_TIMEOUT if is_bare(&response) => return too_slow(&context, &response),
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE if !is_html(&response) => {
                Error::Invalid(Vec::new())
            }
            StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
            StatusCode::URI_TOO_LONG if is_bare(&response) => {
                let language = context.language;
                return render(
                    &context,
                    414,
                    tr!(language, "error-address-too-long"),
                    tr!(language, "error-address-too-long-more"),
                    ().into_any(),
                );
            }
            // Our own refusals carry their error. This one came earlier: the form was sent from another site.
            StatusCode::FORBIDDEN if is_bare(&response) => return cross_site_page(&context),
            _ => return response,
        },
    };
    page(&context, &error)
}

fn is_bare(response: &Response) -> bool {
    !response.headers().contains_key(axum::http::header::CONTENT_TYPE)
}

fn is_html(response: &Response) -> bool {
    response.headers().get(axum::http::header::CONTENT_TYPE).is_some_and(|media_type| media_type.as_bytes().starts_with(b"text/html"))
}

pub fn page(context: &RequestContext, error: &Error) -> Response {
    let language = context.language;
    let closed = matches!(error, Error::Closed).then(|| closed_notice::closed_notice(language, &context.path));
    let (title, sentence, back) = match closed {
        Some(closed) => (closed.title, closed.sentence, closed.back),
        // A person who is signed in can't sign in to see more.
        None if *error == Error::NotFound && context.visitor.is_some() => {
            (title(language, error), tr!(language, "error-not-found-signed-in"), None)
        }
        None => (title(language, error), sentence(language, error), None),
    };
    let next_step = match error {
        Error::SignedOut => {
            view! { <p><a class="button" href=shell::sign_in_path(context)>{tr!(language, "shell-sign-in")}</a></p> }.into_any()
        }
        Error::LinkOver if context.path.starts_with("/sign-in/") && !context.path.starts_with("/sign-in/address/") => {
            view! { <p><a class="button" href="/sign-in">{tr!(language, "error-link-expired-renew")}</a></p> }.into_any()
        }
        Error::NotFound => view! {
            <form class="search" method="get" action="/search" role="search" aria-label=tr!(language, "error-search")>
                <div class="field">
                    <label for="q">{tr!(language, "error-search")}</label>
                    <input id="q" name="q" type="search" />
                </div>
                <button class="button">{tr!(language, "error-search-submit")}</button>
            </form>
        }
        .into_any(),
        Error::Internal | Error::Unavailable if !context.request.is_empty() => {
            view! { <p class="muted">{tr!(language, "error-request-id", request = context.request.clone())}</p> }.into_any()
        }
        Error::Closed => back.map(|(path, label)| view! { <p><a class="button" href=path>{label}</a></p> }).into_any(),
        _ => ().into_any(),
    };
    let contact = context.instance.contact.clone();
    let offers_help = matches!(error, Error::Internal | Error::Forbidden | Error::Closed) && !contact.is_empty();
    let help = offers_help
        .then(|| view! { <p class="muted">{tr!(language, "error-help")}" "<a href=format!("mailto:{contact}")>{contact.clone()}</a></p> });
    render(context, status(error).as_u16(), title, sentence, view! { {next_step} {help} }.into_any())
}

/// The page for a form that another site sent in the visitor's name.
fn cross_site_page(context: &RequestContext) -> Response {
    let language = context.language;
    render(context, 403, tr!(language, "error-cross-site"), tr!(language, "error-cross-site-more"), ().into_any())
}

/// The address exists, but the method is none of those in the `Allow` header (RFC 9110, 15.5.6).
fn method_not_allowed(context: &RequestContext, bare: &Response) -> Response {
    let language = context.language;
    let mut response =
        render(context, 405, tr!(language, "error-method-not-allowed"), tr!(language, "error-method-not-allowed-more"), ().into_any());
    copy_header(ALLOW, bare, &mut response);
    response
}

/// The request was sent too slowly and was abandoned.
fn too_slow(context: &RequestContext, bare: &Response) -> Response {
    let language = context.language;
    let mut response =
        render(context, 408, tr!(language, "error-request-timeout"), tr!(language, "error-request-timeout-more"), ().into_any());
    copy_header(CONNECTION, bare, &mut response);
    response
}

fn copy_header(name: HeaderName, from: &Response, to: &mut Response) {
    if let Some(value) = from.headers().get(&name) {
        to.headers_mut().insert(name, value.clone());
    }
}

fn render(context: &RequestContext, status: u16, title: String, sentence: String, next_steps: AnyView) -> Response {
    let language = context.language;
    let heading = title.clone();
    PageBuilder::titled(title).status(status).render(context, move || {
        view! {
            <div class="narrow stack">
                <h1>{heading}</h1>
                <p class="lead">{sentence}</p>
                {next_steps}
                <p class="links">
                    <a href="/agenda">{tr!(language, "shell-agenda")}</a>
                    " "
                    <a href="/networks">{tr!(language, "shell-networks")}</a>
                </p>
            </div>
        }
    })
}

fn title(language: Language, error: &Error) -> String {
    match error {
        Error::SignedOut => tr!(language, "error-signed-out"),
        Error::Forbidden => tr!(language, "error-forbidden"),
        Error::NotFound => tr!(language, "error-not-found"),
        Error::Invalid(_) => tr!(language, "error-invalid"),
        Error::TooLarge => tr!(language, "error-too-large"),
        Error::Stale => tr!(language, "error-stale"),
        Error::LinkOver => tr!(language, "error-link-expired"),
        Error::TooMany => tr!(language, "error-too-many-requests"),
        Error::Closed => tr!(language, "error-closed"),
        Error::Unavailable => tr!(language, "error-unavailable"),
        // A redirect, never a page.
        Error::AlreadyDone(_) | Error::Internal => tr!(language, "error-internal"),
    }
}

/// The sentence that explains an error, and says who could help.
pub fn sentence(language: Language, error: &Error) -> String {
    match error {
        Error::SignedOut => tr!(language, "error-signed-out-more"),
        Error::Forbidden => tr!(language, "error-forbidden-more"),
        Error::NotFound => tr!(language, "error-not-found-more"),
        Error::Invalid(_) => tr!(language, "error-invalid-more"),
        Error::TooLarge => tr!(language, "error-too-large-more"),
        Error::Stale => tr!(language, "error-stale-more"),
        Error::LinkOver => tr!(language, "error-link-expired-more"),
        Error::TooMany => tr!(language, "error-too-many-requests-more"),
        Error::Closed => tr!(language, "error-closed-more"),
        Error::Unavailable => tr!(language, "error-unavailable-more"),
        Error::AlreadyDone(_) | Error::Internal => tr!(language, "error-internal-more"),
    }
}
