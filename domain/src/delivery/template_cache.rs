//! A cache of templates: what the deliveries of one message, post or digest share.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use crate::error::{Error, Result};

/// A few templates: few messages are sent at the same time.
pub(super) struct TemplateCache<K, T> {
    templates: HashMap<K, Arc<T>>,
    most: usize,
    most_bytes: usize,
    bytes: fn(&T) -> usize,
}

impl<K: Clone + Eq + Hash, T: Send + Sync + 'static> TemplateCache<K, T> {
    /// For at most `most` templates.
    pub(super) fn new(most: usize) -> Self {
        Self::bounded(most, usize::MAX, |_| 0)
    }

    /// For at most `most` templates which have `most_bytes` together, as `bytes` counts them; one of more is cached alone.
    pub(super) fn bounded(most: usize, most_bytes: usize, bytes: fn(&T) -> usize) -> Self {
        Self { templates: HashMap::new(), most, most_bytes, bytes }
    }

    /// The template with that key, as it is cached if `is_current` says so, else as `read` reads it.
    ///
    /// # Errors
    /// Those of `read`; [`Error::Internal`] if it panics.
    pub(super) async fn get(
        &mut self,
        key: &K,
        is_current: impl Fn(&T) -> bool,
        read: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<Arc<T>> {
        if let Some(template) = self.templates.get(key).filter(|template| is_current(template)) {
            return Ok(template.clone());
        }
        // In a task of its own: a panic concerns this template alone.
        let template = Arc::new(tokio::spawn(read).await.map_err(|_| Error::Internal)??);
        let cached: usize = self.templates.values().map(|cached| (self.bytes)(cached)).sum();
        if self.templates.len() >= self.most || cached.saturating_add((self.bytes)(&template)) > self.most_bytes {
            self.templates.clear();
        }
        self.templates.insert(key.clone(), template.clone());
        Ok(template)
    }
}
