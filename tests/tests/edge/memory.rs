//! The program returns memory to the system, and restarts itself once to set its allocator.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use domain::clock::Clock;
use domain::rng::IdGenerator;
use tests::{Home, SiteProcess, eventually};
use tokio::sync::Notify;

const PROGRAM: &str = env!("CARGO_BIN_EXE_site");
/// Memory at rest, without the pages of the program's file: those are the system's, and a development build has many.
const AT_REST: u64 = 48 << 20;
/// The least memory of unfinished forms.
const PEAK: u64 = 40 << 20;
const CLIENTS: usize = 50;

async fn site() -> (SiteProcess, Home, tempfile::TempDir) {
    let (_db, home) = tests::open_database(Clock::System, IdGenerator::system()).await;
    let folder = tempfile::tempdir().unwrap();
    let settings = [("MAILLAGE_LOG__LEVEL", "warn"), ("MAILLAGE_CLIENT_HEADER", "x-forwarded-for")];
    let site = SiteProcess::start(PROGRAM, "", folder.path(), &home.url(), &settings).await;
    (site, home, folder)
}

#[tokio::test]
async fn memory_is_returned_after_a_peak() {
    let (site, _home, _folder) = site().await;
    site.connect().await.get("/agenda").await;
    let before = site.memory("RssAnon");
    // The clients together fill the limit. Each holds back its last byte, so that all forms are in memory at once.
    let (all_there, mut senders) = (Arc::new(Notify::new()), Vec::new());
    for client in 0..CLIENTS {
        let (mut wire, all_there) = (site.connect().await, all_there.clone());
        senders.push(tokio::spawn(async move {
            let body = format!("language=en&next={}", "%41".repeat(500_000));
            let head = format!(
                "POST /sign-in HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-For: 203.0.113.{client}\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            let last_is_due = all_there.notified();
            wire.write(head).await;
            wire.write(&body[..body.len() - 1]).await;
            last_is_due.await;
            wire.write("1").await;
            wire.answer().await
        }));
    }
    let resident = || site.memory("RssAnon");
    let no_peak = std::fmt::from_fn(|f| write!(f, "{} MiB of {}: there is no peak", resident() >> 20, before >> 20));
    let peak = eventually(no_peak, async || Some(resident()).filter(|now| *now >= before + PEAK)).await;
    // Some clients may not have reached the point where they wait.
    eventually("all are answered", async || {
        all_there.notify_waiters();
        senders.iter().all(|sender| sender.is_finished()).then_some(())
    })
    .await;
    for sender in senders {
        assert!(sender.await.unwrap().starts_with("HTTP/1.1 4"));
    }
    let too_much = std::fmt::from_fn(|f| write!(f, "{} MiB stay of a peak of {}", resident() >> 20, peak >> 20));
    let after = eventually(too_much, async || Some(resident()).filter(|now| *now < AT_REST)).await;
    println!("before {} MiB, peak {} MiB, after {} MiB", before >> 20, peak >> 20, after >> 20);
}

#[tokio::test]
async fn a_setuid_program_restarts_only_once() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("maillage");
    std::fs::copy(PROGRAM, &program).unwrap();
    let is_root = Command::new("id").arg("-u").output().unwrap().stdout.trim_ascii() == b"0";
    if is_root {
        // Setuid to the user nobody: glibc then removes its own variables from the environment at each start.
        std::os::unix::fs::chown(&program, Some(65534), None).unwrap();
        std::os::unix::fs::chown(folder.path(), Some(65534), None).unwrap();
        std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o4755)).unwrap();
    }
    let mut command = Command::new(&program);
    command.arg("serve").current_dir(folder.path()).env_clear().env("MAILLAGE_DATABASE", "sqlite:nothing.db").env("MAILLAGE_DEMO", "false");
    if !is_root {
        // Only root can make such a program. Otherwise it starts in the state after its first restart.
        command.env("ALLOCATOR_IS_SET", "1");
    }
    let command = tokio::process::Command::from(command).kill_on_drop(true).output();
    let output = tokio::time::timeout(Duration::from_secs(30), command).await.expect("it does not start itself anew for ever").unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && stderr.contains("there is no database at nothing.db"), "{stderr}");
}
