//! Networks: a graph of which people see the part that they may see.

use domain::networks::{self, NetworkInput};
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
    assert!(answer.error_of("parents").is_some_and(|sentence| sentence.contains("sous lui-même")));
    assert_eq!(answer.value_of("name").as_deref(), Some("Communautés"));
    assert_eq!(domain::networks::page(&world.db, &claire.actor, "comet").await.unwrap().head.card.name, "Réseau comet");
    assert_eq!(domain::networks::page(&world.db, &claire.actor, "comet").await.unwrap().head.children, [sil]);
}

/// The form of SIL by an administrator, with one other value.
fn sent<'a>(field: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("acronym", "SIL"),
        ("name", "Logiciel"),
        ("kind", "thematic"),
        ("hue", "20"),
        ("join_policy", "approval"),
        ("visibility", "public"),
        ("version", "1"),
    ];
    form.retain(|(name, _)| *name != field);
    form.push((field, value));
    form
}

#[tokio::test]
async fn bad_input_gets_a_sentence_beside_the_field_and_keeps_what_was_typed() {
    let world = World::new().await;
    world.network("sil").await;
    let claire = world.administrator("Claire Fontaine").await;

    for (field, value) in [
        ("hue", "-3"),
        ("hue", "360"),
        ("parents", "nowhere"),
        ("kind", "club"),
        ("region", "atlantide"),
        ("acronym", " "),
        ("join_policy", ""),
        ("resources", "javascript:alert(1) Un piège"),
    ] {
        let answer = claire.post("/networks/sil/edit", &sent(field, value)).await;
        assert_eq!(answer.status, 422, "{field} = {value}");
        assert!(answer.error_of(field).is_some(), "{field} = {value}: {}", answer.words());
        if field != "acronym" {
            assert_eq!(answer.value_of("acronym").as_deref(), Some("SIL"));
        }
        assert!(answer.all("title")[0].starts_with("Erreur"));
    }
    assert_eq!(domain::networks::page(&world.db, &claire.actor, "sil").await.unwrap().head.card.name, "Réseau sil");

    let duplicate = claire.post("/networks/new", &sent("slug", "sil")).await;
    assert_eq!((duplicate.status.as_u16(), duplicate.error_of("slug").is_some()), (422, true));
    let long = "x".repeat(2_000_000);
    let large = claire.post("/networks/sil/edit", &sent("name", &long)).await;
    assert!(large.status.is_client_error() && large.status != 404, "{}", large.status);
}

#[tokio::test]
async fn typed_markup_is_shown_as_text() {
    let world = World::new().await;
    let claire = world.administrator("Claire Fontaine").await;
    let evil = r#"<script>alert(1)</script><img src=x onerror=alert(1)>"#;
    world
        .network_with("sil", |network| {
            for field in [&mut network.acronym, &mut network.name, &mut network.summary, &mut network.description, &mut network.poles] {
                *field = evil.to_owned();
            }
            network.resources = format!("https://example.org {evil}");
        })
        .await;
    for path in [
        "/networks",
        "/networks/sil",
        "/networks/sil/resources",
        "/networks/sil/governance",
        "/networks/sil/figures",
        "/networks/sil/members",
        "/networks/sil/edit",
    ] {
        let page = claire.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"), "{path}");
    }
}

#[tokio::test]
async fn a_stale_edit_is_refused_and_keeps_the_typed_text() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let (ada, noa) = (world.coordinator(&sil, "Ada Lovelace").await, world.coordinator(&sil, "Noa Lemaire").await);

    let first = ada.post("/networks/sil/edit", &sent("name", "Logiciel spatial")).await;
    assert_eq!(first.status, 303);
    let second = noa.post("/networks/sil/edit", &sent("name", "Logiciel embarqué")).await;
    assert_eq!(second.status, 409);
    assert_eq!(second.value_of("name").as_deref(), Some("Logiciel embarqué"));
    assert!(second.shows("a changé entre-temps"));
    assert!(second.all("section.facts dd").contains(&"Logiciel spatial".to_owned()), "what the other saved stands beside");
    assert!(ada.get("/networks/sil").await.shows("Logiciel spatial"));

    let version = second.value_of("version").unwrap();
    let mut again = sent("version", &version);
    again.iter_mut().filter(|(name, _)| *name == "name").for_each(|(_, value)| *value = "Logiciel embarqué");
    assert_eq!(noa.post("/networks/sil/edit", &again).await.status, 303, "saving again is a decision");
}

#[tokio::test]
async fn a_preview_shows_the_text_and_saves_nothing() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let ada = world.coordinator(&sil, "Ada Lovelace").await;

    let answer = ada.post("/networks/sil/edit?preview=1", &sent("description", "Un texte **fort** <script>alert(1)</script>")).await;

    assert_eq!(answer.status, 200);
    assert_eq!(answer.all(".preview strong"), ["fort"]);
    assert!(!answer.body.contains("<script>alert"));
    assert!(answer.value_of("description").is_some_and(|text| text.contains("**fort**")));
    assert_eq!(answer.attributes("main form.form", "action"), ["/networks/sil/edit"]);
    assert_eq!(domain::networks::page(&world.db, &ada.actor, "sil").await.unwrap().description, "");
}

#[tokio::test]
async fn a_federation_counts_a_person_once() {
    let world = World::new().await;
    let comet = world.network("comet").await;
    let sil = world.network_with("sil", |network| network.parents = vec!["comet".to_owned()]).await;
    let cyb = world.network_with("cyb", |network| network.parents = vec!["comet".to_owned()]).await;
    let ada = world.member(&sil, "Ada Lovelace").await;
    world.joins(&ada, &cyb).await;
    world.joins(&ada, &comet).await;
    world.member(&cyb, "Noa Lemaire").await;

    let page = domain::networks::page(&world.db, &ada.actor, "comet").await.unwrap();
    assert_eq!((page.counts.members, page.counts.members_below), (1, 2));
    let figures = domain::reports::members(&world.db, &ada.actor, "comet", &domain::reports::FiguresQuery::default()).await.unwrap();
    assert_eq!(figures.people.total, 2);
    let networks: Vec<_> = figures.networks.iter().map(|(card, count)| (card.slug.as_str(), *count)).collect();
    assert_eq!(networks, [("comet", 1), ("cyb", 2), ("sil", 1)]);
}

#[tokio::test]
async fn the_tabs_of_a_network_work_and_members_is_for_coordinators() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let ada = world.coordinator(&sil, "Ada Lovelace").await;

    let own = ada.get("/networks/sil").await.attributes("nav.tabs a", "href");
    assert_eq!(own.len(), 7);
    for path in own {
        if !path.ends_with("/agenda") {
            assert_eq!(ada.get(&path).await.status, 200, "{path}");
        }
    }
    let public = world.guest().get("/networks/sil").await.attributes("nav.tabs a", "href");
    assert_eq!(public.len(), 6);
    assert!(!public.contains(&"/networks/sil/members".to_owned()));
}

#[tokio::test]
async fn a_network_shows_its_contact_or_that_of_the_instance() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let sil = world.network_with("sil", |network| network.join_policy = "invitation".to_owned()).await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let bo = world.person("Bo Nilsson").await;
    let mail = |page: &tests::Answer| page.attributes("main a[href^='mailto:']", "href");
    assert!(mail(&bo.get("/networks/sil").await).is_empty(), "nobody said");
    agnes.submit("/admin/instance", &[("name", "Maillage"), ("contact", "equipe@example.org"), ("language", "fr")]).await;
    let page = bo.get("/networks/sil").await;
    assert!(page.shows("sur invitation"));
    assert_eq!(mail(&page), ["mailto:equipe@example.org", "mailto:equipe@example.org"], "where it says so, and among the facts");

    let form = networks::form(&world.db, &claire.actor, "sil").await.unwrap();
    let wrong = NetworkInput { contact: "nobody".to_owned(), ..form.clone() };
    let wrong = networks::edit(&world.db, &claire.actor, "sil", &wrong).await;
    assert_eq!(wrong.err(), Some(domain::Error::field("contact", domain::FieldProblem::NotAnAddress)));
    let page = claire.get("/networks/sil/edit").await;
    assert_eq!(page.value_of("contact").as_deref(), Some(""));
    networks::edit(&world.db, &claire.actor, "sil", &NetworkInput { contact: "sil@example.org".to_owned(), ..form }).await.unwrap();
    assert_eq!(mail(&bo.get("/networks/sil").await), ["mailto:sil@example.org", "mailto:sil@example.org"]);
    assert_eq!(claire.get("/networks/sil/edit").await.value_of("contact").as_deref(), Some("sil@example.org"));
    let archive = claire.get("/networks/sil/export.zip").await.files();
    assert!(archive["network.md"].contains("contact = \"sil@example.org\""));
    let about = world.guest().get("/about").await;
    assert!(
        about.shows("l’équipe qui tient ce site ( equipe@example.org )") || about.shows("l’équipe qui tient ce site (equipe@example.org)"),
        "{}",
        about.words()
    );
    assert!(!about.body.contains("{contact}"));
}

#[tokio::test]
async fn a_network_has_a_language_for_its_texts_and_its_mails_to_strangers() {
    let world = World::new().await;
    let sil = world.network_with("sil", |network| network.name = "Logiciel".to_owned()).await;
    assert_eq!(sil.language, domain::Language::Fr, "the instance's, where nothing is said");
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let mut form = networks::form(&world.db, &claire.actor, "sil").await.unwrap();
    let (name, summary) = ("Software in flight".to_owned(), "A community of software engineers.".to_owned());
    (form.name, form.summary, form.description) = (name, summary, "What we **do**.".to_owned());
    (form.poles, form.resources, form.language) = ("Testing".to_owned(), "https://example.org Handbook".to_owned(), "en".to_owned());
    networks::edit(&world.db, &claire.actor, "sil", &form).await.unwrap();
    assert_eq!(networks::form(&world.db, &claire.actor, "sil").await.unwrap().language, "en");
    let wrong = networks::NetworkInput { language: "xx".to_owned(), version: "2".to_owned(), ..form };
    let refused = networks::edit(&world.db, &claire.actor, "sil", &wrong).await;
    assert_eq!(refused.unwrap_err(), domain::Error::field("language", domain::error::FieldProblem::NotAChoice));
    assert_eq!(claire.get("/networks/sil/edit").await.attributes("#language option[selected]", "value"), ["en"]);

    // French pages mark English text; English pages mark none.
    let guest = world.guest();
    let page = guest.get("/networks/sil").await;
    assert_eq!(page.attributes("main h1, main .lead, main .prose[lang], main li[lang]", "lang"), ["en"; 4], "{}", page.body);
    assert_eq!(guest.get("/networks/sil/resources").await.attributes(".materials a", "lang"), ["en"]);
    assert_eq!(guest.get("/networks").await.attributes(".tiles p[lang]", "lang"), ["en"]);
    assert_eq!(guest.get("/").await.attributes(".tiles p[lang]", "lang"), ["en"]);
    assert!(guest.get("/networks/sil?lang=en").await.attributes("main [lang]", "lang").is_empty());

    // An invitation is in English without an account, and in the person's language with one.
    domain::memberships::invite(&world.db, &claire.actor, "sil", "paul@example.org").await.unwrap();
    let ada = world.person("Ada Lovelace").await;
    domain::memberships::invite(&world.db, &claire.actor, "sil", &ada.address).await.unwrap();
    assert_eq!(world.last_mail_to("paul@example.org").await.subject, "Claire Fontaine invites you to join SIL");
    assert_eq!(world.last_mail_to(&ada.address).await.subject, "Claire Fontaine vous invite à rejoindre SIL");
}
