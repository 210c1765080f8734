//! Mails that come for a list.

use domain::db::Db;
use domain::delivery::ContentCache;
use domain::posts::{MailRule, ReceiveOutcome};
use tests::{ManualWorker, subscribe_strangers};

use super::*;

const HOST: &str = "lists.example.org";
pub(super) const VERIFIED: &str = "Authentication-Results: mx.example.org; dkim=pass header.d=example.org\r\n";

/// The relay that is believed.
fn relays() -> Vec<String> {
    vec!["mx.example.org".to_owned()]
}

/// A mail as Thunderbird writes it: `headers` come first.
pub(super) fn mail(headers: &str, from: &str, id: &str, subject: &str, body: &str) -> String {
    format!(
        "{headers}Message-ID: <{id}>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0100\r\nUser-Agent: Mozilla Thunderbird\r\nFrom: {from}\r\n\
         To: ri3-l@{HOST}\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n"
    )
}

impl DiscussionFixture {
    /// The site's database, where lists take mail.
    fn db(&self) -> Db {
        self.world.db.clone().with_lists_host(HOST)
    }

    /// What becomes of a mail to one address; a minute passes.
    async fn receives(&self, to: &str, sender: &str, mail: &str) -> ReceiveOutcome {
        let recipients = [format!("{to}@{HOST}")];
        let outcomes = posts::receive(&self.db(), &relays(), sender, &recipients, mail.as_bytes().to_vec()).await.unwrap();
        self.world.advance(Duration::minutes(1));
        outcomes[0]
    }

    /// [`Self::receives`] for the list, from the author's own address.
    pub(super) async fn posts_by_mail(&self, from: &str, mail: &str) -> ReceiveOutcome {
        self.receives(LIST, from, mail).await
    }

    /// The key of the newest post.
    async fn newest(&self) -> PostId {
        let mut tx = self.world.db.read().await.unwrap();
        sqlx::query_scalar("SELECT id FROM post ORDER BY posted_at DESC, id DESC LIMIT 1").fetch_one(&mut *tx).await.unwrap()
    }
}

pub(super) const ACCEPTED: ReceiveOutcome = ReceiveOutcome::Stored(MailRule::Accept);

fn held(reason: HoldReason) -> ReceiveOutcome {
    ReceiveOutcome::Stored(MailRule::Hold(reason))
}

#[tokio::test]
async fn a_member_answers_by_mail_and_the_thread_goes_on() {
    let fixture = DiscussionFixture::open().await;
    let first = accepted(fixture.starts(&fixture.bo, "Calcul", "Qui utilise Rust ?").await);
    let parent = posts::thread(&fixture.world.db, &fixture.bo.actor, LIST, &first).await.unwrap().posts[0].post.message_id.clone();
    let headers = format!("{VERIFIED}In-Reply-To: <{parent}>\r\nReferences: <{parent}>\r\n");
    let body = "Moi, chaque jour.\r\n\r\nBo Martin a écrit :\r\n> Qui utilise Rust ?\r\n-- \r\nAda";
    let answer = mail(&headers, "Ada Lovelace <Ada.Lovelace@example.org>", "a1@example.org", "Re: Calcul", body);
    assert_eq!(fixture.posts_by_mail(ADA, &answer).await, ACCEPTED);
    // By its subject alone, as some programs answer.
    let late = mail(VERIFIED, "Bo Martin <bo.martin@example.org>", "b2@example.org", "RE : Calcul", "Merci.");
    assert_eq!(fixture.posts_by_mail(BO, &late).await, ACCEPTED);

    let thread = posts::thread(&fixture.world.db, &fixture.bo.actor, LIST, &first).await.unwrap();
    let ids: Vec<_> = thread.posts.iter().map(|shown| shown.post.message_id.as_str()).collect();
    assert_eq!(ids[1..], ["a1@example.org", "b2@example.org"]);
    let page = fixture.bo.get(&format!("/lists/ri3-l/threads/{first}")).await;
    assert!(page.shows("Moi, chaque jour.") && page.shows("Texte cité"), "{}", page.words());
    assert!(!page.body.contains("example.org</"), "an address is not shown: {}", page.words());

    let claimed = ManualWorker::named("worker").claims(&fixture.world.db, 100).await;
    let (prepared, _) = ContentCache::default().prepare(&fixture.db(), claimed).await.unwrap();
    let copies: Vec<_> = prepared.iter().map(|prepared| prepared.render().unwrap()).collect();
    let copy = copies.iter().find(|copy| copy.message_id.as_deref() == Some("a1@example.org")).unwrap();
    assert_eq!(copy.original.as_ref().unwrap().as_slice(), answer.as_bytes(), "the mail as it came, to the octet");
    let header = |name: &str| copy.list_headers.iter().find(|(header, _)| *header == name).map_or("", |(_, value)| value.as_str());
    assert_eq!(header("List-Post"), "<mailto:ri3-l@lists.example.org>");
    assert!(header("List-Unsubscribe").contains("<mailto:ri3-l-unsubscribe@lists.example.org>"));
    assert!(header("X-Original-From").ends_with("<Ada.Lovelace@example.org>"));
    assert_eq!(copy.reply_to.as_ref().unwrap().address, "ri3-l@lists.example.org", "answers go to the list");
}

#[tokio::test]
async fn a_stranger_waits_and_a_forged_author_is_held() {
    let fixture = DiscussionFixture::open().await;
    let stranger = mail("", "Sam Passage <sam@ailleurs.fr>", "s1@ailleurs.fr", "Question", "Bonjour");
    assert_eq!(fixture.posts_by_mail("sam@ailleurs.fr", &stranger).await, held(HoldReason::NotAPoster));
    let waiting = fixture.newest().await;
    assert_eq!(fixture.held().await, std::slice::from_ref(&waiting));
    assert!(fixture.claire.get("/lists/ri3-l/held").await.shows("sam@ailleurs.fr"), "moderators see the address");
    fixture.decides(&fixture.claire, &waiting, ModerationDecision::Accept).await.unwrap();
    assert_eq!(fixture.copies(&waiting).await.len(), 2);

    for (headers, why) in [
        ("", "nobody says that it is hers"),
        ("Authentication-Results: mx.ailleurs.fr; dkim=pass header.d=example.org\r\n", "a relay that we do not trust"),
        ("Authentication-Results: mx.example.org; dkim=pass header.d=ailleurs.fr\r\n", "signed by another domain"),
    ] {
        let forged = mail(headers, "Claire Fontaine <claire.fontaine@example.org>", &format!("f{}@x", why.len()), "Urgent", "Payez");
        assert_eq!(fixture.posts_by_mail("claire.fontaine@example.org", &forged).await, held(HoldReason::Unverified), "{why}");
    }
    let two = mail(VERIFIED, "Ada <ada.lovelace@example.org>, Bo <bo.martin@example.org>", "two@x", "Nous", "Bonjour");
    assert_eq!(fixture.posts_by_mail(ADA, &two).await, held(HoldReason::Unverified), "two authors");
    let hidden = mail(VERIFIED, "Ada <ada.lovelace@example.org>", "bcc@x", "Calcul", "Bonjour").replace("To: ri3-l@", "To: autre-l@");
    assert_eq!(fixture.posts_by_mail(ADA, &hidden).await, held(HoldReason::NotAddressed));
    let command = mail(VERIFIED, "Ada <ada.lovelace@example.org>", "cmd@x", "unsubscribe", "");
    assert_eq!(fixture.posts_by_mail(ADA, &command).await, held(HoldReason::Administrivia));
}

#[tokio::test]
async fn loops_robots_and_repetitions_are_dropped_and_named() {
    let fixture = DiscussionFixture::open().await;
    let good = mail(VERIFIED, "Ada <ada.lovelace@example.org>", "one@x", "Calcul", "Bonjour");
    assert_eq!(fixture.posts_by_mail(ADA, &good).await, ACCEPTED);
    assert_eq!(fixture.posts_by_mail(ADA, &good).await, ReceiveOutcome::Stored(MailRule::Duplicate), "the relay sends it again");
    let loops = [
        ("Auto-Submitted: auto-replied\r\n", ADA),
        ("Precedence: bulk\r\n", ADA),
        ("List-Id: RI3 <ri3-l.lists.127.0.0.1>\r\n", ADA),
        ("", ""),
    ];
    for (at, (header, sender)) in loops.into_iter().enumerate() {
        let looped = mail(&format!("{VERIFIED}{header}"), "Ada <ada.lovelace@example.org>", &format!("loop{at}@x"), "Absence", "Absente");
        assert_eq!(fixture.posts_by_mail(sender, &looped).await, ReceiveOutcome::Stored(MailRule::Loop), "{header}{sender}");
    }
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post").await, 1);
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM received_mail WHERE rule = 'loop'").await, 4);
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM received_mail WHERE rule = 'duplicate' AND post IS NULL").await, 1);
}

#[tokio::test]
async fn an_address_of_no_discussion_is_unknown() {
    let fixture = DiscussionFixture::open().await;
    let ada = mail(VERIFIED, "Ada <ada.lovelace@example.org>", "one@x", "Calcul", "Bonjour");
    for (address, known) in
        [("ri3-l", true), ("RI3-L", true), ("ri3-l-owner", true), ("ri3-help", true), ("ri3", false), ("nobody", false), ("", false)]
    {
        let is_known = posts::is_mail_address(&fixture.db(), &format!("{address}@{HOST}")).await.unwrap();
        assert_eq!(is_known, known, "{address}");
    }
    assert!(!posts::is_mail_address(&fixture.db(), "ri3-l@example.org").await.unwrap(), "another domain");
    assert_eq!(fixture.receives("ri3", ADA, &ada).await, ReceiveOutcome::Unknown, "a list of announcements takes no post");
    let recipients = [format!("ri3-l@{HOST}"), format!("nobody@{HOST}"), format!("ri3-l@{HOST}")];
    let outcomes = posts::receive(&fixture.db(), &relays(), ADA, &recipients, ada.into_bytes()).await.unwrap();
    assert_eq!(outcomes, [ACCEPTED, ReceiveOutcome::Unknown, ReceiveOutcome::Stored(MailRule::Duplicate)], "one outcome each");
    lists::close(&fixture.world.db, &fixture.claire.actor, LIST).await.unwrap();
    assert!(!posts::is_mail_address(&fixture.db(), "ri3-l@lists.example.org").await.unwrap());
}

#[tokio::test]
async fn commands_are_answered_with_links_ten_times_a_day() {
    let fixture = DiscussionFixture::open().await;
    subscribe_strangers(&fixture.world.db, LIST, [("Lou", "lou@example.org")]).await;
    let ask = async |what: &str, from: &str, id: &str| {
        let mail = mail("", from, id, "", "");
        fixture.receives(&format!("ri3-l-{what}"), from, &mail).await
    };
    let command = ReceiveOutcome::Stored(MailRule::Command);
    assert_eq!(ask("unsubscribe", "lou@example.org", "1@x").await, command);
    let link = fixture.world.last_mail_to("lou@example.org").await.link("/unsubscribe/");
    let guest = fixture.world.guest();
    assert!(guest.get(&link).await.shows("Ne plus recevoir"), "reading acts on nothing");
    assert!(guest.post(&link, &[("act", "stop")]).await.shows("ne vous écrira plus"));

    assert_eq!(ask("subscribe", "sam@example.org", "2@x").await, command);
    let link = fixture.world.last_mail_to("sam@example.org").await.link("/subscriptions/");
    guest.post(&link, &[]).await;
    assert_eq!(ask("unsubscribe", ADA, "3@x").await, command);
    assert!(fixture.world.last_mail_to(ADA).await.body.contains("/unsubscribe/"), "a member, too");
    assert_eq!(ask("unsubscribe", "nobody@example.org", "4@x").await, command);
    assert!(!fixture.world.last_mail_to("nobody@example.org").await.body.contains("/unsubscribe/"));
    for at in 0..10 {
        assert_eq!(ask("help", "robot@example.org", &format!("h{at}@x")).await, command);
    }
    assert_eq!(ask("help", "robot@example.org", "h10@x").await, ReceiveOutcome::Stored(MailRule::TooManyCommands));
    assert_eq!(fixture.world.mails_to("robot@example.org").await.len(), 10);

    let to_owner = mail("", "Sam <sam@example.org>", "o1@x", "Une question", "Bonjour");
    assert_eq!(fixture.receives("ri3-l-owner", "sam@example.org", &to_owner).await, ReceiveOutcome::Stored(MailRule::Owner));
    assert!(fixture.world.last_mail_to("claire.fontaine@example.org").await.body.contains("sam@example.org"));
}

#[tokio::test]
async fn the_files_of_a_mail_are_saved_and_never_shown() {
    let fixture = DiscussionFixture::open().await;
    let text = mail(VERIFIED, "Ada <ada.lovelace@example.org>", "files@x", "Le programme", "").replace(
        "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nVoici.\r\n\
         --b\r\nContent-Type: text/html; name=page.html\r\nContent-Disposition: attachment; filename=\"../page.html\"\r\n\r\n<script>alert(1)</script>\r\n--b--\r\n",
    );
    assert_eq!(fixture.posts_by_mail(ADA, &text).await, ACCEPTED);
    let post = fixture.newest().await;
    let thread = fixture.bo.get(&format!("/lists/ri3-l/threads/{post}")).await;
    assert!(thread.shows("page.html") && !thread.body.contains("<script>alert"), "{}", thread.words());
    let path = format!("/lists/ri3-l/threads/{post}/files/{post}/0");
    let file = fixture.bo.get(&path).await;
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "application/octet-stream"));
    assert!(file.header("content-disposition").starts_with("attachment"), "{}", file.header("content-disposition"));
    assert_eq!(fixture.world.guest().get(&path).await.status, 404, "who may not read the archive");
    assert_eq!(fixture.bo.get(&format!("/lists/ri3-l/threads/{post}/files/{post}/1")).await.status, 404);
    posts::remove(&fixture.world.db, &fixture.claire.actor, LIST, &post).await.unwrap();
    assert_eq!(fixture.bo.get(&path).await.status, 404);
}

#[tokio::test]
async fn nothing_of_a_mail_stays_once_its_author_is_erased() {
    let fixture = DiscussionFixture::open().await;
    let text = mail(VERIFIED, "Ada <ada.lovelace@example.org>", "erase@x", "Calcul", "Un texte à oublier");
    assert_eq!(fixture.posts_by_mail(ADA, &text).await, ACCEPTED);
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM file").await, 1);
    assert_eq!(fixture.ada.post("/me/data/erase", &[("confirmation", ADA)]).await.status, 303);
    for query in [
        "SELECT COUNT(*) FROM file",
        "SELECT COUNT(*) FROM post WHERE body <> '' OR source IS NOT NULL OR author_address <> ''",
        "SELECT COUNT(*) FROM received_mail WHERE author <> ''",
    ] {
        assert_eq!(count(&fixture.world, query).await, 0, "{query}");
    }
}

#[tokio::test]
async fn whatever_comes_has_an_outcome() {
    let fixture = DiscussionFixture::open().await;
    let nested = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".repeat(1000);
    let many = format!("From: ada.lovelace@example.org\r\nTo: {}\r\n\r\nx\r\n", vec!["a@example.org"; 10_000].join(",\r\n "));
    let script: String = ["From", "To", "Cc", "Subject", "Date", "Message-ID", "References"]
        .map(|name| format!("{name}: <script>alert(1)</script>\r\n"))
        .concat();
    let mails: [Vec<u8>; 8] = [
        Vec::new(),
        b"no headers at all".to_vec(),
        b"\0\0\0".to_vec(),
        [0xff_u8; 3000].to_vec(),
        nested.into_bytes(),
        many.into_bytes(),
        format!("{script}\r\n<script>alert(1)</script>").into_bytes(),
        b"From: ada.lovelace@example.org\nSubject: =?utf-8?b?".repeat(200),
    ];
    for (at, mail) in mails.into_iter().enumerate() {
        let recipients = [format!("ri3-l@{HOST}")];
        let outcome = posts::receive(&fixture.db(), &relays(), "x@example.org", &recipients, mail).await.unwrap();
        assert!(!matches!(outcome[0], ACCEPTED | ReceiveOutcome::Unknown), "{at}: {outcome:?}");
    }
    let queue = fixture.claire.get("/lists/ri3-l/held").await;
    assert!(queue.status == 200 && !queue.body.contains("<script>alert"), "{}", queue.words());
}

#[tokio::test]
async fn a_private_network_answers_mails_of_its_members_alone() {
    let fixture = DiscussionFixture::open().await;
    let bureau = fixture.world.network_with("bureau", |network| network.visibility = "private".to_owned()).await;
    fixture.world.mandate(&fixture.claire, &bureau, None).await;
    lists::create_list(&fixture.world.db, &fixture.claire.actor, "bureau", &discussion("bureau-l", "bureau")).await.unwrap();
    let stranger = mail("", "Sam <sam@ailleurs.fr>", "s1@x", "Question", "Bonjour").replace("To: ri3-l@", "To: bureau-l@");
    for to in ["bureau-l", "bureau-l-subscribe", "bureau-l-owner", "bureau-l-help"] {
        assert_eq!(fixture.receives(to, "sam@ailleurs.fr", &stranger).await, ReceiveOutcome::Unknown, "{to}");
    }
    assert!(fixture.world.mails_to("sam@ailleurs.fr").await.is_empty(), "not a word about it");
    let claire = stranger.replace("Sam <sam@ailleurs.fr>", "Claire <claire.fontaine@example.org>");
    assert_eq!(fixture.receives("bureau-l", "claire.fontaine@example.org", &claire).await, held(HoldReason::Unverified));
}

#[tokio::test]
async fn a_flood_waits_at_the_relay_and_does_not_stop_its_victim() {
    let fixture = DiscussionFixture::open().await;
    let ada = "Ada <ada.lovelace@example.org>";
    let forged = async |at: usize| fixture.posts_by_mail(ADA, &mail("", ada, &format!("forged{at}@x"), "Promotion", "Achetez")).await;
    for at in 0..20 {
        assert_eq!(forged(at).await, held(HoldReason::Unverified), "{at}");
    }
    assert_eq!(forged(20).await, ReceiveOutcome::Later);
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM received_mail").await, 20, "nothing of it is stored");
    let good = async |at: usize| fixture.posts_by_mail(ADA, &mail(VERIFIED, ada, &format!("good{at}@x"), "Calcul", "Bonjour")).await;
    assert_eq!(good(0).await, ACCEPTED, "what is hers goes on");
    fixture.world.advance(Duration::hours(1));
    assert_eq!(forged(20).await, held(HoldReason::Unverified), "the relay tried again");
}

#[tokio::test]
async fn a_discussion_s_own_address_wins_over_a_command_of_another() {
    let fixture = DiscussionFixture::open().await;
    // As a list had it before such addresses were reserved.
    let mut tx = fixture.world.db.write().await.unwrap();
    let id: String = sqlx::query_scalar("SELECT id FROM list WHERE slug = 'ri3-l'").fetch_one(&mut *tx).await.unwrap();
    sqlx::query("INSERT INTO list_address (address, list, since) VALUES ('ri3-help', $1, '2026-01-01T00:00:00Z')")
        .bind(&id)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let post = mail(VERIFIED, "Ada <ada.lovelace@example.org>", "own@x", "Calcul", "Bonjour").replace("To: ri3-l@", "To: ri3-help@");
    assert_eq!(fixture.receives("ri3-help", ADA, &post).await, ACCEPTED);
    assert_eq!(fixture.receives("ri3-l-help", ADA, &post).await, ReceiveOutcome::Stored(MailRule::Command));
}
