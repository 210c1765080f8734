//! The server under load: a process of its own, in a folder of its own, and the pages to request from it.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use domain::clock::Clock;
use domain::db::Db;
use domain::rng::{IdGenerator, Secret};

pub struct BenchServer {
    folder: PathBuf,
    database: String,
    process: Option<Child>,
    pub port: u16,
}

impl BenchServer {
    /// Fills a database with `demo --scale <scale>`.
    pub fn fill(folder: PathBuf, database: &str, scale: u32) -> Result<Self, String> {
        std::fs::create_dir_all(&folder).map_err(|cause| cause.to_string())?;
        let server = Self { folder, database: database.to_owned(), process: None, port: free_port()? };
        let status = server.command(&[]).args(["demo", "--scale", &scale.to_string()]).stdout(Stdio::null()).status();
        match status {
            Ok(status) if status.success() => Ok(server),
            other => Err(format!("demo --scale {scale}: {other:?}")),
        }
    }

    fn command(&self, environment: &[(&str, &str)]) -> Command {
        let binary = std::env::var("MAILLAGE_BIN").unwrap_or_else(|_| "target/release/maillage".to_owned());
        let mut command = Command::new(binary);
        command
            .current_dir(&self.folder)
            .env("MAILLAGE_DATABASE", &self.database)
            .env("MAILLAGE_LISTEN", format!("127.0.0.1:{}", self.port));
        command.env("MAILLAGE_DEMO", "false").env("MAILLAGE_LOG__LEVEL", "warn").envs(environment.iter().copied());
        command
    }

    /// Starts the server. Returns the time until it accepts connections.
    pub fn start(&mut self, environment: &[(&str, &str)]) -> Result<Duration, String> {
        let log = std::fs::File::create(self.folder.join("log")).map_err(|cause| cause.to_string())?;
        let log_of_errors = log.try_clone().map_err(|cause| cause.to_string())?;
        let started = Instant::now();
        let process =
            self.command(environment).arg("serve").stdout(log).stderr(log_of_errors).spawn().map_err(|cause| cause.to_string())?;
        self.process = Some(process);
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if started.elapsed() > Duration::from_secs(20) {
                return Err("the server does not listen".to_owned());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(started.elapsed())
    }

    /// The log since the last start.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// Runs another command of the program to its end, and kills it after `most`. Returns what it printed, and how long it took.
    pub fn run(&self, arguments: &[&str], most: Duration) -> Result<(String, Duration), String> {
        let printed = self.path("printed");
        let output = std::fs::File::create(&printed).map_err(|cause| cause.to_string())?;
        let errors = output.try_clone().map_err(|cause| cause.to_string())?;
        let started = Instant::now();
        let mut process = self.command(&[]).args(arguments).stdout(output).stderr(errors).spawn().map_err(|cause| cause.to_string())?;
        let mut status = None;
        while status.is_none() && started.elapsed() < most {
            std::thread::sleep(Duration::from_millis(5));
            status = process.try_wait().map_err(|cause| cause.to_string())?;
        }
        let time = started.elapsed();
        if status.is_none() {
            let _ = process.kill();
            let _ = process.wait();
        }
        let printed = std::fs::read_to_string(printed).unwrap_or_default();
        match status {
            Some(status) if status.success() => Ok((printed, time)),
            Some(status) => Err(format!("{arguments:?}: {status}: {printed}")),
            None => Err(format!("{arguments:?} did not end within {} s: {printed}", most.as_secs())),
        }
    }

    /// A file of its folder, in which its commands run.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Resident memory now, in MiB.
    pub fn resident(&self) -> f64 {
        self.memory("VmRSS:")
    }

    /// The most resident memory since the start, in MiB.
    pub fn peak(&self) -> f64 {
        self.memory("VmHWM:")
    }

    fn memory(&self, name: &str) -> f64 {
        let id = self.process.as_ref().map_or(0, Child::id);
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("0 kB");
        line.split_whitespace().next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    }

    /// Kills the process and waits for its end.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// A connection to its database.
    pub async fn db(&self) -> Result<Db, String> {
        let database = match self.database.strip_prefix("sqlite:") {
            Some(file) => format!("sqlite:{}", self.folder.join(file).display()),
            None => self.database.clone(),
        };
        Db::open(&database, 2, Clock::System, IdGenerator::system()).await
    }
}

impl Drop for BenchServer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A free port on loopback.
pub fn free_port() -> Result<u16, String> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).map_err(|cause| cause.to_string())?;
    listener.local_addr().map(|address| address.port()).map_err(|cause| cause.to_string())
}

/// The pages to measure, found in the data by their size.
pub struct BenchSubjects {
    /// The network with the most events.
    pub network: String,
    /// The public event with the most talks.
    pub talks: String,
    /// The public event with the most participants.
    pub crowd: String,
    /// An upcoming public event that takes registrations.
    pub open: String,
    /// The session of an administrator.
    pub session: Secret,
}

impl BenchSubjects {
    /// Finds them, and signs an administrator in. The statements are raw SQL: no verb answers these questions or makes an administrator by itself.
    pub async fn find(db: &Db) -> Result<Self, String> {
        let mut tx = db.write().await.map_err(|cause| cause.to_string())?;
        let slug_of = async |tx: &mut domain::db::Tx, query: &'static str| -> Result<String, String> {
            sqlx::query_scalar(query).fetch_one(&mut **tx).await.map_err(|cause| format!("{cause}: {query}"))
        };
        let network = slug_of(
            &mut tx,
            "SELECT n.slug FROM network n WHERE n.visibility = 'public' ORDER BY (SELECT COUNT(*) FROM event e WHERE e.network = n.id) DESC LIMIT 1",
        );
        let network = network.await?;
        let talks = "SELECT e.slug FROM event e JOIN network n ON n.id = e.network WHERE e.state = 'published' AND e.visibility = 'public' AND n.visibility = 'public'
             ORDER BY (SELECT COUNT(*) FROM talk t WHERE t.event = e.id) DESC LIMIT 1";
        let talks = slug_of(&mut tx, talks).await?;
        let crowd = "SELECT e.slug FROM event e JOIN (SELECT event, COUNT(*) AS people FROM registration WHERE state = 'confirmed' GROUP BY event) r ON r.event = e.id
             ORDER BY ABS(r.people - 300), e.id LIMIT 1";
        let crowd = slug_of(&mut tx, crowd).await?;
        let open = "SELECT e.slug FROM event e JOIN network n ON n.id = e.network WHERE e.state = 'published' AND e.visibility = 'public' AND n.visibility = 'public'
             AND e.registration = 'open' ORDER BY e.starts_at DESC LIMIT 1";
        let open = slug_of(&mut tx, open).await?;
        let session = tx.secret();
        sqlx::query("UPDATE person SET administrator_since = $1 WHERE id = (SELECT MIN(id) FROM person)")
            .bind(tx.now)
            .execute(&mut *tx)
            .await
            .map_err(|cause| cause.to_string())?;
        let id: String = tx.new_id();
        sqlx::query(
            "INSERT INTO session (id, token_hash, person, device, created_at, last_seen_at, expires_at)
             SELECT $1, $2, MIN(id), 'bench', $3, $3, '2999-01-01T00:00:00Z' FROM person",
        )
        .bind(id)
        .bind(session.hash())
        .bind(tx.now)
        .execute(&mut *tx)
        .await
        .map_err(|cause| cause.to_string())?;
        tx.commit().await.map_err(|cause| cause.to_string())?;
        Ok(Self { network, talks, crowd, open, session })
    }
}
