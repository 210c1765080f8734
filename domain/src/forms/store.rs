//! The rows of a form.

use super::{FormQuestion, QuestionChoice, QuestionCondition};
use crate::db::{BindAll, Conn, Tx, many};
use crate::enums::QuestionKind;
use crate::error::Result;
use crate::ids::{EventId, FormId, QuestionId};

/// A form, and which questions it asks now.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct StoredForm {
    pub(super) id: FormId,
    pub(super) number: i64,
    pub(super) version: i64,
}

#[derive(sqlx::FromRow)]
struct StoredQuestion {
    id: QuestionId,
    question_key: String,
    kind: QuestionKind,
    label: String,
    hint: String,
    required: i64,
    organisers_only: i64,
    choices: String,
    condition_key: String,
    condition_value: String,
    kept_days: Option<i64>,
}

impl From<StoredQuestion> for FormQuestion {
    fn from(row: StoredQuestion) -> Self {
        let condition = QuestionCondition { key: row.condition_key, value: row.condition_value };
        Self {
            id: row.id,
            key: row.question_key,
            kind: row.kind,
            label: row.label,
            hint: row.hint,
            required: row.required == 1,
            organisers_only: row.organisers_only == 1,
            choices: read_choices(&row.choices),
            condition: Some(condition).filter(|condition| !condition.key.is_empty()),
            kept_days: row.kept_days,
        }
    }
}

fn read_choices(stored: &str) -> Vec<QuestionChoice> {
    let choice = |line: &str| match line.split_once('\t') {
        Some((label, seats)) => QuestionChoice { label: label.to_owned(), seats: seats.parse().ok() },
        None => QuestionChoice { label: line.to_owned(), seats: None },
    };
    stored.lines().map(choice).collect()
}

fn write_choices(choices: &[QuestionChoice]) -> String {
    let line = |choice: &QuestionChoice| match choice.seats {
        Some(seats) => format!("{}\t{seats}", choice.label),
        None => choice.label.clone(),
    };
    choices.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The questions that the registrations of an event are asked now, in order. One query.
pub(crate) async fn questions(conn: &mut Conn, event: &EventId) -> Result<Vec<FormQuestion>> {
    let rows: Vec<StoredQuestion> = sqlx::query_as(
        "SELECT q.id, q.question_key, q.kind, q.label, q.hint, q.required, q.organisers_only, q.choices, q.condition_key, q.condition_value, q.kept_days
           FROM form f JOIN question q ON q.form = f.id AND q.number = f.number WHERE f.event = $1 ORDER BY q.position",
    )
    .bind(event)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(FormQuestion::from).collect())
}

pub(super) async fn find(conn: &mut Conn, event: &EventId) -> Result<Option<StoredForm>> {
    Ok(sqlx::query_as("SELECT id, number, version FROM form WHERE event = $1").bind(event).fetch_optional(conn).await?)
}

/// Whether anybody has answered the questions that are asked now.
pub(super) async fn is_answered(conn: &mut Conn, form: &StoredForm) -> Result<bool> {
    let answer = sqlx::query("SELECT 1 FROM question q JOIN answer a ON a.question = q.id WHERE q.form = $1 AND q.number = $2 LIMIT 1");
    Ok(answer.bind_all((&form.id, form.number)).fetch_optional(conn).await?.is_some())
}

/// Makes these the questions of an event. Questions that were answered stay, under their number, with their answers. The caller holds the lock on the event.
pub(super) async fn replace(tx: &mut Tx, event: &EventId, questions: &[FormQuestion]) -> Result<()> {
    let form = match find(tx, event).await? {
        Some(form) => {
            let number = if is_answered(tx, &form).await? { form.number + 1 } else { form.number };
            sqlx::query("DELETE FROM question WHERE form = $1 AND number = $2").bind_all((&form.id, number)).execute(&mut **tx).await?;
            sqlx::query("UPDATE form SET number = $2, version = version + 1 WHERE id = $1")
                .bind_all((&form.id, number))
                .execute(&mut **tx)
                .await?;
            StoredForm { number, ..form }
        }
        None => {
            let form = StoredForm { id: tx.new_id(), number: 1, version: 1 };
            sqlx::query("INSERT INTO form (id, event, number, version) VALUES ($1, $2, $3, $4)")
                .bind_all((&form.id, event, form.number, form.version))
                .execute(&mut **tx)
                .await?;
            form
        }
    };
    insert(tx, &form, questions).await
}

async fn insert(tx: &mut Tx, form: &StoredForm, questions: &[FormQuestion]) -> Result<()> {
    if questions.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO question (id, form, number, position, question_key, kind, label, hint, required, organisers_only, choices, condition_key,
                               condition_value, kept_days) VALUES {}",
        many(questions.len(), 14)
    );
    let mut statement = sqlx::query(sqlx::AssertSqlSafe(sql));
    for (position, question) in (0_i64..).zip(questions) {
        let id: QuestionId = tx.new_id();
        let (key, value) = question.condition.as_ref().map_or(("", ""), |condition| (condition.key.as_str(), condition.value.as_str()));
        statement = statement
            .bind_all((id, &form.id, form.number, position, &question.key, question.kind))
            .bind_all((&question.label, &question.hint, i64::from(question.required), i64::from(question.organisers_only)))
            .bind_all((write_choices(&question.choices), key, value, question.kept_days));
    }
    statement.execute(&mut **tx).await?;
    Ok(())
}

/// Gives a new event the questions of another one.
pub(crate) async fn copy(tx: &mut Tx, from: &EventId, to: &EventId) -> Result<()> {
    let questions = questions(tx, from).await?;
    if questions.is_empty() { Ok(()) } else { replace(tx, to, &questions).await }
}

/// Deletes the form of a draft, which nobody has answered.
pub(crate) async fn clear(conn: &mut Conn, event: &EventId) -> Result<()> {
    sqlx::query("DELETE FROM question WHERE form IN (SELECT id FROM form WHERE event = $1)").bind(event).execute(&mut *conn).await?;
    sqlx::query("DELETE FROM form WHERE event = $1").bind(event).execute(conn).await?;
    Ok(())
}
