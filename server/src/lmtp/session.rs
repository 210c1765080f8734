//! A session: commands in their order, and one mail after the other.

use std::convert::Infallible;
use std::io;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;

use super::command::LmtpCommand;
use super::data::{DataBuffer, DataOverflow};
use super::reply::LmtpReply;
use super::settings::LmtpSettings;
use super::stream::{CommandLine, LmtpStream, SessionEnd};
use super::{DeliveryAnswer, IncomingEnvelope, MailAcceptor, RecipientAnswer};

const EXTENSIONS: [&str; 4] = ["PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8"];

const OK: LmtpReply = LmtpReply::new(250, "2.0.0", "ok");
const SENDER_OK: LmtpReply = LmtpReply::new(250, "2.1.0", "ok");
const NOT_VERIFIED: LmtpReply = LmtpReply::new(252, "2.0.0", "send the mail, and see");
const SEND_TEXT: LmtpReply = LmtpReply::new(354, "", "send the mail; CR LF . CR LF ends it");
const BYE: LmtpReply = LmtpReply::new(221, "2.0.0", "bye");
const LINE_TOO_LONG: LmtpReply = LmtpReply::new(500, "5.5.2", "the line is too long");
const LHLO_FIRST: LmtpReply = LmtpReply::new(503, "5.5.1", "LHLO first");
const MAIL_FIRST: LmtpReply = LmtpReply::new(503, "5.5.1", "MAIL first");
const MAIL_TWICE: LmtpReply = LmtpReply::new(503, "5.5.1", "a mail has begun; RSET gives it up");
const NO_RECIPIENT: LmtpReply = LmtpReply::new(503, "5.5.1", "no recipient was accepted");
const TOO_MANY_RECIPIENTS: LmtpReply = LmtpReply::new(452, "4.5.3", "too many recipients: send the others another copy");
const NEEDS_SMTPUTF8: LmtpReply = LmtpReply::new(553, "5.6.7", "an address that is not ASCII needs SMTPUTF8");
const TOO_LARGE: LmtpReply = LmtpReply::new(552, "5.3.4", "too large");
const NO_MEMORY: LmtpReply = LmtpReply::new(452, "4.3.1", "too many large mails at once: come back later");
const TOO_MANY_ERRORS: LmtpReply = LmtpReply::new(421, "4.7.0", "too many errors");
const NOT_HTTP: LmtpReply = LmtpReply::new(421, "4.7.0", "this is LMTP");

/// Serves one client until it quits, breaks a limit, or `stop` turns true. A mail whose text has begun is taken before the stop; a mail whose end
/// does not come is not delivered.
///
/// # Errors
/// The connection failed.
pub async fn serve<S, A>(stream: S, acceptor: A, settings: &LmtpSettings, stop: watch::Receiver<bool>) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
    A: MailAcceptor,
{
    let stream = LmtpStream::new(stream, settings, stop);
    let mut session = LmtpSession { stream, acceptor, settings, is_greeted: false, envelope: None, errors: 0 };
    match session.converse().await {
        Err(SessionEnd::Closed) => Ok(()),
        Err(SessionEnd::Failed(cause)) => Err(cause),
        Err(SessionEnd::Answered(reply)) => session.stream.close(&reply).await,
    }
}

struct LmtpSession<'a, S, A> {
    stream: LmtpStream<S>,
    acceptor: A,
    settings: &'a LmtpSettings,
    is_greeted: bool,
    envelope: Option<OpenEnvelope>,
    /// Since the start or the last mail.
    errors: usize,
}

/// The envelope of a mail that has begun.
struct OpenEnvelope {
    sender: String,
    declared_size: usize,
    is_utf8: bool,
    /// Those that were accepted.
    recipients: Vec<String>,
}

impl<S: AsyncRead + AsyncWrite + Unpin, A: MailAcceptor> LmtpSession<'_, S, A> {
    async fn converse(&mut self) -> Result<Infallible, SessionEnd> {
        let greeting = format!("{} LMTP", self.settings.host);
        self.stream.reply(&LmtpReply::greeting(greeting)).await?;
        loop {
            let command = match self.stream.command().await? {
                CommandLine::Whole(line) => LmtpCommand::parse(line),
                CommandLine::TooLong => Err(LINE_TOO_LONG),
            };
            let reply = match command {
                Ok(LmtpCommand::Data) => self.data().await?,
                Ok(LmtpCommand::Lhlo) => {
                    (self.is_greeted, self.envelope) = (true, None);
                    self.stream.extensions(&self.settings.host, &EXTENSIONS, self.settings.max_size);
                    None
                }
                Ok(LmtpCommand::Mail { sender, size, is_utf8 }) => Some(self.mail(sender, size, is_utf8)),
                Ok(LmtpCommand::Rcpt { address }) => Some(self.recipient(address).await),
                Ok(LmtpCommand::Rset) => {
                    self.envelope = None;
                    Some(OK)
                }
                Ok(LmtpCommand::Noop) => Some(OK),
                Ok(LmtpCommand::Vrfy) => Some(NOT_VERIFIED),
                Ok(LmtpCommand::Quit) => return Err(SessionEnd::Answered(BYE)),
                Ok(LmtpCommand::Http) => return Err(SessionEnd::Answered(NOT_HTTP)),
                Err(error) => Some(error),
            };
            if let Some(reply) = reply {
                self.stream.reply(&reply).await?;
                self.errors += usize::from(reply.is_syntax_error());
            }
            if self.errors >= self.settings.max_errors {
                return Err(SessionEnd::Answered(TOO_MANY_ERRORS));
            }
        }
    }

    fn mail(&mut self, sender: String, size: Option<u64>, is_utf8: bool) -> LmtpReply {
        let declared_size = usize::try_from(size.unwrap_or(0)).unwrap_or(usize::MAX);
        if !self.is_greeted {
            LHLO_FIRST
        } else if self.envelope.is_some() {
            MAIL_TWICE
        } else if declared_size > self.settings.max_size {
            TOO_LARGE
        } else if !is_utf8 && !sender.is_ascii() {
            NEEDS_SMTPUTF8
        } else {
            self.envelope = Some(OpenEnvelope { sender, declared_size, is_utf8, recipients: Vec::new() });
            SENDER_OK
        }
    }

    async fn recipient(&mut self, address: String) -> LmtpReply {
        let Some(envelope) = &mut self.envelope else { return if self.is_greeted { MAIL_FIRST } else { LHLO_FIRST } };
        if envelope.recipients.len() >= self.settings.max_recipients {
            return TOO_MANY_RECIPIENTS;
        }
        if !envelope.is_utf8 && !address.is_ascii() {
            return NEEDS_SMTPUTF8;
        }
        let answer = self.acceptor.recipient(&envelope.sender, &address).await;
        if answer == RecipientAnswer::Accepted {
            envelope.recipients.push(address);
        }
        answer.into()
    }

    /// Takes the text of a mail and answers for each recipient. Returns the answer if the text may not be sent.
    async fn data(&mut self) -> Result<Option<LmtpReply>, SessionEnd> {
        let Some(envelope) = self.envelope.take_if(|envelope| !envelope.recipients.is_empty()) else {
            return Ok(Some(match (self.is_greeted, &self.envelope) {
                (false, _) => LHLO_FIRST,
                (true, None) => MAIL_FIRST,
                (true, Some(_)) => NO_RECIPIENT,
            }));
        };
        // The wait must not hold back the answers before it.
        self.stream.flush().await?;
        let memory = self.settings.memory.reserve(envelope.declared_size, self.settings.memory_timeout);
        let Some(memory) = self.stream.unless_stopped(memory).await? else {
            self.envelope = Some(envelope);
            return Ok(Some(NO_MEMORY));
        };
        self.stream.reply(&SEND_TEXT).await?;
        self.stream.flush().await?;
        let mut buffer = DataBuffer::new(memory, self.settings.max_size);
        self.stream.data(&mut buffer).await?;
        self.errors = 0;
        for reply in self.deliver(envelope, buffer).await {
            self.stream.reply(&reply).await?;
        }
        // At once: the client waits for nothing as much as for this, and the next command may be in the buffer already.
        self.stream.flush().await?;
        Ok(None)
    }

    /// One answer for each recipient.
    async fn deliver(&self, envelope: OpenEnvelope, buffer: DataBuffer) -> Vec<LmtpReply> {
        let OpenEnvelope { sender, recipients, .. } = envelope;
        let (count, size) = (recipients.len(), buffer.size());
        let (bytes, memory) = match buffer.finish() {
            Ok(kept) => kept,
            Err(why) => {
                tracing::info!(recipients = count, bytes = size, ?why, "mail not taken");
                return vec![if why == DataOverflow::TooLarge { TOO_LARGE } else { NO_MEMORY }; count];
            }
        };
        let mut answers = self.acceptor.deliver(IncomingEnvelope { sender, recipients, bytes }).await;
        drop(memory);
        if answers.len() != count {
            tracing::error!(recipients = count, answers = answers.len(), "not every recipient of a mail has an answer");
            answers.resize(count, DeliveryAnswer::Unavailable);
        }
        let accepted = answers.iter().filter(|answer| **answer == DeliveryAnswer::Accepted).count();
        tracing::info!(recipients = count, accepted, bytes = size, "mail received");
        answers.into_iter().map(LmtpReply::from).collect()
    }
}
