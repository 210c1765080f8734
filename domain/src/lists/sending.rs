//! Sending: a proof to oneself, then to everybody, now or later. The recipients are frozen in one transaction, each in a row of its own.

use serde::{Deserialize, Serialize};

use super::audience::{Recipient, gather};
use super::audience_check::{differs, guard};
use super::choices::chosen;
use super::messages::{Message, message_columns, of_list};
use super::{List, by_id, deliveries, drafts, find_to_write, indexing};
use crate::audit::{self, AuditAction};
use crate::clock::{self, HOME, Timestamp};
use crate::db::{Conn, Db, Tx};
use crate::enums::Language;
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::{MessageId, PersonId};
use crate::mail::{self, MailContent};
use crate::people::names;
use crate::policy::{self, Actor, Rights};
use words::tr;

/// From so many recipients on, their copies are more than a transaction usually writes.
const MANY: usize = 5000;

/// The form that sends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SendInput {
    /// The version of the text that the page has shown.
    pub version: String,
    /// How many recipients the page has shown.
    pub seen: String,
    /// Anything: yes, although the audience is unusual.
    pub sure: String,
    /// To send later: the day…
    pub date: String,
    /// … and the time, in Paris.
    pub time: String,
}

/// When to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendingTime {
    /// Now.
    Now,
    /// At the day and time of the form.
    Later,
}

/// Sends a copy to the writer alone, as everybody would get it.
pub async fn proof(db: &Db, who: &Actor, slug: &str, id: &MessageId) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, who).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    drafts::take(&mut tx, &list, id).await?;
    let me = myself(&mut tx, rights.signed_in()?, &list).await?;
    // An earlier proof gives way: one a person.
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
/// [`Error::Stale`] if the audience or the text is not the one that was shown any more; [`Error::Invalid`] on `audience` if nobody would get it, on `sure`
/// if it is unusual and nobody said yes, on `date` and `time`; [`Error::Closed`] if it is no draft any more.
pub async fn send(db: &Db, who: &Actor, slug: &str, id: &MessageId, when: SendingTime, input: &SendInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, who).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    let message = drafts::take(&mut tx, &list, id).await?;
    let choices = chosen(&mut tx, id).await?;
    let gathered = gather(&mut tx, &rights, &list, &choices).await?;
    let guard = guard(&mut tx, &list, &choices, &gathered).await?;
    let mut faults = Validation::default();
    let at = match when {
        SendingTime::Now => tx.now,
        SendingTime::Later => faults.check("date", moment(&input.date, &input.time, tx.now).map(Some)).unwrap_or(tx.now),
    };
    if guard.count == 0 {
        faults.note("audience", FieldProblem::Required);
    } else if guard.is_unusual() && input.sure.is_empty() {
        faults.note("sure", FieldProblem::Required);
    }
    faults.or(())?;
    if input.seen != guard.count.to_string() || input.version != message.version.to_string() {
        return Err(Error::Stale);
    }
    match when {
        SendingTime::Now => {
            freeze(&mut tx, &message, &gathered.recipients).await?;
            audit::record(&mut tx, &rights, AuditAction::MessageSend, id.as_str(), &guard.count.to_string()).await?;
        }
        SendingTime::Later => {
            sqlx::query(
                "UPDATE message SET state = 'scheduled', scheduled_at = $2, expected = $3, held = 0 WHERE id = $1 AND state = 'draft'",
            )
            .bind(id)
            .bind(at)
            .bind(guard.count)
            .execute(&mut *tx)
            .await?;
            audit::record(&mut tx, &rights, AuditAction::MessageSchedule, id.as_str(), &at.to_string()).await?;
        }
    }
    tx.commit().await
}

/// A scheduled message becomes a draft again.
///
/// # Errors
/// [`Error::Closed`] if it has left meanwhile.
pub async fn unschedule(db: &Db, who: &Actor, slug: &str, id: &MessageId) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, who).await?;
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

/// Sends a scheduled message whose time has come: its audience is computed and frozen now. If that has become quite another one than it was
/// when the message was scheduled, the message becomes a draft again, and its writer is told.
pub async fn send_due(db: &Db, id: &MessageId) -> Result<()> {
    let mut tx = db.write().await?;
    // Of all processes: one whose clock is ahead sends nothing early.
    let now = tx.shared_now().await?;
    // Written first: of two processes one goes on.
    let taken = sqlx::query("UPDATE message SET held = 0 WHERE id = $1 AND state = 'scheduled' AND scheduled_at <= $2")
        .bind(id)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    if taken.rows_affected() != 1 {
        return Ok(());
    }
    let message: Message =
        sqlx::query_as(concat!("SELECT ", message_columns!(), " FROM message m WHERE m.id = $1")).bind(id).fetch_one(&mut *tx).await?;
    let list = by_id(&mut tx, &message.list).await?;
    let choices = chosen(&mut tx, id).await?;
    // Who may be written to is for its writer to say, as they stand now.
    let author = message.author.clone().map_or(Actor::Guest, Actor::Person);
    let author = Rights::of(&mut tx, &author).await?;
    let gathered = gather(&mut tx, &author, &list, &choices).await?;
    let count = gathered.recipients.len() as i64;
    let rights = Rights::of(&mut tx, &Actor::System).await?;
    if count == 0 || message.expected.is_some_and(|expected| differs(count, expected)) {
        sqlx::query("UPDATE message SET state = 'draft', scheduled_at = NULL, held = 1 WHERE id = $1").bind(id).execute(&mut *tx).await?;
        warn(&mut tx, &list, &message, count).await?;
        audit::record(&mut tx, &rights, AuditAction::MessageHeld, id.as_str(), &count.to_string()).await?;
    } else {
        freeze(&mut tx, &message, &gathered.recipients).await?;
        audit::record(&mut tx, &rights, AuditAction::MessageSend, id.as_str(), &count.to_string()).await?;
    }
    tx.commit().await
}

/// From here on nobody is added and nobody is left out.
async fn freeze(tx: &mut Tx, message: &Message, recipients: &[Recipient]) -> Result<()> {
    let now = tx.now;
    if recipients.len() > MANY {
        tx.expect_many_rows().await?;
    }
    sqlx::query("UPDATE message SET state = 'sending', sent_at = $2, scheduled_at = NULL, held = 0, recipients = $3 WHERE id = $1")
        .bind(&message.id)
        .bind(now)
        .bind(recipients.len() as i64)
        .execute(&mut **tx)
        .await?;
    deliveries::queue(tx, &message.id, false, recipients).await?;
    indexing::add(tx, &message.id).await
}

/// A moment to come, as the form says it.
fn moment(date: &str, time: &str, now: Timestamp) -> Result<Timestamp, FieldProblem> {
    let (date, time) = (fields::date(date)?, fields::time(time)?);
    let at = clock::moment(clock::local(&format!("{date}T{time}"))?, HOME)?;
    if at <= now { Err(FieldProblem::NotToCome) } else { Ok(at) }
}

type PersonRow = (String, String, String, Language);

async fn myself(conn: &mut Conn, person: &PersonId, list: &List) -> Result<Recipient> {
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
        opt_out: format!("l.{}.{person}", list.id),
        through: Vec::new(),
    })
}

async fn warn(tx: &mut Tx, list: &List, message: &Message, count: i64) -> Result<()> {
    let Some(author) = &message.author else { return Ok(()) };
    let me = myself(tx, author, list).await?;
    let link = tx.link(&format!("/networks/{}/messages/{}", list.slug, message.id));
    let (language, expected) = (me.language, message.expected.unwrap_or_default());
    let letter = MailContent {
        cause: "list.held",
        subject: tr!(language, "lists-mail-held-subject", subject = message.subject.as_str()),
        body: tr!(language, "lists-mail-held", count = count.to_string(), expected = expected.to_string(), link = link),
        why: tr!(language, "lists-mail-held-why", subject = message.subject.as_str()),
        ..MailContent::default()
    };
    let to = mail::MailRecipient { person: me.person, name: me.name, address: me.address, language };
    mail::post(tx, &to, &letter).await
}
