//! Accepts connections and serves them over HTTP/1.1, with limits to what one client can hold.
//!
//! `axum::serve` waits for ever for the head of a request, and accepts as many connections as the system allows. Here connections are limited
//! per client and in total, a head must arrive in time, and a response must be read in time. There is no HTTP/2: a proxy speaks it to
//! browsers.

mod connections;
mod stream;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::ConnectInfo;
use axum::http::{Request, Response, StatusCode, Version, header};
use axum::response::IntoResponse;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt;

use connections::{Connection, ConnectionAdmission, Connections, RequestGuard};
pub use connections::{ConnectionCounts, ConnectionLimits};
use stream::TimedStream;

/// The maximum size of the head of a request, in bytes; beyond it the answer is 431.
const MOST_HEAD_BYTES: usize = 16 << 10;
/// The pause in accepting when the system has no descriptors or no memory left.
const PAUSE: Duration = Duration::from_millis(100);
/// The answer when a client has too many busy connections. Nothing of its request is read.
const REFUSAL: &[u8] = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 10\r\nConnection: close\r\nContent-Type: text/plain\r\n\
    Content-Length: 36\r\n\r\ntoo many connections of this client\n";

/// How long a client may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionTimeouts {
    /// To send the whole head of a request.
    pub head: Duration,
    /// Between two requests. Longer than proxies keep idle connections (nginx: 60 s), so that it is the proxy that closes them: otherwise a
    /// request could arrive on a connection that we are closing.
    pub idle: Duration,
    /// To read any part of a response.
    pub write: Duration,
}

impl Default for ConnectionTimeouts {
    fn default() -> Self {
        Self { head: Duration::from_secs(10), idle: Duration::from_secs(75), write: Duration::from_secs(30) }
    }
}

/// A listening socket, with the limits of its clients.
pub struct Listener {
    /// The listening socket.
    pub socket: TcpListener,
    /// Limits of simultaneous connections.
    pub limits: ConnectionLimits,
    /// Limits of time.
    pub timeouts: ConnectionTimeouts,
    /// Counters, for the metrics.
    pub counts: Arc<ConnectionCounts>,
}

impl Listener {
    /// Serves `router` until `stop` turns true, then finishes the requests that have begun. To stop waiting for them, drop the future.
    pub async fn serve(self, router: Router, mut stop: watch::Receiver<bool>) {
        let connections = Connections::new(self.limits, self.counts.clone());
        let (graceful, timeouts) = (GracefulShutdown::new(), self.timeouts);
        loop {
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                _ = stop.wait_for(|stop| *stop) => break,
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(cause) => {
                    tokio::select! {
                        () = cannot_accept(&connections, &cause) => continue,
                        _ = stop.wait_for(|stop| *stop) => break,
                    }
                }
            };
            let connection = tokio::select! {
                admitted = admit(&connections, peer) => admitted,
                _ = stop.wait_for(|stop| *stop) => break,
            };
            match connection {
                Some(connection) => drop(tokio::spawn(converse(stream, peer, connection, router.clone(), timeouts, graceful.watcher()))),
                None => refuse(&stream, peer),
            }
        }
        drop(self.socket);
        graceful.shutdown().await;
    }
}

/// Waits for a free place. Connections that were told to close are awaited, so that the system never runs out of descriptors.
/// `None` if the peer has too many connections.
async fn admit(connections: &Arc<Connections>, peer: SocketAddr) -> Option<Connection> {
    loop {
        // Registered before the attempt, so that a connection that closes in between is not missed.
        let freed = connections.freed.notified();
        match connections.admit(peer.ip()) {
            ConnectionAdmission::In(connection) => return Some(connection),
            ConnectionAdmission::Refused => return None,
            ConnectionAdmission::Full => freed.await,
        }
    }
}

fn refuse(stream: &TcpStream, peer: SocketAddr) {
    // Logged once: such a client does it often. The metrics have the count.
    static TOLD: AtomicBool = AtomicBool::new(false);
    if !TOLD.swap(true, Ordering::Relaxed) {
        tracing::warn!(client = %peer.ip(), "a client has too many connections at once: more of them are refused (client_connections)");
    }
    // Sends only what the socket accepts at once.
    drop(stream.try_write(REFUSAL));
}

async fn cannot_accept(connections: &Connections, cause: &std::io::Error) {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    // The client is gone; nothing is wrong here.
    if matches!(cause.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted) {
        return;
    }
    static TOLD: AtomicBool = AtomicBool::new(false);
    if !TOLD.swap(true, Ordering::Relaxed) {
        tracing::error!(%cause, "no connection can be accepted (is LimitNOFILE too low?)");
    }
    connections.evict_oldest();
    tokio::time::sleep(PAUSE).await;
}

/// Serves one connection, from its first request to its last.
async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    connection: Connection,
    router: Router,
    timeouts: ConnectionTimeouts,
    watcher: hyper_util::server::graceful::Watcher,
) {
    // Small responses are sent at once instead of waiting for the client's acknowledgement.
    drop(stream.set_nodelay(true));
    let (connections, place) = (connection.connections(), connection.place.clone());
    let io = TimedStream::new(stream, place.clone(), connections.counts.clone(), timeouts.head, timeouts.write);
    let service = service_fn({
        let place = place.clone();
        move |request| answer(request, peer, router.clone(), RequestGuard::begin(&connections, &place))
    });
    let conversation = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(timeouts.idle)
        .max_buf_size(MOST_HEAD_BYTES)
        .max_header_size(MOST_HEAD_BYTES)
        .serve_connection(TokioIo::new(io), service);
    tokio::select! {
        over = watcher.watch(conversation) => if let Err(cause) = over {
            tracing::debug!(client = %peer.ip(), %cause, "connection given up");
        },
        () = place.leave.notified() => tracing::debug!(client = %peer.ip(), "connection closed to make room"),
    }
    drop(connection);
}

async fn answer(request: Request<Incoming>, peer: SocketAddr, router: Router, at_work: RequestGuard) -> Result<Response<Body>, Infallible> {
    let response = if is_for_one_host(&request) {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        match router.oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    } else {
        (StatusCode::BAD_REQUEST, [(header::CONNECTION, "close")], "one Host header, please\n").into_response()
    };
    Ok(response.map(|body| Body::new(ResponseBody { body, _at_work: at_work })))
}

/// RFC 9112, 3.2: with two Host headers, a proxy before us could decide by the first and we by the second.
fn is_for_one_host(request: &Request<Incoming>) -> bool {
    let hosts = request.headers().get_all(header::HOST).iter().count();
    hosts == 1 || hosts == 0 && request.version() < Version::HTTP_11
}

/// The body of a response. The connection stays busy until the body is written.
struct ResponseBody {
    body: Body,
    _at_work: RequestGuard,
}

impl HttpBody for ResponseBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
