//! Sending: the previewed text leaves, once, to the audience that was confirmed.

use domain::Error;
use domain::lists::{self, MessageInput, SendInput, SendingTime};
use tests::{Duration, message};

use super::{MailingFixture, copies};

#[tokio::test]
async fn an_unusual_audience_has_to_be_confirmed() {
    let names: Vec<String> = (0..12).map(|number| format!("Personne Numéro{number}")).collect();
    let fixture = MailingFixture::with(&names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    fixture.sends(&["subscribers:"]).await;
    let leave_all_but = async |address: &str| {
        let mut tx = fixture.world.db.write().await.unwrap();
        sqlx::query("UPDATE membership SET state = 'left' WHERE person NOT IN (SELECT person FROM address WHERE address_key = $1)")
            .bind(address.to_owned())
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    leave_all_but("personne.numéro0@example.org").await;
    let id = fixture.draft(&["subscribers:"]).await;
    let path = format!("/networks/sil/messages/{id}/send");
    let ask = fixture.claire.get(&path).await;
    assert!(ask.shows("D’habitude, vos messages à un public de cette sorte vont à 12 personnes ; celui-ci irait à 1."), "{}", ask.words());
    let refused = fixture.claire.post(&path, &[("act", "now"), ("version", "1"), ("seen", "1")]).await;
    assert_eq!(refused.status, 422);
    let sent = fixture.claire.post(&path, &[("act", "now"), ("version", "1"), ("seen", "1"), ("sure", "1")]).await;
    assert_eq!(sent.status, 303);
    leave_all_but("").await;
    let nobody = fixture.draft(&["subscribers:"]).await;
    assert!(fixture.claire.get(&format!("/networks/sil/messages/{nobody}/send")).await.shows("Personne ne recevrait ce message"));
}

#[tokio::test]
async fn a_scheduled_message_is_held_if_its_audience_became_another_one() {
    let names: Vec<String> = (0..12).map(|number| format!("Personne Numéro{number}")).collect();
    let fixture = MailingFixture::with(&names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let (first, second) = (fixture.draft(&["subscribers:"]).await, fixture.draft(&["subscribers:"]).await);
    for (id, time) in [(&first, "09:00"), (&second, "18:00")] {
        let form = [("act", "later"), ("version", "1"), ("seen", "12"), ("date", "2026-11-23"), ("time", time)];
        let page = fixture.claire.submit(&format!("/networks/sil/messages/{id}/send"), &form).await;
        assert!(page.shows("programmé") && page.shows("lundi 23 novembre 2026"), "{}", page.words());
    }
    let past = fixture.draft(&["subscribers:"]).await;
    let form = [("act", "later"), ("version", "1"), ("seen", "12"), ("date", "2026-11-19"), ("time", "09:00")];
    assert_eq!(fixture.claire.post(&format!("/networks/sil/messages/{past}/send"), &form).await.status, 422);
    let db = &fixture.world.db;
    assert!(domain::delivery::due_messages(db).await.unwrap().is_empty());
    fixture.world.advance(Duration::hours(72));
    let sil = fixture.claire.get("/networks/sil").await;
    assert_eq!(sil.status, 200);
    for id in domain::delivery::due_messages(db).await.unwrap() {
        lists::send_due(db, &id).await.unwrap();
        lists::send_due(db, &id).await.unwrap();
    }
    assert_eq!(copies(db).await.len(), 12, "written once");
    let mut tx = db.write().await.unwrap();
    sqlx::query("UPDATE membership SET state = 'left' WHERE person IN (SELECT id FROM person WHERE given_name = 'Personne' AND family_name <> 'Numéro0')")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    fixture.world.advance(Duration::hours(12));
    for id in domain::delivery::due_messages(db).await.unwrap() {
        lists::send_due(db, &id).await.unwrap();
    }
    assert_eq!(copies(db).await.len(), 12, "the second one is held: it would go to one person, not twelve");
    assert!(fixture.claire.get(&format!("/networks/sil/messages/{second}")).await.shows("brouillon, retenu"));
    assert!(fixture.world.last_mail_to("claire.fontaine@example.org").await.subject.contains("attend votre avis"));
}

#[tokio::test]
async fn a_message_that_somebody_edited_after_its_preview_is_not_sent() {
    let fixture = MailingFixture::with(&["Ada Lovelace", "Bo Martin"]).await;
    let diane = fixture.world.coordinator(&fixture.sil, "Diane Roche").await;
    let id = fixture.draft(&["subscribers:"]).await;
    let path = format!("/networks/sil/messages/{id}");
    let read = fixture.claire.get(&format!("{path}/send")).await;
    assert!(read.shows("Le programme est là"), "the text stands under the question: {}", read.words());
    let seen = read.value_of("seen").unwrap();
    let edit = [("subject", "Autre chose"), ("body", "Un autre texte"), ("language", "fr"), ("audience", "subscribers:"), ("version", "1")];
    assert_eq!(diane.post(&format!("{path}/edit"), &edit).await.status, 303);

    let version = read.value_of("version").unwrap();
    let again = fixture.claire.post(&format!("{path}/send"), &[("act", "now"), ("version", &version), ("seen", &seen)]).await;
    assert_eq!(again.status, 409);
    assert!(again.shows("Rien n’est parti") && again.shows("Un autre texte"), "{}", again.words());
    assert!(copies(&fixture.world.db).await.is_empty());
    assert_eq!(again.value_of("version").as_deref(), Some("2"), "the next confirmation is for the new text");
    let sent = fixture.claire.post(&format!("{path}/send"), &[("act", "now"), ("version", "2"), ("seen", &seen)]).await;
    assert_eq!(sent.status, 303);
    assert_eq!(copies(&fixture.world.db).await.len(), 2);
}

#[tokio::test]
async fn a_message_sent_and_removed_at_once_leaves_once_or_not_at_all() {
    let fixture = MailingFixture::with(&["Ada Lovelace", "Bo Martin"]).await;
    let (db, claire) = (&fixture.world.db, &fixture.claire.actor);
    for _ in 0..8 {
        let id = fixture.draft(&["subscribers:"]).await.as_str().into();
        let seen = SendInput { version: "1".to_owned(), seen: "2".to_owned(), sure: "1".to_owned(), ..SendInput::default() };
        let send = || lists::send(db, claire, "sil", &id, SendingTime::Now, &seen);
        let (first, second, proof, removed) =
            tokio::join!(send(), send(), lists::send_proof(db, claire, "sil", &id), lists::remove(db, claire, "sil", &id));
        let sent = [&first, &second].iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(sent + usize::from(removed.is_ok()), 1, "one of them was first: {first:?} {second:?} {removed:?}");
        for outcome in [first, second, proof, removed] {
            assert!(matches!(outcome, Ok(()) | Err(Error::Closed | Error::NotFound)), "{outcome:?}");
        }
        let mut tx = db.read().await.unwrap();
        let kept: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM delivery WHERE message IS NOT NULL AND message = $1 AND proof = 0")
            .bind(&id)
            .fetch_one(&mut *tx)
            .await
            .unwrap();
        assert_eq!(kept, if sent == 1 { 2 } else { 0 });
    }
}

#[tokio::test]
async fn a_message_unscheduled_at_its_hour_leaves_or_is_a_draft_again() {
    let fixture = MailingFixture::with(&["Ada Lovelace"]).await;
    let (db, claire) = (&fixture.world.db, &fixture.claire.actor);
    let id = fixture.draft(&["subscribers:"]).await.as_str().into();
    let later = SendInput {
        version: "1".to_owned(),
        seen: "1".to_owned(),
        date: "2026-11-23".to_owned(),
        time: "09:00".to_owned(),
        ..SendInput::default()
    };
    lists::send(db, claire, "sil", &id, SendingTime::Later, &later).await.unwrap();
    fixture.world.advance(Duration::hours(72));
    let (sent, unscheduled) = tokio::join!(lists::send_due(db, &id), lists::unschedule(db, claire, "sil", &id));
    sent.unwrap();
    let left = copies(db).await.len();
    assert!(matches!((&unscheduled, left), (Ok(()), 0) | (Err(Error::Closed), 1)), "{unscheduled:?} {left}");
    let input = MessageInput { version: "1".to_owned(), audience: Vec::new(), ..message("x", "x") };
    let edited = lists::edit(db, claire, "sil", &id, &input).await;
    assert_eq!(edited.is_ok(), unscheduled.is_ok(), "only a draft is changed: {edited:?}");
}
