//! A Postfix for one story: on loopback, in a temporary folder, with the lines that README.md gives to administrators.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::polling::wait_until;
use crate::process::free_port;

const README: &str = include_str!("../../README.md");
/// The socket of Maillage in README.md.
const SOCKET: &str = "/run/maillage/lmtp.sock";
/// The name of the milter in README.md.
const RELAY: &str = "mx.example.org";

/// Runs Postfix until the standard input ends: with the story, even if that is killed.
const SUPERVISED: &str =
    r#"exec 3<&0; { cat <&3 >/dev/null; "$0" -c "$1" abort 2>/dev/null; } & exec "$0" -c "$1" start-fg </dev/null 3<&-"#;

/// How long Postfix may take to stop before it is killed.
const STOP: Duration = Duration::from_secs(10);

/// A Postfix that runs. Its mailboxes are Maildirs at `example.org`.
pub struct Postfix {
    folder: TempDir,
    /// Where the machine itself submits mail.
    pub own_port: u16,
    /// Where other machines deliver.
    pub public_port: u16,
    master: Child,
    milter: Child,
}

/// The answer that decided about a submitted mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionAnswer {
    /// `rcpt` or `data`.
    pub command: String,
    pub code: u64,
    pub text: String,
}

impl Postfix {
    /// Starts it with a mailbox for each of these names.
    pub fn start(mailboxes: &[&str]) -> Self {
        let user = Command::new("id").arg("-u").output().expect("id");
        assert_eq!(user.stdout.trim_ascii(), b"0", "only root can start Postfix: run this as root, or with --skip real_postfix");
        let folder = tempfile::Builder::new().prefix("maillage-story-postfix-").tempdir().expect("a temporary folder");
        let path = folder.path();
        // Postfix runs as a user of its own, and mailboxes belong to nobody. A socket in `run` belongs to the group of that folder.
        for (name, options) in [
            ("", ["-m", "755", "-g", "root"]),
            ("etc", ["-m", "755", "-g", "root"]),
            ("spool", ["-m", "755", "-g", "root"]),
            ("spool/opendkim", ["-m", "755", "-g", "root"]),
            ("data", ["-m", "700", "-o", "postfix"]),
            ("mail", ["-m", "700", "-o", "65534"]),
            ("run", ["-m", "2750", "-g", "postfix"]),
        ] {
            succeeds(Command::new("install").arg("-d").args(options).arg(path.join(name)));
        }
        let (own_port, public_port) = (free_port(), free_port());
        std::fs::write(path.join("etc/main.cf"), main_cf(path, mailboxes)).expect("main.cf");
        std::fs::write(path.join("etc/master.cf"), master_cf(own_port, public_port)).expect("master.cf");
        let command = README.lines().find(|line| line.starts_with("postconf ")).expect("README.md has a line for postconf");
        let arguments = command.split('#').next().unwrap_or_default().split_whitespace().skip(1);
        succeeds(Command::new(program("postconf")).arg("-c").arg(path.join("etc")).args(arguments));

        let socket = path.join("spool/opendkim/opendkim.sock");
        let milter = Command::new("python3").arg(script("milter.py")).arg(&socket).arg(RELAY).stdin(Stdio::piped()).spawn();
        let milter = milter.expect("python3");
        // A group of its own, so that no signal of Postfix reaches the story.
        let mut master = Command::new("sh");
        master.args(["-c", SUPERVISED]).arg(program("postfix")).arg(path.join("etc")).process_group(0);
        let master = master.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("sh");
        let mut postfix = Self { folder, own_port, public_port, master, milter };
        let log = postfix.folder.path().join("log");
        let log = || std::fs::read_to_string(&log).unwrap_or_default();
        wait_until(std::fmt::from_fn(|f| write!(f, "Postfix does not answer: {}", log())), || {
            for child in [&mut postfix.master, &mut postfix.milter] {
                let ended = child.try_wait().expect("a child");
                assert!(ended.is_none(), "Postfix or its milter ended ({ended:?}): {}", log());
            }
            let answers = |port| std::net::TcpStream::connect(("127.0.0.1", port)).is_ok();
            socket.exists() && answers(own_port) && answers(public_port)
        });
        postfix
    }

    /// The section `[lmtp]` of README.md, for the configuration of Maillage.
    pub fn lmtp_section(&self) -> String {
        format!("[lmtp]\n{}\n", with_socket(readme_block("[lmtp]"), self.folder.path()))
    }

    /// Submits a mail as another machine.
    pub fn takes(&self, sender: &str, recipient: &str, mail: &str) -> SubmissionAnswer {
        submit(self.public_port, sender, recipient, mail)
    }

    /// Submits a mail as a program of the same machine.
    pub fn takes_from_own_machine(&self, sender: &str, recipient: &str, mail: &str) -> SubmissionAnswer {
        submit(self.own_port, sender, recipient, mail)
    }

    /// The mails in a mailbox, as `maildirs.py` reads them.
    pub fn mailbox(&self, name: &str) -> Vec<Value> {
        let output = Command::new("python3").arg(script("maildirs.py")).arg(self.folder.path().join("mail")).output().expect("python3");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut mailboxes: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        // Postfix makes a Maildir with its first mail.
        match mailboxes[name].take() {
            Value::Array(mails) => mails,
            _ => Vec::new(),
        }
    }

    /// The mails that wait or are under way: a line of JSON for each.
    pub fn queue(&self) -> String {
        String::from_utf8_lossy(&succeeds(self.postqueue().arg("-j"))).trim().to_owned()
    }

    /// Attempts now to deliver everything that waits.
    pub fn flush(&self) {
        succeeds(self.postqueue().arg("-f"));
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    fn postqueue(&self) -> Command {
        let mut command = Command::new(program("postqueue"));
        command.arg("-c").arg(self.folder.path().join("etc"));
        command
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        let began = Instant::now();
        for child in [&mut self.master, &mut self.milter] {
            drop(child.stdin.take());
            while matches!(child.try_wait(), Ok(None)) && began.elapsed() < STOP {
                std::thread::sleep(Duration::from_millis(20));
            }
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// The configuration: what this machine needs, then the lines of README.md.
fn main_cf(folder: &Path, mailboxes: &[&str]) -> String {
    let path = folder.display();
    let mailboxes = mailboxes.iter().map(|name| format!("{name}@example.org={name}/")).collect::<Vec<_>>().join(", ");
    let readme = with_socket(readme_block("# /etc/postfix/main.cf"), folder);
    format!(
        "compatibility_level = 3.6
queue_directory = {path}/spool
data_directory = {path}/data
maillog_file = {path}/log
maillog_file_prefixes = {path}
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = {RELAY}
mydestination =
local_recipient_maps =
alias_maps =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = example.org
virtual_mailbox_base = {path}/mail
virtual_mailbox_maps = inline:{{ {mailboxes} }}
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
default_transport = error:no mail leaves a story
address_verify_poll_delay = 1s
smtpd_peername_lookup = no
{readme}
"
    )
}

/// The services. As on Debian, `smtpd` and `lmtp` are locked into the queue directory.
fn master_cf(own_port: u16, public_port: u16) -> String {
    format!(
        "127.0.0.1:{own_port} inet n - y - - smtpd
127.0.0.1:{public_port} inet n - y - - smtpd -o mynetworks=192.0.2.0/24
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
lmtp unix - - y - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"
    )
}

/// The block of README.md that starts with this line, without the line.
fn readme_block(first_line: &str) -> &'static str {
    let (_, rest) = README.split_once(&format!("\n{first_line}\n")).unwrap_or_else(|| panic!("README.md has the line {first_line}"));
    rest.split_once("\n```").expect("the end of a block").0
}

fn with_socket(text: &str, folder: &Path) -> String {
    assert!(text.contains(SOCKET), "README.md names the socket: {text}");
    text.replace(SOCKET, &folder.join("run/lmtp.sock").display().to_string())
}

fn submit(port: u16, sender: &str, recipient: &str, mail: &str) -> SubmissionAnswer {
    let mut command = Command::new("python3");
    command.arg(script("submit.py")).args([&port.to_string(), sender, recipient]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("python3");
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), mail.as_bytes()).expect("it reads the mail");
    let output = child.wait_with_output().expect("an answer");
    assert!(output.status.success(), "submit.py failed");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |key: &str| answer[key].as_str().expect("a text").to_owned();
    SubmissionAnswer { command: text("command"), code: answer["code"].as_u64().expect("a code"), text: text("text") }
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("postfix").join(name)
}

/// A program of Postfix. Some systems keep them out of PATH.
fn program(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut files = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]).map(|folder| folder.join(name));
    files.find(|file| file.is_file()).unwrap_or_else(|| panic!("{name} of Postfix is needed (Debian: apt-get install postfix)"))
}

/// Runs a command that succeeds. Returns its output.
fn succeeds(command: &mut Command) -> Vec<u8> {
    let output = command.output().expect("a program of the system");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}
