//! Mails that come for lists. A mail is stored before it is answered, and each has one known outcome, named in `received_mail`.

use chrono::Duration;
use formats::incoming_mail::{self, IncomingMail};
use formats::mail_text::{is_reply, subject_key};

use super::mail_addresses::{MailPurpose, find_by_mail_address};
use super::rules::{MailFacts, MailRule, apply_to_mail};
use super::{Post, authentication, commands, distribution, indexing, notifications, rules, write};
use crate::db::{BindAll, Db, Tx};
use crate::enums::{HoldReason, Language, ListKind, PostFormat, PostState, PostingPolicy};
use crate::error::Result;
use crate::files;
use crate::ids::{PersonId, PostId};
use crate::lists::{self, InstanceKey, List};
use crate::names;
use crate::policy::{Actor, Rights};
use crate::rendering;

/// For how long an answer without references finds its thread by the subject.
const WEEKS_BY_SUBJECT: i64 = 8;
/// The longest address in octets: that of a path without its brackets (RFC 5321, 4.5.3.1.3).
const MOST_ADDRESS: usize = 254;
/// The longest Message-ID in octets that is kept as it is.
const MOST_MESSAGE_ID: usize = 250;
/// The most attached files of one mail that are kept beside it; the mail itself keeps all.
const MOST_FILES: usize = 50;

/// What became of a mail for one of its recipients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiveOutcome {
    /// It is stored, and this rule decided.
    Stored(MailRule),
    /// No list has this address.
    Unknown,
    /// It can't be read as a mail.
    Unreadable,
}

/// Whether a list, or what can be asked of one, has this address.
pub async fn is_mail_address(db: &Db, address: &str) -> Result<bool> {
    let mut tx = db.read().await?;
    let found = find_by_mail_address(&mut tx, db.lists_host(), address).await?;
    Ok(found.is_some_and(|(list, purpose)| purpose != MailPurpose::Post || list.kind == ListKind::Discussion))
}

/// Takes a mail for these recipients; one outcome for each, in order. When it returns, the mail is committed. `trusted_relays`: the names by which the
/// relay in front of us signs its Authentication-Results (RFC 8601); those of others are not believed.
///
/// # Errors
/// [`crate::Error::Internal`] or [`crate::Error::Unavailable`] if nothing could be stored: the relay keeps the mail and tries again.
pub async fn receive(db: &Db, trusted_relays: &[String], sender: &str, recipients: &[String], raw: Vec<u8>) -> Result<Vec<ReceiveOutcome>> {
    let (mail, raw) = rendering::beside_requests(raw.len(), move || (incoming_mail::read(&raw), raw)).await?;
    let Ok(mail) = mail else { return Ok(recipients.iter().map(|_| ReceiveOutcome::Unreadable).collect()) };
    let key = InstanceKey::of(db).await?;
    let mut tx = db.write().await?;
    let mut outcomes = Vec::with_capacity(recipients.len());
    for recipient in recipients {
        let found = find_by_mail_address(&mut tx, db.lists_host(), recipient).await?;
        outcomes.push(match found {
            Some((list, purpose)) if purpose != MailPurpose::Post || list.kind == ListKind::Discussion => {
                let received = IncomingPost { host: db.lists_host(), trusted_relays, key: &key, sender, mail: &mail, raw: &raw };
                ReceiveOutcome::Stored(received.for_list(&mut tx, &list, purpose).await?)
            }
            _ => ReceiveOutcome::Unknown,
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
    async fn for_list(&self, tx: &mut Tx, list: &List, purpose: MailPurpose) -> Result<MailRule> {
        // Posts that come at once are taken one after the other: each sees the Message-IDs of those before it.
        sqlx::query("UPDATE list SET version = version WHERE id = $1").bind(&list.id).execute(&mut **tx).await?;
        let facts = self.facts(tx, list, purpose).await?;
        let rule = apply_to_mail(&facts);
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
        Ok(rule)
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
        self.mail.message_id.clone().filter(|id| is_usable(id)).unwrap_or_else(|| format!("{}@{}", &files::hash(self.raw)[..32], self.host))
    }

    fn is_verified(&self) -> bool {
        authentication::is_verified(self.trusted_relays, self.mail, self.author())
    }

    async fn facts(&self, tx: &mut Tx, list: &List, purpose: MailPurpose) -> Result<MailFacts> {
        let author_key = names::address_key(self.author());
        let person = account_of(tx, self.author()).await?;
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
        let person = if self.is_verified() { account_of(tx, self.author()).await? } else { None };
        let name =
            author.and_then(|author| author.name.clone()).unwrap_or_else(|| self.author().split('@').next().unwrap_or_default().to_owned());
        let parent = self.parent(tx, list).await?;
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
            body: self.mail.text.clone(),
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

    /// The post that the mail answers, with its thread: by In-Reply-To, then by References from the newest; as a last resort, an answer by its subject
    /// to a thread of the last weeks.
    async fn parent(&self, tx: &mut Tx, list: &List) -> Result<Option<(PostId, PostId)>> {
        let answered = self.mail.in_reply_to.iter().chain(self.mail.references.iter().rev().take(20)).filter(|id| is_usable(id));
        for message_id in answered {
            let found: Option<(PostId, PostId)> =
                sqlx::query_as("SELECT id, thread FROM post WHERE list = $1 AND message_id = $2 AND state IN ('accepted', 'removed')")
                    .bind_all((&list.id, message_id))
                    .fetch_optional(&mut **tx)
                    .await?;
            if found.is_some() {
                return Ok(found);
            }
        }
        if !is_reply(&self.mail.subject) {
            return Ok(None);
        }
        let since = tx.now.plus(-Duration::days(WEEKS_BY_SUBJECT * 7));
        let recent: Vec<(PostId, PostId, String)> = sqlx::query_as(
            "SELECT id, thread, subject FROM post WHERE list = $1 AND state = 'accepted' AND posted_at > $2 ORDER BY posted_at DESC, id DESC LIMIT 200",
        )
        .bind_all((&list.id, since))
        .fetch_all(&mut **tx)
        .await?;
        let key = subject_key(&self.mail.subject);
        Ok(recent.into_iter().find(|(.., subject)| subject_key(subject) == key).map(|(id, thread, _)| (id, thread)))
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

/// The person whose proved address it is.
async fn account_of(tx: &mut Tx, address: &str) -> Result<Option<PersonId>> {
    Ok(sqlx::query_scalar("SELECT person FROM address WHERE address_key = $1 AND verified_at IS NOT NULL")
        .bind(names::address_key(address))
        .fetch_optional(&mut **tx)
        .await?)
}

/// Whether a Message-ID can be looked up.
fn is_usable(id: &str) -> bool {
    !id.is_empty() && id.len() <= MOST_MESSAGE_ID && !id.contains(char::is_control)
}

/// The start of a text of others, without characters that no database keeps.
fn short(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect::<String>().trim().to_owned()
}
