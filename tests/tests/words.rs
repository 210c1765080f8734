//! Texts of pages for a newcomer: refusals, irreversible acts and empty lists.

use domain::delivery::DeliveryOutcome;
use domain::enums::JoinPolicy;
use tests::{Duration, ManualWorker, World};

#[tokio::test]
async fn the_summary_names_each_field_in_the_order_of_the_page() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let wrong = agnes.post("/admin/instance", &[("name", ""), ("hue", "999"), ("contact", "x"), ("language", "fr")]).await;
    let narrow = " :";
    assert_eq!(
        wrong.all(".error-summary li"),
        [
            format!("Nom du site{narrow} réponse manquante."),
            format!("Teinte{narrow} un nombre entier, de 0 à 359."),
            format!("Adresse de contact{narrow} ce n’est pas une adresse électronique{narrow} prenom.nom@exemple.fr."),
        ]
    );
    assert_eq!(wrong.attributes(".error-summary a", "href"), ["#name", "#hue", "#contact"]);
    world.network("sil").await;
    let event = agnes.post("/networks/sil/events/new", &[("act", "save"), ("starts_date", "1026-01-01"), ("ends_date", "x")]).await;
    let lines = event.all(".error-summary li");
    assert!(lines[0].starts_with("Titre"), "{lines:?}");
    assert!(lines.contains(&format!("Début, jour{narrow} l’année doit être entre 1900 et 2199.")), "{lines:?}");
}

#[tokio::test]
async fn an_error_page_names_its_subject_and_links_back() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    agnes.post("/sign-in", &[("address", "ada@example.org"), ("next", "/me")]).await;
    let id = {
        let mut tx = world.db.read().await.unwrap();
        sqlx::query_scalar::<_, String>("SELECT id FROM mail").fetch_one(&mut *tx).await.unwrap()
    };
    let path = format!("/admin/mails/{id}");
    let refused = agnes.post(&path, &[]).await;
    assert_eq!((refused.status.as_u16(), refused.all("h1")), (409, vec!["Ce courriel n’est plus en échec".to_owned()]));
    assert_eq!(refused.attributes("main a.button", "href"), [path]);
    assert_eq!(refused.all("main a.button"), ["Voir le courriel"]);
    let last = agnes.get("/me/addresses").await;
    assert!(last.all(".confirm-disclosure").is_empty(), "the last address can't be taken away");

    let form =
        [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("content-type", "application/x-www-form-urlencoded")];
    let foreign = agnes.send(axum::http::Method::POST, "/admin/instance", &form, Some("name=Pris".to_owned())).await;
    assert_eq!(foreign.status, 403);
    assert!(foreign.shows("n’a pas été envoyé d’ici") && !foreign.shows("mandat"), "{}", foreign.words());
}

#[tokio::test]
async fn the_purge_shows_its_figures_before_it_runs() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let before = agnes.get("/admin/retention").await;
    assert!(before.shows("il n’y a rien à purger") && before.all(".confirm-disclosure").is_empty(), "{}", before.words());
    agnes.post("/sign-in", &[("address", "ada@example.org"), ("next", "/me")]).await;
    ManualWorker::named("w").without_kept_text().settles_all(&world.db, DeliveryOutcome::Sent).await;
    agnes.post("/admin/retention", &[("mails", "30"), ("audit", ""), ("sessions", "500"), ("registrations", "")]).await;
    world.advance(Duration::days(40));
    let agnes = world.sign_in_again(&agnes).await;
    let question = agnes.get("/admin/retention").await;
    assert!(question.all(".confirm-disclosure p")[0].contains("1 courriel."), "{:?}", question.all(".confirm-disclosure p"));
    assert_eq!(agnes.post("/admin/retention?act=purge", &[]).await.status, 303);
    domain::administration::nightly(&world.db).await.unwrap();
    assert!(agnes.get("/admin/retention").await.shows("il n’y a rien à purger"));
    let journal = agnes.get("/admin/journal").await;
    assert!(
        journal.shows("a effacé ce qui avait dépassé sa durée de conservation : 1 courriel") && journal.shows("sessions 500 j"),
        "{}",
        journal.words()
    );
}

#[tokio::test]
async fn states_of_mails_and_people_are_shown_in_words() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    assert!(agnes.get("/admin/mails").await.all("table").is_empty(), "no table without lines");
    agnes.post("/sign-in", &[("address", "ada@example.org"), ("next", "/me")]).await;
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("UPDATE mail SET subject = ''").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let list = agnes.get("/admin/mails").await;
    assert!(list.shows("Lien de connexion") && !list.shows("sign_in"), "{}", list.words());
    assert!(agnes.get("/admin/mails?q=personne").await.shows("Aucun courriel ne correspond"));
    let ada = world.person("Ada Lovelace").await;
    let page = agnes.get(&format!("/admin/people/{}", ada.id)).await;
    assert!(page.shows("Sessions ouvertes") && !page.shows("Mes adresses") && !page.shows("Mes sessions"), "{}", page.words());
}

#[tokio::test]
async fn personal_data_are_shown_in_words() {
    let world = World::new().await;
    let sil = world.network_with("sil", |network| network.join_policy = JoinPolicy::Open.to_string()).await;
    let ada = world.person("Ada Lovelace").await;
    assert_eq!(ada.post("/networks/sil/join", &[]).await.status, 303);
    ada.post("/me/lists", &[("list", sil.slug.as_str()), ("wanted", "no")]).await;
    let mine = ada.get("/me/data").await;
    assert!(mine.shows("désabonnement") && mine.shows("depuis mon espace") && mine.shows("a rejoint le réseau"), "{}", mine.words());
    for code in ["unsubscribed", "membership.join", "subscription.change"] {
        assert!(!mine.shows(code), "{code}: {}", mine.words());
    }
    assert!(!mine.all("th").iter().any(|head| head == "list" || head == "how"));
}

#[tokio::test]
async fn the_footer_has_the_name_of_the_site() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    agnes.submit("/admin/instance", &[("name", "Réseaux d’Occitanie"), ("language", "fr")]).await;
    let footer = world.guest().get("/about").await.all(".site-footer p");
    assert_eq!(footer, ["Réseaux d’Occitanie, la maison des réseaux métiers"]);
}

#[tokio::test]
async fn a_title_of_one_letter_is_allowed_and_blank_lines_are_no_change() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let form = |body: &'static str, version: &'static str| {
        [("act", "save"), ("title", "C"), ("kind", "page"), ("access", "public"), ("language", "fr"), ("body", body), ("version", version)]
    };
    assert!(claire.submit("/networks/sil/pages/new", &form("un", "")).await.shows("La page est créée."));
    assert_eq!(claire.post("/networks/sil/pages/page-c/edit", &form("un\n\ndeux", "1")).await.status, 303);
    let page = claire.get("/networks/sil/pages/page-c/revisions/2").await;
    assert_eq!(page.all(".difference .added .visually-hidden").len(), 1, "{}", page.body);
}

#[tokio::test]
async fn a_missing_page_asks_only_guests_to_sign_in() {
    let world = World::new().await;
    let ada = world.person("Ada Lovelace").await;
    let (guest, signed_in) = (world.guest().get("/networks/nowhere").await, ada.get("/networks/nowhere").await);
    assert_eq!((guest.status.as_u16(), signed_in.status.as_u16()), (404, 404));
    assert!(guest.shows("connectez-vous") && !signed_in.shows("connectez-vous"), "{}", signed_in.words());
}

#[tokio::test]
async fn after_an_error_the_summary_has_the_focus_and_the_title_says_so() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let wrong = agnes.post("/admin/instance", &[("name", ""), ("language", "fr")]).await;
    assert_eq!(wrong.attributes("[autofocus]", "class"), ["error-summary"]);
    assert_eq!(wrong.attributes(".error-summary", "tabindex"), ["-1"]);
    assert!(wrong.all("title")[0].starts_with("Erreur"), "{:?}", wrong.all("title"));
    let ada = world.person("Ada Lovelace").await;
    let version = ada.get("/me/profile").await.value_of("version").unwrap();
    let form = [("given_name", "Ada"), ("family_name", "Byron"), ("language", "fr"), ("version", version.as_str())];
    ada.post("/me/profile", &form).await;
    let stale = ada.post("/me/profile", &form).await;
    assert_eq!((stale.status.as_u16(), stale.attributes("[autofocus]", "class").len()), (409, 1));
    assert!(agnes.get("/admin/instance").await.attributes("[autofocus]", "class").is_empty());
}
