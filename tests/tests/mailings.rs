//! Messages: from the draft to the journal, and what the mail server sees of it.

use domain::db::Db;
use domain::events::{self, EventInput};
use domain::lists::{self, MessageInput, SendInput, SendingTime};
use domain::networks::NetworkCard;
use domain::registrations::{self, RegistrationInput};
use mailparse::MailHeaderMap;
use server::config::Config;
use tests::{Duration, MailServer, RunningWorker, SmtpAnswer, TestUser, World};

mod audience;
mod delivery;
mod forgetting;
mod pace;
mod parents;
mod sending;
mod trust;

/// A network with a coordinator and members, and what they write.
struct MailingOffice {
    world: World,
    sil: NetworkCard,
    claire: TestUser,
}

impl MailingOffice {
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
            subject: "Journée du 24 : le programme".to_owned(),
            body: "Bonjour {{nom}},\n\nLe **programme** est là : [voir](https://exemple.org/p).".to_owned(),
            language: "fr".to_owned(),
            audience: audience.iter().map(|choice| (*choice).to_owned()).collect(),
            ..MessageInput::default()
        };
        lists::create(&self.world.db, &self.claire.actor, "sil", &input).await.unwrap().to_string()
    }

    async fn sends(&self, audience: &[&str]) -> String {
        let id = self.draft(audience).await;
        let guard = lists::check_audience(&self.world.db, &self.claire.actor, "sil", &id.as_str().into()).await.unwrap();
        let input = SendInput { version: "1".to_owned(), seen: guard.count.to_string(), sure: "1".to_owned(), ..SendInput::default() };
        lists::send(&self.world.db, &self.claire.actor, "sil", &id.as_str().into(), SendingTime::Now, &input).await.unwrap();
        id
    }

    async fn recipients(&self, id: &str) -> Vec<(String, String)> {
        let audience = lists::audience(&self.world.db, &self.claire.actor, "sil", &id.into()).await.unwrap();
        let words = |why: &str| lists::reasons_of(domain::Language::Fr, why).join(", ");
        audience.recipients.iter().map(|recipient| (recipient.name.clone(), words(&recipient.why))).collect()
    }

    async fn webinar(&self) -> String {
        let text = str::to_owned;
        let input = EventInput {
            title: text("Rust à bord"),
            kind: text("webinar"),
            level: text("national"),
            language: text("fr"),
            visibility: text("public"),
            starts_date: text("2026-11-24"),
            starts_time: text("14:00"),
            ends_date: text("2026-11-24"),
            ends_time: text("15:30"),
            zone: text("Europe/Paris"),
            mode: text("online"),
            registration: text("open"),
            seats_online: text("2"),
            ..EventInput::default()
        };
        let slug = events::create(&self.world.db, &self.claire.actor, "sil", &input).await.unwrap();
        events::publish(&self.world.db, &self.claire.actor, &slug).await.unwrap();
        slug
    }
}

fn towards(port: u16) -> Config {
    tests::deliveries::towards(port)
}

/// What the server has taken of messages to lists: other mails leave beside them.
fn list_mails(server: &MailServer) -> Vec<tests::TakenMail> {
    let is_of_list = |message: &[u8]| mailparse::parse_mail(message).is_ok_and(|mail| mail.headers.get_first_value("List-Id").is_some());
    server.taken().into_iter().filter(|taken| is_of_list(&taken.message)).collect()
}

/// Address and state of every copy.
async fn copies(db: &Db) -> Vec<(String, String)> {
    let mut tx = db.read().await.unwrap();
    sqlx::query_as("SELECT address, state FROM delivery WHERE message IS NOT NULL ORDER BY address_key").fetch_all(&mut *tx).await.unwrap()
}

/// Waits until the copies are as `right` says.
async fn until(db: &Db, right: impl Fn(&[(String, String)]) -> bool) {
    for _ in 0..600 {
        if right(&copies(db).await) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{:?}", copies(db).await);
}

fn all(state: &'static str) -> impl Fn(&[(String, String)]) -> bool {
    move |copies| copies.iter().all(|(_, now)| now == state)
}

#[tokio::test]
async fn a_coordinator_writes_previews_proves_and_sends_and_the_journal_answers() {
    let desk = MailingOffice::with(&["Ada Lovelace", "Bo Martin"]).await;
    let claire = &desk.claire;
    let form = [
        ("subject", "Le programme"),
        ("body", "Bonjour {{nom}}, **venez** <script>alert(1)</script>"),
        ("language", "fr"),
        ("audience", "subscribers:"),
    ];
    let preview = claire.post("/networks/sil/messages/new?preview=1", &form).await;
    assert!(preview.body.contains("<strong>venez</strong>") && !preview.body.contains("<script>alert"), "{}", preview.words());
    assert_eq!(preview.value_of("subject").as_deref(), Some("Le programme"), "what was typed stays");
    let empty = claire.post("/networks/sil/messages/new", &[("language", "fr")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.fault_of("subject").is_some() && empty.fault_of("body").is_some());

    let saved = claire.post("/networks/sil/messages/new", &form).await;
    let path = saved.location().split('?').next().unwrap().to_owned();
    let who = claire.get(&format!("{path}/recipients")).await;
    assert!(
        who.shows("Ada Lovelace") && who.shows("suit la liste SIL") && !who.shows("vous suivez") && who.shows("2 personnes."),
        "{}",
        who.words()
    );
    claire.post(&path, &[("act", "proof")]).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let work = RunningWorker::on(&desk.world.db, &towards(server.port));
    until(&desk.world.db, all("sent")).await;
    assert_eq!(list_mails(&server).iter().map(|mail| mail.recipient.as_str()).collect::<Vec<_>>(), ["claire.fontaine@example.org"]);

    let ask = claire.get(&format!("{path}/send")).await;
    assert!(ask.shows("Envoyer à 2 personnes"), "{}", ask.words());
    let other = claire.post(&format!("{path}/send"), &[("act", "now"), ("version", "1"), ("seen", "7")]).await;
    assert_eq!(other.status, 409, "the audience is not the one that was seen");
    let sent = claire.submit(&format!("{path}/send"), &[("act", "now"), ("version", "1"), ("seen", "2")]).await;
    assert!(sent.shows("Le message part vers 2 personnes"), "{}", sent.words());
    assert_eq!(claire.post(&format!("{path}/send"), &[("act", "now"), ("version", "1"), ("seen", "2")]).await.status, 409, "once");
    until(&desk.world.db, all("sent")).await;
    work.stops().await;

    let journal = claire.get(&format!("{path}/journal?q=lovelace")).await;
    assert!(journal.shows("Ada Lovelace") && !journal.shows("Bo Martin") && journal.shows("remis au serveur"), "{}", journal.words());
    assert!(claire.get(&format!("{path}/journal?state=failed")).await.shows("Personne ici"));
    let csv = claire.get(&format!("{path}/journal.csv?q=bo.martin@")).await;
    assert!(csv.body.contains("bo.martin@example.org") && !csv.body.contains("lovelace"), "{}", csv.body);
    lists::finish_messages(&desk.world.db).await.unwrap();
    let list = claire.get("/networks/sil/messages").await;
    assert!(list.shows("Le programme") && list.shows("envoyé"), "{}", list.words());
}

#[tokio::test]
async fn each_person_is_counted_and_written_to_once_with_every_reason() {
    let desk = MailingOffice::with(&["Ada Lovelace", "Bo Martin"]).await;
    let slug = desk.webinar().await;
    let (ada, zoe, noa) =
        (desk.world.person("Zoé Aubry").await, desk.world.person("Noa Lemaire").await, desk.world.person("Max Petit").await);
    for person in [&ada, &zoe, &noa] {
        registrations::register(&desk.world.db, &person.actor, &slug, &RegistrationInput::default()).await.unwrap();
    }
    let member = domain::policy::Actor::Person({
        let mut tx = desk.world.db.read().await.unwrap();
        sqlx::query_scalar("SELECT person FROM address WHERE address_key = 'bo.martin@example.org'").fetch_one(&mut *tx).await.unwrap()
    });
    registrations::withdraw(&desk.world.db, registrations::RegistrationRef::Own(&ada.actor, &slug)).await.unwrap();
    registrations::register(&desk.world.db, &member, &slug, &RegistrationInput::default()).await.unwrap();
    let (participants, waiting) = (format!("participants:{slug}"), format!("waiting:{slug}"));
    let id = desk.draft(&["subscribers:", "members:sil", &participants, &waiting]).await;
    let recipients = desk.recipients(&id).await;
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
    let page = desk.claire.get(&format!("/networks/sil/messages/{id}/recipients")).await;
    assert!(page.shows("4 personnes.") && page.shows("3 doublons"), "{}", page.words());
}

#[tokio::test]
async fn every_copy_says_whose_list_it_is_how_to_stop_it_and_is_written_for_its_reader() {
    let desk = MailingOffice::with(&["Ada Lovelace", "Zoé Été"]).await;
    desk.sends(&["subscribers:"]).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let mut config = towards(server.port);
    config.mailing.unsubscribe_address = "listes@example.org".to_owned();
    let work = RunningWorker::on(&desk.world.db, &config);
    until(&desk.world.db, all("sent")).await;
    work.stops().await;
    let taken = list_mails(&server);
    assert_eq!(taken.len(), 2);
    let mut ids = Vec::new();
    for TakenCopy { recipient, message } in taken.iter().map(|taken| TakenCopy { recipient: &taken.recipient, message: &taken.message }) {
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

struct TakenCopy<'a> {
    recipient: &'a str,
    message: &'a [u8],
}

#[tokio::test]
async fn a_coordinator_writes_to_what_is_theirs_and_below_and_to_nothing_else() {
    let world = World::new().await;
    let comet = world.network("comet").await;
    world.network_with("sil", |network| network.parents = vec!["comet".to_owned()]).await;
    let ri3 = world.network("ri3").await;
    let (agnes, claire) = (world.coordinator(&comet, "Agnès Delorme").await, world.person("Claire Fontaine").await);
    world.member(&ri3, "Ada Lovelace").await;
    let input = |audience: &str| MessageInput {
        subject: "x".to_owned(),
        body: "x".to_owned(),
        language: "fr".to_owned(),
        audience: vec![audience.to_owned()],
        ..MessageInput::default()
    };
    for audience in ["members:sil", "below:comet", "subscribers:", "members:comet"] {
        lists::create(&world.db, &agnes.actor, "comet", &input(audience)).await.unwrap();
    }
    for audience in ["members:ri3", "participants:nothing", "anything"] {
        let refused = lists::create(&world.db, &agnes.actor, "comet", &input(audience)).await;
        assert!(matches!(refused, Err(domain::Error::Invalid(_))), "{audience}");
    }
    for path in ["/networks/comet/messages", "/networks/comet/messages/new", "/networks/comet/list"] {
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
    let desk = MailingOffice::with(&[]).await;
    for _ in 0..53 {
        desk.draft(&["subscribers:"]).await;
    }
    for (page, rows) in [("1", 50), ("2", 3), ("99", 3), ("-1", 50)] {
        let list = desk.claire.get(&format!("/networks/sil/messages?page={page}")).await;
        assert_eq!(list.all("tbody tr").len(), rows, "page {page}");
        assert_eq!(list.all(".pagination [aria-current=page]"), [if rows == 50 { "1" } else { "2" }]);
    }
}
