//! How readers want a list: each post, a digest, a pause, none; on the site, by the link of a mail, by a mail.

use domain::delivery::ContentCache;
use domain::lists::ReadingOptionsInput;
use domain::mail::RenderedMail;
use domain::posts::ReceiveOutcome;
use mailparse::MailHeaderMap;
use tests::{MailServer, ManualWorker, RunningWorker, SmtpAnswer, eventually_eq, subscribe_strangers};

use super::*;

const HOST: &str = "lists.example.org";

fn chosen(rhythm: &str) -> ReadingOptionsInput {
    ReadingOptionsInput { rhythm: rhythm.to_owned(), format: "plain".to_owned(), own_posts: "yes".to_owned(), paused_until: String::new() }
}

impl DiscussionFixture {
    async fn chooses(&self, user: &TestUser, input: &ReadingOptionsInput) {
        lists::set_options(&self.world.db, &user.actor, LIST, input).await.unwrap();
    }

    /// The addresses to which digests are queued, with their cause, and what they say; all of them leave.
    async fn digests(&self) -> Vec<(String, String, RenderedMail)> {
        posts::send_due_digests(&self.world.db).await.unwrap();
        let worker = ManualWorker::named("worker");
        let claimed = worker.claims(&self.world.db, 100).await;
        let reports: Vec<_> = claimed.iter().map(|one| tests::deliveries::report(one, domain::delivery::DeliveryOutcome::Sent)).collect();
        let (prepared, _) = ContentCache::default().prepare(&self.world.db, claimed).await.unwrap();
        worker.report_and_claim(&self.world.db, &reports, false, 0).await;
        let digests = prepared.into_iter().filter(|one| one.delivery.cause.starts_with("list.digest"));
        let mut digests: Vec<_> =
            digests.map(|one| (one.delivery.address.clone(), one.delivery.cause.clone(), one.render().unwrap())).collect();
        digests.sort_by(|one, other| one.0.cmp(&other.0));
        digests
    }
}

#[tokio::test]
async fn a_reader_of_the_weekly_digest_gets_one_mail_on_monday() {
    let fixture = DiscussionFixture::open().await;
    fixture.chooses(&fixture.ada, &chosen("weekly")).await;
    // The world begins on a Friday, at nine.
    let first = accepted(fixture.starts(&fixture.bo, "Calcul", "Qui utilise **Rust** ?").await);
    assert_eq!(fixture.copies(&first).await, all("queued", &[BO]), "no copy of its own for Ada");
    let answer = accepted(fixture.answers(&fixture.claire, &first, "Moi.").await);
    assert!(fixture.digests().await.is_empty(), "not before Monday");
    posts::remove(&fixture.world.db, &fixture.claire.actor, LIST, &accepted(fixture.starts(&fixture.bo, "Erreur", "Oups").await))
        .await
        .unwrap();
    fixture.world.advance(Duration::days(3));
    let digests = fixture.digests().await;
    let [(address, _, mail)] = digests.as_slice() else { panic!("one digest: {}", digests.len()) };
    assert_eq!((address.as_str(), mail.subject.as_str()), (ADA, "RI3-L, résumé du 23 novembre 2026\u{202f}: 2 messages"));
    assert!(mail.plain.contains("1. Calcul – Bo Martin\n2. Re: Calcul – Claire Fontaine\n"), "{}", mail.plain);
    assert!(mail.plain.contains("Qui utilise Rust ?") && mail.plain.contains(&format!("/answer?post={answer}\n")), "{}", mail.plain);
    assert!(mail.html.contains("<strong>Rust</strong>") && mail.html.contains("href=\"#p2\""), "{}", mail.html);
    assert!(!mail.plain.contains("Oups"), "removed meanwhile");
    let header = |name: &str| mail.list_headers.iter().find(|(header, _)| *header == name).map_or("", |(_, value)| value.as_str());
    assert!(header("List-Unsubscribe").contains("/unsubscribe/l.") && header("List-Id").contains("ri3-l.lists."));

    assert!(fixture.digests().await.is_empty(), "once");
    fixture.world.advance(Duration::days(7));
    assert!(fixture.digests().await.is_empty(), "nothing was said");
    accepted(fixture.starts(&fixture.bo, "Stockage", "Bonjour").await);
    fixture.world.advance(Duration::days(7));
    let digests = fixture.digests().await;
    assert_eq!(
        digests.iter().map(|(.., mail)| mail.subject.as_str()).collect::<Vec<_>>(),
        ["RI3-L, résumé du 7 décembre 2026\u{202f}: un message"]
    );
}

#[tokio::test]
async fn who_leaves_a_digest_misses_nothing_and_gets_nothing_twice() {
    let fixture = DiscussionFixture::open().await;
    fixture.chooses(&fixture.ada, &chosen("daily")).await;
    accepted(fixture.starts(&fixture.bo, "Avant", "Bonjour").await);
    fixture.world.advance(Duration::minutes(1));
    fixture.chooses(&fixture.ada, &chosen("each")).await;
    fixture.world.advance(Duration::minutes(1));
    let after = accepted(fixture.starts(&fixture.bo, "Après", "Bonjour").await);
    assert_eq!(fixture.copies(&after).await, all("queued", &[ADA, BO]));
    let digests = fixture.digests().await;
    assert_eq!(digests.len(), 1, "what was posted before her change, at once");
    assert!(digests[0].2.plain.contains("Avant") && !digests[0].2.plain.contains("Après"), "{}", digests[0].2.plain);
    accepted(fixture.starts(&fixture.bo, "Plus tard", "Bonjour").await);
    fixture.world.advance(Duration::days(1));
    assert!(fixture.digests().await.is_empty(), "the last one");
}

#[tokio::test]
async fn who_changes_from_a_week_to_a_day_gets_each_post_once() {
    let fixture = DiscussionFixture::open().await;
    fixture.chooses(&fixture.ada, &chosen("weekly")).await;
    accepted(fixture.starts(&fixture.bo, "Vendredi", "Bonjour").await);
    fixture.world.advance(Duration::hours(1));
    fixture.chooses(&fixture.ada, &chosen("daily")).await;
    assert!(fixture.digests().await.is_empty(), "not before the morning");
    // On Saturday, five past six in Paris is five past five in UTC.
    let morning = domain::clock::Timestamp::parse("2026-11-21T05:05:00Z").unwrap();
    fixture.world.advance(Duration::seconds(morning.seconds() - fixture.world.db.now().seconds() - 60));
    assert!(fixture.digests().await.is_empty(), "a post of six o’clock may still be on its way");
    fixture.world.advance(Duration::minutes(1));
    let digests = fixture.digests().await;
    assert_eq!(
        digests.iter().map(|(.., mail)| mail.subject.as_str()).collect::<Vec<_>>(),
        ["RI3-L, résumé du 21 novembre 2026\u{202f}: un message"]
    );
    accepted(fixture.starts(&fixture.bo, "Samedi", "Bonjour").await);
    fixture.chooses(&fixture.ada, &chosen("weekly")).await;
    fixture.world.advance(Duration::days(2));
    let digests = fixture.digests().await;
    let [(_, _, monday)] = digests.as_slice() else { panic!("{}", digests.len()) };
    assert!(monday.plain.contains("Samedi") && !monday.plain.contains("Vendredi"), "{}", monday.plain);
    // No mail, and then digests again: what was said meanwhile was not wanted.
    fixture.chooses(&fixture.ada, &chosen("none")).await;
    accepted(fixture.starts(&fixture.bo, "Lundi", "Bonjour").await);
    assert!(fixture.digests().await.is_empty());
    fixture.world.advance(Duration::days(1));
    fixture.chooses(&fixture.ada, &chosen("daily")).await;
    fixture.world.advance(Duration::days(1));
    assert!(fixture.digests().await.is_empty());
}

#[tokio::test]
async fn a_digest_leaves_without_what_was_removed_and_its_answers_are_held() {
    let fixture = DiscussionFixture::open().await;
    let db = fixture.world.db.clone().with_lists_host(HOST);
    fixture.chooses(&fixture.ada, &chosen("daily")).await;
    accepted(fixture.starts(&fixture.bo, "Gardé", "Bonjour").await);
    let removed = accepted(fixture.starts(&fixture.bo, "Retiré", "Secret").await);
    fixture.world.advance(Duration::days(1));
    posts::send_due_digests(&db).await.unwrap();
    let worker = ManualWorker::named("worker");
    let claimed: Vec<_> = worker.claims(&db, 100).await.into_iter().filter(|one| one.digest.is_some()).collect();
    let mut cache = ContentCache::default();
    let text = async |cache: &mut ContentCache| {
        let (prepared, unreadable) = cache.prepare(&db, claimed.clone()).await.unwrap();
        assert!(unreadable.is_empty());
        prepared[0].render().unwrap().plain
    };
    assert!(text(&mut cache).await.contains("Secret"));
    posts::remove(&db, &fixture.claire.actor, LIST, &removed).await.unwrap();
    let rest = text(&mut cache).await;
    assert!(rest.contains("Gardé") && !rest.contains("Secret") && !rest.contains("Retiré"), "{rest}");

    let mail = |id: &str, answered: &str| {
        format!(
            "Authentication-Results: mx.example.org; dkim=pass header.d=example.org\r\nFrom: Ada <{ADA}>\r\nTo: ri3-l@{HOST}\r\nSubject: Re: RI3-L\r\n\
             Message-ID: <{id}@x>\r\nIn-Reply-To: <{answered}>\r\n\r\nTout à fait."
        )
    };
    let answers = domain::mail::message_id(&claimed[0].id, db.read().await.unwrap().host());
    let outcome = async |id: &str, answered: &str| {
        let relays = ["mx.example.org".to_owned()];
        posts::receive(&db, &relays, ADA, &[format!("ri3-l@{HOST}")], mail(id, answered).into_bytes()).await.unwrap()
    };
    let held = ReceiveOutcome::Stored(posts::MailRule::Hold(domain::enums::HoldReason::AnswersDigest));
    assert_eq!(outcome("a", &answers).await, [held]);
    assert_eq!(outcome("b", "unknown@elsewhere.org").await, [ReceiveOutcome::Stored(posts::MailRule::Accept)]);
}

#[tokio::test]
async fn pauses_own_posts_and_no_mail_are_respected() {
    let fixture = DiscussionFixture::open().await;
    let (db, ada, bo) = (&fixture.world.db, &fixture.ada, &fixture.bo);
    fixture.chooses(bo, &ReadingOptionsInput { own_posts: String::new(), ..chosen("each") }).await;
    let own = accepted(fixture.starts(bo, "Calcul", "Bonjour").await);
    assert_eq!(fixture.copies(&own).await, all("queued", &[ADA]), "he does not want his own");
    let other = accepted(fixture.starts(ada, "Calcul", "Bonjour").await);
    assert_eq!(fixture.copies(&other).await, all("queued", &[ADA, BO]));

    let until = (fixture.world.db.now().plus(Duration::days(10))).today();
    fixture.chooses(ada, &ReadingOptionsInput { paused_until: until.clone(), ..chosen("each") }).await;
    let paused = accepted(fixture.starts(bo, "Pause", "Bonjour").await);
    assert_eq!(fixture.copies(&paused).await, Vec::new());
    assert!(ada.get("/me/lists").await.shows("en pause jusqu’au"));
    assert_eq!(ada.get(&format!("/lists/ri3-l/threads/{paused}")).await.status, 200, "she reads it on the site");
    fixture.world.advance(Duration::days(10));
    let resumed = accepted(fixture.starts(bo, "Reprise", "Bonjour").await);
    assert_eq!(fixture.copies(&resumed).await, all("queued", &[ADA]));

    fixture.chooses(ada, &chosen("none")).await;
    fixture.change(|list| list.archive = "subscribers".to_owned()).await;
    let silent = accepted(fixture.starts(bo, "Silence", "Bonjour").await);
    assert_eq!(fixture.copies(&silent).await, Vec::new());
    assert_eq!(ada.get(&format!("/lists/ri3-l/threads/{silent}")).await.status, 200, "a reader without mail is a reader");
    for (input, field) in [
        (ReadingOptionsInput { rhythm: "hourly".to_owned(), ..chosen("each") }, "rhythm"),
        (ReadingOptionsInput { format: "pdf".to_owned(), ..chosen("each") }, "format"),
        (ReadingOptionsInput { paused_until: "2020-01-01".to_owned(), ..chosen("each") }, "paused_until"),
        (ReadingOptionsInput { paused_until: "bientôt".to_owned(), ..chosen("each") }, "paused_until"),
        (ReadingOptionsInput { paused_until: "2099-01-01".to_owned(), ..chosen("each") }, "paused_until"),
    ] {
        let refused = lists::set_options(db, &ada.actor, LIST, &input).await;
        assert!(matches!(&refused, Err(Error::Invalid(errors)) if errors[0].field == field), "{input:?}: {refused:?}");
    }
    let stranger = fixture.world.person("Zoé Ailleurs").await;
    assert_eq!(lists::set_options(db, &stranger.actor, LIST, &chosen("daily")).await, Err(Error::NotFound));
}

#[tokio::test]
async fn options_are_chosen_on_pages_and_by_a_link_without_an_account() {
    let fixture = DiscussionFixture::open().await;
    let (world, ada) = (&fixture.world, &fixture.ada);
    subscribe_strangers(&world.db, LIST, [("Lou", "lou@example.org")]).await;
    assert!(ada.get("/me/lists").await.attributes("main a", "href").contains(&"/lists/ri3-l/options".to_owned()));
    let form = [("rhythm", "weekly"), ("format", "mime"), ("own_posts", "yes"), ("paused_until", "")];
    let saved = ada.submit("/lists/ri3-l/options", &form).await;
    assert!(saved.shows("C’est noté."), "{}", saved.words());
    assert!(ada.get("/me/lists").await.shows("Rythme et pause – RI3-L – un résumé par semaine"));
    let refused = ada.post("/lists/ri3-l/options", &[("rhythm", "weekly"), ("format", "mime"), ("paused_until", "2001-01-01")]).await;
    assert!(refused.status == 422 && refused.error_of("paused_until").is_some(), "{}", refused.words());
    assert_eq!(refused.value_of("paused_until").as_deref(), Some("2001-01-01"), "what was typed stays");

    // Lou asks by mail, and chooses by the link of the answer.
    let db = world.db.clone().with_lists_host(HOST);
    let asked = "From: Lou <lou@example.org>\r\nTo: ri3-l-options@lists.example.org\r\nMessage-ID: <o@x>\r\n\r\n";
    let outcome = posts::receive(&db, &[], "lou@example.org", &[format!("ri3-l-options@{HOST}")], asked.as_bytes().to_vec()).await.unwrap();
    assert_eq!(outcome, [ReceiveOutcome::Stored(posts::MailRule::Command)]);
    let link = world.last_mail_to("lou@example.org").await.link("/unsubscribe/");
    assert!(link.ends_with("/options"), "{link}");
    let guest = world.guest();
    assert!(guest.get(&link).await.shows("lou@example.org"));
    assert!(guest.submit(&link, &[("rhythm", "none"), ("format", "plain")]).await.shows("C’est noté."));
    assert!(guest.get(link.trim_end_matches("/options")).await.shows("Recevoir plutôt un résumé"));
    let post = accepted(fixture.starts(&fixture.bo, "Calcul", "Bonjour").await);
    assert_eq!(fixture.copies(&post).await, all("queued", &[BO]), "Ada chose the digest, Lou none");
    for wrong in [link.replace("/unsubscribe/", "/unsubscribe/x"), "/unsubscribe/nothing/options".to_owned()] {
        assert!(guest.get(&wrong).await.status.is_client_error(), "{wrong}");
    }
    let stopped = guest.post(link.trim_end_matches("/options"), &[("act", "stop")]).await;
    assert!(!stopped.shows("Recevoir plutôt un résumé"), "{}", stopped.words());
    assert!(guest.get(&link).await.status.is_client_error(), "who unsubscribed has no options");
    guest.post(link.trim_end_matches("/options"), &[("act", "back")]).await;
    let post = accepted(fixture.starts(&fixture.bo, "Retour", "Bonjour").await);
    assert!(fixture.copies(&post).await.iter().any(|(address, _)| address == "lou@example.org"), "who comes back begins as everybody");
}

#[tokio::test]
async fn a_post_that_waits_for_its_list_is_in_the_digests_chosen_meanwhile() {
    let fixture = DiscussionFixture::open().await;
    let db = &fixture.world.db;
    fixture.chooses(&fixture.ada, &chosen("daily")).await;
    // As if she had chosen it after the transaction of the post began: her place is later than its time.
    let mut tx = db.write().await.unwrap();
    let place = tx.now.plus(Duration::seconds(40));
    sqlx::query("UPDATE reading_option SET digest_from = $1").bind(place).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let mail = |id: &str| {
        let field = "Authentication-Results: mx.example.org; dkim=pass header.d=example.org";
        format!("{field}\r\nFrom: {BO}\r\nTo: ri3-l@{HOST}\r\nSubject: Par mail\r\nMessage-ID: <{id}@x>\r\n\r\nBonjour").into_bytes()
    };
    let relays = ["mx.example.org".to_owned()];
    let hosted = db.clone().with_lists_host(HOST);
    posts::receive(&hosted, &relays, BO, &[format!("ri3-l@{HOST}")], mail("a")).await.unwrap();
    accepted(fixture.starts(&fixture.bo, "Du site", "Bonjour").await);
    fixture.world.advance(Duration::days(1));
    let digests = fixture.digests().await;
    let [(_, _, digest)] = digests.as_slice() else { panic!("one digest: {}", digests.len()) };
    assert!(digest.plain.contains("Par mail") && digest.plain.contains("Du site"), "{}", digest.plain);
}

#[tokio::test]
async fn a_mime_digest_is_read_as_mails_by_another_program() {
    let fixture = DiscussionFixture::open().await;
    fixture.chooses(&fixture.ada, &ReadingOptionsInput { format: "mime".to_owned(), ..chosen("daily") }).await;
    let long = "é".repeat(2000);
    for (subject, body) in [("Réunion", "Où ?\n\n.\n\nFrom ici"), ("Long", long.as_str())] {
        accepted(fixture.starts(&fixture.bo, subject, body).await);
    }
    fixture.world.advance(Duration::days(1));
    posts::send_due_digests(&fixture.world.db).await.unwrap();
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let worker = RunningWorker::on(&fixture.world.db, &tests::deliveries::smtp_config(server.port));
    eventually_eq("two copies for Bo, a digest for Ada", 3, async || server.received().len()).await;
    worker.stops().await;
    let mail =
        server.received().into_iter().find(|received| String::from_utf8_lossy(&received.message).contains("multipart/digest")).unwrap();
    let digest = mailparse::parse_mail(&mail.message).unwrap();
    assert_eq!(digest.ctype.mimetype, "multipart/mixed");
    assert!(digest.subparts[0].get_body().unwrap().contains("1. Réunion"));
    let parts = &digest.subparts[1];
    assert_eq!((parts.ctype.mimetype.as_str(), parts.subparts.len()), ("multipart/digest", 2));
    for (part, (subject, text)) in parts.subparts.iter().zip([("Réunion", "From ici"), ("Long", long.as_str())]) {
        assert_eq!(part.ctype.mimetype, "message/rfc822");
        let raw = part.get_body_raw().unwrap();
        let post = mailparse::parse_mail(&raw).unwrap();
        assert_eq!(post.headers.get_first_value("Subject").unwrap(), subject);
        assert!(post.headers.get_first_value("From").unwrap().contains(BO));
        assert!(post.get_body().unwrap().contains(text), "{subject}");
    }
}

#[tokio::test]
async fn two_processes_make_each_digest_once_and_long_ones_are_cut() {
    let fixture = DiscussionFixture::open().await;
    fixture.chooses(&fixture.ada, &chosen("daily")).await;
    let mut tx = fixture.world.db.write().await.unwrap();
    for at in 0..250 {
        sqlx::query(
            "INSERT INTO post (id, list, thread, message_id, author_name, author_address, author_key, subject, body, language, state, hold_reason, posted_at, recipients)
             SELECT $1, l.id, $1, $1, 'Bo', $2, $2, 'Sujet', 'Texte', 'fr', 'accepted', '', $3, 0 FROM list l WHERE l.slug = 'ri3-l'",
        )
        .bind(format!("post{at:03}"))
        .bind(BO)
        .bind(tx.now.plus(Duration::seconds(at)))
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    fixture.world.advance(Duration::days(1));
    let db = &fixture.world.db;
    let (one, two) = tokio::join!(posts::send_due_digests(db), posts::send_due_digests(db));
    assert_eq!(one.unwrap() + two.unwrap(), 3);
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM digest").await, 3);
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM delivery WHERE digest IS NOT NULL").await, 3);
    let in_digests =
        "SELECT COUNT(*) FROM digest g JOIN post p ON p.list = g.list AND p.posted_at > g.posted_after AND p.posted_at <= g.posted_until";
    assert_eq!(count(&fixture.world, in_digests).await, 250, "each post in one");
}

#[tokio::test]
async fn announcements_follow_a_pause_and_offer_no_digest() {
    let fixture = DiscussionFixture::open().await;
    let (db, claire, ada) = (&fixture.world.db, &fixture.claire, &fixture.ada);
    let page = ada.get("/lists/ri3/options").await;
    assert!(page.status == 200 && !page.shows("un résumé par jour") && page.shows("aucun courriel"), "{}", page.words());
    assert!(matches!(lists::set_options(db, &ada.actor, "ri3", &chosen("daily")).await, Err(Error::Invalid(_))));
    lists::set_options(db, &ada.actor, "ri3", &chosen("none")).await.unwrap();
    let input = domain::lists::MessageInput { audience: vec!["subscribers:".to_owned()], ..tests::message("Programme", "Bonjour") };
    tests::send_message(db, &claire.actor, "ri3", &input).await;
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM delivery WHERE message IS NOT NULL AND proof = 0").await, 1, "Bo alone");
}
