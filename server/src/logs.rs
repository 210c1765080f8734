//! What the program says while it runs: one line an answer, each with the number of its request. No secret is written.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use app::visit::{RequestId, without_secret};
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};

/// Starts the log, on the error output.
///
/// # Errors
/// In words, when the level is none.
pub fn start(config: &Config) -> Result<(), String> {
    let filter = filter(&config.log.level)?;
    // A log that can't be written (a file on a full disk) must not end what it tells about.
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).log_internal_errors(false);
    // A second start in one process, in tests, keeps the first log.
    let _ = match config.log.format {
        LogFormat::Json => log.json().with_current_span(true).with_span_list(false).try_init(),
        LogFormat::Text => log.with_ansi(std::io::stderr().is_terminal()).try_init(),
    };
    // A panic is told like everything else, with the number of its request.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic: {}", panic.payload_as_str().unwrap_or_default());
    }));
    Ok(())
}

/// What is logged. A word that is no level would be taken for the name of a part of the program, and everything else be silent. The HTML
/// parser's warnings are left out: they are about what people typed, one for each element.
fn filter(level: &str) -> Result<EnvFilter, String> {
    let is_level = |directive: &str| {
        let level = directive.rsplit('=').next().unwrap_or_default().trim().to_ascii_lowercase();
        ["off", "error", "warn", "info", "debug", "trace"].contains(&&*level)
    };
    let parsed = level.split(',').all(is_level).then(|| EnvFilter::builder().parse(level).ok()).flatten();
    let parsed = parsed.zip("html5ever=error".parse().ok()).map(|(filter, quiet)| filter.add_directive(quiet));
    parsed.ok_or_else(|| format!("log.level: « {level} » is not a level: error, warn, info, debug or trace."))
}

/// Numbers the request, tells its answer, and gives the number back for people who report a fault.
pub async fn tell(mut request: Request, next: Next) -> Response {
    let id = fresh_id();
    // The query is not logged at all.
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

/// Unique over processes as far as a log is read: the start of the process, then a count.
fn fresh_id() -> String {
    use std::hash::{BuildHasher, RandomState};
    static START: std::sync::LazyLock<u32> = std::sync::LazyLock::new(|| RandomState::new().hash_one("start") as u32);
    static COUNT: AtomicU64 = AtomicU64::new(1);
    format!("{:08x}-{}", *START, COUNT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_one_of_those_that_there_are() {
        for level in ["info", "WARN", "info,sqlx=warn", "off", "warn,server=debug"] {
            assert!(filter(level).unwrap().to_string().contains("html5ever=error"), "{level}");
        }
        for level in ["loud", "", "info,sqlx", "sqlx=loud", "info,"] {
            assert!(filter(level).is_err(), "{level}");
        }
    }
}
