//! The questions of an event, as the page of one registration shows them.

use super::Registration;
use super::answers::{Answering, ChoiceCounts, asked_by, free, stored, taken};
use crate::db::Conn;
use crate::error::Result;
use crate::forms::{AnswersInput, FormQuestion};
use crate::ids::{EventId, RegistrationId};

/// The questions of an event for one registration, as a page shows them.
#[derive(Debug, Clone, Default)]
pub struct RegistrationQuestions {
    /// Those that the reader answers, in order.
    pub questions: Vec<FormQuestion>,
    /// The stored answers; empty before the first one.
    pub answers: AnswersInput,
    taken: ChoiceCounts,
}

impl RegistrationQuestions {
    /// The places left of a choice, without the registration itself; `None`: no limit.
    pub fn free(&self, question: &FormQuestion, label: &str) -> Option<i64> {
        free(&self.taken, question, label)
    }

    pub fn is_empty(&self) -> bool {
        self.questions.is_empty()
    }
}

/// The questions of an event for a participant: the registration's own answers, if there is one. Two queries, three if a choice has seats.
pub(super) async fn questions_for(
    conn: &mut Conn,
    event: &EventId,
    registration: Option<&RegistrationId>,
) -> Result<RegistrationQuestions> {
    let questions = asked_by(conn, event, Answering::Participant).await?;
    with_answers(conn, event, registration, questions).await
}

async fn with_answers(
    conn: &mut Conn,
    event: &EventId,
    registration: Option<&RegistrationId>,
    questions: Vec<FormQuestion>,
) -> Result<RegistrationQuestions> {
    let answers = match registration {
        Some(registration) if !questions.is_empty() => stored(conn, registration).await?,
        _ => AnswersInput::default(),
    };
    let taken = taken(conn, event, registration, &questions).await?;
    Ok(RegistrationQuestions { questions, answers, taken })
}

/// Whether registrations for the event are asked anything.
pub(super) async fn asks(conn: &mut Conn, event: &EventId) -> Result<bool> {
    let asked = sqlx::query(
        "SELECT 1 FROM form f JOIN question q ON q.form = f.id AND q.number = f.number WHERE f.event = $1 AND q.organisers_only = 0 LIMIT 1",
    );
    Ok(asked.bind(event).fetch_optional(conn).await?.is_some())
}

/// The questions that the organisers can answer for a participant: all of them.
pub(super) async fn questions_for_organisers(conn: &mut Conn, registration: &Registration) -> Result<RegistrationQuestions> {
    let questions = asked_by(conn, &registration.event, Answering::Organiser).await?;
    with_answers(conn, &registration.event, Some(&registration.id), questions).await
}
