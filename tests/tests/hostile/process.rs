//! The same requests against the program as a process: its peak of memory, and the processor time of each
//! request.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use app::request_context::SESSION_COOKIE;
use tests::{World, eventually};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::forms;
use super::site::HostileSite;
use super::{ASKED, JUNK, ends_things};

/// The most memory of the program, in MiB: a development build with its pools and its page cache.
const MOST_MEBIBYTES: u64 = 300;
/// The most processor time of one request in a development build, in hundredths of a second.
const MOST_HUNDREDTHS: u64 = 300;

/// The largest form, in bytes. A longer one may be cut off.
const FORM_BYTES: usize = 3 << 19;

struct HostileServer {
    child: Child,
    port: u16,
    /// The slowest request by processor time.
    most: Mutex<(u64, String)>,
    _folder: tempfile::TempDir,
}

impl HostileServer {
    async fn start(url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new(env!("CARGO_BIN_EXE_site"))
            .arg("serve")
            .current_dir(folder.path())
            .env_clear()
            .envs([("MAILLAGE_DATABASE", url), ("MAILLAGE_DEMO", "false"), ("MAILLAGE_LOG__LEVEL", "error")])
            .envs([("MAILLAGE_SMTP__HOST", "127.0.0.1"), ("MAILLAGE_SMTP__TLS", "none"), ("MAILLAGE_SMTP__PORT", "9")])
            .env("MAILLAGE_LISTEN", format!("127.0.0.1:{port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { child, port, most: Mutex::default(), _folder: folder };
        eventually("the program starts", async || (server.asks("GET", "/healthz", "", "").await == 200).then_some(())).await;
        server
    }

    /// Sends one request on a connection of its own. Returns its status, or 0 if the connection ended without an answer.
    async fn asks(&self, method: &str, path: &str, cookie: &str, body: &str) -> u16 {
        let Ok(stream) = TcpStream::connect(("127.0.0.1", self.port)).await else { return 0 };
        let (mut reader, mut writer) = stream.into_split();
        let cookie = if cookie.is_empty() { String::new() } else { format!("Cookie: {cookie}\r\n") };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nAccept: text/html\r\n{cookie}\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        let sent = async {
            if writer.write_all(head.as_bytes()).await.is_ok() {
                let _ = writer.write_all(body.as_bytes()).await;
            }
        };
        let mut answer = Vec::new();
        let (_, read) = tokio::join!(sent, reader.read_to_end(&mut answer));
        drop(read);
        let line = String::from_utf8_lossy(answer.get(..20).unwrap_or(&answer)).into_owned();
        line.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
    }

    /// Processor time used so far, in hundredths of a second.
    fn used(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        // After the name, which may hold spaces: the state is the first, user and system time the 12th and 13th.
        let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    }

    /// Its peak of memory, in MiB.
    fn peak(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    }

    /// Whether it runs. A process that ended stays in the process table until it is waited for.
    fn is_alive(&self) -> bool {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with(['R', 'S', 'D']))
    }

    /// Sends a request, and checks the answer and its cost.
    async fn holds(&self, method: &str, path: &str, cookie: &str, body: &str) -> u16 {
        let before = self.used();
        let status = self.asks(method, path, cookie, body).await;
        let used = self.used() - before;
        let what = format!("{method} {} with {} octets", &path[..200.min(path.len())], body.len());
        // A request that is too long may be cut off: then the answer is lost with the connection.
        assert!((200..500).contains(&status) || (status == 0 && body.len() > FORM_BYTES), "{what}: {status}");
        assert!(self.is_alive(), "{what}: the program ended");
        let mut most = self.most.lock().unwrap();
        if used > most.0 {
            *most = (used, what.clone());
        }
        assert!(used <= MOST_HUNDREDTHS, "{what} used {used} hundredths of a second");
        status
    }
}

impl Drop for HostileServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_requests_stay_within_memory_and_processor_limits() {
    let world = World::of_now().await;
    let site = HostileSite::of(world).await;
    let session = format!("{SESSION_COOKIE}={}", site.administrator.cookie(SESSION_COOKIE).unwrap());
    let server = HostileServer::start(&site.world.url()).await;
    let (mut forms, mut known) = (Vec::new(), BTreeSet::new());
    for path in site.paths() {
        let page_forms = forms::of(&site.administrator.get(&path).await, &path);
        forms.extend(page_forms.into_iter().filter(|form| form.is_post && known.insert(form.signature())));
        for value in ["9223372036854775807", JUNK] {
            let address = format!("{path}?{}", ASKED.map(|name| format!("{name}={value}")).join("&"));
            for cookie in ["", session.as_str()] {
                server.holds("GET", &address, cookie, "").await;
            }
        }
    }
    for page in ["9223372036854775807", "9223372036854775806"] {
        assert_eq!(server.holds("GET", &format!("/agenda?when=past&page={page}"), "", "").await, 200);
    }
    let (long, quotes) = ("x".repeat(4 << 20), "\"".repeat(1_400_000));
    let attendance = format!("half_days={}&{}", "2026-11-24+am,".repeat(70_000), "shown=r+-&".repeat(1500));
    assert_eq!(server.holds("POST", "/events/x/registrations", "", &attendance).await, 404);
    forms.sort_by_key(|form| ends_things(&form.action));
    assert!(forms.len() >= 40, "{}", forms.len());
    let mut is_signed_in = true;
    for form in &forms {
        if is_signed_in && ends_things(&form.action) {
            is_signed_in = false;
            assert_eq!(server.asks("GET", "/me", &session, "").await, 200, "the session was good all the while");
        }
        let names: BTreeSet<&String> = form.fields.iter().map(|(name, _)| name).collect();
        // The largest text in each field. In the answer each character may take six.
        for name in names {
            let body = form.body(|field, _| (field == name).then(|| quotes.clone()));
            server.holds("POST", &form.action, &session, &body).await;
        }
        for body in
            [format!("{}={long}", form.first()), format!("{}=1&", form.first()).repeat(100_000), format!("{}&", form.first()).repeat(9_999)]
        {
            for cookie in ["", session.as_str()] {
                server.holds("POST", &form.action, cookie, &body).await;
            }
        }
    }
    let peak = server.peak();
    let (used, what) = server.most.lock().unwrap().clone();
    println!("{} forms, at most {peak} MiB; at most {used} hundredths of a second, for {what}", forms.len());
    assert!(peak <= MOST_MEBIBYTES, "{peak} MiB");
}
