//! The first evening of an instance: its administrator is guided from an empty site to one that is ready for people.

use tests::{Answer, World};

/// The state of each step, and the links of the open ones.
fn steps(page: &Answer) -> (Vec<String>, Vec<String>) {
    (page.all("[aria-labelledby=first-steps] .badge"), page.attributes("[aria-labelledby=first-steps] a", "href"))
}

#[tokio::test]
async fn an_empty_site_leads_its_administrator_through_the_first_evening() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let to_do =
        |done: usize, rest: &str| -> Vec<String> { (0..5).map(|step| if step < done { "fait" } else { rest }.to_owned()).collect() };
    for path in ["/admin", "/networks"] {
        let (states, links) = steps(&agnes.get(path).await);
        assert_eq!(
            states,
            ["à faire", "à faire", "après le premier réseau", "après le premier réseau", "après le premier réseau"],
            "{path}"
        );
        assert_eq!(links, ["/admin/instance", "/networks/new"], "{path}");
    }
    assert_eq!(agnes.get("/admin").await.attributes(".page-title a.button", "href"), ["/networks/new"]);

    let named = [("name", "Les réseaux du Sud"), ("hue", "120"), ("language", "fr")];
    assert_eq!(agnes.post("/admin/instance", &named).await.status, 303);
    let network = [
        ("slug", "sil"),
        ("acronym", "SIL"),
        ("name", "Système et logiciel"),
        ("kind", "thematic"),
        ("hue", "210"),
        ("join_policy", "approval"),
        ("visibility", "public"),
    ];
    assert_eq!(agnes.post("/networks/new", &network).await.status, 303);
    let (states, links) = steps(&agnes.get("/admin").await);
    assert_eq!(states, to_do(2, "à faire"));
    assert_eq!(links, ["/networks/sil/governance/edit", "/networks/sil/events/new", "/networks/sil/members"]);
    for link in &links {
        assert_eq!(agnes.get(link).await.status, 200, "{link}: whoever administers can do it themselves");
    }

    let sil = domain::networks::page(&world.db, &agnes.actor, "sil").await.unwrap().head.card;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    assert_eq!(steps(&agnes.get("/networks").await).0, to_do(3, "à faire"));
    let event = [
        ("title", "Rust à bord"),
        ("kind", "webinar"),
        ("level", "national"),
        ("language", "fr"),
        ("visibility", "public"),
        ("starts_date", "2026-12-24"),
        ("starts_time", "14:00"),
        ("ends_time", "15:30"),
        ("zone", "Europe/Paris"),
        ("mode", "online"),
        ("registration", "open"),
    ];
    assert_eq!(claire.post("/networks/sil/events/new", &event).await.status, 303);
    assert_eq!(steps(&agnes.get("/admin").await).0, to_do(4, "à faire"));
    let invited = [("address", "noa@example.org"), ("invite", "1")];
    assert_eq!(claire.post("/networks/sil/members", &invited).await.status, 303);
    for path in ["/admin", "/networks"] {
        assert_eq!(steps(&agnes.get(path).await).0, Vec::<String>::new(), "{path}: the site lives");
    }
    assert!(agnes.get("/networks").await.shows("Système et logiciel"));
}

#[tokio::test]
async fn a_guest_of_an_empty_site_is_told_that_it_is_empty() {
    let world = World::new().await;
    let (guest, ada) = (world.guest(), world.person("Ada Membre").await);
    for path in ["/", "/networks"] {
        let page = guest.get(path).await;
        assert!(page.shows("Aucun réseau n’est présenté ici pour l’instant."), "{path}: {}", page.words());
        assert!(page.shows("Se connecter pour voir les siens"), "{path}: {}", page.words());
        let hers = ada.get(path).await;
        assert!(hers.shows("Aucun réseau n’est présenté ici") && !hers.shows("Se connecter pour voir"), "{path}: {}", hers.words());
        assert_eq!((steps(&page).0.len(), steps(&hers).0.len()), (0, 0), "{path}: the steps are the administrators'");
    }
    assert_eq!(guest.get("/agenda").await.status, 200);
    assert!(world.guest().in_english().get("/networks").await.shows("There are no networks here yet."));
    // A private network changes nothing for guests.
    world.network_with("bureau", |network| network.visibility = "private".to_owned()).await;
    assert!(guest.get("/networks").await.shows("Aucun réseau n’est présenté ici"));
    world.network("sil").await;
    assert!(!guest.get("/networks").await.shows("Aucun réseau n’est présenté ici"));
    assert!(!guest.get("/").await.shows("Aucun réseau n’est présenté ici"));
}
