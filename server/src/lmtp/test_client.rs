//! A client and an acceptor that do what a test tells them.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex, split};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use super::{DeliveryAnswer, IncomingEnvelope, LmtpSettings, MailAcceptor, RecipientAnswer, serve};

pub(super) const MAX_SIZE: usize = 100_000;

/// Answers by the local part of the recipient. Everything it does not know is accepted.
#[derive(Clone, Default)]
pub(super) struct ScriptedAcceptor {
    pub(super) delivered: Arc<Mutex<Vec<IncomingEnvelope>>>,
    /// Every delivery waits for it.
    pub(super) gate: Option<Arc<Notify>>,
}

impl MailAcceptor for ScriptedAcceptor {
    async fn recipient(&self, _sender: &str, address: &str) -> RecipientAnswer {
        match address.split('@').next() {
            Some("unknown") => RecipientAnswer::Unknown,
            Some("away") => RecipientAnswer::Unavailable,
            Some("closed") => RecipientAnswer::Refused("the list is closed".to_owned()),
            _ => RecipientAnswer::Accepted,
        }
    }

    async fn deliver(&self, mail: IncomingEnvelope) -> Vec<DeliveryAnswer> {
        if let Some(gate) = &self.gate {
            gate.notified().await;
        }
        let answers = mail.recipients.iter().map_while(|address| match address.split('@').next() {
            Some("small") => Some(DeliveryAnswer::TooLarge),
            Some("later") => Some(DeliveryAnswer::Unavailable),
            Some("never") => Some(DeliveryAnswer::Refused("members only".to_owned())),
            Some("forgotten") => None,
            _ => Some(DeliveryAnswer::Accepted),
        });
        let answers = answers.collect();
        self.delivered.lock().unwrap().push(mail);
        answers
    }
}

pub(super) fn settings() -> LmtpSettings {
    LmtpSettings::new("lists.example.org", MAX_SIZE)
}

/// One session, and its client.
pub(super) struct LmtpClient {
    pub(super) stream: BufReader<DuplexStream>,
    pub(super) stop: watch::Sender<bool>,
    pub(super) server: JoinHandle<io::Result<()>>,
}

impl LmtpClient {
    pub(super) async fn connect(acceptor: &ScriptedAcceptor, settings: LmtpSettings) -> Self {
        let (stream, served) = duplex(1 << 16);
        let (stop, stopping) = watch::channel(false);
        let acceptor = acceptor.clone();
        let server = tokio::spawn(async move { serve(served, acceptor, &settings, stopping).await });
        let mut client = Self { stream: BufReader::new(stream), stop, server };
        assert_eq!(client.line().await, "220 lists.example.org LMTP");
        client
    }

    pub(super) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).await.unwrap();
    }

    /// The next line of an answer; empty at the end of the session.
    pub(super) async fn line(&mut self) -> String {
        let mut line = String::new();
        let read = tokio::time::timeout(Duration::from_secs(20), self.stream.read_line(&mut line));
        read.await.expect("an answer").unwrap();
        line.trim_end().to_owned()
    }

    /// Sends a line and returns the last line of its answer.
    pub(super) async fn ask(&mut self, line: &str) -> String {
        self.send(format!("{line}\r\n")).await;
        loop {
            let answer = self.line().await;
            if answer.as_bytes().get(3) != Some(&b'-') {
                return answer;
            }
        }
    }

    /// Begins a mail to `recipients`; all of them are accepted.
    pub(super) async fn begin(&mut self, recipients: &[&str]) {
        assert_eq!(self.ask("LHLO client.example.org").await, format!("250 SIZE {MAX_SIZE}"));
        assert_eq!(self.ask("MAIL FROM:<claire@example.org>").await, "250 2.1.0 ok");
        for recipient in recipients {
            assert_eq!(self.ask(&format!("RCPT TO:<{recipient}@lists.example.org>")).await, "250 2.1.5 ok");
        }
    }

    /// The remaining answers, until the server closes.
    pub(super) async fn rest(mut self) -> String {
        let mut rest = String::new();
        let read = tokio::time::timeout(Duration::from_secs(20), self.stream.read_to_string(&mut rest));
        read.await.expect("the session ends").unwrap();
        // The server waits for the client to close.
        drop(self.stream);
        self.server.await.unwrap().unwrap();
        rest
    }
}

/// Sends everything at once and then closes. Returns the answers, without the greeting, and the mails that were delivered.
pub(super) async fn converse(input: &[u8]) -> (Vec<String>, Vec<IncomingEnvelope>) {
    let acceptor = ScriptedAcceptor::default();
    let LmtpClient { stream, server, stop: _stop } = LmtpClient::connect(&acceptor, settings()).await;
    let (mut reader, mut writer) = split(stream);
    let mut output = Vec::new();
    let write = async {
        // The server may end the session before it has read everything.
        drop(writer.write_all(input).await);
        drop(writer.shutdown().await);
    };
    let both = async { tokio::join!(write, reader.read_to_end(&mut output)) };
    tokio::time::timeout(Duration::from_secs(20), both).await.expect("the session ends").1.unwrap();
    server.await.unwrap().unwrap();
    let answers = String::from_utf8(output).unwrap().lines().map(str::to_owned).collect();
    let delivered = std::mem::take(&mut *acceptor.delivered.lock().unwrap());
    (answers, delivered)
}

pub(super) fn codes(answers: &[String]) -> Vec<&str> {
    answers.iter().map(|answer| &answer[..3]).collect()
}
