//! Inherited membership: the members of a network are members of its federation if the federation says so.

use domain::enums::MembershipState::Active;
use domain::events::{self, EventInput};
use domain::lists::{self, MessageInput};
use domain::memberships::{self, MandateInput, MemberQuery};
use domain::networks::{self, NetworkCard};
use domain::pages::{self, PageInput, PagePlace};
use domain::registrations::{self, RegistrationInput};
use domain::reports;
use tests::{TestUser, World};

fn text(text: &str) -> String {
    text.to_owned()
}

/// The form of an event of RESINFO for members alone.
fn day() -> EventInput {
    EventInput {
        kind: text("thematic_day"),
        visibility: text("members"),
        starts_date: text("2026-12-03"),
        starts_time: text("09:00"),
        ends_time: text("17:00"),
        registration: text("members"),
        ..tests::webinar("Journée des réseaux")
    }
}

/// RESINFO with two networks below it, ARAMIS and a private working group; a member of each, and the coordinator of RESINFO.
struct Federation {
    world: World,
    resinfo: NetworkCard,
    aramis: NetworkCard,
    thomas: TestUser,
    ada: TestUser,
    zoe: TestUser,
    day: String,
}

impl Federation {
    async fn new(includes_below: &str) -> Self {
        let world = World::new().await;
        let resinfo = world
            .network_with("resinfo", |network| {
                network.kind = text("federation");
                network.includes_below = text(includes_below);
            })
            .await;
        let aramis = world.network_with("aramis", |network| network.parents = vec![text("resinfo")]).await;
        let bureau = world
            .network_with("bureau", |network| {
                network.parents = vec![text("resinfo")];
                network.visibility = text("private");
            })
            .await;
        let thomas = world.coordinator(&resinfo, "Thomas Leclair").await;
        let (ada, zoe) = (world.member(&aramis, "Ada Lovelace").await, world.member(&bureau, "Zoé Cachée").await);
        let day = world.event(&thomas, "resinfo", &day()).await;
        let page = PageInput {
            title: text("Guide des membres"),
            kind: text("guide"),
            access: text("members"),
            language: text("fr"),
            body: text("Le guide."),
            ..PageInput::default()
        };
        pages::create(&world.db, &thomas.actor, &PagePlace::Network(text("resinfo")), &page).await.unwrap();
        Self { world, resinfo, aramis, thomas, ada, zoe, day }
    }

    /// Whether a person can read each of the pages that RESINFO keeps for its members.
    async fn reads(&self, user: &TestUser) -> [bool; 4] {
        let paths = [
            format!("/events/{}", self.day),
            text("/networks/resinfo/pages/guide-des-membres"),
            text("/networks/resinfo/directory"),
            text("/lists/resinfo/archive"),
        ];
        let mut reads = [false; 4];
        for (path, reads) in paths.iter().zip(&mut reads) {
            *reads = user.get(path).await.status == 200;
        }
        reads
    }

    /// The member list: each name, with the networks by which they belong.
    async fn members(&self) -> Vec<(String, String)> {
        let page = memberships::list(&self.world.db, &self.thomas.actor, "resinfo", &MemberQuery::default()).await.unwrap();
        assert_eq!(page.total, page.members.len() as i64);
        page.members.iter().map(|member| (member.name(), member.through.clone())).collect()
    }
}

#[tokio::test]
async fn a_member_of_a_network_reads_and_joins_events_of_its_federation() {
    let federation = Federation::new("1").await;
    let (world, ada) = (&federation.world, &federation.ada);
    assert_eq!(federation.reads(ada).await, [true; 4], "by a public network");
    assert_eq!(federation.reads(&federation.zoe).await, [true; 4], "by a private one");
    let stranger = world.person("Bo Martin").await;
    assert_eq!(federation.reads(&stranger).await, [false; 4]);
    assert!(ada.get("/agenda").await.shows("Journée des réseaux"));
    assert!(!stranger.get("/agenda").await.shows("Journée des réseaux"));
    registrations::register(&world.db, &ada.actor, &federation.day, &RegistrationInput::default()).await.unwrap();
    assert!(registrations::register(&world.db, &stranger.actor, &federation.day, &RegistrationInput::default()).await.is_err());

    memberships::leave(&world.db, &ada.actor, "aramis").await.unwrap();
    assert_eq!(federation.reads(ada).await, [false; 4], "leaving the network ends it");
}

#[tokio::test]
async fn a_federation_includes_members_below_only_if_it_says_so() {
    let federation = Federation::new("").await;
    let (world, ada) = (&federation.world, &federation.ada);
    assert_eq!(federation.reads(ada).await, [false; 4]);
    assert_eq!(federation.members().await, []);
    assert!(registrations::register(&world.db, &ada.actor, &federation.day, &RegistrationInput::default()).await.is_err());

    // The form explains the choice, and each network below is notified.
    let noa = world.coordinator(&federation.aramis, "Noa Lemaire").await;
    let form = federation.thomas.get("/networks/resinfo/edit").await;
    assert!(form.shows("Les membres de nos réseaux sont membres ici") && form.shows("Sa coordination lit leurs noms"), "{}", form.words());
    let version = form.value_of("version").unwrap();
    let mut sent = vec![
        ("acronym", "RESINFO"),
        ("name", "Réseau resinfo"),
        ("kind", "federation"),
        ("hue", "210"),
        ("join_policy", "approval"),
        ("visibility", "public"),
        ("version", &version),
        ("includes_below", "1"),
    ];
    assert_eq!(federation.thomas.post("/networks/resinfo/edit", &sent).await.status, 303);
    assert_eq!(federation.reads(ada).await, [true; 4]);
    let mail = world.last_mail_to(&noa.address).await;
    assert_eq!(mail.cause, "network.included");
    assert!(mail.subject.contains("ARAMIS") && mail.body.contains("jamais leurs adresses"), "{}", mail.body);

    let version = federation.thomas.get("/networks/resinfo/edit").await.value_of("version").unwrap();
    sent.retain(|(name, _)| *name != "includes_below" && *name != "version");
    sent.push(("version", &version));
    assert_eq!(federation.thomas.post("/networks/resinfo/edit", &sent).await.status, 303);
    assert_eq!(federation.reads(ada).await, [false; 4], "and it can be taken back");
    assert_eq!(world.mails_to(&noa.address).await.len(), 1);
}

#[tokio::test]
async fn a_member_through_another_network_is_told_so_and_cannot_leave() {
    let federation = Federation::new("1").await;
    let (world, ada) = (&federation.world, &federation.ada);
    let page = ada.get("/networks/resinfo").await;
    assert!(page.shows("Vous êtes membre par ARAMIS") && !page.shows("Demander à rejoindre"), "{}", page.words());
    let answer = ada.submit("/networks/resinfo/join", &[]).await;
    assert!(answer.shows("Vous êtes déjà membre du réseau RESINFO, par ARAMIS"), "{}", answer.words());
    assert_eq!(world.mails_to(&federation.thomas.address).await.len(), 0, "nobody is asked");
    assert_eq!(ada.get("/networks/resinfo/leave").await.location(), "/networks/resinfo");
    assert_eq!(ada.post("/networks/resinfo/leave", &[]).await.status, 303);
    assert_eq!(federation.reads(ada).await, [true; 4], "leaving what one never joined changes nothing");
    assert!(ada.get("/me").await.shows("membre par ARAMIS"));

    // With a membership of their own as well, leaving it keeps the one through ARAMIS.
    memberships::add(&world.db, &federation.thomas.actor, "resinfo", &ada.address).await.unwrap();
    assert_eq!(federation.members().await, [(text("Ada Lovelace"), String::new())], "each person once");
    let ask = ada.get("/networks/resinfo/leave").await;
    assert!(ask.shows("Vous resterez membre par ARAMIS"), "{}", ask.words());
    assert!(ada.submit("/networks/resinfo/leave", &[]).await.shows("mais vous en restez membre par ARAMIS"));
    assert_eq!(federation.members().await, [(text("Ada Lovelace"), text("ARAMIS"))]);
}

#[tokio::test]
async fn the_member_list_names_the_network_of_inherited_members() {
    let federation = Federation::new("1").await;
    let (world, thomas) = (&federation.world, &federation.thomas);
    let laser = world.network_with("laser", |network| network.parents = vec![text("resinfo")]).await;
    world.joins(&federation.ada, &laser).await;
    world.member(&federation.resinfo, "Grace Hopper").await;
    assert_eq!(federation.members().await, [(text("Grace Hopper"), String::new()), (text("Ada Lovelace"), text("ARAMIS, LASER"))]);
    let page = thomas.get("/networks/resinfo/members").await;
    assert!(page.shows("par ARAMIS, LASER") && page.shows("Une autre personne est membre par un réseau privé"), "{}", page.words());
    assert!(
        page.body.contains("grace.hopper@example.org") && !page.body.contains("ada.lovelace@example.org"),
        "an address stays its network's"
    );
    assert!(!page.body.contains("Cachée") && !page.body.contains("BUREAU"), "a private network names nobody");
    assert_eq!(page.attributes("tbody td a", "href").len(), 1, "one history: of the membership that is one");
    let found = thomas.get("/networks/resinfo/members?q=ada.lovelace%40").await;
    assert!(!found.shows("Lovelace"), "nor is it found by trying");
    let file = thomas.get("/networks/resinfo/members.csv").await;
    assert!(file.body.contains("membre par ARAMIS, LASER") && !file.body.contains("ada.lovelace"), "{}", file.body);
    assert_eq!(thomas.get("/networks/aramis/members").await.status, 404, "the list of ARAMIS is its own");

    // The directory shows those who agreed, with their networks.
    for user in [&federation.ada, &federation.zoe] {
        user.submit("/me/data", &[("purpose", "directory")]).await;
    }
    assert_eq!(federation.ada.get("/networks/resinfo/directory").await.all("tbody th"), ["Lovelace Ada par ARAMIS, LASER"]);

    // Any member can get a mandate, except one whose only network is private: it would be named.
    let candidates = memberships::candidates(&world.db, &thomas.actor, "resinfo", "", "").await.unwrap().people;
    assert_eq!(candidates.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["Hopper Grace", "Lovelace Ada"]);
    let committee = memberships::governance(&world.db, &thomas.actor, "resinfo").await.unwrap().committees.remove(0).id;
    let give = async |user: &TestUser| {
        let input =
            MandateInput { person: user.id.to_string(), role: text("ARAMIS"), started_on: text("2026-11-20"), ..MandateInput::default() };
        memberships::give_mandate(&world.db, &thomas.actor, "resinfo", &committee, &input).await.is_ok()
    };
    assert_eq!((give(&federation.ada).await, give(&federation.zoe).await), (true, false));
}

#[tokio::test]
async fn figures_and_messages_count_each_person_once() {
    let federation = Federation::new("1").await;
    let (world, thomas, ada) = (&federation.world, &federation.thomas, &federation.ada);
    let laser = world.network_with("laser", |network| network.parents = vec![text("resinfo")]).await;
    for network in [&laser, &federation.resinfo] {
        world.joins(ada, network).await;
    }
    world.member(&laser, "Bo Martin").await;
    let listed = networks::list(&world.db, &thomas.actor).await.unwrap();
    let members: Vec<_> = listed.iter().map(|network| (network.card.slug.as_str(), network.members)).collect();
    assert_eq!(members, [("aramis", 1), ("laser", 2), ("resinfo", 2)]);
    let figures = reports::members(&world.db, &thomas.actor, "resinfo", &reports::FiguresQuery::default()).await.unwrap();
    assert_eq!(figures.people.total, 2);

    let input = |audience: &str| MessageInput {
        subject: text("Journée"),
        body: text("Bonjour"),
        language: text("fr"),
        audience: vec![text(audience)],
        ..MessageInput::default()
    };
    for audience in ["subscribers:", "members:resinfo"] {
        let id = lists::create(&world.db, &thomas.actor, "resinfo", &input(audience)).await.unwrap();
        let found = lists::audience(&world.db, &thomas.actor, "resinfo", &id).await.unwrap();
        let named: Vec<_> = found.recipients.iter().map(|recipient| recipient.name.as_str()).collect();
        assert_eq!(named, ["Ada Lovelace"], "{audience}: her own membership");
        let unnamed: Vec<_> = found.unnamed.iter().map(|(network, count)| (network.as_deref(), *count)).collect();
        assert_eq!(unnamed, [(None, 1), (Some("LASER"), 1)], "{audience}: how many the others are");
        assert_eq!(found.count, 3, "{audience}");
    }
    // Unsubscribing from a network also unsubscribes from its federation, until the person subscribes there.
    world.advance(tests::Duration::minutes(1));
    lists::set_subscription(&world.db, &federation.zoe.actor, "bureau", false).await.unwrap();
    let id = lists::create(&world.db, &thomas.actor, "resinfo", &input("subscribers:")).await.unwrap();
    assert_eq!(lists::audience(&world.db, &thomas.actor, "resinfo", &id).await.unwrap().count, 2);
    let mine = lists::my_lists(&world.db, &federation.zoe.actor).await.unwrap();
    let reads: Vec<_> = mine.iter().map(|list| (list.slug.as_str(), list.is_subscribed, list.is_member)).collect();
    assert_eq!(reads, [("bureau", false, true), ("resinfo", false, true)]);
    lists::set_subscription(&world.db, &federation.zoe.actor, "resinfo", true).await.unwrap();
    assert_eq!(lists::audience(&world.db, &thomas.actor, "resinfo", &id).await.unwrap().count, 3);
    let page = thomas.get("/lists/resinfo/subscribers").await;
    assert!(page.shows("S’y ajoute une personne, membre par un réseau") && !page.shows("Bo Martin"), "{}", page.words());
}

#[tokio::test]
async fn lists_and_pages_agree_for_every_reader() {
    let federation = Federation::new("1").await;
    let world = &federation.world;
    let cyb = world.network_with("cyb", |network| network.visibility = text("private")).await;
    let own = world
        .network_with("club", |network| {
            network.visibility = text("private");
            network.includes_below = text("1");
        })
        .await;
    let atelier = world.network_with("atelier", |network| network.parents = vec![text("club")]).await;
    let lea = world.coordinator(&own, "Léa Martinet").await;
    for (network, user, input) in [
        ("resinfo", &federation.thomas, EventInput { visibility: text("public"), title: text("Ouverte"), ..day() }),
        ("club", &lea, EventInput { visibility: text("public"), title: text("Du club"), ..day() }),
        ("club", &lea, EventInput { title: text("Brouillon"), ..day() }),
    ] {
        let slug = events::create(&world.db, &user.actor, network, &input).await.unwrap();
        if input.title != "Brouillon" {
            events::publish(&world.db, &user.actor, &slug).await.unwrap();
        }
    }
    for (network, user, access) in [("club", &lea, "members"), ("club", &lea, "public"), ("resinfo", &federation.thomas, "committee")] {
        let page = PageInput {
            title: format!("Page {access}"),
            kind: text("page"),
            access: text(access),
            language: text("fr"),
            body: text("Texte"),
            ..PageInput::default()
        };
        pages::create(&world.db, &user.actor, &PagePlace::Network(text(network)), &page).await.unwrap();
    }
    domain::search::catch_up(&world.db).await.unwrap();
    let sitter = world.person("Sacha Comité").await;
    world.sits(&sitter, &cyb, None).await;
    let everyone = [
        world.member(&atelier, "Bo Atelier").await,
        world.member(&own, "Cléo Club").await,
        world.administrator("Anne Administratrice").await,
        world.person("Max Passage").await,
        sitter,
        federation.ada,
        federation.zoe,
        federation.thomas,
        lea,
    ];
    let text_of = |column: &'static str| {
        let db = world.db.clone();
        async move {
            let mut tx = db.read().await.unwrap();
            let rows: Vec<String> = sqlx::query_scalar(column).fetch_all(&mut *tx).await.unwrap();
            rows
        }
    };
    let networks_of = text_of("SELECT '/networks/' || slug FROM network ORDER BY slug").await;
    let events_of = text_of("SELECT '/events/' || slug FROM event ORDER BY slug").await;
    let pages_of =
        text_of("SELECT '/networks/' || n.slug || '/pages/' || p.slug FROM page p JOIN network n ON n.id = p.network ORDER BY 1").await;
    let guest = world.guest();
    let mut opened = 0;
    for (name, browser) in everyone.iter().map(|one| (one.name.as_str(), &one.browser)).chain([("guest", &guest)]) {
        let list = browser.get("/networks").await.attributes("main a", "href");
        for path in &networks_of {
            let opens = browser.get(path).await.status == 200;
            assert_eq!(list.contains(path), opens, "{name} {path}");
            opened += usize::from(opens);
        }
        let agenda = browser.get("/agenda").await.attributes("main a", "href");
        for path in events_of.iter().filter(|path| !path.contains("brouillon")) {
            let opens = browser.get(path).await.status == 200;
            assert_eq!(agenda.contains(path), opens, "{name} {path}");
            opened += usize::from(opens);
        }
        for path in &pages_of {
            let opens = browser.get(path).await.status == 200;
            let network = path.split("/pages/").next().unwrap();
            let library = browser.get(&format!("{network}/resources")).await.attributes("main a", "href");
            assert_eq!(library.contains(path), opens, "{name} {path}");
            opened += usize::from(opens);
        }
    }
    assert!(opened > 60, "{opened}: there was something to compare");
    let state = networks::page(&world.db, &everyone[0].actor, "club").await.unwrap();
    assert_eq!((state.standing, state.through), (None, vec![text("ATELIER")]), "a private federation opens to the members of its networks");
    assert_eq!(networks::page(&world.db, &everyone[1].actor, "club").await.unwrap().standing, Some(Active));
}
