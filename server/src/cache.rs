//! Rendered pages, kept as long as they are true and for whom they are true.
//!
//! A page depends on who asks, in which language, for which address, on what is committed, and on the time (an event that has
//! begun, a mandate that has ended). So a page is kept for one visitor, one language, one address; and it is served only while
//! the revision, read anew for each request, is the one read *before* the page was rendered, and only in the same minute:
//! mandates and registrations end on whole minutes. A commit that does not raise the revision (`commit_quietly`) may only
//! change what is never kept: private pages, addresses that carry a secret, and a person's own pages below `/me`, which also
//! tell one of their sessions from another.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use app::fault::Fault;
use app::visit;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::clock::Clock;
use domain::ids::PersonId;
use domain::people::sessions::Visitor;
use domain::{Error, Language};

use crate::encoding::Encoding;
use crate::sessions::Revision;

/// What is worth keeping: pages, calendars, feeds of news, the map of the site.
const KINDS: [&str; 4] = ["text/html", "text/calendar", "application/atom+xml", "application/xml"];
/// A larger answer is not kept: it would push out everything else.
const LARGEST: u64 = 4 << 20;
/// Below this, compression gains nothing.
const SMALLEST_COMPRESSED: usize = 600;

/// The pages of the present revision and minute. Cheap to clone.
#[derive(Clone)]
pub struct Cache {
    present: Arc<RwLock<Present>>,
    clock: Clock,
    limit: usize,
}

/// Everything kept was rendered at one revision, in one minute: when either moves on, all of it goes at once.
#[derive(Default)]
struct Present {
    at: At,
    pages: HashMap<Key, Arc<Kept>>,
    bytes: usize,
}

/// A revision and a minute, in the order in which they come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct At {
    revision: i64,
    minute: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    person: Option<PersonId>,
    language: Language,
    path: String,
}

impl Cache {
    /// Keeps at most `limit` bytes, about.
    pub fn new(clock: Clock, limit: usize) -> Self {
        Self { present: Arc::default(), clock, limit }
    }

    fn find(&self, at: At, key: &Key) -> Option<Arc<Kept>> {
        let present = self.present.read().unwrap_or_else(PoisonError::into_inner);
        (present.at == at).then(|| present.pages.get(key).cloned())?
    }

    fn keep(&self, at: At, key: Key, page: &Arc<Kept>) {
        let mut present = self.present.write().unwrap_or_else(PoisonError::into_inner);
        // A request that began earlier than the newest brings nothing.
        if at < present.at {
            return;
        }
        // Full: what is asked for often comes back at once.
        if at > present.at || present.bytes > self.limit {
            *present = Present { at, ..Present::default() };
        }
        present.bytes += page.weight() + 2 * key.path.len() + 256;
        present.pages.insert(key, page.clone());
    }
}

/// Answers from what is kept, or keeps the answer.
pub async fn keep(State(cache): State<Cache>, mut request: Request, next: Next) -> Response {
    let Some((at, key)) = key(&cache, &request) else {
        return next.run(request).await;
    };
    if let Some(kept) = cache.find(at, &key) {
        return kept.answer(request.headers());
    }
    // The answer to a question with conditions could not be kept for others; the conditions are judged here.
    let asked = request.headers().clone();
    for condition in [header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE] {
        request.headers_mut().remove(condition);
    }
    let response = next.run(request).await;
    match Kept::from(response).await {
        Ok(kept) => {
            let kept = Arc::new(kept);
            cache.keep(at, key, &kept);
            kept.answer(&asked)
        }
        Err(response) => response,
    }
}

/// Addresses that carry a secret, and a person's own pages.
fn is_never_kept(path: &str) -> bool {
    path == "/me" || path.starts_with("/me/") || visit::carries_secret(path)
}

fn key(cache: &Cache, request: &Request) -> Option<(At, Key)> {
    let path = request.uri().path();
    if request.method() != Method::GET || is_never_kept(path) {
        return None;
    }
    let Revision(revision) = *request.extensions().get()?;
    let visitor = request.extensions().get::<Visitor>();
    let key = Key {
        person: visitor.map(|visitor| visitor.person.clone()),
        language: visitor.map_or_else(|| visit::language(request.headers()), |visitor| visitor.language),
        path: request.uri().path_and_query().map_or(path, |path| path.as_str()).to_owned(),
    };
    Some((At { revision, minute: cache.clock.now().seconds().div_euclid(60) }, key))
}

/// One answer, and the smaller forms in which it was asked for.
struct Kept {
    headers: HeaderMap,
    body: Bytes,
    /// The tag of the smaller forms: a strong one is of the very octets of the body.
    weak: HeaderValue,
    modified: Option<chrono::DateTime<chrono::FixedOffset>>,
    br: OnceLock<Option<Bytes>>,
    gzip: OnceLock<Option<Bytes>>,
}

impl Kept {
    /// The answer, if it may be kept; else as it was.
    async fn from(response: Response) -> Result<Self, Response> {
        if !is_keepable(&response) {
            return Err(response);
        }
        let (parts, body) = response.into_parts();
        let mut headers = parts.headers;
        let Ok(body) = axum::body::to_bytes(body, LARGEST as usize).await else {
            return Err(Fault(Error::Internal).into_response());
        };
        headers.remove(header::CONTENT_LENGTH);
        headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
        let tag = headers.entry(header::ETAG).or_insert_with(|| tag(&body)).clone();
        let weak = if tag.as_bytes().starts_with(b"W/") { tag } else { weaker(&tag) };
        let modified = headers.get(header::LAST_MODIFIED).and_then(moment);
        Ok(Self { headers, body, weak, modified, br: OnceLock::new(), gzip: OnceLock::new() })
    }

    /// With room for the compressed forms.
    fn weight(&self) -> usize {
        self.body.len() * 3 / 2
    }

    /// The answer to a request with those headers.
    fn answer(&self, asked: &HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = self.headers.clone();
        if self.is_known(asked) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().remove(header::CONTENT_TYPE);
            return response;
        }
        let wished = if self.body.len() < SMALLEST_COMPRESSED { Encoding::Plain } else { Encoding::wished(asked) };
        let smaller = match wished {
            Encoding::Br => self.br.get_or_init(|| brotli(&self.body)).as_ref(),
            Encoding::Gzip => self.gzip.get_or_init(|| gzip(&self.body)).as_ref(),
            Encoding::Plain => None,
        };
        if smaller.is_some() {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(wished.name()));
            response.headers_mut().insert(header::ETAG, self.weak.clone());
        }
        let body = smaller.unwrap_or(&self.body);
        *response.body_mut() = Body::from(body.clone());
        response
    }

    /// Whether the client has it already (RFC 9110, 13.1).
    fn is_known(&self, asked: &HeaderMap) -> bool {
        let Some(known) = asked.get(header::IF_NONE_MATCH) else {
            let since = asked.get(header::IF_MODIFIED_SINCE).and_then(moment);
            return matches!((since, self.modified), (Some(since), Some(modified)) if modified <= since);
        };
        let tag = self.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).unwrap_or_default();
        let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        known.to_str().is_ok_and(|known| known.trim() == "*" || known.split(',').any(|known| opaque(known) == opaque(tag)))
    }
}

fn is_keepable(response: &Response) -> bool {
    let headers = response.headers();
    let has = |name, words: &str| {
        headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).is_some_and(|value| value.contains(words))
    };
    response.status() == StatusCode::OK
        && KINDS.iter().any(|kind| has(header::CONTENT_TYPE, kind))
        && !has(header::CACHE_CONTROL, "no-store")
        && !headers.contains_key(header::SET_COOKIE)
        && !headers.contains_key(header::CONTENT_ENCODING)
        && response.body().size_hint().exact().is_some_and(|bytes| bytes <= LARGEST)
}

/// Weak from the start: what is rendered may differ in octets and say the same.
fn tag(body: &[u8]) -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    HeaderValue::from_str(&format!("W/\"{:016x}\"", hasher.finish())).unwrap_or(HeaderValue::from_static("W/\"\""))
}

fn weaker(tag: &HeaderValue) -> HeaderValue {
    HeaderValue::from_bytes(&[b"W/", tag.as_bytes()].concat()).unwrap_or(HeaderValue::from_static("W/\"\""))
}

fn moment(value: &HeaderValue) -> Option<chrono::DateTime<chrono::FixedOffset>> {
    chrono::DateTime::parse_from_rfc2822(value.to_str().ok()?).ok()
}

fn brotli(body: &[u8]) -> Option<Bytes> {
    let mut small = Vec::with_capacity(body.len() / 4);
    let parameters = brotli::enc::BrotliEncoderParams { quality: 5, lgwin: 20, ..Default::default() };
    brotli::BrotliCompress(&mut &*body, &mut small, &parameters).ok()?;
    Some(small.into())
}

fn gzip(body: &[u8]) -> Option<Bytes> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 4), flate2::Compression::default());
    encoder.write_all(body).ok()?;
    Some(encoder.finish().ok()?.into())
}
