//! Drafts: messages until they are sent.

use serde::{Deserialize, Serialize};

use super::choices::{AudienceChoice, available_choices, read_choices, replace_choices};
use super::messages::{Message, of_list};
use super::{List, find_to_write};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Db, Tx};
use crate::enums::{ChoiceKind, Language, MessageState};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::MessageId;
use crate::policy::{self, Actor, Rights};

/// The most audience choices of each kind for one message.
pub const MOST_CHOICES: usize = 300;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageInput {
    pub subject: String,
    /// Markdown.
    pub body: String,
    pub language: String,
    /// Choices as text: `subscribers:`, `members:sil`, `participants:journee`.
    pub audience: Vec<String>,
    /// Such as `organisations:company`: limits the message to people who work in these kinds of organisation.
    pub organisations: Vec<String>,
    /// The version of the record when the form was opened.
    pub version: String,
}

/// The form of a message that has not been sent.
pub async fn form(db: &Db, actor: &Actor, slug: &str, id: &MessageId) -> Result<MessageInput> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    let message = of_list(&mut tx, &list, id).await?;
    if message.state != MessageState::Draft {
        return Err(Error::Closed);
    }
    let (organisations, audience): (Vec<AudienceChoice>, Vec<AudienceChoice>) =
        read_choices(&mut tx, id).await?.into_iter().partition(|choice| choice.kind == ChoiceKind::Organisations);
    Ok(MessageInput {
        subject: message.subject,
        body: message.body,
        language: message.language.to_string(),
        audience: audience.iter().map(AudienceChoice::to_string).collect(),
        organisations: organisations.iter().map(AudienceChoice::to_string).collect(),
        version: message.version.to_string(),
    })
}

/// Creates a draft.
///
/// # Errors
/// [`Error::Invalid`] with every field to correct.
pub async fn create(db: &Db, actor: &Actor, slug: &str, input: &MessageInput) -> Result<MessageId> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    let checked = check(&mut tx, &rights, &list, &[], input).await?;
    let (id, now): (MessageId, _) = (tx.new_id(), tx.now);
    sqlx::query(
        "INSERT INTO message (id, list, author, subject, body, language, state, held, recipients, created_at, updated_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, 'draft', 0, 0, $7, $7, 1)",
    )
    .bind_all((&id, &list.id, rights.person(), &checked.subject, &checked.body, checked.language, now))
    .execute(&mut *tx)
    .await?;
    replace_choices(&mut tx, &id, &checked.choices).await?;
    audit::record(&mut tx, &rights, AuditAction::MessageCreate, id.as_str(), slug).await?;
    tx.lead_to(&format!("/networks/{slug}/messages/{id}")).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a draft. Earlier choices that the form did not offer stay if they are sent again.
///
/// # Errors
/// [`Error::Closed`] if it is no longer a draft; [`Error::Stale`]; [`Error::Invalid`].
pub async fn edit(db: &Db, actor: &Actor, slug: &str, id: &MessageId, input: &MessageInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    lock_draft(&mut tx, &list, id).await?;
    let before = read_choices(&mut tx, id).await?;
    let checked = check(&mut tx, &rights, &list, &before, input).await?;
    let now = tx.now;
    let changed = sqlx::query(
        "UPDATE message SET subject = $3, body = $4, language = $5, updated_at = $6, version = version + 1
          WHERE id = $1 AND version = $2 AND state = 'draft'",
    )
    .bind_all((id, input.version.parse().unwrap_or(-1_i64), &checked.subject, &checked.body, checked.language, now))
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() != 1 {
        return Err(Error::Stale);
    }
    replace_choices(&mut tx, id, &checked.choices).await?;
    audit::record(&mut tx, &rights, AuditAction::MessageEdit, id.as_str(), slug).await?;
    tx.commit().await
}

/// Removes a draft and its proofs.
///
/// # Errors
/// [`Error::Closed`] if it is no longer a draft.
pub async fn remove(db: &Db, actor: &Actor, slug: &str, id: &MessageId) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    lock_draft(&mut tx, &list, id).await?;
    for statement in [
        "DELETE FROM delivery_event WHERE delivery IN (SELECT id FROM delivery WHERE message = $1)",
        "DELETE FROM delivery WHERE message = $1",
        "DELETE FROM message_choice WHERE message = $1",
        "DELETE FROM message WHERE id = $1",
    ] {
        sqlx::query(statement).bind(id).execute(&mut *tx).await?;
    }
    audit::record(&mut tx, &rights, AuditAction::MessageRemove, id.as_str(), slug).await?;
    tx.commit().await
}

struct CheckedMessage {
    subject: String,
    body: String,
    language: Language,
    choices: Vec<AudienceChoice>,
}

async fn check(tx: &mut Tx, rights: &Rights, list: &List, before: &[AudienceChoice], input: &MessageInput) -> Result<CheckedMessage> {
    let mut errors = Validation::default();
    let subject = errors.check("subject", fields::line(&input.subject));
    let body = errors.check("body", fields::text(&input.body));
    if body.trim().is_empty() && !errors.touches("body") {
        errors.note("body", FieldProblem::Required);
    }
    for (field, text, accepted) in [("subject", &subject, &[][..]), ("body", &body, &["{{nom}}", "{{name}}"][..])] {
        if let Some(mark) = marks(text).find(|mark| !accepted.contains(mark)) {
            errors.note(field, FieldProblem::UnknownMark(mark.to_owned()));
        }
    }
    // Each mark is replaced by a name in every mail.
    if marks(&body).count() > MARKS {
        errors.note("body", FieldProblem::TooManyMarks(MARKS as i64));
    }
    let language = errors.check("language", Language::parse(&input.language).map(Some));
    let requested: Vec<AudienceChoice> =
        input.audience.iter().take(MOST_CHOICES).filter_map(|text| AudienceChoice::parse(text).ok()).collect();
    let available_choices = available_choices(tx, rights, list, &requested).await?;
    let mut choices = Vec::new();
    for (field, texts) in [("audience", &input.audience), ("organisations", &input.organisations)] {
        if texts.len() > MOST_CHOICES {
            errors.note(field, FieldProblem::TooMany(MOST_CHOICES));
            continue;
        }
        for text in texts.iter().filter(|text| !text.is_empty()) {
            match AudienceChoice::parse(text) {
                Ok(choice) if available_choices.contains(&choice) || before.contains(&choice) => choices.push(choice),
                _ => errors.note(field, FieldProblem::NotAChoice),
            }
        }
    }
    if !errors.touches("audience") && !choices.iter().any(|choice| choice.kind != ChoiceKind::Organisations) {
        errors.note("audience", FieldProblem::Required);
    }
    errors.or(CheckedMessage { subject, body, language: language.unwrap_or(Language::Fr), choices })
}

/// The most marks such as `{{name}}` in one text.
const MARKS: usize = 50;

/// The marks of a text: from double braces to double braces on one line, both included.
fn marks(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("{{").filter_map(|(at, _)| {
        // Looks no further than the length of a mark: a text of opening braces would otherwise be read once for each brace.
        let rest = text.get(at..)?;
        let rest = &rest[..rest.floor_char_boundary(44)];
        let mark = rest.get(..rest.find("}}")? + 2)?;
        (!mark.contains('\n')).then_some(mark)
    })
}

/// Locks a draft of the list for writing. Any other transaction that would send, edit or remove it waits until this one ends.
///
/// # Errors
/// [`Error::NotFound`] if the list has no such message; [`Error::Closed`] if it is no longer a draft.
pub(super) async fn lock_draft(tx: &mut Tx, list: &List, id: &MessageId) -> Result<Message> {
    // PostgreSQL lets two transactions read the same draft, but not write it.
    sqlx::query("UPDATE message SET version = version WHERE id = $1 AND list = $2").bind(id).bind(&list.id).execute(&mut **tx).await?;
    let message = of_list(tx, list, id).await?;
    if message.state == MessageState::Draft { Ok(message) } else { Err(Error::Closed) }
}
