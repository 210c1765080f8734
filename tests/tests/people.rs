//! People: sign-in links, profiles, addresses, affiliations.

use domain::Error;
use domain::events::{self, EventInput};
use domain::people::{affiliations, profile, sessions};
use domain::policy::Actor;
use domain::registrations::{self, RegistrationInput};
use domain::{addresses, sign_in};
use tests::{Answer, Browser, Duration, TestUser, World};

const ADA: &str = "ada@example.org";

/// Requests a link. Returns its path.
async fn link(world: &World, browser: &Browser, address: &str) -> String {
    assert_eq!(browser.post("/sign-in", &[("address", address), ("next", "")]).await.status, 200);
    world.last_mail_to(address).await.link("/sign-in/")
}

/// A browser with the owner of an address signed in.
async fn signed_in(world: &World, address: &str) -> Browser {
    let browser = world.guest();
    let link = link(world, &browser, address).await;
    assert_eq!(browser.post(&link, &[]).await.status, 303);
    browser
}

fn keeps(answer: &Answer, field: &str, value: &str) {
    assert_eq!(answer.value_of(field).as_deref(), Some(value), "{field}");
}

#[tokio::test]
async fn a_link_signs_in_once_and_only_by_its_button() {
    let world = World::new().await;
    let ada = world.guest();
    let link = link(&world, &ada, ADA).await;

    let page = ada.get(&link).await;
    assert!(page.status.is_success() && page.shows("Ouvrir ma session") && page.shows(ADA));
    assert_eq!(page.header("cache-control"), "no-store");
    ada.get(&link).await;
    assert_eq!(ada.get("/me").await.status, 401, "a scanner that reads the link signs nobody in");

    let entered = ada.post(&link, &[]).await;
    let cookie = entered.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert_eq!(ada.get("/me").await.status, 200);
    let again = world.guest();
    assert_eq!(again.post(&link, &[]).await.status, 410);
    assert_eq!(again.get(&link).await.status, 410);
    assert_eq!(again.get("/me").await.status, 401);
}

#[tokio::test]
async fn a_new_person_gives_a_name_and_reaches_the_requested_page() {
    let world = World::new().await;
    let ada = world.guest();
    ada.post("/sign-in", &[("address", ADA), ("next", "/agenda?kind=webinar")]).await;
    let link = world.last_mail_to(ADA).await.link("/sign-in/");
    let entered = ada.post(&link, &[]).await;
    assert!(entered.location().starts_with("/me/profile?welcome=1&next="), "{}", entered.location());

    let welcome = ada.get(entered.location()).await;
    let version = welcome.value_of("version").unwrap_or_default();
    let form = [("given_name", "Ada"), ("family_name", "Lovelace"), ("language", "fr"), ("version", &version)];
    let saved = ada.post(entered.location(), &form).await;
    assert_eq!((saved.status.as_u16(), saved.location()), (303, "/agenda?kind=webinar"));
    assert!(ada.get("/me").await.shows("Bonjour Ada"));
}

#[tokio::test]
async fn no_redirect_leads_to_another_site() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    let guest = world.guest();
    guest.post("/sign-in", &[("address", &ada.address), ("next", "//evil.example/")]).await;
    let link = world.last_mail_to(&ada.address).await.link("/sign-in/");
    assert_eq!(guest.post(&link, &[]).await.location(), "/me");
}

#[tokio::test]
async fn a_link_expires_after_fifteen_minutes() {
    let world = World::new().await;
    let ada = world.guest();
    let link = link(&world, &ada, ADA).await;
    world.advance(Duration::minutes(16));
    assert_eq!(ada.get(&link).await.status, 410);
    assert_eq!(ada.post(&link, &[]).await.status, 410);
    assert_eq!(ada.get("/sign-in/never-was").await.status, 410);
}

#[tokio::test]
async fn an_unknown_address_gets_the_same_answer_and_the_same_mail() {
    let world = World::new().await;
    let existing = world.person("Ada Lovelace").await;
    let stranger = world.guest();
    let answers = [
        stranger.post("/sign-in", &[("address", &existing.address)]).await.body.replace(&existing.address, "X"),
        stranger.post("/sign-in", &[("address", "unknown@example.org")]).await.body.replace("unknown@example.org", "X"),
    ];
    assert_eq!(answers[0], answers[1]);
    let mails = [world.last_mail_to(&existing.address).await, world.last_mail_to("unknown@example.org").await];
    assert_eq!(mails[0].subject, mails[1].subject);
}

#[tokio::test]
async fn an_address_is_checked_and_stored_as_typed() {
    let world = World::new().await;
    let answer = world.guest().post("/sign-in", &[("address", "ada@"), ("next", "/agenda")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.error_of("address").is_some());
    keeps(&answer, "address", "ada@");
    assert_eq!(answer.attributes("main input[name=next]", "value"), ["/agenda"]);
    assert!(world.mails().await.is_empty());
}

#[tokio::test]
async fn an_address_with_a_secret_is_never_a_return_address() {
    let world = World::new().await;
    let guest = world.guest();
    for path in ["/registrations/abc", "/sign-in/abc", "/feeds/abc.ics"] {
        let page = guest.get(&format!("/sign-in?next={}", path.replace('/', "%2F"))).await;
        assert_eq!(page.attributes("main input[name=next]", "value"), ["/me"], "{path}");
        assert!(!guest.get(path).await.body.contains("next=%2F"), "{path}");
    }
}

#[tokio::test]
async fn only_hashes_of_tokens_are_stored() {
    let world = World::new().await;
    let ada = world.guest();
    let link = link(&world, &ada, ADA).await;
    let token = link.trim_start_matches("/sign-in/");
    let mut tx = world.db.read().await.unwrap();
    let stored: Vec<String> = sqlx::query_scalar("SELECT token_hash FROM sign_in").fetch_all(&mut *tx).await.unwrap();
    drop(tx);
    assert_eq!(stored, [domain::rng::hash(token)]);
    ada.post(&link, &[]).await;
    let cookie = ada.cookie("maillage_session").unwrap();
    let mut tx = world.db.read().await.unwrap();
    let stored: Vec<String> = sqlx::query_scalar("SELECT token_hash FROM session").fetch_all(&mut *tx).await.unwrap();
    assert_eq!(stored, [domain::rng::hash(&cookie)]);
}

#[tokio::test]
async fn a_link_used_twice_at_once_signs_in_once() {
    let world = World::new().await;
    for round in 0..5 {
        let (first, second) = (world.guest(), world.guest());
        let link = link(&world, &first, &format!("p{round}@example.org")).await;
        let (first, second) = tokio::join!(first.post(&link, &[]), second.post(&link, &[]));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410]);
    }
}

#[tokio::test]
async fn two_links_to_a_new_address_used_at_once_create_one_person() {
    let world = World::new().await;
    let (first, second) = (world.guest(), world.guest());
    let links = [link(&world, &first, ADA).await, link(&world, &second, ADA).await];
    let links = match links {
        [one, other] if one == other => {
            let mails = world.mails_to(ADA).await;
            [mails[0].link("/sign-in/"), mails[1].link("/sign-in/")]
        }
        links => links,
    };
    let (one, other) = tokio::join!(first.post(&links[0], &[]), second.post(&links[1], &[]));
    assert_eq!((one.status.as_u16(), other.status.as_u16()), (303, 303));
    let mut tx = world.db.read().await.unwrap();
    let people: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM person").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(people, 1);
}

#[tokio::test]
async fn a_closed_session_gives_no_access() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    let phone = signed_in(&world, &ada.address).await;
    assert_eq!(phone.get("/me").await.status, 200);

    let all = sessions::list(&world.db, &ada.actor).await.unwrap();
    assert_eq!(all.len(), 2);
    let page = ada.get("/me/sessions").await;
    assert_eq!(page.all(".badge"), ["cet appareil"]);
    let phone_session = all.iter().find(|session| session.device != "story").unwrap();
    let closed = ada.submit("/me/sessions", &[("session", phone_session.id.as_str())]).await;
    assert!(closed.shows("La session est fermée."));
    assert_eq!(phone.get("/me").await.status, 401);

    let path = link(&world, &ada, "other@example.org").await;
    ada.post(&path, &[]).await;
    assert!(sessions::list(&world.db, &ada.actor).await.unwrap().is_empty(), "who signs in as another has left the session before");

    assert_eq!(ada.post("/sign-out", &[]).await.status, 303);
    assert_eq!(ada.cookie("maillage_session"), None);
    assert_eq!(ada.get("/me").await.status, 401);
}

#[tokio::test]
async fn nobody_closes_the_session_of_another() {
    let world = World::new().await;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Nilsson").await);
    let session = sessions::list(&world.db, &ada.actor).await.unwrap().remove(0);
    assert_eq!(bo.post("/me/sessions", &[("session", session.id.as_str())]).await.status, 404);
    assert_eq!(world.guest().post("/me/sessions", &[("session", session.id.as_str())]).await.status, 401);
    assert_eq!(ada.get("/me").await.status, 200);
}

#[tokio::test]
async fn a_profile_form_keeps_the_typed_text_until_it_is_valid() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    let version = ada.get("/me/profile").await.value_of("version").unwrap();
    let long = "x".repeat(2_000);
    let answer = ada
        .post(
            "/me/profile",
            &[("given_name", "<script>"), ("family_name", &long), ("region", "atlantis"), ("language", "fr"), ("version", &version)],
        )
        .await;
    assert_eq!(answer.status, 422);
    keeps(&answer, "given_name", "<script>");
    keeps(&answer, "family_name", &long);
    assert!(answer.error_of("family_name").is_some() && answer.error_of("region").is_some() && answer.error_of("given_name").is_none());
    assert!(!answer.body.contains("<script>\""));
    assert_eq!(profile::form(&world.db, &ada.actor).await.unwrap().given_name, "Ada");
}

#[tokio::test]
async fn a_stale_edit_of_a_profile_is_reported_once() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    let version = ada.get("/me/profile").await.value_of("version").unwrap();
    let form = |given: &'static str, version: &str| {
        [
            ("given_name", given.to_owned()),
            ("family_name", "Byron".to_owned()),
            ("language", "fr".to_owned()),
            ("version", version.to_owned()),
        ]
    };
    async fn send(browser: &Browser, form: [(&'static str, String); 4]) -> Answer {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post("/me/profile", &form).await
    }
    assert_eq!(send(&ada, form("Augusta", &version)).await.status, 303);
    let stale = send(&ada, form("Adélaïde", &version)).await;
    assert_eq!(stale.status, 409);
    keeps(&stale, "given_name", "Adélaïde");
    let version = stale.value_of("version").unwrap();
    assert_eq!(send(&ada, form("Adélaïde", &version)).await.status, 303);
}

#[tokio::test]
async fn a_new_organisation_needs_a_kind_and_is_found_whatever_the_accents() {
    let world = World::new().await;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Nilsson").await);
    let version = ada.get("/me/profile").await.value_of("version").unwrap();
    let mut form = vec![
        ("given_name", "Ada"),
        ("family_name", "Lovelace"),
        ("language", "fr"),
        ("version", &version),
        ("organisation", "Institut d’Écologie"),
    ];
    let asked = ada.post("/me/profile", &form).await;
    assert_eq!(asked.status, 422);
    assert!(asked.error_of("organisation_kind").is_some());
    keeps(&asked, "organisation", "Institut d’Écologie");
    assert!(domain::organisations::search(&world.db, &ada.actor, "institut").await.unwrap().is_empty());

    form.extend([("organisation_kind", "laboratory"), ("organisation_place", "Toulouse")]);
    assert_eq!(ada.post("/me/profile", &form).await.status, 303);
    let found = domain::organisations::search(&world.db, &bo.actor, "ECOLOGIE").await.unwrap();
    assert_eq!(
        found.iter().map(|found| (found.name.as_str(), found.place.as_str())).collect::<Vec<_>>(),
        [("Institut d’Écologie", "Toulouse")]
    );
    assert!(domain::organisations::search(&world.db, &bo.actor, "%").await.unwrap().is_empty());
    assert_eq!(domain::organisations::search(&world.db, &Actor::Guest, "eco").await, Err(Error::SignedOut));

    let answer = bo.post("/api/organisations", &[("text", "eco")]).await;
    assert!(answer.status.is_success() && answer.body.contains("Institut d’Écologie"), "{answer:?}");
    let refused = world.guest().post("/api/organisations", &[("text", "eco")]).await;
    assert!(refused.status == 401 && !refused.body.contains("Institut"), "{refused:?}");
}

#[tokio::test]
async fn a_new_affiliation_ends_the_former_one_and_keeps_it() {
    let world = World::new().await;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Nilsson").await);
    let first = [("organisation", "Orbitech"), ("organisation_kind", "company"), ("started_on", "2024-01-15"), ("ended_on", "2023-01-01")];
    let answer = ada.post("/me/affiliations/new", &first).await;
    assert_eq!((answer.status.as_u16(), answer.error_of("ended_on").as_deref()), (422, Some("La fin précède le début.")));
    assert_eq!(ada.post("/me/affiliations/new", &[&first[..3], &[("ended_on", "")]].concat()).await.status, 303);

    let mut form = profile::form(&world.db, &ada.actor).await.unwrap();
    assert_eq!(form.organisation, "Orbitech");
    (form.organisation, form.organisation_kind) = ("Agence".to_owned(), "agency".to_owned());
    profile::edit(&world.db, &ada.actor, &form).await.unwrap();
    let times: Vec<_> = affiliations::list(&world.db, &ada.actor).await.unwrap();
    let spans: Vec<_> = times.iter().map(|time| (time.name.as_str(), time.started_on.as_str(), time.ended_on.as_deref())).collect();
    assert_eq!(spans, [("Agence", "2026-11-20", None), ("Orbitech", "2024-01-15", Some("2026-11-19"))]);

    let path = format!("/me/affiliations/{}", times[1].id);
    assert_eq!(bo.get(&path).await.status, 404);
    assert_eq!(bo.post(&path, &[("act", "remove")]).await.status, 404);
    assert_eq!(bo.post(&path, &[("organisation", "Agence"), ("started_on", "2020-01-01")]).await.status, 404);
    let page = ada.get(&path).await;
    keeps(&page, "started_on", "2024-01-15");
    assert_eq!(
        ada.post(&path, &[("organisation", "Orbitech"), ("started_on", "2024-02-01"), ("ended_on", "2026-11-19"), ("act", "save")])
            .await
            .status,
        303
    );
    assert_eq!(affiliations::list(&world.db, &ada.actor).await.unwrap()[1].started_on, "2024-02-01");
    assert_eq!(ada.post(&path, &[("act", "remove")]).await.status, 303);
    assert_eq!(affiliations::list(&world.db, &ada.actor).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_address_has_no_effect_before_its_owner_verifies_it() {
    let world = World::new().await;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Nilsson").await);
    let sent = ada.submit("/me/addresses", &[("address", "Ada@Home.example")]).await;
    assert!(sent.shows("Un message part à cette adresse") && sent.shows("lien envoyé, à ouvrir"));
    assert_eq!(addresses::list(&world.db, &ada.actor).await.unwrap().proved.len(), 1);
    let link = world.last_mail_to("Ada@Home.example").await.link("/sign-in/");

    // The link signs the owner of that mailbox into no account.
    for (stranger, get, post) in [(&world.guest(), 403, 401), (&*bo, 403, 404)] {
        assert_eq!(stranger.get(&link).await.status, get);
        assert_eq!(stranger.post(&link, &[]).await.status, post);
    }
    assert!(ada.get(&link).await.shows("Ajouter cette adresse à mon compte"));
    assert!(ada.submit(&link, &[]).await.shows("L’adresse est ajoutée à votre compte."));
    assert_eq!(ada.post(&link, &[]).await.status, 410);

    let elsewhere = signed_in(&world, "ada@home.example").await;
    assert!(elsewhere.get("/me").await.shows("Bonjour Ada"));
    let id =
        addresses::list(&world.db, &ada.actor).await.unwrap().proved.iter().find(|address| !address.is_preferred()).unwrap().id.clone();
    assert_eq!(bo.post("/me/addresses", &[("prefer", id.as_str())]).await.status, 404);
    assert_eq!(bo.post("/me/addresses", &[("remove", id.as_str())]).await.status, 404);
    ada.submit("/me/addresses", &[("prefer", id.as_str())]).await;
    let all = addresses::list(&world.db, &ada.actor).await.unwrap().proved;
    assert_eq!((all[0].id.clone(), all[0].is_preferred(), all[1].is_preferred()), (id.clone(), true, false));

    assert!(ada.submit("/me/addresses", &[("remove", id.as_str())]).await.shows("L’adresse est retirée."));
    let last = addresses::list(&world.db, &ada.actor).await.unwrap().proved;
    assert!(last.len() == 1 && last[0].is_preferred());
    assert_eq!(addresses::remove(&world.db, &ada.actor, &last[0].id).await, Err(Error::Closed));
}

#[tokio::test]
async fn adding_the_address_of_another_looks_the_same_and_warns_its_owner() {
    let world = World::new().await;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Nilsson").await);
    let free = bo.submit("/me/addresses", &[("address", "free@example.org")]).await;
    let bo = &bo;
    let taken = {
        let clean = world.person("Cleo Martin").await;
        clean.submit("/me/addresses", &[("address", &ada.address)]).await
    };
    let plain =
        |answer: &Answer, address: &str| answer.words().replace(address, "X").replace("bo.nilsson", "P").replace("cleo.martin", "P");
    assert_eq!(plain(&free, "free@example.org"), plain(&taken, &ada.address));
    let mail = world.last_mail_to(&ada.address).await;
    assert_eq!(mail.cause, "address.warning");
    assert!(!mail.body.contains("/sign-in/"));
    assert_eq!(addresses::list(&world.db, &bo.actor).await.unwrap().proved.len(), 1);
}

#[tokio::test]
async fn only_the_command_line_prints_links() {
    let world = World::new().await;
    let (ada, claire) = (world.person("Ada Lovelace").await, world.administrator("Claire Fontaine").await);
    for actor in [&Actor::Guest, &ada.actor, &claire.actor] {
        assert_eq!(sign_in::create_link(&world.db, actor, &ada.address).await, Err(Error::NotFound));
        assert_eq!(sign_in::invite_administrator(&world.db, actor, ADA).await, Err(Error::NotFound));
    }
    let browser = world.guest();
    let link = sign_in::create_link(&world.db, &Actor::System, &ada.address).await.unwrap();
    assert_eq!(browser.post(&link, &[]).await.location(), "/me");
    assert!(browser.get("/me").await.shows("Bonjour Ada"));

    let invited = world.guest();
    let link = sign_in::invite_administrator(&world.db, &Actor::System, "new.admin@example.org").await.unwrap();
    assert_eq!(invited.post(&link, &[]).await.status, 303);
    assert_eq!(invited.get("/networks/new").await.status, 200);
    // Made an administrator, and still the same person.
    sign_in::invite_administrator(&world.db, &Actor::System, &ada.address).await.unwrap();
    assert_eq!(ada.get("/networks/new").await.status, 200);
}

/// Publishes a webinar of a network. Returns its slug.
async fn webinar(world: &World, user: &TestUser, network: &str, title: &str, seats: &str) -> String {
    let input = EventInput { seats_online: seats.to_owned(), ..tests::webinar(title) };
    world.event(user, network, &input).await
}

#[tokio::test]
async fn the_dashboard_lists_pending_tasks() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let bureau = world.network_with("bureau", |network| network.visibility = "private".to_owned()).await;
    let (ada, claire) = (world.coordinator(&sil, "Ada Lovelace").await, world.coordinator(&cyb, "Claire Fontaine").await);
    let bo = world.member(&bureau, "Bo Nilsson").await;
    bo.post("/networks/sil/join", &[("message", "Bonjour")]).await;
    let joint = webinar(&world, &ada, "sil", "Traçabilité", "").await;
    events::invite(&world.db, &ada.actor, &joint, "cyb").await.unwrap();
    let small = webinar(&world, &ada, "sil", "Une seule place", "1").await;
    let input = RegistrationInput { presence: "online".to_owned(), ..RegistrationInput::default() };
    for (user, slug) in [(&ada, &small), (&bo, &small), (&bo, &joint)] {
        registrations::register(&world.db, &user.actor, slug, &input).await.unwrap();
    }

    let page = ada.get("/me").await;
    assert_eq!(page.all(".tasks li"), ["1 demande d’adhésion à SIL"]);
    assert!(page.shows("coordination") && !page.body.contains("BUREAU"));
    assert_eq!(claire.get("/me").await.all(".tasks li"), ["1 invitation du réseau CYB à co-organiser Traçabilité"]);
    let page = bo.get("/me").await;
    assert!(page.all(".tasks li").is_empty());
    assert_eq!(page.all(".tiles-compact li"), ["BUREAUmembre", "SILdemande envoyée"]);
    assert_eq!(page.all(".agenda h3"), ["Traçabilité", "Une seule place"]);
    assert_eq!(page.all("main h2"), ["Mes prochains événements", "Sur liste d’attente", "Mes réseaux"]);
    assert_eq!(world.guest().get("/me").await.status, 401);
}

#[tokio::test]
async fn personal_pages_are_closed_to_strangers() {
    let world = World::new().await;
    let stranger = world.guest();
    for path in ["/me", "/me/profile", "/me/addresses", "/me/sessions", "/me/affiliations/new", "/me/affiliations/x"] {
        let answer = stranger.get(path).await;
        assert_eq!(answer.status, 401, "{path}");
        assert!(answer.attributes("main a.button", "href")[0].starts_with("/sign-in?next="), "{path}");
    }
    for path in ["/me/profile", "/me/addresses", "/me/affiliations/new", "/me/affiliations/x"] {
        assert_eq!(stranger.post(path, &[("address", ADA)]).await.status, 401, "{path}");
    }
    assert!(stranger.get("/about").await.shows("Données personnelles"));
    assert!(stranger.in_english().get("/about").await.shows("Personal data"));
}
