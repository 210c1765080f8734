//! An urgent mail, which somebody waits for at a screen, never waits behind a mailing nor behind normal mails.

use std::time::Instant;

use domain::delivery::{DeliveryDemand, claim_batch};
use domain::mail::DeliveryPriority;
use server::delivery::SINGLE_CONNECTIONS;
use tests::{message, send_message, subscribe_strangers};

use super::*;

async fn write(db: &Db, cause: &'static str, address: &str) {
    let to = MailRecipient { person: None, name: String::new(), address: address.to_owned(), language: Language::Fr };
    let content = MailContent { cause, subject: "Objet".to_owned(), body: "Bonjour.".to_owned(), ..MailContent::default() };
    let mut tx = db.write().await.unwrap();
    mail::post(&mut tx, &to, &content).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn urgent_mails_are_claimed_first_and_have_a_connection_of_their_own() {
    let world = World::new().await;
    for number in 0..10 {
        write(&world.db, "event.cancelled", &format!("p{number}@example.org")).await;
    }
    write(&world.db, "sign_in.link", "zoe@example.org").await;
    let worker = ManualWorker::named("w");
    let demand = DeliveryDemand { urgent: SINGLE_CONNECTIONS, normal: SINGLE_CONNECTIONS - 1, ..DeliveryDemand::default() };
    let batch = claim_batch(&world.db, &worker.profile, &[], &[], false, &demand).await.unwrap();
    let of = |priority: DeliveryPriority| batch.deliveries.iter().filter(|one| one.priority == priority.value()).count();
    assert_eq!((of(DeliveryPriority::Urgent), of(DeliveryPriority::Normal)), (1, SINGLE_CONNECTIONS - 1));
    // The others are in flight. A new sign-in link still gets a connection.
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
    subscribe_strangers(&world.db, "sil", (0..200).map(|number| ("", format!("a{number}@d{}.example", number % 9)))).await;
    send_message(&world.db, &claire.actor, "sil", &message("Le programme", "Bonjour")).await;
    // The server stalls for the addresses of the list and takes the others.
    let server = MailServer::start(|to, _| if to.ends_with(".example") { SmtpAnswer::Stall } else { SmtpAnswer::Yes }).await;
    let worker = RunningWorker::on(&world.db, &smtp_config(&server));
    eventually("the mailing stalls", async || (server.connections() >= 4).then_some(())).await;
    write(&world.db, "sign_in.link", "zoe@example.org").await;
    let written = Instant::now();
    let received = eventually("the link leaves", async || server.received().into_iter().next()).await;
    println!("the link took {} ms", written.elapsed().as_millis());
    assert_eq!(received.recipient, "zoe@example.org");
    worker.stops().await;
}
