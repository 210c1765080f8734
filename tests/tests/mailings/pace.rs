//! The pace is the instance's: two processes together leave as many copies as one alone. The clock is the story's.

use std::collections::BTreeMap;

use domain::clock::{Clock, Timestamp};
use domain::delivery::{DeliveryOutcome, DeliveryReport, LEASE_SECONDS, RateLimits, due_messages};
use domain::mail::Delivery;
use domain::networks::{self, NetworkInput};
use domain::policy::Actor;
use domain::rng::IdGenerator;
use tests::deliveries::report;
use tests::{Home, PlayedWorker};

use super::*;

/// A message on its way to so many addresses of these domains, and two programs that serve the same database.
struct MailingPrograms {
    clock: Clock,
    programs: [Db; 2],
    /// What each has in flight, to be reported as sent by its next turn.
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
    async fn of([clock, of_the_other]: [Clock; 2], domains: &[(&str, usize)]) -> Self {
        let (db, home) = tests::open_database(clock.clone(), IdGenerator::system()).await;
        let other = Db::open(&home.url(), 4, of_the_other, IdGenerator::system()).await.unwrap();
        let text = str::to_owned;
        let input = NetworkInput {
            slug: text("sil"),
            acronym: text("SIL"),
            name: text("Réseau SIL"),
            kind: text("thematic"),
            hue: text("210"),
            join_policy: text("approval"),
            visibility: text("public"),
            ..NetworkInput::default()
        };
        networks::create(&db, &Actor::System, &input).await.unwrap();
        let mut tx = db.write().await.unwrap();
        for (domain, count) in domains {
            for number in 0..*count {
                let id: String = tx.new_id();
                sqlx::query(
                    "INSERT INTO subscription (id, list, person, address, address_key, name, language, state, since)
                     SELECT $1, id, NULL, $2, $2, '', 'fr', 'subscribed', '2026-11-20T00:00:00Z' FROM list WHERE slug = 'sil'",
                )
                .bind(id)
                .bind(format!("a{number:03}@{domain}"))
                .execute(&mut *tx)
                .await
                .unwrap();
            }
        }
        tx.commit().await.unwrap();
        let input = MessageInput {
            subject: text("Le programme"),
            body: text("Bonjour"),
            language: text("fr"),
            audience: vec![text("subscribers:")],
            ..MessageInput::default()
        };
        let id = lists::create(&db, &Actor::System, "sil", &input).await.unwrap();
        let count: usize = domains.iter().map(|(_, count)| count).sum();
        let seen = SendInput { version: "1".to_owned(), seen: count.to_string(), ..SendInput::default() };
        lists::send(&db, &Actor::System, "sil", &id, SendingTime::Now, &seen).await.unwrap();
        Self { clock, programs: [db, other], in_flight: [Vec::new(), Vec::new()], home }
    }

    /// What the two may send now, by domain, if they ask at the same time until neither gets more.
    async fn leaves(&mut self, limits: &RateLimits) -> BTreeMap<String, usize> {
        let mut left = BTreeMap::new();
        loop {
            let sent = |flying: &[Delivery]| -> Vec<DeliveryReport> {
                flying.iter().map(|delivery| report(delivery, DeliveryOutcome::Sent)).collect()
            };
            let (here, there) = (sent(&self.in_flight[0]), sent(&self.in_flight[1]));
            let [one, two] = &self.programs;
            let (first, second) = ["one", "two"].map(|name| PlayedWorker::named(name).limited(limits.clone())).into();
            let (one, two) = tokio::join!(first.turns(one, &here, !here.is_empty(), 32), second.turns(two, &there, !there.is_empty(), 32));
            self.in_flight = [one, two];
            if self.in_flight.iter().all(Vec::is_empty) {
                return left;
            }
            for delivery in self.in_flight.iter().flatten() {
                *left.entry(delivery.domain.clone()).or_default() += 1;
            }
        }
    }

    async fn in_all(&mut self, limits: &RateLimits) -> usize {
        self.leaves(limits).await.values().sum()
    }

    fn later(&self, duration: Duration) {
        self.clock.advance(duration);
    }
}

#[tokio::test]
async fn two_programs_together_leave_no_more_than_the_total_pace() {
    let mut office = MailingPrograms::with(&[("a.example", 20), ("b.example", 20)]).await;
    let limits = RateLimits { total: 300, ..RateLimits::default() };
    for second in 0..8 {
        assert_eq!(office.in_all(&limits).await, 5, "300 a minute are 5 a second, whoever sends them: second {second}");
        office.later(Duration::seconds(1));
    }
    assert_eq!(office.in_all(&limits).await, 0, "each left once");
    assert!(copies(&office.programs[0]).await.iter().all(|(_, state)| state == "sent"));
}

#[tokio::test]
async fn each_domain_has_its_pace_and_holds_back_no_other() {
    let mut office = MailingPrograms::with(&[("free.example", 50), ("other.example", 50), ("slow.example", 50)]).await;
    let domains = [("slow.example".to_owned(), 60), ("free.example".to_owned(), 0)].into_iter().collect();
    let limits = RateLimits { total: 0, domain: 120, domains };
    let of = |left: &BTreeMap<String, usize>| ["free.example", "other.example", "slow.example"].map(|domain| left.get(domain).copied());
    assert_eq!(of(&office.leaves(&limits).await), [Some(50), Some(2), Some(1)], "one has no limit, one that of all, one its own");
    for _ in 0..5 {
        office.later(Duration::seconds(1));
        assert_eq!(of(&office.leaves(&limits).await), [None, Some(2), Some(1)]);
    }
}

#[tokio::test]
async fn the_total_holds_though_each_domain_would_allow_more() {
    let mut office = MailingPrograms::with(&[("a.example", 30), ("b.example", 30), ("c.example", 30)]).await;
    let limits = RateLimits { total: 240, domain: 180, ..RateLimits::default() };
    for _ in 0..10 {
        let left = office.leaves(&limits).await;
        assert!(left.values().all(|count| *count <= 3), "180 a minute to one domain: {left:?}");
        assert_eq!(left.values().sum::<usize>(), 4, "240 in all: {left:?}");
        office.later(Duration::seconds(1));
    }
}

#[tokio::test]
async fn less_than_one_a_second_leaves_one_by_one() {
    let mut office = MailingPrograms::with(&[("a.example", 10)]).await;
    let limits = RateLimits { domain: 20, ..RateLimits::default() };
    let mut seconds = Vec::new();
    for second in 0..12 {
        if office.in_all(&limits).await > 0 {
            seconds.push(second);
        }
        office.later(Duration::seconds(1));
    }
    assert_eq!(seconds, [0, 3, 6, 9], "20 a minute: one every three seconds");
}

#[tokio::test]
async fn after_a_pause_there_is_nothing_to_catch_up() {
    let mut office = MailingPrograms::with(&[("a.example", 60)]).await;
    let limits = RateLimits { total: 300, ..RateLimits::default() };
    assert_eq!(office.in_all(&limits).await, 5);
    office.later(Duration::hours(3));
    assert_eq!(office.in_all(&limits).await, 5, "a second's share, not three hours'");
}

#[tokio::test]
async fn a_pace_that_was_changed_holds_at_once() {
    let mut office = MailingPrograms::with(&[("a.example", 60)]).await;
    assert_eq!(office.in_all(&RateLimits { domain: 60, ..RateLimits::default() }).await, 1);
    office.later(Duration::seconds(1));
    assert_eq!(office.in_all(&RateLimits { domain: 600, ..RateLimits::default() }).await, 10);
    office.later(Duration::seconds(1));
    assert_eq!(office.in_all(&RateLimits::default()).await, 49, "no limit any more");
}

#[tokio::test]
async fn two_workers_at_one_server_keep_the_pace_of_one() {
    let office = MailingPrograms::with(&[("a.example", 15), ("b.example", 15)]).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let mut config = towards(server.port);
    config.mailing.per_minute = 300;
    let work = office.programs.each_ref().map(|db| RunningWorker::on(db, &config));
    for second in 1..=6 {
        // Time stands still: what does not leave now has to wait for the next second.
        until(&office.programs[0], |copies| copies.iter().filter(|(_, state)| state == "sent").count() == second * 5).await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert_eq!(server.count(), second * 5);
        office.later(Duration::seconds(1));
    }
    for work in work {
        work.stops().await;
    }
}

#[tokio::test]
async fn a_clock_that_was_ahead_and_is_set_right_stops_no_mailing() {
    let mut office = MailingPrograms::with(&[("a.example", 40), ("b.example", 40)]).await;
    let limits = RateLimits { total: 600, domain: 300, ..RateLimits::default() };
    office.later(Duration::days(2));
    assert_eq!(office.in_all(&limits).await, 10);
    office.later(-Duration::days(2));
    for second in 0..4 {
        assert_eq!(office.in_all(&limits).await, 10, "600 a minute, whatever the clock said before: second {second}");
        office.later(Duration::seconds(1));
    }
}

#[tokio::test]
async fn what_was_in_hand_while_the_clock_was_ahead_comes_back_after_its_lease() {
    let office = MailingPrograms::with(&[("a.example", 10)]).await;
    let [dead, other] = &office.programs;
    office.later(Duration::days(2));
    let (of_dead, of_other) = (PlayedWorker::named("dead"), PlayedWorker::named("other"));
    let claimed = of_dead.claims(dead, 4).await;
    assert_eq!(claimed.len(), 4);
    // Deferred, and due a day from now by that clock.
    of_dead.reports(dead, &claimed[0], DeliveryOutcome::Deferred("451 later".to_owned())).await;
    office.later(-Duration::days(2));
    assert_eq!(of_other.takes_over(other, false).await, 0, "a lease is a lease");
    office.later(Duration::seconds(LEASE_SECONDS + 1));
    assert_eq!(of_other.takes_over(other, false).await, 3);
    let taken = of_other.claims(other, 32).await;
    assert_eq!(taken.len(), 10, "the three of the dead, the one that was deferred, and the six that nobody had taken");
}

#[tokio::test]
async fn a_copy_written_while_the_clock_was_ahead_leaves_at_once() {
    let clock = Clock::at(Timestamp::parse("2026-11-22T09:00:00Z").unwrap());
    let office = MailingPrograms::of([clock.clone(), clock], &[("a.example", 3)]).await;
    office.later(-Duration::days(2));
    let [one, _] = &office.programs;
    PlayedWorker::named("one").takes_over(one, false).await;
    assert_eq!(PlayedWorker::named("one").claims(one, 32).await.len(), 3);
}

#[tokio::test]
async fn a_node_whose_clock_is_a_minute_ahead_takes_nothing_from_the_others() {
    // Two nodes have two clocks where they share a PostgreSQL; on SQLite all processes are on one machine, and have one.
    let (probe, home) = tests::open_database(Clock::System, IdGenerator::system()).await;
    let wrong = if probe.is_sqlite() { Clock::System } else { Clock::skewed(Duration::seconds(61)) };
    drop((probe, home));
    let office = MailingPrograms::of([Clock::System, wrong], &[("a.example", 20)]).await;
    let [right, ahead] = &office.programs;
    let limits = RateLimits { total: 1, ..RateLimits::default() };
    let held = PlayedWorker::named("right").claims(right, 8).await;
    assert_eq!(held.len(), 8);
    assert_eq!(PlayedWorker::named("ahead").takes_over(ahead, false).await, 0, "the other node is alive");
    assert_eq!(PlayedWorker::named("right").limited(limits.clone()).turns(right, &[], true, 8).await.len(), 1);
    assert_eq!(PlayedWorker::named("ahead").limited(limits).claims(ahead, 8).await.len(), 0, "one a minute, for all");
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
    let text = str::to_owned;
    let input = NetworkInput {
        slug: text("sil"),
        acronym: text("SIL"),
        name: text("Réseau SIL"),
        kind: text("thematic"),
        hue: text("210"),
        join_policy: text("approval"),
        visibility: text("public"),
        ..NetworkInput::default()
    };
    networks::create(&db, &Actor::System, &input).await.unwrap();
    let input = MessageInput {
        subject: text("Le programme"),
        body: text("Bonjour"),
        language: text("fr"),
        audience: vec![text("subscribers:")],
        ..MessageInput::default()
    };
    let id = lists::create(&db, &Actor::System, "sil", &input).await.unwrap();
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
