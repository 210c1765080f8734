//! `/readyz`: whether the site can do its work.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::db::{Db, ProbeError};
use tokio::sync::Mutex;

/// How long a result is reused: however many clients ask, the database is probed once per second.
const CACHE_TIME: Duration = Duration::from_secs(1);

/// When the database was probed, and the result.
type ProbeResult = (Instant, Result<(), ProbeError>);

#[derive(Clone)]
pub struct Readiness {
    db: Db,
    last: Arc<Mutex<Option<ProbeResult>>>,
}

impl Readiness {
    pub fn new(db: Db) -> Self {
        Self { db, last: Arc::default() }
    }

    async fn check(&self) -> Result<(), ProbeError> {
        let mut last = self.last.lock().await;
        if let Some((_, result)) = last.as_ref().filter(|(probed_at, _)| probed_at.elapsed() < CACHE_TIME) {
            return result.clone();
        }
        let result = self.db.probe().await;
        let was_ready = last.as_ref().is_none_or(|(_, result)| result.is_ok());
        match &result {
            Err(cause) if was_ready => tracing::error!(%cause, "not ready"),
            Ok(()) if !was_ready => tracing::warn!("ready again"),
            _ => {}
        }
        *last = Some((Instant::now(), result.clone()));
        result
    }
}

/// Ready, or the reason why not. The database's own message goes only to the log.
pub async fn show(readiness: Readiness) -> Response {
    match readiness.check().await {
        Ok(()) => "ready\n".into_response(),
        Err(cause) => (StatusCode::SERVICE_UNAVAILABLE, format!("{}\n", cause.message)).into_response(),
    }
}
