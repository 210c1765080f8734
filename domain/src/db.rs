//! The database: SQLite in a file, or PostgreSQL by its URL, with the same transactions for both.

use std::sync::{Arc, PoisonError, RwLock};

use sqlx::{Any, AnyConnection, AnyPool, Transaction};
use tokio::sync::{Mutex, Semaphore};

use crate::clock::{Clock, Timestamp};
use crate::error::{Error, Result};
use crate::rendering::PreviewLimit;
use crate::rng::IdGenerator;

mod backup;
mod bind;
mod bulk;
mod file;
pub mod form_keys;
pub mod instance;
mod instance_key;
mod open;
mod outage;
mod pool;
mod probe;
mod schema;
mod transaction;

pub use backup::{BACKUP_SETTING, BackupFile};
pub(crate) use bind::BindAll;
pub use bulk::many;
pub(crate) use bulk::placeholders;
use file::DatabaseFile;
use form_keys::FormKey;
use instance::Instance;
pub use instance_key::InstanceKey;
use outage::{Diagnosis, is_outage, is_spoiled};
pub use pool::Timeouts;
use pool::{DatabaseAddress, Engine};
pub use probe::ProbeError;
pub use schema::Schema;
pub use transaction::Tx;

/// The connection that private query functions take.
pub type Conn = AnyConnection;

/// The present instant on a PostgreSQL server, as stored text. Not `now()`, which is the time at which the transaction began.
const SERVER_TIME: &str = r#"SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"#;

/// The connections of the pool, by use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolUse {
    /// The number in use.
    pub busy: u32,
    /// The number that are open and idle.
    pub idle: u32,
    /// The most that the pool opens.
    pub most: u32,
}

/// The instance's name and look, and the revision at which they were read.
type CachedInstance = Option<(i64, Arc<Instance>)>;

/// The database, with the clock and the id generator of its transactions. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    pool: AnyPool,
    source: Arc<DatabaseAddress>,
    /// SQLite only.
    file: Option<Arc<DatabaseFile>>,
    /// SQLite only: a connection that stays open as long as the database. When its last connection closes, SQLite removes the index of its log. On
    /// a full disk it could not create it again, and then even reads would fail.
    anchor: Arc<Mutex<Option<AnyConnection>>>,
    diagnosis: Arc<Diagnosis>,
    clock: Clock,
    ids: IdGenerator,
    address: Arc<str>,
    contact: Arc<str>,
    lists_host: Arc<str>,
    instance: Arc<RwLock<CachedInstance>>,
    previews: Arc<PreviewLimit>,
    session_semaphore: Arc<Semaphore>,
    form_key: Option<Arc<FormKey>>,
}

impl Db {
    /// The same database, for a site at `address` (`https://maillage.example.org`, without a slash at the end). Mails and feeds contain absolute
    /// links.
    pub fn at_address(self, address: &str) -> Self {
        Self { address: address.trim_end_matches('/').into(), ..self }
    }

    /// The same database, with the e-mail address to use as contact while the administrators have set none.
    pub fn with_contact(self, contact: &str) -> Self {
        Self { contact: contact.into(), ..self }
    }

    /// The same database, for a verb that a form calls to create something. It is created once, even if the form is sent several times. See
    /// [`form_keys`].
    pub fn with_form_key(&self, key: FormKey) -> Self {
        Self { form_key: Some(Arc::new(key)), ..self.clone() }
    }

    /// The same database for a write that is not what the request's form asked for: its key stays unused.
    pub(crate) fn without_form_key(&self) -> Self {
        Self { form_key: None, ..self.clone() }
    }

    /// The domain of the addresses of lists, `lists.example.org`, where the site takes mail for them.
    pub fn with_lists_host(self, host: &str) -> Self {
        Self { lists_host: host.into(), ..self }
    }

    /// See [`Db::with_lists_host`]; empty: lists take no mail.
    pub fn lists_host(&self) -> &str {
        &self.lists_host
    }

    /// See [`Db::with_contact`]; may be empty.
    pub fn contact(&self) -> &str {
        &self.contact
    }

    /// The absolute address of a path of the site.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Begins a read-only transaction. All its statements see the same state of the database.
    pub async fn read(&self) -> Result<Tx> {
        let begin = if self.is_sqlite() { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };
        self.begin(begin, false).await
    }

    /// Begins a transaction that writes. On SQLite there is one writer at a time, from this call on. On PostgreSQL a verb locks the row that it
    /// decides about by writing to it first.
    ///
    /// # Errors
    /// [`Error::AlreadyDone`] if the form was sent before and its work is done; [`Error::Unavailable`] also when the SQLite file was removed or
    /// replaced, because writes to it would be lost.
    pub async fn write(&self) -> Result<Tx> {
        if let Some(file) = &self.file {
            file.check_identity().map_err(|_| Error::Unavailable)?;
        }
        let mut tx = self.begin(if self.is_sqlite() { "BEGIN IMMEDIATE" } else { "BEGIN" }, true).await?;
        if let Some(key) = &self.form_key {
            let now = tx.now;
            form_keys::claim(&mut tx, key, now).await?;
            tx.form_key = Some(Arc::clone(key));
        }
        Ok(tx)
    }

    async fn begin(&self, statement: &'static str, writes: bool) -> Result<Tx> {
        let mut transaction = self.begin_once(statement).await;
        // The connection was lost while it was idle, and is closed now. Another one is tried.
        if transaction.as_ref().is_err_and(is_spoiled) {
            transaction = self.begin_once(statement).await;
        }
        let tx = transaction.map_err(|cause| self.map_error(cause))?;
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
        // Runs in its own task, which continues when the request is cancelled. A BEGIN that is abandoned half-way leaves its connection inside a
        // transaction that nobody ends (sqlx#4393). If nobody takes the new transaction, it is rolled back.
        let pool = self.pool.clone();
        match tokio::spawn(async move { pool.begin_with(statement).await }).await {
            Ok(transaction) => transaction,
            Err(_) => Err(sqlx::Error::WorkerCrashed),
        }
    }

    /// The error to show to a visitor. Also starts a diagnosis of the outage for the log, at most once in a while.
    pub(crate) fn map_error(&self, cause: sqlx::Error) -> Error {
        if matches!(cause, sqlx::Error::PoolTimedOut | sqlx::Error::Io(_)) {
            self.diagnosis.begin(&self.source);
        }
        cause.into()
    }

    /// The name and look that this process has read at that revision, if any.
    pub(crate) fn cached_instance(&self, revision: i64) -> Option<Arc<Instance>> {
        let cached = self.instance.read().unwrap_or_else(PoisonError::into_inner);
        cached.as_ref().filter(|(at, _)| *at == revision).map(|(_, instance)| Arc::clone(instance))
    }

    /// Keeps the name and look that were read at that revision.
    pub(crate) fn cache_instance(&self, revision: i64, instance: Instance) -> Arc<Instance> {
        let instance = Arc::new(instance);
        *self.instance.write().unwrap_or_else(PoisonError::into_inner) = Some((revision, Arc::clone(&instance)));
        instance
    }

    /// The present instant, for work outside a transaction.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Whether processes on several machines may share this database. If so, the clock of the database server counts.
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

    /// The limit on previews, counted in this process.
    pub(crate) fn previews(&self) -> &PreviewLimit {
        &self.previews
    }

    /// The semaphore for updates of sessions: one at a time in this process.
    pub(crate) fn session_semaphore(&self) -> Arc<Semaphore> {
        Arc::clone(&self.session_semaphore)
    }

    /// The source of ids and secrets.
    pub fn ids(&self) -> &IdGenerator {
        &self.ids
    }

    /// Whether this is SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.source.engine == Engine::Sqlite
    }

    /// The number of the last committed change. A page rendered at this revision is valid until the next one.
    pub async fn revision(&self) -> Result<i64> {
        let revision = sqlx::query_scalar("SELECT revision FROM instance WHERE id = 1").fetch_one(&self.pool).await;
        revision.map_err(|cause| self.map_error(cause))
    }

    /// The pool, for single statements that need no transaction, such as the reads of every request.
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// The use of the connections at this moment.
    pub fn pool_use(&self) -> PoolUse {
        let idle = u32::try_from(self.pool.num_idle()).unwrap_or(u32::MAX);
        PoolUse { busy: self.pool.size().saturating_sub(idle), idle, most: self.pool.options().get_max_connections() }
    }
}
