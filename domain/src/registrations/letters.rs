//! The letters with which an event tells its decisions.

use serde::{Deserialize, Serialize};

use super::list::{authorize, begin_edit};
use crate::agenda::{self, Event};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db};
use crate::enums::{Language, RegistrationDecision};
use crate::error::{FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::EventId;
use crate::marks;
use crate::policy::{self, Act, Actor};
use words::tr;

/// The marks that a letter may have.
pub const LETTER_MARKS: [&str; 2] = ["{{nom}}", "{{événement}}"];
/// The longest letter, in characters.
const MOST_LETTER: usize = 5_000;

/// The letters of an event, one for each decision; empty: the text of the program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LettersInput {
    pub accepted: String,
    pub waiting: String,
    pub declined: String,
}

impl LettersInput {
    pub(super) fn of(&self, decision: RegistrationDecision) -> &str {
        match decision {
            RegistrationDecision::Accepted => &self.accepted,
            RegistrationDecision::Waiting => &self.waiting,
            RegistrationDecision::Declined => &self.declined,
        }
    }

    fn set(&mut self, decision: RegistrationDecision, body: String) {
        match decision {
            RegistrationDecision::Accepted => self.accepted = body,
            RegistrationDecision::Waiting => self.waiting = body,
            RegistrationDecision::Declined => self.declined = body,
        }
    }
}

/// The letters that the event has itself.
pub(super) async fn stored_letters(conn: &mut Conn, event: &EventId) -> Result<LettersInput> {
    let rows: Vec<(RegistrationDecision, String)> =
        sqlx::query_as("SELECT decision, body FROM decision_letter WHERE event = $1").bind(event).fetch_all(conn).await?;
    let mut letters = LettersInput::default();
    for (decision, body) in rows {
        letters.set(decision, body);
    }
    Ok(letters)
}

/// The letter that the program writes.
pub(super) fn default_letter(language: Language, decision: RegistrationDecision) -> String {
    let [name, event] = LETTER_MARKS;
    match decision {
        RegistrationDecision::Accepted => tr!(language, "registrations-letter-accepted", name = name, event = event),
        RegistrationDecision::Waiting => tr!(language, "registrations-letter-waiting", name = name, event = event),
        RegistrationDecision::Declined => tr!(language, "registrations-letter-declined", name = name, event = event),
    }
}

/// The event and its letters, for coordinators of the lead network. Where it has none, those of the program in the event's language.
pub async fn letters(db: &Db, actor: &Actor, slug: &str) -> Result<(Event, LettersInput)> {
    let mut tx = db.read().await?;
    let (rights, event, organisers) = authorize(&mut tx, actor, slug).await?;
    policy::check(&rights, Act::EditEvent(&agenda::event_access(&event, &organisers)?))?;
    let mut letters = stored_letters(&mut tx, &event.id).await?;
    for decision in RegistrationDecision::ALL {
        if letters.of(*decision).is_empty() {
            letters.set(*decision, default_letter(event.language, *decision));
        }
    }
    Ok((event, letters))
}

/// Stores the letters.
///
/// # Errors
/// [`Error::Invalid`] with every letter to correct.
pub async fn edit_letters(db: &Db, actor: &Actor, slug: &str, input: &LettersInput) -> Result<()> {
    let (mut tx, rights, event) = begin_edit(db, actor, slug).await?;
    let mut errors = Validation::default();
    let bodies: Vec<(RegistrationDecision, String)> = RegistrationDecision::ALL
        .iter()
        .map(|decision| (*decision, errors.check(decision.code(), check_letter(input.of(*decision)))))
        .collect();
    errors.or(())?;
    clear_letters(&mut tx, &event.id).await?;
    // The program's own text follows the language of each reader.
    for (decision, body) in bodies.into_iter().filter(|(decision, body)| *body != default_letter(event.language, *decision)) {
        if !body.is_empty() {
            sqlx::query("INSERT INTO decision_letter (event, decision, body) VALUES ($1, $2, $3)")
                .bind_all((&event.id, decision, body))
                .execute(&mut *tx)
                .await?;
        }
    }
    audit::record(&mut tx, &rights, AuditAction::RegistrationLetters, event.id.as_str(), slug).await?;
    tx.commit().await
}

/// Deletes the letters of an event.
pub(crate) async fn clear_letters(conn: &mut Conn, event: &EventId) -> Result<()> {
    sqlx::query("DELETE FROM decision_letter WHERE event = $1").bind(event).execute(conn).await?;
    Ok(())
}

fn check_letter(typed: &str) -> Result<String, FieldProblem> {
    let body = fields::text(typed)?.trim().to_owned();
    if body.chars().count() > MOST_LETTER {
        return Err(FieldProblem::TooLong(MOST_LETTER));
    }
    marks::check(&body, &LETTER_MARKS)?;
    Ok(body)
}
