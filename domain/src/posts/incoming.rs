//! Mails that come for lists. A mail is stored before it is answered, and each has one known outcome, named in `received_mail`.

use chrono::Duration;
use formats::delivery_status;
use formats::incoming_mail::{self, IncomingMail};

use super::mail_addresses::{MailPurpose, find_for};
use super::rules::{MailFacts, MailRule, apply_to_mail};
use super::{Post, authentication, commands, distribution, indexing, notifications, parent, rules, threads, write};
use crate::db::{BindAll, Db, InstanceKey, Tx};
use crate::enums::{HoldReason, Language, PostFormat, PostState, PostingPolicy};
use crate::error::Result;
use crate::files;
use crate::ids::{DeliveryId, PostId};
use crate::lists::{self, List};
use crate::mail::bounces;
use crate::names;
use crate::people::accounts::proved_owner;
use crate::policy::{Actor, Rights};
use crate::rendering;

/// The longest address in octets: that of a path without its brackets (RFC 5321, 4.5.3.1.3).
const MOST_ADDRESS: usize = 254;
/// The most characters of a mail that are its post's text; the mail itself keeps all.
const MOST_TEXT: usize = 60_000;
/// The most held posts of one list. More wait at the relay until a moderator has decided.
const MOST_HELD: i64 = 500;
/// The most attached files of one mail that are kept beside it; the mail itself keeps all.
const MOST_FILES: usize = 50;

/// What became of a mail for one of its recipients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiveOutcome {
    /// It is stored, and this rule decided.
    Stored(MailRule),
    /// It came to the envelope sender of a mail of ours: what it reports is stored. Other mails to such an address are dropped.
    Returned,
    /// No list has this address.
    Unknown,
    /// It can't be read as a mail.
    Unreadable,
    /// Nothing is stored, because there is too much of its author or of its list. The relay tries again for days (RFC 5321, 4.5.4.1).
    Later,
}

/// Takes a mail for these recipients; one outcome for each, in order. When it returns, the mail is committed. `trusted_relays`: the names by which the
/// relay in front of us signs its Authentication-Results (RFC 8601); those of others are not believed.
///
/// # Errors
/// [`crate::Error::Internal`] or [`crate::Error::Unavailable`] if nothing could be stored: the relay keeps the mail and tries again.
pub async fn receive(db: &Db, trusted_relays: &[String], sender: &str, recipients: &[String], raw: Vec<u8>) -> Result<Vec<ReceiveOutcome>> {
    let key = InstanceKey::of(db).await?;
    let returned: Vec<Option<DeliveryId>> =
        recipients.iter().map(|recipient| bounces::delivery_of(&key, db.lists_host(), recipient)).collect();
    let has_report = returned.iter().any(Option::is_some);
    let (mail, report, raw) = rendering::beside_requests(raw.len(), move || {
        let report = if has_report { delivery_status::read(&raw) } else { None };
        (incoming_mail::read(&raw), report, raw)
    })
    .await?;
    let mut tx = db.write().await?;
    let mut outcomes = Vec::with_capacity(recipients.len());
    for (recipient, returned) in recipients.iter().zip(&returned) {
        outcomes.push(match (returned, &mail) {
            (Some(delivery), _) => {
                if let Some(report) = &report {
                    bounces::record(&mut tx, delivery, report).await?;
                }
                ReceiveOutcome::Returned
            }
            (None, Err(_)) => ReceiveOutcome::Unreadable,
            (None, Ok(mail)) => {
                let received = IncomingPost { host: db.lists_host(), trusted_relays, key: &key, sender, mail, raw: &raw };
                match find_for(&mut tx, received.host, recipient, received.author()).await? {
                    Some((list, purpose)) => received.for_list(&mut tx, &list, purpose).await?,
                    None => ReceiveOutcome::Unknown,
                }
            }
        });
    }
    tx.commit().await?;
    Ok(outcomes)
}

struct IncomingPost<'a> {
    host: &'a str,
    trusted_relays: &'a [String],
    key: &'a InstanceKey,
    sender: &'a str,
    mail: &'a IncomingMail,
    raw: &'a [u8],
}

impl IncomingPost<'_> {
    async fn for_list(&self, tx: &mut Tx, list: &List, purpose: MailPurpose) -> Result<ReceiveOutcome> {
        // Posts that come at once are taken one after the other: each sees the Message-IDs of those before it.
        sqlx::query("UPDATE list SET version = version WHERE id = $1").bind(&list.id).execute(&mut **tx).await?;
        let facts = self.facts(tx, list, purpose).await?;
        let rule = apply_to_mail(&facts);
        if self.is_too_much(tx, list, rule).await? {
            return Ok(ReceiveOutcome::Later);
        }
        let post = match rule {
            MailRule::Accept => Some(self.store(tx, list, PostState::Accepted, None).await?),
            MailRule::Hold(reason) => Some(self.store(tx, list, PostState::Held, Some(reason)).await?),
            MailRule::Command => {
                commands::answer(tx, list, purpose, (self.host, self.key), self.author(), self.language()).await?;
                None
            }
            MailRule::Owner => {
                notifications::forward_to_moderators(tx, list, self.mail).await?;
                None
            }
            MailRule::Loop | MailRule::Duplicate | MailRule::TooManyCommands => None,
        };
        self.record(tx, list, rule, post.as_ref()).await?;
        Ok(ReceiveOutcome::Stored(rule))
    }

    /// Whether a post would pass the hourly limit of its author or, held, the number that a list keeps. Accepted and held posts are counted apart: a flood
    /// in somebody's name is held, and does not stop them.
    async fn is_too_much(&self, tx: &mut Tx, list: &List, rule: MailRule) -> Result<bool> {
        let (is_held, author_key) = match rule {
            MailRule::Accept => (false, names::address_key(self.author())),
            MailRule::Hold(_) => (true, names::address_key(self.author())),
            _ => return Ok(false),
        };
        if is_held && threads::count_held(tx, list).await? >= MOST_HELD {
            return Ok(true);
        }
        let since = tx.now.plus(-Duration::hours(1));
        let recent: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM received_mail
              WHERE author_key = $1 AND received_at > $2 AND list = $3 AND post IS NOT NULL AND CASE WHEN rule = 'accepted' THEN 0 ELSE 1 END = $4",
        )
        .bind_all((author_key, since, &list.id, i64::from(is_held)))
        .fetch_one(&mut **tx)
        .await?;
        Ok(recent >= write::HOURLY_LIMIT)
    }

    /// The address that the mail says it is from; empty if it says none that can be one.
    fn author(&self) -> &str {
        let address = self.mail.from.first().map_or("", |author| author.address.as_str());
        if address.len() <= MOST_ADDRESS && !address.contains(char::is_control) { address } else { "" }
    }

    fn language(&self) -> Language {
        let english = self.mail.content_language.as_deref().is_some_and(|language| language.to_ascii_lowercase().starts_with("en"));
        if english { Language::En } else { Language::Fr }
    }

    /// The Message-ID. For a mail without one, or with one that no index could hold: a digest of its content, so that it is known when it comes again.
    fn message_id(&self) -> String {
        self.mail
            .message_id
            .clone()
            .filter(|id| parent::is_usable(id))
            .unwrap_or_else(|| format!("{}@{}", &files::hash(self.raw)[..32], self.host))
    }

    fn is_verified(&self) -> bool {
        authentication::is_verified(self.trusted_relays, self.mail, self.author())
    }

    async fn facts(&self, tx: &mut Tx, list: &List, purpose: MailPurpose) -> Result<MailFacts> {
        let author_key = names::address_key(self.author());
        let person = proved_owner(tx, &author_key).await?;
        let actor = person.map_or(Actor::Guest, Actor::Person);
        let rights = Rights::of(tx, &actor).await?;
        let access = lists::access_of(tx, &rights, list).await?;
        let mut posting = rules::facts(tx, &rights, list, &access, &author_key).await?;
        // A subscriber without an account posts as one with an account does.
        posting.is_poster |= list.posting == PostingPolicy::Subscribers && lists::is_guest_reader(tx, list, &author_key).await?;
        let duplicate = sqlx::query("SELECT 1 FROM post WHERE list = $1 AND message_id = $2").bind_all((&list.id, self.message_id()));
        Ok(MailFacts {
            purpose,
            posting,
            is_from_robot: self.is_from_robot(list),
            is_duplicate: duplicate.fetch_optional(&mut **tx).await?.is_some(),
            has_one_author: self.mail.from.len() == 1 && !author_key.is_empty(),
            is_verified: self.is_verified(),
            is_addressed: self.is_addressed(tx, list).await?,
            is_administrivia: self.is_administrivia(),
            commands_today: commands::count_today(tx, &author_key).await?,
        })
    }

    /// A mail of a program, or one that a list sent: our own, or one that leads back to us.
    fn is_from_robot(&self, list: &List) -> bool {
        let auto = self.mail.auto_submitted.as_deref().is_some_and(|value| !value.trim().eq_ignore_ascii_case("no"));
        let bulk = self
            .mail
            .precedence
            .as_deref()
            .is_some_and(|value| ["bulk", "junk", "auto_reply"].contains(&value.trim().to_ascii_lowercase().as_str()));
        let own = format!("{}.lists.", list.slug);
        auto || bulk || self.sender.is_empty() || self.mail.list_ids.iter().any(|id| id.starts_with(&own))
    }

    /// Whether To or Cc have an address of the list.
    async fn is_addressed(&self, tx: &mut Tx, list: &List) -> Result<bool> {
        let addresses: Vec<String> =
            sqlx::query_scalar("SELECT address FROM list_address WHERE list = $1").bind(&list.id).fetch_all(&mut **tx).await?;
        let is_ours = |named: &str| {
            named.rsplit_once('@').is_some_and(|(local, host)| {
                host.eq_ignore_ascii_case(self.host) && addresses.iter().any(|address| address.eq_ignore_ascii_case(local))
            })
        };
        Ok(self.mail.to.iter().chain(&self.mail.cc).any(|named| is_ours(&named.address)))
    }

    /// One or two words that list programs understand, in the subject of a mail without a text or alone in its text.
    fn is_administrivia(&self) -> bool {
        const WORDS: [&str; 8] =
            ["subscribe", "unsubscribe", "signoff", "désabonner", "désinscrire", "désinscription", "désabonnement", "abonnement"];
        let (subject, text) = (self.mail.subject.trim().to_lowercase(), self.mail.text.trim().to_lowercase());
        let is_command = |line: &str| line.split_whitespace().count() <= 2 && WORDS.iter().any(|word| line.starts_with(word));
        is_command(&text) || (is_command(&subject) && text.split_whitespace().count() <= 5)
    }

    /// Stores the mail and its files, once by their hash, and the post.
    async fn store(&self, tx: &mut Tx, list: &List, state: PostState, reason: Option<HoldReason>) -> Result<PostId> {
        let id: PostId = tx.new_id();
        let author = self.mail.from.first();
        // A forged mail is nobody's.
        let person = if self.is_verified() { proved_owner(tx, &names::address_key(self.author())).await? } else { None };
        let name =
            author.and_then(|author| author.name.clone()).unwrap_or_else(|| self.author().split('@').next().unwrap_or_default().to_owned());
        let parent = parent::of_mail(tx, list, self.mail).await?;
        let source = files::store(tx, self.raw).await?;
        let post = Post {
            thread: parent.as_ref().map_or_else(|| id.clone(), |(_, thread)| thread.clone()),
            parent: parent.map(|(parent, _)| parent),
            list: list.id.clone(),
            message_id: self.message_id(),
            person,
            author_name: short(&name, 200),
            author_address: self.author().to_owned(),
            author_key: names::address_key(self.author()),
            subject: Some(short(&self.mail.subject, 300)).filter(|subject| !subject.is_empty()).unwrap_or_else(|| "(…)".to_owned()),
            body: self.mail.text.chars().take(MOST_TEXT).collect(),
            language: self.language(),
            state,
            hold_reason: reason.map(HoldReason::code).unwrap_or_default().to_owned(),
            posted_at: tx.now,
            recipients: 0,
            format: PostFormat::Plain,
            source: Some(source),
            id,
        };
        write::insert(tx, &post).await?;
        for (position, file) in (0_i64..).zip(self.mail.attachments.iter().take(MOST_FILES)) {
            let hash = files::store(tx, &file.bytes).await?;
            sqlx::query("INSERT INTO post_attachment (post, position, name, media_type, hash) VALUES ($1, $2, $3, $4, $5)")
                .bind_all((&post.id, position, short(&file.name, 200), short(&file.content_type, 200), hash))
                .execute(&mut **tx)
                .await?;
        }
        match state {
            PostState::Accepted => {
                distribution::distribute(tx, list, &post).await?;
                indexing::refresh(tx, &post.id).await?;
            }
            _ => notifications::notify_moderators(tx, list).await?,
        }
        Ok(post.id)
    }

    async fn record(&self, tx: &mut Tx, list: &List, rule: MailRule, post: Option<&PostId>) -> Result<()> {
        let (id, now): (String, _) = (tx.new_id(), tx.now);
        sqlx::query(
            "INSERT INTO received_mail (id, list, received_at, sender, author, author_key, subject, message_id, rule, post)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind_all((
            id,
            &list.id,
            now,
            short(self.sender, 300),
            short(self.author(), 300),
            short(&names::address_key(self.author()), 300),
            short(&self.mail.subject, 300),
            short(&self.message_id(), 300),
            rule.code(),
            post,
        ))
        .execute(&mut **tx)
        .await?;
        Ok(())
    }
}

/// The start of a text of others, without characters that no database keeps.
fn short(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect::<String>().trim().to_owned()
}
