//! The worker that sends mails: claims rows of the queue, a few at a time, for as long as the program runs.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use domain::db::Db;
use domain::mail::queue::{self, LEASE_SECONDS, Outgoing};
use domain::registrations;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::mailer::{Mailer, Outcome};

/// Mails under way at once.
pub const AT_ONCE: usize = 4;
/// Mails claimed at once: what waits in the worker's hands.
const CLAIMED: i64 = 16;
/// How often the queue is looked at when nothing calls.
const PAUSE: Duration = Duration::from_secs(2);
/// How often the lease is renewed: several times before it ends.
const RENEWAL: Duration = Duration::from_secs(LEASE_SECONDS as u64 / 4);
/// How often what has served its time is forgotten.
const TIDYING: Duration = Duration::from_secs(3600);
/// How long mails under way may take once the worker is told to stop. What is still under way then comes back by its lease.
const LAST_PATIENCE: Duration = Duration::from_secs(15);

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
}

impl Worker {
    /// Sends what is due until `stop` says so; then gives back what it has not begun and waits a little for what it has.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let name: String = self.db.dice().fresh(self.db.now());
        let worker = Arc::new(self);
        let mut hands = VecDeque::new();
        let mut under_way = JoinSet::new();
        let mut renewed = Instant::now();
        let mut tidied: Option<Instant> = None;
        while !*stop.borrow() {
            if tidied.is_none_or(|last| last.elapsed() > TIDYING) {
                tidied = Some(Instant::now());
                tidy(&worker.db).await;
            }
            if hands.is_empty() && under_way.len() < AT_ONCE {
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
                _ = under_way.join_next(), if !under_way.is_empty() => {}
                () = worker.posted.notified(), if under_way.is_empty() => {}
                () = tokio::time::sleep(PAUSE) => {}
                told = stop.changed() => if told.is_err() { break },
            }
        }
        for mail in hands {
            // If this fails too, the lease gives it back.
            drop(queue::put_back(&worker.db, &mail).await);
        }
        let finished = tokio::time::timeout(LAST_PATIENCE, async { while under_way.join_next().await.is_some() {} }).await;
        if finished.is_err() {
            tracing::warn!(mails = under_way.len(), "mails were still under way");
        }
    }

    async fn deliver(self: Arc<Self>, mail: Outgoing) {
        // A machine that slept may wake with mails in hand that another worker has sent since.
        if !queue::hold(&self.db, &mail).await.unwrap_or(false) {
            tracing::warn!(mail = %mail.id, "not sent by this worker: it is not its own any more");
            return;
        }
        let outcome = self.mailer.send(&mail).await;
        match &outcome {
            Outcome::Sent => tracing::info!(mail = %mail.id, cause = mail.cause, "mail sent"),
            Outcome::Deferred(why) => tracing::warn!(mail = %mail.id, cause = mail.cause, why, "mail deferred"),
            Outcome::Failed(why) => tracing::error!(mail = %mail.id, cause = mail.cause, why, "mail failed"),
        }
        // What has left must not leave again because the database was busy for a moment.
        for seconds in [1, 2, 4, 8, 16, 32] {
            let noted = match &outcome {
                Outcome::Sent => queue::sent(&self.db, &mail, self.keep_text).await,
                Outcome::Deferred(why) => queue::deferred(&self.db, &mail, why).await,
                Outcome::Failed(why) => queue::failed(&self.db, &mail, why).await,
            };
            if noted.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_secs(seconds)).await;
        }
        tracing::error!(mail = %mail.id, ?outcome, "what became of this mail could not be noted");
    }
}

/// Forgets what guests never confirmed, and whence they asked. A fault is in the log, and the next time comes in an hour.
async fn tidy(db: &Db) {
    drop(registrations::forget_unconfirmed(db).await);
    drop(registrations::forget_clients(db).await);
}
