//! Form fields: the label above, the hint, the error, the control. They look the same everywhere.

use domain::{FieldProblem, Language};
use leptos::prelude::*;

use crate::form_errors::sentence;
pub use crate::form_errors::{ErrorSummary, FormErrors};
use crate::islands::check::Check;
use crate::page::escape;

/// The key of a form that creates something ([`RequestContext::form_key`](crate::request_context::RequestContext::form_key)).
#[component]
pub fn FormKey(value: String) -> impl IntoView {
    view! { <input type="hidden" name="form_key" value=value /> }
}

/// One line of text. `kind` is the input's type: `text`, `email`, `url`, `number`, `date`, `time`. The value is checked when it is sent
/// and, in a browser with scripts ([`crate::islands::check`]), while it is typed.
#[component]
pub fn LineField(
    /// The field's name. It is also its id, which the summary links to.
    name: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
    /// The typed or the current value.
    #[prop(into)]
    value: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] most: Option<usize>,
    #[prop(optional)] least: Option<i64>,
    /// The part of the form it belongs to, for the summary: two fields may both be called "day".
    #[prop(optional, into)]
    of: Option<String>,
    /// The check of [`domain::fields`] that the value must pass; most kinds of input imply theirs.
    #[prop(optional)]
    check: Option<Check>,
) -> impl IntoView {
    let errors = FormErrors::of_page();
    if let Some(of) = of {
        errors.ask(name, &format!("{of}, {}", label.to_lowercase()));
    }
    let check = check.or_else(|| Check::of(kind, required)).or_else(|| least.filter(|_| kind == "number").map(|_| Check::Seats));
    let language = errors.language();
    let missing = check.filter(|_| required).map(|_| sentence(language, &FieldProblem::Required));
    let wrong = check.map(|check| sentence(language, &check.problem(most)));
    let around = ControlFrame::new(name, hint, required);
    let (invalid, described) = (around.invalid(), around.described());
    let control = view! {
        <input id=name name=name type=kind value=value required=required maxlength=most.map(|most| most.to_string())
            min=least.map(|least| least.to_string()) autocomplete=autocomplete aria-invalid=invalid aria-describedby=described
            data-check=check.map(Check::code) data-missing=missing data-wrong=wrong />
    };
    around.field(label, control.into_any())
}

/// A field that people neither see nor reach: only programs fill it in. Its name is one that no browser fills in by itself.
#[component]
pub fn HoneypotField(language: Language, #[prop(optional, into)] value: String) -> impl IntoView {
    view! {
        <div hidden>
            <label for="leave_empty">{tr!(language, "fields-leave-empty")}</label>
            <input id="leave_empty" name="leave_empty" tabindex="-1" autocomplete="off" value=value />
        </div>
    }
}

/// Several lines of text; `markdown` for a tall one.
#[component]
pub fn TextField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(default = "short")] class: &'static str,
) -> impl IntoView {
    let around = ControlFrame::new(name, hint, required);
    let (invalid, described) = (around.invalid(), around.described());
    // Leptos does not escape the content of <textarea>, and browsers drop a first line break.
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
    #[prop(optional, into)] hint: Option<String>,
    /// Whether a choice is required; optional fields say so.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let around = ControlFrame::new(name, hint, required);
    let (invalid, described) = (around.invalid(), around.described());
    // A retired choice stays available where it is selected.
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

/// Several choices, as check boxes; or one of them, as radio buttons (`kind`). `more`: the words of a fold, and its choices; it is open if
/// one of them is selected.
#[component]
pub fn ChoicesField(
    name: &'static str,
    #[prop(into)] legend: String,
    chosen: Vec<String>,
    choices: Vec<(String, String)>,
    #[prop(default = "checkbox")] kind: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] more: Option<(String, Vec<(String, String)>)>,
) -> impl IntoView {
    FormErrors::of_page().ask(name, &legend);
    let around = ControlFrame::new(name, hint, true);
    let described = around.described();
    let row = |(code, words): (String, String)| {
        let checked = chosen.contains(&code);
        view! { <label class="choice"><input type=kind name=name value=code checked=checked />" "<span>{words}</span></label> }
    };
    let boxes: Vec<_> = choices.into_iter().map(row).collect();
    let more = more.filter(|(_, choices)| !choices.is_empty()).map(|(words, choices)| {
        let open = choices.iter().any(|(code, _)| chosen.contains(code));
        let boxes: Vec<_> = choices.into_iter().map(row).collect();
        view! { <details open=open><summary>{words}</summary><div class="choices">{boxes}</div></details> }
    });
    view! {
        <fieldset class="field" id=name tabindex="-1" aria-describedby=described>
            <legend>{legend}</legend>
            {around.notes()}
            <div class="choices">{boxes}</div>
            {more}
        </fieldset>
    }
}

/// The parts around a control: its label, its hint, its error.
pub(crate) struct ControlFrame {
    name: &'static str,
    errors: FormErrors,
    hint: Option<String>,
    fault: Option<String>,
    required: bool,
}

impl ControlFrame {
    pub(crate) fn new(name: &'static str, hint: Option<String>, required: bool) -> Self {
        let errors = FormErrors::of_page();
        Self { name, hint, fault: errors.sentence(name), required, errors }
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
        self.errors.ask(self.name, &label);
        let optional =
            (!self.required).then(|| view! { " "<span class="optional">{tr!(self.errors.language(), "fields-optional")}</span> });
        view! {
            <div class="field">
                <label for=self.name>{label}{optional}</label>
                {self.notes()}
                {control}
            </div>
        }
    }
}
