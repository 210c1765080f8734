//! Who got what is forgotten after the time that was decided; how many did is not.

use domain::administration;
use domain::policy::Actor;

use super::*;

async fn count(db: &Db, query: &'static str) -> i64 {
    let mut tx = db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
}

#[tokio::test]
async fn who_got_an_old_message_is_forgotten_at_night_and_its_figures_stay() {
    let desk = MailingOffice::with(&["Ada Lovelace", "Bo Martin", "Later Once", "Never There"]).await;
    let (db, claire) = (&desk.world.db, &desk.claire);
    let agnes = desk.world.administrator("Agnès Delorme").await;
    let keep = [("copies", "30"), ("mails", ""), ("audit", ""), ("sessions", ""), ("registrations", "")];
    assert!(agnes.submit("/admin/retention", &keep).await.shows("C’est enregistré"));
    let id = desk.sends(&["subscribers:"]).await;
    let server = MailServer::start(|to, before| match (to, before) {
        (to, 0) if to.starts_with("later") => SmtpAnswer::Later,
        (to, _) if to.starts_with("never") => SmtpAnswer::Never,
        _ => SmtpAnswer::Yes,
    })
    .await;
    let work = RunningWorker::on(db, &towards(server.port));
    until(db, |copies| copies.iter().filter(|(_, state)| state == "sent").count() == 2).await;
    desk.world.later(Duration::minutes(2));
    until(db, |copies| copies.iter().filter(|(_, state)| state == "sent").count() == 3).await;
    lists::finish_messages(db).await.unwrap();
    work.stops().await;
    let taken = list_mails(&server).into_iter().find(|mail| mail.recipient.starts_with("ada")).unwrap();
    let link = mailparse::parse_mail(&taken.message).unwrap().headers.get_first_value("List-Unsubscribe").unwrap();
    let link = link.trim_matches(['<', '>']).strip_prefix("http://127.0.0.1:3000").unwrap().to_owned();
    assert_eq!(desk.world.guest().post(&link, &[]).await.status, 200);
    // A proof of a draft is a copy too.
    let draft = desk.draft(&["subscribers:"]).await;
    lists::send_proof(db, &claire.actor, "sil", &draft.as_str().into()).await.unwrap();
    let work = RunningWorker::on(db, &towards(server.port));
    until(db, |copies| copies.iter().all(|(_, state)| state != "queued" && state != "sending")).await;
    work.stops().await;

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

    desk.world.later(Duration::days(29));
    administration::purge(db, &Actor::System).await.unwrap();
    let claire = desk.world.signs_in_elsewhere(claire).await;
    let journal = format!("{path}?q=lovelace");
    assert!(claire.get(&journal).await.shows("ada.lovelace@example.org"), "kept before");

    // One that has not left for everybody keeps what it has, however old.
    desk.world.later(Duration::days(-29));
    let waiting = desk.sends(&["subscribers:"]).await;
    desk.world.later(Duration::days(31));
    let purged = administration::purge(db, &Actor::System).await.unwrap();
    assert_eq!(purged.copies, 1);
    assert_eq!(
        count(db, "SELECT COUNT(*) FROM delivery WHERE message IS NOT NULL AND (state IN ('sent', 'failed') OR proof = 1)").await,
        0,
        "gone after"
    );
    assert_eq!(
        count(db, "SELECT COUNT(*) FROM delivery WHERE message IS NOT NULL").await,
        3,
        "of the message that waits: without her who unsubscribed"
    );
    assert_eq!(count(db, "SELECT COUNT(*) FROM delivery_event").await, 0);
    assert!(claire.get(&format!("/networks/sil/messages/{waiting}/journal")).await.shows("bo.martin@example.org"));

    let claire = desk.world.signs_in_elsewhere(&desk.claire).await;
    let page = claire.get(&journal).await;
    assert!(page.shows("a été effacé le 21 décembre 2026") && !page.body.contains("lovelace@"), "{}", page.words());
    assert_eq!(figures(&claire).await, before, "figures unchanged");
    let csv = claire.get(&format!("{path}.csv")).await;
    assert!(csv.body.lines().count() == 1 && !csv.body.contains('@'), "{}", csv.body);
    assert_eq!(administration::purge(db, &Actor::System).await.unwrap().copies, 0, "once");
    assert_eq!(desk.world.guest().post(&link, &[]).await.status, 200, "the link in her mailbox still works");
}
