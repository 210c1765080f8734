//! Whom a message is for: computed from the register, narrowed as the form says.

use domain::lists::{self, MessageInput};
use domain::registrations::{self, RegistrationInput};

use super::MailingOffice;

impl MailingOffice {
    /// The names of those a message for these audiences, in these kinds of organisation alone, would go to.
    async fn narrowed(&self, audience: &[&str], kinds: &[&str]) -> Vec<String> {
        let text = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let input = MessageInput {
            subject: "À vous".to_owned(),
            body: "Bonjour".to_owned(),
            language: "fr".to_owned(),
            audience: text(audience),
            organisations: text(kinds),
            ..MessageInput::default()
        };
        let id = lists::create(&self.world.db, &self.claire.actor, "sil", &input).await.unwrap();
        self.recipients(id.as_str()).await.into_iter().map(|(name, _)| name).collect()
    }
}

#[tokio::test]
async fn kinds_of_organisation_narrow_every_audience() {
    let desk = MailingOffice::with(&[]).await;
    let (world, sil) = (&desk.world, &desk.sil);
    let slug = desk.webinar().await;
    let lab = world.member(sil, "Ada Labo").await;
    let agency = world.member(sil, "Bo Agence").await;
    let gone = world.member(sil, "Cléo Partie").await;
    for (person, name, kind, since) in [
        (&lab, "LAAS", "laboratory", "2020-01-01"),
        (&agency, "CNES", "agency", "2020-01-01"),
        (&gone, "CNES", "agency", "2019-01-01"),
        (&gone, "LAAS", "laboratory", "2026-01-01"),
    ] {
        world.works_at(person, name, kind, since).await;
    }
    for person in [&lab, &agency] {
        registrations::register(&world.db, &person.actor, &slug, &RegistrationInput::default()).await.unwrap();
    }
    let participants = format!("participants:{slug}");
    for audience in ["subscribers:", "members:sil"] {
        assert_eq!(desk.narrowed(&[audience], &[]).await.len(), 3, "{audience}");
        assert_eq!(desk.narrowed(&[audience], &["organisations:agency"]).await, ["Bo Agence"], "{audience}");
        let both = desk.narrowed(&[audience], &["organisations:laboratory", "organisations:agency"]).await;
        assert_eq!(both, ["Bo Agence", "Ada Labo", "Cléo Partie"], "{audience}");
    }
    assert_eq!(desk.narrowed(&[&participants], &["organisations:laboratory"]).await, ["Ada Labo"]);
    assert_eq!(desk.narrowed(&[&participants, "subscribers:"], &["organisations:company"]).await, Vec::<String>::new());
    let form = [("subject", "À vous"), ("body", "Bonjour"), ("language", "fr"), ("organisations", "organisations:agency")];
    let refused = desk.claire.post("/networks/sil/messages/new", &form).await;
    assert!(refused.status == 422 && refused.fault_of("audience").is_some(), "it narrows, and chooses nobody: {}", refused.words());
}

#[tokio::test]
async fn a_mark_that_stands_for_nothing_is_told_before_anything_leaves() {
    let desk = MailingOffice::with(&["Ada Lovelace"]).await;
    let path = "/networks/sil/messages/new";
    let form = |subject: &'static str, body: &'static str| {
        [("subject", subject), ("body", body), ("language", "fr"), ("audience", "subscribers:")]
    };
    let body = desk.claire.post(path, &form("Programme", "Bonjour {{prénom}}")).await;
    assert_eq!(body.status, 422);
    assert!(body.fault_of("body").unwrap().contains("{{prénom}}"), "{}", body.words());
    let subject = desk.claire.post(path, &form("Bonjour {{nom}}", "Bonjour {{nom}}")).await;
    assert!(subject.fault_of("subject").is_some() && subject.fault_of("body").is_none());
    assert_eq!(desk.claire.post(path, &form("Programme", "{{nom}}, {{name}}, {{ et }")).await.status, 303);
}

#[tokio::test]
async fn an_archive_holds_what_went_to_the_whole_list_and_nothing_else() {
    let desk = MailingOffice::with(&["Ada Lovelace"]).await;
    let (world, claire) = (&desk.world, &desk.claire);
    let secret = world
        .network_with("sil-p", |network| {
            network.parents = vec!["sil".to_owned()];
            network.visibility = "private".to_owned();
        })
        .await;
    world.mandate(claire, &secret, None).await;
    world.member(&secret, "Zoé Cachée").await;
    let ada = world.member(&desk.sil, "Bo Agence").await;
    world.works_at(&ada, "CNES", "agency", "2020-01-01").await;
    let settings = [("name", "SIL"), ("description", ""), ("archive", "public"), ("version", "1")];
    assert_eq!(claire.post("/networks/sil/list", &settings).await.status, 303);
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
