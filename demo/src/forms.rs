//! The form of an event of the demo, and what its participants answered.

use std::collections::BTreeMap;

use super::event_files::{DemoEventFile, DemoQuestionFile};
use super::rng::DemoRng;
use super::rows::{DemoTable, Rows, row};
use domain::clock::Timestamp;
use domain::db::Tx;
use domain::enums::QuestionKind;
use domain::forms::{NO, YES};
use domain::ids::{EventId, FormId, QuestionId, RegistrationId};

/// The form of one event while its answers are drawn.
pub(super) struct DemoForm<'a> {
    questions: Vec<(QuestionId, &'a DemoQuestionFile)>,
    rng: DemoRng,
    /// How often each choice with seats was taken.
    taken: BTreeMap<(usize, usize), usize>,
}

impl<'a> DemoForm<'a> {
    /// Adds the form of `event`; `None` if it has none.
    pub(super) fn add(tx: &Tx, rows: &mut Rows, event: &'a DemoEventFile, id: &EventId) -> Option<Self> {
        if event.questions.is_empty() {
            return None;
        }
        let form: FormId = tx.new_id();
        rows.add(DemoTable::Form, row![form.as_str(), id.as_str(), 1_i64, 1_i64]);
        let mut questions = Vec::new();
        for (position, question) in (0_i64..).zip(&event.questions) {
            let key: QuestionId = tx.new_id();
            let line = |choice: &super::event_files::DemoChoiceFile| match choice.seats {
                Some(seats) => format!("{}\t{seats}", choice.label),
                None => choice.label.clone(),
            };
            let choices = question.choices.iter().map(line).collect::<Vec<_>>().join("\n");
            let (condition_key, condition_value) =
                question.asked_if.as_ref().map_or(("", ""), |condition| (condition.question.as_str(), condition.answer.as_str()));
            rows.add(
                DemoTable::Question,
                row![
                    key.as_str(),
                    form.as_str(),
                    1_i64,
                    position,
                    &question.key,
                    question.kind.code(),
                    &question.label,
                    &question.hint,
                    question.required,
                    question.organisers_only,
                    choices,
                    condition_key,
                    condition_value,
                    question.kept_days,
                ],
            );
            questions.push((key, question));
        }
        Some(Self { questions, rng: DemoRng::of(&format!("{} answers", event.slug)), taken: BTreeMap::new() })
    }

    /// Adds what one participant answered, `at` the time of the registration. A request `holds` no place of a choice.
    pub(super) fn answer(&mut self, rows: &mut Rows, registration: &RegistrationId, at: Timestamp, holds: bool) {
        let mut given: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for number in 0..self.questions.len() {
            let question = self.questions[number].1;
            let is_asked = question
                .asked_if
                .as_ref()
                .is_none_or(|condition| given.get(condition.question.as_str()).is_some_and(|values| values.contains(&condition.answer)));
            if question.organisers_only || !is_asked {
                continue;
            }
            let values = self.values(number, holds);
            for (position, value) in (0_i64..).zip(&values) {
                rows.add(DemoTable::Answer, row![registration.as_str(), self.questions[number].0.as_str(), position, value, at]);
            }
            given.insert(&question.key, values);
        }
    }

    fn values(&mut self, number: usize, holds: bool) -> Vec<String> {
        let question = self.questions[number].1;
        match question.kind {
            QuestionKind::Heading => Vec::new(),
            QuestionKind::YesNo => vec![if self.rng.happens(question.percent) { YES } else { NO }.to_owned()],
            QuestionKind::Consent => Some(YES.to_owned()).filter(|_| self.rng.happens(question.percent)).into_iter().collect(),
            QuestionKind::OneOf => {
                let is_free = |place: usize| {
                    let taken = self.taken.get(&(number, place)).copied().unwrap_or(0);
                    !holds || question.choices[place].seats.is_none_or(|seats| i64::try_from(taken).is_ok_and(|taken| taken < seats))
                };
                let offered: Vec<(usize, usize)> = (0..question.choices.len())
                    .filter(|place| is_free(*place))
                    .map(|place| (place, question.choices[place].weight))
                    .collect();
                let Some(place) = self.rng.weighted(&offered).copied() else { return Vec::new() };
                *self.taken.entry((number, place)).or_default() += usize::from(holds);
                vec![question.choices[place].label.clone()]
            }
            QuestionKind::SeveralOf => {
                question.choices.iter().filter(|choice| self.rng.happens(choice.weight)).map(|choice| choice.label.clone()).collect()
            }
            _ if self.rng.happens(question.percent) => self.rng.pick(&question.texts).cloned().into_iter().collect(),
            _ => Vec::new(),
        }
    }
}
