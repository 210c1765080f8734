//! Administration: name and look, choices, people, organisations, mandates, mails, journal and nightly purge.

use domain::administration::{self, Purged};
use domain::delivery::DeliveryOutcome;
use domain::events::EventInput;
use tests::{Duration, ManualWorker, TestUser, World};

const PAGES: [&str; 10] = [
    "/admin",
    "/admin/instance",
    "/admin/taxonomies",
    "/admin/taxonomies/region",
    "/admin/people",
    "/admin/organisations",
    "/admin/mandates",
    "/admin/mails",
    "/admin/journal",
    "/admin/retention",
];

async fn value<T>(world: &World, query: &'static str) -> T
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Any> + sqlx::Type<sqlx::Any>,
{
    let mut tx = world.db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
}

async fn event(world: &World, user: &TestUser, date: &str) -> String {
    let input = EventInput {
        kind: "workshop".to_owned(),
        starts_date: date.to_owned(),
        ends_time: "16:00".to_owned(),
        mode: "on_site".to_owned(),
        place: "Toulouse".to_owned(),
        ..tests::webinar("Atelier")
    };
    world.event(user, "sil", &input).await
}

#[tokio::test]
async fn only_administrators_see_the_administration() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let (agnes, claire) = (world.administrator("Agnès Delorme").await, world.coordinator(&sil, "Claire Fontaine").await);
    for path in PAGES {
        assert_eq!(agnes.get(path).await.status, 200, "{path}");
        assert_eq!(claire.get(path).await.status, 404, "{path}");
        assert_eq!(world.guest().get(path).await.status, 404, "{path}");
    }
    for path in ["/admin/instance", "/admin/taxonomies/region", "/admin/retention", "/admin/retention?act=purge", "/admin/mails"] {
        let form = [("name", "Pris"), ("language", "fr"), ("name_fr", "Pris"), ("name_en", "Taken"), ("retry", "all")];
        assert_eq!(claire.post(path, &form).await.status, 404, "{path}");
    }
    assert!(agnes.get("/").await.attributes("nav a", "href").contains(&"/admin".to_owned()));
    assert!(!claire.get("/").await.attributes("nav a", "href").contains(&"/admin".to_owned()));
}

#[tokio::test]
async fn the_instance_has_a_name_a_look_and_a_language_of_its_own() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    assert!(world.guest().get("/about").await.shows("Maillage"));
    let form =
        [("name", "Réseaux d’Occitanie"), ("motto", "Ensemble"), ("hue", "120"), ("contact", "bonjour@example.org"), ("language", "en")];
    assert!(agnes.submit("/admin/instance", &form).await.shows("C’est enregistré"));
    let page = world.guest().get("/about").await;
    assert_eq!(page.all(".brand"), ["Réseaux d’Occitanie"]);
    assert!(page.shows("Ensemble") && page.body.contains("mailto:bonjour@example.org") && page.body.contains("--hue: 120"));
    let german = world.guest().get_with("/agenda?x=1", &[("accept-language", "de")]).await;
    assert_eq!(german.attributes("html", "lang"), ["en"], "the instance's own, where the browser names none of ours");
    let guest = world.guest();
    guest.post("/sign-in", &[("address", "ada@example.org"), ("next", "/me")]).await;
    assert_eq!(world.last_mail_to("ada@example.org").await.subject, "Votre lien de connexion à Réseaux d’Occitanie");
    assert!(world.guest().get("/agenda.ics").await.body.contains("X-WR-CALNAME:Réseaux d’Occitanie"));
    let wrong = agnes.post("/admin/instance", &[("name", ""), ("hue", "400"), ("contact", "x"), ("language", "xx")]).await;
    assert_eq!(wrong.status, 422);
    for field in ["name", "hue", "contact", "language"] {
        assert!(wrong.error_of(field).is_some(), "{field}");
    }
}

#[tokio::test]
async fn choices_are_added_renamed_ordered_and_retired() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let list = "/admin/taxonomies/profession";
    assert_eq!(agnes.post(list, &[("name_fr", "Ingénierie"), ("name_en", "Craft")]).await.status, 422, "the name is taken");
    assert!(agnes.submit(list, &[("name_fr", "Documentation"), ("name_en", "Library science")]).await.shows("Documentation"));
    agnes.post(list, &[("code", "library_science"), ("act", "up")]).await;
    agnes
        .post(list, &[("code", "library_science"), ("act", "save"), ("name_fr", "Documentation et archives"), ("name_en", "Libraries")])
        .await;
    let choices = agnes.get("/me/profile").await.all("#profession option");
    assert_eq!(choices.iter().rev().take(2).rev().collect::<Vec<_>>(), ["Documentation et archives", "Autre"], "{choices:?}");
    let profile =
        [("given_name", "Agnès"), ("family_name", "Delorme"), ("profession", "library_science"), ("language", "fr"), ("version", "1")];
    assert_eq!(agnes.post("/me/profile", &profile).await.status, 303);
    assert_eq!(agnes.post(list, &[("code", "library_science"), ("act", "remove")]).await.status, 409, "it is used");
    agnes.post(list, &[("code", "library_science"), ("act", "retire")]).await;
    let ada = world.person("Ada Lovelace").await;
    assert!(!ada.get("/me/profile").await.all("#profession option").contains(&"Documentation et archives".to_owned()), "offered no more");
    assert_eq!(
        agnes.get("/me/profile").await.attributes("#profession option[selected]", "value"),
        ["library_science"],
        "who chose it keeps it"
    );
    agnes.post(list, &[("code", "doctoral"), ("act", "remove")]).await;
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM profession WHERE code = 'doctoral'").await, 0);
}

#[tokio::test]
async fn an_administrator_finds_people_makes_administrators_and_ends_sessions() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let lea = world.person("Léa Martinet").await;
    let found = agnes.get("/admin/people?q=martinet").await;
    assert_eq!(found.all(".rows a"), ["Martinet Léa"]);
    let path = format!("/admin/people/{}", lea.id);
    assert!(agnes.get(&path).await.shows("léa.martinet@example.org"));
    agnes.post(&path, &[("act", "sessions")]).await;
    assert_eq!(lea.get("/me").await.status, 401, "signed out everywhere");
    let own = format!("/admin/people/{}", agnes.id);
    let last = agnes.post(&own, &[("act", "no_administrator")]).await;
    assert_eq!(last.status, 422);
    assert!(last.shows("Il ne resterait personne"));
    assert!(agnes.submit(&path, &[("act", "administrator")]).await.shows("administration"));
    agnes.post(&own, &[("act", "no_administrator")]).await;
    assert_eq!(agnes.get("/admin").await.status, 404, "from one moment to the next");
}

#[tokio::test]
async fn two_organisations_become_one_and_nobody_is_counted_twice() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let lea = world.person("Léa Martinet").await;
    for (name, from) in [("LAAS", "2018-01-01"), ("LAAS-CNRS", "2020-01-01")] {
        let form = [("organisation", name), ("organisation_kind", "laboratory"), ("started_on", from)];
        assert_eq!(lea.post("/me/affiliations/new", &form).await.status, 303);
    }
    let id: String = value(&world, "SELECT id FROM organisation WHERE name = 'LAAS'").await;
    let path = format!("/admin/organisations/{id}");
    assert_eq!(agnes.post(&path, &[("act", "merge"), ("into", "Nulle part")]).await.status, 422);
    let form = [("act", "save"), ("name", "LAAS-CNRS"), ("kind", "laboratory")];
    assert_eq!(agnes.post(&path, &form).await.error_of("name").as_deref(), Some("Ce nom est déjà pris."));
    let question = agnes.post(&path, &[("act", "merge"), ("into", "laas-cnrs")]).await;
    assert_eq!(question.status, 303, "it asks first");
    let page = agnes.get(question.location()).await;
    let shown = page.value_of("shown").unwrap();
    assert!(agnes.submit(question.location(), &[("shown", &shown)]).await.shows("n’en font plus qu’une"));
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM organisation").await, 1);
    assert_eq!(value::<String>(&world, "SELECT started_on FROM affiliation WHERE ended_on IS NULL").await, "2018-01-01");
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM affiliation").await, 1);
    assert_eq!(value::<String>(&world, "SELECT alias FROM organisation_alias").await, "LAAS", "it is still found by its old name");
}

#[tokio::test]
async fn mandates_about_to_end_and_networks_without_coordination_are_seen() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let (sil, _) = (world.network("sil").await, world.network("cyb").await);
    let claire = world.person("Claire Fontaine").await;
    world.mandate(&claire, &sil, Some("2026-12-31")).await;
    let page = agnes.get("/admin/mandates").await;
    assert!(
        page.shows("Finissent dans les trois mois") && page.shows("Claire Fontaine") && page.shows("31 décembre 2026"),
        "{}",
        page.words()
    );
    assert_eq!(page.all("[aria-labelledby=alone] li"), ["CYB"]);
    assert!(agnes.get("/admin").await.shows("1 réseau sans coordination"));
}

#[tokio::test]
async fn a_mail_that_failed_is_sent_again_while_its_text_is_kept() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let guest = world.guest();
    guest.post("/sign-in", &[("address", "ada@example.org"), ("next", "/me")]).await;
    let worker = ManualWorker::named("w");
    let mails = worker.claims(&world.db, 5).await;
    worker.reports(&world.db, &mails[0], DeliveryOutcome::Failed("550 no such user".to_owned())).await;
    assert!(agnes.get("/admin").await.shows("1 courriel en échec"));
    let list = agnes.get("/admin/mails?state=failed").await;
    assert!(list.shows("ada@example.org") && list.shows("550 no such user"), "{}", list.words());
    let path = format!("/admin/mails/{}", mails[0].id);
    assert!(!agnes.get(&path).await.body.contains("/sign-in/"), "its words are for its reader");
    assert!(agnes.submit(&path, &[]).await.shows("Le courriel repart"));
    assert_eq!(value::<String>(&world, "SELECT state FROM delivery").await, "queued");
    assert_eq!(agnes.post(&path, &[]).await.status, 409, "it has not failed");
    let again = worker.claims(&world.db, 5).await;
    worker.reports(&world.db, &again[0], DeliveryOutcome::Failed("550".to_owned())).await;
    world.advance(Duration::days(8));
    administration::purge(&world.db, &agnes.actor).await.unwrap();
    let page = agnes.get(&path).await;
    assert!(page.shows("Son texte est effacé"), "{}", page.words());
    assert_eq!(agnes.post(&path, &[]).await.status, 409);
}

#[tokio::test]
async fn the_journal_is_written_in_sentences() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    event(&world, &claire, "2026-12-01").await;
    let lea = world.person("Léa Martinet").await;
    lea.post("/networks/sil/join", &[("message", "Bonjour")]).await;
    let journal = agnes.get("/admin/journal").await;
    assert!(
        journal.shows("Claire Fontaine a publié l’événement Atelier") && journal.shows("Léa Martinet a demandé à rejoindre le réseau"),
        "{}",
        journal.words()
    );
    let lines = |page: &tests::Answer| page.all(".history li").len();
    assert_eq!(lines(&agnes.get("/admin/journal?by=fontaine").await), 2);
    assert_eq!(lines(&agnes.get("/admin/journal?act=membership").await), 1);
    assert_eq!(lines(&agnes.get("/admin/journal?act=event.publish&from=2026-11-20&to=2026-11-20").await), 1);
    assert!(agnes.get("/admin/journal?from=2026-11-21").await.shows("Aucun acte"));
    let id: String = value(&world, "SELECT id FROM event").await;
    assert_eq!(lines(&agnes.get(&format!("/admin/journal?subject={id}")).await), 2);
}

#[tokio::test]
async fn forms_offer_a_way_out_with_a_label_of_its_own() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let slug = event(&world, &claire, "2026-12-01").await;
    let quiet = async |path: &str| claire.get(path).await.all(".form-actions a.button-quiet");
    assert_eq!(quiet("/networks/sil/events/new").await, ["Abandonner"]);
    assert_eq!(quiet("/networks/sil/pages/new").await, ["Abandonner"]);
    assert_eq!(quiet(&format!("/events/{slug}/edit")).await, ["Ne rien changer"]);
    // Publishing it again from an old page links to the event.
    let again = claire.post(&format!("/events/{slug}/publish"), &[]).await;
    assert_eq!((again.status.as_u16(), again.all("main a.button")), (409, vec!["Voir l’événement".to_owned()]));
}

#[tokio::test]
async fn the_journal_names_its_subjects_and_says_which_are_deleted() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let eve = world.member(&sil, "Ève Aubry").await;
    let mut tx = world.db.write().await.unwrap();
    sqlx::query(
        "INSERT INTO audit (id, at, person, action, subject, detail)
         SELECT 'end', '2026-11-20T10:00:00Z', $1, 'membership.end', m.id, '' FROM membership m WHERE m.person = $2
         UNION ALL SELECT 'publish', '2026-11-20T10:00:00Z', $1, 'event.publish', 'gone', '' FROM person p WHERE p.id = $2",
    )
    .bind(claire.id.to_string())
    .bind(eve.id.to_string())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let journal = agnes.get("/admin/journal").await;
    assert!(journal.shows("Claire Fontaine a mis fin à l’adhésion d’ Ève Aubry, SIL"), "{}", journal.words());
    assert!(journal.shows("Claire Fontaine a publié l’événement (n’existe plus)"), "{}", journal.words());
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("UPDATE person SET given_name = '', family_name = '' WHERE id = $1")
        .bind(eve.id.to_string())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let journal = agnes.get("/admin/journal").await;
    assert!(journal.shows("a mis fin à l’adhésion de Personne effacée, SIL"), "{}", journal.words());
}

#[tokio::test]
async fn expired_data_is_deleted_once_at_night_and_figures_stay() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let lea = world.member(&sil, "Léa Martinet").await;
    let slug = event(&world, &claire, "2026-11-21").await;
    lea.post(&format!("/events/{slug}/register"), &[]).await;
    let keep = [("registrations", "30"), ("mails", "30"), ("audit", "60"), ("sessions", "90")];
    assert!(agnes.submit("/admin/retention", &keep).await.shows("C’est enregistré"));
    assert_eq!(agnes.post("/admin/retention", &[("mails", "-1")]).await.status, 422);
    let worker = ManualWorker::named("w").without_kept_text();
    for mail in worker.claims(&world.db, 9).await {
        worker.reports(&world.db, &mail, DeliveryOutcome::Sent).await;
    }
    let path = "/networks/sil/figures/events?year=2026";
    let figures = claire.get(path).await.all("table");

    // The current year is not touched, however short the retention.
    world.advance(Duration::days(35));
    let purged = administration::nightly(&world.db).await.unwrap();
    assert!(purged.is_some_and(|purged| purged.registrations == 0 && purged.mails > 0), "{purged:?}");
    assert_eq!(administration::nightly(&world.db).await.unwrap(), None, "once a day");
    assert!(claire.get(&format!("/events/{slug}/registrations")).await.shows("Martinet Léa"), "kept before");

    world.advance(Duration::days(30));
    let (one, two) = tokio::join!(administration::nightly(&world.db), administration::nightly(&world.db));
    let both: Vec<Purged> = [one, two].into_iter().filter_map(|purged| purged.ok().flatten()).collect();
    assert_eq!(both.len(), 1, "of two processes, one does it");
    assert_eq!(both[0].registrations, 1);
    assert!(both[0].audit > 0, "{both:?}");
    let claire = world.sign_in_again(&claire).await;
    let list = claire.get(&format!("/events/{slug}/registrations")).await;
    assert!(list.shows("Personne effacée") && !list.body.contains("Martinet"), "gone after: {} {}", list.status, list.words());
    assert_eq!(claire.get(path).await.all("table"), figures, "figures unchanged");
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM delivery WHERE address LIKE 'l%'").await, 0);
    let agnes = world.sign_in_again(&agnes).await;
    assert!(agnes.get("/admin/journal?act=purge").await.shows("a effacé ce qui avait dépassé sa durée de conservation"), "it says so");
    world.advance(Duration::days(100));
    administration::purge(&world.db, &domain::policy::Actor::System).await.unwrap();
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM session").await, 0, "sessions that nobody used");
}
