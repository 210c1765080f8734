//! The subscribers of a list, for its coordinators.

use domain::lists;
use tests::World;

use super::{asks, readers};

#[tokio::test]
async fn a_coordinator_removes_a_subscriber() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let (ada, bo) = (world.member(&sil, "Ada Lovelace").await, world.member(&sil, "Bo Martin").await);
    bo.submit("/me/lists", &[("list", "sil"), ("wanted", "no")]).await;
    let stranger = world.guest();
    asks(&world, &stranger, "sil", "sam@passage.example.org").await;
    let link = world.last_mail_to("sam@passage.example.org").await.link("/subscriptions/");
    stranger.submit(&link, &[]).await;

    let path = "/lists/sil/subscribers";
    let all = claire.get(path).await;
    assert_eq!(all.all("tbody th"), ["Ada Lovelace", "Sam Passage"], "{}", all.words());
    assert!(all.shows("2 personnes") && all.shows("formulaire public, adresse confirmée"), "{}", all.words());
    assert_eq!(claire.get(&format!("{path}?who=outside")).await.all("tbody th"), ["Sam Passage"]);
    assert_eq!(claire.get(&format!("{path}?who=not")).await.all("tbody th"), ["Bo Martin"]);
    assert_eq!(claire.get(&format!("{path}?q=LOVE")).await.all("tbody th"), ["Ada Lovelace"]);
    assert_eq!(claire.get(&format!("{path}?q=%25")).await.all("tbody th").len(), 0, "a sign of SQL is itself");
    let file = claire.get(&format!("{path}.csv?who=outside")).await;
    assert!(file.body.contains("sam@passage.example.org") && !file.body.contains("ada.lovelace"), "{}", file.body);

    let ends = all.attributes("tbody .confirm-disclosure button[name=end]", "value");
    assert!(all.all(".confirm-disclosure p")[0].contains("Seule cette personne pourra se réabonner"), "{}", all.words());
    assert_eq!(ends.len(), 2);
    for end in &ends {
        assert_eq!(claire.post(path, &[("end", end)]).await.status, 303);
        assert_eq!(claire.post(path, &[("end", end)]).await.status, 404, "once");
    }
    assert!(readers(&world, "sil", &claire.actor).await.is_empty());
    assert!(ada.get("/me/lists").await.shows("par la coordination"));
    assert!(ada.get("/networks/sil").await.shows("SIL"), "a member stays a member");
    ada.submit("/me/lists", &[("list", "sil"), ("wanted", "yes")]).await;
    assert_eq!(readers(&world, "sil", &claire.actor).await, ["ada.lovelace@example.org"], "they come back of their own accord");
    for reader in [&stranger, &*ada] {
        assert_eq!(reader.get(path).await.status, 404);
        assert_eq!(reader.get(&format!("{path}.csv")).await.status, 404);
        assert_eq!(reader.post(path, &[("end", &format!("p.{}", bo.id))]).await.status, 404);
    }
}

#[tokio::test]
async fn nobody_removes_subscribers_of_another_network() {
    let world = World::new().await;
    let (sil, ri3) = (world.network("sil").await, world.network("ri3").await);
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let rene = world.coordinator(&ri3, "René Trois").await;
    let ada = world.member(&ri3, "Ada Lovelace").await;
    let handle = format!("p.{}", ada.id);
    assert!(lists::remove_subscriber(&world.db, &claire.actor, "sil", &handle).await.is_err());
    assert_eq!(readers(&world, "ri3", &rene.actor).await, ["ada.lovelace@example.org"]);
}
