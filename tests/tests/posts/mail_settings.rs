//! How a list passes mail on, and which mails wait for their size, their files, or a moderator who has a link.

use domain::posts::{MailRule, ReceiveOutcome};
use mailparse::MailHeaderMap;
use tests::{DnsAnswer, DnsServer, MailServer, RunningWorker, SmtpAnswer, eventually_eq, subscribe_strangers};

use super::incoming::{ACCEPTED, VERIFIED, mail};
use super::*;

const HOST: &str = "lists.example.org";

fn held(reason: HoldReason) -> ReceiveOutcome {
    ReceiveOutcome::Stored(MailRule::Hold(reason))
}

/// The Subject, Reply-To and Cc of the copies of one mail of somebody whose domain lets nobody else send in its name.
async fn fields_of_copies(fixture: &DiscussionFixture, id: &str) -> (String, String, String) {
    let db = fixture.world.db.clone().with_lists_host(HOST);
    let dns = DnsServer::start([("_dmarc.strict.example", DnsAnswer::Text("v=DMARC1; p=reject"))]).await;
    let raw = format!(
        "Authentication-Results: mx.example.org; dkim=pass header.d=strict.example\r\nFrom: Lou Passage <lou@strict.example>\r\n\
         To: ri3-l@{HOST}\r\nCc: Zoé <zoe@ailleurs.fr>\r\nSubject: Calcul {id}\r\nMessage-ID: <{id}@strict.example>\r\n\r\nBonjour\r\n"
    );
    let relays = ["mx.example.org".to_owned()];
    let outcome = posts::receive(&db, &relays, "lou@strict.example", &[format!("{LIST}@{HOST}")], raw.into_bytes()).await.unwrap();
    assert_eq!(outcome, [ACCEPTED]);
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let mut config = tests::deliveries::smtp_config(server.port);
    config.mail.resolver = dns.address.to_string();
    let worker = RunningWorker::on(&db, &config);
    eventually_eq("each reader has a copy", 3, async || server.count()).await;
    worker.stops().await;
    let mut fields: Vec<_> = server
        .received()
        .into_iter()
        .map(|received| {
            let copy = mailparse::parse_mail(&received.message).unwrap();
            let header = |name: &str| copy.headers.get_first_value(name).unwrap_or_default();
            assert!(header("From").contains("via RI3-L"), "{}", header("From"));
            (header("Subject"), header("Reply-To"), header("Cc"))
        })
        .collect();
    fields.dedup();
    assert_eq!(fields.len(), 1, "all copies are alike: {fields:?}");
    fields.remove(0)
}

#[tokio::test]
async fn a_list_says_where_answers_go_and_what_stands_before_its_subjects() {
    let fixture = DiscussionFixture::with(|list| list.subject_prefix = "[RI3]".to_owned()).await;
    subscribe_strangers(&fixture.world.db, LIST, [("Lou Passage", "lou@strict.example")]).await;
    let (subject, reply_to, cc) = fields_of_copies(&fixture, "a").await;
    assert_eq!((subject.as_str(), reply_to.as_str()), ("[RI3] Calcul a", "RI3-L <ri3-l@lists.example.org>"));
    assert!(cc.contains("zoe@ailleurs.fr") && cc.contains("lou@strict.example"), "who answers all reaches the author: {cc}");
    fixture.change(|list| (list.reply_to, list.subject_prefix) = ("author".to_owned(), String::new())).await;
    let (subject, reply_to, cc) = fields_of_copies(&fixture, "b").await;
    assert_eq!((subject.as_str(), reply_to.as_str()), ("Calcul b", "Lou Passage <lou@strict.example>"));
    assert!(!cc.contains("lou@strict.example"), "{cc}");
    assert_eq!(lists::list_form(&fixture.world.db, &fixture.claire.actor, LIST).await.unwrap().input.reply_to, "author");
}

#[tokio::test]
async fn a_text_of_the_list_stands_under_each_post_and_breaks_no_part() {
    let footer = "Liste ri3-l — <écrire> à ri3-l@lists.example.org\nhttps://ri3.example.org";
    let fixture = DiscussionFixture::with(|list| list.footer = footer.to_owned()).await;
    let raw = format!(
        "{VERIFIED}DKIM-Signature: v=1; a=rsa-sha256; d=example.org; h=from:subject; bh=x; b=y\r\nFrom: {ADA}\r\nTo: ri3-l@{HOST}\r\n\
         Subject: Plan\r\nMessage-ID: <f@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
         Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nVoil=E0.\r\n--b\r\n\
         Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=plan.pdf\r\n\r\n%PDF-1.4\r\n--b--\r\n"
    );
    assert_eq!(fixture.posts_by_mail(ADA, &raw).await, ACCEPTED);
    accepted(fixture.starts(&fixture.bo, "Du site", "Bonjour **à tous**").await);
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let db = fixture.world.db.clone().with_lists_host(HOST);
    let worker = RunningWorker::on(&db, &tests::deliveries::smtp_config(server.port));
    eventually_eq("two posts to two readers", 4, async || server.count()).await;
    worker.stops().await;
    for received in server.received() {
        let text = String::from_utf8_lossy(&received.message).into_owned();
        let copy = mailparse::parse_mail(&received.message).unwrap();
        if copy.headers.get_first_value("Subject").as_deref() == Some("Plan") {
            assert!(!text.contains("d=example.org;"), "a signature of another body goes: {text}");
            let [first, under] = copy.subparts.as_slice() else { panic!("two parts: {text}") };
            assert_eq!(first.ctype.mimetype, "multipart/mixed");
            assert_eq!(first.subparts[0].get_body().unwrap().trim(), "Voilà.");
            assert_eq!(first.subparts[1].get_content_disposition().params.get("filename").map(String::as_str), Some("plan.pdf"));
            assert_eq!(
                (under.ctype.mimetype.as_str(), under.get_body().unwrap().trim().replace("\r\n", "\n").as_str()),
                ("text/plain", footer)
            );
        } else {
            let [plain, html] = copy.subparts.as_slice() else { panic!("two texts: {text}") };
            let plain = plain.get_body().unwrap().replace("\r\n", "\n");
            assert!(plain.contains(&format!("\n-- \n{footer}\n")), "{plain}");
            assert!(html.get_body().unwrap().contains("&lt;écrire&gt; à ri3-l@"), "{text}");
        }
    }
}

#[tokio::test]
async fn a_large_mail_and_files_wait_if_the_list_says_so() {
    let fixture = DiscussionFixture::with(|list| (list.largest, list.files_held) = ("1".to_owned(), "yes".to_owned())).await;
    let large = "é".repeat(510_000);
    assert_eq!(fixture.posts_by_mail(ADA, &mail(VERIFIED, ADA, "1@x", "Calcul", &large)).await, held(HoldReason::TooLarge));
    assert_eq!(fixture.posts_by_mail(ADA, &mail(VERIFIED, ADA, "2@x", "Calcul", &large[..900_000])).await, ACCEPTED);
    let claire = "claire.fontaine@example.org";
    assert_eq!(fixture.posts_by_mail(claire, &mail(VERIFIED, claire, "3@x", "Calcul", &large)).await, ACCEPTED, "who manages the list");
    let with_file = |id: &str, disposition: &str| {
        format!(
            "{VERIFIED}Message-ID: <{id}>\r\nFrom: {ADA}\r\nTo: ri3-l@{HOST}\r\nSubject: Plan\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nVoici.\r\n--b\r\n\
             Content-Type: application/pdf\r\nContent-Disposition: {disposition}; filename=plan.pdf\r\n\r\n%PDF-1.4\r\n--b--\r\n"
        )
    };
    assert_eq!(fixture.posts_by_mail(ADA, &with_file("4@x", "attachment")).await, held(HoldReason::HasFiles));
    fixture.change(|list| list.files_held = String::new()).await;
    assert_eq!(fixture.posts_by_mail(ADA, &with_file("5@x", "attachment")).await, ACCEPTED);

    let form = lists::list_form(&fixture.world.db, &fixture.claire.actor, LIST).await.unwrap().input;
    assert_eq!((form.largest.as_str(), form.files_held.as_str()), ("1", ""));
    for (field, change) in [
        ("largest", ListInput { largest: "0".to_owned(), ..form.clone() }),
        ("largest", ListInput { largest: "un".to_owned(), ..form.clone() }),
        ("largest", ListInput { largest: "101".to_owned(), ..form.clone() }),
        ("subject_prefix", ListInput { subject_prefix: "x".repeat(41), ..form.clone() }),
        ("footer", ListInput { footer: "x".repeat(501), ..form.clone() }),
        ("reply_to", ListInput { reply_to: "nobody".to_owned(), ..form.clone() }),
    ] {
        let refused = lists::edit_list(&fixture.world.db, &fixture.claire.actor, LIST, &change).await;
        assert!(matches!(&refused, Err(Error::Invalid(errors)) if errors[0].field == field), "{field}: {refused:?}");
    }
}

#[tokio::test]
async fn a_moderator_decides_by_the_link_of_the_mail_and_nobody_else_does() {
    let fixture = DiscussionFixture::moderated().await;
    let (world, guest) = (&fixture.world, fixture.world.guest());
    assert!(matches!(fixture.starts(&fixture.ada, "Calcul", "Qui utilise Rust ?").await, PostOutcome::Held { .. }));
    let mail = world.last_mail_to("claire.fontaine@example.org").await;
    let link = mail.link("/moderate/");
    let page = guest.get(&link).await;
    assert!(page.status == 200 && page.shows("Qui utilise Rust ?"), "{}", page.words());
    assert_eq!(fixture.held().await.len(), 1, "a program that follows links decides nothing");

    let (text, mark) = link.rsplit_once('.').unwrap();
    let (post, _) = text.rsplit_once('/').unwrap().1.split_once('.').unwrap();
    let other = format!("/moderate/{post}.{}.{mark}", fixture.bo.id);
    for forged in [format!("{text}.{}", "0".repeat(mark.len())), other, "/moderate/nothing".to_owned()] {
        assert!(guest.get(&forged).await.status.is_client_error(), "{forged}");
        assert!(guest.post(&forged, &[("act", "accept")]).await.status.is_client_error(), "{forged}");
    }
    assert_eq!(fixture.held().await.len(), 1);
    let refused = guest.post(&link, &[("act", "refuse"), ("reason", &"x".repeat(20_000))]).await;
    assert!(refused.status == 422 && refused.shows("Qui utilise Rust ?"), "{}", refused.words());
    assert_eq!(fixture.held().await.len(), 1);

    let decided = guest.post(&link, &[("act", "accept")]).await;
    assert!(decided.status == 200 && !decided.shows("Qui utilise Rust ?"), "{}", decided.words());
    assert!(fixture.held().await.is_empty());
    assert_eq!(fixture.copies(&PostId::from(post)).await, all("queued", &[ADA, BO]));
    guest.post(&link, &[("act", "discard")]).await;
    assert_eq!(fixture.copies(&PostId::from(post)).await, all("queued", &[ADA, BO]), "a decision is made once");
}

#[tokio::test]
async fn the_link_of_who_coordinates_no_more_decides_nothing() {
    let fixture = DiscussionFixture::moderated().await;
    let (world, guest) = (&fixture.world, fixture.world.guest());
    let dora = world.person("Dora Passage").await;
    world.mandate(&dora, &fixture.network, Some(&world.db.now().today())).await;
    fixture.starts(&fixture.ada, "Calcul", "Bonjour").await;
    let link = world.last_mail_to("dora.passage@example.org").await.link("/moderate/");
    assert_eq!(guest.get(&link).await.status, 200);
    world.advance(Duration::days(1));
    assert!(guest.get(&link).await.status.is_client_error());
    assert!(guest.post(&link, &[("act", "accept")]).await.status.is_client_error());
    assert_eq!(fixture.held().await.len(), 1);
}
