//! A federation writes to the members of its networks and reads how many they are, but not their names.

use domain::Error;
use domain::lists::{self, MessageInput};

use tests::message;

use super::{MailingFixture, copies};

/// SIL has one child, CYB. Claire coordinates SIL alone.
async fn federation() -> MailingFixture {
    let fixture = MailingFixture::with(&["Bo Martin"]).await;
    let cyb = fixture.world.network_with("cyb", |network| network.parents = vec!["sil".to_owned()]).await;
    for name in ["Ada Lovelace", "Grace Hopper"] {
        fixture.world.member(&cyb, name).await;
    }
    fixture
}

impl MailingFixture {
    async fn hides(&self, slug: &'static str) {
        let mut tx = self.world.db.write().await.unwrap();
        sqlx::query("UPDATE network SET visibility = 'private' WHERE slug = $1").bind(slug).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_parent_writes_to_members_below_and_reads_no_names() {
    let fixture = federation().await;
    let claire = &fixture.claire;
    assert_eq!(claire.get("/networks/cyb/members").await.status, 404);
    let id = fixture.sends(&["members:cyb", "members:sil"]).await;
    let copies = copies(&fixture.world.db).await;
    assert_eq!(copies.len(), 3, "all of them get it: {copies:?}");
    let draft = fixture.draft(&["members:cyb", "members:sil"]).await;
    for path in [
        format!("/networks/sil/messages/{draft}/recipients"),
        format!("/networks/sil/messages/{id}/journal"),
        format!("/networks/sil/messages/{id}/journal?q=ada"),
        format!("/networks/sil/messages/{id}/journal?q=grace.hopper%40example.org"),
        format!("/networks/sil/messages/{id}/journal?state=queued"),
        format!("/networks/sil/messages/{id}/journal.csv"),
        format!("/networks/sil/messages/{id}/journal.csv?q=hopper"),
    ] {
        let page = claire.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        let named =
            ["Lovelace", "Hopper", "ada.lovelace", "grace.hopper@"].iter().any(|name| page.body.replace(path.as_str(), "").contains(name));
        assert!(!named || path.contains("q="), "{path}: {}", page.body);
        assert!(!page.all("tbody tr").iter().any(|row| row.contains("Lovelace") || row.contains("Hopper")), "{path}");
        assert!(!path.ends_with("csv?q=hopper") || !page.body.contains("Hopper"), "{}", page.body);
    }
    let recipients = claire.get(&format!("/networks/sil/messages/{draft}/recipients")).await;
    assert!(
        recipients.shows("3 personnes") && recipients.shows("2 membres du réseau CYB") && recipients.shows("Bo Martin"),
        "{}",
        recipients.words()
    );
    let journal = claire.get(&format!("/networks/sil/messages/{id}/journal")).await;
    assert!(journal.shows("2 copies vont à des membres d’autres réseaux") && journal.shows("Bo Martin"), "{}", journal.words());
    assert_eq!(journal.all("tbody tr").len(), 1);

    // A reader of the members of CYB sees them here too.
    let cyb: String = {
        let mut tx = fixture.world.db.read().await.unwrap();
        sqlx::query_scalar("SELECT id FROM network WHERE slug = 'cyb'").fetch_one(&mut *tx).await.unwrap()
    };
    let both = fixture.world.coordinator(&fixture.sil, "Noa Lemaire").await;
    let card = domain::networks::head(&fixture.world.db, &both.actor, "cyb").await.unwrap().card;
    assert_eq!(card.id.as_str(), cyb);
    fixture.world.mandate(&both, &card, None).await;
    assert_eq!(both.get(&format!("/networks/sil/messages/{id}/journal")).await.all("tbody tr").len(), 3);
    assert_eq!(both.get(&format!("/networks/sil/messages/{draft}/recipients")).await.all("tbody tr").len(), 3);
}

#[tokio::test]
async fn a_child_that_becomes_private_is_no_audience_of_its_parent() {
    let fixture = federation().await;
    let (db, claire) = (&fixture.world.db, &fixture.claire);
    let (draft, sent) = (fixture.draft(&["members:cyb"]).await, fixture.sends(&["members:cyb"]).await);
    assert_eq!(lists::audience(db, &claire.actor, "sil", &draft.as_str().into()).await.unwrap().count, 2);
    fixture.hides("cyb").await;
    let offered = claire.get("/networks/sil/messages/new").await.attributes("input[name=audience]", "value");
    assert_eq!(offered, ["subscribers:", "members:sil"], "neither it, nor what is below where only it is");
    let chosen = MessageInput { audience: vec!["members:cyb".to_owned()], ..message("À vous", "Bonjour") };
    assert!(matches!(lists::create(db, &claire.actor, "sil", &chosen).await, Err(Error::Invalid(_))));
    // The draft is older: it goes to nobody and shows no name.
    let audience = lists::audience(db, &claire.actor, "sil", &draft.as_str().into()).await.unwrap();
    assert_eq!((audience.count, audience.recipients.len(), audience.unnamed.len()), (0, 0, 0));
    assert!(claire.get(&format!("/networks/sil/messages/{draft}/send")).await.shows("Personne ne recevrait ce message"));
    let journal = claire.get(&format!("/networks/sil/messages/{sent}/journal")).await;
    assert!(journal.all("tbody tr").is_empty() && !journal.shows("Lovelace"), "{}", journal.words());
    let file = claire.get(&format!("/networks/sil/messages/{sent}/journal.csv")).await;
    assert_eq!(file.body.lines().count(), 1, "{}", file.body);
}

#[tokio::test]
async fn a_recipient_who_is_no_secret_is_not_shown_as_a_member_below() {
    let fixture = federation().await;
    let claire = &fixture.claire;
    let mut tx = fixture.world.db.write().await.unwrap();
    sqlx::query(
        "INSERT INTO membership (id, network, person, state, since, message)
         SELECT 'both', n.id, p.id, 'active', '2026-11-01T00:00:00Z', '' FROM network n, person p WHERE n.slug = 'cyb' AND p.family_name = 'Martin'",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    for choices in [["members:cyb", "members:sil"], ["members:sil", "members:cyb"], ["members:cyb", "subscribers:"]] {
        let draft = fixture.draft(&choices).await;
        let recipients = claire.get(&format!("/networks/sil/messages/{draft}/recipients")).await;
        assert!(recipients.shows("Bo Martin"), "{choices:?}: {}", recipients.words());
        assert!(!recipients.all("tbody tr").iter().any(|row| row.contains("CYB")), "{choices:?}: {}", recipients.words());
    }
    let sent = fixture.sends(&["members:cyb", "members:sil"]).await;
    // A copy written by an older version has both reasons.
    let mut tx = fixture.world.db.write().await.unwrap();
    sqlx::query("UPDATE delivery SET why = why || '\nmember CYB' WHERE name = 'Bo Martin'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let journal = claire.get(&format!("/networks/sil/messages/{sent}/journal")).await;
    let rows = journal.all("tbody tr");
    assert!(rows.len() == 1 && rows[0].contains("Bo Martin") && !rows[0].contains("CYB"), "{rows:?}");
    let sheet = claire.get(&format!("/networks/sil/messages/{sent}/journal.csv")).await.body;
    assert!(sheet.contains("Bo Martin") && !sheet.contains("CYB"), "{sheet}");
}
