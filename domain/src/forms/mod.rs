//! Forms that a coordinator composes for an event: their questions, the rules of the answers. Who asks them keeps the answers: `registrations`.

mod answers;
mod editor;
mod questions_input;
mod store;

pub use answers::AnswersInput;
pub(crate) use answers::{CheckedAnswer, check_answers};
pub use editor::{FormEditor, FormSource, edit, editor, typed};
pub use questions_input::{QuestionRow, QuestionsInput, ReadyQuestion};
pub(crate) use store::{clear, copy, questions};

use crate::enums::QuestionKind;
use crate::ids::QuestionId;

/// The most questions of a form.
pub const MOST_QUESTIONS: usize = 100;
/// The most choices of a question.
pub const MOST_CHOICES: usize = 50;
/// The answer of a box that is ticked, and of a question with yes and no.
pub const YES: &str = "yes";
/// The other answer of a question with yes and no.
pub const NO: &str = "no";

/// A question of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormQuestion {
    pub id: QuestionId,
    /// The same under every number of the form: letters, digits and hyphens.
    pub key: String,
    pub kind: QuestionKind,
    pub label: String,
    /// May be empty.
    pub hint: String,
    pub required: bool,
    /// Whether the organisers answer it, and they alone see it.
    pub organisers_only: bool,
    /// The choices of [`QuestionKind::OneOf`] and [`QuestionKind::SeveralOf`].
    pub choices: Vec<QuestionChoice>,
    /// `None`: it is always asked.
    pub condition: Option<QuestionCondition>,
    /// The days after the event for which answers are kept; `None`: as long as the identity of the registration.
    pub kept_days: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionChoice {
    /// One line. It is also what is stored as the answer.
    pub label: String,
    /// `None`: no limit.
    pub seats: Option<i64>,
}

/// The answer to an earlier question with which a question is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionCondition {
    pub key: String,
    /// The label of a choice, [`YES`] or [`NO`].
    pub value: String,
}

impl FormQuestion {
    /// The field of the question in a form.
    pub fn field(&self) -> String {
        format!("q-{}", self.key)
    }

    /// The answers that a condition may name.
    pub fn condition_values(&self) -> Vec<&str> {
        match self.kind {
            QuestionKind::OneOf | QuestionKind::SeveralOf => self.choices.iter().map(|choice| choice.label.as_str()).collect(),
            QuestionKind::YesNo => vec![YES, NO],
            QuestionKind::Consent => vec![YES],
            _ => Vec::new(),
        }
    }

    /// Whether anybody answers it.
    pub fn is_answered(&self) -> bool {
        self.kind != QuestionKind::Heading
    }

    /// Whether any of its choices has seats of its own.
    pub fn has_seats(&self) -> bool {
        self.choices.iter().any(|choice| choice.seats.is_some())
    }
}
