//! The fields of forms: label above, hint, the sentence of what is wrong, the control. One look everywhere.

use std::sync::Arc;

use domain::{Fault, Language, Problem};
use leptos::prelude::*;

use crate::islands::check::Check;
use crate::page::escape;

/// What was wrong with a form, and the language to say it in. Empty for a form that is shown for the first time.
#[derive(Debug, Clone)]
pub struct Refusal {
    language: Language,
    faults: Arc<[Fault]>,
    stale: bool,
}

impl Refusal {
    /// A form shown for the first time.
    pub fn none(language: Language) -> Self {
        Self { language, faults: Arc::new([]), stale: false }
    }

    /// What the domain refused; gives the error back if it is not about the form.
    ///
    /// # Errors
    /// Any error but [`domain::Error::Invalid`] and [`domain::Error::Stale`].
    pub fn of(language: Language, error: domain::Error) -> Result<Self, domain::Error> {
        match error {
            domain::Error::Invalid(faults) => Ok(Self { language, faults: faults.into(), stale: false }),
            domain::Error::Stale => Ok(Self { language, faults: Arc::new([]), stale: true }),
            other => Err(other),
        }
    }

    /// The status of the page that shows the form again; 200 when nothing was refused.
    pub fn status(&self) -> u16 {
        match (self.stale, self.faults.is_empty()) {
            (true, _) => 409,
            (_, false) => 422,
            _ => 200,
        }
    }

    /// Whether somebody else changed the thing meanwhile.
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// The page's title, which starts with the error for those who only hear it.
    pub fn title(&self, title: String) -> String {
        if self.status() == 200 { title } else { t!(self.language, "fields-error-title", title = title) }
    }

    /// The language to say it in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether a field has a fault.
    pub fn touches(&self, name: &str) -> bool {
        self.faults.iter().any(|fault| fault.field == name)
    }

    /// The sentence for a field, if it has a fault.
    pub fn sentence(&self, name: &str) -> Option<String> {
        self.faults.iter().find(|fault| fault.field == name).map(|fault| sentence(self.language, &fault.problem))
    }
}

/// What is wrong with a field.
fn sentence(language: Language, problem: &Problem) -> String {
    match problem {
        Problem::Required => t!(language, "problem-required"),
        Problem::TooLong(most) => t!(language, "problem-too-long", most = most.to_string()),
        Problem::NotAnAddress => t!(language, "problem-not-an-address"),
        Problem::NotASlug => t!(language, "problem-not-a-slug"),
        Problem::SlugTaken => t!(language, "problem-slug-taken"),
        Problem::AddressTaken => t!(language, "problem-address-taken"),
        Problem::UnknownMark(mark) => t!(language, "problem-unknown-mark", mark = mark.as_str()),
        Problem::NotADate => t!(language, "problem-not-a-date"),
        Problem::ToCome => t!(language, "problem-to-come"),
        Problem::NotATime => t!(language, "problem-not-a-time"),
        Problem::NotAZone => t!(language, "problem-not-a-zone"),
        Problem::NoSuchTime => t!(language, "problem-no-such-time"),
        Problem::EndsBeforeStart => t!(language, "problem-ends-before-start"),
        Problem::NotACount(most) => t!(language, "problem-not-a-count", most = most.to_string()),
        Problem::NotAChoice => t!(language, "problem-not-a-choice"),
        Problem::NotALink => t!(language, "problem-not-a-link"),
        Problem::NotADomain => t!(language, "problem-not-a-domain"),
        Problem::Cycle => t!(language, "problem-cycle"),
        Problem::Unknown => t!(language, "problem-unknown"),
        Problem::NoAccount => t!(language, "problem-no-account"),
        Problem::LastCoordination => t!(language, "problem-last-coordination"),
        Problem::BelowTaken(taken) => t!(language, "problem-below-taken", taken = taken.to_string()),
        Problem::OnTheList => t!(language, "problem-on-the-list"),
        Problem::NameTaken => t!(language, "problem-name-taken"),
        Problem::NotYourAddress => t!(language, "problem-not-your-address"),
        Problem::LastAdministrator => t!(language, "problem-last-administrator"),
        Problem::NotATable => t!(language, "problem-not-a-table"),
        Problem::EmptyTable => t!(language, "problem-empty-table"),
        Problem::TooManyLines(most) => t!(language, "problem-too-many-lines", most = most.to_string()),
        Problem::TooMuchText(most) => t!(language, "problem-too-much-text", most = most.to_string()),
        Problem::NoColumn(column) => t!(language, "problem-no-column", column = crate::imports::column_words(language, *column)),
        Problem::ColumnTwice => t!(language, "problem-column-twice"),
        Problem::FileTooLarge(most) => t!(language, "problem-file-too-large", most = most.to_string()),
        Problem::NotAFileKind => t!(language, "problem-not-a-file-kind"),
        Problem::LastsTooLong(most) => t!(language, "problem-lasts-too-long", most = most.to_string()),
        Problem::NotTicked => t!(language, "problem-not-ticked"),
    }
}

/// Above the form: every fault, each a link to its field; or that someone else changed the thing meanwhile.
#[component]
pub fn ErrorSummary(
    refusal: Refusal,
    /// What changed meanwhile, as a sentence; else it is said of the page.
    #[prop(optional, into)]
    changed: Option<String>,
) -> impl IntoView {
    let language = refusal.language;
    let lines: Vec<_> = refusal
        .faults
        .iter()
        .map(|fault| view! { <li><a href=format!("#{}", fault.field)>{sentence(language, &fault.problem)}</a></li> })
        .collect();
    let summary = (!lines.is_empty()).then(|| {
        let count = lines.len();
        view! {
            <div class="error-summary" role="alert" tabindex="-1">
                <h2>{t!(language, "fields-to-correct", count = count)}</h2>
                <ul>{lines}</ul>
            </div>
        }
    });
    let stale = refusal.stale.then(|| {
        view! {
            <div class="notice notice-warning" role="alert">
                <p><strong>{changed.unwrap_or_else(|| t!(language, "fault-stale"))}</strong>" "{t!(language, "fault-stale-more")}</p>
            </div>
        }
    });
    view! { {summary} {stale} }
}

/// One line of text. `kind` is the input's type: `text`, `email`, `url`, `number`, `date`, `time`. What is typed is checked
/// when it is sent and, where the browser half runs ([`crate::islands::check`]), as soon as it is typed.
#[component]
pub fn LineField(
    /// The field's name: also its id, so that the summary links to it.
    name: &'static str,
    /// What it asks.
    #[prop(into)]
    label: String,
    /// What was typed, or what stands.
    #[prop(into)]
    value: String,
    refusal: Refusal,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] most: Option<usize>,
    #[prop(optional)] least: Option<i64>,
    /// The check of [`domain::fields`] that the value must pass; known by itself for most kinds.
    #[prop(optional)]
    check: Option<Check>,
) -> impl IntoView {
    let check = check.or_else(|| Check::of(kind, required)).or_else(|| least.filter(|_| kind == "number").map(|_| Check::Seats));
    let language = refusal.language;
    let missing = check.filter(|_| required).map(|_| sentence(language, &Problem::Required));
    let wrong = check.map(|check| sentence(language, &check.problem(most)));
    let around = Around::new(name, refusal, hint, required);
    let (invalid, described) = (around.invalid(), around.described());
    let control = view! {
        <input id=name name=name type=kind value=value required=required maxlength=most.map(|most| most.to_string())
            min=least.map(|least| least.to_string()) autocomplete=autocomplete aria-invalid=invalid aria-describedby=described
            data-check=check.map(Check::code) data-missing=missing data-wrong=wrong />
    };
    around.field(label, control.into_any())
}

/// Several lines of text; `markdown` for a tall one.
#[component]
pub fn TextField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    refusal: Refusal,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(default = "short")] class: &'static str,
) -> impl IntoView {
    let around = Around::new(name, refusal, hint, required);
    let (invalid, described) = (around.invalid(), around.described());
    // Leptos does not escape what is inside <textarea>; a first line break would be swallowed by the browser.
    let inner = format!("\n{}", escape(&value));
    let control = view! {
        <textarea id=name name=name class=class required=required aria-invalid=invalid aria-describedby=described inner_html=inner></textarea>
    };
    around.field(label, control.into_any())
}

/// One of several choices: `(code, words)`.
#[component]
pub fn SelectField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    choices: Vec<(String, String)>,
    refusal: Refusal,
    #[prop(optional, into)] hint: Option<String>,
    /// Whether a choice must be made; optional fields say so.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let around = Around::new(name, refusal, hint, required);
    let (invalid, described) = (around.invalid(), around.described());
    // A choice that is offered no more stays where it was made.
    let mut choices = choices;
    if !value.is_empty() && choices.iter().all(|(code, _)| *code != value) {
        choices.push((value.clone(), value.clone()));
    }
    let options: Vec<_> = choices
        .into_iter()
        .map(|(code, words)| {
            let selected = code == value;
            view! { <option value=code selected=selected>{words}</option> }
        })
        .collect();
    let control = view! { <select id=name name=name aria-invalid=invalid aria-describedby=described>{options}</select> };
    around.field(label, control.into_any())
}

/// Some of several choices, as check boxes; or one of them, as radio buttons (`kind`).
#[component]
pub fn ChoicesField(
    name: &'static str,
    #[prop(into)] legend: String,
    chosen: Vec<String>,
    choices: Vec<(String, String)>,
    refusal: Refusal,
    #[prop(default = "checkbox")] kind: &'static str,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    let around = Around::new(name, refusal, hint, true);
    let described = around.described();
    let boxes: Vec<_> = choices
        .into_iter()
        .map(|(code, words)| {
            let checked = chosen.contains(&code);
            view! { <label class="choice"><input type=kind name=name value=code checked=checked />" "<span>{words}</span></label> }
        })
        .collect();
    view! {
        <fieldset class="field" id=name tabindex="-1" aria-describedby=described>
            <legend>{legend}</legend>
            {around.notes()}
            <div class="choices">{boxes}</div>
        </fieldset>
    }
}

/// What stands around a control: its label, its hint, its fault.
pub(crate) struct Around {
    name: &'static str,
    language: Language,
    hint: Option<String>,
    fault: Option<String>,
    required: bool,
}

impl Around {
    pub(crate) fn new(name: &'static str, refusal: Refusal, hint: Option<String>, required: bool) -> Self {
        Self { name, language: refusal.language, hint, fault: refusal.sentence(name), required }
    }

    pub(crate) fn invalid(&self) -> Option<&'static str> {
        self.fault.is_some().then_some("true")
    }

    pub(crate) fn described(&self) -> Option<String> {
        let ids = [self.hint.as_ref().map(|_| "hint"), self.fault.as_ref().map(|_| "error")];
        let ids: Vec<String> = ids.into_iter().flatten().map(|id| format!("{}-{id}", self.name)).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn notes(&self) -> impl IntoView + use<> {
        let name = self.name;
        view! {
            {self.hint.clone().map(|hint| view! { <p class="field-hint" id=format!("{name}-hint")>{hint}</p> })}
            {self.fault.clone().map(|fault| view! { <p class="field-error" id=format!("{name}-error")>{fault}</p> })}
        }
    }

    pub(crate) fn field(self, label: String, control: AnyView) -> impl IntoView + use<> {
        let optional = (!self.required).then(|| view! { " "<span class="optional">{t!(self.language, "fields-optional")}</span> });
        view! {
            <div class="field">
                <label for=self.name>{label}{optional}</label>
                {self.notes()}
                {control}
            </div>
        }
    }
}
