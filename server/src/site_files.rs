//! The site's own files: style, script, the browser half. A release build embeds them; in development they are read from disk, so that a
//! changed stylesheet needs no compilation.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use app::conditional::Conditions;
use app::request_context::SiteFiles;
use headers::{ETag, HeaderMapExt};

use crate::encoding::Encoding;

#[cfg(not(debug_assertions))]
#[derive(rust_embed::RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct EmbeddedFiles;

#[cfg(not(debug_assertions))]
fn file(name: &str) -> Option<Cow<'static, [u8]>> {
    EmbeddedFiles::get(name).map(|file| file.data)
}

#[cfg(debug_assertions)]
fn file(name: &str) -> Option<Cow<'static, [u8]>> {
    // The site is flat: a name with a slash is not one of its files.
    if name.contains(['/', '\\']) || name.starts_with('.') {
        return None;
    }
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site").join(name)).ok().map(Cow::Owned)
}

/// The uncompressed file. Formats that compress well are kept in their compressed forms only.
fn uncompressed(name: &str) -> Option<Cow<'static, [u8]>> {
    file(name).or_else(|| {
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(&*file(&format!("{name}.gz"))?).read_to_end(&mut bytes).ok()?;
        Some(bytes.into())
    })
}

/// Whether the site has been built.
pub fn is_built() -> bool {
    file("manifest.json").is_some()
}

/// The current names of the files that pages load.
pub fn names() -> SiteFiles {
    let manifest: BTreeMap<String, String> =
        file("manifest.json").and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    if manifest.is_empty() {
        tracing::warn!("the site is not built: pages have no style (cargo xtask run, or build, makes it)");
    }
    let path = |name: &str| format!("/site/{}", manifest.get(name).map_or(name, String::as_str));
    SiteFiles { css: path("main.css"), start: path("start.js"), menus: path("menus.js") }
}

/// Serves one file in the most compact encoding that the client accepts. A name with a hash never changes its meaning.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let compressed = match Encoding::accepted(&headers) {
        Encoding::Br => file(&format!("{name}.br")).map(|bytes| (bytes, "br")),
        Encoding::Gzip => file(&format!("{name}.gz")).map(|bytes| (bytes, "gzip")),
        Encoding::Plain => None,
    };
    let (bytes, encoding) = match compressed {
        Some((bytes, encoding)) => (bytes, Some(encoding)),
        None => match uncompressed(&name) {
            Some(bytes) => (bytes, None),
            None => return StatusCode::NOT_FOUND.into_response(),
        },
    };
    let kind = match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        _ => mime_guess::from_path(&name).first_raw().unwrap_or("application/octet-stream"),
    };
    let caching = if is_hashed(&name) { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };
    let tag = tag(&bytes);
    let mut response = if Conditions::of(&headers).are_met(tag.as_ref(), None) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, kind)], bytes.into_owned()).into_response()
    };
    let response_headers = response.headers_mut();
    if let Some(encoding) = encoding {
        response_headers.insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(encoding));
    }
    response_headers.insert(header::VARY, header::HeaderValue::from_static("accept-encoding"));
    response_headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static(caching));
    if let Some(tag) = tag {
        response_headers.typed_insert(tag);
    }
    response
}

fn tag(bytes: &[u8]) -> Option<ETag> {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish()).parse().ok()
}

/// Recognises names such as `main.0123456789abcdef.css`.
fn is_hashed(name: &str) -> bool {
    name.split('.').rev().nth(1).is_some_and(|part| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hashed_name_is_cached_for_ever() {
        assert!(is_hashed("main.0123456789abcdef.css"));
        assert!(!is_hashed("favicon.svg"));
        assert!(!is_hashed("manifest.json"));
    }
}
