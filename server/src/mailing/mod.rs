//! The worker that sends messages to many: takes handfuls of copies, sends them over connections that it keeps, notes what became of them.
//!
//! Never more than [`WINDOW`] copies are in its hands: only those can be doubtful when the process dies. Results are noted and new copies
//! taken in one commit. A domain that stalls holds some of the connections, never all; a server that can't be reached stops the worker for
//! a while, and costs no copy an attempt.

mod letter;
mod lock;
mod worker_state;

use std::sync::Arc;
use std::time::Duration;

use domain::db::Db;
use domain::lists::{self, Copy, CopyNote, Fate, InstanceKey, LEASE_SECONDS, Pace};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::config::Config;
use crate::mailer::{self, Mailer};
use crate::sent_log::{Left, UnnotedFile};
use crate::smtp::{DeliveryOutcome, Patience, SmtpConnection, Transport};
use letter::MessageTemplate;
pub use lock::ProcessLock;
use worker_state::{FinishedCopy, WorkerState};

/// Copies in the hands of a worker at most.
pub const WINDOW: usize = 32;
/// What became of so many copies is noted together…
const TOGETHER: usize = 16;
/// … or of fewer, after so long.
const AT_LATEST: Duration = Duration::from_millis(100);
/// How often the worker looks for work when it has none.
const PAUSE: Duration = Duration::from_secs(1);
/// How often it looks for what the dead left, for scheduled messages and for finished ones.
const ROUND: Duration = Duration::from_secs(3);
/// How long it waits for a server that can't be reached, at first and at most.
const BACKOFF: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// How long copies under way may take once the worker is told to stop.
const LAST_PATIENCE: Duration = Duration::from_secs(15);

/// One worker. Several, in one process or in many, may share a database.
pub struct MailingWorker {
    db: Db,
    mailer: Mailer,
    way: Transport,
    pace: Pace,
    connections: usize,
    unsubscribe_address: String,
    /// Held as long as the worker runs: no other process sends from this SQLite file.
    alone: Option<Arc<ProcessLock>>,
    /// Where it is kept that a copy has left while the database is away.
    unnoted: Option<Arc<UnnotedFile>>,
}

impl MailingWorker {
    /// A worker for the way out that the configuration names.
    ///
    /// # Errors
    /// In words, for the person who wrote the configuration.
    pub fn new(db: Db, config: &Config, alone: Option<Arc<ProcessLock>>) -> Result<Self, String> {
        Self::patient(db, config, alone, Patience::default())
    }

    /// [`MailingWorker::new`], with another patience towards the server.
    ///
    /// # Errors
    /// As for [`MailingWorker::new`].
    pub fn patient(db: Db, config: &Config, alone: Option<Arc<ProcessLock>>, patience: Patience) -> Result<Self, String> {
        let connections = config.mailing.connections;
        let mailer = Mailer::new(config)?;
        let way = Transport::new(&config.smtp, &config.address(), patience)?;
        let unsubscribe_address = config.mailing.unsubscribe_address.clone();
        Ok(Self { db, mailer, way, pace: config.mailing.pace(), connections, unsubscribe_address, alone, unnoted: None })
    }

    /// Keeps in that file what has left while the database is away.
    pub fn keeping(self, unnoted: Arc<UnnotedFile>) -> Self {
        Self { unnoted: Some(unnoted), ..self }
    }

    fn note_in_file(&self, notes: &[CopyNote]) {
        if let Some(unnoted) = &self.unnoted {
            let sent = notes.iter().filter(|note| note.fate == Fate::Sent);
            sent.for_each(|note| unnoted.keep(Left::Copy(note.copy.as_str()), self.db.now()));
        }
    }

    fn noted(&self, notes: &[CopyNote]) {
        if let Some(unnoted) = &self.unnoted {
            notes.iter().for_each(|note| unnoted.noted(Left::Copy(note.copy.as_str())));
        }
    }

    /// Sends what is due until `stop` says so; then gives back what it has not begun and waits a little for what it has.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let name: String = self.db.ids().new_id(self.db.now());
        let worker = Arc::new(self);
        let Some(key) = worker.key(&mut stop).await else { return };
        let mut hands = WorkerState::default();
        let mut under_way: JoinSet<FinishedCopy> = JoinSet::new();
        let (mut renewed, mut looked, mut noted) = (Instant::now(), Instant::now(), Instant::now());
        let mut round: Option<Instant> = None;
        // Whoever was here before is dead; whoever comes later has its own lease.
        let mut alone = worker.alone.is_some();
        let (mut paused, mut backoff): (Option<Instant>, Duration) = (None, BACKOFF.0);
        while !*stop.borrow() {
            if round.is_none_or(|last| last.elapsed() > ROUND) {
                alone &= !worker.go_round(&name, alone).await;
                round = Some(Instant::now());
                hands.lines.rest();
            }
            if paused.is_some_and(|until| Instant::now() >= until) {
                paused = None;
            }
            let held = hands.waiting.len() + under_way.len();
            let enough =
                hands.notes.len() >= TOGETHER || (!hands.notes.is_empty() && (under_way.is_empty() || noted.elapsed() > AT_LATEST));
            let room = if paused.is_some() || held + hands.notes.len() > WINDOW { 0 } else { WINDOW - held };
            let hungry = room >= WINDOW / 2 && held == 0 && looked.elapsed() > PAUSE || (enough && room > 0);
            let late = held > 0 && renewed.elapsed().as_secs() as i64 > LEASE_SECONDS / 4;
            if enough || hungry || late {
                let want = if enough || hungry { room } else { 0 };
                let busy = worker.busy(&hands);
                match lists::turn(&worker.db, &name, &hands.notes, held > 0, want, &busy, &worker.pace).await {
                    Ok(turn) => {
                        (renewed, noted) = (Instant::now(), Instant::now());
                        worker.noted(&hands.notes);
                        hands.notes.clear();
                        if turn.lost {
                            tracing::warn!("this worker was believed to be dead: what it had not begun is not its own any more");
                            hands.waiting.clear();
                        }
                        looked = if turn.copies.is_empty() { Instant::now() } else { looked };
                        hands.waiting.extend(turn.copies);
                    }
                    // Its fault is in the log. What has left must not leave again because the database was busy for a moment.
                    Err(_) => {
                        worker.note_in_file(&hands.notes);
                        tokio::time::sleep(Duration::from_millis(200)).await;
                    }
                }
            }
            // A machine that slept may wake with copies in hand that another worker has sent since.
            let mine = (renewed.elapsed().as_secs() as i64) < LEASE_SECONDS - 5;
            while mine && paused.is_none() && under_way.len() < worker.connections {
                let Some(copy) = worker.next(&mut hands) else { break };
                let Some(letter) = worker.letter(&mut hands, &copy).await else {
                    hands.give_back(copy);
                    break;
                };
                *hands.at_work.entry(copy.domain.clone()).or_default() += 1;
                let line = hands.lines.take();
                under_way.spawn(deliver(worker.clone(), key.clone(), letter, copy, line));
            }
            tokio::select! {
                Some(done) = under_way.join_next(), if !under_way.is_empty() => {
                    if let Some(why) = hands.take(done.ok()) {
                        tracing::warn!(why, seconds = backoff.as_secs(), "mailings wait: the SMTP server can't be used");
                        paused = Some(Instant::now() + backoff);
                        backoff = (backoff * 2).min(BACKOFF.1);
                        let waiting: Vec<Copy> = hands.waiting.drain(..).collect();
                        waiting.into_iter().for_each(|copy| hands.give_back(copy));
                    } else if paused.is_none() {
                        backoff = BACKOFF.0;
                    }
                }
                () = tokio::time::sleep(if hands.notes.is_empty() { PAUSE } else { AT_LATEST }) => {}
                told = stop.changed() => if told.is_err() { break },
            }
        }
        worker.end(&name, hands, under_way).await;
    }

    async fn key(&self, stop: &mut watch::Receiver<bool>) -> Option<InstanceKey> {
        loop {
            if let Ok(key) = InstanceKey::of(&self.db).await {
                return Some(key);
            }
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                _ = stop.wait_for(|stop| *stop) => return None,
            }
        }
    }

    /// What is due but for single copies; whether the dead were looked for. A fault is in the log, and the next round comes soon.
    async fn go_round(&self, name: &str, alone: bool) -> bool {
        let taken = lists::take_over(&self.db, name, alone).await;
        if let Ok(copies @ 1..) = taken {
            tracing::warn!(copies, "in the hands of a worker that died: they are sent again, perhaps twice");
        }
        for message in lists::due_messages(&self.db).await.unwrap_or_default() {
            drop(lists::send_due(&self.db, &message).await);
        }
        drop(lists::finish_messages(&self.db).await);
        taken.is_ok()
    }

    /// Connections that one domain may hold: never all, unless there is only one.
    fn share(&self) -> usize {
        (self.connections - self.connections / 4).max(1)
    }

    /// Domains of which the hands are full enough.
    fn busy(&self, hands: &WorkerState) -> Vec<String> {
        let mut held = hands.at_work.clone();
        for copy in &hands.waiting {
            *held.entry(copy.domain.clone()).or_default() += 1;
        }
        held.into_iter().filter(|(_, count)| *count >= WINDOW * 3 / 4).map(|(domain, _)| domain).collect()
    }

    /// The next copy whose domain does not hold its share of the connections.
    fn next(&self, hands: &mut WorkerState) -> Option<Copy> {
        let free = |copy: &Copy| hands.at_work.get(&copy.domain).is_none_or(|count| *count < self.share());
        let at = hands.waiting.iter().position(free)?;
        hands.waiting.remove(at)
    }

    /// What the copies of a message share, made once.
    async fn letter(&self, hands: &mut WorkerState, copy: &Copy) -> Option<Arc<MessageTemplate>> {
        if let Some(letter) = hands.letters.get(&copy.message).filter(|letter| letter.version() == copy.version) {
            return Some(letter.clone());
        }
        let script = lists::script(&self.db, &copy.message).await.ok()?;
        let letter = Arc::new(MessageTemplate::new(&self.mailer, &self.db, script, &self.unsubscribe_address).await.ok()?);
        // Few are on their way at once.
        if hands.letters.len() > 8 {
            hands.letters.clear();
        }
        hands.letters.insert(copy.message.clone(), letter.clone());
        Some(letter)
    }

    async fn end(&self, name: &str, mut hands: WorkerState, mut under_way: JoinSet<FinishedCopy>) {
        let waiting: Vec<Copy> = hands.waiting.drain(..).collect();
        waiting.into_iter().for_each(|copy| hands.give_back(copy));
        // Given back at once, and those under way when they are settled: if it fails, the lease gives them back.
        self.take_back(name, &mut hands, under_way.is_empty()).await;
        let finished = tokio::time::timeout(LAST_PATIENCE, async {
            while let Some(done) = under_way.join_next().await {
                hands.take(done.ok());
            }
        });
        let gone = finished.await.is_ok();
        self.take_back(name, &mut hands, gone).await;
    }

    async fn take_back(&self, name: &str, hands: &mut WorkerState, gone: bool) {
        match lists::take_back(&self.db, name, &hands.notes, gone).await {
            Ok(()) => self.noted(&hands.notes),
            Err(_) => self.note_in_file(&hands.notes),
        }
        hands.notes.clear();
    }
}

async fn deliver(
    worker: Arc<MailingWorker>,
    key: InstanceKey,
    letter: Arc<MessageTemplate>,
    copy: Copy,
    line: Option<SmtpConnection>,
) -> FinishedCopy {
    let composed = match mailer::made(|| letter.compose(&worker.mailer, &key, &copy)) {
        Ok(composed) => composed,
        Err(why) => return FinishedCopy { copy, verdict: DeliveryOutcome::Never(why), line },
    };
    if let Some(folder) = worker.mailer.folder() {
        let verdict = match mailer::write(folder, copy.queued_at, copy.id.as_str(), &composed.bytes).await {
            Ok(()) => DeliveryOutcome::Taken,
            Err(cause) => DeliveryOutcome::NoWay(format!("{}: {cause}", folder.display())),
        };
        return FinishedCopy { copy, verdict, line };
    }
    let (verdict, line) = worker.way.send(line, &composed).await;
    FinishedCopy { copy, verdict, line }
}
