//! A database for one story, gone with it.

use domain::clock::Clock;
use domain::db::Db;
use domain::dice::Dice;
use sqlx::{AssertSqlSafe, Connection};

/// Where a story's rows live.
pub enum Home {
    #[allow(missing_docs)]
    File(#[allow(dead_code, reason = "holds the folder until the story is over")] tempfile::TempDir),
    #[allow(missing_docs)]
    Cluster { url: String, name: String },
}

/// Opens a new, migrated database.
pub async fn open(clock: Clock, dice: Dice) -> (Db, Home) {
    let (db, home) = open_empty(clock, dice).await;
    db.migrate().await.expect("the schema is made");
    (db, home)
}

/// Opens a new database that holds nothing, not even a schema.
pub async fn open_empty(clock: Clock, dice: Dice) -> (Db, Home) {
    let (url, home) = match std::env::var("TEST_DATABASE_URL") {
        Ok(cluster) => {
            let name = format!("story_{}", Dice::system().fresh::<String>(Clock::System.now()));
            cluster_says(&cluster, &format!("CREATE DATABASE {name}")).await;
            let (server, _) = cluster.rsplit_once('/').expect("TEST_DATABASE_URL ends with /<database>");
            (format!("{server}/{name}"), Home::Cluster { url: cluster, name })
        }
        Err(_) => {
            let folder = tempfile::tempdir().expect("a temporary folder");
            (format!("sqlite:{}", folder.path().join("story.db").display()), Home::File(folder))
        }
    };
    let db = Db::open(&url, 8, clock, dice).await.expect("the story's database opens");
    (db, home)
}

async fn cluster_says(url: &str, statement: &str) {
    sqlx::any::install_default_drivers();
    let mut conn = sqlx::AnyConnection::connect(url).await.expect("TEST_DATABASE_URL answers");
    sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut conn).await.expect("the cluster obeys");
    let _ = conn.close().await;
}

impl Home {
    /// Its address, for another process.
    pub fn url(&self) -> String {
        match self {
            Self::File(folder) => format!("sqlite:{}", folder.path().join("story.db").display()),
            Self::Cluster { url, name } => format!("{}/{name}", url.rsplit_once('/').map_or(url.as_str(), |(server, _)| server)),
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let Self::Cluster { url, name } = self else { return };
        let (url, statement) = (url.clone(), format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        // The story's runtime is ending: the last word is said from one of its own.
        let last = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(cluster_says(&url, &statement));
            }
        });
        let _ = last.join();
    }
}
