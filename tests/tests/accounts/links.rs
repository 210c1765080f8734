//! Rate limits of links: no mailbox is flooded, and its owner can always sign in.

use domain::Language;
use domain::addresses;
use domain::policy::Actor;
use domain::rng::Secret;
use domain::sign_in::{self, LinkOutcome, LinkRequest};
use tests::{Duration, World};

use super::{ADA, asks, count, signs_in};

async fn ask(world: &World, address: &str, client: &str, device: Option<&Secret>) -> LinkOutcome {
    let request = LinkRequest { address, client, device, next: "/me", language: Language::Fr };
    sign_in::request_link(&world.db, &request).await.unwrap()
}

#[tokio::test]
async fn strangers_who_ask_for_links_all_day_do_not_lock_the_owner_out() {
    let world = World::new().await;
    let home = world.guest();
    signs_in(&world, &home, ADA).await;
    let known_device = Secret::from_text(&home.cookie("maillage_device").unwrap());
    home.post("/sign-out", &[]).await;
    for round in 0..40 {
        for place in 0..3 {
            ask(&world, ADA, &format!("place {place} {round}"), None).await;
        }
        if round % 4 == 0 {
            world.advance(Duration::minutes(16));
        }
    }
    assert_eq!(asks(&home, ADA).await.status, 200, "a browser that is known has links of its own");
    let link = world.last_mail_to(ADA).await.link("/sign-in/");
    assert_eq!(home.post(&link, &[]).await.status, 303);

    // With an unknown browser, the newest link that strangers requested is in the mailbox of the owner, and works.
    let LinkOutcome::RetryAt(at) = ask(&world, ADA, "a new telephone", None).await else { panic!("the strangers' quota is used up") };
    assert!(at.seconds() - world.db.now().seconds() <= 15 * 60, "{at}");
    let telephone = world.guest();
    let strangers = world.mails_to(ADA).await.into_iter().rev().nth(1).expect("the one before the owner's");
    let link = strangers.link("/sign-in/");
    assert_eq!(telephone.post(&link, &[]).await.status, 303);

    // The cookie does not help with the address of another, and a forged one has no effect.
    for _ in 0..10 {
        ask(&world, "bo@example.org", "a place", None).await;
        ask(&world, "bo@example.org", "another", None).await;
    }
    for device in [&known_device, &Secret::from_text("made up")] {
        assert!(matches!(ask(&world, "bo@example.org", "home", Some(device)).await, LinkOutcome::RetryAt(_)));
    }
}

#[tokio::test]
async fn a_mailbox_is_not_flooded_wherever_the_requests_come_from() {
    let world = World::new().await;
    for place in 0..40 {
        ask(&world, ADA, &format!("place {place}"), None).await;
    }
    assert_eq!(world.mails_to(ADA).await.len(), 10);
    for quarter in 0..95 {
        world.advance(Duration::minutes(15));
        for place in 0..20 {
            ask(&world, ADA, &format!("place {quarter} {place}"), None).await;
        }
    }
    let sent = world.mails_to(ADA).await.len();
    assert!((100..130).contains(&sent), "{sent}: one in a quarter of an hour, once the day's are used up");
}

#[tokio::test]
async fn too_many_link_requests_are_answered_with_a_time_to_try_again() {
    let world = World::new().await;
    let (known, guest) = (world.person("Ada Lovelace").await, world.guest());
    for _ in 0..5 {
        assert_eq!(asks(&guest, &known.address).await.status, 200);
        assert_eq!(asks(&guest, "unknown@example.org").await.status, 200);
    }
    let answers = [asks(&guest, &known.address).await, asks(&guest, "unknown@example.org").await];
    assert_eq!((answers[0].status.as_u16(), answers[1].status.as_u16()), (429, 429));
    assert_eq!(answers[0].body.replace(&known.address, "X"), answers[1].body.replace("unknown@example.org", "X"));
    assert_eq!(answers[0].header("retry-after"), "900");
    assert!(answers[0].shows(&known.address) && answers[0].shows("10 h 15"), "{}", answers[0].words());
    assert_eq!(world.mails().await.len(), 10);
    world.advance(Duration::minutes(15));
    assert_eq!(asks(&guest, &known.address.to_uppercase()).await.status, 200);
}

#[tokio::test]
async fn one_client_has_a_limit_of_link_requests() {
    let world = World::new().await;
    let guest = world.guest();
    for at in 0..20 {
        assert_eq!(asks(&guest, &format!("p{at}@example.org")).await.status, 200);
    }
    assert_eq!(asks(&guest, "one.more@example.org").await.status, 429);
    assert_eq!(world.mails().await.len(), 20);
    world.advance(Duration::minutes(15));
    assert_eq!(asks(&guest, "one.more@example.org").await.status, 200);
}

#[tokio::test]
async fn a_class_that_signs_in_at_one_place_locks_nobody_out() {
    let world = World::new().await;
    let ada = world.guest();
    signs_in(&world, &ada, ADA).await;
    ada.post("/sign-out", &[]).await;
    for at in 0..20 {
        asks(&world.guest(), &format!("p{at}@example.org")).await;
    }
    assert_eq!(asks(&world.guest(), "late@example.org").await.status, 429);
    assert_eq!(asks(&ada, ADA).await.status, 200);
}

#[tokio::test]
async fn printed_links_do_not_count_against_the_limit() {
    let world = World::new().await;
    for _ in 0..40 {
        sign_in::create_link(&world.db, &Actor::System, ADA).await.unwrap();
    }
    assert_eq!(asks(&world.guest(), ADA).await.status, 200);
    assert_eq!(world.mails_to(ADA).await.len(), 1);
}

#[tokio::test]
async fn only_the_hash_of_a_known_browser_is_stored() {
    let world = World::new().await;
    let browser = world.guest();
    signs_in(&world, &browser, ADA).await;
    let cookie = browser.cookie("maillage_device").unwrap();
    let mut tx = world.db.read().await.unwrap();
    let stored: Vec<String> = sqlx::query_scalar("SELECT token_hash FROM known_device").fetch_all(&mut *tx).await.unwrap();
    drop(tx);
    assert_eq!(stored, [domain::rng::hash(&cookie)]);
    // Signing in again with the same browser adds none.
    browser.post("/sign-out", &[]).await;
    signs_in(&world, &browser, ADA).await;
    assert_eq!(browser.cookie("maillage_device").as_deref(), Some(cookie.as_str()));
    assert_eq!(count(&world, "SELECT COUNT(*) FROM known_device").await, 1);
    assert!(browser.get("/me/data").await.shows("Navigateurs connus"));
    browser.post("/me/sessions", &[("end", "all")]).await;
    assert_eq!(count(&world, "SELECT COUNT(*) FROM known_device").await, 0);
    signs_in(&world, &browser, ADA).await;
    assert_ne!(browser.cookie("maillage_device").as_deref(), Some(cookie.as_str()), "a cookie that is not known is replaced");
    assert_eq!(browser.post("/me/data/erase", &[("confirmation", ADA)]).await.status, 303);
    assert_eq!(count(&world, "SELECT COUNT(*) FROM known_device").await, 0);
}

#[tokio::test]
async fn additions_of_an_address_do_not_lock_its_owner_out() {
    let world = World::new().await;
    let home = world.guest();
    signs_in(&world, &home, ADA).await;
    world.advance(Duration::hours(1));
    let before = world.mails_to(ADA).await.len();
    let strangers = [world.person("Bo Martin").await, world.person("Cléo Roux").await, world.person("Dan Petit").await];
    let mut refused = 0;
    for round in 0..40 {
        let (user, place) = (&strangers[round % 3], format!("place {round}"));
        let added = addresses::add(&world.db, &user.actor, ADA, &place, Language::Fr).await.unwrap();
        refused += usize::from(added != LinkOutcome::Sent);
    }
    let warned = world.mails_to(ADA).await.split_off(before);
    assert_eq!((warned.len(), refused), (10, 30), "the mailbox is not flooded either");
    assert!(warned.iter().all(|mail| mail.cause == "address.warning"));
    assert_eq!(ask(&world, ADA, "a new telephone", None).await, LinkOutcome::Sent);
    // Nor from the client of the strangers. Sign-in links do not count against additions.
    assert_eq!(ask(&world, ADA, "place 1", None).await, LinkOutcome::Sent);
    for place in 0..20 {
        ask(&world, "free@example.org", &format!("place {place}"), None).await;
    }
    let eve = world.person("Eve Dubois").await;
    assert_eq!(addresses::add(&world.db, &eve.actor, "free@example.org", "elsewhere", Language::Fr).await.unwrap(), LinkOutcome::Sent);
}
