//! The database: SQLite in a file, or PostgreSQL by its URL, behind one kind of transaction.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, PoisonError, RwLock};

use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyConnection, AnyPool, Transaction};

use crate::administration::Instance;
use crate::clock::{Clock, Moment};
use crate::dice::{Dice, Secret};
use crate::error::{Error, Result};

/// What private query functions take.
pub type Conn = AnyConnection;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

/// What the instance is, and the revision at which that was read.
type KnownInstance = Option<(i64, Arc<Instance>)>;

/// The database, with the clock and the dice that its transactions use. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    pool: AnyPool,
    engine: Engine,
    clock: Clock,
    dice: Dice,
    address: Arc<str>,
    contact: Arc<str>,
    instance: Arc<RwLock<KnownInstance>>,
}

impl Db {
    /// Connects to `sqlite:<file>` (made if missing) or `postgres://…`, with at most `connections` at once.
    ///
    /// # Errors
    /// The cause in words for the person who starts the program: it contains no password.
    pub async fn open(url: &str, connections: u32, clock: Clock, dice: Dice) -> Result<Self, String> {
        sqlx::any::install_default_drivers();
        let (engine, url) = match url.split_once(':') {
            Some(("sqlite", _)) if url.contains('?') => (Engine::Sqlite, url.to_owned()),
            Some(("sqlite", _)) => (Engine::Sqlite, format!("{url}?mode=rwc")),
            Some(("postgres" | "postgresql", _)) => (Engine::Postgres, url.to_owned()),
            _ => return Err("the database address starts with sqlite: or postgres://".to_owned()),
        };
        let pool = AnyPoolOptions::new()
            .max_connections(connections)
            .min_connections(1)
            .test_before_acquire(engine == Engine::Postgres)
            .after_connect(move |conn, _| {
                Box::pin(async move {
                    let settings: &[&'static str] = match engine {
                        // FULL: a committed registration or a mail marked as sent survives a power cut.
                        Engine::Sqlite => &[
                            "PRAGMA busy_timeout = 10000",
                            "PRAGMA journal_mode = WAL",
                            "PRAGMA synchronous = FULL",
                            "PRAGMA foreign_keys = ON",
                            "PRAGMA cache_size = -4000",
                        ],
                        // Compiling a statement takes longer than any of ours takes to run.
                        Engine::Postgres => &["SET jit = off"],
                    };
                    for setting in settings {
                        sqlx::query(*setting).execute(&mut *conn).await?;
                    }
                    Ok(())
                })
            })
            .connect(&url)
            .await
            .map_err(|cause| format!("the database can't be opened: {cause}"))?;
        Ok(Self { pool, engine, clock, dice, address: "http://127.0.0.1:3000".into(), contact: "".into(), instance: Arc::default() })
    }

    /// The same database, for a site whose pages are at `address` (`https://maillage.example.org`, no slash at the end):
    /// mails and feeds carry absolute links.
    pub fn at_address(self, address: &str) -> Self {
        Self { address: address.trim_end_matches('/').into(), ..self }
    }

    /// The same database, for a site that is answered for at that e-mail address while its administrators name no other.
    pub fn with_contact(self, contact: &str) -> Self {
        Self { contact: contact.into(), ..self }
    }

    /// See [`Db::with_contact`]; may be empty.
    pub fn contact(&self) -> &str {
        &self.contact
    }

    /// The absolute address of a path of the site.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Brings the schema up to date; safe to call at each start, by several processes at once on PostgreSQL.
    ///
    /// # Errors
    /// The cause in words for the person who starts the program.
    pub async fn migrate(&self) -> Result<(), String> {
        MIGRATIONS.run(&self.pool).await.map_err(|cause| format!("the schema can't be brought up to date: {cause}"))
    }

    /// A transaction that only reads: all its statements see the same instant.
    pub async fn read(&self) -> Result<Tx> {
        let begin = if self.engine == Engine::Sqlite { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };
        self.begin(begin, false).await
    }

    /// A transaction that writes. On SQLite writers take turns from here on; on PostgreSQL a verb locks what it decides
    /// about by writing to its row first.
    pub async fn write(&self) -> Result<Tx> {
        self.begin(if self.engine == Engine::Sqlite { "BEGIN IMMEDIATE" } else { "BEGIN" }, true).await
    }

    async fn begin(&self, statement: &'static str, writes: bool) -> Result<Tx> {
        let tx = self.pool.begin_with(statement).await?;
        Ok(Tx { tx, now: self.clock.now(), dice: self.dice.clone(), address: self.address.clone(), contact: self.contact.clone(), writes })
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
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// The clock that transactions read.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where ids and secrets come from.
    pub fn dice(&self) -> &Dice {
        &self.dice
    }

    /// Whether this is SQLite: for `backup`, which copies its file.
    pub fn is_sqlite(&self) -> bool {
        self.engine == Engine::Sqlite
    }

    /// The number of the last committed change. A page rendered at this number is true as long as it stands.
    pub async fn revision(&self) -> Result<i64> {
        Ok(sqlx::query_scalar("SELECT revision FROM instance WHERE id = 1").fetch_one(&self.pool).await?)
    }

    /// For single statements that need no transaction: reads in the way of every request.
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Copies a SQLite database into `file` while it is in use; the copy is complete and consistent.
    ///
    /// # Errors
    /// The cause in words; PostgreSQL is backed up with `pg_dump`.
    pub async fn backup(&self, file: &str) -> Result<(), String> {
        if !self.is_sqlite() {
            return Err("PostgreSQL is backed up with pg_dump".to_owned());
        }
        sqlx::query("VACUUM INTO $1")
            .bind(file)
            .execute(&self.pool)
            .await
            .map_err(|cause| format!("the copy could not be made: {cause}"))?;
        Ok(())
    }

    /// Closes every connection, after the work in hand.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// One unit of work: one moment, one source of ids, all or nothing. Dropped without [`Tx::commit`], it leaves no trace.
pub struct Tx {
    tx: Transaction<'static, Any>,
    /// The moment of this work.
    pub now: Moment,
    dice: Dice,
    address: Arc<str>,
    contact: Arc<str>,
    writes: bool,
}

impl Tx {
    /// A new key.
    pub fn fresh<Id: From<String>>(&self) -> Id {
        self.dice.fresh(self.now)
    }

    /// A new secret.
    pub fn secret(&self) -> Secret {
        self.dice.secret()
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

    /// Makes the work true.
    pub async fn commit(mut self) -> Result<()> {
        if self.writes {
            // Last, so that writers wait for one another only here and always in the same order.
            sqlx::query("UPDATE instance SET revision = revision + 1 WHERE id = 1").execute(&mut *self.tx).await?;
        }
        self.tx.commit().await.map_err(Error::from)
    }

    /// Makes the work true without making rendered pages stale: for traces that no page shows to others.
    pub async fn commit_quietly(self) -> Result<()> {
        self.tx.commit().await.map_err(Error::from)
    }
}

/// The places of many rows in one statement: `($1, $2), ($3, $4)`. Far below the 32,766 parameters of SQLite, a thousand at most: its parser
/// looks each one up among the others.
pub(crate) fn many(rows: usize, width: usize) -> String {
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
