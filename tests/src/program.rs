//! The program as a process: its commands, and its server over HTTP.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::polling::wait_until;

/// How long the program may take to stop: a little more than the 25 seconds that it allows itself.
const END: Duration = Duration::from_secs(30);
/// How long an answer may take: less than the 30 seconds after which the server gives up a page.
const ANSWER: Duration = Duration::from_secs(12);

/// The program, with its configuration in the environment and a folder that it runs in.
#[derive(Debug, Clone)]
pub struct SiteProgram {
    binary: PathBuf,
    folder: PathBuf,
    environment: Vec<(String, String)>,
    user: Option<u32>,
}

impl SiteProgram {
    /// The program `binary`, on the database `url`; no demonstration.
    pub fn new(binary: &str, folder: &Path, url: &str) -> Self {
        let program = Self { binary: binary.into(), folder: folder.to_owned(), environment: Vec::new(), user: None };
        program.with("DATABASE", url).with("DEMO", "false").with("LOG__LEVEL", "warn")
    }

    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.environment.push((format!("MAILLAGE_{key}"), value.to_owned()));
        self
    }

    pub fn mailing_to(self, port: u16) -> Self {
        self.with("SMTP__HOST", "127.0.0.1").with("SMTP__TLS", "none").with("SMTP__PORT", &port.to_string())
    }

    /// As another user of the system.
    pub fn as_user(mut self, user: u32, binary: &Path) -> Self {
        self.user = Some(user);
        self.binary = binary.to_owned();
        self
    }

    /// A command, ready to be started. Files may be limited in their size later: that is an error then, not the end.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", r#"trap "" XFSZ; exec "$0" "$@""#]).arg(&self.binary).args(arguments);
        command.current_dir(&self.folder).env_clear().envs(self.environment.iter().cloned());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).stdin(Stdio::null());
        #[cfg(unix)]
        if let Some(user) = self.user {
            std::os::unix::process::CommandExt::uid(&mut command, user);
            std::os::unix::process::CommandExt::gid(&mut command, user);
        }
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// Runs a command that succeeds. Returns its standard output.
    pub fn does(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{arguments:?}: {text}{}", String::from_utf8_lossy(&output.stderr));
        text
    }

    /// Runs a command that fails. Returns its whole output.
    pub fn refuses(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(!output.status.success(), "{arguments:?} worked: {text}");
        text
    }

    /// Starts the server, and waits until it answers.
    pub fn serves(&self) -> RunningServer {
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port();
        let log = tempfile::NamedTempFile::new().expect("a file for the log");
        let mut command = self.command(&["serve"]);
        command.env("MAILLAGE_LISTEN", format!("127.0.0.1:{port}"));
        let child = command.stdout(Stdio::null()).stderr(log.reopen().expect("the log")).spawn().expect("the program starts");
        let mut server = RunningServer { child, port, cookie: String::new(), log };
        let path = server.log.path().to_owned();
        let log = || std::fs::read_to_string(&path).unwrap_or_default();
        let what = std::fmt::from_fn(|f| write!(f, "the server does not answer: {}", log()));
        wait_until(what, || {
            let ended = server.child.try_wait().ok().flatten();
            assert!(ended.is_none(), "the server ended ({ended:?}): {}", log());
            server.try_get("/healthz").is_some()
        });
        server
    }
}

/// A server that runs. It is killed with the story.
pub struct RunningServer {
    child: Child,
    port: u16,
    cookie: String,
    log: tempfile::NamedTempFile,
}

#[derive(Debug, Clone)]
pub struct HttpAnswer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl HttpAnswer {
    /// Empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap_or_default()
    }
}

impl RunningServer {
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log.path()).unwrap_or_default()
    }

    /// The story fails if no answer comes.
    pub fn get(&self, path: &str) -> HttpAnswer {
        self.try_get(path).unwrap_or_else(|| panic!("no answer to {path}: {}", self.log()))
    }

    /// [`Self::get`] with another header line.
    pub fn get_with(&self, path: &str, line: &str) -> HttpAnswer {
        self.request(&format!("GET {path} HTTP/1.1\r\n{line}\r\n"), "").unwrap_or_else(|| panic!("no answer to {path}: {}", self.log()))
    }

    fn try_get(&self, path: &str) -> Option<HttpAnswer> {
        self.request(&format!("GET {path} HTTP/1.1\r\n"), "")
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> HttpAnswer {
        let encode = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let body = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>().join("&");
        let head = format!("POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", body.len());
        self.request(&head, &body).unwrap_or_else(|| panic!("no answer to {path}: {}", self.log()))
    }

    fn request(&self, head: &str, body: &str) -> Option<HttpAnswer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(ANSWER)).ok()?;
        let request = format!("{head}Host: 127.0.0.1:{}\r\nConnection: close\r\nCookie: {}\r\n\r\n{body}", self.port, self.cookie);
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(HttpAnswer { status, head: head.to_owned(), body: body.to_owned() })
    }

    /// Follows a sign-in link. Later requests come from its owner.
    pub fn signs_in(&mut self, link: &str) {
        let path = link.splitn(4, '/').nth(3).map(|path| format!("/{path}")).expect("a link with a path");
        let answer = self.post(path.trim(), &[]);
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("maillage_session="), "{} {cookie}", answer.status);
        self.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    }

    /// Sends SIGTERM and waits for the end. Returns whether the program ended with success.
    pub fn stops(mut self) -> bool {
        signal("TERM", self.pid());
        let began = Instant::now();
        while began.elapsed() < END {
            if let Ok(Some(status)) = self.child.try_wait() {
                return status.success();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the server does not stop: {}", self.log());
    }

    /// Kills it.
    pub fn dies(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
    }
}

impl Drop for RunningServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal to a process.
fn signal(name: &str, pid: u32) {
    let sent = Command::new("kill").args([format!("-{name}"), pid.to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "kill -{name} {pid}");
}
