//! Hostile texts: refused with a sentence when they are saved or previewed, shown as typed if they are stored
//! already. Also names that are invisible or reversed.

use domain::events::{self, EventInput, ProgrammeInput};
use domain::lists::{self, MessageInput};
use tests::{Answer, Duration, TestUser, World};

/// No rendered text may be longer.
const MOST_BYTES: usize = 2 << 20;

fn quotes() -> String {
    ">".repeat(99_000)
}

/// Each of them once took seconds or hundreds of megabytes.
fn hostile() -> [String; 6] {
    [
        quotes(),
        "1. ".repeat(33_000),
        "> - ".repeat(24_000),
        format!("{}x{}", "*a ".repeat(20_000), " a*".repeat(10_000)),
        format!("|{}\n|{}\n{}", "a|".repeat(10_000), "-|".repeat(10_000), "|a\n".repeat(90)),
        format!("[a](b \"{}", ")>  \n``".repeat(14_000)),
    ]
}

/// Unclosed elements: each of them once repeated all earlier ones in the HTML.
fn tags() -> String {
    let bold: String = (0..1_500).map(|at| format!("<b x{at}>")).collect();
    format!("<p>{bold}{}", "<p>x".repeat(3_000))
}

fn webinar() -> EventInput {
    EventInput { video_link: "https://visio.example.org/secret".to_owned(), ..tests::webinar("Rust à bord") }
}

async fn published(world: &World, claire: &TestUser) -> String {
    world.event(claire, "sil", &webinar()).await
}

/// Sends a form with the text in its field, to save it or to preview it.
async fn send(user: &TestUser, form: &(String, &str, &str), text: &str, act: &str) -> Answer {
    let (path, field, others) = form;
    let path = if act == "preview" && !path.ends_with("programme") { format!("{path}?preview=1") } else { path.clone() };
    let mut pairs = vec![("act", act), (*field, text)];
    pairs.extend(others.split('&').filter_map(|pair| pair.split_once('=')));
    user.post(&path, &pairs).await
}

const PAGE: &str = "title=Guide&kind=guide&access=public&language=fr";
const NETWORK: &str = "acronym=SIL&name=Logiciel&kind=thematic&hue=20&join_policy=approval&visibility=public&version=1";
const MESSAGE: &str = "subject=Programme&language=fr&audience=subscribers:";

#[tokio::test]
async fn a_too_complex_text_is_refused_beside_its_field() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = published(&world, &claire).await;
    let forms = [
        (format!("/events/{slug}/edit"), "description", "version=2"),
        ("/networks/sil/events/new".to_owned(), "description", ""),
        ("/networks/sil/edit".to_owned(), "description", NETWORK),
        ("/networks/sil/messages/new".to_owned(), "body", MESSAGE),
        ("/networks/sil/pages/new".to_owned(), "body", PAGE),
        ("/networks/sil/reviews/2026/edit".to_owned(), "highlights", "version=0"),
        ("/networks/sil/reviews/2026/edit".to_owned(), "plans", "version=0"),
    ];
    for form in &forms {
        for act in ["save", "preview"] {
            let refused = send(&claire, form, &quotes(), act).await;
            let fault = refused.error_of(form.1).unwrap_or_default();
            assert!(refused.status == 422 && fault.contains("trop compliqué"), "{} {act}: {} {fault}", form.0, refused.status);
            assert!(
                refused.bytes.len() < MOST_BYTES && refused.body.contains(&"&gt;".repeat(90_000)),
                "{} {act}: what was typed stays",
                form.0
            );
            let long = send(&claire, form, &"a".repeat(100_001), act).await;
            let fault = long.error_of(form.1).unwrap_or_default();
            assert!(long.status == 422 && fault.contains("trop long"), "{} {act}: {} {fault}", form.0, long.status);
        }
        // A minute for the next thirty previews.
        world.advance(Duration::minutes(1));
    }
    for text in hostile() {
        let refused = send(&claire, &forms[4], &text, "save").await;
        assert!(refused.status == 422 && refused.error_of("body").is_some(), "{}: {}", &text[..20], refused.status);
        assert!(refused.bytes.len() < MOST_BYTES, "{}: {} bytes", &text[..20], refused.bytes.len());
        let refused = claire.post("/api/preview-markdown", &[("text", &text)]).await;
        assert!(refused.status == 422 && refused.bytes.len() < MOST_BYTES, "{}: {}", &text[..20], refused.status);
    }
    let programme = ProgrammeInput {
        version: "2".to_owned(),
        title: vec!["Ouverture".to_owned()],
        summary: vec![quotes()[..9_000].to_owned()],
        ..ProgrammeInput::default()
    };
    let refused = events::set_programme(&world.db, &claire.actor, &slug, &programme).await;
    assert!(matches!(&refused, Err(domain::Error::Invalid(faults)) if faults[0].field == "abstract-0"), "{refused:?}");
}

#[tokio::test]
async fn typed_html_is_shown_as_text_everywhere() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = published(&world, &claire).await;
    let form = ("/networks/sil/pages/new".to_owned(), "body", PAGE);
    let saved = send(&claire, &form, &tags(), "save").await;
    assert_eq!(saved.status, 303, "{}", saved.words());
    let page = world.guest().get("/networks/sil/pages/guide").await;
    assert!(page.status == 200 && page.bytes.len() < 200_000, "{} bytes", page.bytes.len());
    assert!(page.all(".prose b").is_empty() && page.shows("<b x0><b x1>"), "{}", &page.words()[..400]);
    let previewed = claire.post("/api/preview-markdown", &[("text", &tags()), ("page", "message")]).await;
    assert!(previewed.status == 200 && previewed.bytes.len() < 200_000, "{} bytes", previewed.bytes.len());

    // Removing something from finished HTML could create new markup.
    let text = "[a](java[]script:alert(1)) [b](</[]/evil.example>) ![](x.png) a<br>b <!-- tu -->";
    let message = ("/networks/sil/messages/new".to_owned(), "body", MESSAGE);
    let preview = send(&claire, &message, text, "preview").await;
    let saved = send(&claire, &message, text, "save").await;
    let path = saved.location().split('?').next().unwrap().to_owned();
    for previewed in [preview, claire.get(&path).await, claire.get(&format!("{path}/send")).await] {
        let links = previewed.attributes(".prose a", "href");
        assert!(links.iter().all(|link| !link.starts_with("javascript:") && !link.starts_with("//")), "{links:?}");
        assert!(previewed.all(".prose br").len() == 1 && !previewed.all(".prose").concat().contains("tu"), "{}", previewed.words());
    }
    assert_eq!(world.guest().get(&format!("/events/{slug}")).await.status, 200);
}

#[tokio::test]
async fn a_stored_text_that_is_too_complex_is_shown_as_typed() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = published(&world, &claire).await;
    let programme = ProgrammeInput {
        version: "2".to_owned(),
        title: vec!["Ouverture".to_owned()],
        summary: vec!["Un *mot*".to_owned()],
        ..ProgrammeInput::default()
    };
    events::set_programme(&world.db, &claire.actor, &slug, &programme).await.unwrap();
    send(&claire, &("/networks/sil/pages/new".to_owned(), "body", PAGE), "Texte", "save").await;
    send(&claire, &("/networks/sil/reviews/2026/edit".to_owned(), "highlights", "version=0"), "Texte", "save").await;
    let input = MessageInput {
        subject: "Programme".to_owned(),
        body: "Texte".to_owned(),
        language: "fr".to_owned(),
        audience: vec!["subscribers:".to_owned()],
        ..MessageInput::default()
    };
    let message = lists::create(&world.db, &claire.actor, "sil", &input).await.unwrap();
    let paths = [
        format!("/events/{slug}"),
        "/networks/sil".to_owned(),
        "/networks/sil/pages/guide".to_owned(),
        "/networks/sil/reviews/2026".to_owned(),
        format!("/networks/sil/messages/{message}"),
        format!("/networks/sil/messages/{message}/send"),
    ];
    for text in hostile() {
        let mut tx = world.db.write().await.unwrap();
        for statement in [
            "UPDATE event SET description = $1",
            "UPDATE talk SET abstract = $1",
            "UPDATE network SET description = $1",
            "UPDATE page_revision SET body = $1",
            "UPDATE review SET highlights = $1, plans = $1",
            "UPDATE message SET body = $1",
        ] {
            sqlx::query(statement).bind(&text).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        for path in &paths {
            let page = claire.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(page.bytes.len() < MOST_BYTES * 2, "{path}: {} bytes", page.bytes.len());
            let read = page.all(".prose").concat();
            assert!(
                read.starts_with(&text[..text.find(['\n', ' ']).unwrap_or(40).min(40)]),
                "{path}: {}",
                read.chars().take(60).collect::<String>()
            );
            assert!(page.all(".prose blockquote, .prose li, .prose table, .prose em").is_empty(), "{path}");
        }
        for path in [format!("/events/{slug}/event.ics"), "/agenda.ics".to_owned(), "/networks/sil/reviews/2026.md".to_owned()] {
            let feed = world.guest().get(&path).await;
            assert!(feed.status != 500 && feed.bytes.len() < MOST_BYTES, "{path}: {} {} bytes", feed.status, feed.bytes.len());
        }
    }
}

#[tokio::test]
async fn previews_are_rate_limited() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let ada = world.person("Ada Lovelace").await;
    let without = ada.post("/api/preview-markdown", &[("page", "")]).await;
    assert!(without.status.is_client_error(), "{}", without.status);
    assert!(ada.post("/api/nothing", &[("text", "")]).await.status.is_client_error());
    for _ in 0..30 {
        assert_eq!(ada.post("/api/preview-markdown", &[("text", "*a*")]).await.status, 200);
    }
    assert_eq!(ada.post("/api/preview-markdown", &[("text", "*a*")]).await.status, 429);
    assert_eq!(claire.post("/api/preview-markdown", &[("text", "*a*")]).await.status, 200, "each has a count");

    let form = ("/networks/sil/pages/new".to_owned(), "body", PAGE);
    for _ in 0..29 {
        assert_eq!(send(&claire, &form, "Un *mot*", "preview").await.status, 200);
    }
    for form in
        [&form, &("/networks/sil/messages/new".to_owned(), "body", MESSAGE), &("/networks/sil/edit".to_owned(), "description", NETWORK)]
    {
        let refused = send(&claire, form, "Un *mot*", "preview").await;
        let fault = refused.error_of(form.1).unwrap_or_default();
        assert!(refused.status == 429 && fault.contains("attendez un peu"), "{}: {} {fault}", form.0, refused.status);
        assert_eq!(refused.value_of(form.1).as_deref(), Some("Un *mot*"), "what was typed stays");
    }
    world.advance(Duration::minutes(1));
    assert_eq!(send(&claire, &form, "Un *mot*", "preview").await.status, 200);
    assert_eq!(ada.post("/api/preview-markdown", &[("text", "*a*")]).await.status, 200);
}

#[tokio::test]
async fn an_invisible_or_reversed_name_is_refused() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let admin = world.administrator("Noa Lemaire").await;
    let slug = published(&world, &claire).await;
    let registration = "family_name=Lovelace&address=ada@example.org&presence=online&organisation_kind=other";
    let forms: [(&TestUser, &str, &str, &str); 8] = [
        (&claire, "/networks/sil/pages/new", "title", "kind=guide&access=public&language=fr"),
        (&claire, "/networks/sil/edit", "name", NETWORK),
        (&claire, "/networks/sil/edit", "poles", NETWORK),
        (&claire, "/networks/sil/messages/new", "subject", "language=fr&body=x"),
        (&claire, "/networks/sil/events/new", "title", ""),
        (&claire, "/networks/sil/events/new", "summary", ""),
        (&claire, "/me/profile", "given_name", "family_name=Fontaine"),
        (&admin, "/admin/instance", "name", ""),
    ];
    for (user, path, field, others) in forms {
        for (typed, sentence) in [("\u{200b}\u{2060}", "aucun caractère visible"), ("Ada \u{202e}ecalevoL", "sens de lecture")] {
            let others: Vec<&str> = others.split('&').filter(|pair| !pair.starts_with(&format!("{field}="))).collect();
            let refused = send(user, &(path.to_owned(), field, &others.join("&")), typed, "save").await;
            let fault = refused.error_of(field).unwrap_or_default();
            assert!(refused.status == 422 && fault.contains(sentence), "{path} {field} {typed:?}: {} {fault}", refused.status);
        }
    }
    let guest = world.guest();
    let mut pairs: Vec<(&str, &str)> = registration.split('&').filter_map(|pair| pair.split_once('=')).collect();
    pairs.push(("given_name", "\u{202e}adA"));
    let refused = guest.post(&format!("/events/{slug}/register"), &pairs).await;
    assert!(
        refused.error_of("given_name").is_some_and(|fault| fault.contains("sens de lecture")),
        "{} {}",
        refused.status,
        refused.words()
    );
    let form = ("/networks/sil/pages/new".to_owned(), "title", "kind=guide&access=public&language=fr");
    let good = send(&claire, &form, "👩\u{200d}🔬 Recherche", "save").await;
    assert_eq!(good.status, 303, "what belongs to words and emoji is theirs");
}
