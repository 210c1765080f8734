//! The recipients of a message are deleted after the configured time; its figures stay.

use domain::administration;
use domain::policy::Actor;

use super::*;

async fn count(db: &Db, query: &'static str) -> i64 {
    let mut tx = db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
}

#[tokio::test]
async fn the_recipients_of_an_old_message_are_deleted_and_its_figures_stay() {
    let fixture = MailingFixture::with(&["Ada Lovelace", "Bo Martin", "Later Once", "Never There"]).await;
    let (db, claire) = (&fixture.world.db, &fixture.claire);
    let agnes = fixture.world.administrator("Agnès Delorme").await;
    let keep = [("copies", "30"), ("mails", ""), ("audit", ""), ("sessions", ""), ("registrations", "")];
    assert!(agnes.submit("/admin/retention", &keep).await.shows("C’est enregistré"));
    let id = fixture.sends(&["subscribers:"]).await;
    let server = MailServer::start(|to, before| match (to, before) {
        (to, 0) if to.starts_with("later") => SmtpAnswer::Later,
        (to, _) if to.starts_with("never") => SmtpAnswer::Never,
        _ => SmtpAnswer::Yes,
    })
    .await;
    let worker = RunningWorker::on(db, &smtp_config(server.port));
    until(db, |copies| copies.iter().filter(|(_, state)| state == "sent").count() == 2).await;
    fixture.world.advance(Duration::minutes(2));
    until(db, |copies| copies.iter().filter(|(_, state)| state == "sent").count() == 3).await;
    lists::finish_messages(db).await.unwrap();
    worker.stops().await;
    let received = list_mails(&server).into_iter().find(|mail| mail.recipient.starts_with("ada")).unwrap();
    let link = mailparse::parse_mail(&received.message).unwrap().headers.get_first_value("List-Unsubscribe").unwrap();
    let link = link.trim_matches(['<', '>']).strip_prefix("http://127.0.0.1:3000").unwrap().to_owned();
    assert_eq!(fixture.world.guest().post(&link, &[]).await.status, 200);
    // A proof of a draft is a copy too.
    let draft = fixture.draft(&["subscribers:"]).await;
    lists::send_proof(db, &claire.actor, "sil", &draft.as_str().into()).await.unwrap();
    let worker = RunningWorker::on(db, &smtp_config(server.port));
    until(db, |copies| copies.iter().all(|(_, state)| state != "queued" && state != "sending")).await;
    worker.stops().await;

    let own = format!("/networks/sil/messages/{id}");
    let path = format!("{own}/journal");
    let figures = async |claire: &tests::Browser| {
        let mut figures = claire.get("/networks/sil/messages").await.all("tbody tr:last-child");
        figures.extend(claire.get(&own).await.all(".figures-row div"));
        figures.extend(claire.get(&path).await.all(".figures-row div"));
        figures
    };
    let before = figures(claire).await;
    assert_eq!(before[1..].join(" "), "Destinataires4 Envoyés3 Échecs1 Destinataires4 échec1 envoyé3 désabonnements par ce message1");

    fixture.world.advance(Duration::days(29));
    administration::purge(db, &Actor::System).await.unwrap();
    let claire = fixture.world.sign_in_again(claire).await;
    let journal = format!("{path}?q=lovelace");
    assert!(claire.get(&journal).await.shows("ada.lovelace@example.org"), "kept so long");

    // A message that has not left for everybody keeps its recipients, however old it is.
    fixture.world.advance(Duration::days(-29));
    let waiting = fixture.sends(&["subscribers:"]).await;
    fixture.world.advance(Duration::days(31));
    let purged = administration::purge(db, &Actor::System).await.unwrap();
    assert_eq!(purged.copies, 1);
    assert_eq!(
        count(db, "SELECT COUNT(*) FROM delivery WHERE message IS NOT NULL AND (state IN ('sent', 'failed') OR proof = 1)").await,
        0,
        "deleted then"
    );
    assert_eq!(
        count(db, "SELECT COUNT(*) FROM delivery WHERE message IS NOT NULL").await,
        3,
        "of the message that waits: Ada has unsubscribed"
    );
    assert_eq!(count(db, "SELECT COUNT(*) FROM delivery_event").await, 0);
    assert!(claire.get(&format!("/networks/sil/messages/{waiting}/journal")).await.shows("bo.martin@example.org"));

    let claire = fixture.world.sign_in_again(&fixture.claire).await;
    let page = claire.get(&journal).await;
    assert!(page.shows("a été effacé le 21 décembre 2026") && !page.body.contains("lovelace@"), "{}", page.words());
    assert_eq!(figures(&claire).await, before, "figures unchanged");
    let csv = claire.get(&format!("{path}.csv")).await;
    assert!(csv.body.lines().count() == 1 && !csv.body.contains('@'), "{}", csv.body);
    assert_eq!(administration::purge(db, &Actor::System).await.unwrap().copies, 0, "once");
    assert_eq!(fixture.world.guest().post(&link, &[]).await.status, 200, "the link in her mailbox still works");
}
