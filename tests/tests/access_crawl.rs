//! A stranger requests every address of the site for a private network and its content, and can neither read nor change anything.

use domain::Language;
use domain::enums::NetworkVisibility;
use domain::events::EventInput;
use domain::lists;
use domain::pages::{self, PageInput, PagePlace, Upload};
use domain::posts::{self, PostInput, PostOutcome};
use tests::{TestUser, World};

/// Texts of the private network.
const SECRETS: [&str; 8] = [
    "Budget caché",
    "Cachée",
    "zoé.cachée",
    "visio.example.org/secret",
    "Bureau restreint",
    "Mode d’emploi réservé",
    "la clé est sous le pot",
    "bordereau confidentiel",
];

/// Every pattern of `routes.rs`, so that new routes are included.
pub(crate) fn patterns() -> Vec<String> {
    let mut patterns = Vec::new();
    collect_patterns("pages", "", &mut patterns);
    assert!(patterns.len() > 140, "the routes were found: {patterns:?}");
    patterns
}

/// The patterns that a function of `routes.rs` adds below a prefix, with those of the functions that it nests and merges.
fn collect_patterns(function: &str, prefix: &str, into: &mut Vec<String>) {
    let source = include_str!("../../app/src/routes.rs");
    let start = source.find(&format!("fn {function}(")).unwrap_or_else(|| panic!("{function} is in routes.rs"));
    let body = source[start..].split("\n}\n").next().unwrap_or_default();
    for call in body.split("\n        .").skip(1) {
        let path = call.split('"').nth(1).unwrap_or_default();
        let called = || call.split("()").next().and_then(|start| start.rsplit([' ', '(']).next());
        if call.starts_with("route(") {
            into.push(format!("{prefix}{}", if prefix.is_empty() { path } else { path.trim_end_matches('/') }));
        } else if call.starts_with("nest(") {
            collect_patterns(called().expect("a function is nested"), &format!("{prefix}{path}"), into);
        } else if call.starts_with("merge(") {
            collect_patterns(called().expect("a function is merged"), prefix, into);
        }
    }
}

/// The pattern with the keys of the private content.
fn aimed(pattern: &str, event: &str, membership: &str) -> String {
    let of_event = pattern.starts_with("/events/");
    let mut path = String::new();
    for part in pattern.split('/').skip(1) {
        path.push('/');
        match part {
            "{slug}" if of_event => path.push_str(event),
            "{slug}" | "{list}" => path.push_str("bureau"),
            "{page}" => path.push_str("emploi"),
            "{number}" => path.push('1'),
            "{name}" => path.push_str("bordereau.txt"),
            "{membership}" | "{id}" => path.push_str(membership),
            part if part.starts_with('{') => path.push_str("nothing"),
            part => path.push_str(part),
        }
    }
    path
}

struct Private {
    world: World,
    event: String,
    membership: String,
    message: String,
    thread: String,
}

impl Private {
    async fn new() -> Self {
        let world = World::new().await;
        let bureau = world
            .network_with("bureau", |network| {
                network.name = "Bureau restreint".to_owned();
                network.visibility = NetworkVisibility::Private.to_string();
            })
            .await;
        let zoe = world.coordinator(&bureau, "Zoé Cachée").await;
        world.joins(&zoe, &bureau).await;
        let input = EventInput {
            kind: "meeting".to_owned(),
            starts_date: "2026-12-01".to_owned(),
            ends_time: "16:00".to_owned(),
            video_link: "https://visio.example.org/secret".to_owned(),
            ..tests::webinar("Budget caché")
        };
        let event = world.event(&zoe, "bureau", &input).await;
        for place in [PagePlace::Network("bureau".to_owned()), PagePlace::Event(event.clone())] {
            let input = PageInput {
                title: "Mode d’emploi réservé".to_owned(),
                slug: "emploi".to_owned(),
                kind: "guide".to_owned(),
                access: "public".to_owned(),
                language: "fr".to_owned(),
                position: "1".to_owned(),
                body: "La porte est fermée, la clé est sous le pot.".to_owned(),
                ..PageInput::default()
            };
            pages::create(&world.db, &zoe.actor, &place, &input).await.expect("a page");
            let upload = Upload { name: "bordereau.txt".to_owned(), content: b"bordereau confidentiel".to_vec(), ..Upload::default() };
            pages::attach(&world.db, &zoe.actor, &place, "emploi", &upload).await.expect("a file");
        }
        domain::search::catch_up(&world.db).await.expect("findable");
        let mut tx = world.db.read().await.unwrap();
        let membership: String =
            sqlx::query_scalar("SELECT id FROM membership WHERE person = $1").bind(&zoe.id).fetch_one(&mut *tx).await.unwrap();
        drop(tx);
        let message = lists::MessageInput {
            subject: "Budget caché, par lettre".to_owned(),
            body: "Budget caché".to_owned(),
            language: "fr".to_owned(),
            audience: vec!["subscribers:".to_owned()],
            ..lists::MessageInput::default()
        };
        let message = lists::create(&world.db, &zoe.actor, "bureau", &message).await.expect("a message");
        let confirmation = lists::SendInput { version: "1".to_owned(), seen: "1".to_owned(), ..lists::SendInput::default() };
        lists::send(&world.db, &zoe.actor, "bureau", &message, lists::SendingTime::Now, &confirmation).await.expect("sent");
        // Its list becomes a discussion, with a thread.
        let list = lists::list_form(&world.db, &zoe.actor, "bureau").await.expect("a list").input;
        let list = lists::ListInput { kind: "discussion".to_owned(), ..list };
        lists::edit_list(&world.db, &zoe.actor, "bureau", &list).await.expect("a discussion");
        let post =
            PostInput { subject: "Budget caché, en discussion".to_owned(), body: "Budget caché".to_owned(), ..PostInput::default() };
        let outcome = posts::start(&world.db, &zoe.actor, "bureau", Language::Fr, &post).await.expect("a post");
        let PostOutcome::Accepted { thread, .. } = outcome else { panic!("it waits") };
        Self { world, event, membership, message: message.to_string(), thread: thread.to_string() }
    }

    /// The pattern with the keys of the private content.
    fn aimed(&self, pattern: &str) -> String {
        let pattern = pattern.replace("{message}", &self.message).replace("{thread}", &self.thread).replace("{post}", &self.thread);
        aimed(&pattern, &self.event, &self.membership)
    }

    /// A person with every right in another network.
    async fn stranger(&self) -> TestUser {
        let ailleurs = self.world.network("ailleurs").await;
        let stranger = self.world.coordinator(&ailleurs, "Ada Ailleurs").await;
        self.world.joins(&stranger, &ailleurs).await;
        stranger
    }

    /// The state that a change would leave.
    async fn traces(&self) -> Vec<i64> {
        let mut tx = self.world.db.read().await.unwrap();
        let mut counts = Vec::new();
        for query in [
            "SELECT COUNT(*) FROM audit",
            "SELECT COUNT(*) FROM mail",
            "SELECT COUNT(*) FROM message",
            "SELECT COUNT(*) FROM post",
            "SELECT COUNT(*) FROM post WHERE state = 'accepted'",
            "SELECT COUNT(*) FROM delivery",
            "SELECT SUM(version) FROM list",
            "SELECT COUNT(*) FROM registration",
            "SELECT COUNT(*) FROM membership",
            "SELECT COUNT(*) FROM event",
            "SELECT SUM(version) FROM event",
            "SELECT COUNT(*) FROM committee",
            "SELECT COUNT(*) FROM import",
            "SELECT COUNT(*) FROM invitation",
            "SELECT COUNT(*) FROM setting",
            "SELECT COUNT(*) FROM retired_choice",
            "SELECT COUNT(*) FROM page",
            "SELECT SUM(version) FROM page",
            "SELECT COUNT(*) FROM page_revision",
            "SELECT COUNT(*) FROM attachment",
            "SELECT COUNT(*) FROM file",
        ] {
            counts.push(
                sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT CAST(({query}) AS BIGINT)"))).fetch_one(&mut *tx).await.unwrap(),
            );
        }
        counts
    }
}

#[tokio::test]
async fn no_address_shows_private_content_to_a_stranger() {
    let private = Private::new().await;
    let (stranger, guest) = (private.stranger().await, private.world.guest());
    for pattern in patterns() {
        // The outbox exists only in a demo, where everyone reads every mail.
        if pattern.starts_with("/outbox") {
            continue;
        }
        let path = private.aimed(&pattern);
        let about_private = path.contains("bureau") || path.contains(&private.event);
        for browser in [&guest, &stranger.browser] {
            let answer = browser.get(&path).await;
            for secret in SECRETS {
                assert!(!answer.body.contains(secret), "{path} tells « {secret} »");
            }
            if about_private {
                assert!([404, 405].contains(&answer.status.as_u16()), "{path} answers {}", answer.status);
            }
        }
    }
}

#[tokio::test]
async fn no_form_lets_a_stranger_change_private_content() {
    let private = Private::new().await;
    let (stranger, guest) = (private.stranger().await, private.world.guest());
    let before = private.traces().await;
    let form = [
        ("answer", "accept"),
        ("accept", "1"),
        ("network", "ailleurs"),
        ("title", "Pris"),
        ("name", "Pris"),
        ("given_name", "Ada"),
        ("family_name", "Ailleurs"),
        ("address", "ada.ailleurs@example.org"),
        ("state_note", "Pris"),
        ("note", "Pris"),
        ("reason", "Pris"),
        ("presence", "online"),
        ("version", "1"),
    ];
    for pattern in patterns() {
        let path = private.aimed(&pattern);
        if !path.contains("bureau") && !path.contains(&private.event) {
            continue;
        }
        for browser in [&guest, &stranger.browser] {
            let answer = browser.post(&path, &form).await;
            assert!(answer.status.is_client_error(), "{path} answers {}", answer.status);
            for secret in SECRETS {
                assert!(!answer.body.contains(secret), "{path} tells « {secret} »");
            }
        }
    }
    assert_eq!(private.traces().await, before, "nothing changed");
}

#[tokio::test]
async fn lists_feeds_and_search_leave_out_private_content() {
    let private = Private::new().await;
    let stranger = private.stranger().await;
    for path in [
        "/",
        "/agenda",
        "/agenda?q=Budget",
        "/agenda?network=bureau",
        "/agenda?when=past",
        "/agenda/month?month=2026-12",
        "/agenda.ics",
        "/agenda.ics?network=bureau",
        "/agenda.atom",
        "/networks",
        "/sitemap.xml",
        "/me",
        "/search?q=Budget",
        "/search?q=emploi",
        "/search?q=cl%C3%A9+pot",
        "/search?q=bureau",
        "/search?q=restreint&network=bureau",
        "/search?q=Zo%C3%A9",
        "/search?q=bordereau",
    ] {
        let answer = stranger.get(path).await;
        for secret in SECRETS {
            assert!(!answer.body.contains(secret), "{path} tells « {secret} »");
        }
    }
}
