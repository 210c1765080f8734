//! Mail that comes back: the delivery says so, and an address from which it comes back too often gets no more mail until it is proved again.

use domain::delivery::{ContentCache, DeliveryOutcome};
use domain::posts::ReceiveOutcome;
use domain::{delivery, mail};
use tests::{ManualWorker, deliveries::report};

use super::*;

const HOST: &str = "lists.example.org";
const OTHER: &str = "ada@ailleurs.example.org";
const UNKNOWN_USER: (&str, &str, &str) = ("failed", "5.1.1", "550 5.1.1 User unknown");

/// A mail that left: its address, its cause, its envelope sender.
#[derive(Debug, Clone)]
struct SentMail {
    address: String,
    cause: String,
    envelope_from: String,
}

/// A report as Postfix writes it (RFC 3464).
fn dsn(address: &str, (action, status, said): (&str, &str, &str)) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.org\r\nSubject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nI'm sorry.\r\n--b\r\n\
         Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; {address}\r\nAction: {action}\r\n\
         Status: {status}\r\nDiagnostic-Code: smtp; {said}\r\n\r\n--b--\r\n"
    )
}

impl DiscussionFixture {
    /// Sends everything that waits.
    async fn sends(&self) -> Vec<SentMail> {
        let db = self.world.db.clone().with_lists_host(HOST);
        let worker = ManualWorker::named("worker");
        let claimed = worker.claims(&db, 100).await;
        let (prepared, _) = ContentCache::default().prepare(&db, claimed).await.unwrap();
        let reports: Vec<_> = prepared.iter().map(|prepared| report(&prepared.delivery, DeliveryOutcome::Sent)).collect();
        worker.report_and_claim(&db, &reports, false, 0).await;
        let sent = |prepared: delivery::PreparedDelivery| SentMail {
            address: prepared.delivery.address,
            cause: prepared.delivery.cause,
            envelope_from: prepared.delivery.envelope_from,
        };
        prepared.into_iter().map(sent).collect()
    }

    async fn receives_back(&self, envelope_from: &str, mail: &str) -> ReceiveOutcome {
        let db = self.world.db.clone().with_lists_host(HOST);
        assert!(posts::is_mail_address(&db, envelope_from).await.unwrap(), "{envelope_from} is taken at RCPT");
        posts::receive(&db, &[], "", &[envelope_from.to_owned()], mail.as_bytes().to_vec()).await.unwrap()[0]
    }

    /// Bo writes to the list; the copy to Ada comes back with that answer, twice. A day passes.
    async fn a_copy_comes_back(&self, answer: (&str, &str, &str)) {
        accepted(self.starts(&self.bo, "Calcul", "Bonjour").await);
        let copy = self.sends().await.into_iter().find(|sent| sent.address == ADA && sent.cause == "list.post").unwrap();
        for _ in 0..2 {
            assert_eq!(self.receives_back(&copy.envelope_from, &dsn(ADA, answer)).await, ReceiveOutcome::Returned);
        }
        self.world.advance(Duration::days(1));
    }

    /// Score, whether it was probed, whether it is suspended, of Ada's address.
    async fn standing(&self) -> Option<(i64, i64, i64)> {
        let mut tx = self.world.db.read().await.unwrap();
        sqlx::query_as(
            "SELECT score, CAST(CASE WHEN probed_at IS NULL THEN 0 ELSE 1 END AS BIGINT), CAST(CASE WHEN suspended_at IS NULL THEN 0 ELSE 1 END AS BIGINT)
               FROM failing_address WHERE address_key = $1",
        )
        .bind(ADA)
        .fetch_optional(&mut *tx)
        .await
        .unwrap()
    }

    /// A second address that Ada has proved.
    async fn ada_has_another_address(&self) {
        let mut tx = self.world.db.write().await.unwrap();
        sqlx::query(
            "INSERT INTO address (id, person, address, address_key, verified_at, preferred, created_at)
             SELECT 'other', person, $2, $2, created_at, 0, created_at FROM address WHERE address_key = $1",
        )
        .bind(ADA)
        .bind(OTHER)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// Ada's address is suspended: three days of failures, and a probe that came back.
    async fn suspends_ada(&self) {
        for _ in 0..3 {
            self.a_copy_comes_back(UNKNOWN_USER).await;
        }
        let probe = self.sends().await.into_iter().find(|sent| sent.cause == "bounce.probe").unwrap();
        assert_eq!(probe.address, ADA);
        self.receives_back(&probe.envelope_from, &dsn(ADA, UNKNOWN_USER)).await;
    }
}

#[tokio::test]
async fn an_address_that_bounces_is_probed_then_suspended() {
    let fixture = DiscussionFixture::open().await;
    fixture.ada_has_another_address().await;
    for (day, score) in [2, 4].into_iter().enumerate() {
        fixture.a_copy_comes_back(UNKNOWN_USER).await;
        assert_eq!(fixture.standing().await, Some((score, 0, 0)), "day {day}: once a day, however often it comes");
    }
    assert_eq!(fixture.mails(ADA, "bounce.probe").await, 0);
    assert!(!fixture.claire.get("/networks/ri3/members").await.shows("adresse à vérifier"));
    fixture.a_copy_comes_back(UNKNOWN_USER).await;
    assert_eq!((fixture.standing().await, fixture.mails(ADA, "bounce.probe").await), (Some((6, 1, 0)), 1));
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM delivery WHERE state = 'bounced'").await, 3);

    // What waits when the probe comes back does not leave.
    let waiting = accepted(fixture.starts(&fixture.bo, "Calcul", "Encore").await);
    let db = fixture.world.db.clone().with_lists_host(HOST);
    let probe = ManualWorker::named("probes").claims(&db, 1).await.into_iter().find(|claimed| claimed.cause == "bounce.probe").unwrap();
    let (prepared, _) = ContentCache::default().prepare(&db, vec![probe]).await.unwrap();
    fixture.receives_back(&prepared[0].delivery.envelope_from, &dsn(ADA, UNKNOWN_USER)).await;
    assert_eq!(fixture.standing().await.map(|(_, _, suspended)| suspended), Some(1));
    let states: Vec<_> = fixture.copies(&waiting).await.into_iter().filter(|(address, _)| address == ADA).map(|(_, state)| state).collect();
    assert!(states == ["suspended"] || states == ["sending"], "{states:?}");

    let told = fixture.world.last_mail_to(OTHER).await;
    assert!(told.cause == "bounce.suspended" && told.body.contains("User unknown") && told.body.contains("/me/addresses"), "{}", told.body);
    let next = accepted(fixture.starts(&fixture.bo, "Calcul", "Suite").await);
    assert_eq!(fixture.copies(&next).await, [(ADA.to_owned(), "suspended".to_owned()), (BO.to_owned(), "queued".to_owned())]);
}

#[tokio::test]
async fn coordinators_see_the_address_to_check_and_its_owner_lifts_it() {
    let fixture = DiscussionFixture::open().await;
    fixture.suspends_ada().await;
    let next = accepted(fixture.starts(&fixture.bo, "Suite", "Bonjour").await);
    let members = fixture.claire.get("/networks/ri3/members?state=bouncing").await;
    assert!(members.shows("adresse à vérifier") && members.shows("User unknown"), "{}", members.words());
    assert!(members.shows("Lovelace") && !members.shows("Martin"), "{}", members.words());
    let subscribers = fixture.claire.get("/lists/ri3-l/subscribers?who=bouncing").await;
    assert!(subscribers.shows("Ada Lovelace") && !subscribers.shows("Bo Martin"), "{}", subscribers.words());
    let dashboard = fixture.ada.get("/me").await;
    assert!(dashboard.shows("ne partent plus vers"), "{}", dashboard.words());
    assert!(!fixture.bo.get("/me").await.shows("ne partent plus vers"));
    assert!(fixture.ada.get("/me/addresses").await.shows("Recevoir un lien à cette adresse"));

    let asked = fixture.ada.post("/sign-in", &[("address", ADA), ("next", "/me/addresses")]).await;
    assert_eq!(asked.status, 200, "{}", asked.words());
    let link = fixture.world.last_mail_to(ADA).await.link("/sign-in/");
    let sent = fixture.sends().await;
    assert!(sent.iter().any(|sent| sent.address == ADA && sent.cause == "sign_in.link"), "the link leaves all the same: {sent:?}");
    fixture.world.guest().post(&link, &[]).await;
    assert_eq!(fixture.standing().await, None, "she read it: the address works");
    assert!(!fixture.ada.get("/me").await.shows("ne partent plus vers"));
    assert_eq!(fixture.copies(&next).await[0].1, "suspended", "what was not sent is in the archive");
    let after = accepted(fixture.starts(&fixture.bo, "Suite", "Bonjour").await);
    assert_eq!(fixture.copies(&after).await, all("queued", &[ADA, BO]));
}

#[tokio::test]
async fn only_failures_of_the_address_count() {
    let fixture = DiscussionFixture::open().await;
    for answer in [
        ("delayed", "4.4.1", "connect: Connection timed out"),
        ("failed", "5.7.1", "550 5.7.1 Message rejected as spam"),
        ("failed", "5.3.4", "552 5.3.4 Message too big"),
        ("delivered", "2.0.0", "250 ok"),
    ] {
        fixture.a_copy_comes_back(answer).await;
        assert_eq!(fixture.standing().await, None, "{answer:?}");
    }
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM delivery_event WHERE step = 'delayed'").await, 1);
    assert_eq!(
        count(&fixture.world, "SELECT COUNT(*) FROM delivery WHERE state = 'bounced'").await,
        2,
        "refused mails came back all the same"
    );
    fixture.a_copy_comes_back(("failed", "5.2.2", "552 5.2.2 Mailbox full")).await;
    assert_eq!(fixture.standing().await, Some((1, 0, 0)), "a full mailbox may be emptied");

    accepted(fixture.starts(&fixture.bo, "Calcul", "Bonjour").await);
    let copy = fixture.sends().await.into_iter().find(|sent| sent.address == ADA).unwrap();
    let absent = "From: ada.lovelace@example.org\r\nSubject: Absente du bureau\r\nAuto-Submitted: auto-replied\r\n\r\nJe rentre lundi.\r\n";
    assert_eq!(fixture.receives_back(&copy.envelope_from, absent).await, ReceiveOutcome::Returned);
    assert_eq!(fixture.receives_back(&copy.envelope_from, "\0garbage").await, ReceiveOutcome::Returned);
    assert_eq!(fixture.standing().await, Some((1, 0, 0)), "she is away, the mail arrived");
}

#[tokio::test]
async fn nobody_can_make_an_address_fail_by_guessing() {
    let fixture = DiscussionFixture::open().await;
    let db = fixture.world.db.clone().with_lists_host(HOST);
    accepted(fixture.starts(&fixture.bo, "Calcul", "Bonjour").await);
    let sent = fixture.sends().await;
    let copy = sent.iter().find(|sent| sent.address == ADA).unwrap().envelope_from.clone();
    assert!(copy.split('@').next().unwrap().len() <= 64, "a local part has 64 octets at most: {copy}");
    let senders: std::collections::BTreeSet<_> = sent.iter().map(|sent| &sent.envelope_from).collect();
    assert_eq!(senders.len(), sent.len(), "each mail has a sender of its own");
    let other = if copy.contains("0@") { copy.replace("0@", "1@") } else { copy.replace('@', "0@") };
    for forged in [other.as_str(), "bounces@lists.example.org", "bounces+@lists.example.org", "bounces+a-b@lists.example.org"] {
        assert!(!posts::is_mail_address(&db, forged).await.unwrap(), "{forged}");
        let outcome = posts::receive(&db, &[], "", &[forged.to_owned()], dsn(ADA, UNKNOWN_USER).into_bytes()).await.unwrap();
        assert_eq!(outcome, [ReceiveOutcome::Unknown], "{forged}");
    }
    assert!(!posts::is_mail_address(&db, &copy.replace("lists.example.org", "example.org")).await.unwrap());
    assert_eq!(fixture.standing().await, None);
    // Servers on the way may change the case.
    assert_eq!(fixture.receives_back(&copy.to_uppercase(), &dsn(ADA, UNKNOWN_USER)).await, ReceiveOutcome::Returned);
    assert_eq!(fixture.standing().await, Some((2, 0, 0)));
}

#[tokio::test]
async fn a_refusal_at_once_counts_as_much_as_a_bounce() {
    let fixture = DiscussionFixture::open().await;
    let db = &fixture.world.db;
    let worker = ManualWorker::named("worker");
    let refused = async |why: &str| {
        accepted(fixture.starts(&fixture.bo, "Calcul", "Bonjour").await);
        for claimed in worker.claims(db, 100).await {
            let outcome = if claimed.address == ADA { DeliveryOutcome::Failed(why.to_owned()) } else { DeliveryOutcome::Sent };
            worker.reports(db, &claimed, outcome).await;
        }
        fixture.world.advance(Duration::days(1));
    };
    refused("the mail has no text").await;
    refused("permanent error (550): 5.7.1 Spam").await;
    assert_eq!(fixture.standing().await, None, "not the fault of the address");
    for _ in 0..3 {
        refused("permanent error (550): 5.1.1 User unknown").await;
    }
    assert_eq!(fixture.standing().await, Some((6, 1, 0)));
    refused("permanent error (550): 5.1.1 User unknown").await;
    assert_eq!(fixture.standing().await.map(|(.., suspended)| suspended), Some(1), "the probe was refused, too");
    assert_eq!(fixture.mails(ADA, "bounce.suspended").await, 0, "she has no other address: her next visit tells her");
}

#[tokio::test]
async fn a_probe_that_arrives_and_time_forgive() {
    let fixture = DiscussionFixture::open().await;
    for _ in 0..3 {
        fixture.a_copy_comes_back(UNKNOWN_USER).await;
    }
    fixture.sends().await;
    assert_eq!(mail::settle_probes(&fixture.world.db).await, Ok(0), "it may still come back");
    fixture.world.advance(Duration::days(8));
    assert_eq!(mail::settle_probes(&fixture.world.db).await, Ok(1));
    assert_eq!(fixture.standing().await, None);

    fixture.a_copy_comes_back(UNKNOWN_USER).await;
    fixture.world.advance(Duration::days(65));
    fixture.a_copy_comes_back(UNKNOWN_USER).await;
    assert_eq!(fixture.standing().await, Some((2, 0, 0)), "two months take two from the score");
    fixture.world.advance(Duration::days(200));
    mail::settle_probes(&fixture.world.db).await.unwrap();
    assert_eq!(fixture.standing().await, None);
}

#[tokio::test]
async fn a_bounce_that_is_faster_than_the_worker_s_report_counts() {
    let fixture = DiscussionFixture::open().await;
    let db = fixture.world.db.clone().with_lists_host(HOST);
    let post = accepted(fixture.starts(&fixture.bo, "Calcul", "Bonjour").await);
    let worker = ManualWorker::named("worker");
    let claimed = worker.claims(&db, 100).await;
    let (prepared, _) = ContentCache::default().prepare(&db, claimed.clone()).await.unwrap();
    let copy = prepared.iter().find(|prepared| prepared.delivery.address == ADA).unwrap();
    fixture.receives_back(&copy.delivery.envelope_from, &dsn(ADA, UNKNOWN_USER)).await;
    for delivery in &claimed {
        worker.reports(&db, delivery, DeliveryOutcome::Sent).await;
    }
    assert_eq!(fixture.copies(&post).await, [(ADA.to_owned(), "bounced".to_owned()), (BO.to_owned(), "sent".to_owned())]);
    assert_eq!(ManualWorker::named("next").takes_over(&db, true).await, 0, "nothing is in flight");
}

#[tokio::test]
async fn each_person_s_mails_are_shown_to_them_and_to_their_coordinators() {
    let fixture = DiscussionFixture::open().await;
    let other = fixture.world.network("autre").await;
    let diane = fixture.world.coordinator(&other, "Diane Roche").await;
    fixture.world.joins(&fixture.ada, &other).await;
    lists::create_list(&fixture.world.db, &diane.actor, "autre", &discussion("autre-l", "autre")).await.unwrap();
    fixture.a_copy_comes_back(UNKNOWN_USER).await;
    posts::start(&fixture.world.db, &diane.actor, "autre-l", Language::Fr, &written("Secret d’ailleurs", "Bonjour")).await.unwrap();

    let own = fixture.ada.get("/me/mails").await;
    assert!(own.shows("Calcul") && own.shows("Secret d’ailleurs") && own.shows("revenu"), "{}", own.words());
    let members = fixture.claire.get("/networks/ri3/members?q=lovelace").await;
    let member = members.attributes("main td a", "href").into_iter().find(|href| href.starts_with("/networks/ri3/members/")).unwrap();
    let path = format!("{member}/mails");
    assert!(fixture.claire.get(&member).await.attributes("main a", "href").contains(&path));
    let seen = fixture.claire.get(&path).await;
    assert!(seen.shows("Calcul") && seen.shows("revenu") && seen.shows("User unknown"), "{}", seen.words());
    assert!(!seen.shows("Secret d’ailleurs"), "another network's mail is not hers to see: {}", seen.words());
    let zoe = fixture.world.person("Zoé Ailleurs").await;
    for (coordinator, network) in [(&fixture.claire, "ri3"), (&diane, "autre")] {
        domain::memberships::add(&fixture.world.db, &coordinator.actor, network, &zoe.address).await.unwrap();
    }
    let members = fixture.claire.get("/networks/ri3/members?q=ailleurs").await;
    let member = members.attributes("main td a", "href").into_iter().find(|href| href.starts_with("/networks/ri3/members/")).unwrap();
    let seen = fixture.claire.get(&format!("{member}/mails")).await;
    assert!(seen.shows("RI3") && !seen.shows("AUTRE"), "what the network wrote about her membership: {}", seen.words());
    assert_eq!(seen.all("main tbody tr").len(), 1, "{}", seen.words());
    for stranger in [&fixture.bo, &fixture.ada, &diane] {
        assert_eq!(stranger.get(&path).await.status, 404, "{}", stranger.address);
    }
    assert_eq!(fixture.claire.get(&path.replace("/ri3/", "/autre/")).await.status, 404);
    assert!(matches!(fixture.world.guest().get("/me/mails").await.status.as_u16(), 303 | 401));
}
