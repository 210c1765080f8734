//! The answers of registrations to the form of their event.
//!
//! A choice with seats of its own counts those who have a seat or wait for one: the caller that stores an answer holds the lock on the event's row, so the
//! counts stay true until it commits.

use std::collections::HashMap;

use chrono::Duration;

use super::list::{begin_edit, find_in_event};
use super::{RegistrationRef, self_service};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx, many};
use crate::enums::QuestionKind;
use crate::error::{Error, FieldProblem, Result};
use crate::fields::Validation;
use crate::forms::{self, AnswersInput, CheckedAnswer, FormQuestion};
use crate::ids::{EventId, QuestionId, RegistrationId};
use crate::policy::Actor;

/// How many registrations have each choice, by the key of the question and the label.
pub(super) type ChoiceCounts = HashMap<(String, String), i64>;

/// The places left of a choice; `None`: no limit.
pub(super) fn free(taken: &ChoiceCounts, question: &FormQuestion, label: &str) -> Option<i64> {
    let seats = question.choices.iter().find(|choice| choice.label == label)?.seats?;
    let taken = taken.get(&(question.key.clone(), label.to_owned())).copied().unwrap_or(0);
    Some((seats - taken).max(0))
}

/// A question as it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationAnswer {
    pub key: String,
    pub kind: QuestionKind,
    /// As it was when it was answered.
    pub label: String,
    /// At least one: a text, a date, labels of choices, [`forms::YES`], [`forms::NO`].
    pub values: Vec<String>,
}

/// Who answers: the participant, or the organisers of the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answering {
    Participant,
    Organiser,
}

pub(super) async fn asked_by(conn: &mut Conn, event: &EventId, answering: Answering) -> Result<Vec<FormQuestion>> {
    let questions = forms::questions(conn, event).await?;
    Ok(match answering {
        Answering::Organiser => questions,
        Answering::Participant => questions.into_iter().filter(|question| !question.organisers_only).collect(),
    })
}

/// The answers of a participant, checked before anything is written. `registration`: theirs, if there is one; its own choices count as free.
pub(super) async fn check(
    conn: &mut Conn,
    event: &EventId,
    registration: Option<&RegistrationId>,
    input: &AnswersInput,
    errors: &mut Validation,
) -> Result<Vec<CheckedAnswer>> {
    let questions = asked_by(conn, event, Answering::Participant).await?;
    check_all(conn, &questions, (event, registration), input, Answering::Participant, errors).await
}

/// As [`check`], for answers that are stored already: those of a registration that is confirmed, or that comes back.
pub(super) async fn check_stored(conn: &mut Conn, event: &EventId, registration: &RegistrationId) -> Result<()> {
    let questions = asked_by(conn, event, Answering::Participant).await?;
    let mut input = stored(conn, registration).await?;
    input.shown = questions.iter().map(|question| question.key.clone()).collect();
    let mut errors = Validation::default();
    check_all(conn, &questions, (event, Some(registration)), &input, Answering::Participant, &mut errors).await?;
    errors.or(())
}

async fn check_all(
    conn: &mut Conn,
    questions: &[FormQuestion],
    (event, registration): (&EventId, Option<&RegistrationId>),
    input: &AnswersInput,
    answering: Answering,
    errors: &mut Validation,
) -> Result<Vec<CheckedAnswer>> {
    let answers = forms::check_answers(questions, input, answering == Answering::Participant, errors);
    let taken = taken(conn, event, registration, questions).await?;
    for answer in &answers {
        let Some(question) = questions.iter().find(|question| question.id == answer.question) else { continue };
        if let Some(full) = answer.values.iter().find(|label| free(&taken, question, label) == Some(0)) {
            errors.note(&question.field(), FieldProblem::ChoiceFull(full.clone()));
        }
    }
    Ok(answers)
}

/// Replaces the participant's answers to the questions that they are asked now. Answers to earlier questions stay, and so do those of the organisers.
pub(super) async fn store(tx: &mut Tx, registration: &RegistrationId, answers: &[CheckedAnswer]) -> Result<()> {
    store_as(tx, registration, answers, Answering::Participant).await
}

async fn store_as(tx: &mut Tx, registration: &RegistrationId, answers: &[CheckedAnswer], answering: Answering) -> Result<()> {
    // A question that is asked now, under whatever number it was answered.
    sqlx::query(
        "DELETE FROM answer WHERE registration = $1 AND question IN
            (SELECT old.id FROM registration r JOIN form f ON f.event = r.event JOIN question q ON q.form = f.id AND q.number = f.number
               JOIN question old ON old.form = f.id AND old.question_key = q.question_key WHERE r.id = $1 AND (q.organisers_only = 0 OR $2 = 1))",
    )
    .bind_all((registration, i64::from(answering == Answering::Organiser)))
    .execute(&mut **tx)
    .await?;
    let rows: Vec<(&QuestionId, i64, &String)> = answers
        .iter()
        .flat_map(|answer| (0_i64..).zip(&answer.values).map(|(position, value)| (&answer.question, position, value)))
        .collect();
    let now = tx.now;
    for rows in rows.chunks(200) {
        let sql = format!("INSERT INTO answer (registration, question, position, value, answered_at) VALUES {}", many(rows.len(), 5));
        let mut statement = sqlx::query(sqlx::AssertSqlSafe(sql));
        for (question, position, value) in rows {
            statement = statement.bind_all((registration, *question, *position, *value, now));
        }
        statement.execute(&mut **tx).await?;
    }
    Ok(())
}

/// How many registrations have each choice of these questions, without `except`. No query if no choice has seats.
pub(super) async fn taken(
    conn: &mut Conn,
    event: &EventId,
    except: Option<&RegistrationId>,
    questions: &[FormQuestion],
) -> Result<ChoiceCounts> {
    if !questions.iter().any(FormQuestion::has_seats) {
        return Ok(ChoiceCounts::new());
    }
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT q.question_key, a.value, COUNT(*) FROM form f JOIN question q ON q.form = f.id JOIN answer a ON a.question = q.id
           JOIN registration r ON r.id = a.registration
          WHERE f.event = $1 AND q.kind IN ('one_of', 'several_of') AND r.state IN ('confirmed', 'waiting') AND r.id <> $2
          GROUP BY q.question_key, a.value",
    )
    .bind_all((event, except.map_or("", RegistrationId::as_str)))
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(key, value, count)| ((key, value), count)).collect())
}

/// The answers of a registration, as a form would send them.
pub(super) async fn stored(conn: &mut Conn, registration: &RegistrationId) -> Result<AnswersInput> {
    let answers = of_registration(conn, registration).await?;
    let values = answers.into_iter().flat_map(|answer| {
        let key = answer.key;
        answer.values.into_iter().map(move |value| (key.clone(), value))
    });
    Ok(AnswersInput { shown: Vec::new(), values: values.collect() })
}

/// A row of an answer, with its question.
type AnswerRow = (String, QuestionKind, String, String);

/// The answers of a registration, in the order of the questions. Where a question was answered under several numbers, the last one counts: only one is left.
pub(super) async fn of_registration(conn: &mut Conn, registration: &RegistrationId) -> Result<Vec<RegistrationAnswer>> {
    let rows: Vec<AnswerRow> = sqlx::query_as(
        "SELECT q.question_key, q.kind, q.label, a.value FROM answer a JOIN question q ON q.id = a.question WHERE a.registration = $1
          ORDER BY q.number DESC, q.position, a.position",
    )
    .bind(registration)
    .fetch_all(conn)
    .await?;
    Ok(grouped(rows))
}

fn grouped(rows: Vec<AnswerRow>) -> Vec<RegistrationAnswer> {
    let mut answers: Vec<RegistrationAnswer> = Vec::new();
    for (key, kind, label, value) in rows {
        match answers.last_mut().filter(|answer| answer.key == key) {
            Some(answer) => answer.values.push(value),
            None => answers.push(RegistrationAnswer { key, kind, label, values: vec![value] }),
        }
    }
    answers
}

/// The answers of every registration for an event, by registration. One query.
pub(super) async fn of_event(conn: &mut Conn, event: &EventId) -> Result<HashMap<RegistrationId, Vec<RegistrationAnswer>>> {
    let rows: Vec<(RegistrationId, String, QuestionKind, String, String)> = sqlx::query_as(
        "SELECT a.registration, q.question_key, q.kind, q.label, a.value
           FROM form f JOIN question q ON q.form = f.id JOIN answer a ON a.question = q.id
          WHERE f.event = $1 ORDER BY a.registration, q.number DESC, q.position, a.position",
    )
    .bind(event)
    .fetch_all(conn)
    .await?;
    let mut answers = HashMap::new();
    for rows in rows.chunk_by(|a, b| a.0 == b.0) {
        let of_one = rows.iter().map(|(_, key, kind, label, value)| (key.clone(), *kind, label.clone(), value.clone())).collect();
        answers.insert(rows[0].0.clone(), grouped(of_one));
    }
    Ok(answers)
}

/// Changes the answers of one's own registration, while registration is open.
///
/// # Errors
/// [`Error::Closed`]; [`Error::Invalid`] with every question to correct.
pub async fn change_answers(db: &Db, registration_ref: RegistrationRef<'_>, input: &AnswersInput) -> Result<()> {
    let mut tx = db.write().await?;
    let (_, event, _, registration) = self_service::lock_registration(&mut tx, registration_ref).await?;
    if !registration.counts() || !event.takes_registrations(tx.now) {
        return Err(Error::Closed);
    }
    let mut errors = Validation::default();
    let answers = check(&mut tx, &event.id, Some(&registration.id), input, &mut errors).await?;
    errors.or(())?;
    store(&mut tx, &registration.id, &answers).await?;
    tx.commit().await
}

/// Corrects the answers of a participant, for coordinators of the lead network. No answer is required of them.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] as for ending a registration; [`Error::Invalid`] with every question to correct.
pub async fn edit_answers(db: &Db, actor: &Actor, slug: &str, id: &RegistrationId, input: &AnswersInput) -> Result<()> {
    let (mut tx, rights, event) = begin_edit(db, actor, slug).await?;
    let registration = find_in_event(&mut tx, &event, id).await?;
    let mut errors = Validation::default();
    let questions = asked_by(&mut tx, &event.id, Answering::Organiser).await?;
    let answers = check_all(&mut tx, &questions, (&event.id, Some(&registration.id)), input, Answering::Organiser, &mut errors).await?;
    errors.or(())?;
    store_as(&mut tx, id, &answers, Answering::Organiser).await?;
    audit::record(&mut tx, &rights, AuditAction::RegistrationAnswers, id.as_str(), slug).await?;
    tx.commit().await
}

/// Checks that no choice has more people than seats, once several people got seats at once.
///
/// # Errors
/// [`Error::Invalid`] on `decisions`.
pub(super) async fn check_choices(conn: &mut Conn, event: &EventId) -> Result<()> {
    let questions = forms::questions(conn, event).await?;
    let taken = taken(conn, event, None, &questions).await?;
    for question in &questions {
        for choice in &question.choices {
            let count = taken.get(&(question.key.clone(), choice.label.clone())).copied().unwrap_or(0);
            if choice.seats.is_some_and(|seats| seats < count) {
                return Err(Error::field("decisions", FieldProblem::ChoiceFull(choice.label.clone())));
            }
        }
    }
    Ok(())
}

/// Deletes the answers of a registration.
pub(super) async fn delete(conn: &mut Conn, registration: &RegistrationId) -> Result<()> {
    sqlx::query("DELETE FROM answer WHERE registration = $1").bind(registration).execute(conn).await?;
    Ok(())
}

/// Deletes the answers to questions whose time is over. The nightly purge calls it.
pub(crate) async fn delete_expired(conn: &mut Conn, now: Timestamp) -> Result<u64> {
    let answered: Vec<(QuestionId, i64, Timestamp)> = sqlx::query_as(
        "SELECT q.id, q.kept_days, e.ends_at FROM question q JOIN form f ON f.id = q.form JOIN event e ON e.id = f.event
          WHERE q.kept_days IS NOT NULL AND e.state <> 'postponed' AND e.ends_at < $1 AND EXISTS (SELECT 1 FROM answer a WHERE a.question = q.id)",
    )
    .bind(now)
    .fetch_all(&mut *conn)
    .await?;
    let mut deleted = 0;
    for (question, days, ends_at) in answered {
        if ends_at.plus(Duration::days(days)) <= now {
            deleted += sqlx::query("DELETE FROM answer WHERE question = $1").bind(question).execute(&mut *conn).await?.rows_affected();
        }
    }
    Ok(deleted)
}
