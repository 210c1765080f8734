//! Limits of request bodies: one that stalls or trickles is answered with 408, and the memory of all bodies together is
//! bounded.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use app::request_context::ClientAddress;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep};

/// Limits of request bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyLimits {
    /// How long a body may send nothing.
    pub stall: Duration,
    /// The time for a whole body, plus one second per [`BodyLimits::bytes_per_second`] received.
    pub start: Duration,
    /// The minimum rate of a body after [`BodyLimits::start`].
    pub bytes_per_second: usize,
    /// The bytes that all bodies of running requests may hold together. The first [`SMALL`] bytes of each body are not counted, so that ordinary
    /// forms pass even when the limit is reached. One client may hold a quarter of it.
    pub total: usize,
    /// The time for our response, from the last byte of the request: longer than any page takes. After it the request is dropped, and its
    /// transaction with it, unless that is being committed.
    pub answer: Duration,
}

impl Default for BodyLimits {
    fn default() -> Self {
        Self {
            stall: Duration::from_secs(15),
            start: Duration::from_secs(20),
            bytes_per_second: 16 << 10,
            total: 96 << 20,
            answer: Duration::from_secs(30),
        }
    }
}

/// One client may hold at most one such share of the total, which leaves room for others.
const SHARES: usize = 4;
/// The size of an ordinary form, in bytes.
pub const SMALL: usize = 64 << 10;

/// The limits and the bytes held now. Cheap to clone.
#[derive(Clone)]
pub struct BodyGuard {
    limits: BodyLimits,
    held: Arc<Mutex<HeldBytes>>,
}

/// Bytes held by bodies.
#[derive(Default)]
struct HeldBytes {
    all: usize,
    /// Only clients that hold something.
    clients: HashMap<String, usize>,
}

impl BodyGuard {
    /// A guard for all requests that pass it.
    pub fn new(limits: BodyLimits) -> Self {
        Self { limits, held: Arc::default() }
    }

    fn held(&self) -> MutexGuard<'_, HeldBytes> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds to what a client holds and returns whether that is allowed. It is counted in any case, until it is [released](Self::release).
    fn reserve(&self, client: &str, bytes: usize) -> bool {
        let mut held = self.held();
        held.all += bytes;
        let own = match held.clients.get_mut(client) {
            Some(own) => own,
            None => held.clients.entry(client.to_owned()).or_default(),
        };
        *own += bytes;
        *own <= self.limits.total / SHARES && held.all <= self.limits.total
    }

    fn release(&self, client: &str, bytes: usize) {
        let mut held = self.held();
        held.all -= bytes;
        if let Some(own) = held.clients.get_mut(client) {
            *own -= bytes;
            if *own == 0 {
                held.clients.remove(client);
            }
        }
    }
}

/// One body: state shared by its reader and the task that waits for the response.
struct Meter {
    guard: BodyGuard,
    client: String,
    /// When data last arrived; initially, when the request did.
    progress: Mutex<Instant>,
    received: AtomicUsize,
    is_slow: AtomicBool,
    exceeds_memory: AtomicBool,
}

impl Meter {
    fn progress(&self) -> Instant {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The total time to wait for the client, given what it has sent.
    fn time_limit(&self) -> Duration {
        let limits = &self.guard.limits;
        limits.start + Duration::from_secs((self.received.load(Ordering::Relaxed) / limits.bytes_per_second.max(1)) as u64)
    }

    /// Records received bytes; returns whether there is room for them.
    fn receive(&self, bytes: usize) -> bool {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        let before = self.received.fetch_add(bytes, Ordering::Relaxed);
        let more = counted(before + bytes) - counted(before);
        more == 0 || self.guard.reserve(&self.client, more)
    }
}

fn counted(received: usize) -> usize {
    // Bytes beyond the largest file are read to the end but not kept: see `app::pages::attachments`.
    received.saturating_sub(SMALL).min(domain::pages::MOST_BYTES)
}

impl Drop for Meter {
    fn drop(&mut self) {
        match counted(self.received.load(Ordering::Relaxed)) {
            0 => {}
            bytes => self.guard.release(&self.client, bytes),
        }
    }
}

/// Ends requests that take too long: 408 if the client does not send, 503 if we do not answer.
pub async fn limit(State(guard): State<BodyGuard>, request: Request, next: Next) -> Response {
    let client = request.extensions().get::<ClientAddress>().map(|ClientAddress(client)| client.clone()).unwrap_or_default();
    let meter = Arc::new(Meter {
        guard,
        client,
        progress: Mutex::new(Instant::now()),
        received: AtomicUsize::new(0),
        is_slow: AtomicBool::new(false),
        exceeds_memory: AtomicBool::new(false),
    });
    let request = match request.body().is_end_stream() {
        true => request,
        false => request.map(|body| Body::new(MeteredBody { body, meter: meter.clone(), waited: Duration::ZERO, waiting: None })),
    };
    let longest = meter.guard.limits.answer;
    let mut answering = std::pin::pin!(next.run(request));
    let response = loop {
        let deadline = meter.progress() + longest;
        match tokio::time::timeout_at(deadline, &mut answering).await {
            Ok(response) => break response,
            // Data arrived in the meantime: the body is still on its way, under its own limits.
            Err(_) if meter.progress() + longest > deadline => {}
            Err(_) => {
                tracing::error!(seconds = longest.as_secs(), "given up");
                return app::error_page::timed_out();
            }
        }
    };
    // This overrides whatever the handler made of a body that broke off.
    if meter.is_slow.load(Ordering::Relaxed) {
        return (StatusCode::REQUEST_TIMEOUT, [(header::CONNECTION, "close")]).into_response();
    }
    if meter.exceeds_memory.load(Ordering::Relaxed) {
        tracing::warn!("the bodies of requests hold all the memory that they may: one is refused");
        return app::error_page::HttpError(domain::Error::TooMany).into_response();
    }
    response
}

/// A body that fails when it is too slow or too large. Only time spent waiting for the client counts, not ours.
struct MeteredBody {
    body: Body,
    meter: Arc<Meter>,
    waited: Duration,
    /// While no data is available: since when, and the deadline.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl HttpBody for MeteredBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) else {
            let left = this.meter.time_limit().saturating_sub(this.waited).min(this.meter.guard.limits.stall);
            let (_, until) = this.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(tokio::time::sleep(left))));
            return until.as_mut().poll(context).map(|()| Some(Err(this.give_up())));
        };
        if let Some((since, _)) = this.waiting.take() {
            this.waited += since.elapsed();
        }
        let bytes = frame.as_ref().and_then(|frame| frame.as_ref().ok()).and_then(|frame| frame.data_ref()).map_or(0, Bytes::len);
        if !this.meter.receive(bytes) {
            this.meter.exceeds_memory.store(true, Ordering::Relaxed);
            return Poll::Ready(Some(Err(axum::Error::new(std::io::Error::other("the bodies of requests hold too much")))));
        }
        // A trickle never stalls, so the total time is checked too.
        if frame.is_some() && this.waited > this.meter.time_limit() {
            return Poll::Ready(Some(Err(this.give_up())));
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl MeteredBody {
    fn give_up(&self) -> axum::Error {
        self.meter.is_slow.store(true, Ordering::Relaxed);
        axum::Error::new(std::io::Error::new(std::io::ErrorKind::TimedOut, "the body of the request came too slowly"))
    }
}
