//! Workers that send mail: one that a story plays step by step, and one that runs.

use std::sync::Arc;

use domain::db::Db;
use domain::delivery::{self, DeliveryDemand, DeliveryOutcome, DeliveryReport, RateLimits, WorkerProfile};
use domain::mail::Delivery;
use server::config::{Config, Tls};
use server::delivery::{DeliveryWorker, ProcessLock, SentLog};
use server::smtp::SmtpTimeouts;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A worker whose turns a story takes.
pub struct PlayedWorker {
    /// What the domain knows of it.
    pub profile: WorkerProfile,
}

impl PlayedWorker {
    /// A worker of that name, which keeps the words of what has left.
    pub fn named(name: &str) -> Self {
        Self { profile: WorkerProfile { name: name.to_owned(), keep_text: true, ..WorkerProfile::default() } }
    }

    /// The same, with these rate limits.
    pub fn limited(self, rate_limits: RateLimits) -> Self {
        Self { profile: WorkerProfile { rate_limits, ..self.profile } }
    }

    /// The same, which forgets the words of what has left.
    pub fn forgetting(self) -> Self {
        Self { profile: WorkerProfile { keep_text: false, ..self.profile } }
    }

    /// Claims up to `most` single mails, and as many of many.
    pub async fn claims(&self, db: &Db, most: usize) -> Vec<Delivery> {
        self.turns(db, &[], false, most).await
    }

    /// Reports these, and claims up to `most` single mails and as many of many.
    pub async fn turns(&self, db: &Db, reports: &[DeliveryReport], has_some: bool, most: usize) -> Vec<Delivery> {
        let demand = DeliveryDemand { urgent: most, normal: most, bulk: most, busy: Vec::new() };
        let has: Vec<_> = has_some.then(|| "another".into()).into_iter().collect();
        delivery::claim_batch(db, &self.profile, reports, &has, false, &demand).await.expect("a turn").deliveries
    }

    /// Reports what became of a delivery; it has others in flight.
    pub async fn reports(&self, db: &Db, delivery: &Delivery, outcome: DeliveryOutcome) {
        self.turns(db, &[report(delivery, outcome)], true, 0).await;
    }

    /// Claims everything that is due, and reports this of each.
    pub async fn settles_all(&self, db: &Db, outcome: DeliveryOutcome) {
        let claimed = self.claims(db, 100).await;
        let reports: Vec<_> = claimed.iter().map(|delivery| report(delivery, outcome.clone())).collect();
        self.turns(db, &reports, false, 0).await;
    }

    /// Looks for what the dead left; how much it was.
    pub async fn takes_over(&self, db: &Db, alone: bool) -> u64 {
        delivery::take_over(db, &self.profile, alone).await.expect("a look")
    }
}

/// What became of a delivery.
pub fn report(delivery: &Delivery, outcome: DeliveryOutcome) -> DeliveryReport {
    DeliveryReport { delivery: delivery.id.clone(), is_mail: delivery.message.is_none(), outcome }
}

/// The configuration of a site that sends to a server at that port, without encryption.
pub fn towards(port: u16) -> Config {
    let mut config = Config::default();
    config.smtp.host = "127.0.0.1".to_owned();
    config.smtp.port = port;
    config.smtp.tls = Tls::None;
    config.mail.from = "Maillage <maillage@example.org>".to_owned();
    config.address = "http://127.0.0.1:3000".to_owned();
    config
}

/// A worker that runs; it stops when this is dropped.
pub struct RunningWorker {
    stop: watch::Sender<bool>,
    done: JoinHandle<()>,
}

impl RunningWorker {
    /// Keeps the words of what has left.
    pub fn on(db: &Db, config: &Config) -> Self {
        Self::run(new_worker(db, config).keeping_text(true))
    }

    /// Forgets the words of what has left.
    pub fn forgetting(db: &Db, config: &Config) -> Self {
        Self::run(new_worker(db, config))
    }

    /// With the lock of a SQLite file, no other process sends.
    pub fn alone(db: &Db, config: &Config, lock: Option<Arc<ProcessLock>>) -> Self {
        Self::run(new_worker(db, config).keeping_text(true).alone(lock))
    }

    /// With a log of what has left.
    pub fn logging_to(db: &Db, config: &Config, sent_log: Arc<SentLog>) -> Self {
        Self::run(new_worker(db, config).logging_to(sent_log))
    }

    fn run(worker: DeliveryWorker) -> Self {
        let (stop, stopping) = watch::channel(false);
        Self { stop, done: tokio::spawn(worker.run(stopping)) }
    }

    /// Waits until it has stopped.
    pub async fn stops(self) {
        self.stop.send(true).expect("it runs");
        self.done.await.expect("it ends");
    }
}

/// It waits for a server that says nothing for two seconds.
fn new_worker(db: &Db, config: &Config) -> DeliveryWorker {
    let short = std::time::Duration::from_secs(2);
    let timeouts = SmtpTimeouts { greeting: short, command: short, text: short };
    DeliveryWorker::with_timeouts(db.clone(), config, timeouts).expect("a configuration")
}
