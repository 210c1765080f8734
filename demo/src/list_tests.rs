use std::collections::BTreeMap;

use super::lists::plan_threads;
use super::load;
use super::plan::DemoPlan;
use super::tests::{DemoDatabase, TODAY, content, date, make_plan, number};
use domain::policy::Actor;

/// The lists of each network whose lists the files describe, as their addresses.
const LISTS: [(&str, &[&str]); 2] = [
    ("ri3", &["ri3-l", "ri3-webinaires-l"]),
    ("in2p3-calcul", &["calcul-in2p3-l", "dev-logiciels-l", "euro-computing-l", "hpc-info-l", "machine-learning-l"]),
];

#[test]
fn each_author_of_a_thread_belongs_to_the_network_of_its_list() {
    let content = content();
    let plan = make_plan(&content);
    let threads = plan_threads(&plan).unwrap_or_else(|cause| panic!("{cause}"));
    let networks: BTreeMap<&str, &str> = content.lists.iter().map(|list| (list.slug.as_str(), list.network.as_str())).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for thread in &threads {
        assert!((3..=6).contains(&thread.posts.len()), "{}", thread.subject);
        let network = networks[thread.list.as_str()];
        let is_member = |address: &str| {
            plan.memberships.iter().any(|membership| {
                membership.network == network && membership.active_on(date(TODAY)) && plan.people[membership.person].address == address
            })
        };
        thread.posts.iter().for_each(|post| assert!(is_member(&post.address), "{}: {}", thread.subject, post.address));
        *count.entry(&thread.list).or_default() += 1;
    }
    assert_eq!(count, BTreeMap::from([("dev-logiciels-l", 1), ("euro-computing-l", 1), ("machine-learning-l", 1), ("ri3-l", 3)]));
}

#[test]
fn authors_of_threads_are_found_on_any_day_of_loading() {
    let content = content();
    for today in ["2026-01-05", "2026-03-29", "2027-12-31"] {
        let plan = DemoPlan::of(&content, date(today)).unwrap_or_else(|cause| panic!("{cause}"));
        let threads = plan_threads(&plan).unwrap_or_else(|cause| panic!("{today}: {cause}"));
        assert_eq!(threads.len(), content.threads.len(), "{today}");
    }
}

#[tokio::test]
async fn the_lists_of_ri3_and_of_in2p3_computing_are_loaded() {
    let (_guard, db) = DemoDatabase::new("lists").await;
    load(&db).await.unwrap();
    for (network, expected) in LISTS {
        let lists = domain::lists::network_lists(&db, &Actor::System, network).await.unwrap().lists;
        let mut addresses: Vec<&str> = lists.iter().map(|listed| listed.list.slug.as_str()).collect();
        addresses.sort_unstable();
        assert_eq!(addresses, expected);
    }
    let readers = async |address: &str| domain::lists::page(&db, &Actor::System, address).await.unwrap().subscribers;
    assert_eq!(readers("ri3-l").await, 250, "the members of RI3");
    assert_eq!(readers("ri3").await, 250, "by the address that its main list had");
    assert_eq!(readers("ri3-webinaires-l").await, 253, "and those who subscribed");
    assert_eq!(readers("dev-logiciels-l").await, 120);
}

#[tokio::test]
async fn each_thread_of_the_demo_has_its_posts_in_order() {
    let (_guard, db) = DemoDatabase::new("threads").await;
    load(&db).await.unwrap();
    let content = content();
    let plan = make_plan(&content);
    let threads = plan_threads(&plan).unwrap_or_else(|cause| panic!("{cause}"));
    let mut tx = db.read().await.unwrap();
    for thread in &threads {
        let stored: Vec<(String, String)> = sqlx::query_as(
            "SELECT p.author_key, p.body FROM post p JOIN list l ON l.id = p.list WHERE l.slug = $1 AND p.subject = $2 AND p.state = 'accepted'
              ORDER BY p.posted_at, p.id",
        )
        .bind(&thread.list)
        .bind(&thread.subject)
        .fetch_all(&mut *tx)
        .await
        .unwrap();
        let planned: Vec<(String, String)> = thread.posts.iter().map(|post| (post.address.clone(), post.body.clone())).collect();
        assert_eq!(stored, planned, "{}", thread.subject);
    }
    drop(tx);
    let count = threads.len() as i64;
    assert_eq!(number(&db, "SELECT COUNT(*) FROM post WHERE parent IS NULL").await, count);
    assert_eq!(number(&db, "SELECT COUNT(DISTINCT thread) FROM post").await, count);
    for (what, query) in [
        ("an answer before its question", "SELECT COUNT(*) FROM post p JOIN post q ON q.id = p.parent WHERE p.posted_at <= q.posted_at"),
        (
            "a post before its list",
            "SELECT COUNT(*) FROM post p JOIN list l ON l.id = p.list WHERE l.main = 0 AND p.posted_at < l.created_at",
        ),
        (
            "an author from elsewhere",
            "SELECT COUNT(*) FROM post p JOIN list l ON l.id = p.list
              WHERE NOT EXISTS (SELECT 1 FROM belonging b WHERE b.network = l.network AND b.person = p.person)",
        ),
        ("a post to announcements", "SELECT COUNT(*) FROM post p JOIN list l ON l.id = p.list WHERE l.kind <> 'discussion'"),
    ] {
        assert_eq!(number(&db, query).await, 0, "{what}");
    }
}
