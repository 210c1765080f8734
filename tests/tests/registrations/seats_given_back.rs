//! Withdrawing: one question with its consequence, and a calendar mail, also when the owner is erased.

use domain::delivery::DeliveryOutcome;
use domain::registrations::{self, RegistrationInput};
use domain::{events, privacy};
use tests::{Duration, ManualWorker};

use super::{CONFIRMED, Webinar, waiting};

#[tokio::test]
async fn withdrawing_asks_once_with_its_consequence() {
    let webinar = Webinar::with_seats(1).await;
    let world = &webinar.world;
    let (ada, bo, cleo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await, world.person("Cléo Roux").await);
    webinar.takes(&ada).await;
    let questions = |page: &tests::Answer| page.all(".confirm-disclosure p");
    for path in [webinar.path(""), webinar.path("/register")] {
        let page = ada.get(&path).await;
        assert!(questions(&page)[0].starts_with("Votre place redeviendra libre."), "{path}: {:?}", questions(&page));
        let forms = page.attributes("form[action$='/withdraw']", "action");
        assert_eq!(
            (forms.len(), page.attributes(".confirm-disclosure form[action$='/withdraw']", "action")),
            (1, forms),
            "only behind the question"
        );
        assert!(page.attributes("details.confirm-disclosure", "open").is_empty());
    }
    webinar.takes(&bo).await;
    assert_eq!(questions(&ada.get(&webinar.path("")).await), ["Votre place ira aussitôt à la personne qui attend."]);
    webinar.takes(&cleo).await;
    let goes = "Votre place ira aussitôt à la première des 2 personnes qui attendent.";
    assert_eq!(questions(&ada.get(&webinar.path("")).await), [goes]);
    assert!(!ada.get(&webinar.path("")).await.body.contains("Martin"), "who waits is not named");
    assert_eq!(questions(&cleo.get(&webinar.path("")).await), ["Vous perdrez votre rang n° 2 sur la liste d’attente."]);
    // The link in the mail asks the same question without an account.
    let link = world.last_mail_to(&ada.address).await.link("/registrations/");
    let ticket = world.guest().get(&link).await;
    assert_eq!(questions(&ticket), [goes]);
    assert_eq!(ticket.attributes(".confirm-disclosure button[value=withdraw]", "name"), ["act"]);
    assert_eq!(world.guest().post(&link, &[("act", "withdraw")]).await.status, 303);
    assert_eq!((webinar.standing("Martin").await, webinar.standing("Roux").await), (CONFIRMED, waiting(1)));

    let closes = webinar.world.guest();
    let mut input = events::form(&world.db, &webinar.claire.actor, &webinar.slug).await.unwrap();
    (input.closes_date, input.seats_online) = ("2026-11-19".to_owned(), "9".to_owned());
    events::edit(&world.db, &webinar.claire.actor, &webinar.slug, &input).await.unwrap();
    assert!(questions(&bo.get(&webinar.path("")).await)[0].contains("vous ne pourrez pas vous réinscrire"));
    assert!(closes.get(&webinar.path("")).await.all(".confirm-disclosure").is_empty());
}

#[tokio::test]
async fn changing_a_seat_for_the_queue_needs_a_confirmation() {
    let webinar = Webinar::new(|event| {
        (event.mode, event.place, event.seats_on_site) = ("hybrid".to_owned(), "Toulouse".to_owned(), "1".to_owned());
    })
    .await;
    let world = &webinar.world;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await);
    let takes = async |person: &tests::TestUser, presence: &str| {
        let input = RegistrationInput { presence: presence.to_owned(), ..RegistrationInput::default() };
        registrations::register(&world.db, &person.actor, &webinar.slug, &input).await.unwrap()
    };
    takes(&ada, "on_site").await;
    takes(&bo, "online").await;
    let page = bo.get(&webinar.path("/register")).await;
    assert!(
        page.all(".confirm-disclosure p").iter().any(|words| words.contains("Vous laisseriez votre place actuelle")),
        "{:?}",
        page.all(".confirm-disclosure p")
    );
    assert!(!page.attributes(".confirm-disclosure form[action$='/presence'] input[name=presence]", "value").is_empty());

    // The mail describes a change, not a second confirmation.
    let mails = world.mails_to(&ada.address).await.len();
    let changed = ada.submit(&webinar.path("/presence"), &[("presence", "online")]).await;
    assert!(changed.all(".notice")[0].contains("Votre changement est enregistré"), "{:?}", changed.all(".notice"));
    let mail = world.last_mail_to(&ada.address).await;
    assert_eq!(world.mails_to(&ada.address).await.len(), mails + 1);
    assert_eq!((mail.cause.as_str(), mail.calendar_method.as_deref()), ("registration.changed", Some("REQUEST")));
    assert_eq!(mail.subject, "Vous participez désormais en ligne\u{202f}: «\u{a0}Rust à bord\u{a0}»");
    assert!(mail.body.starts_with("C’est noté") && !mail.body.contains("est confirmée") && mail.body.contains(&webinar.path("")));
    takes(&world.person("Cléo Roux").await, "on_site").await;
    bo.post(&webinar.path("/presence"), &[("presence", "on_site")]).await;
    let mail = world.last_mail_to(&bo.address).await;
    assert_eq!((mail.cause.as_str(), mail.calendar_method.as_deref()), ("registration.changed", Some("CANCEL")));
    assert!(mail.body.contains("vous attendez une place sur site"), "{}", mail.body);
}

#[tokio::test]
async fn an_erased_person_gets_one_last_mail_for_the_calendar() {
    let webinar = Webinar::with_seats(1).await;
    let world = &webinar.world;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await);
    webinar.takes(&ada).await;
    webinar.takes(&bo).await;
    let worker = ManualWorker::named("w");
    for mail in worker.claims(&world.db, 9).await {
        worker.reports(&world.db, &mail, DeliveryOutcome::Sent).await;
    }
    privacy::erase(&world.db, &ada.actor, &ada.address).await.unwrap();
    assert_eq!(webinar.standing("Martin").await, CONFIRMED, "who waits moves up");
    let mails = world.mails_to(&ada.address).await;
    assert_eq!(mails.len(), 1, "everything else to her is forgotten");
    assert_eq!((mails[0].cause.as_str(), mails[0].calendar_method.as_deref()), ("registration.erased", Some("CANCEL")));
    assert!(mails[0].calendar.as_deref().unwrap().contains("METHOD:CANCEL") && !mails[0].body.contains("/registrations/"));

    let due = worker.claims(&world.db, 9).await;
    let hers = due.iter().find(|mail| mail.address == ada.address).expect("it leaves although she is gone");
    worker.reports(&world.db, hers, DeliveryOutcome::Sent).await;
    assert!(world.mails_to(&ada.address).await.is_empty());
    let rows: Vec<(String, String, Option<String>)> = {
        let mut tx = world.db.read().await.unwrap();
        sqlx::query_as(
            "SELECT m.subject, m.body, m.calendar FROM mail m JOIN delivery d ON d.mail = m.id WHERE d.cause = 'registration.erased'",
        )
        .fetch_all(&mut *tx)
        .await
        .unwrap()
    };
    assert_eq!(rows, [(String::new(), String::new(), None)], "that it left stays; to whom and with which words does not");
}

#[tokio::test]
async fn erasing_a_person_with_two_registrations_gives_them_no_seat() {
    let webinar = Webinar::with_seats(1).await;
    let world = &webinar.world;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await);
    webinar.takes(&ada).await;
    webinar.guest_takes("Ada Lovelace", "ada@home.example").await;
    webinar.takes(&bo).await;
    // As an older version left her: both addresses are hers, and the second registration is a guest's.
    let mut tx = world.db.write().await.unwrap();
    sqlx::query(
        "INSERT INTO address (id, person, address, address_key, verified_at, preferred, created_at)
         VALUES ('home', $1, 'ada@home.example', 'ada@home.example', '2026-01-01T00:00:00Z', 0, '2026-01-01T00:00:00Z')",
    )
    .bind(&ada.id)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    privacy::erase(&world.db, &ada.actor, &ada.address).await.unwrap();
    let worker = ManualWorker::named("w").without_kept_text();
    for mail in worker.claims(&world.db, 20).await {
        worker.reports(&world.db, &mail, DeliveryOutcome::Sent).await;
    }
    let mails = world.mails().await;
    let hers: Vec<_> = mails.iter().filter(|mail| mail.recipient.contains("ada") || mail.body.contains("Lovelace")).collect();
    assert!(hers.is_empty(), "{hers:?}");
    assert_eq!(mails.iter().filter(|mail| mail.cause == "registration.promoted").count(), 1, "the seat goes to Bo, once");
    assert_eq!(webinar.standing("Martin").await, CONFIRMED);
}

#[tokio::test]
async fn an_erased_person_in_the_queue_gets_no_calendar_mail() {
    let webinar = Webinar::with_seats(1).await;
    let world = &webinar.world;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await);
    webinar.takes(&ada).await;
    webinar.takes(&bo).await;
    privacy::erase(&world.db, &bo.actor, &bo.address).await.unwrap();
    assert!(world.mails_to(&bo.address).await.is_empty());
    assert_eq!(webinar.standing("Lovelace").await, CONFIRMED);
}

#[tokio::test]
async fn the_registration_page_links_to_the_event_and_the_calendar() {
    let webinar = Webinar::with_seats(1).await;
    let (world, guest) = (&webinar.world, webinar.world.guest());
    assert!(
        guest
            .submit(&webinar.path("/register"), &form("gael@example.net"))
            .await
            .shows("Votre place sera réservée quand vous aurez ouvert ce lien")
    );
    let link = world.last_mail_to("gael@example.net").await.link("/registrations/");
    let calendar = format!("{link}/event.ics");
    assert_eq!(guest.get(&calendar).await.status, 404, "nothing before it is confirmed");
    let page = guest.submit(&link, &[("act", "confirm")]).await;
    let hrefs = page.attributes("main a", "href");
    assert!(hrefs.contains(&calendar) && hrefs.contains(&webinar.path("")), "{hrefs:?}");
    let file = guest.get(&calendar).await;
    assert_eq!((file.status.as_u16(), file.header("cache-control")), (200, "no-store"));
    let text = file.body.replace("\r\n ", "");
    assert!(!text.contains("METHOD") && text.contains("visio.example.org") && !text.contains("ATTENDEE"), "{text}");
    assert!(world.last_mail_to("gael@example.net").await.body.contains(&format!("http://127.0.0.1:3000{}", webinar.path(""))));

    // The event is full: the link gives a place in the queue, and the page says so.
    let sent = guest.submit(&webinar.path("/register"), &form("bo@example.net")).await;
    assert!(
        sent.shows("vous serez sur la liste d’attente quand vous aurez ouvert ce lien") && !sent.shows("Votre place sera réservée"),
        "{}",
        sent.words()
    );
    let waits = world.last_mail_to("bo@example.net").await.link("/registrations/");
    guest.post(&waits, &[("act", "confirm")]).await;
    let file = guest.get(&format!("{waits}/event.ics")).await;
    assert!(file.body.contains("STATUS:TENTATIVE") && !file.body.contains("visio"), "who waits reads no link");
    assert_eq!(guest.get("/registrations/nothing/event.ics").await.status, 410);
    world.advance(Duration::days(9));
    assert!(!guest.get(&link).await.attributes("main a", "href").contains(&calendar), "what is over needs no calendar");
}

fn form(address: &str) -> [(&'static str, &str); 3] {
    [("given_name", "Gaël"), ("family_name", "Le Bihan"), ("address", address)]
}
