//! Organisations in the hands of an administrator: made one by one, made one with another, and told apart again.

use domain::administration::{self, OrganisationInput};
use tests::{Answer, Duration, TestUser, World};

async fn value<T>(world: &World, query: &'static str) -> T
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Any> + sqlx::Type<sqlx::Any>,
{
    let mut tx = world.db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
}

/// Every affiliation: whose, where, from when, until when.
async fn affiliations(world: &World) -> Vec<[String; 4]> {
    let mut tx = world.db.read().await.unwrap();
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "SELECT p.given_name, o.name, f.started_on, COALESCE(f.ended_on, '') FROM affiliation f JOIN person p ON p.id = f.person
           JOIN organisation o ON o.id = f.organisation ORDER BY p.given_name, f.started_on, o.name",
    )
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    rows.into_iter().map(|(who, name, from, to)| [who, name, from, to]).collect()
}

fn row(who: &str, name: &str, from: &str, to: &str) -> [String; 4] {
    [who, name, from, to].map(str::to_owned)
}

async fn works(who: &TestUser, organisation: &str, from: &str, to: &str) {
    let form = [("organisation", organisation), ("organisation_kind", "laboratory"), ("started_on", from), ("ended_on", to)];
    assert_eq!(who.post("/me/affiliations/new", &form).await.status, 303, "{organisation}");
}

async fn page_of(world: &World, name: &str) -> String {
    let mut tx = world.db.read().await.unwrap();
    let id: String = sqlx::query_scalar("SELECT id FROM organisation WHERE name = $1").bind(name).fetch_one(&mut *tx).await.unwrap();
    format!("/admin/organisations/{id}")
}

/// Asks to make one of two; the address that asks, and what it says.
async fn asks(world: &World, who: &TestUser, gone: &str, into: &str) -> (String, Answer) {
    let asked = who.post(&page_of(world, gone).await, &[("act", "merge"), ("into", into)]).await;
    assert_eq!(asked.status, 303, "{}", asked.words());
    let page = who.get(asked.location()).await;
    assert_eq!(page.status, 200, "{}", page.words());
    (asked.location().to_owned(), page)
}

/// Agrees; the page that it leads to.
async fn merges(world: &World, who: &TestUser, gone: &str, into: &str) -> (String, Answer) {
    let (path, page) = asks(world, who, gone, into).await;
    let done = who.post(&path, &[("shown", &page.value_of("shown").unwrap())]).await;
    assert_eq!(done.status, 303, "{}", done.words());
    (page_of(world, into).await, who.get(done.location()).await)
}

async fn unmerges(who: &TestUser, kept: &str, page: &Answer) -> Answer {
    who.submit(kept, &[("act", "unmerge"), ("merge", &page.value_of("merge").expect("a merge to undo"))]).await
}

#[tokio::test]
async fn an_organisation_is_made_by_hand() {
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
        let made = agnes.submit("/admin/organisations/new", &form).await;
        assert!(made.shows("L’organisation est créée.") && made.value_of("name").as_deref() == Some("Centre d’études"), "{}", made.words());
    }
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM organisation").await, 1, "sent twice, made once");
    assert_eq!(value::<String>(&world, "SELECT kind || ' ' || place || ' ' || region FROM organisation").await, "agency Toulouse occ");
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM organisation_alias").await, 2);

    let refused = agnes.post("/admin/organisations/new", &[("name", "c.e."), ("kind", "alchemy"), ("place", "Brest")]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.fault_of("name").as_deref(), Some("Ce nom est déjà pris."));
    assert!(refused.fault_of("kind").is_some() && refused.value_of("place").as_deref() == Some("Brest"), "what was typed is kept");
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM audit WHERE action = 'organisation.create'").await, 1);
    for who in [&world.person("Ada Membre").await.browser, &world.guest()] {
        assert_eq!(who.get("/admin/organisations/new").await.status, 404);
        assert_eq!(who.post("/admin/organisations/new", &form).await.status, 404);
    }
}

#[tokio::test]
async fn a_merge_says_what_it_changes_and_does_only_that() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let (lea, noa) = (world.person("Léa Martinet").await, world.person("Noa Lemaire").await);
    works(&lea, "LAAS", "2018-01-01", "").await;
    works(&lea, "LAAS-CNRS", "2020-01-01", "").await;
    works(&noa, "LAAS", "2019-01-01", "").await;
    let (path, page) = asks(&world, &agnes, "LAAS", "laas-cnrs").await;
    assert!(page.shows("Réunir LAAS avec LAAS-CNRS ?"), "{}", page.words());
    let words = "2 personnes seront comptées dans LAAS-CNRS. L’une est passée par les deux : elle ne sera comptée qu’une fois, et ses \
                 passages qui se recouvrent n’en feront qu’un. 2 passages seront déplacés.";
    assert!(page.shows(words), "{}", page.words());
    assert!(page.shows("peut être défait pendant 30 jours"), "{}", page.words());
    assert_eq!(value::<i64>(&world, "SELECT COUNT(*) FROM organisation").await, 2, "asked, and not done");

    // Somebody else comes there while the page is read.
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
    let kept = page_of(&world, "LAAS-CNRS").await;
    let itself = format!("{kept}/merge?into={}", kept.rsplit('/').next().unwrap());
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
async fn what_was_changed_since_a_merge_stays_as_it_is() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let mut people = Vec::new();
    for name in ["Ada Un", "Bo Deux", "Cyd Trois", "Dan Quatre"] {
        people.push(world.person(name).await);
    }
    for who in &people {
        works(who, "Alpha", "2018-01-01", "").await;
    }
    works(&people[3], "Beta", "2019-01-01", "").await;
    let (kept, page) = merges(&world, &agnes, "Alpha", "Beta").await;

    // Ada's time ends, Bo's is corrected to elsewhere, Cyd removes theirs, Dan's, which was two, gets another first day; Eve arrives.
    let of = async |who: &TestUser| {
        let mut tx = world.db.read().await.unwrap();
        let id: String =
            sqlx::query_scalar("SELECT id FROM affiliation WHERE person = $1").bind(&who.id).fetch_one(&mut *tx).await.unwrap();
        format!("/me/affiliations/{id}")
    };
    let corrected = async |who: &TestUser, organisation: &str, from: &str, to: &str| {
        let form = [("organisation", organisation), ("organisation_kind", "company"), ("started_on", from), ("ended_on", to)];
        assert_eq!(who.post(&of(who).await, &form).await.status, 303);
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

    // Its name is given to another one meanwhile.
    let (beta, page) = merges(&world, &agnes, "Alpha", "Beta").await;
    let version = page.value_of("version").unwrap();
    let renamed = agnes.post(&beta, &[("act", "save"), ("name", "Alpha"), ("kind", "agency"), ("version", &*version)]).await;
    assert_eq!(renamed.status, 303);
    let refused = agnes.post(&beta, &[("act", "unmerge"), ("merge", &page.value_of("merge").unwrap())]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.shows("est devenu entre-temps le nom d’une autre organisation"), "{}", refused.words());
    assert_eq!(affiliations(&world).await.len(), 1, "nothing is done by half");

    for who in [&lea.browser, &world.guest()] {
        assert_eq!(who.post(&beta, &[("act", "unmerge"), ("merge", &page.value_of("merge").unwrap())]).await.status, 404);
    }
    world.later(Duration::days(31));
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
    world.later(tests::Duration::minutes(1));
    let (_, second) = merges(&world, &agnes, "Gamma", "Beta").await;
    // What the second found is what the first had made: it goes first.
    let form = [("act", "unmerge"), ("merge", &*first.value_of("merge").unwrap())];
    assert_ne!(first.value_of("merge"), second.value_of("merge"), "the newer one is offered");
    assert_ne!(agnes.post(&beta, &form).await.status, 303, "the older one waits");
    assert!(unmerges(&agnes, &beta, &second).await.shows("de nouveau distinctes"));
    assert!(unmerges(&agnes, &beta, &first).await.shows("de nouveau distinctes"));
    assert_eq!(affiliations(&world).await, before);
}
