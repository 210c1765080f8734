//! Telling the people who were present that their certificate is there.

use super::register::{authorize, present};
use super::{AttendedRegistration, attended_columns, is_certified};
use crate::agenda::EventMails;
use crate::audit::{self, AuditAction};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::mail::{self, MailContent, MailRecipient};
use crate::people::names;
use crate::policy::{self, Actor};
use crate::registrations::registration_links;
use formats::markdown::literal;
use words::tr;

/// Queues a mail with the link of their certificate to everybody who was present; each person gets one, however often this is done. Returns the number of
/// people.
///
/// # Errors
/// As for [`super::register`]; [`Error::Closed`] before the event is over.
pub async fn send_all(db: &Db, actor: &Actor, slug: &str) -> Result<usize> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (event, _) = authorize(&mut tx, &rights, slug).await?;
    if !is_certified(&event, tx.now) {
        return Err(Error::Closed);
    }
    let mails = EventMails::about(&mut tx, &event).await?;
    let people = present(&mut tx, &event.id).await?;
    for (registration, ..) in &people {
        let row = sqlx::query_as(concat!("SELECT ", attended_columns!(), " FROM registration r WHERE r.id = $1"));
        let AttendedRegistration { person, given_name, family_name, address, language, .. } =
            row.bind(registration).fetch_one(&mut *tx).await?;
        let once = format!("certificate.ready {registration}");
        if sqlx::query("SELECT 1 FROM mail WHERE once = $1").bind(&once).fetch_optional(&mut *tx).await?.is_some() {
            continue;
        }
        let (link, title) = (registration_links::create(&mut tx, registration).await?, literal(&event.title));
        let content = MailContent {
            cause: "certificate.ready",
            once: Some(once),
            subject: tr!(language, "certificates-document-mail-subject", title = event.title.as_str()),
            body: tr!(language, "certificates-document-mail", title = title.as_str(), link = link),
            why: tr!(language, "registrations-mail-reason-past", title = event.title.as_str()),
            reply_to: mails.reply_to.clone(),
            thread: mails.thread(&address),
            ..MailContent::default()
        };
        mail::post(&mut tx, &MailRecipient { person, name: names::full(&given_name, &family_name), address, language }, &content).await?;
    }
    audit::record(&mut tx, &rights, AuditAction::CertificateSend, event.id.as_str(), &people.len().to_string()).await?;
    tx.commit().await?;
    Ok(people.len())
}
