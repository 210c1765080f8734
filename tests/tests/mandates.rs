//! Mandates of people who have never signed in: how they are given, and the mails about them.

use domain::memberships::{self, MandateInput};
use domain::policy::Actor;
use domain::sign_in;
use tests::{TestUser, World};

/// Claire coordinates a network and gives a mandate in its coordination.
struct Coordination {
    world: World,
    claire: TestUser,
    committee: domain::ids::CommitteeId,
}

impl Coordination {
    async fn new() -> Self {
        let world = World::new().await;
        let sil = world.network("sil").await;
        let claire = world.coordinator(&sil, "Claire Fontaine").await;
        let committee = memberships::governance(&world.db, &claire.actor, "sil").await.unwrap().committees[0].id.clone();
        Self { world, claire, committee }
    }

    async fn gives(&self, address: &str, given_name: &str, family_name: &str) -> tests::Answer {
        let path = format!("/networks/sil/governance/edit?committee={}&mandate=new", self.committee);
        let form = [
            ("act", "save"),
            ("role", "animation"),
            ("started_on", "2026-11-20"),
            ("address", address),
            ("given_name", given_name),
            ("family_name", family_name),
        ];
        self.claire.post(&path, &form).await
    }
}

#[tokio::test]
async fn notifications_go_to_verified_addresses_alone() {
    let coordination = Coordination::new().await;
    let world = &coordination.world;
    assert_eq!(coordination.gives("zoe@example.net", "Zoé", "Petit").await.status, 303);
    let (ada, bo) = (world.person("Ada Lovelace").await, world.person("Bo Martin").await);
    ada.post("/networks/sil/join", &[("message", "Bonjour")]).await;
    let causes = async |address: &str| world.mails_to(address).await.into_iter().map(|mail| mail.cause).collect::<Vec<_>>();
    assert_eq!(causes("zoe@example.net").await, ["mandate.given"], "nothing about Ada");
    assert_eq!(causes(&coordination.claire.address).await, ["membership.requested"]);
    // After the first sign-in, the next notification arrives.
    let zoe = world.guest();
    zoe.post("/sign-in", &[("address", "zoe@example.net")]).await;
    let link = world.last_mail_to("zoe@example.net").await.link("/sign-in/");
    assert_eq!(zoe.post(&link, &[]).await.status, 303);
    bo.post("/networks/sil/join", &[("message", "Bonjour")]).await;
    assert_eq!(causes("zoe@example.net").await.last().map(String::as_str), Some("membership.requested"));
}

#[tokio::test]
async fn an_invited_person_gets_a_mandate_after_giving_a_name() {
    let coordination = Coordination::new().await;
    let world = &coordination.world;
    let link = sign_in::invite_administrator(&world.db, &Actor::System, "new.admin@example.org").await.unwrap();
    let question = coordination.gives("new.admin@example.org", "", "").await;
    assert!(question.error_of("address").is_some(), "{}", question.words());
    let answer = coordination.gives("new.admin@example.org", "Zoé", "Petit").await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    assert!(world.guest().get("/networks/sil/governance").await.shows("Zoé Petit"));
    assert_eq!(world.last_mail_to("new.admin@example.org").await.cause, "mandate.given");
    let zoe = world.guest();
    assert_eq!(zoe.post(&link, &[]).await.status, 303);
    assert_eq!((zoe.get("/networks/new").await.status.as_u16(), zoe.get("/networks/sil/members").await.status.as_u16()), (200, 200));
    // A known name can't be changed by others.
    assert_eq!(coordination.gives("new.admin@example.org", "Eve", "Dubois").await.status, 303);
    assert!(!world.guest().get("/networks/sil/governance").await.shows("Eve Dubois"));
}

#[tokio::test]
async fn an_unverified_address_is_free_for_a_mandate_of_another_person() {
    let coordination = Coordination::new().await;
    let world = &coordination.world;
    let bo = world.person("Bo Martin").await;
    let mut tx = world.db.write().await.unwrap();
    sqlx::query(
        "INSERT INTO address (id, person, address, address_key, verified_at, preferred, created_at)
         VALUES ('claimed', $1, 'zoe@example.net', 'zoe@example.net', NULL, 0, '2026-11-20T09:00:00Z')",
    )
    .bind(&bo.id)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let input = MandateInput {
        address: "zoe@example.net".to_owned(),
        given_name: "Zoé".to_owned(),
        family_name: "Petit".to_owned(),
        role: "animation".to_owned(),
        started_on: "2026-11-20".to_owned(),
        ..MandateInput::default()
    };
    let answer = memberships::give_mandate(&world.db, &coordination.claire.actor, "sil", &coordination.committee, &input).await;
    assert!(answer.is_ok(), "{answer:?}");
    assert!(world.guest().get("/networks/sil/governance").await.shows("Zoé Petit"));
}
