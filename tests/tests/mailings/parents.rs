//! A federation writes to the members of its networks, and reads how many they are: their names are their network's.

use domain::Error;
use domain::lists::{self, MessageInput};

use super::{MailingOffice, copies};

/// SIL stands above CYB and above a public network that becomes private; Claire coordinates SIL alone.
async fn desk() -> MailingOffice {
    let desk = MailingOffice::with(&["Bo Martin"]).await;
    let cyb = desk.world.network_with("cyb", |network| network.parents = vec!["sil".to_owned()]).await;
    for name in ["Ada Lovelace", "Grace Hopper"] {
        desk.world.member(&cyb, name).await;
    }
    desk
}

impl MailingOffice {
    async fn hides(&self, slug: &'static str) {
        let mut tx = self.world.db.write().await.unwrap();
        sqlx::query("UPDATE network SET visibility = 'private' WHERE slug = $1").bind(slug).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_parent_writes_to_members_below_and_reads_no_names() {
    let desk = desk().await;
    let claire = &desk.claire;
    assert_eq!(claire.get("/networks/cyb/members").await.status, 404);
    let id = desk.sends(&["members:cyb", "members:sil"]).await;
    let copies = copies(&desk.world.db).await;
    assert_eq!(copies.len(), 3, "all of them get it: {copies:?}");
    let draft = desk.draft(&["members:cyb", "members:sil"]).await;
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

    // Who may read the members of CYB reads them here too.
    let cyb: String = {
        let mut tx = desk.world.db.read().await.unwrap();
        sqlx::query_scalar("SELECT id FROM network WHERE slug = 'cyb'").fetch_one(&mut *tx).await.unwrap()
    };
    let both = desk.world.coordinator(&desk.sil, "Noa Lemaire").await;
    let card = domain::networks::head(&desk.world.db, &both.actor, "cyb").await.unwrap().card;
    assert_eq!(card.id.as_str(), cyb);
    desk.world.mandate(&both, &card, None).await;
    assert_eq!(both.get(&format!("/networks/sil/messages/{id}/journal")).await.all("tbody tr").len(), 3);
    assert_eq!(both.get(&format!("/networks/sil/messages/{draft}/recipients")).await.all("tbody tr").len(), 3);
}

#[tokio::test]
async fn a_child_that_becomes_private_is_no_audience_of_its_parent() {
    let desk = desk().await;
    let (db, claire) = (&desk.world.db, &desk.claire);
    let (draft, sent) = (desk.draft(&["members:cyb"]).await, desk.sends(&["members:cyb"]).await);
    assert_eq!(lists::audience(db, &claire.actor, "sil", &draft.as_str().into()).await.unwrap().count, 2);
    desk.hides("cyb").await;
    let offered = claire.get("/networks/sil/messages/new").await.attributes("input[name=audience]", "value");
    assert_eq!(offered, ["subscribers:", "members:sil"], "neither it, nor what is below where only it is");
    let chosen = MessageInput {
        subject: "À vous".to_owned(),
        body: "Bonjour".to_owned(),
        language: "fr".to_owned(),
        audience: vec!["members:cyb".to_owned()],
        ..MessageInput::default()
    };
    assert!(matches!(lists::create(db, &claire.actor, "sil", &chosen).await, Err(Error::Invalid(_))));
    // The draft was made before: it goes to nobody, and says nobody's name.
    let audience = lists::audience(db, &claire.actor, "sil", &draft.as_str().into()).await.unwrap();
    assert_eq!((audience.count, audience.recipients.len(), audience.unnamed.len()), (0, 0, 0));
    assert!(claire.get(&format!("/networks/sil/messages/{draft}/send")).await.shows("Personne ne recevrait ce message"));
    let journal = claire.get(&format!("/networks/sil/messages/{sent}/journal")).await;
    assert!(journal.all("tbody tr").is_empty() && !journal.shows("Lovelace"), "{}", journal.words());
    let file = claire.get(&format!("/networks/sil/messages/{sent}/journal.csv")).await;
    assert_eq!(file.body.lines().count(), 1, "{}", file.body);
}

#[tokio::test]
async fn whoever_is_known_to_the_writer_is_not_told_of_as_a_member_below() {
    let desk = desk().await;
    let claire = &desk.claire;
    let mut tx = desk.world.db.write().await.unwrap();
    sqlx::query(
        "INSERT INTO membership (id, network, person, state, since, message)
         SELECT 'both', n.id, p.id, 'active', '2026-11-01T00:00:00Z', '' FROM network n, person p WHERE n.slug = 'cyb' AND p.family_name = 'Martin'",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    for choices in [["members:cyb", "members:sil"], ["members:sil", "members:cyb"], ["members:cyb", "subscribers:"]] {
        let draft = desk.draft(&choices).await;
        let recipients = claire.get(&format!("/networks/sil/messages/{draft}/recipients")).await;
        assert!(recipients.shows("Bo Martin"), "{choices:?}: {}", recipients.words());
        assert!(!recipients.all("tbody tr").iter().any(|row| row.contains("CYB")), "{choices:?}: {}", recipients.words());
    }
    let sent = desk.sends(&["members:cyb", "members:sil"]).await;
    // As a copy of before says it.
    let mut tx = desk.world.db.write().await.unwrap();
    sqlx::query("UPDATE delivery SET why = why || '\nmember CYB' WHERE name = 'Bo Martin'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let journal = claire.get(&format!("/networks/sil/messages/{sent}/journal")).await;
    let rows = journal.all("tbody tr");
    assert!(rows.len() == 1 && rows[0].contains("Bo Martin") && !rows[0].contains("CYB"), "{rows:?}");
    let sheet = claire.get(&format!("/networks/sil/messages/{sent}/journal.csv")).await.body;
    assert!(sheet.contains("Bo Martin") && !sheet.contains("CYB"), "{sheet}");
}
