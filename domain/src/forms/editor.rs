//! The verbs that compose the form of an event.

use super::questions_input::{QuestionRow, QuestionsInput, check_rows};
use super::{FormQuestion, store};
use crate::agenda::{self, Event};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::Language;
use crate::error::{Error, Result};
use crate::ids::QuestionId;
use crate::policy::{self, Act, Actor, Rights};

/// The most events that a form can be taken from.
const MOST_SOURCES: i64 = 50;

/// The page on which a form is composed.
#[derive(Debug, Clone)]
pub struct FormEditor {
    pub event: Event,
    /// Of the stored record.
    pub version: String,
    pub rows: Vec<QuestionRow>,
    /// Whether somebody has answered the stored questions: a change then leaves these answers as they are.
    pub is_answered: bool,
    /// Other events of the lead network that have a form, the latest first.
    pub sources: Vec<FormSource>,
}

/// An event whose form can be taken over.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FormSource {
    pub slug: String,
    pub title: String,
}

/// The form of an event as it is stored, for coordinators of the lead network.
pub async fn editor(db: &Db, actor: &Actor, slug: &str) -> Result<FormEditor> {
    let (mut tx, _, event) = begin(db, actor, slug).await?;
    let rows = store::questions(&mut tx, &event.id).await?.iter().map(QuestionRow::of).collect();
    page(&mut tx, event, rows).await
}

/// The form as it is typed, after the button was pressed. Nothing is stored.
pub async fn typed(db: &Db, actor: &Actor, slug: &str, input: &QuestionsInput, language: Language) -> Result<FormEditor> {
    let (mut tx, rights, event) = begin(db, actor, slug).await?;
    let mut rows = input.rows(&tx, language);
    if input.act == "reuse" {
        rows.extend(reused(&mut tx, &rights, &event, &input.from).await?);
    }
    page(&mut tx, event, rows).await
}

/// Stores the form. Registrations are asked its questions from now on; earlier answers stay with the questions that they answered.
///
/// # Errors
/// [`Error::Stale`]; [`Error::Invalid`] with fields named `label-0`, `choices-3`…
pub async fn edit(db: &Db, actor: &Actor, slug: &str, input: &QuestionsInput, language: Language) -> Result<()> {
    let (mut tx, rights, event, _) = agenda::begin_edit(db, actor, slug).await?;
    let form = store::find(&mut tx, &event.id).await?;
    if input.version.trim().parse() != Ok(form.map_or(0, |form| form.version)) {
        return Err(Error::Stale);
    }
    let questions = check_rows(&input.rows(&tx, language))?;
    let stored = store::questions(&mut tx, &event.id).await?;
    let is_same = |(old, new): (&FormQuestion, &FormQuestion)| *old == FormQuestion { id: old.id.clone(), ..new.clone() };
    if stored.len() == questions.len() && stored.iter().zip(&questions).all(is_same) {
        return Ok(());
    }
    store::replace(&mut tx, &event.id, &questions).await?;
    audit::record(&mut tx, &rights, AuditAction::EventForm, event.id.as_str(), slug).await?;
    tx.commit().await
}

async fn begin(db: &Db, actor: &Actor, slug: &str) -> Result<(Tx, Rights, Event)> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (event, organisers) = agenda::find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::EditEvent(&agenda::event_access(&event, &organisers)?))?;
    Ok((tx, rights, event))
}

async fn page(tx: &mut Tx, event: Event, rows: Vec<QuestionRow>) -> Result<FormEditor> {
    let form = store::find(tx, &event.id).await?;
    let is_answered = match &form {
        Some(form) => store::is_answered(tx, form).await?,
        None => false,
    };
    let version = form.map_or(0, |form| form.version).to_string();
    Ok(FormEditor { version, rows, is_answered, sources: sources(tx, &event).await?, event })
}

/// The questions of another event that the actor may edit, under keys of their own: they are other questions.
async fn reused(tx: &mut Tx, rights: &Rights, event: &Event, from: &str) -> Result<Vec<QuestionRow>> {
    let (source, organisers) = match agenda::find(tx, rights, from).await {
        Err(Error::NotFound) => return Ok(Vec::new()),
        found => found?,
    };
    if source.id == event.id || !policy::allows(rights, Act::EditEvent(&agenda::event_access(&source, &organisers)?)) {
        return Ok(Vec::new());
    }
    let questions = store::questions(tx, &source.id).await?;
    let keys: Vec<(String, String)> = questions.iter().map(|question| (question.key.clone(), tx.new_id())).collect();
    let new_key = |old: &str| keys.iter().find(|(key, _)| key == old).map(|(_, new)| new.clone()).unwrap_or_default();
    let renamed = questions.into_iter().map(|question| {
        let condition = question.condition.map(|condition| super::QuestionCondition { key: new_key(&condition.key), ..condition });
        FormQuestion { id: QuestionId::default(), key: new_key(&question.key), condition, ..question }
    });
    Ok(renamed.map(|question| QuestionRow::of(&question)).collect())
}

async fn sources(conn: &mut Conn, event: &Event) -> Result<Vec<FormSource>> {
    Ok(sqlx::query_as(
        "SELECT e.slug, e.title FROM form f JOIN event e ON e.id = f.event
          WHERE e.network = $1 AND e.id <> $2 AND EXISTS (SELECT 1 FROM question q WHERE q.form = f.id AND q.number = f.number)
          ORDER BY e.starts_at DESC, e.id LIMIT $3",
    )
    .bind_all((&event.network, &event.id, MOST_SOURCES))
    .fetch_all(conn)
    .await?)
}
