//! A temporary PostgreSQL cluster, removed when the command ends.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

use crate::CommandResult;
use crate::prerequisites::postgres_binaries;
use crate::programs::{find, is_root, not_started, succeed_quietly};
use crate::progress::step;

const NAME: &str = "maillage-postgres-";

/// What a commit waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// The disk: PostgreSQL's default.
    OfProduction,
    /// Nothing: the data is thrown away afterwards.
    None,
}

/// A running cluster. Dropping it stops the server and removes the folder.
pub struct Cluster {
    folder: PathBuf,
    binaries: PathBuf,
    owner: Option<String>,
    server: Option<Child>,
    port: u16,
}

impl Cluster {
    /// Creates a cluster and starts it on a free port of 127.0.0.1, with its socket in the folder.
    pub fn start(durability: Durability) -> CommandResult<Self> {
        let binaries = postgres_binaries().ok_or("PostgreSQL is not installed.")?;
        remove_abandoned();
        step("starting a temporary PostgreSQL", || {
            let mut cluster = Self {
                folder: env::temp_dir().join(format!("{NAME}{}", process::id())),
                binaries,
                owner: owner()?,
                server: None,
                port: free_port()?,
            };
            cluster.create()?;
            cluster.serve(durability)?;
            Ok(cluster)
        })
    }

    /// Connects as a superuser without a password, who may create databases.
    pub fn url(&self) -> String {
        format!("postgres://maillage@127.0.0.1:{}/postgres", self.port)
    }

    fn create(&self) -> CommandResult {
        let _ = fs::remove_dir_all(&self.folder);
        fs::create_dir_all(&self.folder).map_err(|cause| format!("{} cannot be made: {cause}.", self.folder.display()))?;
        if let Some(owner) = &self.owner {
            succeed_quietly(Command::new("chown").arg(owner).arg(&self.folder), "the folder of PostgreSQL cannot be given to its user:")?;
        }
        let mut initdb = self.command("initdb");
        initdb.arg("-D").arg(self.data());
        initdb.args(["--username=maillage", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
        succeed_quietly(&mut initdb, "PostgreSQL could not make a cluster. It said:").map(drop)
    }

    fn serve(&mut self, durability: Durability) -> CommandResult {
        let log_file = self.folder.join("log");
        let log = fs::File::create(&log_file).map_err(|cause| format!("{} cannot be made: {cause}.", log_file.display()))?;
        let port = self.port.to_string();
        let mut postgres = self.command("postgres");
        postgres.arg("-D").arg(self.data()).arg("-k").arg(&self.folder);
        postgres.args(["-h", "127.0.0.1", "-p", &port, "-c", "max_connections=300"]);
        if durability == Durability::None {
            for setting in ["fsync=off", "synchronous_commit=off", "full_page_writes=off"] {
                postgres.args(["-c", setting]);
            }
        }
        postgres.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let mut server = postgres.spawn().map_err(|cause| not_started(&postgres, &cause))?;
        let start = Instant::now();
        let mut ended = false;
        while !ended && start.elapsed() < Duration::from_secs(30) {
            ended = server.try_wait().is_ok_and(|status| status.is_some());
            let mut ready = self.command("pg_isready");
            ready.args(["-q", "-h", "127.0.0.1", "-p", &port]);
            if !ended && ready.status().is_ok_and(|status| status.success()) {
                self.server = Some(server);
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        self.server = Some(server);
        let log = fs::read_to_string(&log_file).unwrap_or_default();
        Err(format!("PostgreSQL did not start. Its log says:\n{}", log.trim()))
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// A PostgreSQL program, run as a user that PostgreSQL accepts: it refuses to run as root.
    /// With setpriv, the kernel ends it when this process ends, however that happens.
    fn command(&self, program: &str) -> Command {
        let program = self.binaries.join(program);
        let mut command = match (&self.owner, find(&["setpriv"])) {
            (Some(owner), Some(setpriv)) => {
                let mut command = Command::new(setpriv);
                command.args([&format!("--reuid={owner}"), &format!("--regid={}", group_of(owner))]);
                command.args(["--clear-groups", "--pdeathsig=INT", "--"]).arg(program);
                command
            }
            (None, Some(setpriv)) => {
                let mut command = Command::new(setpriv);
                command.args(["--pdeathsig=INT", "--"]).arg(program);
                command
            }
            (Some(owner), None) => {
                let mut command = Command::new("runuser");
                command.args(["-u", owner, "--"]).arg(program);
                command
            }
            (None, None) => Command::new(program),
        };
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let mut stop = self.command("pg_ctl");
            stop.arg("stop").arg("-D").arg(self.data()).args(["-m", "immediate"]);
            if succeed_quietly(&mut stop, "").is_err() {
                let _ = server.kill();
            }
            let _ = server.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The user PostgreSQL runs as; `None` (the current user) unless we are root.
fn owner() -> CommandResult<Option<String>> {
    if !is_root() {
        return Ok(None);
    }
    ["postgres", "nobody"]
        .into_iter()
        .find(|name| succeed_quietly(Command::new("id").arg(name), "").is_ok())
        .map(|name| Some(name.to_owned()))
        .ok_or_else(|| "PostgreSQL does not run as root, and there is no user postgres or nobody here.".to_owned())
}

fn group_of(user: &str) -> String {
    succeed_quietly(Command::new("id").args(["-g", user]), "").unwrap_or_else(|_| user.to_owned())
}

fn free_port() -> CommandResult<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|cause| format!("no port of 127.0.0.1 is free: {cause}."))
}

/// Removes the folders of commands that were killed. The folder's name contains the process id.
fn remove_abandoned() {
    for entry in fs::read_dir(env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(creator) = name.strip_prefix(NAME) else { continue };
        if Path::new("/proc/self").exists() && !Path::new("/proc").join(creator).exists() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
