//! The From field of the copies of a mail: that of its author, if their domain lets others send in its name.

use domain::db::Db;
use domain::posts::{MailRule, ReceiveOutcome};
use mailparse::MailHeaderMap;
use tests::{DnsAnswer, DnsServer, MailServer, RunningWorker, SmtpAnswer, eventually_eq, subscribe_strangers};

use super::*;

const HOST: &str = "lists.example.org";

/// The header fields by which a mail names its author, as they write them.
fn author_fields(domain: &str) -> String {
    format!(
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d={domain}; s=s1;\r\n\th=from:to : subject:message-id:from;\r\n bh=AAAA;\tb=BBBB\r\n\
         From:  \"Passage, Lou\"\r\n\t<Lou@{domain}>\r\nMessage-Id:\r\n <1@{domain}>\r\n"
    )
}

/// A mail of Lou, who has an address of that domain and is no member. Our relay has checked it.
fn lou_writes(domain: &str) -> Vec<u8> {
    let checked = format!("Authentication-Results: mx.example.org; dkim=pass header.d={domain}");
    format!("{checked}\r\n{}To: ri3-l@{HOST}\r\nSubject: {domain}\r\n\r\nBonjour,\r\n  deux espaces.\r\n", author_fields(domain))
        .into_bytes()
}

async fn takes_mail_of_lou(db: &Db, domain: &str) {
    let relays = ["mx.example.org".to_owned()];
    let recipients = [format!("{LIST}@{HOST}")];
    let outcomes = posts::receive(db, &relays, &format!("lou@{domain}"), &recipients, lou_writes(domain)).await.unwrap();
    assert_eq!(outcomes, [ReceiveOutcome::Stored(MailRule::Accept)], "{domain}");
}

#[tokio::test]
async fn from_stays_where_the_domain_lets_others_send() {
    let fixture = DiscussionFixture::open().await;
    let db = fixture.world.db.clone().with_lists_host(HOST);
    let dns = DnsServer::start([
        ("_dmarc.strict.example", DnsAnswer::Text("v=DMARC1; p=reject; sp=none")),
        ("_dmarc.open.example", DnsAnswer::Text("v=DMARC1; p=none; rua=mailto:dmarc@open.example")),
        ("_dmarc.broken.example", DnsAnswer::Failure),
    ])
    .await;
    let domains = [
        ("strict.example", false),
        ("lab.strict.example", true),
        ("open.example", true),
        ("silent.example", true),
        ("broken.example", false),
    ];
    for (domain, _) in domains {
        subscribe_strangers(&db, LIST, [("Lou Passage", format!("lou@{domain}"))]).await;
    }
    for (domain, _) in domains {
        takes_mail_of_lou(&db, domain).await;
    }
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let mut config = tests::deliveries::smtp_config(server.port);
    config.mail.resolver = dns.address.to_string();
    let worker = RunningWorker::on(&db, &config);
    eventually_eq("seven readers get five mails", 35, async || server.count()).await;
    worker.stops().await;

    for tests::ReceivedMail { message, .. } in server.received() {
        let copy = mailparse::parse_mail(&message).unwrap();
        let header = |name: &str| copy.headers.get_first_value(name).unwrap_or_default();
        let domain = header("Subject");
        let (_, is_kept) = *domains.iter().find(|(known, _)| *known == domain).unwrap();
        let text = String::from_utf8(message.clone()).unwrap();
        if is_kept {
            assert!(text.contains(&author_fields(&domain)), "From, its signature and the Message-ID that it covers, to the octet: {text}");
            assert_eq!(header("X-Original-From"), "", "{domain}");
        } else {
            assert_eq!(header("From"), "\"Passage, Lou via RI3-L\" <maillage@example.org>", "{domain}");
            assert_eq!(header("X-Original-From"), format!("\"Passage, Lou\" <Lou@{domain}>"));
            assert_eq!(header("DKIM-Signature"), "", "From was changed below it: {domain}");
        }
        assert_eq!(header("Reply-To"), "RI3-L <ri3-l@lists.example.org>", "the rule of the list does not depend on it");
        assert_eq!((header("Sender"), header("Authentication-Results")), ("maillage@example.org".to_owned(), String::new()));
        assert_eq!(header("Message-ID").trim(), format!("<1@{domain}>"));
        assert!(text.trim_end().ends_with("\r\n\r\nBonjour,\r\n  deux espaces."), "{text}");
    }
    assert!(dns.count("_dmarc.lab.strict.example") > 0 && dns.count("_dmarc.strict.example") > 0);
    assert_eq!(dns.count("_dmarc.example.org"), 0, "the site's own domain");
}

#[tokio::test]
async fn without_an_answer_the_copies_leave_in_the_name_of_the_list() {
    let fixture = DiscussionFixture::open().await;
    let db = fixture.world.db.clone().with_lists_host(HOST);
    subscribe_strangers(&db, LIST, [("Lou Passage", "lou@open.example")]).await;
    takes_mail_of_lou(&db, "open.example").await;
    let silent = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let mut config = tests::deliveries::smtp_config(server.port);
    config.mail.resolver = silent.local_addr().unwrap().to_string();
    let worker = RunningWorker::on(&db, &config);
    eventually_eq("three readers get it", 3, async || server.count()).await;
    worker.stops().await;
    for tests::ReceivedMail { message, .. } in server.received() {
        let copy = mailparse::parse_mail(&message).unwrap();
        assert!(copy.headers.get_first_value("From").unwrap().ends_with("via RI3-L\" <maillage@example.org>"));
    }
}
