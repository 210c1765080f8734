//! Identifies the visitor behind a request.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::error_page;
use app::request_context::{self, AppState, ClientAddress, RequestContext, SESSION_COOKIE};
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::people::sessions;
use domain::rng::Secret;
use domain::{Error, administration};

/// How long identifying a visitor may take. A database that hangs in the middle of the query counts as down.
const TIMEOUT: Duration = Duration::from_secs(2);

/// The number of the last committed change when the request arrived; the page rendered for it is at least as new.
#[derive(Debug, Clone, Copy)]
pub struct Revision(pub i64);

/// What identifying visitors needs.
#[derive(Clone)]
pub struct VisitorContext {
    /// The database, and what an error page needs.
    pub state: AppState,
    /// The header in which a trusted proxy writes the client's address.
    pub client_header: Option<HeaderName>,
    /// Whether a guest's request reads the revision too.
    pub revision: bool,
    /// Whether the log has the warning that the proxy and the configuration disagree.
    pub proxy_notice: Arc<AtomicBool>,
}

/// Headers in which proxies write the client's address.
const FORWARDED: [&str; 3] = ["x-forwarded-for", "forwarded", "x-real-ip"];

/// Adds to the request the person ([`sessions::Visitor`], if signed in), the [`ClientAddress`] and the [`Revision`], all from
/// one query.
pub async fn identify_visitor(State(context): State<VisitorContext>, mut request: Request, next: Next) -> Response {
    warn_of_proxy(&context, request.headers());
    let client = client(&request, context.client_header.as_ref());
    request.extensions_mut().insert(ClientAddress(client));
    let token = request_context::cookie(request.headers(), SESSION_COOKIE).map(Secret::from_text);
    let mut prolonged = None;
    {
        let arrival = tokio::time::timeout(TIMEOUT, sessions::identify(&context.state.db, token.as_ref())).await;
        match arrival.unwrap_or(Err(Error::Unavailable)) {
            Ok((revision, visitor)) => {
                if context.revision || token.is_some() {
                    request.extensions_mut().insert(Revision(revision));
                }
                request.extensions_mut().insert(administration::instance(&context.state.db, revision).await);
                if let Some(visitor) = visitor {
                    prolonged = token.zip(visitor.prolonged_for);
                    request.extensions_mut().insert(visitor);
                }
            }
            // The visitor is unknown. A page made for a guest could tell them things that are not true of them.
            Err(error) => {
                let (mut parts, _) = request.into_parts();
                let Ok(request_context) = RequestContext::from_request_parts(&mut parts, &context.state).await;
                return error_page::page(&request_context, &error);
            }
        }
    }
    let mut response = next.run(request).await;
    if let Some((token, seconds)) = prolonged {
        renew_cookie(&context.state, &token, seconds, &mut response);
    }
    response
}

/// Without the header, everybody behind a proxy is one client, and sign-in limits lock them all out together. Logged once.
fn warn_of_proxy(context: &VisitorContext, headers: &HeaderMap) {
    let ignored = FORWARDED.into_iter().find(|name| headers.contains_key(*name));
    let sentence = match (&context.client_header, ignored) {
        (None, Some(_)) => "requests come through a proxy, but client_header is empty: all its clients are counted as one",
        (Some(name), _) if !headers.contains_key(name) => {
            "a request came without the header that client_header names: the proxy does not set it, or somebody goes around the proxy"
        }
        _ => return,
    };
    if !context.proxy_notice.swap(true, Ordering::Relaxed) {
        tracing::warn!(header = context.client_header.as_ref().map_or(ignored.unwrap_or_default(), HeaderName::as_str), "{sentence}");
    }
}

/// Renews the cookie for as long as the session lives. Never on a response that may be shared, nor on one that signs in or out; the next
/// hour brings another chance.
fn renew_cookie(state: &AppState, token: &Secret, seconds: i64, response: &mut Response) {
    let headers = response.headers_mut();
    let is_private = headers
        .get(header::CACHE_CONTROL)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("private") || value.contains("no-store"));
    let has_cookie = headers.get_all(header::SET_COOKIE).iter().any(|cookie| cookie.as_bytes().starts_with(SESSION_COOKIE.as_bytes()));
    if is_private
        && !has_cookie
        && let Ok(cookie) = HeaderValue::from_str(&state.session_cookie(token.reveal(), seconds))
    {
        headers.append(header::SET_COOKIE, cookie);
    }
}

fn client(request: &Request, header: Option<&HeaderName>) -> String {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let forwarded = header.and_then(|name| last_forwarded(request.headers(), name));
    forwarded.and_then(|text| text.parse().ok()).or(peer).map(client_key).unwrap_or_default()
}

/// What counts as one client: an IPv4 address, or an IPv6 /64, which is what one household has.
pub(crate) fn client_key(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        IpAddr::V4(address) => address.to_string(),
    }
}

/// The last address of the list, which the proxy itself wrote; a client can forge the earlier ones.
fn last_forwarded<'r>(headers: &'r HeaderMap, name: &HeaderName) -> Option<&'r str> {
    Some(headers.get_all(name).iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client_behind(forwarded: &str) -> String {
        let request = Request::builder().header("x-forwarded-for", forwarded).body(axum::body::Body::empty()).unwrap();
        client(&request, Some(&HeaderName::from_static("x-forwarded-for")))
    }

    #[test]
    fn an_address_that_a_client_forged_before_the_proxy_is_ignored() {
        assert_eq!(client_behind("203.0.113.9, 198.51.100.7"), "198.51.100.7");
        assert_eq!(client_behind("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(client_behind("::ffff:198.51.100.7"), "198.51.100.7");
        assert_eq!(client_behind("nonsense"), "");
    }
}
