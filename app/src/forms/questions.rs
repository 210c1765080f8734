//! The questions of a form, as fields.

use domain::Language;
use domain::enums::QuestionKind;
use domain::forms::{AnswersInput, FormQuestion, NO, YES};
use domain::numbers::number;
use domain::registrations::RegistrationQuestions;
use leptos::prelude::*;

use crate::fields::{ControlFrame, FormErrors};
use crate::page::escape;

/// Every question, with these answers. A question whose condition is not met is there, but hidden and switched off: nothing of it is sent. The island
/// [`crate::islands::conditions`] shows it at once; without a script, the server asks for it when the form is sent.
pub(crate) fn question_fields(language: Language, questions: &RegistrationQuestions, answers: &AnswersInput) -> Vec<AnyView> {
    let asked = answers.asked(&questions.questions);
    let view = |question: &FormQuestion| {
        let field = field(language, questions, question, answers);
        let shown = question.is_answered().then(|| view! { <input type="hidden" name="shown" value=question.key.clone() /> });
        let Some(condition) = &question.condition else { return view! { {shown}{field} }.into_any() };
        let is_asked = asked.contains(question.key.as_str());
        view! {
            <fieldset class="question" role="none" data-condition=condition.key.clone() data-value=condition.value.clone() hidden=!is_asked disabled=!is_asked>
                {shown}
                {field}
            </fieldset>
        }
        .into_any()
    };
    questions.questions.iter().map(view).collect()
}

/// The words of an answer; several choices are separated by commas.
pub(crate) fn answer_text(language: Language, kind: QuestionKind, values: &[String]) -> String {
    let text = |value: &String| match (kind, value.as_str()) {
        (QuestionKind::Date, day) => domain::dates::date_of(language, day),
        (QuestionKind::YesNo | QuestionKind::Consent, YES) => tr!(language, "forms-yes"),
        (QuestionKind::YesNo, NO) => tr!(language, "forms-no"),
        _ => value.clone(),
    };
    values.iter().map(text).collect::<Vec<_>>().join(", ")
}

fn field(language: Language, questions: &RegistrationQuestions, question: &FormQuestion, answers: &AnswersInput) -> AnyView {
    let label = question.label.clone();
    let hint = (!question.hint.is_empty()).then(|| question.hint.clone());
    let (name, required) = (question.field(), question.required);
    let value = answers.value_of(&question.key).to_owned();
    let frame = || ControlFrame::new(name.clone(), hint.clone(), required);
    let input = |kind: &'static str, mode: Option<&'static str>, most: Option<&'static str>| {
        let frame = frame();
        let (invalid, described) = (frame.invalid(), frame.described());
        let control = view! {
            <input id=name.clone() name=name.clone() type=kind inputmode=mode maxlength=most value=value.clone() required=required
                aria-invalid=invalid aria-describedby=described />
        };
        frame.field(label.clone(), control.into_any()).into_any()
    };
    match question.kind {
        QuestionKind::Heading => {
            let hint = hint.clone().map(|hint| view! { <p class="muted">{hint}</p> });
            view! { <div class="question-heading"><h2>{label}</h2>{hint}</div> }.into_any()
        }
        QuestionKind::ShortText => input("text", None, Some("200")),
        QuestionKind::Number => input("text", Some("decimal"), Some("20")),
        QuestionKind::Date => input("date", None, None),
        QuestionKind::LongText => {
            let frame = frame();
            let (invalid, described) = (frame.invalid(), frame.described());
            let inner = format!("\n{}", escape(&value));
            let control = view! {
                <textarea id=name.clone() name=name.clone() class="short" maxlength="5000" required=required aria-invalid=invalid
                    aria-describedby=described inner_html=inner></textarea>
            };
            frame.field(label, control.into_any()).into_any()
        }
        QuestionKind::OneOf | QuestionKind::SeveralOf => {
            let chosen: Vec<&str> = answers.values_of(&question.key).collect();
            let choices = question.choices.iter().map(|choice| {
                let is_chosen = chosen.contains(&choice.label.as_str());
                let free = questions.free(question, &choice.label);
                (choice.label.clone(), choice.label.clone(), is_chosen, seats_text(language, free), free == Some(0) && !is_chosen)
            });
            let kind = if question.kind == QuestionKind::OneOf { "radio" } else { "checkbox" };
            choices_field(frame(), label, &name, kind, choices.collect())
        }
        QuestionKind::YesNo => {
            let choice = |code: &str, text: String| (code.to_owned(), text, value == code, None, false);
            let choices = vec![choice(YES, tr!(language, "forms-yes")), choice(NO, tr!(language, "forms-no"))];
            choices_field(frame(), label, &name, "radio", choices)
        }
        QuestionKind::Consent => {
            FormErrors::of_page().register_label(&name, &label);
            let frame = frame();
            let (invalid, described) = (frame.invalid(), frame.described());
            view! {
                <div class="field">
                    {frame.hint_and_error()}
                    <label class="choice">
                        <input type="checkbox" id=name.clone() name=name.clone() value=YES checked=value == YES required=required
                            aria-invalid=invalid aria-describedby=described />
                        " "
                        <span>{label}{frame.optional()}</span>
                    </label>
                </div>
            }
            .into_any()
        }
    }
}

/// The places left of a choice that has seats of its own.
fn seats_text(language: Language, free: Option<i64>) -> Option<String> {
    free.map(|free| match free {
        0 => tr!(language, "forms-choice-full"),
        free => tr!(language, "registrations-seats-left", count = free, number = number(language, free)),
    })
}

/// A choice: its code, its label, whether it is chosen, the places left, whether it can't be chosen any more.
type FieldChoice = (String, String, bool, Option<String>, bool);

fn choices_field(frame: ControlFrame, legend: String, name: &str, kind: &'static str, choices: Vec<FieldChoice>) -> AnyView {
    FormErrors::of_page().register_label(name, &legend);
    let described = frame.described();
    let boxes: Vec<_> = choices
        .into_iter()
        .map(|(code, label, is_chosen, seats, is_full)| {
            let seats = seats.map(|seats| view! { " "<span class="field-hint">{seats}</span> });
            view! {
                <label class="choice">
                    <input type=kind name=name.to_owned() value=code checked=is_chosen disabled=is_full />
                    " "
                    <span>{label}</span>
                    {seats}
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="field" id=name.to_owned() tabindex="-1" aria-describedby=described>
            <legend>{legend}{frame.optional()}</legend>
            {frame.hint_and_error()}
            <div class="choices">{boxes}</div>
        </fieldset>
    }
    .into_any()
}
