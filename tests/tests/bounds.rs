//! Requests have limits: one that is too large gets a page that says so, before any work.

use domain::enums::Language;
use domain::events::EventInput;
use domain::sign_in::{self, LinkRequest};
use tests::{TestUser, World};

fn past_event(number: usize) -> EventInput {
    let text = str::to_owned;
    EventInput {
        kind: text("workshop"),
        starts_date: format!("20{:02}-03-14", number % 20),
        starts_time: text("09:00"),
        ends_time: text("17:30"),
        registration: text("none"),
        ..tests::webinar(&format!("Atelier {number}"))
    }
}

/// An event of the past.
async fn many_events(world: &World, user: &TestUser, count: i64) {
    world.event(user, "sil", &past_event(1)).await;
    let mut tx = world.db.write().await.unwrap();
    let columns: Vec<String> = match world.db.is_sqlite() {
        true => sqlx::query_scalar("SELECT name FROM pragma_table_info('event')").fetch_all(&mut *tx).await.unwrap(),
        false => sqlx::query_scalar("SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_name = 'event'")
            .fetch_all(&mut *tx)
            .await
            .unwrap(),
    };
    let others: Vec<&str> = columns.iter().map(String::as_str).filter(|column| !["id", "slug", "uid"].contains(column)).collect();
    let others = others.join(", ");
    let copy = format!("INSERT INTO event (id, slug, uid, {others}) SELECT $1, $1, $1, {others} FROM event WHERE slug = 'atelier-1'");
    for number in 0..count {
        let key = format!("copy-{number}");
        sqlx::query(sqlx::AssertSqlSafe(copy.as_str())).bind(&key).execute(&mut *tx).await.unwrap();
        sqlx::query(
            "INSERT INTO event_network (event, network, state, position, asked_at)
             SELECT $1, n.id, 'lead', 0, '2026-11-20T00:00:00Z' FROM network n WHERE n.slug = 'sil'",
        )
        .bind(&key)
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_page_beyond_the_last_one_is_the_last_one() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    many_events(&world, &claire, 519).await;
    let ada = world.administrator("Ada Lovelace").await;
    world.joins(&ada, &sil).await;
    domain::search::catch_up(&world.db).await.unwrap();
    for (path, last) in [
        ("/agenda?when=past", "11"),
        ("/networks/sil/agenda?when=past", "11"),
        ("/search?q=atelier", ""),
        ("/networks/sil/members?state=all", ""),
        ("/networks/sil/messages?q=", ""),
        ("/lists/sil/subscribers?q=", ""),
        ("/lists/sil/archive?q=", ""),
        ("/admin/people?q=", ""),
        ("/admin/organisations?q=", ""),
        ("/admin/journal?by=", ""),
        ("/admin/mails?q=", ""),
        ("/outbox?q=", ""),
    ] {
        for number in ["9223372036854775807", "9223372036854775806", "1000000000", "-9223372036854775808", "0", "99999999999999999999"] {
            let page = ada.get(&format!("{path}&page={number}")).await;
            assert_eq!(page.status, 200, "{path} {number}");
            let links = page.attributes(".pagination a", "href");
            assert!(links.len() <= 7, "{path} {number}: {links:?}");
            if number.len() > 9 && !number.starts_with('-') && number.len() < 20 && !last.is_empty() {
                assert_eq!(page.all(".pagination [aria-current=page]"), [last], "{path} {number}");
            }
        }
    }
}

#[tokio::test]
async fn attendance_is_refused_before_its_form_is_parsed() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &past_event(1)).await;
    let half_days = "2026-11-24 am,".repeat(40_000);
    let mut form = vec![("half_days", half_days.as_str())];
    form.extend(std::iter::repeat_n(("shown", "r -"), 1500));
    for path in ["/events/x/registrations".to_owned(), format!("/events/{slug}/registrations")] {
        assert_eq!(world.guest().post(&path, &form).await.status, 404, "{path}");
    }
    // With the right, an unknown column or row is refused at the first one.
    let answer = claire.post(&format!("/events/{slug}/registrations"), &form).await;
    assert_eq!(answer.status, 422);
    assert!(answer.bytes.len() < 100_000, "{}", answer.bytes.len());
}

#[tokio::test]
async fn a_form_with_too_many_bytes_or_fields_is_refused_with_a_page() {
    let world = World::new().await;
    let guest = world.guest();
    let long = "x".repeat(4 << 20);
    let answer = guest.post("/sign-in", &[("address", "ada@example.org"), ("next", &long)]).await;
    assert_eq!(answer.status, 413);
    assert!(answer.shows("C’est trop volumineux") && answer.bytes.len() < 50_000);
    let many = vec![("address", "ada@example.org"); 100_000];
    assert_eq!(guest.post("/sign-in", &many).await.status, 413);
    assert_eq!(guest.post("/sign-in", &[(&"n".repeat(101), "x")]).await.status, 413);
    assert_eq!(guest.get(&format!("/agenda?{}", "q=&".repeat(101))).await.status, 413);
    let answer = guest.in_english().get(&format!("/agenda?q={}", "x".repeat(9000))).await;
    assert_eq!(answer.status, 414);
    assert!(answer.shows("This address is too long") && answer.bytes.len() < 50_000);
    assert_eq!(world.mails().await.len(), 0);
}

#[tokio::test]
async fn the_largest_text_fits_into_a_form_in_any_script() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = world.event(&claire, "sil", &past_event(1)).await;
    let path = format!("/events/{slug}/edit");
    let page = claire.get(&path).await;
    let names = ["title", "kind", "level", "language", "starts_date", "starts_time", "ends_date", "ends_time", "zone"];
    let mut form: Vec<(&str, String)> = Vec::new();
    for name in names {
        let chosen = page.attributes(&format!("select[name={name}] option[selected]"), "value").into_iter().next();
        form.push((name, chosen.or_else(|| page.value_of(name)).unwrap_or_default()));
    }
    form.extend([("mode", "online".to_owned()), ("registration", "none".to_owned()), ("visibility", "public".to_owned())]);
    form.extend([("version", page.value_of("version").unwrap()), ("description", "𝕏".repeat(100_000))]);
    let pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(claire.post(&path, &pairs).await.location(), format!("/events/{slug}?done=saved"));
}

#[tokio::test]
async fn a_sign_in_link_drops_a_long_return_address() {
    let world = World::new().await;
    let guest = world.guest();
    let next = format!("/agenda?q={}", "x".repeat(100_000));
    assert_eq!(guest.post("/sign-in", &[("address", "ada@example.org"), ("next", &next)]).await.status, 200);
    let longest: i64 = sqlx::query_scalar("SELECT CAST(MAX(length(next)) AS BIGINT) FROM sign_in")
        .fetch_one(&mut *world.db.read().await.unwrap())
        .await
        .unwrap();
    assert_eq!(longest, 3);
    let link = world.last_mail_to("ada@example.org").await.link("/sign-in/");
    assert!(guest.post(&link, &[]).await.location().len() < 100);
    // The domain has the same limit.
    let request = LinkRequest { address: "bo@example.org", client: "", device: None, next: &next, language: Language::Fr };
    sign_in::request_link(&world.db, &request).await.unwrap();
    let longest: i64 = sqlx::query_scalar("SELECT CAST(MAX(length(next)) AS BIGINT) FROM sign_in")
        .fetch_one(&mut *world.db.read().await.unwrap())
        .await
        .unwrap();
    assert_eq!(longest, 3);
    let answer = world.guest().post("/language", &[("language", "en"), ("next", &next)]).await;
    assert_eq!(answer.location(), "/");
}

#[tokio::test]
async fn figures_of_many_days_are_rate_limited() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let guest = world.guest();
    let (mut made, mut refused) = (0, 0);
    for day in 1..=28 {
        for path in [format!("/networks/sil/figures?on=2025-02-{day:02}"), format!("/networks/sil/figures/events?year={}", 1990 + day)] {
            let answer = guest.get(&path).await;
            match answer.status.as_u16() {
                200 => made += 1,
                429 => {
                    assert!(answer.shows("Trop de demandes") && answer.shows("Attendez"));
                    refused += 1;
                }
                other => panic!("{path}: {other}"),
            }
        }
    }
    assert_eq!((made, refused), (30, 26));
    // The page without a query is not counted, and signed-in people are not counted with guests.
    assert_eq!(guest.get("/networks/sil/figures").await.status, 200);
    for day in 1..=28 {
        assert_eq!(claire.get(&format!("/networks/sil/figures?on=2025-01-{day:02}")).await.status, 200);
    }
    world.advance(tests::Duration::minutes(1));
    assert_eq!(guest.get("/networks/sil/figures?on=2025-03-01").await.status, 200);
}

#[tokio::test]
async fn a_nul_in_a_form_or_an_address_is_no_server_error() {
    let world = World::new().await;
    world.network("sil").await;
    let ada = world.person("Ada Lovelace").await;
    assert_eq!(ada.post("/me/lists", &[("list", "\0"), ("wanted", "yes")]).await.status, 404);
    assert_eq!(ada.post("/networks/sil%00/join", &[]).await.status, 404);
    assert_eq!(ada.post("/lists/sil", &[("address", "a\0da@example.org")]).await.status, 422);
    assert_eq!(ada.get("/search?q=%00&network=%00&kind=%00&year=%00&page=%00").await.status, 200);
    let answer = ada.post("/me/profile", &[("given_name", "A\0da"), ("family_name", "")]).await;
    assert_eq!((answer.status.as_u16(), answer.value_of("given_name").as_deref()), (422, Some("A da")));
}

async fn count(world: &World, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(&mut *world.db.read().await.unwrap()).await.unwrap()
}

/// The fields of a form: the hidden ones, and the typed ones.
fn filled<'a>(page: &'a tests::Answer, typed: &[(&'a str, &'a str)]) -> Vec<(&'a str, String)> {
    let mut form: Vec<(&str, String)> = typed.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    for name in ["form_key", "version"] {
        form.extend(page.value_of(name).map(|value| (name, value)));
    }
    form
}

#[tokio::test]
async fn a_form_sent_six_times_at_once_creates_one_object() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let ada = world.administrator("Ada Lovelace").await;
    world.mandate(&ada, &sil, None).await;
    world.joins(&ada, &sil).await;
    let slug = world
        .event(&ada, "sil", &EventInput { registration: "open".to_owned(), starts_date: "2027-03-14".to_owned(), ..past_event(7) })
        .await;
    let day = "2027-05-04";
    let event: &[(&str, &str)] = &[
        ("title", "Journée unique"),
        ("kind", "meeting"),
        ("level", "national"),
        ("language", "fr"),
        ("visibility", "public"),
        ("starts_date", day),
        ("starts_time", "09:00"),
        ("ends_time", "17:00"),
        ("zone", "Europe/Paris"),
        ("mode", "online"),
        ("registration", "none"),
    ];
    let network: &[(&str, &str)] = &[
        ("slug", "neuf"),
        ("acronym", "NEUF"),
        ("name", "Réseau neuf"),
        ("kind", "thematic"),
        ("hue", "12"),
        ("join_policy", "open"),
        ("visibility", "public"),
    ];
    let page: &[(&str, &str)] =
        &[("title", "Guide"), ("slug", "guide"), ("kind", "guide"), ("access", "public"), ("language", "fr"), ("body", "Texte")];
    let message: &[(&str, &str)] = &[("subject", "Bonjour"), ("body", "Texte"), ("language", "fr"), ("audience", "subscribers:")];
    let mandate: &[(&str, &str)] = &[("address", "ada.lovelace@example.org"), ("role", "présidence"), ("started_on", "2026-01-01")];
    let material: &[(&str, &str)] = &[("kind", "slides"), ("title", "Planches"), ("url", "https://example.org/p.pdf")];
    let affiliation: &[(&str, &str)] = &[("organisation", "CNRS"), ("organisation_kind", "laboratory"), ("started_on", "2020-01-01")];
    let by_hand: &[(&str, &str)] = &[("given_name", "Noa"), ("family_name", "Lemaire"), ("address", "noa@example.org")];
    let committee: String = sqlx::query_scalar("SELECT id FROM committee").fetch_one(&mut *world.db.read().await.unwrap()).await.unwrap();
    let of_event = |rest: &str| format!("/events/{slug}{rest}");
    let governance = |rest: &str| format!("/networks/sil/governance/edit?{rest}");
    for (blank, path, typed, made) in [
        ("/networks/sil/events/new".to_owned(), String::new(), event, "SELECT COUNT(*) FROM event WHERE title = 'Journée unique'"),
        ("/networks/new".to_owned(), String::new(), network, "SELECT COUNT(*) FROM network WHERE slug = 'neuf'"),
        ("/networks/sil/pages/new".to_owned(), String::new(), page, "SELECT COUNT(*) FROM page"),
        ("/networks/sil/messages/new".to_owned(), String::new(), message, "SELECT COUNT(*) FROM message"),
        (governance("committee=new"), String::new(), &[("name", "Bureau")], "SELECT COUNT(*) FROM committee WHERE name = 'Bureau'"),
        (
            governance(&format!("committee={committee}&mandate=new")),
            String::new(),
            mandate,
            "SELECT COUNT(*) FROM mandate WHERE role = 'présidence'",
        ),
        (of_event("/materials"), String::new(), material, "SELECT COUNT(*) FROM material"),
        (of_event("/registrations/new"), String::new(), by_hand, "SELECT COUNT(*) FROM registration"),
        ("/me/affiliations/new".to_owned(), String::new(), affiliation, "SELECT COUNT(*) FROM affiliation"),
        (of_event(""), of_event("/clone"), &[], "SELECT COUNT(*) - 2 FROM event"),
    ] {
        let form = ada.get(&blank).await;
        assert!(form.value_of("form_key").is_some_and(|key| key.len() == 43), "{blank}");
        let path = if path.is_empty() { &blank } else { &path };
        let form = filled(&form, typed);
        let pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answers = tokio::join!(
            ada.post(path, &pairs),
            ada.post(path, &pairs),
            ada.post(path, &pairs),
            ada.post(path, &pairs),
            ada.post(path, &pairs),
            ada.post(path, &pairs),
        );
        let answers = [answers.0, answers.1, answers.2, answers.3, answers.4, answers.5];
        let mut led: Vec<&str> = answers.iter().map(|answer| answer.location().split('?').next().unwrap_or_default()).collect();
        assert!(answers.iter().all(|answer| answer.status == 303), "{path}: {:?}", answers.each_ref().map(|answer| answer.status));
        led.dedup();
        assert_eq!(led.len(), 1, "{path}: all are led to the same: {led:?}");
        assert_eq!(count(&world, made).await, 1, "{path}");
    }
}

#[tokio::test]
async fn a_form_changed_after_going_back_creates_another_object() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let (ada, bo) = (world.coordinator(&sil, "Ada Lovelace").await, world.coordinator(&sil, "Bo Martin").await);
    let form = ada.get("/networks/sil/messages/new").await;
    let send = async |user: &TestUser, subject: &str| {
        let form = filled(&form, &[("subject", subject), ("body", "Texte"), ("language", "fr"), ("audience", "subscribers:")]);
        let pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        user.post("/networks/sil/messages/new", &pairs).await
    };
    let count = async || count(&world, "SELECT COUNT(*) FROM message").await;
    // A refused form does not use up its key.
    assert_eq!(send(&ada, "").await.status, 422);
    let first = send(&ada, "Bonjour").await;
    assert_eq!((send(&ada, "Bonjour").await.location().split('?').next(), count().await), (first.location().split('?').next(), 1));
    assert_ne!(send(&ada, "Bonsoir").await.location(), first.location());
    assert_eq!(count().await, 2);
    // The key of another person has no effect.
    send(&bo, "Bonjour").await;
    assert_eq!(count().await, 3);
    // Keys are deleted.
    world.advance(tests::Duration::days(3));
    send(&ada, "Bonjour").await;
    assert_eq!((count().await, self::count(&world, "SELECT COUNT(*) FROM form_key").await), (4, 1));
}

#[tokio::test]
async fn typed_lists_have_a_maximum_length() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let ada = world.administrator("Ada Lovelace").await;
    world.mandate(&ada, &sil, None).await;
    let form = ada.get("/networks/sil/edit").await;
    let (poles, resources) = ("pôle\n".repeat(51), "https://example.org site\n".repeat(101));
    let network = [
        ("acronym", "SIL"),
        ("name", "Réseau SIL"),
        ("kind", "thematic"),
        ("hue", "12"),
        ("join_policy", "open"),
        ("visibility", "public"),
        ("poles", poles.as_str()),
        ("resources", resources.as_str()),
    ];
    let network = filled(&form, &network);
    let mut network: Vec<(&str, &str)> = network.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = ada.post("/networks/sil/edit", &network).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.error_of("poles").as_deref(), Some("C’est trop : 50 au plus."));
    assert_eq!(answer.error_of("resources").as_deref(), Some("C’est trop : 100 au plus."));
    network.retain(|(name, _)| !["poles", "resources"].contains(name));
    network.extend(std::iter::repeat_n(("parents", "sil"), 51));
    assert_eq!(ada.post("/networks/sil/edit", &network).await.error_of("parents").as_deref(), Some("C’est trop : 20 au plus."));

    let mut message = vec![("subject", "Bonjour"), ("body", "Texte"), ("language", "fr")];
    message.extend(std::iter::repeat_n(("audience", "subscribers:"), 9_000));
    let answer = ada.post("/networks/sil/messages/new", &message).await;
    assert_eq!((answer.status.as_u16(), answer.error_of("audience").as_deref()), (422, Some("C’est trop : 300 au plus.")));

    let slug = world.event(&ada, "sil", &past_event(1)).await;
    let speakers = "Ada Lovelace, CNRS; ".repeat(51);
    let version = ada.get(&format!("/events/{slug}/programme")).await.value_of("version").unwrap();
    let talk = [("title", "Exposé"), ("speakers", speakers.as_str()), ("version", &version)];
    let answer = ada.post(&format!("/events/{slug}/programme"), &talk).await;
    assert_eq!((answer.status.as_u16(), answer.error_of("speakers-0").as_deref()), (422, Some("C’est trop : 50 au plus.")));

    let mut tx = world.db.write().await.unwrap();
    for number in 0..200 {
        sqlx::query(
            "INSERT INTO material (id, event, position, kind, title, url) SELECT $1, id, 1, 'link', 'x', 'https://example.org' FROM event",
        )
        .bind(format!("m{number}"))
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let material = [("kind", "slides"), ("title", "Planches"), ("url", "https://example.org/p.pdf")];
    let answer = ada.post(&format!("/events/{slug}/materials"), &material).await;
    assert_eq!((answer.status.as_u16(), answer.error_of("title").as_deref()), (422, Some("C’est trop : 200 au plus.")));
}
