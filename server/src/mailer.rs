//! How a mail leaves: to an SMTP server, or, without one, as a file.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use domain::clock::{Clock, Moment};
use domain::mail::queue::Outgoing;
use domain::mail::text;
use lettre::address::AddressError;
use lettre::message::header::{self, ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::io::AsyncWriteExt;

use crate::config::{Config, Smtp, Tls};
use crate::dkim::Signer;

/// How long a mail server may think before it answers a command. Less than it may take by RFC 5321 (4.5.3.2) would double mails.
const PATIENCE: Duration = Duration::from_secs(600);

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The other side has it.
    Sent,
    /// Not now: why.
    Deferred(String),
    /// Never: why.
    Failed(String),
}

/// The way out.
#[derive(Clone)]
pub struct Mailer {
    pub(crate) from: Mailbox,
    pub(crate) site: String,
    signer: Option<Signer>,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl Mailer {
    /// The way that the configuration names; `connections` at most at once.
    ///
    /// # Errors
    /// In words, for the person who wrote the configuration.
    pub fn new(config: &Config, connections: u32) -> Result<Self, String> {
        let from = config.mail.from.parse().map_err(|cause: AddressError| format!("mail.from: {cause}."))?;
        let way = if config.smtp.host.is_empty() {
            Way::Folder(config.mail.outbox.clone())
        } else {
            Way::Smtp(smtp(&config.smtp, connections).map_err(|cause| format!("smtp: {cause}."))?)
        };
        Ok(Self { from, site: config.address(), signer: Signer::new(&config.dkim)?, way })
    }

    /// Whether the way is open: a greeting to the server, a folder that can be made.
    ///
    /// # Errors
    /// In words, for the person who runs the program.
    pub async fn check(&self) -> Result<String, String> {
        match &self.way {
            Way::Smtp(server) => match server.test_connection().await {
                Ok(true) => Ok("the SMTP server answers".to_owned()),
                Ok(false) => Err("the SMTP server does not answer".to_owned()),
                Err(cause) => Err(format!("the SMTP server: {}", with_causes(&cause))),
            },
            Way::Folder(folder) => match tokio::fs::create_dir_all(folder).await {
                Ok(()) => Ok(format!("no SMTP server is configured: mails are written to {}", folder.display())),
                Err(cause) => Err(format!("{} can't be made: {cause}", folder.display())),
            },
        }
    }

    /// Sends one mail. Returns when the other side has answered, and never before it has answered « yes » with [`Outcome::Sent`].
    pub async fn send(&self, mail: &Outgoing) -> Outcome {
        let message = match self.message(mail) {
            Ok(message) => message,
            Err(cause) => return Outcome::Failed(cause),
        };
        let bytes = match self.signed(&message) {
            Ok(bytes) => bytes,
            Err(cause) => return Outcome::Deferred(cause),
        };
        match &self.way {
            Way::Smtp(server) => match server.send_raw(message.envelope(), &bytes).await {
                Ok(_) => Outcome::Sent,
                Err(cause) => refusal(&cause),
            },
            Way::Folder(folder) => match write(folder, mail.created_at, mail.id.as_str(), &bytes).await {
                Ok(()) => Outcome::Sent,
                Err(cause) => Outcome::Deferred(format!("{}: {cause}", folder.display())),
            },
        }
    }

    /// The message as it travels, with its signature where one is configured.
    pub(crate) fn signed(&self, message: &Message) -> Result<Vec<u8>, String> {
        let bytes = message.formatted();
        match &self.signer {
            Some(signer) => signer.sign(&bytes, Clock::System.now().seconds()),
            None => Ok(bytes),
        }
    }

    /// The folder that mails are written to, where there is no SMTP server.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match &self.way {
            Way::Folder(folder) => Some(folder),
            Way::Smtp(_) => None,
        }
    }

    /// The message, the same at each attempt but for the boundaries of its parts.
    fn message(&self, mail: &Outgoing) -> Result<Message, String> {
        let address = mail.recipient.parse().map_err(|cause: AddressError| format!("the address: {cause}"))?;
        let name = Some(mail.recipient_name.trim()).filter(|name| !name.is_empty()).map(str::to_owned);
        let created = u64::try_from(mail.created_at.seconds()).unwrap_or(0);
        let (plain, html) = (
            text::plain(mail.language, &mail.body, &mail.cause, &self.site),
            text::html(mail.language, &mail.subject, &mail.body, &mail.cause, &self.site),
        );
        let words = MultiPart::alternative().singlepart(SinglePart::plain(plain)).singlepart(SinglePart::html(html));
        let parts = match &mail.calendar {
            None => words,
            Some(calendar) => {
                let method = mail.calendar_method.as_deref().unwrap_or("PUBLISH");
                let kind =
                    ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}")).map_err(|cause| cause.to_string())?;
                let file = ContentType::parse("text/calendar; charset=utf-8; name=event.ics").map_err(|cause| cause.to_string())?;
                let invitation = SinglePart::builder().header(kind).body(exact(calendar)?);
                MultiPart::mixed()
                    .multipart(words.singlepart(invitation))
                    .singlepart(Attachment::new("event.ics".to_owned()).body(exact(calendar)?, file))
            }
        };
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, address))
            .subject(&*mail.subject)
            .message_id(Some(format!("<{}>", mail.message_id)))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(created))
            .header(AutoSubmitted)
            .header(ContentLanguage(mail.language.code()))
            .multipart(parts)
            .map_err(|cause| cause.to_string())
    }
}

/// In base64: every octet of the object arrives, its line ends too.
fn exact(calendar: &str) -> Result<Body, String> {
    Body::new_with_encoding(calendar.as_bytes().to_vec(), ContentTransferEncoding::Base64)
        .map_err(|_| "the calendar can't be encoded".to_owned())
}

fn smtp(config: &Smtp, connections: u32) -> Result<AsyncSmtpTransport<Tokio1Executor>, lettre::transport::smtp::Error> {
    type Server = AsyncSmtpTransport<Tokio1Executor>;
    let mut server = match config.tls {
        Tls::Starttls => Server::starttls_relay(&config.host)?,
        Tls::Implicit => Server::relay(&config.host)?,
        Tls::None => Server::builder_dangerous(&config.host),
    };
    if config.port != 0 {
        server = server.port(config.port);
    }
    if !config.user.is_empty() {
        server = server.credentials(Credentials::new(config.user.clone(), config.password.clone()));
    }
    Ok(server.timeout(Some(PATIENCE)).pool_config(PoolConfig::new().max_size(connections)).build())
}

/// « Later » (4xx, no connection) or « never » (5xx). That the server does not know *us*, or does not offer what we are told to use
/// (STARTTLS, a way to say who we are), is no fault of the mail: the mail waits until somebody corrects the configuration.
fn refusal(cause: &lettre::transport::smtp::Error) -> Outcome {
    let words = with_causes(cause);
    let about_us = cause.status().is_some_and(|code| matches!(u16::from(code), 530 | 534 | 535 | 538));
    if cause.is_permanent() && !about_us { Outcome::Failed(words) } else { Outcome::Deferred(words) }
}

pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// A file that is there is whole; the same mail tried again is the same file.
pub(crate) async fn write(folder: &Path, written: Moment, id: &str, message: &[u8]) -> std::io::Result<()> {
    let moment = written.to_string().replace(':', "");
    let (half, file) = (folder.join(format!(".{id}.part")), folder.join(format!("{moment}-{id}.eml")));
    tokio::fs::create_dir_all(folder).await?;
    let mut open = tokio::fs::File::create(&half).await?;
    open.write_all(message).await?;
    open.sync_all().await?;
    tokio::fs::rename(half, file).await
}

/// Written by a program: nobody's « out of office » answers (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[derive(Clone)]
pub(crate) struct ContentLanguage(pub(crate) &'static str);

impl header::Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Err("only written".into())
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.to_owned())
    }
}
