//! Workers that die. What they had in flight is sent again and marked as doubtful; what waited was never tried.

use std::sync::Arc;

use domain::administration::DOUBTFUL;
use domain::clock::Clock;
use domain::delivery::{BREAKS, DeliveryDemand, LEASE_SECONDS, claim_batch};
use domain::rng::IdGenerator;
use server::delivery::{ProcessLock, SINGLE_CONNECTIONS, SentLog};
use tests::deliveries::report;

use super::*;

/// State, attempts, and whether the mail may have left twice.
async fn row(db: &Db, address: &str) -> (String, i64, bool) {
    let row = details(db, address).await;
    (row.listed.state.to_string(), row.attempts, row.listed.is_doubtful())
}

fn state(state: &str, attempts: i64, doubtful: bool) -> (String, i64, bool) {
    (state.to_owned(), attempts, doubtful)
}

#[tokio::test]
async fn mails_of_a_dead_worker_come_back_when_its_lease_ends() {
    let world = World::new().await;
    for address in ["begun@example.org", "waiting@example.org"] {
        post(&world.db, address).await;
    }
    let (dead, other) = (ManualWorker::named("dead"), ManualWorker::named("other"));
    let claimed = dead.claims(&world.db, 1).await;
    assert_eq!(claimed[0].address, "begun@example.org", "the oldest first");
    assert_eq!(other.takes_over(&world.db, false).await, 0);

    // A worker that is alive renews its lease.
    world.advance(Duration::seconds(LEASE_SECONDS - 1));
    assert_eq!(dead.report_and_claim(&world.db, &[], true, 0).await, []);
    world.advance(Duration::seconds(LEASE_SECONDS));
    assert_eq!(other.takes_over(&world.db, false).await, 0);

    world.advance(Duration::seconds(1));
    assert_eq!(other.takes_over(&world.db, false).await, 1, "the one that it had in flight");
    assert_eq!(row(&world.db, "begun@example.org").await, state("deferred", 1, true));
    assert_eq!(row(&world.db, "waiting@example.org").await, state("queued", 0, false));
    let deliveries = other.claims(&world.db, 10).await;
    assert_eq!(deliveries.len(), 2);
    // The dead one wakes up. It learns that it was given up, and only its report that the mail has left still counts.
    let demand = DeliveryDemand { urgent: 4, ..Default::default() };
    let late = [report(&claimed[0], DeliveryOutcome::Deferred("too late".to_owned()))];
    let batch = claim_batch(&world.db, &dead.profile, &late, &["another".into()], false, &demand).await.unwrap();
    assert!(batch.is_lost && batch.deliveries.is_empty());
    assert_eq!(states(&world.db).await[0].1, "sending");
    dead.reports(&world.db, &claimed[0], DeliveryOutcome::Sent).await;
    assert_eq!(states(&world.db).await[0].1, "sent");
    other.reports(&world.db, deliveries.iter().find(|one| one.address.starts_with("waiting")).unwrap(), DeliveryOutcome::Sent).await;
    settles(&world.db, "sent").await;

    let claire = world.administrator("Claire Fontaine").await;
    let query = MailQuery { state: DOUBTFUL.to_owned(), ..MailQuery::default() };
    let found = administration::mails(&world.db, &claire.actor, &query).await;
    let found: Vec<_> = found.unwrap().mails.into_iter().map(|mail| mail.address).collect();
    assert_eq!(found, ["begun@example.org"]);
    let list = claire.get("/admin/mails?state=doubtful").await;
    assert!(list.shows("begun@example.org") && !list.shows("waiting@example.org") && list.shows("peut-être deux fois"), "{}", list.words());
    let link = list.body.split("/admin/mails/").nth(1).unwrap().split('"').next().unwrap();
    let page = claire.get(&format!("/admin/mails/{link}")).await;
    assert!(page.shows("deux fois peut-être, jamais zéro"), "{}", page.words());
}

#[tokio::test]
async fn a_worker_never_takes_over_from_itself() {
    let world = World::new().await;
    post(&world.db, "zoe@example.org").await;
    let (slow, other) = (ManualWorker::named("slow"), ManualWorker::named("other"));
    let claimed = slow.claims(&world.db, 1).await;
    // A machine that slept finds its own lease ended. What it has in flight is still its own.
    world.advance(Duration::seconds(LEASE_SECONDS + 60));
    assert_eq!(slow.takes_over(&world.db, true).await, 0);
    assert_eq!(slow.takes_over(&world.db, false).await, 0);
    assert_eq!(other.takes_over(&world.db, false).await, 1);
    slow.reports(&world.db, &claimed[0], DeliveryOutcome::Sent).await;
    assert_eq!(row(&world.db, "zoe@example.org").await.0, "sent", "it has left, whoever holds it now");
}

#[tokio::test]
async fn mails_claimed_by_a_lost_commit_are_given_back_untried() {
    let world = World::new().await;
    for address in ["known@example.org", "unknown@example.org"] {
        post(&world.db, address).await;
    }
    let worker = ManualWorker::named("w");
    let known = worker.claims(&world.db, 1).await.remove(0).id;
    worker.claims(&world.db, 1).await;
    // The answer to the second commit was lost: the worker knows of the first alone.
    let demand = DeliveryDemand { urgent: 4, ..DeliveryDemand::default() };
    let batch = claim_batch(&world.db, &worker.profile, &[], &[known], true, &demand).await.unwrap();
    assert_eq!(batch.deliveries.iter().map(|one| one.address.as_str()).collect::<Vec<_>>(), ["unknown@example.org"]);
    assert_eq!(row(&world.db, "unknown@example.org").await, state("sending", 0, false));
}

#[tokio::test]
async fn a_worker_claims_no_single_mail_that_it_can_not_begin() {
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Stall).await;
    for number in 0..3 * SINGLE_CONNECTIONS {
        post(&world.db, &format!("p{number}@example.org")).await;
    }
    let worker = RunningWorker::on(&world.db, &smtp_config(&server));
    eventually_eq("its connections", SINGLE_CONNECTIONS, async || server.connections()).await;
    let in_flight = states(&world.db).await.into_iter().filter(|(_, state)| state == "sending").count();
    assert_eq!(in_flight, SINGLE_CONNECTIONS, "were it killed now, exactly these would be doubtful");
    drop(worker);
}

#[tokio::test]
async fn on_sqlite_the_mails_of_a_killed_process_leave_at_once() {
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    for address in ["begun@example.org", "waiting@example.org"] {
        post(&world.db, address).await;
    }
    assert_eq!(ManualWorker::named("killed").claims(&world.db, 1).await.len(), 1);
    let alone = ProcessLock::of(&world.url()).map(Arc::new);
    assert_eq!(alone.is_some(), world.db.is_sqlite());
    if alone.is_none() {
        // On PostgreSQL the killed process may be a node that lives: its lease decides.
        world.advance(Duration::seconds(LEASE_SECONDS + 1));
    }
    let worker = RunningWorker::alone(&world.db, &smtp_config(&server), alone);
    settles(&world.db, "sent").await;
    worker.stops().await;
    assert!(row(&world.db, "begun@example.org").await.2 && !row(&world.db, "waiting@example.org").await.2);
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_text_makes_a_mail_doubtful() {
    let world = World::new().await;
    let server = MailServer::start(|_, before| if before == 0 { SmtpAnswer::Hangup } else { SmtpAnswer::Yes }).await;
    post(&world.db, "zoe@example.org").await;
    let worker = RunningWorker::on(&world.db, &smtp_config(&server));
    settles(&world.db, "deferred").await;
    assert_eq!(row(&world.db, "zoe@example.org").await, state("deferred", 1, true));
    world.advance(Duration::minutes(1));
    settles(&world.db, "sent").await;
    worker.stops().await;
    assert_eq!(row(&world.db, "zoe@example.org").await, state("sent", 2, true));
}

#[tokio::test]
async fn a_mail_that_kills_each_time_is_given_up() {
    let world = World::new().await;
    post(&world.db, "zoe@example.org").await;
    let mut kills = 0;
    while ManualWorker::named("killed").claims(&world.db, 10).await.len() == 1 {
        assert_eq!(ManualWorker::named("next").takes_over(&world.db, true).await, 1);
        kills += 1;
        assert!(kills <= BREAKS + 1, "for ever");
    }
    assert_eq!(row(&world.db, "zoe@example.org").await, state("failed", BREAKS + 1, true));
}

#[tokio::test]
async fn a_clock_that_was_ahead_and_is_set_right_holds_no_mail_back() {
    let world = World::new().await;
    for address in ["held@example.org", "later@example.org"] {
        post(&world.db, address).await;
    }
    world.advance(Duration::days(2));
    post(&world.db, "written@example.org").await;
    let (dead, other) = (ManualWorker::named("dead"), ManualWorker::named("other"));
    for mail in &dead.claims(&world.db, 10).await {
        match mail.address.as_str() {
            "later@example.org" => dead.reports(&world.db, mail, DeliveryOutcome::Deferred("451".to_owned())).await,
            "written@example.org" => dead.reports(&world.db, mail, DeliveryOutcome::Returned).await,
            _ => {}
        }
    }
    world.advance(-Duration::days(2));
    assert_eq!(other.takes_over(&world.db, false).await, 0);
    assert_eq!(other.claims(&world.db, 10).await.len(), 2, "what was written, and what was deferred for a minute");
    world.advance(Duration::seconds(LEASE_SECONDS + 1));
    other.report_and_claim(&world.db, &[], true, 0).await;
    assert_eq!(ManualWorker::named("third").takes_over(&world.db, false).await, 1, "and not two days later");
}

#[tokio::test]
async fn a_node_whose_clock_is_ahead_takes_no_other_for_dead() {
    let (db, home) = tests::open_database(Clock::System, IdGenerator::system()).await;
    // Two nodes have two clocks if they share a PostgreSQL. On SQLite all processes run on one machine and have one clock.
    let wrong = if db.is_sqlite() { Clock::System } else { Clock::skewed(Duration::seconds(LEASE_SECONDS + 60)) };
    let ahead = Db::open(&home.url(), 4, wrong, IdGenerator::system()).await.unwrap();
    post(&db, "zoe@example.org").await;
    let (right, of_ahead) = (ManualWorker::named("right"), ManualWorker::named("ahead"));
    assert_eq!(right.claims(&db, 10).await.len(), 1);
    assert_eq!(of_ahead.takes_over(&ahead, false).await, 0);
    assert!(of_ahead.claims(&ahead, 10).await.is_empty());
    // A mail that it writes itself leaves at once and does not wait until its own clock says so.
    post(&ahead, "bo@example.org").await;
    right.takes_over(&db, false).await;
    assert_eq!(right.claims(&db, 10).await.len(), 1);
}

#[tokio::test]
async fn what_left_during_an_outage_stays_in_the_log_until_it_is_recorded() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("log");
    let sent_log = SentLog::at(file.clone());
    post(&world.db, "zoe@example.org").await;
    let claimed = ManualWorker::named("w").claims(&world.db, 1).await;
    let reports = [report(&claimed[0], DeliveryOutcome::Sent)];
    sent_log.add(&reports, world.db.now());
    sent_log.add(&reports, world.db.now());
    assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 1, "once");
    // The next process records it before it sends anything.
    assert_eq!(SentLog::at(file.clone()).catch_up(&world.db, false).await, Ok(1));
    assert_eq!(row(&world.db, "zoe@example.org").await.0, "sent");
    assert!(!file.exists());
}
