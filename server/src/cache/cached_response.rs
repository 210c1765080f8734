//! A cached response with its compressed forms.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::sync::OnceLock;
use std::time::SystemTime;

use app::conditional::Conditions;
use app::error_page::HttpError;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Error;
use headers::{HeaderMapExt, LastModified};

use crate::encoding::Encoding;

/// Content types worth caching: pages, calendars, Atom feeds, the sitemap.
const CONTENT_TYPES: [&str; 4] = ["text/html", "text/calendar", "application/atom+xml", "application/xml"];
/// A larger response is not cached: it would push out everything else.
const MAX_BYTES: u64 = 4 << 20;
/// Below this size, compression gains nothing.
const MIN_COMPRESSED_BYTES: usize = 600;

/// A cached response. Each compressed form is made on first use.
pub(super) struct CachedResponse {
    headers: HeaderMap,
    body: Bytes,
    /// The entity tag of the compressed forms. It is weak: a strong tag would vouch for the exact bytes of the body.
    weak: HeaderValue,
    modified: Option<SystemTime>,
    br: OnceLock<Option<Bytes>>,
    gzip: OnceLock<Option<Bytes>>,
}

impl CachedResponse {
    /// Caches the response if that is allowed; otherwise returns it unchanged.
    pub(super) async fn from(response: Response) -> Result<Self, Response> {
        if !is_cacheable(&response) {
            return Err(response);
        }
        let (parts, body) = response.into_parts();
        let mut headers = parts.headers;
        let Ok(body) = axum::body::to_bytes(body, MAX_BYTES as usize).await else {
            return Err(HttpError(Error::Internal).into_response());
        };
        headers.remove(header::CONTENT_LENGTH);
        headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
        let tag = headers.entry(header::ETAG).or_insert_with(|| weak_tag(&body)).clone();
        let weak = if tag.as_bytes().starts_with(b"W/") { tag } else { weaken(&tag) };
        let modified = headers.typed_get::<LastModified>().map(SystemTime::from);
        Ok(Self { headers, body, weak, modified, br: OnceLock::new(), gzip: OnceLock::new() })
    }

    /// The size in bytes, with an allowance for the compressed forms.
    pub(super) fn size(&self) -> usize {
        self.body.len() * 3 / 2
    }

    /// Answers a request with these headers.
    pub(super) fn answer(&self, request_headers: &HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = self.headers.clone();
        if self.is_known(request_headers) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().remove(header::CONTENT_TYPE);
            return response;
        }
        let encoding = if self.body.len() < MIN_COMPRESSED_BYTES { Encoding::Plain } else { Encoding::accepted(request_headers) };
        let compressed = match encoding {
            Encoding::Br => self.br.get_or_init(|| brotli(&self.body)).as_ref(),
            Encoding::Gzip => self.gzip.get_or_init(|| gzip(&self.body)).as_ref(),
            Encoding::Plain => None,
        };
        if compressed.is_some() {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
            response.headers_mut().insert(header::ETAG, self.weak.clone());
        }
        let body = compressed.unwrap_or(&self.body);
        *response.body_mut() = Body::from(body.clone());
        response
    }

    /// Whether the client has this version already (RFC 9110, 13.1).
    fn is_known(&self, request_headers: &HeaderMap) -> bool {
        Conditions::of(request_headers).are_met(self.headers.typed_get().as_ref(), self.modified)
    }
}

fn is_cacheable(response: &Response) -> bool {
    let headers = response.headers();
    let has =
        |name, part: &str| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).is_some_and(|value| value.contains(part));
    response.status() == StatusCode::OK
        && CONTENT_TYPES.iter().any(|content_type| has(header::CONTENT_TYPE, content_type))
        && !has(header::CACHE_CONTROL, "no-store")
        && !headers.contains_key(header::SET_COOKIE)
        && !headers.contains_key(header::CONTENT_ENCODING)
        && response.body().size_hint().exact().is_some_and(|bytes| bytes <= MAX_BYTES)
}

/// It is weak because two renderings may differ in bytes and say the same.
fn weak_tag(body: &[u8]) -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    HeaderValue::from_str(&format!("W/\"{:016x}\"", hasher.finish())).unwrap_or(HeaderValue::from_static("W/\"\""))
}

fn weaken(tag: &HeaderValue) -> HeaderValue {
    HeaderValue::from_bytes(&[b"W/", tag.as_bytes()].concat()).unwrap_or(HeaderValue::from_static("W/\"\""))
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
