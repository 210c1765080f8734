//! The database: SQLite in a file, or PostgreSQL by its URL, behind one kind of transaction.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, PoisonError, RwLock};

use sqlx::{Any, AnyConnection, AnyPool, Transaction};
use tokio::sync::{Mutex, Semaphore};

use crate::clock::{Clock, Timestamp};
use crate::error::{Error, Result};
use crate::rendering::PreviewLimit;
use crate::rng::{IdGenerator, Secret};

mod backup;
mod bind;
mod bulk;
mod file;
pub mod form_keys;
pub mod instance;
mod open;
mod outage;
mod pool;
mod probe;
mod schema;

pub use backup::{BACKUP_SETTING, BackupFile};
pub(crate) use bind::BindAll;
pub(crate) use bulk::placeholders;
use file::DatabaseFile;
use form_keys::FormKey;
use instance::Instance;
use outage::{Diagnosis, is_outage, is_spoiled};
pub use pool::Timeouts;
use pool::{DatabaseAddress, Engine};
pub use probe::ProbeError;
pub use schema::Schema;

/// What private query functions take.
pub type Conn = AnyConnection;

/// The present moment of a PostgreSQL server, as moments are stored. Not `now()`, which is the moment at which the transaction began.
const SERVER_TIME: &str = r#"SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"#;

/// How many connections to the database there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolUse {
    /// At work.
    pub busy: u32,
    /// Open, without work.
    pub idle: u32,
    /// At most.
    pub most: u32,
}

/// What the instance is, and the revision at which that was read.
type KnownInstance = Option<(i64, Arc<Instance>)>;

/// The database, with the clock and the generator of ids that its transactions use. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    pool: AnyPool,
    source: Arc<DatabaseAddress>,
    /// SQLite only.
    file: Option<Arc<DatabaseFile>>,
    /// SQLite only: open as long as the database is. Without any connection SQLite removes the index of its log, and could not make it
    /// again on a full disk: then nothing could be read either.
    anchor: Arc<Mutex<Option<AnyConnection>>>,
    diagnosis: Arc<Diagnosis>,
    clock: Clock,
    ids: IdGenerator,
    address: Arc<str>,
    contact: Arc<str>,
    instance: Arc<RwLock<KnownInstance>>,
    previews: Arc<PreviewLimit>,
    session_turn: Arc<Semaphore>,
    form_key: Option<Arc<FormKey>>,
}

impl Db {
    /// The same database, for a site whose pages are at `address` (`https://maillage.example.org`, no slash at the end):
    /// mails and feeds carry absolute links.
    pub fn at_address(self, address: &str) -> Self {
        Self { address: address.trim_end_matches('/').into(), ..self }
    }

    /// The same database, for a site that is answered for at that e-mail address while its administrators name no other.
    pub fn with_contact(self, contact: &str) -> Self {
        Self { contact: contact.into(), ..self }
    }

    /// The same database, for a verb that makes something by a form: done once, however often the form is sent. See [`form_keys`].
    pub fn with_form_key(&self, key: FormKey) -> Self {
        Self { form_key: Some(Arc::new(key)), ..self.clone() }
    }

    /// See [`Db::with_contact`]; may be empty.
    pub fn contact(&self) -> &str {
        &self.contact
    }

    /// The absolute address of a path of the site.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// A transaction that only reads: all its statements see the same instant.
    pub async fn read(&self) -> Result<Tx> {
        let begin = if self.is_sqlite() { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };
        self.begin(begin, false).await
    }

    /// A transaction that writes. On SQLite writers take turns from here on; on PostgreSQL a verb locks what it decides
    /// about by writing to its row first.
    ///
    /// # Errors
    /// [`Error::AlreadyDone`] if what a form makes was made by it before; [`Error::Unavailable`] too when the SQLite file was removed or replaced: what would be written there, nobody would find again.
    pub async fn write(&self) -> Result<Tx> {
        if let Some(file) = &self.file {
            file.check_identity().map_err(|_| Error::Unavailable)?;
        }
        let mut tx = self.begin(if self.is_sqlite() { "BEGIN IMMEDIATE" } else { "BEGIN" }, true).await?;
        if let Some(key) = &self.form_key {
            let now = tx.now;
            form_keys::take(&mut tx, key, now).await?;
            tx.form_key = Some(Arc::clone(key));
        }
        Ok(tx)
    }

    async fn begin(&self, statement: &'static str, writes: bool) -> Result<Tx> {
        let mut begun = self.begin_once(statement).await;
        // The connection was lost while nobody used it, and is closed by now: another one serves.
        if begun.as_ref().is_err_and(is_spoiled) {
            begun = self.begin_once(statement).await;
        }
        let tx = begun.map_err(|cause| self.fault(cause))?;
        Ok(Tx {
            tx,
            now: self.clock.now(),
            asks_server_for_time: self.asks_server_for_time(),
            is_sqlite: self.is_sqlite(),
            expects_many_rows: false,
            ids: self.ids.clone(),
            address: self.address.clone(),
            contact: self.contact.clone(),
            writes,
            form_key: None,
        })
    }

    async fn begin_once(&self, statement: &'static str) -> Result<Transaction<'static, Any>, sqlx::Error> {
        if self.is_sqlite() {
            return self.pool.begin_with(statement).await;
        }
        // In a task of its own, which goes on when the request is cancelled: a BEGIN that is given up half-way leaves its connection
        // inside a transaction that nobody ends (sqlx#4393). The transaction that nobody takes is rolled back.
        let pool = self.pool.clone();
        match tokio::spawn(async move { pool.begin_with(statement).await }).await {
            Ok(begun) => begun,
            Err(_) => Err(sqlx::Error::WorkerCrashed),
        }
    }

    /// The error that a visitor may read, after finding out why the database does not answer: once a while, for the log.
    pub(crate) fn fault(&self, cause: sqlx::Error) -> Error {
        if matches!(cause, sqlx::Error::PoolTimedOut | sqlx::Error::Io(_)) {
            self.diagnosis.begin(&self.source);
        }
        cause.into()
    }

    /// The name and look that were read at that revision, if this process has read them.
    pub(crate) fn known_instance(&self, revision: i64) -> Option<Arc<Instance>> {
        let known = self.instance.read().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().filter(|(at, _)| *at == revision).map(|(_, instance)| Arc::clone(instance))
    }

    /// Keeps the name and look as they stood at that revision.
    pub(crate) fn know_instance(&self, revision: i64, instance: Instance) -> Arc<Instance> {
        let instance = Arc::new(instance);
        *self.instance.write().unwrap_or_else(PoisonError::into_inner) = Some((revision, Arc::clone(&instance)));
        instance
    }

    /// The present moment, for what happens outside a transaction.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Whether processes on several machines may share this database: then its server's clock decides between them.
    fn asks_server_for_time(&self) -> bool {
        !self.is_sqlite() && !self.clock.is_fixed()
    }

    /// [`Tx::shared_now`], outside a transaction.
    pub(crate) async fn shared_now(&self) -> Result<Timestamp> {
        if !self.asks_server_for_time() {
            return Ok(self.now());
        }
        Ok(sqlx::query_scalar(SERVER_TIME).fetch_one(&self.pool).await?)
    }

    /// The clock that transactions read.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// How many previews people asked this process for.
    pub(crate) fn previews(&self) -> &PreviewLimit {
        &self.previews
    }

    /// Who notes that a session is used, in this process: one at a time.
    pub(crate) fn session_turn(&self) -> Arc<Semaphore> {
        Arc::clone(&self.session_turn)
    }

    /// Where ids and secrets come from.
    pub fn ids(&self) -> &IdGenerator {
        &self.ids
    }

    /// Whether this is SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.source.engine == Engine::Sqlite
    }

    /// The number of the last committed change. A page rendered at this number is true as long as it stands.
    pub async fn revision(&self) -> Result<i64> {
        let read = sqlx::query_scalar("SELECT revision FROM instance WHERE id = 1").fetch_one(&self.pool).await;
        read.map_err(|cause| self.fault(cause))
    }

    /// For single statements that need no transaction: reads in the way of every request.
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// How many connections there are.
    pub fn pool_use(&self) -> PoolUse {
        let idle = u32::try_from(self.pool.num_idle()).unwrap_or(u32::MAX);
        PoolUse { busy: self.pool.size().saturating_sub(idle), idle, most: self.pool.options().get_max_connections() }
    }
}

/// One unit of work: one moment, one source of ids, all or nothing. Dropped without [`Tx::commit`], it leaves no trace.
pub struct Tx {
    tx: Transaction<'static, Any>,
    /// The moment of this work.
    pub now: Timestamp,
    asks_server_for_time: bool,
    is_sqlite: bool,
    expects_many_rows: bool,
    ids: IdGenerator,
    address: Arc<str>,
    contact: Arc<str>,
    writes: bool,
    form_key: Option<Arc<FormKey>>,
}

impl Tx {
    /// The present moment as all processes that share the database see it: what leases and pace are counted by. On PostgreSQL it is the
    /// server's, so that a machine whose clock is wrong takes nothing from the others; on SQLite all processes are on this machine.
    pub(crate) async fn shared_now(&mut self) -> Result<Timestamp> {
        if !self.asks_server_for_time {
            return Ok(self.now);
        }
        Ok(sqlx::query_scalar(SERVER_TIME).fetch_one(&mut *self.tx).await?)
    }

    /// A new key.
    pub fn new_id<Id: From<String>>(&self) -> Id {
        self.ids.new_id(self.now)
    }

    /// A new secret.
    pub fn secret(&self) -> Secret {
        self.ids.secret()
    }

    /// The absolute address of a path of the site.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// See [`Db::with_contact`]; may be empty.
    pub fn contact(&self) -> &str {
        &self.contact
    }

    /// The host's name, for identifiers that must be unique in the world (RFC 5545 UID, RFC 5322 Message-ID).
    pub fn host(&self) -> &str {
        let rest = self.address.split_once("://").map_or(&*self.address, |(_, rest)| rest);
        rest.split([':', '/']).next().unwrap_or(rest)
    }

    /// Says where the form led that this work was made by, for whoever sends it again.
    pub(crate) async fn lead_to(&mut self, path: &str) -> Result<()> {
        match self.form_key.clone() {
            Some(key) => form_keys::lead_to(self, &key, path).await,
            None => Ok(()),
        }
    }

    /// Makes the work true.
    pub async fn commit(mut self) -> Result<()> {
        if self.writes {
            // Last, so that writers wait for one another only here and always in the same order.
            sqlx::query("UPDATE instance SET revision = revision + 1 WHERE id = 1").execute(&mut *self.tx).await?;
        }
        self.expect_few_rows().await?;
        self.tx.commit().await.map_err(Error::from)
    }

    /// Makes the work true without making rendered pages stale: for traces that no page shows to others.
    pub async fn commit_without_revision(mut self) -> Result<()> {
        self.expect_few_rows().await?;
        self.tx.commit().await.map_err(Error::from)
    }
}

/// The places of many rows in one statement: `($1, $2), ($3, $4)`. Far below the 32,766 parameters of SQLite, a thousand at most: its parser
/// looks each one up among the others.
pub fn many(rows: usize, width: usize) -> String {
    let row = |row: usize| (1..=width).map(|column| format!("${}", row * width + column)).collect::<Vec<_>>().join(", ");
    (0..rows).map(|number| format!("({})", row(number))).collect::<Vec<_>>().join(", ")
}

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.tx
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.tx
    }
}
