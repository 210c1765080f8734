//! The text of mails in any mail program: its wording, one reason at the foot, an address that answers, and one thread for each event.

use domain::events::{self, EventInput};
use domain::memberships;
use domain::registrations::{self, RegistrationInput, RegistrationRef};
use mailparse::{MailHeaderMap, ParsedMail};
use tests::{MailServer, SmtpAnswer, TestUser, World, webinar};

use super::{RunningWorker, part, settles, smtp_config};

/// An event of a network that has a contact address.
struct MailedMeeting {
    world: World,
    claire: TestUser,
    slug: String,
}

impl MailedMeeting {
    async fn new(title: &str) -> Self {
        let world = World::new().await;
        let sil = world.network_with("sil", |network| network.contact = "sil@example.org".to_owned()).await;
        let claire = world.coordinator(&sil, "Claire Fontaine").await;
        let slug = world.event(&claire, "sil", &webinar(title)).await;
        Self { world, claire, slug }
    }

    async fn registers(&self, person: &TestUser) {
        registers(&self.world, person, &self.slug).await;
    }

    async fn moves(&self) {
        let input = events::form(&self.world.db, &self.claire.actor, &self.slug).await.unwrap();
        let input = EventInput { starts_date: "2026-12-01".to_owned(), ends_date: "2026-12-01".to_owned(), ..input };
        events::edit(&self.world.db, &self.claire.actor, &self.slug, &input).await.unwrap();
    }
}

async fn registers(world: &World, person: &TestUser, slug: &str) {
    registrations::register(&world.db, &person.actor, slug, &RegistrationInput::default()).await.unwrap();
}

async fn reads_english(world: &World, person: &TestUser) {
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("UPDATE person SET language = 'en' WHERE id = $1").bind(&person.id).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Every queued mail as a mail server receives it: recipient and message, for each recipient in the order of the queue.
async fn delivered(world: &World) -> Vec<(String, Vec<u8>)> {
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let worker = RunningWorker::on(&world.db, &smtp_config(&server));
    settles(&world.db, "sent").await;
    worker.stops().await;
    server.received().into_iter().map(|taken| (taken.recipient, taken.message)).collect()
}

fn header(mail: &ParsedMail<'_>, name: &str) -> String {
    mail.headers.get_first_value(name).unwrap_or_default()
}

/// The text part with plain spaces and without the token of its link.
fn text_of(mail: &ParsedMail<'_>) -> String {
    let text = part(mail, "text/plain").get_body().unwrap().replace("\r\n", "\n").replace(['\u{a0}', '\u{202f}'], " ");
    let lines = text.lines().map(|line| match line.split_once("/registrations/") {
        Some((before, _)) => format!("{before}/registrations/…"),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_confirmation_reads_well_in_each_part_and_language() {
    let meeting = MailedMeeting::new("Rust à bord").await;
    let (ada, bo) = (meeting.world.person("Ada Lovelace").await, meeting.world.person("Bo Martin").await);
    reads_english(&meeting.world, &bo).await;
    meeting.registers(&ada).await;
    meeting.registers(&bo).await;
    let mails = delivered(&meeting.world).await;
    let of =
        |address: &str| mails.iter().find(|(to, _)| to == address).map(|(_, message)| mailparse::parse_mail(message).unwrap()).unwrap();
    assert_eq!(
        text_of(&of(&ada.address)),
        format!(
            "Votre inscription à « Rust à bord » est confirmée.\n\n\
             - Quand : mardi 24 novembre 2026, 14 h – 15 h 30 (Paris)\n\n\
             Pour changer ou vous désinscrire, sans compte :\n\n\
             http://127.0.0.1:3000/registrations/…\n\n\
             Voir la page de l’événement <http://127.0.0.1:3000/events/{0}>\n\n\
             -- \n\
             Vous recevez ce message parce que cette adresse est inscrite à « Rust à bord », ou sur sa liste d’attente. \
             Pour ne plus en recevoir, désinscrivez-vous par le lien ci-dessus.\n\
             http://127.0.0.1:3000",
            meeting.slug
        )
    );
    let english = of(&bo.address);
    let text = text_of(&english);
    assert!(text.starts_with("Your registration for “Rust à bord” is confirmed.\n\n- When: "), "{text}");
    assert!(text.contains("See the event’s page <http://127.0.0.1:3000/events/") && text.contains("cancel your registration"), "{text}");
    // The calendar is in the language of the mail.
    for (mail, place) in [(&of(&ada.address), "LOCATION:En ligne\r\n"), (&english, "LOCATION:Online\r\n")] {
        for calendar in mail.parts().filter(|part| part.ctype.mimetype == "text/calendar") {
            let calendar = calendar.get_body().unwrap();
            assert!(calendar.contains(place) && calendar.contains("METHOD:REQUEST"), "{calendar}");
        }
        let html = part(mail, "text/html").get_body().unwrap();
        assert_eq!(html.matches("<footer>").count(), 1);
        assert_eq!(html.matches(&format!("/events/{}\"", meeting.slug)).count(), 1, "{html}");
        assert_eq!(header(mail, "Reply-To"), "SIL <sil@example.org>");
    }
}

#[tokio::test]
async fn the_mails_about_one_event_are_one_thread_for_each_reader() {
    let meeting = MailedMeeting::new("Rust à bord").await;
    let (ada, bo) = (meeting.world.person("Ada Lovelace").await, meeting.world.person("Bo Martin").await);
    meeting.registers(&ada).await;
    meeting.registers(&bo).await;
    meeting.moves().await;
    events::postpone(&meeting.world.db, &meeting.claire.actor, &meeting.slug, "La salle est **fermée**.\nPardon.").await.unwrap();
    events::cancel(&meeting.world.db, &meeting.claire.actor, &meeting.slug, "").await.unwrap();
    registrations::withdraw(&meeting.world.db, RegistrationRef::Own(&bo.actor, &meeting.slug)).await.ok();
    let mails = delivered(&meeting.world).await;
    let mut threads = Vec::new();
    for person in [&ada, &bo] {
        let received: Vec<_> =
            mails.iter().filter(|(to, _)| *to == person.address).map(|(_, message)| mailparse::parse_mail(message).unwrap()).collect();
        assert!(received.len() >= 4, "confirmed, moved, postponed, cancelled: {}", received.len());
        let thread = header(&received[0], "References");
        assert!(thread.starts_with("<event.") && thread.ends_with("@127.0.0.1>"), "{thread}");
        let mut names = Vec::new();
        for mail in &received {
            assert_eq!((header(mail, "References"), header(mail, "In-Reply-To")), (thread.clone(), thread.clone()));
            assert_eq!(header(mail, "Reply-To"), "SIL <sil@example.org>");
            names.push(header(mail, "Message-ID"));
            let text = text_of(mail);
            assert!(text.contains(&format!("/events/{}>", meeting.slug)), "a link to the event: {text}");
            assert_eq!(text.matches("Vous recevez ce message").count(), 1, "{text}");
            assert_eq!(text.matches("\n-- \n").count(), 1, "{text}");
            for mark in ["**Mardi", "**mardi", "](", "<http://127.0.0.1:3000/registrations"] {
                assert!(!text.contains(mark), "{mark}: {text}");
            }
        }
        names.sort();
        names.dedup();
        assert_eq!(names.len(), received.len(), "a name each");
        assert!(!names.contains(&thread), "the thread is no mail");
        let postponed = received.iter().find(|mail| header(mail, "Subject").starts_with("Reporté")).unwrap();
        // The typed text is quoted unchanged.
        assert!(text_of(postponed).contains("> La salle est **fermée**."), "{}", text_of(postponed));
        threads.push(thread);
    }
    assert_ne!(threads[0], threads[1], "a thread each");
}

#[tokio::test]
async fn a_title_is_read_as_it_was_typed() {
    let title = "C*-algèbres, *-algèbres et [un lien](https://evil.example) __init__";
    let meeting = MailedMeeting::new(title).await;
    let ada = meeting.world.person("Ada Lovelace").await;
    meeting.registers(&ada).await;
    meeting.moves().await;
    for (_, message) in delivered(&meeting.world).await {
        let mail = mailparse::parse_mail(&message).unwrap();
        assert!(header(&mail, "Subject").contains(title), "{}", header(&mail, "Subject"));
        assert!(text_of(&mail).contains(title), "{}", text_of(&mail));
        let html = part(&mail, "text/html").get_body().unwrap();
        assert!(html.contains(title) && !html.contains("href=\"https://evil"), "{html}");
    }
}

#[tokio::test]
async fn replies_go_to_the_contact_of_the_event_the_network_or_the_site() {
    let meeting = MailedMeeting::new("Rust à bord").await;
    let (world, claire) = (&meeting.world, &meeting.claire);
    let ada = world.person("Ada Lovelace").await;
    meeting.registers(&ada).await;
    let named = events::form(&world.db, &claire.actor, &meeting.slug).await.unwrap();
    let named = EventInput { contact: "journee@example.org".to_owned(), ..named };
    events::edit(&world.db, &claire.actor, &meeting.slug, &named).await.unwrap();
    let bo = world.person("Bo Martin").await;
    meeting.registers(&bo).await;
    // This network has no address: replies go to the address of the site.
    let ri3 = world.network("ri3").await;
    let yves = world.coordinator(&ri3, "Yves Morin").await;
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("INSERT INTO setting (name, value) VALUES ('contact', 'equipe@example.org') ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let sam = world.person("Sam Petit").await;
    registers(world, &sam, &world.event(&yves, "ri3", &webinar("Ada à bord")).await).await;
    memberships::invite(&world.db, &yves.actor, "ri3", "zoe@example.org").await.unwrap();
    world.guest().post("/sign-in", &[("address", "noa@example.org")]).await;
    let mails = delivered(world).await;
    let reply_to = |address: &str| {
        let (_, message) = mails.iter().find(|(to, _)| to == address).unwrap();
        header(&mailparse::parse_mail(message).unwrap(), "Reply-To")
    };
    assert_eq!(reply_to(&ada.address), "SIL <sil@example.org>");
    assert_eq!(reply_to(&bo.address), "SIL <journee@example.org>");
    assert!(reply_to(&sam.address).ends_with("<equipe@example.org>"), "{}", reply_to(&sam.address));
    assert_eq!(reply_to("zoe@example.org").replace('"', ""), "Yves Morin <yves.morin@example.org>", "the coordination that invites");
    assert_eq!(reply_to("noa@example.org"), "", "a link to sign in has nobody to answer");
    let (_, message) = mails.iter().find(|(to, _)| to == "zoe@example.org").unwrap();
    assert_eq!(header(&mailparse::parse_mail(message).unwrap(), "Subject"), "Yves Morin vous invite à rejoindre RI3");
}

#[tokio::test]
async fn mails_of_an_older_version_still_leave_with_a_reason() {
    let world = World::new().await;
    super::post(&world.db, "zoe@example.org").await;
    // As before migration 0060.
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("UPDATE mail SET why = '', reply_to = '', reply_to_name = '', thread = ''").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let mails = delivered(&world).await;
    let mail = mailparse::parse_mail(&mails[0].1).unwrap();
    let text = text_of(&mail);
    assert!(text.starts_with("Bonjour Zoé,\n\n.un point au début\n\nVotre inscription <http://127.0.0.1:3000/registrations/"), "{text}");
    assert!(text.contains("\n-- \nVous recevez ce message parce que cette adresse est liée à cet événement"), "{text}");
    for name in ["Reply-To", "References", "In-Reply-To"] {
        assert_eq!(header(&mail, name), "", "{name}");
    }
}

#[tokio::test]
async fn an_erased_person_is_not_named_in_their_invitations() {
    let world = World::new().await;
    let ri3 = world.network("ri3").await;
    let yves = world.coordinator(&ri3, "Yves Morin").await;
    memberships::invite(&world.db, &yves.actor, "ri3", "zoe@example.org").await.unwrap();
    assert_eq!(world.last_mail_to("zoe@example.org").await.subject, "Yves Morin vous invite à rejoindre RI3");
    memberships::invite(&world.db, &yves.actor, "ri3", "bo@example.org").await.unwrap();
    // This one has left, and its text was deleted: only its cause tells who invited.
    let mut tx = world.db.write().await.unwrap();
    for statement in [
        "UPDATE delivery SET state = 'sent', due_at = NULL WHERE address = 'bo@example.org'",
        "UPDATE mail SET body = '' WHERE id = (SELECT id FROM delivery WHERE address = 'bo@example.org')",
    ] {
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    domain::privacy::erase(&world.db, &yves.actor, &yves.address).await.unwrap();
    let sent = world.last_mail_to("bo@example.org").await;
    assert_eq!(sent.subject, "Une personne effacée vous invite à rejoindre RI3");
    let mail = world.last_mail_to("zoe@example.org").await;
    assert_eq!(mail.subject, "Une personne effacée vous invite à rejoindre RI3");
    assert!(!format!("{mail:?}").contains("Morin"), "{mail:?}");
    let mut tx = world.db.read().await.unwrap();
    let reply_addresses: Vec<String> = sqlx::query_scalar(
        "SELECT m.reply_to || m.reply_to_name FROM mail m JOIN delivery d ON d.mail = m.id WHERE d.cause = 'membership.invited'",
    )
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    assert_eq!(reply_addresses, ["", ""]);
}
