//! The figures of the founding documents on the pages of the demo.

use tests::World;

#[tokio::test]
async fn the_demo_shows_the_figures_of_the_reviews_of_2019() {
    let world = World::new().await;
    demo::load(&world.db).await.unwrap();
    let guest = world.guest();
    let rows = async |path: &str, code: &str| {
        let page = guest.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        let figure = format!("figure[aria-labelledby=figure-{code}]");
        let columns = page.all(&format!("{figure} thead th")).len();
        let cells = page.all(&format!("{figure} tbody th, {figure} tbody td"));
        cells.chunks(columns).map(|row| row.join(" | ")).collect::<Vec<_>>()
    };

    let ire = rows("/networks/ire/figures?on=2019-12-31", "kinds").await;
    let shares: Vec<(&str, &str)> = ire.iter().filter_map(|row| Some((row.split(" | ").next()?, row.split(" | ").last()?))).collect();
    let expected = [
        ("CNES", "28 %"),
        ("Autres agences", "3 %"),
        ("Ingénierie", "16 %"),
        ("Institutionnels, laboratoires", "13 %"),
        ("Services, SSII", "16 %"),
        ("Production, MOI", "24 %"),
    ];
    assert_eq!(shares, expected);

    let devlog = rows("/networks/devlog/figures/events?year=2019", "levels-own").await;
    assert_eq!(devlog, ["Régional | 0 | 22 | 0 | 22", "National | 1 | 4 | 1 | 6"], "trainings, actions, meetings (the Assises)");

    let events = guest.get("/networks/devlog/figures/events?year=2019").await;
    assert!(events.shows("tout ce qui n’est ni une formation") && events.shows("Formation") && !events.shows("École, formation"));
    assert_eq!(events.all("#figure-levels-own, #figure-levels").len(), 2);
    assert_eq!(events.words().matches("tout ce qui n’est ni une formation").count(), 1, "said where it stands first");

    let ri3 = rows("/networks/ri3/figures/events?year=2019&kind=school", "events").await;
    assert_eq!(ri3.len(), 1);
    assert!(ri3[0].ends_with("RI3 | 30 | 30 | 8"), "registered, present, from its own organisations: {ri3:?}");

    let ri3 = rows("/networks/ri3/figures/lists?year=2026", "lists").await;
    assert!(ri3[0].starts_with("RI3 | Discussion | – | – | 3 | – | 15 | – | "), "threads and posts of its discussion: {ri3:?}");

    let comet = rows("/networks/comet/figures/events?year=2019", "events").await;
    let feedback: Vec<&String> = comet.iter().filter(|row| row.starts_with("User feedback in machine learning")).collect();
    assert_eq!(feedback.len(), 1, "held by three, counted once");
    assert!(feedback[0].contains("SIL, ORB, OPS | 46 | 44"), "{feedback:?}");
    assert_eq!(comet.len(), 15);
    assert!(guest.get("/networks/comet/figures/events?year=2019").await.words().contains("Événements 15"));
    for network in ["sil", "orb", "ops"] {
        assert!(
            rows(&format!("/networks/{network}/figures/events?year=2019"), "events")
                .await
                .iter()
                .any(|row| row.starts_with("User feedback")),
            "{network}"
        );
    }
}
