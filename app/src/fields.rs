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
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] max_length: Option<usize>,
    #[prop(optional)] min: Option<i64>,
    /// The part of the form it belongs to, for the summary: two fields may both be called "day".
    #[prop(optional, into)]
    group: Option<String>,
    /// The check of [`domain::fields`] that the value must pass; most kinds of input imply theirs.
    #[prop(optional)]
    check: Option<Check>,
) -> impl IntoView {
    let errors = FormErrors::of_page();
    if let Some(group) = group {
        errors.register_label(name, &format!("{group}, {}", label.to_lowercase()));
    }
    let check = check.or_else(|| Check::of(kind, required)).or_else(|| min.filter(|_| kind == "number").map(|_| Check::Seats));
    let language = errors.language();
    let missing = check.filter(|_| required).map(|_| sentence(language, &FieldProblem::Required));
    let wrong = check.map(|check| sentence(language, &check.problem(max_length)));
    let frame = ControlFrame::new(name, hint, required);
    let (invalid, described) = (frame.invalid(), frame.described());
    let control = view! {
        <input id=name name=name type=kind value=value required=required maxlength=max_length.map(|max_length| max_length.to_string())
            min=min.map(|min| min.to_string()) autocomplete=autocomplete aria-invalid=invalid aria-describedby=described
            data-check=check.map(Check::code) data-missing=missing data-wrong=wrong />
    };
    frame.field(label, control.into_any())
}

/// A field that people neither see nor reach: only programs fill it in. Its name is one that no browser fills in by itself.
#[component]
pub fn HoneypotField(language: Language, #[prop(optional, into)] value: String) -> impl IntoView {
    view! {
        <div hidden>
            <label for="leave_empty">{tr!(language, "fields-honeypot")}</label>
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
    let frame = ControlFrame::new(name, hint, required);
    let (invalid, described) = (frame.invalid(), frame.described());
    // Leptos does not escape the content of <textarea>, and browsers drop a first line break.
    let inner = format!("\n{}", escape(&value));
    let control = view! {
        <textarea id=name name=name class=class required=required aria-invalid=invalid aria-describedby=described inner_html=inner></textarea>
    };
    frame.field(label, control.into_any())
}

/// One of several choices: `(code, label)`.
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
    let frame = ControlFrame::new(name, hint, required);
    let (invalid, described) = (frame.invalid(), frame.described());
    // A retired choice stays available where it is selected.
    let mut choices = choices;
    if !value.is_empty() && choices.iter().all(|(code, _)| *code != value) {
        choices.push((value.clone(), value.clone()));
    }
    let options: Vec<_> = choices
        .into_iter()
        .map(|(code, label)| {
            let selected = code == value;
            view! { <option value=code selected=selected>{label}</option> }
        })
        .collect();
    let control = view! { <select id=name name=name aria-invalid=invalid aria-describedby=described>{options}</select> };
    frame.field(label, control.into_any())
}

/// Several choices, as check boxes; or one of them, as radio buttons (`kind`). `folded`: the label of a fold, and its choices; it is open if
/// one of them is selected.
#[component]
pub fn ChoicesField(
    name: &'static str,
    #[prop(into)] legend: String,
    chosen: Vec<String>,
    choices: Vec<(String, String)>,
    #[prop(default = "checkbox")] kind: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] folded: Option<(String, Vec<(String, String)>)>,
) -> impl IntoView {
    FormErrors::of_page().register_label(name, &legend);
    let frame = ControlFrame::new(name, hint, true);
    let described = frame.described();
    let row = |(code, label): (String, String)| {
        let checked = chosen.contains(&code);
        view! { <label class="choice"><input type=kind name=name value=code checked=checked />" "<span>{label}</span></label> }
    };
    let boxes: Vec<_> = choices.into_iter().map(row).collect();
    let folded = folded.filter(|(_, choices)| !choices.is_empty()).map(|(label, choices)| {
        let open = choices.iter().any(|(code, _)| chosen.contains(code));
        let boxes: Vec<_> = choices.into_iter().map(row).collect();
        view! { <details open=open><summary>{label}</summary><div class="choices">{boxes}</div></details> }
    });
    view! {
        <fieldset class="field" id=name tabindex="-1" aria-describedby=described>
            <legend>{legend}</legend>
            {frame.hint_and_error()}
            <div class="choices">{boxes}</div>
            {folded}
        </fieldset>
    }
}

/// The parts around a control: its label, its hint, its error.
pub(crate) struct ControlFrame {
    /// The field's id, which the summary links to.
    id: String,
    errors: FormErrors,
    hint: Option<String>,
    error: Option<String>,
    required: bool,
}

impl ControlFrame {
    pub(crate) fn new(id: impl Into<String>, hint: Option<String>, required: bool) -> Self {
        let (id, errors) = (id.into(), FormErrors::of_page());
        Self { hint, error: errors.sentence(&id), required, errors, id }
    }

    pub(crate) fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }

    pub(crate) fn described(&self) -> Option<String> {
        let ids = [self.hint.as_ref().map(|_| "hint"), self.error.as_ref().map(|_| "error")];
        let ids: Vec<String> = ids.into_iter().flatten().map(|id| format!("{}-{id}", self.id)).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub(crate) fn hint_and_error(&self) -> impl IntoView + use<> {
        let id = &self.id;
        view! {
            {self.hint.clone().map(|hint| view! { <p class="field-hint" id=format!("{id}-hint")>{hint}</p> })}
            {self.error.clone().map(|error| view! { <p class="field-error" id=format!("{id}-error")>{error}</p> })}
        }
    }

    /// The mark of a field that may stay empty.
    pub(crate) fn optional(&self) -> impl IntoView + use<> {
        let language = self.errors.language();
        (!self.required).then(|| view! { " "<span class="optional">{tr!(language, "fields-optional")}</span> })
    }

    /// A row of a table of fields: the summary names it before the label.
    pub(crate) fn row_field(self, row: &str, label: String, control: AnyView) -> impl IntoView + use<> {
        self.errors.register_label(&self.id, &format!("{row}, {}", label.to_lowercase()));
        self.labelled(label, control)
    }

    pub(crate) fn field(self, label: String, control: AnyView) -> impl IntoView + use<> {
        self.errors.register_label(&self.id, &label);
        self.labelled(label, control)
    }

    fn labelled(self, label: String, control: AnyView) -> impl IntoView + use<> {
        view! {
            <div class="field">
                <label for=self.id.clone()>{label}{self.optional()}</label>
                {self.hint_and_error()}
                {control}
            </div>
        }
    }
}
