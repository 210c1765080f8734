//! A connection's stream with timeouts: for the head of a request, and for a client that does not read its response.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

use super::connections::{ConnectionCounts, ConnectionSlot};

pub(super) struct TimedStream {
    stream: TcpStream,
    place: Arc<ConnectionSlot>,
    counts: Arc<ConnectionCounts>,
    /// For the whole head of a request, counted from its first byte; for the first request, from the start of the connection.
    head: Duration,
    /// For the client to read any part of what it is sent.
    write: Duration,
    head_until: Option<Deadline>,
    /// The number of requests when `head_until` was set.
    requests: u64,
    write_until: Option<Deadline>,
}

type Deadline = Pin<Box<Sleep>>;

impl TimedStream {
    pub(super) fn new(
        stream: TcpStream,
        place: Arc<ConnectionSlot>,
        counts: Arc<ConnectionCounts>,
        head: Duration,
        write: Duration,
    ) -> Self {
        Self { stream, place, counts, head, write, head_until: Some(within(head)), requests: 0, write_until: None }
    }

    fn give_up(&self, why: &'static str) -> io::Error {
        self.counts.timed_out.fetch_add(1, Ordering::Relaxed);
        io::Error::new(io::ErrorKind::TimedOut, why)
    }

    fn written<T>(&mut self, context: &mut Context<'_>, polled: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.write_until = None;
            return polled;
        }
        let write = self.write;
        let until = self.write_until.get_or_insert_with(|| within(write));
        if until.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(self.give_up("the client does not read")));
        }
        Poll::Pending
    }
}

fn within(time: Duration) -> Deadline {
    Box::pin(tokio::time::sleep_until(Instant::now() + time))
}

impl AsyncRead for TimedStream {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let polled = Pin::new(&mut this.stream).poll_read(context, buffer);
        // The expected head has arrived.
        if this.requests != this.place.requests() {
            (this.requests, this.head_until) = (this.place.requests(), None);
        }
        // Within a request, the reader of the body has timeouts of its own.
        if this.place.is_busy() {
            return polled;
        }
        match polled {
            Poll::Ready(Ok(())) if buffer.filled().len() > before => {
                let head = this.head;
                this.head_until.get_or_insert_with(|| within(head));
                Poll::Ready(Ok(()))
            }
            Poll::Pending => match this.head_until.as_mut().map(|until| until.as_mut().poll(context)) {
                Some(Poll::Ready(())) => Poll::Ready(Err(this.give_up("no head of a request came"))),
                _ => Poll::Pending,
            },
            over => over,
        }
    }
}

impl AsyncWrite for TimedStream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.written(context, polled)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, context: &mut Context<'_>, parts: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_write_vectored(context, parts);
        this.written(context, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
