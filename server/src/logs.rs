//! Logging: one line per response, each with the number of its request. Secrets are never written.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use app::request_context::{RequestId, without_secret};
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};

/// Starts logging to standard error.
///
/// # Errors
/// A sentence if the level is invalid.
pub fn start(config: &Config) -> Result<(), String> {
    let filter = filter(&config.log.level)?;
    // A log that can't be written (a file on a full disk) must not end the program.
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).log_internal_errors(false);
    // In tests, a second start in one process keeps the first logger.
    let _ = match config.log.format {
        LogFormat::Json => log.json().with_current_span(true).with_span_list(false).try_init(),
        LogFormat::Text => log.with_ansi(std::io::stderr().is_terminal()).try_init(),
    };
    // Panics are logged like everything else, with the number of their request.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic: {}", panic.payload_as_str().unwrap_or_default());
    }));
    Ok(())
}

/// Parses the level. `EnvFilter` would take an unknown word for a module name and silence everything else, so it is refused here. Warnings of
/// the HTML parser are dropped: they are about what people typed, one per element.
fn filter(level: &str) -> Result<EnvFilter, String> {
    let is_level = |directive: &str| {
        let level = directive.rsplit('=').next().unwrap_or_default().trim().to_ascii_lowercase();
        ["off", "error", "warn", "info", "debug", "trace"].contains(&&*level)
    };
    let parsed = level.split(',').all(is_level).then(|| EnvFilter::builder().parse(level).ok()).flatten();
    let parsed = parsed.zip("html5ever=error".parse().ok()).map(|(filter, quiet)| filter.add_directive(quiet));
    parsed.ok_or_else(|| format!("log.level: “{level}” is not a level: error, warn, info, debug or trace."))
}

/// Numbers the request, logs its response, and returns the number so that people can quote it in a report.
pub async fn log_request(mut request: Request, next: Next) -> Response {
    let id = new_request_id();
    // The query string is never logged.
    let (method, path) = (request.method().clone(), without_secret(request.uri().path()));
    let span = tracing::info_span!("request", id = %id, %method, path = %path);
    request.extensions_mut().insert(RequestId(id.clone()));
    async move {
        let start = Instant::now();
        let mut response = next.run(request).await;
        let status = response.status();
        let milliseconds = (start.elapsed().as_micros() as f64) / 1000.0;
        if status.is_server_error() {
            tracing::error!(status = status.as_u16(), milliseconds, "answered");
        } else {
            tracing::info!(status = status.as_u16(), milliseconds, "answered");
        }
        if let Ok(id) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(HeaderName::from_static("x-request-id"), id);
        }
        response
    }
    .instrument(span)
    .await
}

/// Unique across processes for as long as a log is kept: a random number per process, then a counter.
fn new_request_id() -> String {
    use std::hash::{BuildHasher, RandomState};
    static START: std::sync::LazyLock<u32> = std::sync::LazyLock::new(|| RandomState::new().hash_one("start") as u32);
    static COUNT: AtomicU64 = AtomicU64::new(1);
    format!("{:08x}-{}", *START, COUNT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_level_is_refused() {
        for level in ["info", "WARN", "info,sqlx=warn", "off", "warn,server=debug"] {
            assert!(filter(level).unwrap().to_string().contains("html5ever=error"), "{level}");
        }
        for level in ["loud", "", "info,sqlx", "sqlx=loud", "info,"] {
            assert!(filter(level).is_err(), "{level}");
        }
    }
}
