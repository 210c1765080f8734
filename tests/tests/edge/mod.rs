//! The edge: whatever a client does with its connections, the others are served.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use server::http::Frontage;
use server::listener::{ConnectionLimits, ConnectionTimeouts};
use server::request_body::BodyLimits;
use tests::{ListeningSite, World};
use tokio::sync::Notify;

mod metrics;
mod process;

const MANY: ConnectionLimits = ConnectionLimits { total: 1000, per_client: None, counts_loopback: true };
/// For stories in which nobody is late.
const PATIENT: ConnectionTimeouts =
    ConnectionTimeouts { head: Duration::from_secs(600), idle: Duration::from_secs(600), write: Duration::from_secs(600) };
const SHORT: Duration = Duration::from_millis(150);

fn small() -> Router {
    Router::new().route("/", get(|| async { "served\n" }))
}

fn read(count: &AtomicU64) -> u64 {
    count.load(Ordering::Relaxed)
}

/// The head of a form of so many octets, none of them sent.
fn form(length: usize) -> String {
    format!(
        "POST /language HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nAccept-Language: fr\r\nContent-Length: {length}\r\n\r\n"
    )
}

#[tokio::test]
async fn silent_connections_shut_nobody_out() {
    let site = ListeningSite::start(small(), ConnectionLimits { total: 20, ..MANY }, PATIENT).await;
    let mut regular = site.connect().await;
    assert!(regular.get("/").await.ends_with("served\n"));
    let mut silent = Vec::new();
    for _ in 0..100 {
        silent.push(site.connect().await);
    }
    // Somebody new is served at once, although nobody has left.
    assert!(site.connect().await.get("/").await.ends_with("served\n"));
    assert!(read(&site.counts.open) <= 20, "{:?}", site.counts);
    assert!(read(&site.counts.evicted) >= 82, "{:?}", site.counts);
    assert_eq!(silent.remove(0).rest().await, "", "the oldest gave up its place");
}

#[tokio::test]
async fn a_head_that_does_not_come_is_not_waited_for() {
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
    // Between two requests there is more time: a proxy keeps its connections.
    assert!(patient.get("/").await.ends_with("served\n"));
    // And a second head has to come as quickly as the first.
    patient.write("GET / HT").await;
    assert_eq!(patient.rest().await, "");
}

#[tokio::test]
async fn an_answer_that_nobody_reads_is_not_kept() {
    let large = Router::new().route("/", get(|| async { vec![b'x'; 64 << 20] }));
    let site = ListeningSite::start(large, MANY, ConnectionTimeouts { write: SHORT, ..PATIENT }).await;
    let mut lazy = site.connect().await;
    lazy.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").await;
    while read(&site.counts.open) > 0 || read(&site.counts.accepted) == 0 {
        tokio::time::sleep(SHORT / 10).await;
    }
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
    while read(&entered) < 3 {
        tokio::time::sleep(SHORT / 10).await;
    }
    let refusal = site.connect().await.rest().await;
    assert!(refusal.starts_with("HTTP/1.1 429"), "{refusal}");
    assert_eq!(read(&site.counts.refused), 1);
    // As soon as one of them is answered, it gives way.
    leave.notify_one();
    while read(&site.counts.evicted) == 0 {
        let mut wire = site.connect().await;
        wire.write("GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n").await;
        wire.rest().await;
    }
    leave.notify_waiters();
}

#[tokio::test]
async fn a_slow_form_is_given_up_with_a_page() {
    let world = World::new().await;
    let stall = BodyLimits { stall: SHORT, ..BodyLimits::default() };
    let site = ListeningSite::start(world.site(&Frontage { bodies: stall, ..Frontage::default() }), MANY, PATIENT).await;
    let mut wire = site.connect().await;
    wire.write(form(1000) + "language=en").await;
    let answer = wire.rest().await;
    assert!(answer.starts_with("HTTP/1.1 408") && answer.to_lowercase().contains("connection: close"), "{answer}");
    assert!(answer.contains("L’envoi a été trop lent") && answer.contains("Rien n’a été enregistré"), "{answer}");
    // In its time it is read.
    let mut wire = site.connect().await;
    wire.write(form(11) + "language=").await;
    wire.write("en").await;
    assert!(wire.answer().await.starts_with("HTTP/1.1 303"));
}

#[tokio::test]
async fn a_form_that_trickles_is_given_up_too() {
    let world = World::new().await;
    let bodies = BodyLimits { start: SHORT, bytes_per_second: 1 << 20, ..BodyLimits::default() };
    let site = ListeningSite::start(world.site(&Frontage { bodies, ..Frontage::default() }), MANY, PATIENT).await;
    let mut wire = site.connect().await;
    wire.write(form(100_000)).await;
    for _ in 0..1000 {
        if !wire.write("a").await {
            break;
        }
        tokio::time::sleep(SHORT / 20).await;
    }
    // Written to after it was closed, the connection may be reset before its answer is read: then nothing is there.
    let answer = wire.rest().await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    while read(&site.counts.open) > 0 {
        tokio::time::sleep(SHORT / 10).await;
    }
}

#[tokio::test]
async fn all_forms_together_hold_so_much_memory_and_no_more() {
    let world = World::new().await;
    let bodies = BodyLimits { total: 1 << 20, stall: Duration::from_secs(600), ..BodyLimits::default() };
    let site = ListeningSite::start(world.site(&Frontage { bodies, ..Frontage::default() }), MANY, PATIENT).await;
    let mut large = site.connect().await;
    large.write(form(3 << 20)).await;
    large.write(vec![b'a'; 1_000_000]).await;
    let mut refused = site.connect().await;
    refused.write(form(3 << 20)).await;
    let mut larger = 0;
    while larger < 30 && refused.write(vec![b'a'; 100_000]).await {
        larger += 1;
        tokio::time::sleep(SHORT / 10).await;
    }
    let answer = refused.rest().await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 429"), "{answer}");
    // A usual form passes all the while; and what somebody gives back can be used again.
    let mut usual = site.connect().await;
    usual.write(form(11) + "language=en").await;
    assert!(usual.answer().await.starts_with("HTTP/1.1 303"));
    drop(large);
    let mut again = site.connect().await;
    again.write(form(11 + 900_000) + "language=en").await;
    again.write(format!("&x={}", "a".repeat(900_000 - 3))).await;
    assert!(again.answer().await.starts_with("HTTP/1.1 303"));
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
async fn what_has_begun_is_finished_when_the_site_stops() {
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
    site.is_told_to_stop();
    assert_eq!(idle.rest().await, "", "whoever asked nothing is not waited for");
    waits.notify_one();
    assert!(asking.rest().await.ends_with("served\n"));
    assert_eq!(read(&site.counts.open), 0);
}
