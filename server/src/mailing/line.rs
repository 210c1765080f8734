//! A connection to the SMTP server, kept from copy to copy; and what each answer means.

use std::future::Future;
use std::time::Duration;

use domain::lists::Fate;
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use tokio::net::TcpStream;

use super::Outcome;
use super::letter::Composed;
use crate::config::{Smtp, Tls};
use crate::mailer::with_causes;

/// How long the server may think.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// To connect and to greet.
    pub greeting: Duration,
    /// About a command (RFC 5321, 4.5.3.2).
    pub command: Duration,
    /// About a text that it has: giving up earlier would double mails.
    pub text: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { greeting: Duration::from_secs(60), command: Duration::from_secs(300), text: Duration::from_secs(600) }
    }
}

/// An open connection.
pub(super) struct Line(AsyncSmtpConnection);

/// How connections are opened.
pub(super) struct Way {
    smtp: Smtp,
    port: u16,
    tls: Option<TlsParameters>,
    hello: ClientId,
    patience: Patience,
}

/// Why something did not work.
enum Trouble {
    /// The server said no, by this code.
    Said(u16, String),
    /// The line broke, or nothing came.
    Broke(String),
}

impl Way {
    pub(super) fn new(smtp: &Smtp, patience: Patience) -> Result<Self, String> {
        let (usual, tls) = match smtp.tls {
            Tls::None => (25, None),
            Tls::Starttls => (587, Some(())),
            Tls::Implicit => (465, Some(())),
        };
        let tls = match tls {
            Some(()) if !smtp.host.is_empty() => Some(TlsParameters::new(smtp.host.clone()).map_err(|cause| format!("smtp: {cause}."))?),
            _ => None,
        };
        let port = if smtp.port == 0 { usual } else { smtp.port };
        Ok(Self { smtp: smtp.clone(), port, tls, hello: ClientId::default(), patience })
    }

    /// Sends one copy over `line`, or over a new one; gives the line back if it can serve again.
    pub(super) async fn send(&self, line: Option<Line>, mail: &Composed) -> (Outcome, Option<Line>) {
        let mut line = match self.begin(line, mail).await {
            Ok(line) => line,
            Err(why) => return (Outcome::NoWay(why), None),
        };
        let settled = |fate| Outcome::Settled(fate);
        for command in [Command::Rcpt(&mail.to), Command::Data] {
            match within(self.patience.command, line.say(command)).await {
                Ok(()) => {}
                Err(Trouble::Said(421, why)) | Err(Trouble::Broke(why)) => return (settled(Fate::Broken(why, false)), None),
                Err(Trouble::Said(code, why)) => {
                    // About us, whoever it is for: the copy waits until somebody corrects the configuration.
                    if matches!(code, 530 | 534 | 535 | 538) {
                        return (Outcome::NoWay(why), None);
                    }
                    let fresh = within(self.patience.command, async { line.0.command(Rset).await.map(drop) }).await;
                    return (settled(judged(code, why)), fresh.is_ok().then_some(line));
                }
            }
        }
        match within(self.patience.text, async { line.0.message(&mail.bytes).await.map(drop) }).await {
            Ok(()) => (settled(Fate::Sent), Some(line)),
            // It may have the text, and nobody can know: see `domain::lists::delivery`.
            Err(Trouble::Broke(why)) => (settled(Fate::Broken(why, true)), None),
            Err(Trouble::Said(421, why)) => (settled(Fate::Deferred(why)), None),
            Err(Trouble::Said(code, why)) => (settled(judged(code, why)), Some(line)),
        }
    }

    /// A line on which the sender was accepted. A kept one may have been closed meanwhile: then a new one is opened.
    async fn begin(&self, kept: Option<Line>, mail: &Composed) -> Result<Line, String> {
        if let Some(mut line) = kept
            && within(self.patience.command, line.say(Command::Mail(mail))).await.is_ok()
        {
            return Ok(line);
        }
        let stream = if self.smtp.tls == Tls::Implicit { None } else { Some(self.connect().await?) };
        let mut line = within(self.patience.greeting, self.open(stream)).await.map_err(Trouble::words)?;
        within(self.patience.command, line.say(Command::Mail(mail))).await.map_err(Trouble::words)?;
        Ok(line)
    }

    /// A stream that sends at once what it is given. The client writes a text and its end apart: otherwise the end waits until the server
    /// has acknowledged the text, which it puts off for 40 ms because it has nothing to say yet.
    async fn connect(&self) -> Result<TcpStream, String> {
        let server = (self.smtp.host.as_str(), self.port);
        let broke = |cause: std::io::Error| format!("{}:{}: {cause}", self.smtp.host, self.port);
        let connected = tokio::time::timeout(self.patience.greeting, TcpStream::connect(server)).await;
        let stream = connected.map_err(|_| format!("no connection within {} s", self.patience.greeting.as_secs()))?.map_err(broke)?;
        stream.set_nodelay(true).map_err(broke)?;
        Ok(stream)
    }

    /// Greets, over that stream or over one that is encrypted from the start.
    async fn open(&self, stream: Option<TcpStream>) -> Result<Line, Error> {
        let mut line = match stream {
            Some(stream) => AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.hello).await?,
            None => {
                let server = (self.smtp.host.as_str(), self.port);
                AsyncSmtpConnection::connect_tokio1(server, Some(self.patience.greeting), &self.hello, self.tls.clone(), None).await?
            }
        };
        if let Some(tls) = self.tls.clone().filter(|_| self.smtp.tls == Tls::Starttls) {
            line.starttls(tls, &self.hello).await?;
        }
        if !self.smtp.user.is_empty() {
            let credentials = Credentials::new(self.smtp.user.clone(), self.smtp.password.clone());
            line.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await?;
        }
        Ok(Line(line))
    }
}

enum Command<'a> {
    Mail(&'a Composed),
    Rcpt(&'a Address),
    Data,
}

impl Line {
    async fn say(&mut self, command: Command<'_>) -> Result<(), Error> {
        match command {
            Command::Mail(mail) => {
                let wide = !mail.to.to_string().is_ascii() && self.0.server_info().supports_feature(Extension::SmtpUtfEight);
                let parameters = if wide { vec![MailParameter::SmtpUtfEight] } else { Vec::new() };
                self.0.command(Mail::new(Some(mail.from.clone()), parameters)).await
            }
            Command::Rcpt(to) => self.0.command(Rcpt::new(to.clone(), Vec::new())).await,
            Command::Data => self.0.command(Data).await,
        }
        .map(drop)
    }
}

impl Trouble {
    fn words(self) -> String {
        match self {
            Self::Said(_, why) | Self::Broke(why) => why,
        }
    }
}

fn judged(code: u16, why: String) -> Fate {
    if code >= 500 { Fate::Failed(why) } else { Fate::Deferred(why) }
}

async fn within<T>(patience: Duration, work: impl Future<Output = Result<T, Error>>) -> Result<T, Trouble> {
    match tokio::time::timeout(patience, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(cause)) => Err(match cause.status() {
            Some(code) => Trouble::Said(u16::from(code), with_causes(&cause)),
            None => Trouble::Broke(with_causes(&cause)),
        }),
        Err(_) => Err(Trouble::Broke(format!("no answer within {} s", patience.as_secs()))),
    }
}
