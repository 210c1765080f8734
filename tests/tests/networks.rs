//! Networks: a graph that people see what they may see of.

use tests::World;

#[tokio::test]
async fn a_stranger_reads_a_public_network_and_never_a_private_one() {
    let world = World::new().await;
    world.network("sil").await;
    world.network_with("bureau", |network| network.visibility = "private".to_owned()).await;

    let stranger = world.guest();
    assert_eq!(stranger.get("/networks/sil").await.status, 200);
    assert_eq!(stranger.get("/networks/bureau").await.status, 404);
    let list = stranger.get("/networks").await;
    assert!(list.shows("SIL"));
    assert!(!list.body.contains("bureau") && !list.body.contains("BUREAU"));
}

#[tokio::test]
async fn a_cycle_is_refused_beside_the_field_and_nothing_changes() {
    let world = World::new().await;
    world.network("comet").await;
    let sil = world.network_with("sil", |network| network.parents = vec!["comet".to_owned()]).await;
    let claire = world.administrator("Claire Fontaine").await;

    let form = [
        ("acronym", "COMET"),
        ("name", "Communautés"),
        ("kind", "federation"),
        ("hue", "20"),
        ("join_policy", "approval"),
        ("visibility", "public"),
        ("parents", "sil"),
        ("version", "1"),
    ];
    let answer = claire.post("/networks/comet/edit", &form).await;

    assert_eq!(answer.status, 422);
    assert!(answer.fault_of("parents").is_some_and(|sentence| sentence.contains("sous lui-même")));
    assert_eq!(answer.value_of("name").as_deref(), Some("Communautés"));
    assert_eq!(domain::networks::page(&world.db, &claire.actor, "comet").await.unwrap().card.name, "Réseau comet");
    assert_eq!(domain::networks::page(&world.db, &claire.actor, "comet").await.unwrap().children, [sil]);
}
