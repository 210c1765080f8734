//! The outbox: on a demo everyone reads its mails, elsewhere there is no such page.

use domain::Language;
use domain::mail::{self, AttachedCalendar, MailContent, MailRecipient};
use tests::World;

async fn post(world: &World, subject: &str, body: &str) {
    let to = MailRecipient { person: None, name: "Zoé <b>".to_owned(), address: "zoe@example.org".to_owned(), language: Language::Fr };
    let calendar = Some(AttachedCalendar { method: "PUBLISH", calendar: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_owned() });
    let content =
        MailContent { cause: "event.cancelled", subject: subject.to_owned(), body: body.to_owned(), calendar, ..MailContent::default() };
    let mut tx = world.db.write().await.unwrap();
    mail::post(&mut tx, &to, &content).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_newcomer_finds_the_sign_in_link_in_the_outbox() {
    let world = World::new().await;
    let guest = world.guest();
    assert!(guest.get("/outbox").await.shows("s’afficheront ici"));
    post(&world, "Ouvrir <script>", "[Entrer](http://127.0.0.1:3000/sign-in/abc) <script>alert(1)</script>").await;

    let list = guest.get("/outbox").await;
    assert!(list.shows("Ouvrir <script>") && list.shows("en attente"));
    assert_eq!(list.header("cache-control"), "no-store");
    let address = list.attributes("tbody a", "href").remove(0);

    let page = guest.get(&address).await;
    assert!(page.shows("zoe@example.org") && !page.body.contains("<script>alert"));
    let frame = page.attributes("iframe", "src").remove(0);
    assert!(!page.attributes("iframe", "sandbox")[0].contains("script"));

    let html = guest.get(&frame).await;
    assert_eq!(html.attributes("a", "href")[0], "http://127.0.0.1:3000/sign-in/abc");
    assert_eq!(html.attributes("base", "target"), ["_top"]);
    let policy = html.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'self'") && !policy.contains("script-src"),
        "{policy}"
    );
    assert!(!html.body.contains("<script"));

    let calendar = guest.get(&page.attributes("dl a", "href")[0]).await;
    assert!(calendar.header("content-type").starts_with("text/calendar") && calendar.body.starts_with("BEGIN:VCALENDAR\r\n"));
}

#[tokio::test]
async fn a_real_site_has_no_outbox() {
    let world = World::new().await;
    post(&world, "Privé", "Bonjour").await;
    let address = world.guest().get("/outbox").await.attributes("tbody a", "href").remove(0);
    let guest = world.guest_of_real_site();
    for path in ["/outbox".to_owned(), address.clone(), format!("{address}/html"), format!("{address}/event.ics")] {
        assert_eq!(guest.get(&path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn many_mails_are_read_page_by_page() {
    let world = World::new().await;
    for n in 0..51 {
        post(&world, &format!("Courriel {n}"), "Bonjour").await;
    }
    let guest = world.guest();
    let first = guest.get("/outbox").await;
    assert_eq!(first.all("tbody tr").len(), 50);
    assert_eq!(first.attributes("a[rel=next]", "href"), ["/outbox?page=2"]);
    let second = guest.get("/outbox?page=2").await;
    assert_eq!(second.all("tbody th"), ["Courriel 0"]);
    assert_eq!(guest.get("/outbox?page=-3").await.status, 200);
    assert_eq!(guest.get("/outbox?page=99999999999999999999").await.status, 200);
}

#[tokio::test]
async fn a_mail_to_an_erased_person_is_still_listed() {
    let world = World::new().await;
    post(&world, "Annulé", "Bonjour").await;
    let mut tx = world.db.write().await.unwrap();
    for statement in ["UPDATE mail SET subject = '', body = ''", "UPDATE delivery SET address = '', name = ''"] {
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let guest = world.guest();
    let list = guest.get("/outbox").await;
    assert_eq!(list.all("tbody th"), ["Événement annulé"], "{}", list.words());
    assert_eq!(list.all("tbody td")[0], "une personne effacée");
    let page = guest.get(&list.attributes("tbody a", "href")[0]).await;
    assert_eq!(page.all("h1"), ["Événement annulé"]);
    for empty in [list.all("a"), list.all("th"), page.all("a"), page.all("dd")] {
        assert!(empty.iter().all(|words| !words.trim().is_empty()), "{empty:?}");
    }
}
