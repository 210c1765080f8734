//! Posts in the search: indexed a moment after they came, and removed at once.

use domain::search;

use super::*;

async fn finds(fixture: &DiscussionFixture, word: &str) -> bool {
    fixture.bo.get(&format!("/search?q={word}")).await.body.contains("/lists/ri3-l/threads/")
}

/// Rows of the index that belong to nothing.
const ORPHANS: &str = "SELECT (SELECT COUNT(*) FROM search_word w WHERE NOT EXISTS (SELECT 1 FROM search_entry s WHERE s.id = w.entry))
                            + (SELECT COUNT(*) FROM search_text t WHERE NOT EXISTS (SELECT 1 FROM search_entry s WHERE s.id = t.entry))";

#[tokio::test]
async fn a_post_is_found_once_it_is_indexed_and_not_once_it_is_removed() {
    let fixture = DiscussionFixture::open().await;
    let (world, claire) = (&fixture.world, &fixture.claire);
    search::catch_up(&world.db).await.unwrap();
    let post = accepted(fixture.starts(&fixture.ada, "Calcul", "Le mot vermillon, des réseaux").await);
    assert_eq!(search::index_step(&world.db, search::SMALL_STEP).await.unwrap(), Some(1));
    assert_eq!(search::index_step(&world.db, search::SMALL_STEP).await.unwrap(), None, "nothing is left in the queue");
    assert!(finds(&fixture, "vermillon").await && finds(&fixture, "reseau").await);
    posts::remove(&world.db, &claire.actor, LIST, &post).await.unwrap();
    assert!(!finds(&fixture, "vermillon").await, "at once");
    assert_eq!(count(world, ORPHANS).await, 0, "no word of it stays");
}

#[tokio::test]
async fn a_post_that_is_removed_before_it_is_indexed_never_is() {
    let fixture = DiscussionFixture::open().await;
    let world = &fixture.world;
    search::catch_up(&world.db).await.unwrap();
    let post = accepted(fixture.starts(&fixture.ada, "Calcul", "Le mot vermillon").await);
    posts::remove(&world.db, &fixture.claire.actor, LIST, &post).await.unwrap();
    assert_eq!(search::index_step(&world.db, search::SMALL_STEP).await.unwrap(), None);
    search::catch_up(&world.db).await.unwrap();
    assert!(!finds(&fixture, "vermillon").await);
}

#[tokio::test]
async fn two_programs_index_each_post_once() {
    let fixture = DiscussionFixture::open().await;
    let world = &fixture.world;
    search::catch_up(&world.db).await.unwrap();
    let mail = |number: u64| {
        let text = format!(
            "Message-ID: <{number}@then.example>\r\nDate: Tue, 24 Mar 2015 10:00:00 +0100\r\nFrom: Lou <lou@then.example>\r\nSubject: Sujet {number}\r\n\r\nLe mot vermillon {number}\r\n"
        );
        posts::ArchivedMail { number, arrived_at: None, bytes: text.into_bytes() }
    };
    let batch = posts::import_batch(&world.db, &domain::policy::Actor::System, LIST, (1..=150).map(mail).collect()).await.unwrap();
    assert_eq!(batch.imported, 150);
    assert!(!finds(&fixture, "vermillon").await, "an archive is indexed after it");
    let (one, two) = tokio::join!(search::index_queue(&world.db), search::index_queue(&world.db));
    assert_eq!(one.unwrap() + two.unwrap(), 150);
    let found = "SELECT COUNT(*) FROM search_word WHERE word = 'vermillon'";
    assert_eq!((count(world, found).await, count(world, ORPHANS).await), (150, 0));
    assert!(finds(&fixture, "vermillon").await);
}
