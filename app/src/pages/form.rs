//! The form of a page: creating and editing.

use axum::response::{IntoResponse, Response};
use domain::Language;
use domain::enums::{PageAccess, PageKind};
use domain::pages::{self, Page, PageInput, PageOwnerHead};
use leptos::prelude::*;
use serde::Deserialize;

use super::difference::{ConcurrentEdit, concurrent_edit_view};
use super::{PagePath, access_label, breadcrumbs, owner_page};
use crate::error_page::Result;
use crate::extract::{Form, OnceForm};
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, FormKey, LineField, SelectField, TextField};
use crate::islands::preview::MarkdownPreview;
use crate::labels::choices;
use crate::request_context::RequestContext;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PageForm {
    /// `preview` shows a preview of the text and saves nothing.
    act: String,
    #[serde(flatten)]
    input: PageInput,
}

struct PageFormContext {
    owner: PageOwnerHead,
    page: Option<Page>,
    preview: String,
    /// The changes that someone else saved meanwhile.
    concurrent_edit: Option<ConcurrentEdit>,
}

pub async fn new(context: RequestContext, path: PagePath) -> Result<Response> {
    let (owner, input) = pages::new_input(context.db(), &context.actor, &path.place, context.language).await?;
    Ok(form(
        &context,
        PageFormContext { owner, page: None, preview: String::new(), concurrent_edit: None },
        input,
        FormErrors::none(context.language),
    ))
}

pub async fn create(context: RequestContext, path: PagePath, OnceForm { db, input: sent }: OnceForm<PageForm>) -> Result<Response> {
    let (owner, _) = pages::new_input(context.db(), &context.actor, &path.place, context.language).await?;
    let form_context = PageFormContext { owner, page: None, preview: String::new(), concurrent_edit: None };
    if sent.act == "preview" {
        return show_preview(&context, &path, form_context, sent.input).await;
    }
    match pages::create(&db, &context.actor, &path.place, &sent.input).await {
        Ok(slug) => Ok(context.redirect(&format!("{}?done=created", path.place.page(&slug))).into_response()),
        Err(error) => Ok(form(&context, form_context, sent.input, FormErrors::of(context.language, error)?)),
    }
}

pub async fn edit(context: RequestContext, path: PagePath) -> Result<Response> {
    let (owner, page, input) = pages::form(context.db(), &context.actor, &path.place, &path.page).await?;
    Ok(form(
        &context,
        PageFormContext { owner, page: Some(page), preview: String::new(), concurrent_edit: None },
        input,
        FormErrors::none(context.language),
    ))
}

/// Saves the page. If someone else changed it meanwhile, the typed values stay, and the differences are shown; saving again then overwrites
/// knowingly.
pub async fn update(context: RequestContext, path: PagePath, Form(sent): Form<PageForm>) -> Result<Response> {
    let language = context.language;
    let (owner, page, current) = pages::form(context.db(), &context.actor, &path.place, &path.page).await?;
    let form_context = PageFormContext { owner, page: Some(page), preview: String::new(), concurrent_edit: None };
    if sent.act == "preview" {
        return show_preview(&context, &path, form_context, sent.input).await;
    }
    match pages::edit(context.db(), &context.actor, &path.place, &path.page, &sent.input).await {
        Ok(()) => Ok(context.redirect(&format!("{}?done=saved", path.address())).into_response()),
        Err(domain::Error::Stale) => {
            let (_, _, revisions) = pages::revisions(context.db(), &context.actor, &path.place, &path.page).await?;
            let concurrent_edit =
                ConcurrentEdit::between(language, &form_context.owner.place, &current, &sent.input, revisions.into_iter().next());
            let input = PageInput { version: current.version, ..sent.input };
            Ok(form(
                &context,
                PageFormContext { concurrent_edit: Some(concurrent_edit), ..form_context },
                input,
                FormErrors::of(language, domain::Error::Stale)?,
            ))
        }
        Err(error) => Ok(form(&context, form_context, sent.input, FormErrors::of(language, error)?)),
    }
}

async fn show_preview(context: &RequestContext, path: &PagePath, form_context: PageFormContext, input: PageInput) -> Result<Response> {
    match pages::preview(context.db(), &context.actor, &path.place, &path.page, &input.body).await {
        Ok(preview) => Ok(form(context, PageFormContext { preview, ..form_context }, input, FormErrors::none(context.language))),
        Err(error) => Ok(form(context, form_context, input, FormErrors::of_preview(context.language, "body", error)?)),
    }
}

fn form(context: &RequestContext, form_context: PageFormContext, input: PageInput, errors: FormErrors) -> Response {
    let language = context.language;
    let title = match &form_context.page {
        Some(page) => tr!(language, "pages-edit-title", title = page.title.as_str()),
        None => tr!(language, "pages-new-title", owner = form_context.owner.name.as_str()),
    };
    let key = form_context.page.is_none().then(|| context.form_key());
    owner_page(title.clone(), &form_context.owner).errors(&errors).render(context, move || {
        let address = form_context.owner.place.page(form_context.page.as_ref().map_or("", |page| &page.slug));
        let title_in_breadcrumbs = if form_context.page.is_some() { tr!(language, "pages-edit") } else { tr!(language, "pages-new") };
        let back = form_context.page.as_ref().map(|page| (form_context.owner.place.page(&page.slug), page.title.clone()));
        view! {
            {breadcrumbs(language, &form_context.owner, back, title_in_breadcrumbs)}
            <h1>{title}</h1>
            <ErrorSummary />
            {form_context.concurrent_edit.as_ref().map(|saved| concurrent_edit_view(language, saved))}
            <form class="form" method="post" novalidate>
                <input type="hidden" name="version" value=input.version.clone() />
                {key.map(|key| view! { <FormKey value=key /> })}
                <LineField name="title" label=tr!(language, "pages-field-title") value=input.title.clone() required=true max_length=200 />
                {slug(language, &form_context, &input)}
                <TextField name="body" class="markdown" label=tr!(language, "pages-field-body") hint=tr!(language, "pages-field-body-hint") value=input.body.clone() />
                <MarkdownPreview source="body".to_owned() title=tr!(language, "fields-preview") html=form_context.preview.clone() page=address />
                {place(language, &form_context, &input)}
                <LineField name="note" label=tr!(language, "pages-field-note") hint=tr!(language, "pages-field-note-hint") value=input.note.clone() max_length=200 />
                {actions(language, &form_context)}
            </form>
        }
    })
}

/// The slug, which is chosen only once.
fn slug(language: Language, form_context: &PageFormContext, input: &PageInput) -> Option<impl IntoView + use<>> {
    form_context.page.is_none().then(|| {
        view! { <LineField name="slug" label=tr!(language, "networks-slug") hint=tr!(language, "pages-field-slug-hint") value=input.slug.clone() max_length=80 /> }
    })
}

fn place(language: Language, form_context: &PageFormContext, input: &PageInput) -> impl IntoView + use<> {
    let input = input.clone();
    let kinds = choices::<PageKind>(language);
    let languages = choices::<Language>(language);
    let accesses =
        PageAccess::ALL.iter().map(|access| (access.to_string(), access_label(language, &form_context.owner.place, *access))).collect();
    view! {
        <h2>{tr!(language, "pages-section-place")}</h2>
        <SelectField name="kind" label=tr!(language, "pages-field-kind") value=input.kind choices=kinds required=true />
        <SelectField name="language" label=tr!(language, "events-field-language") value=input.language choices=languages required=true />
        <LineField name="position" kind="number" min=1 label=tr!(language, "pages-field-position") hint=tr!(language, "pages-field-position-hint") value=input.position />
        <ChoicesField name="access" kind="radio" legend=tr!(language, "pages-field-access") chosen=vec![input.access] choices=accesses />
        <label class="choice">
            <input type="checkbox" name="draft" value="1" checked=!input.draft.is_empty() />
            " "
            <span>{tr!(language, "pages-field-draft")}</span>
        </label>
    }
}

fn actions(language: Language, form_context: &PageFormContext) -> impl IntoView + use<> {
    let (save, cancel, back) = match &form_context.page {
        Some(page) => (tr!(language, "pages-save"), tr!(language, "fields-cancel"), form_context.owner.place.page(&page.slug)),
        None => (tr!(language, "pages-create"), tr!(language, "fields-discard"), form_context.owner.place.path()),
    };
    view! {
        <div class="form-actions">
            <button class="button" name="act" value="save">{save}</button>
            " "
            <button class="button button-quiet" name="act" value="preview">{tr!(language, "fields-preview")}</button>
            " "
            <a class="button button-quiet" href=back>{cancel}</a>
        </div>
    }
}
