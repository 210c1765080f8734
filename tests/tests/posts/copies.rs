//! The copies of a post, as their readers and the mail server get them.

use domain::delivery::ContentCache;
use domain::mail::RenderedMail;
use mailparse::MailHeaderMap;
use tests::{MailServer, ManualWorker, RunningWorker, SmtpAnswer, eventually_eq, subscribe_strangers};

use super::*;

/// A copy as its reader gets it.
struct RenderedCopy {
    post: PostId,
    address: String,
    mail: RenderedMail,
}

impl RenderedCopy {
    /// The value of a header of list mail; empty if there is none.
    fn header(&self, name: &str) -> &str {
        self.mail.list_headers.iter().find(|(header, _)| *header == name).map_or("", |(_, value)| value.as_str())
    }

    /// The address of the link that ends the list with one click.
    fn unsubscribe(&self) -> String {
        self.header("List-Unsubscribe").trim_matches(['<', '>']).to_owned()
    }
}

impl DiscussionFixture {
    /// The copies that are due. They are in flight from now on.
    async fn leaving(&self) -> Vec<RenderedCopy> {
        let claimed = ManualWorker::named("worker").claims(&self.world.db, 100).await;
        let (prepared, unreadable) = ContentCache::default().prepare(&self.world.db, claimed).await.unwrap();
        assert!(unreadable.is_empty());
        let mut copies = Vec::new();
        for prepared in prepared {
            let Some(post) = prepared.delivery.post.clone() else { continue };
            copies.push(RenderedCopy { post, address: prepared.delivery.address.clone(), mail: prepared.render().unwrap() });
        }
        copies
    }

    /// The Message-IDs of a thread, without brackets, the oldest first.
    async fn message_ids(&self, thread: &PostId) -> Vec<String> {
        let thread = posts::thread(&self.world.db, &self.claire.actor, LIST, thread).await.unwrap();
        thread.posts.into_iter().map(|shown| shown.post.message_id).collect()
    }
}

#[tokio::test]
async fn each_copy_names_its_author_its_place_and_how_to_stop() {
    let fixture = DiscussionFixture::open().await;
    let (ada, bo) = (&fixture.ada, &fixture.bo);
    let sam = fixture.world.person("Sam Passage").await;
    lists::set_subscription(&fixture.world.db, &sam.actor, LIST, true).await.unwrap();
    subscribe_strangers(&fixture.world.db, LIST, [("Lou", "lou@example.org")]).await;
    let first = accepted(fixture.starts(bo, "Calcul", "Qui utilise **Rust** ?").await);
    let second = accepted(fixture.answers(ada, &first, "Moi, chaque jour.").await);
    let third = accepted(fixture.answers(bo, &second, "Merci beaucoup.").await);
    let ids = fixture.message_ids(&first).await;
    assert_eq!(ids.len(), 3);

    let copies = fixture.leaving().await;
    assert_eq!(copies.len(), 12, "four readers of three posts");
    let mut links = Vec::new();
    for copy in &copies {
        let at = [&first, &second, &third].iter().position(|post| **post == copy.post).unwrap();
        let RenderedMail { from_name, subject, plain, html, reply_to, message_id, references, .. } = &copy.mail;
        let (author, address) = [("Bo Martin", BO), ("Ada Lovelace", ADA), ("Bo Martin", BO)][at];
        assert_eq!(from_name.as_deref(), Some(format!("{author} via RI3-L").as_str()));
        let reply_to = reply_to.as_ref().unwrap();
        assert_eq!((reply_to.name.as_str(), reply_to.address.as_str()), (author, address), "an answer by mail goes to the author alone");
        assert_eq!(message_id.as_ref(), Some(&ids[at]), "each copy has that of the post");
        assert_eq!(references[..], ids[..at], "the posts above it, the oldest first");
        assert_eq!(subject, ["Calcul", "Re: Calcul", "Re: Calcul"][at], "no prefix");
        assert!(plain.contains(["Qui utilise", "Moi, chaque jour.", "Merci beaucoup."][at]), "{plain}");
        assert_eq!(html.contains("<strong>Rust</strong>"), at == 0, "{html}");

        assert_eq!(copy.header("List-Id"), "<ri3-l.lists.127.0.0.1>");
        assert_eq!(copy.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        assert!(copy.unsubscribe().starts_with("http://127.0.0.1:3000/unsubscribe/"), "{}", copy.unsubscribe());
        assert!(plain.contains(&copy.unsubscribe()), "the reader finds the same link at the foot: {plain}");
        links.push(copy.unsubscribe());
        let place = format!("<http://127.0.0.1:3000/lists/ri3-l/threads/{first}#{}>", copy.post);
        let is_member = copy.address == ADA || copy.address == BO;
        assert_eq!(copy.header("Archived-At"), if is_member { place.as_str() } else { "" }, "{}", copy.address);
    }
    links.sort();
    links.dedup();
    assert_eq!(links.len(), 12, "a link each");

    fixture.change(|list| list.archive = "none".to_owned()).await;
    accepted(fixture.starts(bo, "Stockage", "Bonjour").await);
    for copy in fixture.leaving().await {
        assert_eq!((copy.header("Archived-At"), copy.header("List-Archive")), ("", ""), "nobody reads the archive");
    }
}

#[tokio::test]
async fn the_mail_server_gets_one_message_id_for_all_copies_of_a_post() {
    let fixture = DiscussionFixture::open().await;
    let first = accepted(fixture.starts(&fixture.bo, "Calcul", "Qui utilise **Rust** ?").await);
    accepted(fixture.answers(&fixture.ada, &first, "Moi, chaque jour.").await);
    let ids = fixture.message_ids(&first).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let worker = RunningWorker::on(&fixture.world.db, &tests::deliveries::smtp_config(server.port));
    eventually_eq("copies taken", 4, async || server.received().len()).await;
    worker.stops().await;
    let mut taken = Vec::new();
    for tests::ReceivedMail { recipient, message, .. } in server.received() {
        let mail = mailparse::parse_mail(&message).unwrap();
        let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
        let is_answer = header("Subject") == "Re: Calcul";
        assert!(is_answer || header("Subject") == "Calcul", "{}", header("Subject"));
        let (author, address) = if is_answer { ("Ada Lovelace", ADA) } else { ("Bo Martin", BO) };
        assert!(header("From").contains(author) && header("From").ends_with("<maillage@example.org>"), "{}", header("From"));
        assert!(header("Reply-To").contains(address), "{}", header("Reply-To"));
        assert_eq!(header("Message-ID"), format!("<{}>", ids[usize::from(is_answer)]));
        let answered = if is_answer { format!("<{}>", ids[0]) } else { String::new() };
        assert_eq!((header("In-Reply-To"), header("References")), (answered.clone(), answered));
        assert!(header("Auto-Submitted").is_empty(), "a person wrote it");
        assert_eq!(header("List-Id"), "<ri3-l.lists.127.0.0.1>");
        assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        let plain = mail.subparts[0].get_body().unwrap();
        assert!(plain.contains(if is_answer { "Moi, chaque jour." } else { "Qui utilise" }), "{plain}");
        taken.push((recipient, is_answer));
    }
    taken.sort();
    let expected = [(ADA, false), (ADA, true), (BO, false), (BO, true)].map(|(address, is_answer)| (address.to_owned(), is_answer));
    assert_eq!(taken, expected, "each reader gets each post once");
}

#[tokio::test]
async fn one_click_ends_that_list_alone_and_its_waiting_copies() {
    let fixture = DiscussionFixture::open().await;
    let (db, bo) = (&fixture.world.db, &fixture.bo);
    lists::create_list(db, &fixture.claire.actor, "ri3", &discussion("ri3-calcul", "ri3")).await.unwrap();
    accepted(fixture.starts(bo, "Calcul", "Bonjour").await);
    let link = fixture.leaving().await.into_iter().find(|copy| copy.address == ADA).unwrap().unsubscribe();
    let second = accepted(fixture.starts(bo, "Calcul, suite", "Bonjour").await);
    let elsewhere = accepted(posts::start(db, &bo.actor, "ri3-calcul", Language::Fr, &written("Ailleurs", "Bonjour")).await.unwrap());
    let provider = fixture.world.guest();
    assert_eq!(provider.get(&link).await.status, 200);
    assert_eq!(fixture.copies(&second).await, all("queued", &[ADA, BO]), "a link that is only read ends nothing");

    assert_eq!(provider.post(&link, &[("List-Unsubscribe", "One-Click")]).await.status, 200);
    assert_eq!(fixture.copies(&second).await, [all("unsubscribed", &[ADA]), all("queued", &[BO])].concat());
    assert_eq!(fixture.copies(&elsewhere).await, all("queued", &[ADA, BO]), "of that list alone");
    let third = accepted(fixture.starts(bo, "Calcul, fin", "Bonjour").await);
    assert_eq!(fixture.copies(&third).await, all("queued", &[BO]));
    let mine = lists::my_lists(db, &fixture.ada.actor).await.unwrap();
    let received: Vec<&str> = mine.iter().filter(|list| list.is_subscribed).map(|list| list.slug.as_str()).collect();
    assert_eq!(received, ["ri3", "ri3-calcul"]);
    assert_eq!(fixture.ada.get("/lists/ri3-l/threads").await.status, 200, "a member still reads the archive");
}
