//! Request bodies: timeouts, and memory limits for all clients and for each.

use server::http::HttpSettings;
use server::request_body::BodyLimits;
use tests::World;

use super::*;

/// The head of a form of `length` bytes.
fn form(length: usize) -> String {
    format!(
        "POST /language HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nAccept-Language: fr\r\nContent-Length: {length}\r\n\r\n"
    )
}

#[tokio::test]
async fn a_slow_form_is_given_up_with_a_page() {
    let world = World::new().await;
    let stall = BodyLimits { stall: SHORT, ..BodyLimits::default() };
    let site = ListeningSite::start(world.site(&HttpSettings { bodies: stall, ..HttpSettings::default() }), MANY, PATIENT).await;
    let mut wire = site.connect().await;
    wire.write(form(1000) + "language=en").await;
    let answer = wire.rest().await;
    assert!(answer.starts_with("HTTP/1.1 408") && answer.to_lowercase().contains("connection: close"), "{answer}");
    assert!(answer.contains("L’envoi a été trop lent") && answer.contains("Rien n’a été enregistré"), "{answer}");
    // In time, it is read.
    let mut wire = site.connect().await;
    wire.write(form(11) + "language=").await;
    wire.write("en").await;
    assert!(wire.answer().await.starts_with("HTTP/1.1 303"));
}

#[tokio::test]
async fn a_timeout_after_the_form_does_not_claim_that_nothing_was_saved() {
    let world = World::new().await;
    let pages = Router::new().route("/slow", get(std::future::pending::<&str>).post(std::future::pending::<&str>));
    let bodies = BodyLimits { answer: SHORT, ..BodyLimits::default() };
    let site = ListeningSite::start(world.site_of(pages, &HttpSettings { bodies, ..HttpSettings::default() }), MANY, PATIENT).await;
    let mut wire = site.connect().await;
    wire.write(form(11).replace("/language", "/slow") + "language=en").await;
    let answer = wire.answer().await;
    assert!(answer.starts_with("HTTP/1.1 503") && answer.to_lowercase().contains("retry-after: 10"), "{answer}");
    assert!(answer.contains("il a peut-être été enregistré") && !answer.contains("Rien n’a été enregistré"), "{answer}");
}

#[tokio::test]
async fn a_form_that_trickles_is_given_up_too() {
    let world = World::new().await;
    let bodies = BodyLimits { start: SHORT, bytes_per_second: 1 << 20, ..BodyLimits::default() };
    let site = ListeningSite::start(world.site(&HttpSettings { bodies, ..HttpSettings::default() }), MANY, PATIENT).await;
    let mut wire = site.connect().await;
    wire.write(form(100_000)).await;
    for _ in 0..1000 {
        if !wire.write("a").await {
            break;
        }
        tokio::time::sleep(SHORT / 20).await;
    }
    // A write after the close may reset the connection before its answer is read. Then there is no answer.
    let answer = wire.rest().await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    until("it is closed", || read(&site.counts.open) == 0).await;
}

/// The head of a form behind a proxy.
fn form_of(client: &str, length: usize) -> String {
    form(length).replace("\r\n\r\n", &format!("\r\nX-Forwarded-For: {client}\r\n\r\n"))
}

/// A site behind a proxy with a limit of 1 MiB for all bodies.
async fn proxied(world: &World) -> ListeningSite {
    let bodies = BodyLimits { total: 1 << 20, stall: Duration::from_secs(600), ..BodyLimits::default() };
    let client_header = "x-forwarded-for".parse().ok();
    ListeningSite::start(world.site(&HttpSettings { bodies, client_header, ..HttpSettings::default() }), MANY, PATIENT).await
}

/// Sends a large form in pieces. Returns whether it was refused before `most` bytes were accepted.
async fn is_refused(site: &ListeningSite, client: &str, most: usize) -> bool {
    let mut wire = site.connect().await;
    wire.write(form_of(client, 3 << 20)).await;
    let mut sent = 0;
    while sent < most && wire.write(vec![b'a'; 50_000]).await {
        sent += 50_000;
        tokio::time::sleep(SHORT / 10).await;
    }
    if sent >= most {
        return false;
    }
    let answer = wire.rest().await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 429"), "{answer}");
    true
}

#[tokio::test]
async fn all_forms_together_have_a_memory_limit() {
    let world = World::new().await;
    let site = proxied(&world).await;
    // When all four are read, there is no room for a fifth. They are sent again at each attempt, because a slow machine may give them up
    // earlier.
    let large = eventually("a fifth is refused", async || {
        let mut large = Vec::new();
        for client in ["203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4"] {
            let mut wire = site.connect().await;
            wire.write(form_of(client, 3 << 20)).await;
            wire.write(vec![b'a'; 300_000]).await;
            large.push(wire);
        }
        is_refused(&site, "203.0.113.5", 250_000).await.then_some(large)
    })
    .await;
    // An ordinary form always passes, and released memory can be used again.
    let mut usual = site.connect().await;
    usual.write(form_of("203.0.113.6", 11) + "language=en").await;
    assert!(usual.answer().await.starts_with("HTTP/1.1 303"));
    drop(large);
    let mut again = site.connect().await;
    again.write(form_of("203.0.113.1", 11 + 200_000) + "language=en").await;
    again.write(format!("&x={}", "a".repeat(200_000 - 3))).await;
    assert!(again.answer().await.starts_with("HTTP/1.1 303"));
}

#[tokio::test]
async fn one_client_may_use_a_quarter_of_it() {
    let world = World::new().await;
    let site = proxied(&world).await;
    // Sent again at each attempt: a slow machine may give up the large form before the other is refused.
    let large = eventually("the share of one is taken", async || {
        let mut large = site.connect().await;
        large.write(form_of("203.0.113.1", 3 << 20)).await;
        large.write(vec![b'a'; 300_000]).await;
        is_refused(&site, "203.0.113.1", 250_000).await.then_some(large)
    })
    .await;
    let mut other = site.connect().await;
    other.write(form_of("203.0.113.2", 11 + 200_000) + "language=en").await;
    other.write(format!("&x={}", "a".repeat(200_000 - 3))).await;
    assert!(other.answer().await.starts_with("HTTP/1.1 303"));
    drop(large);
}
