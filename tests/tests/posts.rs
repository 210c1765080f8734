//! Discussions: people write to a list, moderators decide, and everybody who receives the list gets a copy.

use domain::enums::HoldReason;
use domain::ids::PostId;
use domain::lists::{self, ListInput};
use domain::networks::NetworkCard;
use domain::posts::{self, ModerationDecision, PostInput, PostOutcome};
use domain::{Error, Language};
use tests::{Duration, TestUser, World, discussion};

mod access;
mod archive_start;
mod bounces;
mod copies;
mod departures;
mod digests;
mod dmarc;
mod export;
mod found;
mod import;
mod incoming;
mod input;
mod lmtp;
mod mail_settings;
mod moderation;
mod participants;
mod removal;
mod threads;

/// The discussion of the members of RI3.
const LIST: &str = "ri3-l";
const ADA: &str = "ada.lovelace@example.org";
const BO: &str = "bo.martin@example.org";

/// The form of a post, as somebody wrote it.
fn written(subject: &str, body: &str) -> PostInput {
    PostInput { subject: subject.to_owned(), body: body.to_owned(), ..PostInput::default() }
}

/// The post that was accepted.
fn accepted(outcome: PostOutcome) -> PostId {
    match outcome {
        PostOutcome::Accepted { post, .. } => post,
        PostOutcome::Held { reason, .. } => panic!("held: {reason:?}"),
    }
}

async fn count(world: &World, query: &'static str) -> i64 {
    let mut tx = world.db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
}

/// RI3 with its coordinator, two members, and their discussion.
struct DiscussionFixture {
    world: World,
    network: NetworkCard,
    claire: TestUser,
    ada: TestUser,
    bo: TestUser,
}

impl DiscussionFixture {
    /// A moderator reads the first post of each author.
    async fn moderated() -> Self {
        Self::with(|list| list.first_posts_held = "yes".to_owned()).await
    }

    /// Nobody's post waits.
    async fn open() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut ListInput)) -> Self {
        let world = World::new().await;
        let network = world.network("ri3").await;
        let claire = world.coordinator(&network, "Claire Fontaine").await;
        let (ada, bo) = (world.member(&network, "Ada Lovelace").await, world.member(&network, "Bo Martin").await);
        let mut list = discussion(LIST, "ri3");
        change(&mut list);
        lists::create_list(&world.db, &claire.actor, "ri3", &list).await.unwrap();
        Self { world, network, claire, ada, bo }
    }

    /// Changes the settings of the list.
    async fn change(&self, change: impl FnOnce(&mut ListInput)) {
        let mut list = lists::list_form(&self.world.db, &self.claire.actor, LIST).await.unwrap().input;
        change(&mut list);
        lists::edit_list(&self.world.db, &self.claire.actor, LIST, &list).await.unwrap();
    }

    /// Starts a thread. A minute passes, so that posts have an order in time.
    async fn starts(&self, user: &TestUser, subject: &str, body: &str) -> PostOutcome {
        let outcome = posts::start(&self.world.db, &user.actor, LIST, Language::Fr, &written(subject, body)).await.unwrap();
        self.world.advance(Duration::minutes(1));
        outcome
    }

    /// Answers a post, as [`Self::starts`] starts a thread.
    async fn answers(&self, user: &TestUser, parent: &PostId, body: &str) -> PostOutcome {
        let outcome = posts::answer(&self.world.db, &user.actor, LIST, parent, Language::Fr, &written("", body)).await.unwrap();
        self.world.advance(Duration::minutes(1));
        outcome
    }

    /// The posts that wait for a moderator, the oldest first.
    async fn held(&self) -> Vec<PostId> {
        let held = posts::held(&self.world.db, &self.claire.actor, LIST).await.unwrap();
        assert_eq!(held.count, held.posts.len() as i64);
        held.posts.into_iter().map(|held| held.post.id).collect()
    }

    async fn decides(&self, user: &TestUser, post: &PostId, decision: ModerationDecision) -> Result<(), Error> {
        posts::decide(&self.world.db, &user.actor, LIST, post, &decision).await
    }

    /// The address and the state of every copy of a post.
    async fn copies(&self, post: &PostId) -> Vec<(String, String)> {
        let mut tx = self.world.db.read().await.unwrap();
        sqlx::query_as("SELECT address, state FROM delivery WHERE post = $1 ORDER BY address_key")
            .bind(post)
            .fetch_all(&mut *tx)
            .await
            .unwrap()
    }

    /// The number of mails to an address with that cause.
    async fn mails(&self, address: &str, cause: &str) -> usize {
        self.world.mails_to(address).await.into_iter().filter(|mail| mail.cause == cause).count()
    }
}

/// One copy for each of these addresses, all in one state.
fn all(state: &str, addresses: &[&str]) -> Vec<(String, String)> {
    addresses.iter().map(|address| ((*address).to_owned(), state.to_owned())).collect()
}

#[tokio::test]
async fn a_first_post_waits_and_the_next_one_leaves_at_once() {
    let fixture = DiscussionFixture::moderated().await;
    let (claire, ada) = (&fixture.claire, &fixture.ada);
    assert_eq!(fixture.starts(ada, "Calcul", "Bonjour à tous").await.hold_reason(), Some(HoldReason::FirstPost));
    let held = fixture.held().await;
    assert_eq!(held.len(), 1);
    assert!(fixture.copies(&held[0]).await.is_empty(), "nothing leaves before somebody decides");
    for (address, mails) in [(claire.address.as_str(), 1), (ADA, 0), (BO, 0)] {
        assert_eq!(fixture.mails(address, "list.moderation").await, mails, "{address}");
    }
    let link = fixture.world.last_mail_to(&claire.address).await.link("/held");
    assert!(claire.get(&link).await.shows("Bonjour à tous"));

    fixture.decides(claire, &held[0], ModerationDecision::AcceptAndTrust).await.unwrap();
    assert_eq!(fixture.copies(&held[0]).await, all("queued", &[ADA, BO]), "one for each reader, the author included");
    let second = accepted(fixture.starts(ada, "Calcul, suite", "Encore moi").await);
    assert_eq!(fixture.copies(&second).await, all("queued", &[ADA, BO]));
    assert_eq!(fixture.mails(&claire.address, "list.moderation").await, 1, "nothing waits");
    assert_eq!(fixture.starts(&fixture.bo, "Moi", "Bonjour").await.hold_reason(), Some(HoldReason::FirstPost), "Ada is trusted, not Bo");
}

#[tokio::test]
async fn a_person_writes_a_moderator_accepts_and_others_answer_on_the_pages() {
    let fixture = DiscussionFixture::moderated().await;
    let (claire, ada) = (&fixture.claire, &fixture.ada);
    let key = ada.get("/lists/ri3-l/threads/new").await.value_of("form_key").unwrap();
    let form = [("form_key", key.as_str()), ("subject", "Calcul"), ("body", "Bonjour à **tous**")];
    for _ in 0..2 {
        let sent = ada.post("/lists/ri3-l/threads/new", &form).await;
        assert_eq!((sent.status.as_u16(), sent.location()), (303, "/lists/ri3-l/threads?done=held"));
    }
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post").await, 1, "pressed twice, written once");
    let list = ada.get("/lists/ri3-l/threads?done=held").await;
    assert!(list.status == 200 && !list.shows("Bonjour à tous"), "{}", list.words());
    assert_eq!(ada.get("/lists/ri3-l/held").await.status, 404, "for moderators alone");

    let held = claire.get("/lists/ri3-l/held").await;
    assert!(held.shows("Bonjour à") && held.shows("Ada Lovelace"), "{}", held.words());
    let id = fixture.held().await.remove(0).to_string();
    assert_eq!(fixture.bo.post("/lists/ri3-l/held", &[("post", &id), ("act", "trust")]).await.status, 404);
    assert_eq!(claire.post("/lists/ri3-l/held", &[("post", &id), ("act", "trust")]).await.status, 303);
    let path = format!("/lists/ri3-l/threads/{id}");
    let links = fixture.bo.get("/lists/ri3-l/threads").await.attributes("main a", "href");
    assert!(links.iter().any(|link| link.starts_with(&path)), "{links:?}");
    assert!(fixture.bo.get(&path).await.body.contains("<strong>tous</strong>"));

    let key = claire.get(&format!("{path}/answer?post={id}")).await.value_of("form_key").unwrap();
    let form = [("form_key", key.as_str()), ("parent", id.as_str()), ("body", "Bienvenue")];
    let mut places = Vec::new();
    for _ in 0..2 {
        let sent = claire.post(&format!("{path}/answer"), &form).await;
        assert_eq!(sent.status, 303, "{}", sent.words());
        places.push(sent.location().split(['#', '?']).next().unwrap().to_owned());
    }
    assert_eq!(places, [path.as_str(), path.as_str()], "pressed twice, it leads to the same thread");
    let thread = ada.get(&path).await;
    assert!(thread.shows("Bienvenue") && thread.shows("Claire Fontaine"), "{}", thread.words());
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post").await, 2);
}
