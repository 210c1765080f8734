//! Delicate cases of administration: changed names, overlapping periods, simultaneous edits and simultaneous purges.

use domain::administration::{self, ChoiceInput, OrganisationInput};
use domain::enums::TaxonomyList;
use domain::events::EventInput;
use domain::mail::{self, MailContent, MailRecipient};
use domain::policy::Actor;
use domain::{Error, Language};
use tests::{Duration, TestUser, World};

async fn value<T>(world: &World, query: &'static str) -> T
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Any> + sqlx::Type<sqlx::Any>,
{
    let mut tx = world.db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
}

async fn works(user: &TestUser, organisation: &str, from: &str, to: &str) {
    let form = [("organisation", organisation), ("organisation_kind", "laboratory"), ("started_on", from), ("ended_on", to)];
    assert_eq!(user.post("/me/affiliations/new", &form).await.status, 303, "{organisation}");
}

async fn organisation(world: &World, name: &str) -> String {
    let mut tx = world.db.read().await.unwrap();
    sqlx::query_scalar("SELECT id FROM organisation WHERE name = $1").bind(name).fetch_one(&mut *tx).await.unwrap()
}

/// Merges two organisations as an administrator does: previews the changes and confirms.
async fn merges(world: &World, user: &TestUser, gone: &str, into: &str) -> u16 {
    let path = format!("/admin/organisations/{}", organisation(world, gone).await);
    let question = user.post(&path, &[("act", "merge"), ("into", into)]).await;
    let page = user.get(question.location()).await;
    user.post(question.location(), &[("shown", &page.value_of("shown").unwrap())]).await.status.as_u16()
}

#[tokio::test]
async fn of_times_that_overlap_the_longest_span_is_kept() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let lea = world.person("Léa Martinet").await;
    for (name, from, to) in [("Alpha", "2010-01-01", "2015-12-31"), ("Beta", "2012-01-01", ""), ("Gamma", "2014-01-01", "2016-12-31")] {
        works(&lea, name, from, to).await;
    }
    for gone in ["Beta", "Gamma"] {
        assert_eq!(merges(&world, &agnes, gone, "Alpha").await, 303, "{gone}");
    }
    let mut tx = world.db.read().await.unwrap();
    let times: Vec<(String, Option<String>)> =
        sqlx::query_as("SELECT started_on, ended_on FROM affiliation").fetch_all(&mut *tx).await.unwrap();
    assert_eq!(times, [("2010-01-01".to_owned(), None)], "she is still there");
}

#[tokio::test]
async fn a_renamed_organisation_is_found_by_both_names_and_so_are_its_people() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let lea = world.person("Léa Martinet").await;
    works(&lea, "Zibeline", "2020-01-01", "").await;
    let path = format!("/admin/organisations/{}", organisation(&world, "Zibeline").await);
    let version = agnes.get(&path).await.value_of("version").unwrap();
    let form = [("act", "save"), ("name", "Hermine"), ("kind", "laboratory"), ("version", &*version)];
    assert_eq!(agnes.post(&path, &form).await.status, 303);
    assert_eq!(value::<String>(&world, "SELECT alias FROM organisation_alias").await, "Zibeline", "who typed it is counted there");
    let found = "SELECT COUNT(*) FROM search_word w JOIN search_entry e ON e.id = w.entry WHERE e.kind = 'person' AND w.word = 'hermine'";
    assert_eq!(value::<i64>(&world, found).await, 1);

    works(&world.person("Noa Lemaire").await, "Fouine", "2020-01-01", "").await;
    assert_eq!(merges(&world, &agnes, "Fouine", "zibeline").await, 303, "by its old name too");
    assert_eq!(value::<i64>(&world, found).await, 2);

    // Another administrator with the old page.
    let stale = agnes.post(&path, &[("act", "save"), ("name", "Belette"), ("kind", "laboratory"), ("version", &*version)]).await;
    assert_eq!(stale.status, 409);
    assert!(stale.shows("Cette page a changé entre-temps") && stale.value_of("name").as_deref() == Some("Belette"), "{}", stale.words());
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM organisation_alias").await, 2, "nobody's names are lost");
}

#[tokio::test]
async fn simultaneous_edits_of_two_administrators_get_sentences() {
    let world = World::new().await;
    let (agnes, basile) = (world.administrator("Agnès Delorme").await, world.administrator("Basile Roche").await);
    let choice = ChoiceInput { name_fr: "Archives".to_owned(), name_en: "Archives".to_owned(), ..ChoiceInput::default() };
    let (one, two) = tokio::join!(
        administration::add_choice(&world.db, &agnes.actor, TaxonomyList::Profession, &choice),
        administration::add_choice(&world.db, &basile.actor, TaxonomyList::Profession, &choice),
    );
    let refused = [one, two].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert!(matches!(refused[..], [Error::Invalid(_)]), "{refused:?}");

    works(&agnes, "Zibeline", "2020-01-01", "").await;
    let id = organisation(&world, "Zibeline").await;
    let form = administration::organisation(&world.db, &agnes.actor, &id.as_str().into()).await.unwrap().input;
    let with = |alias: &str| OrganisationInput { aliases: alias.to_owned(), ..form.clone() };
    let id = id.as_str().into();
    let (hermine, belette) = (with("Hermine"), with("Belette"));
    let (one, two) = tokio::join!(
        administration::edit_organisation(&world.db, &agnes.actor, &id, &hermine),
        administration::edit_organisation(&world.db, &basile.actor, &id, &belette),
    );
    let refused = [one, two].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert_eq!(refused, [Error::Stale]);
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM organisation_alias").await, 1);

    let used = agnes.post("/admin/taxonomies/organisation_kind", &[("code", "laboratory"), ("act", "remove")]).await;
    assert_eq!(used.status, 409);
    assert!(used.shows("Ce choix est utilisé"), "{}", used.words());
}

#[tokio::test]
async fn choosing_a_term_while_it_is_removed_is_no_server_error() {
    for _ in 0..5 {
        let world = World::new().await;
        let agnes = world.administrator("Agnès Delorme").await;
        let lea = world.person("Léa Martinet").await;
        let remove = ChoiceInput { act: "remove".to_owned(), code: "doctoral".to_owned(), ..ChoiceInput::default() };
        let profile =
            [("given_name", "Léa"), ("family_name", "Martinet"), ("profession", "doctoral"), ("language", "fr"), ("version", "1")];
        let (removed, _) = tokio::join!(
            administration::edit_choice(&world.db, &agnes.actor, TaxonomyList::Profession, &remove),
            lea.post("/me/profile", &profile),
        );
        assert!(matches!(removed, Ok(()) | Err(Error::Closed)), "{removed:?}");
    }
}

async fn event(world: &World, user: &TestUser, date: &str, time: (&str, &str), zone: &str) -> String {
    let text = str::to_owned;
    let input = EventInput {
        kind: text("workshop"),
        starts_date: text(date),
        starts_time: text(time.0),
        ends_time: text(time.1),
        zone: text(zone),
        mode: text("on_site"),
        place: text("Ici"),
        ..tests::webinar("Atelier")
    };
    world.event(user, "sil", &input).await
}

#[tokio::test]
async fn a_requested_purge_runs_once_for_all_processes() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let lea = world.member(&sil, "Léa Martinet").await;
    // In Nouméa it is the new year already.
    let past = event(&world, &claire, "2026-11-21", ("14:00", "16:00"), "Europe/Paris").await;
    let far = event(&world, &claire, "2027-01-01", ("08:00", "09:00"), "Pacific/Noumea").await;
    for slug in [&past, &far] {
        assert_eq!(lea.post(&format!("/events/{slug}/register"), &[]).await.status, 303);
    }
    world.advance(Duration::days(80));
    let agnes = world.sign_in_again(&agnes).await;
    assert!(administration::nightly(&world.db).await.unwrap().is_some(), "the purge of the day");
    let keep = [("registrations", "1"), ("mails", ""), ("copies", ""), ("audit", ""), ("sessions", "")];
    let question = agnes.post("/admin/retention", &keep).await;
    assert!(question.status == 422 && question.shows("sans retour : 2 inscriptions à des événements passés."), "{}", question.words());
    assert_eq!(question.value_of("registrations").as_deref(), Some("1"), "what was typed is kept");
    assert!(question.error_of("sure").is_some(), "the sentence stands beside the box: {}", question.words());
    assert!(agnes.get("/admin/retention").await.value_of("registrations").as_deref() != Some("1"), "and not saved");
    assert_eq!(agnes.post("/admin/retention", &[&keep[..], &[("sure", "1")]].concat()).await.status, 303);
    assert_eq!(administration::nightly(&world.db).await.unwrap(), None, "nobody asked for another");
    let answer = agnes.submit("/admin/retention?act=purge", &[]).await;
    assert!(answer.shows("La purge est demandée"), "{}", answer.words());
    assert!(administration::is_purge_requested(&world.db).await.unwrap());
    agnes.post("/admin/retention?act=purge", &[]).await;
    let (one, two, three) = tokio::join!(
        administration::nightly(&world.db),
        administration::nightly(&world.db),
        administration::purge(&world.db, &Actor::System),
    );
    let (one, two) = (one.expect("no fault"), two.expect("no fault"));
    assert!(matches!(three, Ok(_) | Err(Error::Closed)), "{three:?}");
    let deleted: u64 = [one, two, three.ok()].into_iter().flatten().map(|purged| purged.registrations).sum();
    assert_eq!(deleted, 1, "once, and not in a year that runs");
    assert!(!administration::is_purge_requested(&world.db).await.unwrap(), "it is done");
    let mut tx = world.db.read().await.unwrap();
    let frozen: Vec<i64> = sqlx::query_scalar("SELECT year FROM frozen_year ORDER BY year").fetch_all(&mut *tx).await.unwrap();
    drop(tx);
    assert_eq!(frozen, [2026]);
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM registration WHERE address <> ''").await, 1);
    assert!(agnes.get("/admin/journal?act=purge").await.shows("a demandé une purge"));
    world.advance(Duration::days(365));
    administration::purge(&world.db, &Actor::System).await.unwrap();
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM registration WHERE address <> ''").await, 0, "a year later it is over there too");
}

#[tokio::test]
async fn a_mail_is_found_whatever_the_accents_and_capitals() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let mut tx = world.db.write().await.unwrap();
    let to = MailRecipient { person: None, name: String::new(), address: "ZOÉ@Example.org".to_owned(), language: Language::Fr };
    let letter = MailContent {
        cause: "event.cancelled",
        subject: "L’Événement d’été est annulé".to_owned(),
        body: "Voilà.".to_owned(),
        ..MailContent::default()
    };
    mail::post(&mut tx, &to, &letter).await.unwrap();
    tx.commit().await.unwrap();
    for (typed, found) in
        [("événement", 1), ("EVENEMENT", 1), ("l'événement", 1), ("zoe@", 1), ("zoé@example.ORG", 1), ("D’ÉTÉ", 1), ("évènements", 0)]
    {
        let query = administration::MailQuery { q: typed.to_owned(), ..Default::default() };
        assert_eq!(administration::mails(&world.db, &agnes.actor, &query).await.unwrap().total, found, "{typed}");
    }
}
