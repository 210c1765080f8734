//! Archives that each person reads from the day they joined.

use super::*;

/// The subjects that somebody reads on the page of threads, and finds.
async fn reads(user: &TestUser) -> (Vec<String>, usize) {
    let page = user.get("/lists/ri3-l/threads").await;
    let found = user.get("/search?q=calcul").await;
    (page.all("main h2, main h3"), found.attributes("main a", "href").iter().filter(|path| path.contains("/threads/")).count())
}

#[tokio::test]
async fn each_person_reads_what_was_said_since_they_joined() {
    let fixture = DiscussionFixture::open().await;
    let (world, db) = (&fixture.world, &fixture.world.db);
    let old = accepted(fixture.starts(&fixture.ada, "Calcul ancien", "Bonjour").await);
    world.advance(Duration::days(2));
    let noa = world.member(&fixture.network, "Noa Lemaire").await;
    let new = accepted(fixture.starts(&fixture.ada, "Calcul nouveau", "Bonjour").await);
    let later = accepted(fixture.answers(&fixture.ada, &old, "Toujours d'actualité").await);
    domain::search::catch_up(db).await.unwrap();
    let path = |post: &PostId| format!("/lists/ri3-l/threads/{post}");
    let read = async |user: &TestUser| {
        let whole = user.get(&path(&old)).await;
        (whole.body.contains(&format!("id=\"{old}\"")), whole.body.contains(&format!("id=\"{later}\"")))
    };
    for archive in ["members", "subscribers"] {
        fixture.change(|list| (list.archive, list.archive_from_joining) = (archive.to_owned(), String::new())).await;
        assert_eq!(read(&noa).await, (true, true), "{archive}: all of it, unless the list says otherwise");
        assert_eq!(reads(&noa).await.1, 3, "{archive}: a result for each post");
        fixture.change(|list| list.archive_from_joining = "yes".to_owned()).await;
        assert_eq!(read(&noa).await, (false, true), "{archive}: of an older thread, what was said since");
        assert_eq!(reads(&fixture.ada).await, reads(&fixture.claire).await, "{archive}: who was there before reads all");
        assert_eq!(reads(&fixture.ada).await.1, 3, "{archive}");
        assert_eq!(reads(&noa).await.1, 2, "{archive}: what is not read is not found");
        assert_eq!(noa.get(&path(&new)).await.status, 200);
        let answer = noa.get(&format!("{}/answer?post={old}", path(&old))).await;
        assert_eq!(answer.status, 404, "{archive}: a quoted post is a read one");
        assert_eq!(noa.get(&format!("{}/answer?post={later}", path(&old))).await.status, 200);
        let feed = noa.get("/lists/ri3-l/threads.atom").await;
        assert!(feed.body.contains(later.as_str()) && !feed.body.contains(&format!("#{old}")), "{}", feed.body);
    }
    fixture.change(|list| list.archive = "public".to_owned()).await;
    assert_eq!(read(&noa).await, (true, true), "a public archive is read as a whole");
    assert!(noa.get("/lists/ri3-l/threads").await.shows("Calcul ancien"));
}
