//! A mail server on loopback that does what a story tells it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the server answers when it has read a whole mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpAnswer {
    /// It takes it.
    Yes,
    /// 451.
    Later,
    /// 550.
    Never,
    /// The line breaks; the server has not kept the mail.
    Silence,
    /// The line stays, and no answer comes.
    Nothing,
}

/// How the server behaves before it has a mail.
#[derive(Debug, Clone, Copy)]
pub struct ServerBehaviour {
    /// Whether it greets whoever comes as the first, the second… (from 0); otherwise the line stays, and nothing comes.
    pub greets: fn(usize) -> bool,
    /// What it offers.
    pub offers: &'static [&'static str],
    /// What it answers to a recipient; [`SmtpAnswer::Yes`]: it wants the mail.
    pub recipient: fn(&str) -> SmtpAnswer,
}

impl Default for ServerBehaviour {
    fn default() -> Self {
        Self { greets: |_| true, offers: &["8BITMIME", "SMTPUTF8"], recipient: |_| SmtpAnswer::Yes }
    }
}

/// A mail that the server took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenMail {
    /// The address of the envelope.
    pub recipient: String,
    /// The message, as it came over the line.
    pub message: Vec<u8>,
}

#[derive(Default)]
struct ServerLog {
    taken: Vec<TakenMail>,
    attempted: Vec<Vec<u8>>,
    attempts: HashMap<String, usize>,
    connections: usize,
    commands: Vec<String>,
}

/// The server. It ends with the story.
#[derive(Clone)]
pub struct MailServer {
    /// Where it listens.
    pub port: u16,
    book: Arc<Mutex<ServerLog>>,
}

impl MailServer {
    /// Answers each attempt by `rule`, which gets the recipient and how often it was tried before.
    pub async fn start(rule: fn(&str, usize) -> SmtpAnswer) -> Self {
        Self::with(ServerBehaviour::default(), rule).await
    }

    /// [`MailServer::start`], with manners of its own.
    pub async fn with(manners: ServerBehaviour, rule: fn(&str, usize) -> SmtpAnswer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let book: Arc<Mutex<ServerLog>> = Arc::default();
        let shared = book.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let book = shared.clone();
                tokio::spawn(async move { drop(converse(stream, &book, manners, rule).await) });
            }
        });
        Self { port, book }
    }

    /// What it took so far.
    pub fn taken(&self) -> Vec<TakenMail> {
        self.book.lock().unwrap().taken.clone()
    }

    /// Every message that came to its end, also those that it did not take.
    pub fn attempted(&self) -> Vec<Vec<u8>> {
        self.book.lock().unwrap().attempted.clone()
    }

    /// How many it took so far.
    pub fn count(&self) -> usize {
        self.book.lock().unwrap().taken.len()
    }

    /// How many connections were opened so far.
    pub fn connections(&self) -> usize {
        self.book.lock().unwrap().connections
    }

    /// The commands that came, of all connections, in their order.
    pub fn commands(&self) -> Vec<String> {
        self.book.lock().unwrap().commands.clone()
    }

    /// How often a mail to this address was brought to its end.
    pub fn attempts(&self, recipient: &str) -> usize {
        self.book.lock().unwrap().attempts.get(recipient).copied().unwrap_or(0)
    }
}

async fn converse(
    stream: TcpStream,
    book: &Mutex<ServerLog>,
    manners: ServerBehaviour,
    rule: fn(&str, usize) -> SmtpAnswer,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let before = {
        let mut book = book.lock().unwrap();
        book.connections += 1;
        book.connections - 1
    };
    if !(manners.greets)(before) {
        return std::future::pending().await;
    }
    stream.write_all(b"220 stories.example.org ESMTP\r\n").await?;
    let mut recipient = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        book.lock().unwrap().commands.push(line.trim_end().to_owned());
        let answer = match line.trim_end() {
            command if command.starts_with("EHLO") => {
                for offer in manners.offers {
                    stream.write_all(format!("250-{offer}\r\n").as_bytes()).await?;
                }
                "250 HELP"
            }
            command if command.starts_with("RCPT TO:") => {
                recipient = command.trim_start_matches("RCPT TO:<").split('>').next().unwrap_or_default().to_owned();
                match (manners.recipient)(&recipient) {
                    SmtpAnswer::Yes => "250 ok",
                    SmtpAnswer::Later => "450 later",
                    SmtpAnswer::Never => "550 nobody here",
                    SmtpAnswer::Silence => return Ok(()),
                    SmtpAnswer::Nothing => std::future::pending().await,
                }
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let message = read_message(&mut stream).await?;
                match judge(book, &recipient, message, rule) {
                    SmtpAnswer::Yes => "250 taken",
                    SmtpAnswer::Later => "451 busy",
                    SmtpAnswer::Never => "550 nobody here",
                    SmtpAnswer::Silence => return Ok(()),
                    SmtpAnswer::Nothing => std::future::pending().await,
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

fn judge(book: &Mutex<ServerLog>, recipient: &str, message: Vec<u8>, rule: fn(&str, usize) -> SmtpAnswer) -> SmtpAnswer {
    let mut book = book.lock().unwrap();
    let before = book.attempts.entry(recipient.to_owned()).or_default();
    let answer = rule(recipient, *before);
    *before += 1;
    book.attempted.push(message.clone());
    if answer == SmtpAnswer::Yes {
        book.taken.push(TakenMail { recipient: recipient.to_owned(), message });
    }
    answer
}

async fn read_message(stream: &mut BufReader<TcpStream>) -> std::io::Result<Vec<u8>> {
    let mut message = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            // Who hangs up before the last dot has sent no mail (RFC 5321, 4.1.1.4).
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == b".\r\n" {
            return Ok(message);
        }
        // A dot at the start of a line travels as two (RFC 5321, 4.5.2).
        message.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}
