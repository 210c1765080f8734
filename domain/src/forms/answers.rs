//! The answers of one person: which questions they are asked, and whether their answers fit.

use std::collections::BTreeSet;

use super::{FormQuestion, NO, YES};
use crate::enums::QuestionKind;
use crate::error::FieldProblem;
use crate::fields::{self, Validation};
use crate::ids::QuestionId;

/// The fields of a form that a person sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswersInput {
    /// The keys of the questions that the page showed.
    pub shown: Vec<String>,
    /// The typed and chosen values, with the keys of their questions.
    pub values: Vec<(String, String)>,
}

impl AnswersInput {
    /// Those among the fields of a form: `shown` names a question, `q-` and its key an answer. Other fields are left out.
    pub fn of_fields(sent: Vec<(String, String)>) -> Self {
        let mut input = Self::default();
        for (name, value) in sent {
            if name == "shown" {
                input.shown.push(value);
            } else if let Some(key) = name.strip_prefix("q-") {
                input.values.push((key.to_owned(), value));
            }
        }
        input
    }

    /// The values for a question; some may be empty.
    pub fn values_of<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(of, _)| of == key).map(|(_, value)| value.as_str())
    }

    /// The first value for a question; empty without one.
    pub fn value_of(&self, key: &str) -> &str {
        self.values.iter().find(|(of, _)| of == key).map_or("", |(_, value)| value)
    }

    /// The keys of the questions that are asked with these answers. A question whose condition is met by a question that is not asked itself, is not.
    pub fn asked<'q>(&self, questions: &'q [FormQuestion]) -> BTreeSet<&'q str> {
        let mut asked = BTreeSet::new();
        for question in questions {
            let is_asked = question.condition.as_ref().is_none_or(|condition| {
                asked.contains(condition.key.as_str()) && self.values_of(&condition.key).any(|value| value.trim() == condition.value)
            });
            if is_asked {
                asked.insert(question.key.as_str());
            }
        }
        asked
    }
}

/// The answer to a question: at least one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CheckedAnswer {
    pub(crate) question: QuestionId,
    pub(crate) values: Vec<String>,
}

/// The answers to the questions that are asked. A question that is asked only now, because of another answer or because the form was changed meanwhile, was
/// not on the page: it is a problem, so that the page comes back with it. `is_complete`: required questions must be answered.
pub(crate) fn check_answers(
    questions: &[FormQuestion],
    input: &AnswersInput,
    is_complete: bool,
    errors: &mut Validation,
) -> Vec<CheckedAnswer> {
    let asked = input.asked(questions);
    let mut answers = Vec::new();
    for question in questions.iter().filter(|question| question.is_answered() && asked.contains(question.key.as_str())) {
        let field = question.field();
        let values = match values(question, input) {
            Ok(values) => values,
            Err(problem) => {
                errors.note(&field, problem);
                continue;
            }
        };
        let was_shown = input.shown.contains(&question.key);
        if values.is_empty() && question.required && is_complete {
            let is_consent = question.kind == QuestionKind::Consent;
            errors.note(&field, if is_consent { FieldProblem::NotTicked } else { FieldProblem::Required });
        } else if values.is_empty() && !was_shown {
            errors.note(&field, FieldProblem::NewQuestion);
        }
        if !values.is_empty() {
            answers.push(CheckedAnswer { question: question.id.clone(), values });
        }
    }
    answers
}

/// The values of one answer as they are stored; empty without an answer.
fn values(question: &FormQuestion, input: &AnswersInput) -> Result<Vec<String>, FieldProblem> {
    let typed = input.value_of(&question.key);
    let line = |text: String| if text.is_empty() { Vec::new() } else { vec![text] };
    match question.kind {
        QuestionKind::Heading => Ok(Vec::new()),
        QuestionKind::ShortText => fields::optional_line(typed).map(line),
        QuestionKind::LongText => fields::plain_text(typed).map(line),
        QuestionKind::Number => fields::optional_number(typed).map(|number| number.into_iter().collect()),
        QuestionKind::Date => fields::optional_date(typed).map(|date| date.into_iter().collect()),
        QuestionKind::OneOf => chosen(question, std::iter::once(typed)),
        QuestionKind::SeveralOf => chosen(question, input.values_of(&question.key)),
        QuestionKind::YesNo => one_of(typed, &[YES, NO]),
        QuestionKind::Consent => one_of(typed, &[YES]),
    }
}

/// The chosen labels, in the order of the question, each once.
fn chosen<'a>(question: &FormQuestion, typed: impl Iterator<Item = &'a str>) -> Result<Vec<String>, FieldProblem> {
    let typed: BTreeSet<&str> = typed.map(str::trim).filter(|value| !value.is_empty()).collect();
    let labels: Vec<String> =
        question.choices.iter().filter(|choice| typed.contains(choice.label.as_str())).map(|choice| choice.label.clone()).collect();
    if labels.len() == typed.len() { Ok(labels) } else { Err(FieldProblem::NotAChoice) }
}

fn one_of(typed: &str, values: &[&str]) -> Result<Vec<String>, FieldProblem> {
    match typed.trim() {
        "" => Ok(Vec::new()),
        typed if values.contains(&typed) => Ok(vec![typed.to_owned()]),
        _ => Err(FieldProblem::NotAChoice),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::forms::{QuestionChoice, QuestionCondition};

    fn question(key: &str, kind: QuestionKind, condition: Option<(&str, &str)>) -> FormQuestion {
        let choice = |label: &str| QuestionChoice { label: label.to_owned(), seats: None };
        FormQuestion {
            id: key.into(),
            key: key.to_owned(),
            kind,
            label: key.to_owned(),
            hint: String::new(),
            required: true,
            organisers_only: false,
            choices: vec![choice("Rust"), choice("C++")],
            condition: condition.map(|(key, value)| QuestionCondition { key: key.to_owned(), value: value.to_owned() }),
            kept_days: None,
        }
    }

    fn problems(questions: &[FormQuestion], fields: &[(&str, &str)]) -> Vec<(String, FieldProblem)> {
        let input = AnswersInput::of_fields(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect());
        let mut errors = Validation::default();
        let _ = check_answers(questions, &input, true, &mut errors);
        match errors.or(()) {
            Err(Error::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.problem)).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_required_question_that_its_condition_hides_is_not_asked() {
        let lodging = [
            question("sleeps", QuestionKind::YesNo, None),
            question("room", QuestionKind::OneOf, Some(("sleeps", YES))),
            question("mate", QuestionKind::ShortText, Some(("room", "Rust"))),
        ];
        assert_eq!(problems(&lodging, &[("shown", "sleeps"), ("q-sleeps", "no")]), []);
        // A hidden question has no say, whatever a browser sends for it.
        assert_eq!(problems(&lodging, &[("shown", "sleeps"), ("q-sleeps", "no"), ("q-room", "Rust")]), []);
        let room = ("q-room".to_owned(), FieldProblem::Required);
        assert_eq!(problems(&lodging, &[("shown", "sleeps"), ("q-sleeps", "yes")]), [room]);
        let all = [("q-sleeps", "yes"), ("q-room", "Rust"), ("q-mate", "Ada")];
        assert_eq!(problems(&lodging, &all), []);
    }

    #[test]
    fn an_optional_question_that_was_not_on_the_page_is_asked_once() {
        let mut questions = [question("diet", QuestionKind::OneOf, None), question("more", QuestionKind::LongText, Some(("diet", "Rust")))];
        questions[1].required = false;
        let sent = [("shown", "diet"), ("q-diet", "Rust")];
        assert_eq!(problems(&questions, &sent), [("q-more".to_owned(), FieldProblem::NewQuestion)]);
        assert_eq!(problems(&questions, &[sent[0], sent[1], ("shown", "more"), ("q-more", "")]), []);
    }

    #[test]
    fn answers_that_the_form_does_not_offer_are_refused() {
        let questions = [
            question("several", QuestionKind::SeveralOf, None),
            question("consent", QuestionKind::Consent, None),
            question("age", QuestionKind::Number, None),
        ];
        let sent = [("q-several", "Rust"), ("q-several", "Cobol"), ("q-age", "douze")];
        let found: Vec<FieldProblem> = problems(&questions, &sent).into_iter().map(|(_, problem)| problem).collect();
        assert_eq!(found, [FieldProblem::NotAChoice, FieldProblem::NotTicked, FieldProblem::NotANumber]);
        assert_eq!(problems(&questions, &[("q-several", "C++"), ("q-several", "C++"), ("q-consent", "yes"), ("q-age", "12,5")]), []);
    }
}
