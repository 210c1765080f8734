//! The cache of rendered pages: a page is served only while it is true, and only to the visitor it was made for.
//!
//! A page depends on the visitor, the language, the address, the committed data, and the time (an event that has begun, a mandate that has
//! ended). So a page is cached for one visitor, one language and one address. It is served only while the revision, read for each request, is
//! the one read *before* the page was rendered, and only in the same minute: mandates and registrations end on whole minutes. A commit that
//! does not raise the revision (`commit_without_revision`) may only change what is never cached: private pages, addresses that contain a
//! secret, and a person's own pages below `/me`, which also differ from one of their sessions to another.

mod cached_response;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use app::request_context;
use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::Language;
use domain::administration::Instance;
use domain::clock::Clock;
use domain::ids::PersonId;
use domain::people::sessions::Visitor;
use tokio::sync::watch;

use self::cached_response::CachedResponse;
use crate::sessions::Revision;

/// The pages of the current revision and minute. Cheap to clone.
#[derive(Clone)]
pub struct Cache {
    current: Arc<RwLock<CachedRevision>>,
    renderings: Arc<Mutex<Renderings>>,
    clock: Clock,
    limit: usize,
}

/// All cached pages were rendered at one revision, in one minute. When either advances, all of them are dropped at once.
#[derive(Default)]
struct CachedRevision {
    at: RevisionMinute,
    pages: HashMap<CacheKey, Arc<CachedResponse>>,
    bytes: usize,
}

/// A revision and a minute, ordered by time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct RevisionMinute {
    revision: i64,
    minute: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct CacheKey {
    person: Option<PersonId>,
    language: Language,
    path: String,
}

impl Cache {
    /// Caches about `limit` bytes; 0 disables the cache.
    pub fn new(clock: Clock, limit: usize) -> Self {
        Self { current: Arc::default(), renderings: Arc::default(), clock, limit }
    }

    fn get(&self, at: RevisionMinute, key: &CacheKey) -> Option<Arc<CachedResponse>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        (current.at == at).then(|| current.pages.get(key).cloned())?
    }

    fn insert(&self, at: RevisionMinute, key: CacheKey, page: &Arc<CachedResponse>) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        // A request that read an older revision than the newest one seen adds nothing.
        if at < current.at {
            return;
        }
        // Full: start over. Popular pages come back at once.
        if at > current.at || current.bytes > self.limit {
            *current = CachedRevision { at, ..CachedRevision::default() };
        }
        current.bytes += page.size() + 2 * key.path.len() + 256;
        current.pages.insert(key, page.clone());
    }

    /// Claims the rendering of a page, unless another request is rendering it.
    fn claim_rendering(&self, at: RevisionMinute, key: &CacheKey) -> RenderTurn {
        let page = (at, key.clone());
        let mut renderings = self.renderings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rendering) = renderings.get(&page) {
            return RenderTurn::After(rendering.clone());
        }
        let (end, rendering) = watch::channel(());
        renderings.insert(page.clone(), rendering);
        RenderTurn::First(Rendering { cache: self.clone(), page, _end: end })
    }
}

/// The pages that are being rendered. A receiver ends with its rendering.
type Renderings = HashMap<(RevisionMinute, CacheKey), watch::Receiver<()>>;

/// One rendering serves every request for a page that has just changed.
enum RenderTurn {
    First(Rendering),
    /// To be awaited: it ends with the rendering.
    After(watch::Receiver<()>),
}

/// Other requests wait while it lives. It is dropped with its request, however that ends.
struct Rendering {
    cache: Cache,
    page: (RevisionMinute, CacheKey),
    _end: watch::Sender<()>,
}

impl Drop for Rendering {
    fn drop(&mut self) {
        self.cache.renderings.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.page);
    }
}

/// Serves from the cache, or caches the response.
pub async fn respond(State(cache): State<Cache>, mut request: Request, next: Next) -> Response {
    let Some((at, key)) = key(&cache, &request) else {
        return next.run(request).await;
    };
    if let Some(cached) = cache.get(at, &key) {
        return cached.answer(request.headers());
    }
    let rendering = match cache.claim_rendering(at, &key) {
        RenderTurn::First(rendering) => Some(rendering),
        RenderTurn::After(mut rendering) => {
            while rendering.changed().await.is_ok() {}
            match cache.get(at, &key) {
                Some(cached) => return cached.answer(request.headers()),
                // The response was not cacheable, or its request was dropped before the end.
                None => None,
            }
        }
    };
    // A 304 could not be cached for other clients, so the handler does not see the conditions; they are evaluated here.
    let request_headers = request.headers().clone();
    for condition in [header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE] {
        request.headers_mut().remove(condition);
    }
    let response = next.run(request).await;
    match CachedResponse::from(response).await {
        Ok(cached) => {
            let cached = Arc::new(cached);
            cache.insert(at, key, &cached);
            drop(rendering);
            cached.answer(&request_headers)
        }
        Err(response) => response,
    }
}

/// Addresses that contain a secret, a person's own pages, and files, which evaluate conditions themselves.
fn is_never_cached(path: &str) -> bool {
    path.contains("/attachments/") || path == "/me" || path.starts_with("/me/") || request_context::carries_secret(path)
}

fn key(cache: &Cache, request: &Request) -> Option<(RevisionMinute, CacheKey)> {
    let path = request.uri().path();
    if cache.limit == 0 || request.method() != Method::GET || is_never_cached(path) {
        return None;
    }
    let Revision(revision) = *request.extensions().get()?;
    let visitor = request.extensions().get::<Visitor>();
    let key = CacheKey {
        person: visitor.map(|visitor| visitor.person.clone()),
        language: visitor
            .map_or_else(|| request_context::language(request.headers(), default_language(request)), |visitor| visitor.language),
        path: request.uri().path_and_query().map_or(path, |path| path.as_str()).to_owned(),
    };
    Some((RevisionMinute { revision, minute: cache.clock.now().seconds().div_euclid(60) }, key))
}

/// The language of guests whose browser accepts no language of the site.
fn default_language(request: &Request) -> Language {
    request.extensions().get::<Arc<Instance>>().map_or(Language::Fr, |instance| instance.language)
}
