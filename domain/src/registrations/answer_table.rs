//! What everybody answered: a table for those who prepare the event, with the total of each choice.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::list::{authorize, matches, rows};
use super::{PendingDecisions, PresenceSeats, RegistrationAnswer, answers, choosing, presence_seats};
use crate::agenda::{self, Event, Organiser};
use crate::db::Db;
use crate::enums::{QuestionKind, RegistrationDecision, RegistrationState};
use crate::error::Result;
use crate::forms::{self, FormQuestion, NO, YES};
use crate::ids::RegistrationId;
use crate::people::names;
use crate::policy::{self, Act, Actor};

/// The filters of the table, as in the query string. Values that can't be parsed filter nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerQuery {
    /// Part of a name, an address or an organisation.
    pub q: String,
    /// A [`RegistrationState`]; empty: people with a seat, on the waiting list, or who asked for a seat.
    pub state: String,
    /// `key|answer`: those who gave that answer; `key|` alone: those who gave none.
    pub answer: String,
    /// A [`RegistrationDecision`] that was not sent, or `none`; empty: all.
    pub decision: String,
    /// The key of a question, or `name`; with `-` in front, in reverse order.
    pub sort: String,
}

#[derive(Debug, Clone)]
pub struct AnswerTable {
    pub event: Event,
    /// The organisers, the lead first.
    pub organisers: Vec<Organiser>,
    /// The questions that are asked now, then earlier ones that somebody on the list answered.
    pub columns: Vec<AnswerColumn>,
    /// Those who match the filters.
    pub rows: Vec<AnswerTableRow>,
    /// How many of the rows have each choice.
    pub totals: Vec<ChoiceTotal>,
    /// What was decided about requests and waits to be sent; `None`: the event takes everybody, and nobody asked for a seat.
    pub pending: Option<PendingDecisions>,
    /// The ways to take part.
    pub presence_seats: Vec<PresenceSeats>,
    /// Whether the reader may decide.
    pub may_decide: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerColumn {
    pub key: String,
    pub kind: QuestionKind,
    pub label: String,
    pub organisers_only: bool,
    /// Whether it is no longer asked.
    pub is_former: bool,
    /// The answers that the table can be filtered by.
    pub values: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerTableRow {
    pub id: RegistrationId,
    /// As registered.
    pub given_name: String,
    /// As registered; empty once erased.
    pub family_name: String,
    /// As registered; may be empty.
    pub organisation: String,
    pub state: RegistrationState,
    /// Decided, but not sent.
    pub decision: Option<RegistrationDecision>,
    /// The note between the organisers.
    pub note: String,
    /// For each column, the answers; empty without one.
    pub cells: Vec<Vec<String>>,
}

/// How many have chosen one answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceTotal {
    /// The place of the question among the columns.
    pub column: usize,
    pub value: String,
    pub count: i64,
    /// Those of them who have a seat or wait for one: they hold a place of the choice.
    pub held: i64,
    /// Of the choice; `None`: no limit.
    pub seats: Option<i64>,
}

/// The answers of the registrations that match the query, for coordinators of any organiser. The same number of queries, whatever the number of
/// participants.
///
/// # Errors
/// [`crate::Error::NotFound`] for everybody else.
pub async fn answer_table(db: &Db, actor: &Actor, slug: &str, query: &AnswerQuery) -> Result<AnswerTable> {
    let mut tx = db.read().await?;
    let (rights, event, organisers) = authorize(&mut tx, actor, slug).await?;
    let registrations = rows(&mut tx, &event.id, RegistrationState::parse(&query.state).ok()).await?;
    let questions = forms::questions(&mut tx, &event.id).await?;
    let mut given = answers::of_event(&mut tx, &event.id).await?;
    let decisions = choosing::decisions(&mut tx, &event.id).await?;
    let pending = choosing::pending(&mut tx, &event.id).await?;
    let columns = columns(&questions, registrations.iter().filter_map(|row| given.get(&row.id)).flatten());
    let query_key = names::normalize(&query.q);
    let mut rows: Vec<AnswerTableRow> = registrations
        .into_iter()
        .filter(|row| matches(row, &query_key))
        .map(|row| AnswerTableRow {
            cells: cells(&columns, given.remove(&row.id).unwrap_or_default()),
            decision: decisions.get(&row.id).and_then(|(decision, _)| *decision),
            note: decisions.get(&row.id).map(|(_, note)| note.clone()).unwrap_or_default(),
            id: row.id,
            given_name: row.given_name,
            family_name: row.family_name,
            organisation: row.organisation,
            state: row.state,
        })
        .collect();
    match query.decision.as_str() {
        "" => {}
        "none" => rows.retain(|row| row.decision.is_none()),
        code => rows.retain(|row| row.decision.is_some_and(|decision| decision.code() == code)),
    }
    if let Some((key, value)) = query.answer.split_once('|')
        && let Some(column) = columns.iter().position(|column| column.key == key)
    {
        rows.retain(
            |row| if value.is_empty() { row.cells[column].is_empty() } else { row.cells[column].iter().any(|given| given == value) },
        );
    }
    sort(&mut rows, &columns, &query.sort);
    let totals = totals(&questions, &columns, &rows);
    Ok(AnswerTable {
        pending: (event.is_on_request() || pending != PendingDecisions::default()).then_some(pending),
        presence_seats: presence_seats(&mut tx, &event).await?,
        may_decide: policy::allows(&rights, Act::EditEvent(&agenda::event_access(&event, &organisers)?)),
        event,
        organisers,
        columns,
        rows,
        totals,
    })
}

/// The columns of a table of these answers.
pub(super) fn columns<'a>(questions: &[FormQuestion], given: impl Iterator<Item = &'a RegistrationAnswer>) -> Vec<AnswerColumn> {
    let mut columns: Vec<AnswerColumn> = questions
        .iter()
        .filter(|question| question.is_answered())
        .map(|question| AnswerColumn {
            key: question.key.clone(),
            kind: question.kind,
            label: question.label.clone(),
            organisers_only: question.organisers_only,
            is_former: false,
            values: question.condition_values().into_iter().map(str::to_owned).collect(),
        })
        .collect();
    for answer in given {
        let has_choices = matches!(answer.kind, QuestionKind::OneOf | QuestionKind::SeveralOf);
        match columns.iter_mut().find(|column| column.key == answer.key) {
            // A choice that is no longer offered is still what somebody answered.
            Some(column) if has_choices => {
                let new: Vec<String> = answer.values.iter().filter(|value| !column.values.contains(value)).cloned().collect();
                column.values.extend(new);
            }
            Some(_) => {}
            None => columns.push(AnswerColumn {
                key: answer.key.clone(),
                kind: answer.kind,
                label: answer.label.clone(),
                organisers_only: false,
                is_former: true,
                values: match answer.kind {
                    QuestionKind::YesNo => vec![YES.to_owned(), NO.to_owned()],
                    QuestionKind::Consent => vec![YES.to_owned()],
                    _ if has_choices => answer.values.clone(),
                    _ => Vec::new(),
                },
            }),
        }
    }
    columns
}

/// The answers in the order of the columns.
pub(super) fn cells(columns: &[AnswerColumn], answers: Vec<RegistrationAnswer>) -> Vec<Vec<String>> {
    let mut by_key: HashMap<String, Vec<String>> = answers.into_iter().map(|answer| (answer.key, answer.values)).collect();
    columns.iter().map(|column| by_key.remove(&column.key).unwrap_or_default()).collect()
}

fn totals(questions: &[FormQuestion], columns: &[AnswerColumn], rows: &[AnswerTableRow]) -> Vec<ChoiceTotal> {
    let total = |(column, of): (usize, &AnswerColumn)| {
        let question = questions.iter().find(|question| question.key == of.key);
        let count = |value: &String| {
            let chosen = || rows.iter().filter(|row| row.cells[column].contains(value));
            let holds = |row: &&AnswerTableRow| matches!(row.state, RegistrationState::Confirmed | RegistrationState::Waiting);
            let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
            let (count, held) = (number(chosen().count()), number(chosen().filter(holds).count()));
            let seats = question.and_then(|question| question.choices.iter().find(|choice| choice.label == *value)?.seats);
            ChoiceTotal { column, value: value.clone(), count, held, seats }
        };
        of.values.iter().map(count).collect::<Vec<_>>()
    };
    columns.iter().enumerate().flat_map(total).collect()
}

/// Expects rows sorted by name. Numbers are sorted by their value, texts without regard to case and accents; those without an answer come last.
fn sort(rows: &mut [AnswerTableRow], columns: &[AnswerColumn], by: &str) {
    let (key, is_reversed) = by.strip_prefix('-').map_or((by, false), |key| (key, true));
    if let Some(column) = columns.iter().position(|column| column.key == key) {
        let is_number = columns[column].kind == QuestionKind::Number;
        rows.sort_by_cached_key(|row| {
            let text = row.cells[column].join(", ");
            let number = text.parse::<f64>().ok().filter(|_| is_number).map_or(0, |number| (number * 1000.0) as i64);
            (number, names::normalize(&text))
        });
    }
    if is_reversed {
        rows.reverse();
    }
    if let Some(column) = columns.iter().position(|column| column.key == key) {
        rows.sort_by_key(|row| row.cells[column].is_empty());
    }
}
