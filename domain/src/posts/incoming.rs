//! Mails that come for lists. A mail is stored before it is answered, and each has one known outcome, named in `received_mail`.

use chrono::Duration;
use formats::{delivery_status, incoming_mail};

use super::mail_addresses::{AddressedList, MailPurpose, find_for};
use super::posted_mail::{PostPlacement, PostedMail, known_posts, short};
use super::rules::{MailFacts, MailRule, apply_to_mail};
use super::{Post, authentication, commands, digests, distribution, indexing, notifications, posted_mail, rules, threads, write};
use crate::db::{BindAll, Db, InstanceKey, Tx};
use crate::enums::{HoldReason, PostState, PostingPolicy};
use crate::error::Result;
use crate::ids::{DeliveryId, PostId};
use crate::lists::{self, List};
use crate::mail::bounces;
use crate::names;
use crate::rendering;

/// The most held posts of one list. More wait at the relay until a moderator has decided.
const MOST_HELD: i64 = 500;

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
    tx.reuse_plans().await?;
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
                let posted = PostedMail { host: db.lists_host(), mail, raw: &raw };
                match find_for(&mut tx, posted.host, recipient, posted.author()).await? {
                    Some(addressed) => IncomingPost { trusted_relays, key: &key, sender, posted }.for_list(&mut tx, &addressed).await?,
                    None => ReceiveOutcome::Unknown,
                }
            }
        });
    }
    // What came back changes no page that is cached.
    if outcomes.iter().any(|outcome| matches!(outcome, ReceiveOutcome::Stored(_))) {
        tx.commit().await?;
    } else {
        tx.commit_without_revision().await?;
    }
    Ok(outcomes)
}

struct IncomingPost<'a> {
    trusted_relays: &'a [String],
    key: &'a InstanceKey,
    sender: &'a str,
    posted: PostedMail<'a>,
}

impl IncomingPost<'_> {
    async fn for_list(&self, tx: &mut Tx, addressed: &AddressedList) -> Result<ReceiveOutcome> {
        let AddressedList { list, purpose, person, .. } = addressed;
        let mut facts = self.facts(tx, addressed).await?;
        let author_key = names::address_key(self.posted.author());
        let readers = match apply_to_mail(&facts) {
            MailRule::Accept => lists::post_readers(tx, list, person.as_ref(), &author_key).await?,
            _ => Vec::new(),
        };
        // As late as possible, since the other connections of the relay wait from here on: posts that come at once are taken one after the other, and
        // each sees the Message-IDs of those before it.
        sqlx::query("UPDATE list SET version = version WHERE id = $1").bind(&list.id).execute(&mut **tx).await?;
        if *purpose == MailPurpose::Post {
            let stored = sqlx::query("SELECT 1 FROM post WHERE list = $1 AND message_id = $2");
            facts.is_duplicate = stored.bind_all((&list.id, self.posted.message_id())).fetch_optional(&mut **tx).await?.is_some();
        } else {
            facts.commands_today = commands::count_today(tx, &author_key).await?;
        }
        let rule = apply_to_mail(&facts);
        if self.is_too_much(tx, list, rule).await? {
            return Ok(ReceiveOutcome::Later);
        }
        let post = match rule {
            MailRule::Accept => {
                let post = self.store(tx, addressed, None, readers.len()).await?;
                distribution::queue_copies(tx, &post, readers).await?;
                indexing::enqueue(tx, std::slice::from_ref(&post)).await?;
                Some(post)
            }
            MailRule::Hold(reason) => {
                let post = self.store(tx, addressed, Some(reason), 0).await?;
                notifications::notify_moderators(tx, list, self.key).await?;
                Some(post)
            }
            MailRule::Command => {
                commands::answer(tx, list, *purpose, (self.posted.host, self.key), self.posted.author(), self.posted.language()).await?;
                None
            }
            MailRule::Owner => {
                notifications::forward_to_moderators(tx, list, self.posted.mail).await?;
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
        let is_held = match rule {
            MailRule::Accept => false,
            MailRule::Hold(_) => true,
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
        .bind_all((names::address_key(self.posted.author()), since, &list.id, i64::from(is_held)))
        .fetch_one(&mut **tx)
        .await?;
        Ok(recent >= write::HOURLY_LIMIT)
    }

    fn is_verified(&self) -> bool {
        authentication::is_verified(self.trusted_relays, self.posted.mail, self.posted.author())
    }

    /// What the rules need to know, as long as no other mail can change it.
    async fn facts(&self, tx: &mut Tx, addressed: &AddressedList) -> Result<MailFacts> {
        let AddressedList { list, purpose, rights, access, .. } = addressed;
        let author_key = names::address_key(self.posted.author());
        let mut posting = rules::facts(tx, rights, list, access, &author_key).await?;
        // A subscriber without an account posts as one with an account does.
        posting.is_poster |= list.posting == PostingPolicy::Subscribers && lists::is_guest_reader(tx, list, &author_key).await?;
        Ok(MailFacts {
            purpose: *purpose,
            posting,
            is_from_robot: self.is_from_robot(list),
            is_duplicate: false,
            has_one_author: self.posted.mail.from.len() == 1 && !author_key.is_empty(),
            is_verified: self.is_verified(),
            is_addressed: self.is_addressed(tx, list).await?,
            is_administrivia: self.is_administrivia(),
            is_too_large: list.largest > 0 && self.posted.raw.len() as i64 > list.largest * 1000,
            // Pictures of an HTML text, as those of signatures, are no files.
            has_held_files: list.files_held == 1 && self.posted.mail.attachments.iter().any(|file| !file.is_inline),
            answers_digest: self.answers_digest(tx).await?,
            commands_today: 0,
        })
    }

    /// A mail of a program, or one that a list sent: our own, or one that leads back to us.
    fn is_from_robot(&self, list: &List) -> bool {
        let auto = self.posted.mail.auto_submitted.as_deref().is_some_and(|value| !value.trim().eq_ignore_ascii_case("no"));
        let bulk = self
            .posted
            .mail
            .precedence
            .as_deref()
            .is_some_and(|value| ["bulk", "junk", "auto_reply"].contains(&value.trim().to_ascii_lowercase().as_str()));
        let own = format!("{}.lists.", list.slug);
        auto || bulk || self.sender.is_empty() || self.posted.mail.list_ids.iter().any(|id| id.starts_with(&own))
    }

    /// Whether To or Cc have an address of the list.
    async fn is_addressed(&self, tx: &mut Tx, list: &List) -> Result<bool> {
        let addresses: Vec<String> =
            sqlx::query_scalar("SELECT address FROM list_address WHERE list = $1").bind(&list.id).fetch_all(&mut **tx).await?;
        let is_ours = |named: &str| {
            named.rsplit_once('@').is_some_and(|(local, host)| {
                host.eq_ignore_ascii_case(self.posted.host) && addresses.iter().any(|address| address.eq_ignore_ascii_case(local))
            })
        };
        Ok(self.posted.mail.to.iter().chain(&self.posted.mail.cc).any(|named| is_ours(&named.address)))
    }

    /// It would begin a thread that nobody recognises, with the whole digest below it.
    async fn answers_digest(&self, tx: &mut Tx) -> Result<bool> {
        let answered = self.posted.answered().next().and_then(|id| id.strip_suffix(tx.host())).and_then(|id| id.strip_suffix('@'));
        let Some(delivery) = answered.map(DeliveryId::from) else { return Ok(false) };
        let found = sqlx::query("SELECT 1 FROM delivery WHERE id = $1 AND digest IS NOT NULL").bind(&delivery);
        Ok(found.fetch_optional(&mut **tx).await?.is_some())
    }

    /// One or two words that list programs understand, in the subject of a mail without a text or alone in its text.
    fn is_administrivia(&self) -> bool {
        const WORDS: [&str; 8] =
            ["subscribe", "unsubscribe", "signoff", "désabonner", "désinscrire", "désinscription", "désabonnement", "abonnement"];
        let (subject, text) = (self.posted.mail.subject.trim().to_lowercase(), self.posted.mail.text.trim().to_lowercase());
        let is_command = |line: &str| line.split_whitespace().count() <= 2 && WORDS.iter().any(|word| line.starts_with(word));
        is_command(&text) || (is_command(&subject) && text.split_whitespace().count() <= 5)
    }

    /// Stores the mail as a post: accepted, with so many recipients, or held.
    async fn store(&self, tx: &mut Tx, addressed: &AddressedList, hold_reason: Option<HoldReason>, recipients: usize) -> Result<PostId> {
        let AddressedList { list, person, .. } = addressed;
        // A forged mail is nobody's.
        let person = person.clone().filter(|_| self.is_verified());
        let state = if hold_reason.is_none() { PostState::Accepted } else { PostState::Held };
        let answered: Vec<&str> = self.posted.answered().collect();
        let known = known_posts(tx, &list.id, &answered).await?;
        let posted_at = digests::time_of_new_post(tx, &list.id).await?;
        let parent = match self.posted.answered_post(&known) {
            Some(answered) => Some(answered),
            None => self.posted.post_by_subject(tx, list, posted_at).await?,
        };
        let post = self.posted.post(tx, list, PostPlacement { person, parent, state, hold_reason, posted_at });
        let post = Post { recipients: recipients as i64, ..post };
        let id = post.id.clone();
        posted_mail::store_all(tx, &[(self.posted, post)], false).await?;
        Ok(id)
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
            short(self.posted.author(), 300),
            short(&names::address_key(self.posted.author()), 300),
            short(&self.posted.mail.subject, 300),
            short(&self.posted.message_id(), 300),
            rule.code(),
            post,
        ))
        .execute(&mut **tx)
        .await?;
        Ok(())
    }
}
