//! Figures for Prometheus, at an address of their own: nothing of them is on the site.

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

/// Upper bounds, in seconds, of the classes in which answers are counted by how long they took.
const SECONDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Requests so far. Labels are bounded: the patterns of routes, four methods, the statuses that exist.
#[derive(Debug, Default)]
pub struct RequestMetrics {
    counted: Mutex<RequestFigures>,
}

#[derive(Debug, Clone, Default)]
struct RequestFigures {
    requests: BTreeMap<RequestLabels, u64>,
    /// One count for each of [`SECONDS`], and one for what took longer.
    durations: [u64; SECONDS.len() + 1],
    seconds: f64,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct RequestLabels {
    /// The pattern, never the path; empty: no route.
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

/// Counts a request when its answer is made.
pub async fn count(State(metrics): State<Arc<RequestMetrics>>, request: Request, next: Next) -> Response {
    let route: Arc<str> = request.extensions().get::<MatchedPath>().map_or_else(Arc::default, |path| path.as_str().into());
    let (method, began) = (request.method().clone(), Instant::now());
    let response = next.run(request).await;
    metrics.add(route, &method, response.status(), began.elapsed());
    response
}
