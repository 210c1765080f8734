//! Metrics for Prometheus, at an address of their own: the site shows none of them.

mod report;
mod text;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

pub use report::{MetricsSources, router};

/// Upper bounds of the duration buckets, in seconds.
const SECONDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Counts of requests. Labels are bounded: route patterns, four methods, the statuses that exist.
#[derive(Debug, Default)]
pub struct RequestMetrics {
    counted: Mutex<RequestFigures>,
}

#[derive(Debug, Clone, Default)]
struct RequestFigures {
    requests: BTreeMap<RequestLabels, u64>,
    /// One count per bound in [`SECONDS`], and one for longer durations.
    durations: [u64; SECONDS.len() + 1],
    seconds: f64,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct RequestLabels {
    /// The route's pattern, never the path; empty if no route matched.
    route: Arc<str>,
    method: &'static str,
    status: u16,
}

impl RequestMetrics {
    fn add(&self, route: Arc<str>, method: &Method, status: StatusCode, took: Duration) {
        let method = match *method {
            Method::GET => "GET",
            Method::HEAD => "HEAD",
            Method::POST => "POST",
            _ => "other",
        };
        let seconds = took.as_secs_f64();
        let class = SECONDS.iter().position(|bound| seconds <= *bound).unwrap_or(SECONDS.len());
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        *counted.requests.entry(RequestLabels { route, method, status: status.as_u16() }).or_default() += 1;
        counted.durations[class] += 1;
        counted.seconds += seconds;
    }

    fn counted(&self) -> RequestFigures {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Counts a request once its response is made.
pub async fn count(State(metrics): State<Arc<RequestMetrics>>, request: Request, next: Next) -> Response {
    let route: Arc<str> = request.extensions().get::<MatchedPath>().map_or_else(Arc::default, |path| path.as_str().into());
    let (method, began) = (request.method().clone(), Instant::now());
    let response = next.run(request).await;
    metrics.add(route, &method, response.status(), began.elapsed());
    response
}
