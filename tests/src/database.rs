//! A database for one story, deleted at its end.
//!
//! The statements are raw SQL: they make and drop databases of a cluster, which the product never does.

use std::hash::{DefaultHasher, Hash, Hasher};

use domain::clock::Clock;
use domain::db::Db;
use domain::rng::IdGenerator;
use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection};
use tokio::sync::OnceCell;

pub enum Home {
    File(#[allow(dead_code, reason = "holds the folder until the story is over")] tempfile::TempDir),
    Cluster { url: String, name: String },
}

/// The migrations of the product.
pub static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// Opens a new database with the current schema. It is a copy of a template, because migrating takes longer than most stories.
pub async fn open(clock: Clock, ids: IdGenerator) -> (Db, Home) {
    let home = match std::env::var("TEST_DATABASE_URL") {
        Ok(cluster) => {
            let template = cluster_template(&cluster).await;
            Home::in_cluster(cluster, &format!(" TEMPLATE {template}")).await
        }
        Err(_) => {
            let home = Home::in_folder();
            std::fs::write(home.url().trim_start_matches("sqlite:"), file_template().await).expect("a copy of the template");
            home
        }
    };
    let db = Db::open(&home.url(), 8, clock, ids).await.expect("the story's database opens");
    (db, home)
}

/// Opens a new database without a schema.
pub async fn open_empty(clock: Clock, ids: IdGenerator) -> (Db, Home) {
    let home = match std::env::var("TEST_DATABASE_URL") {
        Ok(cluster) => Home::in_cluster(cluster, "").await,
        Err(_) => Home::in_folder(),
    };
    let db = Db::create(&home.url(), 8, clock, ids).await.expect("the story's database opens");
    (db, home)
}

/// The bytes of a migrated SQLite database.
async fn file_template() -> &'static [u8] {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(async || {
        let home = Home::in_folder();
        migrate(&home.url()).await;
        std::fs::read(home.url().trim_start_matches("sqlite:")).expect("the template")
    });
    template.await
}

/// The name of a migrated PostgreSQL database. It carries a hash of the migrations and stays in the cluster for the next run.
async fn cluster_template(cluster: &str) -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(async || {
        let mut hasher = DefaultHasher::new();
        MIGRATIONS.iter().for_each(|migration| migration.checksum.hash(&mut hasher));
        let name = format!("template_{:016x}", hasher.finish());
        sqlx::any::install_default_drivers();
        let mut conn = sqlx::AnyConnection::connect(cluster).await.expect("TEST_DATABASE_URL answers");
        // Of several test programs, one makes it. The lock ends with the connection.
        let lock = "SELECT CAST(1 AS BIGINT) FROM pg_advisory_lock(1109)";
        sqlx::query(lock).fetch_one(&mut conn).await.expect("a lock");
        let existing = sqlx::query("SELECT CAST(1 AS BIGINT) FROM pg_database WHERE datname = $1").bind(&name).fetch_optional(&mut conn);
        if existing.await.expect("an answer").is_none() {
            run_statement(cluster, &format!("DROP DATABASE IF EXISTS {name}_unfinished")).await;
            run_statement(cluster, &format!("CREATE DATABASE {name}_unfinished")).await;
            migrate(&database_of(cluster, &format!("{name}_unfinished"))).await;
            run_statement(cluster, &format!("ALTER DATABASE {name}_unfinished RENAME TO {name}")).await;
        }
        let _ = conn.close().await;
        name
    });
    template.await
}

async fn migrate(url: &str) {
    let db = Db::create(url, 1, Clock::System, IdGenerator::system()).await.expect("the template opens");
    db.migrate().await.expect("the schema is made");
    db.close().await;
}

/// The address of another database of the same cluster.
fn database_of(cluster: &str, name: &str) -> String {
    let (server, _) = cluster.rsplit_once('/').expect("TEST_DATABASE_URL ends with /<database>");
    format!("{server}/{name}")
}

async fn run_statement(url: &str, statement: &str) {
    sqlx::any::install_default_drivers();
    let mut conn = sqlx::AnyConnection::connect(url).await.expect("TEST_DATABASE_URL answers");
    sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut conn).await.expect("the cluster obeys");
    let _ = conn.close().await;
}

impl Home {
    /// A file in a folder of its own; neither is there yet.
    fn in_folder() -> Self {
        Self::File(tempfile::tempdir().expect("a temporary folder"))
    }

    /// A new database of the cluster, made as `template` says.
    async fn in_cluster(cluster: String, template: &str) -> Self {
        let name = format!("story_{}", IdGenerator::system().new_id::<String>(Clock::System.now()));
        run_statement(&cluster, &format!("CREATE DATABASE {name}{template}")).await;
        Self::Cluster { url: cluster, name }
    }

    /// Its address, for another process.
    pub fn url(&self) -> String {
        match self {
            Self::File(folder) => format!("sqlite:{}", folder.path().join("story.db").display()),
            Self::Cluster { url, name } => database_of(url, name),
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let Self::Cluster { url, name } = self else { return };
        let (url, statement) = (url.clone(), format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        // The runtime of the story is ending: this runs in one of its own.
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(run_statement(&url, &statement));
            }
        });
        let _ = thread.join();
    }
}
