//! What somebody waits for at a screen never waits behind a mailing, nor behind mails that nobody waits for.

use std::time::{Duration as RealDuration, Instant};

use domain::delivery::{DeliveryDemand, claim_batch};
use domain::lists::{self, MessageInput, SendInput, SendingTime};
use domain::mail::DeliveryPriority;
use server::delivery::SINGLE_CONNECTIONS;

use super::*;

async fn write(db: &Db, cause: &'static str, address: &str) {
    let to = MailRecipient { person: None, name: String::new(), address: address.to_owned(), language: Language::Fr };
    let content = MailContent { cause, subject: "Objet".to_owned(), body: "Bonjour.".to_owned(), ..MailContent::default() };
    let mut tx = db.write().await.unwrap();
    mail::post(&mut tx, &to, &content).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_urgent_are_claimed_first_and_one_connection_is_theirs() {
    let world = World::new().await;
    for number in 0..10 {
        write(&world.db, "event.cancelled", &format!("p{number}@example.org")).await;
    }
    write(&world.db, "sign_in.link", "zoe@example.org").await;
    let worker = PlayedWorker::named("w");
    let demand = DeliveryDemand { urgent: SINGLE_CONNECTIONS, normal: SINGLE_CONNECTIONS - 1, ..DeliveryDemand::default() };
    let batch = claim_batch(&world.db, &worker.profile, &[], &[], false, &demand).await.unwrap();
    let of = |priority: DeliveryPriority| batch.deliveries.iter().filter(|one| one.priority == priority.value()).count();
    assert_eq!((of(DeliveryPriority::Urgent), of(DeliveryPriority::Normal)), (1, SINGLE_CONNECTIONS - 1));
    // The others are in flight, and a link is asked for: there is a connection for it.
    write(&world.db, "sign_in.link", "bo@example.org").await;
    let demand = DeliveryDemand { urgent: 1, normal: 0, ..DeliveryDemand::default() };
    let batch = claim_batch(&world.db, &worker.profile, &[], &["another".into()], false, &demand).await.unwrap();
    assert_eq!(batch.deliveries.iter().map(|one| one.address.as_str()).collect::<Vec<_>>(), ["bo@example.org"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_link_leaves_while_a_mailing_is_stalled() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let mut tx = world.db.write().await.unwrap();
    for number in 0..200 {
        let id: String = tx.new_id();
        sqlx::query(
            "INSERT INTO subscription (id, list, person, address, address_key, name, language, state, since)
             SELECT $1, id, NULL, $2, $2, '', 'fr', 'subscribed', '2026-11-20T00:00:00Z' FROM list WHERE slug = 'sil'",
        )
        .bind(id)
        .bind(format!("a{number}@d{}.example", number % 9))
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let input = MessageInput {
        subject: "Le programme".to_owned(),
        body: "Bonjour".to_owned(),
        language: "fr".to_owned(),
        audience: vec!["subscribers:".to_owned()],
        ..MessageInput::default()
    };
    let id = lists::create(&world.db, &claire.actor, "sil", &input).await.unwrap();
    let seen = SendInput { version: "1".to_owned(), seen: "200".to_owned(), ..SendInput::default() };
    lists::send(&world.db, &claire.actor, "sil", &id, SendingTime::Now, &seen).await.unwrap();
    // Whatever is for the list hangs; the others are taken.
    let server = MailServer::start(|to, _| if to.ends_with(".example") { SmtpAnswer::Nothing } else { SmtpAnswer::Yes }).await;
    let worker = RunningWorker::on(&world.db, &towards(&server));
    for _ in 0..500 {
        if server.connections() >= 4 {
            break;
        }
        tokio::time::sleep(RealDuration::from_millis(10)).await;
    }
    write(&world.db, "sign_in.link", "zoe@example.org").await;
    let asked = Instant::now();
    while server.taken().is_empty() {
        assert!(asked.elapsed() < RealDuration::from_secs(30), "it waits behind the mailing");
        tokio::time::sleep(RealDuration::from_millis(5)).await;
    }
    println!("the link took {} ms", asked.elapsed().as_millis());
    assert_eq!(server.taken()[0].recipient, "zoe@example.org");
    worker.stops().await;
}
