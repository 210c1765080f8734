//! How a mail leaves: to an SMTP server, or, without one, as a file.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use domain::clock::{Clock, Timestamp};
use domain::mail::queue::Outgoing;
use domain::mail::text;
use lettre::address::AddressError;
use lettre::message::header::{self, ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use tokio::io::AsyncWriteExt;

use crate::config::Config;
use crate::dkim::Signer;
use crate::smtp::{self, DeliveryOutcome, Envelope, Lines, Patience, SmtpConnection, travelling};

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailOutcome {
    /// The other side has it.
    Sent,
    /// Not now: why.
    Deferred(String),
    /// The connection broke before the answer: why. It may have left.
    Interrupted(String),
    /// Never: why.
    Failed(String),
    /// The server can't be reached, or does not want us: why. No fault of the mail.
    NoWay(String),
}

/// The way out.
#[derive(Clone)]
pub struct Mailer {
    pub(crate) from: Mailbox,
    pub(crate) site: String,
    signer: Option<Signer>,
    way: MailRoute,
}

#[derive(Clone)]
enum MailRoute {
    Smtp(Arc<SmtpRelay>),
    Folder(PathBuf),
}

/// The SMTP server, and the lines that are open to it.
struct SmtpRelay {
    way: smtp::Transport,
    lines: Mutex<Lines>,
}

impl SmtpRelay {
    fn lines<T>(&self, with: impl FnOnce(&mut Lines) -> T) -> T {
        with(&mut self.lines.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn send(&self, parcel: &Envelope) -> DeliveryOutcome {
        let kept: Option<SmtpConnection> = self.lines(Lines::take);
        let (verdict, line) = self.way.send(kept, parcel).await;
        if let Some(line) = line {
            self.lines(|lines| lines.keep(line));
        }
        verdict
    }
}

impl Mailer {
    /// The way that the configuration names.
    ///
    /// # Errors
    /// In words, for the person who wrote the configuration.
    pub fn new(config: &Config) -> Result<Self, String> {
        Self::patient(config, Patience::default())
    }

    /// [`Mailer::new`], with another patience towards the server.
    ///
    /// # Errors
    /// As for [`Mailer::new`].
    pub fn patient(config: &Config, patience: Patience) -> Result<Self, String> {
        let from: Mailbox = config.mail.from.parse().map_err(|cause: AddressError| format!("mail.from: {cause}."))?;
        let email = travelling(from.email.as_ref()).map_err(|cause| format!("mail.from: {cause}."))?;
        let way = if config.smtp.host.is_empty() {
            MailRoute::Folder(config.mail.outbox.clone())
        } else {
            let way = smtp::Transport::new(&config.smtp, &config.address(), patience)?;
            MailRoute::Smtp(Arc::new(SmtpRelay { way, lines: Mutex::default() }))
        };
        Ok(Self { from: Mailbox::new(from.name, email), site: config.address(), signer: Signer::new(&config.dkim)?, way })
    }

    /// Closes connections that nobody has used for a while.
    pub fn rest(&self) {
        if let MailRoute::Smtp(server) = &self.way {
            server.lines(Lines::rest);
        }
    }

    /// Whether the way is open: a greeting to the server, a folder that can be made.
    ///
    /// # Errors
    /// In words, for the person who runs the program.
    pub async fn check(&self) -> Result<String, String> {
        match &self.way {
            MailRoute::Smtp(server) => match server.way.check().await {
                Ok(()) => Ok("the SMTP server answers".to_owned()),
                Err(cause) => Err(format!("the SMTP server: {cause}")),
            },
            MailRoute::Folder(folder) => match try_folder(folder).await {
                Ok(()) => Ok(format!("no SMTP server is configured: mails are written to {}", folder.display())),
                Err(cause) => Err(format!("mails can't be written to {}: {cause}", folder.display())),
            },
        }
    }

    /// Sends one mail. Returns when the other side has answered, and never before it has answered « yes » with [`MailOutcome::Sent`].
    pub async fn send(&self, mail: &Outgoing) -> MailOutcome {
        let (to, message) = match travelling(&mail.recipient).and_then(|to| Ok((to.clone(), made(|| self.message(mail, to))?))) {
            Ok(made) => made,
            Err(cause) => return MailOutcome::Failed(cause),
        };
        let bytes = match self.signed(&message) {
            Ok(bytes) => bytes,
            Err(cause) => return MailOutcome::Deferred(cause),
        };
        match &self.way {
            MailRoute::Smtp(server) => match server.send(&Envelope { from: self.from.email.clone(), to, bytes }).await {
                DeliveryOutcome::Taken => MailOutcome::Sent,
                DeliveryOutcome::Later(why) | DeliveryOutcome::Broken(why, false) => MailOutcome::Deferred(why),
                DeliveryOutcome::Broken(why, true) => MailOutcome::Interrupted(why),
                DeliveryOutcome::Never(why) => MailOutcome::Failed(why),
                DeliveryOutcome::NoWay(why) => MailOutcome::NoWay(why),
            },
            MailRoute::Folder(folder) => match write(folder, mail.created_at, mail.id.as_str(), &bytes).await {
                Ok(()) => MailOutcome::Sent,
                Err(cause) => MailOutcome::NoWay(format!("{}: {cause}", folder.display())),
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
            MailRoute::Folder(folder) => Some(folder),
            MailRoute::Smtp(_) => None,
        }
    }

    /// The message, the same at each attempt but for the boundaries of its parts.
    fn message(&self, mail: &Outgoing, address: Address) -> Result<Message, String> {
        let name = one_line(&mail.recipient_name);
        let created = u64::try_from(mail.created_at.seconds()).unwrap_or(0);
        let why = text::reason(mail.language, &mail.cause, &mail.why);
        let (plain, html) =
            (text::plain(&mail.body, &why, &self.site), text::html(mail.language, &mail.subject, &mail.body, &why, &self.site));
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
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, address))
            .subject(one_line(&mail.subject).unwrap_or_default())
            .message_id(Some(format!("<{}>", mail.message_id)))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(created))
            .header(AutoSubmitted)
            .header(ContentLanguage(mail.language.code()));
        if let Some(to) = reply_to(&mail.reply_to_name, &mail.reply_to) {
            message = message.reply_to(to);
        }
        if !mail.thread.is_empty() {
            let thread = format!("<{}>", mail.thread);
            message = message.in_reply_to(thread.clone()).references(thread);
        }
        message.multipart(parts).map_err(|cause| cause.to_string())
    }
}

/// What `make` makes. The one who writes messages for us panics where a header can't be written: that is a fault of this one mail, which
/// its worker would otherwise hold for as long as it lives.
pub(crate) fn made<T>(make: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|_| Err("the message can't be written".to_owned()))
}

/// Where answers go, if mail can. An address of other letters is no reason to lose the reader, whose server may not know them.
pub(crate) fn reply_to(name: &str, address: &str) -> Option<Mailbox> {
    let address = travelling(address).ok().filter(|address| AsRef::<str>::as_ref(address).is_ascii())?;
    Some(Mailbox::new(one_line(name), address))
}

/// A text as a header can hold it, if there is any.
pub(crate) fn one_line(text: &str) -> Option<String> {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Some(line.trim()).filter(|line| !line.is_empty()).map(str::to_owned)
}

/// In base64: every octet of the object arrives, its line ends too.
fn exact(calendar: &str) -> Result<Body, String> {
    Body::new_with_encoding(calendar.as_bytes().to_vec(), ContentTransferEncoding::Base64)
        .map_err(|_| "the calendar can't be encoded".to_owned())
}

async fn try_folder(folder: &Path) -> std::io::Result<()> {
    let file = folder.join(".check.part");
    tokio::fs::create_dir_all(folder).await?;
    tokio::fs::write(&file, b"").await?;
    tokio::fs::remove_file(&file).await
}

/// A file that is there is whole; the same mail tried again is the same file.
pub(crate) async fn write(folder: &Path, written: Timestamp, id: &str, message: &[u8]) -> std::io::Result<()> {
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
