//! A mail goes through a real Postfix to a list and back to its readers: LMTP one way, SMTP the other, configured as README.md says.
//!
//! Python sends the mails and reads the Maildirs, so that nothing of ours checks itself.

use std::time::{Duration, Instant};

use domain::lists;
use serde_json::Value;
use tests::{Postfix, RunningServer, SiteProgram, SubmissionAnswer, TestUser, World, discussion, eventually_within};

const ADA: &str = "ada.lovelace@example.org";
const LIST: &str = "ri3-l@lists.example.org";
const READERS: [&str; 2] = ["ada.lovelace", "bo.martin"];

/// How long a story may take in all, once its programs run.
const TIMEOUT: Duration = Duration::from_secs(60);

const SIGNED: &str = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=m2026; h=from; bh=AA==; b=AA==\r\n";

/// What a server on the way could change: dots and “From” at the start of a line, spaces at its end, letters that are not ASCII.
const BODY: &str = "Bonjour à tous,\r\n\r\n.un point au début\r\n..\r\nFrom là, une ligne qui continue \r\nsur la suivante\r\n\r\n\
                    > cité   avec   des   espaces\r\n\r\n-- \r\nAda\r\n";

/// A mail of Ada to a list, as Thunderbird writes it; `first` are lines of the server that signs it.
fn mail(first: &str, id: &str, to: &str) -> String {
    format!(
        "{first}Message-ID: <{id}@example.org>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n\
         User-Agent: Mozilla Thunderbird\r\nContent-Language: fr\r\nTo: {to}\r\nFrom: Ada Lovelace <{ADA}>\r\n\
         Subject: =?UTF-8?Q?Journ=C3=A9e_du_24_=3A_le_programme?=\r\nContent-Type: text/plain; charset=UTF-8; format=flowed\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{BODY}"
    )
}

/// RI3 with its coordinator, two members and their discussion; Maillage and a Postfix that hand each other their mail.
struct MailSite {
    program: SiteProgram,
    postfix: Postfix,
    claire: TestUser,
    world: World,
    began: Instant,
    #[allow(dead_code, reason = "holds the folder until the story is over")]
    folder: tempfile::TempDir,
}

impl MailSite {
    async fn open() -> Self {
        let world = World::of_now().await;
        let network = world.network("ri3").await;
        let claire = world.coordinator(&network, "Claire Fontaine").await;
        for name in ["Ada Lovelace", "Bo Martin"] {
            world.member(&network, name).await;
        }
        lists::create_list(&world.db, &claire.actor, "ri3", &discussion("ri3-l", "ri3")).await.unwrap();
        let postfix = Postfix::start(&["ada.lovelace", "bo.martin", "claire.fontaine", "maillage"]);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("maillage.toml"), postfix.lmtp_section()).unwrap();
        let program = SiteProgram::new(env!("CARGO_BIN_EXE_site"), folder.path(), &world.url())
            .with("ADDRESS", "https://maillage.example.org")
            .with("MAIL__FROM", "Maillage <maillage@example.org>")
            .mailing_to(postfix.own_port);
        Self { program, postfix, claire, world, began: Instant::now(), folder }
    }

    fn serves(&self) -> RunningServer {
        self.program.serves()
    }

    /// Waits for a state, within the time of the whole story.
    async fn waits<T>(&self, what: &str, probe: impl AsyncFnMut() -> Option<T>) -> T {
        let failure = std::fmt::from_fn(|f| write!(f, "{what}: {}\n{}", self.postfix.queue(), self.postfix.log()));
        eventually_within(TIMEOUT.saturating_sub(self.began.elapsed()), failure, probe).await
    }

    /// Another machine sends a mail, and Postfix takes it.
    fn sends(&self, mail: &str) {
        let answer = self.postfix.takes(ADA, LIST, mail);
        assert_eq!((answer.command.as_str(), answer.code), ("data", 250), "{}", answer.text);
    }

    /// Waits until Maillage has received so many mails, and neither it nor Postfix has anything left to do. Postfix is asked twice, because its
    /// listing can miss a mail that moves from one queue to the next.
    async fn settles(&self, received: i64) {
        self.waits("mail is under way", async || {
            let has_received = self.count("SELECT COUNT(*) FROM received_mail").await == received;
            let has_sent = self.count("SELECT COUNT(*) FROM delivery WHERE due_at IS NOT NULL OR worker IS NOT NULL").await == 0;
            (has_received && has_sent && self.postfix.queue().is_empty() && self.postfix.queue().is_empty()).then_some(())
        })
        .await;
    }

    async fn count(&self, query: &'static str) -> i64 {
        let mut tx = self.world.db.read().await.unwrap();
        sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
    }
}

/// The value of a header that a mail has once.
fn header<'a>(mail: &'a Value, name: &str) -> &'a str {
    let values = mail["headers"][name].as_array().map(Vec::as_slice).unwrap_or_default();
    assert_eq!(values.len(), 1, "{name} once: {mail:#}");
    values[0].as_str().unwrap()
}

fn assert_refused(answer: &SubmissionAnswer, code: u64, part: &str) {
    assert_eq!((answer.command.as_str(), answer.code), ("rcpt", code), "{}", answer.text);
    assert!(answer.text.contains(part), "{}", answer.text);
}

#[tokio::test]
async fn a_mail_goes_through_a_real_postfix_to_the_list_and_back() {
    let site = MailSite::open().await;
    let _server = site.serves();
    site.sends(&mail(SIGNED, "programme", LIST));
    site.settles(1).await;
    let mut links = Vec::new();
    for reader in READERS {
        let mails = site.postfix.mailbox(reader);
        assert_eq!(mails.len(), 1, "{reader} gets it once: {mails:#?}\n{}", site.postfix.log());
        let copy = &mails[0];
        for (name, value) in [
            ("message-id", "<programme@example.org>"),
            ("subject", "Journée du 24 : le programme"),
            // The domain is the site's own: nobody refuses what it sends in her name.
            ("from", "Ada Lovelace <ada.lovelace@example.org>"),
            ("reply-to", "RI3-L <ri3-l@lists.example.org>"),
            ("to", LIST),
            ("list-id", "<ri3-l.lists.maillage.example.org>"),
            ("list-post", "<mailto:ri3-l@lists.example.org>"),
            ("list-owner", "<mailto:ri3-l-owner@lists.example.org>"),
            ("list-unsubscribe-post", "List-Unsubscribe=One-Click"),
            ("precedence", "list"),
            // That of the way back, once: the one that came with the mail is removed, and her signature still stands.
            ("authentication-results", "mx.example.org; dkim=pass header.d=example.org"),
        ] {
            assert_eq!(header(copy, name), value, "{name}");
        }
        let sender = header(copy, "return-path");
        assert!(sender.starts_with("<bounces+") && sender.ends_with("@lists.example.org>"), "what comes back names its copy: {sender}");
        let unsubscribe = header(copy, "list-unsubscribe");
        let (link, by_mail) = unsubscribe.split_once(", ").unwrap();
        assert!(link.starts_with("<https://maillage.example.org/unsubscribe/"), "{unsubscribe}");
        assert_eq!(by_mail, "<mailto:ri3-l-unsubscribe@lists.example.org>");
        links.push(link.to_owned());
        let body = BODY.replace("\r\n", "\n");
        assert_eq!(copy["body"].as_str().unwrap(), body, "to the octet");
        assert_eq!(copy["text"].as_str().unwrap(), body, "and it is read as it was written");
        assert_eq!(copy["defects"], serde_json::json!([]));
    }
    assert_ne!(links[0], links[1], "each reader has a link of their own");

    // Without a signature that Postfix's milter could check, it is anybody's.
    site.sends(&mail("", "forged", LIST));
    site.settles(2).await;
    let notices = site.postfix.mailbox("claire.fontaine");
    assert_eq!(notices.len(), 1, "{notices:#?}");
    assert_eq!(header(&notices[0], "auto-submitted"), "auto-generated");
    assert!(notices[0]["text"].as_str().unwrap().contains("https://maillage.example.org/lists/ri3-l/held"), "{:#}", notices[0]);
    for reader in READERS {
        assert_eq!(site.postfix.mailbox(reader).len(), 1, "it waits for Claire");
    }
}

#[tokio::test]
async fn a_real_postfix_refuses_an_unknown_list_until_it_exists() {
    let site = MailSite::open().await;
    let _server = site.serves();
    let unknown = "ri3-nouvelle@lists.example.org";
    let text = mail(SIGNED, "unknown", unknown);
    assert_refused(&site.postfix.takes(ADA, unknown, &text), 550, "no such address");
    assert_refused(&site.postfix.takes(ADA, "somebody@elsewhere.example", &text), 454, "Relay access denied");
    // Mail of the machine itself is not refused: it comes back.
    assert_eq!(site.postfix.takes_from_own_machine(ADA, unknown, &text).code, 250);
    site.settles(0).await;
    let bounces = site.postfix.mailbox("ada.lovelace");
    assert_eq!(bounces.len(), 1, "{bounces:#?}");
    assert_eq!(header(&bounces[0], "return-path"), "<>");
    assert!(bounces[0]["text"].as_str().unwrap().contains("no such address"), "{:#}", bounces[0]);

    // Postfix remembers an unknown address for a few seconds only.
    lists::create_list(&site.world.db, &site.claire.actor, "ri3", &discussion("ri3-nouvelle", "ri3")).await.unwrap();
    site.waits("the new list takes no mail", async || (site.postfix.takes(ADA, unknown, &text).code == 250).then_some(())).await;
    site.settles(1).await;
    let copies = site.postfix.mailbox("bo.martin");
    assert_eq!(copies.len(), 1, "{copies:#?}");
    assert_eq!(header(&copies[0], "list-post"), "<mailto:ri3-nouvelle@lists.example.org>");
}

#[tokio::test]
async fn a_real_postfix_keeps_mail_while_the_site_is_stopped() {
    let site = MailSite::open().await;
    let server = site.serves();
    site.sends(&mail(SIGNED, "before", LIST));
    site.settles(1).await;
    assert!(server.stops());

    site.sends(&mail(SIGNED, "meanwhile", LIST));
    site.waits("Postfix does not keep it", async || site.postfix.queue().contains(r#""queue_name": "deferred""#).then_some(())).await;
    // Nobody is told that a list does not exist while that can't be known.
    let unknown = "ri3-nouvelle@lists.example.org";
    assert_refused(&site.postfix.takes(ADA, unknown, &mail(SIGNED, "unknown", unknown)), 450, "unverified address");

    let _server = site.serves();
    site.postfix.flush();
    site.settles(2).await;
    for reader in READERS {
        let mails = site.postfix.mailbox(reader);
        let mut ids: Vec<&str> = mails.iter().map(|mail| header(mail, "message-id")).collect();
        ids.sort_unstable();
        assert_eq!(ids, ["<before@example.org>", "<meanwhile@example.org>"], "each once: {}", site.postfix.log());
    }
}
