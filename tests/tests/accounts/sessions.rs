//! Sessions: they expire, their owner can end them all, and the journal has them.

use domain::people::sessions;
use tests::{Duration, World};

use super::{ADA, signs_in};

#[tokio::test]
async fn a_session_ends_after_half_a_year_however_much_it_is_used() {
    let world = World::new().await;
    let ada = world.guest();
    signs_in(&world, &ada, ADA).await;
    for week in 0..25 {
        world.advance(Duration::days(7));
        let answer = ada.get("/me").await;
        assert_eq!(answer.status, 200, "week {week}");
        let cookie = answer.header("set-cookie");
        let lives = if week < 21 { "Max-Age=2592000".to_owned() } else { format!("Max-Age={}", (180 - 7 * (week + 1)) * 86_400) };
        assert!(cookie.contains(&lives), "{week}: {cookie}");
    }
    world.advance(Duration::days(6));
    assert_eq!(ada.get("/me").await.status, 401);
    domain::addresses::delete_expired(&world.db).await.unwrap();
    assert_eq!(super::count(&world, "SELECT COUNT(*) FROM session").await, 0);
}

#[tokio::test]
async fn all_sessions_can_be_ended_with_or_without_the_current_one() {
    let world = World::new().await;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Nilsson").await);
    let (phone, library) = (world.sign_in_again(&ada).await, world.sign_in_again(&ada).await);
    let page = ada.get("/me/sessions").await;
    assert!(page.shows("30 jours") && page.shows("180 jours"), "{}", page.words());
    let answer = ada.submit("/me/sessions", &[("end", "others")]).await;
    assert!(answer.shows("2 autres sessions sont fermées."), "{}", answer.words());
    for browser in [&phone, &library] {
        assert_eq!(browser.get("/me").await.status, 401);
    }
    let phone = world.sign_in_again(&ada).await;
    assert_eq!(ada.post("/me/sessions", &[("end", "all")]).await.location(), "/");
    assert_eq!((ada.get("/me").await.status.as_u16(), phone.get("/me").await.status.as_u16()), (401, 401));
    assert_eq!(ada.cookie("maillage_session"), None);
    assert_eq!(bo.get("/me").await.status, 200, "another's stay");
    assert_eq!(world.guest().post("/me/sessions", &[("end", "all")]).await.status, 401);
    assert_eq!(sessions::list(&world.db, &bo.actor).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_journal_shows_sign_ins_and_how_long_it_keeps_them() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let ada = world.person("Ada Lovelace").await;
    let browser = world.guest();
    signs_in(&world, &browser, &ada.address).await;
    browser.post("/sign-out", &[]).await;
    ada.post("/me/sessions", &[("end", "all")]).await;
    let journal = agnes.get("/admin/journal?act=session").await;
    let lines = journal.all(".history li");
    for words in
        ["Ada Lovelace a ouvert une session", "Ada Lovelace a fermé une de ses sessions", "Ada Lovelace a fermé toutes ses sessions"]
    {
        assert!(lines.iter().any(|line| line.contains(words)), "{words}: {lines:?}");
    }
    assert!(!lines.iter().any(|line| line.contains("session Ada")), "nobody is named twice: {lines:?}");
    // A year, as long as sessions are kept.
    world.advance(Duration::days(366));
    domain::administration::purge(&world.db, &domain::policy::Actor::System).await.unwrap();
    assert_eq!(super::count(&world, "SELECT COUNT(*) FROM audit WHERE action LIKE 'session.%'").await, 0);
}
