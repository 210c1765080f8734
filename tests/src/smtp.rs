//! A mail server on loopback that does what a story tells it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// An answer of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpAnswer {
    /// 250.
    Yes,
    /// 451.
    Later,
    /// 550.
    Never,
    /// The connection breaks, and the server has not kept the mail.
    Hangup,
    /// The connection stays open, and no answer comes.
    Stall,
}

/// How the server behaves before it has a mail.
#[derive(Debug, Clone, Copy)]
pub struct ServerBehaviour {
    /// Whether it greets a connection, by its number from 0. Otherwise the connection stays open, and no greeting comes.
    pub greets: fn(usize) -> bool,
    /// The extensions that it offers.
    pub offers: &'static [&'static str],
    /// The answer to a recipient. [`SmtpAnswer::Yes`]: the text may follow.
    pub recipient: fn(&str) -> SmtpAnswer,
}

impl Default for ServerBehaviour {
    fn default() -> Self {
        Self { greets: |_| true, offers: &["8BITMIME", "SMTPUTF8"], recipient: |_| SmtpAnswer::Yes }
    }
}

/// A mail that the server accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedMail {
    /// Of the envelope; empty for `<>`.
    pub sender: String,
    pub recipient: String,
    /// With its headers, without the dots that SMTP adds.
    pub message: Vec<u8>,
}

#[derive(Default)]
struct ServerLog {
    received: Vec<ReceivedMail>,
    attempted: Vec<Vec<u8>>,
    attempts: HashMap<String, usize>,
    connections: usize,
    commands: Vec<String>,
}

/// It ends with the story.
#[derive(Clone)]
pub struct MailServer {
    pub port: u16,
    log: Arc<Mutex<ServerLog>>,
}

impl MailServer {
    /// Answers each attempt by `rule`, which gets the recipient and the number of earlier attempts.
    pub async fn start(rule: fn(&str, usize) -> SmtpAnswer) -> Self {
        Self::with(ServerBehaviour::default(), rule).await
    }

    /// [`MailServer::start`] with a behaviour of its own.
    pub async fn with(behaviour: ServerBehaviour, rule: fn(&str, usize) -> SmtpAnswer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let log: Arc<Mutex<ServerLog>> = Arc::default();
        let shared = log.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let log = shared.clone();
                tokio::spawn(async move { drop(converse(stream, &log, behaviour, rule).await) });
            }
        });
        Self { port, log }
    }

    /// The mails accepted so far.
    pub fn received(&self) -> Vec<ReceivedMail> {
        self.log.lock().unwrap().received.clone()
    }

    /// Every message that came to its end, including those that it refused.
    pub fn attempted(&self) -> Vec<Vec<u8>> {
        self.log.lock().unwrap().attempted.clone()
    }

    /// The number of mails accepted so far.
    pub fn count(&self) -> usize {
        self.log.lock().unwrap().received.len()
    }

    /// The number of connections so far.
    pub fn connections(&self) -> usize {
        self.log.lock().unwrap().connections
    }

    /// The commands of all connections, in order.
    pub fn commands(&self) -> Vec<String> {
        self.log.lock().unwrap().commands.clone()
    }

    /// How many messages to this address came to their end.
    pub fn attempts(&self, recipient: &str) -> usize {
        self.log.lock().unwrap().attempts.get(recipient).copied().unwrap_or(0)
    }
}

async fn converse(
    stream: TcpStream,
    log: &Mutex<ServerLog>,
    behaviour: ServerBehaviour,
    rule: fn(&str, usize) -> SmtpAnswer,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let before = {
        let mut log = log.lock().unwrap();
        log.connections += 1;
        log.connections - 1
    };
    if !(behaviour.greets)(before) {
        return std::future::pending().await;
    }
    stream.write_all(b"220 stories.example.org ESMTP\r\n").await?;
    let (mut sender, mut recipient) = (String::new(), String::new());
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        log.lock().unwrap().commands.push(line.trim_end().to_owned());
        let answer = match line.trim_end() {
            command if command.starts_with("EHLO") => {
                for offer in behaviour.offers {
                    stream.write_all(format!("250-{offer}\r\n").as_bytes()).await?;
                }
                "250 HELP"
            }
            command if command.starts_with("MAIL FROM:") => {
                sender = command.trim_start_matches("MAIL FROM:<").split('>').next().unwrap_or_default().to_owned();
                "250 ok"
            }
            command if command.starts_with("RCPT TO:") => {
                recipient = command.trim_start_matches("RCPT TO:<").split('>').next().unwrap_or_default().to_owned();
                match (behaviour.recipient)(&recipient) {
                    SmtpAnswer::Yes => "250 ok",
                    SmtpAnswer::Later => "450 later",
                    SmtpAnswer::Never => "550 nobody here",
                    SmtpAnswer::Hangup => return Ok(()),
                    SmtpAnswer::Stall => std::future::pending().await,
                }
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let message = read_message(&mut stream).await?;
                match decide(log, (&sender, &recipient), message, rule) {
                    SmtpAnswer::Yes => "250 taken",
                    SmtpAnswer::Later => "451 busy",
                    SmtpAnswer::Never => "550 nobody here",
                    SmtpAnswer::Hangup => return Ok(()),
                    SmtpAnswer::Stall => std::future::pending().await,
                }
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "250 ok",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

fn decide(log: &Mutex<ServerLog>, (sender, recipient): (&str, &str), message: Vec<u8>, rule: fn(&str, usize) -> SmtpAnswer) -> SmtpAnswer {
    let mut log = log.lock().unwrap();
    let before = log.attempts.entry(recipient.to_owned()).or_default();
    let answer = rule(recipient, *before);
    *before += 1;
    log.attempted.push(message.clone());
    if answer == SmtpAnswer::Yes {
        log.received.push(ReceivedMail { sender: sender.to_owned(), recipient: recipient.to_owned(), message });
    }
    answer
}

async fn read_message(stream: &mut BufReader<TcpStream>) -> std::io::Result<Vec<u8>> {
    let mut message = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            // A client that hangs up before the last dot has sent no mail (RFC 5321, 4.1.1.4).
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == b".\r\n" {
            return Ok(message);
        }
        // A dot at the start of a line travels as two (RFC 5321, 4.5.2).
        message.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}
