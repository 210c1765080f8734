//! What can be asked of a list by mail: to subscribe, to unsubscribe, other options, help. The answer is a mail with a link: nothing changes before its owner opens it.

use chrono::Duration;

use super::mail_addresses::MailPurpose;
use crate::db::{BindAll, InstanceKey, Tx};
use crate::enums::Language;
use crate::error::Result;
use crate::lists::{self, List, UnsubscribeLink};
use crate::mail::{self, MailContent, MailRecipient};
use crate::names;
use formats::markdown::literal;
use words::tr;

/// The most automatic answers to one address within a day. Two robots that answer each other stop there.
pub(super) const DAILY_ANSWERS: i64 = 10;

/// The number of commands and questions of this address within the last day.
pub(super) async fn count_today(tx: &mut Tx, author_key: &str) -> Result<i64> {
    let since = tx.now.plus(-Duration::days(1));
    Ok(sqlx::query_scalar("SELECT COUNT(*) FROM received_mail WHERE author_key = $1 AND rule IN ('command', 'owner') AND received_at > $2")
        .bind_all((author_key, since))
        .fetch_one(&mut **tx)
        .await?)
}

/// Answers a command. Whether the address is subscribed shows only in the mail to it.
pub(super) async fn answer(
    tx: &mut Tx,
    list: &List,
    purpose: MailPurpose,
    (host, key): (&str, &InstanceKey),
    author: &str,
    language: Language,
) -> Result<()> {
    if crate::fields::address(author).is_err() {
        return Ok(());
    }
    match purpose {
        MailPurpose::Subscribe => lists::request_by_mail(tx, list, author, language).await,
        MailPurpose::Unsubscribe => {
            let link = lists::unsubscribe_link(tx, key, list, &names::address_key(author)).await?;
            let text = match link {
                Some(found) => tr!(language, "posts-mail-unsubscribe", list = literal(&list.name), link = found.link),
                None => tr!(language, "posts-mail-not-subscribed", list = literal(&list.name)),
            };
            post(tx, list, author, language, text).await
        }
        MailPurpose::Options => {
            let link = lists::unsubscribe_link(tx, key, list, &names::address_key(author)).await?;
            let text = match link {
                Some(UnsubscribeLink { options: Some(options), .. }) => {
                    tr!(language, "posts-mail-options", list = literal(&list.name), link = options)
                }
                Some(found) => tr!(language, "posts-mail-unsubscribe", list = literal(&list.name), link = found.link),
                None => tr!(language, "posts-mail-not-subscribed", list = literal(&list.name)),
            };
            post(tx, list, author, language, text).await
        }
        MailPurpose::Post | MailPurpose::Owner | MailPurpose::Help => {
            let (slug, page) = (list.slug.as_str(), tx.link(&format!("/lists/{}", list.slug)));
            let text = tr!(language, "posts-mail-help", list = literal(&list.name), slug = slug, host = host, link = page);
            post(tx, list, author, language, text).await
        }
    }
}

async fn post(tx: &mut Tx, list: &List, author: &str, language: Language, body: String) -> Result<()> {
    let to = MailRecipient { person: None, name: String::new(), address: author.to_owned(), language };
    let content = MailContent {
        cause: "list.command",
        subject: tr!(language, "posts-mail-command-subject", list = list.name.as_str()),
        body,
        why: tr!(language, "posts-mail-command-reason", list = list.name.as_str()),
        ..MailContent::default()
    };
    mail::post(tx, &to, &content).await
}
