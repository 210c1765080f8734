//! The context of one request: the caller, the language, the address.

use std::borrow::Cow;
use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::response::Redirect;
use cookie::{Cookie, CookieBuilder, SameSite};
use domain::Language;
use domain::administration::Instance;
use domain::calendar::EntryCache;
use domain::clock::Timestamp;
use domain::db::Db;
use domain::people::devices;
use domain::people::sessions::Visitor;
use domain::policy::Actor;

use crate::extract::ADDRESS_BYTES;
use crate::rate_limit::RateLimit;

/// The cookie that carries the session's token.
pub const SESSION_COOKIE: &str = "maillage_session";
/// The cookie that identifies a browser that has signed in before. It gives no access, see [`domain::people::devices`].
pub const DEVICE_COOKIE: &str = "maillage_device";
/// The only list of addresses that carry a secret. Their pages are never cached; these addresses are never put into another address or into
/// the log.
const SECRET_PREFIXES: [&str; 7] =
    ["/sign-in/", "/registrations/", "/feeds/", "/subscriptions/", "/unsubscribe/", "/moderate/", "/certificates/"];

/// Whether a path carries a secret: reading the path is enough to use it.
pub fn carries_secret(path: &str) -> bool {
    secret_prefix(path).is_some()
}

/// The path for the log: the secret is removed.
pub fn without_secret(path: &str) -> Cow<'_, str> {
    secret_prefix(path).map_or(Cow::Borrowed(path), |start| Cow::Owned(format!("{start}…")))
}

/// A mistyped link does nothing here, but its token still works: different case or a doubled slash must not hide it from the list.
fn secret_prefix(path: &str) -> Option<&'static str> {
    let path = path.trim_start_matches('/').as_bytes();
    SECRET_PREFIXES.into_iter().find(|start| {
        let start = &start.as_bytes()[1..];
        path.len() > start.len() && path[..start.len()].eq_ignore_ascii_case(start)
    })
}

/// The cookie that stores a guest's choice of language.
pub const LANGUAGE_COOKIE: &str = "maillage_language";
/// A year: nobody remembers a choice longer than that.
const LANGUAGE_SECONDS: i64 = 365 * 24 * 3600;

/// The query parameter that requests a page in one language, whatever the reader's own: `?lang=en`, for links and search engines.
pub const LANGUAGE_PARAMETER: &str = "lang";

/// The state shared by all pages, which no page changes. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub db: Db,
    /// The cache of written calendar entries.
    pub written: EntryCache,
    pub site: Arc<SiteFiles>,
    /// Whether this is a demo: mails can be read in the browser.
    pub demo: bool,
    /// The limit on figures computed for one caller.
    pub figures: RateLimit,
    /// The limit on codes of certificates that one caller tries.
    pub certificates: RateLimit,
}

impl AppState {
    /// The session's cookie, for `seconds`. Scripts can't read it. It is sent when a link from another site is followed, but not with a
    /// form from another site.
    pub fn session_cookie(&self, token: &str, seconds: i64) -> String {
        self.cookie(SESSION_COOKIE, token, seconds).path("/").http_only(true).to_string()
    }

    /// The cookie that identifies this browser when it asks for a sign-in link; it is sent to no other address.
    pub fn device_cookie(&self, token: &str) -> String {
        self.cookie(DEVICE_COOKIE, token, devices::LIFETIME_SECONDS).path("/sign-in").http_only(true).to_string()
    }

    pub fn language_cookie(&self, language: Language) -> String {
        self.cookie(LANGUAGE_COOKIE, language.code(), LANGUAGE_SECONDS).path("/").to_string()
    }

    /// On a site with HTTPS, a cookie is never sent without it.
    fn cookie<'c>(&self, name: &'c str, value: &'c str, seconds: i64) -> CookieBuilder<'c> {
        let secure = self.db.link("/").starts_with("https:");
        Cookie::build((name, value)).max_age(cookie::time::Duration::seconds(seconds)).same_site(SameSite::Lax).secure(secure)
    }
}

/// The addresses of the site's own files; their names contain a hash of the content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteFiles {
    pub css: String,
    /// The script that starts the islands.
    pub start: String,
    /// The script that closes menus with a key.
    pub menus: String,
}

/// The context of one request. Handlers take it first; extracting it never fails.
#[derive(Clone)]
pub struct RequestContext {
    pub state: AppState,
    /// The caller, for the verbs of the domain.
    pub actor: Actor,
    pub visitor: Option<Visitor>,
    pub instance: Arc<Instance>,
    /// The language of the response.
    pub language: Language,
    /// From the address, by [`LANGUAGE_PARAMETER`].
    pub requested_language: Option<Language>,
    pub now: Timestamp,
    /// Path and query, as requested.
    pub path: String,
    /// The browser's User-Agent.
    pub device: String,
    /// The client's network address, for limits: never shown, never stored unhashed.
    pub client: String,
    /// The number of the request in the log, for people who report a problem.
    pub request: String,
}

impl RequestContext {
    pub fn db(&self) -> &Db {
        &self.state.db
    }

    /// The key of a blank form that creates something: sent twice, it creates one. See [`crate::extract::OnceForm`].
    pub fn form_key(&self) -> String {
        self.state.db.ids().secret().reveal().to_owned()
    }

    /// Redirects after a successful form: the browser requests the page again (303).
    pub fn redirect(&self, path: &str) -> Redirect {
        Redirect::to(path)
    }

    pub fn absolute(&self, path: &str) -> String {
        self.state.db.link(path)
    }
}

/// The client's network address: the server adds it to the request, from the connection or from the proxy it trusts.
#[derive(Debug, Clone, Default)]
pub struct ClientAddress(pub String);

/// The number of a request in the log: the server adds it to the request.
#[derive(Debug, Clone, Default)]
pub struct RequestId(pub String);

impl FromRequestParts<AppState> for RequestContext {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let visitor = parts.extensions.get::<Visitor>().cloned();
        let instance = parts.extensions.get::<Arc<Instance>>().cloned().unwrap_or_default();
        let language_of_visitor = visitor.as_ref().map_or_else(|| language(&parts.headers, instance.language), |visitor| visitor.language);
        let requested_language = parts.uri.query().and_then(requested_language);
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        Ok(Self {
            state: state.clone(),
            actor: visitor.as_ref().map_or(Actor::Guest, Visitor::actor),
            language: requested_language.unwrap_or(language_of_visitor),
            requested_language,
            instance,
            visitor,
            now: state.db.now(),
            // A longer address only gets an error page, and nothing leads back to it.
            path: address(parts)
                .path_and_query()
                .map(|path| path.as_str())
                .filter(|path| path.len() <= ADDRESS_BYTES)
                .unwrap_or("/")
                .to_owned(),
            device: text(USER_AGENT),
            client: parts.extensions.get::<ClientAddress>().cloned().unwrap_or_default().0,
            request: parts.extensions.get::<RequestId>().cloned().unwrap_or_default().0,
        })
    }
}

/// The original address: below a nested prefix, the request's own address lacks that prefix.
pub(crate) fn address(parts: &Parts) -> &Uri {
    parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri)
}

/// The path without the language parameter: where a reader who chooses another language returns to.
pub(crate) fn without_language(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let pairs: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// The language that a query asks for; `None` for one that is not available.
fn requested_language(query: &str) -> Option<Language> {
    query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(|code| Language::parse(code).ok())
}

/// The value of a cookie. It is searched for directly instead of parsing all cookies, of which a request may have any number.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let headers_with_cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    headers_with_cookies.flat_map(Cookie::split_parse).flatten().find(|cookie| cookie.name() == name)?.value_raw()
}

/// A guest's language: the one they chose here, else the first available one that their browser names, else the instance's own.
pub fn language(headers: &HeaderMap, default: Language) -> Language {
    if let Some(Ok(chosen)) = cookie(headers, LANGUAGE_COOKIE).map(Language::parse) {
        return chosen;
    }
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut accepted_languages: Vec<(Language, f32)> = accepted.split(',').filter_map(parse_accepted).collect();
    accepted_languages.sort_by(|a, b| b.1.total_cmp(&a.1));
    accepted_languages.first().map_or(default, |(language, _)| *language)
}

/// `en-GB;q=0.8` as a language and a weight (RFC 9110, 12.5.4).
fn parse_accepted(item: &str) -> Option<(Language, f32)> {
    let (range, weight) = item.split_once(";q=").unwrap_or((item, "1"));
    let language = Language::parse(range.trim().split('-').next()?).ok()?;
    weight.trim().parse().ok().filter(|weight| *weight > 0.0).map(|weight| (language, weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_with_a_secret_is_on_the_list() {
        let routes = include_str!("routes.rs");
        let patterns = routes.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next());
        let mut used = std::collections::BTreeSet::new();
        for pattern in patterns {
            // A token gives access by itself; `{file}` below /feeds is one with an extension.
            if pattern.contains("{token}") || pattern.contains("{secret}") || pattern.starts_with("/feeds/") {
                used.insert(secret_prefix(pattern).unwrap_or_else(|| panic!("{pattern} is not in SECRET")));
            }
        }
        assert_eq!(used.len(), SECRET_PREFIXES.len(), "an entry of SECRET that no address needs");
    }

    #[test]
    fn secrets_are_not_logged() {
        assert_eq!(without_secret("/sign-in/abc"), "/sign-in/…");
        assert_eq!(without_secret("/registrations/abc/withdraw"), "/registrations/…");
        assert_eq!(without_secret("/feeds/abc.ics"), "/feeds/…");
        assert_eq!(without_secret("/subscriptions/abc"), "/subscriptions/…");
        assert_eq!(without_secret("/unsubscribe/l.list.person.abc"), "/unsubscribe/…");
        assert_eq!(without_secret("//Unsubscribe/abc"), "/unsubscribe/…");
        assert_eq!(without_secret("/moderate/post.person.abc"), "/moderate/…");
        for open in ["/sign-in", "/sign-in/", "/events/abc/registrations", "/é", "/"] {
            assert_eq!(without_secret(open), open);
        }
    }

    fn guest_language_for(accept: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, accept.parse().unwrap());
        language(&headers, Language::Fr)
    }

    #[test]
    fn an_address_may_ask_for_a_language() {
        assert_eq!(requested_language("q=x&lang=en"), Some(Language::En));
        assert_eq!((requested_language("lang=xx"), requested_language("q=lang")), (None, None));
        assert_eq!(without_language("/agenda?lang=en"), "/agenda");
        assert_eq!(without_language("/agenda?q=x&lang=en&page=2"), "/agenda?q=x&page=2");
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "a=1;maillage_language2=x; maillage_language=en".parse().unwrap());
        headers.append(COOKIE, "b=2; maillage_session=t=;=;".parse().unwrap());
        assert_eq!(cookie(&headers, LANGUAGE_COOKIE), Some("en"));
        assert_eq!(cookie(&headers, SESSION_COOKIE), Some("t="));
        assert_eq!(cookie(&headers, "c"), None);
    }

    #[test]
    fn the_browser_chooses_by_weight() {
        assert_eq!(guest_language_for("en-GB,en;q=0.9,fr;q=0.8"), Language::En);
        assert_eq!(guest_language_for("de,en;q=0.3,fr;q=0.8"), Language::Fr);
        assert_eq!(guest_language_for("de"), Language::Fr);
        assert_eq!(guest_language_for("en;q=0, fr;q=0.1"), Language::Fr);
    }
}
