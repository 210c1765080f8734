//! A stolen session: its owner gets a mail about every change, and can undo it.

use domain::Error;
use domain::memberships::{self, MandateInput};
use domain::policy::Actor;
use domain::{addresses, sign_in};
use tests::{Browser, Duration, TestUser, World};

use super::{count, signs_in};

/// Adds an address in a browser that is signed in.
async fn adds(world: &World, browser: &Browser, address: &str) {
    assert_eq!(browser.post("/me/addresses", &[("address", address)]).await.status, 303);
    let link = world.last_mail_to(address).await.link("/sign-in/");
    assert_eq!(browser.post(&link, &[]).await.status, 303);
}

async fn of(world: &World, actor: &Actor) -> Vec<(String, bool)> {
    let all = addresses::list(&world.db, actor).await.unwrap().proved;
    all.iter().map(|address| (address.address.clone(), address.is_preferred())).collect()
}

async fn press(world: &World, user: &TestUser, browser: &Browser, button: &str, address: &str) {
    let all = addresses::list(&world.db, &user.actor).await.unwrap().proved;
    let id = all.iter().find(|one| one.address == address).unwrap().id.clone();
    assert_eq!(browser.post("/me/addresses", &[(button, id.as_str())]).await.status, 303);
}

#[tokio::test]
async fn an_owner_is_warned_of_a_stolen_session_and_takes_the_account_back() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    world.advance(Duration::days(100));
    let ada = TestUser { browser: world.sign_in_again(&ada).await, ..ada };
    let thief = world.sign_in_again(&ada).await;
    let before = world.mails_to(&ada.address).await.len();

    adds(&world, &thief, "thief@example.net").await;
    press(&world, &ada, &thief, "prefer", "thief@example.net").await;
    press(&world, &ada, &thief, "remove", &ada.address).await;
    assert_eq!(of(&world, &ada.actor).await, [("thief@example.net".to_owned(), true)]);
    let causes: Vec<String> = world.mails_to(&ada.address).await[before..].iter().map(|mail| mail.cause.clone()).collect();
    assert_eq!(causes, ["address.requested", "address.added", "address.preferred", "address.farewell"]);
    assert!(world.mails_to(&ada.address).await[before].body.contains("thief@example.net"));
    // The thief requests one more link, to keep access.
    thief.post("/me/addresses", &[("address", "second@example.net")]).await;
    let way_in = world.last_mail_to("second@example.net").await.link("/sign-in/");

    let undo = world.last_mail_to(&ada.address).await.link("/sign-in/address/");
    let owner = world.guest();
    for _ in 0..2 {
        let page = owner.get(&undo).await;
        assert!(page.shows(&ada.address) && page.shows("toutes les sessions") && page.shows("thief@example.net"), "{}", page.words());
        assert_eq!(page.header("cache-control"), "no-store");
    }
    assert_eq!(thief.get("/me").await.status, 200, "reading changes nothing");
    let done = owner.post(&undo, &[]).await;
    assert!(done.shows("L’adresse est de nouveau la vôtre"), "{}", done.words());
    assert_eq!(owner.post(&undo, &[]).await.status, 410, "once");
    assert_eq!(of(&world, &ada.actor).await, [(ada.address.clone(), true)]);
    assert_eq!((thief.get("/me").await.status.as_u16(), ada.get("/me").await.status.as_u16()), (401, 401));
    assert_eq!(thief.post(&way_in, &[]).await.status, 410);
    assert_eq!(world.last_mail_to("thief@example.net").await.cause, "address.restored");

    // The address of the thief leads to an account of its own, and the owner signs in as before.
    signs_in(&world, &thief, "thief@example.net").await;
    assert!(!thief.get("/me").await.shows("Bonjour Ada"));
    signs_in(&world, &owner, &ada.address).await;
    assert!(owner.get("/me").await.shows("Bonjour Ada"));
}

#[tokio::test]
async fn a_thief_cannot_take_back_what_the_owner_removed() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    world.advance(Duration::days(100));
    let thief = world.sign_in_again(&ada).await;
    adds(&world, &thief, "thief@example.net").await;
    let owner = world.guest();
    signs_in(&world, &owner, &ada.address).await;
    press(&world, &ada, &owner, "remove", "thief@example.net").await;
    let farewell = world.last_mail_to("thief@example.net").await;
    assert_eq!(farewell.cause, "address.farewell");
    assert!(!farewell.body.contains("/sign-in/"), "{}", farewell.body);

    // Nor by removing the owner's address first, then another one, and then their own.
    adds(&world, &thief, "one@example.net").await;
    press(&world, &ada, &thief, "remove", &ada.address).await;
    let undo = world.last_mail_to(&ada.address).await.link("/sign-in/address/");
    adds(&world, &thief, "two@example.net").await;
    press(&world, &ada, &thief, "remove", "one@example.net").await;
    let thieves = world.last_mail_to("one@example.net").await.link("/sign-in/address/");
    assert_eq!(owner.post(&undo, &[]).await.status, 200);
    assert_eq!(thief.post(&thieves, &[]).await.status, 410);
    assert_eq!(of(&world, &ada.actor).await, [(ada.address.clone(), true)]);
}

#[tokio::test]
async fn a_removed_address_can_be_taken_back_for_a_fortnight_and_no_longer() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    adds(&world, &ada, "ada@home.example").await;
    world.advance(Duration::days(20));
    press(&world, &ada, &ada, "remove", "ada@home.example").await;
    let undo = world.last_mail_to("ada@home.example").await.link("/sign-in/address/");
    world.advance(Duration::days(13));
    let page = world.guest().get(&undo).await;
    assert!(page.status == 200 && !page.shows(&ada.address), "an address that has been there for long stays: {}", page.words());
    assert!(ada.get("/me/data").await.shows("Adresses retirées depuis peu"));
    world.advance(Duration::days(1));
    assert_eq!(world.guest().get(&undo).await.status, 410);
    assert_eq!(world.guest().post(&undo, &[]).await.status, 410);
    domain::addresses::delete_expired(&world.db).await.unwrap();
    assert_eq!(count(&world, "SELECT COUNT(*) FROM removed_address").await, 0);
    assert_eq!(world.guest().get("/sign-in/address/never-was").await.status, 410);
}

#[tokio::test]
async fn a_first_sign_in_with_a_removed_address_still_takes_it_back() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    world.advance(Duration::minutes(1));
    adds(&world, &ada, "new@example.net").await;
    press(&world, &ada, &ada, "remove", &ada.address).await;
    let undo = world.last_mail_to(&ada.address).await.link("/sign-in/address/");
    let owner = world.guest();
    signs_in(&world, &owner, &ada.address).await;
    assert!(!owner.get("/me").await.shows("Bonjour Ada"), "it is a new account");
    assert_eq!(owner.post(&undo, &[]).await.status, 200);
    assert_eq!(of(&world, &ada.actor).await, [(ada.address.clone(), true)]);
    signs_in(&world, &owner, &ada.address).await;
    assert!(owner.get("/me").await.shows("Bonjour Ada"));

    // But not from a person who uses it in another account by now.
    world.advance(Duration::minutes(1));
    adds(&world, &owner, "new@example.net").await;
    press(&world, &ada, &owner, "remove", &ada.address).await;
    let undo = world.last_mail_to(&ada.address).await.link("/sign-in/address/");
    let other = world.guest();
    signs_in(&world, &other, &ada.address).await;
    let version = other.get("/me/profile").await.value_of("version").unwrap();
    let form = [("given_name", "Zoé"), ("family_name", "Martin"), ("language", "fr"), ("version", version.as_str())];
    assert_eq!(other.post("/me/profile", &form).await.status, 303);
    let refused = world.guest().post(&undo, &[]).await;
    assert!(refused.status == 409 && refused.shows("autre compte"), "{}", refused.words());
}

#[tokio::test]
async fn addresses_and_their_changes_have_a_limit() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    for at in 1..10 {
        world.advance(Duration::minutes(16));
        adds(&world, &ada, &format!("ada{at}@example.net")).await;
    }
    let refused = ada.post("/me/addresses", &[("address", "eleventh@example.net")]).await;
    assert!(refused.status == 422 && refused.error_of("address").is_some_and(|words| words.contains("10")), "{}", refused.words());
    assert_eq!(refused.value_of("address").as_deref(), Some("eleventh@example.net"));
    let all = addresses::list(&world.db, &ada.actor).await.unwrap().proved;
    let mut refused = 0;
    for turn in 0..30 {
        refused += usize::from(addresses::prefer(&world.db, &ada.actor, &all[1 + turn % 2].id).await == Err(Error::TooMany));
    }
    assert!(refused > 15, "{refused}");
    world.advance(Duration::days(1));
    let ada_again = world.sign_in_again(&ada).await;
    press(&world, &ada, &ada_again, "prefer", &ada.address).await;
}

#[tokio::test]
async fn an_address_verified_while_its_owner_is_erased_belongs_to_nobody() {
    for round in 0..6 {
        let world = World::new().await;
        let ada = world.person("Ada Lovelace").await;
        ada.post("/me/addresses", &[("address", "ada@home.example")]).await;
        let link = world.last_mail_to("ada@home.example").await.link("/sign-in/");
        let confirmation = [("confirmation", ada.address.as_str())];
        let erase = ada.post("/me/data/erase", &confirmation);
        let prove = ada.post(&link, &[]);
        if round % 2 == 0 {
            tokio::join!(erase, prove);
        } else {
            tokio::join!(prove, erase);
        }
        let left = "SELECT COUNT(*) FROM address a JOIN erasure e ON e.person = a.person";
        assert_eq!((count(&world, left).await, count(&world, "SELECT COUNT(*) FROM erasure").await), (0, 1));
    }
}

#[tokio::test]
async fn nobody_is_signed_in_to_an_account_that_is_being_erased() {
    for _ in 0..4 {
        let world = World::new().await;
        let ada = world.person("Ada Lovelace").await;
        let link = sign_in::create_link(&world.db, &Actor::System, &ada.address).await.unwrap();
        let elsewhere = world.guest();
        let confirmation = [("confirmation", ada.address.as_str())];
        let (erased, entered) = tokio::join!(ada.post("/me/data/erase", &confirmation), elsewhere.post(&link, &[]));
        assert_eq!(erased.status, 303);
        assert!(entered.status == 303 || entered.status == 410, "{}", entered.status);
        assert_eq!(count(&world, "SELECT COUNT(*) FROM session s JOIN erasure e ON e.person = s.person").await, 0);
    }
}

#[tokio::test]
async fn a_restored_address_is_not_blocked_by_its_removal() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let agnes = world.administrator("Agnès Delorme").await;
    let ada = world.person("Ada Lovelace").await;
    world.advance(Duration::days(100));
    let thief = world.sign_in_again(&ada).await;
    adds(&world, &thief, "thief@example.net").await;
    press(&world, &ada, &thief, "remove", &ada.address).await;
    let undo = world.last_mail_to(&ada.address).await.link("/sign-in/address/");
    // Meanwhile a coordinator enters the address for another person, who has a second address and has never signed in.
    let committee = memberships::governance(&world.db, &claire.actor, "sil").await.unwrap().committees[0].id.clone();
    let mandate = MandateInput {
        address: ada.address.clone(),
        given_name: "Ada".to_owned(),
        family_name: "Byron".to_owned(),
        role: "animation".to_owned(),
        started_on: "2026-12-01".to_owned(),
        ..MandateInput::default()
    };
    memberships::give_mandate(&world.db, &claire.actor, "sil", &committee, &mandate).await.unwrap();
    let mut tx = world.db.write().await.unwrap();
    sqlx::query(
        "INSERT INTO address (id, person, address, address_key, verified_at, preferred, created_at)
         SELECT 'other', person, 'byron@example.org', 'byron@example.org', NULL, 0, created_at FROM address WHERE address_key = $1",
    )
    .bind(&ada.address)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();

    let done = world.guest().post(&undo, &[]).await;
    assert!(done.status == 200 && done.shows("L’adresse est de nouveau la vôtre"), "{}", done.words());
    assert_eq!(of(&world, &ada.actor).await, [(ada.address.clone(), true)]);
    assert_eq!(
        count(&world, "SELECT COUNT(*) FROM address WHERE id = 'other' AND preferred = 1").await,
        1,
        "mail goes to the one that stays"
    );
    let journal = world.sign_in_again(&agnes).await.get("/admin/journal?act=address").await;
    let lines = journal.all(".history li");
    assert!(lines.iter().any(|line| line.contains("Ada Byron") && line.contains(&ada.address)), "{lines:?}");
    let owner = world.guest();
    signs_in(&world, &owner, &ada.address).await;
    assert!(owner.get("/me").await.shows("Bonjour Ada"));
}
