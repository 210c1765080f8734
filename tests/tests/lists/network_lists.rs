//! Any number of lists a network: their readers, their addresses, their managers.

use axum::http::Method;
use domain::delivery::ContentCache;
use domain::enums::JoinPolicy;
use domain::ids::MessageId;
use domain::lists::{self, ListInput, MessageInput};
use domain::memberships;
use domain::networks::{self, NetworkInput};
use tests::{ManualWorker, TestUser, World, message, send_message, subscribe_strangers};

fn input(name: &str, slug: &str, rules: &[&str]) -> ListInput {
    ListInput {
        name: name.to_owned(),
        slug: slug.to_owned(),
        kind: "announcement".to_owned(),
        archive: "subscribers".to_owned(),
        posting: "coordinators".to_owned(),
        rules: rules.iter().map(|rule| (*rule).to_owned()).collect(),
        ..ListInput::default()
    }
}

/// RI3 with its coordinator, two members, and a list for webinars that its members receive.
struct Ri3 {
    world: World,
    claire: TestUser,
    ada: TestUser,
    bo: TestUser,
}

impl Ri3 {
    async fn new() -> Self {
        let world = World::new().await;
        let network = world.network_with("ri3", |network| network.join_policy = JoinPolicy::Open.to_string()).await;
        let claire = world.coordinator(&network, "Claire Fontaine").await;
        let (ada, bo) = (world.member(&network, "Ada Lovelace").await, world.member(&network, "Bo Martin").await);
        let webinars = input("RI3 webinaires", "ri3-webinaires", &["members:ri3"]);
        lists::create_list(&world.db, &claire.actor, "ri3", &webinars).await.unwrap();
        Self { world, claire, ada, bo }
    }

    /// The addresses that a message to these lists would reach.
    async fn audience(&self, lists: &[&str]) -> Vec<String> {
        let audience = lists.iter().map(|list| format!("subscribers:{list}")).collect();
        let input = MessageInput { audience, ..message("À tous", "Bonjour") };
        let id = lists::create(&self.world.db, &self.claire.actor, "ri3", &input).await.unwrap();
        let audience = lists::audience(&self.world.db, &self.claire.actor, "ri3", &id).await.unwrap();
        lists::remove(&self.world.db, &self.claire.actor, "ri3", &id).await.unwrap();
        audience.recipients.into_iter().map(|recipient| recipient.address).collect()
    }

    /// A draft to the subscribers of a list.
    async fn draft(&self, list: &str) -> MessageId {
        let input = MessageInput { audience: vec![format!("subscribers:{list}")], ..message("À tous", "Bonjour") };
        lists::create(&self.world.db, &self.claire.actor, "ri3", &input).await.unwrap()
    }

    /// The settings of a list as its form shows them, with changes.
    async fn settings(&self, user: &TestUser, list: &str, changes: &[(&'static str, &str)]) -> tests::Answer {
        let path = format!("/lists/{list}/settings");
        let form = lists::list_form(&self.world.db, &user.actor, list).await.unwrap().input;
        let mut fields = vec![
            ("name", form.name),
            ("slug", form.slug),
            ("description", form.description),
            ("kind", form.kind),
            ("archive", form.archive),
            ("posting", form.posting),
            ("managers", form.managers),
            ("version", form.version),
        ];
        fields.extend(form.rules.into_iter().map(|rule| ("rules", rule)));
        for (name, value) in changes {
            fields.retain(|(field, _)| field != name);
            fields.push((name, (*value).to_owned()));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        user.post(&path, &fields).await
    }
}

const ADA: &str = "ada.lovelace@example.org";
const BO: &str = "bo.martin@example.org";

#[tokio::test]
async fn a_coordinator_opens_a_list_and_each_person_chooses_list_by_list() {
    let ri3 = Ri3::new().await;
    let (claire, ada) = (&ri3.claire, &ri3.ada);
    let page = claire.get("/networks/ri3/lists").await;
    assert!(page.shows("RI3 webinaires") && page.shows("Nouvelle liste"), "{}", page.words());
    assert!(!ada.get("/networks/ri3/lists").await.shows("Nouvelle liste"));
    let form = [
        ("name", "Calcul"),
        ("slug", "ri3-calcul"),
        ("description", "Le calcul."),
        ("kind", "announcement"),
        ("archive", "public"),
        ("posting", "coordinators"),
    ];
    for path in
        ["/networks/ri3/lists/new", "/lists/ri3-webinaires/settings", "/lists/ri3-webinaires/close", "/lists/ri3-webinaires/subscribers"]
    {
        let refused = ada.post(path, &form).await.status;
        assert!(refused == 403 || refused == 404, "{path}: {refused}");
    }
    let opened = claire.submit("/networks/ri3/lists/new", &form).await;
    assert!(opened.shows("La liste est ouverte."), "{}", opened.words());

    assert_eq!(ri3.audience(&["ri3-calcul"]).await, Vec::<String>::new(), "no rule, no subscriber");
    assert_eq!(ri3.audience(&["ri3-webinaires"]).await, [ADA, BO]);
    ada.post("/me/lists", &[("list", "ri3-calcul"), ("wanted", "yes")]).await;
    ada.post("/me/lists", &[("list", "ri3-webinaires"), ("wanted", "no")]).await;
    assert_eq!(ri3.audience(&["ri3-calcul"]).await, [ADA]);
    assert_eq!(ri3.audience(&["ri3-webinaires"]).await, [BO]);
    assert_eq!(ri3.audience(&[""]).await, [ADA, BO], "the main list is as before");

    memberships::leave(&ri3.world.db, &ada.actor, "ri3").await.unwrap();
    assert_eq!(ri3.audience(&["ri3-calcul"]).await, Vec::<String>::new(), "leaving the network ends every subscription");
    assert_eq!(ada.post("/networks/ri3/join", &[("no_list", "1")]).await.status, 303);
    assert_eq!(ri3.audience(&["", "ri3-webinaires"]).await, [BO], "joining without mail is for every list of the members");
}

#[tokio::test]
async fn a_message_to_several_lists_reaches_each_person_once() {
    let ri3 = Ri3::new().await;
    subscribe_strangers(&ri3.world.db, "ri3-webinaires", [("Sam", "sam@example.org")]).await;
    assert_eq!(ri3.audience(&["", "ri3-webinaires"]).await, [ADA, BO, "sam@example.org"]);
    let input = MessageInput { audience: vec!["subscribers:ri3-webinaires".to_owned()], ..message("Programme", "Bonjour") };
    let id = send_message(&ri3.world.db, &ri3.claire.actor, "ri3", &input).await;
    let everybody =
        MessageInput { audience: vec!["subscribers:".to_owned(), "subscribers:ri3-webinaires".to_owned()], ..message("Bilan", "Bonjour") };
    send_message(&ri3.world.db, &ri3.claire.actor, "ri3", &everybody).await;

    let subjects = async |list: &str| ri3.bo.get(&format!("/lists/{list}/archive")).await.all("main section li a");
    assert_eq!(subjects("ri3").await, ["Bilan"]);
    assert_eq!(subjects("ri3-webinaires").await, ["Bilan", "Programme"]);
    assert_eq!(ri3.bo.get(&format!("/lists/ri3/archive/{id}")).await.status, 404, "it did not go to that list");
    let stranger = ri3.world.person("Zoé Ailleurs").await;
    assert_eq!(stranger.get("/lists/ri3-webinaires/archive").await.status, 404, "its subscribers alone read its archive");
}

#[tokio::test]
async fn each_copy_belongs_to_the_list_that_found_its_reader() {
    let ri3 = Ri3::new().await;
    ri3.bo.post("/me/lists", &[("list", "ri3"), ("wanted", "no")]).await;
    let input =
        MessageInput { audience: vec!["subscribers:".to_owned(), "subscribers:ri3-webinaires".to_owned()], ..message("Bilan", "Bonjour") };
    send_message(&ri3.world.db, &ri3.claire.actor, "ri3", &input).await;
    let mut list_ids = Vec::new();
    let claimed = ManualWorker::named("worker").claims(&ri3.world.db, 100).await;
    let (prepared, _) = ContentCache::default().prepare(&ri3.world.db, claimed).await.unwrap();
    for prepared in prepared {
        let mail = prepared.render().unwrap();
        let (_, list) = mail.list_headers.iter().find(|(name, _)| *name == "List-Id").unwrap().clone();
        let page = mail.plain.contains("/lists/ri3-webinaires\n");
        list_ids.push((prepared.delivery.address.clone(), list.starts_with("<ri3-webinaires."), page));
    }
    list_ids.sort();
    assert_eq!(list_ids, [(ADA.to_owned(), false, false), (BO.to_owned(), true, true)]);
}

#[tokio::test]
async fn a_former_address_leads_to_the_list_and_no_other_list_takes_it() {
    let ri3 = Ri3::new().await;
    let draft = ri3.draft("ri3-webinaires").await;
    assert_eq!(ri3.settings(&ri3.claire, "ri3-webinaires", &[("slug", "webinaires-ri3")]).await.status, 303);
    let former = ri3.ada.get("/lists/ri3-webinaires").await;
    assert_eq!((former.status.as_u16(), former.location()), (308, "/lists/webinaires-ri3"));
    let audience = lists::audience(&ri3.world.db, &ri3.claire.actor, "ri3", &draft).await.unwrap();
    assert_eq!(audience.count, 2, "a draft of before finds it");
    for taken in ["ri3-webinaires", "ri3", "postmaster", "ri3-owner", "RI3", "a b", ""] {
        let refused = lists::create_list(&ri3.world.db, &ri3.claire.actor, "ri3", &input("Autre", taken, &[])).await;
        assert!(matches!(refused, Err(domain::Error::Invalid(_))), "{taken}: {refused:?}");
    }
    assert_eq!(ri3.settings(&ri3.claire, "webinaires-ri3", &[("slug", "ri3-webinaires")]).await.status, 303, "it may take its own back");
}

#[tokio::test]
async fn a_manager_changes_the_list_and_writes_to_nobody() {
    let ri3 = Ri3::new().await;
    let unknown = ri3.settings(&ri3.claire, "ri3-webinaires", &[("managers", "personne@example.org")]).await;
    assert!(unknown.status == 422 && unknown.error_of("managers").is_some(), "{}", unknown.words());
    assert_eq!(ri3.settings(&ri3.claire, "ri3-webinaires", &[("managers", BO)]).await.status, 303);
    assert_eq!(ri3.settings(&ri3.bo, "ri3-webinaires", &[("description", "Chaque mois.")]).await.status, 303);
    assert_eq!(ri3.bo.get("/lists/ri3-webinaires/subscribers").await.status, 200);
    assert_eq!(ri3.bo.get("/lists/ri3/settings").await.status, 404, "not of another list");
    assert_eq!(ri3.bo.get("/networks/ri3/messages").await.status, 404);
    assert_eq!(ri3.settings(&ri3.claire, "ri3-webinaires", &[("managers", "")]).await.status, 303);
    assert_eq!(ri3.bo.get("/lists/ri3-webinaires/settings").await.status, 404);
}

#[tokio::test]
async fn a_closed_list_sends_nothing_and_keeps_its_archive() {
    let ri3 = Ri3::new().await;
    let send = MessageInput { audience: vec!["subscribers:ri3-webinaires".to_owned()], ..message("Programme", "Bonjour") };
    send_message(&ri3.world.db, &ri3.claire.actor, "ri3", &send).await;
    assert_eq!(ri3.claire.post("/lists/ri3/close", &[]).await.status, 404, "a network keeps its main list");
    assert!(ri3.claire.submit("/lists/ri3-webinaires/close", &[]).await.shows("La liste est fermée."));
    let refused = lists::create(&ri3.world.db, &ri3.claire.actor, "ri3", &send).await;
    assert!(matches!(refused, Err(domain::Error::Invalid(_))), "{refused:?}");
    assert_eq!(ri3.ada.get("/lists/ri3-webinaires/archive").await.all("main section li a"), ["Programme"]);
    ri3.ada.post("/me/lists", &[("list", "ri3-webinaires"), ("wanted", "no")]).await;
    assert_eq!(ri3.ada.post("/me/lists", &[("list", "ri3-webinaires"), ("wanted", "yes")]).await.status, 409, "nobody subscribes to it");
    assert!(ri3.claire.submit("/lists/ri3-webinaires/reopen", &[]).await.shows("La liste est rouverte."));
    assert_eq!(ri3.audience(&["ri3-webinaires"]).await, [BO], "with the choices that people made");
}

#[tokio::test]
async fn a_rule_reaches_the_public_networks_below_and_only_offers_those() {
    let ri3 = Ri3::new().await;
    let (world, claire) = (&ri3.world, &ri3.claire);
    let below = |visibility: &'static str| {
        move |network: &mut domain::networks::NetworkInput| {
            network.parents = vec!["ri3".to_owned()];
            network.visibility = visibility.to_owned();
        }
    };
    let open = world.network_with("ri3-sud", below("public")).await;
    let secret = world.network_with("ri3-bureau", below("private")).await;
    world.mandate(claire, &secret, None).await;
    world.member(&open, "Carla Sud").await;
    world.member(&secret, "Zoé Cachée").await;
    let all = input("RI3 et régions", "ri3-tous", &["below:ri3"]);
    lists::create_list(&world.db, &claire.actor, "ri3", &all).await.unwrap();
    let draft = ri3.draft("ri3-tous").await;
    let audience = lists::audience(&world.db, &claire.actor, "ri3", &draft).await.unwrap();
    assert_eq!((audience.count, audience.recipients.len()), (3, 2), "Carla is counted, and her coordinators alone know her name");
    let page = claire.get("/lists/ri3-tous/subscribers").await;
    assert!(!page.shows("Carla Sud"), "a network below is counted, its members are not named: {}", page.words());
    for rule in ["members:ri3-bureau", "members:ailleurs", "members", "autres:ri3", "below:"] {
        let refused = lists::create_list(&world.db, &claire.actor, "ri3", &input("Autre", "ri3-autre", &[rule])).await;
        assert!(matches!(refused, Err(domain::Error::Invalid(_))), "{rule}: {refused:?}");
    }
}

#[tokio::test]
async fn the_former_addresses_of_the_settings_lead_to_the_new_ones() {
    let ri3 = Ri3::new().await;
    for (former, now) in [("/networks/ri3/list", "/lists/ri3/settings"), ("/networks/ri3/list/subscribers", "/lists/ri3/subscribers")] {
        let answer = ri3.claire.send(Method::GET, former, &[], None).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (308, now));
    }
}

#[tokio::test]
async fn a_network_that_leaves_or_turns_private_is_read_by_no_rule() {
    let ri3 = Ri3::new().await;
    let (world, claire) = (&ri3.world, &ri3.claire);
    let south = world.network_with("ri3-sud", |network| network.parents = vec!["ri3".to_owned()]).await;
    world.mandate(claire, &south, None).await;
    world.member(&south, "Carla Sud").await;
    lists::create_list(&world.db, &claire.actor, "ri3", &input("Sud", "ri3-du-sud", &["members:ri3-sud"])).await.unwrap();
    let draft = ri3.draft("ri3-du-sud").await;
    let readers = async || lists::audience(&world.db, &claire.actor, "ri3", &draft).await.unwrap().count;
    assert_eq!(readers().await, 1);
    let edit = async |change: fn(&mut NetworkInput)| {
        let mut form = networks::form(&world.db, &claire.actor, "ri3-sud").await.unwrap();
        change(&mut form);
        networks::edit(&world.db, &claire.actor, "ri3-sud", &form).await.unwrap();
    };
    edit(|network| network.visibility = "private".to_owned()).await;
    assert_eq!(readers().await, 0, "private: nobody learns of its members by this list");
    edit(|network| network.visibility = "public".to_owned()).await;
    assert_eq!(readers().await, 1);
    edit(|network| network.parents.clear()).await;
    assert_eq!(readers().await, 0, "it is no longer below RI3");
}
