//! Connections to the SMTP server, used for many mails, and the meaning of its answers.

use std::future::Future;
use std::time::Duration;

use domain::delivery::DeliveryOutcome;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use tokio::runtime::Handle;

use super::stream::{self, ImplicitTls};
use super::{Envelope, SmtpTimeouts};
use crate::config::{Smtp, Tls};

/// How long a server may take to answer QUIT.
const QUIT_TIMEOUT: Duration = Duration::from_secs(5);

pub(crate) struct SmtpConnection(Box<AsyncSmtpConnection>);

pub struct Transport {
    smtp: Smtp,
    port: u16,
    tls: TlsMode,
    client_id: ClientId,
    timeouts: SmtpTimeouts,
}

enum TlsMode {
    None,
    Starttls(TlsParameters),
    Implicit(ImplicitTls),
}

enum SmtpError {
    /// The server refused with this code.
    Refused(u16, String),
    /// The connection broke, or no answer came in time.
    Broken(String),
}

enum SmtpRefusal {
    Unavailable(String),
    /// This server never takes the mail. The connection can be used for others.
    Never(String, SmtpConnection),
}

impl Transport {
    /// # Errors
    /// A sentence for the administrator.
    pub fn new(smtp: &Smtp, site: &str, timeouts: SmtpTimeouts) -> Result<Self, String> {
        let wrong = |cause: &dyn std::fmt::Display| format!("smtp: {cause}.");
        let (default_port, tls) = match smtp.tls {
            Tls::None => (25, TlsMode::None),
            Tls::Starttls => (587, TlsMode::Starttls(TlsParameters::new(smtp.host.clone()).map_err(|cause| wrong(&cause))?)),
            Tls::Implicit => (465, TlsMode::Implicit(ImplicitTls::new(&smtp.host).map_err(|cause| wrong(&cause))?)),
        };
        let port = if smtp.port == 0 { default_port } else { smtp.port };
        Ok(Self { smtp: smtp.clone(), port, tls, client_id: client_id(site), timeouts })
    }

    /// Connects, authenticates, and asks whether the server takes mail from `sender`. Nothing is sent.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub(crate) async fn check(&self, sender: &lettre::Address) -> Result<(), String> {
        let mut connection = self.open().await?;
        let mail = Envelope { from: sender.clone(), to: sender.clone(), bytes: Vec::new() };
        let taken = with_timeout(self.timeouts.command, connection.send(SmtpCommand::Mail(&mail))).await;
        connection.close();
        taken.map_err(|error| format!("mail from {sender} is refused: {}", error.into_sentence()))
    }

    /// Sends one mail over `connection` or a new one. Returns the connection if it can be used again.
    pub(crate) async fn send(&self, connection: Option<SmtpConnection>, mail: &Envelope) -> (DeliveryOutcome, Option<SmtpConnection>) {
        let mut connection = match self.begin(connection, mail).await {
            Ok(connection) => connection,
            Err(SmtpRefusal::Unavailable(why)) => return (DeliveryOutcome::Unavailable(why), None),
            Err(SmtpRefusal::Never(why, connection)) => return (DeliveryOutcome::Failed(why), Some(connection)),
        };
        for command in [SmtpCommand::Rcpt(mail), SmtpCommand::Data] {
            match with_timeout(self.timeouts.command, connection.send(command)).await {
                Ok(()) => {}
                Err(SmtpError::Refused(421, why)) | Err(SmtpError::Broken(why)) => {
                    return (DeliveryOutcome::Broken { why, doubtful: false }, None);
                }
                Err(SmtpError::Refused(code, why)) => {
                    // The server does not accept our authentication: all mail waits until somebody corrects the configuration.
                    if matches!(code, 530 | 534 | 535 | 538) {
                        connection.close();
                        return (DeliveryOutcome::Unavailable(why), None);
                    }
                    let reset = with_timeout(self.timeouts.command, async { connection.0.command(Rset).await.map(drop) }).await;
                    return (outcome_of(code, why), reset.is_ok().then_some(connection));
                }
            }
        }
        // Before the dot, lettre ends the last line itself: a mail that ends with CRLF would arrive with an empty line more.
        let text = mail.bytes.strip_suffix(b"\r\n").unwrap_or(&mail.bytes);
        match with_timeout(self.timeouts.text, async { connection.0.message(text).await.map(drop) }).await {
            Ok(()) => (DeliveryOutcome::Sent, Some(connection)),
            // The server may have the text: see `domain::delivery`.
            Err(SmtpError::Broken(why)) => (DeliveryOutcome::Broken { why, doubtful: true }, None),
            Err(SmtpError::Refused(421, why)) => (DeliveryOutcome::Deferred(why), None),
            Err(SmtpError::Refused(code, why)) => (outcome_of(code, why), Some(connection)),
        }
    }

    /// A connection on which the server accepted the sender. A pooled one may have been closed meanwhile: then a new one is opened.
    async fn begin(&self, pooled: Option<SmtpConnection>, mail: &Envelope) -> Result<SmtpConnection, SmtpRefusal> {
        if let Some(connection) = pooled {
            let mut connection = connection.check_support(mail)?;
            if with_timeout(self.timeouts.command, connection.send(SmtpCommand::Mail(mail))).await.is_ok() {
                return Ok(connection);
            }
        }
        let mut connection = self.open().await.map_err(SmtpRefusal::Unavailable)?.check_support(mail)?;
        match with_timeout(self.timeouts.command, connection.send(SmtpCommand::Mail(mail))).await {
            Ok(()) => Ok(connection),
            // All senders are of one domain, so the server refuses SMTPUTF8.
            Err(SmtpError::Refused(code, why)) if code >= 500 && mail.needs_smtputf8() => Err(SmtpRefusal::Never(why, connection)),
            Err(error) => Err(SmtpRefusal::Unavailable(error.into_sentence())),
        }
    }

    async fn open(&self) -> Result<SmtpConnection, String> {
        let server = format!("{}:{}", self.smtp.host, self.port);
        let timeout = self.timeouts.greeting;
        let late = || format!("{server}: no connection within {} s", timeout.as_secs());
        let stream = tokio::time::timeout(timeout, self.stream()).await.map_err(|_| late())?;
        let stream = stream.map_err(|cause| format!("{server}: {cause}"))?;
        with_timeout(timeout, self.greet(stream)).await.map_err(SmtpError::into_sentence)
    }

    async fn stream(&self) -> std::io::Result<Box<dyn AsyncTokioStream>> {
        let stream = stream::connect(&self.smtp.host, self.port).await?;
        Ok(match &self.tls {
            TlsMode::Implicit(tls) => Box::new(tls.wrap(stream).await?),
            TlsMode::None | TlsMode::Starttls(_) => Box::new(stream),
        })
    }

    async fn greet(&self, stream: Box<dyn AsyncTokioStream>) -> Result<SmtpConnection, Error> {
        let mut connection = AsyncSmtpConnection::connect_with_transport(stream, &self.client_id).await?;
        if let TlsMode::Starttls(tls) = &self.tls {
            connection.starttls(tls.clone(), &self.client_id).await?;
        }
        if !self.smtp.user.is_empty() {
            let credentials = Credentials::new(self.smtp.user.clone(), self.smtp.password.clone());
            connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await?;
        }
        Ok(SmtpConnection(Box::new(connection)))
    }
}

enum SmtpCommand<'a> {
    Mail(&'a Envelope),
    Rcpt(&'a Envelope),
    Data,
}

impl SmtpConnection {
    /// Fails if the mail needs SMTPUTF8 and the server does not offer it: then a client must not ask for it (RFC 6531, 3.4).
    fn check_support(self, mail: &Envelope) -> Result<Self, SmtpRefusal> {
        if mail.needs_smtputf8() && !self.0.server_info().supports_feature(Extension::SmtpUtfEight) {
            let why = "the address has letters that the SMTP server does not take: it does not offer SMTPUTF8 (5.6.7)".to_owned();
            return Err(SmtpRefusal::Never(why, self));
        }
        Ok(self)
    }

    async fn send(&mut self, command: SmtpCommand<'_>) -> Result<(), Error> {
        match command {
            SmtpCommand::Mail(mail) => {
                let parameters = if mail.needs_smtputf8() { vec![MailParameter::SmtpUtfEight] } else { Vec::new() };
                self.0.command(Mail::new(Some(mail.from.clone()), parameters)).await
            }
            SmtpCommand::Rcpt(mail) => self.0.command(Rcpt::new(mail.to.clone(), Vec::new())).await,
            SmtpCommand::Data => self.0.command(Data).await,
        }
        .map(drop)
    }

    /// Sends QUIT, as a client should (RFC 5321, 4.1.1.10), in a task that nobody waits for.
    pub(crate) fn close(mut self) {
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move { drop(tokio::time::timeout(QUIT_TIMEOUT, self.0.abort()).await) });
        }
    }
}

impl Envelope {
    fn needs_smtputf8(&self) -> bool {
        let is_wide = |address: &lettre::Address| !AsRef::<str>::as_ref(address).is_ascii();
        is_wide(&self.to) || is_wide(&self.from)
    }
}

impl SmtpError {
    fn into_sentence(self) -> String {
        match self {
            Self::Refused(_, reason) | Self::Broken(reason) => reason,
        }
    }
}

/// The name for EHLO: that of the machine if it is a name of the DNS, as servers require, else that of the site.
fn client_id(site: &str) -> ClientId {
    let host = site.split_once("://").map_or(site, |(_, rest)| rest).split([':', '/']).next().unwrap_or_default();
    let is_name = |name: &str| name.contains('.') && name.contains(|c: char| c.is_ascii_alphabetic()) && name.is_ascii();
    match ClientId::default() {
        ClientId::Domain(name) if !is_name(&name) && is_name(host) => ClientId::Domain(host.to_owned()),
        own => own,
    }
}

fn outcome_of(code: u16, why: String) -> DeliveryOutcome {
    if code >= 500 { DeliveryOutcome::Failed(why) } else { DeliveryOutcome::Deferred(why) }
}

async fn with_timeout<T>(timeout: Duration, work: impl Future<Output = Result<T, Error>>) -> Result<T, SmtpError> {
    match tokio::time::timeout(timeout, work).await {
        Ok(Ok(result)) => Ok(result),
        Ok(Err(cause)) => Err(match cause.status() {
            Some(code) => SmtpError::Refused(u16::from(code), with_causes(&cause)),
            None => SmtpError::Broken(with_causes(&cause)),
        }),
        Err(_) => Err(SmtpError::Broken(format!("no answer within {} s", timeout.as_secs()))),
    }
}

/// An error and its causes, without repetitions.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    for cause in std::iter::successors(error.source(), |error| error.source()) {
        let cause = cause.to_string();
        if !text.ends_with(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_a_dns_name_uses_that_of_the_site() {
        let ClientId::Domain(name) = client_id("https://maillage.example.org:8443/") else { panic!("a name") };
        assert!(name.contains('.'), "{name}");
        assert_eq!(client_id("http://127.0.0.1:3000"), ClientId::default());
    }
}
