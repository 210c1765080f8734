//! Workers that send mail: one that a story drives step by step, and one that runs.

use std::sync::Arc;

use domain::db::Db;
use domain::delivery::{self, DeliveryDemand, DeliveryOutcome, DeliveryReport, RateLimits, WorkerProfile};
use domain::mail::Delivery;
use server::config::{Config, Tls};
use server::delivery::{DeliveryWorker, ProcessLock, SentLog};
use server::smtp::SmtpTimeouts;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A worker that a story drives step by step.
pub struct ManualWorker {
    pub profile: WorkerProfile,
}

impl ManualWorker {
    /// It keeps the text of sent mails.
    pub fn named(name: &str) -> Self {
        Self { profile: WorkerProfile { name: name.to_owned(), keep_text: true, ..WorkerProfile::default() } }
    }

    pub fn limited(self, rate_limits: RateLimits) -> Self {
        Self { profile: WorkerProfile { rate_limits, ..self.profile } }
    }

    /// It deletes the text of sent mails.
    pub fn without_kept_text(self) -> Self {
        Self { profile: WorkerProfile { keep_text: false, ..self.profile } }
    }

    /// Claims up to `most` urgent mails, as many normal ones and as many copies.
    pub async fn claims(&self, db: &Db, most: usize) -> Vec<Delivery> {
        self.report_and_claim(db, &[], false, most).await
    }

    /// Reports, and claims as [`Self::claims`] does.
    pub async fn report_and_claim(&self, db: &Db, reports: &[DeliveryReport], has_some: bool, most: usize) -> Vec<Delivery> {
        let demand = DeliveryDemand { urgent: most, normal: most, bulk: most, busy: Vec::new() };
        let has: Vec<_> = has_some.then(|| "another".into()).into_iter().collect();
        delivery::claim_batch(db, &self.profile, reports, &has, false, &demand).await.expect("a batch").deliveries
    }

    /// Reports an outcome, with other deliveries in flight.
    pub async fn reports(&self, db: &Db, delivery: &Delivery, outcome: DeliveryOutcome) {
        self.report_and_claim(db, &[report(delivery, outcome)], true, 0).await;
    }

    /// Claims everything that is due, and reports the same outcome for each.
    pub async fn settles_all(&self, db: &Db, outcome: DeliveryOutcome) {
        let claimed = self.claims(db, 100).await;
        let reports: Vec<_> = claimed.iter().map(|delivery| report(delivery, outcome.clone())).collect();
        self.report_and_claim(db, &reports, false, 0).await;
    }

    /// Takes over the deliveries of dead workers. Returns their number.
    pub async fn takes_over(&self, db: &Db, alone: bool) -> u64 {
        delivery::take_over(db, &self.profile, alone).await.expect("a takeover")
    }
}

pub fn report(delivery: &Delivery, outcome: DeliveryOutcome) -> DeliveryReport {
    let address_key = domain::names::address_key(&delivery.address);
    DeliveryReport { delivery: delivery.id.clone(), address_key, is_mail: delivery.is_single(), outcome }
}

/// The configuration of a site that sends to a server at that port, without encryption.
pub fn smtp_config(port: u16) -> Config {
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
    task: JoinHandle<()>,
}

impl RunningWorker {
    /// It keeps the text of sent mails.
    pub fn on(db: &Db, config: &Config) -> Self {
        Self::run(new_worker(db, config).with_kept_text(true))
    }

    /// It deletes the text of sent mails.
    pub fn without_kept_text(db: &Db, config: &Config) -> Self {
        Self::run(new_worker(db, config))
    }

    /// With the lock of a SQLite file: no other process sends.
    pub fn alone(db: &Db, config: &Config, lock: Option<Arc<ProcessLock>>) -> Self {
        Self::run(new_worker(db, config).with_kept_text(true).with_lock(lock))
    }

    /// With a log of sent mails.
    pub fn logging_to(db: &Db, config: &Config, sent_log: Arc<SentLog>) -> Self {
        Self::run(new_worker(db, config).with_sent_log(sent_log))
    }

    fn run(worker: DeliveryWorker) -> Self {
        let (stop, stopping) = watch::channel(false);
        Self { stop, task: tokio::spawn(worker.run(stopping)) }
    }

    /// Waits until it has stopped.
    pub async fn stops(self) {
        self.stop.send(true).expect("it runs");
        self.task.await.expect("it ends");
    }
}

/// It waits two seconds for a server that stalls.
fn new_worker(db: &Db, config: &Config) -> DeliveryWorker {
    let short = std::time::Duration::from_secs(2);
    let timeouts = SmtpTimeouts { greeting: short, command: short, text: short };
    DeliveryWorker::with_timeouts(db.clone(), config, timeouts).expect("a configuration")
}
