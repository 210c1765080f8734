//! The cache of rendered pages: a page is served only while it is true, and only to the visitor it was made for.
//!
//! A page depends on the visitor, the language, the address, the committed data, and the time (an event that has begun, a mandate that has
//! ended). So a page is cached for one visitor, one language and one address. It is served only while the revision, read for each request, is
//! the one read *before* the page was rendered, and only in the same minute: mandates and registrations end on whole minutes. A commit that
//! does not raise the revision (`commit_without_revision`) may only change what is never cached: private pages, addresses that contain a
//! secret, and a person's own pages below `/me`, which also differ from one of their sessions to another.

mod kept;

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

use self::kept::CachedResponse;
use crate::sessions::Revision;

/// The pages of the current revision and minute. Cheap to clone.
#[derive(Clone)]
pub struct Cache {
    present: Arc<RwLock<CachedRevision>>,
    /// The pages being rendered now.
    under_way: Arc<Mutex<UnderWay>>,
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
        Self { present: Arc::default(), under_way: Arc::default(), clock, limit }
    }

    fn find(&self, at: RevisionMinute, key: &CacheKey) -> Option<Arc<CachedResponse>> {
        let present = self.present.read().unwrap_or_else(PoisonError::into_inner);
        (present.at == at).then(|| present.pages.get(key).cloned())?
    }

    fn keep(&self, at: RevisionMinute, key: CacheKey, page: &Arc<CachedResponse>) {
        let mut present = self.present.write().unwrap_or_else(PoisonError::into_inner);
        // A request that read an older revision than the newest one seen adds nothing.
        if at < present.at {
            return;
        }
        // Full: start over. Popular pages come back at once.
        if at > present.at || present.bytes > self.limit {
            *present = CachedRevision { at, ..CachedRevision::default() };
        }
        present.bytes += page.weight() + 2 * key.path.len() + 256;
        present.pages.insert(key, page.clone());
    }

    /// First to render this page, or after somebody who is rendering it.
    fn turn(&self, at: RevisionMinute, key: &CacheKey) -> RenderTurn {
        let page = (at, key.clone());
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rendering) = under_way.get(&page) {
            return RenderTurn::After(rendering.clone());
        }
        let (over, rendering) = watch::channel(());
        under_way.insert(page.clone(), rendering);
        RenderTurn::First(Rendering { cache: self.clone(), page, _over: over })
    }
}

/// The receiver ends when the rendering does.
type UnderWay = HashMap<(RevisionMinute, CacheKey), watch::Receiver<()>>;

/// When everybody asks for a page that has just changed, one rendering serves them all.
enum RenderTurn {
    First(Rendering),
    /// To be awaited: it ends with the rendering.
    After(watch::Receiver<()>),
}

/// Other requests wait while it lives. It is dropped with its request, however that ends.
struct Rendering {
    cache: Cache,
    page: (RevisionMinute, CacheKey),
    _over: watch::Sender<()>,
}

impl Drop for Rendering {
    fn drop(&mut self) {
        self.cache.under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.page);
    }
}

/// Serves from the cache, or caches the response.
pub async fn keep(State(cache): State<Cache>, mut request: Request, next: Next) -> Response {
    let Some((at, key)) = key(&cache, &request) else {
        return next.run(request).await;
    };
    if let Some(kept) = cache.find(at, &key) {
        return kept.answer(request.headers());
    }
    let rendering = match cache.turn(at, &key) {
        RenderTurn::First(rendering) => Some(rendering),
        RenderTurn::After(mut rendering) => {
            while rendering.changed().await.is_ok() {}
            match cache.find(at, &key) {
                Some(kept) => return kept.answer(request.headers()),
                // The response was not cacheable, or its request was dropped before the end.
                None => None,
            }
        }
    };
    // A 304 could not be cached for other clients, so the handler does not see the conditions; they are evaluated here.
    let asked = request.headers().clone();
    for condition in [header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE] {
        request.headers_mut().remove(condition);
    }
    let response = next.run(request).await;
    match CachedResponse::from(response).await {
        Ok(kept) => {
            let kept = Arc::new(kept);
            cache.keep(at, key, &kept);
            drop(rendering);
            kept.answer(&asked)
        }
        Err(response) => response,
    }
}

/// Addresses that contain a secret, a person's own pages, and files, which evaluate conditions themselves.
fn is_never_kept(path: &str) -> bool {
    path.contains("/attachments/") || path == "/me" || path.starts_with("/me/") || request_context::carries_secret(path)
}

fn key(cache: &Cache, request: &Request) -> Option<(RevisionMinute, CacheKey)> {
    let path = request.uri().path();
    if cache.limit == 0 || request.method() != Method::GET || is_never_kept(path) {
        return None;
    }
    let Revision(revision) = *request.extensions().get()?;
    let visitor = request.extensions().get::<Visitor>();
    let key = CacheKey {
        person: visitor.map(|visitor| visitor.person.clone()),
        language: visitor.map_or_else(|| request_context::language(request.headers(), own_language(request)), |visitor| visitor.language),
        path: request.uri().path_and_query().map_or(path, |path| path.as_str()).to_owned(),
    };
    Some((RevisionMinute { revision, minute: cache.clock.now().seconds().div_euclid(60) }, key))
}
/// The language of guests whose browser accepts none of ours.
fn own_language(request: &Request) -> Language {
    request.extensions().get::<Arc<Instance>>().map_or(Language::Fr, |instance| instance.language)
}
