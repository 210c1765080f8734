//! A feed from cached entries never differs from a new one.

use domain::{events, networks};
use tests::World;

use super::{edited, webinar};

#[tokio::test]
async fn a_feed_from_cached_entries_equals_a_new_one() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let (claire, denis) = (world.coordinator(&sil, "Claire Fontaine").await, world.coordinator(&cyb, "Denis Roche").await);
    let slug = world.event(&claire, "sil", &webinar("DevOps")).await;
    let other = world.event(&claire, "sil", &webinar("Rust à bord")).await;
    let guest = world.guest();
    let mut read: Vec<String> = Vec::new();
    // All in one second: the cache must not depend on the clock.
    let mut check = async |change: &str, holds: &str| {
        let cached_feed = guest.get("/networks/sil/agenda.ics").await;
        // A new site has no cached entries.
        let anew = world.guest_of_real_site().get("/networks/sil/agenda.ics").await;
        assert_eq!(cached_feed.body, anew.body, "{change}");
        assert_eq!(cached_feed.header("etag"), anew.header("etag"), "{change}");
        assert!(!read.contains(&cached_feed.body), "{change} changes the feed");
        assert!(cached_feed.body.replace("\r\n ", "").contains(holds), "{change}: {}", cached_feed.body);
        read.push(cached_feed.body);
    };
    check("the first reading", "SUMMARY:DevOps").await;
    edited(&world, &claire, &slug, |input| input.title = "DevOps 2".to_owned()).await;
    check("another title", "SUMMARY:DevOps 2").await;
    events::invite(&world.db, &claire.actor, &slug, "cyb").await.unwrap();
    events::answer(&world.db, &denis.actor, &slug, "cyb", true).await.unwrap();
    check("held by two", "CATEGORIES:Webinaire,SIL,CYB").await;
    let mut input = networks::form(&world.db, &denis.actor, "cyb").await.unwrap();
    input.acronym = "CYBER".to_owned();
    networks::edit(&world.db, &denis.actor, "cyb", &input).await.unwrap();
    check("another name", "CATEGORIES:Webinaire,SIL,CYBER").await;
    events::cancel(&world.db, &claire.actor, &other, "Salle fermée").await.unwrap();
    check("a cancellation", "STATUS:CANCELLED").await;
    world.event(&claire, "sil", &webinar("Nouveau")).await;
    check("one more", "SUMMARY:Nouveau").await;
}
