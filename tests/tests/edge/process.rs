//! The program as a process: its use of the system, its files and its log.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use domain::Language;
use domain::clock::Clock;
use domain::db::Db;
use domain::mail::{self, MailContent, MailRecipient};
use domain::rng::IdGenerator;
use tests::{Home, RawConnection, SiteProcess, eventually, free_port, site_output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_site");

async fn base() -> (Db, Home, tempfile::TempDir) {
    let (db, home) = tests::open_database(Clock::System, IdGenerator::system()).await;
    (db, home, tempfile::tempdir().unwrap())
}

fn mode(file: &Path) -> u32 {
    std::fs::metadata(file).unwrap_or_else(|cause| panic!("{}: {cause}", file.display())).permissions().mode() & 0o777
}

#[tokio::test]
async fn more_clients_than_the_soft_limit_are_served() {
    let (_db, home, folder) = base().await;
    let site = SiteProcess::start(PROGRAM, "ulimit -Sn 200;", folder.path(), &home.url(), &[]).await;
    let mut silent = Vec::new();
    for _ in 0..300 {
        silent.push(site.connect().await);
    }
    assert!(site.connect().await.get("/healthz").await.ends_with("ok\n"));
    assert!(!site.log().contains("no connection can be accepted"), "{}", site.log());
}

#[tokio::test]
async fn under_a_low_hard_limit_silent_connections_give_way() {
    let (_db, home, folder) = base().await;
    let site = SiteProcess::start(PROGRAM, "ulimit -n 200;", folder.path(), &home.url(), &[]).await;
    let mut silent = Vec::new();
    for _ in 0..300 {
        silent.push(site.connect().await);
    }
    assert!(site.connect().await.get("/readyz").await.ends_with("ready\n"));
    assert!(!site.log().contains("no connection can be accepted"), "{}", site.log());
}

#[tokio::test]
async fn files_of_the_program_are_private_to_their_owner() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("data/site.db").display());
    let run = |arguments: &[&str]| {
        let done = std::process::Command::new("/bin/sh")
            .args(["-c", "umask 000; exec \"$0\" \"$@\"", PROGRAM])
            .args(arguments)
            .current_dir(folder.path())
            .env_clear()
            .envs([("MAILLAGE_DATABASE", database.as_str()), ("MAILLAGE_DEMO", "false")])
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    run(&["migrate"]);
    let backup = folder.path().join("backup.db");
    run(&["backup", backup.to_str().unwrap()]);
    run(&["content", "export", folder.path().join("pages").to_str().unwrap()]);

    let site = SiteProcess::start(PROGRAM, "umask 000;", folder.path(), &database, &[]).await;
    let db = Db::open(&database, 1, Clock::System, IdGenerator::system()).await.unwrap();
    post(&db).await;
    let outbox = folder.path().join("data/outbox");
    let mail = eventually("a mail is written", async || {
        let mut files = std::fs::read_dir(&outbox).into_iter().flatten().map(|file| file.unwrap().path());
        files.find(|file| file.extension().is_some_and(|kind| kind == "eml"))
    });
    let mail: PathBuf = mail.await;
    drop(site);
    for file in [folder.path().join("data/site.db"), backup, mail] {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    for below in [folder.path().join("data"), outbox] {
        assert_eq!(mode(&below), 0o700, "{}", below.display());
    }
}

async fn post(db: &Db) {
    let to = MailRecipient { person: None, name: "Zoé".to_owned(), address: "zoe@example.org".to_owned(), language: Language::Fr };
    let letter = MailContent { cause: "event.cancelled", subject: "Sujet".to_owned(), body: "Texte".to_owned(), ..MailContent::default() };
    let mut tx = db.write().await.unwrap();
    mail::post(&mut tx, &to, &letter).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn no_token_and_no_query_is_in_the_log() {
    let (_db, home, folder) = base().await;
    let site = SiteProcess::start(PROGRAM, "", folder.path(), &home.url(), &[]).await;
    let mut wire = site.connect().await;
    for path in ["/unsubscribe/", "/subscriptions/", "/registrations/", "/sign-in/", "/feeds/", "//unsubscribe/", "/Unsubscribe/"] {
        wire.get(&format!("{path}secret-token.ics?x=secret-query")).await;
    }
    wire.get("/agenda").await;
    let log = site.log();
    assert!(log.contains("path=/unsubscribe/…") && log.contains("path=/subscriptions/…") && log.contains("path=/agenda"), "{log}");
    assert!(!log.contains("secret-"), "{log}");
}

#[tokio::test]
async fn an_unconfigured_proxy_is_reported_once() {
    let (_db, home, folder) = base().await;
    let site = SiteProcess::start(PROGRAM, "", folder.path(), &home.url(), &[]).await;
    let mut wire = site.connect().await;
    wire.get("/agenda").await;
    assert!(!site.log().contains("client_header"), "{}", site.log());
    for _ in 0..3 {
        wire.write("GET /agenda HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n").await;
        wire.answer().await;
    }
    assert_eq!(site.log().matches("client_header is empty").count(), 1, "{}", site.log());
}

#[tokio::test]
async fn check_reports_an_exposed_key_and_a_proxy_without_header() {
    let (_db, home, folder) = base().await;
    let key = folder.path().join("dkim.pem");
    let generated = std::process::Command::new("openssl")
        .args(["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out"])
        .arg(&key)
        .output()
        .unwrap();
    assert!(generated.status.success(), "openssl, as maillage.example.toml has it");
    let check = |mode: u32, header: &str| {
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(mode)).unwrap();
        let settings = [
            ("MAILLAGE_ADDRESS", "https://maillage.example.org"),
            ("MAILLAGE_CLIENT_HEADER", header),
            ("MAILLAGE_DKIM__DOMAIN", "example.org"),
            ("MAILLAGE_DKIM__SELECTOR", "maillage"),
            ("MAILLAGE_DKIM__KEY", key.to_str().unwrap()),
        ];
        String::from_utf8(site_output(PROGRAM, folder.path(), &home.url(), &settings, &["check"]).stdout).unwrap()
    };
    let output = check(0o644, "");
    assert!(output.contains("Bad: dkim.key:") && output.contains("chmod 600"), "{output}");
    assert!(output.contains("Bad: client_header is empty although there is a proxy"), "{output}");
    let output = check(0o640, "X-Forwarded-For");
    assert!(!output.contains("Bad: dkim.key") && !output.contains("Bad: client_header"), "{output}");
}

#[tokio::test]
async fn a_real_site_is_never_served_as_a_demo() {
    let (db, home, folder) = base().await;
    let mut tx = db.write().await.unwrap();
    sqlx::query(
        "INSERT INTO person (id, given_name, family_name, sort_name, language, created_at, updated_at, version)
         VALUES ('ada', 'Ada', 'Lovelace', 'lovelace ada', 'fr', $1, $1, 1)",
    )
    .bind(db.now())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let settings = [("MAILLAGE_DEMO", "true")];
    let refused = site_output(PROGRAM, folder.path(), &home.url(), &settings, &["serve"]);
    let output = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(2), "{output}");
    assert!(output.contains("this database is a real site's"), "{output}");
    for command in [vec!["demo"], vec!["demo", "--scale", "1"]] {
        assert_eq!(site_output(PROGRAM, folder.path(), &home.url(), &[], &command).status.code(), Some(1), "{command:?}");
    }
    let mut tx = db.read().await.unwrap();
    let people: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM person").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(people, 1);
}

#[tokio::test]
async fn a_demo_is_recognised_with_or_without_its_mark() {
    use demo::Origin;
    let (db, _home, _folder) = base().await;
    assert_eq!(demo::origin(&db).await.unwrap(), Origin::Empty);
    demo::load(&db).await.unwrap();
    assert_eq!(demo::origin(&db).await.unwrap(), Origin::Demo);
    // As before the mark was introduced.
    let unmark = |statement: &'static str| {
        let db = db.clone();
        async move {
            let mut tx = db.write().await.unwrap();
            sqlx::query(statement).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
            demo::origin(&db).await.unwrap()
        }
    };
    assert_eq!(unmark("DELETE FROM setting WHERE name = 'demo'").await, Origin::Demo);
    // Importing the people of the demo does not turn a site into a demo.
    assert_eq!(unmark("UPDATE person SET administrator_since = NULL").await, Origin::Site);
}

#[tokio::test]
async fn metrics_have_an_address_of_their_own() {
    let (_db, home, folder) = base().await;
    let port = free_port();
    let listen = format!("127.0.0.1:{port}");
    let site = SiteProcess::start(PROGRAM, "", folder.path(), &home.url(), &[("MAILLAGE_METRICS__LISTEN", &listen)]).await;
    let mut wire = site.connect().await;
    wire.get("/agenda").await;
    assert!(wire.get("/metrics").await.starts_with("HTTP/1.1 404"));
    let figures = RawConnection::to(port).await.get("/metrics").await;
    assert!(figures.contains("content-type: text/plain; version=0.0.4"), "{figures}");
    for sample in [
        "maillage_requests_total{route=\"/agenda\",method=\"GET\",status=\"200\"} 1\n",
        "maillage_database_up 1\n",
        "maillage_connections 1\n",
        "maillage_database_connections_max 8\n",
        "process_resident_memory_bytes ",
    ] {
        assert!(figures.contains(sample), "{sample}: {figures}");
    }
    assert_eq!(figures.contains("maillage_database_wal_bytes"), home.url().starts_with("sqlite:"));
}
