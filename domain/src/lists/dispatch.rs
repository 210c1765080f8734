//! Sends messages: a proof to the author, then the message to everybody, now or later. The recipients are frozen in one transaction, each in a row of
//! its own.

use serde::{Deserialize, Serialize};

use super::audience::{Recipient, gather};
use super::audience_check::{check, differs};
use super::choices::read_choices;
use super::messages::{Message, message_columns, of_list};
use super::{List, by_id, deliveries, drafts, find_to_write, indexing};
use crate::audit::{self, AuditAction};
use crate::clock::{self, HOME, Timestamp};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::Language;
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::{MessageId, PersonId};
use crate::mail::{self, MailContent};
use crate::people::names;
use crate::policy::{self, Actor, Rights};
use words::tr;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SendInput {
    /// The version of the text shown on the page.
    pub version: String,
    /// The number of recipients shown on the page.
    pub seen: String,
    /// Not empty: confirms an unusual audience.
    pub sure: String,
    /// To send later: the day.
    pub date: String,
    /// To send later: the time, in Paris.
    pub time: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendingTime {
    Now,
    /// At the day and time in the form.
    Later,
}

/// Sends a proof to the author alone, as everybody would get the message.
pub async fn send_proof(db: &Db, actor: &Actor, slug: &str, id: &MessageId) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    drafts::lock_draft(&mut tx, &list, id).await?;
    let me = as_recipient(&mut tx, rights.signed_in()?, &list).await?;
    // Replaces an earlier proof: there is one per person.
    for statement in [
        "DELETE FROM delivery_event WHERE delivery IN (SELECT id FROM delivery WHERE message = $1 AND proof = 1 AND address_key = $2)",
        "DELETE FROM delivery WHERE message = $1 AND proof = 1 AND address_key = $2",
    ] {
        sqlx::query(statement).bind(id).bind(names::address_key(&me.address)).execute(&mut *tx).await?;
    }
    deliveries::queue(&mut tx, id, true, &[me]).await?;
    tx.commit().await
}

/// Sends a draft, or schedules it.
///
/// # Errors
/// [`Error::Stale`] if the audience or the text is no longer the one shown; [`Error::Invalid`] on `audience` if nobody would get it, on `sure` if the
/// audience is unusual and was not confirmed, on `date` and `time`; [`Error::Closed`] if it is no longer a draft.
pub async fn send(db: &Db, actor: &Actor, slug: &str, id: &MessageId, when: SendingTime, input: &SendInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    let message = drafts::lock_draft(&mut tx, &list, id).await?;
    let choices = read_choices(&mut tx, id).await?;
    let recipient_set = gather(&mut tx, &rights, &list, &choices).await?;
    let check = check(&mut tx, &list, &choices, &recipient_set).await?;
    let mut errors = Validation::default();
    let at = match when {
        SendingTime::Now => tx.now,
        SendingTime::Later => errors.check("date", moment(&input.date, &input.time, tx.now).map(Some)).unwrap_or(tx.now),
    };
    if check.count == 0 {
        errors.note("audience", FieldProblem::Required);
    } else if check.is_unusual() && input.sure.is_empty() {
        errors.note("sure", FieldProblem::Required);
    }
    errors.or(())?;
    if input.seen != check.count.to_string() || input.version != message.version.to_string() {
        return Err(Error::Stale);
    }
    match when {
        SendingTime::Now => {
            queue_deliveries(&mut tx, &message, &recipient_set.recipients).await?;
            audit::record(&mut tx, &rights, AuditAction::MessageSend, id.as_str(), &check.count.to_string()).await?;
        }
        SendingTime::Later => {
            sqlx::query(
                "UPDATE message SET state = 'scheduled', scheduled_at = $2, expected = $3, held = 0 WHERE id = $1 AND state = 'draft'",
            )
            .bind_all((id, at, check.count))
            .execute(&mut *tx)
            .await?;
            audit::record(&mut tx, &rights, AuditAction::MessageSchedule, id.as_str(), &at.to_string()).await?;
        }
    }
    tx.commit().await
}

/// Turns a scheduled message back into a draft.
///
/// # Errors
/// [`Error::Closed`] if it was sent meanwhile.
pub async fn unschedule(db: &Db, actor: &Actor, slug: &str, id: &MessageId) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    of_list(&mut tx, &list, id).await?;
    let changed =
        sqlx::query("UPDATE message SET state = 'draft', scheduled_at = NULL, expected = NULL WHERE id = $1 AND state = 'scheduled'")
            .bind(id)
            .execute(&mut *tx)
            .await?;
    if changed.rows_affected() != 1 {
        return Err(Error::Closed);
    }
    audit::record(&mut tx, &rights, AuditAction::MessageUnschedule, id.as_str(), slug).await?;
    tx.commit().await
}

/// Sends a scheduled message that is due: its audience is computed and frozen now. If the audience is very different from that at the time of
/// scheduling, the message becomes a draft again, and its author is notified.
pub async fn send_due(db: &Db, id: &MessageId) -> Result<()> {
    let mut tx = db.write().await?;
    // The time shared by all processes: a process with a fast clock sends nothing early.
    let now = tx.shared_now().await?;
    // Writes first: only one of two processes goes on.
    let claimed = sqlx::query("UPDATE message SET held = 0 WHERE id = $1 AND state = 'scheduled' AND scheduled_at <= $2")
        .bind_all((id, now))
        .execute(&mut *tx)
        .await?;
    if claimed.rows_affected() != 1 {
        return Ok(());
    }
    let message: Message =
        sqlx::query_as(concat!("SELECT ", message_columns!(), " FROM message m WHERE m.id = $1")).bind(id).fetch_one(&mut *tx).await?;
    let list = by_id(&mut tx, &message.list).await?;
    let choices = read_choices(&mut tx, id).await?;
    // The audience depends on the author's rights as they are now.
    let author = message.author.clone().map_or(Actor::Guest, Actor::Person);
    let author = Rights::of(&mut tx, &author).await?;
    let recipient_set = gather(&mut tx, &author, &list, &choices).await?;
    let count = recipient_set.recipients.len() as i64;
    let rights = Rights::of(&mut tx, &Actor::System).await?;
    if count == 0 || message.expected.is_some_and(|expected| differs(count, expected)) {
        sqlx::query("UPDATE message SET state = 'draft', scheduled_at = NULL, held = 1 WHERE id = $1").bind(id).execute(&mut *tx).await?;
        notify_author(&mut tx, &list, &message, count).await?;
        audit::record(&mut tx, &rights, AuditAction::MessageHeld, id.as_str(), &count.to_string()).await?;
    } else {
        queue_deliveries(&mut tx, &message, &recipient_set.recipients).await?;
        audit::record(&mut tx, &rights, AuditAction::MessageSend, id.as_str(), &count.to_string()).await?;
    }
    tx.commit().await
}

/// Queues the deliveries: from here on nobody is added and nobody is left out.
async fn queue_deliveries(tx: &mut Tx, message: &Message, recipients: &[Recipient]) -> Result<()> {
    let now = tx.now;
    sqlx::query("UPDATE message SET state = 'sending', sent_at = $2, scheduled_at = NULL, held = 0, recipients = $3 WHERE id = $1")
        .bind_all((&message.id, now, recipients.len() as i64))
        .execute(&mut **tx)
        .await?;
    deliveries::queue(tx, &message.id, false, recipients).await?;
    indexing::add(tx, &message.id).await
}

/// The time of the form, which must be in the future.
fn moment(date: &str, time: &str, now: Timestamp) -> Result<Timestamp, FieldProblem> {
    let (date, time) = (fields::date(date)?, fields::time(time)?);
    let at = clock::moment(clock::local(&format!("{date}T{time}"))?, HOME)?;
    if at <= now { Err(FieldProblem::NotToCome) } else { Ok(at) }
}

type PersonRow = (String, String, String, Language);

async fn as_recipient(conn: &mut Conn, person: &PersonId, list: &List) -> Result<Recipient> {
    let (address, given, family, language): PersonRow = sqlx::query_as(
        "SELECT a.address, p.given_name, p.family_name, p.language FROM person p JOIN address a ON a.person = p.id AND a.preferred = 1 WHERE p.id = $1",
    )
    .bind(person)
    .fetch_one(conn)
    .await?;
    Ok(Recipient {
        person: Some(person.clone()),
        name: names::full(&given, &family),
        sort_name: names::sort_name(&given, &family),
        address,
        language,
        why: "proof".to_owned(),
        unsubscribe_target: format!("l.{}.{person}", list.id),
        through: Vec::new(),
    })
}

async fn notify_author(tx: &mut Tx, list: &List, message: &Message, count: i64) -> Result<()> {
    let Some(author) = &message.author else { return Ok(()) };
    let me = as_recipient(tx, author, list).await?;
    let link = tx.link(&format!("/networks/{}/messages/{}", list.slug, message.id));
    let (language, expected) = (me.language, message.expected.unwrap_or_default());
    let content = MailContent {
        cause: "list.held",
        subject: tr!(language, "lists-mail-held-back-subject", subject = message.subject.as_str()),
        body: tr!(language, "lists-mail-held-back", count = count.to_string(), expected = expected.to_string(), link = link),
        why: tr!(language, "lists-mail-held-back-reason", subject = message.subject.as_str()),
        ..MailContent::default()
    };
    let to = mail::MailRecipient { person: me.person, name: me.name, address: me.address, language };
    mail::post(tx, &to, &content).await
}
