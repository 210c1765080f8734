//! Messages to lists, from the draft to the journal and to the mail server.

use std::cell::RefCell;

use domain::db::Db;
use domain::events::EventInput;
use domain::lists::{self, MessageInput};
use domain::mail::{self, MailContent, MailRecipient};
use domain::networks::NetworkCard;
use domain::registrations::{self, RegistrationInput};
use mailparse::MailHeaderMap;
use server::config::Config;
use tests::{Duration, MailServer, RunningWorker, SmtpAnswer, TestUser, World, eventually, message, send_draft, webinar};

mod audience;
mod delivery;
mod parents;
mod rate_limits;
mod retention;
mod sending;
mod trust;

/// A network with its coordinator and its members.
struct MailingFixture {
    world: World,
    sil: NetworkCard,
    claire: TestUser,
}

impl MailingFixture {
    async fn with(members: &[&str]) -> Self {
        let world = World::new().await;
        let sil = world.network("sil").await;
        let claire = world.coordinator(&sil, "Claire Fontaine").await;
        for name in members {
            world.member(&sil, name).await;
        }
        Self { world, sil, claire }
    }

    async fn draft(&self, audience: &[&str]) -> String {
        let input = MessageInput {
            audience: audience.iter().map(|choice| (*choice).to_owned()).collect(),
            ..message("Journée du 24 : le programme", "Bonjour {{nom}},\n\nLe **programme** est là : [voir](https://exemple.org/p).")
        };
        lists::create(&self.world.db, &self.claire.actor, "sil", &input).await.unwrap().to_string()
    }

    async fn sends(&self, audience: &[&str]) -> String {
        let id = self.draft(audience).await;
        send_draft(&self.world.db, &self.claire.actor, "sil", &id.as_str().into()).await;
        id
    }

    async fn recipients(&self, id: &str) -> Vec<(String, String)> {
        let audience = lists::audience(&self.world.db, &self.claire.actor, "sil", &id.into()).await.unwrap();
        let reasons = |why: &str| lists::reasons_of(domain::Language::Fr, why).join(", ");
        audience.recipients.iter().map(|recipient| (recipient.name.clone(), reasons(&recipient.why))).collect()
    }

    async fn webinar(&self) -> String {
        self.world.event(&self.claire, "sil", &EventInput { seats_online: "2".to_owned(), ..webinar("Rust à bord") }).await
    }
}

fn smtp_config(port: u16) -> Config {
    tests::deliveries::smtp_config(port)
}

/// The mails to lists that the server has taken: other mails leave beside them.
fn list_mails(server: &MailServer) -> Vec<tests::ReceivedMail> {
    let is_of_list = |message: &[u8]| mailparse::parse_mail(message).is_ok_and(|mail| mail.headers.get_first_value("List-Id").is_some());
    server.received().into_iter().filter(|taken| is_of_list(&taken.message)).collect()
}

/// The address and the state of every copy.
async fn copies(db: &Db) -> Vec<(String, String)> {
    let mut tx = db.read().await.unwrap();
    sqlx::query_as("SELECT address, state FROM delivery WHERE message IS NOT NULL ORDER BY address_key").fetch_all(&mut *tx).await.unwrap()
}

/// Waits until the copies are as `is_so` says.
async fn until(db: &Db, is_so: impl Fn(&[(String, String)]) -> bool) {
    let last = RefCell::new(Vec::new());
    let failure = std::fmt::from_fn(|f| write!(f, "{:?}", last.borrow()));
    eventually(failure, async || {
        last.replace(copies(db).await);
        is_so(&last.borrow()).then_some(())
    })
    .await;
}

/// Queues a mail that is no copy of a message.
async fn post_single(db: &Db) {
    let to = MailRecipient { person: None, name: String::new(), address: "zoe@example.org".to_owned(), language: domain::Language::Fr };
    let content = MailContent { cause: "event.moved", subject: "Objet".to_owned(), body: "Bonjour.".to_owned(), ..MailContent::default() };
    let mut tx = db.write().await.unwrap();
    mail::post(&mut tx, &to, &content).await.unwrap();
    tx.commit().await.unwrap();
}

fn all(state: &'static str) -> impl Fn(&[(String, String)]) -> bool {
    move |copies| copies.iter().all(|(_, now)| now == state)
}

#[tokio::test]
async fn a_coordinator_previews_proves_and_sends_a_message_to_a_list() {
    let fixture = MailingFixture::with(&["Ada Lovelace", "Bo Martin"]).await;
    let claire = &fixture.claire;
    let form = [
        ("subject", "Le programme"),
        ("body", "Bonjour {{nom}}, **venez** <script>alert(1)</script>"),
        ("language", "fr"),
        ("audience", "subscribers:"),
    ];
    let preview = claire.post("/networks/sil/messages/new?preview=1", &form).await;
    assert!(preview.body.contains("<strong>venez</strong>") && !preview.body.contains("<script>alert"), "{}", preview.words());
    assert_eq!(preview.value_of("subject").as_deref(), Some("Le programme"), "the form keeps its text");
    let empty = claire.post("/networks/sil/messages/new", &[("language", "fr")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.error_of("subject").is_some() && empty.error_of("body").is_some());

    let saved = claire.post("/networks/sil/messages/new", &form).await;
    let path = saved.location().split('?').next().unwrap().to_owned();
    let recipients = claire.get(&format!("{path}/recipients")).await;
    assert!(
        recipients.shows("Ada Lovelace")
            && recipients.shows("suit la liste SIL")
            && !recipients.shows("vous suivez")
            && recipients.shows("2 personnes."),
        "{}",
        recipients.words()
    );
    claire.post(&path, &[("act", "proof")]).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let worker = RunningWorker::on(&fixture.world.db, &smtp_config(server.port));
    until(&fixture.world.db, all("sent")).await;
    assert_eq!(list_mails(&server).iter().map(|mail| mail.recipient.as_str()).collect::<Vec<_>>(), ["claire.fontaine@example.org"]);

    let ask = claire.get(&format!("{path}/send")).await;
    assert!(ask.shows("Envoyer à 2 personnes"), "{}", ask.words());
    let other = claire.post(&format!("{path}/send"), &[("act", "now"), ("version", "1"), ("seen", "7")]).await;
    assert_eq!(other.status, 409, "the audience is not the one that was seen");
    let sent = claire.submit(&format!("{path}/send"), &[("act", "now"), ("version", "1"), ("seen", "2")]).await;
    assert!(sent.shows("Le message part vers 2 personnes"), "{}", sent.words());
    assert_eq!(claire.post(&format!("{path}/send"), &[("act", "now"), ("version", "1"), ("seen", "2")]).await.status, 409, "once");
    until(&fixture.world.db, all("sent")).await;
    worker.stops().await;

    let journal = claire.get(&format!("{path}/journal?q=lovelace")).await;
    assert!(journal.shows("Ada Lovelace") && !journal.shows("Bo Martin") && journal.shows("remis au serveur"), "{}", journal.words());
    assert!(claire.get(&format!("{path}/journal?state=failed")).await.shows("Personne ici"));
    let csv = claire.get(&format!("{path}/journal.csv?q=bo.martin@")).await;
    assert!(csv.body.contains("bo.martin@example.org") && !csv.body.contains("lovelace"), "{}", csv.body);
    lists::finish_messages(&fixture.world.db).await.unwrap();
    let list = claire.get("/networks/sil/messages").await;
    assert!(list.shows("Le programme") && list.shows("envoyé"), "{}", list.words());
}

#[tokio::test]
async fn each_person_gets_one_copy_with_every_reason() {
    let fixture = MailingFixture::with(&["Ada Lovelace", "Bo Martin"]).await;
    let slug = fixture.webinar().await;
    let (zoe, noa, max) =
        (fixture.world.person("Zoé Aubry").await, fixture.world.person("Noa Lemaire").await, fixture.world.person("Max Petit").await);
    for person in [&zoe, &noa, &max] {
        registrations::register(&fixture.world.db, &person.actor, &slug, &RegistrationInput::default()).await.unwrap();
    }
    let member = domain::policy::Actor::Person({
        let mut tx = fixture.world.db.read().await.unwrap();
        sqlx::query_scalar("SELECT person FROM address WHERE address_key = 'bo.martin@example.org'").fetch_one(&mut *tx).await.unwrap()
    });
    registrations::withdraw(&fixture.world.db, registrations::RegistrationRef::Own(&zoe.actor, &slug)).await.unwrap();
    registrations::register(&fixture.world.db, &member, &slug, &RegistrationInput::default()).await.unwrap();
    let (participants, waiting) = (format!("participants:{slug}"), format!("waiting:{slug}"));
    let id = fixture.draft(&["subscribers:", "members:sil", &participants, &waiting]).await;
    let recipients = fixture.recipients(&id).await;
    assert_eq!(
        recipients,
        [
            ("Noa Lemaire".to_owned(), "participe à « Rust à bord »".to_owned()),
            ("Ada Lovelace".to_owned(), "membre du réseau SIL, suit la liste SIL".to_owned()),
            ("Bo Martin".to_owned(), "membre du réseau SIL, suit la liste SIL, sur la liste d’attente de « Rust à bord »".to_owned()),
            ("Max Petit".to_owned(), "participe à « Rust à bord »".to_owned()),
        ]
        .map(|(name, why)| (name, why.replace("« ", "«\u{a0}").replace(" »", "\u{a0}»")))
    );
    let page = fixture.claire.get(&format!("/networks/sil/messages/{id}/recipients")).await;
    assert!(page.shows("4 personnes.") && page.shows("3 doublons"), "{}", page.words());
}

#[tokio::test]
async fn each_copy_names_its_reader_its_list_and_how_to_unsubscribe() {
    let fixture = MailingFixture::with(&["Ada Lovelace", "Zoé Été"]).await;
    fixture.sends(&["subscribers:"]).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let mut config = smtp_config(server.port);
    config.mailing.unsubscribe_address = "listes@example.org".to_owned();
    let worker = RunningWorker::on(&fixture.world.db, &config);
    until(&fixture.world.db, all("sent")).await;
    worker.stops().await;
    let received = list_mails(&server);
    assert_eq!(received.len(), 2);
    let mut ids = Vec::new();
    for tests::ReceivedMail { recipient, message, .. } in &received {
        let mail = mailparse::parse_mail(message).unwrap();
        let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
        assert_eq!(header("List-Id"), "<sil.lists.127.0.0.1>");
        assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        assert!(header("List-Unsubscribe").starts_with("<http://127.0.0.1:3000/unsubscribe/l."), "{}", header("List-Unsubscribe"));
        assert!(header("List-Unsubscribe").ends_with(", <mailto:listes@example.org?subject=unsubscribe%20sil>"));
        assert_eq!(header("List-Help"), "<http://127.0.0.1:3000/lists/sil>");
        assert_eq!(header("List-Archive"), "<http://127.0.0.1:3000/lists/sil/archive>");
        assert_eq!(header("Date"), "Fri, 20 Nov 2026 09:00:00 +0000");
        assert_eq!(header("From"), "SIL <maillage@example.org>");
        assert!(header("Reply-To").contains("claire.fontaine@example.org") && header("Precedence").is_empty());
        ids.push(header("Message-ID"));
        let (plain, html) = (mail.subparts[0].get_body().unwrap(), mail.subparts[1].get_body().unwrap());
        let name = if recipient.starts_with("ada") { "Ada Lovelace" } else { "Zoé Été" };
        assert!(plain.starts_with(&format!("Bonjour {name},")) && plain.contains("vous suivez la liste SIL"), "{plain}");
        assert!(html.contains(&format!("Bonjour {name},")) && html.contains("<strong>programme</strong>"), "{html}");
        let link = header("List-Unsubscribe").split('>').next().unwrap().trim_start_matches('<').to_owned();
        assert!(plain.contains(&link) && html.contains(&link), "the reader finds the same link at the foot");
    }
    assert_ne!(ids[0], ids[1], "a Message-ID each");
}

#[tokio::test]
async fn a_coordinator_writes_to_their_network_and_those_below_alone() {
    let world = World::new().await;
    let comet = world.network("comet").await;
    world.network_with("sil", |network| network.parents = vec!["comet".to_owned()]).await;
    let ri3 = world.network("ri3").await;
    let (agnes, claire) = (world.coordinator(&comet, "Agnès Delorme").await, world.person("Claire Fontaine").await);
    world.member(&ri3, "Ada Lovelace").await;
    let input = |audience: &str| MessageInput { audience: vec![audience.to_owned()], ..message("x", "x") };
    for audience in ["members:sil", "below:comet", "subscribers:", "members:comet"] {
        lists::create(&world.db, &agnes.actor, "comet", &input(audience)).await.unwrap();
    }
    for audience in ["members:ri3", "participants:nothing", "anything"] {
        let refused = lists::create(&world.db, &agnes.actor, "comet", &input(audience)).await;
        assert!(matches!(refused, Err(domain::Error::Invalid(_))), "{audience}");
    }
    for path in ["/networks/comet/messages", "/networks/comet/messages/new", "/lists/comet/settings"] {
        assert_eq!(claire.get(path).await.status, 404, "{path}");
        assert_eq!(world.guest().get(path).await.status, 404, "{path}");
    }
    let id = lists::create(&world.db, &agnes.actor, "comet", &input("subscribers:")).await.unwrap();
    for rest in ["", "/edit", "/recipients", "/send", "/journal", "/journal.csv"] {
        assert_eq!(claire.get(&format!("/networks/comet/messages/{id}{rest}")).await.status, 404, "{rest}");
        assert_eq!(agnes.get(&format!("/networks/sil/messages/{id}{rest}")).await.status, 404, "another network's: {rest}");
    }
}

#[tokio::test]
async fn old_messages_are_found_page_by_page() {
    let fixture = MailingFixture::with(&[]).await;
    for _ in 0..53 {
        fixture.draft(&["subscribers:"]).await;
    }
    for (page, rows) in [("1", 50), ("2", 3), ("99", 3), ("-1", 50)] {
        let list = fixture.claire.get(&format!("/networks/sil/messages?page={page}")).await;
        assert_eq!(list.all("tbody tr").len(), rows, "page {page}");
        assert_eq!(list.all(".pagination [aria-current=page]"), [if rows == 50 { "1" } else { "2" }]);
    }
}
