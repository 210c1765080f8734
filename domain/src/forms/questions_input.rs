//! The page on which a form is composed: one row for each question.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{FormQuestion, MOST_CHOICES, MOST_QUESTIONS, QuestionChoice, QuestionCondition};
use crate::db::Tx;
use crate::enums::{Language, QuestionKind, text_enum};
use crate::error::{FieldProblem, Result};
use crate::fields::{self, Validation};
use words::tr;

/// The most days for which answers can be kept.
const MOST_DAYS: i64 = 3650;

text_enum!(
    /// A question that an organiser can add as it is.
    ReadyQuestion { Diet = "diet", Lodging = "lodging", Arrival = "arrival", Motivation = "motivation" }
);

/// The form with which a form is composed. Each list holds one value per row, except for the boxes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionsInput {
    /// The version of the record when the page was opened.
    pub version: String,
    /// The keys; empty for a new question.
    pub key: Vec<String>,
    /// The [`QuestionKind`]s.
    pub kind: Vec<String>,
    pub label: Vec<String>,
    pub hint: Vec<String>,
    /// One choice a line; after `|`, its seats.
    pub choices: Vec<String>,
    /// `key|answer` of an earlier question; empty: always asked.
    pub condition: Vec<String>,
    pub kept_days: Vec<String>,
    /// The numbers of the rows whose box is ticked.
    pub required: Vec<String>,
    /// The numbers of the rows whose box is ticked.
    pub organisers_only: Vec<String>,
    /// The button: `save`, `add`, `up-2`, `down-2`, `remove-2`, `ready`, `reuse`.
    pub act: String,
    /// For `ready`: a [`ReadyQuestion`].
    pub ready: String,
    /// For `reuse`: the slug of an event.
    pub from: String,
}

/// A question as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionRow {
    pub key: String,
    /// A [`QuestionKind`].
    pub kind: String,
    pub label: String,
    pub hint: String,
    pub choices: String,
    pub condition: String,
    pub kept_days: String,
    pub required: bool,
    pub organisers_only: bool,
}

impl QuestionRow {
    pub(super) fn of(question: &FormQuestion) -> Self {
        let line = |choice: &QuestionChoice| match choice.seats {
            Some(seats) => format!("{} | {seats}", choice.label),
            None => choice.label.clone(),
        };
        Self {
            key: question.key.clone(),
            kind: question.kind.code().to_owned(),
            label: question.label.clone(),
            hint: question.hint.clone(),
            choices: question.choices.iter().map(line).collect::<Vec<_>>().join("\n"),
            condition: question.condition.as_ref().map(|condition| format!("{}|{}", condition.key, condition.value)).unwrap_or_default(),
            kept_days: question.kept_days.map(|days| days.to_string()).unwrap_or_default(),
            required: question.required,
            organisers_only: question.organisers_only,
        }
    }

    fn is_blank(&self) -> bool {
        [&self.label, &self.hint, &self.choices].iter().all(|text| text.trim().is_empty())
    }

    /// The answers that a later question can depend on, as far as they are typed.
    pub fn condition_values(&self) -> Vec<String> {
        let choices = choices(&self.choices).unwrap_or_default();
        let question = QuestionKind::parse(&self.kind).map(|kind| FormQuestion { kind, choices, ..blank() });
        question.map(|question| question.condition_values().into_iter().map(str::to_owned).collect()).unwrap_or_default()
    }

    fn check(&self, row: usize, earlier: &[FormQuestion], errors: &mut Validation) -> FormQuestion {
        let kind = QuestionKind::parse(&self.kind).unwrap_or_else(|problem| {
            errors.note(&format!("kind-{row}"), problem);
            QuestionKind::Heading
        });
        let has_choices = matches!(kind, QuestionKind::OneOf | QuestionKind::SeveralOf);
        let choices = if has_choices { errors.check(&format!("choices-{row}"), choices(&self.choices)) } else { Vec::new() };
        if has_choices && choices.is_empty() && !errors.touches(&format!("choices-{row}")) {
            errors.note(&format!("choices-{row}"), FieldProblem::Required);
        }
        let is_answered = kind != QuestionKind::Heading;
        FormQuestion {
            kind,
            label: errors.check(&format!("label-{row}"), fields::line(&self.label)),
            hint: errors.check(&format!("hint-{row}"), fields::summary(&self.hint)),
            required: self.required && is_answered && !self.organisers_only,
            organisers_only: self.organisers_only,
            choices,
            condition: errors.check(&format!("condition-{row}"), condition(&self.condition, earlier, self.organisers_only)),
            kept_days: errors.check(&format!("kept_days-{row}"), days(&self.kept_days)),
            ..blank()
        }
    }
}

fn blank() -> FormQuestion {
    FormQuestion {
        id: String::new().into(),
        key: String::new(),
        kind: QuestionKind::Heading,
        label: String::new(),
        hint: String::new(),
        required: false,
        organisers_only: false,
        choices: Vec::new(),
        condition: None,
        kept_days: None,
    }
}

fn choices(typed: &str) -> Result<Vec<QuestionChoice>, FieldProblem> {
    let (mut choices, mut labels) = (Vec::new(), BTreeSet::new());
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if choices.len() == MOST_CHOICES {
            return Err(FieldProblem::TooMany(MOST_CHOICES));
        }
        let (label, seats) = line.rsplit_once('|').map_or((line, None), |(label, seats)| (label, Some(seats)));
        let label = fields::line(label)?;
        if !labels.insert(label.clone()) {
            return Err(FieldProblem::ChoiceTwice(label));
        }
        choices.push(QuestionChoice { label, seats: seats.map(fields::seats).transpose()?.flatten() });
    }
    Ok(choices)
}

/// A question can only depend on one before it: no circle is possible, and a person never answers backwards. One that participants answer can't depend on
/// what the organisers alone answer.
fn condition(typed: &str, earlier: &[FormQuestion], organisers_only: bool) -> Result<Option<QuestionCondition>, FieldProblem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let (key, value) = typed.split_once('|').ok_or(FieldProblem::NotAChoice)?;
    let question = earlier.iter().find(|question| question.key == key).ok_or(FieldProblem::ConditionLater)?;
    if question.condition_values().contains(&value) && (organisers_only || !question.organisers_only) {
        Ok(Some(QuestionCondition { key: key.to_owned(), value: value.to_owned() }))
    } else {
        Err(FieldProblem::ConditionGone)
    }
}

fn days(typed: &str) -> Result<Option<i64>, FieldProblem> {
    match typed.trim() {
        "" => Ok(None),
        digits => digits.parse().ok().filter(|days| (1..=MOST_DAYS).contains(days)).map(Some).ok_or(FieldProblem::NotACount(MOST_DAYS)),
    }
}

impl QuestionsInput {
    /// The rows after the button was pressed: moved, removed, or with a ready-made question more. Rows without text are dropped; each has a key.
    pub(super) fn rows(&self, tx: &Tx, language: Language) -> Vec<QuestionRow> {
        let mut rows: Vec<QuestionRow> =
            (0..self.kind.len().max(self.label.len()).min(2 * MOST_QUESTIONS)).map(|row| self.row(row)).collect();
        let numbered = |act: &str| self.act.strip_prefix(act).and_then(|row| row.parse::<usize>().ok());
        if let Some(row) = numbered("up-").filter(|row| *row > 0 && *row < rows.len()) {
            rows.swap(row, row - 1);
        } else if let Some(row) = numbered("down-").filter(|row| row + 1 < rows.len()) {
            rows.swap(row, row + 1);
        } else if let Some(row) = numbered("remove-").filter(|row| *row < rows.len()) {
            rows.remove(row);
        }
        rows.retain(|row| !row.is_blank());
        if let (true, Ok(ready)) = (self.act == "ready", ReadyQuestion::parse(&self.ready)) {
            rows.extend(ready_rows(tx, ready, language));
        }
        for row in rows.iter_mut().filter(|row| row.key.is_empty()) {
            row.key = tx.new_id();
        }
        rows
    }

    fn row(&self, row: usize) -> QuestionRow {
        let cell = |list: &[String]| list.get(row).cloned().unwrap_or_default();
        let is_ticked = |list: &[String]| list.iter().any(|number| number.parse() == Ok(row));
        QuestionRow {
            key: Some(cell(&self.key)).filter(|key| is_key(key)).unwrap_or_default(),
            kind: cell(&self.kind),
            label: cell(&self.label),
            hint: cell(&self.hint),
            choices: cell(&self.choices),
            condition: cell(&self.condition),
            kept_days: cell(&self.kept_days),
            required: is_ticked(&self.required),
            organisers_only: is_ticked(&self.organisers_only),
        }
    }
}

fn is_key(key: &str) -> bool {
    (1..=40).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The questions of these rows.
///
/// # Errors
/// [`crate::Error::Invalid`] with every field to correct: `label-0`, `choices-3`…
pub(super) fn check_rows(rows: &[QuestionRow]) -> Result<Vec<FormQuestion>> {
    let (mut errors, mut questions) = (Validation::default(), Vec::new());
    let mut keys = BTreeSet::new();
    for (number, row) in rows.iter().enumerate().take(MOST_QUESTIONS) {
        let question = row.check(number, &questions, &mut errors);
        if !keys.insert(&row.key) {
            errors.note(&format!("label-{number}"), FieldProblem::NotAChoice);
        }
        questions.push(FormQuestion { key: row.key.clone(), ..question });
    }
    if rows.len() > MOST_QUESTIONS {
        errors.note(&format!("label-{MOST_QUESTIONS}"), FieldProblem::TooMany(MOST_QUESTIONS));
    }
    errors.or(questions)
}

fn ready_rows(tx: &Tx, ready: ReadyQuestion, language: Language) -> Vec<QuestionRow> {
    let row = |kind: QuestionKind, label: String, choices: String| QuestionRow {
        key: tx.new_id(),
        kind: kind.code().to_owned(),
        label,
        choices,
        ..QuestionRow::default()
    };
    match ready {
        ReadyQuestion::Diet => {
            let diet = row(QuestionKind::SeveralOf, tr!(language, "forms-ready-diet"), tr!(language, "forms-ready-diet-choices"));
            let more = row(QuestionKind::ShortText, tr!(language, "forms-ready-diet-more"), String::new());
            let kept_days = "30".to_owned();
            vec![QuestionRow { kept_days: kept_days.clone(), ..diet }, QuestionRow { kept_days, ..more }]
        }
        ReadyQuestion::Lodging => {
            let sleeps = row(QuestionKind::YesNo, tr!(language, "forms-ready-lodging"), String::new());
            let nights =
                row(QuestionKind::SeveralOf, tr!(language, "forms-ready-lodging-nights"), tr!(language, "forms-ready-lodging-choices"));
            let condition = format!("{}|{}", sleeps.key, super::YES);
            vec![QuestionRow { required: true, ..sleeps }, QuestionRow { condition, required: true, ..nights }]
        }
        ReadyQuestion::Arrival => vec![
            row(QuestionKind::Date, tr!(language, "forms-ready-arrival"), String::new()),
            row(QuestionKind::OneOf, tr!(language, "forms-ready-transport"), tr!(language, "forms-ready-transport-choices")),
        ],
        ReadyQuestion::Motivation => {
            let motivation = row(QuestionKind::LongText, tr!(language, "forms-ready-motivation"), String::new());
            vec![QuestionRow { required: true, hint: tr!(language, "forms-ready-motivation-hint"), ..motivation }]
        }
    }
}
