//! A session's stream: lines and parts of mails in, answers out, all within limits of time.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};

use super::data::{DataBuffer, DataDecoder};
use super::reply::LmtpReply;
use super::settings::LmtpSettings;

/// The maximum length of a command with its CRLF. RFC 5321 asks for 512, and extensions add to it.
const MAX_LINE: usize = 2048;
const BUFFER: usize = 16 << 10;
/// For the client to read the last answer.
const LAST_TIMEOUT: Duration = Duration::from_secs(5);
/// For the client to close after the last answer.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

/// Why a session ends.
#[derive(Debug)]
pub(super) enum SessionEnd {
    /// By the client, who does not read any more.
    Closed,
    Failed(io::Error),
    /// By a last answer.
    Answered(LmtpReply),
}

const STOPPING: LmtpReply = LmtpReply::new(421, "4.3.2", "the server is stopping");
const TIMED_OUT: LmtpReply = LmtpReply::new(421, "4.4.2", "too slow");

/// A command that came.
pub(super) enum CommandLine<'a> {
    /// Without its CRLF.
    Whole(&'a [u8]),
    /// Longer than [`MAX_LINE`]; the rest was skipped.
    TooLong,
}

pub(super) struct LmtpStream<S> {
    reader: BufReader<S>,
    /// Answers that are not sent yet: those to a group of commands leave together (RFC 2920, 3.2).
    output: Vec<u8>,
    line: Vec<u8>,
    command_timeout: Duration,
    data_timeout: Duration,
    session_until: Instant,
    stop: watch::Receiver<bool>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> LmtpStream<S> {
    pub(super) fn new(stream: S, settings: &LmtpSettings, stop: watch::Receiver<bool>) -> Self {
        Self {
            reader: BufReader::with_capacity(BUFFER, stream),
            output: Vec::new(),
            line: Vec::new(),
            command_timeout: settings.command_timeout,
            data_timeout: settings.data_timeout,
            session_until: Instant::now() + settings.session_timeout,
            stop,
        }
    }

    /// The next command. Only CRLF ends it: after a bare LF, an address could carry a command of its own.
    pub(super) async fn command(&mut self) -> Result<CommandLine<'_>, SessionEnd> {
        self.line.clear();
        let until = self.until(self.command_timeout);
        let (mut last, mut is_too_long) = (0, false);
        loop {
            self.fill(until).await?;
            let part = self.reader.buffer();
            let (length, is_whole) = match part.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, if at == 0 { last == b'\r' } else { part[at - 1] == b'\r' }),
                None => (part.len(), false),
            };
            last = part[length - 1];
            is_too_long |= self.line.len() + length > MAX_LINE;
            if !is_too_long {
                self.line.extend_from_slice(&part[..length]);
            }
            self.reader.consume(length);
            if is_whole {
                return Ok(match self.line.strip_suffix(b"\r\n") {
                    Some(line) if !is_too_long => CommandLine::Whole(line),
                    _ => CommandLine::TooLong,
                });
            }
        }
    }

    /// Makes sure that at least one byte of a command is in the buffer. Ends the session if the server stops.
    async fn fill(&mut self, until: Instant) -> Result<(), SessionEnd> {
        if *self.stop.borrow() {
            return Err(SessionEnd::Answered(STOPPING));
        }
        check_time(until)?;
        if !self.reader.buffer().is_empty() {
            return Ok(());
        }
        self.flush().await?;
        let filled = tokio::select! {
            filled = timeout_at(until, self.reader.fill_buf()) => filled,
            _ = self.stop.wait_for(|stop| *stop) => return Err(SessionEnd::Answered(STOPPING)),
        };
        check_filled(filled.map(|filled| filled.map(<[u8]>::len)))
    }

    /// Waits for `work`, but not beyond the stop of the server.
    pub(super) async fn unless_stopped<T>(&mut self, work: impl Future<Output = T>) -> Result<T, SessionEnd> {
        tokio::select! {
            done = work => Ok(done),
            _ = self.stop.wait_for(|stop| *stop) => Err(SessionEnd::Answered(STOPPING)),
        }
    }

    /// Reads a mail to its end, even if the server stops.
    pub(super) async fn data(&mut self, buffer: &mut DataBuffer) -> Result<(), SessionEnd> {
        let mut decoder = DataDecoder::default();
        loop {
            if self.reader.buffer().is_empty() {
                let until = self.until(self.data_timeout);
                check_time(until)?;
                let filled = timeout_at(until, self.reader.fill_buf()).await;
                check_filled(filled.map(|filled| filled.map(<[u8]>::len)))?;
            }
            let part = self.reader.buffer();
            let end = decoder.decode(part, |bytes| buffer.push(bytes));
            let length = end.unwrap_or(part.len());
            self.reader.consume(length);
            if end.is_some() {
                return Ok(());
            }
        }
    }

    pub(super) async fn reply(&mut self, reply: &LmtpReply) -> Result<(), SessionEnd> {
        reply.write_to(&mut self.output);
        if self.output.len() < BUFFER { Ok(()) } else { self.flush().await }
    }

    /// The answer to LHLO, one extension per line.
    pub(super) fn extensions(&mut self, host: &str, extensions: &[&str], max_size: usize) {
        let mut text = format!("250-{host}\r\n");
        for extension in extensions {
            text.push_str(&format!("250-{extension}\r\n"));
        }
        text.push_str(&format!("250 SIZE {max_size}\r\n"));
        self.output.extend_from_slice(text.as_bytes());
    }

    pub(super) async fn flush(&mut self) -> Result<(), SessionEnd> {
        if self.output.is_empty() {
            return Ok(());
        }
        let until = self.until(self.command_timeout);
        let stream = self.reader.get_mut();
        let sent = timeout_at(until, async {
            stream.write_all(&self.output).await?;
            stream.flush().await
        });
        let sent = sent.await;
        self.output.clear();
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(cause)) => Err(SessionEnd::Failed(cause)),
            Err(_) => Err(SessionEnd::Closed),
        }
    }

    /// Gives the last answer, and time to read it: a socket that is closed with bytes left to read can lose what was sent.
    pub(super) async fn close(mut self, reply: &LmtpReply) -> io::Result<()> {
        reply.write_to(&mut self.output);
        let stream = self.reader.get_mut();
        let sent = timeout(LAST_TIMEOUT, async {
            stream.write_all(&self.output).await?;
            stream.shutdown().await
        });
        sent.await??;
        let mut rest = [0; 4096];
        let rest = timeout(CLOSE_TIMEOUT, async { while matches!(self.reader.read(&mut rest).await, Ok(1..)) {} });
        drop(rest.await);
        Ok(())
    }

    fn until(&self, timeout: Duration) -> Instant {
        self.session_until.min(Instant::now() + timeout)
    }
}

/// A client that sends without a pause never lets a time-out fire.
fn check_time(until: Instant) -> Result<(), SessionEnd> {
    if Instant::now() < until { Ok(()) } else { Err(SessionEnd::Answered(TIMED_OUT)) }
}

fn check_filled(filled: Result<io::Result<usize>, tokio::time::error::Elapsed>) -> Result<(), SessionEnd> {
    match filled {
        Ok(Ok(0)) => Err(SessionEnd::Closed),
        Ok(Ok(_)) => Ok(()),
        Ok(Err(cause)) => Err(SessionEnd::Failed(cause)),
        Err(_) => Err(SessionEnd::Answered(TIMED_OUT)),
    }
}
