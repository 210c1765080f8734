//! Checks that keep a message from the wrong people, and the news of copies that did not arrive.

use domain::lists::{self, MessageInput};
use domain::registrations::{self, RegistrationInput};
use mailparse::MailHeaderMap;
use server::config::Config;
use tests::{MailServer, SmtpAnswer, message, subscribe_strangers};

use super::{MailingFixture, RunningWorker, all, list_mails, smtp_config, until};

impl MailingFixture {
    /// Writes a message of the past: a row, because a verb would send it now.
    async fn insert_sent(&self, choices: &[(&str, &str)], recipients: i64) {
        let mut tx = self.world.db.write().await.unwrap();
        let (id, now): (String, _) = (tx.new_id(), tx.now);
        sqlx::query(
            "INSERT INTO message (id, list, author, subject, body, language, state, held, sent_at, finished_at, recipients, created_at, updated_at, version)
             SELECT $1, l.id, NULL, 'Avant', 'Avant', 'fr', 'sent', 0, $2, $2, $3, $2, $2, 1 FROM list l WHERE l.slug = 'sil'",
        )
        .bind(&id)
        .bind(now)
        .bind(recipients)
        .execute(&mut *tx)
        .await
        .unwrap();
        for (kind, subject) in choices {
            sqlx::query("INSERT INTO message_choice (message, kind, subject) VALUES ($1, $2, $3)")
                .bind(&id)
                .bind((*kind).to_owned())
                .bind((*subject).to_owned())
                .execute(&mut *tx)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// The page that asks whether to send a new message for these audiences.
    async fn send_page(&self, audience: &[&str]) -> tests::Answer {
        let id = self.draft(audience).await;
        self.claire.get(&format!("/networks/sil/messages/{id}/send")).await
    }

    async fn registers(&self, slug: &str, people: &[&str]) {
        for name in people {
            let person = self.world.person(name).await;
            registrations::register(&self.world.db, &person.actor, slug, &RegistrationInput::default()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn an_audience_is_compared_with_those_of_its_own_kind() {
    let members: Vec<String> = (0..30).map(|n| format!("Membre Numero{n}")).collect();
    let fixture = MailingFixture::with(&members.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let slug = fixture.webinar().await;
    fixture.registers(&slug, &["Zoé Aubry", "Noa Lemaire"]).await;
    let participants = format!("participants:{slug}");
    for _ in 0..5 {
        fixture.insert_sent(&[("subscribers", "")], 30).await;
    }
    // Two participants are not compared with the usual thirty subscribers.
    let page = fixture.send_page(&[&participants]).await;
    assert!(page.shows("Envoyer à 2 personnes") && page.all("#sure").is_empty(), "{}", page.words());
    // Neither two participants nor thirty subscribers are unusual. Thirty members instead of four are.
    fixture.insert_sent(&[("participants", "autre")], 30).await;
    assert!(fixture.send_page(&[&participants]).await.attributes("#sure", "name").is_empty());
    let page = fixture.send_page(&["subscribers:"]).await;
    assert!(page.attributes("#sure", "name").is_empty(), "thirty, as usual: {}", page.words());
    for _ in 0..5 {
        fixture.insert_sent(&[("members", "sil")], 4).await;
    }
    let page = fixture.send_page(&["members:sil"]).await;
    assert_eq!(page.attributes("#sure", "name"), ["sure"], "{}", page.words());
    assert!(page.shows("D’habitude, vos messages à un public de cette sorte vont à 4 personnes"), "{}", page.words());
    // Members and participants together are another kind of audience, without history.
    assert!(fixture.send_page(&["members:sil", &participants]).await.attributes("#sure", "name").is_empty());
}

#[tokio::test]
async fn no_audience_is_preselected() {
    let fixture = MailingFixture::with(&["Ada Lovelace"]).await;
    let path = "/networks/sil/messages/new";
    assert!(fixture.claire.get(path).await.attributes("input[name=audience][checked]", "value").is_empty());
    let refused = fixture.claire.post(path, &[("subject", "Objet"), ("body", "Texte"), ("language", "fr")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.error_of("audience").is_some(), "{}", refused.words());
    assert_eq!(refused.value_of("subject").as_deref(), Some("Objet"), "what was typed stays");
    let id = fixture.draft(&["subscribers:"]).await;
    let edited = fixture
        .claire
        .post(&format!("/networks/sil/messages/{id}/edit"), &[("subject", "O"), ("body", "T"), ("language", "fr"), ("version", "1")])
        .await;
    assert!(edited.status == 422 && edited.error_of("audience").is_some(), "{}", edited.words());
}

#[tokio::test]
async fn a_coordinator_writes_to_participants_from_the_event() {
    let fixture = MailingFixture::with(&["Ada Lovelace"]).await;
    let slug = fixture.webinar().await;
    let event = format!("/events/{slug}");
    assert!(!fixture.claire.get(&event).await.shows("Écrire aux personnes inscrites"), "nobody is registered");
    fixture.registers(&slug, &["Zoé Aubry"]).await;
    // The form offers this event although there are twelve newer ones.
    let mut tx = fixture.world.db.write().await.unwrap();
    sqlx::query("UPDATE event SET starts_at = '2019-01-01T00:00:00Z' WHERE slug = $1").bind(&slug).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    for n in 0..12 {
        let newer = fixture.webinar().await;
        fixture.registers(&newer, &[&format!("Personne Numero{n}")]).await;
    }
    let link = fixture.claire.get(&event).await.attributes(".coordinator-actions a[href*=messages]", "href").remove(0);
    let form = fixture.claire.get(&link).await;
    assert_eq!(form.attributes("input[name=audience][checked]", "value"), [format!("participants:{slug}")]);
    let choice = format!("participants:{slug}");
    let saved = fixture
        .claire
        .submit("/networks/sil/messages/new", &[("subject", "O"), ("body", "T"), ("language", "fr"), ("audience", &choice)])
        .await;
    assert!(saved.shows("Rust à bord"), "{}", saved.words());
    // An audience of another network is not preselected, and nobody else sees the link.
    let other = fixture.claire.get("/networks/sil/messages/new?audience=participants:rien").await;
    assert!(other.status == 200 && other.attributes("input[name=audience][checked]", "value").is_empty());
    assert_eq!(fixture.claire.get("/networks/sil/messages/new?audience=%00:%00").await.status, 200);
    for browser in [&fixture.world.person("Max Petit").await.browser, &fixture.world.guest()] {
        assert!(!browser.get(&event).await.shows("Écrire aux personnes inscrites"));
    }
}

#[tokio::test]
async fn the_archive_is_named_to_whoever_may_read_it() {
    let fixture = MailingFixture::with(&["Ada Lovelace"]).await;
    subscribe_strangers(&fixture.world.db, "sil", [("Sam", "sam@passage.example.org")]).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let worker = RunningWorker::on(&fixture.world.db, &smtp_config(server.port));
    let sends = async |archive: &str| {
        let mut tx = fixture.world.db.write().await.unwrap();
        sqlx::query("UPDATE list SET archive = $1 WHERE slug = 'sil'").bind(archive.to_owned()).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let before = list_mails(&server).len();
        fixture.sends(&["subscribers:"]).await;
        until(&fixture.world.db, all("sent")).await;
        let mut mails: Vec<_> = list_mails(&server)[before..]
            .iter()
            .map(|taken| {
                let mail = mailparse::parse_mail(&taken.message).unwrap();
                let text = mail.subparts[0].get_body().unwrap();
                assert!(text.contains("Ne plus recevoir les messages de cette liste\u{202f}:"), "{text}");
                (taken.recipient.clone(), mail.headers.get_first_value("List-Archive").is_some())
            })
            .collect();
        mails.sort();
        mails
    };
    let expected = |ada, sam| vec![("ada.lovelace@example.org".to_owned(), ada), ("sam@passage.example.org".to_owned(), sam)];
    assert_eq!(sends("members").await, expected(true, false));
    assert_eq!(fixture.world.guest().get("/lists/sil/archive").await.status, 404, "the header would have led there");
    assert_eq!(sends("public").await, expected(true, true));
    assert_eq!(sends("none").await, expected(false, false));
    worker.stops().await;
}

#[tokio::test]
async fn a_coordinator_sees_copies_that_did_not_arrive() {
    let fixture = MailingFixture::with(&["Ada Lovelace", "Bo Martin"]).await;
    assert!(!fixture.claire.get("/me").await.shows("Journée du 24"));
    let id = fixture.sends(&["subscribers:"]).await;
    let server = MailServer::start(|recipient, _| if recipient.starts_with("ada") { SmtpAnswer::Never } else { SmtpAnswer::Yes }).await;
    let worker = RunningWorker::on(&fixture.world.db, &smtp_config(server.port));
    until(&fixture.world.db, |copies| copies.iter().all(|(_, state)| state == "sent" || state == "failed")).await;
    worker.stops().await;
    let mut tx = fixture.world.db.write().await.unwrap();
    sqlx::query("UPDATE delivery SET doubtful = 1 WHERE state = 'sent'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let page = fixture.claire.get("/me").await;
    assert!(page.shows("copie qui n’arrivera pas") && page.shows("copie partie peut-être deux fois"), "{}", page.words());
    assert_eq!(page.attributes(".tasks a", "href"), [format!("/networks/sil/messages/{id}"), format!("/networks/sil/messages/{id}")]);
    // Only coordinators see it, for a month.
    assert!(!fixture.world.sign_in("ada.lovelace@example.org").await.get("/me").await.shows("Journée du 24"));
    fixture.world.advance(tests::Duration::days(31));
    assert!(!fixture.claire.get("/me").await.shows("Journée du 24"));
}

#[tokio::test]
async fn messages_to_lists_are_in_the_outbox_of_the_demo() {
    let fixture = MailingFixture::with(&["Ada Lovelace", "Bo Martin"]).await;
    fixture.sends(&["subscribers:"]).await;
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    config.mail.outbox = folder.path().join("outbox");
    let worker = RunningWorker::on(&fixture.world.db, &config);
    until(&fixture.world.db, all("sent")).await;
    worker.stops().await;
    let guest = fixture.world.guest();
    let list = guest.get("/outbox").await;
    assert_eq!(
        list.all("tbody th"),
        ["Journée du 24\u{202f}: le programme"; 2].map(|_| "Journée du 24 : le programme"),
        "{}",
        list.words()
    );
    assert!(list.shows("ada.lovelace@example.org") && list.shows("bo.martin@example.org"));
    let paths = list.attributes("tbody a", "href");
    let page = guest.get(&paths[1]).await;
    assert!(page.shows("Bonjour") && page.shows("suivez la liste SIL") && page.shows("/unsubscribe/"), "{}", page.words());
    let frame = guest.get(&page.attributes("iframe", "src")[0]).await;
    let link = frame.attributes("footer a", "href").remove(0);
    assert!(frame.body.contains("<strong>programme</strong>") && link.contains("/unsubscribe/l."), "{}", frame.body);
    // Its link belongs to the recipient and unsubscribes them.
    let link = link.split_once("/unsubscribe/").map(|(_, token)| format!("/unsubscribe/{token}")).unwrap();
    assert_eq!(guest.get(&link).await.status, 200);
    let real = fixture.world.guest_of_real_site();
    for path in [paths[0].clone(), format!("{}/html", paths[0]), "/outbox/nothing".to_owned()] {
        assert_eq!(real.get(&path).await.status, 404, "{path}");
    }
    assert_eq!(guest.get("/outbox/nothing").await.status, 404);
}

#[tokio::test]
async fn the_archive_holds_what_went_to_the_whole_list() {
    let fixture = MailingFixture::with(&["Ada Lovelace"]).await;
    fixture.world.network_with("ri3", |network| network.parents = vec!["sil".to_owned()]).await;
    let form = fixture.claire.get("/networks/sil/messages/new").await;
    assert!(form.shows("Seul ce qui part à toute la liste entre dans ses archives"), "{}", form.words());
    let input = |subject: &str, audience: &[&str]| MessageInput {
        audience: audience.iter().map(|choice| (*choice).to_owned()).collect(),
        ..message(subject, "Texte")
    };
    for (subject, audience) in [("Aux membres", &["below:sil"][..]), ("À tous", &["below:sil", "subscribers:"][..])] {
        let id = lists::create(&fixture.world.db, &fixture.claire.actor, "sil", &input(subject, audience)).await.unwrap();
        let path = format!("/networks/sil/messages/{id}/send");
        let ask = fixture.claire.get(&path).await;
        let (version, seen) = (ask.value_of("version").unwrap(), ask.value_of("seen").unwrap());
        assert_eq!(fixture.claire.post(&path, &[("act", "now"), ("version", &version), ("seen", &seen), ("sure", "1")]).await.status, 303);
    }
    let ada = fixture.world.sign_in("ada.lovelace@example.org").await;
    assert_eq!(ada.get("/lists/sil/archive").await.all("main section li a"), ["À tous"]);
}
