//! The HTTP listener: whatever one client does with its connections, the others are served.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use server::listener::{ConnectionLimits, ConnectionTimeouts};
use tests::{ListeningSite, eventually};
use tokio::sync::Notify;

mod bodies;
mod memory;
mod metrics;
mod process;

const MANY: ConnectionLimits = ConnectionLimits { total: 1000, per_client: None, counts_loopback: true };
/// No timeout is reached with these.
const PATIENT: ConnectionTimeouts =
    ConnectionTimeouts { head: Duration::from_secs(600), idle: Duration::from_secs(600), write: Duration::from_secs(600) };
const SHORT: Duration = Duration::from_millis(150);

async fn until(what: &str, is_so: impl Fn() -> bool) {
    eventually(what, async || is_so().then_some(())).await;
}

fn small() -> Router {
    Router::new().route("/", get(|| async { "served\n" }))
}

fn read(count: &AtomicU64) -> u64 {
    count.load(Ordering::Relaxed)
}

#[tokio::test]
async fn silent_connections_lock_nobody_out() {
    let site = ListeningSite::start(small(), ConnectionLimits { total: 20, ..MANY }, PATIENT).await;
    let mut regular = site.connect().await;
    assert!(regular.get("/").await.ends_with("served\n"));
    let mut silent = Vec::new();
    for _ in 0..100 {
        silent.push(site.connect().await);
    }
    // A new client is served at once, although no connection was closed.
    assert!(site.connect().await.get("/").await.ends_with("served\n"));
    assert!(read(&site.counts.open) <= 20, "{:?}", site.counts);
    assert!(read(&site.counts.evicted) >= 82, "{:?}", site.counts);
    assert_eq!(silent.remove(0).rest().await, "", "the oldest gave up its place");
}

#[tokio::test]
async fn a_request_head_has_a_timeout() {
    let site = ListeningSite::start(small(), MANY, ConnectionTimeouts { head: SHORT, ..PATIENT }).await;
    let mut silent = site.connect().await;
    let mut half = site.connect().await;
    half.write("GET / HTTP/1.1\r\nHost: 127").await;
    let mut trickle = site.connect().await;
    let mut patient = site.connect().await;
    assert!(patient.get("/").await.ends_with("served\n"));
    trickle.write("GET / HTTP/1.1\r\n").await;
    let mut octets = 0;
    while trickle.write("X-A: b\r\n").await {
        octets += 1;
        assert!(octets < 1000, "it takes a head for ever");
        tokio::time::sleep(SHORT / 10).await;
    }
    assert_eq!((silent.rest().await, half.rest().await), (String::new(), String::new()));
    assert_eq!(read(&site.counts.timed_out), 3);
    // The timeout between two requests is longer, because a proxy keeps its connections.
    assert!(patient.get("/").await.ends_with("served\n"));
    // The second head has the same timeout as the first.
    patient.write("GET / HT").await;
    assert_eq!(patient.rest().await, "");
}

#[tokio::test]
async fn an_answer_that_nobody_reads_is_dropped() {
    let large = Router::new().route("/", get(|| async { vec![b'x'; 64 << 20] }));
    let site = ListeningSite::start(large, MANY, ConnectionTimeouts { write: SHORT, ..PATIENT }).await;
    let mut lazy = site.connect().await;
    lazy.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").await;
    until("it is given up", || read(&site.counts.open) == 0 && read(&site.counts.accepted) > 0).await;
    assert_eq!(read(&site.counts.timed_out), 1);
    assert!(lazy.rest().await.len() < 64 << 20);
}

#[tokio::test]
async fn one_client_has_no_more_than_its_share() {
    let (entered, leave) = (Arc::new(AtomicU64::new(0)), Arc::new(Notify::new()));
    let slow = {
        let (entered, leave) = (entered.clone(), leave.clone());
        get(move || async move {
            entered.fetch_add(1, Ordering::Relaxed);
            leave.notified().await;
            "served\n"
        })
    };
    let router = small().route("/slow", slow);
    let site = ListeningSite::start(router, ConnectionLimits { per_client: Some(3), ..MANY }, PATIENT).await;
    let mut working = Vec::new();
    for _ in 0..3 {
        let mut wire = site.connect().await;
        wire.write("GET /slow HTTP/1.1\r\nHost: a.example\r\n\r\n").await;
        working.push(wire);
    }
    until("all three work", || read(&entered) == 3).await;
    let refusal = site.connect().await.rest().await;
    assert!(refusal.starts_with("HTTP/1.1 429"), "{refusal}");
    assert_eq!(read(&site.counts.refused), 1);
    // A connection gives way as soon as it is answered.
    leave.notify_one();
    eventually("one gives way", async || {
        let mut wire = site.connect().await;
        wire.write("GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n").await;
        wire.rest().await;
        (read(&site.counts.evicted) > 0).then_some(())
    })
    .await;
    leave.notify_waiters();
}

#[tokio::test]
async fn a_request_names_one_host() {
    let site = ListeningSite::start(small(), MANY, PATIENT).await;
    for (head, status) in [
        ("GET / HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: a.example\r\nHost: a.example\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n", "200"),
        ("GET / HTTP/1.0\r\n\r\n", "200"),
    ] {
        let mut wire = site.connect().await;
        wire.write(head).await;
        let answer = wire.rest().await;
        assert_eq!(answer.split(' ').nth(1), Some(status), "{head}{answer}");
    }
}

#[tokio::test]
async fn requests_in_a_row_are_answered_in_their_order() {
    let numbered = Router::new().route("/{number}", get(|axum::extract::Path(number): axum::extract::Path<String>| async move { number }));
    let site = ListeningSite::start(numbered, MANY, PATIENT).await;
    let mut wire = site.connect().await;
    let all: String = (100..200).map(|number| format!("GET /{number} HTTP/1.1\r\nHost: a.example\r\n\r\n")).collect();
    wire.write(all).await;
    for number in 100..200 {
        assert!(wire.answer().await.ends_with(&number.to_string()));
    }
}

#[tokio::test]
async fn heads_are_bounded_and_http_2_is_not_spoken() {
    let site = ListeningSite::start(small(), MANY, PATIENT).await;
    let mut wire = site.connect().await;
    wire.write(format!("GET / HTTP/1.1\r\nHost: a.example\r\nX-Long: {}\r\n\r\n", "x".repeat(100 << 10))).await;
    let answer = wire.rest().await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    let mut wire = site.connect().await;
    wire.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await;
    let answer = wire.rest().await;
    assert!(!answer.starts_with("HTTP/1.1 200") && !answer.contains("served"), "{answer}");
}

#[tokio::test]
async fn requests_in_progress_are_finished_at_shutdown() {
    let (begun, waits) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let router = Router::new().route(
        "/",
        get({
            let (begun, waits) = (begun.clone(), waits.clone());
            move || async move {
                begun.notify_one();
                waits.notified().await;
                "served\n"
            }
        }),
    );
    let site = ListeningSite::start(router, MANY, PATIENT).await;
    let (mut idle, mut asking) = (site.connect().await, site.connect().await);
    asking.write("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n").await;
    begun.notified().await;
    site.begin_stop();
    assert_eq!(idle.rest().await, "", "whoever asked nothing is not waited for");
    waits.notify_one();
    assert!(asking.rest().await.ends_with("served\n"));
    assert_eq!(read(&site.counts.open), 0);
}
