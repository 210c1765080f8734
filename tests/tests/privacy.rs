//! Personal data: reading, export, leaving, erasure. Figures of past years stay.

use domain::delivery::DeliveryOutcome;
use domain::events::EventInput;
use tests::{Duration, ManualWorker, TestUser, World};

async fn event(world: &World, user: &TestUser, title: &str, date: &str) -> String {
    let input = EventInput {
        kind: "workshop".to_owned(),
        starts_date: date.to_owned(),
        ends_time: "16:00".to_owned(),
        mode: "on_site".to_owned(),
        place: "Toulouse".to_owned(),
        seats_on_site: "1".to_owned(),
        ..tests::webinar(title)
    };
    world.event(user, "sil", &input).await
}

async fn count(world: &World, query: &'static str) -> i64 {
    let mut tx = world.db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
}

#[tokio::test]
async fn a_person_sees_and_exports_all_data_about_them() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let lea = world.member(&sil, "Léa Martinet").await;
    let other = world.member(&sil, "Zoé Cachée").await;
    let slug = event(&world, &claire, "Atelier", "2026-12-01").await;
    lea.post(&format!("/events/{slug}/register"), &[]).await;
    lea.post("/me/feeds", &[("name", "Téléphone"), ("scope", "registrations")]).await;

    let page = lea.get("/me/data").await;
    for words in [
        "Léa",
        "léa.martinet@example.org",
        "SIL",
        "Atelier",
        "Téléphone",
        "Inscription confirmée",
        "Sessions ouvertes",
        "Actes notés au journal",
    ] {
        assert!(page.shows(words), "{words} in {}", page.words());
    }
    assert!(!page.body.contains("Cachée"));
    assert!(page.attributes("main a", "href").contains(&"/me/profile".to_owned()), "it links to where it is corrected");

    let json: serde_json::Value = serde_json::from_str(&lea.get("/me/data.json").await.body).expect("JSON");
    assert_eq!(json["profile"][0]["given_name"], "Léa");
    assert_eq!(json["memberships"][0]["network"], "SIL");
    assert_eq!(json["registrations"][0]["event"], "Atelier");
    assert_eq!(json["addresses"].as_array().map(Vec::len), Some(1));
    let files = lea.get("/me/data.zip").await.files();
    assert!(files["memberships.csv"].contains("SIL;active"));
    assert!(files.values().all(|text| !text.contains("Cachée")));
    assert_eq!(other.get("/me/data.json").await.status, 200);
    for path in ["/me/data", "/me/data.json", "/me/data.zip", "/me/data/leave", "/me/data/erase"] {
        assert_eq!(world.guest().get(path).await.status, 401, "{path}");
    }
}

#[tokio::test]
async fn choices_are_exported_as_a_code_and_a_translated_name() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let lea = world.member(&sil, "Léa Martinet").await;
    let slug = event(&world, &claire, "Atelier", "2026-12-01").await;
    lea.post(&format!("/events/{slug}/register"), &[]).await;
    let mut tx = world.db.write().await.unwrap();
    for statement in [
        "UPDATE person SET profession = 'engineer', region = 'bre' WHERE family_name = 'Martinet'",
        "INSERT INTO profile_past (person, until, profession, region) SELECT id, '2026-11-19', 'student', NULL FROM person WHERE family_name = 'Martinet'",
        "UPDATE registration SET organisation_kind = 'company'",
    ] {
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    for (language, names, line) in [
        ("fr", ["Ingénierie", "Bretagne", "Études", "Entreprise"], "Léa;Martinet;engineer;Ingénierie;bre;Bretagne;fr;"),
        ("en", ["Engineering", "Brittany", "Study", "Company"], "Léa,Martinet,engineer,Engineering,bre,Brittany,en,"),
    ] {
        let mut tx = world.db.write().await.unwrap();
        sqlx::query("UPDATE person SET language = $1").bind(language).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let browser = &lea.browser;
        let json: serde_json::Value = serde_json::from_str(&browser.get("/me/data.json").await.body).expect("JSON");
        let (profile, past, seat) = (&json["profile"][0], &json["profile_history"][0], &json["registrations"][0]);
        assert_eq!(
            [&profile["profession"], &profile["region"], &past["profession"], &past["region"], &seat["organisation_kind"]],
            ["engineer", "bre", "student", "", "company"]
        );
        assert_eq!(
            [&profile["profession_name"], &profile["region_name"], &past["profession_name"], &seat["organisation_kind_name"]],
            names
        );
        assert_eq!(past["region_name"], "", "what was never said has no name");
        let files = browser.get("/me/data.zip").await.files();
        assert!(files["profile.csv"].contains(line), "{}", files["profile.csv"]);
        assert!(files["README.md"].contains("_name"), "{}", files["README.md"]);
        let page = browser.get("/me/data").await;
        assert!(names.iter().all(|name| page.shows(name)) && !page.shows("engineer"), "the page is for people: {}", page.words());
    }
}

#[tokio::test]
async fn consent_to_the_directory_is_given_in_it_or_on_joining() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.member(&sil, "Noa Lemaire").await;
    let empty = noa.get("/networks/sil/directory").await;
    assert!(empty.shows("Figurer dans l’annuaire de mes réseaux") && empty.shows("jamais votre adresse"), "{}", empty.words());
    let entered = noa.submit("/networks/sil/directory", &[]).await;
    assert_eq!(entered.all("tbody th"), ["Lemaire Noa"]);
    assert!(entered.shows("Vos accords sont enregistrés") && !entered.shows("Figurer dans l’annuaire de mes réseaux"));
    noa.submit("/networks/sil/directory", &[]).await;
    assert_eq!(count(&world, "SELECT COUNT(*) FROM consent").await, 1, "said twice, written once");

    // The box of the join form is not ticked: joining is no consent.
    let open = world.network_with("open", |network| network.join_policy = "open".to_owned()).await;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await);
    let page = ada.get("/networks/open").await;
    assert_eq!(
        (page.attributes("input[name=directory]", "value").len(), page.attributes("input[name=directory][checked]", "value").len()),
        (1, 0)
    );
    ada.submit("/networks/open/join", &[("directory", "1")]).await;
    bo.submit("/networks/open/join", &[]).await;
    assert_eq!(ada.get("/networks/open/directory").await.all("tbody th"), ["Lovelace Ada"]);
    // There is no second question after consent, and no consent in a directory that the person may not read.
    assert!(noa.get("/networks/open").await.attributes("input[name=directory]", "value").is_empty());
    assert!(world.guest().get(&format!("/networks/{}", open.slug)).await.attributes("input[name=directory]", "value").is_empty());
    let stranger = world.person("Eve Dubois").await;
    assert_eq!(stranger.post("/networks/open/directory", &[]).await.status, 404);
    assert_eq!(world.guest().post("/networks/open/directory", &[]).await.status, 404);
    assert_eq!(count(&world, "SELECT COUNT(*) FROM consent").await, 2);
}

#[tokio::test]
async fn consents_have_dates_and_the_directory_shows_only_who_agreed() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let (lea, noa) = (world.member(&sil, "Léa Martinet").await, world.member(&sil, "Noa Lemaire").await);
    assert!(noa.get("/networks/sil/directory").await.shows("Personne n’a encore accepté"));
    let saved = lea.submit("/me/data", &[("purpose", "directory")]).await;
    assert!(saved.shows("Vos accords sont enregistrés") && saved.shows("donné le"), "{}", saved.words());
    let directory = noa.get("/networks/sil/directory").await;
    assert_eq!(directory.all("tbody th"), ["Martinet Léa"]);
    assert!(!directory.body.contains("léa.martinet@example.org"), "never an address");
    assert_eq!(world.person("Ada Ailleurs").await.get("/networks/sil/directory").await.status, 404);
    assert_eq!(world.guest().get("/networks/sil/directory").await.status, 404);
    lea.submit("/me/data", &[("purpose", "directory")]).await;
    assert_eq!(count(&world, "SELECT COUNT(*) FROM consent").await, 1, "said twice, written once");
    world.advance(Duration::days(2));
    let answer = lea.submit("/me/data", &[]).await;
    assert!(answer.shows("retiré le"), "{}", answer.words());
    assert!(noa.get("/networks/sil/directory").await.shows("Personne n’a encore accepté"));
}

#[tokio::test]
async fn leaving_everything_is_one_act_and_joining_again_is_possible() {
    let world = World::new().await;
    let (sil, _) = (world.network("sil").await, world.network("cyb").await);
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let (lea, noa) = (world.member(&sil, "Léa Martinet").await, world.member(&sil, "Noa Lemaire").await);
    lea.post("/networks/cyb/join", &[("message", "Bonjour")]).await;
    let slug = event(&world, &claire, "Atelier", "2026-12-01").await;
    lea.post(&format!("/events/{slug}/register"), &[]).await;
    noa.post(&format!("/events/{slug}/register"), &[]).await;
    let before = lea.get("/me/data/leave").await;
    assert_eq!(before.all(".consequences dd"), ["2", "1", "1", "0"]);
    let left = lea.submit("/me/data/leave", &[]).await;
    assert!(left.shows("Vous avez tout quitté"), "{}", left.words());
    assert_eq!(count(&world, "SELECT COUNT(*) FROM membership WHERE state = 'left'").await, 2);
    assert_eq!(world.last_mail_to(&noa.address).await.cause, "registration.promoted", "the seat goes to who waits");
    assert_eq!(world.last_mail_to(&lea.address).await.cause, "registration.withdrawn");
    assert_eq!(lea.get("/me/data/leave").await.all(".consequences dd"), ["0", "0", "0", "0"]);
    lea.post("/networks/cyb/join", &[("message", "Me revoici")]).await;
    assert_eq!(count(&world, "SELECT COUNT(*) FROM membership WHERE state = 'requested'").await, 1);
}

#[tokio::test]
async fn an_erased_person_is_nowhere_and_past_figures_stay() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    world.administrator("Agnès Delorme").await;
    let lea = world.member(&sil, "Léa Martinet").await;
    let noa = world.member(&sil, "Noa Lemaire").await;
    lea.post(
        "/me/profile",
        &[
            ("given_name", "Léa"),
            ("family_name", "Martinet"),
            ("profession", "engineer"),
            ("region", "occ"),
            ("language", "fr"),
            ("organisation", "Institut des machines"),
            ("organisation_kind", "laboratory"),
            ("version", "1"),
        ],
    )
    .await;
    let past = event(&world, &claire, "Atelier passé", "2026-11-21").await;
    let upcoming = event(&world, &claire, "Atelier à venir", "2026-12-24").await;
    for slug in [&past, &upcoming] {
        assert_eq!(lea.post(&format!("/events/{slug}/register"), &[]).await.status, 303);
    }
    noa.post(&format!("/events/{upcoming}/register"), &[]).await;
    // Also once as a guest with her verified address.
    let elsewhere = event(&world, &claire, "Sans compte", "2026-12-28").await;
    let form = [("given_name", "Léa"), ("family_name", "Martinet"), ("address", lea.address.as_str())];
    world.guest().post(&format!("/events/{elsewhere}/register"), &form).await;
    world.advance(Duration::days(3));
    let mut tx = world.db.read().await.unwrap();
    let registration: String = sqlx::query_scalar("SELECT r.id FROM registration r JOIN event e ON e.id = r.event WHERE e.slug = $1")
        .bind(&past)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    drop(tx);
    let marks =
        [("half_days", "2026-11-21 pm"), ("shown", &*format!("{registration} -")), ("present", &*format!("{registration} 2026-11-21 pm"))];
    claire.post(&format!("/events/{past}/registrations"), &marks).await;
    let members = || async { claire.get("/networks/sil/figures?on=2026-11-22").await.all("table").into_iter().take(4).collect::<Vec<_>>() };
    let figures = members().await;
    assert!(figures[0].contains("Laboratoire ou institution"), "{figures:?}");
    let attended = "SELECT COUNT(*) FROM attendance x JOIN registration r ON r.id = x.registration WHERE x.present = 1 AND r.organisation_kind = 'laboratory'";
    assert_eq!(count(&world, attended).await, 1);

    let page = lea.get("/me/data/erase").await;
    assert_eq!(page.all(".consequences dd"), ["1", "1", "1", "0", "0"]);
    let refused = lea.post("/me/data/erase", &[("confirmation", "quelqu.un@example.org")]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.error_of("confirmation").as_deref(), Some("Ce n’est pas l’une de vos adresses."));
    let second = world.sign_in_again(&lea).await;
    let done = lea.submit("/me/data/erase", &[("confirmation", " LÉA.Martinet@example.org ")]).await;
    assert!(done.shows("Votre compte est effacé"), "{}", done.words());
    assert_eq!(second.get("/me").await.status, 401, "every session is over");
    // One mail is still queued: it removes the upcoming event from her calendar.
    ManualWorker::named("w").settles_all(&world.db, DeliveryOutcome::Sent).await;

    for (table, column) in [
        ("person", "given_name || family_name || sort_name"),
        ("address", "address"),
        ("registration", "given_name || family_name || sort_name || address || address_key"),
        ("mail", "subject || body || reply_to_name || COALESCE(once, '') || COALESCE(calendar, '')"),
        ("delivery", "name || sort_name || address || address_key || last_error"),
        ("audit", "detail"),
        ("sign_in", "address"),
        ("membership", "message"),
    ] {
        let query = format!("SELECT COUNT(*) FROM {table} WHERE lower({column}) LIKE '%martinet%'");
        let mut tx = world.db.read().await.unwrap();
        let left: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_one(&mut *tx).await.unwrap();
        assert_eq!(left, 0, "{table} still names her");
    }
    assert_eq!(members().await, figures, "the figures of that day are what they were");
    assert_eq!(count(&world, attended).await, 1, "and who came, by kind of organisation");
    let list = claire.get(&format!("/events/{past}/registrations")).await;
    assert!(list.shows("Personne effacée") && !list.body.contains("Martinet"));
    let list = claire.get("/networks/sil/members?state=all").await;
    assert!(list.shows("Personne sans nom") && !list.body.contains("Martinet"), "{}", list.words());
    assert_eq!(world.last_mail_to(&noa.address).await.cause, "registration.promoted", "her seat goes to who waits");

    // The address is free: a new sign-in with it is another person.
    let anew = world.guest();
    anew.post("/sign-in", &[("address", &lea.address), ("next", "/me")]).await;
    let link = world.last_mail_to(&lea.address).await.link("/sign-in/");
    assert!(!anew.submit(&link, &[]).await.shows("Bonjour Léa"));
}

#[tokio::test]
async fn the_last_administrator_stays_until_there_is_another() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let agnes = world.administrator("Agnès Delorme").await;
    world.mandate(&agnes, &sil, None).await;
    assert!(agnes.get("/me/data/erase").await.shows("Il ne resterait personne à l’administration"));
    let refused = agnes.post("/me/data/erase", &[("confirmation", &agnes.address)]).await;
    assert_eq!(refused.status, 422);
    world.administrator("Basile Roche").await;
    assert!(agnes.get("/me/data/erase").await.shows("Vous coordonnez SIL"));
    let done = agnes.submit("/me/data/erase", &[("confirmation", &agnes.address)]).await;
    assert!(done.shows("Votre compte est effacé"));
    assert!(world.guest().get("/networks/sil/governance").await.shows("Personne effacée"), "that there was a mandate stays");
}
