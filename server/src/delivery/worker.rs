//! The worker that sends mail: it claims due deliveries in small batches, urgent ones first, as long as the program runs.
//!
//! Single mails have connections of their own, and are claimed only when one of them is free: a sign-in link never waits behind a mailing. Never
//! more than [`WINDOW`] mails of a mailing are claimed: only those can be doubtful if the process dies. One commit records outcomes and claims
//! the next batch, so nothing is claimed while outcomes can't be recorded. A domain that stalls holds some of the connections, never all. A
//! server that can't be reached stops the worker for a while, and costs no delivery an attempt.

use std::sync::Arc;
use std::time::Duration;

use domain::clock::Timestamp;
use domain::db::Db;
use domain::delivery::{self, DeliveryOutcome, LEASE_SECONDS, WorkerProfile};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::compose::Composer;
use super::messages;
use super::worker_state::{FinishedDelivery, WorkerState};
use super::{ProcessLock, Route, SentLog};
use crate::config::Config;
use crate::smtp::SmtpTimeouts;

/// Connections for single mails, beside those for mailings.
pub const SINGLE_CONNECTIONS: usize = 4;
/// Mails of a mailing in flight at most.
pub const WINDOW: usize = 32;
/// The worker records outcomes when it has so many…
const REPORT_COUNT: usize = 16;
/// … or after so long.
const REPORT_DELAY: Duration = Duration::from_millis(100);
/// How often the worker checks for due deliveries if nothing wakes it.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// How often it takes over deliveries of dead workers.
const TAKEOVER_INTERVAL: Duration = Duration::from_secs(3);
/// How long it waits for a server that can't be reached, at first and at most.
const BACKOFF: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// How long deliveries in flight may take after the worker is told to stop. The lease gives back those that take longer.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(12);
/// The wait after an outage of the database before deliveries are taken over: other workers first record what they have sent.
const GRACE: Duration = Duration::from_secs(5);
/// A worker starts no delivery when its lease is older: it is about to end.
const MAX_LEASE_AGE: Duration = Duration::from_secs(LEASE_SECONDS as u64 - 5);

/// One worker. Several, in one process or in many, may share a database.
pub struct DeliveryWorker {
    db: Db,
    profile: WorkerProfile,
    composer: Composer,
    route: Route,
    connections: usize,
    unsubscribe_address: String,
    wakeup: Arc<Notify>,
    lock: Option<Arc<ProcessLock>>,
    sent_log: Arc<SentLog>,
}

struct WorkerTimes {
    /// By the clock of the machine, which stands still while it sleeps, and by that of the database.
    lease_renewed_at: (Instant, Timestamp),
    recorded_at: Instant,
    polled_at: Option<Instant>,
    took_over_at: Option<Instant>,
    paused_until: Option<Instant>,
    backoff: Duration,
}

impl DeliveryWorker {
    /// A worker for the route that the configuration names.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn new(db: Db, config: &Config) -> Result<Self, String> {
        Self::with_timeouts(db, config, SmtpTimeouts::default())
    }

    /// [`DeliveryWorker::new`] with other timeouts.
    ///
    /// # Errors
    /// [`DeliveryWorker::new`].
    pub fn with_timeouts(db: Db, config: &Config, timeouts: SmtpTimeouts) -> Result<Self, String> {
        let profile = WorkerProfile { name: String::new(), rate_limits: config.mailing.rate_limits(), keep_text: false };
        Ok(Self {
            db,
            profile,
            composer: Composer::new(config)?,
            route: Route::new(config, timeouts)?,
            connections: config.mailing.connections,
            unsubscribe_address: config.mailing.unsubscribe_address.clone(),
            wakeup: Arc::default(),
            lock: None,
            sent_log: Arc::default(),
        })
    }

    /// Checks for due deliveries whenever `wakeup` is notified.
    pub fn with_wakeup(self, wakeup: Arc<Notify>) -> Self {
        Self { wakeup, ..self }
    }

    /// Holds the lock of a SQLite file while it runs: no other process sends from it.
    pub fn with_lock(self, lock: Option<Arc<ProcessLock>>) -> Self {
        Self { lock, ..self }
    }

    /// Writes sent deliveries to `sent_log` while the database is away.
    pub fn with_sent_log(self, sent_log: Arc<SentLog>) -> Self {
        Self { sent_log, ..self }
    }

    /// Whether the text of a single mail stays after it has left: see [`WorkerProfile::keep_text`].
    pub fn with_kept_text(mut self, keep_text: bool) -> Self {
        self.profile.keep_text = keep_text;
        self
    }

    /// Sends due deliveries until `stop` turns true. Then gives back those that it has not started, and waits a little for those in flight.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        self.profile.name = self.db.ids().new_id(self.db.now());
        let worker = Arc::new(self);
        let mut state = WorkerState::new(&worker.unsubscribe_address);
        let mut tasks: JoinSet<FinishedDelivery> = JoinSet::new();
        let now = Instant::now();
        let mut times = WorkerTimes {
            lease_renewed_at: (now, worker.db.now()),
            recorded_at: now,
            polled_at: None,
            took_over_at: None,
            paused_until: None,
            backoff: BACKOFF.0,
        };
        // Under the lock, every earlier worker is dead. Later ones have their own leases.
        let mut is_alone = worker.lock.is_some();
        let messages = tokio::spawn(messages::run(worker.db.clone(), stop.clone()));
        while !*stop.borrow() {
            if times.took_over_at.is_none_or(|last| last.elapsed() > TAKEOVER_INTERVAL) {
                let has_taken_over = worker.take_over(is_alone).await;
                is_alone &= !has_taken_over;
                times.took_over_at = Some(Instant::now() + if has_taken_over { Duration::ZERO } else { GRACE });
                state.connections.close_idle();
            }
            if times.paused_until.is_some_and(|until| Instant::now() >= until) {
                times.paused_until = None;
            }
            worker.turn(&mut state, &mut times).await;
            if times.paused_until.is_none() {
                worker.start(&mut state, &mut tasks, &times);
            }
            tokio::select! {
                Some(done) = tasks.join_next_with_id(), if !tasks.is_empty() => worker.finish(&mut state, &mut times, done),
                () = worker.wakeup.notified() => times.polled_at = None,
                () = tokio::time::sleep(if state.reports.is_empty() { POLL_INTERVAL } else { REPORT_DELAY }) => {}
                change = stop.changed() => if change.is_err() { break },
            }
        }
        worker.end(state, tasks).await;
        messages.abort();
    }

    /// Takes over deliveries of dead workers. Returns whether that worked; an error is in the log, and the next attempt comes soon.
    async fn take_over(&self, is_alone: bool) -> bool {
        let result = delivery::take_over(&self.db, &self.profile, is_alone).await;
        if let Ok(deliveries @ 1..) = result {
            tracing::warn!(deliveries, "in flight when a worker died: sent again, perhaps twice");
        }
        result.is_ok()
    }

    /// Records outcomes, renews the lease and claims deliveries, if it is time for any of these.
    async fn turn(&self, state: &mut WorkerState, times: &mut WorkerTimes) {
        let has_deliveries = state.has_deliveries();
        let is_time_to_record = state.reports.len() >= REPORT_COUNT
            || (!state.reports.is_empty() && (state.in_flight.is_empty() || times.recorded_at.elapsed() > REPORT_DELAY));
        let is_time_to_renew = has_deliveries && self.lease_age(times) > Duration::from_secs(LEASE_SECONDS as u64 / 4);
        let is_time_to_poll = times.paused_until.is_none() && times.polled_at.is_none_or(|last| last.elapsed() > POLL_INTERVAL);
        if !(is_time_to_record || is_time_to_renew || is_time_to_poll) {
            return;
        }
        let demand = if times.paused_until.is_some() { Default::default() } else { state.demand() };
        if is_time_to_poll {
            times.polled_at = Some(Instant::now());
            // An error is in the log, and the next attempt comes soon.
            if !(is_time_to_record || is_time_to_renew || state.is_behind)
                && (demand.is_empty() || !matches!(delivery::is_any_due(&self.db).await, Ok(true)))
            {
                return;
            }
        }
        let began = (Instant::now(), self.db.now());
        match delivery::claim_batch(&self.db, &self.profile, &state.reports, &state.delivery_ids(), state.is_behind, &demand).await {
            Ok(batch) => {
                (times.lease_renewed_at, times.recorded_at) = (began, Instant::now());
                self.sent_log.remove(state.reports.drain(..));
                state.is_behind = false;
                if batch.is_lost {
                    tracing::warn!("another worker took this one for dead: deliveries that it had not started are not its own any more");
                    state.waiting.clear();
                }
                state.prepare(&self.db, batch.deliveries).await;
            }
            // The error is in the log. A mail must not leave twice because the database was busy for a moment.
            Err(_) => {
                state.is_behind = true;
                times.took_over_at = Some(Instant::now() + GRACE);
                self.sent_log.add(&state.reports, self.db.now());
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }

    /// The age of the lease, by the clock that says more: a machine that slept may wake with deliveries that another worker has sent since.
    fn lease_age(&self, times: &WorkerTimes) -> Duration {
        let (instant, timestamp) = times.lease_renewed_at;
        let seconds = u64::try_from(self.db.now().seconds() - timestamp.seconds()).unwrap_or(0);
        instant.elapsed().max(Duration::from_secs(seconds))
    }

    /// Starts the deliveries that may leave now.
    fn start(self: &Arc<Self>, state: &mut WorkerState, tasks: &mut JoinSet<FinishedDelivery>, times: &WorkerTimes) {
        while self.lease_age(times) < MAX_LEASE_AGE
            && let Some(prepared) = state.next(self.connections)
        {
            let (worker, connection) = (self.clone(), state.connections.take());
            let delivery = prepared.delivery.clone();
            let task = tasks.spawn(async move {
                match worker.composer.compose(&prepared, worker.db.now()).await {
                    Ok(envelope) => {
                        let (outcome, connection) = worker.route.send(connection, &envelope, &prepared.delivery).await;
                        FinishedDelivery { outcome, connection }
                    }
                    Err(outcome) => FinishedDelivery { outcome, connection },
                }
            });
            state.in_flight.insert(task.id(), delivery);
        }
    }

    fn finish(
        &self,
        state: &mut WorkerState,
        times: &mut WorkerTimes,
        done: Result<(tokio::task::Id, FinishedDelivery), tokio::task::JoinError>,
    ) {
        match state.take(done) {
            // If several fail together, the first one counts.
            Some(why) if times.paused_until.is_none() => {
                tracing::warn!(why, seconds = times.backoff.as_secs(), "mail waits: the SMTP server can't be used");
                times.paused_until = Some(Instant::now() + times.backoff);
                times.backoff = (times.backoff * 2).min(BACKOFF.1);
                state.is_probing = true;
                state.return_waiting();
            }
            Some(_) => {}
            None => {
                times.backoff = BACKOFF.0;
                if std::mem::take(&mut state.is_probing) {
                    (times.paused_until, times.polled_at) = (None, None);
                }
            }
        }
        // A connection is free: a single mail may wait for it.
        if state.may_claim_single() {
            times.polled_at = None;
        }
    }

    async fn end(&self, mut state: WorkerState, mut tasks: JoinSet<FinishedDelivery>) {
        state.return_waiting();
        // Waiting deliveries are given back at once, those in flight when they are settled. If that fails, the lease gives them back.
        self.retire(&mut state, tasks.is_empty()).await;
        let finished = tokio::time::timeout(SHUTDOWN_TIMEOUT, async {
            while let Some(done) = tasks.join_next_with_id().await {
                state.take(done);
                // At once: the process may be killed soon.
                self.retire(&mut state, false).await;
            }
        });
        let is_gone = finished.await.is_ok();
        if !is_gone {
            tracing::warn!(deliveries = tasks.len(), "mail was still in flight");
        }
        self.retire(&mut state, is_gone).await;
    }

    async fn retire(&self, state: &mut WorkerState, is_gone: bool) {
        let has_left = state.reports.iter().any(|report| report.outcome == DeliveryOutcome::Sent);
        match delivery::retire(&self.db, &self.profile, &state.reports, is_gone).await {
            Ok(()) => self.sent_log.remove(state.reports.drain(..)),
            Err(_) if has_left => self.sent_log.add(&state.reports, self.db.now()),
            Err(_) => {}
        }
    }
}
