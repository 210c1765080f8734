//! What is kept of a feed never differs from a feed that is written anew.

use domain::{events, networks};
use tests::World;

use super::{edited, webinar};

#[tokio::test]
async fn a_feed_from_cached_entries_is_the_feed_written_anew() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let (claire, denis) = (world.coordinator(&sil, "Claire Fontaine").await, world.coordinator(&cyb, "Denis Roche").await);
    let slug = world.event(&claire, "sil", &webinar("DevOps")).await;
    let other = world.event(&claire, "sil", &webinar("Rust à bord")).await;
    let guest = world.guest();
    let mut read: Vec<String> = Vec::new();
    // All in one second: nothing may lean on the clock.
    let mut check = async |change: &str, holds: &str| {
        let kept = guest.get("/networks/sil/agenda.ics").await;
        // A site of its own has written nothing yet.
        let anew = world.guest_of_a_real_site().get("/networks/sil/agenda.ics").await;
        assert_eq!(kept.body, anew.body, "{change}");
        assert_eq!(kept.header("etag"), anew.header("etag"), "{change}");
        assert!(!read.contains(&kept.body), "{change} changes the feed");
        assert!(kept.body.replace("\r\n ", "").contains(holds), "{change}: {}", kept.body);
        read.push(kept.body);
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
