//! The text filter of the agenda finds the same events as the search, within its other filters.

use domain::events::{self, EventInput};
use tests::{Answer, World};

fn event(title: &str, description: &str, kind: &str, day: &str) -> EventInput {
    let text = str::to_owned;
    EventInput { description: text(description), kind: text(kind), starts_date: text(day), ..tests::webinar(title) }
}

fn titles(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200);
    answer.all(".event-card h3")
}

#[tokio::test]
async fn a_page_with_a_menu_loads_what_closes_it_and_no_other_page_does() {
    let world = World::new().await;
    world.network("sil").await;
    let guest = world.guest();
    let scripts = async |path: &str| guest.get(path).await.attributes("script[type=module]", "src");
    for path in ["/agenda", "/networks/sil", "/networks/sil/agenda"] {
        let page = guest.get(path).await;
        assert!(!page.all("details.menu summary").is_empty(), "{path}");
        assert_eq!(scripts(path).await.iter().filter(|script| *script == "/site/menus.js").count(), 1, "{path}");
    }
    for path in ["/", "/networks", "/about"] {
        assert_eq!(scripts(path).await, Vec::<String>::new(), "{path}");
    }
}

#[tokio::test]
async fn any_form_of_a_word_of_the_description_finds_an_event() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let (claire, noa) = (world.coordinator(&sil, "Claire Fontaine").await, world.coordinator(&cyb, "Noa Lemaire").await);
    world.event(&claire, "sil", &event("Rust à bord", "Les **développements** hétérogènes, par Ada.", "webinar", "2026-11-24")).await;
    world.event(&noa, "cyb", &event("DevOps", "Un développement sûr.", "workshop", "2026-11-25")).await;
    world.event(&claire, "sil", &event("Autre chose", "Rien à voir.", "webinar", "2026-11-26")).await;
    world
        .event(
            &claire,
            "sil",
            &EventInput { visibility: "members".to_owned(), ..event("Entre nous", "Un développement.", "webinar", "2026-11-27") },
        )
        .await;
    events::create(&world.db, &claire.actor, "sil", &event("Brouillon", "Un développement.", "webinar", "2026-11-28")).await.unwrap();

    let guest = world.guest();
    let search = async |query: &str| titles(&guest.get(&format!("/agenda?{query}")).await);
    assert_eq!(search("q=developpement").await, ["Rust à bord", "DevOps"], "accents and endings make no difference");
    assert_eq!(search("q=H%C3%89T%C3%89ROG").await, ["Rust à bord"], "a word that is begun");
    assert_eq!(search("q=developpement+ada").await, ["Rust à bord"], "every word");
    assert_eq!(search("q=developpement&network=cyb").await, ["DevOps"]);
    assert_eq!(search("q=developpement&kind=webinar").await, ["Rust à bord"]);
    assert_eq!(search("q=developpement&month=2026-12").await, Vec::<String>::new());
    assert_eq!(search("q=developpement&when=past").await, Vec::<String>::new());
    assert_eq!(search("q=ops").await, ["DevOps"], "a part of the title still finds it");
    assert_eq!(search("q=rust+%C3%A0+b").await, ["Rust à bord"]);
    assert_eq!(search("q=%25").await, Vec::<String>::new(), "a sign that the database reads is a sign");
    assert_eq!(search("q=introuvable").await, Vec::<String>::new());

    let month = guest.get("/agenda/month?month=2026-11&q=developpement").await;
    assert!(month.shows("DevOps") && !month.shows("Autre chose") && !month.shows("Entre nous"), "{}", month.words());
    let feed = guest.get("/agenda.ics?q=developpement").await.body;
    assert!(feed.contains("SUMMARY:DevOps") && !feed.contains("Autre chose") && !feed.contains("Entre nous"), "{feed}");
    let member = world.member(&sil, "Léa Martinet").await;
    assert_eq!(titles(&member.get("/agenda?q=developpement").await), ["Rust à bord", "DevOps", "Entre nous"]);
    assert_eq!(titles(&claire.get("/agenda?q=developpement&network=sil").await), ["Rust à bord", "Entre nous", "Brouillon"]);
}
