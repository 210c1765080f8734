//! Backups are complete or missing. A restore keeps the old database, and nothing of it gets in the way.

use std::path::Path;
use std::process::Command;

use tests::wait_until;

use super::{invited, is_ready, new_site, open, program, writes};

async fn motto(folder: &Path) -> String {
    let db = open(folder).await;
    let mut tx = db.read().await.unwrap();
    let motto: Option<String> =
        sqlx::query_scalar("SELECT value FROM setting WHERE name = 'motto'").fetch_optional(&mut *tx).await.unwrap();
    drop(tx);
    db.close().await;
    motto.unwrap_or_default()
}

async fn sessions(folder: &Path) -> i64 {
    let db = open(folder).await;
    let count = sqlx::query_scalar("SELECT COUNT(*) FROM session").fetch_one(&mut *db.read().await.unwrap()).await.unwrap();
    db.close().await;
    count
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_backup_restored_over_a_database_with_a_log_is_complete() {
    let folder = tempfile::tempdir().unwrap();
    let site = new_site(folder.path());
    let link = invited(&site);
    let mut server = site.serves();
    server.signs_in(&link);
    assert_eq!(writes(&server, "Dans la sauvegarde").status, 303);
    site.does(&["backup", "copy.db"]);
    assert_eq!(sessions(folder.path()).await, 1);
    for number in 0..40 {
        assert_eq!(writes(&server, &format!("Après la sauvegarde, {number}")).status, 303);
    }
    let output = site.refuses(&["restore", "copy.db"]);
    assert!(output.contains("a program uses"), "{output}");
    server.dies();
    assert!(folder.path().join("site.db-wal").exists(), "the log of the dead server is there");

    let output = site.does(&["restore", "copy.db"]);
    assert!(output.contains("What was there is kept as") && output.contains("nothing is sent since a backup was restored"), "{output}");
    site.does(&["check"]);
    assert_eq!(motto(folder.path()).await, "Dans la sauvegarde");
    assert_eq!(sessions(folder.path()).await, 0, "sessions that were ended since do not come back");
    assert!(is_ready(&site.serves()));
    // The old database is complete, too.
    let names = names(folder.path());
    let previous = names.iter().find(|name| name.starts_with("site.db.before-restore-") && !name.contains("-wal")).unwrap();
    std::fs::create_dir(folder.path().join("old")).unwrap();
    std::fs::copy(folder.path().join(previous), folder.path().join("old/site.db")).unwrap();
    assert_eq!(motto(&folder.path().join("old")).await, "Après la sauvegarde, 39");
}

#[test]
fn a_backup_is_restored_to_an_empty_folder() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let site = new_site(folder.path());
    let copy = folder.path().join("copy.db").display().to_string();
    site.does(&["backup", &copy]);
    program(other.path()).does(&["restore", &copy]);
    program(other.path()).does(&["check"]);
    assert!(is_ready(&program(other.path()).serves()));
}

#[tokio::test]
async fn an_invalid_backup_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let site = new_site(folder.path());
    site.does(&["backup", "copy.db"]);
    let before = std::fs::read(at("site.db")).unwrap();
    let copy = std::fs::read(at("copy.db")).unwrap();

    std::fs::write(at("cut.db"), &copy[..copy.len() / 2]).unwrap();
    std::fs::write(at("text.db"), "a letter").unwrap();
    std::fs::write(at("empty.db"), "").unwrap();
    std::fs::write(at("in-use.db"), &copy).unwrap();
    std::fs::write(at("in-use.db-wal"), "something").unwrap();
    let newer = tempfile::tempdir().unwrap();
    std::fs::write(newer.path().join("site.db"), &copy).unwrap();
    let db = open(newer.path()).await;
    let mut tx = db.write().await.unwrap();
    sqlx::query("UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1").execute(&mut *tx).await.unwrap();
    tx.commit_without_revision().await.unwrap();
    db.close().await;
    let newer = newer.path().join("site.db").display().to_string();

    let wrong = [
        ("nowhere.db", "can't be restored"),
        ("cut.db", "damaged"),
        ("text.db", "damaged"),
        ("empty.db", "it is no database of Maillage"),
        ("in-use.db", "it has a log"),
        (newer.as_str(), "newer than this program"),
        ("site.db", "the backup is the database itself"),
    ];
    for (file, why) in wrong {
        let output = site.refuses(&["restore", file]);
        assert!(output.contains(why), "{file}: {output}");
        assert_eq!(std::fs::read(at("site.db")).unwrap(), before, "{file}");
    }
    assert!(!names(folder.path()).iter().any(|name| name.contains("restor")), "{:?}", names(folder.path()));
}

#[tokio::test]
async fn a_backup_that_breaks_off_leaves_nothing_under_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let site = new_site(folder.path());
    let last_backup = async || -> Option<String> {
        let db = open(folder.path()).await;
        let mut tx = db.read().await.unwrap();
        let last = sqlx::query_scalar("SELECT value FROM setting WHERE name = 'backup.last_at'").fetch_optional(&mut *tx).await.unwrap();
        drop(tx);
        db.close().await;
        last
    };
    // No file may grow beyond 16 kB: the copy breaks off.
    let mut limited = Command::new("sh");
    limited.args(["-c", r#"trap "" XFSZ; ulimit -f 32; exec "$0" backup copy.db"#, env!("CARGO_BIN_EXE_site")]);
    limited.current_dir(folder.path()).env("MAILLAGE_DATABASE", "sqlite:site.db").env("MAILLAGE_DEMO", "false");
    assert!(!limited.output().unwrap().status.success());
    assert!(!names(folder.path()).iter().any(|name| name.starts_with("copy")), "{:?}", names(folder.path()));
    assert_eq!(last_backup().await, None);

    // A killed backup has left a part. The next one works all the same.
    std::fs::write(folder.path().join("copy.db.part"), "half").unwrap();
    site.does(&["backup", "copy.db"]);
    assert!(last_backup().await.is_some());
    assert!(!folder.path().join("copy.db.part").exists());
    assert!(site.refuses(&["backup", "copy.db"]).contains("is there already"), "an older backup stays");
    wait_until("the copy is nobody else's", || {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(folder.path().join("copy.db")).unwrap().permissions());
        mode & 0o077 == 0
    });
}

#[tokio::test]
async fn the_backup_before_an_upgrade_is_made_by_the_new_program() {
    let folder = tempfile::tempdir().unwrap();
    let site = new_site(folder.path());
    let db = open(folder.path()).await;
    let mut tx = db.write().await.unwrap();
    sqlx::query("DELETE FROM _sqlx_migrations WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit_without_revision().await.unwrap();
    db.close().await;

    let output = site.does(&["check"]);
    assert!(output.contains("Note: the schema is older than this program by 1 steps") && !output.contains("Bad:"), "{output}");
    site.does(&["backup", "copy.db"]);
    let schema = domain::db::BackupFile::verify(&folder.path().join("copy.db")).await.unwrap().schema();
    assert_eq!(schema, domain::db::Schema::Older(1), "it is as it was");
}

#[test]
fn a_restore_needs_a_configured_database_and_no_postgresql_dump() {
    let folder = tempfile::tempdir().unwrap();
    let site = new_site(folder.path());
    site.does(&["backup", "copy.db"]);
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let output =
        Command::new(env!("CARGO_BIN_EXE_site")).arg("restore").arg(&copy).current_dir(elsewhere.path()).env_clear().output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("there is no maillage.toml in this folder"), "{text}");
    assert_eq!(names(elsewhere.path()), Vec::<String>::new());
    // With a configuration file it is restored, even if that file does not name the database.
    std::fs::write(elsewhere.path().join("maillage.toml"), "").unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_site")).arg("restore").arg(&copy).current_dir(elsewhere.path()).env_clear().output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    std::fs::write(folder.path().join("dump.sql"), "-- PostgreSQL database dump").unwrap();
    let cluster = tests::SiteProgram::new(env!("CARGO_BIN_EXE_site"), folder.path(), "postgres://nobody@127.0.0.1:1/nothing");
    let text = cluster.refuses(&["restore", "dump.sql"]);
    assert!(text.contains("PostgreSQL is restored with pg_restore") && text.contains("maillage hold"), "{text}");
}
