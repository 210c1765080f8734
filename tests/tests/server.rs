//! The layers around every page: cached pages are neither stale nor somebody else's, and other sites can't send forms.

use axum::http::Method;
use tests::{Duration, World};

const PAGE: &str = "/networks";

#[tokio::test]
async fn a_committed_change_shows_at_once() {
    let world = World::new().await;
    world.network("sil").await;
    let guest = world.guest();
    let first = guest.get(PAGE).await;
    let again = guest.get_with(PAGE, &[("if-none-match", first.header("etag"))]).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16(), again.body.as_str()), (200, 304, ""));

    world.network("cyb").await;
    let changed = guest.get_with(PAGE, &[("if-none-match", first.header("etag"))]).await;
    assert_eq!(changed.status, 200);
    assert!(changed.shows("CYB"));
}

#[tokio::test]
async fn a_cached_page_of_one_visitor_is_not_shown_to_another() {
    let world = World::new().await;
    let bureau = world.network_with("bureau", |network| network.visibility = "private".to_owned()).await;
    let ada = world.member(&bureau, "Ada Lovelace").await;
    let bob = world.person("Bob Martin").await;
    for _ in 0..2 {
        assert_eq!(ada.get("/networks/bureau").await.status, 200);
        assert_eq!(bob.get("/networks/bureau").await.status, 404);
        assert_eq!(world.guest().get("/networks/bureau").await.status, 404);
    }
    assert!(ada.get(PAGE).await.shows("BUREAU"));
    assert!(!bob.get(PAGE).await.shows("BUREAU"));
    assert!(!world.guest().get(PAGE).await.shows("BUREAU"));
}

#[tokio::test]
async fn a_page_is_cached_for_each_language() {
    let world = World::new().await;
    assert_eq!(world.guest().get(PAGE).await.header("content-language"), "fr");
    assert_eq!(world.guest().in_english().get(PAGE).await.header("content-language"), "en");
    assert_eq!(world.guest().get(PAGE).await.header("content-language"), "fr");
}

#[tokio::test]
async fn a_mandate_that_ends_at_midnight_gives_no_rights_a_minute_later() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let ada = world.person("Ada Lovelace").await;
    world.mandate(&ada, &sil, Some("2026-11-20")).await;
    // It is 10:00 in Paris. The mandate runs until 23:59.
    world.advance(Duration::minutes(13 * 60 + 59));
    assert_eq!(ada.get("/networks/sil/edit").await.status, 200);
    assert!(ada.get("/networks/sil").await.body.contains("/networks/sil/edit"));
    world.advance(Duration::minutes(1));
    assert_eq!(ada.get("/networks/sil/edit").await.status, 403);
    assert!(!ada.get("/networks/sil").await.body.contains("/networks/sil/edit"));
}

#[tokio::test]
async fn an_expired_session_is_a_guest_at_once() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    assert!(ada.get(PAGE).await.body.contains("/sign-out"));
    world.advance(Duration::days(400));
    assert!(!ada.get(PAGE).await.body.contains("/sign-out"));
}

#[tokio::test]
async fn the_cookie_of_a_session_in_use_is_renewed() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    assert_eq!(ada.get(PAGE).await.header("set-cookie"), "");
    world.advance(Duration::minutes(61));
    let page = ada.get(PAGE).await;
    let cookie = page.header("set-cookie");
    assert!(cookie.starts_with("maillage_session=") && cookie.contains("Max-Age=2592000"), "{cookie}");
    assert_eq!(ada.get(PAGE).await.header("set-cookie"), "", "once an hour, and never from what is kept");
    world.advance(Duration::minutes(61));
    assert_eq!(ada.get("/sitemap.xml").await.header("set-cookie"), "", "others may be given the same answer");
    world.advance(Duration::minutes(61));
    assert!(ada.post("/sign-out", &[]).await.header("set-cookie").contains("Max-Age=0"));
}

#[tokio::test]
async fn the_most_compact_accepted_encoding_is_sent() {
    let world = World::new().await;
    world.network("sil").await;
    let guest = world.guest();
    for (accept, expected) in [("gzip, br", "br"), ("gzip", "gzip"), ("", "")] {
        for _ in 0..2 {
            let answer = guest.get_with(PAGE, &[("accept-encoding", accept)]).await;
            assert_eq!(answer.header("content-encoding"), expected);
            assert!(answer.headers.get_all("vary").iter().any(|vary| vary.to_str().unwrap().contains("accept-encoding")));
        }
    }
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_with_a_page() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    for headers in [[("sec-fetch-site", "cross-site")], [("sec-fetch-site", "same-site")], [("origin", "https://evil.example.org")]] {
        let answer = ada.send(Method::POST, "/language", &headers, Some("language=en".to_owned())).await;
        assert_eq!(answer.status, 403);
        assert!(answer.header("content-type").starts_with("text/html"));
    }
    assert_eq!(ada.post("/language", &[("language", "en")]).await.status, 303);
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let world = World::new().await;
    let guest = world.guest();
    for path in ["/networks", "/nowhere", "/healthz", "/site/none.css", "/networks/"] {
        let answer = guest.get(path).await;
        assert!(answer.header("content-security-policy").contains("script-src 'self' 'wasm-unsafe-eval'"), "{path}");
        assert!(!answer.header("content-security-policy").contains("script-src 'unsafe-inline'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
    }
    assert_eq!(guest.get("/networks/?a=b").await.location(), "/networks?a=b");
    assert_eq!(guest.get("/healthz").await.status, 200);
    assert_eq!(guest.get("/readyz").await.status, 200);
}

#[tokio::test]
async fn an_oversized_form_is_refused_with_a_page() {
    let world = World::new().await;
    let answer = world.guest().post("/language", &[("language", &"x".repeat(5 << 20))]).await;
    assert_eq!(answer.status, 413);
    assert!(answer.shows("trop volumineux"));
}

#[tokio::test]
async fn personal_pages_of_one_browser_are_not_shown_in_another() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    let other = world.sign_in_again(&ada).await;
    let own = |page: tests::Answer| page.attributes("li:has(.badge-good) button", "value");
    let (here, there) = (own(ada.get("/me/sessions").await), own(other.get("/me/sessions").await));
    assert_eq!((here.len(), there.len()), (1, 1));
    assert_ne!(here, there);
}

#[tokio::test]
async fn an_internal_error_is_a_page_with_a_reference() {
    async fn fails() -> &'static str {
        panic!("a story's panic")
    }
    let world = World::new().await;
    let answer = world.guest_of(axum::Router::new().route("/", axum::routing::get(fails))).get("/").await;
    assert_eq!(answer.status, 500);
    assert!(answer.shows("Une erreur de notre côté") && answer.shows(answer.header("x-request-id")));
    assert!(!answer.body.contains("a story's panic"));
}

#[tokio::test]
async fn an_address_that_no_database_can_store_is_404() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    for path in ["/networks/%00", "/events/%00", "/lists/a%00b", "/networks/sil/pages/%00", "/registrations/%00", "/feeds/%00.ics"] {
        for reader in [&world.guest(), &*ada] {
            assert!([404, 410].contains(&reader.get(path).await.status.as_u16()), "{path}");
        }
    }
    for path in ["/search?q=%00", "/agenda?q=%00&network=%00", "/agenda?region=%00&where=%00"] {
        assert!(ada.get(path).await.status.as_u16() < 500, "{path}");
    }
}

#[tokio::test]
async fn an_unsupported_method_gets_405() {
    let world = World::new().await;
    world.network("sil").await;
    let guest = world.guest();
    for (method, path, allow) in [
        (Method::PUT, "/agenda", "GET,HEAD"),
        (Method::OPTIONS, "/agenda", "GET,HEAD"),
        (Method::DELETE, "/networks/sil", "GET,HEAD"),
        (Method::PATCH, "/sign-in", "GET,HEAD,POST"),
        (Method::POST, "/networks", "GET,HEAD"),
    ] {
        let answer = guest.send(method.clone(), path, &[], None).await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, allow), "{method} {path}");
        assert!(answer.shows("n’accepte pas ce genre de demande"), "{method} {path}");
    }
    assert_eq!(guest.send(Method::OPTIONS, "/nowhere", &[], None).await.status, 404);
}

#[tokio::test]
async fn a_chosen_language_is_remembered_for_a_year_and_travels_safely() {
    let world = World::new().await;
    let cookie = |answer: tests::Answer| answer.header("set-cookie").to_owned();
    let plain = cookie(world.guest().post("/language", &[("language", "en")]).await);
    assert_eq!(plain, "maillage_language=en; SameSite=Lax; Path=/; Max-Age=31536000");
    let state = app::request_context::AppState {
        db: world.db.clone().at_address("https://maillage.example.org"),
        written: Default::default(),
        site: Default::default(),
        demo: false,
        figures: Default::default(),
        certificates: Default::default(),
    };
    assert!(state.language_cookie(domain::Language::Fr).contains("; SameSite=Lax; Secure; "));
}

#[tokio::test]
async fn files_of_figures_are_not_cached() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    for number in 0..8 {
        world.member(&sil, &format!("Ada Lovelace{number}")).await;
    }
    let page = world.guest().get("/networks/sil/figures").await;
    let files = page.attributes("a[href*='/figures/tables/']", "href");
    assert!(!files.is_empty(), "{}", page.body);
    for file in files {
        assert_eq!(world.guest().get(&file).await.header("cache-control"), "no-store", "{file}");
    }
}
