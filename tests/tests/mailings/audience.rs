//! The audience of a message: computed from the memberships and registrations, and narrowed by the form.

use domain::lists::{self, MessageInput};
use domain::registrations::{self, RegistrationInput};

use tests::message;

use super::MailingFixture;

impl MailingFixture {
    /// The names of the recipients of a message for these audiences, in these kinds of organisation alone.
    async fn narrowed(&self, audience: &[&str], kinds: &[&str]) -> Vec<String> {
        let text = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let input = MessageInput { audience: text(audience), organisations: text(kinds), ..message("À vous", "Bonjour") };
        let id = lists::create(&self.world.db, &self.claire.actor, "sil", &input).await.unwrap();
        self.recipients(id.as_str()).await.into_iter().map(|(name, _)| name).collect()
    }
}

#[tokio::test]
async fn kinds_of_organisation_narrow_every_audience() {
    let fixture = MailingFixture::with(&[]).await;
    let (world, sil) = (&fixture.world, &fixture.sil);
    let slug = fixture.webinar().await;
    let lab = world.member(sil, "Ada Labo").await;
    let agency = world.member(sil, "Bo Agence").await;
    let mover = world.member(sil, "Cléo Partie").await;
    for (person, name, kind, since) in [
        (&lab, "LAAS", "laboratory", "2020-01-01"),
        (&agency, "CNES", "agency", "2020-01-01"),
        (&mover, "CNES", "agency", "2019-01-01"),
        (&mover, "LAAS", "laboratory", "2026-01-01"),
    ] {
        world.works_at(person, name, kind, since).await;
    }
    for person in [&lab, &agency] {
        registrations::register(&world.db, &person.actor, &slug, &RegistrationInput::default()).await.unwrap();
    }
    let participants = format!("participants:{slug}");
    for audience in ["subscribers:", "members:sil"] {
        assert_eq!(fixture.narrowed(&[audience], &[]).await.len(), 3, "{audience}");
        assert_eq!(fixture.narrowed(&[audience], &["organisations:agency"]).await, ["Bo Agence"], "{audience}");
        let both = fixture.narrowed(&[audience], &["organisations:laboratory", "organisations:agency"]).await;
        assert_eq!(both, ["Bo Agence", "Ada Labo", "Cléo Partie"], "{audience}");
    }
    assert_eq!(fixture.narrowed(&[&participants], &["organisations:laboratory"]).await, ["Ada Labo"]);
    assert_eq!(fixture.narrowed(&[&participants, "subscribers:"], &["organisations:company"]).await, Vec::<String>::new());
    let form = [("subject", "À vous"), ("body", "Bonjour"), ("language", "fr"), ("organisations", "organisations:agency")];
    let refused = fixture.claire.post("/networks/sil/messages/new", &form).await;
    assert!(refused.status == 422 && refused.error_of("audience").is_some(), "it narrows, and chooses nobody: {}", refused.words());
}

#[tokio::test]
async fn an_unknown_placeholder_is_refused() {
    let fixture = MailingFixture::with(&["Ada Lovelace"]).await;
    let path = "/networks/sil/messages/new";
    let form = |subject: &'static str, body: &'static str| {
        [("subject", subject), ("body", body), ("language", "fr"), ("audience", "subscribers:")]
    };
    let body = fixture.claire.post(path, &form("Programme", "Bonjour {{prénom}}")).await;
    assert_eq!(body.status, 422);
    assert!(body.error_of("body").unwrap().contains("{{prénom}}"), "{}", body.words());
    let subject = fixture.claire.post(path, &form("Bonjour {{nom}}", "Bonjour {{nom}}")).await;
    assert!(subject.error_of("subject").is_some() && subject.error_of("body").is_none());
    assert_eq!(fixture.claire.post(path, &form("Programme", "{{nom}}, {{name}}, {{ et }")).await.status, 303);
}

#[tokio::test]
async fn an_archive_holds_what_went_to_the_whole_list_and_nothing_else() {
    let fixture = MailingFixture::with(&["Ada Lovelace"]).await;
    let (world, claire) = (&fixture.world, &fixture.claire);
    let secret = world
        .network_with("sil-p", |network| {
            network.parents = vec!["sil".to_owned()];
            network.visibility = "private".to_owned();
        })
        .await;
    world.mandate(claire, &secret, None).await;
    world.member(&secret, "Zoé Cachée").await;
    let bo = world.member(&fixture.sil, "Bo Agence").await;
    world.works_at(&bo, "CNES", "agency", "2020-01-01").await;
    let settings = [
        ("name", "SIL"),
        ("slug", "sil"),
        ("kind", "announcement"),
        ("rules", "members:sil"),
        ("archive", "public"),
        ("posting", "coordinators"),
        ("version", "1"),
    ];
    assert_eq!(claire.post("/lists/sil/settings", &settings).await.status, 303);
    for (subject, audience, kinds) in [
        ("Programme complet", "subscribers:", ""),
        ("Programme du bureau", "members:sil-p", ""),
        ("Programme des agences", "subscribers:", "organisations:agency"),
        ("Programme des membres", "members:sil", ""),
    ] {
        let form = [("subject", subject), ("body", "Texte"), ("language", "fr"), ("audience", audience), ("organisations", kinds)];
        let draft = claire.submit("/networks/sil/messages/new", &form).await;
        let path = draft.attributes("main .actions a[href$=send]", "href").remove(0);
        let ask = claire.get(&path).await;
        let (version, seen) = (ask.value_of("version").unwrap(), ask.value_of("seen").unwrap());
        let sent = claire.post(&path, &[("act", "now"), ("version", &version), ("seen", &seen), ("sure", "1")]).await;
        assert_eq!(sent.status, 303, "{subject}: {}", sent.words());
        assert_eq!(claire.get(&path).await.status, 303, "what has left is not asked about again");
    }
    domain::search::catch_up(&world.db).await.unwrap();
    let archive = world.guest().get("/lists/sil/archive").await;
    assert_eq!(archive.all("main section li a"), ["Programme complet"], "{}", archive.words());
    let found = world.guest().get("/search?q=programme").await;
    assert!(
        found.shows("Programme complet") && !found.shows("Programme du bureau") && !found.shows("Programme des agences"),
        "{}",
        found.words()
    );
}
