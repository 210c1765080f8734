//! A database of a merged commit is upgraded without loss.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;

use domain::clock::{Clock, Timestamp};
use domain::db::{Db, Schema};
use domain::rng::IdGenerator;
use flate2::read::GzDecoder;
use sqlx::migrate::{Migration, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};
use tests::{MIGRATIONS, World};

/// The migrations and rows of the last merged commit.
const LAST_LANDED: &[u8] = include_bytes!("../upgrades/517411d.sql.gz");

/// Columns whose values an upgrade changes or drops. Consents of single networks were never written. A Message-ID is derived from the
/// key, and deliveries in flight are released. The search index numbers its entries anew, and filling
/// it is a revision.
const CHANGED: [(&str, &str); 10] = [
    ("consent", "network"),
    ("mail", "message_id"),
    ("mail", "lease"),
    ("mail", "lease_until"),
    ("mail", "next_attempt_at"),
    ("instance", "revision"),
    ("search_index", "version"),
    ("search_entry", "id"),
    ("search_word", "entry"),
    ("search_word", "stem"),
];

/// The tables with the rows of a former table, under the former names of its columns.
const MOVED: [(&str, &str); 9] = [
    (
        "mail",
        "SELECT m.*, d.cause, d.person, d.name AS recipient_name, d.address AS recipient, d.language, d.state, d.attempts, d.last_error,
                d.queued_at AS created_at, d.sent_at
           FROM delivery d JOIN mail m ON m.id = d.mail",
    ),
    ("copy", "SELECT d.*, d.unsubscribe_target AS opt_out FROM delivery d WHERE message IS NOT NULL"),
    ("copy_event", "SELECT delivery AS copy, at, step, detail FROM delivery_event"),
    ("copy_figure", "SELECT message, what, deliveries AS copies, since FROM delivery_figure"),
    ("mailing_worker", "SELECT * FROM delivery_worker"),
    ("mailing_pace", "SELECT * FROM delivery_rate"),
    ("page", "SELECT p.*, p.owner AS keeper FROM page p"),
    (
        "search_entry",
        "SELECT s.*, s.group_key AS shelf, t.path, t.title, t.body, t.language FROM search_entry s JOIN search_text t ON t.entry = s.id",
    ),
    ("registration_silence", "SELECT * FROM registration_mute"),
];

struct Dump {
    /// Version and checksum of each migration.
    migrations: Vec<(i64, String)>,
    /// Tables in the order of the file, with their columns and rows.
    tables: Vec<(String, Vec<String>, usize)>,
    statements: Vec<String>,
}

impl Dump {
    fn read(packed: &[u8]) -> Self {
        let mut text = String::new();
        GzDecoder::new(packed).read_to_string(&mut text).expect("a text");
        let mut dump = Self { migrations: Vec::new(), tables: Vec::new(), statements: Vec::new() };
        // A value may contain line ends: a statement starts with INSERT INTO at the start of a line.
        for part in text.split("\nINSERT INTO ") {
            let Some((table, rest)) = part.split_once(" (").filter(|_| !part.starts_with("-- ")) else {
                let lines = part.lines().filter_map(|line| line.strip_prefix("-- ")?.split_once(' '));
                dump.migrations.extend(lines.map(|(version, sum)| (version.parse().expect("a version"), sum.to_owned())));
                continue;
            };
            let (columns, _) = rest.split_once(") VALUES").expect("columns");
            match dump.tables.last_mut() {
                Some((known, _, rows)) if known == table => *rows += 1,
                _ => dump.tables.push((table.to_owned(), columns.split(", ").map(str::to_owned).collect(), 1)),
            }
            dump.statements.push(format!("INSERT INTO {}", part.trim_end()));
        }
        dump
    }

    /// The schema of that commit, and its rows.
    async fn load(&self, db: &Db, pool: &sqlx::AnyPool) {
        let last = self.migrations.last().expect("migrations").0;
        steps(|version| version <= last).run(pool).await.expect("the schema of then");
        let mut tx = pool.begin().await.expect("a transaction");
        let mut all: String = self.tables.iter().rev().map(|(table, ..)| format!("DELETE FROM {table};\n")).collect();
        for statement in &self.statements {
            let is_postgres = !db.is_sqlite() && statement.starts_with("INSERT INTO file_part");
            all.push_str(&if is_postgres { statement.replace("X'", "'\\x") } else { statement.clone() });
            all.push('\n');
        }
        sqlx::raw_sql(AssertSqlSafe(all)).execute(&mut *tx).await.expect("the rows of then");
        tx.commit().await.expect("the rows are kept");
    }

    /// Each row with its values as text; after the upgrade, from its new table.
    async fn rows(&self, pool: &sqlx::AnyPool, is_upgraded: bool) -> BTreeMap<String, Vec<String>> {
        let mut found = BTreeMap::new();
        for (table, columns, _) in &self.tables {
            let unchanged = columns.iter().filter(|column| !CHANGED.contains(&(table, column)));
            let values: Vec<String> = unchanged
                .map(|column| match column.as_str() {
                    "content" if table == "file_part" => "'octets'".to_owned(),
                    column => format!("COALESCE(CAST({column} AS TEXT), '∅')"),
                })
                .collect();
            let moved = MOVED.iter().find(|(name, _)| is_upgraded && name == table);
            let from = moved.map_or(table.clone(), |(_, query)| format!("({query}) moved"));
            let query = format!("SELECT {} FROM {from}", values.join(" || '␟' || "));
            let mut rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(pool).await.expect(table);
            rows.sort();
            found.insert(table.clone(), rows);
        }
        found
    }
}

/// The migrations of those versions.
fn steps(wanted: impl Fn(i64) -> bool) -> Migrator {
    Migrator {
        migrations: Cow::Owned(MIGRATIONS.iter().filter(|migration| wanted(migration.version)).cloned().collect()),
        ..Migrator::DEFAULT
    }
}

#[tokio::test]
async fn a_database_migrated_by_an_older_text_of_a_step_is_upgraded() {
    let dump = Dump::read(LAST_LANDED);
    let (db, home) = tests::open_empty_database(Clock::System, IdGenerator::system()).await;
    let pool = sqlx::AnyPool::connect(&home.url()).await.unwrap();
    dump.load(&db, &pool).await;
    for statement in [
        "UPDATE copy SET why = 'member RENAMED' WHERE id = (SELECT MIN(id) FROM copy WHERE proof = 0)",
        "UPDATE copy SET why = 'subscriber KEPT' WHERE id = (SELECT MAX(id) FROM copy WHERE proof = 0)",
    ] {
        sqlx::query(statement).execute(&pool).await.unwrap();
    }
    // As the program of 2026-11-30 made it, with its step 38.
    let mut then = steps(|version| version < 34 || (35..=58).contains(&version));
    let former = include_str!("../upgrades/0038_copy_through.sql");
    for step in then.migrations.to_mut().iter_mut().filter(|step| step.version == 38) {
        *step =
            Migration::new(38, step.description.clone(), step.migration_type, AssertSqlSafe(former.to_owned()).into_sql_str(), step.no_tx);
    }
    then.run(&pool).await.expect("the schema of then");
    db.migrate().await.expect("it comes up to date");
    assert_eq!(db.schema().await, Ok(Schema::Current));
    let through: Vec<String> =
        sqlx::query_scalar("SELECT through FROM delivery WHERE why IN ('member RENAMED', 'subscriber KEPT') ORDER BY why")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(through, ["-", ""], "administrators alone read who of a network that nobody knows by that name got it");
    pool.close().await;
}

#[tokio::test]
async fn a_database_of_the_last_merged_commit_keeps_everything() {
    let dump = Dump::read(LAST_LANDED);
    for (version, checksum) in &dump.migrations {
        let current = MIGRATIONS.iter().find(|migration| migration.version == *version);
        let current = current.unwrap_or_else(|| panic!("migration {version} is gone"));
        let sum: String = current.checksum.iter().map(|octet| format!("{octet:02x}")).collect();
        assert_eq!(&sum, checksum, "migration {version} was edited after it had landed");
    }
    let now = Timestamp::parse("2026-11-30T09:00:00Z").expect("a moment");
    let (db, home) = tests::open_empty_database(Clock::at(now), IdGenerator::system()).await;
    let pool = sqlx::AnyPool::connect(&home.url()).await.unwrap();
    dump.load(&db, &pool).await;
    let before = dump.rows(&pool, false).await;
    for (table, _, rows) in &dump.tables {
        assert_eq!(before[table].len(), *rows, "every row of {table} was loaded");
    }
    db.migrate().await.expect("it comes up to date");
    db.migrate().await.expect("and is up to date");
    // As the next start does. It finds the same things by the same words.
    domain::search::catch_up(&db).await.expect("the index is filled");
    let after = dump.rows(&pool, true).await;
    for (table, rows) in &before {
        let missing: Vec<&String> = rows.iter().filter(|row| after[table].binary_search(row).is_err()).collect();
        assert!(missing.is_empty() && after[table].len() >= rows.len(), "{table} lost {missing:?}");
    }
    pool.close().await;
    people_find_what_they_left(World::on(db, home)).await;
}

/// The site on the upgraded database, for its former people.
async fn people_find_what_they_left(world: World) {
    let camille = world.sign_in("chef@example.org").await;
    let space = camille.get("/me").await;
    assert!(space.body.contains("ARAMIS"), "what they registered for: {}", space.body);
    for (path, words) in [
        ("/networks/ri3/pages/accueil-membres", "Bienvenue"),
        ("/networks/ri3/pages/accueil-membres/attachments/plan.txt", "Plan d’accès"),
        ("/networks/ri3/messages", "Brouillon gardé"),
        ("/me/feeds", "Mon agenda"),
        ("/admin", "Maillage des réseaux"),
        ("/networks/ire/reviews/2019", "2019"),
        ("/networks/sil/members", "Fontaine"),
        ("/agenda", "ARAMIS"),
    ] {
        let answer = camille.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body.contains(words), "{path} says « {words} »");
    }
    let feed = world.guest().get("/agenda.ics").await;
    assert!(feed.body.matches("BEGIN:VEVENT").count() > 20, "the feed holds the events");
    // Waiting mails still wait, and sent mails do not wait again.
    let mut tx = world.db.read().await.unwrap();
    let waiting: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM delivery WHERE mail IS NOT NULL AND due_at IS NOT NULL")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert_eq!(waiting, 1);
}
