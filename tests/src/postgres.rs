//! A PostgreSQL cluster for one story, which can stop and freeze it. It uses the programs of the system, as `cargo xtask test postgres` does.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A cluster in a temporary folder.
pub struct Postgres {
    folder: TempDir,
    binaries: PathBuf,
    port: u16,
    frozen: Vec<u32>,
}

impl Postgres {
    /// Makes a cluster and starts it.
    pub fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("maillage-story-postgres-").tempdir().expect("a temporary folder");
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port();
        let postgres = Self { folder, binaries: binaries(), port, frozen: Vec::new() };
        if is_root() {
            let owned = Command::new("chown").arg("postgres").arg(postgres.folder.path()).status();
            assert!(owned.is_ok_and(|status| status.success()), "the folder can't be given to the user postgres");
        }
        postgres.does("initdb", &["--username=maillage", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
        postgres.runs();
        postgres
    }

    pub fn url(&self) -> String {
        format!("postgres://maillage@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it, after it was stopped.
    pub fn runs(&self) {
        let options = format!("-h 127.0.0.1 -p {} -k {} -c fsync=off", self.port, self.folder.path().display());
        let log = self.folder.path().join("log").display().to_string();
        self.does("pg_ctl", &["start", "-w", "-t", "60", "-l", &log, "-o", &options]);
    }

    /// Stops it at once, with open connections.
    pub fn stops(&self) {
        self.does("pg_ctl", &["stop", "-w", "-m", "immediate"]);
    }

    /// Freezes all its processes: it accepts connections, and answers nothing.
    pub fn freezes(&mut self) {
        let main = std::fs::read_to_string(self.data().join("postmaster.pid")).expect("it runs");
        let main: u32 = main.lines().next().and_then(|line| line.parse().ok()).expect("its number");
        let children = Command::new("ps").args(["-o", "pid=", "--ppid", &main.to_string()]).output().expect("ps");
        let children =
            String::from_utf8_lossy(&children.stdout).split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<u32>>();
        self.frozen = std::iter::once(main).chain(children).collect();
        // A child may end meanwhile.
        for pid in &self.frozen {
            let _ = Command::new("kill").args(["-STOP".to_owned(), pid.to_string()]).stderr(Stdio::null()).status();
        }
    }

    /// Ends [`Self::freezes`].
    pub fn thaws(&mut self) {
        for pid in self.frozen.drain(..) {
            let _ = Command::new("kill").args(["-CONT".to_owned(), pid.to_string()]).stderr(Stdio::null()).status();
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn does(&self, program: &str, arguments: &[&str]) {
        let output = self.command(program).arg("-D").arg(self.data()).args(arguments).status();
        assert!(output.is_ok_and(|status| status.success()), "{program} {arguments:?}");
    }

    /// PostgreSQL refuses to run as root.
    fn command(&self, program: &str) -> Command {
        let program = self.binaries.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(self.folder.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.thaws();
        let _ = self.command("pg_ctl").arg("stop").arg("-D").arg(self.data()).args(["-m", "immediate"]).status();
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// The folder of the newest PostgreSQL server of the system: a client alone has a folder too.
fn binaries() -> PathBuf {
    let mut folders: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    folders.retain(|(_, folder)| ["initdb", "postgres", "pg_ctl"].iter().all(|name| folder.join(name).is_file()));
    folders.sort();
    if let Some((_, folder)) = folders.pop() {
        return folder;
    }
    let found = Command::new("sh").args(["-c", "dirname $(command -v initdb)"]).output().expect("sh");
    let folder = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    assert!(!folder.is_empty(), "the programs of PostgreSQL are needed (Debian: apt-get install postgresql)");
    folder.into()
}
