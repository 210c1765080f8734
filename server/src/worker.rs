//! The worker that sends mails: claims rows of the queue, a few at a time, for as long as the program runs.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use domain::db::Db;
use domain::mail::queue::{self, LEASE_SECONDS, Outgoing};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::mailer::{MailOutcome, Mailer};
use crate::mailing::ProcessLock;
use crate::sent_log::{Left, UnnotedFile};

/// Mails under way at once.
pub const AT_ONCE: usize = 4;
/// Mails claimed at once: what waits in the worker's hands.
const CLAIMED: i64 = 16;
/// How often the queue is looked at when nothing calls.
const PAUSE: Duration = Duration::from_secs(2);
/// How often it looks for what the dead left.
const ROUND: Duration = Duration::from_secs(3);
/// How often the lease is renewed: several times before it ends.
const RENEWAL: Duration = Duration::from_secs(LEASE_SECONDS as u64 / 4);
/// How long the worker waits for a server that can't be reached, at first and at most.
const BACKOFF: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// How long mails under way may take once the worker is told to stop. What is still under way then comes back by its lease.
const LAST_PATIENCE: Duration = Duration::from_secs(15);

/// The server can't be used at present, whoever a mail is for.
struct TransportUnavailable;

/// One worker. Several, in one process or in many, may share a database.
pub struct Worker {
    /// The queue.
    pub db: Db,
    /// The way out.
    pub mailer: Mailer,
    /// Rung when a mail may have been written.
    pub posted: Arc<Notify>,
    /// Whether the text of a mail stays after it has left: in a demonstration, where it is read.
    pub keep_text: bool,
    /// Where it is kept that a mail has left while the database is away.
    pub unnoted: Arc<UnnotedFile>,
    /// Held as long as the worker runs: no other process sends from this SQLite file.
    pub alone: Option<Arc<ProcessLock>>,
}

impl Worker {
    /// Sends what is due until `stop` says so; then gives back what it has not begun and waits a little for what it has.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let name: String = self.db.ids().new_id(self.db.now());
        let worker = Arc::new(self);
        let mut hands = VecDeque::new();
        let mut under_way = JoinSet::new();
        let mut renewed = Instant::now();
        let (mut paused, mut backoff): (Option<Instant>, Duration) = (None, BACKOFF.0);
        let mut round: Option<Instant> = None;
        // Whoever was here before is dead; whoever comes later has its own lease.
        let mut alone = worker.alone.is_some();
        while !*stop.borrow() {
            worker.mailer.rest();
            if round.is_none_or(|last| last.elapsed() > ROUND) {
                // A fault is in the log, and the next round comes soon.
                if let Ok(mails) = queue::take_over(&worker.db, &name, alone).await {
                    alone = false;
                    if mails > 0 {
                        tracing::warn!(mails, "under way when a worker died: they are sent again, perhaps twice");
                    }
                }
                round = Some(Instant::now());
            }
            if paused.is_some_and(|until| Instant::now() >= until) {
                paused = None;
            }
            // What has left and is not noted yet would be taken again once its lease is over.
            if hands.is_empty() && under_way.len() < AT_ONCE && paused.is_none() && !worker.unnoted.has_mail() {
                if under_way.is_empty() {
                    renewed = Instant::now();
                }
                // Its fault is in the log, and the next look comes in two seconds.
                hands = queue::claim(&worker.db, &name, CLAIMED).await.unwrap_or_default().into();
            }
            if renewed.elapsed() > RENEWAL && !(hands.is_empty() && under_way.is_empty()) {
                match queue::renew(&worker.db, &name).await {
                    Ok(()) => renewed = Instant::now(),
                    // Others may have it by now.
                    Err(_) if renewed.elapsed().as_secs() as i64 >= LEASE_SECONDS => hands.clear(),
                    Err(_) => {}
                }
            }
            while under_way.len() < AT_ONCE
                && let Some(mail) = hands.pop_front()
            {
                under_way.spawn(worker.clone().deliver(mail));
            }
            tokio::select! {
                Some(done) = under_way.join_next(), if !under_way.is_empty() => match done {
                    Ok(Some(TransportUnavailable)) => {
                        tracing::warn!(seconds = backoff.as_secs(), "mails wait: the SMTP server can't be used");
                        paused = Some(Instant::now() + backoff);
                        backoff = (backoff * 2).min(BACKOFF.1);
                        worker.put_back(&mut hands).await;
                    }
                    _ if paused.is_none() => backoff = BACKOFF.0,
                    _ => {}
                },
                () = worker.posted.notified(), if under_way.is_empty() => {}
                () = tokio::time::sleep(PAUSE) => {}
                told = stop.changed() => if told.is_err() { break },
            }
        }
        worker.put_back(&mut hands).await;
        let finished = tokio::time::timeout(LAST_PATIENCE, async { while under_way.join_next().await.is_some() {} }).await;
        if finished.is_err() {
            tracing::warn!(mails = under_way.len(), "mails were still under way");
        }
    }

    async fn put_back(&self, hands: &mut VecDeque<Outgoing>) {
        for mail in hands.drain(..) {
            // If this fails, the lease gives it back.
            drop(queue::put_back(&self.db, &mail).await);
        }
    }

    async fn deliver(self: Arc<Self>, mail: Outgoing) -> Option<TransportUnavailable> {
        // A machine that slept may wake with mails in hand that another worker has sent since.
        if !queue::hold(&self.db, &mail).await.unwrap_or(false) {
            tracing::warn!(mail = %mail.id, "not sent by this worker: it is not its own any more");
            return None;
        }
        let outcome = self.mailer.send(&mail).await;
        match &outcome {
            MailOutcome::Sent => tracing::info!(mail = %mail.id, cause = mail.cause, "mail sent"),
            MailOutcome::Deferred(why) | MailOutcome::Interrupted(why) | MailOutcome::NoWay(why) => {
                tracing::warn!(mail = %mail.id, cause = mail.cause, why, "mail deferred")
            }
            MailOutcome::Failed(why) => tracing::error!(mail = %mail.id, cause = mail.cause, why, "mail failed"),
        }
        // What has left must not leave again because the database is away for a moment, or for hours.
        let at = self.db.now();
        for seconds in [1, 2, 4].into_iter().chain(std::iter::repeat(5)) {
            let noted = match &outcome {
                MailOutcome::Sent => queue::sent(&self.db, &mail, self.keep_text).await,
                MailOutcome::Deferred(why) => queue::deferred(&self.db, &mail, why).await,
                MailOutcome::Interrupted(why) => queue::interrupted(&self.db, &mail, why).await,
                MailOutcome::Failed(why) => queue::failed(&self.db, &mail, why).await,
                MailOutcome::NoWay(why) => queue::held_up(&self.db, &mail, why).await,
            };
            if noted.is_ok() {
                self.unnoted.noted(Left::Mail(mail.id.as_str()));
                return matches!(outcome, MailOutcome::NoWay(_)).then_some(TransportUnavailable);
            }
            if outcome == MailOutcome::Sent {
                self.unnoted.keep(Left::Mail(mail.id.as_str()), at);
            }
            tokio::time::sleep(Duration::from_secs(seconds)).await;
        }
        None
    }
}
