//! The archive of a discussion for other programs: the Atom feed for its readers, the mailbox for its managers.

use std::collections::BTreeSet;

use formats::incoming_mail::{self, IncomingMail};
use formats::mbox::MboxReader;

use super::incoming::{ACCEPTED, VERIFIED, mail};
use super::*;

const FEED: &str = "/lists/ri3-l/threads.atom";
const MAILBOX: &str = "/lists/ri3-l/threads.mbox";

/// The mails of a mailbox, in order.
fn mails(file: &[u8]) -> Vec<IncomingMail> {
    MboxReader::new(file, 0, 1_000_000).map(|mail| incoming_mail::read(&mail.unwrap().bytes).unwrap()).collect()
}

#[tokio::test]
async fn the_feed_is_read_by_whoever_reads_the_archive() {
    let fixture = DiscussionFixture::open().await;
    accepted(fixture.starts(&fixture.ada, "Calcul", "Bonjour").await);
    let (guest, zoe) = (fixture.world.guest(), fixture.world.person("Zoé Ailleurs").await);
    let readers = [
        ("a guest", &guest),
        ("a stranger with an account", &zoe.browser),
        ("a member", &fixture.ada.browser),
        ("a coordinator", &fixture.claire.browser),
    ];
    for (archive, expected) in
        [("public", [200, 200, 200, 200]), ("members", [404, 404, 200, 200]), ("none", [404, 404, 404, 200]), ("public", [200; 4])]
    {
        fixture.change(|list| list.archive = archive.to_owned()).await;
        for ((reader, browser), status) in readers.into_iter().zip(expected) {
            let feed = browser.get(FEED).await;
            assert_eq!(feed.status, status, "{archive}, {reader}");
            assert_eq!(feed.body.contains("Bonjour"), status == 200, "{archive}, {reader}");
        }
    }
    assert_eq!(guest.get(FEED).await.header("cache-control"), "public, no-cache");
    assert_eq!(fixture.ada.get(FEED).await.header("cache-control"), "private, no-cache", "of a reader who is signed in");
    assert_eq!(fixture.claire.get("/lists/ri3/threads.atom").await.status, 404, "a list of announcements has no threads");
}

#[tokio::test]
async fn the_feed_has_names_and_texts_and_no_addresses() {
    let fixture = DiscussionFixture::with(|list| list.archive = "public".to_owned()).await;
    let guest = fixture.world.guest();
    let empty = guest.get(FEED).await;
    assert!(empty.status == 200 && empty.body.contains("<updated>2026-11-20T09:00:00Z</updated>"), "{}", empty.body);

    let subject = "R&D <script>alert(1)</script>";
    let text = "Bonjour à **tous**, voir [l’agenda](/agenda) <script>alert(2)</script>\n\n![](https://x.example/p.png)";
    let first = accepted(fixture.starts(&fixture.ada, subject, text).await);
    let headers = format!("{VERIFIED}In-Reply-To: <{first}@127.0.0.1>\r\n");
    let body =
        "Oui, <b>merci</b>.\r\n\r\nLe 20 novembre, Ada <ada.lovelace@example.org> a écrit :\r\n> Bonjour\r\n-- \r\nbo.martin@example.org";
    let by_mail = mail(&headers, "Bo Martin <bo.martin@example.org>", "b1@example.org", "Re: R&D", body);
    assert_eq!(fixture.posts_by_mail(BO, &by_mail).await, ACCEPTED);
    let long = accepted(fixture.answers(&fixture.bo, &first, &"un texte trop long ".repeat(2_000)).await);

    let feed = guest.get(FEED).await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    assert_eq!(feed.body.matches("<entry").count(), 3);
    assert!(feed.body.contains("<author><name>Ada Lovelace</name></author>") && feed.body.contains("<name>Bo Martin</name>"));
    assert!(!feed.body.contains('@') && !feed.body.contains("<script") && !feed.body.contains("x.example"), "{}", feed.body);
    assert!(feed.body.contains("<title>R&amp;D &lt;script&gt;"), "{}", feed.body);
    for content in [
        "&lt;strong&gt;tous&lt;/strong&gt;",
        "href=&quot;http://127.0.0.1:3000/agenda&quot;",
        "&lt;p&gt;Oui, &amp;lt;b&amp;gt;merci&amp;lt;/b&amp;gt;.&lt;/p&gt;\n&lt;p&gt;[…]&lt;/p&gt;",
        "<summary type=\"text\">un texte trop long un texte",
    ] {
        assert!(feed.body.contains(content), "{content}: {}", feed.body);
    }
    assert!(feed.body.len() < 10_000, "of a long text, the beginning: {}", feed.body.len());
    assert!(feed.body.contains(&format!("http://127.0.0.1:3000/lists/ri3-l/threads/{first}#{long}")));
    let id = first.as_str();
    assert!(feed.body.contains(&format!("urn:uuid:{}-{}-{}-{}-{}", &id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..])));
    let (newest, oldest) = (feed.body.find(&format!("#{long}")).unwrap(), feed.body.find(&format!("#{first}")).unwrap());
    assert!(newest < oldest, "the newest first");
}

#[tokio::test]
async fn a_feed_that_did_not_change_is_not_sent_again() {
    let fixture = DiscussionFixture::with(|list| list.archive = "public".to_owned()).await;
    let guest = fixture.world.guest();
    let first = accepted(fixture.starts(&fixture.ada, "Calcul", "Un texte de trop").await);
    accepted(fixture.answers(&fixture.bo, &first, "Une réponse qui reste").await);
    let tag = guest.get(FEED).await.header("etag").to_owned();
    for _ in 0..2 {
        let again = guest.get_with(FEED, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""));
    }
    posts::remove(&fixture.world.db, &fixture.claire.actor, LIST, &first).await.unwrap();
    let changed = guest.get_with(FEED, &[("if-none-match", &tag)]).await;
    assert_eq!((changed.status.as_u16(), changed.body.matches("<entry").count()), (200, 1));
    assert!(!changed.body.contains("Un texte de trop") && changed.body.contains("Une réponse qui reste"), "{}", changed.body);
}

#[tokio::test]
async fn the_threads_lead_to_the_feed_and_managers_to_the_mailbox() {
    let fixture = DiscussionFixture::open().await;
    for (reader, exports) in [(&fixture.bo, false), (&fixture.claire, true)] {
        let page = reader.get("/lists/ri3-l/threads").await;
        assert_eq!(page.attributes(r#"head link[type="application/atom+xml"]"#, "href"), [FEED], "{}", reader.name);
        let links = page.attributes("main a", "href");
        assert!(links.iter().any(|link| link == FEED), "{}: {links:?}", reader.name);
        assert_eq!(links.iter().any(|link| link == MAILBOX), exports, "{}: {links:?}", reader.name);
        assert!(page.shows("Cette archive n’est pas publique"), "{}", page.words());
    }
    fixture.change(|list| list.archive = "public".to_owned()).await;
    assert!(!fixture.world.guest().get("/lists/ri3-l/threads").await.shows("n’est pas publique"));
}

#[tokio::test]
async fn a_mailbox_reads_back_as_what_people_wrote() {
    let fixture = DiscussionFixture::open().await;
    let (db, claire) = (&fixture.world.db, &fixture.claire);
    let texts = [
        "From Lyon, bonjour à tous =\n\n>From Paris\n.\n-- \nAda",
        "Voici.\n\nFrom Lyon, encore\n>From Paris",
        "Une **réponse** d’une très longue ligne, qui en remplit plusieurs dans un courriel, et même davantage",
    ];
    let first = accepted(fixture.starts(&fixture.ada, "Réunion à Lyon", texts[0]).await);
    let first_id = posts::thread(db, &claire.actor, LIST, &first).await.unwrap().posts[0].post.message_id.clone();
    let headers = format!("{VERIFIED}In-Reply-To: <{first_id}>\r\n");
    let by_mail = mail(&headers, "Bo Martin <bo.martin@example.org>", "b1@example.org", "Re: Lyon", &texts[1].replace('\n', "\r\n"));
    assert_eq!(fixture.posts_by_mail(BO, &by_mail).await, ACCEPTED);
    let thread = posts::thread(db, &claire.actor, LIST, &first).await.unwrap();
    accepted(fixture.answers(&fixture.ada, &thread.posts[1].post.id, texts[2]).await);
    let removed = accepted(fixture.answers(&fixture.bo, &first, "Un texte de trop").await);
    posts::remove(db, &claire.actor, LIST, &removed).await.unwrap();

    let file = claire.get(MAILBOX).await;
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "application/mbox"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"ri3-l-2026-11-20.mbox\"");
    assert!(file.body.starts_with("From ada.lovelace@example.org Fri Nov 20 09:00:00 2026\n"), "{}", file.body);
    assert!(file.body.contains("\n>From Lyon, encore\n>>From Paris\n") && file.body.contains("\nUser-Agent: Mozilla Thunderbird\n"));
    assert!(!file.body.contains("Un texte de trop"), "removed posts are left out");

    let mails = mails(&file.bytes);
    let written = posts::thread(db, &claire.actor, LIST, &first).await.unwrap();
    let ids: Vec<_> = written.posts.iter().take(3).map(|shown| Some(shown.post.message_id.clone())).collect();
    assert_eq!(mails.iter().map(|mail| mail.message_id.clone()).collect::<Vec<_>>(), ids);
    assert_eq!(mails.iter().map(|mail| mail.text.as_str()).collect::<Vec<_>>(), texts);
    let authors: Vec<_> = mails.iter().map(|mail| (mail.from[0].name.as_deref().unwrap(), mail.from[0].address.as_str())).collect();
    assert_eq!(authors, [("Ada Lovelace", ADA), ("Bo Martin", BO), ("Ada Lovelace", ADA)]);
    assert_eq!(mails.iter().map(|mail| mail.subject.as_str()).collect::<Vec<_>>(), ["Réunion à Lyon", "Re: Lyon", "Re: Lyon"]);
    assert_eq!((mails[0].in_reply_to.len(), mails[0].references.len()), (0, 0));
    assert_eq!(mails[2].in_reply_to, ["b1@example.org"]);
    assert_eq!(mails[2].references, [first_id.as_str(), "b1@example.org"], "its thread, and the post that it answers");
    assert_eq!(mails[0].date, Some(1_795_165_200));
}

#[tokio::test]
async fn the_mailbox_is_for_those_who_manage_the_list() {
    let fixture = DiscussionFixture::with(|list| list.archive = "public".to_owned()).await;
    let world = &fixture.world;
    accepted(fixture.starts(&fixture.ada, "Calcul", "Bonjour").await);
    let (guest, zoe, marie) = (world.guest(), world.person("Zoé Ailleurs").await, world.person("Marie Roche").await);
    fixture.change(|list| list.managers = marie.address.clone()).await;
    for browser in [&guest, &zoe.browser, &fixture.ada.browser, &fixture.bo.browser] {
        assert_eq!(browser.get(MAILBOX).await.status, 404, "who reads the archive sees no address");
    }
    let exports = "SELECT COUNT(*) FROM audit WHERE action = 'post.export'";
    assert_eq!(count(world, exports).await, 0);
    for browser in [&marie.browser, &fixture.claire.browser, &fixture.claire.browser] {
        assert_eq!(mails(&browser.get(MAILBOX).await.bytes).len(), 1);
    }
    assert_eq!(count(world, exports).await, 2, "once for each of them within some minutes");
    let journal = world.administrator("Agnès Delorme").await.get("/admin/journal").await;
    assert!(journal.shows("a exporté les messages de la liste") && journal.shows("RI3-L"), "{}", journal.words());
    assert_eq!(fixture.claire.get("/lists/ri3/threads.mbox").await.status, 404, "a list of announcements has no threads");
}

#[tokio::test]
async fn a_mailbox_of_several_pages_has_each_post_once() {
    let fixture = DiscussionFixture::open().await;
    assert!(fixture.claire.get(MAILBOX).await.bytes.is_empty(), "nobody has written");
    let first = accepted(fixture.starts(&fixture.ada, "Calcul", "Bonjour").await);
    let mut tx = fixture.world.db.write().await.unwrap();
    // All in the same second as the first one: their keys give the order.
    for at in 0..450 {
        sqlx::query(
            "INSERT INTO post (id, list, thread, message_id, person, author_name, author_address, author_key, subject, body, language, state,
                               hold_reason, posted_at, recipients, format)
             SELECT $1, list, $1, $2, person, author_name, author_address, author_key, subject, $3, language, state,
                    hold_reason, posted_at, recipients, format FROM post WHERE id = $4",
        )
        .bind(format!("{at:032x}"))
        .bind(format!("{at}@example.org"))
        .bind(format!("Message {at}"))
        .bind(&first)
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let mails = mails(&fixture.claire.get(MAILBOX).await.bytes);
    assert_eq!(mails.len(), 451);
    assert_eq!((mails[0].text.as_str(), mails[449].text.as_str(), mails[450].text.as_str()), ("Message 0", "Message 449", "Bonjour"));
    let ids: BTreeSet<_> = mails.iter().filter_map(|mail| mail.message_id.clone()).collect();
    assert_eq!(ids.len(), 451);
}
