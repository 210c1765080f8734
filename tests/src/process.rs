//! The server as a process, behind a shell.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use crate::polling::eventually;
use crate::raw_connection::RawConnection;

/// A server that runs until this is dropped.
pub struct SiteProcess {
    pub port: u16,
    child: Child,
    log: std::path::PathBuf,
}

/// A free port.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port()
}

/// The program in a folder, with `settings` as its only environment.
pub fn site_command(program: &str, folder: &Path, database: &str, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .envs([("MAILLAGE_DATABASE", database), ("MAILLAGE_DEMO", "false")])
        .envs(settings.iter().copied());
    command
}

/// Runs a command of the program to its end.
pub fn site_output(program: &str, folder: &Path, database: &str, settings: &[(&str, &str)], arguments: &[&str]) -> Output {
    site_command(program, folder, database, settings).args(arguments).output().expect("the program starts")
}

impl SiteProcess {
    /// Starts `serve` and waits until it answers. `shell` comes before it in a shell: `umask 022;`.
    pub async fn start(program: &str, shell: &str, folder: &Path, database: &str, settings: &[(&str, &str)]) -> Self {
        let (port, log) = (free_port(), folder.join("log"));
        let child = site_command("/bin/sh", folder, database, settings)
            .args(["-c", &format!("{shell} exec \"$0\" serve"), program])
            .env("MAILLAGE_LISTEN", format!("127.0.0.1:{port}"))
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(&log).expect("a log"))
            .spawn()
            .expect("the program starts");
        let mut site = Self { port, child, log };
        let path = site.log.clone();
        let log = || std::fs::read_to_string(&path).unwrap_or_default();
        let what = std::fmt::from_fn(|f| write!(f, "it does not answer: {}", log()));
        let answers = eventually(what, async || {
            assert!(site.child.try_wait().expect("a child").is_none(), "it ended: {}", log());
            tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok()
        });
        drop(answers.await);
        site
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// A connection to it.
    pub async fn connect(&self) -> RawConnection {
        RawConnection::to(self.port).await
    }

    /// A figure of `/proc/<pid>/status`, in bytes: `VmRSS`, `VmHWM`.
    pub fn memory(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("Linux");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a figure");
        line.trim_start_matches(':').trim().trim_end_matches(" kB").parse::<u64>().expect("kibibytes") * 1024
    }
}

impl Drop for SiteProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
