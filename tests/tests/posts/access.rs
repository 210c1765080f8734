//! Who reads the threads: every reader against every setting of the archive.

use super::*;

#[tokio::test]
async fn the_archive_of_a_discussion_is_open_to_those_whom_its_list_names() {
    let fixture = DiscussionFixture::open().await;
    let (world, bo) = (&fixture.world, &fixture.bo);
    let thread = accepted(fixture.starts(&fixture.ada, "Calcul", "Bonjour").await);
    let (guest, zoe) = (world.guest(), world.person("Zoé Ailleurs").await);
    let (sam, marie) = (world.person("Sam Passage").await, world.person("Marie Roche").await);
    fixture.change(|list| list.managers = marie.address.clone()).await;
    lists::set_subscription(&world.db, &sam.actor, LIST, true).await.unwrap();
    lists::set_subscription(&world.db, &bo.actor, LIST, false).await.unwrap();
    domain::search::catch_up(&world.db).await.unwrap();
    let readers = [
        ("a guest", &guest),
        ("a stranger with an account", &zoe.browser),
        ("a member who receives the list", &fixture.ada.browser),
        ("a member who stopped it", &bo.browser),
        ("a subscriber who is no member", &sam.browser),
        ("a manager of the list", &marie.browser),
        ("a coordinator", &fixture.claire.browser),
    ];
    for (archive, expected) in [
        ("public", [200, 200, 200, 200, 200, 200, 200]),
        ("members", [404, 404, 200, 200, 404, 200, 200]),
        ("subscribers", [404, 404, 200, 404, 200, 200, 200]),
        ("none", [404, 404, 404, 404, 404, 200, 200]),
    ] {
        fixture.change(|list| list.archive = archive.to_owned()).await;
        for ((reader, browser), status) in readers.into_iter().zip(expected) {
            for path in ["/lists/ri3-l/threads".to_owned(), format!("/lists/ri3-l/threads/{thread}")] {
                assert_eq!(browser.get(&path).await.status, status, "{archive}, {reader}: {path}");
            }
            let found = browser.get("/search?q=calcul").await;
            let is_found = found.body.contains("/lists/ri3-l/threads/");
            assert_eq!(is_found, status == 200, "{archive}, {reader}: what is read is found: {}", found.words());
        }
    }
}

#[tokio::test]
async fn a_subscriber_writes_to_a_list_whose_archive_nobody_reads() {
    let fixture = DiscussionFixture::with(|list| list.archive = "none".to_owned()).await;
    let db = &fixture.world.db;
    let first = accepted(fixture.starts(&fixture.ada, "Calcul", "Bonjour").await);
    let answer = accepted(fixture.answers(&fixture.bo, &first, "Bonjour, Ada").await);
    assert_eq!(fixture.copies(&answer).await, all("queued", &[ADA, BO]), "they read it in their mailboxes");
    assert_eq!(fixture.ada.get("/lists/ri3-l/threads/new").await.status, 200);
    lists::set_subscription(db, &fixture.bo.actor, LIST, false).await.unwrap();
    let refused = posts::answer(db, &fixture.bo.actor, LIST, &first, Language::Fr, &written("", "Encore")).await;
    assert_eq!(refused.err(), Some(Error::NotFound), "who stopped it writes to it no more");
}
