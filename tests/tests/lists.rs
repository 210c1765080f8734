//! Lists: their readers, subscriptions of strangers, and the effects of links in mails.

use axum::http::Method;
use domain::enums::{JoinPolicy, NetworkVisibility};
use domain::lists;
use domain::memberships;
use tests::{Browser, Duration, World};

mod import;
mod network_lists;
mod subscribers;

/// The recipients of a message to the whole list.
async fn readers(world: &World, slug: &str, actor: &domain::policy::Actor) -> Vec<String> {
    let input = lists::MessageInput {
        subject: "À tous".to_owned(),
        body: "Bonjour.".to_owned(),
        language: "fr".to_owned(),
        audience: vec!["subscribers:".to_owned()],
        ..lists::MessageInput::default()
    };
    let id = lists::create(&world.db, actor, slug, &input).await.unwrap();
    let audience = lists::audience(&world.db, actor, slug, &id).await.unwrap();
    lists::remove(&world.db, actor, slug, &id).await.unwrap();
    audience.recipients.into_iter().map(|recipient| recipient.address).collect()
}

/// Sends the public form as a person does, some seconds after opening it.
async fn asks(world: &World, browser: &Browser, slug: &str, address: &str) -> tests::Answer {
    let path = format!("/lists/{slug}");
    let mark = browser.get(&path).await.value_of("mark").unwrap();
    world.advance(Duration::seconds(5));
    browser.post(&path, &[("address", address), ("name", "Sam Passage"), ("mark", &mark), ("leave_empty", "")]).await
}

#[tokio::test]
async fn members_read_the_list_from_joining_to_leaving_unless_they_refuse() {
    let world = World::new().await;
    let sil = world.network_with("sil", |network| network.join_policy = JoinPolicy::Open.to_string()).await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await);
    assert_eq!(ada.post("/networks/sil/join", &[]).await.status, 303);
    assert_eq!(bo.post("/networks/sil/join", &[("no_list", "1")]).await.status, 303);
    assert_eq!(readers(&world, "sil", &claire.actor).await, ["ada.lovelace@example.org"]);
    let mine = bo.get("/me/lists").await;
    assert!(mine.shows("refus") && mine.shows("en rejoignant le réseau") && mine.shows("vendredi 20 novembre 2026"), "{}", mine.words());

    bo.submit("/me/lists", &[("list", "sil"), ("wanted", "yes")]).await;
    ada.submit("/me/lists", &[("list", "sil"), ("wanted", "no")]).await;
    assert_eq!(readers(&world, "sil", &claire.actor).await, ["bo.martin@example.org"]);
    memberships::leave(&world.db, &bo.actor, "sil").await.unwrap();
    assert!(readers(&world, "sil", &claire.actor).await.is_empty(), "leaving ends what was said too");
    memberships::leave(&world.db, &ada.actor, "sil").await.unwrap();
    memberships::join(&world.db, &ada.actor, "sil", "").await.unwrap();
    assert_eq!(readers(&world, "sil", &claire.actor).await, ["ada.lovelace@example.org"], "who joins again reads again");
    let history = ada.get("/me/lists").await.all(".history li");
    assert_eq!(history.len(), 2, "{history:?}");
}

#[tokio::test]
async fn a_stranger_subscribes_in_two_steps_and_a_link_alone_does_nothing() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let sam = world.guest();
    let answer = asks(&world, &sam, "sil", "Sam.Passage@Example.org").await;
    assert!(answer.status.is_success() && answer.shows("Consultez votre messagerie"), "{}", answer.words());
    assert!(readers(&world, "sil", &claire.actor).await.is_empty(), "nothing before the address is proved");
    let mail = world.last_mail_to("Sam.Passage@Example.org").await;
    assert!(!mail.body.contains("Sam Passage"), "what a stranger typed is not sent to an address that nobody proved");
    let link = mail.link("/subscriptions/");
    for _ in 0..2 {
        assert!(sam.get(&link).await.shows("Recevoir les messages"));
    }
    assert!(readers(&world, "sil", &claire.actor).await.is_empty(), "reading acts on nothing");
    assert!(sam.post(&link, &[]).await.shows("Vous êtes sur la liste"));
    assert_eq!(sam.post(&link, &[]).await.status, 200, "twice is as once");
    assert_eq!(readers(&world, "sil", &claire.actor).await, ["Sam.Passage@Example.org"]);
    world.advance(Duration::hours(73));
    assert_eq!(sam.get(&link).await.status, 410);
}

#[tokio::test]
async fn the_answer_is_the_same_whether_or_not_the_address_is_known() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    world.member(&sil, "Ada Lovelace").await;
    let sam = world.guest();
    let strip = |answer: tests::Answer, address: &str| (answer.status, answer.words().replace(address, "…"));
    let answer_for_known = strip(asks(&world, &sam, "sil", "ada.lovelace@example.org").await, "ada.lovelace@example.org");
    let unknown = strip(asks(&world, &sam, "sil", "sam@example.org").await, "sam@example.org");
    assert_eq!(answer_for_known, unknown);
    let mail = world.last_mail_to("ada.lovelace@example.org").await;
    assert!(mail.body.contains("suit déjà") && !mail.body.contains("/subscriptions/"), "only its owner learns it: {}", mail.body);
}

#[tokio::test]
async fn robots_do_not_get_through_the_public_form() {
    let world = World::new().await;
    world.network("sil").await;
    world.network("cyb").await;
    let robot = world.guest();
    let fresh = async || robot.get("/lists/sil").await.value_of("mark").unwrap();
    let quick = [("address", "quick@example.org"), ("mark", &*fresh().await), ("leave_empty", "")];
    assert_eq!(robot.post("/lists/sil", &quick).await.status, 200, "a browser fills the form in at once");
    assert_eq!(world.mails_to("quick@example.org").await.len(), 1);
    let send = async |mark: &str, leave_empty: &str| {
        robot.post("/lists/sil", &[("address", "victim@example.org"), ("mark", mark), ("leave_empty", leave_empty)]).await
    };
    let mark = fresh().await;
    assert_eq!(send("", "").await.status, 422, "without a mark");
    assert_eq!(send("1795165200.aaaaaaaaaaaaaaaaaaaaaa", "").await.status, 422, "with a mark of its own");
    world.advance(Duration::seconds(5));
    let other = robot.get("/lists/cyb").await.value_of("mark").unwrap();
    world.advance(Duration::seconds(5));
    assert_eq!(send(&other, "").await.status, 422, "with the mark of another form");
    assert_eq!(send(&mark, "https://spam.example").await.status, 200, "who fills in what people do not see gets the same answer");
    assert!(world.mails_to("victim@example.org").await.is_empty());
    let answer = send(&mark, "").await;
    assert_eq!(answer.status, 200);
    for _ in 0..4 {
        send(&mark, "").await;
    }
    assert_eq!(send(&mark, "").await.status, 429, "five mails an hour to one address");
    assert_eq!(world.mails_to("victim@example.org").await.len(), 5);
    world.advance(Duration::hours(24));
    let late = send(&mark, "").await;
    assert_eq!(late.status, 422, "a day later");
    assert_eq!(late.value_of("address").as_deref(), Some("victim@example.org"), "what was typed is kept");
}

/// The unsubscribe link in the copy of a person, as the worker writes it.
async fn link_of(world: &World, unsubscribe_target: &str) -> String {
    let key = domain::db::InstanceKey::of(&world.db).await.unwrap();
    format!("/unsubscribe/{}", lists::token(&key, unsubscribe_target, &"copy".into()))
}

#[tokio::test]
async fn one_click_needs_a_post_and_no_session_and_ends_one_list_alone() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let (claire, karim) = (world.coordinator(&sil, "Claire Fontaine").await, world.coordinator(&cyb, "Karim Bensaïd").await);
    let ada = world.member(&sil, "Ada Lovelace").await;
    world.joins(&ada, &cyb).await;
    let mut tx = world.db.read().await.unwrap();
    let list: String = sqlx::query_scalar("SELECT id FROM list WHERE slug = 'sil'").fetch_one(&mut *tx).await.unwrap();
    drop(tx);
    let key = ada.id.to_string();
    let link = link_of(&world, &format!("l.{list}.{key}")).await;
    let provider = world.guest();
    world.advance(Duration::days(4000));
    let page = provider.get(&link).await;
    assert!(page.shows("Ne plus recevoir") && page.header("cache-control").contains("no-store"));
    assert_eq!(readers(&world, "sil", &claire.actor).await.len(), 1, "a scanner that reads the link ends nothing");

    // As mail providers send it: from elsewhere, without a cookie, with or without a body.
    let foreign =
        [("origin", "https://mail.example.com"), ("sec-fetch-site", "cross-site"), ("content-type", "application/x-www-form-urlencoded")];
    let answer = provider.send(Method::POST, &link, &foreign, Some("List-Unsubscribe=One-Click".to_owned())).await;
    assert_eq!(answer.status, 200, "{}", answer.words());
    assert_eq!(provider.send(Method::POST, &link, &[], None).await.status, 200, "twice is as once");
    assert!(readers(&world, "sil", &claire.actor).await.is_empty());
    assert_eq!(readers(&world, "cyb", &karim.actor).await, ["ada.lovelace@example.org"], "that list only");
    let ada = world.sign_in_again(&ada).await;
    assert!(ada.get("/me/lists").await.shows("lien d’un message"));
    let back = provider.post(&link, &[("act", "back")]).await;
    assert!(back.shows("Ne plus recevoir"));
    assert_eq!(readers(&world, "sil", &claire.actor).await.len(), 1, "who pressed by mistake comes back");

    let (start, end) = link.split_at(link.len() - 1);
    let other = if end == "A" { "B" } else { "A" };
    for forged in [format!("{start}{other}"), link.replace(&key, claire.id.as_str()), "/unsubscribe/l.x.y.z".to_owned()] {
        assert_eq!(provider.send(Method::POST, &forged, &[], None).await.status, 410, "{forged}");
    }
    let elsewhere = provider.send(Method::POST, "/me/lists", &foreign, Some("list=sil&wanted=no".to_owned())).await;
    assert_eq!(elsewhere.status, 403, "no other form may come from elsewhere");
}

#[tokio::test]
async fn an_archive_is_open_to_the_readers_that_its_list_allows() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let (ada, stranger) = (world.member(&sil, "Ada Lovelace").await, world.person("Zoé Ailleurs").await);
    let input = lists::MessageInput {
        subject: "Bilan d’automne".to_owned(),
        body: "Bonjour {{nom}}, **voici** le bilan.".to_owned(),
        language: "fr".to_owned(),
        audience: vec!["subscribers:".to_owned()],
        ..lists::MessageInput::default()
    };
    let id = lists::create(&world.db, &claire.actor, "sil", &input).await.unwrap();
    let confirmation = lists::SendInput { version: "1".to_owned(), seen: "1".to_owned(), ..lists::SendInput::default() };
    lists::send(&world.db, &claire.actor, "sil", &id, lists::SendingTime::Now, &confirmation).await.unwrap();
    let path = format!("/lists/sil/archive/{id}");
    let statuses = async || {
        let mut statuses = Vec::new();
        for browser in [&world.guest(), &stranger.browser, &ada.browser, &claire.browser] {
            statuses.push((browser.get("/lists/sil/archive").await.status.as_u16(), browser.get(&path).await.status.as_u16()));
        }
        statuses
    };
    assert_eq!(statuses().await, [(404, 404), (404, 404), (200, 200), (200, 200)], "members, until somebody says otherwise");
    let page = ada.get(&path).await;
    assert!(page.body.contains("<strong>voici</strong>") && !page.body.contains("{{nom}}"), "{}", page.words());
    let change = async |archive: &str| {
        let version = claire.get("/lists/sil/settings").await.value_of("version").unwrap();
        let form = [
            ("name", "SIL"),
            ("slug", "sil"),
            ("description", "Une fois par mois."),
            ("kind", "announcement"),
            ("rules", "members:sil"),
            ("archive", archive),
            ("posting", "coordinators"),
            ("version", version.as_str()),
        ];
        claire.submit("/lists/sil/settings", &form).await
    };
    assert!(change("public").await.shows("C’est enregistré."));
    assert_eq!(statuses().await, [(200, 200), (200, 200), (200, 200), (200, 200)]);
    change("none").await;
    assert_eq!(statuses().await, [(404, 404), (404, 404), (404, 404), (200, 200)]);
    assert_eq!(ada.get("/lists/sil/settings").await.status, 404);
}

#[tokio::test]
async fn the_list_of_a_private_network_is_unknown_to_strangers() {
    let world = World::new().await;
    let bureau = world.network_with("bureau", |network| network.visibility = NetworkVisibility::Private.to_string()).await;
    let zoe = world.coordinator(&bureau, "Zoé Cachée").await;
    assert_eq!(world.guest().get("/lists/bureau").await.status, 404);
    assert_eq!(world.guest().post("/lists/bureau", &[("address", "a@example.org")]).await.status, 404);
    assert_eq!(zoe.get("/lists/bureau").await.status, 200);
}

#[tokio::test]
async fn old_links_of_a_former_member_do_not_open_a_private_list() {
    let world = World::new().await;
    let bureau = world.network_with("bureau", |network| network.visibility = NetworkVisibility::Private.to_string()).await;
    let zoe = world.coordinator(&bureau, "Zoé Cachée").await;
    let ada = world.member(&bureau, "Ada Lovelace").await;
    let mut tx = world.db.read().await.unwrap();
    let list: String = sqlx::query_scalar("SELECT id FROM list WHERE slug = 'bureau'").fetch_one(&mut *tx).await.unwrap();
    drop(tx);
    let link = link_of(&world, &format!("l.{list}.{}", ada.id)).await;
    let guest = world.guest();
    guest.post(&link, &[("act", "stop")]).await;
    assert!(guest.post(&link, &[("act", "back")]).await.shows("Ne plus recevoir"), "a member comes back");
    assert_eq!(readers(&world, "bureau", &zoe.actor).await, ["ada.lovelace@example.org"]);

    memberships::leave(&world.db, &ada.actor, "bureau").await.unwrap();
    assert!(readers(&world, "bureau", &zoe.actor).await.is_empty());
    let page = guest.get(&link).await;
    assert!(!page.body.contains("value=\"back\""), "the button is gone: {}", page.words());
    assert_eq!(guest.post(&link, &[("act", "back")]).await.status, 410);
    assert!(readers(&world, "bureau", &zoe.actor).await.is_empty());
    assert!(!ada.get("/me/lists").await.shows("reçue"));
}

#[tokio::test]
async fn a_list_that_becomes_private_is_read_by_those_who_may_know_of_it() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let sam = world.guest();
    asks(&world, &sam, "sil", "sam@example.org").await;
    let link = world.last_mail_to("sam@example.org").await.link("/subscriptions/");
    sam.post(&link, &[]).await;
    let bo = world.person("Bo Martin").await;
    for user in [&bo, &claire] {
        lists::set_subscription(&world.db, &user.actor, "sil", true).await.unwrap();
    }
    world.member(&sil, "Ada Lovelace").await;
    let all = readers(&world, "sil", &claire.actor).await;
    assert_eq!(all.len(), 4, "{all:?}");
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("UPDATE network SET visibility = 'private' WHERE slug = 'sil'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let inside = ["claire.fontaine@example.org", "ada.lovelace@example.org"];
    assert_eq!(readers(&world, "sil", &claire.actor).await, inside);
    let page = claire.get("/lists/sil/subscribers").await;
    assert!(!page.shows("sam@example.org") && !page.shows("Bo Martin"), "{}", page.words());
    assert!(claire.get("/networks/sil/messages").await.shows("2"), "counted as it is read");
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("UPDATE mandate SET started_on = '2020-01-01', ended_on = '2020-01-02'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let anne = world.administrator("Anne Administratrice").await;
    assert_eq!(readers(&world, "sil", &anne.actor).await, inside[1..], "a mandate that has ended opens nothing");
}
