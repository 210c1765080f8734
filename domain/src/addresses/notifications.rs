//! The mails about addresses: to one that is to be proved, to the owner of one that somebody else tried, and to every proved address of a
//! person when these change. The thief of a session can't replace the addresses unnoticed.

use super::Address;
use super::undo::UNDO_DAYS;
use crate::db::instance;
use crate::db::{Conn, Tx};
use crate::enums::Language;
use crate::error::Result;
use crate::ids::PersonId;
use crate::mail::{self, MailContent, MailRecipient, ReplyTo};
use crate::people::{LINK_MINUTES, names};
use formats::markdown::literal;
use words::tr;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AddressChange {
    /// A link that adds it was sent.
    Requested,
    Added,
    Preferred,
    Removed,
    /// Its owner restored it.
    Restored,
}

/// Tells those addresses of a person about the change of one.
pub(super) async fn notify_change(
    tx: &mut Tx,
    person: &PersonId,
    recipients: &[Address],
    change: AddressChange,
    address: &str,
) -> Result<()> {
    let site = instance::name_in(tx).await?;
    let contact = instance::contact_in(tx).await?;
    let reply_to = ReplyTo::instance(tx).await?;
    let (addresses, sessions) = (tx.link("/me/addresses"), tx.link("/me/sessions"));
    for proved in recipients {
        let to = recipient(tx, person, &proved.address).await?;
        let language = to.language;
        let (cause, sentence) = match change {
            AddressChange::Requested => ("address.requested", tr!(language, "addresses-mail-notice-requested", address = literal(address))),
            AddressChange::Added => ("address.added", tr!(language, "addresses-mail-notice-added", address = literal(address))),
            AddressChange::Preferred => ("address.preferred", tr!(language, "addresses-mail-notice-preferred", address = literal(address))),
            AddressChange::Removed => ("address.removed", tr!(language, "addresses-mail-notice-removed", address = literal(address))),
            AddressChange::Restored => ("address.restored", tr!(language, "addresses-mail-notice-restored", address = literal(address))),
        };
        let body = tr!(
            language,
            "addresses-mail-notice-body",
            told = sentence,
            addresses = addresses.as_str(),
            sessions = sessions.as_str(),
            help = help(language, &contact)
        );
        let body = body.trim_end().to_owned();
        let subject = tr!(language, "addresses-mail-notice-subject", site = site.as_str());
        let reply_to = reply_to.clone();
        mail::post(tx, &to, &MailContent { cause, subject, body, reply_to, ..MailContent::default() }).await?;
    }
    Ok(())
}

/// Tells an address that it was removed, with the link that restores it, if it has one.
pub(super) async fn notify_removed(tx: &mut Tx, person: &PersonId, address: &str, undo: Option<&str>) -> Result<()> {
    let site = instance::name_in(tx).await?;
    let contact = instance::contact_in(tx).await?;
    let to = recipient(tx, person, address).await?;
    let language = to.language;
    let body = match undo {
        Some(link) => {
            tr!(
                language,
                "addresses-mail-removed-body",
                address = literal(address),
                link = link,
                days = UNDO_DAYS,
                help = help(language, &contact)
            )
        }
        None => tr!(language, "addresses-mail-removed-short", address = literal(address), help = help(language, &contact)),
    };
    let body = body.trim_end().to_owned();
    let subject = tr!(language, "addresses-mail-removed-subject", site = site.as_str());
    let reply_to = ReplyTo::instance(tx).await?;
    mail::post(tx, &to, &MailContent { cause: "address.farewell", subject, body, reply_to, ..MailContent::default() }).await
}

/// The sentence that says whom to write to; empty if no contact is set.
fn help(language: Language, contact: &str) -> String {
    if contact.is_empty() { String::new() } else { tr!(language, "addresses-mail-help", contact = contact) }
}

/// A person as the recipient of a mail to one of their addresses.
pub(super) async fn recipient(conn: &mut Conn, person: &PersonId, address: &str) -> Result<MailRecipient> {
    let (given_name, family_name, language): (String, String, Language) =
        sqlx::query_as("SELECT given_name, family_name, language FROM person WHERE id = $1").bind(person).fetch_one(conn).await?;
    let name = names::full(&given_name, &family_name);
    Ok(MailRecipient { person: Some(person.clone()), name, address: address.to_owned(), language })
}

/// To an address that is to be proved.
pub(super) fn proof(language: Language, link: &str, site: &str) -> MailContent {
    MailContent {
        cause: "address.proof",
        subject: tr!(language, "addresses-mail-confirm-subject", site = site),
        body: tr!(language, "addresses-mail-confirm-body", link = link, minutes = LINK_MINUTES),
        ..MailContent::default()
    }
}

/// To the owner of an address that somebody else tried to add.
pub(super) async fn warning(tx: &mut Tx, to: &MailRecipient) -> Result<MailContent> {
    let contact = instance::contact_in(tx).await?;
    let language = to.language;
    let merge = if contact.is_empty() {
        tr!(language, "addresses-mail-claimed-merge")
    } else {
        tr!(language, "addresses-mail-claimed-merge-at", contact = contact.as_str())
    };
    Ok(MailContent {
        cause: "address.warning",
        subject: tr!(language, "addresses-mail-claimed-subject"),
        body: tr!(language, "addresses-mail-claimed-body", address = literal(&to.address), merge = merge),
        reply_to: ReplyTo::instance(tx).await?,
        ..MailContent::default()
    })
}
