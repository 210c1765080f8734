//! The file of the database: missing, removed, replaced, of another user, newer, created twice at once, closed by each command.

use std::path::Path;
use std::process::Stdio;

use tests::{SiteProgram, wait_until};

use super::{invited, is_ready, new_site, open, program, writes};

#[test]
fn a_missing_database_is_an_error_and_not_a_new_site() {
    let folder = tempfile::tempdir().unwrap();
    let site = program(folder.path());
    let commands: [&[&str]; 5] =
        [&["serve"], &["check"], &["admin", "invite", "a@example.org"], &["backup", "copy.db"], &["search", "rebuild"]];
    for command in commands {
        let output = site.refuses(command);
        assert!(output.contains("there is no database at") && output.contains("maillage migrate"), "{command:?}: {output}");
        assert!(!folder.path().join("site.db").exists(), "{command:?} makes none");
    }
    // An empty file may be the rest of a lost disk, too.
    std::fs::write(folder.path().join("site.db"), "").unwrap();
    assert!(site.refuses(&["serve"]).contains("there is nothing of Maillage in this database"));
    assert!(site.refuses(&["check"]).contains("there is nothing of Maillage in this database"));
    site.does(&["migrate"]);
    invited(&site);
    assert!(site.serves().stops());
}

#[test]
fn each_command_closes_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let site = new_site(folder.path());
    let commands: [&[&str]; 6] = [
        &["migrate"],
        &["admin", "invite", "agnes@example.org"],
        &["search", "rebuild"],
        &["content", "export", "pages"],
        &["backup", "copy.db"],
        &["check"],
    ];
    for command in commands {
        site.does(command);
        assert!(!folder.path().join("site.db-wal").exists(), "{command:?} leaves a log");
    }
    site.refuses(&["admin", "invite", "nobody"]);
    assert!(!folder.path().join("site.db-wal").exists(), "a command that refuses leaves a log");
    assert!(site.serves().stops());
    assert!(!folder.path().join("site.db-wal").exists(), "the server leaves a log");
}

#[test]
fn several_servers_started_at_once_without_a_database_all_run() {
    for _ in 0..3 {
        let folder = tempfile::tempdir().unwrap();
        let site = program(folder.path());
        let children: Vec<_> =
            (0..4).map(|_| site.command(&["migrate"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()).collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        site.does(&["check"]);
    }
}

#[tokio::test]
async fn a_database_removed_or_replaced_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (file, aside) = (folder.path().join("site.db"), folder.path().join("aside.db"));
    let site = new_site(folder.path());
    let link = invited(&site);
    let mut server = site.serves();
    server.signs_in(&link);
    assert!(is_ready(&server));

    std::fs::rename(&file, &aside).unwrap();
    wait_until("it is noticed", || !is_ready(&server));
    assert_eq!(server.get("/readyz").body.trim(), "the file of the database was removed while we use it");
    assert_eq!(writes(&server, "Perdu").status, 503);
    assert!(server.log().contains("was removed while we use it"), "{}", server.log());
    assert!(!file.exists(), "no new one is made");

    std::fs::copy(&aside, &file).unwrap();
    wait_until("it is noticed", || server.get("/readyz").body.contains("replaced while we use it"));
    assert_eq!(writes(&server, "Perdu").status, 503);

    std::fs::rename(&aside, &file).unwrap();
    wait_until("ours is back", || is_ready(&server));
    assert_eq!(writes(&server, "Gardé").status, 303);
    assert!(server.stops());
}

#[tokio::test]
async fn errors_of_the_database_are_in_the_log_alone() {
    let folder = tempfile::tempdir().unwrap();
    let site = new_site(folder.path());
    let server = site.serves();
    assert!(is_ready(&server));
    let db = open(folder.path()).await;
    let mut tx = db.write().await.unwrap();
    sqlx::query("ALTER TABLE setting RENAME TO secret_setting").execute(&mut *tx).await.unwrap();
    tx.commit_without_revision().await.unwrap();
    db.close().await;
    wait_until("it is noticed", || !is_ready(&server));
    assert_eq!(server.get("/readyz").body, "the database can't be written\n");
    assert!(server.log().contains("no such table: setting"), "{}", server.log());
    assert!(site.refuses(&["check"]).contains("no such table: setting"), "whoever runs the program is told");
}

#[test]
fn a_database_of_another_user_is_reported_as_such() {
    let folder = tempfile::tempdir().unwrap();
    new_site(folder.path());
    let file = folder.path().join("site.db");
    let output = if is_root() {
        // The user nobody can't read files of root, nor enter the folder of the program.
        allow(folder.path(), 0o777);
        allow(&file, 0o600);
        let binary = folder.path().join("maillage");
        std::fs::hard_link(env!("CARGO_BIN_EXE_site"), &binary)
            .or_else(|_| std::fs::copy(env!("CARGO_BIN_EXE_site"), &binary).map(drop))
            .unwrap();
        allow(&binary, 0o755);
        program(folder.path()).as_user(65534, &binary).refuses(&["check"])
    } else {
        allow(&file, 0o000);
        program(folder.path()).refuses(&["check"])
    };
    assert!(output.contains("site.db can't be read and written by this user: it belongs to"), "{output}");
}

#[cfg(unix)]
fn allow(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
}

fn is_root() -> bool {
    std::process::Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

#[tokio::test]
async fn a_newer_schema_is_reported_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let site = new_site(folder.path());
    let db = open(folder.path()).await;
    let mut tx = db.write().await.unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) SELECT 9999, description, success, checksum, 1
           FROM _sqlx_migrations WHERE version = 1",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit_without_revision().await.unwrap();
    db.close().await;
    for command in [["serve"], ["check"], ["migrate"]] {
        let output = site.refuses(&command);
        assert!(output.contains("the schema is newer than this program (it has step 9999"), "{command:?}: {output}");
    }
}

#[test]
fn check_reports_what_would_fail() {
    let folder = tempfile::tempdir().unwrap();
    let site = new_site(folder.path());
    site.does(&["check"]);
    let with = |key: &str, value: &str| site.clone().with(key, value).refuses(&["check"]);
    let output = with("CONTENT", "nowhere");
    assert!(output.contains("Bad: content: nowhere can't be read"), "{output}");
    // If the site is built, its files are one more check.
    assert!(["1 of 5 checks failed", "1 of 6 checks failed"].iter().any(|words| output.contains(words)), "{output}");
    let output = with("MAIL__OUTBOX", "site.db/outbox");
    assert!(output.contains("Bad: mails can't be written to site.db/outbox"), "{output}");
    let output = with("LOG__LEVEL", "loud");
    assert!(output.contains("“loud” is not a level"), "{output}");
    // No server listens there.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let output = site.clone().mailing_to(closed).refuses(&["check"]);
    assert!(output.contains("Bad: the SMTP server:"), "{output}");
    // A damaged file.
    let file = folder.path().join("site.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let half = bytes.len() / 2;
    bytes[half..half + 8192].fill(0x5a);
    std::fs::write(&file, bytes).unwrap();
    assert!(site.refuses(&["check"]).contains("Bad: the"), "a damaged file");
    let _: SiteProgram = site;
}
