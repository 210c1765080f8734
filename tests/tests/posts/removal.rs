//! Posts that a moderator removes.

use domain::delivery::ContentCache;
use domain::enums::PostState;
use domain::policy::Actor;
use tests::ManualWorker;

use super::*;

#[tokio::test]
async fn a_removed_post_loses_its_text_and_its_thread_stays() {
    let fixture = DiscussionFixture::open().await;
    let (db, claire, ada, bo) = (&fixture.world.db, &fixture.claire, &fixture.ada, &fixture.bo);
    let first = accepted(fixture.starts(ada, "Calcul", "Un texte de trop").await);
    let answer = accepted(fixture.answers(bo, &first, "Une réponse qui reste").await);
    let zoe = fixture.world.person("Zoé Ailleurs").await;
    for actor in [&ada.actor, &bo.actor, &zoe.actor, &Actor::Guest] {
        assert_eq!(posts::remove(db, actor, LIST, &first).await, Err(Error::NotFound), "moderators alone");
    }
    let path = format!("/lists/ri3-l/threads/{first}");
    assert_eq!(bo.post(&format!("{path}/remove"), &[("post", first.as_str())]).await.status, 404);
    assert!(bo.get(&path).await.shows("Un texte de trop"));

    let removed = claire.post(&format!("{path}/remove"), &[("post", first.as_str())]).await;
    assert_eq!(removed.status, 303, "{}", removed.words());
    for reader in [ada, bo, claire] {
        let page = reader.get(&path).await;
        assert!(page.status == 200 && !page.body.contains("Un texte de trop") && page.shows("Une réponse qui reste"), "{}", page.words());
    }
    assert!(bo.get("/lists/ri3-l/threads").await.shows("Calcul"), "the thread stays");
    let thread = posts::thread(db, &bo.actor, LIST, &first).await.unwrap();
    let states: Vec<_> = thread.posts.iter().map(|shown| (shown.post.state, shown.post.body.as_str())).collect();
    assert_eq!(states, [(PostState::Removed, ""), (PostState::Accepted, "Une réponse qui reste")]);
    assert_eq!(posts::remove(db, &claire.actor, LIST, &first).await, Err(Error::NotFound), "once");

    assert_eq!(fixture.copies(&first).await, all("discarded", &[ADA, BO]));
    let leaving = ManualWorker::named("worker").claims(db, 100).await;
    assert!(
        leaving.len() == 2 && leaving.iter().all(|delivery| delivery.post.as_ref() == Some(&answer)),
        "copies that waited do not leave"
    );
    // Written while the post was removed: the answer is not lost.
    accepted(posts::answer(db, &bo.actor, LIST, &first, Language::Fr, &written("", "Bonjour")).await.unwrap());
}

#[tokio::test]
async fn a_held_post_and_one_of_another_list_can_not_be_removed() {
    let fixture = DiscussionFixture::moderated().await;
    let (db, claire) = (&fixture.world.db, &fixture.claire);
    lists::create_list(db, &claire.actor, "ri3", &discussion("ri3-calcul", "ri3")).await.unwrap();
    let elsewhere = accepted(posts::start(db, &claire.actor, "ri3-calcul", Language::Fr, &written("Ailleurs", "Bonjour")).await.unwrap());
    fixture.starts(&fixture.ada, "Calcul", "Bonjour").await;
    let held = fixture.held().await.remove(0);
    for unknown in [&held, &elsewhere, &"nothing".into()] {
        assert_eq!(posts::remove(db, &claire.actor, LIST, unknown).await, Err(Error::NotFound), "{unknown}");
    }
    assert_eq!(fixture.held().await, [held]);
}

#[tokio::test]
async fn a_copy_that_a_worker_holds_does_not_leave_once_its_post_is_removed() {
    let fixture = DiscussionFixture::open().await;
    let db = &fixture.world.db;
    let post = accepted(fixture.starts(&fixture.ada, "Calcul", "Un texte de trop").await);
    let claimed = ManualWorker::named("worker").claims(db, 100).await;
    assert_eq!(claimed.len(), 2);
    posts::remove(db, &fixture.claire.actor, LIST, &post).await.unwrap();
    let (prepared, unreadable) = ContentCache::default().prepare(db, claimed).await.unwrap();
    assert!(prepared.is_empty() && unreadable.is_empty(), "neither now nor later");
    let unsettled = "SELECT COUNT(*) FROM delivery WHERE post IS NOT NULL AND (due_at IS NOT NULL OR worker IS NOT NULL)";
    assert_eq!(count(&fixture.world, unsettled).await, 0, "and nobody waits for it");
}
