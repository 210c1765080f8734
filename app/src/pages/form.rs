//! The form of a page: creating and editing.

use axum::response::{IntoResponse, Response};
use domain::Language;
use domain::enums::{PageAccess, PageKind};
use domain::pages::{self, Page, PageInput, PageOwnerHead};
use leptos::prelude::*;
use serde::Deserialize;

use super::difference::{ConcurrentEdit, told};
use super::{PagePath, access_words, breadcrumbs, titled};
use crate::error_page::Result;
use crate::extract::{Form, OnceForm};
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, FormKey, LineField, SelectField, TextField};
use crate::islands::preview::MarkdownPreview;
use crate::labels::choices;
use crate::request_context::RequestContext;

/// The form, and the button that sent it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PageForm {
    /// `preview` shows a preview of the text and saves nothing.
    act: String,
    #[serde(flatten)]
    input: PageInput,
}

struct PageFormContext {
    kept: PageOwnerHead,
    /// The page, if it exists already.
    page: Option<Page>,
    /// The rendered text, for a preview.
    preview: String,
    /// The changes that someone else saved meanwhile.
    told: Option<ConcurrentEdit>,
}

pub async fn new(context: RequestContext, aim: PagePath) -> Result<Response> {
    let (kept, input) = pages::new_input(context.db(), &context.actor, &aim.place, context.language).await?;
    Ok(form(&context, PageFormContext { kept, page: None, preview: String::new(), told: None }, input, FormErrors::none(context.language)))
}

pub async fn create(context: RequestContext, aim: PagePath, OnceForm { db, input: sent }: OnceForm<PageForm>) -> Result<Response> {
    let (kept, _) = pages::new_input(context.db(), &context.actor, &aim.place, context.language).await?;
    let around = PageFormContext { kept, page: None, preview: String::new(), told: None };
    if sent.act == "preview" {
        return previewed(&context, &aim, around, sent.input).await;
    }
    match pages::create(&db, &context.actor, &aim.place, &sent.input).await {
        Ok(slug) => Ok(context.go(&format!("{}?done=created", aim.place.page(&slug))).into_response()),
        Err(error) => Ok(form(&context, around, sent.input, FormErrors::of(context.language, error)?)),
    }
}

/// The current form of a page.
pub async fn edit(context: RequestContext, aim: PagePath) -> Result<Response> {
    let (kept, page, input) = pages::form(context.db(), &context.actor, &aim.place, &aim.page).await?;
    Ok(form(
        &context,
        PageFormContext { kept, page: Some(page), preview: String::new(), told: None },
        input,
        FormErrors::none(context.language),
    ))
}

/// Saves the page. If someone else changed it meanwhile, the typed values stay, and the differences are shown; saving again then overwrites
/// knowingly.
pub async fn update(context: RequestContext, aim: PagePath, Form(sent): Form<PageForm>) -> Result<Response> {
    let language = context.language;
    let (kept, page, current) = pages::form(context.db(), &context.actor, &aim.place, &aim.page).await?;
    let around = PageFormContext { kept, page: Some(page), preview: String::new(), told: None };
    if sent.act == "preview" {
        return previewed(&context, &aim, around, sent.input).await;
    }
    match pages::edit(context.db(), &context.actor, &aim.place, &aim.page, &sent.input).await {
        Ok(()) => Ok(context.go(&format!("{}?done=saved", aim.address())).into_response()),
        Err(domain::Error::Stale) => {
            let (_, _, revisions) = pages::revisions(context.db(), &context.actor, &aim.place, &aim.page).await?;
            let told = ConcurrentEdit::between(language, &around.kept.place, &current, &sent.input, revisions.into_iter().next());
            let input = PageInput { version: current.version, ..sent.input };
            Ok(form(&context, PageFormContext { told: Some(told), ..around }, input, FormErrors::of(language, domain::Error::Stale)?))
        }
        Err(error) => Ok(form(&context, around, sent.input, FormErrors::of(language, error)?)),
    }
}

/// The form with a preview of its text.
async fn previewed(context: &RequestContext, aim: &PagePath, around: PageFormContext, input: PageInput) -> Result<Response> {
    match pages::preview(context.db(), &context.actor, &aim.place, &aim.page, &input.body).await {
        Ok(preview) => Ok(form(context, PageFormContext { preview, ..around }, input, FormErrors::none(context.language))),
        Err(error) => Ok(form(context, around, input, FormErrors::of_preview(context.language, "body", error)?)),
    }
}

fn form(context: &RequestContext, around: PageFormContext, input: PageInput, errors: FormErrors) -> Response {
    let language = context.language;
    let title = match &around.page {
        Some(page) => tr!(language, "pages-edit-title", title = page.title.as_str()),
        None => tr!(language, "pages-new-title", keeper = around.kept.name.as_str()),
    };
    let key = around.page.is_none().then(|| context.form_key());
    titled(title.clone(), &around.kept).errors(&errors).render(context, move || {
        let address = around.kept.place.page(around.page.as_ref().map_or("", |page| &page.slug));
        let here = if around.page.is_some() { tr!(language, "pages-edit") } else { tr!(language, "pages-new") };
        let back = around.page.as_ref().map(|page| (around.kept.place.page(&page.slug), page.title.clone()));
        view! {
            {breadcrumbs(language, &around.kept, back, here)}
            <h1>{title}</h1>
            <ErrorSummary />
            {around.told.as_ref().map(|saved| told(language, saved))}
            <form class="form" method="post" novalidate>
                <input type="hidden" name="version" value=input.version.clone() />
                {key.map(|key| view! { <FormKey value=key /> })}
                <LineField name="title" label=tr!(language, "pages-field-title") value=input.title.clone() required=true most=200 />
                {slug(language, &around, &input)}
                <TextField name="body" class="markdown" label=tr!(language, "pages-field-body") hint=tr!(language, "pages-field-body-hint") value=input.body.clone() />
                <MarkdownPreview source="body".to_owned() title=tr!(language, "networks-preview") html=around.preview.clone() page=address />
                {place(language, &around, &input)}
                <LineField name="note" label=tr!(language, "pages-field-note") hint=tr!(language, "pages-field-note-hint") value=input.note.clone() most=200 />
                {actions(language, &around)}
            </form>
        }
    })
}

/// The slug, which is chosen only once.
fn slug(language: Language, around: &PageFormContext, input: &PageInput) -> Option<impl IntoView + use<>> {
    around.page.is_none().then(|| {
        view! { <LineField name="slug" label=tr!(language, "networks-slug") hint=tr!(language, "pages-field-slug-hint") value=input.slug.clone() most=80 /> }
    })
}

fn place(language: Language, around: &PageFormContext, input: &PageInput) -> impl IntoView + use<> {
    let input = input.clone();
    let kinds = choices::<PageKind>(language);
    let languages = choices::<Language>(language);
    let accesses = PageAccess::ALL.iter().map(|access| (access.to_string(), access_words(language, &around.kept.place, *access))).collect();
    view! {
        <h2>{tr!(language, "pages-section-place")}</h2>
        <SelectField name="kind" label=tr!(language, "pages-field-kind") value=input.kind choices=kinds required=true />
        <SelectField name="language" label=tr!(language, "events-field-language") value=input.language choices=languages required=true />
        <LineField name="position" kind="number" least=1 label=tr!(language, "pages-field-position") hint=tr!(language, "pages-field-position-hint") value=input.position />
        <ChoicesField name="access" kind="radio" legend=tr!(language, "pages-field-access") chosen=vec![input.access] choices=accesses />
        <label class="choice">
            <input type="checkbox" name="draft" value="1" checked=!input.draft.is_empty() />
            " "
            <span>{tr!(language, "pages-field-draft")}</span>
        </label>
    }
}

fn actions(language: Language, around: &PageFormContext) -> impl IntoView + use<> {
    let (save, keep, back) = match &around.page {
        Some(page) => (tr!(language, "pages-save"), tr!(language, "events-keep"), around.kept.place.page(&page.slug)),
        None => (tr!(language, "pages-create"), tr!(language, "events-abandon"), around.kept.place.path()),
    };
    view! {
        <div class="form-actions">
            <button class="button" name="act" value="save">{save}</button>
            " "
            <button class="button button-quiet" name="act" value="preview">{tr!(language, "networks-preview")}</button>
            " "
            <a class="button button-quiet" href=back>{keep}</a>
        </div>
    }
}
