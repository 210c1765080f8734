//! A connection to the SMTP server, kept from mail to mail; and what each answer means.

use std::future::Future;
use std::time::Duration;

use domain::delivery::DeliveryOutcome;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use tokio::runtime::Handle;

use super::stream::{self, Encryption};
use super::{Envelope, SmtpTimeouts};
use crate::config::{Smtp, Tls};

/// How long a server may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(5);

/// An open connection.
pub(crate) struct SmtpConnection(Box<AsyncSmtpConnection>);

/// How connections are opened.
pub struct Transport {
    smtp: Smtp,
    port: u16,
    protection: TlsMode,
    hello: ClientId,
    timeouts: SmtpTimeouts,
}

enum TlsMode {
    None,
    Later(TlsParameters),
    FromTheStart(Encryption),
}

/// Why something did not work.
enum SmtpTrouble {
    /// The server said no, by this code.
    Said(u16, String),
    /// The connection broke, or nothing came.
    Broke(String),
}

/// Why a mail could not be begun.
enum SmtpRefusal {
    Unavailable(String),
    /// Not over any connection to this server; this one can serve others.
    Never(String, SmtpConnection),
}

impl Transport {
    /// The way to that server, for a site of that name.
    ///
    /// # Errors
    /// In words, for the person who wrote the configuration.
    pub fn new(smtp: &Smtp, site: &str, timeouts: SmtpTimeouts) -> Result<Self, String> {
        let wrong = |cause: &dyn std::fmt::Display| format!("smtp: {cause}.");
        let (usual, protection) = match smtp.tls {
            Tls::None => (25, TlsMode::None),
            Tls::Starttls => (587, TlsMode::Later(TlsParameters::new(smtp.host.clone()).map_err(|cause| wrong(&cause))?)),
            Tls::Implicit => (465, TlsMode::FromTheStart(Encryption::new(&smtp.host).map_err(|cause| wrong(&cause))?)),
        };
        let port = if smtp.port == 0 { usual } else { smtp.port };
        Ok(Self { smtp: smtp.clone(), port, protection, hello: hello(site), timeouts })
    }

    /// Whether the server greets us and knows us.
    ///
    /// # Errors
    /// In words.
    pub(crate) async fn check(&self) -> Result<(), String> {
        self.open().await?.close();
        Ok(())
    }

    /// Sends one mail over `connection`, or over a new one; gives it back if it can serve again.
    pub(crate) async fn send(&self, connection: Option<SmtpConnection>, mail: &Envelope) -> (DeliveryOutcome, Option<SmtpConnection>) {
        let mut connection = match self.begin(connection, mail).await {
            Ok(connection) => connection,
            Err(SmtpRefusal::Unavailable(why)) => return (DeliveryOutcome::Unavailable(why), None),
            Err(SmtpRefusal::Never(why, connection)) => return (DeliveryOutcome::Failed(why), Some(connection)),
        };
        for command in [SmtpCommand::Rcpt(mail), SmtpCommand::Data] {
            match within(self.timeouts.command, connection.say(command)).await {
                Ok(()) => {}
                Err(SmtpTrouble::Said(421, why)) | Err(SmtpTrouble::Broke(why)) => {
                    return (DeliveryOutcome::Broken { why, doubtful: false }, None);
                }
                Err(SmtpTrouble::Said(code, why)) => {
                    // About us, whoever it is for: the mail waits until somebody corrects the configuration.
                    if matches!(code, 530 | 534 | 535 | 538) {
                        connection.close();
                        return (DeliveryOutcome::Unavailable(why), None);
                    }
                    let fresh = within(self.timeouts.command, async { connection.0.command(Rset).await.map(drop) }).await;
                    return (judged(code, why), fresh.is_ok().then_some(connection));
                }
            }
        }
        match within(self.timeouts.text, async { connection.0.message(&mail.bytes).await.map(drop) }).await {
            Ok(()) => (DeliveryOutcome::Sent, Some(connection)),
            // It may have the text, and nobody can know: see `domain::delivery`.
            Err(SmtpTrouble::Broke(why)) => (DeliveryOutcome::Broken { why, doubtful: true }, None),
            Err(SmtpTrouble::Said(421, why)) => (DeliveryOutcome::Deferred(why), None),
            Err(SmtpTrouble::Said(code, why)) => (judged(code, why), Some(connection)),
        }
    }

    /// A connection on which the sender was accepted. A kept one may have been closed meanwhile: then a new one is opened.
    async fn begin(&self, kept: Option<SmtpConnection>, mail: &Envelope) -> Result<SmtpConnection, SmtpRefusal> {
        if let Some(connection) = kept {
            let mut connection = connection.fits(mail)?;
            if within(self.timeouts.command, connection.say(SmtpCommand::Mail(mail))).await.is_ok() {
                return Ok(connection);
            }
        }
        let mut connection = self.open().await.map_err(SmtpRefusal::Unavailable)?.fits(mail)?;
        match within(self.timeouts.command, connection.say(SmtpCommand::Mail(mail))).await {
            Ok(()) => Ok(connection),
            // The sender is the same for all, what this one asks for is not.
            Err(SmtpTrouble::Said(code, why)) if code >= 500 && mail.is_wide() => Err(SmtpRefusal::Never(why, connection)),
            Err(trouble) => Err(SmtpRefusal::Unavailable(trouble.words())),
        }
    }

    async fn open(&self) -> Result<SmtpConnection, String> {
        let server = format!("{}:{}", self.smtp.host, self.port);
        let patience = self.timeouts.greeting;
        let late = || format!("{server}: no connection within {} s", patience.as_secs());
        let stream = tokio::time::timeout(patience, self.stream()).await.map_err(|_| late())?;
        let stream = stream.map_err(|cause| format!("{server}: {cause}"))?;
        within(patience, self.greet(stream)).await.map_err(SmtpTrouble::words)
    }

    async fn stream(&self) -> std::io::Result<Box<dyn AsyncTokioStream>> {
        let stream = stream::plain(&self.smtp.host, self.port).await?;
        Ok(match &self.protection {
            TlsMode::FromTheStart(encryption) => Box::new(encryption.around(stream).await?),
            TlsMode::None | TlsMode::Later(_) => Box::new(stream),
        })
    }

    async fn greet(&self, stream: Box<dyn AsyncTokioStream>) -> Result<SmtpConnection, Error> {
        let mut connection = AsyncSmtpConnection::connect_with_transport(stream, &self.hello).await?;
        if let TlsMode::Later(tls) = &self.protection {
            connection.starttls(tls.clone(), &self.hello).await?;
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
    /// Itself, if the server takes addresses such as this mail's (RFC 6531, 3.4: it is not to be asked otherwise).
    fn fits(self, mail: &Envelope) -> Result<Self, SmtpRefusal> {
        if mail.is_wide() && !self.0.server_info().supports_feature(Extension::SmtpUtfEight) {
            let why = "the address has letters that the SMTP server does not take: it does not offer SMTPUTF8 (5.6.7)".to_owned();
            return Err(SmtpRefusal::Never(why, self));
        }
        Ok(self)
    }

    async fn say(&mut self, command: SmtpCommand<'_>) -> Result<(), Error> {
        match command {
            SmtpCommand::Mail(mail) => {
                let parameters = if mail.is_wide() { vec![MailParameter::SmtpUtfEight] } else { Vec::new() };
                self.0.command(Mail::new(Some(mail.from.clone()), parameters)).await
            }
            SmtpCommand::Rcpt(mail) => self.0.command(Rcpt::new(mail.to.clone(), Vec::new())).await,
            SmtpCommand::Data => self.0.command(Data).await,
        }
        .map(drop)
    }

    /// Says goodbye, as a client should (RFC 5321, 4.1.1.10), without anyone waiting for it.
    pub(crate) fn close(mut self) {
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move { drop(tokio::time::timeout(GOODBYE, self.0.abort()).await) });
        }
    }
}

impl Envelope {
    fn is_wide(&self) -> bool {
        let wide = |address: &lettre::Address| !AsRef::<str>::as_ref(address).is_ascii();
        wide(&self.to) || wide(&self.from)
    }
}

impl SmtpTrouble {
    fn words(self) -> String {
        match self {
            Self::Said(_, why) | Self::Broke(why) => why,
        }
    }
}

/// Who we are: the machine's name if it is one of the DNS, as servers ask, else the site's.
fn hello(site: &str) -> ClientId {
    let host = site.split_once("://").map_or(site, |(_, rest)| rest).split([':', '/']).next().unwrap_or_default();
    let is_name = |name: &str| name.contains('.') && name.contains(|c: char| c.is_ascii_alphabetic()) && name.is_ascii();
    match ClientId::default() {
        ClientId::Domain(name) if !is_name(&name) && is_name(host) => ClientId::Domain(host.to_owned()),
        own => own,
    }
}

fn judged(code: u16, why: String) -> DeliveryOutcome {
    if code >= 500 { DeliveryOutcome::Failed(why) } else { DeliveryOutcome::Deferred(why) }
}

async fn within<T>(patience: Duration, work: impl Future<Output = Result<T, Error>>) -> Result<T, SmtpTrouble> {
    match tokio::time::timeout(patience, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(cause)) => Err(match cause.status() {
            Some(code) => SmtpTrouble::Said(u16::from(code), with_causes(&cause)),
            None => SmtpTrouble::Broke(with_causes(&cause)),
        }),
        Err(_) => Err(SmtpTrouble::Broke(format!("no answer within {} s", patience.as_secs()))),
    }
}

/// An error and what caused it, each said once.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    for cause in std::iter::successors(error.source(), |error| error.source()) {
        let cause = cause.to_string();
        if !words.ends_with(&cause) {
            words.push_str(": ");
            words.push_str(&cause);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_a_name_in_the_dns_says_the_sites() {
        let ClientId::Domain(name) = hello("https://maillage.example.org:8443/") else { panic!("a name") };
        assert!(name.contains('.'), "{name}");
        assert_eq!(hello("http://127.0.0.1:3000"), ClientId::default());
    }
}
