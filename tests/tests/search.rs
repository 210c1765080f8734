//! Search: any form of a word is found, and readers find and count only what they may see.

use domain::events::{self, EventInput};
use domain::pages::{self, PageInput, PagePlace};
use domain::policy::Actor;
use domain::search::{self, SearchQuery};
use domain::search_index::{self, SearchEntry};
use tests::{Answer, TestUser, World};

fn event(title: &str, description: &str) -> EventInput {
    EventInput { description: description.to_owned(), ..tests::webinar(title) }
}

async fn page(world: &World, user: &TestUser, title: &str, access: &str, body: &str) {
    let text = str::to_owned;
    let input = PageInput {
        title: text(title),
        kind: text("page"),
        access: text(access),
        language: text("fr"),
        body: text(body),
        ..PageInput::default()
    };
    pages::create(&world.db, &user.actor, &PagePlace::Network(text("sil")), &input).await.unwrap();
}

fn titles(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200);
    answer.all(".search-results h2")
}

#[tokio::test]
async fn words_are_found_by_form_prefix_and_without_accents() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    world.event(&claire, "sil", &event("Réseaux de calcul", "Une journée sur l’**hétérogénéité** des développements.")).await;
    world.event(&claire, "sil", &EventInput { language: "en".to_owned(), ..event("Testing networks", "How programmers measure.") }).await;
    world.event(&claire, "sil", &event("Autre chose", "Rien à voir.")).await;
    let guest = world.guest();
    for (words, found) in [
        ("reseau", "Réseaux de calcul"),
        ("RÉSEAUX", "Réseaux de calcul"),
        ("calculs reseau", "Réseaux de calcul"),
        ("heterogeneite", "Réseaux de calcul"),
        ("heterog", "Réseaux de calcul"),
        ("developpement", "Réseaux de calcul"),
        ("l'hétérogénéité des développements", "Réseaux de calcul"),
        ("network", "Testing networks"),
        ("programmer", "Testing networks"),
        ("measuring", "Testing networks"),
    ] {
        let answer = guest.get(&format!("/search?kind=event&q={}", words.replace(' ', "+"))).await;
        assert_eq!(titles(&answer), [found], "{words}");
    }
    for words in ["reseau introuvable", "zzz", "heterog calcul rien", "%25_", "'; DROP TABLE page; --", "de+la"] {
        let answer = guest.get(&format!("/search?q={}", words.replace(' ', "+"))).await;
        assert_eq!(titles(&answer), Vec::<String>::new(), "{words}");
    }
    let marked = guest.get("/search?q=heterogeneites").await;
    assert_eq!(marked.all(".excerpt mark"), ["hétérogénéité"], "as it was written: {}", marked.words());
    assert_eq!(guest.get("/search").await.status, 200);
    assert_eq!(guest.get(&format!("/search?q={}", "mot+".repeat(2000))).await.status, 200);
}

#[tokio::test]
async fn names_of_one_letter_or_with_signs_are_found() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    for (title, text) in
        [("Statistiques", "En R, d’abord."), ("Performances", "Du C++ moderne."), ("Bureau", "C# et .NET."), ("Noyau", "En C.")]
    {
        page(&world, &claire, title, "public", text).await;
    }
    let guest = world.guest();
    for (words, found) in [
        ("R", "Statistiques"),
        ("en+r", "Statistiques"),
        ("C%2B%2B", "Performances"),
        ("c%2B%2B+moderne", "Performances"),
        ("C%23", "Bureau"),
        (".net", "Bureau"),
        ("C", "Noyau"),
        ("%22en+C%22", "Noyau"),
    ] {
        assert_eq!(titles(&guest.get(&format!("/search?kind=page&q={words}")).await), [found], "{words}");
    }
    let marked = guest.get("/search?q=R").await;
    assert_eq!(marked.all(".excerpt mark"), ["R"], "{}", marked.words());
    assert_eq!(guest.get("/search?q=C%2B%2B").await.all(".excerpt mark"), ["C++"]);
    assert!(guest.get("/search?q=%22en+C%22").await.shows("Les guillemets n’y changent rien"));
    for nothing in ["a", "(%20", "%F0%9F%A6%80", "%22%22"] {
        let answer = guest.get(&format!("/search?q={nothing}")).await;
        assert!(answer.shows("Cette recherche ne contient aucun mot"), "{nothing}: {}", answer.words());
        assert!(answer.value_of("q").is_some(), "what was typed stays");
    }
    assert!(!guest.get("/search").await.shows("Cette recherche ne contient aucun mot"));
}

#[tokio::test]
async fn the_index_follows_changes_and_deletions() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    page(&world, &claire, "Guide", "public", "Le mot vermillon.").await;
    let guest = world.guest();
    assert_eq!(titles(&guest.get("/search?q=vermillon").await), ["Guide"]);
    let sent = [
        ("act", "save"),
        ("title", "Guide"),
        ("kind", "page"),
        ("access", "public"),
        ("language", "fr"),
        ("body", "Le mot turquoise."),
        ("version", "1"),
    ];
    claire.submit("/networks/sil/pages/guide/edit", &sent).await;
    assert_eq!(titles(&guest.get("/search?q=vermillon").await), Vec::<String>::new());
    assert_eq!(titles(&guest.get("/search?q=turquoise").await), ["Guide"]);
    pages::remove(&world.db, &claire.actor, &PagePlace::Network("sil".to_owned()), "guide").await.unwrap();
    assert_eq!(titles(&guest.get("/search?q=turquoise").await), Vec::<String>::new());

    let slug = events::create(&world.db, &claire.actor, "sil", &event("Essai indigo", "")).await.unwrap();
    assert_eq!(titles(&claire.get("/search?q=indigo").await), ["Essai indigo"], "a draft, for those who write it");
    assert_eq!(titles(&guest.get("/search?q=indigo").await), Vec::<String>::new());
    events::remove(&world.db, &claire.actor, &slug).await.unwrap();
    assert_eq!(titles(&claire.get("/search?q=indigo").await), Vec::<String>::new());
}

#[tokio::test]
async fn results_and_counts_show_each_reader_only_what_they_may_see() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let bureau = world.network_with("bureau", |network| network.visibility = "private".to_owned()).await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let zoe = world.coordinator(&bureau, "Zoé Cachée").await;
    let lea = world.member(&sil, "Léa Martinet").await;
    let ada = world.person("Ada Ailleurs").await;
    for access in ["public", "members", "committee"] {
        page(&world, &claire, &format!("Safran {access}"), access, "").await;
    }
    world.event(&claire, "sil", &event("Journée safran", "")).await;
    world.event(&claire, "sil", &EventInput { visibility: "members".to_owned(), ..event("Safran entre nous", "") }).await;
    world.event(&zoe, "bureau", &event("Safran secret", "")).await;

    let counts = async |browser: &tests::Browser| {
        let answer = browser.get("/search?q=safran").await;
        assert_eq!(titles(&answer).len().to_string(), answer.all(".tabs li")[0].trim_start_matches("Tout ").to_owned());
        answer.all(".tabs li").join(", ")
    };
    assert_eq!(counts(&world.guest()).await, "Tout 2, Événements 1, Pages 1");
    assert_eq!(counts(&ada.browser).await, "Tout 2, Événements 1, Pages 1");
    assert_eq!(counts(&lea.browser).await, "Tout 4, Événements 2, Pages 2");
    assert_eq!(counts(&claire.browser).await, "Tout 5, Événements 2, Pages 3");
    assert_eq!(counts(&zoe.browser).await, "Tout 3, Événements 2, Pages 1");
    let admin = world.administrator("Agnès Delorme").await;
    assert_eq!(counts(&admin.browser).await, "Tout 6, Événements 3, Pages 3");

    let pages_alone = claire.get("/search?q=safran&kind=page").await;
    assert_eq!(titles(&pages_alone).len(), 3);
    assert_eq!(pages_alone.all(".tabs a[aria-current]"), ["Pages 3"]);
    // Filtering by a network that the reader may not know finds nothing.
    assert_eq!(titles(&lea.get("/search?q=safran&network=bureau").await), Vec::<String>::new());
    assert_eq!(titles(&zoe.get("/search?q=safran&network=bureau").await), ["Safran secret"]);
    assert_eq!(titles(&lea.get("/search?q=safran&network=sil&year=2026").await).len(), 4);
    assert_eq!(titles(&lea.get("/search?q=safran&year=2019").await), Vec::<String>::new());
}

#[tokio::test]
async fn people_are_found_by_coordinators_of_their_networks() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let autre = world.network("autre").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let elsewhere = world.coordinator(&autre, "Bo Ailleurs").await;
    let lea = world.member(&sil, "Léa Martinet").await;
    let noa = world.member(&sil, "Noa Martinet").await;
    assert!(search::catch_up(&world.db).await.unwrap() >= 4);
    assert_eq!(titles(&claire.get("/search?q=martinet").await).len(), 2);
    let found = claire.get("/search?q=lea+mart").await;
    assert_eq!(titles(&found), ["Léa Martinet"]);
    let link = found.attributes(".search-results h2 a", "href").pop().unwrap();
    assert_eq!(claire.get(&link).await.status, 200, "{link}");
    assert_eq!(titles(&world.administrator("Agnès Delorme").await.get("/search?q=martinet").await).len(), 2);
    assert_eq!(titles(&noa.get("/search?q=martinet").await), ["Noa Martinet"], "oneself");
    for browser in [&world.guest(), &elsewhere.browser] {
        let answer = browser.get("/search?q=martinet").await;
        assert!(titles(&answer).is_empty() && answer.shows("Aucun résultat") && !answer.body.contains("Léa"));
    }
    drop(lea);
}

#[tokio::test]
async fn older_rows_are_found_after_indexing_and_a_rebuild_changes_nothing() {
    let world = World::new().await;
    demo::load(&world.db).await.unwrap();
    // Two processes at once share the work and do none of it twice.
    let (one, two) = tokio::join!(search::catch_up(&world.db), search::catch_up(&world.db));
    let count = one.unwrap() + two.unwrap();
    assert!(count > 100, "{count}");
    let mut tx = world.db.read().await.unwrap();
    let entries: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM search_entry WHERE kind NOT IN ('page', 'message')").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(count as i64, entries, "pages and messages are findable from the start");
    drop(tx);
    assert_eq!(search::catch_up(&world.db).await.unwrap(), 0);
    let ask = async |q: &str| {
        let query = SearchQuery { q: q.to_owned(), ..SearchQuery::default() };
        let found = search::search(&world.db, &Actor::Guest, &query).await.unwrap();
        (found.counts, found.hits.into_iter().map(|hit| hit.path).collect::<Vec<_>>())
    };
    let mut before = Vec::new();
    for q in ["devops", "journee", "calcul", "licence libre", "embarq", "réseaux"] {
        let found = ask(q).await;
        assert!(!found.1.is_empty(), "{q}");
        before.push((q, found));
    }
    assert!(ask("devops").await.1.contains(&Some("/events/devops-mythe-ou-realite".to_owned())));
    search::rebuild(&world.db).await.unwrap();
    for (q, found) in before {
        assert_eq!(ask(q).await, found, "{q}");
    }
}

#[tokio::test]
async fn after_the_index_is_lost_a_rebuild_finds_the_same_for_each_reader() {
    let world = World::new().await;
    demo::load(&world.db).await.unwrap();
    let sil = domain::networks::head(&world.db, &Actor::System, "sil").await.unwrap().card;
    let (iris, odon) = (world.member(&sil, "Iris Neuve").await, world.coordinator(&sil, "Odon Neuf").await);
    let ugo = world.administrator("Ugo Neuf").await;
    search::catch_up(&world.db).await.unwrap();
    let readers = [Actor::Guest, iris.actor.clone(), odon.actor.clone(), ugo.actor.clone()];
    let ask = async |actor: &Actor, q: &str| {
        let query = SearchQuery { q: q.to_owned(), ..SearchQuery::default() };
        search::search(&world.db, actor, &query).await.unwrap()
    };
    let all = async || {
        let mut found = Vec::new();
        for actor in &readers {
            for q in ["rentree", "supports", "journée", "réseau", "devops", "compte rendu", "neuve", "logiciel libre"] {
                let one = ask(actor, q).await;
                let hits: Vec<_> = one.hits.into_iter().map(|hit| (hit.path, hit.title, hit.excerpt)).collect();
                found.push((q, one.counts, hits));
            }
        }
        found
    };
    let execute = async |statements: &[&'static str]| {
        let mut tx = world.db.write().await.unwrap();
        for statement in statements {
            sqlx::query(*statement).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
    };
    let before = all().await;
    let message =
        |found: &search::SearchResults| found.hits.iter().any(|hit| hit.path.as_deref().is_some_and(|path| path.contains("/archive/")));
    assert!(message(&ask(&iris.actor, "rentree").await), "a member finds the message in the archive");
    assert!(!message(&ask(&Actor::Guest, "rentree").await), "a guest does not");

    execute(&["DELETE FROM search_word", "DELETE FROM search_entry"]).await;
    assert!(all().await.iter().all(|(_, _, hits)| hits.is_empty()), "nothing is left");
    let count = search::rebuild(&world.db).await.unwrap();
    assert_eq!(all().await, before);
    assert_eq!(search::rebuild(&world.db).await.unwrap(), count);
    assert_eq!(all().await, before, "and again");

    // A rebuild adds no drafts, and no messages of lists with a closed archive.
    assert!(!message(&ask(&odon.actor, "appel sujets").await), "a draft");
    execute(&["UPDATE list SET archive = 'none' WHERE slug = 'sil'"]).await;
    search::rebuild(&world.db).await.unwrap();
    for actor in &readers {
        assert!(!message(&ask(actor, "rentree").await), "a closed archive");
    }
}

#[tokio::test]
async fn messages_are_found_by_readers_of_their_list() {
    use domain::enums::{Language, PageAccess, SearchKind};
    let world = World::new().await;
    let sil = world.network("sil").await;
    let lea = world.member(&sil, "Léa Martinet").await;
    let mut tx = world.db.write().await.unwrap();
    let entry = SearchEntry {
        kind: SearchKind::Message,
        subject: "m1".to_owned(),
        group: "list".to_owned(),
        network: Some(sil.id.clone()),
        access: PageAccess::Members,
        path: "/networks/sil/lists/annonces/m1".to_owned(),
        title: "Compte rendu".to_owned(),
        body: "Bonjour, voici le mot céladon.".to_owned(),
        language: Language::Fr,
        at: "2026-10-01".to_owned(),
    };
    search_index::index(&mut tx, &entry).await.unwrap();
    search_index::index(&mut tx, &entry).await.unwrap();
    tx.commit().await.unwrap();
    search::catch_up(&world.db).await.unwrap();
    let found = async |browser: &tests::Browser| titles(&browser.get("/search?q=celadon").await).len();
    assert_eq!((found(&world.guest()).await, found(&lea.browser).await), (0, 1));
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let odile = world.coordinator(&sil, "Odile Verney").await;
    assert_eq!((found(&claire.browser).await, found(&odile.browser).await), (1, 1), "those who coordinate");
    let mut tx = world.db.write().await.unwrap();
    let only_hers = "UPDATE committee SET coordinates = 0 WHERE id IN (SELECT committee FROM mandate WHERE person = $1)";
    sqlx::query(only_hers).bind(&odile.id).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found(&odile.browser).await, 0, "as its page: a committee that does not coordinate reads no members' archive");
    let mut tx = world.db.write().await.unwrap();
    search_index::index(&mut tx, &SearchEntry { access: PageAccess::Public, ..entry }).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found(&world.guest()).await, 1);
    let mut tx = world.db.write().await.unwrap();
    search_index::remove_group(&mut tx, SearchKind::Message, "list").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found(&lea.browser).await, 0);
}

#[tokio::test]
async fn members_find_people_who_agreed_and_nobody_finds_the_erased() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let lea = world.member(&sil, "Léa Martinet").await;
    let noa = world.member(&sil, "Noa Lemaire").await;
    let elsewhere = world.member(&world.network("autre").await, "Bo Ailleurs").await;
    search::catch_up(&world.db).await.unwrap();
    assert_eq!(titles(&noa.get("/search?q=martinet").await), Vec::<String>::new());
    let mut tx = world.db.write().await.unwrap();
    sqlx::query(
        "INSERT INTO consent (id, person, purpose, given_at, given_how, withdrawn_how) VALUES ('c', $1, 'directory', $2, 'form', '')",
    )
    .bind(&lea.id)
    .bind(world.db.now())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let found = noa.get("/search?q=martinet").await;
    assert_eq!(
        (titles(&found), found.attributes(".search-results h2 a", "href")),
        (vec!["Léa Martinet".to_owned()], vec!["/networks/sil/directory".to_owned()])
    );
    assert_eq!(titles(&elsewhere.get("/search?q=martinet").await), Vec::<String>::new());

    let mut tx = world.db.write().await.unwrap();
    sqlx::query("UPDATE person SET given_name = '', family_name = '' WHERE id = $1").bind(&lea.id).execute(&mut *tx).await.unwrap();
    search_index::refresh::<domain::people::FoundPeople>(&mut tx, lea.id.as_str()).await.unwrap();
    tx.commit().await.unwrap();
    search::catch_up(&world.db).await.unwrap();
    assert_eq!(titles(&noa.get("/search?q=martinet").await), Vec::<String>::new());
}

#[tokio::test]
async fn filtering_by_a_network_does_not_reveal_its_members() {
    let world = World::new().await;
    world.network("comet").await;
    let below = |slug: &'static str| world.network_with(slug, |network| network.parents = vec!["comet".to_owned()]);
    let (sil, cyb) = (below("sil").await, below("cyb").await);
    let lea = world.member(&sil, "Léa Martinet").await;
    world.joins(&lea, &cyb).await;
    let noa = world.member(&sil, "Noa Lemaire").await;
    let lou = world.coordinator(&cyb, "Lou Martin").await;
    let both = world.member(&cyb, "Zoé Roux").await;
    world.joins(&both, &sil).await;
    lea.submit("/me/data", &[("purpose", "directory")]).await;
    search::catch_up(&world.db).await.unwrap();
    let found = async |user: &TestUser, network: &str| {
        let answer = user.get(&format!("/search?q=martinet&network={network}")).await;
        let counts = answer.all(".tabs li").join(", ");
        assert_eq!(titles(&answer).is_empty(), !counts.contains("Personnes 1"), "counts tell no more than lists: {counts}");
        titles(&answer).len()
    };
    for (user, name, expected) in [
        (&noa, "shares SIL with her", [1, 1, 0, 1]),
        (&both, "shares both", [1, 1, 1, 1]),
        (&lou, "answers for CYB", [1, 0, 1, 1]),
        (&lea, "herself", [1, 1, 1, 1]),
        (&world.administrator("Agnès Delorme").await, "administers", [1, 1, 1, 1]),
        (&world.person("Ada Ailleurs").await, "shares nothing", [0, 0, 0, 0]),
    ] {
        for (network, expected) in ["", "sil", "cyb", "comet"].into_iter().zip(expected) {
            assert_eq!(found(user, network).await, expected, "{name}, {network}");
        }
    }
}

#[tokio::test]
async fn a_link_reveals_no_membership_without_consent() {
    let world = World::new().await;
    let (cyb, sil) = (world.network("cyb").await, world.network("sil").await);
    let lea = world.member(&cyb, "Léa Martinet").await;
    let noa = world.member(&cyb, "Noa Lemaire").await;
    for user in [&lea, &noa] {
        world.joins(user, &sil).await;
    }
    let finds = async || {
        search::catch_up(&world.db).await.unwrap();
        noa.get("/search?q=martinet").await.attributes(".search-results h2 a", "href")
    };
    assert_eq!(finds().await, Vec::<String>::new());
    lea.submit("/me/data", &[("purpose", "directory")]).await;
    assert_eq!(finds().await.len(), 1);
    assert_eq!(titles(&noa.get("/search?q=martinet&network=cyb").await).len(), 1);
    lea.submit("/me/data", &[]).await;
    assert_eq!(finds().await, Vec::<String>::new());
    assert_eq!(titles(&noa.get("/search?q=martinet&network=cyb").await), Vec::<String>::new());
}

#[tokio::test]
async fn a_federation_finds_its_members_through_public_networks_alone() {
    let world = World::new().await;
    let comet = world.network_with("comet", |network| network.includes_below = "1".to_owned()).await;
    let sil = world.network_with("sil", |network| network.parents = vec!["comet".to_owned()]).await;
    let bureau = world
        .network_with("bureau", |network| {
            network.parents = vec!["comet".to_owned()];
            network.visibility = "private".to_owned();
        })
        .await;
    let thomas = world.coordinator(&comet, "Thomas Leclair").await;
    let (lea, zoe) = (world.member(&sil, "Léa Martinet").await, world.member(&bureau, "Zoé Martinet").await);
    for user in [&lea, &zoe] {
        user.submit("/me/data", &[("purpose", "directory")]).await;
    }
    search::catch_up(&world.db).await.unwrap();
    let found = thomas.get("/search?q=martinet&network=comet").await;
    assert_eq!(
        (titles(&found), found.attributes(".search-results h2 a", "href")),
        (vec!["Léa Martinet".to_owned()], vec!["/networks/comet/members".to_owned()])
    );
    assert_eq!(
        titles(&lea.get("/search?q=martinet").await),
        ["Léa Martinet"],
        "the directory of COMET does not name who comes by a private network"
    );
    let both = zoe.get("/search?q=martinet&network=comet").await;
    assert_eq!(both.attributes(".search-results h2 a", "href").len(), 2, "herself, and who is in the directory: {}", both.words());
}
