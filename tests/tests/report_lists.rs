//! The figures of mailing lists: each year beside the year before, what everyone reads of them, what stays of them.

use domain::ids::PostId;
use domain::lists::{self, ListInput};
use domain::policy::Actor;
use domain::posts::{self, ModerationDecision, PostInput, PostOutcome};
use domain::reports::reviews::{self, ReviewInput};
use domain::reports::{self, AuthorCount, FiguresQuery, ListFigures};
use domain::{Language, privacy};
use tests::{Browser, Duration, TestUser, World, discussion, message, send_message};

/// Creates a discussion that the members of a network receive. `held`: not empty, if the first post of each person waits.
async fn create_discussion(world: &World, coordinator: &TestUser, network: &str, slug: &str, held: &str) {
    let input = ListInput { first_posts_held: held.to_owned(), ..discussion(slug, network) };
    lists::create_list(&world.db, &coordinator.actor, network, &input).await.unwrap();
}

fn written() -> PostInput {
    PostInput { subject: "Calcul".to_owned(), body: "Bonjour".to_owned(), ..PostInput::default() }
}

fn accepted(outcome: PostOutcome) -> PostId {
    match outcome {
        PostOutcome::Accepted { post, .. } => post,
        PostOutcome::Held { reason, .. } => panic!("held: {reason:?}"),
    }
}

async fn starts(world: &World, user: &TestUser, list: &str) -> PostId {
    accepted(posts::start(&world.db, &user.actor, list, Language::Fr, &written()).await.unwrap())
}

async fn answers(world: &World, user: &TestUser, list: &str, parent: &PostId) -> PostId {
    let answer = PostInput { subject: String::new(), ..written() };
    accepted(posts::answer(&world.db, &user.actor, list, parent, Language::Fr, &answer).await.unwrap())
}

async fn figures(world: &World, user: &TestUser, year: &str) -> ListFigures {
    let query = FiguresQuery { year: year.to_owned(), ..FiguresQuery::default() };
    reports::lists(&world.db, &user.actor, "sil", &query).await.unwrap()
}

async fn run(world: &World, statement: &'static str, value: &str) {
    let mut tx = world.db.write().await.unwrap();
    sqlx::query(statement).bind(value).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// The rows of the table on a page.
async fn rows(browser: &Browser, path: &str) -> Vec<String> {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{path}");
    let figure = "figure[aria-labelledby=figure-lists]";
    let columns = page.all(&format!("{figure} thead th")).len();
    let cells = page.all(&format!("{figure} tbody th, {figure} tbody td"));
    assert!(columns > 0, "{path}: {}", page.words());
    cells.chunks(columns).map(|row| row.join(" | ")).collect()
}

#[tokio::test]
async fn each_list_stands_beside_itself_in_the_year_before() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let (ada, bo) = (world.member(&sil, "Ada Lovelace").await, world.member(&sil, "Bo Martin").await);
    for (list, held) in [("sil-l", ""), ("sil-calcul", "yes"), ("sil-ancien", "")] {
        create_discussion(&world, &claire, "sil", list, held).await;
    }
    send_message(&world.db, &claire.actor, "sil", &message("À tous", "Bonjour")).await;
    let first = starts(&world, &ada, "sil-l").await;
    let answer = answers(&world, &bo, "sil-l", &first).await;
    starts(&world, &ada, "sil-l").await;
    posts::remove(&world.db, &claire.actor, "sil-l", &answer).await.unwrap();
    starts(&world, &claire, "sil-calcul").await;
    for user in [&ada, &bo] {
        let outcome = posts::start(&world.db, &user.actor, "sil-calcul", Language::Fr, &written()).await.unwrap();
        assert!(outcome.hold_reason().is_some());
    }
    // Of the two that wait, one is refused.
    let held = posts::held(&world.db, &claire.actor, "sil-calcul").await.unwrap().posts;
    let refusal = ModerationDecision::Refuse("Hors sujet".to_owned());
    posts::decide(&world.db, &claire.actor, "sil-calcul", &held[0].post.id, &refusal).await.unwrap();
    lists::close(&world.db, &claire.actor, "sil-ancien").await.unwrap();

    world.advance(Duration::days(60));
    starts(&world, &bo, "sil-l").await;
    let path = "/networks/sil/figures/lists";
    assert_eq!(
        rows(&claire, &format!("{path}?year=2027")).await,
        [
            "SIL | Annonces | 0 | 1 | – | – | – | – | – | –",
            "SIL-CALCUL | Discussion | – | – | 0 | 1 | 0 | 1 | 0 | 1",
            "SIL-L | Discussion | – | – | 1 | 2 | 1 | 3 | 1 | 2",
            "Total |  | 0 | 1 | 1 | 3 | 1 | 4 | 1 | 3",
        ]
    );
    let earlier = rows(&claire, &format!("{path}?year=2026")).await;
    assert_eq!(earlier[1], "SIL-ANCIEN | Discussion | – | – | 0 | – | 0 | – | 0 | –", "closed within the year");
    assert!(claire.get(path).await.shows("L’année 2027 n’est pas finie"));
    assert!(!claire.get(&format!("{path}?year=2026")).await.shows("n’est pas finie"));
    let before = world.guest().get(&format!("{path}?year=2025")).await;
    assert!(before.shows("SIL n’avait pas encore de liste en 2025") && before.all("figure").is_empty(), "{}", before.words());
    assert_eq!(world.guest().get(&format!("{path}?year=2050")).await.status, 422);

    let file = claire.get("/networks/sil/figures/tables/lists.csv?year=2027").await;
    assert!(file.body.contains("SIL-L;Discussion;;;1;2;1;3;1;2\r\n") && file.body.contains("Total;;0;1;1;3;1;4;1;3\r\n"), "{}", file.body);
    assert!(file.header("content-disposition").contains("sil-lists-2027.csv"));
    let english = world.guest().in_english().get("/networks/sil/figures/lists?year=2027").await;
    assert!(english.shows("Mailing lists in 2027 and 2026") && english.shows("Announcements 2027"), "{}", english.words());
    let query = FiguresQuery { year: "2027".to_owned(), ..FiguresQuery::default() };
    let book = reports::export(&world.db, &claire.actor, "sil", "lists.xlsx", &query, Language::Fr).await.unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(book.content)).unwrap();
    use calamine::Reader;
    let names = book.sheet_names();
    assert_eq!(names.len(), 1, "{names:?}");
    let sheet = book.worksheet_range(&names[0]).unwrap();
    let row = |at: u32| [0, 4, 6, 8].map(|column| sheet.get_value((at, column)).unwrap().to_string());
    assert_eq!(
        (row(2), row(5)),
        (["Liste", "Fils 2027", "Messages 2027", "Personnes 2027"].map(str::to_owned), ["SIL-L", "1", "1", "1"].map(str::to_owned))
    );
}

#[tokio::test]
async fn a_post_counts_in_the_year_that_began_at_midnight_in_paris() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    create_discussion(&world, &claire, "sil", "sil-l", "").await;
    // To 22:59 UTC on 31 December, a minute before midnight.
    world.advance(Duration::days(41) + Duration::hours(13) + Duration::minutes(59));
    let first = starts(&world, &claire, "sil-l").await;
    world.advance(Duration::minutes(1));
    answers(&world, &claire, "sil-l", &first).await;
    answers(&world, &claire, "sil-l", &first).await;
    let figures = figures(&world, &claire, "2027").await;
    assert_eq!((figures.before.total.threads, figures.before.total.posts), (1, 1));
    assert_eq!((figures.lists.total.threads, figures.lists.total.posts), (0, 2));
}

#[tokio::test]
async fn everyone_reads_how_much_was_written_but_no_few_authors() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    create_discussion(&world, &claire, "sil", "sil-l", "").await;
    create_discussion(&world, &claire, "sil", "sil-calcul", "").await;
    for number in 0..6 {
        let member = world.member(&sil, &format!("Camille Dupont{number}")).await;
        starts(&world, &member, "sil-l").await;
    }
    let (lea, max) = (world.member(&sil, "Léa Martinet").await, world.member(&sil, "Max Petit").await);
    for user in [&lea, &max] {
        starts(&world, user, "sil-calcul").await;
    }
    let guest = world.guest();
    let authors = async |browser: &Browser| {
        let rows = rows(browser, "/networks/sil/figures/lists?year=2026").await;
        rows.iter().map(|row| row.rsplit(" | ").nth(1).unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    // The total is not shown: with the six, it would tell the two.
    for browser in [&guest, &lea.browser] {
        assert_eq!(authors(browser).await, ["–", "< 5", "6", "–"]);
    }
    assert_eq!(authors(&claire.browser).await, ["–", "2", "6", "8"]);
    let file = guest.get("/networks/sil/figures/tables/lists.csv?year=2026").await;
    assert!(
        file.body.contains("SIL-CALCUL;Discussion;;;2;;2;;<\u{a0}5;\r\n") && file.body.contains("SIL-L;Discussion;;;6;;6;;6;\r\n"),
        "{}",
        file.body
    );
    assert!(guest.get("/networks/sil/figures/lists").await.shows("moins de 5 personnes"));
    assert!(!claire.get("/networks/sil/figures/lists").await.shows("moins de 5 personnes"));

    // Now they write to the other list as well: its number tells nothing of them.
    for user in [&lea, &max] {
        starts(&world, user, "sil-l").await;
    }
    assert_eq!(authors(&guest).await, ["–", "< 5", "8", "8"]);
    assert_eq!(authors(&claire.browser).await, ["–", "2", "8", "8"]);
}

#[tokio::test]
async fn the_lists_of_a_private_network_are_on_its_own_page_alone() {
    let world = World::new().await;
    let comet = world.network("comet").await;
    let below = |slug: &'static str, visibility: &'static str| {
        world.network_with(slug, move |network| {
            network.parents = vec!["comet".to_owned()];
            network.visibility = visibility.to_owned();
        })
    };
    let (sil, bureau) = (below("sil", "public").await, below("bureau", "private").await);
    let (claire, noa) = (world.coordinator(&comet, "Claire Fontaine").await, world.coordinator(&sil, "Noa Lemaire").await);
    let zoe = world.coordinator(&bureau, "Zoé Cachée").await;
    create_discussion(&world, &noa, "sil", "sil-l", "").await;
    create_discussion(&world, &zoe, "bureau", "bureau-l", "").await;
    starts(&world, &noa, "sil-l").await;
    let hidden = starts(&world, &zoe, "bureau-l").await;
    answers(&world, &zoe, "bureau-l", &hidden).await;

    let guest = world.guest();
    let path = "/networks/comet/figures/lists?year=2026";
    for (browser, authors) in [(&guest, "< 5"), (&zoe.browser, "< 5"), (&claire.browser, "1")] {
        let rows = rows(browser, path).await;
        let names: Vec<&str> = rows.iter().filter_map(|row| row.split(" | ").next()).collect();
        assert_eq!(names, ["COMET", "SIL", "SIL-L", "Total"]);
        assert_eq!(rows[2], format!("SIL-L | SIL | Discussion | – | – | 1 | – | 1 | – | {authors} | –"));
        assert_eq!(rows[3], format!("Total |  |  | 0 | – | 1 | – | 1 | – | {authors} | –"));
        let file = browser.get("/networks/comet/figures/tables/lists.csv?year=2026").await;
        assert!(file.status == 200 && !file.body.contains("BUREAU"), "{}", file.body);
    }
    for path in ["/networks/bureau/figures/lists", "/networks/bureau/figures/tables/lists.csv"] {
        for browser in [&guest, &claire.browser] {
            assert_eq!(browser.get(path).await.status, 404, "{path}");
        }
    }
    let own = rows(&zoe, "/networks/bureau/figures/lists?year=2026").await;
    assert_eq!(own[1], "BUREAU-L | Discussion | – | – | 1 | – | 2 | – | 1 | –");

    // Frozen while it was public, a list is not named once its network is private; the total stays.
    let mut tx = world.db.write().await.unwrap();
    reports::take_snapshot(&mut tx, &comet.id, 2026).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(rows(&guest, path).await.len(), 4);
    run(&world, "UPDATE network SET visibility = 'private' WHERE slug = $1", "sil").await;
    assert_eq!(
        rows(&guest, path).await,
        ["COMET | Annonces | 0 | – | – | – | – | – | – | –", "Total |  | 0 | – | 1 | – | 1 | – | < 5 | –"]
    );
}

#[tokio::test]
async fn a_frozen_year_keeps_its_lists_and_erased_authors_are_one() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let (ada, bo) = (world.member(&sil, "Ada Lovelace").await, world.member(&sil, "Bo Martin").await);
    create_discussion(&world, &claire, "sil", "sil-l", "").await;
    let first = starts(&world, &ada, "sil-l").await;
    answers(&world, &ada, "sil-l", &first).await;
    for user in [&bo, &claire] {
        answers(&world, user, "sil-l", &first).await;
    }
    world.advance(Duration::days(60));
    let year = async || {
        let total = figures(&world, &claire, "2026").await.lists.total;
        (total.threads, total.posts, total.authors)
    };
    let whole = (1, 4, AuthorCount::Restricted(3));
    assert_eq!(year().await, whole);
    let mut tx = world.db.write().await.unwrap();
    reports::take_snapshot(&mut tx, &sil.id, 2026).await.unwrap();
    tx.commit().await.unwrap();

    for user in [&ada, &bo] {
        privacy::erase(&world.db, &user.actor, &user.address).await.unwrap();
    }
    assert_eq!(year().await, whole, "frozen");
    assert_eq!(figures(&world, &claire, "2027").await.before.total.authors, AuthorCount::Restricted(3), "as the year before, too");

    // A snapshot from before lists were counted: they are counted now. Nobody knows any more that two of the authors were different people.
    let mut tx = world.db.write().await.unwrap();
    let content: String = sqlx::query_scalar("SELECT content FROM frozen_year").fetch_one(&mut *tx).await.unwrap();
    drop(tx);
    let mut content: serde_json::Value = serde_json::from_str(&content).unwrap();
    content.as_object_mut().unwrap().remove("lists").expect("what is kept of lists");
    run(&world, "UPDATE frozen_year SET content = $1", &content.to_string()).await;
    assert_eq!(year().await, (1, 4, AuthorCount::Restricted(2)));
    let query = FiguresQuery { year: "2026".to_owned(), ..FiguresQuery::default() };
    let members = reports::members(&world.db, &Actor::Guest, "sil", &query).await.unwrap();
    assert_eq!(members.people.total, 2, "its other figures are read as before");
}

#[tokio::test]
async fn a_review_shows_the_lists_and_keeps_them() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let ada = world.member(&sil, "Ada Lovelace").await;
    create_discussion(&world, &claire, "sil", "sil-l", "").await;
    let draft = ReviewInput { version: "0".to_owned(), ..ReviewInput::default() };
    reviews::save(&world.db, &claire.actor, "sil", "2026", &draft).await.unwrap();
    let silent = claire.get("/networks/sil/reviews/2026.md").await;
    assert!(silent.status == 200 && !silent.body.contains("Listes de diffusion"), "{}", silent.body);

    starts(&world, &ada, "sil-l").await;
    starts(&world, &claire, "sil-l").await;
    world.advance(Duration::days(60));
    let version = reviews::form(&world.db, &claire.actor, "sil", "2026").await.unwrap().version;
    let adoption = ReviewInput { on: "2027-01-10".to_owned(), version, ..ReviewInput::default() };
    reviews::adopt(&world.db, &claire.actor, "sil", "2026", &adoption).await.unwrap();
    let guest = world.guest();
    let before = guest.get("/networks/sil/reviews/2026.md").await.body;
    assert!(before.contains("## Listes de diffusion\n"), "{before}");
    assert!(before.contains("| SIL-L | Discussion | – | – | 2 | – | 2 | – | \\<\u{a0}5 | – |"), "the same for everyone: {before}");
    let page = guest.get("/networks/sil/reviews/2026").await;
    assert!(page.shows("Listes de diffusion en 2026 et en 2025") && page.shows("moins de 5 personnes"), "{}", page.words());
    assert_eq!(guest.get("/networks/sil/reviews/2026.pdf").await.status, 200);

    privacy::erase(&world.db, &ada.actor, &ada.address).await.unwrap();
    run(&world, "UPDATE list SET name = $1", "Autre nom").await;
    assert_eq!(guest.get("/networks/sil/reviews/2026.md").await.body, before);

    // A review adopted before lists were counted has none.
    let mut tx = world.db.write().await.unwrap();
    let content: String = sqlx::query_scalar("SELECT content FROM review").fetch_one(&mut *tx).await.unwrap();
    drop(tx);
    let mut content: serde_json::Value = serde_json::from_str(&content).unwrap();
    content["now"].as_object_mut().unwrap().remove("lists").expect("the lists of the year");
    run(&world, "UPDATE review SET content = $1", &content.to_string()).await;
    let older = guest.get("/networks/sil/reviews/2026.md").await;
    assert!(older.status == 200 && !older.body.contains("Listes de diffusion"), "{}", older.body);
}
