//! The errors of a form: a sentence at each field, and a summary above that lists them.

use std::sync::{Arc, Mutex};

use domain::enums::Column;
use domain::numbers::number as figures;
use domain::{FieldError, FieldProblem, Language, dates};
use leptos::prelude::*;

use crate::labels::{Labelled, stored_label};

/// The errors of a form, and their language. Empty for a form that is shown for the first time.
#[derive(Debug, Clone)]
pub struct FormErrors {
    language: Language,
    errors: Arc<[FieldError]>,
    form_problem: Option<FormProblem>,
    /// The label of each field of the page, in order: the fields register it when they are created.
    labels: Arc<Mutex<Vec<(String, String)>>>,
}

/// An error that belongs to no field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FormProblem {
    /// Somebody else changed the data meanwhile.
    Stale,
    Closed,
    /// Nothing can be written at present.
    Unavailable,
}

impl FormErrors {
    pub fn none(language: Language) -> Self {
        Self::new(language, Vec::new(), None)
    }

    /// Those of the page being built: [`PageBuilder::errors`](crate::page::PageBuilder::errors) puts them in its reactive owner, so that no
    /// other page sees them.
    pub(crate) fn of_page() -> Self {
        use_context().unwrap_or_else(|| Self::none(Language::Fr))
    }

    /// The errors in a domain error; returns the error if it is not about the form.
    ///
    /// # Errors
    /// Any error except [`domain::Error::Invalid`], [`domain::Error::Stale`] and [`domain::Error::Unavailable`].
    pub fn of(language: Language, error: domain::Error) -> Result<Self, domain::Error> {
        match error {
            domain::Error::Invalid(errors) => Ok(Self::new(language, errors, None)),
            domain::Error::Stale => Ok(Self::new(language, Vec::new(), Some(FormProblem::Stale))),
            domain::Error::Unavailable => Ok(Self::new(language, Vec::new(), Some(FormProblem::Unavailable))),
            other => Err(other),
        }
    }

    /// The data can no longer be changed: the form is shown again with the typed values, and says so.
    pub fn closed(language: Language) -> Self {
        Self { form_problem: Some(FormProblem::Closed), ..Self::none(language) }
    }

    /// The errors of a preview of `field`; returns the error if it is not about the form.
    ///
    /// # Errors
    /// As for [`Self::of`], except for [`domain::Error::TooMany`].
    pub fn of_preview(language: Language, field: &str, error: domain::Error) -> Result<Self, domain::Error> {
        match error {
            domain::Error::TooMany => Self::of(language, domain::Error::field(field, FieldProblem::TooOften)),
            other => Self::of(language, other),
        }
    }

    fn new(language: Language, errors: Vec<FieldError>, form_problem: Option<FormProblem>) -> Self {
        Self { language, errors: errors.into(), form_problem, labels: Arc::default() }
    }

    /// Registers a field's label, which the summary shows. The fields of [`crate::fields`] do this themselves.
    pub fn register_label(&self, name: &str, label: &str) {
        if let (false, Ok(mut labels)) = (self.errors.is_empty(), self.labels.lock()) {
            labels.push((name.to_owned(), label.to_owned()));
        }
    }

    /// Every error in the order of the page: the field's name, and the sentence with its label. Complete once every field of the page is
    /// created.
    fn summary(&self) -> Vec<(String, String)> {
        let labels = self.labels.lock().map(|labels| labels.clone()).unwrap_or_default();
        let mut sorted: Vec<_> = self
            .errors
            .iter()
            .map(|error| {
                let at = labels.iter().position(|(name, _)| *name == error.field);
                let text = sentence(self.language, &error.problem);
                let text = match at.map(|at| labels[at].1.as_str()) {
                    Some(label) if error.problem == FieldProblem::Required => tr!(self.language, "fields-missing", label = label),
                    Some(label) => tr!(self.language, "fields-error", label = label, sentence = lowercase_first(&text)),
                    None => text,
                };
                (at.unwrap_or(usize::MAX), error.field.clone(), text)
            })
            .collect();
        sorted.sort_by_key(|(at, ..)| *at);
        sorted.into_iter().map(|(_, field, text)| (field, text)).collect()
    }

    /// The status of the page that shows the form again; 200 without errors.
    pub fn status(&self) -> u16 {
        match (self.form_problem, self.errors.is_empty()) {
            (Some(FormProblem::Stale | FormProblem::Closed), _) => 409,
            (Some(FormProblem::Unavailable), _) => 503,
            _ if self.errors.iter().any(|error| error.problem == FieldProblem::TooOften) => 429,
            (_, false) => 422,
            _ => 200,
        }
    }

    /// Whether somebody else changed the data meanwhile.
    pub fn is_stale(&self) -> bool {
        self.form_problem == Some(FormProblem::Stale)
    }

    pub fn title(&self, title: String) -> String {
        if self.status() == 200 { title } else { tr!(self.language, "fields-error-title", title = title) }
    }

    pub fn language(&self) -> Language {
        self.language
    }

    pub fn has_error(&self, name: &str) -> bool {
        self.errors.iter().any(|error| error.field == name)
    }

    pub fn has_problem(&self, problem: &FieldProblem) -> bool {
        self.errors.iter().any(|error| error.problem == *problem)
    }

    pub fn sentence(&self, name: &str) -> Option<String> {
        self.errors.iter().find(|error| error.field == name).map(|error| sentence(self.language, &error.problem))
    }
}

/// A sentence in the form that follows a colon.
fn lowercase_first(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

pub(crate) fn sentence(language: Language, problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::Required => tr!(language, "problem-required"),
        FieldProblem::TooLong(most) => {
            tr!(language, "problem-too-long", most = figures(language, i64::try_from(*most).unwrap_or(i64::MAX)))
        }
        FieldProblem::TooComplex => tr!(language, "problem-too-complex"),
        FieldProblem::TooManyMarks(most) => tr!(language, "problem-too-many-placeholders", most = most.to_string()),
        FieldProblem::TooOften => tr!(language, "problem-too-often"),
        FieldProblem::Invisible => tr!(language, "problem-invisible"),
        FieldProblem::TurnsDirection => tr!(language, "problem-direction-control"),
        FieldProblem::NotAnAddress => tr!(language, "problem-not-an-address"),
        FieldProblem::NotASlug => tr!(language, "problem-not-a-slug"),
        FieldProblem::SlugTaken => tr!(language, "problem-slug-taken"),
        FieldProblem::AddressTaken => tr!(language, "problem-address-taken"),
        FieldProblem::DateIsOver => tr!(language, "problem-date-passed"),
        FieldProblem::NotADate => tr!(language, "problem-not-a-date"),
        FieldProblem::LacksMark(mark) => tr!(language, "problem-lacks-placeholder", mark = mark.as_str()),
        FieldProblem::NotAMark(mark) => tr!(language, "problem-not-a-placeholder", mark = format!("{{{{{mark}}}}}")),
        FieldProblem::UnknownCode => tr!(language, "problem-unknown-code"),
        FieldProblem::NotALength => tr!(language, "problem-not-a-length"),
        FieldProblem::UnknownMark(mark) => tr!(language, "problem-unknown-placeholder", mark = mark.as_str()),
        FieldProblem::TooMuchText(most) => tr!(language, "problem-too-much-text", most = most.to_string()),
        FieldProblem::ToCome => tr!(language, "problem-in-future"),
        FieldProblem::TooMany(most) => {
            tr!(language, "problem-too-many", most = figures(language, i64::try_from(*most).unwrap_or(i64::MAX)))
        }
        FieldProblem::NotANumber => tr!(language, "problem-not-a-number"),
        FieldProblem::NewQuestion => tr!(language, "problem-new-question"),
        FieldProblem::ChoiceTwice(choice) => tr!(language, "problem-choice-twice", choice = choice.as_str()),
        FieldProblem::SeatsLeft(seats) => {
            let seats: i64 = *seats;
            tr!(language, "problem-seats-left", count = seats, number = figures(language, seats))
        }
        FieldProblem::ChoiceFull(choice) => tr!(language, "problem-choice-full", choice = choice.as_str()),
        FieldProblem::ConditionLater => tr!(language, "problem-condition-later"),
        FieldProblem::ConditionGone => tr!(language, "problem-condition-gone"),
        FieldProblem::NotTicked => tr!(language, "problem-not-ticked"),
        FieldProblem::DateTooFar => tr!(language, "problem-date-too-far"),
        FieldProblem::NotToCome => tr!(language, "problem-not-in-future"),
        FieldProblem::NotBetween(least, most) => {
            tr!(language, "problem-not-between", least = least.to_string(), most = figures(language, *most))
        }
        FieldProblem::NotOfYear(year) => tr!(language, "problem-before-year", year = year.to_string()),
        FieldProblem::NotATime => tr!(language, "problem-not-a-time"),
        FieldProblem::NotAZone => tr!(language, "problem-unknown-time-zone"),
        FieldProblem::NoSuchTime => tr!(language, "problem-skipped-time"),
        FieldProblem::EndsBeforeStart => tr!(language, "problem-ends-before-start"),
        FieldProblem::NotACount(most) => tr!(language, "problem-not-a-count", most = figures(language, *most)),
        FieldProblem::NotAChoice => tr!(language, "problem-not-a-choice"),
        FieldProblem::NotALink => tr!(language, "problem-not-a-link"),
        FieldProblem::NotADomain => tr!(language, "problem-not-a-domain"),
        FieldProblem::Cycle => tr!(language, "problem-cycle"),
        FieldProblem::Unknown => tr!(language, "problem-unknown"),
        FieldProblem::NoAccount => tr!(language, "problem-no-account"),
        FieldProblem::NewHolder => tr!(language, "problem-unknown-holder"),
        FieldProblem::LastCoordination => tr!(language, "problem-last-coordination"),
        FieldProblem::BelowTaken(taken) => tr!(language, "problem-below-seats-taken", taken = taken.to_string()),
        FieldProblem::OnTheList => tr!(language, "problem-already-registered"),
        FieldProblem::NameTaken => tr!(language, "problem-name-taken"),
        FieldProblem::NotYourAddress => tr!(language, "problem-not-your-address"),
        FieldProblem::LastAdministrator => tr!(language, "problem-last-administrator"),
        FieldProblem::TooManyAddresses(most) => tr!(language, "problem-too-many-addresses", most = most.to_string()),
        FieldProblem::EndsCoordination { own, all } => ends_coordination(language, own.as_deref(), all.as_deref()),
        FieldProblem::NotATable => tr!(language, "problem-not-a-table"),
        FieldProblem::EmptyTable => tr!(language, "problem-empty-table"),
        FieldProblem::TooManyLines(most) => tr!(language, "problem-too-many-rows", most = figures(language, *most)),
        FieldProblem::NoColumn(column) => tr!(language, "problem-no-column", column = stored_label(language, Column::LIST, column)),
        FieldProblem::ColumnTwice => tr!(language, "problem-column-twice"),
        FieldProblem::FileTooLarge(most) => tr!(language, "problem-file-too-large", most = most.to_string()),
        FieldProblem::NotAFileKind => tr!(language, "problem-not-a-file-kind"),
        FieldProblem::LastsTooLong(most) => tr!(language, "problem-lasts-too-long", most = figures(language, *most)),
    }
}

/// The date from which the person no longer coordinates, and the date from which nobody does.
fn ends_coordination(language: Language, person: Option<&str>, network: Option<&str>) -> String {
    let person = person.map(|day| tr!(language, "problem-ends-own-coordination", day = dates::date_of(language, day)));
    let network = network.map(|day| tr!(language, "problem-ends-all-coordination", day = dates::date_of(language, day)));
    person.into_iter().chain(network).collect::<Vec<_>>().join(" ")
}

/// Above the form: every error with a link to its field; or that someone else changed the data meanwhile, or that nothing can be written.
#[component]
pub fn ErrorSummary(
    /// The sentence that names the change made meanwhile; by default it names the page.
    #[prop(optional, into)]
    changed: Option<String>,
) -> impl IntoView {
    let errors = FormErrors::of_page();
    let (language, form_problem) = (errors.language, errors.form_problem);
    // A closure is rendered after the rest of the page was created: by then every field has registered its label.
    let summary = move || {
        let items = errors.summary();
        let count = items.len();
        let items: Vec<_> = items.into_iter().map(|(field, text)| view! { <li><a href=format!("#{field}")>{text}</a></li> }).collect();
        (count > 0).then(|| {
            view! {
                // The browser moves the focus here: without a script, a blind reader hears the errors.
                <div class="error-summary" role="alert" tabindex="-1" autofocus>
                    <h2>{tr!(language, "fields-error-count", count = count)}</h2>
                    <ul>{items}</ul>
                </div>
            }
        })
    };
    let notice = form_problem.map(|form_problem| {
        let text = match form_problem {
            FormProblem::Stale => {
                let changed = changed.unwrap_or_else(|| tr!(language, "error-stale"));
                view! { <p><strong>{changed}</strong>" "{tr!(language, "error-stale-more")}</p> }.into_any()
            }
            FormProblem::Closed => {
                view! { <p><strong>{tr!(language, "error-closed")}</strong>" "{tr!(language, "error-closed-form")}</p> }.into_any()
            }
            FormProblem::Unavailable => view! { <p>{tr!(language, "error-unavailable-form")}</p> }.into_any(),
        };
        view! { <div class="notice notice-warning" role="alert" tabindex="-1" autofocus>{text}</div> }
    });
    view! { {summary} {notice} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_known_to_their_own_page_alone() {
        let has_name_error = |errors: FormErrors| {
            let owner = Owner::new();
            owner.with(|| {
                provide_context(errors);
                FormErrors::of_page().has_error("name")
            })
        };
        let name_error = || FormErrors::of(Language::En, domain::Error::field("name", FieldProblem::Required));
        assert!(name_error().is_ok_and(has_name_error));
        assert!(!has_name_error(FormErrors::none(Language::En)));
        assert!(!FormErrors::of_page().has_error("name"), "no page is being made");
    }
}
