//! Protects visitors against forms of other sites (cross-site request forgery).

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// One-click links (RFC 8058): mail programs and webmail send this form for their readers. The address contains its own proof, and no
/// cookie is read.
const FOR_ALL: &str = "/unsubscribe/";

/// Refuses a request that changes something unless it comes from a page of this site. A request with neither header does not come from a
/// browser, so it can't carry a visitor's cookie against their will.
pub async fn guard(State(address): State<std::sync::Arc<str>>, request: Request, next: Next) -> Response {
    let harmless = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let for_all = request.uri().path().strip_prefix(FOR_ALL).is_some_and(|token| !token.contains('/'));
    if harmless || for_all || is_own(&address, request.headers()) { next.run(request).await } else { StatusCode::FORBIDDEN.into_response() }
}

fn is_own(address: &str, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            origin == address || (host.is_some() && host == text(header::HOST.as_str()))
        }
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(lines: &[(&'static str, &'static str)]) -> bool {
        let headers = lines.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        is_own("https://maillage.example.org", &headers)
    }

    #[test]
    fn a_foreign_page_can_not_act() {
        assert!(own(&[("sec-fetch-site", "same-origin")]));
        assert!(own(&[("sec-fetch-site", "none")]));
        assert!(!own(&[("sec-fetch-site", "cross-site")]));
        assert!(!own(&[("sec-fetch-site", "same-site"), ("origin", "https://maillage.example.org")]));
        assert!(own(&[("origin", "https://maillage.example.org")]));
        assert!(own(&[("origin", "http://localhost:3000"), ("host", "localhost:3000")]));
        assert!(!own(&[("origin", "https://evil.example.org"), ("host", "maillage.example.org")]));
        assert!(!own(&[("origin", "null"), ("host", "maillage.example.org")]));
        assert!(own(&[]));
    }
}
