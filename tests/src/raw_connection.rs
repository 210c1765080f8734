//! A site behind a socket, and clients that write bytes as no browser would.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use server::listener::{ConnectionCounts, ConnectionLimits, ConnectionTimeouts, Listener};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A site that listens until it is dropped.
pub struct ListeningSite {
    pub port: u16,
    pub counts: Arc<ConnectionCounts>,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl ListeningSite {
    pub async fn start(router: Router, limits: ConnectionLimits, timeouts: ConnectionTimeouts) -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = socket.local_addr().expect("an address").port();
        let counts = Arc::<ConnectionCounts>::default();
        let (stop, stopping) = watch::channel(false);
        let listener = Listener { socket, limits, timeouts, counts: counts.clone() };
        Self { port, counts, stop, serving: tokio::spawn(listener.serve(router, stopping)) }
    }

    /// A client that has not sent anything.
    pub async fn connect(&self) -> RawConnection {
        RawConnection::to(self.port).await
    }

    /// Tells it to stop, and waits until every request that has begun is answered.
    pub async fn stops(self) {
        self.stop.send(true).expect("it listens");
        self.serving.await.expect("it ends");
    }

    /// Tells it to stop without waiting.
    pub fn begin_stop(&self) {
        self.stop.send(true).expect("it listens");
    }
}

pub struct RawConnection(TcpStream);

impl RawConnection {
    pub async fn to(port: u16) -> Self {
        Self(TcpStream::connect(("127.0.0.1", port)).await.expect("a connection"))
    }

    /// Returns whether the other side still accepted it.
    pub async fn write(&mut self, text: impl AsRef<[u8]>) -> bool {
        self.0.write_all(text.as_ref()).await.is_ok()
    }

    /// Everything until the other side closes.
    pub async fn rest(&mut self) -> String {
        let mut all = Vec::new();
        let read = tokio::time::timeout(Duration::from_secs(30), self.0.read_to_end(&mut all)).await;
        // A reset ends it too; what had come before counts.
        drop(read.expect("the other side closes"));
        String::from_utf8_lossy(&all).into_owned()
    }

    /// One answer, by its Content-Length.
    pub async fn answer(&mut self) -> String {
        let mut all = Vec::new();
        let mut octet = [0];
        while !all.ends_with(b"\r\n\r\n") {
            let read = tokio::time::timeout(Duration::from_secs(30), self.0.read(&mut octet)).await.expect("an answer");
            assert_eq!(read.expect("an answer"), 1, "the other side closed: {}", String::from_utf8_lossy(&all));
            all.push(octet[0]);
        }
        let head = String::from_utf8_lossy(&all).to_lowercase();
        let length =
            head.lines().find_map(|line| line.strip_prefix("content-length:")).map_or(0, |text| text.trim().parse().expect("a length"));
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).await.expect("a whole body");
        all.extend(body);
        String::from_utf8_lossy(&all).into_owned()
    }

    pub async fn get(&mut self, path: &str) -> String {
        self.write(format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")).await;
        self.answer().await
    }
}
