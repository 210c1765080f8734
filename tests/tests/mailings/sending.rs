//! The moment of sending: what was read is what leaves, once, to whom the guard was told of.

use domain::Error;
use domain::lists::{self, MessageInput, SendInput, SendingTime};
use tests::Duration;

use super::{MailingOffice, copies};

#[tokio::test]
async fn an_unusual_audience_is_asked_about_again_with_its_figures() {
    let names: Vec<String> = (0..12).map(|number| format!("Personne Numéro{number}")).collect();
    let desk = MailingOffice::with(&names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    desk.sends(&["subscribers:"]).await;
    let leave = async |but: &str| {
        let mut tx = desk.world.db.write().await.unwrap();
        sqlx::query("UPDATE membership SET state = 'left' WHERE person NOT IN (SELECT person FROM address WHERE address_key = $1)")
            .bind(but.to_owned())
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    leave("personne.numéro0@example.org").await;
    let id = desk.draft(&["subscribers:"]).await;
    let path = format!("/networks/sil/messages/{id}/send");
    let ask = desk.claire.get(&path).await;
    assert!(ask.shows("D’habitude, vos messages à un public de cette sorte vont à 12 personnes ; celui-ci irait à 1."), "{}", ask.words());
    let refused = desk.claire.post(&path, &[("act", "now"), ("version", "1"), ("seen", "1")]).await;
    assert_eq!(refused.status, 422);
    let sent = desk.claire.post(&path, &[("act", "now"), ("version", "1"), ("seen", "1"), ("sure", "1")]).await;
    assert_eq!(sent.status, 303);
    leave("").await;
    let nobody = desk.draft(&["subscribers:"]).await;
    assert!(desk.claire.get(&format!("/networks/sil/messages/{nobody}/send")).await.shows("Personne ne recevrait ce message"));
}

#[tokio::test]
async fn a_scheduled_message_freezes_its_audience_when_it_leaves_and_is_held_if_that_became_another_one() {
    let names: Vec<String> = (0..12).map(|number| format!("Personne Numéro{number}")).collect();
    let desk = MailingOffice::with(&names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let (first, second) = (desk.draft(&["subscribers:"]).await, desk.draft(&["subscribers:"]).await);
    for (id, time) in [(&first, "09:00"), (&second, "18:00")] {
        let form = [("act", "later"), ("version", "1"), ("seen", "12"), ("date", "2026-11-23"), ("time", time)];
        let shown = desk.claire.submit(&format!("/networks/sil/messages/{id}/send"), &form).await;
        assert!(shown.shows("programmé") && shown.shows("lundi 23 novembre 2026"), "{}", shown.words());
    }
    let past = desk.draft(&["subscribers:"]).await;
    let form = [("act", "later"), ("version", "1"), ("seen", "12"), ("date", "2026-11-19"), ("time", "09:00")];
    assert_eq!(desk.claire.post(&format!("/networks/sil/messages/{past}/send"), &form).await.status, 422);
    let db = &desk.world.db;
    assert!(domain::delivery::due_messages(db).await.unwrap().is_empty());
    desk.world.later(Duration::hours(72));
    let sil = desk.claire.get("/networks/sil").await;
    assert_eq!(sil.status, 200);
    for id in domain::delivery::due_messages(db).await.unwrap() {
        lists::send_due(db, &id).await.unwrap();
        lists::send_due(db, &id).await.unwrap();
    }
    assert_eq!(copies(db).await.len(), 12, "frozen once");
    let mut tx = db.write().await.unwrap();
    sqlx::query("UPDATE membership SET state = 'left' WHERE person IN (SELECT id FROM person WHERE given_name = 'Personne' AND family_name <> 'Numéro0')")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    desk.world.later(Duration::hours(12));
    for id in domain::delivery::due_messages(db).await.unwrap() {
        lists::send_due(db, &id).await.unwrap();
    }
    assert_eq!(copies(db).await.len(), 12, "the second one is held: it would go to one person, not twelve");
    assert!(desk.claire.get(&format!("/networks/sil/messages/{second}")).await.shows("brouillon, retenu"));
    assert!(desk.world.last_mail_to("claire.fontaine@example.org").await.subject.contains("attend votre avis"));
}

#[tokio::test]
async fn what_leaves_is_the_text_that_was_read_and_not_what_another_made_of_it_meanwhile() {
    let desk = MailingOffice::with(&["Ada Lovelace", "Bo Martin"]).await;
    let diane = desk.world.coordinator(&desk.sil, "Diane Roche").await;
    let id = desk.draft(&["subscribers:"]).await;
    let path = format!("/networks/sil/messages/{id}");
    let read = desk.claire.get(&format!("{path}/send")).await;
    assert!(read.shows("Le programme est là"), "the text stands under the question: {}", read.words());
    let seen = read.value_of("seen").unwrap();
    let edit = [("subject", "Autre chose"), ("body", "Un autre texte"), ("language", "fr"), ("audience", "subscribers:"), ("version", "1")];
    assert_eq!(diane.post(&format!("{path}/edit"), &edit).await.status, 303);

    let version = read.value_of("version").unwrap();
    let again = desk.claire.post(&format!("{path}/send"), &[("act", "now"), ("version", &version), ("seen", &seen)]).await;
    assert_eq!(again.status, 409);
    assert!(again.shows("Rien n’est parti") && again.shows("Un autre texte"), "{}", again.words());
    assert!(copies(&desk.world.db).await.is_empty());
    assert_eq!(again.value_of("version").as_deref(), Some("2"), "the next yes is for what stands there now");
    let sent = desk.claire.post(&format!("{path}/send"), &[("act", "now"), ("version", "2"), ("seen", &seen)]).await;
    assert_eq!(sent.status, 303);
    assert_eq!(copies(&desk.world.db).await.len(), 2);
}

#[tokio::test]
async fn sent_twice_at_the_same_instant_it_leaves_once_and_a_removal_then_takes_nothing_away() {
    let desk = MailingOffice::with(&["Ada Lovelace", "Bo Martin"]).await;
    let (db, claire) = (&desk.world.db, &desk.claire.actor);
    for _ in 0..8 {
        let id = desk.draft(&["subscribers:"]).await.as_str().into();
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
async fn a_schedule_taken_back_at_its_hour_either_leaves_or_is_a_draft_again() {
    let desk = MailingOffice::with(&["Ada Lovelace"]).await;
    let (db, claire) = (&desk.world.db, &desk.claire.actor);
    let id = desk.draft(&["subscribers:"]).await.as_str().into();
    let later = SendInput {
        version: "1".to_owned(),
        seen: "1".to_owned(),
        date: "2026-11-23".to_owned(),
        time: "09:00".to_owned(),
        ..SendInput::default()
    };
    lists::send(db, claire, "sil", &id, SendingTime::Later, &later).await.unwrap();
    desk.world.later(Duration::hours(72));
    let (sent, back) = tokio::join!(lists::send_due(db, &id), lists::unschedule(db, claire, "sil", &id));
    sent.unwrap();
    let left = copies(db).await.len();
    assert!(matches!((&back, left), (Ok(()), 0) | (Err(Error::Closed), 1)), "{back:?} {left}");
    let message = MessageInput {
        subject: "x".to_owned(),
        body: "x".to_owned(),
        language: "fr".to_owned(),
        version: "1".to_owned(),
        ..MessageInput::default()
    };
    let edited = lists::edit(db, claire, "sil", &id, &message).await;
    assert_eq!(edited.is_ok(), back.is_ok(), "only a draft is changed: {edited:?}");
}
