//! People who leave get no further copy, and those who are erased leave no name.

use domain::enums::{JoinPolicy, NetworkVisibility};
use domain::{memberships, privacy};

use super::*;

#[tokio::test]
async fn a_former_member_gets_and_reads_nothing_of_a_private_discussion() {
    let world = World::new().await;
    let change = |network: &mut domain::networks::NetworkInput| {
        network.visibility = NetworkVisibility::Private.to_string();
        network.join_policy = JoinPolicy::Open.to_string();
    };
    let bureau = world.network_with("bureau", change).await;
    let zoe = world.coordinator(&bureau, "Zoé Cachée").await;
    let (ada, bo) = (world.member(&bureau, "Ada Lovelace").await, world.member(&bureau, "Bo Martin").await);
    lists::create_list(&world.db, &zoe.actor, "bureau", &discussion("bureau-l", "bureau")).await.unwrap();
    // He asked for it too: leaving ends that as well.
    lists::set_subscription(&world.db, &bo.actor, "bureau-l", true).await.unwrap();
    let start =
        async |user: &TestUser| posts::start(&world.db, &user.actor, "bureau-l", Language::Fr, &written("Budget", "Texte caché")).await;
    let copies = async || -> Vec<String> {
        let mut tx = world.db.read().await.unwrap();
        sqlx::query_scalar("SELECT address FROM delivery WHERE post IS NOT NULL ORDER BY queued_at, address_key")
            .fetch_all(&mut *tx)
            .await
            .unwrap()
    };
    let thread = accepted(start(&ada).await.unwrap());
    let path = format!("/lists/bureau-l/threads/{thread}");
    assert_eq!(copies().await, [ADA, BO]);
    assert_eq!((bo.get("/lists/bureau-l/threads").await.status.as_u16(), bo.get(&path).await.status.as_u16()), (200, 200));

    memberships::leave(&world.db, &bo.actor, "bureau").await.unwrap();
    world.advance(Duration::minutes(1));
    accepted(start(&ada).await.unwrap());
    assert_eq!(copies().await, [ADA, BO, ADA], "no further copy");
    for reader in [&bo.browser, &world.guest(), &world.person("Max Petit").await.browser] {
        for path in ["/lists/bureau-l/threads", path.as_str(), "/lists/bureau-l/threads/new", "/lists/bureau-l/held"] {
            assert_eq!(reader.get(path).await.status, 404, "{path}");
        }
    }
    assert_eq!(start(&bo).await.err(), Some(Error::NotFound));
    let answer = posts::answer(&world.db, &bo.actor, "bureau-l", &thread, Language::Fr, &written("", "Bonjour")).await;
    assert_eq!(answer.err(), Some(Error::NotFound));
}

#[tokio::test]
async fn who_leaves_everything_gets_no_copy_that_still_waits() {
    let fixture = DiscussionFixture::open().await;
    let first = accepted(fixture.starts(&fixture.bo, "Calcul", "Bonjour").await);
    privacy::leave_everything(&fixture.world.db, &fixture.ada.actor).await.unwrap();
    assert_eq!(fixture.copies(&first).await, [all("unsubscribed", &[ADA]), all("queued", &[BO])].concat());
    let second = accepted(fixture.starts(&fixture.bo, "Calcul, suite", "Bonjour").await);
    assert_eq!(fixture.copies(&second).await, all("queued", &[BO]));
}

#[tokio::test]
async fn an_erased_author_leaves_a_thread_without_their_name_and_texts() {
    let fixture = DiscussionFixture::moderated().await;
    let (db, claire, ada, bo) = (&fixture.world.db, &fixture.claire, &fixture.ada, &fixture.bo);
    fixture.starts(ada, "Calcul", "Mon premier texte").await;
    let first = fixture.held().await.remove(0);
    fixture.decides(claire, &first, ModerationDecision::AcceptAndTrust).await.unwrap();
    fixture.answers(bo, &first, "Ce qu’un autre répond").await;
    let answer = fixture.held().await.remove(0);
    fixture.decides(claire, &answer, ModerationDecision::Accept).await.unwrap();
    fixture.change(|list| list.posting = "coordinators".to_owned()).await;
    fixture.starts(ada, "Stockage", "Un texte qui attend").await;

    let data = ada.get("/me/data.json").await.body;
    let json: serde_json::Value = serde_json::from_str(&data).expect("JSON");
    assert_eq!(json["posts"].as_array().map(Vec::len), Some(2), "{data}");
    for text in ["Mon premier texte", "Un texte qui attend"] {
        assert!(data.contains(text), "what is erased was shown: {data}");
        assert!(!bo.get("/me/data.json").await.body.contains(text), "and nobody else's");
    }
    let named = "SELECT COUNT(*) FROM post
                  WHERE lower(id || list || thread || COALESCE(parent, '') || message_id || COALESCE(person, '') || author_name || author_address ||
                              author_key || subject || body || language || state || hold_reason || posted_at || COALESCE(decided_at, '') ||
                              COALESCE(decided_by, '')) LIKE '%lovelace%'";
    assert_eq!(count(&fixture.world, named).await, 2);

    privacy::erase(db, &ada.actor, &ada.address).await.unwrap();
    for (what, left) in [
        ("posts", named),
        ("trust", "SELECT COUNT(*) FROM list_trust WHERE lower(author_key) LIKE '%lovelace%'"),
        (
            "copies",
            "SELECT COUNT(*) FROM delivery WHERE lower(name || sort_name || address || address_key || why || unsubscribe_target) LIKE '%lovelace%'",
        ),
        ("texts", "SELECT COUNT(*) FROM post WHERE body LIKE '%texte%'"),
        (
            "copies of their posts",
            "SELECT COUNT(*) FROM delivery d JOIN post p ON p.id = d.post WHERE p.body = '' AND d.due_at IS NOT NULL",
        ),
    ] {
        assert_eq!(count(&fixture.world, left).await, 0, "{what}");
    }
    assert!(fixture.held().await.is_empty(), "what had not been accepted never will");
    let path = format!("/lists/ri3-l/threads/{first}");
    for page in [bo.get("/lists/ri3-l/threads").await, bo.get(&path).await] {
        assert!(page.status == 200 && page.shows("Calcul") && !page.body.contains("Lovelace"), "{}", page.words());
    }
    let page = bo.get(&path).await;
    assert!(page.shows("Ce qu’un autre répond") && page.shows("Bo Martin") && !page.shows("Mon premier texte"), "{}", page.words());
    assert_eq!(fixture.copies(&answer).await.into_iter().filter(|(_, state)| state == "queued").collect::<Vec<_>>(), all("queued", &[BO]));
    let further = posts::answer(db, &bo.actor, LIST, &answer, Language::Fr, &written("", "Un mot de plus")).await;
    assert!(further.is_ok(), "the thread goes on: {further:?}");
}
