//! The route of mail: to an SMTP server or, without one, to a folder.

use std::path::{Path, PathBuf};

use domain::clock::Timestamp;
use domain::delivery::DeliveryOutcome;
use domain::mail::Delivery;
use tokio::io::AsyncWriteExt;

use crate::config::Config;
use crate::smtp::{Envelope, SmtpConnection, SmtpTimeouts, Transport};

pub enum Route {
    Smtp(Box<Transport>),
    /// A folder: each mail is a file.
    Folder(PathBuf),
}

impl Route {
    /// The route that the configuration names.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn new(config: &Config, timeouts: SmtpTimeouts) -> Result<Self, String> {
        if config.smtp.host.is_empty() {
            return Ok(Self::Folder(config.mail.outbox.clone()));
        }
        Ok(Self::Smtp(Box::new(Transport::new(&config.smtp, &config.address(), timeouts)?)))
    }

    /// Greets the server in the name of `sender`, or writes a file to the folder. Returns a sentence about it.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub async fn check(&self, sender: &lettre::Address) -> Result<String, String> {
        match self {
            Self::Smtp(transport) => match transport.check(sender).await {
                Ok(()) => Ok("the SMTP server answers".to_owned()),
                Err(cause) => Err(format!("the SMTP server: {cause}")),
            },
            Self::Folder(folder) => match check_folder(folder).await {
                Ok(()) => Ok(format!("no SMTP server is configured: mails are written to {}", folder.display())),
                Err(cause) => Err(format!("mails can't be written to {}: {cause}", folder.display())),
            },
        }
    }

    /// Sends one mail over `connection` or a new one. Returns the connection if it can be used again. The outcome is [`DeliveryOutcome::Sent`] only
    /// after the server accepted the mail.
    pub(super) async fn send(
        &self,
        connection: Option<SmtpConnection>,
        envelope: &Envelope,
        delivery: &Delivery,
    ) -> (DeliveryOutcome, Option<SmtpConnection>) {
        match self {
            Self::Smtp(transport) => transport.send(connection, envelope).await,
            Self::Folder(folder) => match write(folder, delivery.queued_at, delivery.id.as_str(), &delivered(envelope)).await {
                Ok(()) => (DeliveryOutcome::Sent, None),
                Err(cause) => (DeliveryOutcome::Unavailable(format!("{}: {cause}", folder.display())), None),
            },
        }
    }
}

/// The mail as in a mailbox: the envelope stands above it (RFC 5321, 4.4). A copy of a post names only the list in its header.
fn delivered(envelope: &Envelope) -> Vec<u8> {
    let mut mail = format!("Return-Path: <{}>\r\nDelivered-To: {}\r\n", envelope.from, envelope.to).into_bytes();
    mail.extend_from_slice(&envelope.bytes);
    mail
}

async fn check_folder(folder: &Path) -> std::io::Result<()> {
    let file = folder.join(".check.part");
    tokio::fs::create_dir_all(folder).await?;
    tokio::fs::write(&file, b"").await?;
    tokio::fs::remove_file(&file).await
}

/// The file appears when it is complete. A second attempt writes the same file.
async fn write(folder: &Path, queued_at: Timestamp, id: &str, message: &[u8]) -> std::io::Result<()> {
    let time = queued_at.to_string().replace(':', "");
    let (part, file) = (folder.join(format!(".{id}.part")), folder.join(format!("{time}-{id}.eml")));
    tokio::fs::create_dir_all(folder).await?;
    let mut open = tokio::fs::File::create(&part).await?;
    open.write_all(message).await?;
    open.sync_all().await?;
    tokio::fs::rename(part, file).await
}
