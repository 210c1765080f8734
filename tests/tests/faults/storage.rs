//! A full disk and a failing disk: reads go on, writes fail, and everything works again afterwards.
//!
//! The full disk is a file system in memory. If the system allows no mount, and for the failing disk, a limit on
//! the size of files has the same effect: SQLite rolls back its transaction at the same place of its code.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;
use tests::{RunningServer, wait_until};

use super::{invited, is_ready, new_site, open, writes};

/// More than the connections of the pool, so that each of them fails once.
const WRITES: usize = 24;

/// A file system of 16 MB, unmounted at the end of the story.
struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=16m", "maillage-story"]).arg(folder.path()).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success()).then_some(Self { folder })
    }

    fn filler(&self) -> PathBuf {
        self.folder.path().join("filler")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").args(["-l"]).arg(self.folder.path()).status();
    }
}

/// Makes writes fail, and work again.
trait Trouble {
    fn begins(&self, server: &RunningServer);
    fn ends(&self, server: &RunningServer);
}

impl Trouble for SmallDisk {
    fn begins(&self, _: &RunningServer) {
        let mut file = std::fs::File::create(self.filler()).unwrap();
        let cause = std::iter::repeat_with(|| std::io::Write::write(&mut file, &[0; 4096])).find_map(Result::err).unwrap();
        assert_eq!(cause.kind(), std::io::ErrorKind::StorageFull);
    }

    fn ends(&self, _: &RunningServer) {
        std::fs::remove_file(self.filler()).unwrap();
    }
}

/// No file of the server may grow beyond one page of SQLite.
struct SizeLimit;

impl SizeLimit {
    fn set(server: &RunningServer, limit: &str) {
        let set = Command::new("prlimit").args(["--pid", &server.pid().to_string(), &format!("--fsize={limit}:")]).status();
        assert!(set.is_ok_and(|status| status.success()), "prlimit (of util-linux) is needed to limit the size of files");
    }
}

impl Trouble for SizeLimit {
    fn begins(&self, server: &RunningServer) {
        Self::set(server, "4096");
    }

    fn ends(&self, server: &RunningServer) {
        Self::set(server, "unlimited");
    }
}

async fn leaves_no_scar(folder: &Path, trouble: &dyn Trouble) {
    let program = new_site(folder);
    let link = invited(&program);
    let mut server = program.serves();
    server.signs_in(&link);
    assert_eq!(writes(&server, "Avant").status, 303);
    // The next request would extend the session: a read page that needs a write.
    let db = open(folder).await;
    let mut tx = db.write().await.unwrap();
    sqlx::query("UPDATE session SET last_seen_at = '2020-01-01T00:00:00Z'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;

    trouble.begins(&server);
    wait_until("the site says that it is not ready", || !is_ready(&server));
    assert_eq!(server.get("/readyz").header("retry-after"), "10");
    for number in 0..WRITES {
        let refused = writes(&server, &format!("Pendant la panne, {number}"));
        assert_eq!((refused.status, refused.header("retry-after")), (503, "10"), "{}", server.log());
        assert!(refused.body.contains("Rien n’a été enregistré"), "{}", refused.body);
        assert!(refused.body.contains(&format!("Pendant la panne, {number}")), "what was typed is kept: {}", server.log());
    }
    for path in ["/", "/agenda", "/networks", "/me", "/admin", "/admin/instance", "/healthz"] {
        assert_eq!(server.get(path).status, 200, "{path} is read while nothing can be written: {}", server.log());
    }

    trouble.ends(&server);
    for number in 0..WRITES {
        let is_saved = writes(&server, &format!("Après {number}"));
        assert_eq!(is_saved.status, 303, "{number}: {}", server.log());
        assert_eq!(server.get("/me").status, 200);
    }
    wait_until("the site is ready again", || is_ready(&server));
    assert!(server.get("/admin/instance").body.contains(&format!("Après {}", WRITES - 1)));
    assert!(server.stops());
    program.does(&["check"]);
}

#[tokio::test]
async fn a_full_disk_leaves_no_damage() {
    match SmallDisk::mount() {
        Some(disk) => leaves_no_scar(disk.folder.path(), &disk).await,
        None => leaves_no_scar(tempfile::tempdir().unwrap().path(), &SizeLimit).await,
    }
}

#[tokio::test]
async fn a_disk_that_fails_for_a_while_leaves_no_damage() {
    leaves_no_scar(tempfile::tempdir().unwrap().path(), &SizeLimit).await;
}
