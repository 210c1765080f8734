//! Organisations: an administrator creates them, merges them, and undoes merges.

use domain::administration::{self, OrganisationInput};
use tests::{Answer, Duration, TestUser, World};

async fn value<T>(world: &World, query: &'static str) -> T
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Any> + sqlx::Type<sqlx::Any>,
{
    let mut tx = world.db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
}

/// Every affiliation: person, organisation, start, end.
async fn affiliations(world: &World) -> Vec<[String; 4]> {
    let mut tx = world.db.read().await.unwrap();
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "SELECT p.given_name, o.name, f.started_on, COALESCE(f.ended_on, '') FROM affiliation f JOIN person p ON p.id = f.person
           JOIN organisation o ON o.id = f.organisation ORDER BY p.given_name, f.started_on, o.name",
    )
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    rows.into_iter().map(|(user, name, from, to)| [user, name, from, to]).collect()
}

fn row(person: &str, name: &str, from: &str, to: &str) -> [String; 4] {
    [person, name, from, to].map(str::to_owned)
}

async fn works(user: &TestUser, organisation: &str, from: &str, to: &str) {
    let form = [("organisation", organisation), ("organisation_kind", "laboratory"), ("started_on", from), ("ended_on", to)];
    assert_eq!(user.post("/me/affiliations/new", &form).await.status, 303, "{organisation}");
}

async fn page_of(world: &World, name: &str) -> String {
    let mut tx = world.db.read().await.unwrap();
    let id: String = sqlx::query_scalar("SELECT id FROM organisation WHERE name = $1").bind(name).fetch_one(&mut *tx).await.unwrap();
    format!("/admin/organisations/{id}")
}

/// Opens the preview of a merge. Returns its address and its page.
async fn asks(world: &World, user: &TestUser, gone: &str, into: &str) -> (String, Answer) {
    let question = user.post(&page_of(world, gone).await, &[("act", "merge"), ("into", into)]).await;
    assert_eq!(question.status, 303, "{}", question.words());
    let page = user.get(question.location()).await;
    assert_eq!(page.status, 200, "{}", page.words());
    (question.location().to_owned(), page)
}

/// Confirms. Returns the next page.
async fn merges(world: &World, user: &TestUser, gone: &str, into: &str) -> (String, Answer) {
    let (path, page) = asks(world, user, gone, into).await;
    let done = user.post(&path, &[("shown", &page.value_of("shown").unwrap())]).await;
    assert_eq!(done.status, 303, "{}", done.words());
    (page_of(world, into).await, user.get(done.location()).await)
}

async fn unmerges(user: &TestUser, kept: &str, page: &Answer) -> Answer {
    user.submit(kept, &[("act", "unmerge"), ("merge", &page.value_of("merge").expect("a merge to undo"))]).await
}

#[tokio::test]
async fn an_administrator_creates_an_organisation() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    assert_eq!(agnes.get("/admin/organisations").await.attributes("main a.button", "href")[0], "/admin/organisations/new");
    let blank = agnes.get("/admin/organisations/new").await;
    let key = blank.value_of("form_key").unwrap();
    let form = [
        ("form_key", &*key),
        ("name", "Centre d’études"),
        ("kind", "agency"),
        ("place", "Toulouse"),
        ("region", "occ"),
        ("aliases", "CE\nC.E."),
    ];
    for _ in 0..2 {
        let created = agnes.submit("/admin/organisations/new", &form).await;
        assert!(
            created.shows("L’organisation est créée.") && created.value_of("name").as_deref() == Some("Centre d’études"),
            "{}",
            created.words()
        );
    }
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM organisation").await, 1, "sent twice, made once");
    assert_eq!(value::<String>(&world, "SELECT kind || ' ' || place || ' ' || region FROM organisation").await, "agency Toulouse occ");
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM organisation_alias").await, 2);

    let refused = agnes.post("/admin/organisations/new", &[("name", "c.e."), ("kind", "alchemy"), ("place", "Brest")]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.error_of("name").as_deref(), Some("Ce nom est déjà pris."));
    assert!(refused.error_of("kind").is_some() && refused.value_of("place").as_deref() == Some("Brest"), "what was typed is kept");
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM audit WHERE action = 'organisation.create'").await, 1);
    for browser in [&world.person("Ada Membre").await.browser, &world.guest()] {
        assert_eq!(browser.get("/admin/organisations/new").await.status, 404);
        assert_eq!(browser.post("/admin/organisations/new", &form).await.status, 404);
    }
}

#[tokio::test]
async fn a_merge_changes_what_its_preview_showed() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let (lea, noa) = (world.person("Léa Martinet").await, world.person("Noa Lemaire").await);
    works(&lea, "LAAS", "2018-01-01", "").await;
    works(&lea, "LAAS-CNRS", "2020-01-01", "").await;
    works(&noa, "LAAS", "2019-01-01", "").await;
    let (path, page) = asks(&world, &agnes, "LAAS", "laas-cnrs").await;
    assert!(page.shows("Réunir LAAS avec LAAS-CNRS ?"), "{}", page.words());
    let sentence = "2 personnes seront comptées dans LAAS-CNRS. L’une est passée par les deux : elle ne sera comptée qu’une fois, et ses \
                 passages qui se recouvrent n’en feront qu’un. 2 passages seront déplacés.";
    assert!(page.shows(sentence), "{}", page.words());
    assert!(page.shows("peut être défait pendant 30 jours"), "{}", page.words());
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM organisation").await, 2, "asked, and not done");

    // Another person joins the organisation meanwhile.
    works(&world.person("Max Petit").await, "LAAS", "2021-01-01", "").await;
    let shown = page.value_of("shown").unwrap();
    let stale = agnes.post(&path, &[("shown", &shown)]).await;
    assert_eq!(stale.status, 409);
    assert!(stale.shows("3 personnes seront comptées"), "what is so now: {}", stale.words());
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM organisation").await, 2);
    let done = agnes.post(&path, &[("shown", &stale.value_of("shown").unwrap())]).await;
    assert_eq!(done.status, 303);
    assert_eq!(agnes.post(&path, &[("shown", &shown)]).await.status, 404, "one of the two is gone");
    assert_eq!(agnes.get(&format!("{}/merge", page_of(&world, "LAAS-CNRS").await)).await.status, 404, "with nothing");
    let remaining = page_of(&world, "LAAS-CNRS").await;
    let itself = format!("{remaining}/merge?into={}", remaining.rsplit('/').next().unwrap());
    assert_eq!(agnes.get(&itself).await.status, 404, "with itself");
    assert_eq!(agnes.post(&itself, &[("shown", &shown)]).await.status, 404);
}

#[tokio::test]
async fn a_merge_is_undone_and_everything_that_it_changed_comes_back() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let (lea, noa) = (world.person("Léa Martinet").await, world.person("Noa Lemaire").await);
    works(&lea, "LAAS", "2018-01-01", "").await;
    works(&lea, "LAAS-CNRS", "2020-01-01", "2023-06-30").await;
    works(&noa, "LAAS", "2019-01-01", "2020-12-31").await;
    let path = page_of(&world, "LAAS").await;
    let version = agnes.get(&path).await.value_of("version").unwrap();
    let form = [
        ("act", "save"),
        ("name", "LAAS"),
        ("kind", "agency"),
        ("place", "Toulouse"),
        ("aliases", "Labo d’automatique"),
        ("version", &*version),
    ];
    assert_eq!(agnes.post(&path, &form).await.status, 303);
    let before = (affiliations(&world).await, agnes.get(&path).await.value_of("version").unwrap());
    assert_eq!(before.0.len(), 3);

    let (kept, page) = merges(&world, &agnes, "LAAS", "LAAS-CNRS").await;
    assert_eq!(affiliations(&world).await.len(), 2, "her times became one");
    assert!(page.shows("LAAS, réunie ici le") && page.shows("avec 2 personnes"), "{}", page.words());
    let found =
        "SELECT COUNT(*) FROM search_word w JOIN search_entry e ON e.id = w.entry WHERE e.kind = 'person' AND w.word = 'automatique'";
    domain::search::catch_up(&world.db).await.unwrap();
    let names = value::<i64>(&world, found).await;

    let undone = unmerges(&agnes, &kept, &page).await;
    assert!(undone.shows("Les deux organisations sont de nouveau distinctes."), "{}", undone.words());
    assert_eq!((affiliations(&world).await, agnes.get(&path).await.value_of("version").unwrap()), before, "as it was");
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM merged_affiliation").await, 0, "nothing more is kept");
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM organisation_merge").await, 0);
    assert_eq!(value::<i64>(&world, found).await, names);
    let again = agnes.post(&kept, &[("act", "unmerge"), ("merge", &page.value_of("merge").unwrap())]).await;
    assert_eq!(again.status, 404, "once");
    assert!(agnes.get("/admin/journal").await.shows("a séparé de nouveau l’organisation"));
}

#[tokio::test]
async fn undoing_a_merge_keeps_later_changes() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let mut people = Vec::new();
    for name in ["Ada Un", "Bo Deux", "Cyd Trois", "Dan Quatre"] {
        people.push(world.person(name).await);
    }
    for user in &people {
        works(user, "Alpha", "2018-01-01", "").await;
    }
    works(&people[3], "Beta", "2019-01-01", "").await;
    let (kept, page) = merges(&world, &agnes, "Alpha", "Beta").await;

    // Ada's affiliation ends, Bo's is corrected to another organisation, Cyd's is removed, Dan's merged one gets another start; Eve is new.
    let of = async |user: &TestUser| {
        let mut tx = world.db.read().await.unwrap();
        let id: String =
            sqlx::query_scalar("SELECT id FROM affiliation WHERE person = $1").bind(&user.id).fetch_one(&mut *tx).await.unwrap();
        format!("/me/affiliations/{id}")
    };
    let corrected = async |user: &TestUser, organisation: &str, from: &str, to: &str| {
        let form = [("organisation", organisation), ("organisation_kind", "company"), ("started_on", from), ("ended_on", to)];
        assert_eq!(user.post(&of(user).await, &form).await.status, 303);
    };
    corrected(&people[0], "Beta", "2018-01-01", "2024-06-30").await;
    corrected(&people[1], "Gamma", "2018-01-01", "").await;
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("DELETE FROM affiliation WHERE person = $1").bind(&people[2].id).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    corrected(&people[3], "Beta", "2017-01-01", "").await;
    works(&world.person("Eve Cinq").await, "Beta", "2026-01-01", "").await;

    let undone = unmerges(&agnes, &kept, &page).await;
    assert!(undone.shows("Des passages corrigés entre-temps sont restés tels quels."), "{}", undone.words());
    assert_eq!(
        affiliations(&world).await,
        [
            row("Ada", "Alpha", "2018-01-01", "2024-06-30"),
            row("Bo", "Gamma", "2018-01-01", ""),
            row("Dan", "Beta", "2017-01-01", ""),
            row("Eve", "Beta", "2026-01-01", ""),
        ],
        "she is back where she was, with the day that was written since; nobody else is moved or made anew"
    );
}

#[tokio::test]
async fn a_merge_is_undone_in_order_and_for_thirty_days() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let lea = world.person("Léa Martinet").await;
    works(&lea, "Alpha", "2018-01-01", "").await;
    for name in ["Beta", "Gamma"] {
        let input = OrganisationInput { name: name.to_owned(), kind: "agency".to_owned(), ..OrganisationInput::default() };
        administration::create_organisation(&world.db, &agnes.actor, &input).await.unwrap();
    }
    let (beta, first) = merges(&world, &agnes, "Alpha", "Beta").await;
    let (gamma, second) = merges(&world, &agnes, "Beta", "Gamma").await;
    let form = [("act", "unmerge"), ("merge", &*first.value_of("merge").unwrap())];
    assert_eq!(agnes.post(&beta, &form).await.status, 404, "what it became part of is gone itself");
    assert_eq!(agnes.post(&gamma, &form).await.status, 404, "and it never became part of that one");
    assert!(unmerges(&agnes, &gamma, &second).await.shows("de nouveau distinctes"));
    assert!(unmerges(&agnes, &beta, &first).await.shows("de nouveau distinctes"));
    assert_eq!(affiliations(&world).await, [row("Léa", "Alpha", "2018-01-01", "")]);

    // Its name is given to another organisation meanwhile.
    let (beta, page) = merges(&world, &agnes, "Alpha", "Beta").await;
    let version = page.value_of("version").unwrap();
    let renamed = agnes.post(&beta, &[("act", "save"), ("name", "Alpha"), ("kind", "agency"), ("version", &*version)]).await;
    assert_eq!(renamed.status, 303);
    let refused = agnes.post(&beta, &[("act", "unmerge"), ("merge", &page.value_of("merge").unwrap())]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.shows("est devenu entre-temps le nom d’une autre organisation"), "{}", refused.words());
    assert_eq!(affiliations(&world).await.len(), 1, "nothing is done by half");

    for browser in [&lea.browser, &world.guest()] {
        assert_eq!(browser.post(&beta, &[("act", "unmerge"), ("merge", &page.value_of("merge").unwrap())]).await.status, 404);
    }
    world.advance(Duration::days(31));
    let agnes = world.administrator("Agnès Roy").await;
    assert_eq!(agnes.get(&beta).await.value_of("merge"), None, "no button for what can't be done");
    let late = agnes.post(&beta, &[("act", "unmerge"), ("merge", &page.value_of("merge").unwrap())]).await;
    assert_eq!(late.status, 409);
    assert!(late.shows("Cette réunion ne peut plus être défaite"), "{}", late.words());
    administration::purge(&world.db, &agnes.actor).await.unwrap();
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM organisation_merge").await, 0, "and nothing is kept for it");
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM merged_affiliation").await, 0);
}

#[tokio::test]
async fn two_merges_into_one_are_undone_the_newer_first() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let dan = world.person("Dan Petit").await;
    works(&dan, "Alpha", "2010-01-01", "2012-01-01").await;
    works(&dan, "Beta", "2011-01-01", "2015-01-01").await;
    works(&dan, "Gamma", "2012-01-01", "2013-01-01").await;
    let before = affiliations(&world).await;
    let (beta, first) = merges(&world, &agnes, "Alpha", "Beta").await;
    world.advance(tests::Duration::minutes(1));
    let (_, second) = merges(&world, &agnes, "Gamma", "Beta").await;
    // The second merge was made on the result of the first, so it is undone first.
    let form = [("act", "unmerge"), ("merge", &*first.value_of("merge").unwrap())];
    assert_ne!(first.value_of("merge"), second.value_of("merge"), "the newer one is offered");
    assert_ne!(agnes.post(&beta, &form).await.status, 303, "the older one waits");
    assert!(unmerges(&agnes, &beta, &second).await.shows("de nouveau distinctes"));
    assert!(unmerges(&agnes, &beta, &first).await.shows("de nouveau distinctes"));
    assert_eq!(affiliations(&world).await, before);
}
