//! What a client sends, in its time: a body that stalls or trickles is given up with 408, and all bodies together have so much memory and
//! no more.

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep};

/// What clients may take with the bodies of their requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyLimits {
    /// Without a single octet.
    pub stall: Duration,
    /// For the whole, and beyond it for each [`BodyLimits::bytes_per_second`].
    pub start: Duration,
    /// The slowest that a body may come once [`BodyLimits::start`] is over.
    pub bytes_per_second: usize,
    /// What all bodies together may hold in memory. The first [`SMALL`] octets of each are not counted: while somebody fills it, forms pass.
    pub total: usize,
}

impl Default for BodyLimits {
    fn default() -> Self {
        Self { stall: Duration::from_secs(15), start: Duration::from_secs(20), bytes_per_second: 16 << 10, total: 96 << 20 }
    }
}

/// What a usual form holds.
pub const SMALL: usize = 64 << 10;
/// Longer than any page takes, from the last octet of the request on: what is still running then is given up, and its transaction with it.
const LONGEST: Duration = Duration::from_secs(30);

/// The limits, and what is held now. Cheap to clone.
#[derive(Clone)]
pub struct BodyGuard {
    limits: BodyLimits,
    held: Arc<AtomicUsize>,
}

impl BodyGuard {
    /// A guard of all requests that pass it.
    pub fn new(limits: BodyLimits) -> Self {
        Self { limits, held: Arc::default() }
    }
}

/// One body: what its reader and the one who waits for the answer know of it.
struct Meter {
    guard: BodyGuard,
    /// When something came last; at first, when the request did.
    progress: Mutex<Instant>,
    received: AtomicUsize,
    is_slow: AtomicBool,
    is_too_much: AtomicBool,
}

impl Meter {
    fn progress(&self) -> Instant {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long the client may be waited for in all, by what it has sent.
    fn patience(&self) -> Duration {
        let limits = &self.guard.limits;
        limits.start + Duration::from_secs((self.received.load(Ordering::Relaxed) / limits.bytes_per_second.max(1)) as u64)
    }

    /// Notes what came; whether there is room for it.
    fn receive(&self, bytes: usize) -> bool {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        let before = self.received.fetch_add(bytes, Ordering::Relaxed);
        let more = counted(before + bytes) - counted(before);
        more == 0 || self.guard.held.fetch_add(more, Ordering::Relaxed) + more <= self.guard.limits.total
    }
}

fn counted(received: usize) -> usize {
    received.saturating_sub(SMALL)
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.guard.held.fetch_sub(counted(self.received.load(Ordering::Relaxed)), Ordering::Relaxed);
    }
}

/// Gives up what takes too long: 408 if it is the client that does not send, 500 if it is we who do not answer.
pub async fn in_time(State(guard): State<BodyGuard>, request: Request, next: Next) -> Response {
    let meter = Arc::new(Meter {
        guard,
        progress: Mutex::new(Instant::now()),
        received: AtomicUsize::new(0),
        is_slow: AtomicBool::new(false),
        is_too_much: AtomicBool::new(false),
    });
    let request = match request.body().is_end_stream() {
        true => request,
        false => request.map(|body| Body::new(Metered { body, meter: meter.clone(), waited: Duration::ZERO, waiting: None })),
    };
    let mut answering = std::pin::pin!(next.run(request));
    let response = loop {
        let deadline = meter.progress() + LONGEST;
        match tokio::time::timeout_at(deadline, &mut answering).await {
            Ok(response) => break response,
            // Something came meanwhile: the body is still on its way, in its own time.
            Err(_) if meter.progress() + LONGEST > deadline => {}
            Err(_) => {
                tracing::error!(seconds = LONGEST.as_secs(), "given up");
                return app::fault::Fault(domain::Error::Unavailable).into_response();
            }
        }
    };
    // Whatever the handler made of a body that broke off.
    if meter.is_slow.load(Ordering::Relaxed) {
        return (StatusCode::REQUEST_TIMEOUT, [(header::CONNECTION, "close")]).into_response();
    }
    if meter.is_too_much.load(Ordering::Relaxed) {
        tracing::warn!("the bodies of requests hold all the memory that they may: one is refused");
        return app::fault::Fault(domain::Error::TooMany).into_response();
    }
    response
}

/// A body that is given up when it is too slow or too much. Only the time that the client is waited for counts, never ours.
struct Metered {
    body: Body,
    meter: Arc<Meter>,
    waited: Duration,
    /// While nothing is there: since when, and when to give up.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl HttpBody for Metered {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) else {
            let left = this.meter.patience().saturating_sub(this.waited).min(this.meter.guard.limits.stall);
            let (_, until) = this.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(tokio::time::sleep(left))));
            return until.as_mut().poll(context).map(|()| Some(Err(this.give_up())));
        };
        if let Some((since, _)) = this.waiting.take() {
            this.waited += since.elapsed();
        }
        let bytes = frame.as_ref().and_then(|frame| frame.as_ref().ok()).and_then(|frame| frame.data_ref()).map_or(0, Bytes::len);
        if !this.meter.receive(bytes) {
            this.meter.is_too_much.store(true, Ordering::Relaxed);
            return Poll::Ready(Some(Err(axum::Error::new(std::io::Error::other("the bodies of requests hold too much")))));
        }
        // A trickle never stalls; it is the whole that takes too long.
        if frame.is_some() && this.waited > this.meter.patience() {
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

impl Metered {
    fn give_up(&self) -> axum::Error {
        self.meter.is_slow.store(true, Ordering::Relaxed);
        axum::Error::new(std::io::Error::new(std::io::ErrorKind::TimedOut, "the body of the request came too slowly"))
    }
}
