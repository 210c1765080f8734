//! Placements below a federation: requested by a network, granted by the coordinators of the federation.

use domain::networks::{self, NetworkCard, NetworkInput};
use domain::policy::Actor;
use domain::{Error, FieldProblem};
use tests::{Answer, TestUser, World};

struct NetworkPair {
    world: World,
    resinfo: NetworkCard,
    thomas: TestUser,
    lucie: TestUser,
}

impl NetworkPair {
    async fn new() -> Self {
        let world = World::new().await;
        let resinfo = world.network_with("resinfo", |network| network.includes_below = "1".to_owned()).await;
        let aramis = world.network("aramis").await;
        let (thomas, lucie) = (world.coordinator(&resinfo, "Thomas Leclair").await, world.coordinator(&aramis, "Lucie Chavanne").await);
        world.member(&aramis, "Ada Lovelace").await;
        Self { world, resinfo, thomas, lucie }
    }

    async fn asks(&self, parents: &[&str]) -> Answer {
        let version = self.lucie.get("/networks/aramis/edit").await.value_of("version").unwrap();
        let mut form = vec![
            ("acronym", "ARAMIS"),
            ("name", "Réseau aramis"),
            ("kind", "regional"),
            ("hue", "210"),
            ("join_policy", "approval"),
            ("visibility", "public"),
            ("version", version.as_str()),
        ];
        form.extend(parents.iter().map(|parent| ("parents", *parent)));
        self.lucie.post("/networks/aramis/edit", &form).await
    }

    async fn answers(&self, answer: &str) -> Answer {
        self.thomas.submit("/networks/resinfo/below", &[("network", "aramis"), ("answer", answer)]).await
    }

    /// The member count of RESINFO with the networks below it, and the networks that its page names.
    async fn of_resinfo(&self) -> (i64, Vec<String>) {
        let page = networks::page(&self.world.db, &Actor::Guest, "resinfo").await.unwrap();
        (page.counts.members_below, page.head.children.into_iter().map(|card| card.slug).collect())
    }
}

fn nothing() -> (i64, Vec<String>) {
    (0, Vec::new())
}

#[tokio::test]
async fn a_placement_has_no_effect_until_the_federation_accepts() {
    let two = NetworkPair::new().await;
    let NetworkPair { world, thomas, lucie, .. } = &two;
    assert_eq!(two.asks(&["resinfo"]).await.status, 303);
    assert_eq!(two.of_resinfo().await, nothing());
    assert!(!world.guest().get("/networks/aramis").await.body.contains("/networks/resinfo"), "not even a name");
    assert!(lucie.get("/networks/aramis/edit").await.shows("Demande à RESINFO envoyée le vendredi 20 novembre 2026"));

    let mail = world.last_mail_to(&thomas.address).await;
    assert!(mail.subject.contains("ARAMIS demande à faire partie du réseau RESINFO"), "{}", mail.subject);
    assert!(thomas.get("/me").await.shows("le réseau ARAMIS demande à faire partie du réseau RESINFO"));
    assert!(thomas.get("/networks/resinfo").await.shows("un réseau demande à en faire partie"));
    let page = thomas.get(&mail.link("/below")).await;
    assert!(page.shows("ARAMIS") && page.shows("demande du vendredi 20 novembre 2026"), "{}", page.words());

    // Saving again requests nothing, and nobody else may answer.
    assert_eq!(two.asks(&["resinfo"]).await.status, 303);
    assert_eq!(world.mails_to(&thomas.address).await.len(), 1);
    let stranger = world.person("Bo Martin").await;
    for user in [lucie, &stranger] {
        assert_eq!(user.get("/networks/resinfo/below").await.status, 404);
        assert_eq!(user.post("/networks/resinfo/below", &[("network", "aramis"), ("answer", "accept")]).await.status, 404);
    }
    assert_eq!(two.of_resinfo().await, nothing());

    assert!(two.answers("accept").await.shows("le réseau en fait partie"));
    assert_eq!(two.of_resinfo().await, (1, vec!["aramis".to_owned()]));
    let mail = world.last_mail_to(&lucie.address).await;
    assert!(mail.subject.contains("ARAMIS fait partie du réseau RESINFO"), "{}", mail.subject);
    assert!(!thomas.get("/me").await.shows("demande à faire partie"));
    assert_eq!(two.answers("accept").await.status, 200, "twice is as once");
    assert_eq!(world.mails_to(&lucie.address).await.len(), 1);

    world.advance(tests::Duration::minutes(1));
    assert!(two.answers("decline").await.shows("C’est fait"));
    assert_eq!(two.of_resinfo().await, nothing(), "an answer can be changed");
    assert!(world.last_mail_to(&lucie.address).await.subject.contains("ne fait plus partie"));
}

#[tokio::test]
async fn a_declined_placement_can_be_requested_again_and_a_request_withdrawn() {
    let two = NetworkPair::new().await;
    let NetworkPair { world, thomas, lucie, .. } = &two;
    two.asks(&["resinfo"]).await;
    two.answers("decline").await;
    assert!(world.last_mail_to(&lucie.address).await.subject.contains("n’a pas accepté"));
    let form = lucie.get("/networks/aramis/edit").await;
    assert!(form.shows("RESINFO n’a pas accepté la demande"), "{}", form.words());
    assert!(!form.attributes("input[name=parents][checked]", "value").contains(&"resinfo".to_owned()), "saving does not ask by itself");
    assert!(thomas.get("/networks/resinfo/below").await.shows("refusé le vendredi 20 novembre 2026"));
    assert_eq!(two.asks(&[]).await.status, 303);

    world.advance(tests::Duration::days(2));
    two.asks(&["resinfo"]).await;
    assert_eq!(world.mails_to(&thomas.address).await.len(), 2, "asked again on another day");
    two.asks(&[]).await;
    assert!(thomas.get("/networks/resinfo/below").await.shows("Aucun réseau n’en fait partie"));
    assert_eq!(thomas.post("/networks/resinfo/below", &[("network", "aramis"), ("answer", "accept")]).await.status, 404);
    assert_eq!(two.of_resinfo().await, nothing());
    for _ in 0..3 {
        two.asks(&["resinfo"]).await;
        two.asks(&[]).await;
    }
    assert_eq!(world.mails_to(&thomas.address).await.len(), 2, "one mail a day, however often it asks");
}

#[tokio::test]
async fn a_withdrawn_request_is_not_accepted_later() {
    let two = NetworkPair::new().await;
    let NetworkPair { world, thomas, lucie, .. } = &two;
    two.asks(&["resinfo"]).await;
    // A refusal can be undone while ARAMIS has not reacted to it.
    two.answers("decline").await;
    assert!(two.answers("accept").await.shows("le réseau en fait partie"));
    two.answers("decline").await;
    two.asks(&[]).await;
    assert!(!lucie.get("/networks/aramis/edit").await.shows("RESINFO n’a pas accepté la demande"));
    let page = thomas.get("/networks/resinfo/below").await;
    assert!(page.shows("Aucun réseau n’en fait partie"), "{}", page.words());
    world.advance(tests::Duration::days(365));
    assert_eq!(networks::answer_placement(&world.db, &thomas.actor, "resinfo", "aramis", true).await, Err(Error::NotFound));
    assert_eq!(two.of_resinfo().await, nothing());
}

#[tokio::test]
async fn a_form_older_than_the_answer_does_not_request_again() {
    let two = NetworkPair::new().await;
    let NetworkPair { world, thomas, lucie, .. } = &two;
    two.asks(&["resinfo"]).await;
    let opened = networks::form(&world.db, &lucie.actor, "aramis").await.unwrap();
    assert_eq!(opened.parents, ["resinfo"]);
    two.answers("decline").await;
    world.advance(tests::Duration::days(2));
    let mails = world.mails_to(&thomas.address).await.len();
    assert_eq!(networks::edit(&world.db, &lucie.actor, "aramis", &opened).await.err(), Some(Error::Stale));
    assert_eq!(world.mails_to(&thomas.address).await.len(), mails);
}

#[tokio::test]
async fn saving_a_form_that_places_nothing_leaves_the_graph_alone() {
    let two = NetworkPair::new().await;
    let world = &two.world;
    two.asks(&["resinfo"]).await;
    two.answers("accept").await;
    // A mark that a new closure would remove.
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("DELETE FROM network_below WHERE network <> below").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let pairs = async || {
        let mut tx = world.db.read().await.unwrap();
        sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM network_below").fetch_one(&mut *tx).await.unwrap()
    };
    two.asks(&["resinfo"]).await;
    assert_eq!(pairs().await, 2, "as it was");
    two.asks(&[]).await;
    world.network_with("laser", |network| network.parents = vec!["resinfo".to_owned()]).await;
    assert_eq!(pairs().await, 4, "each network below itself, and laser below resinfo");
}

#[tokio::test]
async fn a_coordinator_of_both_networks_needs_no_answer() {
    let two = NetworkPair::new().await;
    let NetworkPair { world, resinfo, lucie, .. } = &two;
    world.mandate(lucie, resinfo, None).await;
    assert_eq!(two.asks(&["resinfo"]).await.status, 303);
    assert_eq!(two.of_resinfo().await, (1, vec!["aramis".to_owned()]));
    // An administrator places networks directly, and a later edit of a coordinator keeps that.
    let anne = world.administrator("Anne Administratrice").await;
    let input = NetworkInput {
        slug: "laser".to_owned(),
        acronym: "LASER".to_owned(),
        name: "Réseau laser".to_owned(),
        kind: "regional".to_owned(),
        hue: "10".to_owned(),
        join_policy: "approval".to_owned(),
        visibility: "public".to_owned(),
        parents: vec!["resinfo".to_owned()],
        ..NetworkInput::default()
    };
    networks::create(&world.db, &anne.actor, &input).await.unwrap();
    assert_eq!(two.of_resinfo().await.1, ["aramis", "laser"]);
}

#[tokio::test]
async fn a_circle_of_requests_closes_for_nobody() {
    let two = NetworkPair::new().await;
    let NetworkPair { world, thomas, .. } = &two;
    assert_eq!(two.asks(&["resinfo"]).await.status, 303);
    let version = thomas.get("/networks/resinfo/edit").await.value_of("version").unwrap();
    let form = [
        ("acronym", "RESINFO"),
        ("name", "Réseau resinfo"),
        ("kind", "federation"),
        ("hue", "210"),
        ("join_policy", "approval"),
        ("visibility", "public"),
        ("includes_below", "1"),
        ("parents", "aramis"),
        ("version", version.as_str()),
    ];
    assert_eq!(thomas.post("/networks/resinfo/edit", &form).await.status, 303, "both have asked");
    two.answers("accept").await;
    assert_eq!(
        networks::answer_placement(&world.db, &two.lucie.actor, "aramis", "resinfo", true).await,
        Err(Error::field("parents", FieldProblem::Cycle))
    );
    let refused = two.lucie.post("/networks/aramis/below", &[("network", "resinfo"), ("answer", "accept")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.shows("sous lui-même"), "{}", refused.words());
    assert_eq!(two.of_resinfo().await, (1, vec!["aramis".to_owned()]));
}

#[tokio::test]
async fn more_parents_than_a_network_can_have_are_refused_at_once() {
    let two = NetworkPair::new().await;
    let many: Vec<String> = (0..5000).map(|at| format!("reseau-{at}")).collect();
    let answer = two.asks(&many.iter().map(String::as_str).collect::<Vec<_>>()).await;
    assert_eq!(answer.status, 422);
    assert!(answer.error_of("parents").is_some(), "{}", answer.words());
}

#[tokio::test]
async fn a_private_network_shows_only_its_name_in_a_request() {
    let two = NetworkPair::new().await;
    let NetworkPair { world, thomas, .. } = &two;
    let bureau = world.network_with("bureau", |network| network.visibility = "private".to_owned()).await;
    let placed = world
        .network_with("cercle", |network| {
            network.visibility = "private".to_owned();
            network.parents = vec!["resinfo".to_owned()];
        })
        .await;
    let zoe = world.coordinator(&bureau, "Zoé Cachée").await;
    let input = networks::form(&world.db, &zoe.actor, "bureau").await.unwrap();
    networks::edit(&world.db, &zoe.actor, "bureau", &NetworkInput { parents: vec!["resinfo".to_owned()], ..input }).await.unwrap();
    let page = thomas.get("/networks/resinfo/below").await;
    assert!(page.shows("BUREAU") && page.shows("réseau privé"), "{}", page.words());
    assert!(!page.body.contains("/networks/bureau") && !page.shows(&placed.acronym), "{}", page.words());
    assert_eq!(thomas.get("/networks/bureau").await.status, 404);
    let answer = thomas.post("/networks/resinfo/below", &[("network", "cercle"), ("answer", "decline")]).await;
    assert_eq!(answer.status, 404, "what never asked is not there to be answered");
    assert!(thomas.submit("/networks/resinfo/below", &[("network", "bureau"), ("answer", "accept")]).await.shows("C’est fait"));
    assert_eq!(two.of_resinfo().await, nothing(), "and what it is is not told to others");
}
