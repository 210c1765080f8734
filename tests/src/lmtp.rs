//! A relay in front of a site: it hands mails over by LMTP (RFC 2033) on a Unix socket, and keeps each of them until it is answered.

use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixStream;

/// How long the relay waits for an answer. Then it hangs up, and sends the mail again.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
/// The pause before it sends a mail again.
const PAUSE: Duration = Duration::from_millis(20);

/// A mail in the queue of a relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelayedMail {
    /// Without brackets; the text has it, too.
    pub message_id: String,
    /// Of the envelope.
    pub sender: String,
    /// Of the envelope.
    pub recipient: String,
    /// With its headers. Each line ends with CRLF, and the first one begins with no dot.
    pub text: String,
}

/// One connection of a relay at a time, opened when it is needed.
pub struct LmtpRelay {
    socket: PathBuf,
    connection: Option<RelayConnection>,
}

impl LmtpRelay {
    /// A relay of the server that listens there, now or later.
    pub fn to(socket: &Path) -> Self {
        Self { socket: socket.to_owned(), connection: None }
    }

    /// Sends a mail until its answer is final, and returns the code. After an answer that did not come or that says later, the same mail is sent
    /// again; without end, if there is no server.
    pub async fn hands_over(&mut self, mail: &RelayedMail) -> u16 {
        loop {
            match self.attempt(mail).await {
                Ok(code) if !(400..500).contains(&code) => return code,
                _ => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    /// Sends a whole mail and hangs up before its answer. Nothing happens if there is no server.
    pub async fn loses_patience(&mut self, mail: &RelayedMail) {
        if let Ok(mut connection) = self.take_connection().await {
            drop(connection.send(mail).await);
        }
    }

    /// After an error, the next attempt opens another connection.
    async fn attempt(&mut self, mail: &RelayedMail) -> Result<u16> {
        let mut connection = self.take_connection().await?;
        let code = match connection.send(mail).await? {
            None => connection.answer().await?,
            Some(refusal) => {
                connection.write("RSET\r\n").await?;
                connection.answer().await?;
                refusal
            }
        };
        self.connection = Some(connection);
        Ok(code)
    }

    async fn take_connection(&mut self) -> Result<RelayConnection> {
        match self.connection.take() {
            Some(connection) => Ok(connection),
            None => RelayConnection::open(&self.socket).await,
        }
    }
}

struct RelayConnection(BufReader<UnixStream>);

impl RelayConnection {
    async fn open(socket: &Path) -> Result<Self> {
        let mut connection = Self(BufReader::new(UnixStream::connect(socket).await?));
        let greeting = connection.answer().await?;
        connection.write("LHLO mx.example.org\r\n").await?;
        match (greeting, connection.answer().await?) {
            (220, 250) => Ok(connection),
            _ => Err(ErrorKind::ConnectionRefused.into()),
        }
    }

    /// Sends the envelope at once, as Postfix does, and then the text. Returns the code of a refusal before the text.
    async fn send(&mut self, mail: &RelayedMail) -> Result<Option<u16>> {
        let RelayedMail { sender, recipient, text, .. } = mail;
        self.write(&format!("MAIL FROM:<{sender}>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n")).await?;
        let mut refusal = None;
        for expected in [250, 250, 354] {
            let code = self.answer().await?;
            if code != expected {
                refusal = refusal.or(Some(code));
            }
        }
        if refusal.is_none() {
            // A dot at the start of a line travels as two (RFC 5321, 4.5.2).
            self.write(&format!("{}.\r\n", text.replace("\r\n.", "\r\n.."))).await?;
        }
        Ok(refusal)
    }

    async fn write(&mut self, text: &str) -> Result<()> {
        self.0.get_mut().write_all(text.as_bytes()).await
    }

    /// The code of the next answer. Half a line is none: the server died while it wrote.
    async fn answer(&mut self) -> Result<u16> {
        loop {
            let mut line = String::new();
            tokio::time::timeout(ANSWER_TIMEOUT, self.0.read_line(&mut line)).await??;
            if !line.ends_with('\n') {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            if line.as_bytes().get(3) != Some(&b'-') {
                return line.get(..3).and_then(|code| code.parse().ok()).ok_or_else(|| ErrorKind::InvalidData.into());
            }
        }
    }
}
