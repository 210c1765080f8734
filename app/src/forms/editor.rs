//! `/events/{slug}/form`: composing the questions that registrations for an event are asked. The buttons of a row send the whole page, which comes back
//! with the row moved or removed.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::QuestionKind;
use domain::forms::{self, FormEditor, NO, QuestionRow, QuestionsInput, ReadyQuestion, YES};
use domain::{Error, Language};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::events;
use crate::events::lang_attribute;
use crate::extract::{DoneQuery, Form, Query};
use crate::fields::{ControlFrame, ErrorSummary, FormErrors};
use crate::labels::choices;
use crate::page::{PageBuilder, Section, escape};
use crate::request_context::RequestContext;

pub async fn edit(context: RequestContext, Path(slug): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let editor = forms::editor(context.db(), &context.actor, &slug).await?;
    Ok(page(&context, editor, None, &done.done, FormErrors::none(context.language)))
}

/// Stores the form, or does what the button of a row says.
pub async fn update(context: RequestContext, Path(slug): Path<String>, Form(input): Form<QuestionsInput>) -> Result<Response> {
    let (db, actor, language) = (context.db(), &context.actor, context.language);
    if input.act != "save" {
        let editor = forms::typed(db, actor, &slug, &input, language).await?;
        return Ok(page(&context, editor, Some(input.version), "", FormErrors::none(language)));
    }
    match forms::edit(db, actor, &slug, &input, language).await {
        Ok(()) => Ok(context.redirect(&format!("/events/{slug}/form?done=saved")).into_response()),
        Err(error) => {
            let editor = forms::typed(db, actor, &slug, &input, language).await?;
            let version = (error != Error::Stale).then_some(input.version);
            Ok(page(&context, editor, version, "", FormErrors::of(language, error)?))
        }
    }
}

/// The page. `version`: that of the record when the page was first opened, if it was sent since.
fn page(context: &RequestContext, editor: FormEditor, version: Option<String>, done: &str, errors: FormErrors) -> Response {
    let language = context.language;
    let title = tr!(language, "forms-title");
    let saved = (done == "saved").then(|| {
        view! { <div class="notice notice-good" role="status"><p><strong>{tr!(language, "registrations-done")}</strong>" "{tr!(language, "forms-saved")}</p></div> }
    });
    PageBuilder::titled(title.clone()).section(Section::Agenda).errors(&errors).private().render(context, move || {
        let FormEditor { event, rows, is_answered, .. } = &editor;
        let mut shown = rows.clone();
        if shown.len() < forms::MOST_QUESTIONS {
            shown.push(QuestionRow::default());
        }
        let fields: Vec<_> = (0..shown.len()).map(|row| row_view(language, &shown, row, rows.len())).collect();
        let answered = is_answered.then(|| view! { <p class="muted">{tr!(language, "forms-answered")}</p> });
        view! {
            {events::breadcrumbs(language, event, title.clone())}
            <h1>{title}</h1>
            <p class="lead" lang=lang_attribute(language, event.language)>{event.title.clone()}</p>
            {saved}
            <p>{tr!(language, "forms-lead")}</p>
            {answered}
            <ErrorSummary />
            <form class="form" method="post" novalidate>
                <input type="hidden" name="version" value=version.unwrap_or_else(|| editor.version.clone()) />
                // Enter in a field presses the first button of the form.
                <button class="visually-hidden" name="act" value="save" tabindex="-1" aria-hidden="true"></button>
                {fields}
                <div class="form-actions">
                    <button class="button" name="act" value="save">{tr!(language, "events-save")}</button>
                    " "
                    <button class="button button-quiet" name="act" value="add">{tr!(language, "forms-add")}</button>
                    " "
                    <a class="button button-quiet" href=format!("/events/{}", event.slug)>{tr!(language, "fields-cancel")}</a>
                </div>
                {more_view(language, &editor)}
            </form>
        }
    })
}

/// Ready-made questions, and those of other events.
fn more_view(language: Language, editor: &FormEditor) -> impl IntoView + use<> {
    let option = |(code, label): (String, String)| view! { <option value=code>{label}</option> };
    let ready: Vec<_> = choices::<ReadyQuestion>(language).into_iter().map(option).collect();
    let sources: Vec<_> = editor.sources.iter().map(|source| option((source.slug.clone(), source.title.clone()))).collect();
    let reuse = (!sources.is_empty()).then(|| {
        view! {
            <div class="toolbar">
                <div class="field field-wide">
                    <label for="from">{tr!(language, "forms-reuse-from")}</label>
                    <select id="from" name="from">{sources}</select>
                </div>
                <button class="button button-quiet" name="act" value="reuse">{tr!(language, "forms-reuse")}</button>
            </div>
        }
    });
    view! {
        <h2>{tr!(language, "forms-more")}</h2>
        <div class="toolbar">
            <div class="field field-wide">
                <label for="ready">{tr!(language, "forms-ready-label")}</label>
                <select id="ready" name="ready">{ready}</select>
            </div>
            <button class="button button-quiet" name="act" value="ready">{tr!(language, "forms-ready-add")}</button>
        </div>
        {reuse}
    }
}

/// One question. `count`: the number of questions, without the empty row below them.
fn row_view(language: Language, rows: &[QuestionRow], row: usize, count: usize) -> impl IntoView + use<> {
    let question = &rows[row];
    let title = if row < count { tr!(language, "forms-row", row = (row + 1).to_string()) } else { tr!(language, "forms-row-new") };
    let frame = |name: &str, hint: Option<String>, required: bool| ControlFrame::new(format!("{name}-{row}"), hint, required);
    let line = |name: &'static str, label: String, value: &str, hint: Option<String>, required: bool, numbers: bool| {
        let frame = frame(name, hint, required);
        let (invalid, described) = (frame.invalid(), frame.described());
        let mode = numbers.then_some("numeric");
        let control = view! {
            <input id=format!("{name}-{row}") name=name type="text" inputmode=mode value=value.to_owned() aria-invalid=invalid aria-describedby=described />
        };
        frame.row_field(&title, label, control.into_any()).into_any()
    };
    let select = |name: &'static str, label: String, chosen: &str, options: Vec<(String, String)>| {
        let frame = frame(name, None, true);
        let (invalid, described) = (frame.invalid(), frame.described());
        let options: Vec<_> = options
            .into_iter()
            .map(|(code, label)| {
                let selected = code == chosen;
                view! { <option value=code selected=selected>{label}</option> }
            })
            .collect();
        let control = view! {
            <select id=format!("{name}-{row}") name=name aria-invalid=invalid aria-describedby=described>{options}</select>
        };
        frame.row_field(&title, label, control.into_any()).into_any()
    };
    let tick = |name: &'static str, label: String, checked: bool| {
        view! {
            <label class="choice">
                <input type="checkbox" name=name value=row.to_string() checked=checked />" "<span>{label}</span>
            </label>
        }
    };
    let choices_frame = frame("choices", Some(tr!(language, "forms-choices-hint")), true);
    let (invalid, described) = (choices_frame.invalid(), choices_frame.described());
    let inner = format!("\n{}", escape(&question.choices));
    let choices_control = view! {
        <textarea class="short" id=format!("choices-{row}") name="choices" aria-invalid=invalid aria-describedby=described inner_html=inner></textarea>
    };
    let button = |act: &str, label: String, is_offered: bool| {
        is_offered.then(|| {
            view! {
                <button class="button button-quiet" name="act" value=format!("{act}-{row}")>
                    {label}<span class="visually-hidden">" ("{title.clone()}")"</span>
                </button>
            }
        })
    };
    let kinds = choices::<QuestionKind>(language);
    let errors = FormErrors::of_page();
    let has_more = question.organisers_only
        || [&question.hint, &question.condition, &question.kept_days].iter().any(|text| !text.is_empty())
        || ["hint", "condition", "kept_days"].iter().any(|name| errors.has_error(&format!("{name}-{row}")));
    view! {
        <fieldset class="field question-row" id=format!("question-{row}")>
            <legend>{title.clone()}</legend>
            <div class="stack">
                <input type="hidden" name="key" value=question.key.clone() />
                {line("label", tr!(language, "forms-label"), &question.label, None, true, false)}
                {select("kind", tr!(language, "forms-kind"), &question.kind, kinds)}
                <div class="question-choices">{choices_frame.row_field(&title, tr!(language, "forms-choices"), choices_control.into_any())}</div>
                {tick("required", tr!(language, "forms-required"), question.required)}
                <details open=has_more>
                    <summary>{tr!(language, "forms-settings")}</summary>
                    <div class="stack">
                        {line("hint", tr!(language, "forms-hint"), &question.hint, None, false, false)}
                        {select("condition", tr!(language, "forms-condition"), &question.condition, conditions(language, rows, row))}
                        {line("kept_days", tr!(language, "forms-kept-days"), &question.kept_days, Some(tr!(language, "forms-kept-days-hint")), false, true)}
                        {tick("organisers_only", tr!(language, "forms-organisers-only"), question.organisers_only)}
                    </div>
                </details>
                <div class="actions">
                    {button("up", tr!(language, "forms-up"), row > 0 && row < count)}
                    {button("down", tr!(language, "forms-down"), row + 1 < count)}
                    {button("remove", tr!(language, "forms-remove"), row < count)}
                </div>
            </div>
        </fieldset>
    }
}

/// The answers that a question can depend on: those to the questions before it.
fn conditions(language: Language, rows: &[QuestionRow], row: usize) -> Vec<(String, String)> {
    let mut offered = vec![(String::new(), tr!(language, "forms-condition-none"))];
    for earlier in rows[..row].iter().filter(|earlier| !earlier.key.is_empty()) {
        for value in earlier.condition_values() {
            let text = match value.as_str() {
                YES => tr!(language, "forms-yes"),
                NO => tr!(language, "forms-no"),
                value => value.to_owned(),
            };
            let label = tr!(language, "forms-condition-is", question = earlier.label.as_str(), answer = text);
            offered.push((format!("{}|{value}", earlier.key), label));
        }
    }
    // What was chosen before the questions changed stays, and is an error when it is stored.
    let chosen = &rows[row].condition;
    if !chosen.is_empty() && offered.iter().all(|(code, _)| code != chosen) {
        offered.push((chosen.clone(), tr!(language, "forms-condition-gone")));
    }
    offered
}
