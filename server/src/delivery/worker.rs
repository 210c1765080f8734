//! The worker that sends mail: claims what is due in small batches, the urgent first, for as long as the program runs.
//!
//! Single mails have connections of their own, and are claimed only when one of them is free: a sign-in link never waits behind a mailing. Never
//! more than [`WINDOW`] mails of a mailing are claimed: only those can be doubtful when the process dies. Results are recorded and new batches
//! claimed in one commit, so nothing is claimed while what has left could not be recorded. A domain that stalls holds some of the connections,
//! never all; a server that can't be reached stops the worker for a while, and costs no delivery an attempt.

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
/// What became of so many deliveries is recorded together…
const TOGETHER: usize = 16;
/// … or of fewer, after so long.
const AT_LATEST: Duration = Duration::from_millis(100);
/// How often the worker looks for work when nothing wakes it.
const PAUSE: Duration = Duration::from_secs(1);
/// How often it looks for what the dead left.
const ROUND: Duration = Duration::from_secs(3);
/// How long it waits for a server that can't be reached, at first and at most.
const BACKOFF: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// How long deliveries in flight may take once the worker is told to stop. What is still in flight then comes back by its lease.
const LAST_PATIENCE: Duration = Duration::from_secs(12);
/// After the database was away, how long before what others have is believed to be nobody's: they record first what they have sent.
const GRACE: Duration = Duration::from_secs(5);
/// A worker begins nothing that it claimed longer ago: its lease is about to end.
const TRUSTED: Duration = Duration::from_secs(LEASE_SECONDS as u64 - 5);

/// One worker. Several, in one process or in many, may share a database.
pub struct DeliveryWorker {
    db: Db,
    profile: WorkerProfile,
    composer: Composer,
    route: Route,
    connections: usize,
    unsubscribe_address: String,
    wakeup: Arc<Notify>,
    alone: Option<Arc<ProcessLock>>,
    sent_log: Arc<SentLog>,
}

/// When a worker did what.
struct WorkerTimes {
    /// When the lease was renewed, by the machine's own clock, which stands still while it sleeps, and by the database's.
    renewed: (Instant, Timestamp),
    recorded: Instant,
    looked: Option<Instant>,
    went_round: Option<Instant>,
    paused_until: Option<Instant>,
    backoff: Duration,
}

impl DeliveryWorker {
    /// A worker for the route that the configuration names.
    ///
    /// # Errors
    /// In words, for the person who wrote the configuration.
    pub fn new(db: Db, config: &Config) -> Result<Self, String> {
        Self::with_timeouts(db, config, SmtpTimeouts::default())
    }

    /// [`DeliveryWorker::new`], with other limits of time for the server.
    ///
    /// # Errors
    /// As for [`DeliveryWorker::new`].
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
            alone: None,
            sent_log: Arc::default(),
        })
    }

    /// Looks for work as soon as this is notified: a mail may have been written.
    pub fn woken_by(self, wakeup: Arc<Notify>) -> Self {
        Self { wakeup, ..self }
    }

    /// With the lock of a SQLite file, held as long as the worker runs: no other process sends from it.
    pub fn alone(self, lock: Option<Arc<ProcessLock>>) -> Self {
        Self { alone: lock, ..self }
    }

    /// Keeps there what has left while the database is away.
    pub fn logging_to(self, sent_log: Arc<SentLog>) -> Self {
        Self { sent_log, ..self }
    }

    /// Whether the words of a single mail stay after it has left: see [`WorkerProfile::keep_text`].
    pub fn keeping_text(mut self, keep_text: bool) -> Self {
        self.profile.keep_text = keep_text;
        self
    }

    /// Sends what is due until `stop` says so; then gives back what it has not begun and waits a little for what it has.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        self.profile.name = self.db.ids().new_id(self.db.now());
        let worker = Arc::new(self);
        let mut state = WorkerState::new(&worker.unsubscribe_address);
        let mut tasks: JoinSet<FinishedDelivery> = JoinSet::new();
        let now = Instant::now();
        let mut times = WorkerTimes {
            renewed: (now, worker.db.now()),
            recorded: now,
            looked: None,
            went_round: None,
            paused_until: None,
            backoff: BACKOFF.0,
        };
        // Whoever was here before is dead; whoever comes later has its own lease.
        let mut alone = worker.alone.is_some();
        let messages = tokio::spawn(messages::run(worker.db.clone(), stop.clone()));
        while !*stop.borrow() {
            if times.went_round.is_none_or(|last| last.elapsed() > ROUND) {
                let looked = worker.look_for_the_dead(alone).await;
                alone &= !looked;
                times.went_round = Some(Instant::now() + if looked { Duration::ZERO } else { GRACE });
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
                () = worker.wakeup.notified() => times.looked = None,
                () = tokio::time::sleep(if state.reports.is_empty() { PAUSE } else { AT_LATEST }) => {}
                told = stop.changed() => if told.is_err() { break },
            }
        }
        worker.end(state, tasks).await;
        messages.abort();
    }

    /// Whether it could look. A fault is in the log, and the next look comes soon.
    async fn look_for_the_dead(&self, alone: bool) -> bool {
        let taken = delivery::take_over(&self.db, &self.profile, alone).await;
        if let Ok(deliveries @ 1..) = taken {
            tracing::warn!(deliveries, "in flight when a worker died: they are sent again, perhaps twice");
        }
        taken.is_ok()
    }

    /// Records, renews and claims, if it is time for any of it.
    async fn turn(&self, state: &mut WorkerState, times: &mut WorkerTimes) {
        let has_some = state.has_some();
        let is_time_to_record = state.reports.len() >= TOGETHER
            || (!state.reports.is_empty() && (state.in_flight.is_empty() || times.recorded.elapsed() > AT_LATEST));
        let is_time_to_renew = has_some && self.lease_age(times) > Duration::from_secs(LEASE_SECONDS as u64 / 4);
        let is_time_to_look = times.paused_until.is_none() && times.looked.is_none_or(|last| last.elapsed() > PAUSE);
        if !(is_time_to_record || is_time_to_renew || is_time_to_look) {
            return;
        }
        let demand = if times.paused_until.is_some() { Default::default() } else { state.demand() };
        if is_time_to_look {
            times.looked = Some(Instant::now());
            // Its fault is in the log, and the next look comes soon.
            if !(is_time_to_record || is_time_to_renew || state.is_behind)
                && (demand.is_empty() || !matches!(delivery::is_any_due(&self.db).await, Ok(true)))
            {
                return;
            }
        }
        let began = (Instant::now(), self.db.now());
        match delivery::claim_batch(&self.db, &self.profile, &state.reports, &state.has(), state.is_behind, &demand).await {
            Ok(batch) => {
                (times.renewed, times.recorded) = (began, Instant::now());
                self.sent_log.recorded(state.reports.drain(..));
                state.is_behind = false;
                if batch.is_lost {
                    tracing::warn!("this worker was believed to be dead: what it had not begun is not its own any more");
                    state.waiting.clear();
                }
                state.prepare(&self.db, batch.deliveries).await;
            }
            // Its fault is in the log. What has left must not leave again because the database was busy for a moment.
            Err(_) => {
                state.is_behind = true;
                times.went_round = Some(Instant::now() + GRACE);
                self.sent_log.keep(&state.reports, self.db.now());
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }

    /// How long ago the lease was renewed, by the clock that says more: a machine that slept may wake with deliveries that another worker has
    /// sent since.
    fn lease_age(&self, times: &WorkerTimes) -> Duration {
        let (instant, moment) = times.renewed;
        let seconds = u64::try_from(self.db.now().seconds() - moment.seconds()).unwrap_or(0);
        instant.elapsed().max(Duration::from_secs(seconds))
    }

    /// Begins what may leave now.
    fn start(self: &Arc<Self>, state: &mut WorkerState, tasks: &mut JoinSet<FinishedDelivery>, times: &WorkerTimes) {
        while self.lease_age(times) < TRUSTED
            && let Some(prepared) = state.next(self.connections)
        {
            let (worker, connection) = (self.clone(), state.connections.take());
            let delivery = prepared.delivery.clone();
            let task = tasks.spawn(async move {
                match worker.composer.compose(&prepared) {
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
            // Of a burst that fails together, the first counts.
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
                    (times.paused_until, times.looked) = (None, None);
                }
            }
        }
        // A connection is free: a single mail may be waiting for it.
        if state.lacks_single() {
            times.looked = None;
        }
    }

    async fn end(&self, mut state: WorkerState, mut tasks: JoinSet<FinishedDelivery>) {
        state.return_waiting();
        // Given back at once, and those in flight when they are settled: if it fails, the lease gives them back.
        self.retire(&mut state, tasks.is_empty()).await;
        let finished = tokio::time::timeout(LAST_PATIENCE, async {
            while let Some(done) = tasks.join_next_with_id().await {
                state.take(done);
                // At once: whoever ends this process may be impatient.
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
            Ok(()) => self.sent_log.recorded(state.reports.drain(..)),
            Err(_) if has_left => self.sent_log.keep(&state.reports, self.db.now()),
            Err(_) => {}
        }
    }
}
