//! The form of a programme, one row per talk. "Ajouter une ligne" sends the form and shows it with one more row.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use domain::events::{self, Event, ProgrammeInput};
use domain::{Error, Language, clock, dates};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::extract::Form;
use crate::fields::{ErrorSummary, FormErrors};
use crate::page::{PageBuilder, Section, escape};
use crate::request_context::RequestContext;

/// Empty rows after the filled ones, as long as a programme may have more.
const SPARE_ROWS: usize = 3;

pub async fn edit(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let (event, input) = events::programme(context.db(), &context.actor, &slug).await?;
    page(&context, event, input, FormErrors::none(context.language))
}

/// Saves the programme, or shows more rows.
pub async fn update(context: RequestContext, Path(slug): Path<String>, Form(input): Form<ProgrammeInput>) -> Result<Response> {
    if input.act == "add" {
        let event = events::typed_programme(context.db(), &context.actor, &slug, &input).await?;
        return page(&context, event, input, FormErrors::none(context.language));
    }
    match events::set_programme(context.db(), &context.actor, &slug, &input).await {
        Ok(()) => Ok(context.redirect(&format!("/events/{slug}?done=saved#programme")).into_response()),
        Err(error) => {
            let (event, saved) = events::programme(context.db(), &context.actor, &slug).await?;
            let version = if error == Error::Stale { saved.version } else { input.version.clone() };
            page(&context, event, ProgrammeInput { version, ..input }, FormErrors::of(context.language, error)?)
        }
    }
}

fn page(context: &RequestContext, event: Event, input: ProgrammeInput, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let title = tr!(language, "events-programme-title");
    let page = PageBuilder::titled(title.clone()).section(Section::Agenda).errors(&errors);
    Ok(page.render(context, move || {
        let days = ProgrammeDays::of(language, &event, &input);
        let count = (input.rows() + SPARE_ROWS).min(events::MOST_ROWS);
        let rows: Vec<_> = (0..count).map(|row| row_view(language, &input, row, &days.offered(&event, &input, row), &errors)).collect();
        view! {
            {super::breadcrumbs(language, &event, tr!(language, "events-programme"))}
            <h1>{title}</h1>
            <p class="lead" lang=super::lang_attribute(language, event.language)>{event.title.clone()}</p>
            <p>{tr!(language, "events-programme-lead")}</p>
            <ErrorSummary />
            <form class="form" method="post" novalidate>
                <input type="hidden" name="version" value=input.version.clone() />
                {rows}
                <div class="form-actions">
                    <button class="button" name="act" value="save">{tr!(language, "events-save")}</button>
                    " "
                    <button class="button button-quiet" name="act" value="add">{tr!(language, "events-programme-row-add")}</button>
                    " "
                    <a class="button button-quiet" href=format!("/events/{}", event.slug)>{tr!(language, "fields-cancel")}</a>
                </div>
            </form>
        }
    }))
}

/// The most days of an event that a row offers.
const MAX_DAYS: usize = 31;

/// A day that a row may choose: its date, its label, whether it is chosen.
type DayOption = (NaiveDate, String, bool);

struct ProgrammeDays {
    language: Language,
    /// The days of the event, with their labels.
    event_days: BTreeMap<NaiveDate, String>,
    /// Whether there is a choice. The lists of the form are matched by index, so every row has the field, or none has.
    is_choice: bool,
}

impl ProgrammeDays {
    fn of(language: Language, event: &Event, input: &ProgrammeInput) -> Self {
        let mut event_days = BTreeMap::new();
        if let (Ok(first), Ok(last)) = (clock::local(&event.starts_local), clock::local(&event.ends_local)) {
            let days = first.date().iter_days().take_while(|day| *day <= last.date()).take(MAX_DAYS);
            event_days.extend(days.map(|day| (day, dates::day(language, day))));
        }
        let is_outside = |row| typed_day(input, row).is_some_and(|day| !event_days.contains_key(&day));
        let is_choice = event_days.len() > 1 || (0..input.rows()).any(is_outside);
        Self { language, event_days, is_choice }
    }

    /// The days of the event, and the row's current day, which is marked if the event no longer has it: saving moves nothing. A new row is
    /// on the first day of the event. Empty if there is no choice.
    fn offered(&self, event: &Event, input: &ProgrammeInput, row: usize) -> Vec<DayOption> {
        if !self.is_choice {
            return Vec::new();
        }
        let typed = typed_day(input, row);
        let mut days = self.event_days.clone();
        if let Some(day) = typed.filter(|day| !days.contains_key(day)) {
            let label = dates::day(self.language, day);
            let label = if event.has_day(day) { label } else { tr!(self.language, "events-programme-row-day-outside", day = label) };
            days.insert(day, label);
        }
        let chosen = typed.or_else(|| self.event_days.keys().next().copied());
        days.into_iter().map(|(day, label)| (day, label, Some(day) == chosen)).collect()
    }
}

fn typed_day(input: &ProgrammeInput, row: usize) -> Option<NaiveDate> {
    clock::date(ProgrammeInput::cell(&input.day, row).trim()).ok()
}

fn row_view(language: Language, input: &ProgrammeInput, row: usize, days: &[DayOption], errors: &FormErrors) -> impl IntoView + use<> {
    let cell = |list: &[String]| ProgrammeInput::cell(list, row).to_owned();
    let input_field = |name: &'static str, kind: &'static str, label: String, value: String, hint: Option<String>| {
        let field = ProgrammeField::new(language, name, row, &label, errors);
        let (id, described) = (field.id.clone(), field.described(hint.is_some()));
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                {hint.map(|hint| view! { <p class="field-hint" id=format!("{id}-hint")>{hint}</p> })}
                {field.error()}
                <input id=field.id.clone() name=name type=kind value=value aria-invalid=field.invalid() aria-describedby=described />
            </div>
        }
    };
    let day = (!days.is_empty()).then(|| {
        let field = ProgrammeField::new(language, "day", row, &tr!(language, "events-programme-row-day"), errors);
        let options: Vec<_> = days
            .iter()
            .map(|(day, label, is_chosen)| view! { <option value=day.to_string() selected=*is_chosen>{label.clone()}</option> })
            .collect();
        view! {
            <div class="field">
                <label for=field.id.clone()>{tr!(language, "events-programme-row-day")}</label>
                {field.error()}
                <select id=field.id.clone() name="day" aria-invalid=field.invalid() aria-describedby=field.described(false)>{options}</select>
            </div>
        }
    });
    let summary = ProgrammeField::new(language, "abstract", row, &tr!(language, "events-programme-row-abstract"), errors);
    let inner = format!("\n{}", escape(&cell(&input.summary)));
    view! {
        <fieldset class="field">
            <legend>{tr!(language, "events-programme-row", row = (row + 1).to_string())}</legend>
            <div class="stack">
                {input_field("title", "text", tr!(language, "events-programme-row-title"), cell(&input.title), None)}
                <div class="field-row">
                    {day}
                    {input_field("time", "time", tr!(language, "events-programme-row-time"), cell(&input.time), None)}
                    {input_field("minutes", "number", tr!(language, "events-programme-row-minutes"), cell(&input.minutes), None)}
                    {input_field("session", "text", tr!(language, "events-programme-row-session"), cell(&input.session), None)}
                </div>
                {input_field("speakers", "text", tr!(language, "events-programme-row-speakers"), cell(&input.speakers), Some(tr!(language, "events-programme-row-speakers-hint")))}
                <div class="field">
                    <label for=summary.id.clone()>{tr!(language, "events-programme-row-abstract")}</label>
                    {summary.error()}
                    <textarea class="short" id=summary.id.clone() name="abstract" aria-invalid=summary.invalid() aria-describedby=summary.described(false) inner_html=inner></textarea>
                </div>
            </div>
        </fieldset>
    }
}

/// One field of one row. Its id is the name that its errors have.
struct ProgrammeField {
    id: String,
    sentence: Option<String>,
}

impl ProgrammeField {
    fn new(language: Language, name: &str, row: usize, label: &str, errors: &FormErrors) -> Self {
        let id = format!("{name}-{row}");
        errors.register_label(
            &id,
            &format!("{}, {}", tr!(language, "events-programme-row", row = (row + 1).to_string()), label.to_lowercase()),
        );
        Self { sentence: errors.sentence(&id), id }
    }

    fn invalid(&self) -> Option<&'static str> {
        self.sentence.is_some().then_some("true")
    }

    fn described(&self, hint: bool) -> Option<String> {
        let ids: Vec<String> = [hint.then(|| format!("{}-hint", self.id)), self.sentence.as_ref().map(|_| format!("{}-error", self.id))]
            .into_iter()
            .flatten()
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn error(&self) -> Option<impl IntoView + use<>> {
        let id = format!("{}-error", self.id);
        self.sentence.clone().map(|sentence| view! { <p class="field-error" id=id>{sentence}</p> })
    }
}
