//! Rate limits hold for the whole instance: two processes together send as many copies as one alone. The clock is the story's.

use std::collections::BTreeMap;

use domain::clock::{Clock, Timestamp};
use domain::delivery::{DeliveryOutcome, DeliveryReport, LEASE_SECONDS, RateLimits, due_messages};
use domain::mail::Delivery;
use domain::networks;
use domain::policy::Actor;
use domain::rng::IdGenerator;
use tests::deliveries::report;
use tests::{Home, ManualWorker, eventually_eq, network, send_message, subscribe_strangers};

use super::*;

/// A message that is being sent to subscribers of these domains, and two programs that serve the same database.
struct MailingPrograms {
    clock: Clock,
    programs: [Db; 2],
    /// The deliveries that each has in flight. Its next turn reports them as sent.
    in_flight: [Vec<Delivery>; 2],
    #[allow(dead_code, reason = "holds the database until the story is over")]
    home: Home,
}

impl MailingPrograms {
    async fn with(domains: &[(&str, usize)]) -> Self {
        let clock = Clock::at(Timestamp::parse("2026-11-20T09:00:00Z").unwrap());
        Self::of([clock.clone(), clock], domains).await
    }

    /// Two programs, each with a clock of its own; the first is the story's.
    async fn of([clock, other_clock]: [Clock; 2], domains: &[(&str, usize)]) -> Self {
        let (db, home) = tests::open_database(clock.clone(), IdGenerator::system()).await;
        let other = Db::open(&home.url(), 4, other_clock, IdGenerator::system()).await.unwrap();
        networks::create(&db, &Actor::System, &network("sil")).await.unwrap();
        let addresses = domains.iter().flat_map(|(domain, count)| (0..*count).map(move |number| format!("a{number:03}@{domain}")));
        subscribe_strangers(&db, "sil", addresses.map(|address| ("", address))).await;
        send_message(&db, &Actor::System, "sil", &message("Le programme", "Bonjour")).await;
        Self { clock, programs: [db, other], in_flight: [Vec::new(), Vec::new()], home }
    }

    /// How many the two may send now, by domain, if both claim at the same time until neither gets more.
    async fn send_due(&mut self, limits: &RateLimits) -> BTreeMap<String, usize> {
        let mut left = BTreeMap::new();
        loop {
            let sent = |in_flight: &[Delivery]| -> Vec<DeliveryReport> {
                in_flight.iter().map(|delivery| report(delivery, DeliveryOutcome::Sent)).collect()
            };
            let [first_reports, second_reports] = self.in_flight.each_ref().map(|in_flight| sent(in_flight));
            let [first_db, second_db] = &self.programs;
            let [first, second] = ["one", "two"].map(|name| ManualWorker::named(name).limited(limits.clone()));
            let batches = tokio::join!(
                first.report_and_claim(first_db, &first_reports, !first_reports.is_empty(), 32),
                second.report_and_claim(second_db, &second_reports, !second_reports.is_empty(), 32)
            );
            self.in_flight = batches.into();
            if self.in_flight.iter().all(Vec::is_empty) {
                return left;
            }
            for delivery in self.in_flight.iter().flatten() {
                *left.entry(delivery.domain.clone()).or_default() += 1;
            }
        }
    }

    async fn count_due(&mut self, limits: &RateLimits) -> usize {
        self.send_due(limits).await.values().sum()
    }

    fn advance(&self, duration: Duration) {
        self.clock.advance(duration);
    }
}

#[tokio::test]
async fn two_programs_together_send_no_more_than_the_total_limit() {
    let mut mailing = MailingPrograms::with(&[("a.example", 20), ("b.example", 20)]).await;
    let limits = RateLimits { total: 300, ..RateLimits::default() };
    for second in 0..8 {
        assert_eq!(mailing.count_due(&limits).await, 5, "300 a minute are 5 a second, whoever sends them: second {second}");
        mailing.advance(Duration::seconds(1));
    }
    assert_eq!(mailing.count_due(&limits).await, 0, "each left once");
    assert!(copies(&mailing.programs[0]).await.iter().all(|(_, state)| state == "sent"));
}

#[tokio::test]
async fn each_domain_has_its_limit_and_holds_back_no_other() {
    let mut mailing = MailingPrograms::with(&[("free.example", 50), ("other.example", 50), ("slow.example", 50)]).await;
    let domains = [("slow.example".to_owned(), 60), ("free.example".to_owned(), 0)].into_iter().collect();
    let limits = RateLimits { total: 0, domain: 120, domains };
    let of = |left: &BTreeMap<String, usize>| ["free.example", "other.example", "slow.example"].map(|domain| left.get(domain).copied());
    assert_eq!(of(&mailing.send_due(&limits).await), [Some(50), Some(2), Some(1)], "one has no limit, one that of all, one its own");
    for _ in 0..5 {
        mailing.advance(Duration::seconds(1));
        assert_eq!(of(&mailing.send_due(&limits).await), [None, Some(2), Some(1)]);
    }
}

#[tokio::test]
async fn the_total_holds_though_each_domain_would_allow_more() {
    let mut mailing = MailingPrograms::with(&[("a.example", 30), ("b.example", 30), ("c.example", 30)]).await;
    let limits = RateLimits { total: 240, domain: 180, ..RateLimits::default() };
    for _ in 0..10 {
        let left = mailing.send_due(&limits).await;
        assert!(left.values().all(|count| *count <= 3), "180 a minute to one domain: {left:?}");
        assert_eq!(left.values().sum::<usize>(), 4, "240 in all: {left:?}");
        mailing.advance(Duration::seconds(1));
    }
}

#[tokio::test]
async fn less_than_one_a_second_leaves_them_one_by_one() {
    let mut mailing = MailingPrograms::with(&[("a.example", 10)]).await;
    let limits = RateLimits { domain: 20, ..RateLimits::default() };
    let mut seconds = Vec::new();
    for second in 0..12 {
        if mailing.count_due(&limits).await > 0 {
            seconds.push(second);
        }
        mailing.advance(Duration::seconds(1));
    }
    assert_eq!(seconds, [0, 3, 6, 9], "20 a minute: one every three seconds");
}

#[tokio::test]
async fn after_a_pause_there_is_nothing_to_catch_up() {
    let mut mailing = MailingPrograms::with(&[("a.example", 60)]).await;
    let limits = RateLimits { total: 300, ..RateLimits::default() };
    assert_eq!(mailing.count_due(&limits).await, 5);
    mailing.advance(Duration::hours(3));
    assert_eq!(mailing.count_due(&limits).await, 5, "a second's share, not three hours'");
}

#[tokio::test]
async fn a_changed_limit_holds_at_once() {
    let mut mailing = MailingPrograms::with(&[("a.example", 60)]).await;
    assert_eq!(mailing.count_due(&RateLimits { domain: 60, ..RateLimits::default() }).await, 1);
    mailing.advance(Duration::seconds(1));
    assert_eq!(mailing.count_due(&RateLimits { domain: 600, ..RateLimits::default() }).await, 10);
    mailing.advance(Duration::seconds(1));
    assert_eq!(mailing.count_due(&RateLimits::default()).await, 49, "no limit any more");
}

#[tokio::test]
async fn two_workers_at_one_server_keep_the_limit_of_one() {
    let mailing = MailingPrograms::with(&[("a.example", 15), ("b.example", 15)]).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let mut config = smtp_config(server.port);
    config.mailing.per_minute = 300;
    let db = &mailing.programs[0];
    let [first, second] = mailing.programs.each_ref().map(|db| RunningWorker::on(db, &config));
    for seconds in 1..=5 {
        // Time stands still: a copy that does not leave now waits for the next second. A single mail shows that another turn was taken.
        until(db, |copies| copies.iter().filter(|(_, state)| state == "sent").count() == seconds * 5).await;
        post_single(db).await;
        eventually_eq("single mails", seconds, async || server.count() - list_mails(&server).len()).await;
        assert_eq!(list_mails(&server).len(), seconds * 5);
        mailing.advance(Duration::seconds(1));
    }
    until(db, all("sent")).await;
    first.stops().await;
    second.stops().await;
    assert_eq!(list_mails(&server).len(), 30, "each copy left once");
}

#[tokio::test]
async fn a_clock_that_was_ahead_and_is_set_right_stops_no_mailing() {
    let mut mailing = MailingPrograms::with(&[("a.example", 40), ("b.example", 40)]).await;
    let limits = RateLimits { total: 600, domain: 300, ..RateLimits::default() };
    mailing.advance(Duration::days(2));
    assert_eq!(mailing.count_due(&limits).await, 10);
    mailing.advance(-Duration::days(2));
    for second in 0..4 {
        assert_eq!(mailing.count_due(&limits).await, 10, "600 a minute, whatever the clock said before: second {second}");
        mailing.advance(Duration::seconds(1));
    }
}

#[tokio::test]
async fn deliveries_claimed_while_the_clock_was_ahead_come_back_after_a_lease() {
    let mailing = MailingPrograms::with(&[("a.example", 10)]).await;
    let [dead, other] = &mailing.programs;
    mailing.advance(Duration::days(2));
    let (dead_worker, other_worker) = (ManualWorker::named("dead"), ManualWorker::named("other"));
    let claimed = dead_worker.claims(dead, 4).await;
    assert_eq!(claimed.len(), 4);
    // Deferred and due in a day by that clock.
    dead_worker.reports(dead, &claimed[0], DeliveryOutcome::Deferred("451 later".to_owned())).await;
    mailing.advance(-Duration::days(2));
    assert_eq!(other_worker.takes_over(other, false).await, 0, "a lease is a lease");
    mailing.advance(Duration::seconds(LEASE_SECONDS + 1));
    assert_eq!(other_worker.takes_over(other, false).await, 3);
    let deliveries = other_worker.claims(other, 32).await;
    assert_eq!(deliveries.len(), 10, "the three of the dead, the one that was deferred, and the six that nobody had taken");
}

#[tokio::test]
async fn a_copy_written_while_the_clock_was_ahead_leaves_at_once() {
    let clock = Clock::at(Timestamp::parse("2026-11-22T09:00:00Z").unwrap());
    let mailing = MailingPrograms::of([clock.clone(), clock], &[("a.example", 3)]).await;
    mailing.advance(-Duration::days(2));
    let [one, _] = &mailing.programs;
    ManualWorker::named("one").takes_over(one, false).await;
    assert_eq!(ManualWorker::named("one").claims(one, 32).await.len(), 3);
}

#[tokio::test]
async fn a_node_whose_clock_is_a_minute_ahead_takes_over_nothing() {
    // Two nodes have two clocks if they share a PostgreSQL. On SQLite all processes run on one machine and have one clock.
    let (probe, home) = tests::open_database(Clock::System, IdGenerator::system()).await;
    let wrong = if probe.is_sqlite() { Clock::System } else { Clock::skewed(Duration::seconds(61)) };
    drop((probe, home));
    let mailing = MailingPrograms::of([Clock::System, wrong], &[("a.example", 20)]).await;
    let [right, ahead] = &mailing.programs;
    let limits = RateLimits { total: 1, ..RateLimits::default() };
    assert_eq!(ManualWorker::named("right").claims(right, 8).await.len(), 8);
    assert_eq!(ManualWorker::named("ahead").takes_over(ahead, false).await, 0, "the other node is alive");
    assert_eq!(ManualWorker::named("right").limited(limits.clone()).report_and_claim(right, &[], true, 8).await.len(), 1);
    assert_eq!(ManualWorker::named("ahead").limited(limits).claims(ahead, 8).await.len(), 0, "one a minute, for all");
    let mut tx = right.read().await.unwrap();
    let doubtful: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM delivery WHERE message IS NOT NULL AND doubtful = 1").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(doubtful, 0);
}

#[tokio::test]
async fn a_node_whose_clock_is_ahead_sends_no_scheduled_message_early() {
    let (db, home) = tests::open_database(Clock::System, IdGenerator::system()).await;
    let wrong = if db.is_sqlite() { Clock::System } else { Clock::skewed(Duration::days(2)) };
    let ahead = Db::open(&home.url(), 4, wrong, IdGenerator::system()).await.unwrap();
    networks::create(&db, &Actor::System, &network("sil")).await.unwrap();
    let id = lists::create(&db, &Actor::System, "sil", &message("Le programme", "Bonjour")).await.unwrap();
    let mut tx = db.write().await.unwrap();
    let tomorrow = tx.now.plus(Duration::days(1));
    sqlx::query("UPDATE message SET state = 'scheduled', scheduled_at = $2, expected = 0 WHERE id = $1")
        .bind(&id)
        .bind(tomorrow)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(due_messages(&ahead).await.unwrap().is_empty());
    lists::send_due(&ahead, &id).await.unwrap();
    let mut tx = db.read().await.unwrap();
    let state: String = sqlx::query_scalar("SELECT state FROM message WHERE id = $1").bind(&id).fetch_one(&mut *tx).await.unwrap();
    assert_eq!(state, "scheduled");
}
